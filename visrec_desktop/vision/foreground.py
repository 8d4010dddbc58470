"""What stands on the plain ground of a catalog picture: the product, without the white or grey around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)
_LEAST_SIDE = 16
_FRAME_SHARE = 0.02  # of the shorter side: how broad the frame is that tells what the ground is
_NEAR = 12.0  # steps of CIE Lab from a side's middle colour within which a pixel may be ground
_LEAST_NEAR = 0.6  # of the frame: less, and there is no one colour that a ground could have
_LEAST_PLAIN = (0.95, 0.92, 0.5)  # of the three plainest sides: the product may be cut off at the others
_LEAST_TOLERANCE, _MOST_TOLERANCE = 3.0, 9.0
_NOISE_FACTOR = 4.0
_EDGE = (
    3.0  # lightness from one pixel to the next, in steps of Lab, that is an outline; more where it is noisy
)
_LEAST_OBJECT, _MOST_OBJECT = 0.005, 0.97  # of the picture
_TO_LAB = np.array([100 / 255, 1, 1], np.float32)  # of OpenCV's bytes, up to the origin


class _Ground(NamedTuple):
    """The ground's colour as a plane over the picture.

    `slopes` float32 (3, 3): for L, a and b what a step to the right adds, what a step down adds, and the
    value at the upper left. `tolerance` in steps of Lab.
    """

    slopes: NDArray[np.float32]
    tolerance: float


def foreground(rgb: NDArray[np.uint8], *, outlines: bool = True) -> NDArray[np.uint8] | None:
    """Tell a product from the plain ground that it lies on or hangs before.

    The frame of the picture gives the ground's colour, which may change evenly from one side to the other.
    What is like it and reaches the frame without crossing an outline is ground; a part like it that the
    product encloses belongs to the product. Takes about 1 ms for 224 x 224 pixels: reduce larger pictures
    before.

    Args:
        rgb: uint8 (H, W, 3), RGB.
        outlines: whether an outline ends the ground although what it encloses has the ground's colour: a
            white shirt on white is found by it alone, but on a floor a joint between boards is one, too.

    Returns:
        uint8 (H, W), 1 = product, 0 = ground. None where the ground is not plain, where nothing stands on it
        or nothing of it is seen, and for pictures with a side below 16 pixels.
    """
    if min(rgb.shape[:2]) < _LEAST_SIDE:
        return None
    lab8 = cv2.cvtColor(cv2.GaussianBlur(rgb, (3, 3), 0), cv2.COLOR_RGB2LAB)
    lab = lab8.astype(np.float32)
    lab *= _TO_LAB
    ground = _ground(lab)
    if ground is None:
        return None
    like = _differences(lab, ground) < ground.tolerance**2
    within = like & ~_outlines(lab8, ground.tolerance)
    if not _is_plain(within):
        return None
    mask = _not_reached(within if outlines else like)
    share = float(mask.mean())
    return mask if _LEAST_OBJECT <= share <= _MOST_OBJECT else None


def _ground(lab: NDArray[np.float32]) -> _Ground | None:
    """The ground as the frame shows it; None where the frame is not plain."""
    height, width = lab.shape[:2]
    broad = _breadth(height, width)
    colours, places = np.concatenate(_sides(lab, broad)), _places(height, width, broad)
    kept = ((colours - np.median(colours, axis=0)) ** 2).sum(axis=1) < (2 * _NEAR) ** 2
    for reach in (_NEAR, _NEAR / 2):
        if kept.mean() < _LEAST_NEAR:
            return None
        slopes = _plane(places[kept], colours[kept])
        away = ((colours - places @ slopes.T) ** 2).sum(axis=1)
        kept = away < reach**2
    if kept.mean() < _LEAST_NEAR:
        return None
    noise = _NOISE_FACTOR * float(np.sqrt(np.median(away[kept])))
    return _Ground(slopes, min(max(noise, _LEAST_TOLERANCE), _MOST_TOLERANCE))


def _is_plain(like: NDArray[np.bool_]) -> bool:
    """Whether enough of the frame is like the ground, without outlines: tiles and boards are not."""
    shares = [float(side.mean()) for side in _sides(like[..., None], _breadth(*like.shape))]
    plainest = sorted(shares, reverse=True)[: len(_LEAST_PLAIN)]
    return all(share >= least for share, least in zip(plainest, _LEAST_PLAIN, strict=True))


def _breadth(height: int, width: int) -> int:
    """Of the frame, in pixels."""
    return max(1, round(_FRAME_SHARE * min(height, width)))


def _sides(values: NDArray[T], broad: int) -> list[NDArray[T]]:
    """The upper, lower, left and right edge of the frame: (H, W, k) gives four (n, k)."""
    edges = values[:broad], values[-broad:], values[:, :broad], values[:, -broad:]
    return [each.reshape(-1, values.shape[2]) for each in edges]


def _places(height: int, width: int, broad: int) -> NDArray[np.float32]:
    """Across, down and 1 for each pixel of the frame in the order of `_sides`, float32 (n, 3)."""
    across = np.arange(width, dtype=np.float32)[None, :, None]
    down = np.arange(height, dtype=np.float32)[:, None, None]
    whole = [np.broadcast_to(each, (height, width, 1)) for each in (across, down)]
    columns = [np.concatenate(_sides(each, broad)) for each in whole]
    return np.hstack([*columns, np.ones_like(columns[0])])


def _plane(places: NDArray[np.float32], colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """The plane through n colours by least squares, float32 (3, 3), as `_Ground.slopes`."""
    wide = places.astype(np.float64)
    return np.linalg.solve(wide.T @ wide, wide.T @ colours).T.astype(np.float32)


def _differences(lab: NDArray[np.float32], ground: _Ground) -> NDArray[np.float32]:
    """Squared distance of each pixel from the ground that is expected there, float32 (H, W)."""
    height, width = lab.shape[:2]
    across = np.arange(width, dtype=np.float32)[None]
    down = np.arange(height, dtype=np.float32)[:, None]
    total = np.zeros((height, width), np.float32)
    for channel, (right, below, first) in enumerate(ground.slopes):
        difference = lab[..., channel] - (right * across + first) - below * down
        total += difference * difference
    return total


def _outlines(lab8: NDArray[np.uint8], tolerance: float) -> NDArray[np.bool_]:
    """Where lightness changes from pixel to pixel more than the ground's noise does, small gaps closed."""
    light = np.ascontiguousarray(lab8[..., 0])
    steps = cv2.morphologyEx(light, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    least = max(_EDGE, tolerance) * 255 / 100
    edges = (steps > least).astype(np.uint8)
    closed: NDArray[np.uint8] = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return closed.astype(bool)


def _not_reached(like: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Everything that is not ground, uint8 (H, W): ground is a part like the ground that meets the frame."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(like.astype(np.uint8), connectivity=4)
    height, width = like.shape
    left, top, broad, high = (stats[:, column] for column in range(4))
    meets = (left == 0) | (top == 0) | (left + broad == width) | (top + high == height)
    meets[0] = False  # what is unlike the ground
    mask = cv2.erode((~meets[labels]).astype(np.uint8), np.ones((3, 3), np.uint8))  # the outline's outer half
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    cleaned: NDArray[np.uint8] = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cross)
    return cleaned
