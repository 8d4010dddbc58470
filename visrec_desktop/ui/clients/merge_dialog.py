"""The dialog that makes one client of two: choose the other, look at the result, do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.clients import Client, ClientSummary
from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.clients.actions import ClientActions
from visrec_desktop.ui.clients.list_model import ClientListModel
from visrec_desktop.ui.clients.list_panel import ClientList
from visrec_desktop.ui.clients.merge_preview import preview_rows
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.filters.search import SearchField
from visrec_desktop.ui.theme.tokens import MOTION, SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label

if TYPE_CHECKING:
    from visrec_desktop.bridge.clients import ClientsSession
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 820
_HEIGHT = 600
_FRAME = 64


class MergeDialog(QDialog):
    """Left: everybody else. Right: what the two will be together.

    Args:
        session: reads the list and the clients.
        actions: does it.
        client: the one it was opened for.
        theme: the theme.
        parent: the window.
    """

    def __init__(
        self,
        session: ClientsSession,
        actions: ClientActions,
        client: Client,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Merge clients"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._actions = actions
        self._theme = theme
        self._client = client
        self._other: Client | None = None
        self._summaries: dict[int, ClientSummary] = {}
        self._is_swapped = False
        self.search = SearchField(theme, self.tr("Search the other client"))
        self.model = ClientListModel(self)
        self.view = ClientList(self.model, theme, self.tr("The other client"))
        self.heading = label("", "heading", wrap=True)
        self.remark = label("", "small", "muted", wrap=True)
        self.facts = Facts()
        self.problem = label("", "small", "danger", wrap=True)
        self.problem.hide()
        self.swap_button = button(theme, self.tr("Keep the other name"), "link", on_click=self._swap)
        self.merge_button = button(theme, self.tr("Merge"), "primary", on_click=self._merge)
        self._typing = QTimer(self, singleShot=True, interval=MOTION.typing)
        self._arrange()
        self._connect()
        self._show()
        self._load()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE.s)
        left.addWidget(self.search)
        left.addWidget(self.view, 1)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE.l)
        middle.addLayout(left, 2)
        middle.addWidget(self._make_preview(), 3)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(0)
        buttons.addWidget(button(self._theme, self.tr("Cancel"), on_click=self.reject))
        buttons.addWidget(self.merge_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        column.setSpacing(SPACE.l)
        title = self.tr("Merge “%1” with…").replace("%1", self._client.name)
        column.addWidget(label(breakable(title), "title", wrap=True))
        column.addLayout(middle, 1)
        column.addLayout(buttons)
        screen = self.screen().availableGeometry()
        width = min(self._theme.px(_WIDTH), screen.width() - _FRAME)
        self.resize(width, min(self._theme.px(_HEIGHT), screen.height() - _FRAME))

    def _make_preview(self) -> QScrollArea:
        ground = QWidget()
        ground.setProperty("ground", "window")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(SPACE.s, 0, SPACE.m, 0)
        inside.setSpacing(SPACE.s)
        for part in (self.heading, self.remark):
            inside.addWidget(part)
        inside.addWidget(self.swap_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.facts)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        return area

    def _connect(self) -> None:
        self._typing.timeout.connect(self._load)
        self.search.textChanged.connect(self._on_typing)
        self.view.chosen.connect(self._on_chosen)
        self.view.opened.connect(self._on_chosen)
        self._actions.merged.connect(self._on_merged)
        self._actions.failed.connect(self._on_failed)

    @property
    def pair(self) -> tuple[Client, Client] | None:
        """The client that is kept and the one that goes into it; None while none is chosen."""
        if self._other is None:
            return None
        return (self._other, self._client) if self._is_swapped else (self._client, self._other)

    @Slot()
    def _on_typing(self) -> None:
        self._typing.start()

    @Slot()
    def _load(self) -> None:
        self._session.request_others(self.search.text().strip(), self._on_listed)

    def _on_listed(self, clients: Sequence[ClientSummary]) -> None:
        self._summaries.update({int(each.id): each for each in clients})
        own = ClientSummary(self._client.id, self._client.name, self._client.contact)
        self.model.set_clients([each for each in clients if each.id != own.id], [own])

    @Slot(int)
    def _on_chosen(self, client_id: int) -> None:
        self._session.request_client(client_id, self._on_client)

    def _on_client(self, other: Client) -> None:
        if other.id == self.view.current_id:
            self._other = other
            self._show()

    @Slot()
    def _swap(self) -> None:
        self._is_swapped = not self._is_swapped
        self._show()

    def _show(self) -> None:
        pair = self.pair
        self.merge_button.setEnabled(pair is not None)
        self.swap_button.setVisible(pair is not None)
        if pair is None:
            self.heading.setText(self.tr("Choose the other client"))
            self.remark.setText(
                self.tr("What the two will be together is shown here before anything is done.")
            )
            self.facts.show_facts([])
            return
        keep, gone = pair
        self.heading.setText(self.tr("Afterwards there is one client"))
        words = self.tr(
            "Everything recorded about “%1” will belong to “%2”. Undo parts them again; "
            "only photos that one of the two did not want kept are erased for good."
        )
        names = [keep.name, gone.name]
        if keep.name == gone.name:  # namesakes
            names = [f"{each.name} ({each.contact})" if each.contact else each.name for each in pair]
        self.remark.setText(breakable(words.replace("%1", names[1]).replace("%2", names[0])))
        blank = ClientSummary(keep.id, keep.name)
        summaries = self._summaries.get(int(keep.id), blank), self._summaries.get(int(gone.id), blank)
        rows = preview_rows(keep, gone, summaries)
        self.facts.show_facts([(name, breakable(value)) for name, value in rows])

    @Slot()
    def _merge(self) -> None:
        if self.pair is not None:
            self.merge_button.setEnabled(False)
            self.problem.hide()
            self._actions.merge(*self.pair)

    @Slot(object)
    def _on_merged(self, _command: object) -> None:
        self.accept()

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        self.problem.setText(explain_error(error).line)
        self.problem.show()
        self.merge_button.setEnabled(self.pair is not None)
