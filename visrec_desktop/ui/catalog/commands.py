"""The undo stack's commands. They are pushed after their change was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from visrec_desktop.core.values import Product

if TYPE_CHECKING:
    from visrec_desktop.ui.catalog.actions import CatalogActions


class _StoredCommand(QUndoCommand):
    """A command whose first redo, made by the push, has nothing left to do."""

    def __init__(self, actions: CatalogActions, text: str) -> None:
        super().__init__(text)
        self._actions = actions
        self._has_nothing_to_do = True

    def undo(self) -> None:
        """Take the change back."""
        if not self._skip():
            self.take_back()

    def redo(self) -> None:
        """Make the change again after an undo."""
        if not self._skip():
            self.repeat()

    def take_back(self) -> None:
        raise NotImplementedError

    def repeat(self) -> None:
        raise NotImplementedError

    def not_taken_back(self) -> None:
        """The undo could not be stored: the stack must not say that it was done."""
        stack = self._actions.undo_stack
        if stack.command(stack.index()) is self:
            self._has_nothing_to_do = True
            stack.redo()

    def not_repeated(self) -> None:
        """The redo could not be stored."""
        stack = self._actions.undo_stack
        if stack.index() > 0 and stack.command(stack.index() - 1) is self:
            self._has_nothing_to_do = True
            stack.undo()

    def _skip(self) -> bool:
        skip, self._has_nothing_to_do = self._has_nothing_to_do, False
        return skip


class EditProduct(_StoredCommand):
    """A change of a product's facts."""

    def __init__(self, actions: CatalogActions, before: Product, after: Product) -> None:
        super().__init__(actions, actions.tr("Edit “%1”").replace("%1", after.name))
        self._before, self._after = before, after

    def take_back(self) -> None:
        """Bring the old facts back."""
        self._actions.replace_facts(self._after, self._before, refused=self.not_taken_back)

    def repeat(self) -> None:
        """Store the new facts again."""
        self._actions.replace_facts(self._before, self._after, refused=self.not_repeated)


class DeleteProducts(_StoredCommand):
    """A deletion; the products stay in the catalog file, hidden, until it is tidied up."""

    def __init__(self, actions: CatalogActions, ids: tuple[int, ...]) -> None:
        many = actions.tr("Delete %1 products").replace("%1", str(len(ids)))
        super().__init__(actions, actions.tr("Delete 1 product") if len(ids) == 1 else many)
        self.ids = ids

    def take_back(self) -> None:
        """Bring the products back."""
        self._actions.restore(self.ids, self.not_taken_back)

    def repeat(self) -> None:
        """Delete them again."""
        self._actions.delete_again(self.ids, self.not_repeated)
