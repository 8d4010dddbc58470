"""What a decision about one table or column makes of the request. Plain values, no widgets."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from visrec_desktop.ui.importing.words import ATTRIBUTE, FIELDS, IGNORED

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportRequest, SheetChoice
    from visrec_desktop.services.importing.values import FoundColumn, FoundTable


def with_choice(request: ImportRequest, choice: SheetChoice) -> ImportRequest:
    """The request with a decision about one table in place of the one before."""
    others = tuple(each for each in request.choices if (each.path, each.table) != (choice.path, choice.table))
    return replace(request, choices=(*others, choice))


def choice_of(request: ImportRequest, table: FoundTable) -> SheetChoice:
    """What was decided about a table last, which its plan may not know yet."""
    choice = table.choice
    said = (each for each in request.choices if (each.path, each.table) == (choice.path, choice.table))
    return next(said, choice)


def with_field(table: FoundTable, choice: SheetChoice, column: FoundColumn, field: str) -> SheetChoice:
    """The decision that a column holds a field, or none of them.

    A field is in one column: the one that had it before is kept as a further fact. `attribute` keeps the
    column as one, `ignored` leaves it out.
    """
    mapping = {name: heading for name, heading in choice.mapping.items() if heading != column.heading}
    sharing = Counter(each.field for each in table.columns)
    if column.field in FIELDS and column.field != field and sharing[column.field] == 1:
        mapping[column.field] = ""
    if field in FIELDS:
        mapping[field] = column.heading
    own = frozenset({column.heading})
    kept, left = choice.kept - own, choice.left - own
    return replace(
        choice,
        mapping=mapping,
        kept=kept | own if field == ATTRIBUTE else kept,
        left=left | own if field == IGNORED else left,
    )
