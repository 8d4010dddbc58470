"""The fields of a product in a sheet: the headings that mean them, and how their cells are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from visrec_desktop.core.errors import ErrorCode, KnownError
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
_NUMBER = re.compile(r"[-+]?\d[\d.,'\s\u00a0\u202f]*")


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
    found = _NUMBER.search(text)
    try:
        value = Decimal(_plain_number(found.group())) if found else None
    except InvalidOperation:
        value = None
    if value is None or value < 0:
        raise KnownError(ErrorCode.BAD_VALUE, origin, f"price “{text}”")
    return value.quantize(Decimal("0.01")), code


def _plain_number(text: str) -> str:
    """`1.299,50`, `1,299.50`, `1 299,5` and `1'299.5` as Python writes them."""
    compact = re.sub(r"['\s\u00a0\u202f]", "", text).rstrip(".,")
    if "," in compact and "." in compact:
        decimal = max(compact.rfind(","), compact.rfind("."))
        return re.sub(r"[.,]", "", compact[:decimal]) + "." + compact[decimal + 1 :]
    for separator in (",", "."):
        if compact.count(separator) > 1:
            return compact.replace(separator, "")
    if re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", compact):
        return compact.replace(",", "")
    return compact.replace(",", ".")


def _stock(text: str, origin: str) -> int | None:
    if not text:
        return None
    try:
        value = Decimal(_plain_number(text))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value != value.to_integral_value() or value < 0:
        raise KnownError(ErrorCode.BAD_VALUE, origin, f"stock “{text}”")
    return int(value)
