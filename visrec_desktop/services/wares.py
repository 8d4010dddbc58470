"""A few products against one client, without looking at the whole shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.affinity import attribute_affinity
from visrec_desktop.recommend.taste import taste_similarity
from visrec_desktop.recommend.traits import TraitTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.services.crowd import Crowd
    from visrec_desktop.services.person import Person
    from visrec_desktop.services.shelf import Shelf
    from visrec_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Wares:
    """Some rows of the shelf.

    Attributes:
        goods: the shelf.
        rows: int64 (m,).
        table: their traits.
        vectors: of their main pictures, float32 (m, d), zero where there is none; None without a model.
    """

    goods: Shelf
    rows: NDArray[np.int64]
    table: TraitTable
    vectors: NDArray[np.float32] | None

    @classmethod
    def of(cls, workspace: Workspace, goods: Shelf, rows: NDArray[np.int64]) -> Wares:
        """Read what is needed of some products. Any thread."""
        table = TraitTable.from_items(
            [goods.traits[row] for row in rows], [goods.products[row].stock for row in rows]
        )
        return cls(goods, rows, table, _vectors(workspace, goods.main_pictures[rows]))

    def vectors_at(self, place: int) -> NDArray[np.float32]:
        """The vector of one product, float32 (1, d); zero where there is none."""
        return np.zeros((1, 1), dtype=np.float32) if self.vectors is None else self.vectors[[place]]

    def signals(self, who: Person, many: Crowd) -> dict[str, NDArray[np.float32]]:
        """What speaks for each product, float32 (m,) each; what knows nothing of the client is left out."""
        told: dict[str, NDArray[np.float32]] = {}
        if who.taste is not None and self.vectors is not None:
            told["taste"] = taste_similarity(
                self.vectors @ who.taste.centroids.T, self.vectors @ who.taste.refused.T, who.taste
            )
        attributes = attribute_affinity(who.profile, self.table)
        if attributes is not None:
            told["attributes"] = attributes
        chosen = many.view(who, self.rows)
        if chosen is not None:
            told["together"] = chosen.scores()
        return told


def _vectors(workspace: Workspace, pictures: NDArray[np.int64]) -> NDArray[np.float32] | None:
    if not workspace.space:
        return None
    keys, found = workspace.reader().vectors_of(workspace.space, pictures[pictures >= 0].tolist())
    if not len(keys):
        return None
    vectors = np.zeros((len(pictures), found.shape[1]), dtype=np.float32)
    for key, vector in zip(keys, found, strict=True):
        vectors[pictures == key] = vector
    return vectors
