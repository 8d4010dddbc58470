"""Any number of small pictures, no two the same, each made in about a millisecond."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIDE = 224
_BASES, _SHAPES, _DIGITS = 60, 14, 8
_ORDERS = ((0, 1, 2), (1, 2, 0), (2, 0, 1), (0, 2, 1), (2, 1, 0), (1, 0, 2))


def picture(number: int) -> bytes:
    """A JPEG that is like no other: one of a few drawings moved, recoloured, and numbered in its corner."""
    import cv2
    import numpy as np

    turn, base = divmod(number, _BASES)
    shift = ((turn * 37) % SIDE, (turn * 91) % SIDE)
    canvas = np.roll(_base(base), shift, (0, 1))[:, :, _ORDERS[turn % len(_ORDERS)]].copy()
    for place, digit in enumerate(f"{number:0{_DIGITS}d}"):
        canvas[:8, place * 8 : place * 8 + 8] = 25 * int(digit)
    encoded: bytes = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    return encoded


def write_pictures(folder: Path, numbers: range) -> list[Path]:
    """Files of these pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"S-{number:06d}.jpg" for number in numbers]
    for number, path in zip(numbers, paths, strict=True):
        path.write_bytes(picture(number))
    return paths


@cache
def _base(seed: int) -> NDArray[np.uint8]:
    import cv2
    import numpy as np

    rng = np.random.default_rng(seed)
    canvas = np.full((SIDE, SIDE, 3), rng.integers(60, 250, 3), np.uint8)
    for _ in range(_SHAPES):
        colour = rng.integers(0, 255, 3).tolist()
        x, y = (int(value) for value in rng.integers(0, SIDE, 2))
        axes = tuple(int(value) for value in rng.integers(8, 70, 2))
        cv2.ellipse(canvas, (x, y), axes, float(rng.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)
    grain = rng.normal(0, 6, canvas.shape)
    rough: NDArray[np.uint8] = np.clip(canvas + grain, 0, 255).astype(np.uint8)
    return rough
