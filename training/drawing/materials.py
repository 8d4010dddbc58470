"""Materials: the fine surface of each and how it takes the light."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from drawing.noise import Field, Rng, cloud, value_noise
from drawing.patterns import Pattern, plain

Weave = Callable[[Field, Field, Rng], tuple[Field, Field]]

TAU = np.float32(2 * np.pi)


def _smooth(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    return np.zeros_like(u), np.zeros_like(u)


def _cotton(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    n = value_noise(u, v, rng, (5, 5))
    return 0.05 * n, 0.006 * n


def _canvas(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    a = np.sin(u * TAU / 7.0) * np.sin(v * TAU / 7.0)
    n = value_noise(u, v, rng, (30, 5)) + value_noise(u, v, rng, (5, 30))
    return (0.32 * a + 0.07 * n).astype(np.float32), (0.02 * a + 0.025 * n).astype(np.float32)


def _denim(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    twill = np.sin((u * 1.0 + v * 0.62) * TAU / 6.5)
    slub = value_noise(u, v, rng, (3.5, 60))
    fade = cloud(u, v, rng, (150, 220), 2)
    return (0.17 * twill).astype(np.float32), (0.05 * twill + 0.055 * slub + 0.06 * fade).astype(np.float32)


def _knit(size: float) -> Weave:
    def weave(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
        col = np.abs(np.mod(u / size, 1) - 0.5) * 2
        v_shape = np.mod(v / (size * 0.82) + col * 0.75, 1)
        loop = np.sin(v_shape * np.pi) ** 0.8 * np.sin(np.clip(col * 0.92 + 0.04, 0, 1) * np.pi) ** 0.6
        fuzz = value_noise(u, v, rng, (6, 6))
        return (size * 0.21 * loop).astype(np.float32), (0.15 * (loop - 0.6) + 0.012 * fuzz).astype(
            np.float32
        )

    return weave


def _cable(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    bump, tone = _knit(9.0)(u, v, rng)
    lane = np.mod(u + 48, 96) - 48
    swing = 15 * np.sin(v * TAU / 78)
    rope = sum(
        np.exp(-(((lane - s * swing) / 11) ** 2)) * (1.1 + s * 0.5 * np.cos(v * TAU / 78)) for s in (-1, 1)
    )
    purl = np.exp(-((np.abs(lane) - 34) ** 2) / 26)
    return (bump + 6.5 * rope - 4 * purl).astype(np.float32), (tone - 0.10 * purl).astype(np.float32)


def _rib(size: float) -> Weave:
    def weave(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
        wave = np.cos(u * TAU / size)
        stitch = np.sin(v * TAU / 8.5 + np.abs(wave) * 1.6)
        fuzz = value_noise(u, v, rng, (6, 6))
        bump = size * 0.15 * wave + 0.35 * stitch
        return bump.astype(np.float32), (0.07 * wave + 0.03 * stitch + 0.02 * fuzz).astype(np.float32)

    return weave


def _wool(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    n = value_noise(u, v, rng, (7, 7)) + np.float32(0.8) * value_noise(u, v, rng, (16, 4))
    return np.float32(0.22) * n, np.float32(0.026) * n


def _leather(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    fine = np.abs(value_noise(u, v, rng, (9, 8))) + np.float32(0.5) * np.abs(value_noise(u, v, rng, (5, 5)))
    wear = cloud(u, v, rng, (160, 120), 2)
    return np.float32(0.20) * fine, (0.045 * wear + 0.03 * fine).astype(np.float32)


def _suede(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    nap = cloud(u, v, rng, (60, 90), 3)
    n = value_noise(u, v, rng, (5, 5))
    return 0.2 * n, (0.05 * nap + 0.03 * n).astype(np.float32)


def _wood(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    drift = cloud(u, v, rng, (40, 360), 2)
    rings = np.sin((u / 15 + 2.2 * drift) * TAU * 0.5)
    pores = value_noise(u, v, rng, (3, 46))
    return (0.15 * rings).astype(np.float32), (0.09 * rings + 0.05 * pores).astype(np.float32)


def _straw(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    row = np.floor(v / 11)
    a = np.sin((u / 15 + 0.5 * np.mod(row, 2)) * TAU) * np.abs(np.sin(v * np.pi / 11))
    n = value_noise(u, v, rng, (9, 7))
    return (1.5 * a).astype(np.float32), (0.10 * a + 0.06 * n).astype(np.float32)


def _brushed(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    n = value_noise(u, v, rng, (90, 2.2))
    return np.zeros_like(u), 0.022 * n


def _corduroy(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    wale = np.abs(np.sin(u * np.pi / 11.0)) ** 0.6
    n = value_noise(u, v, rng, (8, 30))
    return (1.9 * wale).astype(np.float32), (0.16 * (wale - 0.6) + 0.02 * n).astype(np.float32)


def _quilt(u: Field, v: Field, rng: Rng) -> tuple[Field, Field]:
    a = np.abs(np.sin((u + v) * np.pi / 62)) * np.abs(np.sin((u - v) * np.pi / 62))
    n = value_noise(u, v, rng, (14, 14))
    return (9 * np.sqrt(a) + 0.3 * n).astype(np.float32), (-0.12 * np.exp(-a * 22)).astype(np.float32)


@dataclass(frozen=True)
class Material:
    """How a surface takes the light.

    Attributes:
        weave: fine height and tone at surface coordinates.
        bump: strength of the fine height.
        shine: strength of the highlight.
        gloss: narrowness of the highlight.
        metal: 0 for none, 1 for a mirror of the room.
        fuzz: light caught by fibres at the rim.
        depth: strength of form shading, 1 for cloth.
    """

    weave: Weave = _smooth
    bump: float = 1.0
    shine: float = 0.0
    gloss: float = 12.0
    metal: float = 0.0
    fuzz: float = 0.0
    depth: float = 1.0


COTTON = Material(_cotton)
CANVAS = Material(_canvas)
DENIM = Material(_denim)
KNIT = Material(_knit(12.0), fuzz=0.12)
CHUNKY = Material(_knit(21.0), fuzz=0.14)
CABLE = Material(_cable, fuzz=0.12)
RIB = Material(_rib(13.0), fuzz=0.10)
WOOL = Material(_wool, fuzz=0.12)
LEATHER = Material(_leather, shine=0.30, gloss=14, depth=1.1)
PATENT = Material(_smooth, shine=0.75, gloss=46, depth=1.15)
SUEDE = Material(_suede, fuzz=0.16)
SATIN = Material(_smooth, shine=0.42, gloss=9, depth=1.25)
NYLON = Material(_cotton, shine=0.16, gloss=10)
WOOD = Material(_wood, shine=0.10, gloss=12)
STRAW = Material(_straw)
METAL = Material(_brushed, metal=0.9, shine=0.4, gloss=30)
POLISHED = Material(_smooth, metal=1.0, shine=0.6, gloss=50)
GLAZED = Material(_smooth, shine=0.55, gloss=40, depth=1.1)
MATT = Material(_cotton, bump=0.6, shine=0.06, gloss=6)
RUBBER = Material(_smooth, shine=0.10, gloss=10)
CORDUROY = Material(_corduroy)
QUILTED = Material(_quilt, shine=0.18, gloss=10)


@dataclass(frozen=True)
class Fabric:
    """A pattern on a material."""

    pattern: Pattern
    material: Material = COTTON

    def on(self, material: Material) -> "Fabric":
        """Give the same pattern on another material."""
        return replace(self, material=material)


def cloth(colour: str, material: Material = COTTON) -> Fabric:
    """Make a plain fabric of one colour."""
    return Fabric(plain(colour), material)
