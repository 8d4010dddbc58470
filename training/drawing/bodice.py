"""The upper body that shirts, knitwear, jackets and dresses share: back, sleeves, front."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from drawing.canvas import Canvas
from drawing.geometry import Points, between, flip, resample, spline, xy
from drawing.materials import Fabric
from drawing.noise import Field, Rng
from drawing.palette import rgb
from drawing.relief import Fold, Mapping, Relief, Window, along, barrel, flat, folds, puff, rows, rumple


@dataclass(frozen=True)
class Cut:
    """Measures of an upper body, drawing units; widths are half widths from the middle line.

    Attributes:
        neck: half width of the neck opening.
        top: height on the page of the neck points.
        drop: depth of the front neckline below the neck points.
        vee: a pointed neckline instead of a round one.
        shoulder: half width at the shoulders.
        chest: half width at the armpits.
        waist: half width at the waist.
        hem: half width at the hem.
        length: height on the page of the hem.
        dip: how far the hem sinks in the middle (negative: rises).
        sleeve: share of the arm that the sleeve covers; 0 for none.
        spread: degrees that the sleeve stands off the body.
        loose: width factor of the sleeve at its end.
        arm: depth of the armhole; sleeves grow with it.
    """

    neck: float = 92
    top: float = 150
    drop: float = 78
    vee: bool = False
    shoulder: float = 222
    chest: float = 212
    waist: float = 203
    hem: float = 214
    length: float = 850
    dip: float = 10
    sleeve: float = 1.0
    spread: float = 0
    loose: float = 1.0
    arm: float = 172

    @property
    def tip(self) -> float:
        """Height on the page of the shoulder tips."""
        return self.top + (55 + (self.shoulder - 222) * 0.15) * self.arm / 172

    @property
    def pit(self) -> float:
        """Height on the page of the armpits."""
        return self.tip + self.arm


def neckline(cut: Cut, lower: float = 0) -> Points:
    """Draw the right half of the front neckline, from the middle up to the neck point."""
    bottom = cut.top + cut.drop + lower
    n = cut.neck
    if cut.vee:
        return spline(
            [(500, bottom), (500 + n * 0.55, cut.top + (bottom - cut.top) * 0.47), (500 + n, cut.top)]
        )
    return spline(
        [
            (500, bottom),
            (500 + n * 0.5, bottom - (bottom - cut.top) * 0.13),
            (500 + n * 0.86, cut.top + (bottom - cut.top) * 0.52),
            (500 + n, cut.top),
        ]
    )


def armhole(cut: Cut) -> Points:
    """Draw the right armhole from the shoulder tip to the armpit."""
    inner = min(cut.shoulder, cut.chest) - 14
    return spline(
        [
            (500 + cut.shoulder, cut.tip),
            (500 + inner, (cut.tip + cut.pit) / 2 + 18),
            (500 + cut.chest, cut.pit),
        ]
    )


def side(cut: Cut) -> Points:
    """Draw the right side from the armpit to the hem."""
    middle = cut.pit + (cut.length - cut.pit) * 0.47
    return spline([(500 + cut.chest, cut.pit), (500 + cut.waist, middle), (500 + cut.hem, cut.length)])


def hemline(cut: Cut, tails: float = 0) -> Points:
    """Draw the right half of the hem from the side to the middle; tails curve it up at the side."""
    low = cut.length + cut.dip
    if tails:
        return spline(
            [
                (500 + cut.hem, cut.length),
                (500 + cut.hem * 0.86, cut.length + tails * 0.42),
                (500 + cut.hem * 0.52, cut.length + tails * 0.92),
                (500, cut.length + tails),
            ]
        )
    return spline([(500 + cut.hem, cut.length), (500 + cut.hem * 0.5, low - cut.dip * 0.25), (500, low)])


def shoulder_line(cut: Cut) -> Points:
    """Draw the right shoulder from the neck to its tip."""
    return spline(
        [
            (500 + cut.neck, cut.top),
            (500 + (cut.neck + cut.shoulder) / 2, (cut.top + cut.tip) / 2 - 5),
            (500 + cut.shoulder, cut.tip),
        ]
    )


def front(cut: Cut, tails: float = 0) -> Points:
    """Outline the right half of the front, from the neckline round to the middle of the hem."""
    return np.vstack([neckline(cut), shoulder_line(cut), armhole(cut), side(cut), hemline(cut, tails)])


def body_folds(cut: Cut, rng: Rng, strength: float = 1.0) -> list[Fold]:
    """Place the folds of a hanging front: from the armpits, about the waist and down to the hem."""
    out: list[Fold] = []
    for s in (-1, 1):
        for k in range(3):
            j = rng.uniform(-14, 14, 4)
            a = (500 + s * (cut.chest - 6), cut.pit + 6 + 38 * k + j[0])
            b = (500 + s * (cut.chest * 0.62 + j[1]), cut.pit + 50 + 62 * k)
            c = (500 + s * (cut.chest * (0.30 - 0.04 * k) + j[2]), cut.pit + 122 + 78 * k + j[3])
            out.append((spline([a, b, c]), 24, 7.5 * strength * (1 - 0.18 * k)))
        for _ in range(2):
            x = s * cut.waist * rng.uniform(0.3, 0.92)
            y = cut.pit + (cut.length - cut.pit) * rng.uniform(0.48, 0.62)
            tilt = rng.uniform(14, 60)
            out.append(
                (
                    spline([(500 + x, y), (500 + x * 0.7, y + tilt), (500 + x * 0.58, y + tilt * 3)]),
                    22,
                    6.0 * strength,
                )
            )
    for _ in range(4):
        x = rng.uniform(-0.8, 0.8) * cut.hem
        bottom = cut.length + 12
        top = bottom - rng.uniform(120, 260)
        out.append(
            (
                spline([(500 + x * 0.9, top), (500 + x, (top + bottom) / 2), (500 + x * 1.04, bottom)]),
                34,
                6.2 * strength,
            )
        )
    return out


def sleeve_edges(cut: Cut) -> tuple[Points, Points]:
    """Draw the outer and the inner edge of the right sleeve, from the armhole to its end."""
    s, c, k = 500 + cut.shoulder, 500 + cut.chest, cut.arm / 172
    swing = np.sin(np.deg2rad(cut.spread)) * k
    wrist = 79 * (0.45 + 0.55 * cut.loose) * k
    reach = cut.tip + 560 * k
    elbow = (s + 76 * k + 230 * swing, cut.tip + 285 * k)
    end = (s + 94 * k + 520 * swing, reach - 190 * swing)
    outer = spline([(s, cut.tip), (s + 36 * k + 60 * swing, cut.tip + 58 * k), elbow, end])
    inner = spline(
        [
            (c, cut.pit),
            (c + 16 * k + 80 * swing, cut.pit + 62 * k),
            (elbow[0] - 98 * k, cut.tip + 312 * k + 30 * swing),
            (end[0] - wrist, reach + 10 * k - 130 * swing),
        ]
    )
    share = cut.sleeve
    keep = max(4, round(80 * share))
    keep_in = max(4, round(80 * max(0.10, (share - 0.24) / 0.76)))
    o, i = resample(outer, 81)[: keep + 1], resample(inner, 81)[: keep_in + 1]
    if share < 0.7 and cut.loose > 1:
        ramp = np.linspace(0, 1, len(o))[:, None] ** 1.5
        o = o + ramp * np.array([80 * (cut.loose - 1) * k, 0])
    return o, i


def sleeve_folds(outer: Points, inner: Points, rng: Rng, strength: float = 1.0) -> list[Fold]:
    """Place the folds of a sleeve: across the elbow, and fanning out below the armhole."""
    o, i = resample(outer, 41), resample(inner, 41)
    out: list[Fold] = []
    for t in (0.12, 0.3, 0.42, 0.5, 0.58, 0.66, 0.86):
        t_in, reach = t + rng.uniform(-0.05, 0.05), rng.uniform(0.45, 0.85)
        a = i[min(40, int(40 * t_in))]
        b = o[min(40, max(0, int(40 * (t_in + rng.uniform(-0.08, 0.10)))))]
        tip = a + (b - a) * reach
        mid = (a + tip) / 2 + xy(0, rng.uniform(2, 12))
        out.append((spline([tuple(a), tuple(mid), tuple(tip)]), 19, float(rng.uniform(4.0, 7.0)) * strength))
    return out


def sleeves(
    canvas: Canvas,
    cut: Cut,
    fabric: Fabric,
    *,
    cuff: Fabric | None = None,
    cuff_height: float = 0,
    wrinkle: float = 1.0,
    full: float = 0.30,
) -> list[tuple[Points, Points]]:
    """Paint both sleeves, with an optional cuff; gives the outer and inner edges of each."""
    edges = []
    for mirrored in (True, False):
        o, i = sleeve_edges(cut)
        if mirrored:
            o, i = flip(o), flip(i)
        edges.append((o, i))
        axis = between(o, i)
        widths = np.linalg.norm(resample(o, 9) - resample(i, 9), axis=1)
        deep = np.array([[500 + (cut.shoulder * 0.80) * (-1 if mirrored else 1), (cut.tip + cut.pit) / 2]])
        outline = np.vstack([deep, o, i[::-1]])
        form: list[Relief] = [
            barrel(axis, list(widths), full),
            folds(sleeve_folds(o, i, canvas.rng, wrinkle)),
        ]
        form.append(rumple((60, 90), 3 * wrinkle))
        canvas.paint(outline, fabric, mapping=along(axis), relief=form, shadow=0.25)
        if cuff and cuff_height:
            paint_cuff(canvas, (o, i), cuff, cuff_height)
        elif cuff is None and cuff_height:
            share = 1 - cuff_height / float(np.linalg.norm(np.diff(axis, axis=0), axis=1).sum())
            a, b = resample(o, 101)[round(100 * share)], resample(i, 101)[round(100 * share)]
            canvas.seam(np.array([a, (a + b) / 2 + xy(0, 3), b]), 0.25)
    return edges


def paint_cuff(canvas: Canvas, edges: tuple[Points, Points], fabric: Fabric, height: float) -> None:
    """Paint a cuff over the end of a sleeve."""
    o, i = edges
    axis = between(o, i)
    share = height / float(np.linalg.norm(np.diff(axis, axis=0), axis=1).sum())
    first = round(100 * (1 - share))
    oo, ii = resample(o, 101)[first:], resample(i, 101)[first:]
    out = (oo[-1] - ii[-1]) / np.linalg.norm(oo[-1] - ii[-1])
    oo, ii = oo + out * 2.5, ii - out * 2.5
    line = between(oo, ii)
    width = float(np.linalg.norm(oo[0] - ii[0]))
    form = [barrel(line, [width, width * 0.98], 0.30), puff(7, 3)]
    canvas.paint(np.vstack([oo, ii[::-1]]), fabric, mapping=along(line), relief=form, shadow=0.3, reach=5)


def back(canvas: Canvas, cut: Cut, fabric: Fabric, rise: float = 14, label: str = "cream") -> None:
    """Paint the inside of the back that shows through the neck opening, with its label."""
    n = cut.neck
    top = spline(
        [
            (500 - n, cut.top),
            (500 - n * 0.5, cut.top + rise * 0.8),
            (500, cut.top + rise),
            (500 + n * 0.5, cut.top + rise * 0.8),
            (500 + n, cut.top),
        ]
    )
    low = cut.top + cut.drop + 60
    outline = np.vstack([top, [[500 + n + 30, low], [500 - n - 30, low]]])
    canvas.paint(outline, fabric, shadow=0, tint=0.70, relief=[rumple((120, 70), 4)], edge=0.1)
    canvas.seam(top + xy(0, 13), 0.35)
    if label:
        y = cut.top + rise + 9
        tag = np.array([[474, y], [526, y], [526, y + 25], [474, y + 25]])
        canvas.dim(tag + xy(1, 3), 0.25, 3)
        canvas.dim(tag, 0.95, 0.4, rgb(label))
        for k in range(2):
            canvas.line(
                np.array([[484, y + 9 + 7 * k], [516 - 8 * k, y + 9 + 7 * k]]), rgb("charcoal"), 1.5, 0.6
            )
    canvas.dim(np.vstack([neckline(cut), flip(neckline(cut))[::-1]]) + xy(0, -4), 0.20, 16)


def front_body(
    canvas: Canvas,
    cut: Cut,
    fabric: Fabric,
    *,
    tails: float = 0,
    wrinkle: float = 1.0,
    extra: Sequence[Relief] = (),
) -> Points:
    """Paint the front over the sleeves and mark the armholes; gives its outline."""
    half = front(cut, tails)
    outline = np.vstack([half, flip(half)[::-1]])
    form: list[Relief] = [
        rows(0.24),
        puff(26, 7),
        folds(body_folds(cut, canvas.rng, wrinkle)),
        rumple((190, 260), 9 * wrinkle),
    ]
    form.extend(extra)
    canvas.paint(outline, fabric, mapping=flat(), relief=form, shadow=0.28, reach=11)
    for hole in (armhole(cut), flip(armhole(cut))):
        if cut.sleeve:
            canvas.seam(hole, 0.26)
    return outline


def collar_band(canvas: Canvas, cut: Cut, fabric: Fabric, width: float) -> None:
    """Paint a knitted band that follows the front neckline."""
    half = neckline(cut)
    upper = np.vstack([flip(half)[::-1], half])
    wide = neckline(
        Cut(neck=cut.neck + width * 0.72, top=cut.top + 3, drop=cut.drop + width * 0.95, vee=cut.vee)
    )
    lower = np.vstack([flip(wide)[::-1], wide])
    axis = between(upper, lower, 0.5, 80)
    canvas.paint(
        np.vstack([upper, lower[::-1]]),
        fabric,
        mapping=band_mapping(axis),
        relief=[puff(width * 0.5, width * 0.28)],
        shadow=0.22,
        reach=4,
        drift=(1, 3),
    )
    canvas.seam(lower, 0.2, 1.6)


def band_mapping(axis: Points) -> Mapping:
    """Run a pattern along a band with its columns across the band, as ribs of a hem do."""
    base = along(axis)

    def mapping(w: Window) -> tuple[Field, Field]:
        u, v = base(w)
        return v, u

    return mapping


def hem_rows(canvas: Canvas, cut: Cut, colour: str, tails: float = 0, rise: float = 16) -> None:
    """Sew the row of stitches above the hem."""
    half = hemline(cut, tails)
    line = np.vstack([half, flip(half)[::-1]]) - xy(0, rise)
    line[:, 0] = 500 + (line[:, 0] - 500) * 0.985
    canvas.stitch(line, rgb(colour), 5, 3, 1.3)
