"""Hats and caps."""

import numpy as np

from drawing.bodice import band_mapping
from drawing.canvas import Canvas
from drawing.geometry import ellipse, flip, resample, ribbon, spline, xy
from drawing.materials import RIB, Fabric
from drawing.noise import Field, value_noise
from drawing.palette import rgb, tone
from drawing.relief import Mapping, Window, along, barrel, flare, flat, folds, puff, rows, rumple


def cap(
    canvas: Canvas, fabric: Fabric, *, peak: Fabric | None = None, patch: str = "", mesh: Fabric | None = None
) -> None:
    """Draw a baseball cap turned a little to the left: six panels, a button, a stitched peak."""
    crown = spline(
        [
            (250, 600, 1),
            (246, 500),
            (290, 360),
            (400, 268),
            (540, 244),
            (680, 280),
            (790, 384),
            (838, 520),
            (842, 640, 1),
            (700, 676),
            (540, 682),
            (380, 655),
        ],
        closed=True,
    )
    canvas.paint(crown, fabric, relief=[puff(190, 120), rumple((200, 160), 6)])
    if mesh:
        rear = spline(
            [(566, 230, 1), (640, 380), (660, 540), (650, 700, 1), (900, 700, 1), (880, 230, 1)], closed=True
        )
        canvas.paint(rear, mesh, clip=crown, relief=[puff(190, 80)], shadow=0, edge=0)
    for knots in (
        [(536, 246), (400, 330), (330, 470), (318, 620)],
        [(540, 246), (640, 360), (664, 520), (656, 676)],
        [(544, 248), (740, 350), (800, 480), (822, 640)],
    ):
        line = spline(knots)
        canvas.seam(line, 0.36)
        for dx in (-8, 8):
            canvas.stitch(line + xy(dx, 2), tone(rgb("grey"), 0.9), 5, 3, 1.2)
    for x, y in ((420, 392), (604, 392), (742, 434)):
        canvas.dim(ellipse(x, y, 9, 9), 0.55, 1)
        canvas.stitch(ellipse(x, y, 13, 13), tone(rgb("grey"), 0.9), 5, 3, 2)
    canvas.paint(ellipse(540, 244, 26, 13), fabric, relief=[puff(12, 9)], shadow=0.3, reach=4)
    brim = spline(
        [
            (238, 590, 1),
            (300, 622),
            (420, 652),
            (560, 672),
            (648, 668, 1),
            (600, 716),
            (470, 752),
            (300, 762),
            (160, 740),
            (92, 692),
            (110, 650),
            (170, 610),
        ],
        closed=True,
    )
    canvas.paint(
        brim,
        peak or fabric,
        mapping=flat(10),
        relief=[puff(70, 34), rumple((240, 120), 5)],
        shadow=0.5,
        reach=14,
        drift=(0, -6),
    )
    for k in range(1, 6):
        share = k / 6.5
        row = spline(
            [
                (238 - 134 * share, 596 + 92 * share),
                (300 - 20 * share, 626 + 112 * share),
                (420 + 30 * share, 655 + 88 * share),
                (560 + 16 * share, 674 + 42 * share),
            ]
        )
        canvas.stitch(row, tone(rgb("grey"), 0.9), 6, 3, 1.2)
    if patch:
        mark = spline(
            [(390, 470, 1), (450, 452), (510, 462, 1), (514, 552, 1), (450, 560), (386, 556, 1)], closed=True
        )
        canvas.paint(
            mark,
            Fabric(fabric.pattern).on(fabric.material),
            relief=[puff(6, 3)],
            shadow=0.3,
            reach=4,
            tint=1.0,
        )
        canvas.dim(mark, 1, 0.5, rgb(patch))
        for k in range(3):
            canvas.line(
                spline([(414, 484 + 24 * k), (450, 474 + 24 * k), (488, 480 + 24 * k)]),
                tone(rgb(patch), 0.55),
                7,
                0.9,
            )


def pompom(canvas: Canvas, x: float, y: float, radius: float, fabric: Fabric) -> None:
    """Paint a ball of yarn with a ragged outline."""
    rng = canvas.rng
    a = np.linspace(0, 2 * np.pi, 150, endpoint=False)
    r = radius * (1 + rng.uniform(-0.10, 0.07, 150))
    ball = np.column_stack([x + r * np.cos(a), y + r * np.sin(a)])

    def yarn(w: Window) -> Field:
        gx, gy = w.grid
        angle = np.arctan2(gy - y, gx - x).astype(np.float32)
        reach = np.hypot(gx - x, gy - y).astype(np.float32)
        return 5.5 * value_noise(angle * np.float32(40), reach, w.rng, (2.6, 30))

    canvas.paint(ball, fabric, relief=[puff(radius, radius * 0.8), yarn], shadow=0.35, bend=0)


def beanie(
    canvas: Canvas,
    fabric: Fabric,
    *,
    pom: Fabric | None = None,
    turn_up: Fabric | None = None,
    tall: float = 0,
) -> None:
    """Draw a knitted hat with a turned-up rib."""
    top = 250 - tall
    half = spline([(500, top), (610, top + 18), (720, 370), (764, 540), (770, 700, 1), (500, 716, 1)])
    dome = np.vstack([half, flip(half)[::-1]])
    gathers = [
        (spline([(500 + 26 * k, top + 4), (500 + 54 * k, top + 60), (500 + 74 * k, top + 150)]), 18.0, 6.0)
        for k in range(-4, 5)
    ]
    canvas.paint(
        dome,
        fabric,
        mapping=flare(width=500, share=0.55),
        relief=[puff(200, 120), folds(gathers), rumple((150, 140), 7)],
    )
    band = spline(
        [(500, 620, 1), (640, 612), (772, 590, 1), (786, 680), (776, 790, 1), (640, 818), (500, 826, 1)]
    )
    shape = np.vstack([band, flip(band)[::-1]])
    axis = spline([(220, 690), (360, 712), (500, 722), (640, 712), (780, 690)])
    canvas.paint(
        shape,
        (turn_up or fabric).on(RIB),
        mapping=band_mapping(axis),
        relief=[rows(0.24), puff(30, 20)],
        shadow=0.45,
        reach=12,
    )
    if pom:
        pompom(canvas, 500, top - 36, 92, pom)


def brimmed(
    canvas: Canvas,
    fabric: Fabric,
    *,
    band: Fabric,
    brim: float = 400,
    crown: str = "pinch",
    droop: float = 0,
    bow: bool = False,
) -> None:
    """Draw a hat with a brim seen a little from above; the crown is pinch, round or flat."""
    y = 640.0
    tilt = 92
    base = ellipse(500, y, brim, tilt)
    base[:, 1] += droop * ((base[:, 0] - 500) / brim) ** 2 * 46
    under = base + xy(0, 9)
    canvas.paint(under, fabric, tint=0.6, shadow=0)
    canvas.paint(
        base, fabric, mapping=_rings(y, tilt / brim), relief=[puff(70, 14), rumple((220, 90), 7)], edge=0.3
    )
    canvas.stitch(500 + (base - xy(500, y)) * 0.965 + xy(0, y - 500), tone(rgb("grey"), 0.8), 6, 4, 1.4)
    if crown == "pinch":
        half = spline(
            [
                (500, 352),
                (556, 318),
                (620, 322),
                (676, 372),
                (704, 500),
                (716, 630, 1),
                (610, 662),
                (500, 668, 1),
            ]
        )
    elif crown == "flat":
        half = spline(
            [(500, 372), (620, 374), (690, 386, 1), (700, 500), (708, 630, 1), (610, 662), (500, 668, 1)]
        )
    else:
        half = spline(
            [(500, 306), (610, 326), (690, 420), (708, 540), (712, 630, 1), (610, 662), (500, 668, 1)]
        )
    shape = np.vstack([half, flip(half)[::-1]])
    canvas.dim(ellipse(500, y + 22, 236, 54), 0.32, 16)
    form = [rows(0.30), puff(60, 22), rumple((180, 150), 7)]
    if crown == "pinch":
        form.append(
            folds(
                [
                    (spline([(500 + s * 110, 350), (500 + s * 78, 430), (500 + s * 70, 520)]), 54.0, -17.0)
                    for s in (-1, 1)
                ]
            )
        )
        form.append(folds([(spline([(440, 340), (500, 372), (560, 340)]), 40.0, -12.0)]))
    canvas.paint(shape, fabric, relief=form, shadow=0.3)
    ring_top = spline([(500 - 208, 556), (400, 584), (500, 592), (600, 584), (500 + 208, 556)])
    ring_low = spline([(500 - 216, 634), (400, 662), (500, 670), (600, 662), (500 + 216, 634)])
    axis = (resample(ring_top, 40) + resample(ring_low, 40)) / 2
    canvas.paint(
        np.vstack([ring_top, ring_low[::-1]]),
        band,
        clip=shape,
        mapping=along(axis),
        relief=[rows(0.26), puff(8, 4)],
        shadow=0.35,
        reach=5,
    )
    if bow:
        for s in (-1, 1):
            loop = spline(
                [
                    (668, 618),
                    (668 + s * 14, 584),
                    (668 + s * 46, 572),
                    (668 + s * 50, 648),
                    (668 + s * 14, 634),
                ],
                closed=True,
            )
            canvas.paint(loop, band, relief=[puff(16, 9)], shadow=0.35, reach=5)
        canvas.paint(ellipse(668, 610, 13, 24), band, relief=[puff(12, 7)], shadow=0.35, reach=4)


def _rings(cy: float, squash: float) -> Mapping:
    """Run a pattern in rings about the crown, as plaited straw does."""

    def mapping(w: Window) -> tuple[Field, Field]:
        x, y = w.grid[0] - 500, (w.grid[1] - np.float32(cy)) / np.float32(squash)
        reach = np.hypot(x, y).astype(np.float32)
        return (np.arctan2(y, x) * np.float32(250)).astype(np.float32), reach

    return mapping


def beret(canvas: Canvas, fabric: Fabric) -> None:
    """Draw a beret that falls to one side, with its stalk."""
    disc = spline(
        [
            (160, 520),
            (220, 380),
            (390, 296),
            (600, 300),
            (790, 390),
            (862, 520),
            (820, 626),
            (640, 664),
            (440, 668),
            (250, 640),
        ],
        closed=True,
    )
    drape = [
        (spline([(360, 420), (300, 500), (300, 600)]), 50.0, 10.0),
        (spline([(640, 380), (740, 460), (770, 570)]), 54.0, 10.0),
        (spline([(500, 420), (480, 520), (520, 620)]), 46.0, 7.0),
    ]
    canvas.paint(disc, fabric, relief=[puff(150, 76), folds(drape), rumple((220, 160), 12)])
    edge = spline([(250, 632), (440, 660), (640, 656), (820, 618)])
    canvas.seam(edge - xy(0, 14), 0.3)
    stalk = spline([(560, 312), (566, 282), (580, 258)])
    canvas.paint(ribbon(stalk, [20, 13]), fabric, relief=[barrel(stalk, [20, 13], 0.4)], shadow=0.2, reach=4)


def bucket_hat(canvas: Canvas, fabric: Fabric) -> None:
    """Draw a bucket hat: a flat crown and a stitched brim that slopes down."""
    hollow = ellipse(500, 716, 330, 62)
    canvas.paint(hollow, fabric, tint=0.5, shadow=0)
    brim = np.vstack(
        [
            spline([(284, 560, 1), (250, 620), (160, 700, 1)]),
            spline([(160, 704), (300, 772), (500, 794), (700, 772), (840, 704)]),
            spline([(840, 700, 1), (750, 620), (716, 560, 1)]),
        ]
    )
    canvas.paint(
        brim,
        fabric,
        mapping=flare(width=520, share=0.8),
        relief=[rows(0.26), puff(12, 5), rumple((200, 90), 6)],
        shadow=0.4,
        reach=8,
    )
    for k in range(1, 7):
        t = k / 7
        row = spline(
            [
                (284 - 116 * t, 576 + 126 * t),
                (380 - 60 * t, 622 + 140 * t),
                (500, 638 + 150 * t),
                (620 + 60 * t, 622 + 140 * t),
                (716 + 116 * t, 576 + 126 * t),
            ]
        )
        canvas.stitch(row, tone(rgb("grey"), 0.85), 6, 4, 1.3)
    half = spline(
        [(500, 316), (610, 322), (672, 350, 1), (700, 470), (722, 590, 1), (620, 632), (500, 644, 1)]
    )
    crown = np.vstack([half, flip(half)[::-1]])
    canvas.paint(crown, fabric, relief=[rows(0.30), puff(44, 20), rumple((180, 150), 7)], shadow=0.4, reach=8)
    ridge = spline([(334, 372), (420, 398), (500, 404), (580, 398), (666, 372)])
    canvas.seam(ridge, 0.34)
    canvas.stitch(ridge + xy(0, 10), tone(rgb("grey"), 0.85), 6, 4, 1.3)
    for x in (400, 600):
        canvas.dim(ellipse(x, 540, 9, 9), 0.6, 1)
