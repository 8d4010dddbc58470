"""Windows on the canvas, the surface coordinates of a part and the heights that give it form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from drawing.geometry import CENTRE, Points, resample
from drawing.noise import Field, Rng, blur, smoothstep, value_noise


@dataclass
class Window:
    """The part of the canvas that one part covers.

    Attributes:
        x0: left edge in pixels.
        y0: top edge in pixels.
        scale: pixels per drawing unit.
        mask: coverage 0..1, float32, shape (h, w).
        rng: source of every random choice for this part.
    """

    x0: int
    y0: int
    scale: float
    mask: Field
    rng: Rng
    extra: dict[str, Field] = field(default_factory=dict)

    @cached_property
    def grid(self) -> tuple[Field, Field]:
        """X and Y of every pixel in drawing units."""
        h, w = self.mask.shape
        x = (np.arange(w, dtype=np.float32) + self.x0 + 0.5) / np.float32(self.scale)
        y = (np.arange(h, dtype=np.float32) + self.y0 + 0.5) / np.float32(self.scale)
        gx, gy = np.meshgrid(x, y)
        return gx, gy

    @cached_property
    def depth(self) -> Field:
        """Distance of every pixel to the edge of the part, drawing units."""
        hard = (self.mask > 0.5).astype(np.uint8)
        return np.asarray(cv2.distanceTransform(hard, cv2.DIST_L2, 5) / self.scale, dtype=np.float32)

    def blur(self, values: Field, units: float) -> Field:
        """Blur a field by a radius in drawing units."""
        return blur(values, units * self.scale)


Mapping = Callable[[Window], tuple[Field, Field]]
Relief = Callable[[Window], Field]


def flat(angle: float = 0, origin: tuple[float, float] = (CENTRE, CENTRE)) -> Mapping:
    """Lay a pattern flat, turned clockwise by an angle in degrees about an origin."""
    a = np.deg2rad(angle)
    c, s = np.float32(np.cos(a)), np.float32(np.sin(a))

    def mapping(w: Window) -> tuple[Field, Field]:
        x, y = w.grid[0] - np.float32(origin[0]), w.grid[1] - np.float32(origin[1])
        return c * x + s * y, c * y - s * x

    return mapping


def flare(cx: float = CENTRE, width: float = 300, share: float = 0.85) -> Mapping:
    """Spread a pattern with the width of the part at each height, as a flared skirt does."""

    def mapping(w: Window) -> tuple[Field, Field]:
        x, y = w.grid
        middle, half = spans(w)
        mid = (middle + w.x0) / np.float32(w.scale) if middle.size else np.full_like(x[:, :1], cx)
        wide = np.maximum(half * np.float32(2 / w.scale), 1) if half.size else np.full_like(x[:, :1], width)
        stretch = (np.float32(width) / wide) ** np.float32(share)
        return (x - mid) * stretch, y - np.float32(CENTRE)

    return mapping


def _tube(w: Window, line: Points) -> tuple[Field, Field]:
    """Give the signed distance to a centre line and the way along it, found on a coarse grid."""
    h, wd = w.mask.shape
    step = max(2, round(4 * w.scale))
    gx = (np.arange(0, wd + step, step) + w.x0) / w.scale
    gy = (np.arange(0, h + step, step) + w.y0) / w.scale
    x, y = np.meshgrid(gx, gy)
    even = resample(line, 160)
    tangent = np.gradient(even, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    way = np.linspace(0, float(np.linalg.norm(np.diff(even, axis=0), axis=1).sum()), 160)
    dx, dy = x[..., None] - even[:, 0], y[..., None] - even[:, 1]
    near = np.argmin(dx**2 + dy**2, axis=-1)[..., None]
    px, py = np.take_along_axis(dx, near, -1)[..., 0], np.take_along_axis(dy, near, -1)[..., 0]
    tx, ty = tangent[near[..., 0], 0], tangent[near[..., 0], 1]
    fields = (tx * py - ty * px, way[near[..., 0]] + tx * px + ty * py)
    size = (x.shape[1] * step, x.shape[0] * step)
    out = [
        cv2.GaussianBlur(
            cv2.resize(cv2.GaussianBlur(f.astype(np.float32), (0, 0), 1.6), size), (0, 0), step * 0.5
        )
        for f in fields
    ]
    off = step // 2
    return tuple(  # type: ignore[return-value]
        np.ascontiguousarray(np.pad(f, ((0, step), (0, step)), mode="edge")[off : off + h, off : off + wd])
        for f in out
    )


def along(line: Points) -> Mapping:
    """Run a pattern along a centre line: u across it, v down it."""

    def mapping(w: Window) -> tuple[Field, Field]:
        key = f"tube{hash(line.tobytes())}"
        if key not in w.extra:
            u, v = _tube(w, line)
            w.extra[key] = np.stack([u, v])
        return w.extra[key][0], w.extra[key][1]

    return mapping


def lathe(profile: Points, cx: float = CENTRE) -> Mapping:
    """Wrap a pattern around a turned body; the profile is rows of (radius, y), from top to bottom."""

    def mapping(w: Window) -> tuple[Field, Field]:
        x, y = w.grid
        radius = np.interp(y[:, 0], profile[:, 1], profile[:, 0]).astype(np.float32)[:, None]
        q = np.clip((x - np.float32(cx)) / np.maximum(radius, 1), -0.995, 0.995)
        return np.arcsin(q) * np.maximum(radius.mean() * 0.5 + radius * 0.5, 1), y - np.float32(CENTRE)

    return mapping


def puff(width: float, height: float) -> Relief:
    """Round the edge of a part, as if softly filled: full height at a distance of width from the edge."""

    def relief(w: Window) -> Field:
        t = np.clip(w.depth / np.float32(width), 0, 1)
        return w.blur(np.float32(height) * np.sqrt(1 - (1 - t) ** 2 + 1e-4), max(1.0, width * 0.12))

    return relief


def _whole_rows(count: Field, step: int) -> NDArray[np.int64]:
    """Leave out the rows at the ends where a curved hem or neckline makes a part narrower."""
    known = np.nonzero(count)[0]
    if len(known) < 4 * step:
        return known
    first, last = int(known[0]), int(known[-1])
    while last - step > first and count[last] < 0.93 * count[last - step]:
        last -= 1
    while first + step < last and count[first] < 0.80 * count[first + step]:
        first += 1
    return known[(known >= first) & (known <= last)]


def spans(w: Window) -> tuple[Field, Field]:
    """Give the middle and the half width of a part at each height, as columns in pixels; may be empty."""
    hard = w.mask > 0.5
    count = hard.sum(axis=1).astype(np.float32)
    known = _whole_rows(count, round(22 * w.scale))
    if not len(known):
        return np.zeros((0, 1), np.float32), np.zeros((0, 1), np.float32)
    x = np.arange(w.mask.shape[1], dtype=np.float32)
    middle = (hard @ x)[known] / count[known]
    every = np.arange(len(count))
    columns = [np.interp(every, known, c).astype(np.float32)[:, None] for c in (middle, count[known] / 2)]
    mid, half = (
        np.asarray(
            cv2.GaussianBlur(c, (0, 0), sigmaX=0.1, sigmaY=26 * w.scale, borderType=cv2.BORDER_REPLICATE),
            np.float32,
        )
        for c in columns
    )
    return mid, half


def rows(height: float = 0.3) -> Relief:
    """Round a part from side to side at every height, as a body fills it; 0.5 is a true half circle."""

    def relief(w: Window) -> Field:
        mid, half = spans(w)
        if not half.size:
            return np.zeros_like(w.mask)
        x = np.arange(w.mask.shape[1], dtype=np.float32)
        q = np.clip(np.abs(x[None] - mid) / np.maximum(half, 1), 0, 1)
        full = np.float32(2 * height / w.scale) * half * np.sqrt(1 - 0.96 * q * q)
        return w.blur(full, 3)

    return relief


def barrel(line: Points, widths: Sequence[float], height: float = 0.5) -> Relief:
    """Round a band like a tube of the given widths; a height of 0.5 is a true half circle."""
    at = np.asarray(widths, dtype=np.float64)

    def relief(w: Window) -> Field:
        u, v = along(line)(w)
        length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        half = np.interp(v, np.linspace(0, length, len(at)), at / 2).astype(np.float32)
        q = np.clip(np.abs(u) / half, 0, 1)
        return np.float32(height) * 2 * half * np.sqrt(np.maximum(1 - 0.93 * q * q, 0))

    return relief


def turned(profile: Points, cx: float = CENTRE, tilt: float = 0) -> Relief:
    """Round a body made on a wheel; the profile is rows of (radius, y), from top to bottom.

    A tilt shows the body a little from above, so that each of its rows bows downwards.
    """

    def relief(w: Window) -> Field:
        x, y = w.grid
        radius = np.interp(y[:, 0], profile[:, 1], profile[:, 0]).astype(np.float32)[:, None]
        reach = (x - np.float32(cx)) ** 2
        if tilt:
            bow = np.float32(tilt) * np.sqrt(np.maximum(radius**2 - reach, 0))
            radius = np.interp(y - bow, profile[:, 1], profile[:, 0]).astype(np.float32)
        return np.sqrt(np.maximum(radius**2 - reach * np.float32(0.985), 1.0))

    return relief


Fold = tuple[Points, float, float]


def folds(lines: Sequence[Fold]) -> Relief:
    """Raise (or, with a negative height, press in) soft folds: each a line, a width and a height."""

    def relief(w: Window) -> Field:
        h, wd = w.mask.shape
        shrink = 4
        small = np.zeros((h // shrink + 2, wd // shrink + 2), np.float32)
        k = w.scale / shrink
        for line, width, height in lines:
            layer = np.zeros_like(small)
            pts = resample(line, 24) * k - np.array([w.x0, w.y0]) / shrink
            for i in range(23):
                swell = np.sin(np.pi * (i + 1) / 24) ** 0.7
                a, b = (tuple(int(c * 16) for c in pts[j]) for j in (i, i + 1))
                thick = max(1, round(width * k * (0.45 + 0.55 * swell) * 0.8))
                cv2.line(layer, a, b, float(swell), thick, cv2.LINE_AA, 4)
            small += cv2.GaussianBlur(layer, (0, 0), max(width * k * 0.42, 0.6)) * np.float32(height)
        full = cv2.resize(small, (small.shape[1] * shrink, small.shape[0] * shrink))
        full = cv2.GaussianBlur(full, (0, 0), 2.0)
        return np.asarray(full[:h, :wd], dtype=np.float32)

    return relief


def pleats(mapping: Mapping, period: float, height: float, top: float, bottom: float) -> Relief:
    """Gather a part in soft waves that grow from the top line to the bottom line."""

    def relief(w: Window) -> Field:
        u, _ = mapping(w)
        wander = value_noise(u, w.grid[1], w.rng, (period * 1.7, 520))
        wave = np.cos((u / np.float32(period) + 0.35 * wander) * np.float32(2 * np.pi))
        grow = 0.15 + 0.85 * smoothstep(top, bottom, w.grid[1])
        return np.asarray(wave * grow * np.float32(height), dtype=np.float32)

    return relief


def channels(period: float, height: float, mapping: Mapping | None = None, *, across: bool = True) -> Relief:
    """Fill a part in padded channels, as a quilted coat has them."""

    def relief(w: Window) -> Field:
        u, v = (mapping or flat())(w)
        x = v if across else u
        wander = value_noise(u, v, w.rng, (90, 60)) * np.float32(0.05)
        crimp = value_noise(u, v, w.rng, (22, 70) if across else (70, 22)) * np.float32(0.10)
        t = np.mod(x / np.float32(period) + wander, 1)
        swell = np.sqrt(np.maximum(np.sin(t * np.float32(np.pi)), 0.0))
        return np.asarray(np.float32(height) * swell * (1 + crimp * (1.4 - swell)), dtype=np.float32)

    return relief


def rumple(cell: tuple[float, float], height: float, angle: float = 0) -> Relief:
    """Lay broad uneven waves over a part, the unevenness of real cloth."""

    def relief(w: Window) -> Field:
        u, v = flat(angle)(w)
        return value_noise(u, v, w.rng, cell) * np.float32(height)

    return relief
