"""Drawn pictures with the statistics of photos: smooth light, edges, texture. For comparing two networks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def synthetic_pictures(count: int, size: int) -> NDArray[np.uint8]:
    """Pictures of lit discs and stripes on a graded ground.

    Returns:
        uint8 (count, size, size, 3), RGB, the same for every call.
    """
    rng = np.random.default_rng(2016)
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    pictures = []
    for _ in range(count):
        ground, disc, stripe = rng.uniform(20, 235, (3, 3))
        cx, cy = rng.uniform(0.3, 0.7, 2)
        radius, turn, pace = rng.uniform(0.15, 0.35), rng.uniform(0, np.pi), rng.uniform(30, 90)
        light = 0.7 + 0.5 * (x * np.cos(turn) + y * np.sin(turn))
        inside = ((x - cx) ** 2 + (y - cy) ** 2 < radius**2)[..., None]
        bars = (np.sin(pace * (x * np.sin(turn) + y * np.cos(turn))) > 0)[..., None]
        picture = np.where(inside, np.where(bars, stripe, disc), ground) * light[..., None]
        pictures.append(picture + rng.normal(0, 4, picture.shape))
    return np.clip(np.stack(pictures), 0, 255).astype(np.uint8)
