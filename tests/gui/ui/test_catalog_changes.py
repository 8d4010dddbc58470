from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.gui.ui.catalog_fakes import DISK_FULL, make_product
from tests.gui.ui.catalog_kit import Host, press
from visrec_desktop.ui.catalog.edit_dialog import EditDialog
from visrec_desktop.ui.catalog.page import CatalogPage
from visrec_desktop.ui.theme.theme import Theme


@pytest.fixture
def host(qtbot: Any, theme: Theme, tmp_path: Path) -> Host:
    made = Host(theme, [make_product(number) for number in range(1, 11)], tmp_path)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(host: Host) -> CatalogPage:
    made = CatalogPage(host.kit)
    host.put(made)
    return made


@pytest.fixture(autouse=True)
def _british() -> Any:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    yield
    QLocale.setDefault(before)


def open_dialog(page: CatalogPage, product_id: int = 3) -> EditDialog:
    page.changes.edit(product_id)
    assert page.changes.dialog is not None
    return page.changes.dialog


def test_an_edit_is_stored_and_undone_and_redone(page: CatalogPage, host: Host) -> None:
    dialog = open_dialog(page)
    dialog.form.fields["name"].set_text("Check shirt, slim")
    dialog.form.fields["price"].set_text("1,499.00")
    dialog.form.fields["stock"].set_text("")
    dialog.save_button.click()
    assert page.changes.dialog is None
    edited = host.catalog.stored[3]
    assert (edited.name, edited.price, edited.stock) == ("Check shirt, slim", Decimal(1499), None)
    assert edited.picture_id == make_product(3).picture_id
    assert host.undo.undoText() == "Edit “Check shirt, slim”"
    host.undo.undo()
    assert host.catalog.stored[3] == make_product(3)
    host.undo.redo()
    assert host.catalog.stored[3] == edited


def test_nothing_changed_is_nothing_to_undo(page: CatalogPage, host: Host) -> None:
    open_dialog(page).save_button.click()
    assert page.changes.dialog is None
    assert host.undo.count() == 0
    assert host.catalog.calls == []


def test_two_quick_undos_follow_one_another(page: CatalogPage, host: Host) -> None:
    for name in ("First", "Second"):
        dialog = open_dialog(page)
        dialog.form.fields["name"].set_text(name)
        dialog.save_button.click()
    host.catalog.hold = True
    host.undo.undo()
    host.undo.undo()
    host.catalog.release()
    assert host.catalog.stored[3] == make_product(3)
    assert host.undo.index() == 0


def test_wrong_values_are_told_at_their_field(page: CatalogPage, host: Host) -> None:
    dialog = open_dialog(page)
    fields = dialog.form.fields
    fields["name"].set_text("  ")
    fields["price"].set_text("cheap")
    fields["stock"].set_text("-1")
    dialog.save_button.click()
    assert page.changes.dialog is dialog
    assert host.catalog.calls == []
    assert fields["name"].problem.text() == "Give the product a name."
    assert fields["price"].problem.text() == "Write a number, such as 1,299.50."
    assert fields["stock"].problem.text() == "Stock cannot be below zero."
    assert fields["price"].editor.property("wrong") is True
    assert fields["price"].editor.accessibleDescription() == fields["price"].problem.text()
    fields["price"].set_text("12")
    assert fields["price"].problem.text() == ""
    assert fields["price"].editor.property("wrong") is False
    dialog.reject()


def test_known_values_are_offered_while_typing(page: CatalogPage) -> None:
    dialog = open_dialog(page)
    editor = dialog.form.fields["category"].editor
    assert isinstance(editor, QLineEdit)
    completer = editor.completer()
    completer.setCompletionPrefix("sho")
    assert completer.currentCompletion() == "Shoes"
    dialog.reject()


def test_a_product_changed_meanwhile_is_not_overwritten_unasked(page: CatalogPage, host: Host) -> None:
    dialog = open_dialog(page)
    dialog.form.fields["name"].set_text("Mine")
    imported = replace(make_product(3), stock=99)
    host.catalog.stored[3] = imported
    dialog.save_button.click()
    assert page.changes.dialog is dialog
    assert host.catalog.stored[3] == imported
    assert "changed meanwhile" in dialog.message
    dialog.load_button.click()
    assert dialog.form.fields["stock"].text == "99"
    assert dialog.message == ""
    dialog.form.fields["name"].set_text("Mine")
    dialog.save_button.click()
    assert host.catalog.stored[3] == replace(imported, name="Mine")
    host.undo.undo()
    assert host.catalog.stored[3] == imported


def test_a_product_that_vanished_is_told_in_the_dialog(page: CatalogPage, host: Host) -> None:
    dialog = open_dialog(page)
    dialog.form.fields["name"].set_text("Mine")
    host.catalog.stored.pop(3)
    dialog.save_button.click()
    assert "deleted meanwhile" in dialog.message
    assert not dialog.save_button.isEnabled()
    assert host.undo.count() == 0
    dialog.reject()


def test_a_full_disk_keeps_the_dialog_and_what_was_typed(page: CatalogPage, host: Host) -> None:
    dialog = open_dialog(page)
    dialog.form.fields["name"].set_text("Mine")
    host.catalog.refuse = DISK_FULL
    dialog.save_button.click()
    assert "The disk is full." in dialog.message
    assert dialog.form.fields["name"].text == "Mine"
    assert host.undo.count() == 0
    host.catalog.refuse = None
    dialog.save_button.click()
    assert host.catalog.stored[3].name == "Mine"


def test_an_undo_that_cannot_be_stored_stays_to_be_done(page: CatalogPage, host: Host) -> None:
    page.changes.delete([1])
    host.catalog.refuse = DISK_FULL
    host.catalog.hold = True
    host.undo.undo()
    host.catalog.release()
    assert 1 not in host.catalog.stored
    assert host.undo.canUndo()
    host.catalog.refuse = None
    host.undo.undo()
    assert 1 in host.catalog.stored


def test_an_undo_of_an_edit_spares_what_an_import_changed_since(page: CatalogPage, host: Host) -> None:
    dialog = open_dialog(page)
    dialog.form.fields["name"].set_text("Mine")
    dialog.save_button.click()
    imported = replace(host.catalog.stored[3], stock=50)
    host.catalog.stored[3] = imported
    host.catalog.hold = True
    host.undo.undo()
    host.catalog.release()
    assert host.catalog.stored[3] == imported
    assert "was changed since then" in host.notices.text
    assert host.undo.canUndo()


def test_the_delete_key_deletes_and_the_notice_undoes(page: CatalogPage, host: Host, qtbot: Any) -> None:
    page.listing.select([2, 3, 4])
    page.listing.grid.setFocus()
    qtbot.waitUntil(page.listing.grid.hasFocus)
    QTest.keyClick(page.listing.grid, Qt.Key.Key_Delete)
    assert sorted(host.catalog.stored) == [1, 5, 6, 7, 8, 9, 10]
    assert page.listing.selected == ()
    assert host.notices.text == "3 products deleted"
    assert host.undo.undoText() == "Delete 3 products"
    press(host.notices, "Undo")
    assert sorted(host.catalog.stored) == list(range(1, 11))
    assert host.notices.text == "3 products are back"
    host.undo.redo()
    assert 3 not in host.catalog.stored
    host.undo.undo()
    assert 3 in host.catalog.stored


def test_the_notice_undoes_only_its_own_deletion(page: CatalogPage, host: Host) -> None:
    page.changes.delete([1])
    host.undo.undo()
    host.undo.redo()
    page.changes.delete([2])
    host.undo.undo()
    page.changes.delete([4])
    assert host.notices.text == "1 product deleted"
    press(host.notices, "Undo")
    assert sorted(set(range(1, 11)) - set(host.catalog.stored)) == [1]


def test_nothing_selected_is_nothing_to_delete(page: CatalogPage, host: Host) -> None:
    page.changes.delete([])
    assert host.catalog.calls == []
