"""The page that shows what an import will do, before it does anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.bridge.planning import Part
from visrec_desktop.core.errors import KnownError
from visrec_desktop.ui.catalog.import_words import ImportWords
from visrec_desktop.ui.importing.belongs import BelongsPopover
from visrec_desktop.ui.importing.counting import counted
from visrec_desktop.ui.importing.details import DetailsPopover
from visrec_desktop.ui.importing.middle import PlanMiddle
from visrec_desktop.ui.importing.part_chips import PartChips
from visrec_desktop.ui.importing.side import WIDTH, ImportSide
from visrec_desktop.ui.importing.words import headline
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label, rule
from visrec_desktop.ui.widgets.busy import BusySign
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.progress import progress_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visrec_desktop.core.progress import Progress
    from visrec_desktop.services.importing import ImportPlan
    from visrec_desktop.ui.kit import Kit

_NARROW = 900
_LEAST_ROOM = 60
_AROUND = 190  # what a panel has besides what scrolls
_TELL_AFTER_MS = 300  # planning that is quicker than this shows no progress


class ImportWizard(QWidget):
    """Everything on one page: what was found at the left, the products at the right, Import at the foot.

    Signals:
        import_wanted: the `ImportPlan` to carry out.
    """

    import_wanted = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        theme = kit.theme
        self._kit = kit
        self._session = kit.context.planning
        self._words = ImportWords(self)
        self._copy = kit.context.preferences.settings.copy_pictures
        self._archives = False
        self._was_ready = False
        self.title = ElidedLabel("", "title")
        self.chips = PartChips()
        self.side = ImportSide(theme)
        self.middle = PlanMiddle(kit)
        self.busy = BusySign(theme, 18, self.tr("Working it out anew"))
        self.doing = ElidedLabel("", "small", "muted")
        self.problem = label("", "body", "danger", wrap=True)
        self.take_back_button = button(theme, self.tr("Back to before"), on_click=self._session.cancel)
        self.side_button = button(theme, self.tr("Columns and options"), icon="settings")
        self.side_button.setCheckable(True)
        self.cancel_button = button(theme, self.tr("Cancel"), on_click=self._session.close)
        self.import_button = button(theme, self.tr("Import"), "primary", on_click=self._import)
        self.import_button.setAutoDefault(True)  # so that Enter presses it
        self._tell = QTimer(self, singleShot=True, interval=_TELL_AFTER_MS)
        self._tell.timeout.connect(self._show_progress)
        self._arrange()
        self._connect()
        self._begin()

    def _arrange(self) -> None:
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("What will be imported"))
        head = QHBoxLayout()
        head.setSpacing(SPACE.m)
        head.addWidget(self.title, 1)
        head.addWidget(self.side_button, 0, Qt.AlignmentFlag.AlignTop)
        body = QHBoxLayout()
        body.setSpacing(SPACE.l)
        body.addWidget(self.side)
        body.addWidget(self.middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.m)
        top.setSpacing(SPACE.m)
        top.addLayout(head)
        top.addWidget(self.chips)
        top.addLayout(body, 1)
        column.addLayout(top, 1)
        column.addWidget(rule())
        column.addWidget(self._make_foot())

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("ground", "surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(SPACE.xl, SPACE.m, SPACE.xl, SPACE.m)
        row.setSpacing(SPACE.s)
        row.addWidget(self.busy)
        row.addWidget(self.doing, 1)
        row.addWidget(self.problem, 1)
        row.addWidget(self.take_back_button)
        row.addSpacing(SPACE.l)
        row.addWidget(self.cancel_button)
        row.addWidget(self.import_button)
        return foot

    def _connect(self) -> None:
        session = self._session
        session.progressed.connect(self._on_progress)
        session.planned.connect(self._on_plan)
        session.failed.connect(self._on_failed)
        self.chips.chosen.connect(self._on_part)
        self.side.changed.connect(self._on_changed)
        self.side.copy_chosen.connect(self._on_copy)
        self.side.archive_chosen.connect(self._on_archive)
        self.side_button.toggled.connect(self._fit)
        self.middle.model.ticks_changed.connect(self._show_number)
        self.middle.details_wanted.connect(self._show_details)
        self.middle.belongs_wanted.connect(self._ask_owner)
        self.middle.again_wanted.connect(self._again)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self._import)

    def _begin(self) -> None:
        """Nothing is known yet."""
        self.title.setText(self.tr("Looking at what you added…"))
        self.problem.hide()
        self.take_back_button.hide()
        self.chips.hide()
        self.side.hide()
        self.side_button.hide()
        self.import_button.setEnabled(False)
        self._show_doing(shown=False)
        self.middle.show_waiting(self._words.stage("collecting"))
        self.cancel_button.setFocus()

    @property
    def is_ready(self) -> bool:
        """Whether the plan that is shown is the one that would be imported."""
        plan = self._session.plan
        return plan is not None and plan.is_final and not self._session.is_planning

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        text = self._words.stage(progress.stage)
        self.middle.waiting.show_progress(text, progress)
        self.doing.setText(" · ".join(part for part in (text, progress_words(progress)) if part))

    @Slot()
    def _show_progress(self) -> None:
        self._show_doing(shown=self._session.is_planning)

    def _show_doing(self, *, shown: bool) -> None:
        self.busy.setVisible(shown)
        if not shown:
            self.doing.setText("")

    @Slot(object)
    def _on_plan(self, plan: ImportPlan) -> None:
        counts = self._counts(plan)
        self.problem.hide()
        self.take_back_button.hide()
        self.title.setText(headline(plan, counts))
        self.chips.show_counts(counts)
        self.chips.setVisible(bool(plan.items or plan.failures))
        self.side.show_plan(plan, self._session.request or plan.request, copy=self._copy)
        self.middle.show_plan(plan, self.chips.part)
        self._show_number()
        self._fit()
        if plan.is_final:
            self._tell.stop()
        self._show_doing(shown=not plan.is_final)
        if plan.is_final and not self._was_ready:
            self._was_ready = True
            (self.import_button if self.import_button.isEnabled() else self.cancel_button).setFocus()

    def _counts(self, plan: ImportPlan) -> dict[Part, int]:
        rows = self._session.rows
        return {part: len(rows.of(part)) for part in Part} | {Part.FAILED: len(plan.failures)}

    @Slot(object)
    def _on_part(self, part: Part) -> None:
        plan = self._session.plan
        if plan is not None:
            self.middle.show_plan(plan, part)

    @Slot(object)
    def _on_failed(self, error: KnownError | None) -> None:
        self._tell.stop()
        self._show_doing(shown=False)
        words = self._words.stopped(error)
        if self._session.plan is None:
            self.title.setText(self.tr("This cannot be imported"))
            self.middle.show_problem(words)
            return
        self.problem.setText(words)
        self.problem.show()
        self.take_back_button.show()
        self._show_number()

    @Slot(object)
    def _on_changed(self, request: object) -> None:
        self._session.change(request)  # type: ignore[arg-type]
        self._wait()

    def _wait(self) -> None:
        """Another plan is on its way; the one that is shown can be looked at meanwhile."""
        self._tell.start()
        self._show_number()

    @Slot()
    def _again(self) -> None:
        self._begin()
        self._session.again()

    @Slot(bool)
    def _on_copy(self, copy: bool) -> None:
        self._copy = copy

    @Slot(bool)
    def _on_archive(self, archive: bool) -> None:
        self._archives = archive
        self._show_number()

    @Slot()
    def _show_number(self) -> None:
        plan = self._session.plan
        wanted = self.middle.model.wanted if plan is not None else 0
        gone = len(plan.missing) if plan is not None and self._archives else 0
        words = self.tr("Import")
        if wanted:
            words = counted(wanted, self.tr("Import 1 product"), self.tr("Import %1 products"))
        elif gone:
            words = counted(gone, self.tr("Archive 1 product"), self.tr("Archive %1 products"))
        self.import_button.setText(words)
        self.import_button.setAccessibleName(words)
        can_import = self.is_ready and self.problem.isHidden() and bool(wanted or gone)
        if self.import_button.hasFocus() and not can_import:
            self.middle.view.setFocus()  # else the keyboard would be somewhere outside the page
        self.import_button.setEnabled(can_import)

    @Slot()
    def _import(self) -> None:
        if not self.import_button.isEnabled():
            return
        left_out = self.middle.model.left_out
        plan = self._session.take()
        if plan is None:
            return
        archive = tuple(product.id for product in plan.missing) if self._archives else ()
        request = replace(plan.request, copy=self._copy, archive=archive, left_out=left_out)
        kept = tuple(item for item in plan.items if item.origin not in left_out)
        dropped = tuple(item for item in plan.items if item.origin in left_out) if left_out else ()
        self.import_wanted.emit(
            replace(plan, request=request, items=kept, left_out=(*plan.left_out, *dropped))
        )

    @property
    def _room(self) -> int:
        """How much of a panel may scroll, so that the whole fits into the window."""
        theme = self._kit.theme
        return max(theme.px(_LEAST_ROOM), self.window().height() - theme.px(_AROUND))

    @Slot(int)
    def _show_details(self, row: int) -> None:
        model = self.middle.model
        item = model.item(row)
        popover = DetailsPopover(self._session, self._kit.theme, item, model.stored(item), self._room)
        popover.belongs_wanted.connect(lambda path: self._ask_owner([path]))
        popover.closed.connect(self.middle.view.setFocus)
        popover.open_below(self.middle.anchor, popover.close_button)

    @Slot(object)
    def _ask_owner(self, pictures: Sequence[Path]) -> None:
        popover = BelongsPopover(self._session, self._kit.theme, pictures, self._room)
        popover.chosen.connect(lambda sku: self._assign(pictures, sku))
        popover.closed.connect(self.middle.view.setFocus)
        popover.open_below(self.middle.anchor, popover.search)

    def _assign(self, pictures: Sequence[Path], sku: str) -> None:
        request = self._session.request
        if request is None:
            return
        assigned = {**request.assigned, **dict.fromkeys(map(str, pictures), sku)}
        self._on_changed(replace(request, assigned=assigned))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the left side is shown instead of the products."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        narrow = self.width() < self._kit.theme.px(_NARROW)
        has_plan = self._session.plan is not None
        self.side_button.setVisible(narrow and has_plan)
        shows_side = has_plan and (not narrow or self.side_button.isChecked())
        self.side.setVisible(shows_side)
        self.middle.setVisible(not (narrow and shows_side))
        self.side.setMaximumWidth(16_777_215 if narrow else self._kit.theme.px(WIDTH))
        self.side.setMinimumWidth(0 if narrow else self._kit.theme.px(WIDTH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the import up."""
        if event.key() == Qt.Key.Key_Escape:
            self._session.close()
        else:
            super().keyPressEvent(event)
