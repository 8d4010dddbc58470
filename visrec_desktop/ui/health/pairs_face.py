"""Possible duplicates: the list of pairs, the two products side by side, and the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.services.health.values import Finding, HealthReport
from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.health.pair_view import PairView
from visrec_desktop.ui.health.pairs_list import PairsList
from visrec_desktop.ui.health.pairs_model import PairsModel, kind_text
from visrec_desktop.ui.health.words import nothing_of, sentence_of, title_of, tr
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.empty import EmptyState
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.health.values import DuplicatePair
    from visrec_desktop.ui.theme.theme import Theme

_LEAST_WITH_LIST = 480


class PairsFace(QWidget):
    """Heading, pairs, comparison, buttons.

    Signals:
        merge_wanted: the `Product` that stays and the one that goes.
        keep_wanted: the ids of both.
    """

    merge_wanted = Signal(object, object)
    keep_wanted = Signal(object)

    def __init__(self, session: HealthSession, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._products = session.products
        self.model = PairsModel(session.products, thumbnails, self)
        self.list = PairsList(self.model, theme)
        self.view = PairView(session.products, thumbnails, theme)
        self.title = label("", "title", wrap=True)
        self.sentence = label("", "body", "muted", wrap=True)
        self.nothing = EmptyState(theme, "check", nothing_of(Finding.DUPLICATES), "")
        self.nothing.set_texts(nothing_of(Finding.DUPLICATES), "", role="good")
        self.pending = EmptyState(
            theme, "clock", tr("Not looked at yet"), tr("“Look again” looks at every product.")
        )
        self.merge_button = button(theme, tr("Merge"), "primary", icon="merge", on_click=self._merge)
        self.keep_button = button(theme, tr("Keep both"), on_click=self._keep_both)
        self._faces = Faces()
        self._arrange()
        self.list.chosen.connect(self._show_pair)
        self._products.rows_loaded.connect(self._on_rows)
        self.view.changed.connect(self._show_buttons)
        self._show_buttons()

    def _arrange(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, SPACE.s)
        flow.addWidget(self.merge_button)
        flow.addWidget(self.keep_button)
        self._buttons = buttons  # above the pictures: below them the last notice would lie on them
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, SPACE.s)
        row.setSpacing(SPACE.l)
        row.addWidget(self.list)
        row.addWidget(self.view, 1)
        self.both = both
        for face in (both, self.nothing, self.pending):
            self._faces.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addSpacing(SPACE.xs)
        column.addWidget(buttons)
        column.addSpacing(SPACE.s)
        column.addWidget(self._faces, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the two products are worth more than the list."""
        super().resizeEvent(event)
        self.list.setVisible(self.width() >= self._theme.px(_LEAST_WITH_LIST))

    def show_pairs(self, report: HealthReport) -> None:
        """Show the pairs of a report; the place in the list stays."""
        count = report.count(Finding.DUPLICATES)
        number = f" · {count_text(count)}" if count else ""
        self.title.setText(title_of(Finding.DUPLICATES) + number)
        self.sentence.setText(sentence_of(Finding.DUPLICATES))
        row = self.list.currentIndex().row()
        ids = report.found.get(Finding.DUPLICATES, ())
        if ids != tuple(self._products.ids) or self._products.archived:
            self._products.show_ids(ids)
        self.model.set_pairs(report.pairs or ())
        self._faces.setCurrentWidget(self.pending if count is None else self.both if count else self.nothing)
        if count and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(min(max(row, 0), count - 1)))
        self._show_pair(self.list.pair)

    @Slot(object)
    def _show_pair(self, pair: DuplicatePair | None) -> None:
        first, second = (None, None) if pair is None else self.model.products(pair)
        if pair is None or first is None or second is None:
            self.view.clear()
            return
        place = tr("%1 of %2 · %3").replace("%1", count_text(self.list.currentIndex().row() + 1))
        place = place.replace("%2", count_text(self.model.rowCount())).replace("%3", kind_text(pair))
        self.sentence.setText(f"{sentence_of(Finding.DUPLICATES)} {tr('What differs is in bold.')}")
        self.title.setText(f"{title_of(Finding.DUPLICATES)} · {place}")
        self.view.show_pair(first, second)

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        pair = self.list.pair
        if self.isVisible() and pair is not None and not ids.isdisjoint(pair.ids):
            self._show_pair(pair)

    @Slot()
    def _show_buttons(self) -> None:
        self._buttons.setVisible(self.model.rowCount() > 0)
        for each in (self.merge_button, self.keep_button):
            each.setEnabled(self.view.choice is not None)

    def _merge(self) -> None:
        if self.view.choice is not None:
            self.merge_wanted.emit(*self.view.choice)

    def _keep_both(self) -> None:
        if self.list.pair is not None:
            self.keep_wanted.emit(self.list.pair.ids)
