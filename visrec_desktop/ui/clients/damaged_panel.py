"""What the page shows when the client file cannot be read: why, and the copies that can take its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.ui.clients.words import moment_text
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.services.profiles_backup import Backup
    from visrec_desktop.ui.theme.theme import Theme

_MEGA = 1024 * 1024
_WIDTH = 620


class DamagedPanel(QScrollArea):
    """The error in words, then a line for each copy with a button that restores it."""

    restore_wanted = Signal(object)  # Backup
    again_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.title = label("", "title", wrap=True)
        self.why = label("", "body", wrap=True)
        self.next_step = label("", "body", "muted", wrap=True)
        self.copies = QVBoxLayout()
        self.copies.setSpacing(SPACE.s)
        self.no_copy = label(
            self.tr("There is no copy yet. One is made each day on which clients are changed."),
            "body",
            "muted",
            wrap=True,
        )
        self._copies_title = label(self.tr("Copies of the client file"), "heading")
        self.again_button = button(
            theme, self.tr("Try again"), icon="refresh", on_click=self.again_wanted.emit
        )
        self._arrange()

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("ground", "window")
        box = QFrame()
        box.setProperty("panel", "warning")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        inside.setSpacing(SPACE.xs)
        for each in (self.title, self.why, self.next_step):
            inside.addWidget(each)
        middle = QWidget()
        middle.setMaximumWidth(self._theme.px(_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addWidget(box)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE.s)
        column.addWidget(self._copies_title)
        column.addWidget(self.no_copy)
        column.addLayout(self.copies)
        column.addStretch(1)
        row = QHBoxLayout(ground)
        row.setContentsMargins(SPACE.xl, SPACE.huge, SPACE.xl, SPACE.xl)
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)
        self.setWidget(ground)

    def show_error(self, error: KnownError) -> None:
        """Say what is wrong. Copies are only offered where the file itself is damaged."""
        words = explain_error(error)
        self.title.setText(breakable(words.what))
        self.why.setText(words.why)
        self.next_step.setText(words.next_step)
        damaged = error.code is ErrorCode.PROFILES_DAMAGED
        for part in (self._copies_title, self.no_copy):
            part.setVisible(damaged)
        self.show_backups(())

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """Offer these copies, the newest first."""
        while (item := self.copies.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for backup in backups:
            self.copies.addWidget(self._line(backup))
        self.no_copy.setVisible(not backups and not self._copies_title.isHidden())

    def _line(self, backup: Backup) -> QWidget:
        made = QFrame()
        made.setProperty("panel", "card")
        day = moment_text(backup.at)
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addWidget(label(day, "strong", wrap=True))
        words.addWidget(label(self._about(backup), "small", "muted", wrap=True))
        restore = button(
            self._theme,
            self.tr("Restore"),
            name=self.tr("Restore the copy of %1").replace("%1", day),
            on_click=lambda: self.restore_wanted.emit(backup),
        )
        restore.setEnabled(backup.clients is not None)
        row = QHBoxLayout(made)
        row.setContentsMargins(SPACE.l, SPACE.s, SPACE.m, SPACE.s)
        row.setSpacing(SPACE.m)
        row.addLayout(words, 1)
        row.addWidget(restore)
        return made

    def _about(self, backup: Backup) -> str:
        size = f"{backup.size_bytes / _MEGA:,.1f} MB"
        if backup.clients is None:
            return self.tr("This copy cannot be read either (%1).").replace("%1", size)
        count = (
            self.tr("1 client")
            if backup.clients == 1
            else self.tr("%1 clients").replace("%1", count_text(backup.clients))
        )
        return f"{count}  ·  {size}"
