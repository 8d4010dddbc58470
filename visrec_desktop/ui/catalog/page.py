"""The Catalog page: the shop's products, how they come in, and how they are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.bridge.drops import paths_from_mime, photos_from_paths
from visrec_desktop.core.paths import picture_file
from visrec_desktop.core.settings import Settings
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.ui.catalog.actions import CatalogActions
from visrec_desktop.ui.catalog.adding import Adding
from visrec_desktop.ui.catalog.changes import Changes
from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.catalog.import_panel import ImportPanel
from visrec_desktop.ui.catalog.listing import Listing
from visrec_desktop.ui.catalog.side_panel import SidePanel
from visrec_desktop.ui.catalog.toolbar import Toolbar
from visrec_desktop.ui.filters.bar import FilterBar
from visrec_desktop.ui.health.actions import HealthActions
from visrec_desktop.ui.health.proposed import ProposedValues
from visrec_desktop.ui.health.telling import Telling
from visrec_desktop.ui.importing.imports import Imports
from visrec_desktop.ui.products.delegate import GAP
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, rule
from visrec_desktop.ui.widgets.drop_overlay import DropOverlay
from visrec_desktop.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from visrec_desktop.ui.health.page import HealthPage
    from visrec_desktop.ui.kit import Kit


class CatalogPage(QWidget):
    """Products in the middle, the chosen one at the right; files can be dropped anywhere."""

    match_requested = Signal(str)  # path of a product picture

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        context, theme = kit.context, kit.theme
        self._kit = kit
        self._session = context.catalog
        self._wanted: int | None = None
        self.adding = Adding(context.planning, theme, self)
        self.editing = CatalogActions(context.catalog, kit.undo, self)
        self.changes = Changes(kit, self.editing, self)
        self.filters = FilterBar(theme, self.tr("Search name, brand, SKU or description"))
        self.toolbar = Toolbar(theme)
        self.importing = ImportPanel(context.importer, theme)
        self.listing = Listing(context.catalog, context.thumbnails, theme)
        self.mending = HealthActions(context.health, kit.undo, self)
        self.proposed = ProposedValues(context.health, context.thumbnails, theme)
        self.side = SidePanel(context.catalog, context.thumbnails, theme, self.proposed)
        self.health: HealthPage | None = None
        self.faces = Faces()
        self.imports = Imports(kit, self.adding, self.importing, self.faces, self)
        self._middle = Faces()
        self._rule = rule("v")
        self.blank = QWidget()
        self.empty = self._make_empty()
        self.no_match = self._make_no_match()
        self.overlay = DropOverlay(theme, self.tr("Drop to add to the catalog"), self)
        self._arrange()
        self._connect()
        self._on_settings(context.preferences.settings)
        self._on_list()

    def _make_empty(self) -> EmptyState:
        return EmptyState(
            self._kit.theme,
            "import",
            self.tr("Drop a folder of product pictures here"),
            self.tr(
                "Pictures alone are enough: the file name becomes the SKU. A sheet beside them adds names, "
                "prices and stock; a ZIP of all will do, too. You see what will happen before it does."
            ),
            self.adding.buttons(),
        )

    def _make_no_match(self) -> EmptyState:
        clear = button(self._kit.theme, self.tr("Clear all filters"), on_click=self.filters.clear)
        return EmptyState(
            self._kit.theme,
            "search",
            self.tr("No product fits"),
            self.tr("Take a filter away, or search for something else."),
            [clear],
        )

    def _arrange(self) -> None:
        self.setProperty("ground", "window")
        self.setAcceptDrops(True)
        self.filters.add_beside_search(self.adding.menu_button())
        for face in (self.blank, self.listing, self.empty, self.no_match):
            self._middle.addWidget(face)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, 0)
        column.setSpacing(SPACE.m)
        for part in (self.filters, self.toolbar, self.importing):
            column.addWidget(part)
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
        session.facets_changed.connect(self.filters.set_facets)
        self.filters.set_facets(session.facets)
        self.filters.set_filters(session.filters)
        self.filters.changed.connect(self._on_filters)
        self.toolbar.sort_chosen.connect(self._on_sort)
        self.toolbar.table_chosen.connect(lambda table: self._on_table(table=table))
        self.listing.table.sort_wanted.connect(self._on_sort)
        self.listing.selection_changed.connect(self._on_selection)
        self.listing.opened.connect(self.changes.edit)
        self.listing.delete_wanted.connect(lambda: self.changes.delete(self.listing.selected))
        self.side.delete_wanted.connect(self.changes.delete)
        self.side.clients_wanted.connect(kit.navigator.clients_for_wanted)
        self.side.clear_wanted.connect(lambda: self.listing.select([]))
        self.side.product.edit_wanted.connect(self.changes.edit)
        self.side.product.match_wanted.connect(self._on_match_wanted)
        self.imports.closed.connect(self._focus_products)
        kit.context.preferences.changed.connect(self._on_settings)
        kit.navigator.product_wanted.connect(self.show_product)
        self._show_sort(session.sort)
        self._connect_health()

    def _connect_health(self) -> None:
        Telling(self._kit, self.mending, self)
        session = self._kit.context.health
        session.changed.connect(lambda report: self.toolbar.show_to_do(report.to_do))
        self.toolbar.show_to_do(session.report.to_do)
        self.toolbar.health_wanted.connect(self.show_health)
        self.proposed.accept_wanted.connect(self.mending.accept)
        self.proposed.refuse_wanted.connect(self.mending.refuse)

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
        is_empty = face is self.empty
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
        self.listing.table.show_sort(sort)

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
