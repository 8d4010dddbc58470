"""The right column: everything about one hit, beside the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.values import Crop, Hit, Product
from visrec_desktop.ui.match.scores import ScoreTable
from visrec_desktop.ui.products.words import band_text, band_tone, price_text, stock_text
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label, let_narrow, paragraph, rule
from visrec_desktop.ui.widgets.dot import Dot
from visrec_desktop.ui.widgets.facts import FactTable
from visrec_desktop.ui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.jobs import JobHandle

WIDTH = 340
_PICTURE_SIDE = 640


class ProductDrawer(QFrame):
    """Shows one hit. It keeps its product when the results behind it are refreshed."""

    closed = Signal()
    catalog_wanted = Signal(int)  # product id

    def __init__(self, theme: Theme, catalog: CatalogSession) -> None:
        super().__init__()
        self._theme = theme
        self._catalog = catalog
        self._hit: Hit | None = None
        self._job: JobHandle | None = None
        self._photo = PictureBox(theme, self.tr("Your photo"), fill=True)
        self._picture = PictureBox(theme, self.tr("Picture of the product"))
        self._title = label("", "title", wrap=True)
        self._sku = label("", "small", "muted")
        let_narrow(self._sku)
        self._sku.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = button(
            theme, "", "icon", icon="close", name=self.tr("Close the product (Esc)"), on_click=self.dismiss
        )
        self._show = button(theme, self.tr("Show in catalog"), icon="catalog", on_click=self._ask_for_catalog)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(SPACE.m)
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
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addLayout(titles, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        pictures = QHBoxLayout()
        pictures.setSpacing(SPACE.s)
        pictures.addWidget(self._photo)
        pictures.addWidget(self._picture)
        inner = QWidget()
        inner.setProperty("ground", "surface")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE.l + 2, SPACE.l, SPACE.l + 2, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addLayout(head)
        column.addLayout(pictures)
        column.addLayout(self._facts)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.l + 2, SPACE.m, SPACE.l + 2, SPACE.m)
        foot.addWidget(self._show, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(rule())
        outer.addLayout(foot)

    @property
    def product_id(self) -> int | None:
        """The product that is shown; None when the drawer is closed."""
        return int(self._hit.product.id) if self._hit is not None else None

    def show_hit(self, hit: Hit) -> None:
        """Open with this hit, or bring what is shown up to date."""
        is_other = self._hit is None or (self._hit.product.id, self._hit.product.picture_id) != (
            hit.product.id,
            hit.product.picture_id,
        )
        if hit == self._hit:
            return
        self._hit = hit
        product = hit.product
        self._title.setText(breakable(product.name or product.sku))
        self._sku.setText(product.sku)
        self._sku.setToolTip(product.sku)
        self._sku.setVisible(bool(product.name) and product.name != product.sku)
        self._fill(hit)
        if is_other:
            self._request_picture(product)
        self.show()

    def show_photo(self, preview: QImage | None, size: tuple[int, int] | None, crop: Crop | None) -> None:
        """The photo, or the part of it that was searched for, to compare with."""
        if preview is not None and crop is not None and size is not None:
            x, y = preview.width() / size[0], preview.height() / size[1]
            part = QRect(round(crop.x * x), round(crop.y * y), round(crop.width * x), round(crop.height * y))
            preview = preview.copy(part & preview.rect())
        self._photo.set_image(preview)

    def dismiss(self) -> None:
        """Close."""
        if self._hit is None:
            return
        self._hit = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _request_picture(self, product: Product) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._picture.setAccessibleName(self.tr("Picture of %1").replace("%1", product.name or product.sku))
        if product.picture_id is None:
            self._picture.set_image(QImage())
            return
        self._picture.set_image(None)
        wanted = product.id

        def take(image: QImage | None) -> None:
            if self._hit is not None and self._hit.product.id == wanted:
                self._picture.set_image(image if image is not None else QImage())

        self._job = self._catalog.request_picture(int(product.picture_id), _PICTURE_SIDE, take)

    def _ask_for_catalog(self) -> None:
        if self._hit is not None:
            self.catalog_wanted.emit(int(self._hit.product.id))

    def _fill(self, hit: Hit) -> None:
        """The parts below the pictures, made anew: they are few and differ from hit to hit."""
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._facts.addWidget(self._reason(hit))
        self._facts.addWidget(self._closeness(hit))
        self._facts.addWidget(ScoreTable(self._theme, hit))
        rows = [row for row in self._rows(hit.product) if row[1]]
        if rows:
            self._facts.addSpacing(SPACE.xs)
            self._facts.addWidget(label(self.tr("Product"), "label", "muted"))
            self._facts.addWidget(FactTable(rows))
        if hit.product.description:
            self._facts.addWidget(paragraph(hit.product.description, "small"))

    def _reason(self, hit: Hit) -> QWidget:
        box = QFrame()
        box.setProperty("panel", "reason")
        box.setVisible(bool(hit.why))
        inside = QVBoxLayout(box)
        inside.setContentsMargins(SPACE.m + 2, SPACE.m, SPACE.m + 2, SPACE.m)
        inside.addWidget(paragraph(hit.why))
        return box

    def _closeness(self, hit: Hit) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.s - 2)
        line.addWidget(Dot(self._theme, band_tone(hit.band) or "far"))
        line.addWidget(label(band_text(hit.band), "label"))
        line.addStretch(1)
        line.addWidget(label(self.tr("number %1").replace("%1", str(hit.rank)), "small", "muted"))
        return row

    def _rows(self, product: Product) -> list[tuple[str, str]]:
        known = [
            (self.tr("Price"), price_text(product.price, product.currency)),
            (self.tr("Stock"), stock_text(product.stock)),
            (self.tr("Category"), product.category),
            (self.tr("Brand"), product.brand),
            (self.tr("Colour"), product.colour),
            (self.tr("Size"), product.size),
        ]
        return known + [(name.capitalize(), value) for name, value in product.attributes.items()]
