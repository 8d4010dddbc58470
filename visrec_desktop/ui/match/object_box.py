"""One object on the photo: an outline with a number, to be chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE

_SHADE = QColor(12, 14, 18, 130)
_LIGHT = QColor(255, 255, 255, 40)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ObjectBox(QAbstractButton):
    """A button as large as the object. The mouse is the photo's affair: a drag over a box draws another one.

    While it is checked, the photo draws its frame, and arrows move it; else arrows go to the next object.
    """

    stepped = Signal(int)  # 1 to the next object, -1 to the one before

    def __init__(self, theme: Theme, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = number
        self._is_hovered = False
        self._is_quiet = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def set_hovered(self, hovered: bool) -> None:
        """Whether the mouse is over it."""
        if hovered != self._is_hovered:
            self._is_hovered = hovered
            self.update()

    def set_quiet(self, quiet: bool) -> None:
        """Whether another part is searched for: then it stands back."""
        if quiet != self._is_quiet:
            self._is_quiet = quiet
            self.update()

    @property
    def is_hovered(self) -> bool:
        """As `set_hovered`."""
        return self._is_hovered

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses; arrows go on; everything else is the photo's affair."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in _STEPS and not self.isChecked() and not event.modifiers() & _SHIFT:
            self.stepped.emit(_STEPS[key])
        elif key in _STEPS or key == Qt.Key.Key_Escape:
            event.ignore()  # a button would move the focus, or take Escape for itself
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """Who hears of the click decides what is checked."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Outline, number, the keyboard's place."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
        strong = self._is_hovered or self.hasFocus()
        if not self.isChecked():
            self._paint_outline(painter, box, strong=strong)
        elif self.hasFocus():
            painter.setPen(QPen(self._theme.q(self._theme.colours.accent_soft), 2))
            painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), RADIUS.small, RADIUS.small)
        if self._number:
            self._paint_number(painter, strong=strong or self.isChecked())

    def _paint_outline(self, painter: QPainter, box: QRectF, *, strong: bool) -> None:
        colours = self._theme.colours
        if self._is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_LIGHT)
            painter.drawRoundedRect(box, RADIUS.small, RADIUS.small)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setOpacity(0.6 if self._is_quiet and not strong else 1.0)
        for ink, width in (
            (_SHADE, 4.0),
            (self._theme.q(colours.accent if strong else colours.picture), 2.0 if strong else 1.5),
        ):
            painter.setPen(QPen(ink, width))
            painter.drawRoundedRect(box, RADIUS.small, RADIUS.small)
        painter.setOpacity(1.0)

    def _paint_number(self, painter: QPainter, *, strong: bool) -> None:
        colours = self._theme.colours
        font = self._theme.font(TYPE.badge)
        metrics = QFontMetrics(font)
        text = str(self._number)
        height = metrics.height() + SPACE.hair
        width = max(height, metrics.horizontalAdvance(text) + SPACE.s)
        badge = QRect(SPACE.s - 1, SPACE.s - 1, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.q(colours.accent if strong else colours.badge))
        painter.drawRoundedRect(badge, SPACE.xs, SPACE.xs)
        painter.setFont(font)
        painter.setPen(self._theme.q(colours.on_accent if strong else colours.on_badge))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


_SHIFT = Qt.KeyboardModifier.ShiftModifier
