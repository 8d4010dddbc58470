"""The sets that matching quality is measured on: a catalog, photos, and what is right for each."""

from __future__ import annotations

import csv
import hashlib
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from benchmarks import distorted, drawn
from benchmarks.figures import ROOT, WORK, Options
from benchmarks.measures import DEPTH, Judged, held_out, numbered
from benchmarks.program import Product

GARMENTS = {
    "t-shirt": {"Tshirts"},
    "shirt": {"Shirts"},
    "pants": {"Trousers", "Jeans", "Track Pants"},
    "shorts": {"Shorts"},
    "dress": {"Dresses"},
    "skirt": {"Skirts"},
    "outwear": {"Jackets", "Sweatshirts"},
    "shoes": {"Casual Shoes", "Sports Shoes", "Formal Shoes"},
    "hat": {"Caps", "Hat"},
}
"""Which kinds of `fashion` are right for a photo of `clothing`; `longsleeve` may be many and is left out."""

_QUALITY = 90
_ALL = 1_000_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many of each.

    Attributes:
        held_out: photos of each set that training leaves alone.
        others: photos of each set that training may see.
        repeated: held-out photos that are asked again in another catalog.
        strangers: photos that are asked in a catalog of another trade.
        fashion: products.
        drawn: products, with `views` photos each.
        printed: products, with `takes` photos each.
        styles: products that are asked for with a close-up, alone and in a `crowd`.
        beside_fashion: products of the catalog that holds everything; so `beside_clothing`.
    """

    held_out: int = _ALL
    others: int = 300
    repeated: int = 300
    strangers: int = 200
    fashion: int = _ALL
    drawn: int = 120
    views: int = 2
    printed: int = 100
    takes: int = 2
    styles: int = 147
    crowd: int = 1000
    beside_fashion: int = 2000
    beside_clothing: int = 500

    @classmethod
    def of(cls, options: Options) -> Sizes:
        """All, or a few when it has to be quick."""
        few = cls(
            *(40, 15, 15, 10),
            fashion=200,
            drawn=8,
            views=1,
            printed=12,
            takes=1,
            styles=10,
            crowd=40,
            beside_fashion=60,
            beside_clothing=20,
        )
        return few if options.quick else cls()


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A set.

    Attributes:
        gallery: the catalog.
        queries: photos.
        labels: what each photo shows: a product's SKU, or a kind.
        right: the SKUs that are right for a label.
        alike: photos of one label are not independent (they show one product).
    """

    gallery: tuple[Product, ...]
    queries: tuple[Path, ...]
    labels: tuple[str, ...]
    right: Mapping[str, frozenset[str]]
    alike: bool = True

    def judge(self, lists: Sequence[Sequence[str]]) -> Judged:
        """Which products of the list that each query got, best first, are right, up to `DEPTH`."""
        there = {product.sku for product in self.gallery}
        right = np.zeros((len(self.queries), DEPTH), np.bool_)
        for row, (label, skus) in enumerate(zip(self.labels, lists, strict=True)):
            wanted = self.right[label]
            right[row, : len(skus)] = [sku in wanted for sku in skus[:DEPTH]]
        counts = {label: len(self.right[label] & there) for label in set(self.labels)}
        return Judged(right, np.array([counts[label] for label in self.labels], np.int64), self.clusters)

    @property
    def clusters(self) -> NDArray[np.int64]:
        """What each photo belongs to, int64 (n,)."""
        return numbered(self.labels) if self.alike else np.arange(len(self.queries), dtype=np.int64)

    @property
    def held_out(self) -> NDArray[np.bool_]:
        """Which photos training leaves alone, bool (n,)."""
        return np.array([held_out(path.name) for path in self.queries])

    def among(self, gallery: Sequence[Product]) -> Case:
        """The same photos against another catalog."""
        return replace(self, gallery=tuple(gallery))

    def some(self, count: int) -> Case:
        """At most `count` of the photos that training leaves alone."""
        chosen = np.zeros(len(self.queries), np.bool_)
        chosen[_some(np.flatnonzero(self.held_out).tolist(), count)] = True
        return self.only(chosen)

    def only(self, chosen: NDArray[np.bool_]) -> Case:
        """A part of the photos, bool (n,)."""
        places = np.flatnonzero(chosen)
        queries, labels = (tuple(all_[place] for place in places) for all_ in (self.queries, self.labels))
        return replace(self, queries=queries, labels=labels)


def instances(gallery: Sequence[Product], photos: Sequence[tuple[str, Path]]) -> Case:
    """A set in which each photo, given with its SKU, shows one product."""
    right = {product.sku: frozenset([product.sku]) for product in gallery}
    queries = tuple(path for _, path in photos)
    return Case(tuple(gallery), queries, tuple(sku for sku, _ in photos), right)


def grocery(options: Options, sizes: Sizes) -> tuple[Case, dict[str, str]]:
    """Phone photos in shops, 81 products; and each product's department."""
    folder = options.data("grocery")
    rows = _rows(folder / "products.csv")
    products = [Product(row["sku"], folder / row["image"], row["category"]) for row in rows]
    asked = _split(_rows(folder / "queries.csv"), sizes)
    case = instances(products, [(row["sku"], folder / row["photo"]) for row in asked])
    return case, {row["sku"]: row["department"] for row in rows}


def clothing(options: Options, sizes: Sizes) -> Case:
    """Photos of clothes by their owners, and another shop's products: right is what is of the same kind."""
    folder = options.data("clothing")
    products = fashion(options, sizes.fashion)
    rows = [row for row in _rows(folder / "photos.csv") if row["garment"] in GARMENTS]
    rows = _split(rows, sizes)
    right = {
        garment: frozenset(product.sku for product in products if product.category in kinds)
        for garment, kinds in GARMENTS.items()
    }
    queries = tuple(folder / row["photo"] for row in rows)
    return Case(tuple(products), queries, tuple(row["garment"] for row in rows), right, alike=False)


def fashion(options: Options, count: int) -> list[Product]:
    """Products of `fashion` with their kinds."""
    folder = options.data("fashion")
    rows = _some(_rows(folder / "products.csv"), count)
    return [Product(row["id"], folder / row["image"], row["articleType"]) for row in rows]


def drawn_products(options: Options, sizes: Sizes) -> Case:
    """Products drawn for this benchmark, and photos of them that are hard in every way."""
    made = drawn.crosses(sizes.drawn)
    scenes = _scenes(options)
    sources = [*sorted(drawn.DRAWING.glob("*.py")), Path(distorted.__file__), Path(drawn.__file__)]
    folder = _kept(
        "drawn",
        [*map(str, (made, sizes.views)), *(path.name for path in scenes), *_texts(sources)],
        lambda target: drawn.draw_all(made, target, sizes.views, scenes),
    )
    products = [Product(c.sku, drawn.catalog_file(folder, c), drawn.category_of(c)) for c in made]
    return instances(products, _views(folder, products, sizes.views))


def printed(options: Options, sizes: Sizes) -> Case:
    """Labels of wines as flat prints, and photos of them as a phone takes them."""
    labels = _some(sorted((options.data("wines") / "labels").glob("*.jpg")), sizes.printed)
    scenes = _scenes(options)

    def make(target: Path) -> None:
        for number, label in enumerate(labels):
            subject = distorted.card(distorted.read(label))
            for take in range(sizes.takes):
                seed = (drawn.SEED, number, take)
                file = drawn.view_file(target, label.stem, take)
                drawn.take(subject, file, scenes, seed, distorted.PHONE)

    names = [path.name for path in (*labels, *scenes)]
    state = [str(sizes.takes), *names, *_texts([Path(distorted.__file__), Path(drawn.__file__)])]
    products = [Product(path.stem, path, "Wine") for path in labels]
    return instances(products, _views(_kept("printed", state, make), products, sizes.takes))


def styles(options: Options, sizes: Sizes) -> list[Product]:
    """Products of `fashion` in random order, none with the same picture file as another."""
    distinct: dict[str, Product] = {}
    for product in fashion(options, _ALL):
        distinct.setdefault(hashlib.sha256(product.picture.read_bytes()).hexdigest(), product)
    return random.Random(drawn.SEED).sample(list(distinct.values()), min(sizes.crowd, len(distinct)))


def close_ups(products: Sequence[Product], area: tuple[float, float], turn: float) -> Case:
    """Products asked for with a part of their own catalog picture; see `distorted.close_up`."""

    def make(target: Path) -> None:
        for number, product in enumerate(products):
            rng = np.random.default_rng((drawn.SEED, number))
            part = distorted.close_up(distorted.read(product.picture), area, turn, rng)
            distorted.save(part, drawn.view_file(target, product.sku, 0), _QUALITY)

    state = [str((area, turn)), *(each.sku for each in products), *_texts([Path(distorted.__file__)])]
    return instances(products, _views(_kept("close-ups", state, make), products, 1))


def everything(options: Options, sizes: Sizes) -> list[Product]:
    """Catalog pictures of every set in one catalog, and photos of clothes that training may see."""
    beside = [
        *drawn_products(options, sizes).gallery,
        *_named("fashion", _some(fashion(options, _ALL), sizes.beside_fashion)),
        *_named("label", printed(options, sizes).gallery),
        *_named("demo", _some(_demo(), sizes.beside_fashion)),
    ]
    folder = options.data("clothing") / "photos"
    photos = [path for path in sorted(folder.rglob("*.jpg")) if not held_out(path.name)]
    clothes = [Product(path.stem, path) for path in _some(photos, sizes.beside_clothing)]
    return [*grocery(options, sizes)[0].gallery, *beside, *_named("clothing", clothes)]


def _demo() -> list[Product]:
    folder = ROOT / "resources" / "demo"
    rows = _rows(folder / "products.csv")
    return [Product(row["sku"], folder / row["image"], row["category"]) for row in rows]


def _named(prefix: str, products: Sequence[Product]) -> list[Product]:
    return [replace(product, sku=f"{prefix}-{product.sku}") for product in products]


def _views(folder: Path, products: Sequence[Product], count: int) -> list[tuple[str, Path]]:
    return [
        (product.sku, drawn.view_file(folder, product.sku, view))
        for product in products
        for view in range(count)
    ]


def _scenes(options: Options) -> list[Path]:
    """Photos that training leaves alone, to stand behind and before products."""
    folders = (options.data("grocery") / "photos", options.data("clothing") / "photos")
    photos = [path for folder in folders for path in sorted(folder.rglob("*.jpg"))]
    return [path for path in photos if held_out(path.name)]


def _kept(name: str, state: Sequence[str], make: Callable[[Path], None]) -> Path:
    """A folder of pictures that are made once for each state."""
    digest = hashlib.sha256("\n".join(state).encode()).hexdigest()[:10]
    folder = WORK / "quality" / f"{name}-{digest}"
    if not folder.is_dir():
        print(f"making the pictures of {folder.name}", flush=True)
        fresh = folder.with_name(f".{folder.name}")
        shutil.rmtree(fresh, ignore_errors=True)
        make(fresh)
        fresh.rename(folder)
    return folder


def _texts(paths: Sequence[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


def _split(rows: Sequence[dict[str, str]], sizes: Sizes) -> list[dict[str, str]]:
    """Rows of photos: those held out, then some of the others."""
    parts: dict[bool, list[dict[str, str]]] = {True: [], False: []}
    for row in rows:
        parts[held_out(Path(row["photo"]).name)].append(row)
    return [*_some(parts[True], sizes.held_out), *_some(parts[False], sizes.others)]


def _some(all_: Sequence[T], count: int) -> list[T]:
    """At most `count`, the same ones in each run, in their order."""
    if len(all_) <= count:
        return list(all_)
    return [all_[place] for place in sorted(random.Random(1).sample(range(len(all_)), count))]


def _rows(sheet: Path) -> list[dict[str, str]]:
    with sheet.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
