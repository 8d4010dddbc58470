"""What is said after a change, on whichever page it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.health.commands import HealthCommand

if TYPE_CHECKING:
    from visrec_desktop.ui.health.actions import HealthActions
    from visrec_desktop.ui.kit import Kit


class Telling(QObject):
    """Puts what was done into the bar at the bottom of the window, with Undo."""

    def __init__(self, kit: Kit, actions: HealthActions, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._actions = actions
        self._told: tuple[str, HealthCommand] | None = None
        actions.taken_back.connect(self._on_taken_back)
        actions.done.connect(self._on_done)
        actions.said.connect(kit.notices.say)
        kit.context.health.failed.connect(self._on_failed)

    @Slot(str, object)
    def _on_done(self, words: str, command: HealthCommand) -> None:
        def undo() -> None:
            if command.is_last_done:
                self._actions.undo_stack.undo()

        self._told = words, command
        self._kit.notices.say(words, self.tr("Undo"), undo)

    @Slot(object)
    def _on_taken_back(self, command: HealthCommand) -> None:
        """What was taken back is no longer said to be done."""
        if self._told is not None and self._told[1] is command and self._kit.notices.text == self._told[0]:
            self._kit.notices.dismiss()

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        self._kit.notices.say(explain_error(error).line, keep=True)
