"""What a page shows when it has nothing to show: why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label, paragraph, set_paragraph

_ICON_SIDE = 44
_TEXT_WIDTH = 420


class EmptyState(QWidget):
    """An icon, a title, a text, a row of buttons, and room for more below (`body`)."""

    def __init__(
        self, theme: Theme, icon: str, title: str, text: str, actions: Sequence[QPushButton] = ()
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._role = "text_muted"
        self._icon = QLabel()
        self._title = label(title, "title", wrap=True)
        self._words = text
        self._text = paragraph(text, "body", "muted")
        self._title.setMaximumWidth(theme.px(_TEXT_WIDTH))
        self._text.setMaximumWidth(theme.px(_TEXT_WIDTH))
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE.s)
        self.body = QVBoxLayout()
        self._build(actions)
        theme.changed.connect(self._draw_icon)
        self._draw_icon()

    def _build(self, actions: Sequence[QPushButton]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.xxl, SPACE.xxl, SPACE.xxl)
        column.setSpacing(SPACE.m)
        column.addStretch(2)
        for part in (self._icon, self._title, self._text):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 6)
            row.addStretch(1)
            column.addLayout(row)
        column.addSpacing(SPACE.xs)
        self._actions.addStretch(1)
        self._actions.addStretch(1)
        self.set_actions(actions)
        column.addLayout(self._actions)
        column.addLayout(self.body)
        column.addStretch(3)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_texts(self, title: str, text: str, icon: str = "", role: str = "text_muted") -> None:
        """Say something else; `role` is the ink of the icon."""
        self._title.setText(title)
        self._words = text
        set_paragraph(self._text, text)
        self._icon_name = icon or self._icon_name
        self._role = role
        self._draw_icon()

    def set_actions(self, actions: Sequence[QPushButton]) -> None:
        """Replace the row of buttons."""
        for position in reversed(range(1, self._actions.count() - 1)):
            item = self._actions.takeAt(position)
            old = item.widget() if item is not None else None
            if old is not None:
                old.deleteLater()
        for position, action in enumerate(actions, start=1):
            self._actions.insertWidget(position, action)

    @property
    def title(self) -> str:
        """The title that is shown."""
        return self._title.text()

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._words

    @Slot()
    def _draw_icon(self) -> None:
        side = self._theme.px(_ICON_SIDE)
        self._icon.setPixmap(
            self._theme.icons.pixmap(self._icon_name, side, self._role, self.devicePixelRatioF())
        )
