"""Photos that nobody took: a product put into a scene, turned, half hidden, in bad light, through a bad lens.

This is for measuring only. It shares nothing with what the model is trained or the program calibrated on, so
that a figure does not merely tell how well the one knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Rng = np.random.Generator
Floats = NDArray[np.float32]
Picture = NDArray[np.uint8]
Span = tuple[float, float]

LONG, SHORT = 720, 540
_BYTE = np.float32(255)
_SHADE = 0.45
_EDGE_NOISE = 5  # waves along the edge of what hides a product


@dataclass(frozen=True, slots=True)
class Hardness:
    """How much of everything; each photo draws its own from these ranges.

    Attributes:
        fill: longer side of the product, as a share of the photo's shorter side.
        roll: degrees in the photo's plane, either way.
        lean: degrees about the upright and the level axis, either way.
        hidden: share of the product behind something else.
        hiding: how many photos of ten have something in front.
        glare: how many photos of ten have glare on the product.
        light: exposure as powers of 2, either way.
        slope: brightest to darkest side, as powers of 2.
        cast: of a colour channel, as powers of 2, either way.
        blur: defocus, pixels (standard deviation).
        shake: length of motion blur, pixels.
        grain: noise, of 255.
        quality: of the JPEG.
    """

    fill: Span
    roll: float
    lean: float
    hidden: Span
    hiding: int
    glare: int
    light: float
    slope: float
    cast: float
    blur: Span
    shake: float
    grain: Span
    quality: tuple[int, int]


HEAVY = Hardness(
    fill=(0.55, 1.05), roll=60, lean=38, hidden=(0.2, 0.5), hiding=6, glare=4, light=0.7, slope=1.3,
    cast=0.25, blur=(0.3, 2.2), shake=9, grain=(2, 10), quality=(40, 80),
)  # fmt: skip
PHONE = Hardness(
    fill=(0.4, 0.85), roll=40, lean=40, hidden=(0.05, 0.25), hiding=3, glare=5, light=0.6, slope=1.0,
    cast=0.18, blur=(0.3, 1.3), shake=4, grain=(1, 6), quality=(55, 88),
)  # fmt: skip


def photograph(subject: Floats, behind: Picture, before: Picture, how: Hardness, rng: Rng) -> Picture:
    """Take a photo of a product.

    Args:
        subject: RGBA of 0..1, float32 (H, W, 4), colour not multiplied by alpha.
        behind: picture of the scene, uint8 (h, w, 3), RGB.
        before: picture of what may stand in front.
        how: how hard it is made.
        rng: draws everything; the same state gives the same photo.

    Returns:
        uint8 (h, w, 3), RGB, upright or lying.
    """
    size = (SHORT, LONG) if rng.random() < 0.7 else (LONG, SHORT)
    scene = backdrop(behind, size, rng).astype(np.float32) / _BYTE
    placed = _placed(subject, size, how, rng)
    alpha = placed[..., 3:]
    scene *= 1 - _SHADE * _shadow(alpha[..., 0], rng)[..., None]
    scene = scene * (1 - alpha) + placed[..., :3]
    if rng.integers(10) < how.glare:
        scene += _glare(alpha[..., 0], rng)[..., None]
    if rng.integers(10) < how.hiding:
        cover = _front(alpha[..., 0], rng.uniform(*how.hidden), rng)[..., None]
        scene = scene * (1 - cover) + backdrop(before, size, rng).astype(np.float32) / _BYTE * cover
    return _seen(_lit(scene, how, rng), how, rng)


def save(picture: Picture, target: Path, quality: int) -> None:
    """Write uint8 (h, w, 3), RGB, as JPEG."""
    target.parent.mkdir(parents=True, exist_ok=True)
    bgr = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    target.write_bytes(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes())


def read(path: Path) -> Picture:
    """A plain picture file, uint8 (h, w, 3), RGB.

    Raises:
        ValueError: OpenCV cannot read it.
    """
    bgr = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if bgr is None:
        raise ValueError(f"{path.name} cannot be read")
    rgb: Picture = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)
    return rgb


def card(rgb: Picture) -> Floats:
    """A printed picture as a subject: all of it solid, float32 (h, w, 4)."""
    return np.dstack([rgb.astype(np.float32) / _BYTE, np.ones(rgb.shape[:2], np.float32)])


def recoloured(subject: Floats, degrees: float) -> Floats:
    """A subject with its hues turned about the grey axis of CIE Lab; greys stay, and so does lightness."""
    lab = cv2.cvtColor(np.ascontiguousarray(subject[..., :3]), cv2.COLOR_RGB2LAB)
    turn = np.deg2rad(degrees)
    a, b = lab[..., 1].copy(), lab[..., 2].copy()
    lab[..., 1] = np.cos(turn) * a - np.sin(turn) * b
    lab[..., 2] = np.sin(turn) * a + np.cos(turn) * b
    rgb = np.clip(cv2.cvtColor(lab, cv2.COLOR_LAB2RGB), 0, 1)
    return np.dstack([rgb, subject[..., 3]]).astype(np.float32)


def close_up(rgb: Picture, area: Span, turn: float, rng: Rng) -> Picture:
    """A part of a picture where it has texture, as from nearer by.

    It is mirrored in half of all cases, and exposed otherwise.

    Args:
        rgb: uint8 (h, w, 3), RGB.
        area: how much of the picture is left, from least to most.
        turn: degrees by which it may be turned, either way.
        rng: draws what is cut out, how it is turned, and the exposure.

    Returns:
        uint8 (h', w', 3) of the same proportions.
    """
    height, width = rgb.shape[:2]
    side = np.sqrt(rng.uniform(*area))
    rows, columns = max(1, round(height * side)), max(1, round(width * side))
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    texture = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    inside = cv2.boxFilter(texture, -1, (columns, rows), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    corners = inside[: height - rows + 1, : width - columns + 1].astype(np.float64).ravel() ** 4 + 1e-9
    top, left = divmod(int(rng.choice(len(corners), p=corners / corners.sum())), width - columns + 1)
    middle = (left + columns / 2, top + rows / 2)
    move = cv2.getRotationMatrix2D(middle, rng.uniform(-turn, turn), 1.0)
    move[:, 2] -= (left, top)
    part = cv2.warpAffine(rgb, move, (columns, rows), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    part = part[:, ::-1] if rng.random() < 0.5 else part
    lit = part.astype(np.float32) / _BYTE * 2 ** rng.uniform(-0.5, 0.35) * 2 ** rng.uniform(-0.08, 0.08, 3)
    return _bytes(lit)


def backdrop(picture: Picture, size: tuple[int, int], rng: Rng) -> Picture:
    """A random part of a picture that fills (width, height)."""
    width, height = size
    rows, columns = picture.shape[:2]
    scale = max(width / columns, height / rows) * rng.uniform(1.0, 1.8)
    grown = (max(width, round(columns * scale)), max(height, round(rows * scale)))
    large = cv2.resize(picture, grown, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    left, top = (int(rng.integers(0, most - least + 1)) for most, least in zip(grown, size, strict=True))
    part = large[top : top + height, left : left + width]
    return np.ascontiguousarray(part[:, ::-1] if rng.random() < 0.5 else part)


def _placed(subject: Floats, size: tuple[int, int], how: Hardness, rng: Rng) -> Floats:
    """The subject as a plane in space, seen by a pinhole camera; colour comes multiplied by alpha."""
    height, width = subject.shape[:2]
    length = rng.uniform(*how.fill) * min(size)
    plane = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    points = np.column_stack([plane * (length / max(width, height)), np.zeros(4)])
    turn = _rotation(*np.deg2rad(rng.uniform(-1, 1, 3) * (how.lean, how.lean, how.roll)))
    points = points @ turn.T
    focal = rng.uniform(1.1, 1.8) * max(size)
    seen = points[:, :2] * (focal / (focal + points[:, 2:]))
    spot = np.array(size) * (0.5 + rng.uniform(-0.09, 0.09, 2))
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    move = cv2.getPerspectiveTransform(source, (seen + spot).astype(np.float32))
    flat = subject.copy()
    flat[..., :3] *= flat[..., 3:]
    shrunk = max(width, height) / length
    if shrunk > 1:
        flat = cv2.GaussianBlur(flat, (0, 0), 0.45 * shrunk)
    out: Floats = np.clip(cv2.warpPerspective(flat, move, size, flags=cv2.INTER_LINEAR), 0, 1)
    return out


def _rotation(pitch: float, yaw: float, roll: float) -> NDArray[np.float64]:
    """About the level, the upright and the viewing axis, in this order."""
    (a, b, c), (d, e, f) = np.cos([pitch, yaw, roll]), np.sin([pitch, yaw, roll])
    level = np.array([[1, 0, 0], [0, a, -d], [0, d, a]])
    upright = np.array([[b, 0, e], [0, 1, 0], [-e, 0, b]])
    viewing = np.array([[c, -f, 0], [f, c, 0], [0, 0, 1]])
    turned: NDArray[np.float64] = viewing @ upright @ level
    return turned


def _shadow(alpha: Floats, rng: Rng) -> Floats:
    move = np.array([[1, 0, rng.uniform(-30, 30)], [0, 1, rng.uniform(4, 30)]], np.float32)
    shade: Floats = cv2.GaussianBlur(cv2.warpAffine(alpha, move, alpha.shape[::-1]), (0, 0), 12)
    return shade


def _glare(alpha: Floats, rng: Rng) -> Floats:
    """One or two soft bright spots on the product."""
    rows, columns = np.nonzero(alpha > 0.5)
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]].astype(np.float32)
    total = np.zeros_like(alpha)
    for _ in range(int(rng.integers(1, 3)) if len(rows) else 0):
        place = int(rng.integers(len(rows)))
        turn, wide, narrow = rng.uniform(0, np.pi), rng.uniform(50, 150), rng.uniform(12, 60)
        along = (x - columns[place]) * np.cos(turn) + (y - rows[place]) * np.sin(turn)
        across = (y - rows[place]) * np.cos(turn) - (x - columns[place]) * np.sin(turn)
        spot = np.exp(-((along / wide) ** 2) - (across / narrow) ** 2)
        total += np.float32(rng.uniform(0.45, 1.0)) * spot.astype(np.float32)
    return total


def _front(alpha: Floats, hidden: float, rng: Rng) -> Floats:
    """What stands in front comes in from one side with a wavy edge, and hides this share of the product."""
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]].astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    towards = x * np.cos(turn) + y * np.sin(turn)
    along = y * np.cos(turn) - x * np.sin(turn)
    for _ in range(_EDGE_NOISE):
        wave, height = rng.uniform(120, 500), rng.uniform(4, 22)
        towards = towards + height * np.sin(along * (2 * np.pi / wave) + rng.uniform(0, 2 * np.pi))
    inside = towards[alpha > 0.5]
    if not len(inside):
        return np.zeros_like(alpha)
    cover = (towards > np.quantile(inside, 1 - hidden)).astype(np.float32)
    soft: Floats = cv2.GaussianBlur(cover, (0, 0), 1.2)
    return soft


def _lit(scene: Floats, how: Hardness, rng: Rng) -> Floats:
    """Too dark or too bright, brighter at one side, and tinted."""
    y, x = np.mgrid[0 : scene.shape[0], 0 : scene.shape[1]].astype(np.float32)
    turn = rng.uniform(0, 2 * np.pi)
    slope = np.cos(turn) * (x / scene.shape[1] - 0.5) + np.sin(turn) * (y / scene.shape[0] - 0.5)
    stops = rng.uniform(-how.light, how.light) + rng.uniform(0, how.slope) * slope
    tint = rng.uniform(-how.cast, how.cast, 3)
    lit: Floats = (scene * 2 ** (stops[..., None] + tint)).astype(np.float32)
    return lit


def _seen(scene: Floats, how: Hardness, rng: Rng) -> Picture:
    """Out of focus, shaken, grainy."""
    blurred = cv2.GaussianBlur(np.clip(scene, 0, 1.2), (0, 0), rng.uniform(*how.blur))
    length = int(rng.uniform(0, how.shake))
    if length > 1:
        turn = rng.uniform(0, np.pi)
        kernel = np.zeros((2 * length + 1, 2 * length + 1), np.float32)
        reach = np.round(np.array([np.cos(turn), np.sin(turn)]) * length / 2).astype(int)
        middle = np.array([length, length])
        cv2.line(kernel, (middle - reach).tolist(), (middle + reach).tolist(), 1.0, 1)
        blurred = cv2.filter2D(blurred, -1, kernel / kernel.sum())
    grain = rng.normal(0, rng.uniform(*how.grain), scene.shape).astype(np.float32)
    return _bytes(blurred + grain / _BYTE)


def _bytes(rgb: NDArray[np.floating]) -> Picture:
    return np.clip(rgb * 255 + 0.5, 0, 255).astype(np.uint8)
