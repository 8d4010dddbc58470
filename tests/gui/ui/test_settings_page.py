from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QProgressBar, QPushButton, QWidget

from tests.gui.ui.catalog_fakes import DISK_FULL, FakeStatus, make_product
from tests.gui.ui.catalog_kit import Host, nameless
from visrec_desktop.core.clients import PRIOR_WEIGHTS
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.notices import licence_texts
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.settings import Appearance, Provider, Settings, load_settings, save_settings
from visrec_desktop.core.values import Coverage
from visrec_desktop.data.checks import CheckResult
from visrec_desktop.services.engine import PackList
from visrec_desktop.services.evaluating import Evaluation
from visrec_desktop.services.weighing import Weighing
from visrec_desktop.ui.engine_words import EngineWords
from visrec_desktop.ui.settings.page import SettingsPage
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.bar import Bar
from visrec_desktop.vision.session import ProviderReason


def pack(name: str, title: str, version: str = "1") -> Any:
    return SimpleNamespace(
        name=name,
        title=title,
        version=version,
        licence="BSD-2-Clause",
        attribution="Somebody",
        sha256="847e678ecbe99a7fcacb3a2927ac3eabe27bf43fb08b47d6abc634188ae8f9e5",
        folder=Path("/models") / name,
    )


ONE = PackList((pack("thin", "Thin ResNet-50"),), (), "thin")
TWO = PackList((pack("thin", "Thin ResNet-50"), pack("wide", "Wide ResNet", "2")), (), "thin")


@pytest.fixture
def host(qtbot: Any, theme: Theme, tmp_path: Path) -> Host:
    made = Host(theme, [make_product(1)], tmp_path)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def page(host: Host) -> SettingsPage:
    made = SettingsPage(host.kit)
    host.put(made)
    return made


def test_every_control_has_a_name(page: SettingsPage, host: Host) -> None:
    host.runner.answer("settings.packs", TWO)
    assert nameless(page) == []


def test_a_choice_takes_effect_at_once(page: SettingsPage, host: Host) -> None:
    page.analysis.choices[Provider.CPU].click()
    assert host.preferences.settings.provider is Provider.CPU
    page.analysis.threads.setCurrentIndex(1)
    page.analysis.threads.activated.emit(1)
    assert host.preferences.settings.threads == 1
    page.appearance.choices[Appearance.DARK].click()
    assert host.preferences.settings.appearance is Appearance.DARK
    page.appearance.tile_size.setValue(30)
    assert host.preferences.settings.tile_size == 240


def test_what_was_kept_is_shown_again(qtbot: Any, theme: Theme, tmp_path: Path, host: Host) -> None:
    kept = Settings(
        provider=Provider.CUDA, threads=1, model="wide", appearance=Appearance.DARK, tile_size=200
    )
    save_settings(kept, tmp_path / "settings.json")
    host.preferences.settings = load_settings(tmp_path / "settings.json")
    page = SettingsPage(host.kit)
    host.put(page)
    assert page.analysis.choices[Provider.CUDA].isChecked()
    assert page.analysis.threads.currentData() == 1
    assert page.appearance.choices[Appearance.DARK].isChecked()
    assert page.appearance.tile_size.value() * 8 == 200
    assert host.preferences.settings == kept  # showing changes nothing


def test_a_size_off_the_slider_steps_is_left_alone(page: SettingsPage, host: Host) -> None:
    host.preferences.update(tile_size=171)
    assert host.preferences.settings.tile_size == 171


def test_the_truth_comes_from_the_engine(page: SettingsPage, host: Host) -> None:
    assert page.analysis.truth.sentence.text() == "Loading and measuring"
    assert not page.analysis.measure_button.isEnabled()
    host.engine.tell(FakeStatus(provider="CUDA", reason="best_available", ms_per_photo=2.24))
    assert page.analysis.truth.sentence.text() == "In use: the graphics card (CUDA), 2.2 ms a photo"
    page.analysis.measure_button.click()
    assert host.engine.warmed == 1


def test_a_graphics_card_that_cannot_be_had_is_told_plainly(page: SettingsPage, host: Host) -> None:
    page.analysis.choices[Provider.CUDA].click()
    host.engine.tell(FakeStatus(provider="CPU", reason="cuda_not_usable", ms_per_photo=13.0))
    truth = page.analysis.truth
    assert truth.sentence.text().startswith(
        "The graphics card cannot be used. In use: the processor (CPU), 13"
    )
    assert "driver" in truth.reason.text()
    assert truth.property("panel") == "warning"
    page.analysis.choices[Provider.AUTO].click()
    assert truth.property("panel") == "reason"


@pytest.mark.parametrize("reason", list(ProviderReason))
@pytest.mark.parametrize("wanted", list(Provider))
def test_every_reason_has_words(reason: ProviderReason, wanted: Provider) -> None:
    status: Any = FakeStatus(provider="CPU", reason=reason.value)
    assert EngineWords().why(status, wanted).endswith(".")


def test_a_model_that_cannot_start_says_what_to_do(page: SettingsPage, host: Host) -> None:
    host.engine.failed.emit(KnownError(ErrorCode.MODEL_CHECKSUM, "thin"))
    assert "thin" in page.analysis.truth.sentence.text()
    assert page.analysis.truth.reason.text()
    assert page.analysis.truth.property("panel") == "warning"


def test_the_model_is_shown_with_its_papers(page: SettingsPage, host: Host) -> None:
    host.runner.answer("settings.packs", ONE)
    values = page.model.facts.values
    assert values["Model"] == "Thin ResNet-50, version 1"
    assert values["Licence"] == "BSD-2-Clause"
    assert values["From"] == "Somebody"
    assert values["SHA-256"] == "847e678ecbe99a7f…"
    assert page.model.chooser.isHidden()
    assert page.model.broken.isHidden()


def test_another_model_can_be_chosen(page: SettingsPage, host: Host) -> None:
    host.runner.answer("settings.packs", TWO)
    assert not page.model.chooser.isHidden()
    page.model.chooser.setCurrentIndex(1)
    page.model.chooser.activated.emit(1)
    assert host.preferences.settings.model == "wide"
    assert page.model.facts.values["Model"] == "Wide ResNet, version 2"


def test_broken_models_are_listed_with_their_reason(page: SettingsPage, host: Host) -> None:
    error = KnownError(ErrorCode.MODEL_MANIFEST, "/models/odd", "no sha256")
    host.runner.answer("settings.packs", PackList(ONE.packs, (error,), "thin"))
    assert not page.model.broken.isHidden()
    assert "/models/odd" in page.model.broken.reason.text()
    assert "no sha256" in page.model.broken.reason.text()
    host.preferences.update(model="thin")
    host.runner.answer("settings.packs", ONE)
    assert page.model.broken.isHidden()


def test_a_missing_model_is_named(page: SettingsPage, host: Host) -> None:
    host.runner.answer("settings.packs", PackList(ONE.packs, (), "gone"))
    assert page.model.facts.values["Model"] == "“gone” is not there"
    assert not page.model.folder_button.isEnabled()


def test_renewing_the_analyses_shows_its_progress(page: SettingsPage, host: Host) -> None:
    assert page.model.renewal.isHidden()
    host.importer.catch_up_progressed.emit(Progress("analysing", 5, 20, 30.0))
    bar = page.model.renewal.findChild(QProgressBar)
    assert bar is not None
    assert (bar.value(), bar.maximum()) == (5, 20)
    page.model.renewal.findChildren(QPushButton)[0].click()
    assert host.importer.cancelled == 100
    host.importer.catch_up_finished.emit(None)
    assert page.model.renewal.isHidden()


def test_the_data_folder_and_its_numbers_are_shown(page: SettingsPage, host: Host, tmp_path: Path) -> None:
    host.catalog.coverage_changed.emit(Coverage(1200, 1100, 1000))
    values = page.data.facts.values
    assert values["Folder"] == str(tmp_path)
    assert values["Analysed"].replace(",", "") == "1000 of 1200 can be found by photo"


def test_a_check_lists_what_it_found(page: SettingsPage, host: Host) -> None:
    page.data.check_button.click()
    assert not page.data.check_button.isEnabled()
    assert not page.data.busy.isHidden()
    checks = [
        CheckResult("model", True, "checksum right"),
        CheckResult("picture_files", False, "3 of 9 files are gone"),
    ]
    host.runner.answer("settings.check", checks)
    assert page.data.check_button.isEnabled()
    assert page.data.busy.isHidden()
    assert page.data.summary.text() == "1 of 2 checks found a fault."
    words = texts(page.data.results)
    assert "Picture files" in words
    assert "3 of 9 files are gone" in words
    page.data.check_button.click()
    host.runner.answer("settings.check", checks[:1])
    assert page.data.summary.text() == "Everything is in order."


def test_a_check_that_cannot_be_done_says_why(page: SettingsPage, host: Host) -> None:
    page.data.check_button.click()
    host.runner.fail("settings.check", KnownError(ErrorCode.CATALOG_LOCKED, "catalog.db"))
    assert page.data.check_button.isEnabled()
    assert "catalog.db" in page.trouble.sentence.text()
    assert not page.trouble.isHidden()


def test_settings_that_cannot_be_saved_say_so(page: SettingsPage, host: Host) -> None:
    host.preferences.failed.emit(DISK_FULL)
    assert page.trouble.sentence.text() == "The disk is full."
    host.preferences.update(threads=1)
    assert page.trouble.isHidden()


def test_the_licence_texts_open_in_a_window(page: SettingsPage, host: Host) -> None:
    page.about.texts_button.click()
    host.runner.answer("settings.texts", "Apache License")
    window = page.about.window_of_texts
    assert window is not None
    assert window.isVisible()
    reader = window.findChild(QPlainTextEdit)
    assert reader is not None
    assert reader.toPlainText() == "Apache License"
    assert nameless(window) == []
    window.accept()


def test_the_licence_texts_are_found() -> None:
    assert "Apache License" in licence_texts()


def test_the_wheel_scrolls_the_page_and_changes_nothing(page: SettingsPage, host: Host) -> None:
    for control in (page.appearance.tile_size, page.analysis.threads, page.model.chooser):
        control.setFocus()
        event = QWheelEvent(
            QPointF(5, 5),
            QPointF(control.mapToGlobal(QPoint(5, 5))),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(control, event)
    assert host.preferences.settings == Settings()


def texts(parent: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in parent.findChildren(QLabel) if not label.isHidden())


def test_a_chosen_model_that_is_gone_can_be_replaced(page: SettingsPage, host: Host) -> None:
    host.runner.answer("settings.packs", PackList(ONE.packs, (), "gone"))
    assert not page.model.chooser.isHidden()
    assert page.model.chooser.currentIndex() == -1
    page.model.chooser.activated.emit(0)
    assert host.preferences.settings.model == "thin"


def test_the_weights_are_shown_and_can_be_reset(page: SettingsPage, host: Host) -> None:
    assert host.weighing.read_times == 1
    card = page.recommendation
    host.weighing.changed.emit(Weighing(0, PRIOR_WEIGHTS))
    QApplication.processEvents()
    shown = [bar.accessibleName() for bar in card.findChildren(Bar) if bar.isVisibleTo(card)]
    assert shown == [
        "Looks like what the client liked: 45 %",
        "Kind, brand, style, colour and price: 20 %",
        "What clients with similar taste chose: 30 %",
        "What many clients like: 5 %",
    ]
    assert card.origin.text().startswith("As delivered")
    assert not card.reset_button.isEnabled()
    taught = {"taste": 0.6, "attributes": 0.2, "together": 0.1, "popularity": 0.1}
    host.weighing.changed.emit(Weighing(3, taught, "learned from 120 comparisons", 1_790_000_000_000_000))
    assert card.origin.text().startswith("Learned from your clients")
    card.reset_button.click()
    assert host.weighing.reset_times == 1
    host.weighing.failed.emit(DISK_FULL)
    assert page.trouble.isVisible()


def test_how_long_photos_are_kept_can_be_chosen(page: SettingsPage, host: Host) -> None:
    days = page.recommendation.days
    assert days.currentText() == "1 year"
    days.setCurrentIndex(0)
    days.activated.emit(0)
    assert host.preferences.settings.photo_days == 30
    host.preferences.changed.emit(Settings(photo_days=77))
    assert days.currentText() == "77 days"


def test_pictures_are_copied_when_the_owner_wants_it(page: SettingsPage, host: Host) -> None:
    assert not page.bringing.copy.isChecked()
    page.bringing.copy.click()
    assert host.preferences.settings.copy_pictures


def test_imports_can_work_gently(page: SettingsPage, host: Host) -> None:
    assert not page.analysis.gentle.isChecked()
    page.analysis.gentle.click()
    assert host.preferences.settings.gentle
    host.preferences.changed.emit(Settings())
    assert not page.analysis.gentle.isChecked()


def test_a_folder_can_be_watched(page: SettingsPage, host: Host, tmp_path: Path) -> None:
    card = page.bringing
    assert card.end_button.isHidden()
    card.ask_for_folder()
    assert card.dialog is not None
    card.dialog.filesSelected.emit([str(tmp_path)])
    card.dialog.reject()
    assert host.preferences.settings.watched_folder == str(tmp_path)
    assert card.folder.text() == str(tmp_path)
    host.watch.available = False
    host.watch.available_changed.emit(False)
    assert "cannot be read" in card.state.text()
    card.end_button.click()
    assert host.preferences.settings.watched_folder == ""
    assert card.end_button.isHidden()


def test_all_products_are_saved_as_a_sheet(page: SettingsPage, host: Host, tmp_path: Path) -> None:
    card = page.data
    card.ask_where_to_export()
    assert card.dialog is not None
    card.dialog.fileSelected.emit(str(tmp_path / "all.csv"))
    card.dialog.reject()
    assert not card.export_button.isEnabled()
    host.runner.answer("settings.export", 12)
    assert card.export_button.isEnabled()
    assert card.summary.text() == "12 products were written."


def test_a_sheet_that_cannot_be_written_is_told(page: SettingsPage, host: Host, tmp_path: Path) -> None:
    page.data.export_to(str(tmp_path / "all.csv"))
    host.runner.fail("settings.export", DISK_FULL)
    assert page.data.export_button.isEnabled()
    assert not page.trouble.isHidden()


def test_the_recommendations_can_be_tried(page: SettingsPage, host: Host) -> None:
    card = page.recommendation
    assert card.verdict.isHidden()
    card.try_button.click()
    assert (host.weighing.evaluate_times, card.try_button.isEnabled()) == (1, False)
    host.weighing.evaluated.emit(Evaluation(20, found=8, found_popular=3, ndcg=0.2, coverage=0.4))
    assert card.try_button.isEnabled()
    assert card.verdict.text().startswith("For 8 of 20 clients")
    assert "for 3. The lists show 40 %" in card.verdict.text()
    host.weighing.evaluated.emit(Evaluation(2))
    assert "Too few" in card.verdict.text()
    host.weighing.evaluated.emit(None)
    assert card.verdict.isHidden()
