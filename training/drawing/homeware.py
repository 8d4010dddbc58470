"""Mugs and vases, thrown on a wheel of arithmetic."""

from collections.abc import Sequence

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, resample, ribbon, spline, xy
from drawing.materials import MATT, Fabric, cloth
from drawing.noise import Field
from drawing.palette import rgb, tone
from drawing.patterns import plain
from drawing.relief import Mapping, Relief, Window, along, barrel, channels, lathe, puff, turned

WHITE = np.ones(3, np.float32)


def wheel(profile: Sequence[tuple[float, float]], tilt: float = 0.10) -> tuple[Points, Points]:
    """Turn a profile of (radius, y), top to bottom, into its rows and its outline seen from above."""
    curve = spline(list(profile), steps=24)
    order = np.argsort(curve[:, 1], kind="stable")
    rows = curve[order]
    radius, low = curve[-1]
    bottom = ellipse(500, low, radius, radius * tilt, 0, end=180)
    top_r, top = curve[0]
    rim = ellipse(500, top, top_r, top_r * tilt, 180, end=360)
    right = np.column_stack([500 + curve[:, 0], curve[:, 1]])
    left = np.column_stack([500 - curve[:, 0], curve[:, 1]])
    outline = np.vstack([rim, right, bottom, left[::-1]])
    return rows, outline


def body(
    canvas: Canvas,
    profile: Sequence[tuple[float, float]],
    fabric: Fabric,
    *,
    tilt: float = 0.10,
    ribs: float = 0,
    extra: Sequence[Relief] = (),
    opacity: float = 1,
) -> tuple[Points, Points]:
    """Paint a turned body; gives its rows and its outline."""
    rows, outline = wheel(profile, tilt)
    mapping = _bowed(rows, tilt)
    form: list[Relief] = [turned(rows, tilt=tilt), *extra]
    if ribs:
        form.append(channels(ribs, ribs * 0.16, mapping, across=False))
    canvas.paint(
        outline, fabric, mapping=mapping, relief=form, bend=0, edge=0.12, shadow=0.3, opacity=opacity
    )
    return rows, outline


def _bowed(rows: Points, tilt: float) -> Mapping:
    """Wrap a pattern around a body seen a little from above, so that its bands bow downwards."""
    base = lathe(rows)

    def mapping(w: Window) -> tuple[Field, Field]:
        x, y = w.grid
        radius = np.interp(y[:, 0], rows[:, 1], rows[:, 0]).astype(np.float32)[:, None]
        q = np.clip((x - 500) / np.maximum(radius, 1), -1, 1)
        u, v = base(w)
        return u, v - radius * np.float32(tilt) * np.sqrt(1 - q * q)

    return mapping


def mouth(
    canvas: Canvas,
    radius: float,
    y: float,
    inner: Fabric,
    lip: Fabric,
    *,
    tilt: float = 0.10,
    thick: float = 12,
) -> None:
    """Paint the opening: the lip, the hollow and its shade."""
    canvas.paint(
        ellipse(500, y, radius, radius * tilt),
        lip,
        relief=[puff(thick * 0.6, thick * 0.5)],
        shadow=0,
        edge=0.1,
    )
    hole = ellipse(500, y + 1, radius - thick, (radius - thick) * tilt)
    canvas.paint(hole, inner, shadow=0, tint=0.86, edge=0.35)
    upper = ellipse(500 - radius * 0.12, y - radius * tilt * 0.35, radius * 0.74, radius * tilt * 0.5)
    canvas.dim(upper, 0.24, 9)


def gloss(canvas: Canvas, rows: Points, top: float, bottom: float, strength: float = 0.5) -> None:
    """Reflect a tall window on the left and a soft one on the right of a glazed body."""
    ys = np.linspace(top, bottom, 40)
    radius = np.interp(ys, rows[:, 1], rows[:, 0])
    for a, b, power in ((-0.72, -0.54, strength), (0.70, 0.78, strength * 0.4)):
        slab = np.vstack(
            [np.column_stack([500 + radius * a, ys]), np.column_stack([500 + radius * b, ys])[::-1]]
        )
        canvas.dim(slab, power, 5, WHITE)


MUGS: dict[str, list[tuple[float, float]]] = {
    "straight": [(220, 300), (220, 500), (218, 690), (196, 738)],
    "round": [(196, 320), (246, 420), (262, 560), (228, 690), (160, 738)],
    "taper": [(246, 310), (232, 500), (204, 690), (180, 738)],
    "tall": [(186, 220), (188, 480), (186, 700), (166, 742)],
    "wide": [(292, 400), (286, 520), (232, 660), (150, 722)],
    "waist": [(224, 300), (192, 440), (214, 600), (226, 690), (204, 738)],
}


def mug(
    canvas: Canvas,
    fabric: Fabric,
    *,
    shape: str = "straight",
    inner: str = "white",
    foot: str = "",
    ear: str = "round",
    dip: Fabric | None = None,
    dip_at: float = 520,
    ribs: float = 0,
    shine: float = 0.5,
) -> None:
    """Draw a mug with its handle; a dip glazes the part above a line, a foot leaves bare clay."""
    profile = [(r, y) for r, y in MUGS[shape]]
    top_r, top = profile[0]
    low = profile[-1][1]
    reach = max(r for r, _ in profile)
    tall = low - top
    if ear == "round":
        line = spline(
            [
                (500 + top_r * 0.9, top + tall * 0.20),
                (500 + reach + 104, top + tall * 0.17),
                (500 + reach + 150, top + tall * 0.46),
                (500 + reach + 86, top + tall * 0.76),
                (500 + reach * 0.86, top + tall * 0.78),
            ]
        )
    elif ear == "square":
        line = spline(
            [
                (500 + top_r * 0.9, top + tall * 0.18),
                (500 + reach + 104, top + tall * 0.17),
                (500 + reach + 122, top + tall * 0.24),
                (500 + reach + 118, top + tall * 0.64),
                (500 + reach + 98, top + tall * 0.72),
                (500 + reach * 0.86, top + tall * 0.72),
            ]
        )
    else:
        line = spline(
            [
                (500 + top_r * 0.9, top + tall * 0.16),
                (500 + reach + 130, top + tall * 0.10),
                (500 + reach + 140, top + tall * 0.36),
                (500 + reach * 0.90, top + tall * 0.66),
            ]
        )
    coat = (dip or fabric) if ear != "low" else fabric
    canvas.paint(
        ribbon(line, [52, 44, 40, 44, 50], 80),
        coat,
        mapping=along(line),
        relief=[barrel(line, [52, 44, 40, 44, 50], 0.42)],
        shadow=0.2,
    )
    rows, outline = body(canvas, profile, fabric, tilt=0.13, ribs=ribs)
    if dip:
        _dip(canvas, rows, outline, dip, dip_at)
    if foot:
        _foot(canvas, rows, outline, foot, low)
    mouth(
        canvas,
        top_r,
        top,
        cloth(inner, MATT),
        cloth(inner, MATT) if not foot else Fabric((dip or fabric).pattern, MATT),
        tilt=0.13,
    )
    if shine:
        gloss(canvas, rows, top + tall * 0.12, top + tall * 0.78, shine)


def _dip(canvas: Canvas, rows: Points, outline: Points, fabric: Fabric, at: float) -> None:
    """Glaze the part of a body above a slightly uneven line."""
    x = np.linspace(120, 880, 60)
    q = np.clip((x - 500) / np.interp(at, rows[:, 1], rows[:, 0]), -1, 1)
    bow = np.interp(at, rows[:, 1], rows[:, 0]) * 0.13 * np.sqrt(1 - q * q)
    drip = 7 * np.sin(x / 47) + 5 * np.sin(x / 23 + 1)
    edge = np.column_stack([x, at + bow + drip])
    area = np.vstack([[[120, 60], [880, 60]], edge[::-1]])
    canvas.paint(
        area,
        fabric,
        clip=outline,
        mapping=_bowed(rows, 0.13),
        relief=[turned(rows, tilt=0.13)],
        bend=0,
        edge=0.05,
        shadow=0.12,
        reach=4,
    )
    canvas.line(edge + xy(0, -3), WHITE, 3, 0.22, soft=1.5)


def _foot(canvas: Canvas, rows: Points, outline: Points, colour: str, low: float) -> None:
    x = np.linspace(120, 880, 60)
    at = low - 44
    q = np.clip((x - 500) / np.interp(at, rows[:, 1], rows[:, 0]), -1, 1)
    edge = np.column_stack([x, at + np.interp(at, rows[:, 1], rows[:, 0]) * 0.13 * np.sqrt(1 - q * q)])
    area = np.vstack([edge, [[880, low + 80], [120, low + 80]]])
    canvas.paint(
        area,
        cloth(colour, MATT),
        clip=outline,
        mapping=_bowed(rows, 0.13),
        relief=[turned(rows, tilt=0.13)],
        bend=0,
        edge=0.05,
        shadow=0.15,
        reach=3,
    )


VASES: dict[str, list[tuple[float, float]]] = {
    "bottle": [(54, 130), (50, 260), (60, 380), (150, 500), (196, 640), (186, 780), (130, 866)],
    "bulb": [(92, 240), (84, 300), (170, 400), (246, 560), (226, 740), (140, 850)],
    "tall": [(120, 130), (128, 300), (142, 560), (136, 780), (108, 872)],
    "amphora": [(104, 150), (70, 220), (78, 300), (196, 420), (214, 540), (150, 740), (100, 866)],
    "gourd": [(84, 150), (70, 210), (130, 310), (120, 420), (96, 480), (190, 600), (214, 730), (130, 862)],
    "bowl": [(250, 460), (262, 560), (230, 720), (130, 840)],
    "flute": [(170, 140), (110, 280), (86, 440), (104, 640), (140, 790), (124, 868)],
    "cone": [(210, 180), (176, 420), (130, 680), (96, 866)],
    "sphere": [(90, 316), (100, 340), (220, 440), (262, 600), (210, 760), (120, 838)],
}


def vase(
    canvas: Canvas,
    fabric: Fabric,
    *,
    shape: str = "bulb",
    inner: str = "charcoal",
    dip: Fabric | None = None,
    dip_at: float = 520,
    ribs: float = 0,
    shine: float = 0.45,
    handles: bool = False,
    stems: str = "",
) -> None:
    """Draw a vase, with two handles or some dried stems if wanted."""
    profile = VASES[shape]
    top_r, top = profile[0]
    if stems:
        _stems(canvas, top, top_r, stems)
    if handles:
        for s in (-1, 1):
            line = spline(
                [
                    (500 + s * 74, top + 60),
                    (500 + s * 190, top + 50),
                    (500 + s * 236, top + 160),
                    (500 + s * 186, top + 290),
                ]
            )
            canvas.paint(
                ribbon(line, [30, 28, 28, 32], 70),
                fabric,
                mapping=along(line),
                relief=[barrel(line, [30, 28, 28, 32], 0.42)],
                shadow=0.2,
            )
    rows, outline = body(canvas, profile, fabric, ribs=ribs)
    if dip:
        _dip(canvas, rows, outline, dip, dip_at)
    mouth(canvas, top_r, top, cloth(inner, MATT), Fabric((dip or fabric).pattern, MATT), thick=10)
    if shine:
        gloss(canvas, rows, top + (870 - top) * 0.30, 780, shine)


def _stems(canvas: Canvas, top: float, radius: float, colour: str) -> None:
    """Stand some dried grasses in the mouth of a vase."""
    rng = canvas.rng
    for k in range(7):
        lean = (k - 3) * 34 + rng.uniform(-12, 12)
        tip = (500 + lean * 1.9, top - rng.uniform(120, 230) if top > 260 else 60 + rng.uniform(0, 40))
        line = spline([(500 + (k - 3) * radius * 0.2, top + 4), (500 + lean * 0.9, (top + tip[1]) / 2), tip])
        canvas.line(line, tone(rgb(colour), 0.75), 4, 1, free=True)
        for at in np.linspace(0.45, 1, 12):
            x, y = resample(line, 60)[int(59 * at)]
            for s in (-1, 1):
                grain = spline(
                    [(x, y), (x + s * 15, y - 16), (x + s * 7, y - 36), (x - s * 2, y - 16)], closed=True
                )
                canvas.paint(
                    grain,
                    Fabric(plain(colour)),
                    relief=[puff(6, 4)],
                    shadow=0.15,
                    reach=3,
                    tint=float(rng.uniform(0.85, 1.1)),
                )


def glass_vase(canvas: Canvas, colour: str, *, shape: str = "bulb", ribs: float = 0) -> None:
    """Draw a vase of coloured glass: clear in the middle, deep at the rims, thick at the foot."""
    rows, outline = wheel(VASES[shape], 0.10)
    base = rgb(colour)
    top_r, top = VASES[shape][0]
    canvas.paint(outline, cloth(colour, MATT), relief=[], shadow=0, opacity=0.50, edge=0.55, bend=0)
    box = canvas.box([outline], 4)
    mask = canvas.raster([outline], box)
    w = Window(box[0], box[1], canvas.scale, mask, canvas.rng)
    x, y = w.grid
    radius = np.interp(y[:, 0], rows[:, 1], rows[:, 0]).astype(np.float32)[:, None]
    q = np.clip(np.abs(x - 500) / np.maximum(radius, 1), 0, 1)
    wall = 0.12 + 0.78 * q**5 + 0.3 * np.exp(-((q - 0.90) ** 2) / 0.002)
    if ribs:
        u = np.arcsin(np.clip((x - 500) / np.maximum(radius, 1), -0.99, 0.99))
        wall = wall + 0.16 * np.cos(u * ribs)
    foot = np.clip((y - (rows[-1, 1] - 44)) / 60, 0, 1)
    canvas.lay(box, tone(base, 0.62), (np.clip(wall + 0.45 * foot, 0, 0.92) * mask).astype(np.float32))
    canvas.line(ellipse(500, top, top_r, top_r * 0.10), tone(base, 0.6), 5, 0.8)
    canvas.line(ellipse(500, top + 3, top_r - 5, top_r * 0.09, 10, end=170), WHITE, 3, 0.7)
    canvas.dim(ellipse(500, rows[-1, 1] + 2, rows[-1, 0] * 0.7, 10), 0.35, 6, WHITE)
    gloss(canvas, rows, top + 50, rows[-1, 1] - 60, 0.62)
