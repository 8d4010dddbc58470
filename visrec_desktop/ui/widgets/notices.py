"""Notices: one dark bar at the bottom of the window that says what was done, and offers to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import MOTION, SPACE
from visrec_desktop.ui.widgets.basics import button, label

_MARGIN = 56
_MAX_WIDTH = 640


class Notices(QFrame):
    """A bar that lies over `host`; a new notice replaces the old one.

    Args:
        theme: the theme.
        host: the widget it lies on, usually the window's central widget.
    """

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._theme = theme
        self._action: Callable[[], object] | None = None
        self._is_built = False
        self.setProperty("panel", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        host.installEventFilter(self)
        self.hide()

    def _build(self) -> None:
        """Make what stands on the bar, with the first notice: the window does not wait for it."""
        theme = self._theme
        self._is_built = True
        self._text = label("", "body", wrap=True)
        self._do = button(theme, "", "notice", name=self.tr("Undo"), on_click=self._run)
        self._close = button(theme, "", "notice", name=self.tr("Dismiss this notice"), on_click=self.dismiss)
        theme.icons.put(self._close, "close", "on_notice", 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.l, SPACE.s, SPACE.s, SPACE.s)
        row.setSpacing(SPACE.s)
        row.addWidget(self._text, 1)
        row.addWidget(self._do)
        row.addWidget(self._close)

    def say(
        self,
        text: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        keep: bool = False,
    ) -> None:
        """Show a notice.

        Args:
            text: what happened.
            action_text: words of the one button, for example "Undo".
            action: what the button does; the notice goes away with it.
            keep: stay until it is dismissed, for what must not be missed.
        """
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # slow to import

        if not self._is_built:
            self._build()
        self._text.setText(text)
        self._action = action
        self._do.setText(action_text)
        self._do.setAccessibleName(action_text or self._do.accessibleName())
        self._do.setVisible(bool(action_text))
        self._timer.stop()
        if not keep:
            self._timer.start(MOTION.notice)
        self.show()
        self.raise_()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @property
    def text(self) -> str:
        """What is said now; empty when nothing is."""
        return self._text.text() if self.isVisible() else ""

    @Slot()
    def dismiss(self) -> None:
        """Take the notice away."""
        self._timer.stop()
        self._action = None
        self.hide()

    def _run(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the host, which may not be shown yet."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        host = self._host
        natural = self._text.fontMetrics().horizontalAdvance(self._text.text())
        beside = self._do.sizeHint().width() * self._do.isVisibleTo(self) + self._close.sizeHint().width()
        width = min(self._theme.px(_MAX_WIDTH), host.width() - 2 * SPACE.l, natural + beside + 4 * SPACE.l)
        layout = self.layout()
        height = max(layout.totalHeightForWidth(width), layout.minimumSize().height()) if layout else 0
        self.setGeometry((host.width() - width) // 2, host.height() - height - _MARGIN, width, height)
