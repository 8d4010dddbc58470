"""Vectors as they lie in the clients' file: float32, little-endian."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def pack(vector: NDArray[np.float32]) -> bytes:
    """A vector (d,) as bytes.

    Raises:
        ValueError: it has another shape, or a value is not finite.
    """
    import numpy as np

    row = np.ascontiguousarray(vector, dtype="<f4")
    if row.ndim != 1 or not row.size or not np.isfinite(row).all():
        raise ValueError(f"not a vector of finite numbers: {row.shape}")
    return row.tobytes()


def unpack(blob: bytes) -> NDArray[np.float32]:
    """The vector (d,) of its bytes; raises ValueError when they are none."""
    import numpy as np

    if not blob or len(blob) % 4:
        raise ValueError(f"a vector of {len(blob)} bytes")
    return np.frombuffer(blob, dtype="<f4").astype(np.float32)


def unpack_rows(rows: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Ids (m,) and their vectors (m, d); raises ValueError when the lengths differ."""
    import numpy as np

    ids = np.array([number for number, _ in rows], dtype=np.int64)
    if not rows:
        return ids, np.empty((0, 0), dtype=np.float32)
    return ids, np.stack([unpack(blob) for _, blob in rows])
