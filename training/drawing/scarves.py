"""Scarves and silk squares."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, resample, ribbon, rotate, spline, xy
from drawing.materials import Fabric
from drawing.palette import rgb, tone
from drawing.relief import Fold, along, barrel, flat, folds, puff, rumple


def _fringe(canvas: Canvas, a: Points, b: Points, colour: str, length: float = 70) -> None:
    """Knot a fringe along an edge that runs from a to b."""
    rng = canvas.rng
    count = 17
    side = (b - a) / np.linalg.norm(b - a)
    out = np.array([-side[1], side[0]])
    for k in range(count):
        root = a + (b - a) * (k + 0.5) / count
        for dx in (-3.0, 3.0):
            tip = root + out * length * rng.uniform(0.88, 1.06) + side * (dx + rng.normal(0, 4))
            mid = (root + tip) / 2 + side * rng.normal(0, 3)
            canvas.line(
                spline([tuple(root + xy(1, 2)), tuple(mid + xy(1, 2)), tuple(tip + xy(1, 2))]),
                tone(rgb(colour), 0.55),
                5,
                0.5,
                free=True,
            )
            canvas.line(
                spline([tuple(root), tuple(mid), tuple(tip)]),
                tone(rgb(colour), float(rng.uniform(0.88, 1.1))),
                4.2,
                1,
                free=True,
            )


def _tail(canvas: Canvas, line: Points, widths: list[float], fabric: Fabric, fringe: str) -> None:
    outline = ribbon(line, widths)
    even, half = (
        resample(line, 60),
        np.interp(np.linspace(0, 1, 60), np.linspace(0, 1, len(widths)), widths)[:, None] / 2,
    )
    side = outline[:60] - even
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    if fringe:
        _fringe(canvas, even[-1] + side[-1] * half[-1], even[-1] - side[-1] * half[-1], fringe)
    lines = [
        (even + side * half * k, 26.0, 11.0 if k in (-0.45, 0.4) else -8.0)
        for k in (-0.72, -0.45, -0.1, 0.4, 0.74)
    ]
    canvas.paint(
        outline,
        fabric,
        mapping=along(line),
        relief=[barrel(line, widths, 0.12), folds(lines), rumple((90, 220), 7)],
        shadow=0.36,
        reach=12,
    )


def scarf(canvas: Canvas, fabric: Fabric, *, fringe: str = "", long: float = 850, wide: float = 170) -> None:
    """Draw a scarf laid round as a neck would wear it, both tails hanging."""
    _tail(
        canvas,
        spline([(448, 350), (424, 490), (400, 660), (390, long)]),
        [110, wide * 0.9, wide, wide],
        fabric,
        fringe,
    )
    _tail(
        canvas,
        spline([(552, 350), (572, 480), (600, 640), (620, long - 60)]),
        [110, wide * 0.9, wide, wide],
        fabric,
        fringe,
    )
    ring = ellipse(500, 292, 206, 122, 92, end=448)
    canvas.paint(
        ribbon(ring, 112, 120),
        fabric,
        mapping=along(ring),
        relief=[barrel(ring, [112, 112], 0.26)],
        tint=0.84,
        shadow=0.42,
        reach=14,
    )
    loop = spline([(262, 262), (306, 372), (500, 446), (694, 372), (738, 262)])
    widths = [16.0, 92.0, 134.0, 92.0, 16.0]
    even = resample(loop, 40)
    lines = [(even[4:-4] + xy(0, d), 22.0, 10.0 if d in (-26, 20) else -7.0) for d in (-26, -4, 20, 40)]
    form = [barrel(loop, widths, 0.28), folds(lines)]
    canvas.paint(ribbon(loop, widths, 90), fabric, mapping=along(loop), relief=form, shadow=0.42, reach=12)


def square_scarf(canvas: Canvas, fabric: Fabric, *, border: str = "") -> None:
    """Draw a silk square laid flat over its own lower half, with soft waves."""
    outline = spline(
        [
            (500, 120, 1),
            (672, 284),
            (880, 500, 1),
            (716, 652),
            (500, 880, 1),
            (290, 668),
            (120, 500, 1),
            (326, 298),
        ],
        closed=True,
    )
    under = rotate(outline, 9, (500, 500))
    canvas.paint(under, fabric, mapping=flat(54), tint=0.86, relief=[puff(20, 5), rumple((200, 200), 10)])
    waves: list[Fold] = []
    for s in (-1, 1):
        for k in range(3):
            x = 500 + s * (60 + 110 * k)
            waves.append(
                (
                    spline([(500 + s * 30 * k, 230 + 60 * k), (x, 500), (500 + s * 36 * k, 780 - 70 * k)]),
                    58.0,
                    14.0,
                )
            )
    canvas.paint(
        outline,
        fabric,
        mapping=flat(45),
        relief=[puff(20, 6), folds(waves), rumple((200, 200), 16)],
        bend=0.6,
    )
    if border:
        middle = outline.mean(axis=0)
        for share, width in ((0.90, 15.0), (0.85, 5.0)):
            inner = middle + (outline - middle) * share
            canvas.line(np.vstack([inner, inner[:1]]), rgb(border), width, 0.9)
