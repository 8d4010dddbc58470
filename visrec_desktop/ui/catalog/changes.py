"""Editing and deleting from the page: the dialog, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from visrec_desktop.core.values import Product
from visrec_desktop.ui.catalog.actions import CatalogActions
from visrec_desktop.ui.catalog.commands import DeleteProducts
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.services.catalog import ProductDetails
    from visrec_desktop.ui.catalog.edit_dialog import EditDialog
    from visrec_desktop.ui.kit import Kit


class Changes(QObject):
    """Opens the edit dialog, deletes, and tells how it went."""

    def __init__(self, kit: Kit, actions: CatalogActions, host: QWidget) -> None:
        super().__init__(host)
        self._kit = kit
        self._actions = actions
        self._host = host
        self.dialog: EditDialog | None = None
        actions.deleted.connect(self._on_deleted)
        actions.restored.connect(self._on_restored)
        actions.changed_meanwhile.connect(self._on_changed_meanwhile)
        actions.vanished.connect(self._on_vanished)

    @Slot(int)
    def edit(self, product_id: int) -> None:
        """Open the edit dialog with what is stored now."""
        self._kit.context.catalog.request_details(product_id, self._open)

    @Slot(list)
    def delete(self, ids: Sequence[int]) -> None:
        """Delete at once; the notice offers to undo."""
        self._actions.delete(ids)

    def _open(self, details: ProductDetails | None) -> None:
        if details is None:
            self._kit.notices.say(self.tr("This product is no longer in the catalog."))
            return
        if self.dialog is not None:
            return
        from visrec_desktop.ui.catalog.edit_dialog import EditDialog  # not needed before the first edit

        context = self._kit.context
        dialog = EditDialog(
            self._actions, details.product, context.catalog.facets, self._kit.theme, self._host.window()
        )
        picture = details.product.picture_id
        dialog.set_picture(context.thumbnails.pixmap(picture) if picture is not None else None)
        dialog.finished.connect(self._on_closed)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None

    @Slot(object)
    def _on_deleted(self, command: DeleteProducts) -> None:
        count = len(command.ids)
        many = self.tr("%1 products deleted").replace("%1", count_text(count))
        words = self.tr("1 product deleted") if count == 1 else many

        def undo() -> None:
            if command.is_last_done:
                self._actions.undo_stack.undo()

        self._kit.notices.say(words, self.tr("Undo"), undo)

    @Slot(int)
    def _on_restored(self, count: int) -> None:
        many = self.tr("%1 products are back").replace("%1", count_text(count))
        self._kit.notices.say(self.tr("1 product is back") if count == 1 else many)

    @Slot(object)
    def _on_changed_meanwhile(self, product: Product) -> None:
        if self.dialog is None:
            words = self.tr("“%1” was changed since then, so it was left as it is.")
            self._kit.notices.say(words.replace("%1", product.name))

    @Slot(object)
    def _on_vanished(self, product: Product) -> None:
        if self.dialog is None:
            words = self.tr("“%1” is no longer in the catalog, so nothing was changed.")
            self._kit.notices.say(words.replace("%1", product.name))
