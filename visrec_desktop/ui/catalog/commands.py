"""The undo stack's commands. They are pushed after their change was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.values import Product
from visrec_desktop.ui.undo import StoredCommand

if TYPE_CHECKING:
    from visrec_desktop.ui.catalog.actions import CatalogActions


class EditProduct(StoredCommand):
    """A change of a product's facts."""

    def __init__(self, actions: CatalogActions, before: Product, after: Product) -> None:
        super().__init__(actions.undo_stack, actions.tr("Edit “%1”").replace("%1", after.name))
        self._actions = actions
        self._before, self._after = before, after

    def take_back(self) -> None:
        """Bring the old facts back."""
        self._actions.replace_facts(self._after, self._before, refused=self.not_taken_back)

    def repeat(self) -> None:
        """Store the new facts again."""
        self._actions.replace_facts(self._before, self._after, refused=self.not_repeated)


class DeleteProducts(StoredCommand):
    """A deletion; the products stay in the catalog file, hidden, until it is tidied up."""

    def __init__(self, actions: CatalogActions, ids: tuple[int, ...]) -> None:
        many = actions.tr("Delete %1 products").replace("%1", str(len(ids)))
        super().__init__(actions.undo_stack, actions.tr("Delete 1 product") if len(ids) == 1 else many)
        self._actions = actions
        self.ids = ids

    def take_back(self) -> None:
        """Bring the products back."""
        self._actions.restore(self.ids, self.not_taken_back)

    def repeat(self) -> None:
        """Delete them again."""
        self._actions.delete_again(self.ids, self.not_repeated)
