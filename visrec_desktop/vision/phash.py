"""A perceptual hash: 64 bits that stay nearly the same when a picture is scaled, compressed or lit anew.

The method is pHash's DCT hash (C. Zauner, “Implementation and Benchmarking of Perceptual Image Hash
Functions”, 2010): the discrete cosine transform of a grey 32 x 32 copy, of which the 8 x 8 lowest frequencies
but those of plain rows and columns are compared with their median.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIDE = 32
_BLOCK = 1024
_BITS = 64


def perceptual_hash(grey: NDArray[np.uint8]) -> int:
    """The hash of a grey picture.

    Args:
        grey: uint8 (H, W), at least one pixel.

    Returns:
        64 bits, unsigned.
    """
    small = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[1:9, 1:9]
    return int.from_bytes(np.packbits(low > np.median(low)).tobytes(), "big")


def phash_distance(first: int, second: int) -> int:
    """In how many of the 64 bits two hashes differ: up to about 8 for copies, about 32 for others."""
    return (first ^ second).bit_count()


def near_pairs(hashes: NDArray[np.uint64], max_distance: int) -> NDArray[np.intp]:
    """All pairs of hashes that differ in few bits.

    Every pair is compared, a block of rows at a time, so that memory stays flat: about a second for 20,000.

    Args:
        hashes: uint64 (n,).
        max_distance: bits, 0 to 64.

    Returns:
        (m, 2): places of the pairs, the smaller first, ordered by it.
    """
    found = [np.empty((0, 2), np.intp)]
    most = np.uint8(min(max(max_distance, 0), _BITS))
    for start in range(0, len(hashes), _BLOCK):
        block = hashes[start : start + _BLOCK, None]
        near = np.bitwise_count(block ^ hashes[None, start:]) <= most
        rows, columns = np.nonzero(np.triu(near, 1))
        found.append(np.stack([rows, columns], axis=1) + start)
    return np.concatenate(found)
