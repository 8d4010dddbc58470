"""A plan as text: what the catalog keeps of an import under way, so that it can go on after a crash."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.values import ImportItem

_DRAFT = tuple(field.name for field in fields(ProductDraft))
_values_of = attrgetter(*_DRAFT)
_AT_ONCE = 200
"""Items that are made text together: all of them at once would be hundreds of thousands of lists."""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """What is needed to carry out a plan.

    Attributes:
        items: the items in order.
        skipped: how many inputs are passed over.
        copy: whether picture files are copied into the data folder.
        archive: ids of products to archive.
    """

    items: tuple[ImportItem, ...]
    skipped: int
    copy: bool
    archive: tuple[int, ...] = ()


def to_text(plan: StoredPlan) -> str:
    """The plan as JSON in ASCII: file names that are not text survive it."""
    head = {"version": 1, "skipped": plan.skipped, "copy": plan.copy, "archive": plan.archive}
    some = (plan.items[start : start + _AT_ONCE] for start in range(0, len(plan.items), _AT_ONCE))
    texts = (_encode([_packed(item) for item in items])[1:-1] for items in some)
    return f'{_encode(head)[:-1]},"items":[{",".join(texts)}]}}'


def from_text(text: str) -> StoredPlan:
    """The plan that `to_text` wrote."""
    read = json.loads(text)
    items = tuple(_unpacked(entry) for entry in read["items"])
    return StoredPlan(items, read["skipped"], read["copy"], tuple(read["archive"]))


def _packed(item: ImportItem) -> list[Any]:
    told = item.trouble
    trouble = None if told is None else [told.path, told.code.value, told.subject, told.detail]
    pictures = [str(path) for path in item.pictures]
    draft = _values_of(item.draft)
    return [item.origin, draft, pictures, item.from_sheet, item.adds, item.source, trouble]


def _plain(value: object) -> object:
    """What JSON does not know of itself: prices, and attributes that are no `dict`."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(separators=(",", ":"), default=_plain).encode


def _unpacked(entry: list[Any]) -> ImportItem:
    origin, said, pictures, from_sheet, adds, source, told = entry
    values = dict(zip(_DRAFT, said, strict=True))
    if values["price"] is not None:
        values["price"] = Decimal(values["price"])
    return ImportItem(
        origin,
        ProductDraft(**values),
        tuple(Path(path) for path in pictures),
        from_sheet=from_sheet,
        adds=adds,
        source=source,
        trouble=None if told is None else ImportFailure(told[0], ErrorCode(told[1]), told[2], told[3]),
    )
