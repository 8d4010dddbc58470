"""Blazers and tailored coats."""

from dataclasses import replace

import numpy as np

from drawing.bodice import Cut, back, front_body, sleeves
from drawing.canvas import Canvas
from drawing.dresses import belt as draw_belt
from drawing.geometry import flip, spline, xy
from drawing.jackets import JACKET
from drawing.materials import Fabric, cloth
from drawing.relief import flat, puff, rumple
from drawing.tops import button


def blazer(
    canvas: Canvas,
    fabric: Fabric,
    *,
    lining: str = "wine",
    buttons: str = "dark brown",
    double: bool = False,
    length: float = 830,
    belt: bool = False,
    lapel: Fabric | None = None,
) -> None:
    """Draw a tailored jacket or coat: notched lapels, flap pockets, one or two rows of buttons."""
    long = length > 860
    k = 0.86 if long else 1.0
    cut = replace(
        JACKET,
        neck=64 * k,
        drop=250 * k,
        top=110 if long else 140,
        shoulder=222 * k,
        chest=210 * k,
        waist=192 * k,
        hem=(224 if long else 214) * k,
        length=length,
        dip=6,
        spread=4,
        loose=1.2,
        arm=172 * k,
    )
    back(canvas, replace(cut, drop=cut.drop + 20), cloth(lining), rise=2)
    for o, i in sleeves(canvas, cut, fabric, wrinkle=0.7):
        for step in range(3):
            spot = o[-1] * 0.74 + i[-1] * 0.26 + (o[-8] - o[-1]) * (0.3 + 0.36 * step)
            button(canvas, float(spot[0]), float(spot[1]), buttons, 5)
    front_body(canvas, cut, fabric, wrinkle=0.55)
    breakpoint_y = cut.top + cut.drop
    _front_edge(canvas, cut, breakpoint_y, double)
    for s in (-1, 1):
        y = cut.pit + (cut.length - cut.pit) * 0.50
        x = 500 + s * 118 * k
        flap = spline(
            [
                (x - 54 * k, y, 1),
                (x + 54 * k, y - 5 * s, 1),
                (x + 54 * k, y + 36, 1),
                (x, y + 40),
                (x - 54 * k, y + 38, 1),
            ],
            closed=True,
        )
        canvas.paint(flap, fabric, relief=[puff(9, 3.5)], shadow=0.36, reach=6)
        dart = spline([(500 + s * 96 * k, y - 8), (500 + s * 92 * k, cut.pit + 50)])
        canvas.seam(dart, 0.22)
    if not double:
        chest = np.array(
            [[548, cut.pit - 40], [622, cut.pit - 52], [623, cut.pit - 34], [549, cut.pit - 22.0]]
        )
        canvas.paint(
            chest * xy(k, 1) + xy(500 * (1 - k), 0), fabric, relief=[puff(6, 2)], shadow=0.3, reach=4
        )
    if belt:
        draw_belt(canvas, cut.pit + (cut.length - cut.pit) * 0.36, cut.waist + 4, fabric, 36)
    _buttons(canvas, breakpoint_y, buttons, double, long)
    for s in (-1, 1):
        _lapel(canvas, cut, lapel or fabric, s, breakpoint_y, wide=1.25 if double else 1.0)


def _front_edge(canvas: Canvas, cut: Cut, top: float, double: bool) -> None:
    """Mark the edge of the upper front, cut away at the hem, with its shadow."""
    x = 500 - (58 if double else 14)
    low = cut.length + cut.dip
    edge = spline(
        [(x, top - 20), (x, low - 90), (x, low)]
        if double
        else [(x, top - 10), (x - 2, low - 120), (x + 30, low + 4)]
    )
    canvas.line(edge - xy(3, -3), np.zeros(3, np.float32), 12, 0.28, soft=6)
    canvas.seam(edge, 0.5)


def _buttons(canvas: Canvas, top: float, colour: str, double: bool, long: bool) -> None:
    rows = np.linspace(top + 22, top + (300 if long else 190), 4 if long else 3 if double else 2)
    for y in rows:
        for x in (446, 554) if double else (500,):
            button(canvas, x, float(y), colour, 11)


def _lapel(canvas: Canvas, cut: Cut, fabric: Fabric, s: int, bottom: float, *, wide: float) -> None:
    """Paint a lapel and its collar; s is -1 for the left side of the page."""
    n, t = cut.neck, cut.top
    k = cut.arm / 172
    lapel = spline(
        [
            (500, bottom + 4, 1),
            (500 + n * 0.66, t + (bottom - t) * 0.42),
            (500 + n + 4, t + 44 * k, 1),
            (500 + n + 62 * k * wide, t + 82 * k, 1),
            (500 + n + 76 * k * wide, t + 96 * k, 1),
            (500 + n * 0.9 + 30 * k * wide, t + (bottom - t) * 0.62),
        ],
        closed=True,
    )
    collar = spline(
        [
            (500, t - 34 * k, 1),
            (500 + n * 0.6, t - 32 * k),
            (500 + n + 2, t - 14 * k),
            (500 + n + 26 * k, t + 36 * k, 1),
            (500 + n + 54 * k, t + 66 * k, 1),
            (500 + n + 8, t + 52 * k, 1),
            (500 + n * 0.70, t + 14 * k),
            (500 + n * 0.4, t - 2),
            (500, t + 2, 1),
        ],
        closed=True,
    )
    for outline, turn in ((lapel, 20), (collar, 40)):
        canvas.paint(
            outline if s > 0 else flip(outline),
            fabric,
            mapping=flat(s * turn),
            relief=[puff(12, 4), rumple((90, 90), 3)],
            shadow=0.42,
            reach=9,
        )
