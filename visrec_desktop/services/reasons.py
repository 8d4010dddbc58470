"""Why a hit is shown: clauses from the parts of its score, a sentence, the product that speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visrec_desktop.recommend.explain import Facts, clauses_for, facts_of, sentence
from visrec_desktop.recommend.taste import because

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.values import Because, Clause
    from visrec_desktop.services.person import Person
    from visrec_desktop.services.shelf import Shelf

    Vectors = Callable[[], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product is shown."""

    clauses: tuple[Clause, ...]
    sentence: str
    because: Because | None = None


class Reasoner:
    """Gives reasons for the products of one shelf to one client, or to nobody.

    What can be said about a product is worked out once: it does not change while sliders move.
    """

    def __init__(self, goods: Shelf, who: Person | None) -> None:
        self._goods = goods
        self._who = who
        self._facts: dict[int, Facts] = {}

    def reasons(
        self,
        rows: Sequence[int],
        parts: Sequence[Mapping[str, float]],
        limits: Mapping[str, float],
        vectors: Vectors,
    ) -> list[Reason]:
        """The reasons for products.

        Args:
            rows: their rows on the shelf.
            parts: what each part adds to their scores.
            limits: the most that each part can add.
            vectors: reads their vectors, float32 (m, d), zero where there is none; called only when needed.
        """
        liked = self._liked([self._goods.products[row].sku for row in rows], vectors)
        told = []
        for shares, sku, facts in zip(parts, liked, self._facts_of(rows), strict=True):
            clauses = clauses_for(shares, limits, facts)
            speaks = shares.get("taste", 0.0) > 0 and self._who is not None
            reason = self._who.because(self._goods, sku) if speaks and self._who is not None else None
            told.append(Reason(clauses, sentence(clauses), reason))
        return told

    def _facts_of(self, rows: Sequence[int]) -> list[Facts | None]:
        if self._who is None:
            return [None] * len(rows)
        missing = [row for row in rows if row not in self._facts]
        items = [self._goods.traits[row] for row in missing]
        self._facts |= zip(missing, facts_of(self._who.profile, items), strict=True)
        return [self._facts[row] for row in rows]

    def _liked(self, skus: Sequence[str], vectors: Vectors) -> list[str | None]:
        """For each product the liked one that it is closest to."""
        if self._who is None or self._who.taste is None or not skus:
            return [None] * len(skus)
        return because(self._who.taste, vectors(), skus)
