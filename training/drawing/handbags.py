"""Handbags, seen from the front."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, resample, ribbon, rounded, spline, squircle, xy
from drawing.hardware import buckle, plate, ring, rivet, zipper
from drawing.materials import Fabric, cloth
from drawing.palette import contrast, rgb
from drawing.relief import along, barrel, flare, folds, puff, rumple


def handle(
    canvas: Canvas, line: Points, width: float, fabric: Fabric, *, tint: float = 1.0, stitched: str = ""
) -> None:
    """Paint a handle or a strap along a line."""
    form = [barrel(line, [width, width], 0.42)]
    canvas.paint(
        ribbon(line, width, 90), fabric, mapping=along(line), relief=form, shadow=0.36, reach=7, tint=tint
    )
    if stitched:
        canvas.stitch(line, rgb(stitched), 6, 4, 1.4)


def rim_stitch(canvas: Canvas, outline: Points, colour: str, inset: float = 0.965) -> None:
    """Sew a row of stitches inside an outline."""
    middle = outline.mean(axis=0)
    line = middle + (outline - middle) * inset
    canvas.stitch(np.vstack([line, line[:1]]), rgb(colour), 7, 4, 1.8)


def tote(
    canvas: Canvas,
    fabric: Fabric,
    *,
    strap: Fabric | None = None,
    top: float = 410,
    flare_out: float = 34,
    metal: str = "gold",
    stitched: str = "",
    pocket: bool = False,
    base: Fabric | None = None,
    drop: float = 300,
) -> None:
    """Draw an open bag with two handles."""
    band = strap or fabric
    for back, lift in ((True, 26), (False, 0)):
        if not back:
            break
        rear = spline(
            [
                (392, top + 14),
                (404, top - drop * 0.7 - lift),
                (500, top - drop - lift),
                (596, top - drop * 0.7 - lift),
                (608, top + 14),
            ]
        )
        handle(canvas, rear, 22, band, tint=0.78)
    inside = spline(
        [
            (500 - 288 - flare_out, top + 4),
            (500, top - 30),
            (500 + 288 + flare_out, top + 4),
            (500, top + 46),
        ],
        closed=True,
    )
    canvas.paint(inside, fabric, tint=0.42, shadow=0)
    outline = spline(
        [
            (500 - 290 - flare_out, top, 1),
            (500, top + 22),
            (500 + 290 + flare_out, top, 1),
            (500 + 292, 640),
            (500 + 268, 846),
            (500 + 236, 872, 1),
            (500, 880),
            (500 - 236, 872, 1),
            (500 - 268, 846),
            (500 - 292, 640),
        ],
        closed=True,
    )
    drape = [
        (spline([(500 + s * 220, top + 60), (500 + s * 190, 640), (500 + s * 226, 830)]), 46.0, 7.0)
        for s in (-1, 1)
    ]
    canvas.paint(outline, fabric, relief=[puff(80, 34), folds(drape), rumple((240, 220), 10)])
    if base:
        low = np.array([[150, 770], [500, 782], [850, 770], [850, 900], [150, 900.0]])
        canvas.paint(low, base, clip=outline, relief=[puff(30, 10)], shadow=0.25, reach=5)
    hem = spline([(500 - 286 - flare_out, top + 34), (500, top + 56), (500 + 286 + flare_out, top + 34)])
    canvas.seam(hem, 0.22)
    if stitched:
        canvas.stitch(hem - xy(0, 7), rgb(stitched), 7, 4, 1.8)
    if pocket:
        shape = rounded(390, 590, 610, 760, 16)
        canvas.paint(shape, fabric, relief=[puff(18, 7)], shadow=0.36, reach=6)
        rim_stitch(canvas, shape, stitched or "grey", 0.93)
    near = spline(
        [
            (372, top + 120),
            (380, top - drop * 0.52),
            (500, top - drop + 40),
            (620, top - drop * 0.52),
            (628, top + 120),
        ]
    )
    handle(canvas, near, 25, band, stitched=stitched)
    for x in (372, 628):
        tab = rounded(x - 20, top + 76, x + 20, top + 146, 8)
        canvas.paint(tab, band, relief=[puff(10, 5)], shadow=0.36, reach=5)
        for dy in (92, 130):
            rivet(canvas, x, top + dy, 6, metal)


def satchel(
    canvas: Canvas,
    fabric: Fabric,
    *,
    metal: str = "gold",
    straps: int = 2,
    strap: Fabric | None = None,
    tall: float = 300,
    chain: bool = False,
    round_flap: bool = False,
    stitched: str = "",
) -> None:
    """Draw a bag with a flap, closed by buckled straps or a turn lock, on a strap or a chain."""
    band = strap or fabric
    thread = stitched or "grey"
    top = 830 - tall - 60
    line = spline([(212, top + 70), (230, top - 130), (500, 130), (770, top - 130), (788, top + 70)])
    if chain:
        for k, (x, y) in enumerate(resample(line, 60)):
            ring(canvas, float(x), float(y), 12 if k % 2 else 9, metal, thick=4.5)
    else:
        handle(canvas, line, 26, band, stitched=thread)
    for s in (-1, 1):
        side = rounded(500 + s * 292 - 26, top + 30, 500 + s * 292 + 26, 800, 18)
        canvas.paint(side, fabric, tint=0.72, relief=[puff(24, 12)])
        ring(canvas, 500 + s * 292, top + 46, 22, metal, thick=7)
    body = squircle(500, (top + 836) / 2 + 8, 300, (836 - top) / 2, 7)
    canvas.paint(body, fabric, relief=[puff(60, 32), rumple((220, 180), 7)])
    rim_stitch(canvas, body, thread, 0.955)
    low = 830 - tall * (0.30 if round_flap else 0.38)
    flap = spline(
        [
            (190, top - 2, 1),
            (500, top - 16),
            (810, top - 2, 1),
            (816, low - 90),
            (770, low - 14),
            (500, low + (70 if round_flap else 4)),
            (230, low - 14),
            (184, low - 90),
        ],
        closed=True,
    )
    canvas.paint(flap, fabric, relief=[puff(46, 22), rumple((240, 160), 7)], shadow=0.5, reach=13)
    rim_stitch(canvas, flap, thread, 0.95)
    if straps == 2:
        for x in (346, 654):
            tongue = rounded(x - 24, low - 150, x + 24, low + 60, 18)
            canvas.paint(tongue, band, relief=[puff(14, 6)], shadow=0.42, reach=6)
            rim_stitch(canvas, tongue, thread, 0.90)
            buckle(canvas, x, low + 14, 34, 24, colour=metal)
    else:
        y = low + (34 if round_flap else -24)
        canvas.paint(
            rounded(452, y - 26, 548, y + 26, 14), cloth(metal), relief=[puff(8, 5)], shadow=0.45, reach=5
        )
        plate(canvas, rounded(456, y - 22, 544, y + 22, 12), metal)
        plate(canvas, rounded(486, y - 12, 514, y + 12, 10), metal)


def bucket(canvas: Canvas, fabric: Fabric, *, metal: str = "gold", cord: str = "brown") -> None:
    """Draw a round bag gathered by a cord."""
    line = spline([(300, 420), (320, 230), (500, 110), (680, 230), (700, 420)])
    handle(canvas, line, 24, cloth(cord, fabric.material))
    inside = ellipse(500, 396, 216, 40)
    canvas.paint(inside, fabric, tint=0.4, shadow=0)
    outline = spline(
        [
            (282, 392, 1),
            (390, 426),
            (500, 436),
            (610, 426),
            (718, 392, 1),
            (726, 480),
            (744, 700),
            (748, 820),
            (712, 868),
            (500, 884),
            (288, 868),
            (252, 820),
            (256, 700),
            (274, 480),
        ],
        closed=True,
    )
    gathers = [
        (
            spline([(500 + k * 46, 420), (500 + k * 48, 480), (500 + k * 54, 600)]),
            20.0,
            7.0 * (1 if k % 2 else -0.8),
        )
        for k in range(-4, 5)
    ]
    canvas.paint(
        outline,
        fabric,
        relief=[puff(130, 66), folds(gathers), rumple((220, 200), 9)],
        mapping=flare(width=480, share=0.5),
    )
    base = spline([(246, 790), (500, 822), (754, 790)])
    canvas.seam(base, 0.34)
    canvas.stitch(base + xy(0, -9), contrast(rgb("grey")), 7, 4, 1.8)
    tie = spline([(270, 478), (400, 506), (500, 512), (600, 506), (730, 478)])
    handle(canvas, tie, 11, cloth(cord, fabric.material))
    for s in (-1, 1):
        handle(
            canvas,
            spline([(500 + s * 8, 512), (500 + s * 30, 580), (500 + s * 20, 668)]),
            11,
            cloth(cord, fabric.material),
        )
        rivet(canvas, 500 + s * 20, 676, 12, metal)
        ring(canvas, 500 + s * 202, 430, 20, metal, thick=6)


def hobo(canvas: Canvas, fabric: Fabric, *, metal: str = "gold", woven: bool = False) -> None:
    """Draw a soft crescent bag with one broad strap."""
    outline = spline(
        [
            (170, 470),
            (196, 560),
            (250, 720),
            (380, 840),
            (500, 862),
            (620, 840),
            (750, 720),
            (804, 560),
            (830, 470),
            (812, 440, 1),
            (700, 520),
            (500, 560),
            (300, 520),
            (188, 440, 1),
        ],
        closed=True,
    )
    line = spline([(186, 470), (220, 270), (380, 130), (500, 108), (620, 130), (780, 270), (814, 470)])
    canvas.paint(
        ribbon(line, [54, 44, 42, 44, 54], 90),
        fabric,
        mapping=along(line),
        relief=[barrel(line, [54, 44, 42, 44, 54], 0.3)],
        shadow=0.3,
    )
    drape = [
        (spline([(500 + s * 270, 520), (500 + s * 190, 640), (500 + s * 60, 720)]), 40.0, 9.0)
        for s in (-1, 1)
    ]
    drape += [(spline([(500 + s * 200, 540), (500 + s * 110, 620), (500, 650)]), 34.0, 7.0) for s in (-1, 1)]
    canvas.paint(outline, fabric, relief=[puff(120, 60), folds(drape), rumple((200, 160), 9)])
    if not woven:
        zipper(canvas, spline([(236, 502), (380, 552), (500, 570), (620, 552), (764, 502)]), metal)
    for s in (-1, 1):
        ring(canvas, 500 + s * 316, 462, 24, metal, thick=7)


def clutch(canvas: Canvas, fabric: Fabric, *, metal: str = "gold", frame: bool = True) -> None:
    """Draw a small evening bag with a metal frame and a wrist loop."""
    body = spline(
        [
            (180, 430, 1),
            (500, 418),
            (820, 430, 1),
            (850, 560),
            (826, 740),
            (500, 772),
            (174, 740),
            (150, 560),
        ],
        closed=True,
    )
    loop = spline([(800, 440), (900, 470), (916, 640), (850, 700), (826, 560)])
    handle(canvas, loop, 16, fabric)
    pleat = [
        (spline([(500 + k * 70, 440), (500 + k * 80, 560), (500 + k * 84, 740)]), 26.0, 7.0)
        for k in range(-3, 4)
    ]
    canvas.paint(body, fabric, relief=[puff(90, 48), folds(pleat), rumple((200, 160), 6)])
    if frame:
        plate(
            canvas,
            np.vstack(
                [spline([(172, 418), (500, 404), (828, 418)]), spline([(830, 444), (500, 430), (170, 444)])]
            ),
            metal,
        )
        for dx in (-13, 13):
            rivet(canvas, 500 + dx, 396, 15, metal)
