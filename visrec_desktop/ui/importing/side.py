"""The left side of the wizard: what was found, the columns, and what else can be decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.ui.importing.columns_list import ColumnsList
from visrec_desktop.ui.importing.mapping import choice_of, with_choice, with_field
from visrec_desktop.ui.importing.options import MissingOptions, PictureOptions
from visrec_desktop.ui.importing.tables_card import TablesList
from visrec_desktop.ui.importing.words import found_line, table_names
from visrec_desktop.ui.settings.parts import CalmChooser, Card
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportPlan, ImportRequest, SheetChoice
    from visrec_desktop.services.importing.values import FoundColumn, FoundTable
    from visrec_desktop.ui.theme.theme import Theme

WIDTH = 344


class ImportSide(QScrollArea):
    """Everything that changes a plan but single rows.

    Signals:
        changed: the `ImportRequest` to plan anew.
        archive_chosen: whether missing products go into the archive.
        copy_chosen: whether the pictures are copied.
    """

    changed = Signal(object)
    archive_chosen = Signal(bool)
    copy_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._request: ImportRequest | None = None
        self._tables: tuple[FoundTable, ...] = ()
        self.found = label("", "small", "muted", wrap=True)
        self.tables = TablesList(theme)
        self.columns = ColumnsList(theme)
        self.table_chooser = CalmChooser()
        self.table_chooser.setAccessibleName(self.tr("Columns of"))
        self.table_chooser.setMinimumContentsLength(8)
        self.table_chooser.setSizeAdjustPolicy(
            CalmChooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.decimal_label = label(self.tr("Prices are written like"), "body", wrap=True)
        self.decimal = self._make_decimal()
        self.pictures = PictureOptions()
        self.missing = MissingOptions(theme)
        self._cards = self._make_cards()
        self._arrange(theme)
        self._connect()

    def _make_decimal(self) -> CalmChooser:
        chooser = CalmChooser()
        chooser.setPlaceholderText(self.tr("choose…"))
        chooser.setAccessibleName(self.decimal_label.text())
        chooser.addItem("1,234.50", ".")
        chooser.addItem("1.234,50", ",")
        return chooser

    def _make_cards(self) -> dict[str, Card]:
        cards = {name: Card() for name in ("found", "columns", "pictures", "missing")}
        for card in cards.values():
            card.column.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
            card.column.setSpacing(SPACE.s)
        cards["found"].set_title(self.tr("What was found"))
        cards["found"].add(self.found)
        cards["found"].add(self.tables)
        cards["columns"].set_title(self.tr("Columns"))
        cards["columns"].add(self.table_chooser)
        cards["columns"].add(self.columns)
        signs = QHBoxLayout()
        signs.addWidget(self.decimal_label, 1)
        signs.addWidget(self.decimal)
        cards["columns"].add(signs)
        cards["pictures"].set_title(self.tr("Pictures"))
        cards["pictures"].add(self.pictures)
        cards["missing"].set_title(self.tr("No longer delivered"))
        cards["missing"].add(self.missing)
        return cards

    def _arrange(self, theme: Theme) -> None:
        inside = QWidget()
        inside.setProperty("ground", "window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE.s, 0)
        column.setSpacing(SPACE.m)
        for card in self._cards.values():
            column.addWidget(card)
        column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.setAccessibleName(self.tr("What the import is made of"))
        self.setMinimumWidth(theme.px(240))

    def _connect(self) -> None:
        self.tables.chosen.connect(self._on_used)
        self.columns.chosen.connect(self._on_field)
        self.table_chooser.activated.connect(self._show_columns)
        self.decimal.activated.connect(self._on_decimal)
        self.pictures.group_chosen.connect(self._on_group)
        self.pictures.copy_chosen.connect(self.copy_chosen)
        self.missing.archive_chosen.connect(self.archive_chosen)

    def show_plan(self, plan: ImportPlan, request: ImportRequest, *, copy: bool) -> None:
        """Show what a plan was made of; `request` has the latest decisions."""
        self._request = request
        self.found.setText(found_line(plan))
        self.tables.show_tables(plan.tables)
        self.pictures.show_plan(plan, copy=copy)
        self.missing.show_missing(plan.missing)
        self._cards["pictures"].setVisible(plan.pictures > 0)
        self._cards["missing"].setVisible(bool(plan.missing))
        self._show_tables([table for table in plan.tables if table.columns])

    def _show_tables(self, tables: list[FoundTable]) -> None:
        names = table_names(tables)
        if names != table_names(self._tables):
            self.table_chooser.clear()
            self.table_chooser.addItems(names)
            used = (place for place, table in enumerate(tables) if table.used)
            self.table_chooser.setCurrentIndex(next(used, 0))
        self._tables = tuple(tables)
        self.table_chooser.setVisible(len(tables) > 1)
        self._cards["columns"].setVisible(bool(tables))
        self._show_columns()

    @property
    def table(self) -> FoundTable | None:
        """The table whose columns are shown."""
        place = self.table_chooser.currentIndex()
        return self._tables[place] if 0 <= place < len(self._tables) else None

    @Slot()
    def _show_columns(self) -> None:
        table = self.table
        if table is None:
            return
        self.columns.show_table(table)
        has_prices = any(column.field == "price" for column in table.columns)
        self.decimal.setCurrentIndex(self.decimal.findData(table.decimal))  # none where nothing tells it
        for part in (self.decimal_label, self.decimal):
            part.setVisible(has_prices)

    @Slot(object, bool)
    def _on_used(self, table: FoundTable, used: bool) -> None:
        self._choose(table, lambda choice: replace(choice, used=used))

    @Slot(object, str)
    def _on_field(self, column: FoundColumn, field: str) -> None:
        if (table := self.table) is not None:
            self._choose(table, lambda choice: with_field(table, choice, column, field))

    @Slot(int)
    def _on_decimal(self, place: int) -> None:
        if self.table is not None:
            sign = str(self.decimal.itemData(place))
            self._choose(self.table, lambda choice: replace(choice, decimal=sign))

    def _choose(self, table: FoundTable, decide: Callable[[SheetChoice], SheetChoice]) -> None:
        """Change what was decided about a table, which the plan that is shown may not know yet."""
        if self._request is not None:
            self._change(with_choice(self._request, decide(choice_of(self._request, table))))

    @Slot(bool)
    def _on_group(self, group: bool) -> None:
        if self._request is not None:
            self._change(replace(self._request, group=group))

    def _change(self, request: ImportRequest) -> None:
        self._request = request
        self.changed.emit(request)
