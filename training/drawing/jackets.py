"""Jackets: denim, bomber, padded, biker and parka."""

from dataclasses import replace

import numpy as np

from drawing.bodice import Cut, armhole, back, collar_band, front_body, paint_cuff, shoulder_line, sleeves
from drawing.canvas import Canvas
from drawing.geometry import between, flip, ribbon, rounded, spline, xy
from drawing.hardware import rivet, zipper
from drawing.knits import JUMPER, hem_band, paint_hood
from drawing.materials import RIB, Fabric, cloth
from drawing.palette import rgb
from drawing.relief import along, barrel, channels, puff
from drawing.tops import button, placket, shirt_collar

JACKET = Cut(
    neck=80,
    top=150,
    drop=90,
    vee=True,
    shoulder=228,
    chest=224,
    waist=214,
    hem=214,
    length=800,
    spread=5,
    loose=1.2,
)


def _inside(canvas: Canvas, cut: Cut, lining: Fabric) -> None:
    back(canvas, replace(cut, drop=cut.drop), lining, rise=2, label="cream")


def denim_jacket(
    canvas: Canvas,
    fabric: Fabric,
    *,
    thread: str = "mustard",
    collar: Fabric | None = None,
    buttons: str = "gold",
) -> None:
    """Draw a trucker jacket: panel seams, flap pockets, metal buttons, a waistband."""
    cut = replace(JACKET, length=720, hem=196, waist=208)
    ink = rgb(thread)
    _inside(canvas, cut, fabric)
    for pair in sleeves(canvas, cut, fabric):
        paint_cuff(canvas, pair, fabric, 46)
    front_body(canvas, cut, fabric, wrinkle=0.8)
    hem_band(canvas, cut, fabric, 46)
    yoke = cut.pit - 62
    for s in (-1, 1):
        canvas.seam(np.array([[500 + s * 20, yoke], [500 + s * (cut.chest - 8), yoke + 4]]), 0.4)
        canvas.stitch(
            np.array([[500 + s * 20, yoke + 7], [500 + s * (cut.chest - 10), yoke + 11]]), ink, 5, 3, 1.5
        )
        for dx, dy in ((58, 38), (138, 96)):
            line = np.array([[500 + s * dx, yoke + 6], [500 + s * dy * 0.62, cut.length]])
            canvas.seam(line, 0.34)
            canvas.stitch(line + xy(s * 6, 0), ink, 5, 3, 1.5)
        _flap(canvas, fabric, 500 + s * 98, yoke - 4, 98, height=50, thread=thread, stud=buttons)
        hole = armhole(cut) if s > 0 else flip(armhole(cut))
        canvas.stitch(hole - xy(s * 8, 0), ink, 5, 3, 1.4)
        shoulder = shoulder_line(cut) if s > 0 else flip(shoulder_line(cut))
        canvas.stitch(shoulder + xy(0, 30), ink, 5, 3, 1.4)
    top = cut.top + cut.drop * 0.84
    placket(canvas, fabric, top, cut.length + 52)
    for x in (485, 515):
        canvas.stitch(np.array([[x, top + 8], [x, cut.length + 50]]), ink, 5, 3, 1.4)
    for y in np.linspace(top + 34, cut.length + 26, 6):
        rivet(canvas, 500, float(y), 9, buttons)
    shirt_collar(canvas, cut, collar or fabric, spread=84, length=58)


def _flap(
    canvas: Canvas, fabric: Fabric, x: float, y: float, width: float, *, height: float, thread: str, stud: str
) -> None:
    half = width / 2
    outline = spline(
        [
            (x - half, y, 1),
            (x + half, y, 1),
            (x + half, y + height * 0.55, 1),
            (x, y + height, 1),
            (x - half, y + height * 0.55, 1),
        ],
        closed=True,
    )
    canvas.paint(outline, fabric, relief=[puff(10, 3.5)], shadow=0.42, reach=5)
    rim = spline(
        [
            (x - half + 6, y + 4, 1),
            (x - half + 6, y + height * 0.5, 1),
            (x, y + height - 8, 1),
            (x + half - 6, y + height * 0.5, 1),
            (x + half - 6, y + 4, 1),
        ]
    )
    canvas.stitch(rim, rgb(thread), 5, 3, 1.3)
    if stud:
        rivet(canvas, x, y + height * 0.62, 6, stud)


def bomber(
    canvas: Canvas, fabric: Fabric, *, rib: Fabric, sleeve: Fabric | None = None, metal: str = "silver"
) -> None:
    """Draw a bomber jacket: ribbed collar, cuffs and hem, a front zip, slanted pockets."""
    cut = replace(JACKET, vee=False, drop=64, neck=86, length=742, hem=204, loose=1.35, chest=228, waist=224)
    trim = rib.on(RIB)
    back(canvas, cut, cloth("charcoal"), label="cream")
    for pair in sleeves(canvas, cut, sleeve or fabric, wrinkle=1.2, full=0.36):
        paint_cuff(canvas, pair, trim, 56)
    front_body(canvas, cut, fabric, wrinkle=1.2)
    hem_band(canvas, cut, trim, 54)
    collar_band(canvas, cut, trim, 38)
    zipper(canvas, np.array([[500, cut.top + cut.drop + 4], [500, cut.length + 56.0]]), metal)
    for s in (-1, 1):
        pocket = np.array([[500 + s * 88, cut.length - 190], [500 + s * 142, cut.length - 82]])
        canvas.line(pocket + xy(1, 3), np.zeros(3, np.float32), 14, 0.28, soft=4)
        canvas.paint(ribbon(pocket, 15), sleeve or fabric, relief=[puff(6, 3)], shadow=0.3, reach=4)


def puffer(
    canvas: Canvas,
    fabric: Fabric,
    *,
    length: float = 780,
    metal: str = "silver",
    sleeve: bool = True,
) -> None:
    """Draw a padded jacket or vest in level channels with a high collar."""
    cut = replace(
        JACKET,
        vee=False,
        drop=40,
        neck=84,
        length=length,
        hem=222,
        waist=226,
        chest=232,
        shoulder=226,
        loose=1.5,
        top=168,
        sleeve=1.0 if sleeve else 0.0,
    )
    if sleeve:
        for o, i in sleeves(canvas, cut, fabric, wrinkle=0.5, full=0.34):
            axis = between(o, i)
            side_x = 500 + cut.shoulder * 0.8 * np.sign(float(o[0, 0]) - 500)
            outline = np.vstack([[[side_x, (cut.tip + cut.pit) / 2]], o, i[::-1]])
            widths = np.linalg.norm(between(o, i, 0, 9) - between(o, i, 1, 9), axis=1)
            form = [barrel(axis, list(widths), 0.34), channels(58, 12, along(axis))]
            canvas.paint(outline, fabric, mapping=along(axis), relief=form, shadow=0.25)
            paint_cuff(canvas, (o, i), fabric, 24)
    front_body(canvas, cut, fabric, wrinkle=0.3, extra=[channels(64, 15)])
    zipper(canvas, np.array([[500, cut.top + 6], [500, cut.length + 8.0]]), metal)
    for s in (-1, 1):
        pocket = np.array([[500 + s * 150, cut.length - 178], [500 + s * 176, cut.length - 88.0]])
        canvas.line(pocket, np.zeros(3, np.float32), 5, 0.5, soft=1)
    _stand_collar(canvas, cut, fabric, metal)


def _stand_collar(canvas: Canvas, cut: Cut, fabric: Fabric, metal: str) -> None:
    n, t = cut.neck, cut.top
    behind = spline(
        [(500 - n * 0.96, t - 62), (500, t - 84), (500 + n * 0.96, t - 62), (500, t - 10)], closed=True
    )
    canvas.paint(behind, fabric, tint=0.62, shadow=0.1)
    shape = spline(
        [
            (500 - n, t - 66, 1),
            (500 - n * 0.5, t - 50),
            (500, t - 44),
            (500 + n * 0.5, t - 50),
            (500 + n, t - 66, 1),
            (500 + n + 14, t + 16, 1),
            (500 + n * 0.6, t + 42),
            (500, t + 50),
            (500 - n * 0.6, t + 42),
            (500 - n - 14, t + 16, 1),
        ],
        closed=True,
    )
    canvas.paint(shape, fabric, relief=[puff(30, 14), channels(48, 9)], shadow=0.4, reach=8)
    zipper(canvas, np.array([[500, t - 40], [500, t + 50.0]]), metal, puller=False)


def biker(canvas: Canvas, fabric: Fabric, *, metal: str = "silver") -> None:
    """Draw a biker jacket: a slanted zip, wide lapels with studs, zipped pockets and cuffs."""
    cut = replace(JACKET, length=740, hem=202, waist=206, drop=150, neck=74)
    back(canvas, replace(cut, drop=180), cloth("charcoal"), rise=2)
    for o, i in sleeves(canvas, cut, fabric, wrinkle=1.0):
        cuff = between(o, i, 0.3)[-12:]
        zipper(canvas, cuff[::-1], metal, puller=False)
    front_body(canvas, cut, fabric, wrinkle=0.8)
    for line in (shoulder_line(cut), flip(shoulder_line(cut))):
        canvas.seam(line + xy(0, 44), 0.3)
    main = spline([(560, cut.top + cut.drop + 20), (470, cut.length - 190), (452, cut.length + 6)])
    canvas.line(main - xy(5, 0), np.zeros(3, np.float32), 14, 0.3, soft=6)
    zipper(canvas, main, metal)
    for s in (-1, 1):
        slant = np.array([[500 + s * 160, cut.pit + 150], [500 + s * 96, cut.pit + 224.0]])
        zipper(canvas, slant, metal)
        leaf = spline(
            [
                (500 - 6 * s, cut.top + cut.drop + 30, 1),
                (500 + 50, cut.top + 70),
                (500 + 84, cut.top + 8, 1),
                (500 + 118, cut.top + 66),
                (500 + 142, cut.top + 138, 1),
            ],
            closed=True,
        )
        canvas.paint(leaf if s > 0 else flip(leaf), fabric, relief=[puff(14, 5)], shadow=0.45, reach=9)
        rivet(canvas, 500 + s * 128, cut.top + 126, 6, metal)
        rivet(canvas, 500 + s * 24, cut.top + cut.drop + 12, 6, metal)
    shirt_collar(canvas, replace(cut, drop=70), fabric, spread=92, length=30)
    bottom = cut.length - 20
    for s in (-1, 1):
        canvas.seam(np.array([[500 + s * 20, bottom - 30], [500 + s * 200, bottom - 34]]), 0.34)


def parka(canvas: Canvas, fabric: Fabric, *, cords: str = "cream") -> None:
    """Draw a hooded coat with big patch pockets and a covered front."""
    cut = replace(
        JUMPER, top=212, length=880, drop=80, neck=90, hem=226, waist=218, arm=166, shoulder=216, chest=214
    )
    for pair in sleeves(canvas, cut, fabric, wrinkle=1.0):
        paint_cuff(canvas, pair, fabric, 40)
    front_body(canvas, cut, fabric, wrinkle=1.0)
    placket(canvas, fabric, cut.top + cut.drop - 6, cut.length + 6, half=27)
    for y in np.linspace(cut.top + cut.drop + 40, cut.length - 70, 6):
        button(canvas, 500, float(y), "charcoal", 8)
    for s in (-1, 1):
        x = 500 + s * 124
        canvas.paint(rounded(x - 66, 640, x + 66, 800, 10), fabric, relief=[puff(18, 8)], shadow=0.4, reach=7)
        canvas.paint(rounded(x - 70, 630, x + 70, 676, 8), fabric, relief=[puff(12, 5)], shadow=0.4, reach=6)
        button(canvas, x, 662, "charcoal", 7)
    paint_hood(canvas, cut, fabric, cords)
