"""Keeping a selection of products across a new list, in any view of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView


def select_rows(view: QAbstractItemView, rows: Iterable[int], current: int) -> None:
    """Select these rows alone, and put the keyboard's place on `current` (or nowhere below zero)."""
    model = view.model()
    selection = QItemSelection()
    for first, end in runs(sorted(rows)):
        selection.select(model.index(first, 0), model.index(end, 0))
    flags = QItemSelectionModel.SelectionFlag
    if current >= 0:
        view.selectionModel().setCurrentIndex(model.index(current, 0), flags.NoUpdate)
    view.selectionModel().select(selection, flags.ClearAndSelect | flags.Rows)


def runs(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring rows as (first, last), from rows in ascending order."""
    first = last = -1
    for row in rows:
        if row != last + 1 or first < 0:
            if first >= 0:
                yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last
