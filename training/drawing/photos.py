"""Photos as a client takes them: the product turned, lit from one side, on a busy ground."""

from dataclasses import dataclass

import cv2
import numpy as np

from drawing.geometry import rotate, spline, xy
from drawing.noise import Field, Rng, blur, generator, smoothstep, value_noise
from drawing.palette import rgb, tone
from drawing.patterns import Image
from drawing.scenes import SCENES, grid
from drawing.studio import Draw, Picture, Rgba, cut_out, framed

DETAIL = 1500  # pixels along the edge of the product before it is placed


@dataclass(frozen=True)
class Shot:
    """How one photo is taken.

    Attributes:
        name: file name without its number and ending.
        product: name of the article it shows.
        scene: name of the place.
        size: width and height in pixels.
        spot: middle of the product, as shares of width and height.
        reach: size of the product as a share of the short edge.
        turn: degrees clockwise.
        tip: perspective, 0 for straight from above; side and fall.
        cast: colour of the light, factors of red, green and blue.
        sun: direction of the light as x and y, its length being its strength.
        cover: what hides a part: book, leaf, cloth or nothing.
        soft: blur in pixels.
        standing: stands before the scene rather than lies in it.
    """

    name: str
    product: str
    scene: str
    size: tuple[int, int] = (900, 1200)
    spot: tuple[float, float] = (0.5, 0.5)
    reach: float = 0.95
    turn: float = 0
    tip: tuple[float, float] = (0.0, 0.0)
    cast: tuple[float, float, float] = (1.0, 1.0, 1.0)
    sun: tuple[float, float] = (-0.2, -0.2)
    cover: str = ""
    soft: float = 0.7
    standing: bool = False


SHOTS: tuple[Shot, ...] = (
    Shot(
        "checked-shirt",
        "Checked flannel shirt, wine",
        "bed",
        turn=-9,
        tip=(0.05, 0.10),
        cast=(1.05, 0.98, 0.90),
        sun=(-0.3, -0.2),
        reach=1.05,
    ),
    Shot(
        "floral-dress",
        "Floral tea dress, navy",
        "striped cover",
        turn=6,
        tip=(-0.05, 0.07),
        cast=(1.0, 1.0, 0.95),
        sun=(0.3, -0.25),
        reach=1.18,
        spot=(0.52, 0.51),
    ),
    Shot(
        "denim-jacket",
        "Denim jacket, mid blue",
        "oak",
        size=(1200, 900),
        turn=14,
        tip=(0.06, 0.12),
        cast=(1.08, 0.97, 0.86),
        sun=(-0.25, 0.2),
        reach=1.0,
        cover="book",
    ),
    Shot(
        "cable-jumper",
        "Cable jumper, cream",
        "sofa",
        turn=-16,
        tip=(0.04, 0.09),
        cast=(0.93, 0.99, 1.06),
        sun=(0.35, -0.1),
        reach=1.0,
        soft=1.0,
    ),
    Shot(
        "mid-blue-jeans",
        "Straight jeans, mid blue",
        "wool rug",
        turn=8,
        tip=(0.03, 0.14),
        cast=(1.06, 0.98, 0.88),
        sun=(-0.3, 0.1),
        reach=1.22,
        spot=(0.5, 0.54),
    ),
    Shot(
        "red-sneaker",
        "Canvas low-top, red",
        "tiles",
        size=(1200, 900),
        turn=-7,
        tip=(0.08, 0.05),
        cast=(0.95, 1.0, 1.04),
        sun=(-0.2, -0.35),
        reach=1.05,
    ),
    Shot(
        "chelsea-boot",
        "Chelsea boot, brown",
        "rug",
        turn=5,
        tip=(-0.06, 0.05),
        cast=(1.08, 0.97, 0.84),
        sun=(0.3, 0.15),
        reach=0.92,
        soft=1.1,
    ),
    Shot(
        "leather-satchel",
        "Satchel, brown",
        "lawn",
        turn=-11,
        tip=(0.07, 0.08),
        cast=(1.02, 1.02, 0.92),
        sun=(-0.35, -0.3),
        reach=0.96,
        cover="leaf",
    ),
    Shot(
        "dipped-mug",
        "Dipped mug, teal",
        "shelf",
        size=(1200, 900),
        turn=2,
        spot=(0.60, 0.57),
        reach=0.60,
        cast=(1.08, 0.98, 0.86),
        sun=(0.35, -0.2),
        standing=True,
    ),
    Shot(
        "banded-amphora",
        "Amphora, rust bands",
        "papered shelf",
        turn=-2,
        spot=(0.58, 0.52),
        reach=0.80,
        cast=(1.04, 0.99, 0.92),
        sun=(-0.35, -0.1),
        standing=True,
    ),
    Shot(
        "tartan-scarf",
        "Tartan scarf, camel",
        "walnut",
        turn=21,
        tip=(0.05, 0.10),
        cast=(0.98, 0.99, 1.0),
        sun=(0.2, -0.3),
        reach=1.02,
        cover="cloth",
    ),
    Shot(
        "tortoise-sunglasses",
        "Classic sunglasses, tortoise",
        "terrazzo",
        size=(1200, 900),
        turn=-18,
        tip=(0.08, 0.12),
        cast=(1.04, 1.0, 0.93),
        sun=(-0.4, -0.25),
        reach=1.05,
        soft=0.9,
    ),
)


def _place(product: Rgba, shot: Shot) -> Rgba:
    """Turn and tilt the product into the photo; colour comes multiplied by alpha."""
    w, h = shot.size
    side = shot.reach * min(w, h)
    corners = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]]) * side
    a = np.deg2rad(shot.turn)
    turned = corners @ np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    lean, fall = shot.tip
    depth = 1 + fall * turned[:, 1] / side + lean * turned[:, 0] / side
    target = turned * depth[:, None] * np.array([1, 1 - fall * 0.6]) + xy(shot.spot[0] * w, shot.spot[1] * h)
    n = product.shape[0]
    source = np.array([[0, 0], [n, 0], [n, n], [0, n]], dtype=np.float32)
    move = cv2.getPerspectiveTransform(source, target.astype(np.float32))
    flat = product.copy()
    flat[..., :3] *= flat[..., 3:]
    soft = cv2.GaussianBlur(flat, (0, 0), max(0.3, 0.42 * n / side))
    return np.asarray(cv2.warpPerspective(soft, move, (w, h), flags=cv2.INTER_LINEAR), dtype=np.float32)


def _shadow(alpha: Field, shot: Shot) -> Field:
    h, w = alpha.shape
    k = min(w, h) / 900
    if shot.standing:
        rows = np.nonzero(alpha.max(axis=1) > 0.5)[0]
        foot = int(rows[-1])
        lean = -0.5 if shot.sun[0] > 0 else 0.5
        squash = np.array(
            [[1, lean * 0.4, -lean * 0.4 * foot], [0, 0.16, foot * 0.84 - 4 * k]], dtype=np.float32
        )
        pool = np.asarray(cv2.warpAffine(alpha, squash, (w, h)), np.float32)
        return 0.62 * blur(pool, 13 * k) + 0.3 * blur(pool, 4 * k)
    dx, dy = -shot.sun[0] * 62 * k, (-shot.sun[1] * 42 + 16) * k
    move = np.array([[1, 0, dx], [0, 1, dy]], dtype=np.float32)
    far = np.asarray(cv2.warpAffine(alpha, move, (w, h)), np.float32)
    return 0.42 * blur(far, 13 * k) + 0.34 * blur(alpha, 5 * k)


def _cover(picture: Image, shot: Shot, rng: Rng) -> None:
    """Lay something over a corner of the product."""
    h, w = picture.shape[:2]
    shapes: list[tuple[np.ndarray, str]] = []
    if shot.cover == "book":
        body = np.array([[0.72, 0.66], [1.04, 0.58], [1.10, 1.02], [0.80, 1.08]])
        shapes = [
            (body, "3f5a66"),
            (np.array([[0.755, 0.70], [1.02, 0.635], [1.03, 0.665], [0.762, 0.732]]), "d9c9a2"),
        ]
    elif shot.cover == "cloth":
        shapes = [
            (
                spline(
                    [(-0.05, 0.74), (0.10, 0.79), (0.26, 0.80), (0.33, 0.93), (0.46, 1.06), (-0.05, 1.06)],
                    closed=True,
                ),
                "8c4a3e",
            )
        ]
    elif shot.cover == "leaf":
        for k, (x, y, turn) in enumerate(
            ((1.03, 0.98, 34), (1.04, 0.90, 12), (1.0, 1.06, 58), (1.05, 0.80, -8))
        ):
            blade = spline([(0, 0, 1), (-0.16, -0.05), (-0.33, 0.0, 1), (-0.16, 0.06)], closed=True)
            shapes.append(
                (rotate(blade, turn, (0, 0)) * xy(1.0, 0.75) + xy(x, y), "4f7a3d" if k % 2 else "6a9a52")
            )
    for outline, colour in shapes:
        mask = np.zeros((h, w), np.uint8)
        cv2.fillPoly(mask, [np.round(outline * xy(w, h) * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        cover = np.asarray(mask / np.float32(255), dtype=np.float32)
        soft = blur(cover, 16)
        picture *= 1 - 0.42 * (soft * (1 - cover))[..., None]
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        wave = value_noise(x, y, rng, (90, 160)) * (0.10 if shot.cover == "cloth" else 0.03)
        paint = tone(rgb(colour), 1.0) * (0.78 + 0.26 * soft + wave)[..., None]
        picture[...] = picture * (1 - cover[..., None]) + paint * cover[..., None]


def _expose(picture: Image, shot: Shot, rng: Rng) -> Image:
    """Apply the light of the place and the faults of a phone camera."""
    h, w = picture.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    a, b = x / w - 0.5, y / h - 0.5
    slope = 1 + 0.9 * (shot.sun[0] * a + shot.sun[1] * b)
    pool = 0.94 + 0.14 * np.exp(-(((a - shot.sun[0]) ** 2) + (b - shot.sun[1]) ** 2) / 0.16)
    blot = 1 + 0.06 * value_noise(x, y, rng, (w * 0.5, h * 0.4))
    vignette = 1 - 0.55 * smoothstep(0.36, 0.95, np.hypot(a, b).astype(np.float32))
    out = picture * (slope * pool * blot * vignette * 0.93)[..., None] * np.array(shot.cast, dtype=np.float32)
    out = blur(np.clip(out, 0, 1.3).astype(np.float32), shot.soft)
    out = 1 - np.exp(-1.55 * out) + 0.21 * out**2
    grain = blur(rng.normal(0, 1, (h, w, 1)).astype(np.float32)[..., 0], 0.6)
    return np.asarray(np.clip(out + 0.011 * grain[..., None], 0, 1), dtype=np.float32)


def take(shot: Shot, draw: Draw) -> Picture:
    """Take one photo.

    Args:
        shot: how it is taken.
        draw: paints the product.

    Returns:
        RGB picture, uint8, (height, width, 3).
    """
    w, h = shot.size
    rng = generator("photo", shot.name)
    u, v = grid(w, h)
    picture = SCENES[shot.scene](u, v, rng)
    product = framed(cut_out(draw, f"photo {shot.name}", DETAIL), 0.94, 1.5)
    placed = _place(product, shot)
    alpha = np.clip(placed[..., 3], 0, 1)
    shade = np.clip(_shadow(alpha, shot), 0, 0.85)[..., None]
    picture = picture * (1 - shade * np.array([1.0, 0.97, 0.93], dtype=np.float32))
    picture = np.asarray(picture * (1 - alpha[..., None]) + placed[..., :3] * 0.96, dtype=np.float32)
    _cover(picture, shot, rng)
    return np.asarray(_expose(picture, shot, rng) * 255 + 0.5, dtype=np.uint8)
