"""A small panel that opens below a control and closes when the user turns to something else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QWidget

from visrec_desktop.ui.theme.tokens import SPACE

_SHADOW_BLUR = 28
_SHADOW_ALPHA = 60
_ENDS = (QEvent.Type.Resize, QEvent.Type.WindowDeactivate)


class _Backdrop(QWidget):
    """An invisible sheet between panel and window that takes the press with which the user turns away."""

    pressed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Any button."""
        event.accept()
        self.pressed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size of the window, or another window: the user turned away, too."""
        if event.type() in _ENDS:
            self.pressed.emit()
        return super().eventFilter(watched, event)


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
        self._backdrop: _Backdrop | None = None

    def open_below(self, anchor: QWidget, first: QWidget) -> None:
        """Show the panel under a control of the same window, with the keyboard in `first`."""
        window = anchor.window()
        self._anchor = anchor
        self._backdrop = _Backdrop(window)
        self._backdrop.pressed.connect(self.dismiss)
        self._backdrop.show()
        self.setParent(window)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(_SHADOW_BLUR)
        shadow.setOffset(0, SPACE.s)
        shadow.setColor(QColor(0, 0, 0, _SHADOW_ALPHA))
        self.setGraphicsEffect(shadow)
        self.ensurePolished()
        self.fit()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        _app().focusChanged.connect(self._on_focus)

    def fit(self) -> None:
        """Take the size that the content needs now, and stay inside the window."""
        self.adjustSize()
        if self._anchor is not None:
            self.move(self._place(self._anchor, self._anchor.window()))

    def _place(self, anchor: QWidget, window: QWidget) -> QPoint:
        spot = anchor.mapTo(window, QPoint(0, anchor.height() + SPACE.xs))
        right = window.width() - self.width() - SPACE.s
        bottom = window.height() - self.height() - SPACE.s
        return QPoint(max(SPACE.s, min(spot.x(), right)), max(SPACE.s, min(spot.y(), bottom)))

    @Slot()
    def dismiss(self) -> None:
        """Close; the control it belongs to gets the keyboard back."""
        if self._backdrop is None:
            return
        _app().focusChanged.disconnect(self._on_focus)
        backdrop, self._backdrop = self._backdrop, None
        backdrop.hide()
        backdrop.deleteLater()
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

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The keyboard went to another control."""
        if now is not None and not self._holds(now):
            self.dismiss()

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self or self.isAncestorOf(widget))


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a panel needs a running application")
    return app
