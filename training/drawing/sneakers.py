"""Sneakers, drawn from the side with the toe to the left."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, ribbon, rounded, spline, xy
from drawing.materials import CANVAS, RUBBER, Fabric, cloth
from drawing.palette import rgb, tone
from drawing.relief import along, barrel, flat, folds, puff, rumple
from drawing.sneaker_parts import (
    GROUND,
    Last,
    eyestay,
    paint_laces,
    paint_opening,
    paint_sole,
    paint_tongue,
    upper_outline,
    wrap_toe,
)

LOW = Last()


def _overlay(
    canvas: Canvas, outline: Points, fabric: Fabric, upper: Points, thread: str, *, turn: float = 0
) -> None:
    canvas.paint(
        outline,
        fabric,
        clip=upper,
        mapping=flat(turn),
        relief=[puff(10, 4), rumple((120, 90), 3)],
        shadow=0.3,
        reach=5,
    )
    inner = outline.mean(axis=0) + (outline - outline.mean(axis=0)) * 0.95
    canvas.stitch(np.vstack([inner, inner[:1]]), rgb(thread), 5, 3, 1.2)


def _badge(canvas: Canvas, kind: str, colour: str, base: float, upper: Points) -> None:
    """Put the shop's own plain marks on the side: bars, a wave or a disc."""
    fabric = cloth(colour)
    if kind == "bars":
        for k in range(2):
            bar = np.array(
                [
                    [560 + 46 * k, base - 176],
                    [586 + 46 * k, base - 182],
                    [630 + 46 * k, base - 24],
                    [604 + 46 * k, base - 20.0],
                ]
            )
            canvas.paint(bar, fabric, clip=upper, relief=[puff(6, 3)], shadow=0.3, reach=4)
    elif kind == "wave":
        line = spline([(500, base - 40), (580, base - 112), (660, base - 92), (740, base - 168)])
        canvas.paint(
            ribbon(line, [10, 30, 26, 8]), fabric, clip=upper, relief=[puff(8, 3)], shadow=0.3, reach=4
        )
    elif kind == "disc":
        canvas.paint(
            ellipse(700, last_disc(base), 34, 34),
            fabric,
            clip=upper,
            relief=[puff(8, 3)],
            shadow=0.3,
            reach=4,
        )
        canvas.stitch(ellipse(700, last_disc(base), 27, 27), tone(rgb(colour), 0.6), 4, 3, 1.2)


def last_disc(base: float) -> float:
    """Give the height of the round patch above the sole line."""
    return base - 200


def sneaker(
    canvas: Canvas,
    fabric: Fabric,
    *,
    last: Last = LOW,
    overlay: Fabric | None = None,
    toe: str = "",
    sole: str = "white",
    tread: str = "white",
    stripe: str = "",
    laces: str = "white",
    badge: str = "",
    badge_colour: str = "white",
    lining: str = "cream",
    slip: bool = False,
    heel: Fabric | None = None,
) -> None:
    """Draw a sneaker; an empty overlay, toe or badge leaves that part out."""
    base = GROUND - last.sole + 22
    upper = upper_outline(last)
    paint_opening(canvas, last, lining)
    if not slip:
        paint_tongue(canvas, last, fabric)
    creases = [
        (spline([(250, base - 128), (292, base - 96), (316, base - 52)]), 20.0, -4.0),
        (spline([(300, base - 150), (340, base - 108), (360, base - 60)]), 20.0, -3.4),
        (spline([(640, base - 210), (620, base - 120), (560, base - 50)]), 30.0, 3.0),
    ]
    form = [puff(110, 46), folds(creases), rumple((140, 120), 4)]
    canvas.paint(upper, fabric, mapping=flat(-8), relief=form, shadow=0.3)
    thread = "grey"
    if overlay:
        mud = spline(
            [
                (104, base + 10, 1),
                (112, base - 60),
                (170, base - 112),
                (236, base - 126, 1),
                (226, base - 80),
                (300, base - 52),
                (420, base - 46),
                (440, base + 10, 1),
            ],
            closed=True,
        )
        _overlay(canvas, mud, overlay, upper, thread)
        s = eyestay(last)
        stay = np.vstack([s + xy(-18, -16), (s + xy(40, 26))[::-1], [[380, base - 96], [330, base - 118]]])
        _overlay(canvas, stay, overlay, upper, thread, turn=30)
    rear = spline(
        [
            (900, last.collar - 20, 1),
            (800, last.collar - 14, 1),
            (790, last.collar + 90),
            (730, base - 120),
            (700, base + 10, 1),
            (900, base + 10, 1),
        ],
        closed=True,
    )
    if heel or overlay:
        _overlay(canvas, rear, heel or overlay or fabric, upper, thread)
    _badge(canvas, badge, badge_colour, base, upper)
    if not slip:
        if not overlay:
            s = eyestay(last)
            canvas.seam(s + xy(34, 24), 0.3)
            canvas.stitch(s + xy(28, 20), tone(rgb("grey"), 1.2), 5, 3, 1.3)
            vamp = spline([(352, base - 120), (400, base - 60), (396, base + 4)])
            canvas.seam(vamp, 0.26)
        paint_laces(canvas, last, laces, "silver" if last.chunk < 0.5 and fabric.material is CANVAS else "")
    else:
        gore = spline(
            [
                (560, last.throat + 70, 1),
                (622, last.collar + 66, 1),
                (612, base - 142),
                (590, base - 120, 1),
                (566, base - 140),
            ],
            closed=True,
        )
        canvas.paint(gore, cloth("charcoal"), clip=upper, relief=[puff(8, 3)], shadow=0.25, reach=4)
    collar = spline(
        [
            (520, last.throat + 62),
            (590, last.throat + 92),
            (690, last.collar + 72 - (last.collar - 372) * 0.12),
            (780, last.collar + 24),
            (822, last.collar + 12),
        ]
    )
    canvas.paint(
        ribbon(collar, [14, 24, 26, 24, 16]),
        cloth(lining),
        clip=upper,
        mapping=along(collar),
        relief=[barrel(collar, [14, 24, 26, 24, 16], 0.4)],
        shadow=0.3,
        reach=4,
    )
    paint_sole(canvas, last, sole, tread, stripe)
    if toe:
        cap = spline(
            [
                (92, base + 26, 1),
                (96, base - 44),
                (134, base - 96),
                (206, base - 104),
                (250, base - 40),
                (262, base + 22, 1),
            ],
            closed=True,
        )
        canvas.paint(cap, cloth(toe, RUBBER), relief=[puff(46, 24)], shadow=0.3, reach=5)
        wrap_toe(canvas, last, sole)
    tab = rounded(818, last.collar - 6, 846, last.collar + 60, 9)
    canvas.paint(tab, heel or overlay or fabric, relief=[puff(9, 5)], shadow=0.3, reach=4)
