"""What can be done to products on the page: saving, deleting, restoring, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from visrec_desktop.core.values import Product
from visrec_desktop.ui.catalog.commands import DeleteProducts, EditProduct
from visrec_desktop.ui.undo import Steps

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.services.catalog import ProductDetails

EDITABLE = (
    "sku", "name", "category", "brand", "colour", "size", "price", "currency", "stock", "description",
)  # fmt: skip
Refused = Callable[[], None]


def same_facts(one: Product, other: Product) -> bool:
    """Whether two states of a product agree in everything a person can edit."""
    return all(getattr(one, name) == getattr(other, name) for name in EDITABLE)


def with_facts(product: Product, facts: Product) -> Product:
    """The product with another state's editable facts; pictures and analysis stay its own."""
    return replace(product, **{name: getattr(facts, name) for name in EDITABLE})


class CatalogActions(QObject):
    """Changes of products. Each goes on the undo stack once it is stored, so the stack never tells a lie.

    A step waits until the one before it is stored: two quick undos are two steps in order.

    Signals:
        saved: the `Product` as stored by an edit, an undo or a redo.
        deleted: the `DeleteProducts` command that can take it back.
        restored: how many products came back.
        changed_meanwhile: the `Product` as it is stored now; the change was not made.
        vanished: the `Product` as it was; it is gone, the change was not made.
        failed: the `KnownError` that kept a change from being stored.
    """

    saved = Signal(object)
    deleted = Signal(object)
    restored = Signal(int)
    changed_meanwhile = Signal(object)
    vanished = Signal(object)
    failed = Signal(object)

    def __init__(
        self, session: CatalogSession, undo_stack: QUndoStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.undo_stack = undo_stack
        self._steps = Steps()

    def save(self, before: Product, after: Product) -> None:
        """Store an edit, unless the product is no longer as it was when the form opened."""

        def stored(product: Product) -> None:
            self.undo_stack.push(EditProduct(self, before, product))

        self.replace_facts(before, after, stored)

    def replace_facts(
        self,
        expected: Product,
        wanted: Product,
        then: Callable[[Product], None] | None = None,
        refused: Refused | None = None,
    ) -> None:
        """Store the facts of `wanted` if those stored are still the ones of `expected`."""

        def compare(details: ProductDetails | None) -> None:
            if details is None:
                self._refuse(self.vanished.emit, expected, refused)
            elif not same_facts(details.product, expected):
                self._refuse(self.changed_meanwhile.emit, details.product, refused)
            else:
                changed = with_facts(details.product, wanted)
                self._session.save(changed, stored, lambda failure: self._not_stored(failure, refused))

        def stored(product: Product) -> None:
            if then is not None:
                then(product)
            self.saved.emit(product)
            self._steps.end()

        self._steps.begin(lambda: self._session.request_details(expected.id, compare))

    def delete(self, ids: Sequence[int]) -> None:
        """Delete products at once; the undo stack can bring them back."""
        doomed = tuple(ids)

        def done(_count: int) -> None:
            command = DeleteProducts(self, doomed)
            self.undo_stack.push(command)
            self.deleted.emit(command)
            self._steps.end()

        if doomed:
            self._steps.begin(lambda: self._session.delete(doomed, done, self._not_stored))

    def delete_again(self, ids: tuple[int, ...], refused: Refused) -> None:
        """What redo does."""
        self._steps.begin(
            lambda: self._session.delete(
                ids, lambda _count: self._steps.end(), lambda failure: self._not_stored(failure, refused)
            )
        )

    def restore(self, ids: tuple[int, ...], refused: Refused) -> None:
        """What undo does."""

        def done(count: int) -> None:
            self.restored.emit(count)
            self._steps.end()

        self._steps.begin(
            lambda: self._session.restore(ids, done, lambda failure: self._not_stored(failure, refused))
        )

    def _refuse(self, tell: Callable[[Product], object], product: Product, refused: Refused | None) -> None:
        if refused is not None:
            refused()
        tell(product)
        self._steps.end()

    def _not_stored(self, failure: Failure, refused: Refused | None = None) -> None:
        if refused is not None:
            refused()
        if failure.error is not None:
            self.failed.emit(failure.error)
        self._steps.end()
