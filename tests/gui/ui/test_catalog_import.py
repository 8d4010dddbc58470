from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QPushButton

from tests.gui.ui.catalog_fakes import DISK_FULL, FakeImporter
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.services.importing import ImportFailure, ImportReport, PastImport
from visrec_desktop.ui.catalog.failures_model import FailureModel, FailureRole
from visrec_desktop.ui.catalog.import_panel import ImportPanel
from visrec_desktop.ui.theme.theme import Theme

CUT_OFF = ImportFailure("/shop/new/a.jpg", ErrorCode.TRUNCATED_PICTURE, "/shop/new/a.jpg")
TOO_LARGE = ImportFailure(
    "/shop/new/b.png", ErrorCode.PICTURE_TOO_LARGE, "/shop/new/b.png", "65,535 × 65,535"
)
SAME_SKU = ImportFailure("/shop/list.csv, row 14", ErrorCode.DUPLICATE_SKU, "A-17", "row 3")
REPORT = ImportReport(added=96, updated=2, failed=(CUT_OFF, TOO_LARGE))


@pytest.fixture
def importer() -> FakeImporter:
    return FakeImporter()


@pytest.fixture
def panel(qtbot: Any, theme: Theme, importer: FakeImporter) -> ImportPanel:
    made = ImportPanel(importer, theme)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(900, 400)
    return made


def cancel_button(panel: ImportPanel) -> QPushButton:
    (found,) = panel.strip.findChildren(QPushButton)
    return found


def test_nothing_is_shown_while_there_is_nothing_to_tell(panel: ImportPanel) -> None:
    assert panel.isHidden()


def test_progress_is_told_in_words_and_figures(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    assert panel.isVisible()
    bar = panel.strip.findChild(QProgressBar)
    assert bar is not None
    assert bar.maximum() == 0
    importer.step("reading", 120, 1000, 204.0)
    words = " ".join(label.text() for label in panel.strip.findChildren(type(panel.line)))
    assert "Reading pictures" in words
    assert "120 of 1,000" in words
    assert "about 3 min left" in words
    assert (bar.value(), bar.maximum()) == (120, 1000)


def test_cancel_stops_the_import_once(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    cancel_button(panel).click()
    assert importer.cancelled == 1
    assert not cancel_button(panel).isEnabled()
    importer.step("reading", 130, 1000)
    assert not cancel_button(panel).isEnabled()
    importer.finish(ImportReport(added=12, cancelled=True))
    assert panel.line.text() == "Stopped; what was done is kept, 12 added"
    importer.start(None)
    assert cancel_button(panel).isEnabled()


def test_a_stopped_analysis_can_be_gone_on_with(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(ImportReport(added=40, cancelled=True))
    assert panel.resume_button.isHidden()
    importer.unfinished = 31  # known when the catalog has been read
    importer.unfinished_changed.emit(31)
    assert not panel.resume_button.isHidden()
    panel.resume_button.click()
    assert importer.resumed == 1
    importer.unfinished_changed.emit(0)
    assert panel.resume_button.isHidden()


def test_imports_that_wait_are_told(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.waiting = 2
    importer.step("reading", 1, 9)
    words = " ".join(label.text() for label in panel.strip.findChildren(type(panel.line)))
    assert "2 more imports follow" in words


def test_an_import_that_works_gently_says_so(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    for gentle in (False, True):
        importer.preferences.update(gentle=gentle)
        importer.step("reading", 1, 9)
        words = " ".join(label.text() for label in panel.strip.findChildren(type(panel.line)))
        assert ("working gently" in words) is gentle


def test_the_outcome_says_what_came_in_and_what_did_not(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(REPORT)
    assert panel.line.text() == "96 added, 2 updated, 2 could not be read"
    assert panel.strip.isHidden()
    assert not panel.failed_button.isHidden()
    assert panel.failures.isHidden()
    panel.failed_button.click()
    assert panel.failures.isVisible()
    assert panel.failures.model.rowCount() == 2


def test_a_repeated_sku_is_counted_apart(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(replace(REPORT, failed=(*REPORT.failed, SAME_SKU)))
    assert panel.line.text() == "96 added, 2 updated, 1 with a SKU of another one, 2 could not be read"


def test_an_import_without_failures_offers_no_list(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(ImportReport(added=1))
    assert panel.line.text() == "1 added"
    assert panel.failed_button.isHidden()
    importer.start(None)
    importer.finish(ImportReport())
    assert panel.line.text() == "There were no pictures or products in it"


def test_a_new_error_does_not_show_what_failed_before(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(REPORT)
    assert not panel.failed_button.isHidden()
    importer.start(None)
    importer.running = False
    importer.failed.emit(DISK_FULL)
    assert "The disk is full." in panel.line.text()
    assert panel.failed_button.isHidden()


def test_failures_stay_until_they_are_dismissed(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(REPORT)
    importer.start(None)
    importer.finish(ImportReport(added=1, failed=(SAME_SKU,)))
    assert panel.failures.model.failures == (CUT_OFF, TOO_LARGE, SAME_SKU)
    panel.dismiss_button.click()
    assert panel.isHidden()
    importer.start(None)
    importer.finish(ImportReport(added=1))
    assert panel.failures.model.failures == ()


def test_what_is_tried_again_is_no_longer_listed(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(REPORT)
    panel.failures.retry_button.click()
    assert importer.retried == 1
    importer.finish(ImportReport(added=1, failed=(TOO_LARGE,)))
    assert panel.failures.model.failures == (TOO_LARGE,)


def test_an_import_that_follows_at_once_does_not_hide_the_failures(
    panel: ImportPanel, importer: FakeImporter
) -> None:
    importer.start(None)
    importer.take(REPORT)  # the session has begun the next one already
    assert panel.strip.isVisible()
    importer.finish(ImportReport(added=3))
    assert panel.failures.model.failures == (CUT_OFF, TOO_LARGE)


def test_an_import_that_ends_early_says_why(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.running = False
    importer.failed.emit(DISK_FULL)
    assert panel.line.text().startswith("The disk is full.")
    importer.failed.emit(None)
    assert "stopped" in panel.line.text()


def test_analysis_in_the_background_can_be_cancelled(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.finish(REPORT)
    importer.catch_up_progressed.emit(SimpleNamespace(stage="analysing", done=3, total=9, eta_s=None))
    assert panel.strip.isVisible()
    cancel_button(panel).click()
    assert importer.cancelled == 100
    importer.catch_up_finished.emit(SimpleNamespace(done=9, failed=()))
    assert panel.line.text() == "96 added, 2 updated, 2 could not be read"


def test_pictures_that_could_not_be_analysed_are_listed(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.catch_up_progressed.emit(SimpleNamespace(stage="analysing", done=3, total=9, eta_s=None))
    importer.catch_up_finished.emit(SimpleNamespace(done=8, failed=(CUT_OFF,)))
    assert panel.line.text() == "1 picture could not be analysed"
    assert panel.failures.model.failures == (CUT_OFF,)
    assert not panel.failures.retry_button.isEnabled()


def test_an_outcome_from_before_the_page_was_built_is_shown(qtbot: Any, theme: Theme) -> None:
    importer = FakeImporter()
    importer.finish(REPORT)
    panel = ImportPanel(importer, theme)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    assert panel.isVisible()
    assert panel.failures.model.rowCount() == 2


def test_the_list_can_be_copied(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.finish(REPORT)
    panel.failures.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("/shop/new/a.jpg\t“a.jpg” is cut off.")


def test_show_in_folder_opens_the_folder_of_the_chosen_file(
    panel: ImportPanel, importer: FakeImporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "visrec_desktop.ui.catalog.failures_panel.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    importer.finish(REPORT)
    panel.failures.list.setCurrentIndex(panel.failures.model.index(1))
    panel.failures.folder_button.click()
    assert [Path(path) for path in opened] == [Path("/shop/new")]


def test_each_failure_has_file_reason_and_next_step(check_model: Any) -> None:
    model = FailureModel()
    check_model(model)
    model.set_failures([CUT_OFF, TOO_LARGE, SAME_SKU])
    for row, name in enumerate(("a.jpg", "b.png", "list.csv, row 14")):
        index = model.index(row)
        assert index.data() == name
        assert index.data(FailureRole.REASON)
        assert index.data(FailureRole.NEXT_STEP)
    assert "65,535" in model.index(1).data(FailureRole.REASON)
    assert "A-17" in model.index(2).data(FailureRole.REASON)
    assert model.index(0).data(FailureRole.FOLDER) == str(Path("/shop/new"))
    model.set_failures([])
    assert model.rowCount() == 0


def test_long_reasons_wrap_inside_the_list(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.finish(REPORT)
    panel.failed_button.click()
    delegate, index = panel.failures.list.itemDelegate(), panel.failures.model.index(1)
    wide = panel.failures.list.sizeHintForIndex(index)
    panel.resize(320, 400)
    panel.grab()
    narrow = panel.failures.list.sizeHintForIndex(index)
    assert delegate is not None
    assert narrow.height() > wide.height()
    assert narrow.width() <= panel.failures.list.viewport().width()


def test_the_whole_import_can_be_undone_from_the_strip(panel: ImportPanel, importer: FakeImporter) -> None:
    wanted: list[int] = []
    panel.undo_wanted.connect(wanted.append)
    importer.start(None)
    importer.finish(replace(REPORT, import_id=7))
    assert not panel.undo_button.isHidden()
    panel.undo_button.click()
    assert wanted == [7]
    assert not panel.undo_button.isEnabled()
    assert not panel.show_undone(6, "Another one.")
    assert panel.show_undone(7, "The import was taken back.")
    assert panel.line.text() == "The import was taken back."
    assert panel.undo_button.isHidden()
    assert panel.failed_button.isHidden()  # to try its failures again would import them


def test_an_import_that_changed_nothing_offers_no_undo(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.finish(ImportReport(unchanged=9, import_id=7))
    assert panel.undo_button.isHidden()


def test_a_stopped_import_can_be_gone_on_with(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.past = (PastImport(7, "list.csv", 0, "stopped", 12, 0, 400, 388),)
    importer.start(None)
    importer.finish(ImportReport(added=12, cancelled=True, import_id=7))
    assert panel.line.text() == "Stopped; what was done is kept, 12 added"
    assert not panel.undo_button.isHidden()
    panel.go_on_button.click()
    assert importer.calls == [("resume", 7)]
    assert panel.strip.isVisible()


def test_where_only_the_analysis_was_stopped_the_analysis_is_gone_on_with(
    panel: ImportPanel, importer: FakeImporter
) -> None:
    importer.past = (PastImport(7, "list.csv", 0, "done", 12, 0, 12, 0),)
    importer.unfinished = 5
    importer.start(None)
    importer.finish(ImportReport(added=12, cancelled=True, import_id=7))
    assert panel.go_on_button.isHidden()
    assert not panel.resume_button.isHidden()


def test_an_import_that_was_cut_off_is_told(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.interrupted.emit(PastImport(3, "spring.xlsx", 0, "running", 120, 0, 400, 280))
    assert panel.line.text() == "An import was interrupted (spring.xlsx): 120 of 400 are done."
    assert panel.dismiss_button.isHidden()
    panel.leave_button.click()
    assert importer.calls == [("leave", 3)]
    assert panel.isHidden()


def test_an_import_that_was_cut_off_before_the_page_was_built_is_told(qtbot: Any, theme: Theme) -> None:
    importer = FakeImporter()
    importer.cut_off = PastImport(3, "spring.xlsx", 0, "running", 120, 0, 400, 280)
    panel = ImportPanel(importer, theme)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.go_on_button.click()
    assert importer.calls == [("resume", 3)]


def test_what_was_cut_off_is_told_after_what_is_under_way(panel: ImportPanel, importer: FakeImporter) -> None:
    importer.start(None)
    importer.cut_off = PastImport(3, "spring.xlsx", 0, "running", 120, 0, 400, 280)
    importer.interrupted.emit(importer.cut_off)
    assert panel.strip.isVisible()
    importer.finish(ImportReport(added=1))
    assert panel.line.text() == "1 added"
    panel.dismiss_button.click()
    assert panel.line.text().startswith("An import was interrupted")


def test_what_the_analysis_could_not_read_stays_listed_while_the_rest_is_tried_again(
    panel: ImportPanel, importer: FakeImporter
) -> None:
    importer.finish(REPORT)
    importer.catch_up_progressed.emit(SimpleNamespace(stage="analysing", done=3, total=9, eta_s=None))
    importer.catch_up_finished.emit(SimpleNamespace(done=8, failed=(SAME_SKU,)))
    assert panel.failures.model.failures == (CUT_OFF, TOO_LARGE, SAME_SKU)
    panel.failures.retry_button.click()
    importer.finish(ImportReport(added=2))
    assert panel.failures.model.failures == (SAME_SKU,)
