"""Backpacks, seen from the front."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import flip, ribbon, rounded, spline
from drawing.handbags import handle, rim_stitch
from drawing.hardware import buckle, zipper
from drawing.materials import Fabric, cloth
from drawing.relief import along, barrel, puff, rumple


def backpack(
    canvas: Canvas,
    fabric: Fabric,
    *,
    pocket: Fabric | None = None,
    style: str = "zip",
    strap: Fabric | None = None,
    metal: str = "silver",
    base: Fabric | None = None,
    stitched: str = "grey",
    patch: str = "",
) -> None:
    """Draw a backpack; style is zip, flap or roll."""
    band, front = strap or fabric, pocket or fabric
    for s in (-1, 1):
        line = spline(
            [(500 + s * 150, 210), (500 + s * 284, 300), (500 + s * 316, 520), (500 + s * 268, 800)]
        )
        canvas.paint(
            ribbon(line, [60, 56, 44, 30]),
            band,
            mapping=along(line),
            relief=[barrel(line, [60, 56, 44, 30], 0.3)],
            tint=0.86,
        )
        side = spline(
            [(500 + s * 246, 610, 1), (500 + s * 300, 630), (500 + s * 304, 800), (500 + s * 250, 842, 1)],
            closed=True,
        )
        canvas.paint(side, front, relief=[puff(26, 14)], tint=0.9)
    loop = spline([(436, 168), (440, 96), (500, 74), (560, 96), (564, 168)])
    handle(canvas, loop, 26, band)
    top = 130 if style == "zip" else 200
    body = spline(
        [
            (500, top),
            (620, top + 10),
            (708, top + 76),
            (744, 330),
            (756, 700),
            (738, 846),
            (690, 892),
            (500, 902, 1),
        ]
    )
    outline = np.vstack([body, flip(body)[::-1]])
    canvas.paint(outline, fabric, relief=[puff(90, 46), rumple((240, 240), 9)])
    if base:
        canvas.paint(
            np.array([[200, 790], [500, 800], [800, 790], [800, 920], [200, 920.0]]),
            base,
            clip=outline,
            relief=[puff(40, 14)],
            shadow=0.25,
            reach=5,
        )
    if style == "zip":
        arch = spline([(268, 470), (286, 330), (350, 232), (500, 204), (650, 232), (714, 330), (732, 470)])
        zipper(canvas, arch, metal)
    elif style == "flap":
        _flap(canvas, fabric, band, metal, stitched)
    else:
        _roll(canvas, fabric, band, metal)
    low = spline([(500, 560), (640, 566), (676, 600), (684, 780), (660, 846), (500, 856, 1)])
    box = np.vstack([low, flip(low)[::-1]])
    if style != "flap":
        canvas.paint(box, front, relief=[puff(46, 24), rumple((160, 140), 6)], shadow=0.42, reach=9)
        zipper(canvas, spline([(336, 634), (360, 606), (500, 598), (640, 606), (664, 634)]), metal)
        rim_stitch(canvas, box, stitched, 0.94)
    if patch:
        tag = rounded(452, 700, 548, 752, 6)
        canvas.paint(tag, cloth(patch), relief=[puff(5, 2)], shadow=0.35, reach=4)
        rim_stitch(canvas, tag, "cream", 0.86)


def _flap(canvas: Canvas, fabric: Fabric, band: Fabric, metal: str, stitched: str) -> None:
    """Paint a pocket and the lid that falls over it, closed by two straps."""
    box = rounded(318, 620, 682, 866, 34)
    canvas.paint(box, fabric, relief=[puff(40, 22), rumple((160, 140), 6)], shadow=0.4, reach=9)
    lid = spline(
        [
            (236, 250),
            (300, 168),
            (500, 146),
            (700, 168),
            (764, 250),
            (764, 480),
            (730, 566),
            (500, 590),
            (270, 566),
            (236, 480),
        ],
        closed=True,
    )
    canvas.paint(lid, fabric, relief=[puff(70, 34), rumple((220, 160), 8)], shadow=0.48, reach=13)
    rim_stitch(canvas, lid, stitched, 0.95)
    for x in (380, 620):
        tongue = rounded(x - 21, 440, x + 21, 720, 16)
        canvas.paint(tongue, band, relief=[puff(13, 6)], shadow=0.42, reach=6)
        rim_stitch(canvas, tongue, stitched, 0.9)
        buckle(canvas, x, 648, 31, 23, colour=metal)


def _roll(canvas: Canvas, fabric: Fabric, band: Fabric, metal: str) -> None:
    """Paint a rolled top with a strap over it."""
    for k in range(2):
        roll = rounded(248 - 6 * k, 176 - 44 * k + 44, 752 + 6 * k, 262 - 44 * k + 10, 40)
        canvas.paint(roll, fabric, relief=[puff(42, 36)], shadow=0.42, reach=9)
    strap = rounded(478, 160, 522, 520, 12)
    canvas.paint(strap, band, relief=[puff(12, 5)], shadow=0.42, reach=6)
    buckle(canvas, 500, 420, 32, 24, colour=metal)
