"""Photos of drawn objects on plain and busy grounds, with the boxes that they stand in."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]


class Box(NamedTuple):
    """Left, top, width and height in pixels."""

    x: int
    y: int
    width: int
    height: int


def iou(one: Box, other: Box) -> float:
    """Intersection over union."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(across, 0) * max(down, 0)
    return shared / (one.width * one.height + other.width * other.height - shared)


def plain(height: int, width: int, colour: tuple[int, int, int] = (226, 222, 215), seed: int = 0) -> Rgb:
    """A wall: one colour, lit from the left, with a camera's noise."""
    light = np.linspace(1.02, 0.94, width)[None, :, None]
    noise = np.random.default_rng(seed).normal(0, 2, (height, width, 3))
    return np.clip(np.array(colour) * light + noise, 0, 255).astype(np.uint8)


def boards(height: int, width: int) -> Rgb:
    """A wooden floor: boards of different shade with dark joints and grain."""
    rng = np.random.default_rng(3)
    ground = plain(height, width, (186, 148, 104)).astype(np.float32)
    for number, top in enumerate(range(0, height, 34)):
        ground[top : top + 34] *= 0.94 + 0.12 * ((number * 5) % 3) / 2
        ground[top : top + 2] *= 0.55
    ground += cv2.GaussianBlur(rng.normal(0, 40, (height, width, 1)), (31, 1), 0)[..., None]
    return np.clip(ground, 0, 255).astype(np.uint8)


def tiles(height: int, width: int) -> Rgb:
    """A floor of pale tiles with dark joints."""
    ground = plain(height, width, (198, 194, 186), seed=5)
    ground[::40] = ground[1::40] = ground[:, ::40] = ground[:, 1::40] = (132, 128, 120)
    return ground


def cover(height: int, width: int) -> Rgb:
    """A bedspread with broad pale stripes."""
    ground = plain(height, width, (232, 226, 212), seed=6)
    for left in range(0, width, 60):
        ground[:, left : left + 22] = (150, 172, 190)
    return ground


GROUNDS = {"wall": plain, "boards": boards, "tiles": tiles, "cover": cover}


def draw_shirt(photo: Rgb, box: Box, colour: tuple[int, int, int]) -> None:
    """A shirt with sleeves that fills the box."""
    x, y, width, height = box
    right = [(0.7, 0), (1, 0.25), (0.88, 0.45), (0.76, 0.34), (0.76, 1)]
    shape = np.array([*right, *((1 - across, down) for across, down in reversed(right))])
    points = (shape * (width - 1, height - 1) + (x, y)).round().astype(np.int32)
    cv2.fillPoly(photo, [points], colour)
    for down in np.linspace(0.2, 0.9, 6):
        spot = (x + width // 2, int(y + down * height))
        cv2.circle(photo, spot, max(2, width // 40), (245, 240, 230), -1)


def draw_bag(photo: Rgb, box: Box, colour: tuple[int, int, int]) -> None:
    """A bag with a handle that fills the box."""
    x, y, width, height = box
    body = y + height // 3
    cv2.rectangle(photo, (x, body), (x + width - 1, y + height - 1), colour, -1)
    cv2.ellipse(photo, (x + width // 2, body), (width // 3, height // 3), 0, 180, 360, colour, 7)


def draw_mug(photo: Rgb, box: Box, colour: tuple[int, int, int]) -> None:
    """A round thing that fills the box."""
    x, y, width, height = box
    centre = (x + width // 2, y + height // 2)
    cv2.ellipse(photo, centre, (width // 2, height // 2), 0, 0, 360, colour, -1)
    cv2.ellipse(photo, centre, (width // 4, height // 4), 0, 0, 360, (90, 60, 40), 3)


OBJECTS = ((draw_shirt, (38, 64, 120)), (draw_bag, (150, 30, 44)), (draw_mug, (24, 110, 84)))


def scene(ground: str, boxes: list[Box], height: int = 320, width: int = 240) -> Rgb:
    """Objects in these boxes."""
    photo = GROUNDS[ground](height, width)
    for (draw, colour), box in zip(OBJECTS, boxes, strict=False):
        draw(photo, box, colour)
    return cv2.GaussianBlur(photo, (3, 3), 0)


def person(ground: Rgb, *, lower: tuple[int, int, int] = (40, 52, 92)) -> Rgb:
    """Somebody with dark hair in a red shirt and trousers, cut off at the knees; 320 x 240."""
    photo, skin = ground.copy(), (214, 160, 130)
    cv2.ellipse(photo, (120, 44), (27, 34), 0, 0, 360, (52, 38, 30), -1)
    cv2.ellipse(photo, (120, 54), (21, 27), 0, 0, 360, skin, -1)
    cv2.rectangle(photo, (111, 76), (129, 94), skin, -1)
    cv2.rectangle(photo, (84, 204), (156, 319), lower, -1)
    cv2.fillPoly(
        photo, [np.array([(92, 92), (148, 92), (176, 112), (160, 206), (80, 206), (64, 112)])], (176, 32, 40)
    )
    cv2.ellipse(photo, (62, 170), (11, 46), 4, 0, 360, skin, -1)
    cv2.ellipse(photo, (178, 170), (11, 46), -4, 0, 360, skin, -1)
    return cv2.GaussianBlur(photo, (3, 3), 0)
