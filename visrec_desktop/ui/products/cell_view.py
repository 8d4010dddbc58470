"""A list view of equal tiles whose places are worked out when asked for: nothing is laid out beforehand."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QHoverEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QRubberBand,
    QStyle,
    QStyleOptionViewItem,
)

from visrec_desktop.ui.products.cells import Cells, cells_of

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag
_Hint = QAbstractItemView.ScrollHint
_Move = QAbstractItemView.CursorAction
_MOST_SEARCHED = 2_000


class CellView(QListView):
    """Tiles of `gridSize` in `columns`, scrolled up and down.

    Qt's own list view lays all items out, again after each row that comes or goes: for a hundred thousand
    that is half a minute of batches in the window's thread. Here a place is a division, and only what is in
    view is looked at. It stays a `QListView` to whoever reads the screen aloud.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hovered = -1
        self._band: QRubberBand | None = None
        self._pressed = QPoint()
        self.setMouseTracking(True)

    @property
    def columns(self) -> int:
        """How many tiles stand in a row."""
        raise NotImplementedError

    def _cells(self) -> Cells:
        model = self.model()
        count = 0 if model is None else model.rowCount()
        edge = self.viewport().width() if self.isRightToLeft() else 0
        return cells_of(count, self.columns, self.gridSize(), edge)

    def doItemsLayout(self) -> None:
        """There is nothing to lay out; the scroll bar is fitted."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the number of rows."""
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setPageStep(height)
        bar.setRange(0, max(0, self._cells().contents_height - height))
        QAbstractItemView.updateGeometries(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns may be others, and the scroll bar longer or shorter."""
        QAbstractItemView.resizeEvent(self, event)

    def visualRect(self, index: Index) -> QRect:
        """The cell of a row as it is scrolled now; empty for no row."""
        return self._cells().rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row under a point of the viewport."""
        return self._index(self._cells().row_at(self._in_contents(point)))

    def scrollTo(self, index: Index, hint: _Hint = _Hint.EnsureVisible) -> None:
        """Scroll just as far as `hint` asks."""
        cell = self._cells().rect(index.row())
        if cell.isEmpty():
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        at_top, at_bottom = cell.top(), cell.bottom() + 1 - height
        if hint == _Hint.PositionAtTop:
            bar.setValue(at_top)
        elif hint == _Hint.PositionAtBottom:
            bar.setValue(at_bottom)
        elif hint == _Hint.PositionAtCenter:
            bar.setValue((at_top + at_bottom) // 2)
        else:
            bar.setValue(min(max(bar.value(), at_bottom), at_top))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select what a drawn band touches; else the rows between the two corners, as in a text."""
        cells = self._cells()
        selection = QItemSelection()
        if self.state() == QAbstractItemView.State.DragSelectingState:
            box = rect.normalized().translated(0, self.verticalOffset())
            for span in cells.spans(box):
                selection.select(self._index(span[0]), self._index(span[-1]))
        else:
            ends = [cells.row_at(self._in_contents(spot)) for spot in (rect.topLeft(), rect.bottomRight())]
            if min(ends) >= 0:
                selection.select(self._index(min(ends)), self._index(max(ends)))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Where selected rows are in view."""
        cells, region = self._cells(), QRegion()
        for span in self._in_view(cells, self.viewport().rect()):
            for row in span:
                if selection.contains(self._index(row)):
                    region += cells.rect(row).translated(0, -self.verticalOffset())
        return region

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles that the region to be painted touches."""
        cells, region, offset = self._cells(), event.region(), self.verticalOffset()
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        rest = option.state & ~(_State.State_MouseOver | _State.State_HasFocus | _State.State_Selected)
        selected = self.selectionModel()
        current = self.currentIndex().row() if self.hasFocus() else -1
        delegate = self.itemDelegate()
        painter = QPainter(self.viewport())
        for span in self._in_view(cells, event.rect()):
            for row in span:
                cell = cells.rect(row).translated(0, -offset)
                if not region.intersects(cell):
                    continue
                index = self._index(row)
                state = rest
                if selected.isSelected(index):
                    state |= _State.State_Selected
                if row == self._hovered:
                    state |= _State.State_MouseOver
                if row == current:
                    state |= _State.State_HasFocus
                option.rect, option.state = cell, state
                delegate.paint(painter, option, index)
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        """Note which tile the pointer is on; Qt paints the one before and the new one again."""
        kind = event.type()
        if kind in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove) and isinstance(event, QHoverEvent):
            self._hovered = self.indexAt(event.position().toPoint()).row()
        elif kind in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hovered = -1
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A band can be drawn from here."""
        self._pressed = self._in_contents(event.position().toPoint())
        QAbstractItemView.mousePressEvent(self, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the band."""
        QAbstractItemView.mouseMoveEvent(self, event)
        if self.state() == QAbstractItemView.State.DragSelectingState:
            if self._band is None:
                self._band = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
            start = self._pressed - QPoint(0, self.verticalOffset())
            self._band.setGeometry(QRect(start, event.position().toPoint()).normalized())
            self._band.show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The band ends here."""
        QAbstractItemView.mouseReleaseEvent(self, event)
        if self._band is not None:
            self._band.hide()

    def keyboardSearch(self, search: str) -> None:
        """Letters go to a name in a short list; in a long one every name would have to be fetched."""
        if self.model().rowCount() <= _MOST_SEARCHED:
            super().keyboardSearch(search)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Left and right also go on to the neighbouring row, as in a text."""
        last = self.model().rowCount() - 1
        current = self.currentIndex()
        if last < 0:
            return QModelIndex()
        if not current.isValid():
            return self._index(max(0, self.indexAt(QPoint(0, 0)).row()))
        if action in (_Move.MoveHome, _Move.MoveEnd):
            return self._index(0 if action == _Move.MoveHome else last)
        return self._index(self._moved(action, current.row(), last))

    def _moved(self, action: _Move, start: int, last: int) -> int:
        lines = max(1, self.viewport().height() // max(1, self.gridSize().height()))
        columns = self.columns
        page = lines * columns
        row = start + {
            _Move.MoveLeft: -1,
            _Move.MovePrevious: -1,
            _Move.MoveRight: 1,
            _Move.MoveNext: 1,
            _Move.MoveUp: -columns,
            _Move.MoveDown: columns,
            _Move.MovePageUp: -min(page, start // columns * columns),
            _Move.MovePageDown: min(page, (last // columns - start // columns) * columns),
        }.get(action, 0)
        if row > last and start // columns < last // columns:
            return last  # the row below is shorter
        return row if 0 <= row <= last else start

    def _in_view(self, cells: Cells, box: QRect) -> list[range]:
        return cells.spans(box.translated(0, self.verticalOffset()))

    def _in_contents(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self.verticalOffset())

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0) if row >= 0 else QModelIndex()
