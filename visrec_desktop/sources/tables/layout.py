"""Where the headings of a grid are, what the columns are called, and the rows below as a `Table`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from visrec_desktop.sources.tables.headings import recognised
from visrec_desktop.sources.tables.mending import without_apostrophe
from visrec_desktop.sources.tables.values import MAX_CELLS, Table

_LOOKED_AT = 20
_LONGEST_HEADING = 60
_NUMBER = re.compile(r"[^\W\d_]{0,4}[\d\s.,:/+−€£$¥%-]*[^\W\d_]{0,4}\.?")
_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|tiff?|bmp|hei[cf])$", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_SURE_ALONE = 90
_FEW = 3
_MANY = 4
"""So many known headings in one row are no accident, whatever else stands there (`Q1`, `X2`)."""


def heading_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows holds the headings; None where none looks like it.

    That is the row that names most fields; where none names any, the first row as wide as the others with
    short texts only, no two alike and none a number, if the rows below look different.
    """
    shown = [
        (place, row) for place, row in enumerate(islice(rows, 4 * _LOOKED_AT)) if any(map(str.strip, row))
    ]
    best, most = None, 0
    for place, row in shown[:_LOOKED_AT]:
        named = recognised(row)
        filled = sum(1 for cell in row if cell.strip())
        alone = filled <= _FEW or (max(named.values(), default=0) >= _SURE_ALONE and filled == len(row))
        is_data = len(named) < _MANY and _is_data(row, len(named))
        if len(named) > most and (len(named) > 1 or alone) and not is_data:
            best, most = place, len(named)
    if best is not None:
        return best
    return _textual(shown)


def _is_data(row: Sequence[str], named: int) -> bool:
    """Whether most of a row's cells are numbers or files: a product may be called `Photo` or `Brand`."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return sum(map(_is_value, filled)) > max(named, len(filled) // 2)


def _is_value(cell: str) -> bool:
    """Whether a cell is a number with at most a currency, or the name of a picture."""
    return _FILE.search(cell) is not None or (
        _FIGURE.search(cell) is not None and _NUMBER.fullmatch(cell) is not None
    )


def _textual(shown: list[tuple[int, Sequence[str]]]) -> int | None:
    if not shown:
        return None
    widths = Counter(sum(1 for cell in row if cell.strip()) for _, row in shown)
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    for index, (place, row) in enumerate(shown[:_LOOKED_AT]):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) * 10 < usual * 6:
            continue  # a title
        plain = all(len(cell) <= _LONGEST_HEADING and not _is_value(cell) for cell in filled)
        if not plain or len(set(filled)) < len(filled):
            return None
        figures = sum(1 for cell in filled if _FIGURE.search(cell))
        below = [cell for _, other in shown[index + 1 : index + 11] for cell in other if cell.strip()]
        figures_below = sum(1 for cell in below if _FIGURE.search(cell)) / max(len(below), 1)
        return place if figures == 0 or figures / len(filled) < 0.5 * figures_below else None
    return None


def unique_headings(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """A heading for each column: a missing one is `Column 3`, a second `Colour` is `Colour (2)`."""
    named = [" ".join(without_apostrophe(cell.strip()).split()) for cell in cells[:width]]
    named += [""] * (width - len(named))
    taken: set[str] = set()
    headings = []
    for place, name in enumerate(named, 1):
        heading, count = name or f"Column {place}", 1
        while heading.casefold() in taken:
            count += 1
            heading = f"{name or f'Column {place}'} ({count})"
        taken.add(heading.casefold())
        headings.append(heading)
    return tuple(headings)


def table_of(
    path: Path,
    name: str,
    rows: Sequence[Sequence[str]],
    lines: Sequence[int],
    kinds: Mapping[int, bytes],
    *,
    encoding: str = "",
    separator: str = "",
) -> Table:
    """The table that a grid holds; what stands above its headings is left out.

    Raises:
        TooLargeTable: so many columns and rows cannot be held.
    """
    place = heading_place(rows)
    below = 0 if place is None else place + 1
    width = max(map(len, rows[below - 1 if below else 0 :]), default=0)
    if width * len(rows) > MAX_CELLS:
        raise TooLargeTable
    return Table(
        path,
        name,
        unique_headings(rows[place] if place is not None else (), width),
        tuple(_padded(row, width) for row in islice(rows, below, None)),
        tuple(islice(lines, below, None)),
        place is not None,
        encoding,
        separator,
        {column: data[below:] for column, data in sorted(kinds.items()) if any(data[below:])},
    )


class TooLargeTable(ValueError):  # noqa: N818 - the file is what it is
    """A table has more cells than can be held."""


def _padded(row: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple(row) if len(row) == width else (*row, *("",) * (width - len(row)))
