"""Trousers and shorts."""

from dataclasses import dataclass

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, between, flip, resample, spline, xy
from drawing.materials import DENIM, Fabric, cloth
from drawing.noise import Rng
from drawing.palette import rgb
from drawing.relief import (
    Fold,
    Relief,
    along,
    barrel,
    flat,
    folds,
    puff,
    rumple,
)
from drawing.skirts import waistband
from drawing.tops import button, strap


@dataclass(frozen=True)
class LegCut:
    """Measures of trousers; half widths from the middle line, knee and hem as full widths of a leg."""

    waist: float = 142
    hip: float = 170
    top: float = 90
    crotch: float = 330
    length: float = 930
    knee: float = 128
    hem: float = 100
    stance: float = 92
    band: float = 34


def leg_edges(cut: LegCut) -> tuple[Points, Points]:
    """Draw the outer and the inner edge of the right leg."""
    hip_y = cut.top + (cut.crotch - cut.top) * 0.62
    knee_y = cut.crotch + (cut.length - cut.crotch) * 0.42
    mid_knee, mid_hem = 500 + cut.stance * 0.93 + 8, 500 + cut.stance
    if knee_y > cut.length - 30:
        knee_y = (cut.crotch + cut.length) / 2
    outer = spline(
        [
            (500 + cut.waist, cut.top + cut.band - 2),
            (500 + cut.hip, hip_y),
            (mid_knee + cut.knee / 2, knee_y),
            (mid_hem + cut.hem / 2, cut.length),
        ]
    )
    inner = spline(
        [(500, cut.crotch), (mid_knee - cut.knee / 2, knee_y), (mid_hem - cut.hem / 2, cut.length + 4)]
    )
    return outer, inner


def leg_folds(cut: LegCut, rng: Rng, strength: float) -> list[Fold]:
    """Place the folds of the right leg: whiskers at the crotch, the knee, and the break at the hem."""
    out: list[Fold] = []
    for k in range(3):
        y = cut.crotch - 16 + 24 * k
        out.append(
            (
                spline(
                    [
                        (506 + 3 * k, y),
                        (500 + cut.hip * 0.45, y - 26 + 14 * k),
                        (500 + cut.hip * 0.86, y - 30 + 20 * k),
                    ]
                ),
                17,
                5.0 * strength,
            )
        )
    knee_y = cut.crotch + (cut.length - cut.crotch) * 0.42
    mid = 500 + cut.stance
    for _ in range(4):
        y = knee_y + rng.uniform(-70, 70)
        s = rng.choice([-1, 1])
        out.append(
            (
                spline(
                    [
                        (mid + s * cut.knee * 0.45, y),
                        (mid + s * cut.knee * 0.1, y + rng.uniform(6, 26)),
                        (mid - s * cut.knee * 0.2, y + rng.uniform(4, 40)),
                    ]
                ),
                17,
                4.2 * strength,
            )
        )
    for k in range(3):
        y = cut.length - 34 - 34 * k + rng.uniform(-8, 8)
        s = 1 if k % 2 else -1
        out.append(
            (
                spline([(mid + s * cut.hem * 0.44, y), (mid, y + 14), (mid - s * cut.hem * 0.3, y + 8)]),
                16,
                4.6 * strength,
            )
        )
    return out


def trousers(
    canvas: Canvas,
    fabric: Fabric,
    *,
    cut: LegCut = LegCut(),
    style: str = "chino",
    thread: str = "",
    crease: bool = False,
    cuff: float = 0,
    button_colour: str = "brown",
    band: Fabric | None = None,
) -> None:
    """Draw trousers or shorts; style is jeans, chino, suit, cargo or jogger."""
    knee_y = cut.crotch + (cut.length - cut.crotch) * 0.42
    for mirrored in (True, False):
        o, i = leg_edges(cut)
        fold_list = leg_folds(cut, canvas.rng, 0.6 if crease else 1.0)
        outline = np.vstack([[[500, cut.top + 8]], o, i[::-1]])
        axis = np.vstack([[[500 + cut.waist * 0.5, cut.top]], between(o[len(o) // 3 :], i)])
        if mirrored:
            outline, axis = flip(outline), flip(axis)
            fold_list = [(flip(p), w, h) for p, w, h in fold_list]
        form: list[Relief] = [puff(58, 24), folds(fold_list), rumple((90, 160), 5)]
        canvas.paint(
            outline,
            fabric,
            mapping=along(spline([tuple(p) for p in resample(axis, 7)])),
            relief=form,
            shadow=0.22,
        )
        if crease:
            line = between(o[len(o) // 4 :], i)
            canvas.line(line - xy(1.5, 0), np.ones(3, np.float32), 2.2, 0.16, soft=1.2)
            canvas.line(line + xy(1.5, 0), np.zeros(3, np.float32), 2.2, 0.2, soft=1.5)
        if cuff:
            _turn_up(canvas, o, i, cuff, fabric, mirrored=mirrored, style=style)
        if style == "jeans":
            _fade(canvas, o, i, mirrored, knee_y)
    _front_details(canvas, cut, fabric, style, thread)
    _top(canvas, cut, band or fabric, style, thread, button_colour=button_colour)


def _fade(canvas: Canvas, o: Points, i: Points, mirrored: bool, knee_y: float) -> None:
    """Wash out the thigh and the knee of jeans."""
    line = between(o[len(o) // 4 :], i)
    thigh = line[(line[:, 1] < knee_y + 110)]
    if len(thigh) > 2:
        canvas.line(flip(thigh) if mirrored else thigh, rgb("sky"), 34, 0.20, soft=20)


def _turn_up(
    canvas: Canvas, o: Points, i: Points, height: float, fabric: Fabric, *, mirrored: bool, style: str
) -> None:
    a, b = o[o[:, 1] > o[-1, 1] - height], i[i[:, 1] > i[-1, 1] - height]
    out = np.vstack([a + xy(4, 0), b[::-1] - xy(4, 0)])
    axis = between(a, b)
    if mirrored:
        out, axis = flip(out), flip(axis)
    tint = 1.25 if style == "jeans" else 1.0
    width = float(abs(a[-1, 0] - b[-1, 0]))
    form = [barrel(axis, [width, width], 0.25), puff(6, 3)]
    canvas.paint(out, fabric, mapping=along(axis), relief=form, shadow=0.4, reach=6, tint=tint)


def _front_details(canvas: Canvas, cut: LegCut, fabric: Fabric, style: str, thread: str) -> None:
    """Sew the fly, the pockets and the outer seams."""
    top = cut.top + cut.band
    canvas.seam(np.array([[500, top], [500, cut.crotch + 4]]), 0.4)
    fly = spline([(500 + 34, top), (500 + 34, cut.crotch - 92), (500 + 4, cut.crotch - 44)])
    for s in (-1, 1):
        if style in {"chino", "suit", "cargo", "jogger"}:
            pocket = np.array([[500 + s * cut.waist * 0.76, top + 4], [500 + s * (cut.hip - 5), top + 118.0]])
        else:
            pocket = spline(
                [
                    (500 + s * cut.waist * 0.50, top),
                    (500 + s * cut.waist * 0.62, top + 46),
                    (500 + s * (cut.waist + 17), top + 66),
                ]
            )
        canvas.seam(pocket, 0.42, 2.6)
        if thread:
            canvas.stitch(pocket + xy(-s * 5, 6), rgb(thread), 5, 3, 1.5)
    if style != "jogger":
        canvas.seam(fly, 0.2)
    if thread:
        canvas.stitch(fly, rgb(thread), 5, 3, 1.5)
        canvas.stitch(fly - xy(7, 2), rgb(thread), 5, 3, 1.5)
    if style == "cargo":
        o, _ = leg_edges(cut)
        y = cut.crotch + (cut.length - cut.crotch) * (0.28 if cut.length > 700 else 0.42)
        x = float(np.interp(y, o[:, 1], o[:, 0]))
        for s in (-1, 1):
            box = np.array([[x - 70, y - 46], [x + 6, y - 46], [x + 2, y + 62], [x - 70, y + 62]])
            flap = np.array([[x - 74, y - 56], [x + 8, y - 56], [x + 7, y - 18], [x - 74, y - 18]])
            for shape in (box, flap):
                canvas.paint(
                    shape if s > 0 else flip(shape), fabric, relief=[puff(14, 6)], shadow=0.4, reach=6
                )


def _top(canvas: Canvas, cut: LegCut, fabric: Fabric, style: str, thread: str, *, button_colour: str) -> None:
    waistband(canvas, cut.top, cut.waist - 2, cut.waist + 3, cut.band, fabric=fabric, sag=8)
    middle = cut.top + 8 + cut.band / 2
    if style == "jogger":
        for k in np.linspace(-0.9, 0.9, 26):
            x = 500 + k * cut.waist
            canvas.seam(np.array([[x, middle - cut.band * 0.45], [x, middle + cut.band * 0.35]]), 0.22)
        for s in (-1, 1):
            strap(
                canvas,
                spline([(500 + s * 8, middle), (500 + s * 26, middle + 60), (500 + s * 18, middle + 120)]),
                8,
                cloth("white"),
            )
        return
    for x in (-0.62, 0.62):
        cx = 500 + x * cut.waist
        loop = np.array(
            [
                [cx - 7, cut.top - 2],
                [cx + 7, cut.top - 2],
                [cx + 7, cut.top + cut.band + 12],
                [cx - 7, cut.top + cut.band + 12],
            ]
        )
        canvas.paint(loop, fabric, relief=[puff(6, 3)], shadow=0.35, reach=4, mapping=flat(0))
    if thread:
        for dy in (-cut.band / 2 + 6, cut.band / 2 - 5):
            half = spline(
                [
                    (500, middle + dy),
                    (500 + cut.waist * 0.6, middle + dy - 3),
                    (500 + cut.waist, middle + dy - 8),
                ]
            )
            canvas.stitch(np.vstack([flip(half)[::-1], half]), rgb(thread), 5, 3, 1.4)
    button(canvas, 500, middle, "gold" if fabric.material is DENIM else button_colour, 9)
