"""A plan as text: what the catalog keeps of an import under way, so that it can go on after a crash."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.values import ImportItem

_DRAFT = tuple(field.name for field in fields(ProductDraft))


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
    return json.dumps(
        {
            "version": 1,
            "skipped": plan.skipped,
            "copy": plan.copy,
            "archive": plan.archive,
            "items": [_packed(item) for item in plan.items],
        },
        separators=(",", ":"),
    )


def from_text(text: str) -> StoredPlan:
    """The plan that `to_text` wrote."""
    read = json.loads(text)
    items = tuple(_unpacked(entry) for entry in read["items"])
    return StoredPlan(items, read["skipped"], read["copy"], tuple(read["archive"]))


def _packed(item: ImportItem) -> list[Any]:
    draft = [getattr(item.draft, name) for name in _DRAFT]
    price = item.draft.price
    draft[_DRAFT.index("price")] = None if price is None else str(price)
    draft[_DRAFT.index("attributes")] = None if item.draft.attributes is None else dict(item.draft.attributes)
    told = item.trouble
    trouble = None if told is None else [told.path, told.code.value, told.subject, told.detail]
    pictures = [str(path) for path in item.pictures]
    return [item.origin, draft, pictures, item.from_sheet, item.adds, item.source, trouble]


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
