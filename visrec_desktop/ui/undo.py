"""What every page's undo is made of: commands that are pushed once stored, and steps that wait in line."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtGui import QUndoCommand, QUndoStack


class StoredCommand(QUndoCommand):
    """A command whose first redo, made by the push, has nothing left to do: the change is stored already."""

    def __init__(self, stack: QUndoStack, text: str) -> None:
        super().__init__(text)
        self._stack = stack
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
        """What undo does."""
        raise NotImplementedError

    def repeat(self) -> None:
        """What redo does."""
        raise NotImplementedError

    def not_taken_back(self) -> None:
        """The undo could not be stored: the stack must not say that it was done."""
        if self._stack.command(self._stack.index()) is self:
            self._has_nothing_to_do = True
            self._stack.redo()

    def not_repeated(self) -> None:
        """The redo could not be stored."""
        if self.is_last_done:
            self._has_nothing_to_do = True
            self._stack.undo()

    @property
    def is_last_done(self) -> bool:
        """Whether an undo would take back this command."""
        place = self._stack.index()
        return place > 0 and self._stack.command(place - 1) is self

    def _skip(self) -> bool:
        skip, self._has_nothing_to_do = self._has_nothing_to_do, False
        return skip


class Steps:
    """Changes one after the other: each begins when the one before it says that it has ended."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self._is_busy = False

    def begin(self, step: Callable[[], object]) -> None:
        """Let a step wait for its turn; it must call `end`, now or later."""
        self._waiting.append(step)
        if not self._is_busy:
            self._next()

    def end(self) -> None:
        """The step that runs has ended."""
        self._is_busy = False
        self._next()

    def _next(self) -> None:
        if self._waiting:
            self._is_busy = True
            self._waiting.popleft()()
