"""A row of small photos: the ones that were dropped together, or the demo's to try."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from visrec_desktop.ui.match.previews import STRIP_GAP, Index, PhotoListModel
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE

_SIDE = 56


class _PhotoDelegate(QStyledItemDelegate):
    """A square cut-out with round corners; a ring marks the current one."""

    def __init__(self, theme: Theme, side: int, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._side = side

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A square with room for its ring."""
        return QSize(self._side + 2 * STRIP_GAP, self._side + 2 * STRIP_GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one photo."""
        colours = self._theme.colours
        box = QRect(option.rect.left() + STRIP_GAP, option.rect.top() + STRIP_GAP, self._side, self._side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(colours.card_hover))
        painter.drawRoundedRect(box, RADIUS.small, RADIUS.small)
        pixmap: QPixmap | None = index.data(Qt.ItemDataRole.DecorationRole)
        if pixmap is not None and pixmap.isNull():
            self._paint_unreadable(painter, box)
        elif pixmap is not None:
            self._paint_cut(painter, box, pixmap)
        self._paint_ring(painter, QRectF(box), option.state)
        painter.restore()

    def _paint_cut(self, painter: QPainter, box: QRect, pixmap: QPixmap) -> None:
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), RADIUS.small, RADIUS.small)
        painter.setClipPath(path)
        side = min(pixmap.width(), pixmap.height())
        cut = QRect((pixmap.width() - side) // 2, (pixmap.height() - side) // 2, side, side)
        painter.drawPixmap(box, pixmap, cut)
        painter.setClipping(False)

    def _paint_unreadable(self, painter: QPainter, box: QRect) -> None:
        side = self._theme.px(22)
        icon = self._theme.icons.pixmap("warning", side, "danger", painter.device().devicePixelRatio())
        painter.drawPixmap(box.center().x() - side // 2, box.center().y() - side // 2, icon)

    def _paint_ring(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(self._theme.q(colours.accent), 2))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), RADIUS.small + 2, RADIUS.small + 2)
        elif state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus):
            painter.setPen(QPen(self._theme.q(colours.border_strong), 2))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), RADIUS.small + 2, RADIUS.small + 2)


class PhotoStrip(QListView):
    """One row of photos; left and right move, a click or Enter picks.

    Args:
        model: the photos.
        theme: the theme.
        name: accessible name.
        side: width of a photo at 100 % text size.
        follows: whether moving with the keys already picks.
        wraps: several rows, as many as are needed, instead of one that scrolls.
    """

    picked = Signal(int)  # row

    def __init__(
        self,
        model: PhotoListModel,
        theme: Theme,
        name: str,
        *,
        side: int = _SIDE,
        follows: bool = True,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self._follows = follows
        edge = theme.px(side)
        self._cell = edge + 2 * STRIP_GAP
        self._set_up(wraps=wraps)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(_PhotoDelegate(theme, edge, self))
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        theme.changed.connect(self._repaint)
        if wraps:
            model.modelReset.connect(self._fit_rows)
            self._fit_rows()
        else:
            self.setFixedHeight(self._cell + theme.px(SPACE.m))

    def _set_up(self, *, wraps: bool) -> None:
        self.setProperty("kind", "grid")
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(wraps)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QListView.DragDropMode.NoDragDrop)
        self.setMouseTracking(True)
        if wraps:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @Slot()
    def _repaint(self) -> None:
        self.viewport().update()

    @Slot()
    def _fit_rows(self) -> None:
        """Be as high as all rows together."""
        columns = max(1, self.width() // self._cell)
        rows = -(-self.model().rowCount() // columns)
        self.setFixedHeight(max(1, rows * self._cell))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns, other height."""
        super().resizeEvent(event)
        if self.isWrapping():
            self._fit_rows()

    def mark(self, row: int) -> None:
        """Show which photo is the current one."""
        index = self.model().index(row, 0)
        if index != self.currentIndex():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks; so do the arrows where the strip follows them."""
        before = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and before.isValid():
            self.picked.emit(before.row())
            return
        super().keyPressEvent(event)
        now = self.currentIndex()
        if self._follows and now.isValid() and now != before:
            self.picked.emit(now.row())
