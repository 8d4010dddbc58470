"""Colours: the names a shop uses, and the shades that go with each."""

import colorsys

import numpy as np
from numpy.typing import NDArray

Colour = NDArray[np.float32]

SHADES: dict[str, str] = {
    "white": "f3f1ec",
    "cream": "eadfc8",
    "beige": "cfb797",
    "grey": "9a9c9f",
    "charcoal": "46494f",
    "black": "26272b",
    "navy": "27345a",
    "blue": "4a78b5",
    "sky": "a3c3de",
    "teal": "2f7f82",
    "green": "4f7f57",
    "olive": "76774a",
    "sage": "a9b79c",
    "yellow": "e3b64a",
    "mustard": "c8943a",
    "orange": "d9773f",
    "rust": "a9552f",
    "red": "b83a3c",
    "wine": "74283f",
    "pink": "e2a9b2",
    "rose": "c9788a",
    "lilac": "b3a2cd",
    "purple": "65508c",
    "brown": "75503a",
    "tan": "b4824f",
    "dark brown": "4a3328",
    "silver": "c3c6ca",
    "gold": "cfae6b",
    "clear": "dfe9ea",
}


def rgb(name: str) -> Colour:
    """Give the shade of a colour name or of six hex digits, as floats 0..1."""
    code = SHADES.get(name, name)
    return np.array([int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)], dtype=np.float32)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Blend two colours."""
    return np.asarray(a * np.float32(1 - share) + b * np.float32(share), dtype=np.float32)


def tone(colour: Colour, light: float = 1.0, saturation: float = 1.0) -> Colour:
    """Change lightness and saturation by factors."""
    hue, lum, sat = colorsys.rgb_to_hls(*(float(c) for c in colour))
    out = colorsys.hls_to_rgb(hue, min(1.0, lum * light), min(1.0, sat * saturation))
    return np.array(out, dtype=np.float32)


def luminance(colour: Colour) -> float:
    """Give the perceived lightness, 0..1."""
    return float(colour @ np.array([0.3, 0.59, 0.11], dtype=np.float32))


def contrast(colour: Colour) -> Colour:
    """Give a thread or trim colour that stays visible on a colour without shouting."""
    return tone(colour, 0.72) if luminance(colour) > 0.5 else tone(colour, 1.55, 0.8)
