"""What exporting programs do to a cell, undone: tags, formulas, exponents, months made of sizes."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from visrec_desktop.sources.tables.values import RemarkKind
from visrec_desktop.sources.tables.vocabulary import listed

Kinds = tuple[RemarkKind, ...]

_FIRST = frozenset("'=+-@")
_LONG = 1024
_TAGS = (
    "a abbr article b big blockquote body br center code col dd div dl dt em font footer h1 h2 h3 h4 h5 h6"
    " head header hr html i img li link meta nav ol p pre s script section small span strong style sub sup"
    " table tbody td tfoot th thead title tr u ul"
).replace(" ", "|")
_TAG = re.compile(rf"<(/?)({_TAGS})(\s[^<>]*)?/?>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b[^<>]*>[^<]*</\1\s*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_BREAKING = frozenset(
    listed("br p div li tr h1 h2 h3 h4 h5 h6 table ul ol dt dd blockquote section article hr")
)
_EMPTY_LINES = re.compile(r"\n{3,}")
_QUOTED_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_CALL = re.compile(r"[+\-@][A-Za-z_.]+[\w.]*[(!|]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_SCIENTIFIC = re.compile(r"([+-]?)(\d)(?:[.,](\d{1,17}))?E\+(\d{1,2})", re.IGNORECASE)
_MONTHS = (
    "jan feb mar apr may jun jul aug sep sept oct nov dec"  # English
    " jän mär mrz mai okt dez"  # German
    " janv févr mars avr juin juil août déc"  # French
    " ene abr ago dic gen mag giu lug set ott"  # Spanish, Italian
    " янв фев мар апр май мая июн июл авг сен окт ноя дек"  # Russian
).replace(" ", "|")
_DATE = re.compile(
    rf"\d{{1,2}}[-. /]{{1,2}}(?:{_MONTHS})\.?|(?:{_MONTHS})\.?[- /.]\d{{2}}|\d{{1,2}}月\d{{1,2}}日",
    re.IGNORECASE,
)
_MOST_EXACT_DIGITS = 2
_EXCEL_DIGITS = 15
_LONGEST_DATE = 10


def tidied(text: str) -> tuple[str, Kinds]:
    """A cell's text as it was meant, and what was done for that; nearly all cells take the cheap way out."""
    stripped = text.strip()
    if (  # five searches for a sign cost less than one for a pattern
        stripped[:1] not in _FIRST
        and "<" not in stripped
        and "&" not in stripped
        and "E+" not in stripped
        and "e+" not in stripped
    ):
        return stripped, ()
    return _mended(stripped) if len(stripped) > _LONG else _remembered(stripped)


def without_apostrophe(text: str) -> str:
    """A text without the apostrophe that keeps spreadsheet programs from running it (see `writing`)."""
    return text[1:] if text.startswith("'") and _ESCAPED.match(text) else text


def _mended(text: str) -> tuple[str, Kinds]:
    if text[:1] in "'=+-@":
        bare = without_apostrophe(text)
        if bare != text:
            return bare, ()
        kept = _QUOTED_FORMULA.fullmatch(text)
        if kept is not None:  # `="00123"`: how a CSV keeps a code from becoming a number
            return kept[1].replace('""', '"').strip(), (RemarkKind.FORMULA,)
        if (text[0] == "=" and len(text) > 1) or _CALL.match(text):
            return text, (RemarkKind.FORMULA,)
    number = _SCIENTIFIC.fullmatch(text)
    if number is not None:
        return _written_out(number)
    plain = without_tags(text)
    return (plain, (RemarkKind.HTML,)) if plain != text else (text, ())


_remembered = lru_cache(maxsize=16384)(_mended)


def _written_out(number: re.Match[str]) -> tuple[str, Kinds]:
    """`1.5E+03` as 1500; the exponent tells when figures are missing at the end."""
    sign, first, rest, exponent = number[1], number[2], number[3] or "", int(number[4])
    figures = (first + rest).rstrip("0") or "0"
    if len(figures) > exponent + 1:
        written = f"{figures[: exponent + 1]}.{figures[exponent + 1 :]}"
    else:
        written = figures.ljust(exponent + 1, "0")
    told = len(figures) <= _MOST_EXACT_DIGITS or len(figures) >= min(exponent + 1, _EXCEL_DIGITS)
    lost = not told or (exponent >= _EXCEL_DIGITS and len(figures) > _MOST_EXACT_DIGITS)
    return sign.replace("+", "") + written, (RemarkKind.LOST_DIGITS if lost else RemarkKind.SCIENTIFIC,)


def without_tags(text: str) -> str:
    """The text of a piece of HTML; what only resembles it (`a < b`, `Smith & Sons`) stays."""
    bare = _TAG.sub(_instead, _UNSEEN.sub(" ", _without_comments(text)))
    bare = _ENTITY.sub(lambda found: html.unescape(found.group()), bare)
    if bare == text:
        return text
    lines = (line.strip() for line in bare.replace("\xa0", " ").split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _without_comments(text: str) -> str:
    """The text without `<!-- -->`; a pattern would search to the end for each that is not closed."""
    kept, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[place:start])
        place = end + 3
    return "".join(kept) + text[place:] if kept else text


def _instead(tag: re.Match[str]) -> str:
    name, inside = tag[2].lower(), (tag[3] or "").strip(" /\t\r\n")
    if inside and "=" not in inside:  # `a <b or c> d`
        return tag.group()
    if name in _BREAKING:
        return "\n" if tag[1] or name in {"br", "hr"} else ""
    return " " if name in {"td", "th", "img"} else ""


def is_date(text: str) -> bool:
    """Whether a text is what spreadsheet programs make of a size or code such as `1-2`: `2-Jan`, `1月2日`."""
    return len(text) <= _LONGEST_DATE and _DATE.fullmatch(text) is not None
