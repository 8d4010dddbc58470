"""Pictures drawn for training alone: flat prints such as labels and packages, and recoloured demo articles.

Printed goods and articles that differ by colour are what the photos of the other sets hardly show.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from .recipe import RESOURCES, ROOT, Recipe

if TYPE_CHECKING:
    from drawing.patterns import Pattern

Rng = np.random.Generator
Picture = NDArray[np.uint8]
_SYLLABLES = (
    "ba be bi bo da de el en fa fi ga go ka ki la le li lo ma me mi mo na ne no pa ra re ri ro sa se so "
    "ta te to va vi"
)
_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
_HUES = (35.0, 325.0)


def draw(folder: Path, recipe: Recipe) -> None:
    """Write all drawn pictures as PNG; the same recipe gives the same pixels."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(recipe.prints):
        rng = np.random.default_rng((recipe.seed, 1, number))
        Image.fromarray(label(rng)).save(folder / f"print-{number:03d}.png")
    articles = sorted((RESOURCES / "demo" / "products").glob("*.jpg"))
    chosen = np.random.default_rng((recipe.seed, 2)).permutation(len(articles))[: recipe.recoloured]
    for place in sorted(chosen.tolist()):
        rng = np.random.default_rng((recipe.seed, 3, place))
        rgb = np.asarray(Image.open(articles[place]).convert("RGB"))
        Image.fromarray(hue_turned(rgb, rng.uniform(*_HUES))).save(folder / f"{articles[place].stem}.png")


def hue_turned(rgb: Picture, degrees: float) -> Picture:
    """A picture with all hues turned in HSV, uint8 (h, w, 3); greys stay."""
    hsv = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = ((hsv[..., 0].astype(np.int32) + round(degrees / 2)) % 180).astype(np.uint8)
    turned: Picture = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)
    return turned


def label(rng: Rng) -> Picture:
    """A flat print with a pattern, panels, an emblem and words; uint8 (h, w, 3)."""
    width, height = (int(side) for side in rng.integers(280, 480, 2))
    base = _colour(rng)
    picture = Image.fromarray(_ground(rng, width, height, base))
    pen = ImageDraw.Draw(picture)
    for _ in range(int(rng.integers(1, 4))):
        _panel(pen, rng, width, height)
    for _ in range(int(rng.integers(1, 4))):
        _emblem(pen, rng, width, height)
    name = " ".join(_word(rng) for _ in range(int(rng.integers(1, 3))))
    _words(pen, rng, name, (width, height), (0.10, 0.20))
    for _ in range(int(rng.integers(1, 5))):
        text = " ".join(_word(rng) for _ in range(int(rng.integers(2, 6))))
        _words(pen, rng, text, (width, height), (0.03, 0.06))
    if rng.random() < 0.25:
        _bars(pen, rng, width, height)
    return np.asarray(picture)


def _ground(rng: Rng, width: int, height: int, base: tuple[int, int, int]) -> Picture:
    if rng.random() < 0.5:
        top, bottom = np.array(base, np.float32), np.array(_colour(rng), np.float32)
        share = np.linspace(0, rng.uniform(0, 0.7), height, dtype=np.float32)[:, None, None]
        return np.broadcast_to(top + (bottom - top) * share, (height, width, 3)).astype(np.uint8)
    v, u = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.clip(_pattern(rng)(u, v, rng) * 255, 0, 255).astype(np.uint8)


def _pattern(rng: Rng) -> Pattern:
    """One of the project's own patterns in colours and measures drawn at random."""
    if str(ROOT / "training") not in sys.path:
        sys.path.append(str(ROOT / "training"))
    from drawing import patterns as p

    one, two, three = ("{:02x}{:02x}{:02x}".format(*_colour(rng)) for _ in range(3))
    period = float(rng.uniform(18, 80))
    made: list[Callable[[], Pattern]] = [
        lambda: p.stripes(one, [(two, 0.0, period / 3), (three, period / 2, period / 8)], period),
        lambda: p.gingham(one, two, period),
        lambda: p.checker(one, two, period),
        lambda: p.dots(one, two, period, period / 4),
        lambda: p.zigzag([one, two, three], period, period / 2),
        lambda: p.argyle(one, two, three, period * 2),
        lambda: p.marbled(one, two, period),
        lambda: p.windowpane(one, two, period),
    ]
    return made[int(rng.integers(len(made)))]()


def _colour(rng: Rng) -> tuple[int, int, int]:
    hue, saturation, value = rng.integers(180), rng.integers(0, 256), rng.integers(40, 256)
    pixel = cv2.cvtColor(np.array([[[hue, saturation, value]]], np.uint8), cv2.COLOR_HSV2RGB)
    red, green, blue = pixel[0, 0].tolist()
    return red, green, blue


def _panel(pen: ImageDraw.ImageDraw, rng: Rng, width: int, height: int) -> None:
    w, h = rng.uniform(0.3, 1.0) * width, rng.uniform(0.12, 0.5) * height
    x, y = rng.uniform(0, max(width - w, 1)), rng.uniform(0, max(height - h, 1))
    edge = _colour(rng) if rng.random() < 0.4 else None
    radius = rng.uniform(0, 0.3) * min(w, h)
    pen.rounded_rectangle(
        (x, y, x + w, y + h), radius, fill=_colour(rng), outline=edge, width=int(rng.integers(2, 7))
    )


def _emblem(pen: ImageDraw.ImageDraw, rng: Rng, width: int, height: int) -> None:
    """A disc, a star or a leaf-like figure."""
    x, y = rng.uniform(0.15, 0.85, 2) * (width, height)
    size = rng.uniform(0.08, 0.25) * min(width, height)
    points = int(rng.integers(3, 13))
    inner = rng.uniform(0.3, 1.0)
    turns = np.arange(2 * points) * np.pi / points + rng.uniform(0, np.pi)
    radii = np.where(np.arange(2 * points) % 2, inner, 1.0) * size
    if rng.random() < 0.6:
        pen.ellipse((x - size * 1.3, y - size * 1.3, x + size * 1.3, y + size * 1.3), fill=_colour(rng))
    outline = np.stack([x + radii * np.cos(turns), y + radii * np.sin(turns)], axis=1)
    pen.polygon([tuple(point) for point in outline.tolist()], fill=_colour(rng))


def _word(rng: Rng) -> str:
    syllables = _SYLLABLES.split()
    text = "".join(syllables[int(place)] for place in rng.integers(len(syllables), size=rng.integers(2, 5)))
    return (text, text.upper(), text.capitalize())[int(rng.integers(3))]


def _words(
    pen: ImageDraw.ImageDraw, rng: Rng, text: str, size: tuple[int, int], share: tuple[float, float]
) -> None:
    weight = _WEIGHTS[int(rng.integers(len(_WEIGHTS)))]
    points = rng.uniform(*share) * size[1]
    font = ImageFont.truetype(str(RESOURCES / "fonts" / f"Inter-{weight}.otf"), max(8, points))
    length = pen.textlength(text, font)
    x, y = rng.uniform(0, max(size[0] - length, 1)), rng.uniform(0.03, 0.9) * size[1]
    pen.text((x, y), text, font=font, fill=_colour(rng))


def _bars(pen: ImageDraw.ImageDraw, rng: Rng, width: int, height: int) -> None:
    x, y, h = rng.uniform(0.05, 0.6) * width, rng.uniform(0.6, 0.85) * height, 0.12 * height
    pen.rectangle((x, y, x + 0.33 * width, y + h), fill=(255, 255, 255))
    for place in np.cumsum(rng.integers(2, 7, 24)):
        if place < 0.3 * width:
            pen.line((x + 4 + place, y + 3, x + 4 + place, y + h - 3), fill=(0, 0, 0), width=1)
