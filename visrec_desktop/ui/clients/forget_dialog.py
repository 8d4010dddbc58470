"""Forgetting a client: asking first, and saying afterwards what was erased and what still holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.clients.actions import ClientActions
from visrec_desktop.ui.clients.words import date_text
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.services.clients import Brief
    from visrec_desktop.services.privacy import ForgetReport
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 520


class ForgetDialog(QDialog):
    """Says what will be erased; the button works only after the tick."""

    def __init__(
        self, actions: ClientActions, brief: Brief, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Forget client"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._client_id = int(brief.client.id)
        title = self.tr("Forget “%1”?").replace("%1", brief.client.name)
        words = self.tr(
            "Name, contact, notes and dates, everything liked, refused and bought, kept photos and what was "
            "computed from them are erased from this computer. This cannot be undone. "
            "Export first if the client asked for a copy."
        )
        self.tick = QCheckBox(self.tr("I understand that this cannot be undone"))
        self.tick.toggled.connect(self._on_tick)
        self.copies_tick = QCheckBox(self.tr("Erase the client from the copies on this computer as well"))
        self.copies_tick.setToolTip(
            self.tr("Otherwise the report says which copies still hold the client, and until when.")
        )
        self.problem = label("", "small", "danger", wrap=True)
        self.problem.hide()
        self.forget_button = button(theme, self.tr("Forget"), "danger", icon="trash", on_click=self._forget)
        self.forget_button.setEnabled(False)
        self.cancel_button = button(theme, self.tr("Cancel"), on_click=self.reject)
        self.cancel_button.setDefault(True)
        self._arrange(title, words, theme)
        actions.forgotten.connect(self._on_forgotten)
        actions.failed.connect(self._on_failed)
        actions.vanished.connect(self._on_vanished)

    def _arrange(self, title: str, words: str, theme: Theme) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.forget_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        column.setSpacing(SPACE.m)
        column.addWidget(label(breakable(title), "title", wrap=True))
        column.addWidget(label(words, "body", wrap=True))
        column.addWidget(self.copies_tick)
        column.addWidget(self.tick)
        column.addWidget(self.problem)
        column.addStretch(1)
        column.addLayout(buttons)
        self.setMinimumWidth(_fitting(theme, self))

    @Slot(bool)
    def _on_tick(self, ticked: bool) -> None:
        self.forget_button.setEnabled(ticked)

    @Slot()
    def _forget(self) -> None:
        self.forget_button.setEnabled(False)
        self.tick.setEnabled(False)
        self._actions.forget(self._client_id, copies=self.copies_tick.isChecked())

    @Slot(int, object)
    def _on_forgotten(self, client_id: int, _report: object) -> None:
        if client_id == self._client_id:
            self.accept()

    @Slot(int)
    def _on_vanished(self, client_id: int) -> None:
        if client_id == self._client_id:
            self.reject()

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        self.problem.setText(explain_error(error).line)
        self.problem.show()
        self.tick.setEnabled(True)
        self.forget_button.setEnabled(self.tick.isChecked())


class ForgetReportDialog(QDialog):
    """What was erased, from where, and which copies still hold it."""

    def __init__(self, report: ForgetReport, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Client forgotten"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.erased = Facts()
        self.erased.show_facts(self._erased(report))
        self.cleaned = label(self._cleaned(report), "body", "" if report.cleaned else "warning", wrap=True)
        self.backups = label(self._backups(report), "body", "warning" if report.backups else "", wrap=True)
        ground = QWidget()
        ground.setProperty("ground", "window")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, SPACE.m, 0)
        inside.setSpacing(SPACE.m)
        inside.addWidget(label(self.tr("Erased"), "heading"))
        inside.addWidget(self.erased)
        inside.addWidget(self.cleaned)
        inside.addWidget(label(self.tr("Copies"), "heading"))
        inside.addWidget(self.backups)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        close = button(theme, self.tr("Close"), "primary", on_click=self.accept)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        column.setSpacing(SPACE.m)
        column.addWidget(label(self.tr("The client was forgotten"), "title", wrap=True))
        column.addWidget(area, 1)
        column.addLayout(buttons)
        width = _fitting(theme, self)
        self.resize(width, min(theme.px(480), self.screen().availableGeometry().height() - 64))

    def _erased(self, report: ForgetReport) -> list[tuple[str, str]]:
        names = {
            "clients": self.tr("Client"),
            "events": self.tr("Likes, refusals, purchases, views"),
            "photos": self.tr("Photos"),
            "photo_vectors": self.tr("Computed from photos"),
            "item_vectors": self.tr("Computed from products"),
            "owned": self.tr("Things owned"),
            "consents": self.tr("Agreements"),
            "merges": self.tr("Mergers"),
            "snapshots": self.tr("Notes on products"),
            "event_states": self.tr("Undone steps"),
        }
        return [
            (names.get(table, table.replace("_", " ").capitalize()), count_text(count))
            for table, count in report.erased.items()
        ]

    def _cleaned(self, report: ForgetReport) -> str:
        if report.cleaned:
            return self.tr("The freed space in the client file was overwritten as well.")
        words = self.tr(
            "The freed space in the client file could not be overwritten yet (%1). "
            "That is tried again whenever the program starts."
        )
        return words.replace("%1", report.detail or self.tr("the file is in use"))

    def _backups(self, report: ForgetReport) -> str:
        if not report.backups:
            if report.rewritten:
                words = self.tr("The client was erased from the copies as well (%1).")
                return words.replace("%1", str(len(report.rewritten)))
            return self.tr("No copy of the client file holds this client.")
        lines = [self.tr("These copies still hold the client:")]
        for holding in report.backups:
            until = (
                self.tr("goes on %1 at the latest").replace("%1", date_text(holding.expires_at))
                if holding.expires_at is not None
                else self.tr("stays until somebody deletes it")
            )
            doubt = "" if holding.certain else self.tr(" (it cannot be read, so it may)")
            lines.append(f"•  {holding.path.name}{doubt}: {until}")
        return "\n".join(lines)


def _fitting(theme: Theme, dialog: QDialog) -> int:
    return min(theme.px(_WIDTH), dialog.screen().availableGeometry().width() - 64)
