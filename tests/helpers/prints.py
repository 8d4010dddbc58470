"""Flat prints that are drawn, and photos of them: what local features are about."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZabdefghkmnqrt"


def poster(seed: int, width: int = 300, height: int = 400) -> Picture:
    """A print with words and shapes that those of other seeds do not have, uint8 (h, w, 3)."""
    rng = np.random.default_rng(seed)
    canvas = np.full((height, width, 3), rng.integers(190, 250, 3), np.uint8)
    for _ in range(14):
        colour = tuple(int(value) for value in rng.integers(0, 200, 3))
        points = rng.integers(0, (width, height), (int(rng.integers(3, 6)), 2)).astype(np.int32)
        cv2.polylines(canvas, [points], True, colour, int(rng.integers(2, 6)), cv2.LINE_AA)
    for line in range(8):
        word = "".join(LETTERS[int(place)] for place in rng.integers(0, len(LETTERS), 9))
        place = (int(rng.integers(5, width // 4)), 40 + line * height // 9)
        colour = tuple(int(value) for value in rng.integers(0, 120, 3))
        cv2.putText(canvas, word, place, int(rng.integers(0, 5)), float(rng.uniform(0.6, 1.2)), colour, 2)
    return canvas


def backdrop(seed: int, width: int = 640, height: int = 480) -> Picture:
    """A busy scene of soft blobs and blocks."""
    rng = np.random.default_rng(10_000 + seed)
    coarse = rng.integers(0, 256, (12, 16, 3)).astype(np.uint8)
    canvas = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(20):
        colour = tuple(int(value) for value in rng.integers(0, 256, 3))
        x, y = (int(value) for value in rng.integers(0, (width, height)))
        cv2.rectangle(
            canvas, (x, y), (x + int(rng.integers(10, 90)), y + int(rng.integers(10, 90))), colour, -1
        )
    return canvas


def photographed(
    flat: Picture, seed: int = 0, turn: float = 0.0, lean: float = 0.0, size: float = 0.7
) -> Picture:
    """A photo of a print that lies on a busy ground, uint8 (480, 640, 3).

    Args:
        flat: the print.
        seed: of the scene.
        turn: degrees in the photo's plane.
        lean: degrees away from the camera.
        size: of the print's longer side, as a share of the photo's shorter one.
    """
    scene = backdrop(seed)
    height, width = flat.shape[:2]
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]], float)
    corners *= size * 480 / 2 / max(width, height)
    angle, away = np.deg2rad([turn, lean])
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    flatly = corners @ spin.T
    depth = 1 + flatly[:, 1] * np.sin(away) / 700
    flatly[:, 1] *= np.cos(away)
    seen = (flatly / depth[:, None] + (320, 240)).astype(np.float32)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    move = cv2.getPerspectiveTransform(source, seen)
    mask = cv2.warpPerspective(np.full((height, width), 255, np.uint8), move, (640, 480))
    laid = cv2.warpPerspective(flat, move, (640, 480), flags=cv2.INTER_AREA)
    scene[mask > 127] = laid[mask > 127]
    return scene
