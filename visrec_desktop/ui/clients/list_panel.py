"""The left side of the page: search, the list of clients, the way to a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from visrec_desktop.core.clients import ClientSummary
from visrec_desktop.ui.catalog.place import Place
from visrec_desktop.ui.clients.list_delegate import ClientDelegate
from visrec_desktop.ui.clients.list_model import ClientListModel, ClientRole
from visrec_desktop.ui.filters.search import SearchField
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import MOTION, SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.bridge.clients import ClientsSession

_WIDTH = 320
_LEAST_WIDTH = 220
_LARGEST_SHARE = 0.34


class ClientList(QListView):
    """The rows. Arrows and clicks choose, Enter edits, Delete archives."""

    chosen = Signal(int)
    opened = Signal(int)
    archive_wanted = Signal(int)

    def __init__(self, model: ClientListModel, theme: Theme, name: str) -> None:
        super().__init__()
        self._clients = model
        self.setProperty("kind", "plain")
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setModel(model)
        self.setItemDelegate(ClientDelegate(theme, self))
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ClientRole.CLIENT_ID)))
        theme.changed.connect(self.viewport().update)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._on_delete)

    @property
    def current_id(self) -> int | None:
        """The chosen client."""
        index = self.currentIndex()
        return int(index.data(ClientRole.CLIENT_ID)) if index.isValid() else None

    def select(self, client_id: int) -> bool:
        """Choose a client; whether it is listed."""
        row = self._clients.row_of(client_id)
        if row < 0:
            return False
        index = self._clients.index(row)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is the view's."""
        current = self.current_id
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.opened.emit(current)
            return
        super().keyPressEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(int(current.data(ClientRole.CLIENT_ID)))

    @Slot()
    def _on_delete(self) -> None:
        if self.current_id is not None:
            self.archive_wanted.emit(self.current_id)


class ListPanel(QWidget):
    """Search, new, archive switch, count, list. The chosen client stays chosen across a new list."""

    chosen = Signal(int)
    opened = Signal(int)
    archive_wanted = Signal(int)
    new_wanted = Signal()

    def __init__(self, session: ClientsSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._natural_width = theme.px(_WIDTH)
        self._least_width = theme.px(_LEAST_WIDTH)
        self._wanted: int | None = None
        self.setAccessibleName(self.tr("List of clients"))
        self.search = SearchField(theme, self.tr("Search name or contact"))
        self.new_button = button(
            theme, self.tr("New client"), "primary", icon="add", on_click=self.new_wanted.emit
        )
        self.archive_tick = QCheckBox(self.tr("Archive too"))
        self.archive_tick.setToolTip(self.tr("List the clients in the archive as well"))
        self.count = label("", "label", "muted")
        self.nobody = label("", "body", "muted", wrap=True)
        self.model = ClientListModel(self)
        self.view = ClientList(self.model, theme, self.tr("Clients"))
        self._place = Place(self.view)
        self._typing = QTimer(self, singleShot=True, interval=MOTION.typing)
        self._arrange()
        self._connect()
        self.show_clients(session.clients)

    def _arrange(self) -> None:
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE.xs, 0, 0, 0)
        line.addWidget(self.count, 1)
        line.addWidget(self.archive_tick)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.l, SPACE.m, SPACE.s)
        column.setSpacing(SPACE.m)
        column.addWidget(self.new_button)
        column.addWidget(self.search)
        column.addLayout(line)
        column.addWidget(self.nobody)
        column.addWidget(self.view, 1)
        column.addStretch(0)

    def _connect(self) -> None:
        self._typing.timeout.connect(self._on_typed)
        self.search.textEdited.connect(self._on_typing)
        self.search.textChanged.connect(self._on_text)
        self.search.returnPressed.connect(self._on_typed)
        self.archive_tick.clicked.connect(self._session.set_archived)
        self.view.chosen.connect(self.chosen)
        self.view.opened.connect(self.opened)
        self.view.archive_wanted.connect(self.archive_wanted)
        self._session.clients_changed.connect(self.show_clients)

    def fit_into(self, page_width: int) -> None:
        """Take the natural width, or less where large text would leave the brief no room."""
        share = round(page_width * _LARGEST_SHARE)
        self.setFixedWidth(min(self._natural_width, max(min(self._least_width, share), share)))

    def select(self, client_id: int) -> None:
        """Choose a client, now or when the list has it; filters that hide it are taken away."""
        if self.view.select(client_id):
            self._wanted = None
            return
        self._wanted = client_id
        self.search.clear()
        self._on_typed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the switch is worth more than the count."""
        super().resizeEvent(event)
        self.count.setVisible(self.width() >= self._least_width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down leads from the search field into the list."""
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus() and self.model.rowCount():
            self.view.setFocus()
            if not self.view.currentIndex().isValid():
                self.view.select(int(self.model.client(0).id))
            return
        super().keyPressEvent(event)

    @Slot(object)
    def show_clients(self, clients: Sequence[ClientSummary]) -> None:
        """Show a new list."""
        kept = self._wanted if self._wanted is not None else self.view.current_id
        self._place.remember()
        blocked = self.view.selectionModel().blockSignals(True)
        self.model.set_clients(clients)
        self.view.selectionModel().blockSignals(blocked)
        self._place.restore()
        if kept is not None and self.view.select(kept):
            self._wanted = None
        count = len(clients)
        self.count.setText(
            self.tr("1 client") if count == 1 else self.tr("%1 clients").replace("%1", count_text(count))
        )
        nobody = self._session.is_loaded and not count and bool(self._session.text)
        self.nobody.setText(self.tr("Nobody fits “%1”.").replace("%1", self._session.text) if nobody else "")
        self.nobody.setVisible(nobody)

    @Slot()
    def _on_typing(self) -> None:
        self._typing.start()

    @Slot()
    def _on_typed(self) -> None:
        self._typing.stop()
        self._session.set_text(self.search.text().strip())

    @Slot(str)
    def _on_text(self, text: str) -> None:
        if not text:
            self._on_typed()
