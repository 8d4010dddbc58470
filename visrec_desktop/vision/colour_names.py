"""Which colours a product shows, by the names that shops use.

Every pixel of the product takes the name of the nearest prototype in CIE L*a*b* (CIE 1976 distance, with
lightness at half its weight). The background does not count: it is what has the colour of the picture's
border, where that is of one colour, and is joined to it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Several for each name, found by looking at what is sold under it; sRGB.
_PROTOTYPES = {
    "black": "000000 121212 1c1c1c 262626",
    "charcoal": "323232 3e3e3e 4a4a4a",
    "grey": "5a5a5a 6c6c6c 808080 949494 a6a6a6",
    "light grey": "b8b8b8 cacaca d8d8d8",
    "white": "ffffff f4f4f4 e8e8e8",
    "navy": "10142e 16204a 1e2a58 283450",
    "blue": "1c3c9c 2850c4 3668a8 4a7cc4 4a6484 30507c",
    "light blue": "7ca4dc a0c0e4 c4d8ee",
    "slate": "242c36 363e4a 4a5664 647080 8492a4 a8b4c2",
    "teal": "0c5a60 148484 30a8a8 48c8c8 88d8d4",
    "green": "123c20 1c6a34 2e9c48 5cc45c 9cd88c b4d44a",
    "dark green": "101e1a 1c3028 2c4238 3c5448",
    "sage": "566a5e 748a7c 96a89a b8c8b8",
    "olive": "3e3e22 58582e 74703a 8a8448 34342a 4c4c40 6a6a58",
    "yellow": "f4d41c fce84c f6e88c f4e8b0 d8b028",
    "orange": "f07818 fc9a3c d8601c f4b070",
    "red": "b41820 dc2828 fc4444 961820",
    "burgundy": "3c0e18 5c1424 741e30 86344a",
    "pink": "f4a8c0 ec70a4 e43c8a f8ccd8 d46c88 c82878 e4969c ecd8dc e8c8c8",
    "purple": "381c58 5c3090 7c50b0 a48ccc c8b8e4 5a3458",
    "plum": "28202a 3a3040 4c3e48 5c4c60 786a80 9a8ea2",
    "brown": "48301e 684428 88583a 785044 a06c48",
    "dark brown": "221812 2e2420 3e322c 4e403a",
    "taupe": "62564e 7c6e64 988a80 b2a69c",
    "beige": "dcc8a8 ecdfc8 c8b48e f4ead8 b89c78 e4c8b0",
}
NAMES = tuple(_PROTOTYPES)
_BITS = 5  # of each channel: 32,768 colours, each named once
_SIDE = 96
_BORDER = 3
_UNIFORM_SHARE = 0.7
_SAME = (4.0, 12.0)
"""The least and greatest distance in L*a*b* up to which two colours count as the same background. White
clothes on white are told apart by less than 5; a lit wall is not so even."""
_LIGHTNESS = 0.5
"""The weight of a difference in lightness: light and shadow change that, not the name."""
_LEAST_SHARE = 0.02
_LEAST_PIXELS = 0.01


def named_colours(rgb: NDArray[np.uint8]) -> tuple[tuple[str, float], ...]:
    """The colours of what a picture shows, most first.

    Args:
        rgb: uint8 (H, W, 3), RGB; at least one pixel.

    Returns:
        names of `NAMES` with their share of the product's pixels, each at least 0.02; together at most 1.
    """
    height, width = rgb.shape[:2]
    ratio = min(1.0, _SIDE / max(height, width))
    size = (max(1, round(width * ratio)), max(1, round(height * ratio)))
    small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    counts = np.bincount(_names_of(small)[_product(small)], minlength=len(NAMES))
    shares = counts / counts.sum()
    order = np.argsort(-shares, kind="stable")
    return tuple(
        (NAMES[each], round(float(shares[each]), 3)) for each in order if shares[each] >= _LEAST_SHARE
    )


def _product(rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which pixels belong to the product, bool (H, W): all where no background can be told."""
    everything = np.ones(rgb.shape[:2], bool)
    lab = to_lab(rgb)
    edge = everything.copy()
    edge[_BORDER:-_BORDER, _BORDER:-_BORDER] = False
    ground = np.median(lab[edge], axis=0)
    distance = np.linalg.norm(lab - ground, axis=2)
    alike = distance < np.clip(2 * np.quantile(distance[edge], _UNIFORM_SHARE), *_SAME)
    if alike[edge].mean() < _UNIFORM_SHARE:
        return everything
    _, labels = cv2.connectedComponents(alike.astype(np.uint8), connectivity=4)
    touching = np.unique(labels[edge & alike])
    product = ~np.isin(labels, touching)
    return product if product.mean() >= _LEAST_PIXELS else everything


def _names_of(rgb: NDArray[np.uint8]) -> NDArray[np.intp]:
    """The place in `NAMES` of each pixel's colour, (H, W)."""
    red, green, blue = (rgb[..., channel].astype(np.intp) >> (8 - _BITS) for channel in range(3))
    names: NDArray[np.intp] = _table()[(red << 2 * _BITS) | (green << _BITS) | blue]
    return names


def to_lab(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """CIE L*a*b* (D65) of sRGB pixels: uint8 (H, W, 3) to float32 (H, W, 3)."""
    out: NDArray[np.float32] = cv2.cvtColor(rgb.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
    return out


@functools.cache
def _table() -> NDArray[np.intp]:
    codes = [
        (place, bytes.fromhex(code)) for place, name in enumerate(NAMES) for code in _PROTOTYPES[name].split()
    ]
    places = np.array([place for place, _ in codes])
    prototypes = to_lab(np.array([list(colour) for _, colour in codes], np.uint8)[:, None])[:, 0]
    levels = (np.arange(1 << _BITS) << (8 - _BITS)) + (1 << (7 - _BITS))
    cube = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 1, 3)
    lab = to_lab(cube.astype(np.uint8))[:, 0]
    weights = np.array([_LIGHTNESS, 1, 1], np.float32)
    nearest = [np.linalg.norm((lab - prototype) * weights, axis=1) for prototype in prototypes]
    named: NDArray[np.intp] = places[np.argmin(nearest, axis=0)]
    return named
