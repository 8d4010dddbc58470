"""The Catalog page: the shop's products, how they come in, and how they are changed."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHideEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.bridge.drops import paths_from_mime, photos_from_paths
from visrec_desktop.bridge.one_by_one import OneByOne
from visrec_desktop.core.paths import picture_file
from visrec_desktop.core.settings import Settings
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.ui.catalog.actions import CatalogActions
from visrec_desktop.ui.catalog.adding import Adding
from visrec_desktop.ui.catalog.blanks import EmptyCatalog, NoMatch
from visrec_desktop.ui.catalog.changes import Changes
from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.catalog.listing import Listing
from visrec_desktop.ui.catalog.side_panel import SidePanel
from visrec_desktop.ui.catalog.toolbar import Toolbar
from visrec_desktop.ui.filters.bar import FilterBar
from visrec_desktop.ui.products.delegate import GAP
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import rule
from visrec_desktop.ui.widgets.drop_overlay import DropOverlay

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportRequest
    from visrec_desktop.ui.catalog.import_panel import ImportPanel
    from visrec_desktop.ui.health.actions import HealthActions
    from visrec_desktop.ui.health.page import HealthPage
    from visrec_desktop.ui.health.proposed import ProposedValues
    from visrec_desktop.ui.importing.imports import Imports
    from visrec_desktop.ui.kit import Kit


_IDLE_MS = 400


class CatalogPage(QWidget):
    """Products in the middle, the chosen one at the right; files can be dropped anywhere.

    What a first look at the products does without is made when it is needed, or soon after the page is shown.
    """

    match_requested = Signal(str)  # path of a product picture

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        context, theme = kit.context, kit.theme
        self._kit = kit
        self._session = context.catalog
        self._wanted: int | None = None
        self.adding = Adding(theme, self)
        self.editing = CatalogActions(context.catalog, kit.undo, self)
        self.changes = Changes(kit, self.editing, self)
        self.filters = FilterBar(theme, self.tr("Search name, brand, SKU or description"))
        self.toolbar = Toolbar(theme)
        self.listing = Listing(context.catalog, context.thumbnails, theme)
        self.side = SidePanel(context.catalog, context.thumbnails, theme, self._make_proposed)
        self.health: HealthPage | None = None
        self.faces = Faces()
        self._middle = Faces()
        self._rule = rule("v")
        self.blank = QWidget()
        self.overlay = DropOverlay(theme, self.tr("Drop to add to the catalog"), self)
        self._later = OneByOne(_IDLE_MS, self)
        self._arrange()
        self._connect()
        self._on_settings(context.preferences.settings)
        self._on_list()

    @cached_property
    def importing(self) -> ImportPanel:
        """The strip that tells how imports go."""
        from visrec_desktop.ui.catalog.import_panel import ImportPanel

        made = ImportPanel(self._kit.context.importer, self._kit.theme)
        self._head.addWidget(made)
        return made

    @cached_property
    def imports(self) -> Imports:
        """What joins the wizard, the strip and the undo of imports."""
        from visrec_desktop.ui.importing.imports import Imports

        made = Imports(self._kit, self.importing, self.faces, self)
        made.closed.connect(self._focus_products)
        return made

    @cached_property
    def mending(self) -> HealthActions:
        """What mends the catalog; from when it is there on, the toolbar says how much there is to mend."""
        from visrec_desktop.ui.health.actions import HealthActions
        from visrec_desktop.ui.health.telling import Telling

        session = self._kit.context.health
        made = HealthActions(session, self._kit.undo, self)
        Telling(self._kit, made, self)
        session.changed.connect(lambda report: self.toolbar.show_to_do(report.to_do))
        self.toolbar.show_to_do(session.report.to_do)
        return made

    def _make_proposed(self) -> ProposedValues:
        from visrec_desktop.ui.health.proposed import ProposedValues

        made = ProposedValues(self._kit.context.health, self._kit.context.thumbnails, self._kit.theme)
        made.accept_wanted.connect(self.mending.accept)
        made.refuse_wanted.connect(self.mending.refuse)
        return made

    @cached_property
    def empty(self) -> EmptyCatalog:
        """Instead of the products of an empty catalog."""
        made = EmptyCatalog(self._kit.theme, self.adding.buttons())
        self._middle.addWidget(made)
        return made

    @cached_property
    def no_match(self) -> NoMatch:
        """Instead of the products when none passes the filters."""
        made = NoMatch(self._kit.theme, self.filters.clear)
        self._middle.addWidget(made)
        return made

    def _arrange(self) -> None:
        self.setProperty("ground", "window")
        self.setAcceptDrops(True)
        self.filters.add_beside_search(self.adding.menu_button())
        for face in (self.blank, self.listing):
            self._middle.addWidget(face)
        top = QWidget()
        self._head = QVBoxLayout(top)
        self._head.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, 0)
        self._head.setSpacing(SPACE.m)
        for part in (self.filters, self.toolbar):
            self._head.addWidget(part)
        self._products = QVBoxLayout()
        self._products.addWidget(self._middle)
        centre = QVBoxLayout()
        centre.setSpacing(0)
        centre.addWidget(top)
        centre.addLayout(self._products, 1)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(centre, 1)
        row.addWidget(self._rule)
        row.addWidget(self.side)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.faces)
        self.faces.addWidget(self._body)
        self._on_table(table=False)

    def _connect(self) -> None:
        session, kit = self._session, self._kit
        session.ids_changed.connect(self._on_list)
        session.coverage_changed.connect(self._on_list)
        session.coverage_changed.connect(self._make_rest_soon)
        session.facets_changed.connect(self.filters.set_facets)
        self.filters.set_facets(session.facets)
        self.filters.set_filters(session.filters)
        self.filters.changed.connect(self._on_filters)
        self.toolbar.sort_chosen.connect(self._on_sort)
        self.toolbar.table_chosen.connect(lambda table: self._on_table(table=table))
        self.toolbar.health_wanted.connect(self.show_health)
        self.adding.import_wanted.connect(self._on_import_wanted)
        self.adding.past_wanted.connect(self._on_past_wanted)
        kit.context.importer.started.connect(lambda: self._make("imports"))
        self.listing.sort_wanted.connect(self._on_sort)
        self.listing.selection_changed.connect(self._on_selection)
        self.listing.opened.connect(self.changes.edit)
        self.listing.delete_wanted.connect(lambda: self.changes.delete(self.listing.selected))
        self.side.delete_wanted.connect(self.changes.delete)
        self.side.clients_wanted.connect(kit.navigator.clients_for_wanted)
        self.side.clear_wanted.connect(lambda: self.listing.select([]))
        self.side.edit_wanted.connect(self.changes.edit)
        self.side.match_wanted.connect(self._on_match_wanted)
        kit.context.preferences.changed.connect(self._on_settings)
        kit.navigator.product_wanted.connect(self.show_product)
        self._show_sort(session.sort)

    @Slot(object)
    def _on_import_wanted(self, request: ImportRequest) -> None:
        self.imports.plan(request)

    @Slot()
    def _on_past_wanted(self) -> None:
        self.imports.show_past()

    @Slot()
    def _make_rest_soon(self) -> None:
        """Once the products are there, which come before the coverage."""
        if self._session.coverage is not None and self.isVisible() and "mending" not in vars(self):
            self._later.begin(partial(self._make, name) for name in ("imports", "mending"))

    def _make(self, part: str) -> None:
        getattr(self, part)

    @Slot()
    def show_health(self) -> None:
        """Turn to what somebody should look at."""
        if self.health is None:
            from visrec_desktop.ui.health.page import HealthPage

            self.health = HealthPage(self._kit, self.mending, self.changes)
            self.health.closed.connect(self.show_products)
            self.health.match_wanted.connect(self._on_match_wanted)
            self.faces.addWidget(self.health)
        self.faces.setCurrentWidget(self.health)

    @Slot()
    def show_products(self) -> None:
        """Turn back to the products."""
        self.faces.setCurrentWidget(self._body)
        self._focus_products()

    @Slot()
    def _focus_products(self) -> None:
        """Not a field, which would take Ctrl+Z for itself."""
        if self.faces.currentWidget() is self._body:
            self.listing.view.setFocus()

    def show_product(self, product_id: int) -> None:
        """Select a product, taking the filters away when they hide it."""
        self.faces.setCurrentWidget(self._body)
        self._wanted = None
        if not self.listing.show_product(product_id):
            self._wanted = product_id
            self.filters.clear()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            _accept_as_copy(event)
            self.overlay.cover()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """The whole page takes drops."""
        _accept_as_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self.overlay.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.overlay.hide()
        if self.adding.add(paths_from_mime(event.mimeData())):
            _accept_as_copy(event)
        else:
            self._kit.notices.say(self.tr("Only files and folders of this computer can be added."))

    def showEvent(self, event: QShowEvent) -> None:
        """Make the rest soon."""
        super().showEvent(event)
        self._make_rest_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        """Not for a page that nobody sees."""
        self._later.end()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side panel gives way; the highlight covers the whole page."""
        super().resizeEvent(event)
        self.side.fit_into(self.width())
        if self.overlay.isVisible():
            self.overlay.cover()

    @Slot()
    def _on_list(self) -> None:
        shown = self._session.total
        coverage = self._session.coverage
        is_filtered = not self._session.filters.is_empty
        everything = coverage.products if coverage is not None and is_filtered else shown
        self.toolbar.show_count(shown, max(shown, everything))
        if shown:
            face: QWidget = self.listing
        elif is_filtered:
            face = self.no_match
        else:
            face = self.empty if coverage is not None else self.blank
        self._middle.setCurrentWidget(face)
        is_empty = not (shown or is_filtered) and coverage is not None
        for part in (self.filters, self.toolbar, self._rule, self.side):
            part.setVisible(not is_empty)
        if self._wanted is not None and self.listing.show_product(self._wanted):
            self._wanted = None

    @Slot(object)
    def _on_filters(self, filters: Filters) -> None:
        self._session.set_filters(filters)

    @Slot(object)
    def _on_sort(self, sort: Sort) -> None:
        self._session.set_sort(sort)
        self._show_sort(sort)

    def _show_sort(self, sort: Sort) -> None:
        self.toolbar.show_sort(sort)
        self.listing.show_sort(sort)

    def _on_table(self, *, table: bool) -> None:
        self.listing.show_table(table=table)
        if table:
            self._products.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.l)
            return
        bar = self.listing.grid.verticalScrollBar().sizeHint().width()
        side = SPACE.xl - GAP // 2  # half a gap lies around every tile
        self._products.setContentsMargins(side, SPACE.xs, max(0, side - bar), 0)

    @Slot()
    def _on_selection(self) -> None:
        self.side.show_selection(self.listing.selected)

    @Slot(str)
    def _on_match_wanted(self, path: str) -> None:
        file = picture_file(path)
        self._kit.context.match.open_photos(photos_from_paths([file]))
        self._kit.navigator.page_wanted.emit("match")
        self.match_requested.emit(str(file))

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.listing.grid.set_tile_size(settings.tile_size)


def _accept_as_copy(event: QDropEvent) -> None:
    """Take what is dragged; a file manager that proposed to move it must not delete the originals."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
