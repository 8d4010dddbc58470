"""Cushions and lamps."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, flip, ribbon, rounded, spline, xy
from drawing.hats import pompom
from drawing.homeware import body, gloss, wheel
from drawing.materials import METAL, SATIN, Fabric, cloth
from drawing.noise import Field, smoothstep
from drawing.palette import rgb, tone
from drawing.relief import Fold, Relief, Window, along, barrel, channels, flat, folds, puff, rumple, turned

GLOW = np.array([1.0, 0.86, 0.62], dtype=np.float32)


def _pillow(rx: float, ry: float) -> Points:
    """Outline a filled cushion: full sides, drawn-out corners."""
    quarter = [
        (0, -ry * 0.955),
        (rx * 0.45, -ry * 0.945),
        (rx * 0.82, -ry * 0.965),
        (rx, -ry, 1),
        (rx * 0.965, -ry * 0.80),
        (rx * 0.94, -ry * 0.4),
        (rx * 0.935, 0),
    ]
    lower = [(x, -y, *c) for x, y, *c in reversed(quarter)]
    half = spline([*quarter, *lower[1:]])  # type: ignore[list-item]
    return np.vstack([half, flip(half, 0)[::-1]]) + xy(500, 500)


def _cushion_folds(rx: float, ry: float, rng: np.random.Generator) -> list[Fold]:
    out: list[Fold] = []
    for sx in (-1, 1):
        for sy in (-1, 1):
            for k in range(3):
                spread = (-0.5 + 0.5 * k) + rng.uniform(-0.12, 0.12)
                a = (500 + sx * rx * 0.94, 500 + sy * ry * 0.94)
                b = (500 + sx * rx * (0.74 + 0.10 * spread), 500 + sy * ry * (0.74 - 0.10 * spread))
                c = (500 + sx * rx * (0.50 + 0.26 * spread), 500 + sy * ry * (0.50 - 0.26 * spread))
                out.append((spline([a, b, c]), 24, 8.0 if k == 1 else 5.5))
    return out


def cushion(
    canvas: Canvas,
    fabric: Fabric,
    *,
    rx: float = 360,
    ry: float = 360,
    piping: str = "",
    edge: str = "",
    trim: str = "cream",
    tufts: int = 0,
    turn: float = 0,
) -> None:
    """Draw a cushion; its edge may carry piping, a fringe, tassels or pompoms, its face buttons."""
    outline = _pillow(rx, ry)
    if edge == "fringe":
        _edge_fringe(canvas, outline, trim)
    if piping:
        middle = outline.mean(axis=0)
        canvas.paint(middle + (outline - middle) * 1.022, cloth(piping), relief=[puff(9, 6)], shadow=0.2)
    lines = _cushion_folds(rx, ry, canvas.rng)
    form = [puff(210, 96), folds(lines), rumple((210, 190), 12)]
    if tufts:
        spots = (
            [(500.0, 500.0)]
            if tufts == 1
            else [(500 + sx * rx * 0.36, 500 + sy * ry * 0.36) for sx in (-1, 1) for sy in (-1, 1)]
        )
        form.append(_dimples(spots))
    canvas.paint(outline, fabric, mapping=flat(turn), relief=form, shadow=0.2, bend=0.30, edge=0.3)
    if tufts:
        for x, y in spots:
            canvas.paint(ellipse(x, y, 17, 17), fabric, relief=[puff(15, 10)], shadow=0.45, reach=6)
    for sx in (-1, 1):
        for sy in (-1, 1):
            x, y = 500 + sx * rx, 500 + sy * ry
            if edge == "pompom":
                pompom(canvas, x, y, 40, cloth(trim))
            elif edge == "tassel":
                _tassel(canvas, x, y, sx, trim)


def _dimples(spots: list[tuple[float, float]]) -> Relief:
    def relief(w: Window) -> Field:
        x, y = w.grid
        out = np.zeros_like(x)
        for cx, cy in spots:
            d = np.hypot(x - cx, y - cy)
            a = np.arctan2(y - cy, x - cx)
            out -= (44 * np.exp(-d / 52) * (1 + 0.12 * np.cos(a * 6))).astype(np.float32)
        return out

    return relief


def _edge_fringe(canvas: Canvas, outline: Points, colour: str) -> None:
    rng = canvas.rng
    middle = outline.mean(axis=0)
    step = np.linalg.norm(np.diff(outline, axis=0), axis=1).cumsum()
    for at in np.arange(0, step[-1], 9.0):
        k = min(len(outline) - 1, int(np.searchsorted(step, at)))
        out = outline[k] - middle
        out = np.sign(out) * (np.abs(out) > np.abs(out).max() * 0.86)
        out = out / max(float(np.linalg.norm(out)), 1e-6)
        tip = outline[k] + out * 48 + rng.normal(0, 5, 2)
        canvas.line(
            np.array([outline[k] - out * 10, tip]),
            tone(rgb(colour), float(rng.uniform(0.8, 1.08))),
            5,
            1,
            free=True,
        )


def _tassel(canvas: Canvas, x: float, y: float, side: int, colour: str) -> None:
    rng = canvas.rng
    for k in range(15):
        tip = (x + side * 16 + (k - 7) * 3.6 + rng.normal(0, 2), y + 88 + rng.normal(0, 6))
        canvas.line(
            spline([(x + side * 8, y + 12), (x + side * 12 + (k - 7) * 2.6, y + 46), tip]),
            tone(rgb(colour), float(rng.uniform(0.78, 1.1))),
            4.5,
            1,
            free=True,
        )
    canvas.paint(
        ellipse(x + side * 8, y + 12, 15, 17), cloth(colour), relief=[puff(14, 10)], shadow=0.3, reach=4
    )


def round_cushion(canvas: Canvas, fabric: Fabric, *, piping: str = "") -> None:
    """Draw a round cushion with gathered cloth and a button in the middle."""
    if piping:
        canvas.paint(ellipse(500, 500, 372, 366), cloth(piping), relief=[puff(10, 7)], shadow=0.2)
    outline = ellipse(500, 500, 362, 356)

    def gathers(w: Window) -> Field:
        x, y = w.grid
        d = np.hypot(x - 500, y - 500)
        a = np.arctan2(y - 500, x - 500)
        wave = np.cos(a * 26 + 1.2 * np.sin(a * 5)) * 5.5 * np.exp(-d / 190)
        return np.asarray(wave - 62 * np.exp(-d / 60), dtype=np.float32)

    canvas.paint(outline, fabric, relief=[puff(180, 92), gathers, rumple((200, 200), 9)], shadow=0.2)
    canvas.paint(ellipse(500, 500, 30, 30), fabric, relief=[puff(26, 17)], shadow=0.45, reach=7)


def _shade(
    canvas: Canvas, top_r: float, top: float, low_r: float, low: float, *, fabric: Fabric, lit: bool = True
) -> None:
    """Paint a lampshade, glowing from within."""
    profile = [(top_r, top), ((top_r + low_r) / 2, (top + low) / 2), (low_r, low)]
    hollow = ellipse(500, low, low_r, low_r * 0.10)
    canvas.paint(hollow, fabric, tint=0.9, shadow=0)
    canvas.dim(hollow, 0.75, 2, GLOW if lit else None)
    _, outline = body(canvas, profile, fabric)
    if lit:
        box = canvas.box([outline], 4)
        mask = canvas.raster([outline], box)
        w = Window(box[0], box[1], canvas.scale, mask, canvas.rng)
        x, y = w.grid
        d = np.hypot((x - 500) / low_r, (y - (top * 0.4 + low * 0.6)) / (low - top))
        canvas.lay(
            box, GLOW, (mask * 0.5 * (1 - smoothstep(0.05, 1.05, d.astype(np.float32)))).astype(np.float32)
        )
    canvas.dim(ellipse(500, top, top_r, top_r * 0.09), 0.45, 1.5)
    canvas.line(ellipse(500, top, top_r, top_r * 0.10), tone(rgb("cream"), 0.9), 4, 0.7)
    for r, at in ((top_r, top + 12), (low_r, low - 12)):
        canvas.line(ellipse(500, at, r, r * 0.10, 0, end=180), np.zeros(3, np.float32), 2, 0.2)


BASES: dict[str, list[tuple[float, float]]] = {
    "gourd": [(26, 470), (40, 500), (120, 590), (70, 690), (130, 800), (104, 870)],
    "ball": [(28, 470), (46, 510), (150, 620), (172, 740), (108, 862)],
    "column": [(34, 466), (56, 500), (60, 780), (120, 820), (128, 868)],
    "cone": [(22, 460), (30, 560), (70, 740), (132, 868)],
    "bottle": [(26, 470), (34, 560), (116, 660), (134, 780), (112, 868)],
    "stick": [(15, 450), (15, 780), (20, 836), (140, 850), (146, 872)],
}


def table_lamp(
    canvas: Canvas,
    base: Fabric,
    shade: Fabric,
    *,
    shape: str = "gourd",
    top_r: float = 150,
    low_r: float = 246,
    top: float = 130,
    low: float = 430,
    shine: float = 0.5,
    ribs: float = 0,
) -> None:
    """Draw a table lamp: a turned base and a lit shade."""
    rod = np.array([[500, top + 40], [500, 520.0]])
    canvas.paint(ribbon(rod, 20), cloth("gold", METAL), relief=[barrel(rod, [20, 20])])
    rows, _ = body(canvas, BASES[shape], base, ribs=ribs)
    if shine:
        gloss(canvas, rows, 560, 800, shine)
    canvas.dim(ellipse(500, low + 60, 130, 60), 0.24, 26, GLOW)
    _shade(canvas, top_r, top, low_r, low, fabric=shade)
    canvas.paint(ellipse(500, top - 14, 9, 15), cloth("gold", METAL), relief=[puff(8, 7)])


def mushroom_lamp(canvas: Canvas, base: Fabric, shade: Fabric) -> None:
    """Draw a lamp with a domed shade on a slim stem."""
    body(canvas, [(34, 380), (34, 720), (60, 800), (150, 846), (156, 872)], base)
    _dome(canvas, shade, 430, 300, 210)


def _dome(canvas: Canvas, shade: Fabric, low: float, radius: float, tall: float) -> None:
    hollow = ellipse(500, low, radius, radius * 0.10)
    canvas.paint(hollow, shade, tint=0.9, shadow=0)
    canvas.dim(hollow, 0.8, 2, GLOW)
    arc = np.linspace(np.pi / 2, 0, 14)
    profile = [(max(float(radius * np.cos(a)), 6.0), float(low - tall * np.sin(a))) for a in arc]
    rows, outline = wheel(profile, 0.10)
    canvas.paint(outline, shade, relief=[turned(rows, tilt=0.10), puff(30, 10)], bend=0, edge=0.1)
    gloss(canvas, rows, low - tall * 0.72, low - 30, 0.32)


def pendant(
    canvas: Canvas, shade: Fabric, *, shape: str = "dome", cord: str = "black", metal: str = "gold"
) -> None:
    """Draw a hanging lamp with its cord."""
    line = np.array([[500, 20], [500, 330.0]])
    canvas.paint(ribbon(line, 11), cloth(cord), relief=[barrel(line, [11, 11])])
    canvas.paint(rounded(466, 268, 534, 360, 12), cloth(metal, METAL), relief=[puff(30, 24)])
    if shape == "dome":
        _dome(canvas, shade, 720, 340, 380)
    elif shape == "cone":
        _shade(canvas, 60, 340, 330, 700, fabric=shade)
    else:
        ribs = channels(26, 5)
        profile = [
            (70.0, 340.0),
            (190.0, 380.0),
            (266.0, 470.0),
            (284.0, 580.0),
            (250.0, 700.0),
            (160.0, 790.0),
            (80.0, 815.0),
        ]
        _, outline = body(canvas, profile, shade, extra=[ribs])
        canvas.dim(ellipse(500, 600, 170, 150), 0.5, 70, GLOW)
        canvas.line(outline, rgb("beige"), 2, 0.4)


def desk_lamp(canvas: Canvas, fabric: Fabric, *, metal: str = "gold") -> None:
    """Draw a jointed desk lamp that leans to the left."""
    body(canvas, [(120, 820), (172, 836), (176, 872)], fabric)
    steel = cloth(metal, METAL)
    for a, b in (((500, 826), (650, 520)), ((650, 520), (430, 300))):
        line = np.array([a, b], dtype=np.float64)
        for off in (-9, 9):
            canvas.paint(
                ribbon(line + xy(off, off * 0.4), 13),
                steel,
                mapping=along(line),
                relief=[barrel(line, [13, 13])],
                shadow=0.3,
                reach=4,
            )
    for x, y in ((500, 822), (650, 520), (430, 300)):
        canvas.paint(ellipse(x, y, 26, 26), fabric, relief=[puff(22, 14)], shadow=0.35, reach=6)
        canvas.paint(ellipse(x, y, 9, 9), steel, relief=[puff(8, 6)], shadow=0.3, reach=3)
    glow = spline([(196, 420), (250, 500), (360, 530), (420, 486), (330, 420)], closed=True)
    canvas.paint(glow, cloth("f6dfa8", SATIN), shadow=0)
    head = spline(
        [
            (440, 268, 1),
            (396, 236, 1),
            (300, 300),
            (206, 404),
            (180, 436, 1),
            (300, 470),
            (428, 512, 1),
            (446, 400),
            (458, 306),
        ],
        closed=True,
    )
    canvas.paint(head, fabric, relief=[puff(120, 74)], shadow=0.3)
