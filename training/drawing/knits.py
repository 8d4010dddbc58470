"""Knitwear: jumpers, cardigans, vests and hooded sweatshirts."""

from dataclasses import replace

import numpy as np

from drawing.bodice import (
    Cut,
    armhole,
    back,
    band_mapping,
    collar_band,
    front_body,
    hemline,
    neckline,
    paint_cuff,
    sleeves,
)
from drawing.canvas import Canvas
from drawing.geometry import Points, between, flip, resample, rounded, spline, xy
from drawing.materials import RIB, Fabric, cloth
from drawing.palette import rgb
from drawing.relief import along, folds, puff, rumple
from drawing.tops import button, strap

JUMPER = Cut(
    neck=84,
    drop=62,
    shoulder=224,
    chest=222,
    waist=216,
    hem=206,
    length=800,
    dip=4,
    spread=5,
    loose=1.15,
    top=160,
)


def hem_band(canvas: Canvas, cut: Cut, fabric: Fabric, height: float = 52) -> None:
    """Paint the ribbed band at the hem."""
    half = hemline(cut)
    upper = np.vstack([flip(half)[::-1], half[::-1][::-1]])
    upper = upper[np.argsort(upper[:, 0])]
    lower = upper + xy(0, height)
    lower[:, 0] = 500 + (lower[:, 0] - 500) * 0.965
    axis = between(upper, lower)
    outline = np.vstack([upper - xy(0, 4), lower[::-1]])
    canvas.paint(outline, fabric, mapping=band_mapping(axis), relief=[puff(60, 16)], shadow=0.3, reach=6)


def roll_neck(canvas: Canvas, cut: Cut, fabric: Fabric, height: float) -> None:
    """Paint a high collar, folded over when it is tall."""
    n, t = cut.neck * 0.92, cut.top
    low = t + cut.drop * 0.78
    tube = spline(
        [
            (500 - n * 0.86, t - height, 1),
            (500, t - height - 10),
            (500 + n * 0.86, t - height, 1),
            (500 + n, t + 10, 1),
            (500 + n * 0.6, low - 6),
            (500, low),
            (500 - n * 0.6, low - 6),
            (500 - n, t + 10, 1),
        ],
        closed=True,
    )
    canvas.paint(tube, fabric, relief=[puff(70, 30)], shadow=0.35, reach=7)
    if height > 45:
        fold = spline(
            [
                (500 - n * 0.9, t - height + 2, 1),
                (500, t - height - 9),
                (500 + n * 0.9, t - height + 2, 1),
                (500 + n * 1.05, t - 8, 1),
                (500 + n * 0.6, t + 22),
                (500, t + 30),
                (500 - n * 0.6, t + 22),
                (500 - n * 1.05, t - 8, 1),
            ],
            closed=True,
        )
        canvas.paint(fold, fabric, relief=[puff(46, 26)], shadow=0.4, reach=7)
    mouth = spline(
        [
            (500 - n * 0.84, t - height + 2),
            (500, t - height - 9),
            (500 + n * 0.84, t - height + 2),
            (500, t - height + 14),
        ],
        closed=True,
    )
    canvas.dim(mouth, 0.42, 2)


def jumper(
    canvas: Canvas, fabric: Fabric, *, cut: Cut = JUMPER, neck: str = "crew", trim: Fabric | None = None
) -> None:
    """Draw a jumper with ribbed trims; neck is crew, vee, roll or high."""
    rib = trim or fabric.on(RIB)
    shape = replace(cut, vee=True, drop=150, neck=80) if neck == "vee" else cut
    back(canvas, shape, fabric, label="cream" if neck in {"crew", "vee"} else "")
    if shape.sleeve:
        for pair in sleeves(canvas, shape, fabric, wrinkle=0.8):
            paint_cuff(canvas, pair, rib, 58)
    front_body(canvas, shape, fabric, wrinkle=0.75)
    hem_band(canvas, shape, rib)
    if not shape.sleeve:
        _arm_bands(canvas, shape, rib)
    if neck in {"roll", "high"}:
        roll_neck(canvas, shape, rib, 62 if neck == "roll" else 30)
    else:
        collar_band(canvas, shape, rib, 27)


def _arm_bands(canvas: Canvas, cut: Cut, rib: Fabric) -> None:
    hole = resample(armhole(cut), 40)
    inner = hole + np.column_stack([np.full(40, -22.0), np.linspace(2, 8, 40)])
    for mirrored in (False, True):
        a, b = (flip(hole), flip(inner)) if mirrored else (hole, inner)
        canvas.paint(
            np.vstack([a, b[::-1]]),
            rib,
            mapping=band_mapping(between(a, b)),
            relief=[puff(11, 6)],
            shadow=0.25,
            reach=4,
        )


def cardigan(
    canvas: Canvas, fabric: Fabric, *, cut: Cut = JUMPER, buttons: str = "brown", pockets: bool = True
) -> None:
    """Draw a cardigan: a deep neck, a ribbed button band, two pockets."""
    rib = fabric.on(RIB)
    shape = replace(cut, vee=True, drop=225, neck=78, hem=cut.hem + 4)
    back(canvas, shape, fabric)
    for pair in sleeves(canvas, shape, fabric, wrinkle=0.8):
        paint_cuff(canvas, pair, rib, 58)
    front_body(canvas, shape, fabric, wrinkle=0.75)
    hem_band(canvas, shape, rib)
    if pockets:
        for s in (-1, 1):
            x = 500 + s * 118
            canvas.paint(
                rounded(x - 58, 620, x + 58, 745, 8), fabric, relief=[puff(14, 5)], shadow=0.35, reach=6
            )
            top = rounded(x - 60, 616, x + 60, 642, 6)
            axis = np.array([[x - 60, 629.0], [x + 60, 629.0]])
            canvas.paint(top, rib, mapping=band_mapping(axis), relief=[puff(10, 5)], shadow=0.25, reach=4)
    _button_band(canvas, shape, rib, buttons)


def _button_band(canvas: Canvas, cut: Cut, rib: Fabric, buttons: str) -> None:
    edge = neckline(cut)[::-1]
    bottom = cut.length + cut.dip + 52
    line = np.vstack([edge, [[500, cut.top + cut.drop + 30], [500, bottom]]])
    for s in (-1, 1):
        inner, wide = line + xy(-7, -2), line + xy(22, 4)
        if s < 0:
            inner, wide = flip(inner), flip(wide)
        axis = between(inner, wide, 0.5, 90)
        form = [puff(14, 6)]
        canvas.paint(
            np.vstack([inner, wide[::-1]]), rib, mapping=along(axis), relief=form, shadow=0.34, reach=5
        )
    for y in np.linspace(cut.top + cut.drop + 34, bottom - 28, 6):
        button(canvas, 498, float(y), buttons, 9)


def hoodie(
    canvas: Canvas,
    fabric: Fabric,
    *,
    zipped: bool = False,
    cords: str = "white",
    sleeve: Fabric | None = None,
) -> None:
    """Draw a hooded sweatshirt with a pouch pocket and cords."""
    cut = replace(JUMPER, top=232, length=830, drop=92, neck=98)
    rib = fabric.on(RIB)
    for pair in sleeves(canvas, cut, sleeve or fabric, wrinkle=1.0):
        paint_cuff(canvas, pair, rib, 52)
    front_body(canvas, cut, fabric, wrinkle=1.0)
    hem_band(canvas, cut, rib, 50)
    y = cut.length - 190
    pouch = spline(
        [
            (500 - 92, y, 1),
            (500 + 92, y, 1),
            (500 + 150, y + 118, 1),
            (500 + 150, y + 186, 1),
            (500 - 150, y + 186, 1),
            (500 - 150, y + 118, 1),
        ],
        closed=True,
    )
    canvas.paint(pouch, fabric, relief=[puff(22, 7), rumple((120, 90), 5)], shadow=0.36, reach=7)
    for s in (-1, 1):
        edge = np.array([[500 + s * 88, y + 6], [500 + s * 143, y + 116]])
        canvas.stitch(edge, rgb("grey"), 5, 3, 1.1)
    if zipped:
        zip_line(canvas, cut.top + cut.drop - 14, cut.length + 46)
    paint_hood(canvas, cut, fabric, cords)


def zip_line(canvas: Canvas, top: float, bottom: float, x: float = 500, colour: str = "silver") -> None:
    """Draw a zip with its tape, teeth and puller."""
    tape = np.array([[x - 9, top], [x + 9, top], [x + 9, bottom], [x - 9, bottom]])
    canvas.dim(tape, 0.42, 1.5)
    canvas.stitch(np.array([[x, top + 2], [x, bottom - 2]]), rgb(colour), 3.2, 2.6, 6.0)
    canvas.dim(rounded(x - 5, top + 14, x + 7, top + 48, 5), 0.5, 2)
    canvas.dim(rounded(x - 5, top + 10, x + 5, top + 42, 4), 1, 0.4, rgb(colour))


def paint_hood(canvas: Canvas, cut: Cut, fabric: Fabric, cords: str) -> None:
    """Paint the hood: its hollow, then the outer cloth, then the cords."""
    low = cut.top + cut.drop
    outer = spline(
        [(500, 76), (596, 92), (646, 160), (640, 240), (604, 296), (560, low - 10), (500, low + 14, 1)]
    )
    outline = np.vstack([outer, flip(outer)[::-1]])
    canvas.paint(outline, fabric, relief=[puff(60, 30), folds(_hood_folds())], shadow=0.42, reach=11)
    hollow = spline([(500, 118), (560, 130), (590, 180), (580, 240), (546, 290), (500, low - 6, 1)])
    hole = np.vstack([hollow, flip(hollow)[::-1]])
    canvas.paint(hole, fabric, relief=[rumple((120, 120), 6)], shadow=0, tint=0.50, edge=0.5)
    canvas.dim(
        spline([(500, 126), (566, 150), (560, 210), (500, 196), (440, 210), (434, 150)], closed=True),
        0.25,
        14,
    )
    canvas.seam(np.vstack([hollow, flip(hollow)[::-1]]), 0.4)
    for s in (-1, 1):
        line = spline([(500 + s * 34, low - 34), (500 + s * 42, low + 60), (500 + s * 36, low + 150)])
        _cord(canvas, line, cords)


def _hood_folds() -> list[tuple[Points, float, float]]:
    out = []
    for s in (-1, 1):
        out.append((spline([(500 + s * 120, 130), (500 + s * 128, 210), (500 + s * 92, 300)]), 24.0, 6.0))
        out.append((spline([(500 + s * 60, 92), (500 + s * 108, 120), (500 + s * 130, 190)]), 20.0, 4.0))
    return out


def _cord(canvas: Canvas, line: Points, colour: str) -> None:
    strap(canvas, line, 9, cloth(colour))
    end = line[-1]
    canvas.dim(rounded(end[0] - 4.5, end[1] - 16, end[0] + 4.5, end[1] + 3, 3), 1, 0.4, rgb("silver"))
