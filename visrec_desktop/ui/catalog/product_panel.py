"""The side panel: the chosen product with its picture, its facts, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from visrec_desktop.core.values import Analysis, Picture, Product
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.products.words import price_text, stock_text
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label, let_narrow
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.health_rows import FoundProducts
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.catalog import ProductDetails
    from visrec_desktop.ui.health.proposed import ProposedValues
    from visrec_desktop.ui.theme.theme import Theme

_PICTURE = 280
_SHARP = 640


class ProductPanel(QWidget):
    """One product. Shows at once what is in memory; the sharp picture follows."""

    edit_wanted = Signal(int)
    delete_wanted = Signal(int)
    match_wanted = Signal(str)  # path of the shown picture
    clients_wanted = Signal(int)
    restore_wanted = Signal(int)

    def __init__(
        self,
        session: CatalogSession | FoundProducts,
        thumbnails: Thumbnails,
        theme: Theme,
        proposed: ProposedValues | None = None,
    ) -> None:
        super().__init__()
        self._proposed = proposed
        self._is_archived = False
        self._session = session
        self._thumbnails = thumbnails
        self._product: Product | None = None
        self._pictures: tuple[Picture, ...] = ()
        self._shown = 0
        self.title = label("", "title", wrap=True)
        self.sku = label("", "small", "muted")
        let_narrow(self.sku)
        self.picture = PictureBox(theme, "")
        self.picture.setFixedHeight(theme.px(_PICTURE))
        self.choices = QWidget()
        self._choice_row = FlowLayout(self.choices, SPACE.xs)
        self._choice_group = QButtonGroup(self)
        self.facts = Facts()
        self.note = label("", "small", "warning", wrap=True)
        self.description = label("", "small", "muted", wrap=True)
        self.edit_button = button(theme, self.tr("Edit"), icon="edit", on_click=self._edit)
        self.match_button = button(theme, self.tr("Find similar"), icon="search", on_click=self._match)
        self.clients_button = button(
            theme, self.tr("Which clients?"), icon="clients", on_click=self._ask_for_clients
        )
        self.delete_button = button(
            theme, "", "danger", icon="trash", name=self.tr("Delete"), on_click=self._delete
        )
        self.restore_button = button(theme, self.tr("Restore"), icon="undo", on_click=self._restore)
        self._arrange()
        self._choice_group.idClicked.connect(self._show_picture)
        session.rows_loaded.connect(self._on_rows)
        thumbnails.ready.connect(self._on_thumbnail)

    @property
    def product_id(self) -> int | None:
        """The product that is shown."""
        return None if self._product is None else int(self._product.id)

    def show_product(self, product: Product, *, archived: bool = False) -> None:
        """Show a product; one in the archive can only be restored."""
        is_new = self._product is None or self._product.id != product.id
        self._product, self._is_archived = product, archived
        if self._proposed is not None:
            self._proposed.show_product(product)
        self._show_words(product)
        if is_new:
            self._pictures, self._shown = (), 0
            self._show_choices()
            self._show_thumbnail()
        self._session.request_details(product.id, self._on_details)

    def _arrange(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, SPACE.s)
        for each in (
            self.edit_button, self.match_button, self.clients_button, self.restore_button, self.delete_button,
        ):  # fmt: skip
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        heading = QVBoxLayout()
        heading.setSpacing(SPACE.hair)
        heading.addWidget(self.title)
        heading.addWidget(self.sku)
        column.addLayout(heading)
        parts = (
            self.picture, self.choices, self.note, self.facts, self._proposed, self.description, buttons,
        )  # fmt: skip
        for part in parts:
            if part is not None:
                column.addWidget(part)
        column.addStretch(1)

    def _show_words(self, product: Product) -> None:
        self.title.setText(breakable(product.name))
        self.sku.setText(product.sku)
        self.sku.setToolTip(product.sku)
        self.facts.show_facts(
            [
                (self.tr("Price"), price_text(product.price, product.currency)),
                (self.tr("Stock"), stock_text(product.stock)),
                (self.tr("Category"), product.category),
                (self.tr("Brand"), product.brand),
                (self.tr("Colour"), product.colour),
                (self.tr("Size"), product.size),
                *((name.capitalize(), value) for name, value in product.attributes.items()),
            ]
        )
        self.description.setText(product.description)
        self.description.setVisible(bool(product.description))
        notes = {
            Analysis.WAITING: self.tr("Waiting for analysis. It cannot be found by photo yet."),
            Analysis.NO_PICTURE: self.tr("It has no picture, so it cannot be found by photo."),
        }
        archived = self.tr("In the archive: it is not found, and not listed in the catalog.")
        note = archived if self._is_archived else notes.get(product.analysis, "")
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.match_button.setVisible(product.picture_id is not None and not self._is_archived)
        self.restore_button.setVisible(self._is_archived)
        for each in (self.edit_button, self.clients_button, self.delete_button):
            each.setVisible(not self._is_archived)
        self.match_button.setEnabled(bool(self._pictures))
        self.picture.setAccessibleName(self.tr("Picture of %1").replace("%1", product.name))

    def _show_thumbnail(self) -> None:
        if self._product is None:
            return
        if self._product.picture_id is None:
            self.picture.set_image(QImage())
            return
        pixmap = self._thumbnails.pixmap(self._product.picture_id)
        self.picture.set_image(pixmap.toImage() if pixmap is not None else None)

    def _on_details(self, details: ProductDetails | None) -> None:
        if details is None or details.product.id != self.product_id:
            return
        before, self._pictures = self._pictures, details.pictures
        self.match_button.setEnabled(bool(self._pictures))
        if before != self._pictures:
            self._shown = 0
            self._show_choices()
            if self._pictures:
                self._show_picture(0)

    def _show_choices(self) -> None:
        for old in self._choice_group.buttons():
            self._choice_group.removeButton(old)
            self._choice_row.removeWidget(old)
            old.deleteLater()
        for number in range(len(self._pictures)):
            one = QPushButton(str(number + 1))
            one.setProperty("kind", "chip")
            one.setCheckable(True)
            one.setChecked(number == 0)
            one.setAccessibleName(self.tr("Picture %1").replace("%1", str(number + 1)))
            self._choice_group.addButton(one, number)
            self._choice_row.addWidget(one)
        self.choices.setVisible(len(self._pictures) > 1)

    @Slot(int)
    def _show_picture(self, number: int) -> None:
        self._shown = number
        picture = self._pictures[number]

        def arrived(image: QImage | None) -> None:
            still_shown = self._pictures[self._shown : self._shown + 1] == (picture,)
            if image is not None and still_shown:
                self.picture.set_image(image)

        self._session.request_picture(picture.id, _SHARP, arrived)

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        product_id = self.product_id
        if product_id in ids and product_id is not None:
            product = self._session.product(product_id)
            if product is not None and product != self._product:
                self.show_product(product, archived=self._is_archived)

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        waits = self._product is not None and self._product.picture_id == picture_id
        if waits and not self.picture.has_image:
            self._show_thumbnail()

    def _edit(self) -> None:
        if self.product_id is not None:
            self.edit_wanted.emit(self.product_id)

    def _delete(self) -> None:
        if self.product_id is not None:
            self.delete_wanted.emit(self.product_id)

    def _restore(self) -> None:
        if self.product_id is not None:
            self.restore_wanted.emit(self.product_id)

    def _ask_for_clients(self) -> None:
        if self.product_id is not None:
            self.clients_wanted.emit(self.product_id)

    def _match(self) -> None:
        if self._pictures:
            self.match_wanted.emit(self._pictures[self._shown].path)
