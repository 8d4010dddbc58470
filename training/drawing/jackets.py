"""Jackets and coats."""

from dataclasses import replace

import numpy as np

from drawing.bodice import Cut, armhole, back, collar_band, front_body, paint_cuff, shoulder_line, sleeves
from drawing.canvas import Canvas
from drawing.geometry import between, flip, rounded, spline
from drawing.hardware import rivet, zipper
from drawing.knits import JUMPER, hem_band
from drawing.materials import RIB, Fabric, cloth
from drawing.palette import rgb
from drawing.relief import channels, flat, puff, rumple
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
            canvas.stitch(line + [s * 6, 0], ink, 5, 3, 1.5)
        _flap(canvas, fabric, 500 + s * 98, yoke - 4, 98, 50, thread, buttons)
        hole = armhole(cut) if s > 0 else flip(armhole(cut))
        canvas.stitch(hole - [s * 8, 0], ink, 5, 3, 1.4)
        shoulder = shoulder_line(cut) if s > 0 else flip(shoulder_line(cut))
        canvas.stitch(shoulder + [0, 30], ink, 5, 3, 1.4)
    top = cut.top + cut.drop * 0.84
    placket(canvas, fabric, top, cut.length + 52)
    for x in (485, 515):
        canvas.stitch(np.array([[x, top + 8], [x, cut.length + 50]]), ink, 5, 3, 1.4)
    for y in np.linspace(top + 34, cut.length + 26, 6):
        rivet(canvas, 500, float(y), 9, buttons)
    shirt_collar(canvas, cut, collar or fabric, spread=84, length=58)


def _flap(
    canvas: Canvas, fabric: Fabric, x: float, y: float, width: float, height: float, thread: str, stud: str
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
        canvas.line(pocket + [1, 3], np.zeros(3, np.float32), 14, 0.28, soft=4)
        from drawing.geometry import ribbon

        canvas.paint(ribbon(pocket, 15), sleeve or fabric, relief=[puff(6, 3)], shadow=0.3, reach=4)


def puffer(
    canvas: Canvas,
    fabric: Fabric,
    *,
    length: float = 780,
    hood: bool = False,
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
            from drawing.relief import along, barrel

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
    _ = hood


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
    _front_edge(canvas, cut, fabric, breakpoint_y, double)
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
        canvas.paint(chest * [k, 1] + [500 * (1 - k), 0], fabric, relief=[puff(6, 2)], shadow=0.3, reach=4)
    if belt:
        from drawing.dresses import belt as draw_belt

        draw_belt(canvas, cut.pit + (cut.length - cut.pit) * 0.36, cut.waist + 4, fabric, 36)
    _buttons(canvas, breakpoint_y, buttons, double, long)
    for s in (-1, 1):
        _lapel(canvas, cut, lapel or fabric, s, breakpoint_y, 1.25 if double else 1.0)


def _front_edge(canvas: Canvas, cut: Cut, fabric: Fabric, top: float, double: bool) -> None:
    """Mark the edge of the upper front, cut away at the hem, with its shadow."""
    x = 500 - (58 if double else 14)
    low = cut.length + cut.dip
    edge = spline(
        [(x, top - 20), (x, low - 90), (x, low)]
        if double
        else [(x, top - 10), (x - 2, low - 120), (x + 30, low + 4)]
    )
    canvas.line(edge - [3, -3], np.zeros(3, np.float32), 12, 0.28, soft=6)
    canvas.seam(edge, 0.5)
    _ = fabric


def _buttons(canvas: Canvas, top: float, colour: str, double: bool, long: bool) -> None:
    rows = np.linspace(top + 22, top + (300 if long else 190), 4 if long else 3 if double else 2)
    for y in rows:
        for x in (446, 554) if double else (500,):
            button(canvas, x, float(y), colour, 11)


def _lapel(canvas: Canvas, cut: Cut, fabric: Fabric, s: int, bottom: float, wide: float) -> None:
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


def biker(canvas: Canvas, fabric: Fabric, *, metal: str = "silver") -> None:
    """Draw a biker jacket: a slanted zip, wide lapels with studs, zipped pockets and cuffs."""
    cut = replace(JACKET, length=740, hem=202, waist=206, drop=150, neck=74)
    back(canvas, replace(cut, drop=180), cloth("charcoal"), rise=2)
    for o, i in sleeves(canvas, cut, fabric, wrinkle=1.0):
        cuff = between(o, i, 0.3)[-12:]
        zipper(canvas, cuff[::-1], metal, puller=False)
    front_body(canvas, cut, fabric, wrinkle=0.8)
    for line in (shoulder_line(cut), flip(shoulder_line(cut))):
        canvas.seam(line + [0, 44], 0.3)
    main = spline([(560, cut.top + cut.drop + 20), (470, cut.length - 190), (452, cut.length + 6)])
    canvas.line(main - [5, 0], np.zeros(3, np.float32), 14, 0.3, soft=6)
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
    from drawing.knits import _hood

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
    _hood(canvas, cut, fabric, cords)
