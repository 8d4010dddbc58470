"""What a plan says beside its counts, on standard error: columns, mended and doubtful values, pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from visrec_desktop.cli.output import complain, one_line, reason
from visrec_desktop.core.remark_wording import REMARKS, remark_words
from visrec_desktop.services.importing.notes import EXAMPLES, Note, guessed_links, notes_of

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportPlan
    from visrec_desktop.services.importing.values import FoundTable

_MOST_NOTES = 40
_LONGEST = 60
_KEPT, _UNUSED = "attribute", "ignored"


def tell_plan(plan: ImportPlan, *, with_columns: bool) -> None:
    """Tell what a person should know of a plan; nothing where all is plain.

    Args:
        plan: the plan.
        with_columns: also how the columns of the tables were understood.
    """
    for table in plan.tables:
        _tell_table(table, with_columns=with_columns)
    notes = notes_of(plan)
    for note in notes[:_MOST_NOTES]:
        _tell_note(note)
    if len(notes) > _MOST_NOTES:
        rest = sum(note.count for note in notes[_MOST_NOTES:])
        complain(f"and {_values(rest)} of other columns")
    _tell_pictures(plan)
    if plan.missing:
        count = len(plan.missing)
        start = "1 product that an" if count == 1 else f"{count:,} products that an"
        complain(f"{start} earlier sheet named and this one does not: {_some(p.sku for p in plan.missing)}")


def _tell_table(table: FoundTable, *, with_columns: bool) -> None:
    name = one_line(_name(table))
    if not table.used:
        told = table.problem
        why = "other tables say the same" if told is None else reason(told.code, told.subject, told.detail)
        complain(f"{name}: not used: {why}")
        return
    if with_columns:
        complain(f"{name}: {_rows(table.rows)}")
        for text in _columns(table):
            complain(f"  {text}")
    if not table.has_heading:
        complain(f"to look at: {name}: no row of headings was found; the columns are told by their cells")


def _columns(table: FoundTable) -> Iterable[str]:
    """What each column was taken for; the fields as `--map` takes them."""
    fields = [
        f"{column.field}={one_line(column.heading)}"
        for column in table.columns
        if column.field not in (_KEPT, _UNUSED)
    ]
    yield f"columns: {', '.join(fields)}"
    for label, field in (("further facts", _KEPT), ("not used", _UNUSED)):
        headings = [one_line(column.heading) for column in table.columns if column.field == field]
        if headings:
            yield f"{label}: {', '.join(headings)}"
    if table.decimal and any(column.field == "price" for column in table.columns):
        yield f"prices: decimals after “{table.decimal}”"


def _tell_note(note: Note) -> None:
    start = "to look at" if note.is_doubtful else "mended"
    complain(f"{start}: {one_line(note.sheet)}, column “{one_line(note.column)}”: {_values(note.count)}")
    for line, before, after in note.examples:
        words = remark_words(note.kind, _short(before), _short(after))
        if "%" not in REMARKS[note.kind]:
            words = f"“{_short(before)}”: {words}"
        complain(f"  row {line}: {words}")
    if note.count > len(note.examples):
        complain("  …")


def _tell_pictures(plan: ImportPlan) -> None:
    guessed = list(guessed_links(plan))
    if guessed:
        several = [f"{picture.name} for {item.draft.sku}" for picture, item in guessed]
        complain(f"to look at: {_pictures(len(guessed))} found by a part of the name: {_some(several)}")
    loose = [path for item in plan.loose for path in item.pictures]
    if loose:
        start = f"{_pictures(len(loose))} without a product in the sheet"
        kind = "a product of its own" if len(loose) == 1 else "products of their own"
        complain(f"to look at: {start}, {kind}: {_some(path.name for path in loose)}")


def _name(table: FoundTable) -> str:
    path, worksheet = table.choice.path, table.choice.table
    return f"{path.name}:{worksheet}" if worksheet else path.name


def _some(texts: Iterable[str]) -> str:
    """The first few of several."""
    first: Sequence[str] = list(islice(texts, EXAMPLES + 1))
    return ", ".join(map(_short, first[:EXAMPLES])) + (" …" if len(first) > EXAMPLES else "")


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _pictures(count: int) -> str:
    return "1 picture" if count == 1 else f"{count:,} pictures"
