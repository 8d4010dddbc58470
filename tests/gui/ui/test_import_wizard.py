"""The wizard: what an import will do, before it does anything."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.ui.catalog_fakes import DISK_FULL, make_product
from tests.gui.ui.catalog_kit import Host, drop, nameless
from tests.gui.ui.import_fakes import (
    CUT_OFF,
    REQUEST,
    TABLE,
    FakePlanning,
    loose_item,
    make_item,
    make_plan,
    missing,
)
from visrec_desktop.bridge.planning import Owner, Part
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.settings import Appearance
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.services.importing import ImportPlan, SheetChoice, Verdict
from visrec_desktop.services.importing.values import FoundColumn, FoundTable, Link
from visrec_desktop.ui.catalog.page import CatalogPage
from visrec_desktop.ui.importing.belongs import BelongsPopover
from visrec_desktop.ui.importing.cells import Column
from visrec_desktop.ui.importing.details import DetailsPopover
from visrec_desktop.ui.importing.rows_model import PlanRowsModel
from visrec_desktop.ui.importing.wizard import ImportWizard
from visrec_desktop.ui.theme.theme import Theme


@pytest.fixture
def host(qtbot: Any, theme: Theme, tmp_path: Path) -> Host:
    made = Host(theme, [make_product(number) for number in range(1, 9)], tmp_path)
    made.resize(1187, 690)  # what a screen of 1280 x 720 leaves
    qtbot.addWidget(made)
    return made


@pytest.fixture
def planning(host: Host) -> FakePlanning:
    return host.planning


@pytest.fixture
def page(host: Host) -> CatalogPage:
    made = CatalogPage(host.kit)
    host.put(made)
    return made


@pytest.fixture
def wizard(page: CatalogPage, planning: FakePlanning) -> ImportWizard:
    planning.open(REQUEST)
    made = page.imports.wizard
    assert made is not None
    return made


@pytest.fixture
def planned(wizard: ImportWizard, planning: FakePlanning) -> ImportWizard:
    planning.tell(make_plan())
    return wizard


def texts(wizard: ImportWizard, column: Column) -> list[str]:
    model = wizard.middle.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def open_panel(host: Host, kind: type[Any]) -> Any:
    return next(panel for panel in host.findChildren(kind) if panel.isVisible())


class TestOpening:
    def test_a_drop_shows_the_wizard_and_imports_nothing(self, page: CatalogPage, host: Host) -> None:
        drop(page, ["/in"])
        assert page.imports.wizard is not None
        assert page.imports.wizard.isVisible()
        assert not page.listing.isVisible()
        assert host.importer.requests == []
        assert not page.imports.wizard.import_button.isEnabled()

    def test_another_drop_joins_it(self, page: CatalogPage, wizard: ImportWizard, host: Host) -> None:
        drop(page, ["/more"])
        assert page.imports.wizard is wizard
        assert "added to the import" in host.notices.text

    def test_progress_is_told_while_nothing_is_known(
        self, wizard: ImportWizard, planning: FakePlanning
    ) -> None:
        planning.progressed.emit(Progress("unpacking", 3, 9))
        assert wizard.middle.waiting.isVisible()
        assert wizard.middle.waiting.text.text() == "Unpacking"
        assert wizard.middle.waiting.count.text() == "3 of 9"

    def test_cancel_closes_it(self, page: CatalogPage, wizard: ImportWizard, host: Host) -> None:
        wizard.cancel_button.click()
        assert page.imports.wizard is None
        assert page.listing.isVisible()
        assert host.importer.requests == []

    def test_escape_closes_it(self, page: CatalogPage, wizard: ImportWizard) -> None:
        QTest.keyClick(wizard, Qt.Key.Key_Escape)
        assert page.imports.wizard is None

    def test_a_plan_that_fails_says_why_and_can_be_tried_again(
        self, wizard: ImportWizard, planning: FakePlanning
    ) -> None:
        planning.fail(DISK_FULL)
        assert wizard.title.text() == "This cannot be imported"
        assert "The disk is full." in wizard.middle.empty.text
        assert wizard.middle.empty.isVisible()
        (again,) = (b for b in wizard.middle.empty.findChildren(QWidget) if b.accessibleName() == "Try again")
        QTest.mouseClick(again, Qt.MouseButton.LeftButton)
        assert planning.again_times == 1
        assert wizard.middle.waiting.isVisible()

    def test_nothing_in_it_says_so(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        planning.tell(ImportPlan(REQUEST, skipped=3))
        assert wizard.middle.empty.title == "Nothing to import"
        assert not wizard.import_button.isEnabled()


class TestPlan:
    def test_the_headline_counts(self, planned: ImportWizard) -> None:
        assert planned.title.text() == (
            "6 products: 4 new, 1 changed, 1 unchanged, 1 to look at; 1 file or row cannot be used"
        )
        assert planned.side.found.text() == "7 pictures · 1 table · 1 archive · 2 other files left out"
        assert planned.import_button.text() == "Import 5 products"
        assert planned.import_button.hasFocus()

    def test_chips_filter(self, planned: ImportWizard) -> None:
        for part, count in ((Part.NEW, 4), (Part.CHANGED, 1), (Part.DOUBTFUL, 1), (Part.LOOSE, 1)):
            planned.chips.chips[part].click()
            assert planned.middle.model.rowCount() == count
            assert planned.chips.chips[part].property("set") == "true"
        planned.chips.chips[Part.FAILED].click()
        assert planned.middle.failures_view.isVisible()
        assert planned.middle.failures.failures == (CUT_OFF,)
        planned.chips.chips[Part.ALL].click()
        assert planned.middle.view.isVisible()
        assert planned.middle.model.rowCount() == 6

    def test_columns_that_say_nothing_are_not_shown(self, planned: ImportWizard) -> None:
        hidden = planned.middle.view.isColumnHidden
        assert not hidden(Column.PRICE)
        assert hidden(Column.STOCK)  # the sheet has no such column
        planned.chips.choose(Part.LOOSE)
        assert hidden(Column.PRICE)

    def test_a_part_that_is_empty_has_no_chip(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        planning.tell(make_plan(items=(make_item(1),), failures=()))
        shown = [part for part, chip in wizard.chips.chips.items() if not chip.isHidden()]
        assert shown == [Part.ALL, Part.NEW]

    def test_rows_show_what_was_and_what_will_be(self, planned: ImportWizard, planning: FakePlanning) -> None:
        planning.stored.products["A-3"] = make_product(3, sku="A-3", price=Decimal(9), stock=1, colour="Red")
        planned.chips.choose(Part.CHANGED)
        model = planned.middle.model
        price, colour = (model.index(0, column).data(Qt.ItemDataRole.UserRole + 2) for column in (5, 4))
        assert (price.text, price.below, price.struck) == ("€12.50", "€9", True)
        assert (colour.text, colour.below) == ("Blue", "")
        spoken = model.index(0, Column.PRODUCT).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "Price: €9 → €12.50" in spoken

    def test_what_is_stored_and_not_said_is_faint(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        item = replace(
            make_item(3, Verdict.CHANGED), draft=ProductDraft("A-3", stock=7), changes=("stock",), pictures=()
        )
        planning.stored.products["A-3"] = make_product(3, sku="A-3", stock=1)
        planning.tell(make_plan(items=(item,)))
        cell = wizard.middle.model.index(0, Column.CATEGORY).data(Qt.ItemDataRole.UserRole + 2)
        assert (cell.text, cell.faint) == ("Shirts", True)
        assert texts(wizard, Column.PRODUCT) == ["Check shirt 3"]
        picture = wizard.middle.model.index(0, Column.PICTURE).data(Qt.ItemDataRole.DecorationRole)
        assert not picture.isNull()

    def test_remarks_are_told_in_words(self, planned: ImportWizard) -> None:
        model = planned.middle.model
        note = model.index(1, Column.WHAT).data(Qt.ItemDataRole.UserRole + 2)
        assert note.below == "SKU: “1.2E+12” was written out as 1200000000000"
        assert not note.warns
        lost = model.index(4, Column.WHAT).data(Qt.ItemDataRole.UserRole + 2)
        assert lost.warns
        assert "last digits may be lost" in lost.below

    def test_a_guessed_picture_is_told(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        planning.tell(make_plan(items=(make_item(1, links=(Link.GUESSED,)),)))
        note = wizard.middle.model.index(0, Column.WHAT).data(Qt.ItemDataRole.UserRole + 2)
        assert note.below == "A-1.jpg: found by a part of its name"

    def test_a_newer_plan_keeps_place_and_selection(
        self, wizard: ImportWizard, planning: FakePlanning
    ) -> None:
        items = tuple(make_item(number) for number in range(200))
        planning.tell(make_plan(items=items))
        view = wizard.middle.view
        view.selectRow(90)
        wizard.grab()
        place = view.verticalScrollBar().value()
        assert place > 0
        planning.tell(make_plan(items=items[1:]))
        assert view.currentIndex().row() == 89
        assert view.verticalScrollBar().value() == place

    def test_an_early_plan_can_be_looked_at_and_not_imported(
        self, wizard: ImportWizard, planning: FakePlanning
    ) -> None:
        planning.tell(make_plan(is_final=False))
        assert wizard.middle.view.isVisible()
        assert not wizard.import_button.isEnabled()
        planning.progressed.emit(Progress("barcodes", 1, 4))
        assert wizard.doing.text() == "Looking for barcodes · 1 of 4"
        planning.tell(make_plan())
        assert wizard.import_button.isEnabled()
        assert wizard.doing.text() == ""


class TestTicks:
    def test_a_row_is_left_out_and_taken_in_again(self, planned: ImportWizard) -> None:
        view, model = planned.middle.view, planned.middle.model
        view.selectRow(0)
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert not model.is_wanted(0)
        assert planned.import_button.text() == "Import 4 products"
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert planned.import_button.text() == "Import 5 products"

    def test_space_works_on_all_selected_rows(self, planned: ImportWizard) -> None:
        planned.middle.view.selectAll()
        QTest.keyClick(planned.middle.view, Qt.Key.Key_Space)
        assert planned.import_button.text() == "Import"
        assert not planned.import_button.isEnabled()

    def test_a_click_on_the_tick(self, planned: ImportWizard) -> None:
        view, model = planned.middle.view, planned.middle.model
        spot = view.visualRect(model.index(2, Column.TICK)).center()
        _click(view.viewport(), spot)
        assert not model.is_wanted(2)
        _click(view.viewport(), view.visualRect(model.index(2, Column.PRODUCT)).center())
        assert not model.is_wanted(2)

    def test_all_that_is_shown_at_once(self, planned: ImportWizard) -> None:
        planned.chips.choose(Part.DOUBTFUL)
        assert planned.middle.all_button.text() == "Leave these out"
        planned.middle.all_button.click()
        assert planned.import_button.text() == "Import 4 products"
        assert planned.middle.all_button.text() == "Take these in"
        planned.middle.all_button.click()
        assert planned.import_button.text() == "Import 5 products"

    def test_unchanged_ones_do_not_count(self, planned: ImportWizard) -> None:
        planned.middle.model.want([3], wanted=False)
        assert planned.import_button.text() == "Import 5 products"

    def test_what_is_left_out_stays_so_in_a_newer_plan(
        self, planned: ImportWizard, planning: FakePlanning
    ) -> None:
        planned.middle.model.want([0], wanted=False)
        planning.tell(make_plan())
        assert not planned.middle.model.is_wanted(0)
        assert planned.import_button.text() == "Import 4 products"


class TestImporting:
    def test_enter_imports(self, planned: ImportWizard, host: Host, page: CatalogPage) -> None:
        QTest.keyClick(planned.import_button, Qt.Key.Key_Return)
        (plan,) = host.importer.requests
        assert len(plan.items) == 6
        assert page.imports.wizard is None
        assert page.importing.isVisible()

    def test_decisions_go_along(self, wizard: ImportWizard, planning: FakePlanning, host: Host) -> None:
        planning.tell(make_plan(missing=missing(3)))
        wizard.middle.model.want([0, 4], wanted=False)
        wizard.side.pictures.copy.click()
        wizard.side.missing.archive.click()
        wizard.import_button.click()
        (plan,) = host.importer.requests
        assert [item.draft.sku for item in plan.items] == ["A-2", "A-3", "A-4", "IMG_1"]
        assert plan.request.left_out == {item.origin for item in plan.left_out} != set()
        assert plan.request.archive == (1, 2, 3)
        assert plan.request.copy is True

    def test_only_archiving_is_something_to_do(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        planning.tell(make_plan(items=(make_item(1, Verdict.UNCHANGED),), missing=missing(12)))
        assert not wizard.import_button.isEnabled()
        assert wizard.side.missing.told.text() == "12 products are no longer in this sheet"
        assert not wizard.side.missing.archive.isChecked()
        wizard.side.missing.archive.click()
        assert wizard.import_button.text() == "Archive 12 products"
        wizard.side.missing.list_button.click()
        assert wizard.side.missing.popover is not None
        wizard.side.missing.popover.dismiss()


class TestColumns:
    def test_they_are_shown_as_understood(self, planned: ImportWizard) -> None:
        lines = planned.side.columns.lines
        assert [line.heading.text() for line in lines] == ["Nr", "Title", "EUR", "Supplier"]
        chosen = [line.chooser.currentText() for line in lines]
        assert chosen == ["SKU", "Name", "Price", "Further fact"]
        assert planned.side.columns.empty.text() == "2 empty columns are left out"
        assert planned.side.decimal.currentData() == ","
        assert planned.side.tables.lines[0].words.text() == "5 rows · Western European (Windows)"

    def test_another_field_plans_again(self, planned: ImportWizard, planning: FakePlanning) -> None:
        _choose(planned.side.columns.lines[3].chooser, "brand")
        (choice,) = planning.requests[-1].choices
        assert choice.mapping == {"brand": "Supplier"}
        assert not planned.import_button.isEnabled()  # until the new plan is there
        planning.tell(make_plan(request=planning.requests[-1]))
        assert planned.import_button.isEnabled()

    def test_a_field_that_moves_leaves_its_column(
        self, planned: ImportWizard, planning: FakePlanning
    ) -> None:
        _choose(planned.side.columns.lines[1].chooser, "description")
        assert planning.requests[-1].choices[0].mapping == {"name": "", "description": "Title"}

    def test_quick_changes_add_up(self, planned: ImportWizard, planning: FakePlanning) -> None:
        _choose(planned.side.columns.lines[3].chooser, "brand")
        _choose(planned.side.columns.lines[1].chooser, "attribute")
        planned.side.decimal.setCurrentIndex(0)
        planned.side.decimal.activated.emit(0)
        (choice,) = planning.requests[-1].choices
        assert choice.mapping == {"brand": "Supplier", "name": ""}
        assert choice.decimal == "."

    def test_a_table_can_be_left_out(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        second = replace(TABLE, choice=SheetChoice(TABLE.choice.path, "Old"), used=False, encoding="")
        planning.tell(make_plan(tables=(TABLE, second)))
        first, other = wizard.side.tables.lines
        assert (first.tick.isChecked(), other.tick.isChecked()) == (True, False)
        other.tick.click()
        assert planning.requests[-1].choices == (replace(second.choice, used=True),)
        wizard.side.table_chooser.setCurrentIndex(1)
        wizard.side.table_chooser.activated.emit(1)
        assert wizard.side.table is not None
        assert wizard.side.table.choice.table == "Old"

    def test_files_called_alike_are_told_apart(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        other = replace(TABLE, choice=SheetChoice(Path("/other/list.csv")), used=False)
        planning.tell(make_plan(tables=(TABLE, other)))
        names = [line.name.text() for line in wizard.side.tables.lines]
        assert names == ["list.csv (in)", "list.csv (other)"]

    def test_a_table_without_sku_can_be_mended(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        table = FoundTable(
            TABLE.choice, False, 5, (FoundColumn("Ref.", "attribute", ("A-1",)),), problem=CUT_OFF
        )
        planning.tell(make_plan(tables=(table,)))
        assert not wizard.side.tables.lines[0].tick.isEnabled()
        _choose(wizard.side.columns.lines[0].chooser, "sku")
        assert planning.requests[-1].choices[0].mapping == {"sku": "Ref."}

    def test_a_change_that_fails_can_be_taken_back(
        self, planned: ImportWizard, planning: FakePlanning
    ) -> None:
        _choose(planned.side.columns.lines[3].chooser, "brand")
        planning.fail(DISK_FULL)
        assert planned.problem.isVisible()
        assert not planned.import_button.isEnabled()
        planned.take_back_button.click()
        assert planning.cancelled == 1
        assert planned.problem.isHidden()
        assert planned.import_button.isEnabled()

    def test_grouping_is_offered_where_names_look_alike(
        self, wizard: ImportWizard, planning: FakePlanning
    ) -> None:
        planning.tell(make_plan(items=(loose_item("a-1"), loose_item("a-2")), tables=()))
        assert not wizard.side.pictures.group.isVisible()
        planning.tell(make_plan(items=(loose_item("a-1"), loose_item("a-2")), tables=(), can_group=True))
        wizard.side.pictures.group.click()
        assert planning.requests[-1].group


class TestPanels:
    def test_a_loose_picture_finds_its_product(
        self, planned: ImportWizard, planning: FakePlanning, host: Host
    ) -> None:
        planning.owners = [Owner("A-1", "Shirt 1"), Owner("A-2", "Shirt 2")]
        planned.chips.choose(Part.LOOSE)
        planned.middle.view.selectRow(0)
        planned.middle.belongs_button.click()
        panel = open_panel(host, BelongsPopover)
        assert nameless(panel) == []
        QTest.keyClicks(panel.search, "A-")
        panel._look()
        QTest.keyClick(panel, Qt.Key.Key_Down)
        QTest.keyClick(panel.search, Qt.Key.Key_Return)
        assert planning.requests[-1].assigned == {"/in/IMG_1.jpg": "A-2"}

    def test_or_stays_its_own(self, planned: ImportWizard, planning: FakePlanning, host: Host) -> None:
        planned.chips.choose(Part.LOOSE)
        planned.middle.view.selectRow(0)
        planned.middle.belongs_button.click()
        panel = open_panel(host, BelongsPopover)
        assert panel.remark.isVisible()
        panel.own_button.click()
        assert planning.requests[-1].assigned == {"/in/IMG_1.jpg": "IMG_1"}

    def test_the_details_tell_everything(
        self, planned: ImportWizard, planning: FakePlanning, host: Host
    ) -> None:
        planning.stored.products["A-3"] = make_product(3, sku="A-3", price=Decimal(9))
        planned.middle.view.selectRow(2)
        QTest.keyClick(planned.middle.view, Qt.Key.Key_Return)
        panel = open_panel(host, DetailsPopover)
        assert nameless(panel) == []
        words = " ".join(label.text() for label in panel.findChildren(type(planned.problem)))
        assert "€9 → €12.50" in words
        assert "A-3.jpg" in words
        panel.dismiss()


class TestLooks:
    def test_every_control_has_a_name(self, planned: ImportWizard) -> None:
        assert nameless(planned) == []

    def test_the_keyboard_reaches_everything(self, planned: ImportWizard) -> None:
        wanted = {
            planned.chips.chips[Part.NEW],
            planned.side.tables.lines[0].tick,
            planned.side.columns.lines[0].chooser,
            planned.middle.view,
            planned.cancel_button,
            planned.import_button,
        }
        seen: set[QWidget] = set()
        planned.import_button.setFocus()
        for _ in range(60):
            QTest.keyClick(QApplication.focusWidget() or planned, Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            if focused is not None:
                seen.add(focused)
        assert wanted <= seen

    @pytest.mark.parametrize("size", [(1187, 690), (515, 297)])
    @pytest.mark.parametrize("appearance", [Appearance.LIGHT, Appearance.DARK])
    def test_it_fits(
        self, planned: ImportWizard, host: Host, size: tuple[int, int], appearance: Appearance
    ) -> None:
        host.kit.theme.set_appearance(appearance)
        host.resize(*size)
        for page in host.findChildren(CatalogPage):
            page.setGeometry(host.rect())
        host.grab()
        assert planned.minimumSizeHint().width() <= size[0]
        assert planned.width() <= size[0]
        for control in (planned.cancel_button, planned.import_button):
            corner = control.mapTo(host, control.rect().bottomRight())
            assert host.rect().contains(corner)

    def test_where_it_is_narrow_the_sides_take_turns(self, planned: ImportWizard, page: CatalogPage) -> None:
        page.resize(515, 400)
        page.grab()
        assert planned.middle.isVisible()
        assert not planned.side.isVisible()
        planned.side_button.click()
        assert planned.side.isVisible()
        assert not planned.middle.isVisible()
        assert not planned.middle.view.isVisible()

    def test_panels_fit_into_a_small_window(
        self, planned: ImportWizard, host: Host, planning: FakePlanning
    ) -> None:
        planning.owners = [Owner(f"A-{number}", "Shirt") for number in range(12)]
        host.resize(515, 297)
        for page in host.findChildren(CatalogPage):
            page.setGeometry(host.rect())
        host.grab()
        planned._show_details(0)
        panel = open_panel(host, DetailsPopover)
        assert host.rect().contains(panel.geometry())
        panel.dismiss()
        planned._ask_owner([Path("/in/IMG_1.jpg")])
        panel = open_panel(host, BelongsPopover)
        assert host.rect().contains(panel.geometry())
        panel.dismiss()

    def test_long_words_are_cut(self, wizard: ImportWizard, planning: FakePlanning) -> None:
        word = "Herrenoberbekleidungsgeschäftsführungsangelegenheiten" * 3
        table = replace(TABLE, columns=(FoundColumn(word, "name", (word,)),))
        item = make_item(1, draft=ProductDraft(word, word, category=word, colour=word))
        planning.tell(make_plan(items=(item,), tables=(table,)))
        wizard.grab()
        assert wizard.minimumSizeHint().width() < 900
        inside = wizard.side.widget()
        assert inside is not None
        assert inside.width() <= wizard.side.width()


def test_the_model_keeps_qts_rules(host: Host, planning: FakePlanning, check_model: Any) -> None:
    model = PlanRowsModel(planning, host.thumbnails)  # type: ignore[arg-type]
    check_model(model)
    planning.tell(make_plan())
    assert planning.plan is not None
    model.show_plan(planning.plan, Part.ALL)
    model.want([0, 3], wanted=False)
    tick = model.index(0, Column.TICK)
    assert model.setData(tick, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.is_wanted(0)
    assert not model.setData(model.index(0, 2), "x")
    model.show_plan(planning.plan, Part.LOOSE)
    planning.previews.ready.emit(Path("/in/IMG_1.jpg"))
    planning.stored.arrived.emit(frozenset({"A-1"}))
    planning.tell(ImportPlan(REQUEST))
    assert planning.plan is not None
    model.show_plan(planning.plan, Part.ALL)
    assert model.rowCount() == 0


def test_a_plan_of_many_rows_is_read_as_it_is_looked_at(wizard: ImportWizard, planning: FakePlanning) -> None:
    one = make_item(1)
    items = tuple(replace(one, origin=f"/in/list.csv:{number}") for number in range(100_000))
    planning.tell(make_plan(items=items))
    view = wizard.middle.view
    wizard.grab()
    view.scrollToBottom()
    wizard.grab()
    assert wizard.middle.model.rowCount() == 100_000
    assert 0 < len(planning.previews.asked) < 500


def _choose(chooser: Any, field: str) -> None:
    place = chooser.findData(field)
    chooser.setCurrentIndex(place)
    chooser.activated.emit(place)


def _click(widget: QWidget, spot: QPoint) -> None:
    for kind, buttons in (
        (QMouseEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
        (QMouseEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
    ):
        event = QMouseEvent(
            kind,
            QPointF(spot),
            widget.mapToGlobal(QPointF(spot)),
            Qt.MouseButton.LeftButton,
            buttons,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(widget, event)
