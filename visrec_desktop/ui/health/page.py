"""The catalog's health: the findings at the left, the chosen one with what helps beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.core.progress import Progress
from visrec_desktop.services.health.values import Finding, HealthReport
from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.health.actions import HealthActions
from visrec_desktop.ui.health.findings_list import FindingsList
from visrec_desktop.ui.health.findings_model import ORDER, FindingsModel
from visrec_desktop.ui.health.head import Head
from visrec_desktop.ui.health.moved_panel import MovedPanel
from visrec_desktop.ui.health.pairs_face import PairsFace
from visrec_desktop.ui.health.products_face import ProductsFace
from visrec_desktop.ui.health.side import FoundSide
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import rule

if TYPE_CHECKING:
    from visrec_desktop.core.settings import Settings
    from visrec_desktop.ui.catalog.changes import Changes
    from visrec_desktop.ui.kit import Kit

_LIST = 236
_LEAST_LIST = 150
_LIST_SHARE = 0.26
_LEAST_WITH_SIDE = 760  # in a narrower window the products are worth more


class HealthPage(QWidget):
    """Everything that somebody should look at.

    Args:
        kit: what every page is handed.
        actions: changes the catalog.
        changes: the Catalog page's edit dialog and deletion.
    """

    closed = Signal()
    match_wanted = Signal(str)  # path of a product picture

    def __init__(self, kit: Kit, actions: HealthActions, changes: Changes) -> None:
        super().__init__()
        context, theme = kit.context, kit.theme
        self._kit = kit
        self._session = context.health
        self._actions = actions
        self._changes = changes
        self._was_chosen = False
        self.head = Head(self._session, theme)
        self.model = FindingsModel(self)
        self.findings = FindingsList(self.model, theme)
        self.products = ProductsFace(self._session, context.thumbnails, theme)
        self.pairs = PairsFace(self._session, context.thumbnails, theme)
        self.moved = MovedPanel(self._session, theme)
        self.side = FoundSide(self._session, context.thumbnails, theme)
        self.faces = Faces()
        self._rule = rule("v")
        self._arrange()
        self._connect()
        self._connect_wishes()
        self._on_settings(context.preferences.settings)
        self._on_report(self._session.report)

    def _arrange(self) -> None:
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left = QVBoxLayout()
        left.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.s)
        left.addWidget(self.findings, 1)
        self._left = QWidget()
        self._left.setLayout(left)
        self._left.setProperty("ground", "surface")
        self._left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.faces.addWidget(self.products)
        self.faces.addWidget(self.pairs)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.moved)
        middle.addWidget(self.faces, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(rule("v"))
        row.addLayout(middle, 1)
        row.addWidget(self._rule)
        row.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addLayout(row, 1)

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_report)
        session.looking_changed.connect(self.head.show_state)
        session.progressed.connect(self._on_progress)
        self.head.back_wanted.connect(self.closed)
        self.head.look_wanted.connect(session.look)
        self.head.cancel_wanted.connect(session.cancel)
        self.findings.chosen.connect(self._on_chosen)
        self._kit.context.preferences.changed.connect(self._on_settings)
        back = QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.closed)

    def _connect_wishes(self) -> None:
        actions, products, side = self._actions, self.products, self.side
        products.selection_changed.connect(self._on_selection)
        products.opened.connect(self._on_opened)
        products.accept_wanted.connect(actions.accept)
        products.refuse_wanted.connect(actions.refuse)
        products.archive_wanted.connect(lambda ids, into: actions.archive(ids, archived=into))
        products.find_wanted.connect(self._on_find_wanted)
        products.analyse_wanted.connect(self._kit.context.importer.resume)
        side.proposed.accept_wanted.connect(actions.accept)
        side.proposed.refuse_wanted.connect(actions.refuse)
        side.product.edit_wanted.connect(self._changes.edit)
        side.product.delete_wanted.connect(lambda product_id: self._changes.delete([product_id]))
        side.product.restore_wanted.connect(lambda each: actions.archive((each,), archived=False))
        side.product.match_wanted.connect(self.match_wanted)
        side.product.clients_wanted.connect(
            lambda product_id: self._kit.navigator.clients_for_wanted.emit((product_id,))
        )
        self.pairs.merge_wanted.connect(actions.merge)
        self.pairs.keep_wanted.connect(actions.keep_both)
        self.moved.use_wanted.connect(actions.use_moved)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on everything is found out."""
        super().showEvent(event)
        self._session.watch()
        self.findings.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns at both sides give way."""
        super().resizeEvent(event)
        share = max(_LEAST_LIST, round(self.width() * _LIST_SHARE))
        self._left.setFixedWidth(min(self._kit.theme.px(_LIST), share))
        self.side.fit_into(self.width())
        self._on_selection()

    @Slot(object)
    def _on_report(self, report: HealthReport) -> None:
        self.model.set_report(report)
        self.head.show_state()
        if not self._was_chosen:
            self._choose_first(report)
        self._show(self.findings.finding or ORDER[0])

    def _choose_first(self, report: HealthReport) -> None:
        """The first finding with something to do, once: those found later do not turn the page over."""
        first = next((each for each in ORDER if report.to_look_at(each)), None)
        self._was_chosen = first is not None
        self.findings.blockSignals(True)
        self.findings.choose(first or Finding.NO_PICTURE)
        self.findings.blockSignals(False)

    @Slot(object)
    def _on_chosen(self, finding: Finding) -> None:
        self._was_chosen = True
        self._show(finding)

    def _show(self, finding: Finding) -> None:
        is_pairs = finding is Finding.DUPLICATES
        if is_pairs:
            self.pairs.show_pairs(self._session.report)
        else:
            self.products.show_finding(finding, self._session.report)
        self.faces.setCurrentWidget(self.pairs if is_pairs else self.products)
        self.moved.allow(allowed=finding is Finding.FILE_MISSING)
        self._on_selection()

    @Slot()
    def _on_selection(self) -> None:
        is_products = self.faces.currentWidget() is self.products
        is_wide = self.width() >= self._kit.theme.px(_LEAST_WITH_SIDE)
        there = is_products and is_wide and self.products.model.rowCount() > 0
        self._rule.setVisible(there)
        self.side.setVisible(there)
        self.side.show_selection(self.products.selected if there else ())

    @Slot(int)
    def _on_opened(self, product_id: int) -> None:
        if self.products.finding is not Finding.ARCHIVED:
            self._changes.edit(product_id)

    @Slot()
    def _on_find_wanted(self) -> None:
        made = self.products.find_button
        self.moved.offer(made.mapToGlobal(made.rect().bottomLeft()))

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        self.head.show_progress(progress)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        self.products.grid.set_tile_size(settings.tile_size)
