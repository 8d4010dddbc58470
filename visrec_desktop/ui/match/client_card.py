"""Whom the page is for: a card under the photo that opens the chooser, and a way back to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.ui.clients.words import known_counts, nothing_recorded_text
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from visrec_desktop.core.clients import ClientSummary

_ICON = 16


class _CardButton(QPushButton):
    """A button with two lines: for whom, and what is known."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.name = ElidedLabel("", "strong")
        self.known = ElidedLabel("", "small", "muted")
        self.known.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._chevron = QLabel()
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(SPACE.s)
        first.addWidget(label(self.tr("for"), "small", "muted"))
        first.addWidget(self.known, 1)
        second.addWidget(self.name, 1)
        second.addWidget(self._chevron)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.hair)
        column.addLayout(first)
        column.addLayout(second)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:
        """As its two lines want it."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Narrow; both lines stay."""
        return QSize(self._theme.px(90), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole name where it is cut."""
        super().resizeEvent(event)
        self.setToolTip(self.name.toolTip() or self.known.toolTip())

    def _draw(self) -> None:
        side = self._theme.px(_ICON)
        pixmap = self._theme.icons.pixmap("chevron-down", side, "text_muted", self.devicePixelRatioF())
        self._chevron.setPixmap(pixmap)


class ClientCard(QWidget):
    """Shows the client; `chooser_wanted` opens the list, `nobody_wanted` is the cross."""

    chooser_wanted = Signal()
    nobody_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.button = _CardButton(theme)
        self.button.clicked.connect(self.chooser_wanted)
        self.cross = button(
            theme, "", "icon", icon="close", name=self.tr("For nobody"), on_click=self.nobody_wanted.emit
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(self.button, 1)
        row.addWidget(self.cross)
        self.show_client(None, is_chosen=False)

    def show_client(
        self, client: ClientSummary | None, *, is_chosen: bool, has_entered: bool = False
    ) -> None:
        """Name somebody, or nobody; a chosen one may still be on the way."""
        self.cross.setVisible(is_chosen)
        if client is None:
            name = self.tr("Reading…") if is_chosen else self.tr("Nobody in particular")
            known = ""
        else:
            name = client.name
            nothing = nothing_recorded_text(has_entered=has_entered)
            known = ", ".join(known_counts(client.knowledge)) or nothing
        self.button.name.setText(name)
        self.button.known.setText(known)
        said = self.tr("For: %1").replace("%1", name)
        self.button.setAccessibleName(f"{said}, {known}" if known else said)
        self.button.setAccessibleDescription(self.tr("Choose a client"))
