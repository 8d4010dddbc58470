"""A small panel that opens below a control and closes when the user turns to something else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

from visrec_desktop.ui.theme.tokens import SPACE

_SHADOW_BLUR = 28
_SHADOW_ALPHA = 60


class Popover(QFrame):
    """A panel inside the window, not a window of its own: it looks the same on every desktop.

    Fill it through its own layout, then call `open_below`. It deletes itself when it closes.
    """

    closed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("panel", "popover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self._anchor: QWidget | None = None

    def open_below(self, anchor: QWidget, first: QWidget) -> None:
        """Show the panel under a control of the same window, with the keyboard in `first`."""
        self._anchor = anchor
        window = anchor.window()
        self.setParent(window)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(_SHADOW_BLUR)
        shadow.setOffset(0, SPACE.s)
        shadow.setColor(QColor(0, 0, 0, _SHADOW_ALPHA))
        self.setGraphicsEffect(shadow)
        self.ensurePolished()
        self.adjustSize()
        self.move(self._place(anchor, window))
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def _place(self, anchor: QWidget, window: QWidget) -> QPoint:
        spot = anchor.mapTo(window, QPoint(0, anchor.height() + SPACE.xs))
        right = window.width() - self.width() - SPACE.s
        bottom = window.height() - self.height() - SPACE.s
        return QPoint(max(SPACE.s, min(spot.x(), right)), max(SPACE.s, min(spot.y(), bottom)))

    def dismiss(self) -> None:
        """Close; the control it belongs to gets the keyboard back."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        had_keyboard = self._holds(QApplication.focusWidget())
        self.hide()
        if had_keyboard and self._anchor is not None:
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press outside, the keyboard elsewhere, or another size of the window: close."""
        if not isinstance(watched, QWidget) or not self.isVisible():
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if not inside:
                self.dismiss()
                return watched is self._anchor  # else the same press would open it again
        else:
            left = kind == QEvent.Type.FocusIn and not self._holds(watched)
            if left or (kind == QEvent.Type.Resize and watched is self.parentWidget()):
                self.dismiss()
        return False

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self or self.isAncestorOf(widget))
