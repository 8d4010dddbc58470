"""A set's lists by every method, judged, and laid out side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.baselines import CENTRED, TITLES
from benchmarks.figures import Figure, Goal, Table
from benchmarks.measures import DEPTH, Judged, Share, share
from benchmarks.program import Answer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.baselines import Baselines
    from benchmarks.quality_sets import Case

PROGRAM = "program"
REFUSED = "nothing_close"
_AT = (1, 5, 10)
_PRECISION_AT = 10


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A set's photos as every method answered them.

    Attributes:
        case: the set.
        judged: for each method, the program first.
        refused: where the program said that nothing is close, bool (n,).
        failed: how many photos it could not answer.
    """

    case: Case
    judged: Mapping[str, Judged]
    refused: NDArray[np.bool_]
    failed: int

    def only(self, chosen: NDArray[np.bool_]) -> Compared:
        """A part of the photos, bool (n,)."""
        judged = {name: each.only(chosen) for name, each in self.judged.items()}
        return Compared(self.case.only(chosen), judged, self.refused[chosen], self.failed)

    def table(self, title: str) -> Table:
        """Every method's measures with their intervals."""
        rows = []
        for name, judged in self.judged.items():
            row = [TITLES.get(name, name), *map(str, self._measures(judged))]
            rows.append((*row, str(self.refusals()) if name == PROGRAM else ""))
        return Table(title, (*self._headings, "“nothing close”"), tuple(rows))

    def group_table(self, title: str, groups: Mapping[str, NDArray[np.bool_]]) -> Table:
        """The program's measures for parts of the photos, and the three networks' recall@1 beside them."""
        rows = []
        for name, chosen in groups.items():
            part = self.only(chosen)
            measures = self._measures(part.judged[PROGRAM])
            rival = str(part.judged[CENTRED].recall(1)) if CENTRED in part.judged else ""
            rows.append((f"{name} ({int(chosen.sum()):,} photos)", *map(str, measures), rival))
        return Table(title, (*self._headings, f"R@1, {TITLES[CENTRED]}"), tuple(rows))

    def refusals(self) -> Share:
        """The share of photos to which the program said that nothing is close."""
        return share(self.refused, self.case.clusters)

    def figure(self, what: str, at: int, goal: float | None = None) -> Figure:
        """The program's recall@`at` beside that of the three networks, and its goal where there is one."""
        return self._figure(f"R@{at}, {what}", {name: each.recall(at) for name, each in self._two()}, goal)

    def precision_figure(self, what: str, goal: float) -> Figure:
        """The same of precision@10."""
        told = {name: each.precision(_PRECISION_AT) for name, each in self._two()}
        return self._figure(f"P@{_PRECISION_AT}, {what}", told, goal)

    @property
    def _headings(self) -> tuple[str, ...]:
        headings = ("", *(f"R@{at}" for at in _AT), "mAP@50")
        return headings if self.case.alike else (*headings, f"P@{_PRECISION_AT}")

    def _two(self) -> list[tuple[str, Judged]]:
        return [(name, self.judged[name]) for name in (PROGRAM, CENTRED) if name in self.judged]

    def _figure(self, what: str, told: Mapping[str, Share], goal: float | None) -> Figure:
        rival = (told[CENTRED].value,) if CENTRED in told else ()
        limit = None if goal is None else Goal(goal, at_least=True, of_ratio=False)
        return Figure(what, (told[PROGRAM].value,), "", rival, TITLES[CENTRED] if rival else "", limit)

    def _measures(self, judged: Judged) -> list[Share]:
        told = [*(judged.recall(at) for at in _AT), judged.mean_average_precision()]
        return told if self.case.alike else [*told, judged.precision(_PRECISION_AT)]


def compare(case: Case, answers: Sequence[Answer], baselines: Baselines) -> Compared:
    """Judge the program's answers, and what each baseline finds in the same catalog for the same photos."""
    lists: dict[str, Sequence[Sequence[str]]] = {PROGRAM: [answer.skus for answer in answers]}
    skus = [product.sku for product in case.gallery]
    pictures = [product.picture for product in case.gallery]
    for method in baselines.methods:
        best = ordered(baselines.similarities(method, case.queries, pictures))
        lists[method] = [[skus[place] for place in row] for row in best.tolist()]
    refused = np.array([answer.status == REFUSED for answer in answers])
    failed = sum(answer.status == "failed" for answer in answers)
    return Compared(case, {name: case.judge(each) for name, each in lists.items()}, refused, failed)


def ordered(similarities: NDArray[np.float32]) -> NDArray[np.int64]:
    """The columns of the `DEPTH` largest values of each row, largest first; of equal ones the first."""
    depth = min(DEPTH, similarities.shape[1])
    rows = np.arange(len(similarities))[:, None]
    near = np.sort(np.argpartition(-similarities, depth - 1, axis=1)[:, :depth], axis=1)
    order = np.argsort(-similarities[rows, near], axis=1, kind="stable")
    best: NDArray[np.int64] = near[rows, order]
    return best
