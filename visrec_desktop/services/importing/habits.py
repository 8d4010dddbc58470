"""What the user said of a kind of sheet once, and does not want to say again tomorrow."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from visrec_desktop.data.imports import remembered
from visrec_desktop.services.importing.values import FoundTable, SheetChoice

if TYPE_CHECKING:
    from visrec_desktop.data.imports import ImportLog
    from visrec_desktop.data.reader import CatalogReader


def recalled(catalog: CatalogReader, choice: SheetChoice, source: str) -> SheetChoice:
    """A choice with what was said of the columns of this kind of sheet before."""
    said = remembered(catalog, source)
    if said is None:
        return choice
    read = json.loads(said)
    return replace(
        choice,
        mapping=read["mapping"],
        decimal=read["decimal"],
        kept=frozenset(read["kept"]),
        left=frozenset(read["left"]),
    )


def keep_habits(catalog: CatalogReader, log: ImportLog, tables: Iterable[FoundTable]) -> None:
    """Remember what was said of the columns of the tables that are used, also that nothing is any more."""
    for table in tables:
        choice = table.choice
        is_said = choice.mapping or choice.decimal or choice.kept or choice.left
        if table.used and (is_said or remembered(catalog, table.source) is not None):
            told = {
                "mapping": dict(choice.mapping),
                "decimal": choice.decimal,
                "kept": sorted(choice.kept),
                "left": sorted(choice.left),
            }
            log.remember(table.source, json.dumps(told, ensure_ascii=False))
