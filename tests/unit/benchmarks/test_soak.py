"""The verdict of the long run: what it says of memory that is flat, and of memory that leaks."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from benchmarks.figures import Figure, Result
from benchmarks.growth import trend
from benchmarks.report import show
from benchmarks.soak import result
from benchmarks.soak_pictures import picture
from benchmarks.vitals import gpu_of, vitals


def samples(*, leak: float = 0.0, handles: int = 0, gpu: float = 0.0) -> list[dict[str, float]]:
    """Forty of them, 500 apart; `leak` in MiB for a thousand, `handles` more with each sample."""
    noise = np.random.default_rng(3).normal(0, 0.05, 40)
    return [
        {
            "done": 500.0 * number,
            "seconds": 7.0 * number,
            "rss": 400 + 5.0 * number,
            "own": 300 + leak * number / 2 + float(noise[number - 1]) + (number < 5) * -80,
            "threads": 6,
            "handles": 15 + handles * number,
            "gpu": gpu * number,
        }
        for number in range(1, 41)
    ]


def judged(found: Result) -> dict[str, Figure]:
    return {figure.what: figure for figure in found.figures}


def test_flat_memory_after_a_steep_warm_up_meets_its_goal() -> None:
    told = judged(result({"imports": samples(), "queries": samples()}))
    assert all(figure.met is not False for figure in told.values())
    assert told["memory of its own for 1,000 more queries"].value == pytest.approx(0, abs=0.05)
    assert told["resident memory for 1,000 more imports"].value == pytest.approx(10.0)


def test_a_leak_of_half_a_kilobyte_a_query_and_of_one_file_an_import_are_seen() -> None:
    found = result({"imports": samples(handles=1), "queries": samples(leak=0.5)})
    told = judged(found)
    assert [what for what, figure in told.items() if figure.met is False] == [
        "open files more than after the warm-up, imports",
        "memory of its own for 1,000 more queries",
    ]
    assert told["memory of its own for 1,000 more queries"].value == pytest.approx(0.5, abs=0.05)
    assert "which leaves out 0" in found.notes[1]
    show({**found.as_json(), "command": "", "date": ""})


def test_a_short_time_is_told_but_its_memory_is_not_judged() -> None:
    told = judged(result({"imports": samples(), "queries": samples(leak=9.0)}, judged=False))
    assert told["memory of its own for 1,000 more queries"].met is None
    assert told["open files more than after the warm-up, queries"].met is True


def test_a_card_is_told_about_only_where_there_is_one() -> None:
    assert not any("card" in what for what in judged(result({"imports": samples(), "queries": samples()})))
    told = judged(result({"imports": samples(gpu=0.5), "queries": samples()}))
    assert told["memory of the card for 1,000 more imports"].met is False


def test_the_speed_at_the_end_stands_beside_that_after_the_warm_up() -> None:
    figure = judged(result({"imports": samples(), "queries": samples()}))["queries at the end"]
    assert figure.value == pytest.approx(500 / 7)
    assert figure.ratio == pytest.approx(1.0)


def test_the_interval_of_a_trend_holds_the_slope_though_neighbours_are_alike() -> None:
    rng, held = np.random.default_rng(2), 0
    steps = np.arange(400.0)
    for _ in range(300):
        noise, state = [], 0.0
        for shock in rng.normal(0, 1, 400):
            state = 0.8 * state + shock
            noise.append(state)
        found = trend(steps, 0.01 * steps + np.array(noise))
        held += found.low <= 0.01 <= found.high
    assert held / 300 >= 0.9


def test_a_trend_needs_values_for_all_its_blocks() -> None:
    with pytest.raises(ValueError, match="do not make 8 blocks"):
        trend([1, 2, 3], [1.0, 2.0, 3.0])


def test_no_two_pictures_are_the_same_and_each_is_made_the_same_again() -> None:
    numbers = [*range(0, 4000, 7), 10_000_001]
    made = {hashlib.sha256(picture(number)).digest() for number in numbers}
    assert len(made) == len(numbers)
    assert picture(61) == picture(61)


def test_the_memory_of_a_process_on_all_cards() -> None:
    told = "41, 300\n 7, 100\n41, 20\n41, [N/A]\nNo running processes found\n"
    assert gpu_of(told, 41) == pytest.approx(320)
    assert gpu_of(told, 8) == 0


def test_vitals_are_those_of_this_process() -> None:
    found = vitals(5, 1.25)
    assert (found.done, found.seconds) == (5, 1.25)
    assert 0 < found.own <= found.rss
    assert found.threads >= 1
    assert found.handles >= 3
