"""The window: rail, pages, status line, notices. The pages do the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.settings import Settings
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.icons import application_icon
from visrec_desktop.ui.kit import Kit, Navigator
from visrec_desktop.ui.pages import PAGES, PageSpec
from visrec_desktop.ui.rail import Rail
from visrec_desktop.ui.status_line import StatusLine
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.basics import rule
from visrec_desktop.ui.widgets.notices import Notices

if TYPE_CHECKING:
    from visrec_desktop.bridge.context import Context
    from visrec_desktop.ui.match.page import MatchPage

_GEOMETRY = "window/geometry"
_FIRST_SIZE = (1440, 900)
_FRAME = 48
_LEAST_SIZE = (608, 320)  # with its frame it fits 1280 x 720 pixels at 200 %


class MainWindow(QMainWindow):
    """Shows the pages of `pages`; the first one at once, the others when they are first wanted.

    Args:
        context: the program's sessions.
        theme: the theme; follows the appearance that is set in the preferences.
        pages: what stands on the rail.
    """

    closing = Signal()  # the window is about to close: time to end the work

    def __init__(self, context: Context, theme: Theme, pages: Sequence[PageSpec] = PAGES) -> None:
        super().__init__()
        self._context = context
        self._theme = theme
        self._specs = {page.key: page for page in pages}
        self._built: dict[str, QWidget] = {}
        self._state = QSettings(str(context.workspace.paths.root / "window.ini"), QSettings.Format.IniFormat)
        self.undo_stack = QUndoStack(self)
        self.navigator = Navigator(self)
        self._ground = QWidget()
        self.notices = Notices(theme, self._ground)
        self.kit = Kit(context, theme, self.undo_stack, self.notices, self.navigator)
        self.rail = Rail(theme, pages)
        self.stack = QStackedWidget()
        self.status_line = StatusLine(theme, context)
        self.setWindowTitle("VisRec Desktop")
        self.setWindowIcon(application_icon())
        self._build()
        self._add_actions(pages)
        self._connect()
        self._restore_geometry()
        if context.workspace.settings_error is not None:
            self._on_trouble(context.workspace.settings_error)
        self.show_page(pages[0].key)
        self.stack.setFocus()  # not a button of the rail: no ring before a key is pressed

    def _build(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.rail)
        body.addWidget(rule("v"))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(rule())
        right.addWidget(self.status_line)
        body.addLayout(right, 1)
        outer = QVBoxLayout(self._ground)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(body)
        self.setCentralWidget(self._ground)

    def _add_actions(self, pages: Sequence[PageSpec]) -> None:
        for number, page in enumerate(pages, start=1):
            self._action(page.shown_title, f"Ctrl+{number}").triggered.connect(
                lambda _checked, key=page.key: self.show_page(key)
            )
        self._action(self.tr("Open photos"), QKeySequence.StandardKey.Open).triggered.connect(
            self._open_photos
        )
        undo = self.undo_stack.createUndoAction(self)
        undo.setShortcuts([QKeySequence("Ctrl+Z")])
        redo = self.undo_stack.createRedoAction(self)
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.addActions([undo, redo])

    def _action(self, text: str, keys: str | QKeySequence.StandardKey) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.navigator.page_wanted.connect(self.show_page)
        self.navigator.product_wanted.connect(self._show_product)
        self.navigator.client_wanted.connect(self._show_client)
        self.navigator.clients_for_wanted.connect(self._show_clients_for)
        self.status_line.work_clicked.connect(self._show_catalog)
        self.status_line.engine_clicked.connect(self._show_settings)
        self._context.preferences.changed.connect(self._on_settings)
        self._context.catalog.failed.connect(self._on_trouble)
        self._context.importer.interrupted.connect(self._on_interrupted)

    @property
    def current_page(self) -> str:
        """Key of the page that is shown."""
        shown = self.stack.currentWidget()
        return next((key for key, page in self._built.items() if page is shown), "")

    def page(self, key: str) -> QWidget:
        """A page; it is made if it has not been shown before."""
        if key not in self._built:
            made = self._specs[key].build(self.kit)
            self._built[key] = made
            self.stack.addWidget(made)
        return self._built[key]

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Turn to a page."""
        self.stack.setCurrentWidget(self.page(key))
        self.rail.mark(key)

    def _match_page(self) -> MatchPage:
        from visrec_desktop.ui.match.page import MatchPage

        page = self.page("match")
        if not isinstance(page, MatchPage):
            raise TypeError("the page of the key 'match' is another one")
        return page

    @Slot()
    def _open_photos(self) -> None:
        self.show_page("match")
        self._match_page().ask_for_photos()

    @Slot(int)
    def _show_product(self, product_id: int) -> None:
        is_new = "catalog" not in self._built
        self.show_page("catalog")
        if is_new:  # it was not there yet when this was asked, so it has not heard of it
            self.navigator.product_wanted.emit(product_id)

    @Slot(int)
    def _show_client(self, client_id: int) -> None:
        is_new = "clients" not in self._built
        self.show_page("clients")
        if is_new:
            self.navigator.client_wanted.emit(client_id)

    @Slot(object)
    def _show_clients_for(self, product_ids: tuple[int, ...]) -> None:
        is_new = "clients" not in self._built
        self.show_page("clients")
        if is_new:
            self.navigator.clients_for_wanted.emit(product_ids)

    @Slot()
    def _show_catalog(self) -> None:
        self.show_page("catalog")

    @Slot()
    def _show_settings(self) -> None:
        self.show_page("settings")

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self._theme.set_appearance(settings.appearance)

    @Slot(object)
    def _on_trouble(self, error: KnownError) -> None:
        self.notices.say(explain_error(error).line, keep=True)

    @Slot()
    def _on_interrupted(self) -> None:
        """The strip of the Catalog page says more, and can go on with it."""
        if self.current_page != "catalog":
            words = self.tr("An import was interrupted before it was done.")
            self.notices.say(words, self.tr("Show it"), self._show_catalog, keep=True)

    @Slot(str)
    def tell_bug(self, fault: str) -> None:
        """Say that the program itself failed somewhere, and that the work can go on."""
        text = self.tr("Something failed inside the program (%1). It was noted in the log; you can go on.")
        self.notices.say(text.replace("%1", fault), keep=True)

    def _restore_geometry(self) -> None:
        self.setMinimumSize(*_LEAST_SIZE)
        kept = self._state.value(_GEOMETRY, QByteArray(), type=QByteArray)
        if isinstance(kept, QByteArray) and not kept.isEmpty() and self.restoreGeometry(kept):
            return
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() if screen is not None else self.minimumSize()
        # the frame and title that the desktop adds need room as well
        self.resize(min(_FIRST_SIZE[0], room.width() - _FRAME), min(_FIRST_SIZE[1], room.height() - _FRAME))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the geometry and say goodbye."""
        self._state.setValue(_GEOMETRY, self.saveGeometry())
        self._state.sync()
        self.closing.emit()
        super().closeEvent(event)
