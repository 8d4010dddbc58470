"""From full vectors to those that are compared: the look part is projected, the other parts stay as they are.

The projected look is brought to length 1 and scaled by the square root of its weight again. So the cosine of
two projected vectors is still the sum of the weights times the parts' cosines (see `vision.fusion`), and the
parts keep their order and their meaning. Whoever weighs parts anew does so after the projection.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.fusion import unit
from visrec_desktop.vision.packs import LOOK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import Part

    Floats = NDArray[np.float32]

_TINY = 1e-12


class Projection:
    """How full vectors of one space become those of the index. Never changes; any thread.

    Args:
        space: whose vectors it takes.
        full: the parts of a full vector; one of them is the look where there is a matrix.
        matrix: float32 (look dimensions, m), see `principal.fit`; None: vectors stay as they are.

    Attributes:
        full_dim: dimensions of a full vector.
        parts: of a projected vector.
        id: a hash of all this: only vectors with the same one may be compared. Empty without a matrix.

    Raises:
        ValueError: the matrix does not fit the parts, or is not finite.
    """

    def __init__(self, space: str, full: Sequence[Part], matrix: Floats | None = None) -> None:
        self.space = space
        self.matrix = matrix
        self.full_dim = sum(part.dim for part in full)
        self.parts = tuple(full)
        self.id = ""
        if matrix is None:
            return
        look = next(part for part in full if part.name == LOOK)
        if matrix.shape[:1] != (look.dim,) or matrix.dtype != np.float32 or not np.isfinite(matrix).all():
            raise ValueError(f"a matrix {matrix.dtype} {matrix.shape} for looks of {look.dim} dimensions")
        self.parts = tuple(replace(part, dim=matrix.shape[1]) if part is look else part for part in full)
        self.id = _hash(space, full, matrix)
        self._look = span_of(full, LOOK)
        self._root = np.sqrt(look.weight)
        self._exact = matrix.astype(np.float64)  # so that a vector comes out alike in every batch

    @property
    def dim(self) -> int:
        """Dimensions of a projected vector."""
        return sum(part.dim for part in self.parts)

    def __call__(self, vectors: Floats) -> Floats:
        """Full vectors float32 (n, d) projected, float32 (n, dim), each of length 1.

        Raises:
            ValueError: they are not of this space's dimension.
        """
        if vectors.ndim != 2 or vectors.shape[1] != self.full_dim:  # noqa: PLR2004 - a matrix
            raise ValueError(f"vectors {vectors.shape}, not (n, {self.full_dim})")
        if self.matrix is None:
            return vectors
        look = unit(self._turned(vectors[:, self._look])) * np.float32(self._root)
        start, stop = self._look.start, self._look.stop
        return np.concatenate([vectors[:, :start], look, vectors[:, stop:]], axis=1)

    def one(self, vector: Floats) -> Floats:
        """One full vector, float32 (d,), projected, float32 (dim,)."""
        projected: Floats = self(vector[None])[0]
        return projected

    def look(self, look: Floats) -> Floats:
        """One full look, float32 (look dimensions,), as it is compared: of length 1."""
        if self.matrix is None:
            whole: Floats = unit(look[None])[0]
            return whole
        projected: Floats = unit(self._turned(look[None]))[0]
        return projected

    def reach(self, look: Floats) -> float:
        """|Mᵀ x| of a look x of length 1, float32 (look dimensions,): how much the projection keeps of it."""
        if self.matrix is None:
            return float(np.linalg.norm(look))
        return float(np.linalg.norm(look.astype(np.float64) @ self._exact))

    def pulled_back(self, look: Floats, reach: float) -> Floats:
        """The direction g among full looks along which a projected look is compared.

        For a photo's full look x of length 1 with `reach` r = |Mᵀ x|, and a product's projected look c, the
        look part's cosine is ⟨Mᵀ x / r, c⟩ = ⟨x, M c / r⟩: so g = M c / r, and whatever x is a sum of, each
        summand's share of the cosine is its product with g.

        Args:
            look: c, float32 (m,), of length 1.
            reach: r.

        Returns:
            g, float32 (look dimensions,).
        """
        back = look.astype(np.float64) if self.matrix is None else self._exact @ look.astype(np.float64)
        return (back / max(reach, _TINY)).astype(np.float32)

    def _turned(self, looks: Floats) -> Floats:
        turned: Floats = (looks.astype(np.float64) @ self._exact).astype(np.float32)
        return turned


def span_of(parts: Sequence[Part], name: str) -> slice:
    """Where a part lies in a fused vector of these parts."""
    start = 0
    for part in parts:
        if part.name == name:
            return slice(start, start + part.dim)
        start += part.dim
    raise ValueError(f"no part {name}")


def _hash(space: str, full: Sequence[Part], matrix: Floats) -> str:
    told = "\n".join([space, *(f"{part.name} {part.dim} {part.weight!r}" for part in full)])
    return hashlib.sha256(told.encode() + np.ascontiguousarray(matrix, "<f4").tobytes()).hexdigest()[:32]
