"""Small parts of metal and cord: buckles, rings, zips, rivets, laces."""

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, ellipse, ribbon, rounded
from drawing.materials import METAL, POLISHED, Fabric, cloth
from drawing.palette import rgb, tone
from drawing.relief import along, barrel, puff


def buckle(canvas: Canvas, x: float, y: float, half: float, tall: float, *, colour: str = "gold") -> None:
    """Draw a square buckle with its pin."""
    rim = 5.0
    outer = rounded(x - half, y - tall, x + half, y + tall, 7)
    inner = rounded(x - half + rim, y - tall + rim, x + half - rim, y + tall - rim, 4)
    canvas.paint([outer, inner], cloth(colour, METAL), relief=[puff(4, 4)], shadow=0.45, reach=4)
    pin = np.array([[x - half + 2, y], [x + half, y]])
    canvas.paint(ribbon(pin, 5), cloth(colour, METAL), relief=[barrel(pin, [5, 5])], shadow=0.3, reach=3)


def ring(
    canvas: Canvas, x: float, y: float, radius: float, colour: str = "gold", *, thick: float = 6
) -> None:
    """Draw a metal ring."""
    rims = [ellipse(x, y, radius, radius), ellipse(x, y, radius - thick, radius - thick)]
    canvas.paint(rims, cloth(colour, POLISHED), relief=[puff(thick / 2, thick / 2)], shadow=0.4, reach=4)


def rivet(canvas: Canvas, x: float, y: float, radius: float = 5, colour: str = "gold") -> None:
    """Draw a rivet or a stud."""
    canvas.paint(
        ellipse(x, y, radius, radius),
        cloth(colour, METAL),
        relief=[puff(radius, radius * 0.7)],
        shadow=0.4,
        reach=3,
    )


def zipper(
    canvas: Canvas, line: Points, colour: str = "silver", tape: str = "charcoal", puller: bool = True
) -> None:
    """Draw a zip along a line, with its puller at the start."""
    canvas.line(line, rgb(tape), 13, 0.85, soft=0.8)
    canvas.stitch(line, rgb(colour), 3.4, 2.6, 5.0)
    if puller:
        x, y = (float(c) for c in line[0])
        canvas.paint(
            rounded(x - 6, y - 4, x + 6, y + 34, 5),
            cloth(colour, METAL),
            relief=[puff(5, 3)],
            shadow=0.4,
            reach=4,
        )


def lace(canvas: Canvas, line: Points, colour: str, width: float = 9) -> None:
    """Draw a lace or a cord, twisted a little."""
    fabric = cloth(colour)
    canvas.paint(
        ribbon(line, width),
        fabric,
        mapping=along(line),
        relief=[barrel(line, [width, width], 0.4)],
        shadow=0.42,
        reach=4,
    )
    canvas.stitch(line, tone(rgb(colour), 0.86), 3, 4, width * 0.3)


def plate(canvas: Canvas, outline: Points, colour: str = "gold", fabric: Fabric | None = None) -> None:
    """Draw a flat metal plate."""
    canvas.paint(outline, fabric or cloth(colour, METAL), relief=[puff(4, 3)], shadow=0.4, reach=4)
