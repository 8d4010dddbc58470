"""One finding: what it means, its products, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.services.health.values import Certainty, Finding, HealthReport
from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.health.found_model import FoundListModel
from visrec_desktop.ui.health.words import nothing_of, sentence_of, title_of, tr
from visrec_desktop.ui.products.delegate import GAP
from visrec_desktop.ui.products.grid import ProductGrid
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.empty import EmptyState
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.ui.theme.theme import Theme

_ARCHIVABLE = frozenset({Finding.SOLD_OUT, Finding.NO_PICTURE})
Key = tuple[int, str]


class ProductsFace(QWidget):
    """Heading, sentence, actions, grid. The place in the grid survives a new list.

    Signals:
        selection_changed: other products are selected.
        opened: product id, by Enter or double click.
        accept_wanted, refuse_wanted: tuple of keys, (product id, field).
        archive_wanted: product ids, and whether into the archive.
        find_wanted: the files that are not where they were.
        analyse_wanted: go on with the analysis.
    """

    selection_changed = Signal()
    opened = Signal(int)
    accept_wanted = Signal(object)
    refuse_wanted = Signal(object)
    archive_wanted = Signal(object, bool)
    find_wanted = Signal()
    analyse_wanted = Signal()

    def __init__(self, session: HealthSession, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._products = session.products
        self._finding = Finding.NO_PICTURE
        self._report = HealthReport()
        self._row = 0
        self.model = FoundListModel(session.products, thumbnails, self)
        self.grid = ProductGrid(self.model, theme, tr("Products found"), multiple=True)
        self.title = label("", "title", wrap=True)
        self.sentence = label("", "body", "muted", wrap=True)
        self.nothing = EmptyState(theme, "check", "", "")
        self.pending = EmptyState(theme, "clock", "", "")
        self._faces = Faces()
        self._make_buttons()
        self._arrange()
        self.grid.selection_changed.connect(self._on_selection)
        self.grid.opened.connect(self.opened)
        answer = QShortcut(QKeySequence("Ctrl+Return"), self)
        answer.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        answer.activated.connect(self._accept_selected)

    def _make_buttons(self) -> None:
        theme = self._theme
        self.all_button = button(theme, "", "primary", icon="check", on_click=self._accept_sure)
        self.accept_button = button(
            theme, "", icon="check", tip=tr("Ctrl+Enter"), on_click=self._accept_selected
        )
        self.refuse_button = button(theme, "", on_click=self._refuse_selected)
        self.find_button = button(
            theme, tr("Find them…"), "primary", icon="search", on_click=self.find_wanted.emit
        )
        self.analyse_button = button(
            theme, tr("Analyse now"), "primary", icon="bolt", on_click=self.analyse_wanted.emit
        )
        self.archive_button = button(
            theme, "", icon="archive", on_click=lambda: self.archive_wanted.emit(self.selected, True)
        )
        self.restore_button = button(
            theme, "", "primary", icon="undo", on_click=lambda: self.archive_wanted.emit(self.selected, False)
        )
        self.buttons = (
            self.all_button, self.accept_button, self.refuse_button, self.find_button, self.analyse_button,
            self.archive_button, self.restore_button,
        )  # fmt: skip

    def _arrange(self) -> None:
        self._actions = QWidget()
        flow = FlowLayout(self._actions, SPACE.s)
        for each in self.buttons:
            flow.addWidget(each)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.xs)
        head.setSpacing(SPACE.xs)
        head.addWidget(self.title)
        head.addWidget(self.sentence)
        head.addSpacing(SPACE.xs)
        head.addWidget(self._actions)
        for face in (self.grid, self.nothing, self.pending):
            self._faces.addWidget(face)
        self._around = QVBoxLayout()
        bar = self.grid.verticalScrollBar().sizeHint().width()
        side = SPACE.xl - GAP // 2  # half a gap lies around every tile
        self._around.setContentsMargins(side, 0, max(0, side - bar), 0)
        self._around.addWidget(self._faces)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._around, 1)

    @property
    def finding(self) -> Finding:
        """The finding that is shown."""
        return self._finding

    @property
    def selected(self) -> tuple[int, ...]:
        """The selected products."""
        return tuple(self.grid.product_ids())

    def show_finding(self, finding: Finding, report: HealthReport) -> None:
        """Show another finding, or the same one as it is by now."""
        same = finding is self._finding
        kept, current = self.selected, self.grid.current_id()
        row = self.model.row_of(current) if same and current is not None else 0
        self._finding, self._report = finding, report
        ids = report.found.get(finding, ())
        if ids != tuple(self._products.ids) or self._products.archived is not (finding is Finding.ARCHIVED):
            self._products.show_ids(ids, archived=finding is Finding.ARCHIVED)
        self.model.set_report(finding, report)
        self._show_words()
        self._restore(kept if same else (), max(0, row))
        self._show_buttons()

    def _restore(self, kept: Sequence[int], row: int) -> None:
        """The selection stays; where all of it went, the next product takes its place."""
        count = self.model.rowCount()
        if not count or any(self.model.row_of(product_id) >= 0 for product_id in kept):
            return
        self.grid.select_product(self.model.product_id(min(row, count - 1)), scroll=row > 0)

    def _show_words(self) -> None:
        finding, count = self._finding, self._report.count(self._finding)
        number = f" · {count_text(count)}" if count else ""
        self.title.setText(title_of(finding) + number)
        unused = finding in self._report.unused
        words = tr("No product of this catalog has one, so there is nothing to fill in.")
        self.sentence.setText(words if unused else sentence_of(finding))
        self.nothing.set_texts(nothing_of(finding), "", role="good")
        self.pending.set_texts(tr("Not looked at yet"), tr("“Look again” looks at every product."))
        self._faces.setCurrentWidget(self.pending if count is None else self.grid if count else self.nothing)

    @Slot()
    def _on_selection(self) -> None:
        self._show_buttons()
        self.selection_changed.emit()

    def _show_buttons(self) -> None:
        finding, selected = self._finding, self.selected
        number = count_text(len(selected))
        sure, chosen = len(self._sure_keys()), len(self._selected_keys())
        self.all_button.setVisible(sure > 0)
        self._say(self.all_button, tr("Accept all that are very likely (%1)"), count_text(sure))
        for each, words in (
            (self.accept_button, tr("Accept the selected (%1)")),
            (self.refuse_button, tr("Refuse the selected (%1)")),
        ):
            each.setVisible(chosen > 0)
            self._say(each, words, count_text(chosen))
        self.find_button.setVisible(finding is Finding.FILE_MISSING and bool(self.model.rowCount()))
        self.analyse_button.setVisible(finding is Finding.NOT_ANALYSED and bool(self.model.rowCount()))
        self.archive_button.setVisible(finding in _ARCHIVABLE and bool(selected))
        self._say(self.archive_button, tr("Put into the archive (%1)"), number)
        self.restore_button.setVisible(finding is Finding.ARCHIVED and bool(selected))
        self._say(self.restore_button, tr("Restore (%1)"), number)
        self._actions.setVisible(any(not each.isHidden() for each in self.buttons))

    @staticmethod
    def _say(made: QWidget, words: str, number: str) -> None:
        made.setProperty("text", words.replace("%1", number))
        made.setAccessibleName(words.replace("%1", number))

    def _sure_keys(self) -> tuple[Key, ...]:
        proposed = self._report.proposed(self._finding)
        return tuple(each.key for each in proposed if each.certainty is Certainty.VERY_LIKELY)

    def _selected_keys(self) -> tuple[Key, ...]:
        about = (self._report.proposal(product_id, self._finding) for product_id in self.selected)
        return tuple(each.key for each in about if each is not None)

    def _accept_sure(self) -> None:
        self.accept_wanted.emit(self._sure_keys())

    def _accept_selected(self) -> None:
        self.accept_wanted.emit(self._selected_keys())

    def _refuse_selected(self) -> None:
        self.refuse_wanted.emit(self._selected_keys())
