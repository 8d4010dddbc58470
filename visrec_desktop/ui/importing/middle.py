"""The right side of the wizard: the products of a part, or what cannot be used, with what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from visrec_desktop.bridge.planning import Part
from visrec_desktop.ui.catalog.failure_delegate import FailureDelegate
from visrec_desktop.ui.catalog.failures_model import FailureModel
from visrec_desktop.ui.importing.rows_model import PlanRowsModel
from visrec_desktop.ui.importing.rows_view import PlanRowsView
from visrec_desktop.ui.importing.waiting import Waiting
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from pathlib import Path

    from visrec_desktop.services.importing import ImportPlan
    from visrec_desktop.ui.kit import Kit
    from visrec_desktop.ui.theme.theme import Theme


class PlanMiddle(QWidget):
    """The list of what is looked at, and a line of buttons above it.

    Signals:
        details_wanted: the row that someone wants to know all about.
        belongs_wanted: paths of pictures that belong to another product.
        again_wanted: planning is to be tried again.
    """

    details_wanted = Signal(int)
    belongs_wanted = Signal(object)
    again_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        theme = kit.theme
        self._theme = theme
        self.model = PlanRowsModel(kit.context.planning, kit.context.thumbnails, self)
        self.view = PlanRowsView(self.model, theme, self.tr("Products of this import"))
        self.failures = FailureModel(self)
        self.failures_view = self._make_failures(theme)
        self.empty = EmptyState(theme, "import", "", "")
        self.waiting = Waiting(theme)
        self.hint = ElidedLabel("", "small", "muted")
        self.details_button = button(theme, self.tr("Details"), icon="info", on_click=self._on_details)
        self.belongs_button = button(theme, self.tr("Belongs to…"), icon="tag", on_click=self._on_belongs)
        self.all_button = button(theme, self.tr("Leave these out"), on_click=self._on_all)
        self._faces = QStackedWidget()
        for face in (self.waiting, self.view, self.failures_view, self.empty):
            self._faces.addWidget(face)
        self._arrange()
        self.view.opened.connect(self.details_wanted)
        self.view.selectionModel().selectionChanged.connect(self._show_buttons)
        self.model.modelReset.connect(self._show_buttons)
        self.model.ticks_changed.connect(self._show_buttons)

    @property
    def anchor(self) -> QWidget:
        """Where panels open."""
        return self.details_button

    def _make_failures(self, theme: Theme) -> QListView:
        view = QListView(self)
        view.setModel(self.failures)
        view.setItemDelegate(FailureDelegate(theme, view))
        view.setAccessibleName(self.tr("What cannot be used"))
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setLayoutMode(QListView.LayoutMode.Batched)
        view.setMouseTracking(True)
        return view

    def _arrange(self) -> None:
        self.bar = QFrame()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.hint, 1)
        for each in (self.belongs_button, self.details_button, self.all_button):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self.bar)
        column.addWidget(self._faces, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_waiting(self, text: str) -> None:
        """Nothing is known yet."""
        self.bar.hide()
        self.waiting.start(text)
        self._faces.setCurrentWidget(self.waiting)

    def show_problem(self, words: str) -> None:
        """There is no plan, and why."""
        self.bar.hide()
        self.empty.set_texts(self.tr("This cannot be imported"), words, "warning", "warning")
        self.empty.set_actions(
            [button(self._theme, self.tr("Try again"), icon="refresh", on_click=self.again_wanted.emit)]
        )
        self._faces.setCurrentWidget(self.empty)

    def show_plan(self, plan: ImportPlan, part: Part) -> None:
        """Show a part of a plan."""
        self.view.show_plan(plan, Part.ALL if part is Part.FAILED else part)
        if plan.failures != self.failures.failures:
            self.failures.set_failures(plan.failures)
        if not plan.items and not plan.failures:
            self._show_nothing()
            return
        is_failed = part is Part.FAILED or not plan.items
        self._faces.setCurrentWidget(self.failures_view if is_failed else self.view)
        self.bar.setVisible(not is_failed)
        self.hint.setText(self._hint_of(part))
        self._show_buttons()

    def _show_nothing(self) -> None:
        self.bar.hide()
        words = self.tr("There are no pictures and no sheet of products among what you added.")
        self.empty.set_texts(self.tr("Nothing to import"), words, "import", "text_muted")
        self.empty.set_actions([])
        self._faces.setCurrentWidget(self.empty)

    def _hint_of(self, part: Part) -> str:
        return {
            Part.LOOSE: self.tr("No row of the sheet names them: they become products of their own."),
            Part.DOUBTFUL: self.tr("Look whether these values are meant so."),
            Part.UNCHANGED: self.tr("They are in the catalog as they are here."),
        }.get(part, self.tr("Untick what is not to be imported."))

    @property
    def rows(self) -> list[int]:
        """The selected rows in order."""
        return sorted(index.row() for index in self.view.selectionModel().selectedRows())

    def _loose_pictures(self) -> list[Path]:
        """The pictures of the selected rows, where all of them are pictures alone."""
        items = [self.model.item(row) for row in self.rows]
        if any(item.from_sheet for item in items):
            return []
        return [path for item in items for path in item.pictures]

    @Slot()
    def _show_buttons(self) -> None:
        rows = self.rows
        self.details_button.setEnabled(len(rows) == 1)
        is_loose = self.model.part is Part.LOOSE
        self.belongs_button.setVisible(is_loose)
        self.belongs_button.setEnabled(is_loose and bool(rows))
        all_wanted = self.model.all_wanted
        some = self.model.part is not Part.ALL
        leave = self.tr("Leave these out") if some else self.tr("Leave all out")
        take = self.tr("Take these in") if some else self.tr("Take all in")
        self.all_button.setText(leave if all_wanted else take)
        self.all_button.setAccessibleName(self.all_button.text())

    def _on_details(self) -> None:
        if len(rows := self.rows) == 1:
            self.details_wanted.emit(rows[0])

    def _on_belongs(self) -> None:
        pictures = self._loose_pictures()
        if pictures:
            self.belongs_wanted.emit(pictures)

    def _on_all(self) -> None:
        self.model.want_all(wanted=not self.model.all_wanted)
