"""Watches and sunglasses."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, flip, ribbon, rotate, rounded, spline, squircle
from drawing.hardware import plate
from drawing.materials import METAL, PATENT, POLISHED, RUBBER, Fabric, cloth
from drawing.palette import contrast, luminance, mix, rgb, tone
from drawing.relief import Relief, Window, along, barrel, channels, flat, puff

WHITE = np.ones(3, np.float32)
BLACK = np.zeros(3, np.float32)


def _strap(canvas: Canvas, fabric: Fabric, half: float, stitched: str, bracelet: bool, mesh: bool) -> None:
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
            from drawing.hardware import buckle

            buckle(canvas, 500, end + 4, half * 0.98, 26, "silver")


def _links(half: float) -> Relief:
    """Divide a bracelet into rows of three links."""

    def relief(w: Window):  # noqa: ANN202
        x, y = w.grid
        q = np.abs(x - 500) / half
        side = q > 0.38
        row = np.mod((y + np.where(side, 0, 15)) / 30, 1)
        swell = np.sqrt(np.clip(np.sin(row * np.pi), 0, 1)) * 5
        groove = np.exp(-(((q - 0.38) / 0.03) ** 2))
        return (swell * (1 - 0.8 * groove) - 3 * groove).astype(np.float32)

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
    canvas.dim(turned + [2, 5], 0.32, 3)
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
    _strap(canvas, strap, half, stitched, bracelet, mesh)
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
    _dial(canvas, inner - 12, dial, ink, kind, chrono, case)
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


def _dial(canvas: Canvas, radius: float, dial: str, ink: str, kind: str, chrono: bool, metal: str) -> None:
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


LENSES: dict[str, list[tuple[float, float] | tuple[float, float, int]]] = {
    "round": [(-150, 0), (-106, -106), (0, -150), (106, -106), (150, 0), (106, 106), (0, 150), (-106, 106)],
    "aviator": [
        (-150, -96),
        (-40, -122),
        (110, -112),
        (158, -60),
        (146, 50),
        (70, 146),
        (-30, 138),
        (-116, 50),
    ],
    "way": [(-150, -92), (0, -112), (150, -112), (164, -60), (130, 70), (60, 112), (-50, 108), (-126, 60)],
    "cat": [(-146, -44), (-60, -92), (90, -126), (182, -136), (164, -30), (90, 88), (-20, 106), (-116, 66)],
    "oval": [(-160, 0), (-112, -76), (0, -104), (112, -76), (160, 0), (112, 76), (0, 104), (-112, 76)],
}


def _lens(shape: str) -> Points:
    """Outline a lens about its middle."""
    if shape == "square":
        return squircle(0, 0, 160, 126, 5.0)
    if shape == "slim":
        return squircle(0, 0, 168, 74, 3.4)
    return spline(LENSES[shape], closed=True) * 1.06


def _lens_gradient(top: str, bottom: str, y: float):  # noqa: ANN202
    from drawing.patterns import ombre

    return ombre(top, bottom, y - 500 - 110, y - 500 + 130)


def sunglasses(
    canvas: Canvas,
    frame: Fabric,
    *,
    shape: str = "way",
    lens: tuple[str, str] = ("3a3d42", "8b8f94"),
    rim: float = 20,
    gap: float = 196,
    metal: bool = False,
    mirror: bool = False,
    arms: Fabric | None = None,
) -> None:
    """Draw sunglasses from the front, the arms folded out behind."""
    y = 520.0
    right = _lens(shape) + [500 + gap, y]
    outer_right = _grow(right, rim)
    for s in (-1, 1):
        hinge = (500 + s * (gap + 158), y - 84 if shape not in {"round", "slim", "oval"} else y - 44)
        arm = spline(
            [
                hinge,
                (500 + s * (gap + 168), y - 130),
                (500 + s * (gap + 128), y - 232),
                (500 + s * (gap + 84), y - 258),
            ]
        )
        width = [rim * 1.5, rim * 1.25, rim * 0.9, rim] if not metal else [10, 9, 9, 20]
        canvas.paint(
            ribbon(arm, width), arms or frame, mapping=along(arm), relief=[barrel(arm, width, 0.4)], tint=0.9
        )
    for s in (-1, 1):
        pane = right if s > 0 else flip(right)
        shade = Fabric(_lens_gradient(*lens, y), PATENT)
        canvas.paint(pane, shade, relief=[puff(150, 26)], shadow=0, opacity=0.90, edge=0.1)
        _glare(canvas, pane, mirror)
    bridge_y = y - (60 if shape not in {"round", "oval"} else 30)
    reach = float(right[np.abs(right[:, 1] - bridge_y) < 16][:, 0].min()) - 500 + 1
    if metal:
        for dy, lift in ((0, 20), (-44, 6)) if shape == "aviator" else ((0, 24),):
            bar = spline(
                [(500 - reach, bridge_y + dy), (500, bridge_y + dy - lift), (500 + reach, bridge_y + dy)]
            )
            canvas.paint(
                ribbon(bar, 10),
                frame,
                mapping=along(bar),
                relief=[barrel(bar, [10, 10])],
                shadow=0.2,
                reach=4,
            )
    else:
        bar = spline([(500 - reach, bridge_y), (500, bridge_y - 18), (500 + reach, bridge_y)])
        canvas.paint(
            ribbon(bar, [rim * 2.2, rim * 1.3, rim * 2.2]),
            frame,
            mapping=flat(),
            relief=[barrel(bar, [rim * 2.2, rim * 1.3, rim * 2.2], 0.3)],
            shadow=0.2,
            reach=4,
        )
    for s in (-1, 1):
        pair = [outer_right, right] if s > 0 else [flip(outer_right), flip(right)]
        canvas.paint(pair, frame, relief=[puff(rim * 0.55, rim * 0.42)], shadow=0.3, reach=6)
        if not metal:
            x = 500 + s * (gap + 152)
            plate(canvas, rounded(x - 9, y - 92, x + 9, y - 82, 4), "silver")


def _grow(outline: Points, by: float) -> Points:
    """Widen an outline evenly by a distance."""
    ring = np.vstack([outline[-1:], outline, outline[:1]])
    along_it = ring[2:] - ring[:-2]
    along_it /= np.maximum(np.linalg.norm(along_it, axis=1, keepdims=True), 1e-9)
    out = np.column_stack([along_it[:, 1], -along_it[:, 0]])
    inward = (((outline + out * 5) - outline.mean(axis=0)) ** 2).sum() < (
        (outline - outline.mean(axis=0)) ** 2
    ).sum()
    return outline - out * by if inward else outline + out * by


def _glare(canvas: Canvas, pane: Points, mirror: bool) -> None:
    """Reflect a window in a lens."""
    low, high = pane.min(axis=0), pane.max(axis=0)
    w, h = high - low
    for a, b, strength in (
        ((0.14, 0.34, 0.22), (0.40, 0.47, 0.16)) if mirror else ((0.16, 0.32, 0.13), (0.37, 0.42, 0.10))
    ):
        slab = np.array(
            [
                [low[0] + w * (a + 0.22), low[1]],
                [low[0] + w * (b + 0.22), low[1]],
                [low[0] + w * (b - 0.12), high[1]],
                [low[0] + w * (a - 0.12), high[1]],
            ]
        )
        middle = pane.mean(axis=0)
        inner = middle + (pane - middle) * 0.96
        _clip_dim(canvas, slab, inner, strength, mix(WHITE, rgb("sky"), 0.15))
    _ = h


def _clip_dim(canvas: Canvas, outline: Points, clip: Points, strength: float, colour) -> None:  # noqa: ANN001
    box = canvas.box([clip], 4)
    cover = canvas.raster([outline], box) * canvas.raster([clip], box) * np.float32(strength)
    canvas.lay(box, colour, cover)
