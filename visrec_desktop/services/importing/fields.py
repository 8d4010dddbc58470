"""The fields of a product in a sheet: the headings that mean them, and how their cells are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.prices import DoubtfulPrice, NotAPrice, parse_price
from visrec_desktop.core.values import ProductDraft

IMAGE = "image"
TEXT_FIELDS = ("sku", "name", "category", "brand", "colour", "size", "currency", "description")
FIELDS = (*TEXT_FIELDS, "price", "stock", IMAGE)

_HEADINGS: dict[str, tuple[str, ...]] = {
    "sku": (
        "sku",
        "articleno",
        "articlenumber",
        "itemno",
        "itemnumber",
        "productid",
        "productcode",
        "article",
        "id",
        "code",
        "货号",
        "商品编号",
        "编号",
    ),
    "name": ("name", "productname", "productdisplayname", "title", "名称", "商品名称", "品名"),
    "category": (
        "category",
        "articletype",
        "producttype",
        "type",
        "subcategory",
        "department",
        "类别",
        "分类",
        "品类",
    ),
    "brand": ("brand", "brandname", "manufacturer", "品牌"),
    "colour": ("colour", "color", "basecolour", "basecolor", "颜色"),
    "size": ("size", "sizes", "尺码", "规格"),
    "price": ("price", "saleprice", "retailprice", "unitprice", "价格", "售价", "单价"),
    "currency": ("currency", "币种", "货币"),
    "stock": ("stock", "quantity", "qty", "instock", "onhand", "inventory", "库存", "数量"),
    "description": ("description", "details", "描述", "说明"),
    IMAGE: (
        "image",
        "picture",
        "photo",
        "imagepath",
        "filename",
        "file",
        "imagefile",
        "images",
        "pictures",
        "图片",
    ),
}
_ALIASES = {"color": "colour", "picture": IMAGE}
_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "CNY", "￥": "CNY", "₽": "RUB"}
_CURRENCY = r"\s*(?:[^\W\d_]{1,4}\.?)?\s*[€£$¥￥₽₹₩₺₴฿]?\s*"  # such as `EUR`, `US$`, `kr.`
_PRICE = re.compile(rf"{_CURRENCY}(?P<number>[-+−]?\s*\d(?:.*\d)?(?:[.,](?:-{{1,2}}|[–—])?)?){_CURRENCY}")


def find_columns(headings: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Which column holds which field.

    Args:
        headings: the sheet's headings.
        mapping: field to heading, as the user says; it comes before what the headings say.

    Raises:
        KnownError: `UNKNOWN_FIELD` or `UNKNOWN_COLUMN` for a mapping that does not fit.
    """
    columns: dict[str, int] = {}
    stripped = [heading.strip() for heading in headings]
    for said, heading in mapping.items():
        field = _ALIASES.get(said, said)
        if field not in FIELDS:
            raise KnownError(ErrorCode.UNKNOWN_FIELD, said, ", ".join(FIELDS))
        if heading not in stripped:
            raise KnownError(ErrorCode.UNKNOWN_COLUMN, heading, ", ".join(stripped))
        columns[field] = stripped.index(heading)
    keys = [re.sub(r"[\W_]+", "", heading.casefold()) for heading in stripped]
    for field, names in _HEADINGS.items():
        free = [name for name in names if name in keys and keys.index(name) not in columns.values()]
        if field not in columns and free:
            columns[field] = keys.index(free[0])
    return columns


def draft_of_row(
    headings: Sequence[str], cells: Sequence[str], columns: Mapping[str, int], origin: str
) -> ProductDraft:
    """The product that a row describes; columns that are no field become attributes.

    Raises:
        KnownError: `MISSING_SKU`, or `BAD_VALUE` for a price or stock that is no number.
    """
    values = {field: _cell(cells, column) for field, column in columns.items()}
    if not values.get("sku"):
        raise KnownError(ErrorCode.MISSING_SKU, origin)
    texts = {field: values[field] for field in TEXT_FIELDS if field in values}
    if not texts.get("name"):
        texts.pop("name", None)  # a sheet of prices or stock alone leaves the name as it is
    price, sign = _price(values.get("price", ""), origin)
    if sign and not texts.get("currency"):
        texts["currency"] = sign
    used = set(columns.values())
    extra = {
        heading.strip(): _cell(cells, place)
        for place, heading in enumerate(headings)
        if place not in used and heading.strip() and _cell(cells, place)
    }
    return ProductDraft(
        **texts,
        price=price,
        stock=_stock(values.get("stock", ""), origin),
        attributes=extra or None,
    )


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _price(text: str, origin: str) -> tuple[Decimal | None, str]:
    """The price in whole units, and the currency its sign means (empty without one)."""
    if not text:
        return None, ""
    code = next((code for sign, code in _SIGNS.items() if sign in text), "")
    found = _PRICE.fullmatch(text)
    value = _number(found["number"] if found else "", f"price “{text}”", origin)
    return value.quantize(Decimal("0.01")), code


def _stock(text: str, origin: str) -> int | None:
    if not text:
        return None
    value = _number(text, f"stock “{text}”", origin)
    if value != value.to_integral_value():
        raise KnownError(ErrorCode.BAD_VALUE, origin, f"stock “{text}”")
    return int(value)


def _number(text: str, named: str, origin: str) -> Decimal:
    """A number of at least zero; `named` says in an error which one it is."""
    try:
        value = parse_price(text)
    except DoubtfulPrice as doubt:
        words = f"{named} may mean {doubt.large} or {doubt.small}"
        raise KnownError(ErrorCode.BAD_VALUE, origin, words) from doubt
    except NotAPrice as error:
        raise KnownError(ErrorCode.BAD_VALUE, origin, named) from error
    if value < 0:
        raise KnownError(ErrorCode.BAD_VALUE, origin, named)
    return value
