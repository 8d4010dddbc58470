"""The health page: findings, their products, proposals, duplicates, files that moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.gui.ui.catalog_fakes import DISK_FULL, make_product
from tests.gui.ui.catalog_kit import Host, nameless, press
from tests.gui.ui.health_fakes import category_for
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.settings import Appearance
from visrec_desktop.services.health.values import DuplicatePair, Finding, UnusualPrice
from visrec_desktop.ui.catalog.actions import CatalogActions
from visrec_desktop.ui.catalog.changes import Changes
from visrec_desktop.ui.health.actions import HealthActions
from visrec_desktop.ui.health.findings_model import ORDER, FindingRole
from visrec_desktop.ui.health.page import HealthPage
from visrec_desktop.ui.health.telling import Telling
from visrec_desktop.ui.products.model import Role
from visrec_desktop.ui.theme.theme import Theme

PAIRS = (DuplicatePair(1, 2, True, 1.0), DuplicatePair(1, 3, False, 0.97))


@pytest.fixture(autouse=True)
def _british() -> Any:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def host(qtbot: Any, theme: Theme, tmp_path: Path) -> Host:
    products = [make_product(number) for number in range(1, 11)]
    products[4] = replace(products[4], category="", name="Nameless thing")
    products[5] = replace(products[5], category="")
    made = Host(theme, products, tmp_path)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(host: Host) -> HealthPage:
    actions = HealthActions(host.health, host.undo, host)  # type: ignore[arg-type]
    Telling(host.kit, actions, host)
    changes = Changes(host.kit, CatalogActions(host.catalog, host.undo, host), host)  # type: ignore[arg-type]
    made = HealthPage(host.kit, actions, changes)
    host.put(made)
    return made


def choose(page: HealthPage, finding: Finding) -> None:
    page.findings.choose(finding)


def visible(page: HealthPage) -> list[str]:
    """The words on the buttons that can be pressed above the products."""
    return [each.text() for each in page.products.buttons if each.isVisible()]


def texts(page: HealthPage, role: int = FindingRole.COUNT) -> dict[str, str]:
    rows = (page.model.index(row) for row in range(page.model.rowCount()))
    return {str(index.data()): str(index.data(role)) for index in rows}


def test_the_page_opens_on_the_first_finding_with_something_to_do(page: HealthPage, host: Host) -> None:
    assert host.health.watched == 1
    host.health.tell(no_picture=[], blurred=[4, 7], no_category=[5, 6], sold_out=[1])
    assert page.findings.finding is Finding.BLURRED
    assert page.products.title.text() == "Blurred picture · 2"
    assert page.products.selected == (4,)
    assert page.side.product.title.text() == "Check shirt 4"
    assert page.model.index(0).data(FindingRole.COUNT) == ""


def test_a_chosen_finding_stays_chosen(page: HealthPage, host: Host) -> None:
    host.health.tell(no_picture=[1], no_category=[5, 6])
    choose(page, Finding.NO_CATEGORY)
    host.health.tell(no_picture=[1], blurred=[3], no_category=[5, 6])
    assert page.findings.finding is Finding.NO_CATEGORY
    assert page.products.finding is Finding.NO_CATEGORY


def test_counts_and_signs_tell_what_is_to_be_done(page: HealthPage, host: Host) -> None:
    host.health.tell(no_picture=[1, 2], blurred=[], sold_out=[3], archived=[])
    counts, tones = texts(page), texts(page, FindingRole.TONE)
    assert (counts["No picture"], tones["No picture"]) == ("2", "warning")
    assert (counts["Blurred picture"], tones["Blurred picture"]) == ("0", "good")
    assert (counts["Sold out"], tones["Sold out"]) == ("1", "")
    assert (counts["Duplicates"], tones["Duplicates"]) == ("", "")
    spoken = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Duplicates, not looked at yet"


def test_an_unused_fact_is_nothing_to_do(page: HealthPage, host: Host) -> None:
    host.health.tell(no_brand=range(1, 11))
    host.health.report = replace(host.health.report, unused=frozenset({Finding.NO_BRAND}))
    host.health.changed.emit(host.health.report)
    assert texts(page)["No brand"] == "not used"
    choose(page, Finding.NO_BRAND)
    assert "nothing to fill in" in page.products.sentence.text()


def test_what_was_not_looked_at_and_what_is_in_order_say_so(page: HealthPage, host: Host) -> None:
    host.health.tell(blurred=[])
    choose(page, Finding.BLURRED)
    assert page.products.nothing.isVisible()
    assert page.products.nothing.title == "No picture is blurred."
    choose(page, Finding.UNUSUAL_PRICE)
    assert page.products.pending.isVisible()
    choose(page, Finding.DUPLICATES)
    assert page.pairs.pending.isVisible()
    host.health.tell(pairs=())
    assert page.pairs.nothing.isVisible()
    assert not page.side.isVisible()


def test_a_proposal_is_shown_as_one_and_can_be_accepted_and_undone(page: HealthPage, host: Host) -> None:
    host.health.tell(no_category=[5, 6], proposals=[category_for(5), category_for(6, "Bags", 0.4)])
    tile = page.products.model.index(0).data(Role.BAND)
    assert tile == "Shirts? · very likely"
    assert page.products.model.index(1).data(Role.BAND) == "Bags? · a guess"
    (card,) = page.side.proposed.cards
    words = [label.text() for label in card.findChildren(type(page.products.title))]
    assert words[:3] == [
        "Proposed · very likely", "Category: Shirts", "Because of its picture. Like these:",
    ]  # fmt: skip
    assert "Category" not in page.side.product.facts.values
    card.accept_button.click()
    assert host.catalog.stored[5].category == "Shirts"
    assert host.notices.text == "1 value accepted"
    assert host.undo.undoText() == "Accept 1 proposed value"
    assert page.products.selected == (6,)  # the next one takes its place
    press(host.notices, "Undo")
    assert host.catalog.stored[5].category == ""


def test_what_was_taken_back_is_no_longer_said_to_be_done(page: HealthPage, host: Host) -> None:
    host.health.tell(no_category=[5], proposals=[category_for(5)])
    page.products.accept_button.click()
    assert host.notices.text == "1 value accepted"
    host.undo.undo()
    assert host.notices.text == ""


def test_all_that_are_very_likely_are_accepted_at_once(page: HealthPage, host: Host) -> None:
    host.health.tell(no_category=[5, 6], proposals=[category_for(5), category_for(6, "Bags", 0.4)])
    assert visible(page) == [
        "Accept all that are very likely (1)", "Accept the selected (1)", "Refuse the selected (1)",
    ]  # fmt: skip
    page.products.all_button.click()
    assert host.catalog.stored[5].category == "Shirts"
    assert host.catalog.stored[6].category == ""
    assert visible(page) == ["Accept the selected (1)", "Refuse the selected (1)"]


def test_several_selected_are_refused_together(page: HealthPage, host: Host) -> None:
    host.health.tell(no_category=[5, 6], proposals=[category_for(5), category_for(6)])
    page.products.grid.selectAll()
    assert page.side.count.text() == "2 products selected"
    page.products.refuse_button.click()
    keys = ((5, "category"), (6, "category"))
    assert host.health.calls == [("refuse", (keys, True))]
    host.undo.undo()
    assert host.health.calls[-1] == ("refuse", (keys, False))
    host.undo.redo()
    assert host.health.calls[-1] == ("refuse", (keys, True))


def test_control_and_enter_accept_by_keyboard(page: HealthPage, host: Host, qtbot: Any) -> None:
    host.health.tell(no_category=[5, 6], proposals=[category_for(5)])
    page.products.grid.setFocus()
    qtbot.waitUntil(page.products.grid.hasFocus)
    QTest.keyClick(page.products.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert host.catalog.stored[5].category == "Shirts"


def test_what_cannot_be_stored_is_told_and_not_on_the_stack(page: HealthPage, host: Host) -> None:
    host.health.tell(no_category=[5], proposals=[category_for(5)])
    host.health.refuse_all = DISK_FULL
    page.products.accept_button.click()
    host.health.release()
    assert "The disk is full." in host.notices.text
    assert host.undo.count() == 0
    host.health.refuse_all = None
    page.products.accept_button.click()
    assert host.undo.count() == 1
    host.health.refuse_all = DISK_FULL
    host.undo.undo()
    host.health.release()
    assert host.undo.canUndo()


def test_an_unusual_price_names_the_usual_one(page: HealthPage, host: Host) -> None:
    host.health.tell(unusual_price=[4])
    price = UnusualPrice(4, make_product(4).price or 0, make_product(4).price or 0, 10.0, "above_category")
    host.health.report = replace(host.health.report, prices={4: price})
    host.health.changed.emit(host.health.report)
    choose(page, Finding.UNUSUAL_PRICE)
    assert page.products.model.index(0).data(Role.BAND) == "usually €1,299.50"


def test_a_colour_that_differs_names_both(page: HealthPage, host: Host) -> None:
    host.health.tell(colour_differs=[4])
    host.health.report = replace(host.health.report, shown_colours={4: "red"})
    host.health.changed.emit(host.health.report)
    choose(page, Finding.COLOUR_DIFFERS)
    assert page.products.model.index(0).data(Role.BAND) == "Blue, looks red"


def test_duplicates_are_compared_side_by_side(page: HealthPage, host: Host) -> None:
    host.catalog.stored[2] = replace(make_product(2), brand="", colour="Navy", stock=1)
    host.health.tell(pairs=PAIRS)
    assert page.findings.finding is Finding.DUPLICATES
    assert page.pairs.title.text() == "Duplicates · 1 of 2 · the same picture"
    assert page.pairs.view.choice == (host.catalog.stored[1], host.catalog.stored[2])
    bold = [
        cell.text()
        for cell in page.pairs.view._cells
        if cell.property("type") == "label"  # what differs
    ]
    assert bold == ["4 in stock", "last one", "Northwind", "–", "Blue", "Navy"]
    assert "stays recorded under SKU-0002" in page.pairs.view.note.text()
    page.pairs.view.choices[1].click()
    assert page.pairs.view.choice == (host.catalog.stored[2], host.catalog.stored[1])
    assert "taken over: Brand." in page.pairs.view.note.text()


def test_two_products_are_merged_and_parted_again(page: HealthPage, host: Host) -> None:
    host.health.tell(pairs=PAIRS)
    page.pairs.merge_button.click()
    assert ("merge", (1, 2)) in host.health.calls
    assert host.notices.text == "Merged into “Check shirt 1”; “Check shirt 2” is in the archive"
    assert page.pairs.title.text() == "Duplicates · 1 of 1 · nearly the same"
    assert host.undo.undoText() == "Merge into “Check shirt 1”"
    host.undo.undo()
    assert 2 in host.catalog.stored
    host.undo.redo()
    assert 2 in host.catalog.hidden


def test_both_are_kept(page: HealthPage, host: Host) -> None:
    host.health.tell(pairs=PAIRS)
    page.pairs.list.setCurrentIndex(page.pairs.model.index(1))
    page.pairs.keep_button.click()
    assert host.health.calls[-1] == ("keep_apart", (((1, 3),), True))
    host.undo.undo()
    assert host.health.calls[-1] == ("keep_apart", (((1, 3),), False))


def test_the_pair_after_a_decided_one_is_shown(page: HealthPage, host: Host) -> None:
    three = (*PAIRS, DuplicatePair(7, 8, False, 0.96))
    host.health.tell(pairs=three)
    page.pairs.list.setCurrentIndex(page.pairs.model.index(1))
    host.health.tell(pairs=(three[0], three[2]))
    assert page.pairs.list.pair == three[2]
    host.health.tell(pairs=())
    assert not page.pairs.merge_button.isEnabled()


def test_sold_out_products_go_into_the_archive_and_come_back(page: HealthPage, host: Host) -> None:
    host.health.tell(sold_out=[4, 5])
    choose(page, Finding.SOLD_OUT)
    assert visible(page) == ["Put into the archive (1)"]
    page.products.archive_button.click()
    assert 4 in host.catalog.hidden
    assert host.notices.text == "1 product put into the archive"
    host.health.tell(archived=[4])
    choose(page, Finding.ARCHIVED)
    assert page.side.product.restore_button.isVisible()
    assert not page.side.product.edit_button.isVisible()
    assert "In the archive" in page.side.product.note.text()
    page.side.product.restore_button.click()
    assert 4 in host.catalog.stored
    host.undo.undo()
    assert 4 in host.catalog.hidden


def test_files_that_moved_are_found_taken_over_and_given_back(page: HealthPage, host: Host) -> None:
    host.health.tell(file_missing=[4, 5])
    choose(page, Finding.FILE_MISSING)
    assert visible(page) == ["Find them…"]
    page.moved.search([Path("/other")])
    assert page.moved.strip.isVisible()
    choose(page, Finding.BLURRED)
    assert not page.moved.isVisible()
    choose(page, Finding.FILE_MISSING)
    assert page.moved.isVisible()
    host.health.searched.emit(Progress("searching", 3, 10))
    press(page.moved.strip, "Cancel")
    assert host.health.calls[-1] == ("cancel_search",)
    assert host.health.search is not None
    host.health.search(SimpleNamespace(found=(("a", "b"),), still_missing=("c",)))
    assert page.moved.words.text() == "1 file was found. 1 is still missing."
    page.moved.use_button.click()
    assert host.notices.text == "1 file is known again"
    assert not page.moved.isVisible()
    host.undo.undo()
    assert host.health.calls[-1] == ("use_moved", True)


def test_nothing_found_says_what_to_do(page: HealthPage, host: Host) -> None:
    host.health.tell(file_missing=[4])
    choose(page, Finding.FILE_MISSING)
    page.moved.search(())
    assert host.health.search is not None
    host.health.search(SimpleNamespace(found=(), still_missing=("c",)))
    assert page.moved.words.text().startswith("None of the files was found.")
    assert page.moved.use_button.isHidden()


def test_analysis_goes_on(page: HealthPage, host: Host) -> None:
    host.health.tell(not_analysed=[4])
    choose(page, Finding.NOT_ANALYSED)
    press(page.products, "Analyse now")
    assert host.importer.resumed == 1


def test_looking_again_shows_progress_and_can_be_cancelled(page: HealthPage, host: Host) -> None:
    page.head.look_button.click()
    assert host.health.looked == 1
    assert page.head.strip.isVisible()
    assert not page.head.look_button.isEnabled()
    host.health.progressed.emit(Progress("pictures", 40, 80, 9.0))
    assert page.head.strip._count.text() == "40 of 80 · about 10 s left"
    press(page.head.strip, "Cancel")
    assert host.health.cancelled == 1
    host.health.tell(no_picture=[])
    host.health.end_look()
    assert not page.head.strip.isVisible()
    assert page.head.state.text() == "Nothing to do: everything is in order."
    host.health.tell(no_picture=[1])
    assert page.head.state.text() == "1 product to look at"
    host.health.is_stale = True
    host.health.changed.emit(host.health.report)
    assert page.head.state.text() == "The catalog has changed since it was looked at."


def test_enter_edits_and_back_leaves(page: HealthPage, host: Host, qtbot: Any) -> None:
    host.health.tell(blurred=[4])
    page.products.grid.setFocus()
    qtbot.waitUntil(page.products.grid.hasFocus)
    QTest.keyClick(page.products.grid, Qt.Key.Key_Return)
    dialog = page._changes.dialog
    assert dialog is not None
    dialog.reject()
    with qtbot.waitSignal(page.closed):
        page.head.back_button.click()


def test_the_models_hold_what_qt_asks_of_them(
    page: HealthPage, host: Host, check_model: Callable[[object], None]
) -> None:
    for model in (page.model, page.products.model, page.pairs.model):
        check_model(model)
    host.health.tell(pairs=PAIRS, no_category=[5, 6], proposals=[category_for(5)])
    choose(page, Finding.NO_CATEGORY)
    host.health.tell(pairs=PAIRS[1:], no_category=[6])
    choose(page, Finding.DUPLICATES)
    host.health.tell(pairs=(DuplicatePair(7, 8, True, 1.0), *PAIRS))
    host.thumbnails.ready.emit(100_001)


@pytest.mark.parametrize("finding", ORDER)
def test_every_control_has_a_name(page: HealthPage, host: Host, finding: Finding) -> None:
    host.health.tell(
        pairs=PAIRS, no_category=[5, 6], file_missing=[1], not_analysed=[2], sold_out=[3],
        proposals=[category_for(5)],
    )  # fmt: skip
    choose(page, finding)
    assert nameless(page) == []


@pytest.mark.parametrize("size", [(1180, 660), (516, 300)])
def test_a_small_screen_cuts_nothing_off(page: HealthPage, host: Host, size: tuple[int, int]) -> None:
    host.health.tell(pairs=PAIRS, no_category=[5, 6], proposals=[category_for(5)])
    page.setFixedSize(*size)
    for finding in (Finding.NO_CATEGORY, Finding.DUPLICATES):
        choose(page, finding)
        QApplication.processEvents()
        assert page.width() == size[0]
        assert page.minimumSizeHint().width() <= size[0]
        for each in page.findChildren(QAbstractButton):
            if each.isVisible() and page.faces.isAncestorOf(each):
                right = each.mapTo(page.faces, each.rect().topRight()).x()
                assert right <= page.faces.width(), each.text()


def test_the_page_follows_the_theme(page: HealthPage, host: Host, theme: Theme) -> None:
    host.health.tell(pairs=PAIRS, no_category=[5])
    light = page.grab().toImage().pixelColor(page.width() // 2, 4)
    theme.set_appearance(Appearance.DARK)
    assert page.grab().toImage().pixelColor(page.width() // 2, 4) != light
