"""Between the values of `core` and the columns of the catalog."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Analysis, Picture, PictureId, Product, ProductId
from visrec_desktop.data.text import clean, decode_path, sort_key

if TYPE_CHECKING:
    from visrec_desktop.core.values import ProductDraft

FIELDS = (
    "sku", "name", "category", "brand", "colour", "size",
    "price", "currency", "stock", "attributes", "description",
)  # fmt: skip
_TEXTS = ("category", "brand", "colour", "size", "currency", "description")
_texts_of = attrgetter(*_TEXTS)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_MAX_INTEGER = 2**53  # exact in every program that may read the file

# One bound value: the space; '' asks for a vector of any model.
ANALYSED = """EXISTS (
    SELECT 1 FROM embeddings e WHERE e.picture_id = p.picture_id AND (e.space = :space OR :space = '')
)"""
PRODUCT_COLUMNS = f"p.id, {', '.join(f'p.{name}' for name in FIELDS)}, p.picture_id, {ANALYSED}"
PICTURE_COLUMNS = (
    "i.id, i.product_id, i.path, i.sha256, i.width, i.height, i.size_bytes, i.mtime_ns, i.position"
)


def product_from_row(row: tuple[Any, ...]) -> Product:
    """The product of a row of `PRODUCT_COLUMNS`."""
    number, sku, name, category, brand, colour, size, price, currency, stock, attributes, description = row[
        :12
    ]
    picture, analysed = row[12:]
    seen = Analysis.DONE if analysed else Analysis.WAITING
    return Product(
        id=ProductId(number),
        sku=sku,
        name=name,
        category=category,
        brand=brand,
        colour=colour,
        size=size,
        price=price_from_hundredths(price),
        currency=currency,
        stock=stock,
        description=description,
        attributes={} if attributes == "{}" else json.loads(attributes),
        picture_id=None if picture is None else PictureId(picture),
        analysis=Analysis.NO_PICTURE if picture is None else seen,
    )


def picture_from_row(row: tuple[Any, ...]) -> Picture:
    """The picture of a row of `PICTURE_COLUMNS`."""
    number, product, path, sha256, width, height, size_bytes, mtime_ns, position = row
    return Picture(
        id=PictureId(number),
        product_id=ProductId(product),
        path=decode_path(path),
        sha256=sha256,
        width=width,
        height=height,
        size_bytes=size_bytes,
        mtime_ns=mtime_ns,
        position=position,
    )


def price_from_hundredths(stored: int | None) -> Decimal | None:
    """A stored price in units of its currency, with two decimals."""
    return None if stored is None else Decimal(stored).scaleb(-2)


def hundredths(price: Decimal, subject: str, rounding: str = ROUND_HALF_UP) -> int:
    """A price as it is stored.

    Raises:
        KnownError: `BAD_VALUE` when it is negative, not a number, or too large to be a price.
    """
    if not price.is_finite() or price < 0 or price >= _MAX_INTEGER // 100:
        raise KnownError(ErrorCode.BAD_VALUE, subject, f"price {price}")
    return int((price * 100).to_integral_value(rounding))


def columns(draft: ProductDraft) -> dict[str, Any]:
    """The columns that a draft sets, checked and in stored form; fields that are None are left out.

    A product without a name goes by its SKU.

    Raises:
        KnownError: `MISSING_SKU` or `BAD_VALUE`.
    """
    sku = clean(draft.sku).strip()
    if not sku:
        raise KnownError(ErrorCode.MISSING_SKU, draft.name or "")
    values: dict[str, Any] = {"sku": sku, "sku_key": sort_key(sku)}
    if draft.name is not None:
        set_name(values, clean(draft.name) or sku)
    for field, text in zip(_TEXTS, _texts_of(draft), strict=True):
        if text is not None:
            values[field] = clean(text)
    if draft.price is not None:
        values["price"] = hundredths(draft.price, sku)
    if draft.stock is not None:
        if abs(draft.stock) >= _MAX_INTEGER:
            raise KnownError(ErrorCode.BAD_VALUE, sku, f"stock {draft.stock}")
        values["stock"] = int(draft.stock)
    if draft.attributes is not None:
        values["attributes"] = _attributes(draft.attributes)
    return values


def set_name(values: dict[str, Any], name: str) -> None:
    """Set the name together with its sort key."""
    values["name"] = name
    values["name_key"] = sort_key(name)


def _attributes(attributes: Mapping[str, str]) -> str:
    if not attributes:
        return "{}"
    return _encode({clean(key): clean(value) for key, value in attributes.items()})


def joined_attributes(stored: str, said: str) -> str:
    """Attributes in stored form: what is said over what there was."""
    if stored in ("{}", said):
        return said
    return _encode({**json.loads(stored), **json.loads(said)})
