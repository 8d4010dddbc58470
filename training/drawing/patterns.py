"""Patterns: functions from surface coordinates, in drawing units, to colour."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from drawing.noise import Field, Rng, cloud, smoothstep, value_noise
from drawing.palette import Colour, mix, rgb

Image = NDArray[np.float32]
Pattern = Callable[[Field, Field, Rng], Image]

SOFT = 0.9  # half width of a printed edge, drawing units


def lay(base: Image | Colour, top: Image | Colour, cover: Field) -> Image:
    """Blend a top colour over a base where cover is 1."""
    c = cover[..., None]
    return np.asarray(base * (1 - c) + top * c, dtype=np.float32)


def fill(colour: Colour, like: Field) -> Image:
    """Make a picture of one colour."""
    return np.broadcast_to(colour, (*like.shape, 3)).astype(np.float32)


def bar(x: Field, period: float, start: float, width: float, soft: float = SOFT) -> Field:
    """Cover 1 inside a bar that repeats with a period."""
    p = np.mod(x - start + period / 2 - width / 2, period) - period / 2
    return 1 - smoothstep(width / 2 - soft, width / 2 + soft, np.abs(p).astype(np.float32))


def plain(colour: str) -> Pattern:
    """One colour."""
    c = rgb(colour)
    return lambda u, v, rng: fill(c, u)


def melange(colour: str, strength: float = 0.13, cell: tuple[float, float] = (11, 4)) -> Pattern:
    """Mixed yarns: one colour with light and dark flecks."""
    c = rgb(colour)

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        n = value_noise(u, v, rng, cell) + 0.5 * value_noise(u, v, rng, (cell[0] * 3, cell[1] * 2))
        return np.asarray(np.clip(c * (1 + np.float32(strength) * n[..., None]), 0, 1), dtype=np.float32)

    return pattern


def stripes(
    base: str, bars: Sequence[tuple[str, float, float]], period: float, *, across: bool = False
) -> Pattern:
    """Stripes down the cloth, or across it; each bar is a colour, a start and a width."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        x = v if across else u
        out = fill(rgb(base), u)
        for colour, start, width in bars:
            out = lay(out, rgb(colour), bar(x, period, start - width / 2, width))
        return out

    return pattern


def gingham(base: str, colour: str, period: float) -> Pattern:
    """Even checks of two yarns; half tone where one crosses the other."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        a, b = bar(u, period, -period / 4, period / 2), bar(v, period, -period / 4, period / 2)
        return lay(fill(rgb(base), u), rgb(colour), np.asarray(0.52 * a + 0.48 * b, dtype=np.float32))

    return pattern


def checker(base: str, colour: str, period: float) -> Pattern:
    """Squares of two colours in turn."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        a, b = bar(u, period, 0, period / 2), bar(v, period, 0, period / 2)
        return lay(fill(rgb(base), u), rgb(colour), np.asarray(a * b + (1 - a) * (1 - b), dtype=np.float32))

    return pattern


def tartan(
    base: str, bars: Sequence[tuple[str, float, float]], period: float, strength: float = 0.62
) -> Pattern:
    """Woven checks: each bar runs down and across, with a twill step where they cross."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        twill = (np.sin((u + v) * np.float32(2 * np.pi / 7)) * 0.13).astype(np.float32)
        out = fill(rgb(base), u)
        for colour, start, width in bars:
            down = bar(u, period, start - width / 2, width)
            across = bar(v, period, start - width / 2, width)
            cover = np.clip(down * (strength + twill) + across * (strength - twill) * (1 - 0.45 * down), 0, 1)
            out = lay(out, rgb(colour), cover)
        return out

    return pattern


def windowpane(base: str, line: str, period: float, width: float = 3.4) -> Pattern:
    """A wide grid of thin lines."""
    return tartan(base, [(line, 0, width)], period, 0.85)


def dots(base: str, colour: str, period: float, radius: float) -> Pattern:
    """Round dots in a staggered grid."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        cover = np.zeros_like(u)
        for off in (0.0, period / 2):
            a = np.mod(u + off, period) - period / 2
            b = np.mod(v + off, period) - period / 2
            cover += 1 - smoothstep(radius - SOFT, radius + SOFT, np.hypot(a, b).astype(np.float32))
        return lay(fill(rgb(base), u), rgb(colour), np.clip(cover, 0, 1))

    return pattern


def herringbone(base: str, colour: str, period: float) -> Pattern:
    """Slanted lines that turn back in every other column."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        zig = np.abs(np.mod(u, period * 2) - period).astype(np.float32)
        cover = bar(v + zig, period * 0.55, 0, period * 0.26)
        return lay(fill(rgb(base), u), rgb(colour), cover)

    return pattern


def houndstooth(base: str, colour: str, period: float) -> Pattern:
    """Broken checks with pointed corners."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        a, b = np.mod(u / period, 1) * 4, np.mod(v / period, 1) * 4
        diagonal = np.mod(a + b, 2).astype(np.float32) < 1
        dark = np.where((a < 2) & (b < 2), True, np.where((a >= 2) & (b >= 2), False, diagonal))
        return lay(fill(rgb(base), u), rgb(colour), dark.astype(np.float32))

    return pattern


def zigzag(colours: Sequence[str], period: float, rise: float) -> Pattern:
    """Bands of colour that run in points."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        tri = np.abs(np.mod(u, period) - period / 2) * (2 * rise / period)
        band = rise * 0.9
        out = fill(rgb(colours[0]), u)
        for i, c in enumerate(colours[1:], 1):
            out = lay(out, rgb(c), bar((v + tri).astype(np.float32), band * len(colours), i * band, band))
        return out

    return pattern


def argyle(base: str, colour: str, line: str, period: float) -> Pattern:
    """Diamonds with a thin crossing line."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        a = np.abs(np.mod(u, period) - period / 2) / period
        b = np.abs(np.mod(v, period * 1.5) - period * 0.75) / (period * 1.5)
        out = lay(fill(rgb(base), u), rgb(colour), 1 - smoothstep(0.49, 0.51, (a + b).astype(np.float32)))
        p, q = u / period, v / (period * 1.5)
        for d in (p + q, p - q):
            out = lay(
                out, rgb(line), bar((d * period).astype(np.float32), period, period / 2 - 1.5, 3.0, 0.7)
            )
        return out

    return pattern


def blocks(bands: Sequence[tuple[str, float]], *, across: bool = True) -> Pattern:
    """Colour blocks: each colour begins at a coordinate and runs to the next."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        x = v if across else u
        out = fill(rgb(bands[0][0]), u)
        for colour, start in bands[1:]:
            out = lay(out, rgb(colour), smoothstep(start - SOFT, start + SOFT, x))
        return out

    return pattern


def within(base: Pattern, inner: Pattern, start: float, end: float) -> Pattern:
    """Show a second pattern in one band across the cloth."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        cover = smoothstep(start - SOFT, start + SOFT, v) * (1 - smoothstep(end - SOFT, end + SOFT, v))
        return lay(base(u, v, rng), inner(u, (v - start).astype(np.float32), rng), cover)

    return pattern


def camouflage(colours: Sequence[str], cell: float) -> Pattern:
    """Patches of several colours with soft irregular outlines."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        out = fill(rgb(colours[0]), u)
        for k, c in enumerate(colours[1:]):
            n = cloud(u, v, rng, (cell * (1.5 - 0.2 * k), cell), 3)
            out = lay(out, rgb(c), smoothstep(0.22 + 0.08 * k, 0.25 + 0.08 * k, n))
        return out

    return pattern


def marbled(base: str, colour: str, cell: float) -> Pattern:
    """Veins and clouds, as in stone or a flowing glaze."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        n = cloud(u, v, rng, (cell * 1.6, cell), 4)
        vein = 1 - smoothstep(0.0, 0.16, np.abs(n))
        out = lay(fill(rgb(base), u), mix(rgb(base), rgb(colour), 0.35), smoothstep(-0.5, 0.9, n))
        return lay(out, rgb(colour), 0.75 * vein)

    return pattern


def ombre(top: str, bottom: str, start: float, end: float) -> Pattern:
    """One colour that runs into another down the cloth."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        return lay(fill(rgb(top), u), rgb(bottom), smoothstep(start, end, v))

    return pattern


def speckle(base: str, colour: str, cell: float = 9, share: float = 0.2) -> Pattern:
    """Fine irregular spots, as in stoneware."""

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        n = value_noise(u, v, rng, (cell, cell)) + 0.5 * value_noise(u, v, rng, (cell * 4, cell * 4))
        cut = 0.95 - share
        return lay(fill(rgb(base), u), rgb(colour), smoothstep(cut, cut + 0.15, n))

    return pattern
