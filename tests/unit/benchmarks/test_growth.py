"""The growth of a cost: its exponent against known power laws and another library, its table, its plot."""

from __future__ import annotations

import json
import math
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from scipy import stats

from benchmarks.figures import Figure, Goal, Result
from benchmarks.growth import Growth, Line, fit
from benchmarks.plot import HEIGHT, WIDTH, draw
from benchmarks.report import keep, record, show
from benchmarks.rows import growth_rows

SIZES = (1_000, 10_000, 100_000, 1_000_000)
MACHINE = {
    "cpu": "a cpu", "cores": 2, "memory_gib": 8, "system": "a system", "python": "3.11", "packages": {},
    "load_before": 0.0,
}  # fmt: skip


def growth(*, program: float = 0.5, reference: float = 1.0) -> Growth:
    lines = [
        Line("program", {size: [size**program * factor for factor in (0.9, 1.0, 1.2)] for size in SIZES}),
        Line("a bare product", {size: [size**reference / 100] for size in SIZES}, reference=True),
    ]
    return Growth("Search", tuple(lines))


@pytest.mark.parametrize("exponent", [0.0, 0.37, 1.0, 2.0])
def test_the_exponent_of_a_power_law_is_found_and_certain(exponent: float) -> None:
    found = fit(SIZES, [3.0 * size**exponent for size in SIZES])
    assert found.exponent == pytest.approx(exponent, abs=1e-9)
    assert found.end == pytest.approx(exponent, abs=1e-9)
    assert found.interval == pytest.approx((exponent, exponent), abs=1e-6)


def test_exponent_and_interval_are_those_of_scipy() -> None:
    costs = [0.31, 1.4, 22.0, 190.0]
    theirs = stats.linregress(np.log(SIZES), np.log(costs))
    reach = stats.t.ppf(0.975, 2) * theirs.stderr
    found = fit(SIZES, costs)
    assert found.exponent == pytest.approx(theirs.slope)
    assert found.interval == pytest.approx((theirs.slope - reach, theirs.slope + reach))
    assert found.end == pytest.approx(math.log10(190 / 22))


def test_the_interval_holds_the_exponent_19_times_in_20() -> None:
    rng = np.random.default_rng(1)
    held = 0
    for _ in range(1000):
        low, high = fit(SIZES, np.array(SIZES) ** 0.8 * rng.lognormal(0, 0.2, len(SIZES))).interval or (0, 0)
        held += low <= 0.8 <= high
    assert held / 1000 == pytest.approx(0.95, abs=0.025)


def test_a_fixed_cost_flattens_the_fit_but_not_its_end() -> None:
    found = fit(SIZES, [5.0 + size / 1000 for size in SIZES])
    assert found.exponent < 0.8
    assert found.end > 0.95


def test_two_sizes_have_no_interval_and_one_has_no_exponent() -> None:
    assert fit(SIZES[:2], [1.0, 10.0]).interval is None
    assert fit(SIZES[:2], [1.0, 10.0]).words() == "1.00"
    assert Line("program", {1000: [2.0, 3.0]}).fit is None
    assert Line("program", {1000: [0.0], 2000: [1.0]}).fit is None
    with pytest.raises(ValueError, match="two different sizes"):
        fit([1000, 1000], [1.0, 2.0])


def test_the_table_has_every_size_and_the_exponents() -> None:
    rows = growth_rows(growth().as_json())
    assert [row[0] for row in rows] == [
        "products", "1,000", "10,000", "100,000", "1,000,000", "exponent", "exponent, the two largest",
    ]  # fmt: skip
    assert rows[0][1:] == ("program", "a bare product")
    assert rows[2][1:] == ("100 (90–120)", "100")
    assert rows[5][1:] == ("0.50 [0.50, 0.50]", "1.00 [1.00, 1.00]")


def test_a_size_that_one_side_leaves_out_is_an_empty_cell() -> None:
    lines = (Line("program", {1000: [1.0], 2000: [2.0]}), Line("bare", {1000: [1.0]}, reference=True))
    rows = growth_rows(Growth("Search", lines).as_json())
    assert [row[2] for row in rows] == ["bare", "1", "", "", ""]
    draw(Growth("Search", lines).as_json())


def test_the_plot_names_axes_and_lines_and_keeps_everything_on_the_page() -> None:
    picture = ElementTree.fromstring(draw(growth().as_json()))
    texts = [text for text in picture.iter() if text.tag.endswith("text")]
    words = [text.text for text in texts]
    assert {"products", "program", "a bare product", "1,000", "1,000,000", "grows as n^0.50"} <= set(words)
    assert any(text is not None and text.startswith("ms;") for text in words)
    for text in texts:
        assert 0 < float(text.attrib["x"]) < WIDTH
        assert 0 < float(text.attrib["y"]) < HEIGHT
    dots = [
        (float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in picture.iter() if "cx" in dot.attrib
    ]
    steps = np.diff([x for x, _ in dots[:4]])
    assert steps == pytest.approx(steps.mean(), abs=0.11)
    assert [y for _, y in dots[:4]] == sorted((y for _, y in dots[:4]), reverse=True)


def test_labels_of_lines_that_end_together_do_not_overlap() -> None:
    lines = tuple(Line(f"line {place}", {10: [1.0], 100: [2.0 + place / 1000]}) for place in range(6))
    picture = ElementTree.fromstring(draw(Growth("Search", lines).as_json()))
    heights = sorted(
        float(text.attrib["y"]) for text in picture.iter() if (text.text or "").startswith("line ")
    )
    assert len(heights) == 6
    assert min(np.diff(heights)) >= 30


def test_a_kept_result_is_in_the_overview_the_details_and_the_plots(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text(
        "# Top\n<!-- overview: begin --><!-- overview: end -->\nText.\n"
        "<!-- figures: begin --><!-- figures: end -->\nEnd.\n",
        encoding="utf-8",
    )
    figures = (
        Figure("a query", (10.0, 12.0, 11.0), "ms", goal=Goal(20, of_ratio=False)),
        Figure("a start", (300.0,), "ms", goal=Goal(100, of_ratio=False)),
        Figure("for information", (1.0,), "ms"),
    )
    found = record(Result("search", "It's one search", "Set.", figures, growth=[growth()]), "run", MACHINE)
    show(found)
    assert "0.50 [0.50, 0.50]" in capsys.readouterr().out
    keep(found, tmp_path / "results", page)
    assert json.loads((tmp_path / "results" / "search.json").read_text(encoding="utf-8"))["growth"]
    text = page.read_text(encoding="utf-8")
    overview, _, details = text.partition("<!-- overview: end -->")
    assert "1 of 2 goals are met." in overview
    assert overview.index("a start") < overview.index("a query")
    assert "[It's one search](#its-one-search)" in overview
    assert "for information" not in overview
    assert details.startswith("\nText.\n")
    assert details.endswith("\nEnd.\n")
    assert "](benchmarks/search-1.svg)" in details
    assert (tmp_path / "benchmarks" / "search-1.svg").read_text(encoding="utf-8").startswith("<svg")
    keep({**found, "growth": []}, tmp_path / "results", page)
    assert not list((tmp_path / "benchmarks").iterdir())
    assert page.read_text(encoding="utf-8").count("Text.") == 1
