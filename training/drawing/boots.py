"""Boots, drawn from the side with the toe to the left."""

from dataclasses import dataclass

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, resample, ribbon, rounded, spline, xy
from drawing.hardware import buckle, lace, ring, zipper
from drawing.materials import RUBBER, WOOD, Fabric, cloth
from drawing.palette import rgb
from drawing.relief import Fold, along, barrel, flat, folds, puff, rumple


@dataclass(frozen=True)
class BootLast:
    """Form of a boot.

    Attributes:
        top: height on the page of the top of the shaft.
        heel: height of the heel.
        shaft: width of the shaft at its top.
        block: width of the heel at the ground.
        toe: 0 for a round toe, 1 for a pointed one.
        sole: thickness of the sole.
    """

    top: float = 380
    heel: float = 44
    shaft: float = 240
    block: float = 150
    toe: float = 0.3
    sole: float = 20


GROUND = 860.0


def boot_outline(last: BootLast) -> Points:
    """Outline the leather of a boot from the toe up the shaft and back to the sole."""
    h, t = last.heel, last.toe
    floor = GROUND - last.sole
    seat = GROUND - h - last.sole * 0.6
    tall = last.top < 300
    front, rear = 742 - last.shaft, 742
    lift = h * 0.55
    return spline(
        [
            (150 - 34 * t, floor - 6, 1),
            (146 - 18 * t, floor - 66 + 40 * t),
            (204 - 8 * t, floor - 122 + 42 * t),
            (320, floor - 166 + 12 * t - lift * 0.12),
            (430, floor - 238 - lift * 0.5),
            (front + (10 if tall else 14), floor - 350 - lift),
            *([(front + 6, (last.top + floor - 350) / 2)] if tall else []),
            (front - 2, last.top, 1),
            (rear + 4, last.top - 8, 1),
            *([(rear + 16, (last.top + floor - 330) / 2)] if tall else []),
            (rear - 10, floor - 300 - lift),
            (rear + 16, seat - 110),
            (rear + 14, seat, 1),
            (600, seat + h * 0.30),
            (460, floor - h * 0.20),
            (380, floor - 2),
            (260, floor),
        ],
        closed=True,
    )


def _heel_and_sole(canvas: Canvas, last: BootLast, colour: str, welt: str, lug: bool, *, wood: bool) -> None:
    floor, seat = GROUND - last.sole, GROUND - last.heel - last.sole * 0.6
    t = last.toe
    under = [
        (760, seat - 3),
        (600, seat + last.heel * 0.30 - 3),
        (460, floor - last.heel * 0.20 - 3),
        (370, floor - 4),
        (250, floor - 4),
        (142 - 34 * t, floor - 8),
    ]
    upper = spline(under)
    lower = spline(
        [
            (142 - 34 * t, floor - 6),
            (160 - 20 * t, GROUND - 10),
            (250, GROUND),
            (380, GROUND - 1),
            (470, floor - last.heel * 0.16 + last.sole),
            (606, seat + last.heel * 0.36 + last.sole),
            (760, seat + last.sole * 0.8),
        ]
    )
    heel_top = seat + last.sole * 0.4
    b = last.block
    slant = min(34.0, last.heel * 0.16)
    heel = spline(
        [
            (764, heel_top - 8, 1),
            (764 - slant, GROUND, 1),
            (764 - slant - b, GROUND, 1),
            (764 - b * 1.04 - last.heel * 0.12, heel_top + last.heel * 0.12, 1),
        ],
        closed=True,
    )
    fabric = cloth(colour, WOOD if wood else RUBBER)
    canvas.paint(heel, fabric, mapping=flat(90) if wood else None, relief=[puff(30, 14)], shadow=0.2)
    tip = np.array(
        [
            [764 - slant + 1.5, GROUND - 11],
            [764 - slant, GROUND],
            [764 - slant - b, GROUND],
            [764 - slant - b - 2, GROUND - 11],
        ]
    )
    canvas.paint(tip, cloth("black", RUBBER), shadow=0.1)
    canvas.paint(np.vstack([upper, lower]), fabric, relief=[puff(12, 6)], shadow=0.3, reach=5, drift=(0, -3))
    if lug:
        for x in range(176, 400, 32):
            canvas.dim(rounded(x, GROUND - 12, x + 12, GROUND + 4, 2), 0.75, 0.8)
        for x in np.arange(764.0 - b, 740.0, 32.0).tolist():
            canvas.dim(rounded(x, GROUND - 14, x + 12, GROUND + 4, 2), 0.75, 0.8)
    if welt:
        canvas.stitch(spline([(u[0], u[1] + 7) for u in under[1:]]), rgb(welt), 7, 4, 2.2)


def _creases(last: BootLast) -> list[Fold]:
    floor, lift = GROUND - last.sole, last.heel * 0.55
    return [
        (spline([(268, floor - 132), (312, floor - 92), (322, floor - 40)]), 22, -4.4),
        (spline([(322, floor - 156), (366, floor - 110), (372, floor - 52)]), 22, -3.6),
        (spline([(520, floor - 330 - lift), (600, floor - 292 - lift), (690, floor - 290 - lift)]), 26, 6.0),
        (spline([(516, floor - 292 - lift), (590, floor - 246 - lift), (700, floor - 236 - lift)]), 24, 5.0),
        (spline([(470, floor - 250 - lift), (560, floor - 200 - lift), (650, floor - 176 - lift)]), 26, 4.4),
    ]


def boot(
    canvas: Canvas,
    fabric: Fabric,
    *,
    last: BootLast = BootLast(),
    style: str = "chelsea",
    sole: str = "dark brown",
    welt: str = "",
    lug: bool = False,
    laces: str = "brown",
    metal: str = "gold",
    wood: bool = False,
    lining: str = "tan",
    cuff: Fabric | None = None,
) -> None:
    """Draw a boot; style is chelsea, lace, riding, zip, strap, western or rain."""
    outline = boot_outline(last)
    front, floor, lift = 742 - last.shaft, GROUND - last.sole, last.heel * 0.55
    mouth = spline(
        [
            (front, last.top),
            (front + last.shaft * 0.5, last.top - 26),
            (744, last.top - 8),
            (front + last.shaft * 0.5, last.top + 12),
        ],
        closed=True,
    )
    canvas.paint(mouth, cloth(lining), tint=0.55, edge=0.3, shadow=0)
    form = [puff(105, 52), folds(_creases(last)), rumple((130, 170), 6)]
    canvas.paint(outline, fabric, relief=form, shadow=0.2)
    _heel_and_sole(canvas, last, sole, welt, lug, wood=wood)
    ankle = floor - 300 - lift
    if style == "chelsea":
        gore = spline(
            [
                (front + 74, last.top + 6, 1),
                (front + 176, last.top + 2, 1),
                (front + 152, ankle + 44),
                (front + 128, ankle + 78, 1),
                (front + 98, ankle + 40),
            ],
            closed=True,
        )
        canvas.paint(gore, cloth("charcoal"), clip=outline, relief=[puff(10, 4)], shadow=0.3, reach=4)
        for k in range(9):
            x = front + 84 + 10.5 * k
            canvas.line(
                np.array([[x, last.top + 8], [x + (front + 128 - x) * 0.45, ankle + 60]]),
                np.zeros(3, np.float32),
                2,
                0.25,
            )
        _pull_tab(canvas, last, fabric)
    elif style == "lace":
        _lacing(canvas, last, fabric, laces, metal, outline=outline)
    elif style in {"zip", "riding"}:
        line = spline(
            [
                (front + last.shaft * 0.62, last.top + 10),
                (front + last.shaft * 0.64, (last.top + ankle) / 2),
                (front + last.shaft * 0.72, floor - 60 - last.heel * 0.7),
            ]
        )
        zipper(canvas, line, metal)
    if style in {"strap", "riding"}:
        y = ankle + 20 if style == "strap" else last.top + 56
        axis = spline([(front - 4, y - 6), (front + last.shaft * 0.5, y + 8), (760, y)])
        canvas.paint(
            ribbon(axis, 30),
            fabric,
            clip=outline,
            mapping=along(axis),
            relief=[barrel(axis, [30, 30], 0.2)],
            shadow=0.45,
            reach=6,
        )
        buckle(canvas, front + last.shaft * 0.40, y + 5, 24, 22, colour=metal)
    if style == "western":
        for k in range(3):
            stitch = spline(
                [
                    (front + 40 + 16 * k, last.top + 60 + 26 * k),
                    (front + 110, last.top + 120 + 34 * k),
                    (front + 190 - 12 * k, last.top + 60 + 26 * k),
                ]
            )
            canvas.stitch(stitch, rgb("cream"), 6, 3, 2.2)
        scallop = spline(
            [(front - 2, ankle - 20), (front + 80, ankle + 44), (front + 160, ankle + 30), (746, ankle - 10)]
        )
        canvas.seam(scallop, 0.4)
        canvas.stitch(scallop + xy(0, 9), rgb("cream"), 6, 3, 1.8)
    else:
        quarter = spline([(front + 40, ankle - 30), (470, floor - 150), (430, floor - 40), (420, floor)])
        canvas.seam(quarter, 0.34)
        canvas.stitch(quarter + xy(7, 1), rgb("grey"), 5, 3, 1.3)
    counter = spline(
        [
            (756, floor - 196 - last.heel * 0.7),
            (668, floor - 150 - last.heel * 0.7),
            (628, floor - 40 - last.heel * 0.6),
        ]
    )
    canvas.seam(counter, 0.28)
    if cuff:
        axis = np.array([[front - 8, last.top + 14], [752, last.top + 6.0]])
        canvas.paint(ribbon(axis, 64), cuff, mapping=flat(), relief=[puff(26, 15)], shadow=0.4, reach=7)


def _pull_tab(canvas: Canvas, last: BootLast, fabric: Fabric) -> None:
    tab = spline([(726, last.top + 44), (722, last.top - 26), (746, last.top - 34), (756, last.top + 40)])
    canvas.paint(
        ribbon(tab, 13), fabric, mapping=along(tab), relief=[barrel(tab, [13, 13], 0.3)], shadow=0.35, reach=4
    )


def _lacing(
    canvas: Canvas, last: BootLast, fabric: Fabric, laces: str, metal: str, *, outline: Points
) -> None:
    """Paint the tongue, the facing with its eyelets and the laces."""
    front, floor, lift = 742 - last.shaft, GROUND - last.sole, last.heel * 0.55
    line = spline(
        [
            (380, floor - 190 - lift * 0.4),
            (460, floor - 262 - lift * 0.8),
            (front + 44, floor - 356 - lift),
            (front + 38, last.top + 16),
        ]
    )
    tongue = spline(
        [
            (front - 12, last.top + 30),
            (front - 20, last.top - 34),
            (front + 34, last.top - 40),
            (front + 50, last.top + 40),
        ],
        closed=True,
    )
    canvas.paint(tongue, fabric, relief=[puff(16, 9)], shadow=0.2, tint=0.9)
    facing = np.vstack([line + xy(-4, -4), (line + xy(44, 22))[::-1]])
    canvas.paint(facing, fabric, clip=outline, mapping=flat(25), relief=[puff(10, 4)], shadow=0.35, reach=5)
    canvas.stitch(line + xy(38, 18), rgb("grey"), 5, 3, 1.3)
    spots = resample(line, 9)[:-1] + xy(16, 10)
    for x, y in spots:
        ring(canvas, float(x), float(y), 9, metal, thick=5)
    for k, (x, y) in enumerate(spots):
        dx = -56 if k > 2 else -48
        lace(
            canvas,
            spline(
                [
                    (float(x), float(y)),
                    (float(x) - 28, float(y) - 10),
                    (float(x) + dx, float(y) - 14 + 14 * (k % 2)),
                ]
            ),
            laces,
            9,
        )
    x, y = (float(c) for c in spots[-1])
    for knots in (
        [(x - 30, y - 8), (x - 10, y - 54), (x + 40, y - 30), (x - 8, y - 2)],
        [(x - 30, y - 8), (x - 82, y - 40), (x - 96, y + 8), (x - 34, y - 2)],
        [(x - 26, y), (x - 4, y + 46), (x - 14, y + 92)],
    ):
        lace(canvas, spline(knots), laces, 8)
