"""Frozen values that travel between layers and threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, NewType

ProductId = NewType("ProductId", int)
PictureId = NewType("PictureId", int)


class Analysis(StrEnum):
    """How far a product's main picture has come on its way into the index."""

    DONE = "done"
    WAITING = "waiting"
    NO_PICTURE = "no_picture"


@dataclass(frozen=True, slots=True)
class Product:
    """One article of the shop. `price` is in units of `currency`; `stock` None means not counted."""

    id: ProductId
    sku: str
    name: str
    category: str = ""
    brand: str = ""
    colour: str = ""
    size: str = ""
    price: Decimal | None = None
    currency: str = ""
    stock: int | None = None
    description: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    picture_id: PictureId | None = None
    analysis: Analysis = Analysis.NO_PICTURE


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product as an import or an edit gives it: no id yet. None means "not said, keep what is stored"."""

    sku: str
    name: str | None = None
    category: str | None = None
    brand: str | None = None
    colour: str | None = None
    size: str | None = None
    price: Decimal | None = None
    currency: str | None = None
    stock: int | None = None
    description: str | None = None
    attributes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of a product. `path` is absolute, or starts with `resource:` for a shipped file."""

    id: PictureId
    product_id: ProductId
    path: str
    sha256: str
    width: int
    height: int
    size_bytes: int
    mtime_ns: int
    position: int = 0


@dataclass(frozen=True, slots=True)
class PictureDraft:
    """A decoded picture ready to be stored. `thumbnail` holds encoded JPEG bytes."""

    path: str
    sha256: str
    width: int
    height: int
    size_bytes: int
    mtime_ns: int
    thumbnail: bytes


class Sort(StrEnum):
    """Orders of the catalog page."""

    NAME = "name"
    SKU = "sku"
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    STOCK = "stock"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which products count. Empty fields do not restrict; several values of one field mean "any of"."""

    text: str = ""
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    in_stock: bool = False
    skus: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    prices: tuple[tuple[Decimal | None, Decimal | None], ...] = ()  # any of these ranges; None is open
    sold_out: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether every product counts."""
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Facets:
    """The values there are to filter by, each with its number of products, most frequent first."""

    categories: tuple[tuple[str, int], ...] = ()
    brands: tuple[tuple[str, int], ...] = ()
    colours: tuple[tuple[str, int], ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many products can be found by photo."""

    products: int
    with_picture: int
    analysed: int

    @property
    def waiting(self) -> int:
        """Products with a picture whose features are still to be computed."""
        return self.with_picture - self.analysed


class Band(StrEnum):
    """How close a hit is, in the words a user reads."""

    VERY_CLOSE = "very close"
    CLOSE = "close"
    SAME_IDEA = "same idea"


class MatchStatus(StrEnum):
    """The outcome of one photo."""

    OK = "ok"
    NOTHING_CLOSE = "nothing_close"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Photo:
    """A query photo: a file, or encoded bytes that were dropped or pasted. Nothing of it is ever stored."""

    label: str
    path: Path | None = None
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Crop:
    """A rectangle in pixels of the upright photo."""

    x: int
    y: int
    width: int
    height: int

    def shared(self, other: Crop) -> float:
        """How far two rectangles are one: the area of both over the area of either, in [0, 1]."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        both = max(wide, 0) * max(high, 0)
        return both / (self.width * self.height + other.width * other.height - both)


class Area(NamedTuple):
    """A rectangle in shares of a picture's width and height; it may reach beyond the picture."""

    left: float
    top: float
    width: float
    height: float

    def within(self, outer: Area) -> Area:
        """Where an area of a part of a picture lies in the whole of it; `outer` is that part."""
        return Area(
            outer.left + self.left * outer.width,
            outer.top + self.top * outer.height,
            self.width * outer.width,
            self.height * outer.height,
        )

    def seen_from(self, outer: Area) -> Area:
        """The other way round: an area of the whole picture in shares of a part of it."""
        return Area(
            (self.left - outer.left) / outer.width,
            (self.top - outer.top) / outer.height,
            self.width / outer.width,
            self.height / outer.height,
        )


WHOLE = Area(0.0, 0.0, 1.0, 1.0)
"""All of a picture."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the reason for a hit: which sentence template, and the word that fills it.

    `recommend.explain` has the templates; the window translates them. `value` may be empty.
    """

    key: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Because:
    """The product that a hit is shown for: "because she liked …". `picture_id` None where it is gone."""

    sku: str
    name: str
    picture_id: PictureId | None = None
    bought: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One ranked product. `parts` add up to `score`, which lies in [0, 1].

    Without a client the parts are the model's own (`look`, `colour`), and `details` where details of the
    photo and of a picture of the product agree. For a client they are joined by
    `taste`, `attributes`, `together` and `popularity`, and by what speaks against the product, which is
    negative: `budget`, `size`, `stock`, `avoided`. `variants` are the same article in other colours, where
    the list shows it once. `attention` is the product's share of the scores in its list. `unconfirmed` is its
    band if a closer look finds no details of the product in the photo; None: the same.
    """

    rank: int
    product: Product
    score: float
    band: Band
    parts: Mapping[str, float]
    why: str
    picture_path: str
    clauses: tuple[Clause, ...] = ()
    because: Because | None = None
    variants: tuple[Product, ...] = ()
    attention: float = 0.0
    unconfirmed: Band | None = None


@dataclass(frozen=True, slots=True)
class MatchResult:
    """The answer to one photo, or to a client without one, best first.

    `unconfirmed` is the status if a closer look finds details of none of the products; None where there is
    nothing to look at. `weights` say how much each part of the model counts, where that is not as usual.
    """

    photo: Photo | None
    status: MatchStatus
    hits: tuple[Hit, ...] = ()
    elapsed_ms: float = 0.0
    code: str = ""
    subject: str = ""
    detail: str = ""
    unconfirmed: MatchStatus | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
