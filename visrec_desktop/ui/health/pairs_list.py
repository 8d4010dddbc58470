"""The list of possible duplicates: two small pictures a row, and how alike they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from visrec_desktop.ui.health.pairs_model import Index, PairRole, PairsModel
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE

if TYPE_CHECKING:
    from visrec_desktop.services.health.values import DuplicatePair
    from visrec_desktop.ui.theme.theme import Theme

_SIDE = 56
_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class PairDelegate(QStyledItemDelegate):
    """Two pictures beside each other, the words below."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._metrics = QFontMetrics(theme.font(TYPE.caption))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is the same height."""
        side = self._theme.px(_SIDE)
        return QSize(2 * side + 5 * SPACE.s, side + self._metrics.height() + 2 * SPACE.s + SPACE.xs)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, pictures, words."""
        rect: QRect = option.rect
        side = self._theme.px(_SIDE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._ground(painter, rect, option.state)
        pixmaps: tuple[QPixmap | None, QPixmap | None] = index.data(PairRole.PIXMAPS)
        for place, pixmap in enumerate(pixmaps):
            box = QRect(rect.left() + SPACE.s + place * (side + SPACE.xs), rect.top() + SPACE.s, side, side)
            self._picture(painter, box, pixmap)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setFont(self._theme.font(TYPE.caption))
        ink = self._theme.colours.on_accent_soft if chosen else self._theme.colours.text_muted
        painter.setPen(self._theme.q(ink))
        line = QRect(
            rect.left() + SPACE.s, rect.top() + SPACE.s + side + SPACE.xs, rect.width() - 2 * SPACE.s, 0
        )
        line.setHeight(self._metrics.height())
        words = self._metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, int(_LINE), words)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        if not (chosen or focused or state & QStyle.StateFlag.State_MouseOver):
            return
        painter.setPen(QPen(self._theme.q(colours.accent), 2) if focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._theme.q(colours.accent_soft if chosen else colours.card_hover))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS.control, RADIUS.control)

    def _picture(self, painter: QPainter, box: QRect, pixmap: QPixmap | None) -> None:
        colours = self._theme.colours
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(box), RADIUS.small, RADIUS.small)
        has_picture = pixmap is not None and not pixmap.isNull()
        painter.fillPath(outline, self._theme.q(colours.picture if has_picture else colours.card_hover))
        if pixmap is not None and has_picture:
            painter.setClipPath(outline)
            size = pixmap.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect(box.topLeft(), size)
            at.moveCenter(box.center())
            painter.drawPixmap(at, pixmap)
            painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.q(colours.border), 1))
        painter.drawPath(outline)


class PairsList(QListView):
    """The pairs; the chosen one is compared beside it.

    Signals:
        chosen: a `DuplicatePair`, or None when there is none any more.
    """

    chosen = Signal(object)

    def __init__(self, model: PairsModel, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "grid")
        self.setAccessibleName(self.tr("Possible duplicates"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(model)
        self._delegate = PairDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(2 * theme.px(_SIDE) + SPACE.xs + 2 * SPACE.s + bar)
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.viewport().update)

    @property
    def pair(self) -> DuplicatePair | None:
        """The chosen pair."""
        index = self.currentIndex()
        return index.data(PairRole.PAIR) if index.isValid() else None

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(current.data(PairRole.PAIR) if current.isValid() else None)
