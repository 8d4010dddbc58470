"""The form of a sneaker and the parts that every sneaker has."""

from dataclasses import dataclass

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, resample, shift, spline
from drawing.hardware import lace, ring
from drawing.materials import RUBBER, Fabric, cloth
from drawing.palette import rgb
from drawing.relief import puff


@dataclass(frozen=True)
class Last:
    """Form of a sneaker.

    Attributes:
        collar: height on the page of the ankle opening at the heel.
        throat: height on the page of the top of the tongue.
        sole: thickness of the sole at the heel.
        chunk: 0 for a flat cup sole, 1 for a thick running sole.
    """

    collar: float = 372
    throat: float = 330
    sole: float = 82
    chunk: float = 0.0


GROUND = 742.0


def upper_outline(last: Last) -> Points:
    """Outline the upper from the toe over the instep to the heel and back along the sole."""
    base = GROUND - last.sole + 22
    rise = last.collar - 372
    return spline(
        [
            (104, base - 4, 1),
            (104, base - 50),
            (136, base - 100),
            (216, base - 134),
            (330, base - 176),
            (430, base - 240 + rise * 0.15),
            (508, last.throat + 52, 1),
            (580, last.throat + 76 + 0),
            (690, last.collar + 62 - rise * 0.12),
            (786, last.collar + 10),
            (826, last.collar, 1),
            (852, last.collar + 34),
            (846, last.collar + 120 - rise * 0.4),
            (870, base - 90),
            (876, base, 1),
        ],
        closed=True,
    )


def sole_outline(last: Last) -> Points:
    """Outline the sole, flat or thick with a lifted toe and heel."""
    top, c = GROUND - last.sole, last.chunk
    return spline(
        [
            (92 - 4 * c, top + 26 - 12 * c, 1),
            (130, top + 22 - 10 * c),
            (330, top + 22),
            (560, top + 14),
            (760, top + 2),
            (878 + 12 * c, top - 8 - 12 * c, 1),
            (888 + 18 * c, top + 30),
            (874 + 10 * c, GROUND - 12 - 12 * c),
            (840, GROUND),
            (600, GROUND - 3 * c),
            (420, GROUND),
            (220, GROUND - 2 - 8 * c),
            (122, GROUND - 10 - 22 * c),
            (96, GROUND - 30 - 20 * c),
        ],
        closed=True,
    )


def paint_sole(canvas: Canvas, last: Last, colour: str, tread: str, stripe: str) -> None:
    """Paint the sole with its tread and its stripe."""
    outline = sole_outline(last)
    canvas.paint(outline, cloth(colour, RUBBER), relief=[puff(30, 16)], shadow=0.34, reach=7, drift=(0, -3))
    top = GROUND - last.sole
    low = spline(
        [
            (104, GROUND - 26 - 22 * last.chunk),
            (220, GROUND - 13 - 7 * last.chunk),
            (420, GROUND - 12),
            (840, GROUND - 12),
            (888, GROUND - 24 - 8 * last.chunk),
        ]
    )
    band = np.vstack([low, [[905, GROUND + 5], [96, GROUND + 5]]])
    canvas.paint(band, cloth(tread, RUBBER), clip=outline, relief=[puff(14, 5)], shadow=0.12, edge=0.1)
    if last.chunk:
        for k in range(3):
            wave = spline(
                [(420 + 90 * k, top + 34 - 5 * k), (600 + 70 * k, top + 52 - 6 * k), (880, top + 18 + 8 * k)]
            )
            canvas.seam(wave, 0.3)
        wedge = spline(
            [(560, top + 40), (720, top + 22), (884, top + 10), (880, top + 44), (720, top + 56)], closed=True
        )
        canvas.paint(
            wedge, cloth(stripe or colour, RUBBER), clip=outline, relief=[puff(12, 7)], shadow=0.3, reach=4
        )
    else:
        foxing = spline([(98, top + 44), (330, top + 42), (560, top + 30), (760, top + 18), (888, top + 6)])
        canvas.seam(foxing, 0.24)
        if stripe:
            canvas.line(shift(foxing, 0, 16), rgb(stripe), 6, 0.95)


def eyestay(last: Last) -> Points:
    """Draw the line of the eyelets, from the toe up to the tongue."""
    base = GROUND - last.sole + 22
    rise = last.collar - 372
    return spline([(352, base - 152), (432, base - 212 + rise * 0.12), (522, last.throat + 92)])


def paint_tongue(canvas: Canvas, last: Last, fabric: Fabric) -> None:
    """Paint the tongue, behind the laces."""
    t = last.throat
    base = GROUND - last.sole
    outline = spline(
        [
            (360, base - 130),
            (420, base - 222 + (last.collar - 372) * 0.2),
            (490, t + 34),
            (520, t - 6),
            (566, t - 12),
            (590, t + 22),
            (560, t + 120),
            (460, base - 130),
        ],
        closed=True,
    )
    canvas.paint(outline, fabric, relief=[puff(26, 15)], tint=0.97)


def paint_opening(canvas: Canvas, last: Last, lining: str) -> None:
    """Paint the hollow of the shoe."""
    c = last.collar
    far = spline(
        [
            (520, last.throat + 60),
            (600, c + 12),
            (700, c + 16),
            (790, c - 12),
            (832, c + 2),
            (820, c + 60),
            (690, c + 110),
            (560, c + 90),
        ],
        closed=True,
    )
    canvas.paint(far, cloth(lining), tint=0.55, relief=[puff(26, 10)], edge=0.3, shadow=0.1)


def paint_laces(canvas: Canvas, last: Last, colour: str, eyelets: str) -> None:
    """Paint the eyelets, the laces and their bow."""
    stay = resample(eyestay(last), 6 if last.collar > 300 else 8)
    for x, y in stay:
        if eyelets:
            ring(canvas, float(x) + 4, float(y) + 4, 8, eyelets, thick=4)
    for k, (x, y) in enumerate(stay):
        tip = (float(x) - 52, float(y) - 26 + (6 if k % 2 else 0))
        lace(canvas, spline([(float(x) + 3, float(y) + 3), (float(x) - 24, float(y) - 20), tip]), colour, 12)
    x, y = (float(c) for c in stay[-1])
    for knots in (
        [(x - 44, y - 26), (x - 30, y - 70), (x + 26, y - 62), (x - 6, y - 22), (x - 40, y - 20)],
        [(x - 44, y - 22), (x - 104, y - 44), (x - 118, y + 2), (x - 72, y + 2), (x - 40, y - 18)],
        [(x - 42, y - 20), (x - 22, y + 34), (x - 30, y + 76)],
    ):
        lace(canvas, spline(knots), colour, 9)


def wrap_toe(canvas: Canvas, last: Last, colour: str) -> None:
    """Wrap the sole over the lower edge of a toe cap."""
    top = GROUND - last.sole
    strip = spline(
        [(90, top + 24, 1), (160, top + 24), (280, top + 23, 1), (280, top + 50, 1), (90, top + 52, 1)],
        closed=True,
    )
    canvas.paint(
        strip,
        cloth(colour, RUBBER),
        relief=[puff(10, 4)],
        shadow=0.3,
        reach=4,
        drift=(0, -2),
        clip=sole_outline(last),
    )
