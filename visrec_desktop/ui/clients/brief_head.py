"""The head of the brief: who it is, when last here, how much is known, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from visrec_desktop.ui.clients.avatar import Disc
from visrec_desktop.ui.clients.list_model import microseconds_now
from visrec_desktop.ui.clients.words import knowledge_text, person_text, visit_text
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label
from visrec_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from visrec_desktop.services.clients import Brief
    from visrec_desktop.ui.theme.theme import Theme

_DISC = 56
_NAME = 90  # letters; more would push the brief off the screen


class BriefHead(QWidget):
    """Name, a line about the person, a line about what is known; below, the buttons."""

    match_wanted = Signal()
    edit_wanted = Signal()
    merge_wanted = Signal()
    archive_wanted = Signal()
    export_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.disc = Disc(theme, _DISC)
        self.name = label("", "display", wrap=True)
        self.person = label("", "body", "muted", wrap=True)
        self.person.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.person.setMinimumWidth(1)  # a word longer than the panel is cut off, and copied whole
        self.known = label("", "small", "muted", wrap=True)
        self.match_button = button(
            theme,
            self.tr("Match for this client"),
            "primary",
            icon="search",
            on_click=self.match_wanted.emit,
        )
        theme.icons.put(self.match_button, "search", "on_accent")
        self.edit_button = button(theme, self.tr("Edit"), icon="edit", on_click=self.edit_wanted.emit)
        self.merge_button = button(theme, self.tr("Merge…"), icon="merge", on_click=self.merge_wanted.emit)
        self.archive_button = button(
            theme, self.tr("Archive"), icon="archive", on_click=self.archive_wanted.emit
        )
        self.kept_button = self._make_kept_button()
        self._arrange()

    def _make_kept_button(self) -> QPushButton:
        made = button(self._theme, self.tr("What is kept"), icon="shield")
        menu = QMenu(made)
        menu.setAccessibleName(self.tr("What is kept"))
        self.export_action = menu.addAction(self.tr("Export…"))
        self.export_action.triggered.connect(self.export_wanted)
        self.forget_action = menu.addAction(self.tr("Forget…"))
        self.forget_action.triggered.connect(self.forget_wanted)
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
        return made

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        for line in (self.name, self.person, self.known):
            words.addWidget(line)
        top = QHBoxLayout()
        top.setSpacing(SPACE.l)
        top.addWidget(self.disc, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QWidget()
        flow = FlowLayout(buttons, SPACE.s)
        for each in (
            self.match_button,
            self.edit_button,
            self.merge_button,
            self.archive_button,
            self.kept_button,
        ):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addLayout(top)
        column.addWidget(buttons)

    def show_brief(self, brief: Brief) -> None:
        """Show a client."""
        client = brief.client
        self.disc.show_name(client.name, faded=client.archived)
        name = client.name if len(client.name) <= _NAME else f"{client.name[:_NAME].rstrip()}…"
        self.name.setText(breakable(name))
        self.name.setToolTip(client.name if name != client.name else "")
        person = person_text(client)
        self.person.setText(person)
        self.person.setVisible(bool(person))
        visit = visit_text(brief.last_visit, microseconds_now())
        parts = [
            self.tr("In the archive") if client.archived else "",
            self.tr("Last visit %1").replace("%1", visit) if visit else self.tr("No visit recorded yet"),
            knowledge_text(brief.knowledge, client),
        ]
        self.known.setText("  ·  ".join(part for part in parts if part))
        words = self.tr("Take out of the archive") if client.archived else self.tr("Archive")
        self.archive_button.setText(words)
        self.archive_button.setAccessibleName(words)
        self.match_button.setEnabled(not client.archived)
