"""What of a found part is garment, and what is the person who wears or holds it.

No detector, but the colours of skin (Chai, Ngan: Face Segmentation Using Skin-Color Map, 1999) and where they
lie: a head is narrow, at the top, shows skin, and shoulders follow below it; a hand or an arm is skin that
comes in from the photo's border. A part that is mostly of such a colour is a garment of that colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.nested import Part, ellipse
from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOW, _HIGH = (40, 135, 78), (255, 176, 127)  # of Y, Cr, Cb
_OPENING = 0.02  # of the longer side: narrower spots of that colour are pattern
_MOST_SKIN = 0.5  # of a part: more, and it is a garment of that colour
_HEAD_ROWS = (0.06, 0.2)  # of the part's height: how wide a head is, is measured here
_SHOULDERS = 1.55  # times the head's width
_HEAD_HEIGHT = (0.08, 0.42)  # of the part's height
_HEAD_SHAPE = (0.75, 2.4)  # height by width, the neck with it
_HEAD_SKIN = 0.25  # of the head: the rest is hair
_ALONE_SKIN = (0.35, 0.95)  # of a head that was found without its body
_ALONE_SHAPE = (1.0, 2.4)
_ALONE_AREA = 0.09  # of the photo
_ALONE_HAIR = 0.6  # of what is not skin: in the upper half
_LEAST_GARMENT = 0.25  # of the part, once the person is taken off
_LEAST_PIECE = 0.16  # of a garment's height, for the upper and the lower one
_LEAST_STEP = 14.0  # of Lab between the upper and the lower garment
_LEAST_CLEAR = 1.5  # times the unevenness within each


def garments(rgb: NDArray[np.uint8], part: Part) -> list[Part]:
    """The garments of a part: itself where no person is seen.

    Args:
        rgb: the picture, uint8 (H, W, 3), RGB.
        part: a part of it.

    Returns:
        One part; two where a person wears an upper and a lower garment of different colour; none where
        nothing but a person is seen.
    """
    height, width = part.mask.shape
    cut = rgb[part.top : part.top + height, part.left : part.left + width]
    skin = _skin(cut, max(rgb.shape[:2])) & part.mask
    if _is_head(skin, part, rgb.shape[:2]):
        return []
    neck = _neck(skin, part.mask)
    if neck is None:
        is_held = 0 < skin.sum() <= _MOST_SKIN * part.area
        return _without(part, _reaching_border(skin, part, rgb.shape[:2])) if is_held else [part]
    worn = part.mask.copy()
    worn[:neck] = 0
    bare = worn & skin
    person = part.mask & ~worn if bare.sum() > _MOST_SKIN * worn.sum() else (part.mask & ~worn) | bare
    return [half for garment in _without(part, person) for half in _halves(rgb, garment)]


def _skin(rgb: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """1 where the colour is one of skin, in patches of some size, uint8 (h, w)."""
    mask = cv2.inRange(cv2.cvtColor(rgb, cv2.COLOR_RGB2YCrCb), _LOW, _HIGH) & 1
    opened: NDArray[np.uint8] = cv2.morphologyEx(mask, cv2.MORPH_OPEN, ellipse(_OPENING, side))
    return opened


def _is_head(skin: NDArray[np.uint8], part: Part, shape: tuple[int, int]) -> bool:
    """Whether a part is a head alone: long, small, in the upper half, skin with what is none above it."""
    height, width = part.mask.shape
    hair = part.mask & ~skin & 1
    return bool(
        _ALONE_SKIN[0] <= skin.sum() / part.area <= _ALONE_SKIN[1]
        and _ALONE_SHAPE[0] <= height / width <= _ALONE_SHAPE[1]
        and part.area <= _ALONE_AREA * shape[0] * shape[1]
        and part.top + height / 2 <= shape[0] / 2
        and hair[: height // 2].sum() >= _ALONE_HAIR * hair.sum()
    )


def _neck(skin: NDArray[np.uint8], mask: NDArray[np.uint8]) -> int | None:
    """The row of a part where a head ends and shoulders begin; None where there is no head."""
    height = len(mask)
    widths = mask.sum(axis=1)
    first, last = (round(share * height) for share in _HEAD_ROWS)
    if last - first < 2:  # noqa: PLR2004 - fewer rows show nothing
        return None
    head = float(widths[first:last].max())
    broad = np.flatnonzero(widths[last:] >= _SHOULDERS * head)
    if not head or not len(broad):
        return None
    neck = last + int(broad[0])
    shape = neck / head
    shows = float(skin[:neck].sum()) / max(1.0, float(mask[:neck].sum()))
    is_head = (
        _HEAD_HEIGHT[0] <= neck / height <= _HEAD_HEIGHT[1]
        and _HEAD_SHAPE[0] <= shape <= _HEAD_SHAPE[1]
        and shows >= _HEAD_SKIN
    )
    return neck if is_head else None


def _reaching_border(skin: NDArray[np.uint8], part: Part, shape: tuple[int, int]) -> NDArray[np.uint8]:
    """The patches of skin that come in from the border of the picture, uint8 as `skin`."""
    height, width = skin.shape
    edge = np.zeros_like(skin)
    edge[0], edge[-1] = part.top == 0, part.top + height == shape[0]
    edge[:, 0] |= part.left == 0
    edge[:, -1] |= part.left + width == shape[1]
    _, labels = cv2.connectedComponents(skin)
    coming = np.unique(labels[(edge & skin) > 0])
    return np.isin(labels, coming[coming > 0]).astype(np.uint8)


def _without(part: Part, person: NDArray[np.uint8]) -> list[Part]:
    """The largest piece of a part beside a person; itself where there is none of one, none where all is."""
    if not person.any():
        return [part]
    left = cv2.morphologyEx(part.mask & ~person & 1, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=4)
    if len(stats) == 1:
        return []
    label = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    if stats[label, cv2.CC_STAT_AREA] < _LEAST_GARMENT * part.area:
        return []
    return [_piece(part, (labels == label).astype(np.uint8))]


def _piece(part: Part, mask: NDArray[np.uint8]) -> Part:
    """A part of a part; `mask` has the whole one's size."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    own = mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return Part(part.left + int(columns[0]), part.top + int(rows[0]), own, part.contrast)


def _halves(rgb: NDArray[np.uint8], part: Part) -> list[Part]:
    """The upper and the lower garment, where the colour changes once and for all from one row to the next."""
    height, width = part.mask.shape
    least = max(3, round(_LEAST_PIECE * height))
    if height < 2 * least + 1:
        return [part]
    cut = rgb[part.top : part.top + height, part.left : part.left + width]
    lab = cv2.cvtColor(cut.astype(np.float32) / np.float32(255), cv2.COLOR_RGB2LAB)
    counts = np.maximum(part.mask.sum(axis=1), 1)[:, None]
    rows = (lab * part.mask[..., None]).sum(axis=1) / counts
    spread = [
        (float(((upper - upper.mean(axis=0)) ** 2).sum() + ((lower - lower.mean(axis=0)) ** 2).sum()), row)
        for row in range(least, height - least)
        for upper, lower in [(rows[:row], rows[row:])]
    ]
    uneven, row = min(spread)
    step = float(np.linalg.norm(rows[:row].mean(axis=0) - rows[row:].mean(axis=0)))
    if step < max(_LEAST_STEP, _LEAST_CLEAR * (uneven / height) ** 0.5):
        return [part]
    upper, lower = part.mask.copy(), part.mask.copy()
    upper[row:], lower[:row] = 0, 0
    return [_piece(part, upper), _piece(part, lower)] if upper.any() and lower.any() else [part]
