"""The shop picture: a product on a clean, near-white ground with a soft shadow."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from drawing.canvas import Canvas
from drawing.noise import Field, blur, generator

Draw = Callable[[Canvas], None]
Rgba = NDArray[np.float32]
Picture = NDArray[np.uint8]


def cut_out(draw: Draw, seed: str, size: int) -> Rgba:
    """Draw a product alone, as (size, size, 4) of 0..1, colour not multiplied by alpha."""
    canvas = Canvas(size, generator(seed))
    draw(canvas)
    return canvas.finish()


def framed(product: Rgba, fill: float = 0.86, zoom: float = 1.22, *, standing: bool = False) -> Rgba:
    """Move and scale a product so that it fills a share of the picture; a standing one keeps its feet low."""
    size = product.shape[0]
    ys, xs = np.nonzero(product[..., 3] > 0.4)
    x0, x1, y0, y1 = xs.min(), xs.max(), ys.min(), ys.max()
    k = min(fill * size / max(x1 - x0, y1 - y0), zoom)
    foot = 0.5 * size + k * (y1 - y0) / 2 + (0.02 * size if standing else 0)
    move = np.array([[k, 0, size / 2 - k * (x0 + x1) / 2], [0, k, foot - k * y1]], dtype=np.float32)
    flat = product.copy()
    flat[..., :3] *= flat[..., 3:]
    out = cv2.warpAffine(flat, move, (size, size), flags=cv2.INTER_CUBIC if k > 1 else cv2.INTER_AREA)
    out = np.clip(out, 0, 1)
    out[..., :3] /= np.maximum(out[..., 3:], 1e-4)
    return np.asarray(np.clip(out, 0, 1), dtype=np.float32)


def ground(size: int) -> Rgba:
    """Paint the near-white ground: lighter in the middle, a breath warmer at the bottom."""
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    fall = np.clip(np.hypot(x - 0.5, (y - 0.46) * 1.05) - 0.25, 0, 1)
    base = np.array([0.976, 0.974, 0.970], dtype=np.float32)
    return np.asarray(base * (1 - 0.055 * fall[..., None] ** 1.3), dtype=np.float32)


def _shadow_lying(alpha: Field) -> Field:
    """Shadow of a thing that lies on the ground: all round, more to the lower right."""
    size = alpha.shape[0]
    k = size / 1000
    move = np.array([[1, 0, 7 * k], [0, 1, 14 * k]], dtype=np.float32)
    far = cv2.warpAffine(alpha, move, (size, size))
    return 0.20 * blur(np.asarray(far, np.float32), 17 * k) + 0.16 * blur(alpha, 5 * k)


def _shadow_standing(alpha: Field) -> Field:
    """Shadow of a thing that stands: a flat pool at its foot, darkest where it touches."""
    size = alpha.shape[0]
    k = size / 1000
    rows = np.nonzero(alpha.max(axis=1) > 0.5)[0]
    foot = int(rows[-1]) if len(rows) else size - 1
    low = alpha.copy()
    low[: max(0, foot - round(150 * k))] = 0
    squash = np.array([[1, 0, 10 * k], [0, 0.13, foot - 0.13 * foot + 2 * k]], dtype=np.float32)
    pool = np.asarray(cv2.warpAffine(low, squash, (size, size)), np.float32)
    whole = np.array([[1, 0.0, 14 * k], [0, 0.05, foot - 0.05 * foot + 4 * k]], dtype=np.float32)
    wide = np.asarray(cv2.warpAffine(alpha, whole, (size, size)), np.float32)
    touch = alpha.copy()
    touch[: max(0, foot - round(9 * k))] = 0
    touch = np.asarray(
        cv2.warpAffine(touch, np.array([[1, 0, 0], [0, 1, 3 * k]], np.float32), (size, size)), np.float32
    )
    sum_ = 0.34 * blur(pool, 9 * k) + 0.20 * blur(wide, 26 * k) + 0.40 * blur(touch, 3.5 * k)
    return np.asarray(sum_, dtype=np.float32)


def shop_picture(
    draw: Draw, seed: str, size: int = 560, *, standing: bool = False, fill: float = 0.84
) -> Picture:
    """Draw the picture of a product for the shelf.

    Args:
        draw: paints the product on a canvas.
        seed: words that fix every random choice.
        size: pixels along an edge.
        standing: the product stands on the ground rather than lies on it.
        fill: share of the picture that the product fills.

    Returns:
        RGB picture, uint8, (size, size, 3).
    """
    product = framed(cut_out(draw, seed, size * 2), fill, standing=standing)
    alpha = np.ascontiguousarray(product[..., 3])
    base = ground(size * 2)
    shadow = _shadow_standing(alpha) if standing else _shadow_lying(alpha)
    base = base * (1 - np.clip(shadow, 0, 0.8)[..., None] * np.array([1.0, 0.985, 0.96], dtype=np.float32))
    out = base * (1 - alpha[..., None]) + product[..., :3] * alpha[..., None]
    small = cv2.resize(out, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(np.clip(small * 255 + 0.5, 0, 255), dtype=np.uint8)
