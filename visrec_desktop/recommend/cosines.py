"""Cosines of all products with a few directions, of which most stay the same from time to time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Multiply = Callable[[NDArray[np.float32]], NDArray[np.float32]]

_SAME = 1e-4  # directions that differ by less are the same one


class Cosines:
    """The cosines of one set of products; remembers those with the directions it was asked for last.

    A like moves one interest of a client, and the others need not be computed again.
    """

    def __init__(self, multiply: Multiply) -> None:
        """`multiply` gives float32 (n, c) for directions float32 (c, d)."""
        self._multiply = multiply
        self._directions: list[NDArray[np.float32]] = []
        self._columns: list[NDArray[np.float32]] = []

    def of(self, directions: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosines float32 (n, c) of the n products with directions float32 (c, d)."""
        known = [self._known(direction) for direction in directions]
        missing = [place for place, column in enumerate(known) if column is None]
        if missing or not len(directions):
            found = self._multiply(directions[missing])
            if not len(directions):
                return found
            for step, place in enumerate(missing):
                known[place] = found[:, step]
        columns = [column for column in known if column is not None]
        self._directions, self._columns = list(directions), columns
        return np.stack(columns, axis=1)

    def _known(self, direction: NDArray[np.float32]) -> NDArray[np.float32] | None:
        for place, other in enumerate(self._directions):
            if other.shape == direction.shape and np.linalg.norm(other - direction) <= _SAME:
                return self._columns[place]
        return None
