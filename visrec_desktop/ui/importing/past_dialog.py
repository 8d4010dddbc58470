"""The imports of the last days, each of which can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.importing.counting import counted
from visrec_desktop.ui.importing.past_delegate import PastDelegate
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.numbers import reading_locale

if TYPE_CHECKING:
    from visrec_desktop.bridge.importer import ImportSession
    from visrec_desktop.services.importing import PastImport
    from visrec_desktop.ui.importing.undoing import ImportActions
    from visrec_desktop.ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_WIDTH = 560
_HEIGHT = 420
_MICROSECONDS = 1000


class PastRole(IntEnum):
    """Roles beyond Qt's own; `DisplayRole` is the title."""

    WORDS = Qt.ItemDataRole.UserRole + 1


class PastModel(QAbstractListModel):
    """Imports, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._past: tuple[PastImport, ...] = ()

    def set_past(self, past: Sequence[PastImport]) -> None:
        """Show these."""
        self.beginResetModel()
        self._past = tuple(past)
        self.endResetModel()

    def past(self, row: int) -> PastImport | None:
        """The import of a row."""
        return self._past[row] if 0 <= row < len(self._past) else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._past)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Title and words."""
        past = self.past(index.row()) if index.isValid() else None
        if past is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return past.title
        if role == PastRole.WORDS:
            return self._words(past)
        return f"{past.title}, {self._words(past)}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _words(self, past: PastImport) -> str:
        when = QDateTime.fromMSecsSinceEpoch(past.started_at // _MICROSECONDS)
        counts = [
            counted(past.added, self.tr("1 added"), self.tr("%1 added")) if past.added else "",
            counted(past.updated, self.tr("1 updated"), self.tr("%1 updated")) if past.updated else "",
            counted(past.left, self.tr("1 left to do"), self.tr("%1 left to do")) if past.left else "",
        ]
        states = {
            "undone": self.tr("taken back"),
            "stopped": self.tr("stopped"),
            "running": self.tr("interrupted"),
        }
        parts = [reading_locale().toString(when, QLocale.FormatType.ShortFormat), *counts]
        return " · ".join(part for part in (*parts, states.get(past.state, "")) if part)


class PastDialog(QDialog):
    """Lists the imports that are kept, and takes the chosen one back."""

    def __init__(
        self, importer: ImportSession, actions: ImportActions, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Past imports"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._importer = importer
        self._actions = actions
        self.model = PastModel(self)
        self.view = self._make_view(theme)
        self.empty = label(self.tr("Nothing was imported in the last 7 days."), "body", "muted", wrap=True)
        self.message = label("", "body", wrap=True)
        self.message.hide()
        self.undo_button = button(theme, self.tr("Undo this import"), icon="undo", on_click=self._undo)
        self.resume_button = button(theme, self.tr("Go on"), on_click=self._resume)
        self.close_button = button(theme, self.tr("Close"), on_click=self.reject)
        self._arrange(theme)
        self.model.modelReset.connect(self._show_buttons)
        self.view.selectionModel().currentChanged.connect(self._show_buttons)
        actions.undone.connect(self._on_undone)
        actions.redone.connect(self._load)
        actions.failed.connect(self._on_failed)
        self._show_buttons()
        self._load()

    def _make_view(self, theme: Theme) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(PastDelegate(theme, view))
        view.setAccessibleName(self.tr("Imports of the last 7 days"))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        return view

    def _arrange(self, theme: Theme) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addWidget(self.undo_button)
        buttons.addWidget(self.resume_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(label(self.tr("Past imports"), "title"))
        column.addWidget(self.message)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))

    @Slot()
    def _load(self) -> None:
        self._importer.request_past(self._on_past)

    def _on_past(self, past: Sequence[PastImport]) -> None:
        row = max(0, self.view.currentIndex().row())
        self.model.set_past(past)
        self.view.setCurrentIndex(self.model.index(min(row, len(past) - 1)))

    @property
    def chosen(self) -> PastImport | None:
        """The import at the keyboard's place."""
        return self.model.past(self.view.currentIndex().row())

    @Slot()
    def _show_buttons(self) -> None:
        chosen = self.chosen
        is_idle = not self._importer.running
        unfinished = chosen is not None and chosen.state in {"running", "stopped"} and chosen.left > 0
        self.undo_button.setEnabled(chosen is not None and chosen.state != "undone" and is_idle)
        self.resume_button.setVisible(unfinished and is_idle)
        self.empty.setVisible(self.model.rowCount() == 0)
        self.view.setVisible(self.model.rowCount() > 0)

    @Slot()
    def _undo(self) -> None:
        if self.chosen is not None:
            self.undo_button.setEnabled(False)
            self._actions.undo(self.chosen.id)

    @Slot()
    def _resume(self) -> None:
        if self.chosen is not None:
            self._importer.resume_import(self.chosen.id)
            self.accept()

    @Slot(int, int)
    def _on_undone(self, _import_id: int, kept: int) -> None:
        self._say(self._actions.undone_words(kept))
        self._load()

    @Slot(object)
    def _on_failed(self, error: KnownError | None) -> None:
        self._say(explain_error(error).line if error is not None else self.tr("It could not be taken back."))
        self._load()

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.show()
