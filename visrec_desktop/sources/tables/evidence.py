"""How much a text looks like real writing when its bytes are read in one encoding or another.

Detectors that count frequencies need a page; a sheet may have three rows. What tells there: characters that
an encoding keeps for everyday use, words of one script alone, capitals where they may be, usual headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

_FOREIGN = re.compile(r"[^\x00-\x7f]")
_SIGNS = "«»–—“”„…°€’‘™®©№·×\u00a0"
_HIGH = range(0xA1, 0xFF)
_ANY = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_FIRST_LEVEL = {
    "gb18030": (range(0xB0, 0xD8), _HIGH),
    "cp932": (range(0x88, 0x98), _ANY),
    "big5": (range(0xA4, 0xC7), _ANY),
    "cp949": (range(0xB0, 0xC9), _HIGH),
}
"""Lead and trail bytes of the characters for everyday use."""
_HEADINGS = {
    "gb18030": (
        "货号",
        "名称",
        "品牌",
        "颜色",
        "价格",
        "库存",
        "图片",
        "尺码",
        "商品",
        "编号",
        "分类",
        "类别",
    ),
    "cp932": ("商品", "品名", "価格", "在庫", "画像", "カラー", "サイズ", "ブランド", "コード", "番号"),
    "big5": ("貨號", "名稱", "品牌", "顏色", "價格", "庫存", "圖片", "尺碼", "商品", "編號", "分類", "類別"),
    "cp949": ("상품", "품번", "이름", "색상", "가격", "재고", "사이즈"),
}
_FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F)))
_KANA = "".join(map(chr, range(0x3041, 0x30FF)))
_SCRIPTS = {
    "Cyrillic": ("А-ЯЁІЇЄҐ", "а-яёіїєґ", "оаеинтрслв"),
    "Greek": ("Α-ΩΆΈΉΊΌΎΏ", "α-ωάέήίόύώϊϋΐΰ", "αοιετνσκρηάόίές"),
}
_USUAL_SHARE = 0.45
_DOUBTED = 0.7
_MANY = 12
_TELLING_LETTERS = 20
_WORD = re.compile(r"[^\W\d_]+")
_LONE_SIGN = re.compile(r"(?<![^\W\d_])[€£¥§°²³½¼¾±×·«»¿¡©®ºª]|[–—‘’“”„…™®º°²³×\u00a0]")
_SIGN_IN_WORD = re.compile(r"(?<=[a-zà-ÿ])[¹³¿£¼¾œŸ](?=[a-zà-ÿ])|\b[¿³](?=[a-zà-ÿ])")
_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßšž")
_CENTRAL = frozenset("ąćęłńóśźżáčďéěíňřšťúůýžőűäöüâăîşţ")


def likeness(sample: bytes, encoding: str) -> float:
    """How much a sample looks like real text in this encoding, 0 to 1 and above; -1 where it is none."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    foreign = len(_FOREIGN.findall(text))
    return EVIDENCE[encoding](text) / foreign if foreign else 0.0


def _everyday(encoding: str, text: str) -> float:
    """Characters for everyday use, and words that head columns."""
    common = _common(encoding)
    usual = sum(1 for letter in text if letter in common)
    return usual + 2.0 * sum(len(word) * text.count(word) for word in _HEADINGS[encoding])


@cache
def _common(encoding: str) -> frozenset[str]:
    leads, trails = _FIRST_LEVEL[encoding]
    letters = set(
        "，。、；：！？（）【】《》“”‘’·…—￥～「」・" + _FULL_WIDTH + (_KANA if encoding == "cp932" else "")
    )
    for lead in leads:
        for trail in trails:
            letters.update(bytes((lead, trail)).decode(encoding, "ignore"))
    return frozenset(letter for letter in letters if not letter.isascii())


def _korean(text: str) -> float:
    """As for Chinese; the bytes of Korean are everyday Chinese too, but hardly ever the other way round."""
    good = _everyday("cp949", text)
    return good * 1.02 if good >= _MANY and good >= len(_FOREIGN.findall(text)) else good * _DOUBTED


def _script(name: str, text: str, *, widespread: bool = False) -> float:
    """Letters in words of one script alone that are sanely capitalised; doubted if rare letters prevail.

    Where there are too few words to tell that, the widespread encoding of the script has it.
    """
    upper, lower, usual = _SCRIPTS[name]
    letters = upper + lower
    pattern = rf"(?<![A-Za-z{letters}])(?:[{upper}]?[{lower}]+|[{upper}]+)(?![A-Za-z{letters}])"
    words = re.findall(pattern, text)
    seen = "".join({word.lower() for word in words})
    if len(seen) < _TELLING_LETTERS:
        doubted = not widespread
    else:
        doubted = sum(map(seen.count, usual)) < _USUAL_SHARE * len(seen)
    good = sum(map(len, words))
    return (good * _DOUBTED if doubted else good) + sum(map(text.count, _SIGNS))


def _latin(accents: frozenset[str], text: str) -> float:
    """Accented letters in words that are mostly plain ones; signs in the midst of a word speak against it."""
    good = 0
    for found in _WORD.finditer(text):
        word = found.group()
        if word.isascii():
            continue
        foreign = [letter for letter in word if not letter.isascii()]
        if accents.issuperset("".join(foreign).lower()) and (
            len(foreign) == 1 or len(foreign) * 2 <= len(word)
        ):
            good += len(foreign)
    return good + len(_LONE_SIGN.findall(text)) - 2.0 * len(_SIGN_IN_WORD.findall(text))


EVIDENCE: dict[str, Callable[[str], float]] = {
    "gb18030": partial(_everyday, "gb18030"),
    "cp932": partial(_everyday, "cp932"),
    "big5": partial(_everyday, "big5"),
    "cp1251": partial(_script, "Cyrillic", widespread=True),
    "cp1252": partial(_latin, _WESTERN),
    "cp949": _korean,
    "cp1250": partial(_latin, _CENTRAL),
    "cp1253": partial(_script, "Greek"),
    "koi8_r": partial(_script, "Cyrillic"),
    "cp866": partial(_script, "Cyrillic"),
}
"""What counts as a good character of a text, by the encoding that it was read in."""
