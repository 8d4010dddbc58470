"""The suite's registry and command line. Nothing is measured here."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from benchmarks import __main__ as suite
from benchmarks.figures import ROOT, Options, Result, Skipped, one


@pytest.mark.parametrize("name", suite.NAMES)
def test_every_name_is_a_module_that_runs_with_options(name: str) -> None:
    run = importlib.import_module(f"benchmarks.{name}").run
    assert list(inspect.signature(run).parameters) == ["options"]


def test_no_name_is_registered_twice_and_no_unknown_one_is_left_out() -> None:
    assert len(set(suite.NAMES)) == len(suite.NAMES)
    assert set(suite.NAMES) >= suite.ONLY_IN_FULL


def test_the_readers_list_of_names_is_complete() -> None:
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    listed = re.search(r"python -m benchmarks query_speed +# or (.*)", text)
    assert listed is not None
    assert set(listed[1].split(", ")) | {"query_speed"} == set(suite.NAMES)


def test_without_names_all_run_and_quickly_the_quick_ones() -> None:
    assert suite.parse([]).names == list(suite.NAMES)
    quick = suite.parse(["--quick"]).names
    assert set(quick) == set(suite.NAMES) - suite.ONLY_IN_FULL
    assert {"import_speed", "query_speed", "start_up", "gui_stalls", "rerank_speed", "sheet_import"} <= set(
        quick
    )


def test_what_is_named_runs_quickly_too() -> None:
    assert suite.parse(["quality", "--quick"]).names == ["quality"]


def test_an_unknown_name_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        suite.parse(["serch_speed"])
    assert ended.value.code == 2
    assert "no benchmark serch_speed" in capsys.readouterr().err


class Fake:
    """A module whose one benchmark answers at once, or cannot."""

    def __init__(self, *, skips: bool) -> None:
        self._skips = skips

    def run(self, options: Options) -> list[Result]:
        if self._skips:
            raise Skipped("needs a screen")
        return [Result("fake", "A fake", "Set.", (one("a figure", 1.0, "ms"),))]


def test_quick_writes_nothing_and_one_that_cannot_run_does_not_stop_the_rest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    modules = {"benchmarks.query_speed": Fake(skips=True), "benchmarks.start_up": Fake(skips=False)}
    kept: list[object] = []
    monkeypatch.setattr(suite.importlib, "import_module", modules.__getitem__)
    monkeypatch.setattr(suite, "keep", kept.append)
    assert suite.main(["query_speed", "start_up", "--quick"]) == 0
    told = capsys.readouterr().out
    assert "left out: needs a screen" in told
    assert "a figure" in told
    assert not kept
    assert suite.main(["start_up"]) == 0
    assert len(kept) == 1


def test_the_makefile_has_both_suites() -> None:
    rules = Path(ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^bench: .*\n\t\S+ -m benchmarks$", rules, re.MULTILINE)
    assert re.search(r"^bench-quick: .*\n\t\S+ -m benchmarks --quick$", rules, re.MULTILINE)
