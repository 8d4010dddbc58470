"""What can be done on the health page, one after the other, each with its way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from visrec_desktop.ui.health.commands import (
    AcceptValues,
    ArchiveProducts,
    HealthCommand,
    KeepBoth,
    MergeProducts,
    MoveFiles,
    RefuseValues,
    counted,
)
from visrec_desktop.ui.health.comparison import told_apart
from visrec_desktop.ui.health.words import tr
from visrec_desktop.ui.undo import Steps

if TYPE_CHECKING:
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.core.values import Product
    from visrec_desktop.data.duplicates import MergeRecord
    from visrec_desktop.data.proposals import Accepted
    from visrec_desktop.services.moved import MovedReport

Key = tuple[int, str]
Refused = Callable[[], None]


class HealthActions(QObject):
    """Each change goes on the undo stack once it is stored, so the stack never tells a lie.

    Signals:
        done: what was done in words, and the command that can take it back.
        taken_back: a command whose undo has begun.
        said: what else there is to tell.
    """

    done = Signal(str, object)
    taken_back = Signal(object)
    said = Signal(str)

    def __init__(self, session: HealthSession, undo_stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.undo_stack = undo_stack
        self._steps = Steps()

    def accept(self, keys: Sequence[Key]) -> None:
        """Make proposed values the products' own."""

        def stored(changes: Sequence[Accepted]) -> None:
            if changes:
                words = counted("1 value accepted", "%1 values accepted", len(changes))
                self._push(AcceptValues(self, keys, changes), words)
            self._steps.end()

        if keys:
            self._steps.begin(lambda: self._session.accept(keys, stored, self._failing()))

    def accept_again(
        self, keys: Sequence[Key], then: Callable[[Sequence[Accepted]], None], failed: Refused
    ) -> None:
        """What redo does."""

        def stored(changes: Sequence[Accepted]) -> None:
            then(changes)
            self._steps.end()

        self._steps.begin(lambda: self._session.accept(keys, stored, self._failing(failed)))

    def take_back_values(self, changes: Sequence[Accepted], failed: Refused) -> None:
        """What undo does. What was changed since stays."""

        def stored(keys: Sequence[Key]) -> None:
            left = len(changes) - len(keys)
            if left:
                self.said.emit(
                    counted(
                        "1 product was changed since then and was left as it is",
                        "%1 products were changed since then and were left as they are",
                        left,
                    )
                )
            self._steps.end()

        self._steps.begin(lambda: self._session.take_back(changes, stored, self._failing(failed)))

    def refuse(self, keys: Sequence[Key]) -> None:
        """Propose values no more."""

        def stored(count: int) -> None:
            if count:
                words = counted("1 proposal refused", "%1 proposals refused", count)
                self._push(RefuseValues(self, keys), words)
            self._steps.end()

        if keys:
            self._steps.begin(lambda: self._session.refuse(keys, True, stored, self._failing()))

    def refuse_again(self, keys: Sequence[Key], *, refused: bool, failed: Refused) -> None:
        """What undo and redo do."""
        self._steps.begin(lambda: self._session.refuse(keys, refused, self._ending, self._failing(failed)))

    def merge(self, keep: Product, gone: Product) -> None:
        """Make one product of two."""

        def stored(record: MergeRecord) -> None:
            kept_name, gone_name = told_apart(keep, gone)
            words = tr("Merged into “%1”; “%2” is in the archive").replace("%1", kept_name)
            self._push(MergeProducts(self, keep.name, record), words.replace("%2", gone_name))
            self._steps.end()

        self._steps.begin(lambda: self._session.merge(keep.id, gone.id, stored, self._failing()))

    def merge_again(
        self, pair: tuple[int, int], then: Callable[[MergeRecord], None], failed: Refused
    ) -> None:
        """What redo does."""

        def stored(record: MergeRecord) -> None:
            then(record)
            self._steps.end()

        self._steps.begin(lambda: self._session.merge(*pair, stored, self._failing(failed)))

    def part(self, record: MergeRecord, failed: Refused) -> None:
        """What undo does."""
        self._steps.begin(lambda: self._session.part(record, self._ending, self._failing(failed)))

    def keep_both(self, pair: tuple[int, int]) -> None:
        """Remember that two products are two."""

        def stored(_: object) -> None:
            self._push(KeepBoth(self, pair), tr("Both are kept and will not be asked about again"))
            self._steps.end()

        self._steps.begin(lambda: self._session.keep_apart((pair,), True, stored, self._failing()))

    def keep_apart_again(self, pair: tuple[int, int], *, apart: bool, failed: Refused) -> None:
        """What undo and redo do."""
        self._steps.begin(
            lambda: self._session.keep_apart((pair,), apart, self._ending, self._failing(failed))
        )

    def archive(self, ids: Sequence[int], *, archived: bool) -> None:
        """Put products into the archive, or take them out."""

        def stored(count: int) -> None:
            if count:
                into = counted("1 product put into the archive", "%1 products put into the archive", count)
                out = counted(
                    "1 product is back in the catalog", "%1 products are back in the catalog", count
                )
                self._push(ArchiveProducts(self, ids, archived=archived), into if archived else out)
            self._steps.end()

        if ids:
            self._steps.begin(lambda: self._session.archive(ids, archived, stored, self._failing()))

    def archive_again(self, ids: Sequence[int], *, archived: bool, failed: Refused) -> None:
        """What undo and redo do."""
        self._steps.begin(lambda: self._session.archive(ids, archived, self._ending, self._failing(failed)))

    def use_moved(self, report: MovedReport) -> None:
        """Take over the places where files were found."""

        def stored(count: int) -> None:
            words = counted("1 file is known again", "%1 files are known again", count)
            self._push(MoveFiles(self, report, count), words)
            self._steps.end()

        self._steps.begin(lambda: self._session.use_moved(report, False, stored, self._failing()))

    def use_moved_again(self, report: MovedReport, *, undo: bool, failed: Refused) -> None:
        """What undo and redo do."""
        self._steps.begin(lambda: self._session.use_moved(report, undo, self._ending, self._failing(failed)))

    def _push(self, command: HealthCommand, words: str) -> None:
        self.undo_stack.push(command)
        self.done.emit(words, command)

    def _ending(self, _: object) -> None:
        self._steps.end()

    def _failing(self, refused: Refused | None = None) -> Callable[[Failure], None]:
        """The session tells what went wrong; here the stack is put right, and the next step begins."""

        def fail(_: Failure) -> None:
            if refused is not None:
                refused()
            self._steps.end()

        return fail
