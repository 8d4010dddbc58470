"""What a column holds, told from its cells: where there are no headings, or they leave a choice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from visrec_desktop.core.pictures import PICTURE_SUFFIXES
from visrec_desktop.sources.tables.vocabulary import listed

_LOOKED_AT = 2000
_MOST = 0.8
_NEARLY_ALL = 0.9
_DISTINCT = 0.95
_MARKS = frozenset(".,€£$¥￥₽₹")
_LONGEST_CODE = 40
_WORDS_OF_A_COLOUR = 2
_DECIMAL = re.compile(r"[^\W\d_]{0,4}\s*[€£$¥￥₽₹₩₺₴฿]?\s*\d[\d ',.’]*\s*[€£$¥￥₽₹₩₺₴฿]?\s*[^\W\d_]{0,4}\.?")
_COUNT = re.compile(r"\d{1,5}")
_CODE = re.compile(r"(?=.*\d)[\w./#+-]+(?: [\w./#+-]+)?")
_DAY = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?:[ T].*)?")
_ADDRESS = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)
_SIZE = re.compile(
    r"(?:\d?X{0,4}[SL]|M|XXS|ONE ?SIZE|OS|EU ?\d\d|UK ?\d\d?|US ?\d\d?|[34]\d(?:[.,]5)?|\d{2}/\d{2}|均码)",
    re.IGNORECASE,
)
_COLOURS = frozenset(
    listed(
        "black white grey gray red blue green yellow orange purple pink brown beige navy gold silver khaki"
        " schwarz weiss weiß grau rot blau grün gelb lila rosa braun noir blanc gris rouge bleu vert jaune"
        " negro blanco rojo azul verde amarillo nero bianco grigio rosso blu giallo чёрный черный белый"
        " серый красный синий зелёный зеленый жёлтый желтый розовый коричневый 黑色 白色 灰色 红色 紅色"
        " 蓝色 藍色 绿色 綠色 黄色 黃色 粉色 粉红 紫色 棕色 米色 黑 白 红 蓝 绿 ブラック ホワイト レッド"
        " ブルー グリーン"
    )
)


@dataclass(frozen=True, slots=True)
class Content:
    """What share of a column's filled cells is what, 0 to 1; `filled` is the share that is filled."""

    filled: float
    distinct: float
    pictures: float
    addresses: float
    barcodes: float
    codes: float
    decimals: float
    counts: float
    sizes: float
    colours: float
    letters: float
    consecutive: bool

    @property
    def tells_products_apart(self) -> bool:
        """Whether each row has its own code here."""
        return (
            self.filled >= _DISTINCT
            and self.distinct >= _DISTINCT
            and self.codes >= _NEARLY_ALL
            and self.pictures < _MOST
        )


def content_of(cells: Sequence[str]) -> Content:
    """Look at the first cells of a column."""
    looked = [cell.strip() for cell in islice(cells, _LOOKED_AT)]
    filled = [cell for cell in looked if cell]
    if not filled:
        return Content(*(0.0,) * 11, consecutive=False)
    count = len(filled)

    def share(test: object) -> float:
        return sum(map(bool, map(test, filled))) / count  # type: ignore[call-overload]

    marked = share(lambda cell: _is_decimal(cell) and not _MARKS.isdisjoint(cell))
    return Content(
        filled=count / len(looked),
        distinct=len(set(filled)) / count,
        pictures=share(_is_picture),
        addresses=share(_ADDRESS.match),
        barcodes=share(is_barcode),
        codes=share(_is_code),
        decimals=share(_is_decimal) if marked >= 1 - _MOST else 0.0,
        counts=share(_COUNT.fullmatch),
        sizes=share(_SIZE.fullmatch),
        colours=share(_is_colour),
        letters=sum(map(len, filled)) / count
        if share(lambda cell: any(map(str.isalpha, cell))) >= _MOST
        else 0.0,
        consecutive=_consecutive(filled),
    )


def guessed(contents: Sequence[Content], taken: frozenset[int]) -> dict[str, tuple[int, ...]]:
    """Which column holds which field, told from the cells alone; only what is all but sure.

    Args:
        contents: what the columns hold.
        taken: columns that are spoken for.
    """
    free = [place for place in range(len(contents)) if place not in taken and contents[place].filled]
    found: dict[str, tuple[int, ...]] = {}

    def take(field: str, *places: int) -> None:
        if places:
            found[field] = places
            free[:] = [place for place in free if place not in places]

    take("image", *(place for place in free if contents[place].pictures >= _MOST))
    take("barcode", *[place for place in free if contents[place].barcodes >= _NEARLY_ALL][:1])
    take("sku", *_code_columns(contents, free)[:1])
    if "sku" not in found and "barcode" in found:
        found["sku"] = found["barcode"]
    take("price", *[place for place in free if contents[place].decimals >= _NEARLY_ALL][:1])
    take("size", *[place for place in free if contents[place].sizes >= _MOST][:1])
    take("colour", *[place for place in free if contents[place].colours >= _MOST][:1])
    take(
        "stock",
        *[place for place in free if contents[place].counts >= _NEARLY_ALL][:1] if "price" in found else (),
    )
    worded = [place for place in free if contents[place].letters]
    take("name", *sorted(worded, key=lambda place: -contents[place].distinct)[:1])
    return found


def _code_columns(contents: Sequence[Content], free: Sequence[int]) -> list[int]:
    """Columns that tell the products apart, the best first: a running number or a price is none by choice."""
    apart = [place for place in free if contents[place].tells_products_apart]
    return sorted(apart, key=lambda place: (contents[place].decimals > _MOST, contents[place].consecutive))


def is_barcode(text: str) -> bool:
    """Whether a text is an EAN-8, UPC-A, EAN-13 or GTIN-14, check digit and all (GS1 specifications)."""
    if len(text) not in {8, 12, 13, 14} or not (text.isascii() and text.isdigit()):
        return False
    figures = [int(figure) for figure in reversed(text)]
    return (sum(figures[::2]) + 3 * sum(figures[1::2])) % 10 == 0


def _is_picture(text: str) -> bool:
    point = text.rfind(".")
    return point >= 0 and text[point:].lower() in PICTURE_SUFFIXES


def _is_code(text: str) -> bool:
    return len(text) <= _LONGEST_CODE and _CODE.fullmatch(text) is not None and not _DAY.fullmatch(text)


def _is_decimal(text: str) -> bool:
    return len(text) <= _LONGEST_CODE and _DECIMAL.fullmatch(text) is not None


def _is_colour(text: str) -> bool:
    words = text.casefold().split()
    return len(words) <= _WORDS_OF_A_COLOUR and not _COLOURS.isdisjoint(words)


def _consecutive(filled: Sequence[str]) -> bool:
    """Whether the cells count the rows: 0, 1, 2 and so on, or 1, 2, 3."""
    return (
        len(filled) > 1
        and filled[0] in {"0", "1"}
        and all(cell == str(number) for number, cell in enumerate(filled, int(filled[0])))
    )
