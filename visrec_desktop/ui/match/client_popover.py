"""The list behind the card: clients of the last visits, a search, nobody, somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from visrec_desktop.core.clients import ClientSummary
from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.clients.list_delegate import ClientDelegate
from visrec_desktop.ui.clients.list_model import ClientListModel, ClientRole
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.filters.search import SearchField
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import MOTION, SPACE
from visrec_desktop.ui.widgets.basics import button, paragraph, restyle, rule, set_paragraph
from visrec_desktop.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from visrec_desktop.bridge.chosen_client import ChosenClient

_WIDTH = 320
_SHOWN_ROWS = 5
_RECENT = 8


class _ClientList(QListView):
    """Clients; Enter or a click takes one."""

    taken = Signal(int)

    def __init__(self, theme: Theme, model: ClientListModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(ClientDelegate(theme, self))
        self.setAccessibleName(name)
        self.setProperty("kind", "plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.taken.emit(int(index.data(ClientRole.CLIENT_ID))))

    @property
    def row_height(self) -> int:
        """Height of every row."""
        return self.itemDelegate().sizeHint(QStyleOptionViewItem(), self.model().index(0, 0)).height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Escape is left to the panel."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.taken.emit(int(index.data(ClientRole.CLIENT_ID)))
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ClientPopover(Popover):
    """Says whom the user takes; it closes itself."""

    taken = Signal(object)  # client id, or None for nobody
    new_wanted = Signal()
    page_wanted = Signal()

    def __init__(self, theme: Theme, chosen: ChosenClient) -> None:
        super().__init__(self.tr("Choose a client"))
        self._theme = theme
        self._chosen = chosen
        self._model = ClientListModel(self)
        self.search = SearchField(theme, self.tr("Search clients"))
        self.list = _ClientList(theme, self._model, self.tr("Clients"))
        self.words = paragraph("", "small", "muted")
        self.nobody = button(theme, self.tr("Nobody"), "quiet", on_click=lambda: self._take(None))
        self.new = button(theme, self.tr("New client…"), "quiet", icon="add", on_click=self._ask_for_new)
        self.page = button(theme, self.tr("Go to the Clients page"), on_click=self._ask_for_page)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(MOTION.typing)
        self._typing.timeout.connect(self._look)
        self.search.textChanged.connect(self._on_typing)
        self.search.returnPressed.connect(self._take_first)
        self.list.taken.connect(self._take)
        self._build()
        self._say(self.tr("Reading…"))
        self._look()

    def _build(self) -> None:
        self.page.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.xs, 0, SPACE.xs, 0)
        foot.addWidget(self.nobody)
        foot.addStretch(1)
        foot.addWidget(self.new)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE.m, 0, SPACE.m, 0)
        inside.setSpacing(SPACE.m)
        inside.addWidget(self.words)
        inside.addWidget(self.page, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.setSpacing(SPACE.s)
        column.addWidget(self.search)
        column.addLayout(inside)
        column.addWidget(self.list)
        column.addWidget(rule())
        column.addLayout(foot)
        self.nobody.setVisible(self._chosen.id is not None)
        self.setFixedWidth(self._theme.px(_WIDTH))

    @property
    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the search field into the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_typing(self) -> None:
        self._typing.start()

    @Slot()
    def _look(self) -> None:
        self._typing.stop()
        self._chosen.search(self.search.text().strip(), self._show)

    def _show(self, found: list[ClientSummary] | KnownError) -> None:
        if not isValid(self):  # closed before the answer came
            return
        text = self.search.text().strip()
        if isinstance(found, KnownError):
            words = explain_error(found)
            self._model.set_clients(())
            self._say(f"{words.what} {words.why}\n{words.next_step}", is_trouble=True)
        else:
            self._model.set_clients(found if text else found[:_RECENT], found)
            nobody_fits = self.tr("No client fits “%1”.").replace("%1", text)
            nobody_yet = self.tr("There are no clients yet. Add the first one.")
            self._say("" if found else nobody_fits if text else nobody_yet)
        row = self._model.row_of(self._chosen.id) if self._chosen.id is not None else -1
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))

    def _say(self, text: str, *, is_trouble: bool = False) -> None:
        set_paragraph(self.words, text)
        restyle(self.words, "tone", "danger" if is_trouble else "muted")
        self.words.setVisible(bool(text))
        self.page.setVisible(is_trouble)
        self.new.setVisible(not is_trouble)
        self.list.setVisible(not text)
        rows = max(1, min(self._model.rowCount(), _SHOWN_ROWS))
        self.list.setFixedHeight(rows * self.list.row_height + 2)
        self.fit()

    @Slot()
    def _take_first(self) -> None:
        """Enter in the search field takes the only one it found, or else goes into the list."""
        if self._typing.isActive():
            self._look()
        elif self._model.rowCount() == 1:
            self._take(int(self._model.client(0).id))
        elif self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))
            self.list.setFocus()

    @Slot(int)
    def _take(self, client_id: int | None) -> None:
        self.dismiss()
        self.taken.emit(client_id)

    def _ask_for_new(self) -> None:
        self.dismiss()
        self.new_wanted.emit()

    def _ask_for_page(self) -> None:
        self.dismiss()
        self.page_wanted.emit()
