"""Printed motifs: small tiles drawn once, repeated over the cloth without a seam."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from drawing.geometry import Points, ellipse, rotate, spline, xy
from drawing.noise import Field, Rng
from drawing.palette import Colour, mix, rgb, tone
from drawing.patterns import Image, Pattern, fill, lay

TILE = 640  # pixels along a tile


def scatter(rng: Rng, count: int, gap: float) -> list[tuple[float, float]]:
    """Throw points on a unit tile that wraps around, none nearer to another than a gap."""
    spots: list[tuple[float, float]] = []
    for _ in range(count * 40):
        x, y = (float(c) for c in rng.uniform(0, 1, 2))
        far = all(
            min(abs(x - a), 1 - abs(x - a)) ** 2 + min(abs(y - b), 1 - abs(y - b)) ** 2 > gap**2
            for a, b in spots
        )
        if far:
            spots.append((x, y))
        if len(spots) == count:
            break
    return spots


def stamp(tile: Image, outline: Points, colour: Colour, at: tuple[float, float]) -> None:
    """Paint an outline, in tile pixels about a spot, with its copies across the borders."""
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            pts = outline + xy((at[0] + dx) * TILE, (at[1] + dy) * TILE)
            low = np.clip(np.floor(pts.min(axis=0)).astype(int) - 1, 0, TILE)
            high = np.clip(np.ceil(pts.max(axis=0)).astype(int) + 2, 0, TILE)
            if (high <= low).any():
                continue
            mask = np.zeros((high[1] - low[1], high[0] - low[0]), np.uint8)
            cv2.fillPoly(mask, [np.round((pts - low) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
            m = mask[..., None].astype(np.float32) / 255
            area = tile[low[1] : high[1], low[0] : high[0]]
            area[...] = area * (1 - m) + colour * m


def petal(length: float, width: float) -> Points:
    """Outline a petal that grows to the right from the origin."""
    return spline(
        [
            (0, 0, 1),
            (length * 0.45, -width * 0.42),
            (length * 0.85, -width * 0.4),
            (length, 0),
            (length * 0.85, width * 0.4),
            (length * 0.45, width * 0.42),
        ],
        closed=True,
        steps=6,
    )


def leaf(length: float, width: float) -> Points:
    """Outline a pointed leaf that grows to the right from the origin."""
    return spline(
        [(0, 0, 1), (length * 0.4, -width / 2), (length, 0, 1), (length * 0.45, width / 2)],
        closed=True,
        steps=8,
    )


def flower(
    tile: Image, at: tuple[float, float], size: float, colours: tuple[Colour, Colour], turn: float
) -> None:
    """Stamp a flower of five petals with a heart."""
    for layer, shade in ((1.0, tone(colours[0], 0.86)), (0.9, colours[0])):
        for k in range(5):
            stamp(tile, rotate(petal(size * layer, size * 0.85 * layer), turn + 72 * k, (0, 0)), shade, at)
    stamp(tile, ellipse(0, 0, size * 0.26, size * 0.26), colours[1], at)


def sprig(tile: Image, at: tuple[float, float], size: float, colour: Colour, turn: float) -> None:
    """Stamp a small twig with leaves on both sides."""
    stem = spline([(-size, 0), (0, -size * 0.12), (size, 0)], steps=8)
    stamp(tile, rotate(np.vstack([stem, stem[::-1] + xy(0, size * 0.07)]), turn, (0, 0)), colour, at)
    for k, x in enumerate(np.linspace(-0.7, 0.8, 4)):
        for side in (-1, 1):
            one = rotate(leaf(size * 0.55, size * 0.26), side * 48, (0, 0)) + xy(x * size, -size * 0.08)
            stamp(tile, rotate(one, turn, (0, 0)), tone(colour, 1.0 + 0.06 * (k % 2)), at)


def repeat(period: float, draw: Callable[[Rng], Image], seed: int = 7) -> Pattern:
    """Make a pattern that repeats a tile with a period in drawing units; the tile is drawn once."""
    made: list[Image] = []

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        if not made:
            tile = draw(np.random.default_rng(seed))
            size = max(64, min(TILE, round(period * 2.4)))
            made.append(np.asarray(cv2.resize(tile, (size, size), interpolation=cv2.INTER_AREA), np.float32))
        size = made[0].shape[0]
        x = np.mod(u * (size / period), size).astype(np.float32)
        y = np.mod(v * (size / period), size).astype(np.float32)
        return np.asarray(
            cv2.remap(made[0], x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP), dtype=np.float32
        )

    return pattern


def _ground(colour: str) -> Image:
    return fill(rgb(colour), np.zeros((TILE, TILE), np.float32))


def floral(
    base: str,
    petals: Sequence[str],
    green: str = "green",
    heart: str = "mustard",
    period: float = 190,
    *,
    count: int = 12,
) -> Pattern:
    """Flowers and leafy sprigs strewn over a ground."""

    def draw(rng: Rng) -> Image:
        tile = _ground(base)
        size = TILE * 0.31 / np.sqrt(count)
        for i, at in enumerate(scatter(rng, count * 2, 0.80 / np.sqrt(count * 2))):
            turn = float(rng.uniform(0, 360))
            if i % 2:
                sprig(tile, at, size * 0.75, rgb(green), turn)
            else:
                pair = (rgb(petals[(i // 2) % len(petals)]), rgb(heart))
                flower(tile, at, size * float(rng.uniform(0.8, 1.1)), pair, turn)
        return tile

    return repeat(period * 1.15, draw)


def leaves(base: str, colours: Sequence[str], period: float = 240, count: int = 13) -> Pattern:
    """Long leaves with a midrib and side veins, strewn closely."""

    def draw(rng: Rng) -> Image:
        tile = _ground(base)
        length = TILE * 1.12 / np.sqrt(count)
        for i, at in enumerate(scatter(rng, count, 0.80 / np.sqrt(count))):
            c, turn = rgb(colours[i % len(colours)]), float(rng.uniform(0, 360))
            vein = mix(c, rgb(base), 0.55)
            blade = leaf(length, length * 0.40) - xy(length / 2, 0)
            stamp(tile, rotate(blade, turn, (0, 0)), c, at)
            stem = np.array(
                [[-length * 0.64, -3.0], [length * 0.44, -1], [length * 0.44, 1], [-length * 0.64, 3]]
            )
            stamp(tile, rotate(stem, turn, (0, 0)), vein, at)
            for k in range(6):
                x = -length * 0.38 + length * 0.13 * k
                reach = length * 0.20 * np.sin(np.pi * (k + 1.5) / 8)
                for side in (-1, 1):
                    rib = np.array([[x, -1.6], [x + reach * 0.8, side * reach], [x, 1.6]])
                    stamp(tile, rotate(rib, turn, (0, 0)), vein, at)
        return tile

    return repeat(period, draw)


def leopard(base: str, spot: str, centre: str, period: float = 200, count: int = 26) -> Pattern:
    """Broken rings, each about a darker middle."""

    def draw(rng: Rng) -> Image:
        tile = _ground(base)
        size = TILE * 0.36 / np.sqrt(count)
        for at in scatter(rng, count, 0.86 / np.sqrt(count)):
            round_ = np.linspace(0, 2 * np.pi, 13)[:-1]
            reach = size * rng.uniform(0.75, 1.1, 12) * (1 + 0.25 * np.cos(round_ * 2 + rng.uniform(0, 6)))
            knots = [(float(r * np.cos(t)), float(r * np.sin(t))) for r, t in zip(reach, round_, strict=True)]
            ring = spline(knots, closed=True, steps=4)
            stamp(tile, ring * 0.8, rgb(centre), at)
            first = float(rng.uniform(0, 12))
            for start, share in ((0, 13), (17, 12), (33, 9)):
                pick = np.roll(ring, -round(start + first), axis=0)[:share]
                swell = 0.62 + 0.16 * np.abs(np.linspace(-1, 1, share))[:, None] ** 2
                stamp(tile, np.vstack([pick * 1.04, (pick * swell)[::-1]]), rgb(spot), at)
        return tile

    return repeat(period, draw)


def strewn(base: str, colours: Sequence[str], period: float = 170, count: int = 16) -> Pattern:
    """Chips of many corners strewn over a ground, as in terrazzo."""

    def draw(rng: Rng) -> Image:
        tile = _ground(base)
        for i, at in enumerate(scatter(rng, count, 0.72 / np.sqrt(count))):
            angles = np.sort(rng.uniform(0, 2 * np.pi, 6) * 0.35 + np.arange(6) * np.pi / 3)
            reach = TILE * rng.uniform(0.13, 0.4, 6) / np.sqrt(count)
            pts = np.column_stack([np.cos(angles) * reach, np.sin(angles) * reach])
            stamp(tile, pts, rgb(colours[i % len(colours)]), at)
        return tile

    return repeat(period, draw)


def strokes(base: str, colours: Sequence[str], period: float = 190, count: int = 14) -> Pattern:
    """Short brush strokes in a loose rhythm."""

    def draw(rng: Rng) -> Image:
        tile = _ground(base)
        for i, at in enumerate(scatter(rng, count, 0.8 / np.sqrt(count))):
            size = TILE * 0.40 / np.sqrt(count)
            one = spline(
                [
                    (-size, -size * 0.28),
                    (0, -size * 0.42),
                    (size, -size * 0.16),
                    (size * 1.1, size * 0.2),
                    (0, size * 0.36),
                    (-size * 0.9, size * 0.32),
                ],
                closed=True,
                steps=6,
            )
            stamp(tile, rotate(one, float(rng.normal(25, 16)), (0, 0)), rgb(colours[i % len(colours)]), at)
        return tile

    return repeat(period, draw)


BITS: dict[str, tuple[str, ...]] = {
    "star": ("#.......", "..#...#.", ".###.###", "..#####.", "...###..", "..#####.", ".###.###", "..#...#."),
    "diamond": (
        "...#....",
        "..###...",
        ".##.##..",
        "##...##.",
        ".##.##..",
        "..###...",
        "...#....",
        "........",
    ),
    "tooth": ("#...#...", "##.###.#", "########", ".###.###", "..#...#."),
    "seed": ("#.#.#.#.", "........", ".#.#.#.#"),
    "fir": ("...#....", "..###...", ".#####..", "..###...", ".#####..", "#######.", "...#....", "...#...."),
}


def fairisle(base: str, bands: Sequence[tuple[str, str]], cell: float = 11.0, gap: int = 4) -> Pattern:
    """Knitted bands of small figures; each band is a figure's name and a colour."""
    rows: list[tuple[str, str]] = []
    for name, colour in bands:
        rows += [(line, colour) for line in BITS[name]] + [("........", base)] * gap
    height = len(rows)

    def pattern(u: Field, v: Field, rng: Rng) -> Image:
        col = np.floor(np.mod(u / cell, 8)).astype(int)
        row = np.floor(np.mod(v / cell, height)).astype(int)
        figures = np.array([[c == "#" for c in line] for line, _ in rows], dtype=np.float32)
        inks = np.array([rgb(c) for _, c in rows], dtype=np.float32)
        return lay(fill(rgb(base), u), inks[row], figures[row, col])

    return pattern
