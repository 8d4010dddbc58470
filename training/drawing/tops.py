"""T-shirts and shirts."""

from collections.abc import Sequence

import numpy as np

from drawing.bodice import (
    Cut,
    back,
    collar_band,
    front_body,
    hem_rows,
    hemline,
    neckline,
    paint_cuff,
    shoulder_line,
    sleeves,
)
from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, flip, ribbon, rounded, spline, xy
from drawing.materials import Fabric
from drawing.palette import rgb, tone
from drawing.relief import along, barrel, flat, puff, rumple

TEE = Cut(
    neck=88,
    drop=74,
    shoulder=226,
    chest=214,
    waist=206,
    hem=212,
    length=850,
    sleeve=0.40,
    spread=16,
    loose=1.35,
)
SHIRT = Cut(
    neck=76, top=150, drop=96, vee=True, shoulder=218, chest=212, waist=202, hem=212, length=830, spread=3
)


def tee(
    canvas: Canvas,
    fabric: Fabric,
    *,
    cut: Cut = TEE,
    trim: Fabric | None = None,
    sleeve: Fabric | None = None,
    pocket: bool = False,
    chest_mark: str = "",
    mark: str = "white",
) -> None:
    """Draw a T-shirt: neck band, hemmed sleeves, sometimes a pocket or a printed mark."""
    back(canvas, cut, fabric)
    sleeves(canvas, cut, sleeve or fabric, cuff_height=20, wrinkle=0.8)
    front_body(canvas, cut, fabric, wrinkle=0.9)
    collar_band(canvas, cut, trim or fabric, 20)
    half = hemline(cut)
    canvas.seam(np.vstack([half, flip(half)[::-1]]) - xy(0, 19), 0.22)
    if pocket:
        patch_pocket(canvas, fabric, 552, cut.pit - 20, 92, height=104)
    if chest_mark:
        print_mark(canvas, chest_mark, mark, cut.pit + 70)


def print_mark(canvas: Canvas, kind: str, colour: str, y: float) -> None:
    """Print a simple figure on the chest."""
    ink = rgb(colour)
    shapes: dict[str, Sequence[Points]] = {
        "sun": [ellipse(500, y, 78, 78)],
        "rings": [ellipse(455, y, 66, 66), ellipse(545, y, 66, 66)],
        "peaks": [
            spline(
                [(390, y + 70, 1), (455, y - 60, 1), (500, y + 10, 1), (545, y - 90, 1), (610, y + 70, 1)],
                closed=True,
            )
        ],
        "bars": [rounded(420, y - 70 + 46 * k, 580 - 40 * k, y - 44 + 46 * k, 13) for k in range(4)],
    }
    for k, outline in enumerate(shapes[kind]):
        canvas.dim(outline, 0.9 if k == 0 else 0.7, 0.5, ink if k % 2 == 0 else tone(ink, 0.75))
    if kind == "sun":
        for k in range(5):
            rows = np.array([[420, y + 96 + 17 * k], [580, y + 96 + 17 * k]])
            canvas.line(rows, ink, 7 - k, 0.9)


def patch_pocket(
    canvas: Canvas, fabric: Fabric, x: float, y: float, width: float, *, height: float, turn: float = 0
) -> None:
    """Sew a patch pocket with a pointed bottom on the front."""
    outline = spline(
        [
            (x, y, 1),
            (x + width, y, 1),
            (x + width, y + height * 0.86, 1),
            (x + width / 2, y + height, 1),
            (x, y + height * 0.86, 1),
        ],
        closed=True,
    )
    canvas.paint(
        outline, fabric, mapping=flat(turn), relief=[puff(12, 3.5), rumple((70, 70), 3)], shadow=0.32, reach=5
    )
    canvas.seam(np.array([[x, y + 20], [x + width, y + 20]]), 0.3)


def button(canvas: Canvas, x: float, y: float, colour: str = "white", size: float = 7.5) -> None:
    """Sew on a button with its shadow, its rim and its holes."""
    c = rgb(colour)
    canvas.dim(ellipse(x + 1.2, y + 3.2, size, size), 0.42, 2.6)
    canvas.dim(ellipse(x, y, size, size), 1.0, 0.4, tone(c, 0.82))
    canvas.dim(ellipse(x - 0.5, y - 0.8, size * 0.82, size * 0.82), 1.0, 0.5, c)
    canvas.dim(ellipse(x - 1.2, y - 1.8, size * 0.55, size * 0.5), 0.5, 1.2, tone(c, 1.15))
    for dx in (-1.9, 1.9):
        for dy in (-1.9, 1.9):
            canvas.dim(ellipse(x + dx, y + dy, 0.95, 0.95), 0.75, 0.3)


def placket(
    canvas: Canvas, fabric: Fabric, top: float, bottom: float, *, half: float = 19, hidden: bool = False
) -> None:
    """Sew the button strip down the front."""
    strip = np.array([[500 - half, top], [500 + half, top], [500 + half, bottom], [500 - half, bottom]])
    canvas.paint(strip, fabric, relief=[puff(8, 2.5), rumple((120, 60), 2)], shadow=0.2, reach=4, edge=0.14)
    if not hidden:
        for x in (500 - half + 6, 500 + half - 6):
            canvas.line(np.array([[x, top + 6], [x, bottom - 2]]), np.zeros(3, np.float32), 1.0, 0.16)


def collar_leaf(cut: Cut, spread: float, length: float) -> Points:
    """Outline the right leaf of a turned-down collar."""
    n, t = cut.neck, cut.top
    return spline(
        [
            (500 + 5, t + cut.drop * 0.80, 1),
            (500 + n * 0.55, t + cut.drop * 0.34),
            (500 + n * 0.93, t - 20, 1),
            (500 + n + 10, t - 6),
            (500 + n + 22, t + 24, 1),
            (500 + n * 0.96 + spread * 0.1, t + cut.drop * 0.55),
            (500 + spread, t + cut.drop * 0.62 + length, 1),
        ],
        closed=True,
    )


def shirt_collar(
    canvas: Canvas, cut: Cut, fabric: Fabric, *, spread: float = 64, length: float = 62, studs: str = ""
) -> None:
    """Paint the collar: its stand behind, then a leaf on each side; studs pin down the points."""
    n, t = cut.neck, cut.top
    stand = spline(
        [
            (500 - n - 4, t + 12, 1),
            (500 - n * 0.9, t - 26),
            (500 - n * 0.45, t - 34),
            (500, t - 36),
            (500 + n * 0.45, t - 34),
            (500 + n * 0.9, t - 26),
            (500 + n + 4, t + 12, 1),
            (500 + n * 0.5, t + 16),
            (500, t + 20),
            (500 - n * 0.5, t + 16),
        ],
        closed=True,
    )
    canvas.paint(stand, fabric, relief=[puff(16, 4)], shadow=0.12, tint=0.9)
    for s in (-1, 1):
        outline = collar_leaf(cut, spread, length)
        if s < 0:
            outline = flip(outline)
        canvas.paint(
            outline,
            fabric,
            mapping=flat(s * 38, (500, t)),
            relief=[puff(14, 4.5), rumple((80, 80), 3)],
            shadow=0.42,
            reach=8,
            drift=(1.5, 6),
        )
        canvas.stitch(_inset(outline, 6), tone(rgb("grey"), 1.0), 4, 3, 0.9)
        if studs:
            button(canvas, 500 + s * (spread - 4), t + cut.drop * 0.62 + length - 15, studs, 4.6)


def _inset(outline: Points, by: float) -> Points:
    """Shrink an outline towards its middle by about a distance."""
    middle = outline.mean(axis=0)
    reach = np.linalg.norm(outline - middle, axis=1, keepdims=True)
    shrunk: Points = middle + (outline - middle) * np.maximum(1 - by / np.maximum(reach, 1), 0)
    return shrunk


def shirt(
    canvas: Canvas,
    fabric: Fabric,
    *,
    cut: Cut = SHIRT,
    buttons: str = "white",
    pockets: int = 1,
    studs: bool = False,
    collar: str = "classic",
    contrast: Fabric | None = None,
    tails: float = 52,
    flaps: bool = False,
) -> None:
    """Draw a shirt: collar (classic, wide, band or camp), button strip, cuffs, pockets."""
    trim = contrast or fabric
    back(canvas, cut, fabric, rise=4)
    long = cut.sleeve > 0.8
    edges = sleeves(canvas, cut, fabric, cuff_height=0 if long else 24, wrinkle=0.95)
    if long:
        for pair in edges:
            paint_cuff(canvas, pair, trim, 56)
            _cuff_button(canvas, pair, buttons)
    front_body(canvas, cut, fabric, tails=tails, wrinkle=0.95)
    hem_rows(canvas, cut, "grey", tails, 10)
    for line in (shoulder_line(cut), flip(shoulder_line(cut))):
        canvas.seam(line + xy(0, 34), 0.2)
    top = cut.top + cut.drop * (0.55 if collar == "band" else 0.86)
    placket(canvas, fabric, top, cut.length + tails - 2)
    for y in np.arange(top + 34, cut.length + tails - 50, 88):
        button(canvas, 500, float(y), buttons)
    for k in range(pockets):
        x = 545 if k == 0 else 500 - 45 - 96
        patch_pocket(canvas, fabric, x, cut.pit - 34, 96, height=108)
        if flaps:
            flap = spline(
                [
                    (x - 4, cut.pit - 48, 1),
                    (x + 100, cut.pit - 48, 1),
                    (x + 100, cut.pit - 20, 1),
                    (x + 48, cut.pit - 6, 1),
                    (x - 4, cut.pit - 20, 1),
                ],
                closed=True,
            )
            canvas.paint(flap, fabric, relief=[puff(8, 3)], shadow=0.4, reach=5)
            button(canvas, x + 48, cut.pit - 22, buttons, 5.5)
    _collar(canvas, cut, trim, collar, buttons, studs=studs)


def _collar(canvas: Canvas, cut: Cut, fabric: Fabric, kind: str, buttons: str, *, studs: bool) -> None:
    if kind == "band":
        half = neckline(cut)
        line = np.vstack([flip(half)[::-1], half])
        collar_band(canvas, cut, fabric, 24)
        canvas.seam(line + xy(0, 2), 0.12)
    elif kind == "camp":
        shirt_collar(canvas, cut, fabric, spread=112, length=58)
    elif kind == "wide":
        shirt_collar(canvas, cut, fabric, spread=92, length=50)
    else:
        shirt_collar(canvas, cut, fabric, studs=buttons if studs else "")


def _cuff_button(canvas: Canvas, edges: tuple[Points, Points], colour: str) -> None:
    o, i = edges
    spot = o[-1] * 0.72 + i[-1] * 0.28 + (o[-8] - o[-1]) * 0.55
    button(canvas, float(spot[0]), float(spot[1]), colour, 5.5)


def strap(canvas: Canvas, line: Points, width: float, fabric: Fabric) -> None:
    """Paint a narrow strap along a line."""
    canvas.paint(
        ribbon(line, width), fabric, mapping=along(line), relief=[barrel(line, [width, width], 0.25)], reach=4
    )
