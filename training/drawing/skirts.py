"""Skirts, and the waistband that trousers share."""

from dataclasses import dataclass

import numpy as np

from drawing.bodice import band_mapping
from drawing.canvas import Canvas
from drawing.geometry import Points, between, flip, spline
from drawing.materials import Fabric
from drawing.noise import Field, Rng
from drawing.relief import (
    Fold,
    Mapping,
    Relief,
    Window,
    flare,
    folds,
    pleats,
    puff,
    rows,
    rumple,
)
from drawing.tops import button


@dataclass(frozen=True)
class SkirtCut:
    """Measures of a skirt; half widths from the middle line."""

    waist: float = 128
    hip: float = 190
    hem: float = 250
    top: float = 130
    length: float = 800
    dip: float = 22
    band: float = 38


def waistband(
    canvas: Canvas, top: float, waist: float, lower: float, height: float, *, fabric: Fabric, sag: float = 10
) -> None:
    """Paint a waistband with the inside of its back showing above."""
    half = spline([(500, top + sag), (500 + waist * 0.6, top + sag * 0.7), (500 + waist, top)])
    upper = np.vstack([flip(half)[::-1], half])
    behind = upper.copy()
    behind[:, 1] = top - (behind[:, 1] - top) * 0.3
    canvas.paint(np.vstack([behind, upper[::-1]]), fabric, tint=0.62, shadow=0, edge=0.1)
    half = spline(
        [
            (500, top + sag + height),
            (500 + lower * 0.6, top + sag * 0.7 + height),
            (500 + lower, top + height),
        ]
    )
    under = np.vstack([flip(half)[::-1], half])
    canvas.paint(
        np.vstack([upper, under[::-1]]),
        fabric,
        mapping=band_mapping(between(upper, under)),
        relief=[puff(waist * 0.9, 30), puff(6, 2)],
        shadow=0.25,
        reach=5,
    )


def skirt_outline(cut: SkirtCut) -> Points:
    """Outline a skirt below its waistband."""
    hip_y = cut.top + cut.band + (cut.length - cut.top) * 0.28
    half = np.vstack(
        [
            [[500, cut.top + 6]],
            spline(
                [
                    (500 + cut.waist, cut.top + cut.band - 2),
                    (500 + cut.hip, hip_y),
                    (500 + cut.hem, cut.length),
                ]
            ),
            spline(
                [
                    (500 + cut.hem, cut.length),
                    (500 + cut.hem * 0.55, cut.length + cut.dip * 0.8),
                    (500, cut.length + cut.dip),
                ]
            ),
        ]
    )
    return np.vstack([half, flip(half)[::-1]])


def skirt(
    canvas: Canvas,
    fabric: Fabric,
    *,
    cut: SkirtCut = SkirtCut(),
    style: str = "aline",
    band: Fabric | None = None,
    buttons: str = "",
) -> None:  # noqa: RUF100
    """Draw a skirt; style is aline, gathered, pleated, pencil or wrap."""
    mapping: Mapping = flare(width=2 * cut.hip, share=0.9 if style in {"gathered", "pleated"} else 0.45)
    form: list[Relief] = [rows(0.26), puff(14, 4), rumple((150, 300), 6)]
    if style == "gathered":
        form.append(pleats(mapping, 62, 8.5, cut.top, cut.length))
    elif style == "pleated":
        form.append(knife(mapping, 44, 6.5))
    else:
        form.append(folds(skirt_folds(cut, canvas.rng, 0.6 if style == "pencil" else 1.2)))
    canvas.paint(skirt_outline(cut), fabric, mapping=mapping, relief=form, shadow=0.2)
    if style == "wrap":
        _wrap_edge(canvas, cut, fabric, mapping)
    line = skirt_outline(cut)
    low = line[np.abs(line[:, 1] - cut.length) <= cut.dip + 1]
    low = low[np.argsort(low[:, 0])]
    canvas.seam(np.column_stack([500 + (low[:, 0] - 500) * 0.985, low[:, 1] - 17]), 0.16)
    if buttons:
        strip = np.array(
            [[484, cut.top], [516, cut.top], [516, cut.length + cut.dip], [484, cut.length + cut.dip]]
        )
        canvas.paint(strip, fabric, mapping=mapping, relief=[puff(8, 3)], shadow=0.25, reach=4)
        for y in np.linspace(cut.top + 74, cut.length - 70, 7):
            button(canvas, 500, float(y), buttons, 9)
    waistband(canvas, cut.top, cut.waist, cut.waist + 4, cut.band, fabric=band or fabric)
    if buttons:
        button(canvas, 500, cut.top + cut.band * 0.75, buttons, 9)


def knife(mapping: Mapping, period: float, height: float) -> Relief:
    """Press sharp pleats that all lie one way."""

    def relief(w: Window) -> Field:
        u, _ = mapping(w)
        t = np.mod(u / np.float32(period), 1)
        return np.asarray(height * np.where(t < 0.86, t / 0.86, (1 - t) / 0.14), dtype=np.float32)

    return relief


def skirt_folds(cut: SkirtCut, rng: Rng, strength: float) -> list[Fold]:
    """Place the falls of cloth from the hip to the hem."""
    out: list[Fold] = []
    for k in np.linspace(-0.82, 0.82, 6):
        j = rng.uniform(-12, 12, 2)
        top = cut.top + (cut.length - cut.top) * rng.uniform(0.28, 0.5)
        out.append(
            (
                spline(
                    [
                        (500 + k * cut.hip + j[0], top),
                        (500 + k * (cut.hip + cut.hem) / 2, (top + cut.length) / 2),
                        (500 + k * cut.hem + j[1], cut.length + 30),
                    ]
                ),
                38,
                8 * strength,
            )
        )
    for s in (-1, 1):
        hang = [
            (500 + s * cut.waist * 0.9, cut.top + 60),
            (500 + s * cut.hip * 0.75, cut.top + 150),
            (500 + s * cut.hip * 0.4, cut.top + 240),
        ]
        out += [(spline(hang), 22, 5 * strength)]
    return out


def _wrap_edge(canvas: Canvas, cut: SkirtCut, fabric: Fabric, mapping: Mapping) -> None:
    """Paint the upper flap of a wrapped skirt and its tied belt."""
    flap = spline(
        [
            (500 - cut.waist + 4, cut.top + 20, 1),
            (500 + cut.waist * 0.62, cut.top + 20, 1),
            (500 + cut.hip * 0.42, cut.top + 260),
            (500 + cut.hem * 0.46, cut.length + 2),
            (500 + cut.hem * 0.2, cut.length + cut.dip + 4, 1),
            (500 - cut.hem * 0.5, cut.length + cut.dip * 0.8),
            (500 - cut.hem + 3, cut.length, 1),
            (500 - cut.hip + 3, cut.top + cut.band + (cut.length - cut.top) * 0.28),
        ],
        closed=True,
    )
    form = [puff(60, 18), folds(skirt_folds(cut, canvas.rng, 0.8))]
    canvas.paint(flap, fabric, mapping=mapping, relief=form, shadow=0.42, reach=10)
