"""What every vector index can do, whatever is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Metric(StrEnum):
    """How closeness is measured."""

    COSINE = "cosine"  # of the angle, in [-1, 1]; larger is closer
    EUCLIDEAN = "euclidean"  # distance, 0 or more; smaller is closer


class VectorIndex(Protocol):
    """Vectors of one dimension under integer keys."""

    @property
    def dim(self) -> int:
        """The vectors' dimension."""

    def __len__(self) -> int:
        """How many vectors there are."""

    def add(self, keys: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Add vectors (n, dim) under keys (n,); the vector of a key that is there is replaced.

        Raises:
            ValueError: shapes do not fit, or a value is not finite; nothing was added.
        """

    def remove(self, keys: NDArray[np.int64] | Sequence[int]) -> None:
        """Remove keys; those that are not there are passed over."""

    def search(
        self,
        query: NDArray[np.float32],
        k: int,
        allowed: NDArray[np.int64] | None = None,
        metric: Metric = Metric.COSINE,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The `k` closest vectors, best first, equal ones by key ascending.

        Args:
            query: (dim,).
            k: how many at most, 1 or more.
            allowed: keys that may be found, sorted ascending; None: all.
            metric: what the scores are; see `Metric`.

        Returns:
            Keys (m,) and scores (m,), m = min(k, number of vectors that may be found).

        Raises:
            ValueError: the query has another dimension or is not finite, or k < 1.
        """

    def get(self, keys: NDArray[np.int64] | Sequence[int]) -> NDArray[np.float32]:
        """The vectors (n, dim) of keys, in their order.

        Raises:
            KeyError: a key is not there.
        """

    def products(self, queries: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The scalar products of queries (k, dim) with every vector there is.

        Returns:
            Keys (n,) in no order, and products float32 (n, k): cosines where all vectors have length 1.

        Raises:
            ValueError: the queries have another dimension or are not finite.
        """

    def flush(self, seq: int) -> None:
        """Bring everything to disk and note that it is the state `seq` of the catalog.

        Raises:
            KnownError: `DISK_FULL` or `READ_FAILED`.
        """

    def close(self) -> None:
        """Let go of files and memory. Changes since the last `flush` are rebuilt from the catalog."""
