"""A line of small tiles: as many products as fit beside each other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy

from visrec_desktop.ui.products.hits import HitListModel
from visrec_desktop.ui.products.model import Index
from visrec_desktop.ui.products.small_tile import SmallTileDelegate
from visrec_desktop.ui.theme.theme import Theme

_TILE = 116


class ObjectTiles(QListView):
    """The products for one object; arrows go through them, Enter or a click opens one."""

    chosen = Signal(int)  # row

    def __init__(self, model: HitListModel, theme: Theme, name: str) -> None:
        super().__init__()
        self._delegate = SmallTileDelegate(theme, self)
        width = theme.px(_TILE)
        self._cell = QSize(width, self._delegate.height_for(width))
        self._delegate.set_cell(self._cell)
        self.setProperty("kind", "grid")
        self.setAccessibleName(name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setFixedHeight(self._cell.height())
        theme.changed.connect(self.viewport().update)

    @property
    def cell(self) -> QSize:
        """The size of a tile, its gap included."""
        return self._cell

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show whole tiles only."""
        super().resizeEvent(event)
        rest = self.width() % self._cell.width() if self.width() >= self._cell.width() else 0
        if self.viewportMargins().right() != rest:
            self.setViewportMargins(0, 0, rest, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to the rows."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on a tile, not on nothing."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; so do the arrows, as in the grid."""
        before = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and before.isValid():
            self.chosen.emit(before.row())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)
            if self._moved(before):
                self.chosen.emit(self.currentIndex().row())

    def _moved(self, before: QModelIndex) -> bool:
        return self.currentIndex().isValid() and self.currentIndex() != before

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        super().mouseReleaseEvent(event)
        index: Index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.chosen.emit(index.row())
