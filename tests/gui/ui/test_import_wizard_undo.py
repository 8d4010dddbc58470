"""Imports are taken back: by the strip, by Ctrl+Z, out of the list of past ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QUndoCommand
from PySide6.QtWidgets import QWidget

from tests.gui.ui.catalog_fakes import make_product
from tests.gui.ui.catalog_kit import Host, nameless
from tests.gui.ui.import_fakes import REQUEST, make_plan
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.services.importing import ImportReport, PastImport
from visrec_desktop.ui.catalog.page import CatalogPage
from visrec_desktop.ui.importing.past_dialog import PastDialog, PastModel, PastRole
from visrec_desktop.ui.theme.theme import Theme

DONE = PastImport(7, "list.csv, pictures", 1_790_000_000_000_000, "done", 1_204, 3, 1_207, 0)
STOPPED = PastImport(6, "spring.xlsx", 1_780_000_000_000_000, "stopped", 12, 0, 400, 388)
UNDONE = PastImport(5, "old.zip", 1_770_000_000_000_000, "undone", 5, 0, 5, 0)


@pytest.fixture
def host(qtbot: Any, theme: Theme, tmp_path: Path) -> Host:
    made = Host(theme, [make_product(number) for number in range(1, 9)], tmp_path)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(host: Host) -> CatalogPage:
    made = CatalogPage(host.kit)
    host.put(made)
    return made


@pytest.fixture
def dialog(page: CatalogPage, host: Host) -> PastDialog:
    host.importer.past = (DONE, STOPPED, UNDONE)
    page.adding.past_wanted.emit()
    assert page.imports.past is not None
    return page.imports.past


def run_import(host: Host, import_id: int | None = 7) -> None:
    host.importer.start(None)
    host.importer.finish(ImportReport(added=3, import_id=import_id))


def test_an_import_goes_on_the_undo_stack(page: CatalogPage, host: Host) -> None:
    run_import(host)
    assert host.undo.undoText() == "Import"
    host.undo.undo()
    assert host.importer.calls == [("undo", 7)]
    assert page.importing.line.text() == "The import was taken back."
    host.undo.redo()
    assert host.importer.calls == [("undo", 7), ("redo", 7)]
    assert "made again" in host.notices.text


def test_the_button_of_the_strip_takes_it_back(page: CatalogPage, host: Host) -> None:
    host.importer.kept = 2
    run_import(host)
    page.importing.undo_button.click()
    assert host.importer.calls == [("undo", 7)]
    assert "2 products were changed since then and stay." in page.importing.line.text()
    assert not host.undo.canUndo()


def test_it_is_taken_back_out_of_order(page: CatalogPage, host: Host) -> None:
    run_import(host)
    host.undo.push(QUndoCommand("later"))
    page.importing.undo_button.click()
    assert host.importer.calls == [("undo", 7)]
    host.undo.undo()
    host.undo.undo()  # the import's command has nothing left to do
    assert host.importer.calls == [("undo", 7)]


def test_where_it_cannot_be_taken_back_the_stack_says_so(page: CatalogPage, host: Host) -> None:
    host.importer.refuse = KnownError(ErrorCode.NOTHING_TO_UNDO, "7")
    run_import(host)
    page.importing.undo_button.click()
    assert not host.undo.canUndo()
    host.importer.release()
    assert host.undo.canUndo()
    assert page.importing.undo_button.isEnabled()
    assert host.notices.text != ""


def test_nothing_goes_on_the_stack_where_nothing_changed(page: CatalogPage, host: Host) -> None:
    host.importer.finish(ImportReport(unchanged=4, import_id=7))
    run_import(host, None)
    assert not host.undo.canUndo()


def test_one_that_goes_on_is_one_command(page: CatalogPage, host: Host) -> None:
    run_import(host)
    run_import(host)
    assert host.undo.count() == 1


class TestPastImports:
    def test_they_are_listed(self, dialog: PastDialog) -> None:
        assert dialog.model.rowCount() == 3
        assert nameless(dialog) == []
        words = dialog.model.index(0).data(PastRole.WORDS)
        assert "1,204 added · 3 updated" in words
        assert dialog.model.index(1).data(PastRole.WORDS).endswith("388 left to do · stopped")
        assert dialog.model.index(2).data(PastRole.WORDS).endswith("taken back")
        assert dialog.empty.isHidden()

    def test_one_is_taken_back(self, dialog: PastDialog, host: Host) -> None:
        dialog.undo_button.click()
        assert host.importer.calls == [("undo", 7)]
        assert dialog.message.text() == "The import was taken back."
        assert host.notices.text == ""

    def test_one_that_was_taken_back_cannot_be_again(self, dialog: PastDialog) -> None:
        dialog.view.setCurrentIndex(dialog.model.index(2))
        assert not dialog.undo_button.isEnabled()

    def test_a_refusal_is_told(self, dialog: PastDialog, host: Host) -> None:
        host.importer.refuse = KnownError(ErrorCode.NOTHING_TO_UNDO, "7")
        dialog.undo_button.click()
        host.importer.release()
        assert dialog.message.isVisible()
        assert dialog.undo_button.isEnabled()

    def test_a_stopped_one_goes_on(self, dialog: PastDialog, host: Host, page: CatalogPage) -> None:
        assert dialog.resume_button.isHidden()
        dialog.view.setCurrentIndex(dialog.model.index(1))
        dialog.resume_button.click()
        assert host.importer.calls == [("resume", 6)]
        assert page.imports.past is None

    def test_nothing_was_imported(self, page: CatalogPage) -> None:
        page.imports.show_past()
        assert page.imports.past is not None
        assert page.imports.past.empty.isVisible()
        assert not page.imports.past.undo_button.isEnabled()
        page.imports.past.close_button.click()

    def test_the_model_keeps_qts_rules(self, check_model: Any) -> None:
        model = PastModel()
        check_model(model)
        model.set_past((DONE, STOPPED))
        model.set_past(())


def test_a_page_that_is_built_late_shows_the_wizard(qtbot: Any, host: Host) -> None:
    host.planning.open(REQUEST)
    page = CatalogPage(host.kit)
    host.put(page)
    assert page.imports.wizard is not None
    host.planning.tell(make_plan())
    assert page.imports.wizard.import_button.isEnabled()
    behind: QWidget = page.listing
    page.imports.wizard.cancel_button.click()
    assert behind.isVisible()


def test_the_window_tells_of_an_import_that_was_cut_off(window: Any) -> None:
    importer = window.kit.context.importer
    importer.cut_off = STOPPED
    importer.interrupted.emit(STOPPED)
    assert window.current_page == "match"
    assert "interrupted" in window.notices.text
    window.notices._run()
    assert window.current_page == "catalog"
    assert "12 of 400" in window.page("catalog").importing.line.text()
