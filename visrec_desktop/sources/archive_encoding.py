"""Names in old archives: bytes in the code page of whoever packed them, which the archive does not name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_SAMPLE = 500  # names that tell the code page of all
_LEAST = 0.5  # of a code page's score, to be believed
_LATIN_END = 0x250
_CYRILLIC = range(0x400, 0x460)
_KANA = range(0x3041, 0x3100)
_HALF_KANA = range(0xFF61, 0xFFA0)


def decode_legacy(raws: Sequence[bytes]) -> list[str]:
    """Decode names of one archive, all packed on one computer.

    They are UTF-8 where all of them can be (a Mac does not say so); else in the code page whose signs make
    the most sense: that of a Chinese, Japanese, Russian or western Windows.
    """
    encoding = _guess(list(dict.fromkeys(raws))[:_SAMPLE])
    return [_decoded(raw, encoding) or raw.decode("cp437") for raw in raws]


def _guess(raws: Sequence[bytes]) -> str:
    if all(_decoded(raw, "utf-8") is not None for raw in raws):
        return "utf-8"
    best, found = _LEAST, "cp437"
    for encoding, weigh in _WEIGHTS.items():
        texts = [_decoded(raw, encoding) for raw in raws]
        if None in texts:
            continue
        weights = [weight for text in texts if text for weight in _weights(text, weigh)]
        score = sum(weights) / max(len(weights), 1)
        if score > best:
            best, found = score, encoding
    return found


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _weights(text: str, weigh: Callable[[str, str], float]) -> list[float]:
    """How likely each sign beyond ASCII is, after the one before it."""
    pairs = zip(" " + text, text, strict=False)
    return [weigh(char, before) for before, char in pairs if not char.isascii()]


def _chinese(char: str, _: str) -> float:
    """By the planes of GB 2312: the common characters, the rarer ones, the signs; the rest is guesswork."""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0.0
    if lead in range(0xB0, 0xD8):
        return 1.0
    return 0.5 if lead in range(0xD8, 0xF8) else 0.6 if lead in range(0xA1, 0xA4) else 0.2


def _japanese(char: str, _: str) -> float:
    """Kana and the kanji of JIS level 1; single-width kana are what other languages look like."""
    if ord(char) in _KANA:
        return 1.0
    if ord(char) in _HALF_KANA:
        return 0.2
    return 0.9 if char.encode("cp932")[0] in range(0x88, 0x99) else 0.3


def _russian(char: str, before: str) -> float:
    if char == "№":
        return 1.0
    return 1.0 if ord(char) in _CYRILLIC and _may_follow(char, before, latin=False) else 0.0


def _western(char: str, before: str) -> float:
    is_letter = char.isalpha() and ord(char) < _LATIN_END
    return 0.9 if is_letter and _may_follow(char, before, latin=True) else 0.0


def _may_follow(char: str, before: str, *, latin: bool) -> bool:
    """Whether a letter may stand after a sign: not in another script's word, no capital amid a word."""
    if not before.isalpha():
        return True
    same_script = (ord(before) < _LATIN_END) == latin
    return same_script and not (char.isupper() and before.islower())


_WEIGHTS: dict[str, Callable[[str, str], float]] = {
    "gb18030": _chinese,
    "cp932": _japanese,
    "cp866": _russian,
    "cp437": _western,
}
