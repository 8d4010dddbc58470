"""The undo stack's commands of the health page. They are pushed after their change was stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from visrec_desktop.ui.health.words import tr
from visrec_desktop.ui.undo import StoredCommand
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.data.duplicates import MergeRecord
    from visrec_desktop.data.proposals import Accepted
    from visrec_desktop.services.moved import MovedReport
    from visrec_desktop.ui.health.actions import HealthActions

Key = tuple[int, str]


def counted(one: str, many: str, count: int) -> str:
    """The sentence for a number of things; `%1` in `many` is the number."""
    return tr(one) if count == 1 else tr(many).replace("%1", count_text(count))


class HealthCommand(StoredCommand):
    """A change that was made on the page."""

    def __init__(self, actions: HealthActions, text: str) -> None:
        super().__init__(actions.undo_stack, text)
        self._actions = actions

    def undo(self) -> None:
        """Take the change back, and say so."""
        super().undo()
        self._actions.taken_back.emit(self)


class AcceptValues(HealthCommand):
    """Proposed values became the products' own."""

    def __init__(self, actions: HealthActions, keys: Sequence[Key], changes: Sequence[Accepted]) -> None:
        text = counted("Accept 1 proposed value", "Accept %1 proposed values", len(changes))
        super().__init__(actions, text)
        self._keys, self._changes = tuple(keys), tuple(changes)

    def take_back(self) -> None:
        """Proposals again."""
        self._actions.take_back_values(self._changes, self.not_taken_back)

    def repeat(self) -> None:
        """Accept them again."""
        self._actions.accept_again(self._keys, self._keep, self.not_repeated)

    def _keep(self, changes: Sequence[Accepted]) -> None:
        self._changes = tuple(changes)


class RefuseValues(HealthCommand):
    """Values that are not proposed again."""

    def __init__(self, actions: HealthActions, keys: Sequence[Key]) -> None:
        super().__init__(actions, counted("Refuse 1 proposed value", "Refuse %1 proposed values", len(keys)))
        self._keys = tuple(keys)

    def take_back(self) -> None:
        """Propose them again."""
        self._actions.refuse_again(self._keys, refused=False, failed=self.not_taken_back)

    def repeat(self) -> None:
        """Refuse them again."""
        self._actions.refuse_again(self._keys, refused=True, failed=self.not_repeated)


class MergeProducts(HealthCommand):
    """Two products made one. `record` is what the store needs to part them."""

    def __init__(self, actions: HealthActions, name: str, record: MergeRecord) -> None:
        super().__init__(actions, tr("Merge into “%1”").replace("%1", name))
        self._record = record

    def take_back(self) -> None:
        """Two again."""
        self._actions.part(self._record, self.not_taken_back)

    def repeat(self) -> None:
        """One again; the store gives a new record."""
        pair = self._record.keep, self._record.gone
        self._actions.merge_again(pair, self._keep, self.not_repeated)

    def _keep(self, record: MergeRecord) -> None:
        self._record = record


class KeepBoth(HealthCommand):
    """Two products that only look the same."""

    def __init__(self, actions: HealthActions, pair: tuple[int, int]) -> None:
        super().__init__(actions, tr("Keep both products"))
        self._pair = pair

    def take_back(self) -> None:
        """Ask about them again."""
        self._actions.keep_apart_again(self._pair, apart=False, failed=self.not_taken_back)

    def repeat(self) -> None:
        """Two again."""
        self._actions.keep_apart_again(self._pair, apart=True, failed=self.not_repeated)


class ArchiveProducts(HealthCommand):
    """Products put into the archive, or taken out of it."""

    def __init__(self, actions: HealthActions, ids: Sequence[int], *, archived: bool) -> None:
        into = counted("Archive 1 product", "Archive %1 products", len(ids))
        out = counted("Restore 1 product", "Restore %1 products", len(ids))
        super().__init__(actions, into if archived else out)
        self._ids, self._archived = tuple(ids), archived

    def take_back(self) -> None:
        """The other way."""
        self._actions.archive_again(self._ids, archived=not self._archived, failed=self.not_taken_back)

    def repeat(self) -> None:
        """The same way again."""
        self._actions.archive_again(self._ids, archived=self._archived, failed=self.not_repeated)


class MoveFiles(HealthCommand):
    """Picture files that are known at their new places."""

    def __init__(self, actions: HealthActions, report: MovedReport, count: int) -> None:
        super().__init__(actions, counted("Take over 1 found file", "Take over %1 found files", count))
        self._report = report

    def take_back(self) -> None:
        """The old places again."""
        self._actions.use_moved_again(self._report, undo=True, failed=self.not_taken_back)

    def repeat(self) -> None:
        """The new places again."""
        self._actions.use_moved_again(self._report, undo=False, failed=self.not_repeated)
