"""What people liked next, out of 1,007 wines: the program beside known methods, each of them tuned."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import known_methods, wine_hybrid
from benchmarks.figures import Figure, Goal, Options, Result, Table
from benchmarks.known_methods import METHODS, settings_of
from benchmarks.wine_hybrid import Signals, best_lists, lists, looks, seen_by
from benchmarks.wines import Split, Wines, by_date, leave_last_out, load
from visrec_desktop.core.clients import PRIOR_WEIGHTS
from visrec_desktop.recommend import evaluation as measure
from visrec_desktop.recommend.ranking import DEFAULT_DIVERSITY

DATE, VALIDATION_DATE = "2021-01-01", "2020-01-01"
QUICK_PEOPLE = 400
RESAMPLES = 2000
OURS, VARIED = "program: hybrid", "program: hybrid, diversity at its default"
HEADINGS = (
    "method",
    "HR@10",
    "NDCG@10",
    "coverage",
    "ILD",
    "overlap",
    "KL",
    "cold: HR@10",
    "NDCG@10",
)
_NEEDS_PACKAGE = ("ALS", "BPR")

Lists = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A method's lists for everybody, and what was chosen for it on the validation split."""

    lists: Lists
    setting: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One split with its validation split, carved out of what is known."""

    name: str
    title: str
    wines: Wines
    split: Split
    validation: Split


def run(options: Options) -> list[Result]:
    """Both splits: leave last out, and by date."""
    wines = load(options.data("wines"))
    last = leave_last_out(wines)
    date = by_date(wines, DATE)
    cases = (
        Case(
            "last",
            "Recommendation, leave last like out",
            wines,
            last,
            leave_last_out(wines, last.known),
        ),
        Case(
            "date",
            "Recommendation, by date",
            wines,
            date,
            by_date(wines, VALIDATION_DATE, date.known),
        ),
    )
    return [_result(_smaller(case) if options.quick else case, quick=options.quick) for case in cases]


def _smaller(case: Case) -> Case:
    rng = np.random.default_rng(1)
    parts = []
    for split in (case.split, case.validation):
        count = min(QUICK_PEOPLE, len(split.people))
        parts.append(split.of(np.sort(rng.choice(len(split.people), count, replace=False))))
    return Case(case.name, case.title, case.wines, *parts)


def _result(case: Case, *, quick: bool) -> Result:
    found, notes = _known(case, quick=quick)
    found |= _program(case, notes)
    vectors = looks(case.wines)
    figures, told = _goals(case, found)
    people, cold = len(case.split.people), int(case.split.cold.sum())
    return Result(
        f"recommendation_{case.name}",
        case.title,
        _setting(case, people, cold),
        tuple(figures),
        [*told, *notes],
        {"chosen": {name: each.setting for name, each in found.items() if each.setting}},
        [Table(f"All {people:,} people and the {cold:,} cold ones", HEADINGS, _rows(case, found, vectors))],
    )


def _setting(case: Case, people: int, cold: int) -> str:
    hidden = (
        "Each person's last like is hidden, with what they rated after it; others' later ratings are known"
        if case.name == "last"
        else f"Everything from {DATE} on is hidden; asked for is each person's first like from then on"
    )
    return (
        f"`wines`: {hidden}. A like is a rating of 4 stars or more; {people:,} people with at least 5 likes, "
        f"{cold:,} of them cold (5 to 9). Nobody is shown what they have rated, by any method. Each known "
        "method learns from likes alone, with the settings that were best (NDCG@10) on a validation split "
        "carved in the same way out of what is known; the program runs with the settings it comes with, "
        "takes 3 and 3.5 stars as interest and less as refusals, and its weights are learned on that "
        "validation split. “Best known” is the best of item-kNN, EASE^R, ALS and BPR for that figure."
    )


def _known(case: Case, *, quick: bool) -> tuple[dict[str, Found], list[str]]:
    """The known methods at their best settings."""
    found: dict[str, Found] = {}
    notes = []
    for name, method in METHODS.items():
        if name in _NEEDS_PACKAGE and importlib.util.find_spec("implicit") is None:
            notes.append(f"{name} is left out: it needs the package implicit (pip install implicit==0.7.2).")
            continue
        setting, tried = _tuned(case, name, method, quick=quick)
        found[name] = Found(_run(case, case.split, method, setting), _words(setting))
        if tried > 1:
            notes.append(f"{name}: best of {tried} settings on validation: {_words(setting)}.")
    return found, notes


def _tuned(case: Case, name: str, method: Callable[..., Any], *, quick: bool) -> tuple[dict[str, Any], int]:
    best, chosen, tried = -1.0, {}, 0
    for setting in settings_of(name, quick=quick):
        reached = measure.ndcg(_run(case, case.validation, method, setting), case.validation.targets)
        tried += 1
        if reached > best:
            best, chosen = reached, setting
    return chosen, tried


def _run(case: Case, split: Split, method: Callable[..., Any], setting: Mapping[str, Any]) -> Lists:
    likes = known_methods.likes_of(case.wines, split)
    return best_lists(method(likes, split.people, **setting), seen_by(case.wines, split))


def _words(setting: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {value:g}" for key, value in setting.items())


def _program(case: Case, notes: list[str]) -> dict[str, Found]:
    """The program: parts of it, its weights before and after learning, and with more variety."""
    wines, split = case.wines, case.split
    seen, vectors = seen_by(wines, split), looks(wines)
    validation = case.validation
    weights = wine_hybrid.learned_weights(
        wines, validation, seen_by(wines, validation), Signals.of(wines, validation)
    )
    rounded = {name: round(weight, 3) for name, weight in weights.items()}
    notes.append(f"Weights learned on validation: {_words(rounded)}.")
    signals = Signals.of(wines, split)
    plain, no_traits = (
        wine_hybrid.item_scores(wines, split, traits=False, likes_only=only) for only in (True, False)
    )
    return {
        "program: together alone, likes only, no attributes": Found(best_lists(plain, seen)),
        "program: together alone, no attributes": Found(best_lists(no_traits, seen)),
        "program: together alone": Found(best_lists(signals.together, seen)),
        "program: hybrid at its first weights": Found(lists(signals, seen, PRIOR_WEIGHTS, vectors)),
        OURS: Found(lists(signals, seen, weights, vectors)),
        VARIED: Found(lists(signals, seen, weights, vectors, DEFAULT_DIVERSITY)),
    }


def _goals(case: Case, found: Mapping[str, Found]) -> tuple[list[Figure], list[str]]:
    """The issue's goals as figures, and the intervals of the differences."""
    figures, notes = [], []
    rivals = [name for name in METHODS if name != "popularity" and name in found]
    for group, chosen in (("all", np.ones(len(case.split.people), np.bool_)), ("cold", case.split.cold)):
        for what, values in (("HR@10", measure.hits), ("NDCG@10", measure.gains)):
            each = {
                name: values(found[name].lists[chosen], case.split.targets[chosen])
                for name in (*rivals, OURS)
            }
            best = max(rivals, key=lambda name: float(each[name].mean()))
            goal = Goal(1.0 if group == "all" else 1.1, at_least=True)
            mine = float(each[OURS].mean())
            theirs = float(each[best].mean())
            figures.append(Figure(f"{what}, {group}", (mine,), "", (theirs,), f"best known ({best})", goal))
            low, high = _interval(each[OURS], each[best])
            notes.append(f"{what}, {group}: {low:.2f}–{high:.2f} × {best} (95 %, bootstrap over people).")
    return [*figures, *_variety(case, found)], notes


def _interval(mine: npt.NDArray[np.float64], theirs: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Of the ratio of two means; people are drawn, both methods' outcomes with them."""
    rng = np.random.default_rng(1)
    ratios = []
    for _ in range(RESAMPLES):
        drawn = rng.integers(0, len(mine), len(mine))
        ratios.append(mine[drawn].mean() / max(theirs[drawn].mean(), 1e-9))
    low, high = np.quantile(ratios, (0.025, 0.975))
    return float(low), float(high)


def _variety(case: Case, found: Mapping[str, Found]) -> list[Figure]:
    count, targets = len(case.wines.wines), case.split.targets

    def covered(name: str) -> tuple[float, ...]:
        return (measure.coverage(found[name].lists, count),)

    def reached(name: str) -> tuple[float, ...]:
        return (measure.hit_rate(found[name].lists, targets),)

    at_least = Goal(0.95, at_least=True)
    twice = Goal(2.0, at_least=True)
    what = "diversity at its default"
    return [
        Figure(f"coverage, {what}", covered(VARIED), "", covered("item-kNN"), "item-kNN", twice),
        Figure(f"HR@10, {what}", reached(VARIED), "", reached("item-kNN"), "item-kNN", at_least),
        Figure(f"HR@10, {what}", reached(VARIED), "", reached(OURS), "the same without diversity", at_least),
    ]


def _rows(case: Case, found: Mapping[str, Found], vectors: wine_hybrid.Scores) -> tuple[tuple[str, ...], ...]:
    return tuple((name, *_measures(case, each.lists, vectors)) for name, each in found.items())


def _measures(case: Case, given: Lists, vectors: wine_hybrid.Scores) -> Sequence[str]:
    targets, cold = case.split.targets, case.split.cold
    values = (
        measure.hit_rate(given, targets),
        measure.ndcg(given, targets),
        measure.coverage(given, len(case.wines.wines)),
        measure.intra_list_diversity(given, vectors),
        measure.overlap(given),
        _miscalibration(case, given),
        measure.hit_rate(given[cold], targets[cold]),
        measure.ndcg(given[cold], targets[cold]),
    )
    return [f"{value:.4f}" if place in {1, 7} else f"{value:.3f}" for place, value in enumerate(values)]


def _miscalibration(case: Case, given: Lists) -> float:
    """Types of wine in the list against those in what the person liked; mean over people."""
    names = [wine["Type"] for wine in case.wines.wines]
    kinds = np.unique(names, return_inverse=True)[1]
    count = int(kinds.max()) + 1
    liked = known_methods.likes_of(case.wines, case.split)[case.split.people]
    total = 0.0
    for place, row in enumerate(given):
        history = measure.distribution(kinds[liked[[place]].indices], count)
        total += measure.miscalibration(history, measure.distribution(kinds[row], count))
    return total / max(len(given), 1)
