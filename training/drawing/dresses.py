"""Dresses: a bodice joined to a skirt, or one long piece."""

from dataclasses import replace

import numpy as np

from drawing.bodice import (
    Cut,
    armhole,
    back,
    collar_band,
    front,
    hemline,
    neckline,
    paint_cuff,
    sleeves,
)
from drawing.canvas import Canvas
from drawing.geometry import ellipse, flip, ribbon, spline, xy
from drawing.hardware import buckle as draw_buckle
from drawing.materials import Fabric
from drawing.relief import Mapping, Relief, along, barrel, flare, flat, folds, pleats, puff, rows, rumple
from drawing.skirts import SkirtCut, knife, skirt_folds
from drawing.tops import button, placket, shirt_collar

DRESS = Cut(
    neck=62,
    top=62,
    drop=62,
    shoulder=142,
    chest=132,
    waist=116,
    hem=104,
    length=372,
    dip=8,
    arm=112,
    sleeve=0.4,
    spread=14,
    loose=1.3,
)


def bodice(canvas: Canvas, cut: Cut, fabric: Fabric, *, lined: bool = True, wrinkle: float = 0.6) -> None:
    """Paint the upper part of a dress, ending at the waist."""
    half = front(cut)
    outline = np.vstack([half, flip(half)[::-1]])
    lines = []
    for s in (-1, 1):
        for k in range(3):
            a = (500 + s * cut.chest, cut.pit + 22 * k)
            b = (500 + s * cut.chest * 0.5, cut.pit + 40 + 26 * k)
            lines.append(
                (spline([a, b, (500 + s * cut.chest * 0.2, cut.pit + 96 + 22 * k)]), 16.0, 4.0 * wrinkle)
            )
        dart = spline([(500 + s * cut.hem * 0.52, cut.length), (500 + s * cut.hem * 0.56, cut.pit + 30)])
        lines.append((dart, 13.0, -3.2))
    form: list[Relief] = [rows(0.27), puff(12, 4), folds(lines), rumple((110, 130), 4)]
    canvas.paint(outline, fabric, relief=form, shadow=0.25)
    if lined:
        for hole in (armhole(cut), flip(armhole(cut))):
            canvas.seam(hole, 0.24)


def fall(
    canvas: Canvas, cut: SkirtCut, fabric: Fabric, style: str, *, overlap: float = 6, hem_seam: bool = True
) -> None:
    """Paint the skirt of a dress; style is gathered, pleated, aline or straight."""
    top = cut.top - overlap
    hip_y = cut.top + (cut.length - cut.top) * 0.30
    half = np.vstack(
        [
            [[500, top + 6]],
            spline([(500 + cut.waist, top), (500 + cut.hip, hip_y), (500 + cut.hem, cut.length)]),
            spline(
                [
                    (500 + cut.hem, cut.length),
                    (500 + cut.hem * 0.55, cut.length + cut.dip * 0.8),
                    (500, cut.length + cut.dip),
                ]
            ),
        ]
    )
    mapping: Mapping = flare(width=2 * cut.hip, share=0.85 if style in {"gathered", "pleated"} else 0.45)
    form: list[Relief] = [rows(0.24), puff(12, 4), rumple((120, 240), 5)]
    if style == "gathered":
        form.append(pleats(mapping, 46, 6.5, top - 60, cut.length))
    elif style == "pleated":
        form.append(knife(mapping, 34, 5.5))
    else:
        form.append(folds(skirt_folds(cut, canvas.rng, 1.0 if style == "aline" else 0.6)))
    canvas.paint(np.vstack([half, flip(half)[::-1]]), fabric, mapping=mapping, relief=form, shadow=0.22)
    if hem_seam:
        low = spline(
            [
                (500 + cut.hem, cut.length),
                (500 + cut.hem * 0.55, cut.length + cut.dip * 0.8),
                (500, cut.length + cut.dip),
            ]
        )
        line = np.vstack([flip(low), low[::-1]]) - xy(0, 15)
        canvas.seam(np.column_stack([500 + (line[:, 0] - 500) * 0.985, line[:, 1]]), 0.16)


def belt(
    canvas: Canvas, y: float, half: float, fabric: Fabric, height: float = 26, *, buckle: str = ""
) -> None:
    """Paint a belt about the waist, tied or with a buckle."""
    axis = spline([(500 - half, y), (500, y + 7), (500 + half, y)])
    canvas.paint(
        ribbon(axis, height),
        fabric,
        mapping=along(axis),
        relief=[rows(0.2), puff(6, 3)],
        shadow=0.36,
        reach=6,
    )
    if buckle:
        draw_buckle(canvas, 500, y + 7, 19, height * 0.78, colour=buckle)
        return
    for turn, dx in ((26, 26), (-4, 8)):
        tail = spline([(500 + 4, y + 6), (500 + dx, y + 70), (500 + dx + turn, y + 150)])
        canvas.paint(
            ribbon(tail, [12, 20, 24]),
            fabric,
            mapping=along(tail),
            relief=[barrel(tail, [12, 20, 24], 0.2)],
            shadow=0.34,
            reach=6,
        )
    for s in (-1, 1):
        loop = spline(
            [(500, y + 6), (500 + s * 34, y - 12), (500 + s * 52, y + 8), (500 + s * 30, y + 22)], closed=True
        )
        canvas.paint(loop, fabric, relief=[puff(12, 6)], shadow=0.34, reach=5)
    canvas.paint(ellipse(500, y + 6, 12, 13), fabric, relief=[puff(10, 7)], shadow=0.34, reach=4)


def dress(
    canvas: Canvas,
    fabric: Fabric,
    *,
    cut: Cut = DRESS,
    style: str = "gathered",
    length: float = 800,
    hem: float = 215,
    hip: float = 165,
    neck: str = "round",
    sash: Fabric | None = None,
    buckle: str = "",
    buttons: str = "",
    lower: Fabric | None = None,
    cuffs: bool = False,
    tiers: int = 0,
    trim: Fabric | None = None,
) -> None:
    """Draw a dress of two parts; neck is round, vee, wrap or shirt."""
    shape = replace(
        cut, vee=neck != "round", drop=cut.drop if neck == "round" else (150 if neck == "wrap" else 96)
    )
    if neck == "shirt":
        shape = replace(shape, neck=54, drop=74)
    back(canvas, shape, fabric, rise=8, label="")
    if shape.sleeve:
        for pair in sleeves(canvas, shape, fabric, cuff_height=0 if cuffs else 13, wrinkle=0.6):
            if cuffs:
                paint_cuff(canvas, pair, trim or fabric, 30)
    skirt_cut = SkirtCut(waist=shape.hem - 1, hip=hip, hem=hem, top=shape.length, length=length, dip=16)
    if tiers:
        _tiers(canvas, skirt_cut, lower or fabric, tiers)
    else:
        fall(canvas, skirt_cut, lower or fabric, style)
    bodice(canvas, shape, fabric, lined=bool(shape.sleeve))
    _finish_neck(canvas, shape, trim or fabric, neck)
    if neck == "shirt" or buttons:
        top = shape.top + shape.drop * (0.9 if neck == "shirt" else 1.0) + (0 if neck == "shirt" else 14)
        placket(canvas, lower or fabric, top, length + 14, half=12)
        for y in np.arange(top + 24, length - 20, 56):
            button(canvas, 500, float(y), buttons or "white", 5.5)
    if neck == "shirt":
        shirt_collar(canvas, shape, trim or fabric, spread=46, length=40)
    if sash or buckle:
        belt(canvas, shape.length - 2, shape.hem + 3, sash or fabric, buckle=buckle)
    elif not tiers:
        half = hemline(shape)
        canvas.seam(np.vstack([flip(half), half[::-1]]), 0.3)


def _tiers(canvas: Canvas, cut: SkirtCut, fabric: Fabric, tiers: int) -> None:
    """Paint gathered tiers from the lowest to the highest."""
    tall = (cut.length - cut.top) / tiers
    for k in reversed(range(tiers)):
        top = cut.top + tall * k
        wide = [cut.waist + (cut.hem - cut.waist) * (share / tiers) ** 0.8 for share in (k, k + 1)]
        one = SkirtCut(
            waist=wide[0] + (8 if k else 0),
            hip=(wide[0] + wide[1]) / 2 + 6,
            hem=wide[1],
            top=top,
            length=top + tall + 8,
            dip=12 + 3 * k,
        )
        fall(canvas, one, fabric, "gathered", overlap=8, hem_seam=k == tiers - 1)


def _finish_neck(canvas: Canvas, cut: Cut, trim: Fabric, kind: str) -> None:
    if kind == "round":
        collar_band(canvas, cut, trim, 12)
    elif kind == "vee":
        half = neckline(cut)
        canvas.seam(np.vstack([flip(half + xy(9, 8))[::-1], half + xy(9, 8)]), 0.22)
    elif kind == "wrap":
        edge = spline(
            [
                (500 + cut.neck, cut.top),
                (500 + cut.neck * 0.4, cut.top + 108),
                (500 - cut.hem * 0.5, cut.length - 60),
                (500 - cut.hem, cut.length - 8),
            ]
        )
        canvas.line(edge + xy(1, 6), np.zeros(3, np.float32), 10, 0.3, soft=5)
        canvas.paint(ribbon(edge, 15), trim, mapping=along(edge), relief=[puff(7, 3.5)], shadow=0.25, reach=4)


def slip(
    canvas: Canvas, fabric: Fabric, *, length: float = 900, hem: float = 190, lace: Fabric | None = None
) -> None:
    """Draw a slip dress cut on the bias: thin straps, a draped neckline, a smooth fall."""
    for s in (-1, 1):
        strap = spline([(500 + s * 74, 64), (500 + s * 84, 130), (500 + s * 92, 206)])
        canvas.paint(
            ribbon(strap, 8),
            fabric,
            mapping=along(strap),
            relief=[barrel(strap, [8, 8], 0.3)],
            shadow=0.2,
            reach=3,
        )
    half = np.vstack(
        [
            spline([(500, 262), (500 + 44, 244), (500 + 92, 200)]),
            spline([(500 + 92, 200), (500 + 112, 236), (500 + 130, 282)]),
            spline(
                [
                    (500 + 130, 282),
                    (500 + 114, 400),
                    (500 + 150, 560),
                    (500 + hem * 0.92, 760),
                    (500 + hem, length),
                ]
            ),
            spline([(500 + hem, length), (500 + hem * 0.5, length + 14), (500, length + 18)]),
        ]
    )
    inner = spline([(500 - 88, 214), (500, 224), (500 + 88, 214), (500, 290)], closed=True)
    canvas.paint(inner, fabric, tint=0.7, shadow=0)
    outline = np.vstack([half, flip(half)[::-1]])
    cut = SkirtCut(waist=116, hip=150, hem=hem, top=330, length=length)
    lines = skirt_folds(cut, canvas.rng, 1.1)
    for k in range(3):
        w = 74 - 16 * k
        lines.append(
            (spline([(500 - w, 226 + 20 * k), (500, 288 + 30 * k), (500 + w, 226 + 20 * k)]), 18, 5.0)
        )
    form: list[Relief] = [rows(0.25), puff(14, 5), folds(lines), rumple((130, 260), 9)]
    canvas.paint(outline, fabric, mapping=flare(width=300, share=0.3), relief=form)
    if lace:
        rim = spline([(500 + hem, length - 6), (500 + hem * 0.5, length + 8), (500, length + 12)])
        line = np.vstack([flip(rim), rim[::-1]])
        canvas.paint(ribbon(line, 40), lace, relief=[rows(0.2)], shadow=0.2, mapping=flat())


def shift_dress(
    canvas: Canvas,
    fabric: Fabric,
    *,
    cut: Cut = DRESS,
    length: float = 760,
    hem: float = 168,
    trim: Fabric | None = None,
    band: Fabric | None = None,
) -> None:
    """Draw a straight dress in one piece, with or without sleeves."""
    shape = replace(cut, length=length, hem=hem, waist=(cut.chest + hem) / 2 - 10, dip=10)
    back(canvas, shape, fabric, rise=8, label="")
    if shape.sleeve:
        sleeves(canvas, shape, fabric, cuff_height=13, wrinkle=0.6)
    bodice_cut = replace(shape)
    half = front(bodice_cut)
    lines = skirt_folds(SkirtCut(waist=120, hip=140, hem=hem, top=shape.pit, length=length), canvas.rng, 0.8)
    form: list[Relief] = [rows(0.25), puff(12, 4), folds(lines), rumple((120, 260), 5)]
    canvas.paint(np.vstack([half, flip(half)[::-1]]), fabric, relief=form)
    if shape.sleeve:
        for hole in (armhole(shape), flip(armhole(shape))):
            canvas.seam(hole, 0.24)
    low = hemline(shape)
    line = np.vstack([flip(low), low[::-1]])
    if band:
        canvas.paint(np.vstack([line - xy(0, 46), line[::-1]]), band, relief=[rows(0.2)], shadow=0.1)
    else:
        canvas.seam(line - xy(0, 16), 0.18)
    collar_band(canvas, shape, trim or fabric, 13)
