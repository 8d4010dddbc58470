"""Local features of a picture: many small patches, each told by a descriptor that turning and scaling keep.

The points are those of SIFT (D. Lowe, “Distinctive Image Features from Scale-Invariant Keypoints”, IJCV
2004). Their descriptors become RootSIFT (R. Arandjelović and A. Zisserman, “Three things everyone should
know to improve object retrieval”, CVPR 2012): each is divided by its sum, and the root is taken of every
number, so that the scalar product of two is the Bhattacharyya coefficient of the histograms and their length
is 1.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.opencv import cv2
from visrec_desktop.vision.preprocess import shrink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PICTURE_SIDE, PICTURE_POINTS = 480, 400
"""A catalog picture: longer side at most, pixels, and points at most."""
PHOTO_SIDE, PHOTO_POINTS = 720, 1200
"""A photo: what it shows may be small in it, and most of its points lie beside it."""
VERSION = "rootsift-1"
"""Another one means other features: what was stored of an older one is worth nothing."""

DIM = 128
_CONTRAST = 0.025  # of SIFT: below the usual 0.04, since prints in shadow or glare have little of it
_CELLS = 4  # a side: each cell of the picture gives its strongest points before any gives its weaker ones
_LEVELS = 15  # four bits a number
_GREATEST = 0.4  # a number of a descriptor that is greater is stored as this
_PLACE_STEPS = 32  # of a pixel
_HEADER = struct.Struct("<HHH")  # width, height, points


@dataclass(frozen=True, slots=True, eq=False)
class LocalFeatures:
    """The local features of one picture.

    Attributes:
        places: float32 (n, 2), x and y in pixels of the analysed picture.
        descriptors: float32 (n, 128), each of length 1.
        width: of the analysed picture.
        height: of the analysed picture.
    """

    places: NDArray[np.float32]
    descriptors: NDArray[np.float32]
    width: int
    height: int

    def __len__(self) -> int:
        return len(self.places)


def features_of_picture(rgb: NDArray[np.uint8]) -> LocalFeatures:
    """The local features of a catalog picture, uint8 (H, W, 3)."""
    return local_features(rgb, PICTURE_SIDE, PICTURE_POINTS)


def features_of_photo(rgb: NDArray[np.uint8]) -> LocalFeatures:
    """The local features of a client's photo, uint8 (H, W, 3)."""
    return local_features(rgb, PHOTO_SIDE, PHOTO_POINTS)


def local_features(rgb: NDArray[np.uint8], side: int, most: int) -> LocalFeatures:
    """The local features of a picture.

    Args:
        rgb: uint8 (H, W, 3).
        side: a picture whose longer side is longer than this is analysed in this size, pixels.
        most: points that are kept: strong ones, spread over the picture.

    Returns:
        Features of 0 to `most` points: a plain picture has none.
    """
    small = shrink(rgb, side)
    height, width = small.shape[:2]
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    sift = cv2.SIFT.create(contrastThreshold=_CONTRAST)
    found = sift.detect(grey, None)
    kept = _spread(found, width, height, most)
    if not kept:
        return _none(width, height)
    kept, counts = sift.compute(grey, kept)
    places = np.array([point.pt for point in kept], np.float32)
    return LocalFeatures(places, _rooted(np.asarray(counts, np.float32)), width, height)


def _none(width: int, height: int) -> LocalFeatures:
    return LocalFeatures(np.zeros((0, 2), np.float32), np.zeros((0, DIM), np.float32), width, height)


def _rooted(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    sums = np.maximum(counts.sum(axis=1, keepdims=True), np.float32(1e-6))
    rooted: NDArray[np.float32] = np.sqrt(counts / sums)
    return rooted


def _spread(found: Sequence[cv2.KeyPoint], width: int, height: int, most: int) -> list[cv2.KeyPoint]:
    """The points of every cell in turn, the strongest first, until there are enough."""
    if len(found) <= most:
        return list(found)
    places = np.array([point.pt for point in found])
    strength = np.array([point.response for point in found])
    columns, rows = (
        np.clip((places[:, axis] / length * _CELLS).astype(np.int64), 0, _CELLS - 1)
        for axis, length in enumerate((width, height))
    )
    cells = rows * _CELLS + columns
    order = np.lexsort((-strength, cells))
    firsts = np.searchsorted(cells[order], cells[order])
    turn = np.empty(len(found), np.int64)
    turn[order] = np.arange(len(found)) - firsts
    chosen = np.lexsort((-strength, turn))[:most]
    return [found[place] for place in chosen.tolist()]


def to_bytes(features: LocalFeatures) -> bytes:
    """Features in 68 bytes a point: four bits for each number of a descriptor, 1/32 pixel for a place."""
    steps = np.rint(features.descriptors * np.float32(_LEVELS / _GREATEST))
    levels = np.clip(steps, 0, _LEVELS).astype(np.uint8)
    packed = (levels[:, ::2] << 4) | levels[:, 1::2]
    places = np.clip(np.rint(features.places * _PLACE_STEPS), 0, 0xFFFF).astype("<u2")
    head = _HEADER.pack(features.width, features.height, len(features))
    return b"".join((head, places.tobytes(), packed.tobytes()))


def from_bytes(data: bytes) -> LocalFeatures:
    """What `to_bytes` stored, to within its rounding.

    Raises:
        ValueError: it is something else.
    """
    if len(data) < _HEADER.size:
        raise ValueError(f"{len(data)} bytes are no features")
    width, height, count = _HEADER.unpack_from(data)
    if len(data) != _HEADER.size + count * (4 + DIM // 2):
        raise ValueError(f"{len(data)} bytes are not the features of {count} points")
    places = np.frombuffer(data, "<u2", 2 * count, _HEADER.size).reshape(count, 2)
    packed = np.frombuffer(data, np.uint8, count * DIM // 2, _HEADER.size + 4 * count).reshape(
        count, DIM // 2
    )
    levels = np.empty((count, DIM), np.float32)
    levels[:, ::2] = packed >> 4
    levels[:, 1::2] = packed & 0x0F
    lengths = np.sqrt(np.einsum("ij,ij->i", levels, levels))[:, None]
    levels /= np.maximum(lengths, np.float32(1))
    return LocalFeatures(places.astype(np.float32) / np.float32(_PLACE_STEPS), levels, width, height)
