"""Views: what a phone might make of a picture.

The first view is plain, as the program itself prepares a picture. The others are cut, turned, tilted,
mirrored, lit, blurred and partly hidden, put before foreign pictures, or show a small part from nearby. How
a product looks from behind nobody can draw from one picture; its parts, mirrored and near by, come closest.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from .recipe import SIZE

Rng = np.random.Generator
Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]
Span = tuple[float, float]
_CORNERS = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]])


@dataclass(frozen=True, slots=True)
class Manner:
    """How strongly the views of one shard are distorted; each draws its own from these.

    Attributes:
        area: share of the picture that is cut out (or, where pasted, of the view that it fills).
        turn: degrees, either way.
        tilt: shift of a corner, of the side.
        mirrored: how often.
        pasted: how often it is put before a foreign picture.
        textured: whether it is cut out where there is most to see.
        light: exposure, powers of 2, either way.
        cast: of a colour channel, powers of 2, either way.
        glare, hidden: how often.
        blur: standard deviation in pixels.
        noise: standard deviation, of 255.
        quality: of the JPEG.
    """

    area: Span
    turn: float
    tilt: float
    mirrored: float = 0.15
    pasted: float = 0.0
    textured: bool = False
    light: float = 0.5
    cast: float = 0.12
    glare: float = 0.1
    hidden: float = 0.1
    blur: Span = (0.0, 0.8)
    noise: float = 4.0
    quality: tuple[int, int] = (55, 95)


_MILD = Manner((0.6, 1.0), 12, 0.06)
_PHONE = Manner((0.35, 0.95), 25, 0.12, pasted=0.3, glare=0.2, hidden=0.2, blur=(0.0, 1.2), noise=6)
_HARD = Manner(
    (0.25, 0.8), 50, 0.2, pasted=0.8, light=0.8, cast=0.2, glare=0.4, hidden=0.55, blur=(0.2, 1.8), noise=10,
    quality=(35, 85),
)  # fmt: skip
_NEAR = Manner((0.08, 0.4), 35, 0.1, mirrored=0.5, textured=True, light=0.6, cast=0.15, blur=(0.0, 1.2))
MANNERS = (_MILD, _PHONE, _HARD, _NEAR)
"""Of the shards from the second on."""


def view(picture: Picture, foreign: Picture, manner: Manner, rng: Rng) -> Picture:
    """A distorted view.

    Args:
        picture: uint8 (h, w, 3), RGB.
        foreign: another picture, to stand behind it and before it.
        manner: how strongly.
        rng: draws everything; the same state gives the same view.

    Returns:
        uint8 (224, 224, 3), RGB.
    """
    behind = _filling(foreign, rng)
    if rng.random() < manner.mirrored:
        picture = np.ascontiguousarray(picture[:, ::-1])
    seen = (
        _pasted(picture, behind, manner, rng) if rng.random() < manner.pasted else _cut(picture, manner, rng)
    )
    if rng.random() < manner.hidden:
        seen = _hidden(seen, _filling(foreign, rng), rng)
    return _photographed(_lit(seen, manner, rng), manner, rng)


def cut_out(picture: Picture) -> Floats:
    """What of a picture is no plain ground, float32 (h, w) of 0..1; all of it where it has none.

    The ground is what is joined to the edge and has the colour that most of the edge has.
    """
    edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]]).astype(np.float32)
    ground = np.median(edge, axis=0)
    if (np.abs(edge - ground).max(axis=1) < 14).mean() < 0.85:
        return np.ones(picture.shape[:2], np.float32)
    alike = (np.abs(picture.astype(np.float32) - ground).max(axis=2) < 16).astype(np.uint8)
    _, parts = cv2.connectedComponents(alike, connectivity=4)
    rim = np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]])
    outside = np.isin(parts, np.unique(rim[rim > 0]))
    mask = (~outside).astype(np.float32)
    if not 0.05 < mask.mean() < 0.95:
        return np.ones(picture.shape[:2], np.float32)
    soft: Floats = cv2.GaussianBlur(mask, (0, 0), 0.8)
    return soft


def _filling(picture: Picture, rng: Rng) -> Floats:
    """A random part of a picture, float32 (224, 224, 3)."""
    height, width = picture.shape[:2]
    side = max(16, int(min(height, width) * rng.uniform(0.4, 1.0)))
    top, left = int(rng.integers(0, height - side + 1)), int(rng.integers(0, width - side + 1))
    part = np.ascontiguousarray(picture[top : top + side, left : left + side])
    return cv2.resize(part, (SIZE, SIZE), interpolation=cv2.INTER_AREA).astype(np.float32)


def _cut(picture: Picture, manner: Manner, rng: Rng) -> Floats:
    """A turned and tilted part of the picture, which is mirrored on at its edges."""
    height, width = picture.shape[:2]
    share, aspect = rng.uniform(*manner.area), 2 ** rng.uniform(-0.3, 0.3)
    w, h = (side * np.sqrt(share) for side in (width * np.sqrt(aspect), height / np.sqrt(aspect)))
    w, h = min(w, width), min(h, height)
    middle = (
        _spot(picture, w, h, rng)
        if manner.textured
        else rng.uniform((w, h), (2 * width - w, 2 * height - h)) / 2
    )
    quad = _quad(manner, rng) * (w, h) + middle
    shrunk = max(w, h) / SIZE
    if shrunk > 1.3:
        picture = cv2.resize(picture, None, fx=1 / shrunk, fy=1 / shrunk, interpolation=cv2.INTER_AREA)
        quad = quad / shrunk
    target = (_CORNERS + 0.5) * SIZE
    move = cv2.getPerspectiveTransform(quad.astype(np.float32), target.astype(np.float32))
    seen = cv2.warpPerspective(
        picture, move, (SIZE, SIZE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101
    )
    return seen.astype(np.float32)


def _spot(picture: Picture, w: float, h: float, rng: Rng) -> NDArray[np.float64]:
    """The middle of a part with edges in it: the best of a few places."""
    height, width = picture.shape[:2]
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    edges = cv2.boxFilter(np.abs(cv2.Laplacian(grey, cv2.CV_32F)), -1, (max(3, int(w)), max(3, int(h))))
    places = rng.uniform((w, h), (2 * width - w, 2 * height - h), (4, 2)) / 2
    there = edges[places[:, 1].astype(int).clip(0, height - 1), places[:, 0].astype(int).clip(0, width - 1)]
    best: NDArray[np.float64] = places[int(there.argmax())]
    return best


def _pasted(picture: Picture, behind: Floats, manner: Manner, rng: Rng) -> Floats:
    """The picture, without its ground where that is plain, before another one."""
    alpha = cut_out(picture)
    rows, columns = np.nonzero(alpha > 0.5)
    box = slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1)
    part, alpha = picture[box].astype(np.float32), alpha[box]
    height, width = alpha.shape
    side = SIZE * np.sqrt(rng.uniform(max(0.3, manner.area[0]), max(0.75, manner.area[1])))
    scale = side / max(height, width)
    quad = _quad(manner, rng) * (width * scale, height * scale)
    quad += SIZE / 2 + rng.uniform(-0.12, 0.12, 2) * SIZE
    if scale < 0.77:
        small = (max(1, round(width * scale)), max(1, round(height * scale)))
        part, alpha = (cv2.resize(each, small, interpolation=cv2.INTER_AREA) for each in (part, alpha))
        width, height = small
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    move = cv2.getPerspectiveTransform(corners, quad.astype(np.float32))
    layer = np.dstack([part * alpha[..., None], alpha])
    seen = cv2.warpPerspective(layer, move, (SIZE, SIZE), flags=cv2.INTER_LINEAR)
    cover = seen[..., 3:]
    shadow = cv2.GaussianBlur(np.roll(seen[..., 3], rng.integers(-8, 9, 2).tolist(), (0, 1)), (0, 0), 6)
    ground = behind * (1 - np.float32(rng.uniform(0, 0.5)) * shadow[..., None])
    out: Floats = ground * (1 - cover) + seen[..., :3]
    return out


def _quad(manner: Manner, rng: Rng) -> NDArray[np.float64]:
    """The corners of a square of side 1 about 0, turned and tilted; (4, 2)."""
    turn = np.deg2rad(rng.uniform(-manner.turn, manner.turn))
    turned = _CORNERS @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    tilted: NDArray[np.float64] = turned + rng.uniform(-manner.tilt, manner.tilt, (4, 2))
    return tilted


def _hidden(seen: Floats, front: Floats, rng: Rng) -> Floats:
    """Something stands before a fifth to nearly a half of it: a strip from a side, or a corner."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) / SIZE - 0.5
    turn, curve = rng.uniform(0, 2 * np.pi), rng.uniform(-1, 1)
    reach = x * np.cos(turn) + y * np.sin(turn) + curve * (y * np.cos(turn) - x * np.sin(turn)) ** 2
    line = np.quantile(reach, 1 - rng.uniform(0.15, 0.45))
    cover = 1 / (1 + np.exp(-(reach - line) * 120))[..., None]
    if rng.random() < 0.4:
        front = np.broadcast_to(rng.uniform(10, 245, 3).astype(np.float32), seen.shape)
    out: Floats = (seen * (1 - cover) + front * cover).astype(np.float32)
    return out


def _lit(seen: Floats, manner: Manner, rng: Rng) -> Floats:
    """Brighter or darker, more at one side, tinted, more or less colourful, with glare."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) / SIZE - 0.5
    turn = rng.uniform(0, 2 * np.pi)
    stops = rng.uniform(-manner.light, 0.8 * manner.light) + rng.uniform(0, 2 * manner.light) * (
        x * np.cos(turn) + y * np.sin(turn)
    )
    tint = rng.uniform(-manner.cast, manner.cast, 3)
    lit = seen * 2 ** (stops[..., None] + tint).astype(np.float32)
    grey = lit.mean(axis=2, keepdims=True)
    lit = grey + (lit - grey) * np.float32(rng.uniform(0.7, 1.2))
    middle = lit.mean()
    lit = middle + (lit - middle) * np.float32(rng.uniform(0.75, 1.2))
    if rng.random() < manner.glare:
        cx, cy = rng.uniform(-0.35, 0.35, 2)
        along, across = rng.uniform(0.08, 0.3), rng.uniform(0.03, 0.12)
        u = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
        v = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
        spot = np.exp(-((u / along) ** 2) - (v / across) ** 2)
        lit = lit + np.float32(rng.uniform(90, 255)) * spot[..., None]
    out: Floats = np.clip(lit, 0, 255).astype(np.float32)
    return out


def _photographed(lit: Floats, manner: Manner, rng: Rng) -> Picture:
    """Blurred or shaken, noisy, and stored as JPEG."""
    sigma = rng.uniform(*manner.blur)
    if sigma > 0.25:
        lit = cv2.GaussianBlur(lit, (0, 0), sigma)
    if rng.random() < 0.2:
        length = int(rng.integers(3, 8))
        kernel = np.zeros((length, length), np.float32)
        cv2.line(kernel, (0, int(rng.integers(length))), (length - 1, int(rng.integers(length))), 1.0, 1)
        lit = cv2.filter2D(lit, -1, kernel / kernel.sum())
    noise = rng.standard_normal(lit.shape, np.float32) * np.float32(rng.uniform(0, manner.noise))
    pixels = np.clip(lit + noise + 0.5, 0, 255).astype(np.uint8)
    stored = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(*manner.quality))])[1]
    out: Picture = cv2.imdecode(stored, cv2.IMREAD_COLOR)
    return out
