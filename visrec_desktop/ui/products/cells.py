"""Where the tiles of a grid stand: arithmetic alone, so that a hundred thousand cost what ten do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize


@dataclass(frozen=True, slots=True)
class Cells:
    """Equal cells, row by row, in pixels from the top of the contents.

    Attributes:
        count: how many there are.
        columns: how many stand side by side, at least 1.
        width: of one cell, at least 1.
        height: of one cell, at least 1.
        right_edge: for languages that are written from the right, where the first column ends; else 0.
    """

    count: int = 0
    columns: int = 1
    width: int = 1
    height: int = 1
    right_edge: int = 0

    @property
    def contents_height(self) -> int:
        """Height of all lines together."""
        return -(-self.count // self.columns) * self.height

    def rect(self, row: int) -> QRect:
        """The cell of a row; empty for a row that does not exist."""
        if not 0 <= row < self.count:
            return QRect()
        line, column = divmod(row, self.columns)
        left = self.right_edge - (column + 1) * self.width if self.right_edge else column * self.width
        return QRect(left, line * self.height, self.width, self.height)

    def row_at(self, spot: QPoint) -> int:
        """The row whose cell holds a point; -1 where there is none."""
        column = self._column(spot.x())
        if not 0 <= column < self.columns or spot.y() < 0:
            return -1
        row = spot.y() // self.height * self.columns + column
        return row if row < self.count else -1

    def spans(self, box: QRect) -> list[range]:
        """The rows whose cells a box touches, ascending; rows that follow each other in one range."""
        first, last = self._columns_of(box)
        top = max(0, box.top() // self.height)
        bottom = min((self.count - 1) // self.columns, box.bottom() // self.height)
        if first > last or top > bottom or not self.count:
            return []
        if first == 0 and last == self.columns - 1:
            return [range(top * self.columns, min(self.count, (bottom + 1) * self.columns))]
        found = []
        for line in range(top, bottom + 1):
            start = line * self.columns
            part = range(start + first, min(self.count, start + last + 1))
            if part:
                found.append(part)
        return found

    def _columns_of(self, box: QRect) -> tuple[int, int]:
        ends = self._column(box.left()), self._column(box.right())
        return max(0, min(ends)), min(self.columns - 1, max(ends))

    def _column(self, x: int) -> int:
        return (self.right_edge - 1 - x) // self.width if self.right_edge else x // self.width


def cells_of(count: int, columns: int, cell: QSize, right_edge: int) -> Cells:
    """The cells of a view; see `Cells`."""
    return Cells(count, max(1, columns), max(1, cell.width()), max(1, cell.height()), right_edge)
