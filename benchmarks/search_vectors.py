"""Drawn vectors as a catalog has them: groups of unlike sizes and widths, in few directions most."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIM = 128
_GROUPS, _DIRECTIONS = 3_000, 48
_CHUNK = 100_000


def drawn_vectors(count: int) -> NDArray[np.float32]:
    """Vectors float32 (count, DIM) of length 1, always the same for one count.

    A group's share falls with its rank, as kinds of goods do; within it vectors differ in a few directions
    of the whole space most, and a little in all.
    """
    import numpy as np

    random = np.random.default_rng(count)
    centres = random.standard_normal((_GROUPS, DIM), dtype=np.float32)
    widths = random.uniform(0.4, 1.1, _GROUPS).astype(np.float32)
    directions = random.standard_normal((_DIRECTIONS, DIM), dtype=np.float32)
    directions *= np.float32(1 / np.sqrt(_DIRECTIONS))
    shares = 1 / np.arange(10, _GROUPS + 10)
    vectors = np.empty((count, DIM), np.float32)
    for start in range(0, count, _CHUNK):
        part = vectors[start : start + _CHUNK]
        group = random.choice(_GROUPS, len(part), p=shares / shares.sum())
        apart = random.standard_normal((len(part), _DIRECTIONS), dtype=np.float32) @ directions
        apart += np.float32(0.15) * random.standard_normal(part.shape, dtype=np.float32)
        part[:] = centres[group] + widths[group, None] * apart
        part /= np.linalg.norm(part, axis=1, keepdims=True)
    return vectors


def queries_near(vectors: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Questions float32 (count, DIM) of length 1: photos of what is there, taken anew."""
    import numpy as np

    random = np.random.default_rng(1)
    chosen = vectors[random.integers(0, len(vectors), count)]
    chosen = chosen + np.float32(0.03) * random.standard_normal(chosen.shape, dtype=np.float32)
    found: NDArray[np.float32] = chosen / np.linalg.norm(chosen, axis=1, keepdims=True)
    return found
