"""Pictures for the benchmarks: a sample of the shared ones, and photo-like 12-megapixel JPEGs drawn here."""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import WORK
from benchmarks.machine import cores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH, HEIGHT = 4000, 3000
QUALITY = 88
_OCTAVES = ((6, 90.0), (24, 45.0), (120, 22.0), (600, 9.0))
_SHAPES = 70
_NOISE = 7.0


def sample(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """The same `count` pictures of a folder in each run, from all over it, in the order of their names."""
    found = sorted(folder.glob("*.jpg"))
    return sorted(random.Random(seed).sample(found, min(count, len(found))))


def large_pictures(count: int, distinct: int) -> list[Path]:
    """`count` paths of 12-megapixel JPEGs in a folder of their own, `distinct` of them of different content.

    The others are hard links to the same files, so that a thousand photos need not fill the disk. To the
    program each is another product.
    """
    drawn = _drawn(distinct)
    folder = WORK / f"large-{count}-of-{distinct}"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"photo-{number:04d}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            os.link(drawn[number % distinct], path)
    return paths


def _drawn(distinct: int) -> list[Path]:
    folder = WORK / "large"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"drawn-{seed:04d}.jpg" for seed in range(distinct)]
    missing = [seed for seed, path in enumerate(paths) if not path.exists()]
    if missing:
        print(f"drawing {len(missing)} pictures of 12 megapixels", flush=True)
        with ThreadPoolExecutor(cores()) as pool:
            list(pool.map(lambda seed: _write(paths[seed], seed), missing))
    return paths


def _write(path: Path, seed: int) -> None:
    import cv2

    encoded = cv2.imencode(".jpg", _scene(seed), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(encoded.tobytes())
    temporary.replace(path)


def _scene(seed: int) -> NDArray[np.uint8]:
    """Light and texture at all scales, objects with edges, and the grain of a small sensor."""
    import cv2
    import numpy as np

    rng = np.random.default_rng(seed)
    scene = np.full((HEIGHT, WIDTH, 3), rng.uniform(90, 150, 3), np.float32)
    for cells, strength in _OCTAVES:
        coarse = rng.normal(0, strength, (max(3, cells * 3 // 4), cells, 3)).astype(np.float32)
        scene += cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    canvas = np.clip(scene, 0, 255).astype(np.uint8)
    for _ in range(_SHAPES):
        colour = rng.integers(0, 255, 3).tolist()
        x, y = int(rng.integers(0, WIDTH)), int(rng.integers(0, HEIGHT))
        axes = tuple(int(length) for length in rng.integers(20, 420, 2))
        cv2.ellipse(canvas, (x, y), axes, float(rng.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)
    grain = np.empty((HEIGHT, WIDTH), np.int16)
    cv2.setRNGSeed(seed)
    cv2.randn(grain, 0, _NOISE)
    out: NDArray[np.uint8] = cv2.add(canvas, cv2.merge([grain] * 3), dtype=cv2.CV_8U)
    return out
