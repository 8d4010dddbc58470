"""Wrist watches, seen from the front."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, ribbon, rotate, rounded, spline, squircle, xy
from drawing.hardware import buckle
from drawing.materials import METAL, PATENT, POLISHED, RUBBER, Fabric, cloth
from drawing.noise import Field
from drawing.palette import contrast, luminance, rgb, tone
from drawing.relief import Relief, Window, barrel, channels, flat, puff

WHITE = np.ones(3, np.float32)


def _strap(canvas: Canvas, fabric: Fabric, half: float, stitched: str, bracelet: bool, *, mesh: bool) -> None:
    for s in (-1, 1):
        end = 500 + s * 430
        line = spline([(500, 500 + s * 110), (500, 500 + s * 260), (500, end)])
        widths = [half * 2, half * 1.9, half * 1.62]
        form: list[Relief] = [barrel(line, widths, 0.16), puff(14, 8)]
        if bracelet:
            form.append(_links(half))
        elif mesh:
            form.append(channels(9, 2.2, flat()))
        canvas.paint(ribbon(line, widths), fabric, mapping=flat(), relief=form, shadow=0.2)
        if stitched:
            for side in (-1, 1):
                rim = np.array(
                    [
                        [500 + side * (half - 10), 500 + s * 175],
                        [500 + side * (half * 0.81 - 10), end - s * 18],
                    ]
                )
                canvas.stitch(rim, rgb(stitched), 9, 5, 2.4)
        if s > 0 and not bracelet and not mesh:
            for k in range(4):
                canvas.dim(ellipse(500, end - 60 - 34 * k, 7, 5), 0.75, 0.6)
        if s < 0 and not bracelet and not mesh:
            buckle(canvas, 500, end + 4, half * 0.98, 26, colour="silver")


def _links(half: float) -> Relief:
    """Divide a bracelet into rows of three links."""

    def relief(w: Window) -> Field:
        x, y = w.grid
        q = np.abs(x - 500) / half
        side = q > 0.38
        row = np.mod((y + np.where(side, 0, 15)) / 30, 1)
        swell = np.sqrt(np.clip(np.sin(row * np.pi), 0, 1)) * 5
        groove = np.exp(-(((q - 0.38) / 0.03) ** 2))
        return np.asarray(swell * (1 - 0.8 * groove) - 3 * groove, dtype=np.float32)

    return relief


def _hand(canvas: Canvas, angle: float, length: float, width: float, colour: str) -> None:
    shape = np.array(
        [
            [500 - width * 0.5, 500 + length * 0.16],
            [500 - width, 500 - length * 0.55],
            [500, 500 - length],
            [500 + width, 500 - length * 0.55],
            [500 + width * 0.5, 500 + length * 0.16],
        ]
    )
    turned = rotate(shape, angle, (500, 500))
    canvas.dim(turned + xy(2, 5), 0.32, 3)
    canvas.dim(turned, 1, 0.4, rgb(colour))


def _markers(canvas: Canvas, radius: float, kind: str, ink: str) -> None:
    for k in range(60):
        five = k % 5 == 0
        if kind == "minimal" and not five:
            continue
        long = (24 if five else 8) if kind != "sport" else (30 if five else 9)
        wide = (5.5 if kind == "sport" else 3.6) if five else 1.6
        if kind == "dots" and five:
            spot = rotate(np.array([[500, 500 - radius + 18]]), 6 * k, (500, 500))[0]
            canvas.dim(ellipse(float(spot[0]), float(spot[1]), 8, 8), 1, 0.5, rgb(ink))
            continue
        bar = np.array(
            [
                [500 - wide, 500 - radius],
                [500 + wide, 500 - radius],
                [500 + wide, 500 - radius + long],
                [500 - wide, 500 - radius + long],
            ]
        )
        canvas.dim(rotate(bar, 6 * k, (500, 500)), 1 if five else 0.7, 0.3, rgb(ink))


def watch(
    canvas: Canvas,
    strap: Fabric,
    *,
    case: str = "silver",
    dial: str = "white",
    ink: str = "black",
    shape: str = "round",
    kind: str = "minimal",
    radius: float = 180,
    stitched: str = "",
    bracelet: bool = False,
    mesh: bool = False,
    chrono: bool = False,
    bezel: str = "",
    second: str = "red",
) -> None:
    """Draw a wrist watch from the front; shape is round or square, kind says how the hours are marked."""
    metal = cloth(case, METAL)
    square = shape == "square"
    half = radius * (0.60 if not bracelet else 0.66)
    _strap(canvas, strap, half, stitched, bracelet, mesh=mesh)
    for s in (-1, 1):
        for t in (-1, 1):
            lug = spline(
                [
                    (500 + s * (half - 14), 500 + t * radius * 0.72, 1),
                    (500 + s * (half + 30), 500 + t * radius * 0.66, 1),
                    (500 + s * (half + 15), 500 + t * (radius + 12)),
                    (500 + s * (half + 11), 500 + t * (radius + 30), 1),
                    (500 + s * (half - 3), 500 + t * (radius + 30), 1),
                ],
                closed=True,
            )
            canvas.paint(lug, metal, relief=[puff(14, 10)], shadow=0.35, reach=5)
    knob = rounded(500 + radius - 4, 482, 500 + radius + 32, 518, 8)
    canvas.paint(knob, metal, relief=[puff(10, 7), channels(6, 3, flat())], shadow=0.3, reach=5)
    if chrono:
        for dy in (-88, 88):
            canvas.paint(
                rounded(500 + radius * 0.86, 500 + dy - 12, 500 + radius * 0.86 + 32, 500 + dy + 12, 6),
                metal,
                relief=[puff(8, 6)],
                shadow=0.3,
                reach=5,
            )

    def ring(r: float) -> Points:
        return squircle(500, 500, r * 0.94, r, 6) if square else ellipse(500, 500, r, r)

    canvas.paint(ring(radius), cloth(case, POLISHED), relief=[puff(17, 17)], shadow=0.5, reach=12)
    if bezel:
        canvas.paint(
            [ring(radius - 8), ring(radius - 38)],
            cloth(bezel, PATENT),
            relief=[puff(14, 8)],
            shadow=0.2,
            reach=4,
        )
        for k in range(12):
            mark = np.array(
                [
                    [497, 500 - radius + 15],
                    [503, 500 - radius + 15],
                    [503, 500 - radius + 31],
                    [497, 500 - radius + 31],
                ]
            )
            canvas.dim(rotate(mark, 30 * k, (500, 500)), 0.95, 0.4, rgb("white"))
    inner = radius - (36 if bezel else 20)
    canvas.paint(ring(inner), cloth(dial, RUBBER), relief=[puff(8, -3)], shadow=0, edge=0.5)
    _dial(canvas, inner - 12, dial, ink, kind, chrono=chrono, metal=case)
    _hand(canvas, 304, inner * 0.52, 8, ink)
    _hand(canvas, 52, inner * 0.78, 6, ink)
    _hand(canvas, 188, inner * 0.80, 1.8, second)
    canvas.dim(ellipse(500, 500, 10, 10), 1, 0.4, rgb(ink))
    glare = spline(
        [
            (500 - inner * 0.78, 500 - inner * 0.18, 1),
            (500 - inner * 0.30, 500 - inner * 0.80, 1),
            (500 + inner * 0.12, 500 - inner * 0.86, 1),
            (500 - inner * 0.80, 500 + inner * 0.26, 1),
        ],
        closed=True,
    )
    canvas.dim(glare, 0.13, 3, WHITE)


def _dial(canvas: Canvas, radius: float, dial: str, ink: str, kind: str, *, chrono: bool, metal: str) -> None:
    canvas.dim(ellipse(500 - radius * 0.3, 500 - radius * 0.4, radius * 0.6, radius * 0.5), 0.14, 40, WHITE)
    _markers(canvas, radius, kind, ink)
    if chrono:
        for angle in (90, 180, 270):
            x, y = (float(c) for c in rotate(np.array([[500, 500 - radius * 0.48]]), angle, (500, 500))[0])
            r = radius * 0.23
            canvas.dim(
                ellipse(x, y, r, r), 1, 0.5, tone(rgb(dial), 0.86 if luminance(rgb(dial)) > 0.4 else 1.5)
            )
            canvas.line(ellipse(x, y, r, r), rgb(metal), 2.5, 0.9)
            canvas.line(np.array([[x, y], [x + r * 0.5, y - r * 0.6]]), rgb(ink), 3, 1)
            for k in range(12):
                a = np.deg2rad(30 * k)
                canvas.dim(
                    ellipse(x + r * 0.78 * np.cos(a), y + r * 0.78 * np.sin(a), 1.7, 1.7), 0.9, 0.3, rgb(ink)
                )
    else:
        canvas.dim(rounded(478, 500 - radius * 0.50, 522, 500 - radius * 0.50 + 5, 2), 0.9, 0.3, rgb(ink))
        canvas.dim(
            rounded(486, 500 - radius * 0.50 + 12, 514, 500 - radius * 0.50 + 15, 1), 0.7, 0.3, rgb(ink)
        )
    if kind in {"classic", "sport"} and not chrono:
        x = 500 + radius * 0.58
        canvas.dim(
            rounded(x - 14, 489, x + 14, 511, 3),
            1,
            0.4,
            contrast(rgb(dial)) if luminance(rgb(dial)) < 0.4 else rgb("white"),
        )
        canvas.line(rounded(x - 14, 489, x + 14, 511, 3), rgb(ink), 1.4, 0.7)
