"""Sunglasses, seen from the front."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, flip, ribbon, rounded, spline, squircle, xy
from drawing.hardware import plate
from drawing.materials import PATENT, Fabric
from drawing.palette import Colour, mix, rgb
from drawing.patterns import Pattern, ombre
from drawing.relief import along, barrel, flat, puff
from drawing.watches import WHITE

LENSES: dict[str, list[tuple[float, float] | tuple[float, float, int]]] = {
    "round": [(-150, 0), (-106, -106), (0, -150), (106, -106), (150, 0), (106, 106), (0, 150), (-106, 106)],
    "aviator": [
        (-150, -96),
        (-40, -122),
        (110, -112),
        (158, -60),
        (146, 50),
        (70, 146),
        (-30, 138),
        (-116, 50),
    ],
    "way": [(-150, -92), (0, -112), (150, -112), (164, -60), (130, 70), (60, 112), (-50, 108), (-126, 60)],
    "cat": [(-146, -44), (-60, -92), (90, -126), (182, -136), (164, -30), (90, 88), (-20, 106), (-116, 66)],
    "oval": [(-160, 0), (-112, -76), (0, -104), (112, -76), (160, 0), (112, 76), (0, 104), (-112, 76)],
}


def _lens(shape: str) -> Points:
    """Outline a lens about its middle."""
    if shape == "square":
        return squircle(0, 0, 160, 126, 5.0)
    if shape == "slim":
        return squircle(0, 0, 168, 74, 3.4)
    return spline(LENSES[shape], closed=True) * 1.06


def _lens_gradient(top: str, bottom: str, y: float) -> Pattern:
    return ombre(top, bottom, y - 500 - 110, y - 500 + 130)


def sunglasses(
    canvas: Canvas,
    frame: Fabric,
    *,
    shape: str = "way",
    lens: tuple[str, str] = ("3a3d42", "8b8f94"),
    rim: float = 20,
    gap: float = 196,
    metal: bool = False,
    mirror: bool = False,
    arms: Fabric | None = None,
) -> None:
    """Draw sunglasses from the front, the arms folded out behind."""
    y = 520.0
    right = _lens(shape) + xy(500 + gap, y)
    outer_right = _grow(right, rim)
    for s in (-1, 1):
        hinge = (500 + s * (gap + 158), y - 84 if shape not in {"round", "slim", "oval"} else y - 44)
        arm = spline(
            [
                hinge,
                (500 + s * (gap + 168), y - 130),
                (500 + s * (gap + 128), y - 232),
                (500 + s * (gap + 84), y - 258),
            ]
        )
        width = [rim * 1.5, rim * 1.25, rim * 0.9, rim] if not metal else [10, 9, 9, 20]
        canvas.paint(
            ribbon(arm, width), arms or frame, mapping=along(arm), relief=[barrel(arm, width, 0.4)], tint=0.9
        )
    for s in (-1, 1):
        pane = right if s > 0 else flip(right)
        shade = Fabric(_lens_gradient(*lens, y), PATENT)
        canvas.paint(pane, shade, relief=[puff(150, 26)], shadow=0, opacity=0.90, edge=0.1)
        _glare(canvas, pane, mirror)
    bridge_y = y - (60 if shape not in {"round", "oval"} else 30)
    reach = float(right[np.abs(right[:, 1] - bridge_y) < 16][:, 0].min()) - 500 + 1
    if metal:
        for dy, lift in ((0, 20), (-44, 6)) if shape == "aviator" else ((0, 24),):
            bar = spline(
                [(500 - reach, bridge_y + dy), (500, bridge_y + dy - lift), (500 + reach, bridge_y + dy)]
            )
            canvas.paint(
                ribbon(bar, 10),
                frame,
                mapping=along(bar),
                relief=[barrel(bar, [10, 10])],
                shadow=0.2,
                reach=4,
            )
    else:
        bar = spline([(500 - reach, bridge_y), (500, bridge_y - 18), (500 + reach, bridge_y)])
        canvas.paint(
            ribbon(bar, [rim * 2.2, rim * 1.3, rim * 2.2]),
            frame,
            mapping=flat(),
            relief=[barrel(bar, [rim * 2.2, rim * 1.3, rim * 2.2], 0.3)],
            shadow=0.2,
            reach=4,
        )
    for s in (-1, 1):
        pair = [outer_right, right] if s > 0 else [flip(outer_right), flip(right)]
        canvas.paint(pair, frame, relief=[puff(rim * 0.55, rim * 0.42)], shadow=0.3, reach=6)
        if not metal:
            x = 500 + s * (gap + 152)
            plate(canvas, rounded(x - 9, y - 92, x + 9, y - 82, 4), "silver")


def _grow(outline: Points, by: float) -> Points:
    """Widen an outline evenly by a distance."""
    ring = np.vstack([outline[-1:], outline, outline[:1]])
    along_it = ring[2:] - ring[:-2]
    along_it /= np.maximum(np.linalg.norm(along_it, axis=1, keepdims=True), 1e-9)
    out = np.column_stack([along_it[:, 1], -along_it[:, 0]])
    inward = (((outline + out * 5) - outline.mean(axis=0)) ** 2).sum() < (
        (outline - outline.mean(axis=0)) ** 2
    ).sum()
    return outline - out * by if inward else outline + out * by


def _glare(canvas: Canvas, pane: Points, mirror: bool) -> None:
    """Reflect a window in a lens."""
    low, high = pane.min(axis=0), pane.max(axis=0)
    w = float(high[0] - low[0])
    for a, b, strength in (
        ((0.14, 0.34, 0.22), (0.40, 0.47, 0.16)) if mirror else ((0.16, 0.32, 0.13), (0.37, 0.42, 0.10))
    ):
        slab = np.array(
            [
                [low[0] + w * (a + 0.22), low[1]],
                [low[0] + w * (b + 0.22), low[1]],
                [low[0] + w * (b - 0.12), high[1]],
                [low[0] + w * (a - 0.12), high[1]],
            ]
        )
        middle = pane.mean(axis=0)
        inner = middle + (pane - middle) * 0.96
        _clip_dim(canvas, slab, inner, strength, mix(WHITE, rgb("sky"), 0.15))


def _clip_dim(canvas: Canvas, outline: Points, clip: Points, strength: float, colour: Colour) -> None:
    box = canvas.box([clip], 4)
    cover = canvas.raster([outline], box) * canvas.raster([clip], box) * np.float32(strength)
    canvas.lay(box, colour, cover)
