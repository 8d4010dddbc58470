"""Settings on their way to disk and to the model."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from visrec_desktop.bridge.engine import EngineSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.settings import Appearance, Provider
from visrec_desktop.services import engine as engine_service
from visrec_desktop.services.engine import EngineStatus


def status(provider: str) -> EngineStatus:
    return EngineStatus("m", "Model", "1", provider, "chosen", 12.0)


@pytest.fixture
def preferences(workspace: Any, runners: Runners) -> Preferences:
    return Preferences(workspace, runners)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Providers for which the model was loaded; the name of each load's thread is not the GUI's."""
    seen: list[str] = []

    def engine_status(workspace: Any) -> EngineStatus:
        assert threading.current_thread() is not threading.main_thread()
        seen.append(workspace.settings.provider)
        if workspace.settings.model == "gone":
            raise KnownError(ErrorCode.MODEL_MISSING, "gone")
        if workspace.settings.model == "bug":
            raise ZeroDivisionError
        return status(workspace.settings.provider)

    monkeypatch.setattr(engine_service, "engine_status", engine_status)
    return seen


@pytest.fixture
def engine(workspace: Any, runners: Runners, preferences: Preferences, loads: list[str]) -> EngineSession:
    return EngineSession(workspace, runners, preferences)


def test_change_is_told_at_once_and_saved_behind(
    preferences: Preferences, workspace: Any, qtbot: Any
) -> None:
    with qtbot.waitSignals([preferences.changed, preferences.applied], order="strict"):
        preferences.update(appearance=Appearance.DARK, tile_size=200)
        assert preferences.settings.appearance is Appearance.DARK
    assert workspace.saved == [preferences.settings]


def test_same_values_change_nothing(preferences: Preferences, workspace: Any, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(preferences.changed, wait=20):
        preferences.update(appearance=Appearance.SYSTEM)
    assert workspace.saved == []


def test_slider_saves_the_last_value_only(
    preferences: Preferences, runners: Runners, workspace: Any, qtbot: Any
) -> None:
    entered, go = threading.Event(), threading.Event()

    def hold(token: Any) -> None:
        entered.set()
        assert go.wait(10)

    runners.work.submit(hold, priority=99)
    assert entered.wait(10)
    for size in range(120, 220):
        preferences.update(tile_size=size)
    with qtbot.waitSignal(preferences.applied):
        go.set()
    assert [saved.tile_size for saved in workspace.saved] == [219]


def test_saved_although_the_program_ends(workspace: Any, qapp: object) -> None:
    runners = Runners()
    Preferences(workspace, runners).update(max_hits=12)
    assert runners.shutdown()
    assert workspace.saved[-1].max_hits == 12


def test_full_disk_is_told_and_the_settings_stay(
    preferences: Preferences, workspace: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(settings: object) -> None:
        raise KnownError(ErrorCode.DISK_FULL, "settings.json")

    monkeypatch.setattr(workspace, "set_settings", full)
    with qtbot.waitSignals([preferences.failed, preferences.applied]):
        preferences.update(max_hits=12)
    assert preferences.settings.max_hits == 12


def test_nothing_is_loaded_before_warm_up(
    engine: EngineSession, preferences: Preferences, loads: list[str], qtbot: Any
) -> None:
    with qtbot.waitSignal(preferences.applied):
        preferences.update(provider=Provider.CPU)
    assert loads == []


def test_warm_up_tells_loading_then_the_status(engine: EngineSession, loads: list[str], qtbot: Any) -> None:
    said: list[Any] = []
    engine.changed.connect(said.append)
    engine.warm_up()
    qtbot.waitUntil(lambda: engine.status is not None)
    assert said == [None, status("auto")]


def test_other_provider_is_loaded_and_read_back(
    engine: EngineSession, preferences: Preferences, loads: list[str], qtbot: Any
) -> None:
    engine.warm_up()
    qtbot.waitUntil(lambda: engine.status is not None)
    preferences.update(provider=Provider.CUDA)
    assert engine.status is None
    qtbot.waitUntil(lambda: engine.status is not None)
    assert engine.status == status("cuda")
    preferences.update(appearance=Appearance.DARK)
    qtbot.wait(30)
    assert loads == ["auto", "cuda"]


def test_back_and_forth_ends_with_a_status(
    engine: EngineSession, preferences: Preferences, loads: list[str], qtbot: Any
) -> None:
    engine.warm_up()
    qtbot.waitUntil(lambda: engine.status is not None)
    for _ in range(10):
        preferences.update(provider=Provider.CPU)
        preferences.update(provider=Provider.AUTO)
    qtbot.waitUntil(lambda: engine.status is not None)
    assert engine.status == status("auto")


def test_missing_model_is_told(
    engine: EngineSession, preferences: Preferences, loads: list[str], qtbot: Any
) -> None:
    engine.warm_up()
    with qtbot.waitSignal(engine.failed) as failed:
        preferences.update(model="gone")
    assert failed.args[0].code is ErrorCode.MODEL_MISSING
    assert engine.status is None
    assert engine.error is failed.args[0]
    preferences.update(model="")
    qtbot.waitUntil(lambda: engine.status is not None)
    assert engine.error is None


def test_fault_of_the_program_is_not_loading_for_ever(
    engine: EngineSession, preferences: Preferences, loads: list[str], qtbot: Any
) -> None:
    engine.warm_up()
    qtbot.waitUntil(lambda: engine.status is not None)
    with qtbot.capture_exceptions() as exceptions, qtbot.waitSignal(engine.failed) as failed:
        preferences.update(model="bug")
    assert len(exceptions) == 1
    assert failed.args[0].code is ErrorCode.MODEL_UNUSABLE
