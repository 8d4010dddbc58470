"""A catalog picture as a phone might have taken it: turned, from aside, on another ground, in other light.

Such copies stand for photos whose product is known, where a catalog has none of its own. Everything is drawn
from a seed, so that the same picture always gives the same copies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.foreground import foreground
from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.preprocess import shrink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

SIDE = 288
"""Pixels of a copy's longer side: what models take is smaller."""

_SHORT = 0.78  # of the longer side
_CUT_OUT = 0.7  # chance that a product on plain ground is taken off it
_OTHER_GROUND = 0.5  # chance that the ground is another picture, out of focus
_UPRIGHT = 0.5  # chance of a photo that is higher than wide
_HIDDEN = 0.5  # chance that something stands before a part of the product
_GLARE = 0.3  # chance of a reflection
_BYTE = 255.0


def retake(rgb: NDArray[np.uint8], ground: NDArray[np.uint8], seed: int) -> bytes:
    """A photo-like copy of a picture, as the file that a phone would make of it. Takes about 10 ms.

    Args:
        rgb: the picture, uint8 (H, W, 3), RGB; some 300 pixels are enough.
        ground: another picture, uint8 (h, w, 3): what may lie behind, out of focus.
        seed: what is drawn.

    Returns:
        A JPEG, its longer side `SIDE` pixels.
    """
    rng = np.random.default_rng(seed)
    small = shrink(rgb, SIDE)
    long, short = SIDE, round(SIDE * _SHORT)
    height, width = (long, short) if rng.random() < _UPRIGHT else (short, long)
    behind = _behind(ground, height, width, rng)
    plane = _plane(small.shape[:2], height, width, rng)
    front = cv2.warpPerspective(small, plane, (width, height), flags=cv2.INTER_AREA).astype(np.float32)
    cover = cv2.warpPerspective(_cover(small, rng), plane, (width, height), flags=cv2.INTER_LINEAR)
    cover = cv2.GaussianBlur(cover, (0, 0), 0.8)[..., None]
    _hide(cover, rng)
    return _taken(_lit(behind + (front - behind) * cover, rng), rng)


def _cover(small: NDArray[np.uint8], rng: np.random.Generator) -> Floats:
    """What of the picture lies before the new ground, float32 (H, W) in [0, 1]."""
    mask = foreground(small) if rng.random() < _CUT_OUT else None
    return np.ones(small.shape[:2], np.float32) if mask is None else mask.astype(np.float32)


def _behind(ground: NDArray[np.uint8], height: int, width: int, rng: np.random.Generator) -> Floats:
    """The ground, float32 (height, width, 3): another picture out of focus, or patches of colour."""
    if rng.random() < _OTHER_GROUND:
        big = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.float32)
        blurred: Floats = cv2.GaussianBlur(big, (0, 0), float(rng.uniform(1.0, 8.0)))
        return blurred
    total = np.zeros((height, width, 3), np.float32)
    for cells, strength in ((2, 60.0), (6, 35.0), (24, 15.0)):
        patches = rng.normal(0.0, strength, (cells, cells, 3)).astype(np.float32)
        patches = patches * 0.5 + patches.mean(axis=2, keepdims=True)
        total += cv2.resize(patches, (width, height), interpolation=cv2.INTER_CUBIC)
    total += np.float32(rng.uniform(60.0, 190.0))
    return np.clip(total, 0.0, _BYTE, out=total)


def _plane(shape: tuple[int, ...], height: int, width: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """The projection (3, 3) of the picture's pixels to the photo's: turned, aside, nearer or farther."""
    high, wide = shape[0], shape[1]
    size = rng.uniform(0.65, 1.25) * min(height / high, width / wide)
    turn = rng.normal(0.0, 14.0)
    centre = np.array([width, height]) * (0.5 + rng.normal(0.0, 0.05, 2))
    corners = np.array([(-wide, -high), (wide, -high), (wide, high), (-wide, high)]) / 2.0
    aside = corners * (1.0 + rng.uniform(-0.16, 0.16, (4, 2)))
    cosine, sine = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    there = aside @ np.array([[cosine, sine], [-sine, cosine]]) * size + centre
    here = corners + np.array([wide, high]) / 2.0
    out: NDArray[np.float64] = cv2.getPerspectiveTransform(here.astype(np.float32), there.astype(np.float32))
    return out


def _hide(cover: Floats, rng: np.random.Generator) -> None:
    """Let the ground come before a part of the product, as a hand or a shelf does; `cover` is changed."""
    if rng.random() < _HIDDEN:
        height, width = cover.shape[:2]
        centre = (int(rng.uniform(0, width)), int(rng.uniform(0.3, 1.0) * height))
        axes = (int(rng.uniform(0.06, 0.22) * width), int(rng.uniform(0.06, 0.22) * height))
        cv2.ellipse(cover, centre, axes, float(rng.uniform(0, 180)), 0, 360, 0.0, -1)


def _lit(photo: Floats, rng: np.random.Generator) -> Floats:
    """Brighter or darker, warmer or colder, from one side, now and then with a reflection."""
    height, width = photo.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    towards = rng.uniform(0, 2 * np.pi)
    falloff = 1.0 + rng.uniform(0, 0.35) * (across * np.cos(towards) + down * np.sin(towards))
    tint = np.exp(rng.normal(0.0, 0.07, 3) + rng.normal(-0.05, 0.25))
    lit = (photo / _BYTE) ** np.exp(rng.normal(0.0, 0.15)) * falloff[..., None] * tint
    if rng.random() < _GLARE:
        x, y, size = rng.uniform(-0.7, 0.7), rng.uniform(-0.7, 0.7), rng.uniform(0.1, 0.35)
        spot = np.exp(-((across - x) ** 2 + (down - y) ** 2) / (2 * size**2))
        lit += rng.uniform(0.2, 0.7) * spot[..., None]
    out: Floats = np.clip(lit * _BYTE, 0.0, _BYTE).astype(np.float32)
    return out


def _taken(photo: Floats, rng: np.random.Generator) -> bytes:
    """Out of focus, noisy, compressed."""
    blurred = cv2.GaussianBlur(photo, (0, 0), float(rng.uniform(0.2, 2.0)))
    noisy = blurred + rng.normal(0.0, rng.uniform(1.0, 9.0), photo.shape)
    pixels = np.clip(noisy, 0.0, _BYTE).astype(np.uint8)
    quality = int(rng.uniform(30, 85))
    done, encoded = cv2.imencode(
        ".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    if not done:
        raise RuntimeError("OpenCV could not encode a JPEG")
    return bytes(encoded)
