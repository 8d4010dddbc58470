"""Busy places where a photo is taken: floors, tables, covers, lawns and shelves."""

from collections.abc import Callable

import cv2
import numpy as np

from drawing.canvas import light
from drawing.materials import CANVAS, COTTON, KNIT, RUBBER, WOOD, Fabric
from drawing.motifs import fairisle, floral, strewn
from drawing.noise import Field, Rng, blur, cloud, smoothstep, value_noise
from drawing.palette import Colour, rgb, tone
from drawing.patterns import Image, melange, stripes, windowpane, zigzag

Scene = Callable[[Field, Field, Rng], Image]


def grid(width: int, height: int) -> tuple[Field, Field]:
    """Give coordinates of a photo, 1000 units along its long edge."""
    k = np.float32(1000 / max(width, height))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return x * k, y * k


def _lit(fabric: Fabric, u: Field, v: Field, height: Field, rng: Rng) -> Image:
    scale = u.shape[1] / max(float(u.max() - u.min()), 1.0)
    bump, grain = fabric.material.weave(u, v, rng)
    colour = fabric.pattern(u, v, rng) * (1 + grain)[..., None]
    return light(colour, height + bump * fabric.material.bump, fabric.material, scale)


def _joints(x: Field, period: float, width: float) -> Field:
    d = np.abs(np.mod(x + period / 2, period) - period / 2)
    return 1 - smoothstep(width * 0.5, width * 1.4, d.astype(np.float32))


def planks(colour: str, period: float = 150) -> Scene:
    """Boards of a floor or a table."""

    def scene(u: Field, v: Field, rng: Rng) -> Image:
        row = np.floor(v / period)
        shift = np.mod(np.sin(row * 12.9) * 437.5, 1) * 700
        board = np.floor((u + shift) / 620) + row * 7
        shade = (1 + 0.16 * (np.mod(np.sin(board * 78.2) * 43758.5, 1) - 0.5)).astype(np.float32)
        gap = np.maximum(_joints(v, period, 2.2), _joints((u + shift).astype(np.float32), 620, 2.2))
        base = _lit(
            Fabric(melange(colour, 0.03), WOOD),
            v + board.astype(np.float32) * 61,
            u,
            np.float32(-2.5) * gap,
            rng,
        )
        return np.asarray(base * shade[..., None] * (1 - 0.55 * gap)[..., None], dtype=np.float32)

    return scene


def tiles(colour: str, grout: str, period: float = 170) -> Scene:
    """Square floor tiles."""

    def scene(u: Field, v: Field, rng: Rng) -> Image:
        a, b = u * np.float32(0.94) + v * np.float32(0.34), v * np.float32(0.94) - u * np.float32(0.34)
        gap = np.maximum(_joints(a, period, 5), _joints(b, period, 5))
        which = np.floor(a / period) * 3.1 + np.floor(b / period) * 7.7
        shade = (1 + 0.10 * (np.mod(np.sin(which) * 4375.5, 1) - 0.5)).astype(np.float32)
        fabric = Fabric(melange(colour, 0.04, (60, 40)), RUBBER)
        out = _lit(fabric, u, v, cloud(u, v, rng, (90, 90)) * 0.8 - 4 * gap, rng) * shade[..., None]
        return np.asarray(out * (1 - gap[..., None]) + rgb(grout) * gap[..., None], dtype=np.float32)

    return scene


def cover(fabric: Fabric, *, quilt: float = 0, crease: float = 16) -> Scene:
    """A cloth laid over a bed or a sofa, with broad creases, perhaps quilted."""

    def scene(u: Field, v: Field, rng: Rng) -> Image:
        height = crease * (cloud(u + 0.5 * v, v, rng, (190, 420), 3) + 0.6 * cloud(v, u, rng, (160, 500), 2))
        if quilt:
            a = np.abs(np.sin((u + v) * np.pi / quilt)) * np.abs(np.sin((u - v) * np.pi / quilt))
            height = height + 13 * np.sqrt(a).astype(np.float32)
        bend = blur(height.astype(np.float32), 3)
        return _lit(fabric, u + 0.4 * bend, v + 0.3 * bend, height.astype(np.float32), rng)

    return scene


def rug(fabric: Fabric) -> Scene:
    """A patterned rug."""

    def scene(u: Field, v: Field, rng: Rng) -> Image:
        height = 5 * cloud(u, v, rng, (240, 200), 2)
        return _lit(fabric, u + height, v, height, rng)

    return scene


def lawn(u: Field, v: Field, rng: Rng) -> Image:
    """A lawn of single blades, some dry, with a few daisies."""
    h, w = u.shape
    k = w / max(float(u.max()), 1)
    img = np.zeros((h, w, 3), np.uint8)
    img[:] = (52, 74, 36)
    for step in range(9000):
        x, y = rng.uniform(-10, w + 10), rng.uniform(-10, h + 40)
        lean, tall = rng.normal(0, 13) * k, rng.uniform(18, 46) * k
        shade = tone(rgb("6f9a45" if step % 9 else "b3a667"), float(rng.uniform(0.45, 1.15)))
        pts = np.array([[x, y], [x + lean * 0.35, y - tall * 0.6], [x + lean, y - tall]])
        ink = tuple(int(c * 255) for c in shade)
        cv2.polylines(
            img,
            [np.round(pts * 16).astype(np.int32)],
            False,
            ink,
            max(1, round(rng.uniform(1.2, 2.8) * k)),
            cv2.LINE_AA,
            4,
        )
    for _ in range(26):
        x, y = rng.uniform(0, w), rng.uniform(0, h)
        for a in np.arange(0, 6.2, 0.7):
            spot = (int((x + np.cos(a) * 7 * k) * 16), int((y + np.sin(a) * 6 * k) * 16))
            cv2.circle(img, spot, int(4 * k * 16), (238, 236, 230), -1, cv2.LINE_AA, 4)
        cv2.circle(img, (int(x * 16), int(y * 16)), int(4.4 * k * 16), (226, 178, 66), -1, cv2.LINE_AA, 4)
    return np.asarray(img / np.float32(255), dtype=np.float32)


def slab(base: str, colours: list[str]) -> Scene:
    """Terrazzo or rough stone."""

    def scene(u: Field, v: Field, rng: Rng) -> Image:
        fabric = Fabric(strewn(base, colours, period=230, count=22), RUBBER)
        grime = 1 + 0.05 * cloud(u, v, rng, (200, 160), 3)
        return np.asarray(
            _lit(fabric, u, v, cloud(u, v, rng, (40, 40)) * 0.3, rng) * grime[..., None], dtype=np.float32
        )

    return scene


def concrete(u: Field, v: Field, rng: Rng) -> Image:
    """Bare concrete with pores and a joint."""
    n = cloud(u, v, rng, (160, 120), 4)
    pores = smoothstep(0.62, 0.8, value_noise(u, v, rng, (11, 9)))
    gap = _joints(u + 0.12 * v, 640, 4)
    colour: Colour = rgb("a7a49e")
    out = colour * (1 + 0.09 * n - 0.18 * pores - 0.5 * gap)[..., None]
    return np.asarray(np.clip(out, 0, 1), dtype=np.float32)


def _book(out: Image, x0: int, x1: int, top: int, foot: int, *, colour: Colour) -> None:
    """Stand a book on a shelf."""
    if x1 <= x0 or top >= foot:
        return
    q = np.linspace(-1, 1, x1 - x0, dtype=np.float32)
    shade = 1 - 0.42 * np.abs(q) ** 2.2 + 0.10 * (q < -0.3)
    out[top:foot, x0:x1] = colour * shade[None, :, None]
    for share in (0.12, 0.17, 0.80):
        y = round(top + (foot - top) * share)
        out[y : y + 3, x0:x1] *= 1.45 if share != 0.17 else 0.7


def shelf(board: str, wall: str, level: float = 0.70, paper: bool = False) -> Scene:
    """A board before a wall, with books at one side."""

    def scene(u: Field, v: Field, rng: Rng) -> Image:
        h, w = u.shape
        edge = round(h * level)
        back = cover(
            Fabric(windowpane(wall, "e9e2d4", 150, 5) if paper else melange(wall, 0.02), COTTON), crease=1.5
        )(u, v, rng)
        wood = planks(board, 900)(u, v * 2.4, rng)
        out = np.where((np.arange(h) < edge)[:, None, None], back * 0.93, wood)
        near = np.exp(-np.abs(np.arange(h) - edge) / (0.02 * h))
        out = out * (1 - 0.35 * near * (np.arange(h) < edge))[:, None, None]
        x = 0
        shades = ["wine", "teal", "mustard", "navy", "sage", "rust", "cream"]
        while x < w * 0.30:
            step = int(w * rng.uniform(0.032, 0.062))
            tall = int(h * rng.uniform(0.22, 0.34))
            foot = edge + round(h * 0.03)
            _book(out, x, x + step, foot - tall, foot, colour=rgb(shades[int(rng.integers(len(shades)))]))
            x += step
        return np.asarray(out, dtype=np.float32)

    return scene


SCENES: dict[str, Scene] = {
    "bed": cover(Fabric(floral("c9d3da", ["f3f1ec", "rose"], green="7f93a0", period=320), COTTON), quilt=150),
    "oak": planks("b98d5c"),
    "walnut": planks("6f4e36", 190),
    "tiles": tiles("b9b3a8", "8b867d"),
    "red tiles": tiles("a9654a", "cfc4b4", 210),
    "rug": rug(Fabric(zigzag(["7d2f2f", "d8c6a2", "2d4258", "c08a3e"], 190, 80), KNIT)),
    "wool rug": rug(
        Fabric(
            fairisle("d9cdb6", [("diamond", "9a4b3c"), ("tooth", "3f5a66"), ("star", "9a4b3c")], 22), CANVAS
        )
    ),
    "lawn": lawn,
    "sofa": cover(Fabric(melange("8f9aa0", 0.10), CANVAS), crease=12),
    "striped cover": cover(
        Fabric(stripes("e6dfd0", [("7f97ad", 0, 46), ("c07a5a", 58, 8)], 150), COTTON), crease=26
    ),
    "terrazzo": slab("d9d4ca", ["8c5b48", "5f6f6c", "3f4043", "c4a36a"]),
    "concrete": concrete,
    "shelf": shelf("a9794c", "b7c3bd"),
    "papered shelf": shelf("7a573b", "c9b79c", paper=True),
}
