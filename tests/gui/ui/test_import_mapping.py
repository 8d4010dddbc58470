"""What a choice in the columns' menus makes of the request."""

from __future__ import annotations

from pathlib import Path

from visrec_desktop.services.importing import SheetChoice
from visrec_desktop.services.importing.values import FoundColumn, FoundTable
from visrec_desktop.ui.importing.mapping import with_field
from visrec_desktop.ui.importing.words import ATTRIBUTE, IGNORED

CHOICE = SheetChoice(Path("/s.csv"))
SKU, NAME, WOOD = FoundColumn("No", "sku"), FoundColumn("Label", "name"), FoundColumn("Wood", IGNORED)
TABLE = FoundTable(CHOICE, used=True, columns=(SKU, NAME, WOOD))


def test_a_field_moves_to_another_column() -> None:
    assert dict(with_field(TABLE, CHOICE, WOOD, "name").mapping) == {"name": "Wood"}
    assert dict(with_field(TABLE, CHOICE, NAME, "brand").mapping) == {"name": "", "brand": "Label"}


def test_a_column_is_left_out_and_kept_again() -> None:
    left = with_field(TABLE, CHOICE, NAME, IGNORED)
    assert (dict(left.mapping), left.left, left.kept) == ({"name": ""}, {"Label"}, frozenset())
    kept = with_field(TABLE, left, NAME, ATTRIBUTE)
    assert (kept.left, kept.kept) == (frozenset(), {"Label"})
    again = with_field(TABLE, kept, NAME, "name")
    assert (dict(again.mapping), again.left, again.kept) == ({"name": "Label"}, frozenset(), frozenset())


def test_a_column_that_seemed_to_say_nothing_is_kept() -> None:
    assert with_field(TABLE, CHOICE, WOOD, ATTRIBUTE).kept == {"Wood"}
