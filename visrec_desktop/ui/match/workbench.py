"""The Match page at work: photo and client at the left, products in the middle, one of them at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visrec_desktop.core.settings import Settings
from visrec_desktop.core.values import Crop, Facets, Filters, Hit, MatchResult, MatchStatus
from visrec_desktop.ui.kit import Kit
from visrec_desktop.ui.match.drawer import WIDTH as DRAWER_WIDTH
from visrec_desktop.ui.match.drawer import ProductDrawer
from visrec_desktop.ui.match.drawer_side import DrawerSide
from visrec_desktop.ui.match.for_client import Chooser, ForClient
from visrec_desktop.ui.match.grid_keys import GridKeys
from visrec_desktop.ui.match.heat_side import HeatSide
from visrec_desktop.ui.match.opinions import Opinions
from visrec_desktop.ui.match.photo_objects import PhotoObjects
from visrec_desktop.ui.match.photo_panel import WIDTH as PANEL_WIDTH
from visrec_desktop.ui.match.photo_panel import PhotoPanel
from visrec_desktop.ui.match.previews import PhotoListModel
from visrec_desktop.ui.match.results import ResultsPane
from visrec_desktop.ui.products.hits import HitListModel
from visrec_desktop.ui.theme.tokens import MOTION
from visrec_desktop.ui.widgets.basics import rule

_PANEL_SHARE = 0.27  # of the page's width, at most
_DRAWER_SHARE = 0.36
_LEAST_GRID = 360


class Workbench(QWidget):
    """Shows what the `MatchSession` says, and tells it what the user wants."""

    open_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, kit: Kit, chooser: Chooser) -> None:
        super().__init__()
        self._kit = kit
        self._session = kit.context.match
        self._strip = PhotoListModel(kit.context.runners, self)
        self.hits = HitListModel(kit.context.thumbnails, self)
        self.panel = PhotoPanel(kit.theme, self._strip)
        self.results = ResultsPane(kit.theme, self.hits, kit.context.thumbnails)
        self.drawer = ProductDrawer(kit.theme, kit.context.catalog, kit.context.thumbnails)
        self.opinions = Opinions(kit, self)
        self.chooser = chooser
        chooser.serve(self.panel.client)
        self.for_client = ForClient(kit, self.panel, self)
        self.keys = GridKeys(self.results.grid, self.hits, self.drawer, self.opinions)
        self._drawer_side = DrawerSide(kit, self.drawer, self.opinions, self)
        self._heat_side = HeatSide(kit, self.drawer, self)
        self._panel_edge, self._edge = rule("v"), rule("v")
        self._edge.hide()
        self._busy_soon = QTimer(self)
        self._busy_soon.setSingleShot(True)
        self._busy_soon.setInterval(MOTION.calm)
        self._busy_soon.timeout.connect(self._still_busy)
        self._build()
        self._connect_parts()
        self._connect_session()
        self._part: Crop | None = None  # that the product in the drawer was found for, if not for all
        self._objects = PhotoObjects(self._session, self.panel, self.results, self)
        self._objects.opened.connect(self._open_for_part)
        self._on_photos()
        self._on_busy(self._session.busy)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(self._panel_edge)
        row.addWidget(self.results, 1)
        row.addWidget(self._edge)
        row.addWidget(self.drawer)

    def _connect_parts(self) -> None:
        self.panel.open_wanted.connect(self.open_wanted)
        self.panel.paste_wanted.connect(self.paste_wanted)
        self.panel.remove_wanted.connect(self._session.clear)
        self.panel.photo_picked.connect(self._session.select)
        self.panel.crop_changed.connect(self._on_crop)
        self.results.filters.changed.connect(self._on_filters)
        self.results.open_wanted.connect(self.open_wanted)
        self.results.retry_wanted.connect(self._retry)
        self.results.catalog_wanted.connect(partial(self._kit.navigator.page_wanted.emit, "catalog"))
        self.results.settings_wanted.connect(partial(self._kit.navigator.page_wanted.emit, "settings"))
        self.results.grid.chosen.connect(self.open_drawer)
        self.results.grid.opened.connect(self.open_drawer)
        self.drawer.closed.connect(self._on_drawer_closed)
        self.opinions.client_wanted.connect(self._ask_for_client)

    def _connect_session(self) -> None:
        context = self._kit.context
        self._session.photos_changed.connect(self._on_photos)
        self._session.preview_ready.connect(self._on_preview)
        self._session.busy_changed.connect(self._on_busy)
        self._session.result_ready.connect(self._on_result)
        self._session.client_changed.connect(self._on_client)
        self._session.refiner.looking_changed.connect(self._show_headline)
        context.catalog.facets_changed.connect(self._on_facets)
        context.preferences.changed.connect(self._on_settings)
        self.results.filters.set_facets(context.catalog.facets)
        self._on_settings(context.preferences.settings)

    @Slot()
    def _on_photos(self) -> None:
        session = self._session
        photo = session.photos[session.current] if session.current >= 0 else None
        if session.photos != self._strip.photos:
            self._strip.set_photos(session.photos)
        self.panel.show_photos(photo, session.current, len(session.photos))
        self.drawer.dismiss()
        self.drawer.set_has_photo(photo is not None)
        self.results.show_waiting(has_photo=photo is not None)
        self._on_client()
        if session.preview is not None:
            self._on_preview(session.preview)
        if session.result is not None:
            self._on_result(session.result)

    @Slot(object)
    def _on_preview(self, image: QImage) -> None:
        self.panel.show_preview(image, self._session.photo_size)
        self.panel.show_crop(self._session.crop)
        self._show_photo_in_drawer()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        """A new photo shows the sign at once; a new filter or client when its answer takes a while."""
        if busy and self.hits.rowCount():
            self._busy_soon.start()
            return
        self._busy_soon.stop()
        self.panel.view.set_busy(busy)

    @Slot()
    def _still_busy(self) -> None:
        self.panel.view.set_busy(self._session.busy)
        if self._session.busy and self._session.result is None:  # what is shown is not for this client
            self.results.show_waiting(has_photo=self._session.photo is not None)

    @Slot()
    def _on_client(self) -> None:
        """Another client, or more is known: hearts and headline follow at once, the products soon."""
        session = self._session
        state = session.chosen.state
        self.hits.set_liked(state.liked if state is not None else frozenset())
        self._show_headline()

    @Slot()
    def _show_headline(self) -> None:
        session = self._session
        if session.result is not None:
            self.results.show_headline(
                session.result,
                session.client,
                knows_client=session.knows_client,
                is_looking=session.refiner.is_looking,
                is_weighed=not session.order.emphasis.is_neutral,
            )

    @Slot(object)
    def _on_result(self, result: MatchResult) -> None:
        session = self._session
        selected = self.results.grid.product_ids()
        self.results.show_result(
            result,
            session.client,
            knows_client=session.knows_client,
            is_looking=session.refiner.is_looking,
            is_weighed=not session.order.emphasis.is_neutral,
        )
        if self.results.grid.product_ids() != selected:  # what was selected left; a view then takes the next
            self.results.grid.clearSelection()
        shown = self.drawer.product_id
        if shown is None:
            return
        if result.status is MatchStatus.FAILED:
            self.drawer.dismiss()
            return
        if self._part == session.crop:
            self._part = None  # the part is what is searched for now
        self._show_photo_in_drawer()
        if self.drawer.is_neighbour or self._part is not None:
            return
        row = self.hits.row_with(shown)
        if row >= 0:
            self.drawer.show_hit(self.hits.hit(row), basis=self.hits.basis)
            self.results.grid.select_product(self.hits.product_id(row), scroll=False)
        else:  # it stays: it was the user's choice, not the ranking's
            self.drawer.leave_ranking()
            self.results.grid.clearSelection()

    @Slot()
    def _ask_for_client(self) -> None:
        anchor = self.panel.client.button if self.panel.isVisible() else self.drawer.feedback
        self.chooser.open_under(anchor)

    @Slot(object)
    def _on_facets(self, facets: Facets) -> None:
        self.results.filters.set_facets(facets)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.results.set_tile_size(settings.tile_size)

    @Slot(object)
    def _on_filters(self, filters: Filters) -> None:
        self._session.set_filters(filters)

    @Slot(object)
    def _on_crop(self, crop: Crop | None) -> None:
        self._session.set_crop(crop)

    @Slot()
    def _retry(self) -> None:
        session = self._session
        photos, current = session.photos, session.current
        if not photos:
            session.refresh()
            return
        session.open_photos(photos)
        session.select(current)

    @Slot(int)
    def open_drawer(self, product_id: int) -> None:
        """Show one of the hits at the right."""
        row = self.hits.row_of(product_id)
        if row >= 0:
            self.results.objects.clear_selection()
            self._open(self.hits.hit(row), None)
            self.results.grid.scrollTo(self.hits.index(row))

    @Slot(object, object)
    def _open_for_part(self, part: Crop, hit: Hit) -> None:
        """Show a product that was found for one object of the photo."""
        self.results.grid.clearSelection()
        self._open(hit, part)

    def _open(self, hit: Hit, part: Crop | None) -> None:
        self._part = part
        self._show_photo_in_drawer()
        self.drawer.show_hit(hit, basis=self.hits.basis)
        self._edge.show()
        self._share_width()

    def _show_photo_in_drawer(self) -> None:
        session = self._session
        self.drawer.show_photo(session.preview, session.photo_size, self._part or session.crop)

    @Slot()
    def _on_drawer_closed(self) -> None:
        self._part = None
        self.results.objects.clear_selection()
        self._edge.hide()
        self._share_width()
        self.results.grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column its width; where text is large or the window small, the photo makes way first."""
        px, width = self._kit.theme.px, self.width()
        panel = min(px(PANEL_WIDTH), round(width * _PANEL_SHARE))
        drawer = min(px(DRAWER_WIDTH), round(width * _DRAWER_SHARE))
        self.panel.setFixedWidth(panel)
        self.drawer.setFixedWidth(drawer)
        is_open = self.drawer.product_id is not None
        left = width - panel - drawer * is_open
        has_room = not is_open or left >= px(_LEAST_GRID)
        self.panel.setVisible(has_room)
        self._panel_edge.setVisible(has_room)
