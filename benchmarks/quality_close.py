"""Whether “nothing close” is said where it is true, and only there: catalogs that lost half of it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.baselines import TITLES
from benchmarks.figures import Figure, Goal, Table, one
from benchmarks.measures import Share, refused_at, share
from benchmarks.quality_tables import PROGRAM, REFUSED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.baselines import Baselines
    from benchmarks.program import Answer
    from benchmarks.quality_sets import Case

REFUSING = 0.10
_RIGHTLY, _WRONGLY = 0.90, 0.10
_SEED = 3


@dataclass(frozen=True, slots=True, eq=False)
class Halved:
    """A set whose catalog has lost half of its products, and what was said to the photos of both halves.

    Attributes:
        name: of the set.
        case: the photos, and what is left of the catalog.
        present: whether a photo's product is left, bool (n,).
        refused: whether the program said that nothing is close, bool (n,).
        scores: each method's best score for each photo, float64 (n,).
    """

    name: str
    case: Case
    present: NDArray[np.bool_]
    refused: NDArray[np.bool_]
    scores: dict[str, NDArray[np.float64]]

    @property
    def rightly(self) -> Share:
        """The share of photos whose product is gone that are refused."""
        return self._share(self.refused, ~self.present)

    @property
    def false_matches(self) -> Share:
        """The share of photos whose product is gone that are answered all the same."""
        return self._share(~self.refused, ~self.present)

    @property
    def wrongly(self) -> Share:
        """The share of photos whose product is there that are refused."""
        return self._share(self.refused, self.present)

    def with_hindsight(self, method: str) -> Share:
        """What of the first share a single threshold could reach that refuses a tenth of the others."""
        best = self.scores[method]
        refused = refused_at(best[self.present], best[~self.present], REFUSING)
        return share(refused, self.case.clusters[~self.present])

    def _share(self, outcomes: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> Share:
        return share(outcomes[chosen], self.case.clusters[chosen])


def half(case: Case) -> Case:
    """The set with a random half of the products left in its catalog."""
    skus = sorted(product.sku for product in case.gallery)
    left = set(random.Random(_SEED).sample(skus, len(skus) // 2))
    return case.among([product for product in case.gallery if product.sku in left])


def halved(name: str, case: Case, answers: Sequence[Answer], baselines: Baselines) -> Halved:
    """Judge what the program answered to all photos of a set that `half` made."""
    left = {product.sku for product in case.gallery}
    pictures = [product.picture for product in case.gallery]
    scores = {PROGRAM: np.array([answer.score for answer in answers])}
    for method in baselines.methods:
        best = baselines.similarities(method, case.queries, pictures).max(axis=1)
        scores[method] = best.astype(np.float64)
    present = np.array([label in left for label in case.labels])
    return Halved(name, case, present, refused_of(answers), scores)


def refused_of(answers: Sequence[Answer]) -> NDArray[np.bool_]:
    """To which photos the program said that nothing is close, bool (n,)."""
    return np.array([answer.status == REFUSED for answer in answers])


def figures(sets: Sequence[Halved]) -> list[Figure]:
    """Both goals for each set."""
    rightly = Goal(_RIGHTLY, at_least=True, of_ratio=False)
    wrongly = Goal(_WRONGLY, of_ratio=False)
    told = []
    for each in sets:
        told.append(one(f"{each.name}: product taken out, “nothing close”", each.rightly.value, "", rightly))
        told.append(one(f"{each.name}: product there, wrongly refused", each.wrongly.value, "", wrongly))
    return told


def table(sets: Sequence[Halved]) -> Table:
    """The program's shares with their intervals."""
    headings = ("", "photos without, with", "rightly refused", "false matches", "wrongly refused")
    rows = tuple(
        (
            each.name,
            f"{int((~each.present).sum()):,}, {int(each.present.sum()):,}",
            str(each.rightly),
            str(each.false_matches),
            str(each.wrongly),
        )
        for each in sets
    )
    return Table("The program", headings, rows)


def hindsight_table(sets: Sequence[Halved]) -> Table:
    """How far the best scores of each method tell the halves apart."""
    methods = list(sets[0].scores)
    rows = tuple(
        (TITLES.get(method, method), *(str(each.with_hindsight(method)) for each in sets))
        for method in methods
    )
    return Table(
        f"Rightly refused, were one threshold chosen with hindsight to refuse {REFUSING:.0%} of the photos "
        "whose product is there",
        ("", *(each.name for each in sets)),
        rows,
    )


def strangers_table(told: Mapping[str, NDArray[np.bool_]]) -> Table:
    """Photos to a catalog of another trade: what of them is refused."""
    rows = []
    for name, refused in told.items():
        rightly = share(refused, np.arange(len(refused)))
        wrong = share(~refused, np.arange(len(refused)))
        rows.append((name, f"{len(refused):,}", str(rightly), str(wrong)))
    headings = ("", "photos", "rightly refused", "false matches")
    return Table("Photos of what another shop sells", headings, tuple(rows))
