"""The Match page: takes photos in every way there is, and shows the welcome or the workbench."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from visrec_desktop.bridge.drops import has_photos, photos_from_mime, photos_from_paths
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.values import Coverage, Photo
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.kit import Kit
from visrec_desktop.ui.match.demo import DemoPhotos
from visrec_desktop.ui.match.for_client import Chooser
from visrec_desktop.ui.match.opening import ask_for_photos
from visrec_desktop.ui.match.previews import PhotoListModel
from visrec_desktop.ui.match.welcome import Welcome
from visrec_desktop.ui.widgets.drop_overlay import DropOverlay

if TYPE_CHECKING:
    from visrec_desktop.ui.match.drawer import ProductDrawer
    from visrec_desktop.ui.match.photo_panel import PhotoPanel
    from visrec_desktop.ui.match.results import ResultsPane
    from visrec_desktop.ui.match.workbench import Workbench

_IDLE_MS = 400


class MatchPage(QWidget):
    """Welcome first; the workbench is made with the first photo, or when the shown window is idle."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._session = kit.context.match
        self._folder = ""
        self._bench: Workbench | None = None
        self.welcome = Welcome(kit.theme, PhotoListModel(kit.context.runners, self))
        self._demo = DemoPhotos(kit.context, self)
        self.chooser = Chooser(kit, self)
        self.chooser.serve(self.welcome.client)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.overlay = DropOverlay(kit.theme, self.tr("Drop to find similar products"), self)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._make_bench)
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._connect()
        self._on_photos()

    def _connect(self) -> None:
        self.welcome.open_wanted.connect(self.ask_for_photos)
        self.welcome.paste_wanted.connect(self.paste)
        self.welcome.photo_wanted.connect(self._open_one)
        self.welcome.catalog_wanted.connect(partial(self._kit.navigator.page_wanted.emit, "catalog"))
        self._kit.context.catalog.coverage_changed.connect(self._on_coverage)
        self._demo.found.connect(self.welcome.offer)
        self._session.photos_changed.connect(self._on_photos)
        self._session.client_changed.connect(self._on_photos)
        self._kit.navigator.match_for_wanted.connect(self.match_for)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)

    @property
    def bench(self) -> Workbench:
        """Photo, results and drawer."""
        return self._bench or self._make_bench()

    @property
    def panel(self) -> PhotoPanel:
        """The photo's column."""
        return self.bench.panel

    @property
    def results(self) -> ResultsPane:
        """The products' column."""
        return self.bench.results

    @property
    def drawer(self) -> ProductDrawer:
        """The chosen product's column."""
        return self.bench.drawer

    @Slot()
    def _make_bench(self) -> Workbench:
        from visrec_desktop.ui.match.workbench import Workbench

        self._idle.stop()
        if self._bench is None:
            self._bench = Workbench(self._kit, self.chooser)
            self._bench.open_wanted.connect(self.ask_for_photos)
            self._bench.paste_wanted.connect(self.paste)
            self._pages.addWidget(self._bench)
        return self._bench

    @Slot()
    def _on_photos(self) -> None:
        self._pages.setCurrentWidget(self.bench if self._session.has_question else self.welcome)

    def showEvent(self, event: QShowEvent) -> None:
        """Make the workbench soon, so that the first photo need not wait for it."""
        super().showEvent(event)
        self._make_bench_soon()

    def _make_bench_soon(self) -> None:
        """Once the catalog has been read, which takes a processor for itself."""
        is_read = self._kit.context.catalog.coverage is not None
        if is_read and self._bench is None and self.isVisible():
            self._idle.start()

    def open_photos(self, photos: Sequence[Photo]) -> None:
        """Match these photos, the first one now."""
        self._session.open_photos(photos)

    @Slot(int)
    def match_for(self, client_id: int) -> None:
        """Turn to this page for a client; a photo that is open stays."""
        self._session.set_client(client_id)
        self._kit.navigator.page_wanted.emit("match")

    @Slot()
    def _find(self) -> None:
        if self._pages.currentWidget() is self._bench and self._bench is not None:
            self._bench.results.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._bench.results.filters.search.selectAll()

    @Slot()
    def ask_for_photos(self) -> None:
        """Let the user choose files."""
        ask_for_photos(self, self._folder, self._on_files)

    def _on_files(self, paths: list[Path]) -> None:
        self._folder = str(paths[0].parent)
        self.open_photos(photos_from_paths(paths))

    @Slot(object)
    def _open_one(self, photo: Photo) -> None:
        self.open_photos([photo])

    @Slot(object)
    def _on_coverage(self, coverage: Coverage) -> None:
        self.welcome.show_products(has_products=coverage.products > 0)
        self._make_bench_soon()

    @Slot()
    def paste(self) -> None:
        """Match what is on the clipboard."""
        self._take(
            QGuiApplication.clipboard().mimeData(),
            self.tr("There is no picture on the clipboard. Copy one first, then paste it here."),
        )

    def _take(self, mime: QMimeData, otherwise: str) -> None:
        try:
            photos = photos_from_mime(mime)
        except KnownError as error:
            self._kit.notices.say(explain_error(error).line)
            return
        if photos:
            self._kit.notices.dismiss()
            self.open_photos(photos)
        else:
            self._kit.notices.say(otherwise)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept what may hold photos."""
        if has_photos(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.overlay.cover()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The whole page takes drops."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """It was not for us."""
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Match what was dropped."""
        self.overlay.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._take(event.mimeData(), self.tr("What was dropped holds no picture."))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the drawer, or what is open in it, from anywhere on the page."""
        is_open = self._bench is not None and self._bench.drawer.product_id is not None
        if event.key() == Qt.Key.Key_Escape and is_open:
            self.drawer.escape()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sign for drops over the whole page."""
        super().resizeEvent(event)
        self.overlay.setGeometry(self.rect())
