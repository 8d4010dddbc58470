"""The column of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from visrec_desktop.services.health.values import Finding
from visrec_desktop.ui.health.findings_model import FindingRole, FindingsModel, Index, row_of
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_ROW = 38
_DOT = 8
_SELECTED = QStyle.StateFlag.State_Selected
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class FindingDelegate(QStyledItemDelegate):
    """A dot, the name, the count at the right."""

    def __init__(self, theme: Theme, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is the same height."""
        return QSize(self._theme.px(120), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, dot, words."""
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option.state)
        pad, side = self._theme.px(SPACE.m), self._theme.px(_DOT)
        tone = str(index.data(FindingRole.TONE))
        self._dot(painter, QRectF(rect.left() + pad, rect.center().y() - side / 2 + 1, side, side), tone)
        room = rect.adjusted(pad + side + self._theme.px(SPACE.s + 2), 0, -pad, 0)
        self._words(painter, room, index, to_do=tone == "warning", chosen=bool(option.state & _SELECTED))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        colours = self._theme.colours
        chosen = bool(state & _SELECTED)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        if not (chosen or focused or state & QStyle.StateFlag.State_MouseOver):
            return
        painter.setPen(QPen(self._theme.q(colours.accent), 2) if focused else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._theme.q(colours.accent_soft if chosen else colours.card_hover))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), RADIUS.control, RADIUS.control)

    def _dot(self, painter: QPainter, box: QRectF, tone: str) -> None:
        colours = self._theme.colours
        if tone:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.q(getattr(colours, tone)))
        else:
            painter.setPen(QPen(self._theme.q(colours.border_strong), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)

    def _words(self, painter: QPainter, room: QRect, index: Index, *, to_do: bool, chosen: bool) -> None:
        colours = self._theme.colours
        count = str(index.data(FindingRole.COUNT))
        font = self._theme.font(TYPE.label if to_do else TYPE.small)
        painter.setFont(font)
        ink = colours.on_accent_soft if chosen else colours.text if to_do else colours.text_muted
        painter.setPen(self._theme.q(ink))
        metrics = QFontMetrics(font)
        painter.drawText(room, int(_RIGHT), count)
        taken = metrics.horizontalAdvance(count) + self._theme.px(SPACE.s) if count else 0
        title_font = self._theme.font(TYPE.strong if to_do else TYPE.body)
        painter.setFont(title_font)
        painter.setPen(self._theme.q(colours.on_accent_soft if chosen else colours.text))
        title = QFontMetrics(title_font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width() - taken
        )
        painter.drawText(room, int(_LEFT), title)


class FindingsList(QListView):
    """The findings; the chosen one is shown beside it.

    Signals:
        chosen: a `Finding`.
    """

    chosen = Signal(object)

    def __init__(self, model: FindingsModel, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "grid")
        self.setAccessibleName(self.tr("What was found"))
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(model)
        self.setItemDelegate(FindingDelegate(theme, self))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self.viewport().update)

    @property
    def finding(self) -> Finding | None:
        """The chosen finding."""
        index = self.currentIndex()
        return Finding(index.data(FindingRole.FINDING)) if index.isValid() else None

    def choose(self, finding: Finding) -> None:
        """Choose a finding."""
        self.setCurrentIndex(self.model().index(row_of(finding), 0))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(Finding(current.data(FindingRole.FINDING)))
