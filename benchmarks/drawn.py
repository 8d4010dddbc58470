"""Products that nobody has seen: the project's own drawings, put together anew, and hard photos of them.

Each has the cut of one article of the demo shop, what another one of its kind is made of, and other hues, so
that neither the pictures of the demo shop nor copies of them hold it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks import lites
from benchmarks.distorted import HEAVY, Floats, Hardness, photograph, read, recoloured, save
from benchmarks.figures import ROOT
from benchmarks.machine import cores

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED = 50
DRAWING = ROOT / "training" / "drawing"
_CATALOG_SIDE, _VIEW_SIDE = 448, 640
_CATALOG_QUALITY = 85
_HUES = (40.0, 320.0)


@dataclass(frozen=True, slots=True)
class Cross:
    """A product: the places in the stock of the two articles it comes from, and its hues' turn in degrees."""

    cut: int
    cloth: int
    hue: float

    @property
    def sku(self) -> str:
        """Its number, which tells where it comes from."""
        return f"X-{self.cut:03d}-{self.cloth:03d}"


def crosses(count: int) -> list[Cross]:
    """Up to `count` products; no article gives its cut, or its cloth, to two of them."""
    rng = np.random.default_rng(SEED)
    kinds: dict[tuple[str, int], list[int]] = defaultdict(list)
    models: list[str] = []
    for place, item in enumerate(_stock()):
        draw = item.article.draw
        kinds[draw.painter.__name__, len(draw.args)].append(place)
        models.append(item.article.name.split(",")[0])
    pairs = [
        (cut, cloth)
        for places in kinds.values()
        for cut in places
        for cloth in places
        if models[cut] != models[cloth]
    ]
    rng.shuffle(pairs)
    cuts: set[int] = set()
    cloths: set[int] = set()
    made = []
    for cut, cloth in pairs:
        if len(made) < count and cut not in cuts and cloth not in cloths:
            cuts.add(cut)
            cloths.add(cloth)
            made.append(Cross(cut, cloth, float(rng.uniform(*_HUES))))
    return made


def category_of(cross: Cross) -> str:
    """The shelf that a product would stand on."""
    category: str = _stock()[cross.cut].article.category
    return category


def draw_all(made: Sequence[Cross], folder: Path, views: int, scenes: Sequence[Path]) -> None:
    """Draw each product for the catalog, and take `views` photos of each before parts of `scenes`."""
    context = get_context("spawn")
    with ProcessPoolExecutor(cores(), mp_context=context) as pool:
        list(pool.map(_draw, made, [folder] * len(made), [views] * len(made), [scenes] * len(made)))


def catalog_file(folder: Path, cross: Cross) -> Path:
    """A product's picture for the catalog."""
    return folder / "catalog" / f"{cross.sku}.jpg"


def view_file(folder: Path, sku: str, view: int) -> Path:
    """A photo of a product."""
    return folder / "photos" / f"{sku}-{view}.jpg"


def _draw(cross: Cross, folder: Path, views: int, scenes: Sequence[Path]) -> None:
    import cv2

    cv2.setNumThreads(1)
    stock = _stock()
    from drawing.studio import cut_out, framed, shop_picture

    article = stock[cross.cut].article
    cut, cloth = article.draw, stock[cross.cloth].article.draw

    def paint(canvas: Any) -> None:  # noqa: ANN401 - the drawing is no package that could name its type
        cut.painter(canvas, *cloth.args, **cut.kwargs)
        canvas.rgb[...] = recoloured(canvas.finish(), cross.hue)[..., :3]

    shelf: NDArray[np.uint8] = shop_picture(
        paint, cross.sku, _CATALOG_SIDE, standing=article.standing, fill=article.fill
    )
    save(shelf, catalog_file(folder, cross), _CATALOG_QUALITY)
    subject: Floats = framed(cut_out(paint, f"{cross.sku} again", _VIEW_SIDE), 0.94, 1.5)
    for view in range(views):
        seed = (SEED, cross.cut, cross.cloth, view)
        take(subject, view_file(folder, cross.sku, view), scenes, seed, HEAVY)


def take(subject: Floats, target: Path, scenes: Sequence[Path], seed: Sequence[int], how: Hardness) -> None:
    """Write one photo of a subject."""
    rng = np.random.default_rng(seed)
    behind, before = (read(scenes[int(rng.integers(len(scenes)))]) for _ in range(2))
    photo = photograph(subject, behind, before, how, rng)
    save(photo, target, int(rng.integers(*how.quality)))


def _stock() -> list[Any]:
    """The demo shop's articles."""
    lites.training()
    from drawing.stock import items

    return list(items())
