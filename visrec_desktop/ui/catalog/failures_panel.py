"""What could not be imported, with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from visrec_desktop.ui.catalog.failure_delegate import FailureDelegate
from visrec_desktop.ui.catalog.failures_model import FailureModel, FailureRole
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportFailure
    from visrec_desktop.ui.theme.theme import Theme


class FailuresPanel(QFrame):
    """A card with the list and its buttons."""

    retry_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", "card")
        self._theme = theme
        self.model = FailureModel(self)
        self.list = self._make_list()
        self.retry_button = button(theme, self.tr("Try again"), on_click=self.retry_requested.emit)
        self.folder_button = button(theme, self.tr("Show in folder"), on_click=self._show_in_folder)
        self.copy_button = button(theme, self.tr("Copy list"), on_click=self._copy)
        self.list.doubleClicked.connect(self._show_in_folder)
        self._arrange()
        theme.changed.connect(self.list.viewport().update)

    def show_failures(self, failed: Sequence[ImportFailure]) -> None:
        """Fill the list and choose its first entry."""
        self.model.set_failures(failed)
        if failed:
            self.list.setCurrentIndex(self.model.index(0))

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self.model)
        view.setItemDelegate(FailureDelegate(self._theme, view))
        view.setProperty("kind", "plain")
        view.setAccessibleName(self.tr("What was not added"))
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setLayoutMode(QListView.LayoutMode.Batched)
        view.setMouseTracking(True)
        return view

    def _arrange(self) -> None:
        title = label(self.tr("What was not added"), "heading")
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addWidget(title)
        head.addStretch(1)
        for each in (self.retry_button, self.folder_button, self.copy_button):
            head.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.l, SPACE.m, SPACE.m, SPACE.s)
        layout.setSpacing(SPACE.s)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def _current_path(self) -> Path | None:
        index: QModelIndex = self.list.currentIndex()
        return Path(str(index.data(FailureRole.PATH))) if index.isValid() else None

    @Slot()
    def _show_in_folder(self) -> None:
        path = self._current_path()
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.model.as_text())
