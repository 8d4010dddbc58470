"""The right column: everything about one product, beside the photo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.values import WHOLE, Area, Crop, Hit, Product
from visrec_desktop.ui.match.drawer_body import DrawerBody, DrawerFacts, Shown, offer_text
from visrec_desktop.ui.match.feedback_row import FeedbackRow
from visrec_desktop.ui.match.heat_box import HeatBox
from visrec_desktop.ui.match.related_lists import RelatedLists
from visrec_desktop.ui.match.where_panel import WherePanel
from visrec_desktop.ui.products.words import Basis
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label, let_narrow, rule
from visrec_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.chosen_client import ClientState
    from visrec_desktop.bridge.jobs import JobHandle
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.recommending import Related

WIDTH = 340
_PICTURE_SIDE = 640


class ProductDrawer(QFrame):
    """Shows one product. It keeps it when the results behind it are refreshed."""

    closed = Signal()
    turned_to = Signal(int)  # another product is shown: its id
    catalog_wanted = Signal(int)  # product id
    compared_changed = Signal()  # other pictures stand side by side, or none
    parts_changed = Signal()  # the score of the product that is shown is made of something else
    because_wanted = Signal(str)  # SKU
    clients_wanted = Signal(int)  # product id

    def __init__(self, theme: Theme, catalog: CatalogSession, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._catalog = catalog
        self._shown: Shown | None = None
        self._trail: list[Shown] = []
        self._job: JobHandle | None = None
        self._state: ClientState | None = None
        self._photo = HeatBox(theme, self.tr("Your photo"), ground="card_hover")
        self._picture = HeatBox(theme, self.tr("Picture of the product"))
        self.where = WherePanel(theme, self._photo, self._picture)
        self.part: Crop | None = None  # of the photo, that was searched for
        self._title = label("", "title", wrap=True)
        self._sku = label("", "small", "muted")
        let_narrow(self._sku)
        self._sku.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._offer = label("", "strong", wrap=True)
        self._back = button(
            theme, "", "link", icon="chevron-left", name=self.tr("Back"), on_click=self.go_back
        )
        self._close = button(
            theme, "", "icon", icon="close", name=self.tr("Close the product (Esc)"), on_click=self.dismiss
        )
        self._show = button(theme, self.tr("Show in catalog"), on_click=self._ask_for_catalog)
        self._clients = button(theme, self.tr("Which clients?"), on_click=self._ask_for_clients)
        self._clients.setToolTip(self.tr("Find the clients whom this product fits"))
        self.body = DrawerBody(theme, thumbnails)
        self.facts = DrawerFacts()
        self.related = RelatedLists(theme, thumbnails)
        self.feedback = FeedbackRow(theme)
        self.body.colour_wanted.connect(self._turn_colour)
        self.body.because_wanted.connect(self.because_wanted)
        self.related.chosen.connect(self.show_neighbour)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Chosen product"))
        self._build()
        self.hide()

    def _build(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._title)
        titles.addWidget(self._sku)
        titles.addSpacing(SPACE.xs)
        titles.addWidget(self._offer)
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addLayout(titles, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        pictures = QHBoxLayout()
        pictures.setSpacing(SPACE.s)
        pictures.addWidget(self._photo)
        pictures.addWidget(self._picture)
        ways = FlowLayout(None, SPACE.s)
        ways.addWidget(self._clients)
        ways.addWidget(self._show)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE.l + 2, SPACE.l, SPACE.l + 2, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(head)
        column.addLayout(pictures)
        column.addWidget(self.where)
        column.addWidget(self.body)
        column.addWidget(self.related)
        column.addWidget(self.facts)
        column.addLayout(ways)
        column.addStretch(1)
        self._inside = column
        self._scroll = QScrollArea()
        self._scroll.setWidget(inner)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.l + 2, SPACE.m, SPACE.l + 2, SPACE.m)
        foot.addWidget(self.feedback)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    @property
    def product_id(self) -> int | None:
        """The product that is shown; None when the drawer is closed."""
        return self._shown.product_id if self._shown is not None else None

    @property
    def product(self) -> Product | None:
        """As `product_id`."""
        return self._shown.hit.product if self._shown is not None else None

    @property
    def parts(self) -> Mapping[str, float]:
        """What the score of the product that is shown is made of; empty where none is."""
        return self._shown.parts if self._shown is not None else {}

    @property
    def is_neighbour(self) -> bool:
        """Whether what is shown was reached through another product's lists."""
        return self._shown is not None and bool(self._shown.origin)

    def show_hit(self, hit: Hit, *, basis: Basis = Basis.PHOTO) -> None:
        """Open with this hit, or bring what is shown up to date."""
        shown = Shown(hit, basis)
        if self._shown is not None and self._shown.product_id != shown.product_id:
            shown = self._as_colour(shown)
        if shown.product_id != self.product_id:
            self._trail.clear()
        if shown != self._shown:
            self._turn_to(shown)

    def leave_ranking(self) -> None:
        """What is shown is among the products found no more: it stays, without its place and its reasons."""
        if self._shown is not None and self._shown.is_ranked:
            self._turn_to(replace(self._shown, is_ranked=False))

    def show_neighbour(self, hit: Hit) -> None:
        """Show a product of the lists; there is a way back."""
        before = self._shown
        if before is None or before.product_id == int(hit.product.id):
            return
        self._trail.append(before)
        product = before.hit.product
        self._turn_to(Shown(hit, before.basis, product.name or product.sku))

    def go_back(self) -> None:
        """Show the product before."""
        if self._trail:
            self._turn_to(self._trail.pop())

    def update_product(self, product: Product) -> None:
        """Other facts of what is shown; the picture stays the one that was matched."""
        if self._shown is not None and self._shown.product_id == int(product.id):
            shown_picture = self._shown.hit.product.picture_id or product.picture_id
            hit = replace(self._shown.hit, product=replace(product, picture_id=shown_picture))
            self._turn_to(replace(self._shown, hit=hit))

    def show_related(self, product_id: int, related: Related | None) -> None:
        """The lists of a product, unless another one is shown by now."""
        if product_id == self.product_id:
            self.related.show_related(related)

    def show_state(self, state: ClientState | None) -> None:
        """What the client has said about the product."""
        self._state = state
        product = self.product
        if state is None or product is None:
            self.feedback.show_state(None, None)
        else:
            self.feedback.show_state(state.opinion(product.sku), state.purchase(product.sku))

    def show_photo(self, preview: QImage | None, size: tuple[int, int] | None, crop: Crop | None) -> None:
        """The photo, or the part of it that was searched for, to compare with."""
        area = WHOLE
        if preview is not None and crop is not None and size is not None:
            width, height = preview.width(), preview.height()
            x, y = width / size[0], height / size[1]
            part = QRect(round(crop.x * x), round(crop.y * y), round(crop.width * x), round(crop.height * y))
            part &= preview.rect()
            preview = preview.copy(part)
            area = Area(part.x() / width, part.y() / height, part.width() / width, part.height() / height)
        self._photo.set_image(preview)
        self._photo.set_part(area)
        if crop != self.part:
            self.part = crop
            self.compared_changed.emit()

    def set_has_photo(self, has_photo: bool) -> None:
        """Whether there is a photo to compare with."""
        self._photo.setVisible(has_photo)
        self.compared_changed.emit()

    def dismiss(self) -> None:
        """Close."""
        if self._shown is None:
            return
        self._shown = None
        self._trail.clear()
        self._stop_reading()
        self.hide()
        self.compared_changed.emit()
        self.closed.emit()

    def escape(self) -> None:
        """Take one thing away: the heat maps, else the product."""
        if self.where.is_on:
            self.where.turn_off()
        else:
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the heat maps off, or closes; Alt and Left goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        elif event.key() == Qt.Key.Key_Left and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _as_colour(self, shown: Shown) -> Shown:
        """The hit in the colour that is shown, where it stands for that one too."""
        product = next((each for each in shown.hit.variants if each.id == self.product_id), None)
        return shown if product is None else shown.in_colour(product)

    def _turn_colour(self, product: Product) -> None:
        if self._shown is not None and self._shown.product_id != int(product.id):
            self._turn_to(self._shown.in_colour(product))

    def _turn_to(self, shown: Shown) -> None:
        before, self._shown = self._shown, shown
        product = shown.hit.product
        is_other = before is None or before.product_id != shown.product_id
        self._title.setText(breakable(product.name or product.sku))
        self._sku.setText(product.sku)
        self._sku.setToolTip(product.sku)
        self._sku.setVisible(bool(product.name) and product.name != product.sku)
        offer = offer_text(product)
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self._show_way_back()
        self.body.show_product(shown)
        self.facts.show_product(product)
        if is_other or (before is not None and before.hit.product.picture_id != product.picture_id):
            self._request_picture(product)
            self.compared_changed.emit()
        elif before is not None and before.parts != shown.parts:
            self.parts_changed.emit()
        self.show_state(self._state)
        self.show()
        if is_other:
            self.related.show_related(None)
            self._scroll.verticalScrollBar().setValue(0)
            self.turned_to.emit(shown.product_id)

    def _show_way_back(self) -> None:
        self._back.setVisible(bool(self._trail))
        if self._trail:
            before = self._trail[-1].hit.product
            words = self.tr("Back to %1").replace("%1", before.name or before.sku)
            room = self._back.fontMetrics().averageCharWidth() * 34
            shown = self._back.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            self._back.setText(shown)
            self._back.setAccessibleName(words)

    @Slot(int, int)
    def _on_range(self, _least: int, most: int) -> None:
        """The scroll bar stands in the margin, so that its coming moves nothing."""
        bar = self._scroll.verticalScrollBar().sizeHint().width() if most > 0 else 0
        margin = SPACE.l + 2
        self._inside.setContentsMargins(margin, SPACE.l, max(SPACE.xs, margin - bar), SPACE.l)

    def _stop_reading(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _request_picture(self, product: Product) -> None:
        self._stop_reading()
        self._picture.setAccessibleName(self.tr("Picture of %1").replace("%1", product.name or product.sku))
        if product.picture_id is None:
            self._picture.set_image(QImage())
            return
        self._picture.set_image(None)
        wanted = int(product.id)

        def take(image: QImage | None) -> None:
            if self.product_id == wanted:
                self._picture.set_image(image if image is not None else QImage())

        self._job = self._catalog.request_picture(int(product.picture_id), _PICTURE_SIDE, take)

    def _ask_for_catalog(self) -> None:
        if self.product_id is not None:
            self.catalog_wanted.emit(self.product_id)

    def _ask_for_clients(self) -> None:
        if self.product_id is not None:
            self.clients_wanted.emit(self.product_id)
