"""Deterministic noise: everything random comes from a generator that the caller seeds."""

import zlib

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Rng = np.random.Generator


def generator(*words: object) -> Rng:
    """Make a random generator that depends on the given words alone."""
    return np.random.default_rng(zlib.crc32("|".join(map(str, words)).encode()))


def value_noise(u: Field, v: Field, rng: Rng, cell: tuple[float, float], lattice: int = 96) -> Field:
    """Sample smooth noise of about -1..1 at coordinates.

    Args:
        u: first coordinate, drawing units.
        v: second coordinate, same shape.
        rng: source of the lattice.
        cell: size of a lattice cell along u and v, drawing units.
        lattice: number of cells before the noise repeats.

    Returns:
        Noise with the shape of u.
    """
    grid = rng.uniform(-1, 1, (lattice, lattice)).astype(np.float32)
    big = cv2.resize(np.pad(grid, 2, mode="wrap"), None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    edge, span = 8, lattice * 4
    tile = np.ascontiguousarray(big[edge : edge + span, edge : edge + span])
    x = np.mod(u * (4 / cell[0]), span).astype(np.float32)
    y = np.mod(v * (4 / cell[1]), span).astype(np.float32)
    return np.asarray(cv2.remap(tile, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), dtype=np.float32)


def cloud(u: Field, v: Field, rng: Rng, cell: tuple[float, float], octaves: int = 3) -> Field:
    """Sum octaves of value noise, each half the size and half the strength of the one before."""
    total = np.zeros_like(u)
    for k in range(octaves):
        total += value_noise(u, v, rng, (cell[0] / 2**k, cell[1] / 2**k)) * np.float32(0.5**k)
    return total


def smoothstep(low: float, high: float, x: Field) -> Field:
    """Rise smoothly from 0 at low to 1 at high."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def blur(field: Field, sigma: float) -> Field:
    """Blur with a Gaussian; wide blurs run on a reduced copy, which the eye can't tell apart."""
    if sigma <= 0.3:
        return field
    shrink = int(max(1, min(sigma / 3, 16)))
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(field, (0, 0), sigma), dtype=np.float32)
    h, w = field.shape[:2]
    small = cv2.resize(field, (max(2, w // shrink), max(2, h // shrink)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR), dtype=np.float32)
