"""What can be done to products on the page. Every change goes on the undo stack once it is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from visrec_desktop.core.values import Product

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.services.catalog import ProductDetails

EDITABLE = (
    "sku", "name", "category", "brand", "colour", "size", "price", "currency", "stock", "description",
)  # fmt: skip


def same_facts(one: Product, other: Product) -> bool:
    """Whether two states of a product agree in everything a person can edit."""
    return all(getattr(one, name) == getattr(other, name) for name in EDITABLE)


def with_facts(product: Product, facts: Product) -> Product:
    """The product with another state's editable facts; pictures and analysis stay its own."""
    return replace(product, **{name: getattr(facts, name) for name in EDITABLE})


class CatalogActions(QObject):
    """Saving, deleting and restoring products through the session.

    `changed_meanwhile` and `vanished` say that a save, an undo or a redo was not done because the
    stored product is no longer what the person saw. `deleted` carries the command that can undo it.
    """

    saved = Signal(object)  # Product
    deleted = Signal(object)  # DeleteProducts
    restored = Signal(int)
    changed_meanwhile = Signal(object)  # Product as it is stored now
    vanished = Signal(object)  # Product as it was

    def __init__(
        self, session: CatalogSession, undo_stack: QUndoStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.undo_stack = undo_stack

    def save(self, before: Product, after: Product) -> None:
        """Store an edit, unless the product is no longer as it was when the form opened."""
        if same_facts(before, after):
            self.saved.emit(before)
            return

        def stored(product: Product) -> None:
            self.undo_stack.push(EditProduct(self, before, product))
            self.saved.emit(product)

        self.replace_facts(before, after, stored)

    def replace_facts(self, expected: Product, wanted: Product, then: Callable[[Product], None]) -> None:
        """Store `wanted` if the stored product still has the facts of `expected`."""

        def compare(details: ProductDetails | None) -> None:
            if details is None:
                self.vanished.emit(expected)
            elif same_facts(details.product, expected):
                self._session.save(with_facts(details.product, wanted), then)
            else:
                self.changed_meanwhile.emit(details.product)

        self._session.request_details(expected.id, compare)

    def delete(self, ids: Sequence[int]) -> None:
        """Delete products at once; the undo stack can bring them back."""
        if not (doomed := tuple(ids)):
            return

        def done(_count: int) -> None:
            command = DeleteProducts(self, doomed)
            self.undo_stack.push(command)
            self.deleted.emit(command)

        self._session.delete(doomed, done)

    def delete_again(self, ids: tuple[int, ...]) -> None:
        """What redo does."""
        self._session.delete(ids, lambda _count: None)

    def restore(self, ids: tuple[int, ...]) -> None:
        """What undo does."""
        self._session.restore(ids, self.restored.emit)


class _StoredCommand(QUndoCommand):
    """A command that is pushed after its change was stored, so that the first redo has nothing to do."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._stored = True

    def redo(self) -> None:
        """Do it again after an undo."""
        if self._stored:
            self._stored = False
        else:
            self.repeat()

    def repeat(self) -> None:
        raise NotImplementedError


class EditProduct(_StoredCommand):
    """A change of a product's facts."""

    def __init__(self, actions: CatalogActions, before: Product, after: Product) -> None:
        super().__init__(actions.tr("Edit “%1”").replace("%1", after.name))
        self._actions, self._before, self._after = actions, before, after

    def undo(self) -> None:
        """Bring the old facts back."""
        self._actions.replace_facts(self._after, self._before, self._actions.saved.emit)

    def repeat(self) -> None:
        """Store the new facts again."""
        self._actions.replace_facts(self._before, self._after, self._actions.saved.emit)


class DeleteProducts(_StoredCommand):
    """A deletion; the products stay in the catalog file, hidden, until it is tidied up."""

    def __init__(self, actions: CatalogActions, ids: tuple[int, ...]) -> None:
        many = actions.tr("Delete %1 products").replace("%1", str(len(ids)))
        super().__init__(actions.tr("Delete 1 product") if len(ids) == 1 else many)
        self._actions, self.ids = actions, ids

    def undo(self) -> None:
        """Bring the products back."""
        self._actions.restore(self.ids)

    def repeat(self) -> None:
        """Delete them again."""
        self._actions.delete_again(self.ids)
