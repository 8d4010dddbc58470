"""What can be done about what was found. Work thread only; each change can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from visrec_desktop.data import archive, duplicates, proposals
from visrec_desktop.data.duplicates import MergeRecord
from visrec_desktop.data.proposals import Accepted
from visrec_desktop.services.vectors import one_change

if TYPE_CHECKING:
    from visrec_desktop.core.values import Product
    from visrec_desktop.services.workspace import Workspace

Key = tuple[int, str]


def accept(workspace: Workspace, keys: Sequence[Key]) -> tuple[Accepted, ...]:
    """Make proposed values the products' own; what was filled meanwhile is left as it is."""
    return tuple(proposals.accept_proposals(workspace.writer(), keys))


def take_back(workspace: Workspace, changes: Sequence[Accepted]) -> tuple[Key, ...]:
    """Empty the fields again that nobody changed since, and propose the values again; those it did."""
    return tuple(proposals.take_back_accepted(workspace.writer(), changes))


def refuse(workspace: Workspace, keys: Sequence[Key], *, refused: bool = True) -> int:
    """Propose these values no more, or (with `refused` False) again."""
    return proposals.refuse_proposals(workspace.writer(), keys, refused=refused)


def merge(workspace: Workspace, keep: int, gone: int) -> MergeRecord:
    """Make one product of two: `keep` stays, `gone` goes into the archive.

    What clients liked or bought stays recorded under the SKU that it was recorded under.

    Raises:
        KnownError: `UNKNOWN_PRODUCT` when one of them is no longer in the catalog.
    """
    writer = workspace.writer()
    with one_change(workspace) as index:
        index.gone(_picture_ids(workspace, [gone]))
        record = duplicates.merge_products(writer, keep, gone)
        index.back(record.copied)
    return record


def part(workspace: Workspace, record: MergeRecord) -> None:
    """Take a merge back.

    Raises:
        KnownError: `UNKNOWN_PRODUCT`, or `DUPLICATE_SKU` when another product has taken the SKU since.
    """
    with one_change(workspace) as index:
        index.gone(record.copied)
        index.back(_picture_ids(workspace, [record.gone]))
        duplicates.part_products(workspace.writer(), record)


def keep_apart(workspace: Workspace, pairs: Sequence[tuple[int, int]], *, apart: bool = True) -> None:
    """Remember that these are two products each, or forget it."""
    change = duplicates.keep_apart if apart else duplicates.forget_apart
    change(workspace.writer(), pairs)


def put_away(workspace: Workspace, ids: Sequence[int]) -> int:
    """Put products into the archive; answers how many were."""
    with one_change(workspace) as index:
        index.gone(_picture_ids(workspace, ids))
        return archive.archive_products(workspace.writer(), ids)


def fetch_back(workspace: Workspace, ids: Sequence[int]) -> int:
    """Take products out of the archive; answers how many came.

    Raises:
        KnownError: `DUPLICATE_SKU` when another product has taken a SKU since; none comes back then.
    """
    with one_change(workspace) as index:
        index.back(_picture_ids(workspace, ids))
        return sum(workspace.writer().undelete([number]) for number in ids)


def archived(workspace: Workspace, ids: Sequence[int]) -> list[Product]:
    """The archived products among `ids`, in their order. Any thread with a reader."""
    return archive.archived_products(workspace.reader(), ids, workspace.space)


def _picture_ids(workspace: Workspace, ids: Sequence[int]) -> list[int]:
    writer = workspace.writer()
    return [int(picture.id) for product_id in ids for picture in writer.pictures(product_id)]
