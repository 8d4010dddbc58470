"""What each item of a plan means for the catalog as it is now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from visrec_desktop.data.bulk import EMPTY
from visrec_desktop.data.imports import stored_facts, stored_paths
from visrec_desktop.data.putting import changed_columns
from visrec_desktop.data.rows import FIELDS, columns, joined_attributes
from visrec_desktop.services.importing.copies import Copies
from visrec_desktop.services.importing.values import ImportItem, Verdict

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace


class Judge:
    """Compares items with what is stored. Reads the whole catalog's facts once."""

    def __init__(self, workspace: Workspace) -> None:
        reader = workspace.reader()
        self._facts: dict[str, tuple[Any, ...] | dict[str, Any]] = {**stored_facts(reader)}
        self._paths = stored_paths(reader)
        self._files = reader.known_files()
        self._copies = Copies(workspace.paths.pictures, self._files)

    @property
    def skus(self) -> list[str]:
        """The SKUs of the live products, those that were judged to be new included."""
        return list(self._facts)

    def judge(self, item: ImportItem) -> ImportItem:
        """The item with its verdict.

        Raises:
            KnownError: `MISSING_SKU` or `BAD_VALUE`: the catalog cannot take it.
        """
        values = columns(item.draft)
        sku = values["sku"]
        stored = self._facts.get(sku)
        if stored is None:
            self._facts[sku] = {**EMPTY, **values}
            return replace(item, verdict=Verdict.NEW)
        facts = stored if isinstance(stored, dict) else dict(zip(FIELDS, stored, strict=True))
        if "attributes" in values and "attributes" in facts:
            values = {**values, "attributes": joined_attributes(facts["attributes"], values["attributes"])}
        changes = [name for name in changed_columns(facts, values) if name in FIELDS]
        if isinstance(stored, dict):  # an earlier item of this plan
            stored.update(values)
        if item.pictures and self._pictures_change(sku, item):
            changes.append("pictures")
        if not changes:
            return replace(item, verdict=Verdict.UNCHANGED)
        return replace(item, verdict=Verdict.CHANGED, changes=tuple(changes))

    def _pictures_change(self, sku: str, item: ImportItem) -> bool:
        stored = self._paths.get(sku, [])
        pictures = [path for path in item.pictures if path not in item.absent]
        wanted = [self._copies.stored_name(path) for path in pictures]
        is_there = set(wanted) <= set(stored) if item.adds else wanted == stored
        return not is_there or not all(
            self._is_as_stored(path, name) for path, name in zip(pictures, wanted, strict=True)
        )

    def _is_as_stored(self, path: Path, name: str) -> bool:
        size, mtime, _ = self._files[name]
        try:
            status = path.stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (size, mtime)
