"""The canvas: parts are painted one over another, lit from the upper left, each casting a soft shadow."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from drawing.geometry import Points, resample, xy
from drawing.materials import Fabric, Material
from drawing.noise import Field, Rng, blur
from drawing.palette import Colour
from drawing.patterns import Image
from drawing.relief import Mapping, Relief, Window, flat

LIGHT = np.array([-0.42, -0.62, 0.85], dtype=np.float32) / np.float32(np.linalg.norm([-0.42, -0.62, 0.85]))
HALF = (LIGHT + np.array([0, 0, 1], dtype=np.float32)) / np.float32(
    np.linalg.norm(LIGHT + np.array([0, 0, 1]))
)
ROOM_AT = (-1.0, -0.55, -0.2, -0.05, 0.12, 0.45, 1.0)
ROOM = (0.98, 0.72, 1.12, 0.95, 0.38, 0.62, 0.5)


def _room(nx: Field, ny: Field) -> Field:
    """Brightness of the room that a metal surface mirrors."""
    t = ny * 0.75 + nx * 0.55
    return np.interp(t, ROOM_AT, ROOM).astype(np.float32)


def light(albedo: Image, height: Field, material: Material, scale: float) -> Image:
    """Light a surface.

    Args:
        albedo: colour of the surface, (h, w, 3).
        height: its height in drawing units, (h, w).
        material: how it takes the light.
        scale: pixels per drawing unit.
    """
    k = scale / 8
    dx = cv2.Sobel(height, cv2.CV_32F, 1, 0) * k
    dy = cv2.Sobel(height, cv2.CV_32F, 0, 1) * k
    inverse = 1 / np.sqrt(dx * dx + dy * dy + 1)
    nx, ny = -dx * inverse, -dy * inverse
    lambert = np.clip(nx * LIGHT[0] + ny * LIGHT[1] + inverse * LIGHT[2], 0, 1) / LIGHT[2]
    shade = 1 + (0.58 * (lambert - 1) - 0.10 * (1 - inverse)) * material.depth
    shade = np.clip(np.where(shade > 1, 1 + (shade - 1) * 0.55, shade), 0.12, 1.25)
    if material.metal:
        shade = shade * (1 - material.metal) + _room(nx, ny) * material.metal
    dim = np.clip(1 - shade, 0, 1)[..., None]
    out = np.power(np.clip(albedo, 0.004, 1), 1 + 0.30 * dim) * shade[..., None]
    glow = np.zeros_like(height)
    if material.shine:
        spec = np.clip(nx * HALF[0] + ny * HALF[1] + inverse * HALF[2], 0, 1)
        glow = material.shine * (0.6 * spec ** (material.gloss * 8) + 0.4 * spec ** (material.gloss * 1.6))
    if material.fuzz:
        glow = glow + material.fuzz * (1 - inverse) ** 1.5
    return np.asarray(1 - (1 - np.clip(out, 0, 1)) * (1 - np.clip(glow, 0, 1)[..., None]), dtype=np.float32)


class Canvas:
    """A square picture of 1000 by 1000 drawing units with transparency.

    Attributes:
        size: pixels along an edge.
        scale: pixels per drawing unit.
        rgb: colour, not multiplied by alpha.
        alpha: coverage.
    """

    def __init__(self, size: int, rng: Rng) -> None:
        self.size, self.scale, self.rng = size, size / 1000, rng
        self.rgb: Image = np.full((size, size, 3), 0.5, np.float32)
        self.alpha: Field = np.zeros((size, size), np.float32)

    def raster(self, outlines: Sequence[Points], box: tuple[int, int, int, int]) -> Field:
        """Rasterise closed outlines in a window x0, y0, x1, y1; overlaps are holes."""
        x0, y0, x1, y1 = box
        mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
        pts = [np.round((o * self.scale - np.array([x0, y0])) * 16).astype(np.int32) for o in outlines]
        cv2.fillPoly(mask, pts, 255, cv2.LINE_AA, 4)
        return np.asarray(mask / np.float32(255), dtype=np.float32)

    def box(self, outlines: Sequence[Points], margin: float) -> tuple[int, int, int, int]:
        """Give the window x0, y0, x1, y1 in pixels that holds outlines with a margin in drawing units."""
        every = np.vstack(outlines)
        low = np.floor((every.min(axis=0) - margin) * self.scale).astype(int)
        high = np.ceil((every.max(axis=0) + margin) * self.scale).astype(int)
        x0, y0 = np.clip(low, 0, self.size - 2)
        x1, y1 = np.clip(high, (x0 + 2, y0 + 2), self.size)
        return int(x0), int(y0), int(x1), int(y1)

    def paint(
        self,
        outline: Points | Sequence[Points],
        fabric: Fabric,
        *,
        mapping: Mapping | None = None,
        relief: Sequence[Relief] = (),
        shadow: float = 0.3,
        reach: float = 9,
        drift: tuple[float, float] = (2.5, 5.0),
        edge: float = 0.22,
        opacity: float = 1.0,
        bend: float = 0.35,
        clip: Points | None = None,
        tint: float = 1.0,
    ) -> Window:
        """Paint one part and the shadow it casts on the parts below it.

        Args:
            outline: closed outline, or several (overlaps are holes).
            fabric: pattern and material.
            mapping: surface coordinates; flat if absent.
            relief: heights that add up to the form.
            shadow: strength of the cast shadow.
            reach: softness of the shadow, drawing units.
            drift: offset of the shadow, drawing units.
            edge: darkness of the turned edge.
            opacity: 1 for a solid part.
            bend: how far the form bends the pattern.
            clip: paint inside this outline only.
            tint: brightness factor of the whole part.

        Returns:
            The window painted, for details that follow its form.
        """
        outlines = [outline] if isinstance(outline, np.ndarray) else list(outline)
        box = self.box(outlines, reach * 2 + 8)
        mask = self.raster(outlines, box)
        if clip is not None:
            mask = mask * self.raster([clip], box)
        w = Window(box[0], box[1], self.scale, mask, self.rng)
        u, v = (mapping or flat())(w)
        height = np.zeros_like(mask)
        for r in relief:
            height = height + r(w)
        if relief and bend:
            soft = w.blur(height, 3)
            u = u + bend * cv2.Sobel(soft, cv2.CV_32F, 1, 0) * (self.scale * 1.2)
            v = v + bend * cv2.Sobel(soft, cv2.CV_32F, 0, 1) * (self.scale * 1.2)
        bump, tone = fabric.material.weave(u, v, self.rng)
        albedo = fabric.pattern(u, v, self.rng) * (tint * (1 + tone))[..., None]
        colour = light(albedo, height + bump * fabric.material.bump, fabric.material, self.scale)
        turn = 1 - edge * np.exp(-w.depth / np.float32(3.2))
        self.cast(w, shadow, reach, drift)
        self.lay(box, colour * turn[..., None], mask * opacity)
        return w

    def cast(self, w: Window, strength: float, reach: float, drift: tuple[float, float]) -> None:
        """Darken what lies below a part, softly."""
        if not strength:
            return
        move = np.array([[1, 0, drift[0] * self.scale], [0, 1, drift[1] * self.scale]], dtype=np.float32)
        h, wd = w.mask.shape
        shade = cv2.warpAffine(w.mask, move, (wd, h))
        shade = np.maximum(w.blur(np.asarray(shade, np.float32), reach), 0.6 * w.blur(w.mask, reach * 0.35))
        area = self.rgb[w.y0 : w.y0 + h, w.x0 : w.x0 + wd]
        area *= 1 - np.float32(strength) * shade[..., None] * np.array([0.94, 0.98, 1.0], dtype=np.float32)

    def lay(self, box: tuple[int, int, int, int], colour: Image | Colour, cover: Field) -> None:
        """Blend colour over the canvas in a window."""
        x0, y0, x1, y1 = box
        a, rgb = self.alpha[y0:y1, x0:x1], self.rgb[y0:y1, x0:x1]
        total = cover + a * (1 - cover)
        share = (cover / np.maximum(total, 1e-6))[..., None]
        rgb[...] = rgb * (1 - share) + colour * share
        a[...] = total

    def _strokes(self, pieces: Sequence[Points], width: float, box: tuple[int, int, int, int]) -> Field:
        fine = 2
        mask = np.zeros(((box[3] - box[1]) * fine, (box[2] - box[0]) * fine), np.uint8)
        origin = np.array([box[0], box[1]])
        lines = [np.round((p * self.scale - origin) * fine * 16).astype(np.int32) for p in pieces]
        cv2.polylines(mask, lines, False, 255, max(1, round(width * self.scale * fine)), cv2.LINE_AA, 4)
        half = cv2.resize(mask, None, fx=1 / fine, fy=1 / fine, interpolation=cv2.INTER_AREA)
        return np.asarray(half / np.float32(255), dtype=np.float32)

    def line(
        self,
        line: Points,
        colour: Colour,
        width: float = 2.0,
        opacity: float = 1.0,
        *,
        soft: float = 0,
        free: bool = False,
    ) -> None:
        """Draw a line on the parts below; a free line may leave them."""
        box = self.box([line], width + soft * 3 + 4)
        cover = blur(self._strokes([line], width, box), soft * self.scale) * opacity
        if not free:
            cover = cover * self.alpha[box[1] : box[3], box[0] : box[2]]
        self.lay(box, colour, np.asarray(cover, dtype=np.float32))

    def seam(self, line: Points, depth: float = 0.3, width: float = 2.2) -> None:
        """Press a seam into the parts below: a dark groove and a faint light lip."""
        dark = np.zeros(3, np.float32)
        self.line(line, dark, width * 3.2, depth * 0.35, soft=2.6)
        self.line(line + xy(1.2, 1.6), np.ones(3, np.float32), width * 0.8, depth * 0.22, soft=0.8)
        self.line(line, dark, width * 0.7, depth * 0.9, soft=0.5)

    def stitch(
        self, line: Points, colour: Colour, dash: float = 7, gap: float = 4, width: float = 1.7
    ) -> None:
        """Sew a row of stitches, each with its small shadow."""
        length = float(np.linalg.norm(np.diff(line, axis=0), axis=1).sum())
        count = max(1, round(length / (dash + gap)))
        even = resample(line, count * 6 + 1)
        keep = max(2, round(6 * dash / (dash + gap)) + 1)
        pieces = [even[i * 6 : i * 6 + keep] for i in range(count)]
        box = self.box([line], width + 6)
        over = self.alpha[box[1] : box[3], box[0] : box[2]]
        under = self._strokes([p + xy(0.7, 1.3) for p in pieces], width * 1.3, box)
        self.lay(box, np.zeros(3, np.float32), 0.28 * under * over)
        self.lay(box, colour, 0.92 * self._strokes(pieces, width, box) * over)

    def dim(self, outline: Points, strength: float, soft: float, colour: Colour | None = None) -> None:
        """Darken (or tint) a soft area of the parts below."""
        box = self.box([outline], soft * 3)
        cover = blur(self.raster([outline], box), soft * self.scale) * np.float32(strength)
        cover = cover * self.alpha[box[1] : box[3], box[0] : box[2]]
        self.lay(box, np.zeros(3, np.float32) if colour is None else colour, cover)

    def finish(self) -> NDArray[np.float32]:
        """Give the picture as (size, size, 4), colour not multiplied by alpha."""
        return np.dstack([np.clip(self.rgb, 0, 1), np.clip(self.alpha, 0, 1)])
