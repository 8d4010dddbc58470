"""Commands that are pushed once stored, and steps that wait in line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoStack

from visrec_desktop.ui.undo import Steps, StoredCommand


class Noted(StoredCommand):
    def __init__(self, stack: QUndoStack, log: list[str]) -> None:
        super().__init__(stack, "Noted")
        self._log = log

    def take_back(self) -> None:
        self._log.append("back")

    def repeat(self) -> None:
        self._log.append("again")


def test_the_push_does_nothing_undo_and_redo_do(qapp: object) -> None:
    stack, log = QUndoStack(), list[str]()
    command = Noted(stack, log)
    stack.push(command)
    assert log == []
    assert command.is_last_done
    stack.undo()
    assert not command.is_last_done
    stack.redo()
    assert log == ["back", "again"]


def test_what_was_refused_afterwards_is_not_said_to_be_done(qapp: object) -> None:
    stack, log = QUndoStack(), list[str]()
    command = Noted(stack, log)
    stack.push(command)
    stack.undo()
    command.not_taken_back()
    assert command.is_last_done
    stack.undo()
    stack.redo()
    command.not_repeated()
    assert not command.is_last_done
    assert log == ["back", "back", "again"]


def test_a_refusal_that_comes_late_leaves_others_alone(qapp: object) -> None:
    stack, log = QUndoStack(), list[str]()
    first, second = Noted(stack, log), Noted(stack, log)
    stack.push(first)
    stack.push(second)
    first.not_repeated()
    assert second.is_last_done
    assert stack.index() == 2


def test_steps_wait_for_one_another() -> None:
    steps, begun = Steps(), list[str]()

    def step(name: str) -> Callable[[], None]:
        return lambda: begun.append(name)

    for name in ("one", "two", "three"):
        steps.begin(step(name))
    assert begun == ["one"]
    steps.end()
    assert begun == ["one", "two"]
    steps.end()
    steps.end()
    steps.begin(step("four"))
    assert begun == ["one", "two", "three", "four"]
