"""What the recommender knows of a product apart from its look: traits, price, sizes, stock."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

import numpy as np

from visrec_desktop.core.clients import Snapshot, Trait, TraitKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DEAREST = 1e12
_STYLE_NAMES = ("style", "usage")
_PEOPLE_NAMES = ("gender", "age_band", "place")
_BETWEEN_SIZES = re.compile(r"[,;|]")


@dataclass(frozen=True, slots=True)
class ItemTraits:
    """A product as the profile sees it. Empty texts and None mean "not said".

    `people` are whom the article is made for, where its attributes say so: pairs of `gender`, `age_band` or
    `place` and a value. `price` is finite and not negative.
    """

    category: str = ""
    brand: str = ""
    style: str = ""
    colour: str = ""
    price: float | None = None
    size: str = ""
    currency: str = ""
    sku: str = ""
    people: tuple[tuple[str, str], ...] = ()

    def value(self, kind: TraitKind) -> str:
        """The value of one kind of trait."""
        return str(getattr(self, kind.value))

    def traits(self) -> tuple[Trait, ...]:
        """Those traits that are said, without case: e_i in u = sum of v_i e_i."""
        return tuple(folded(Trait(kind, self.value(kind))) for kind in TraitKind if self.value(kind).strip())


class Article(Protocol):
    """A product of the catalog, as far as its traits go."""

    @property
    def sku(self) -> str:
        """Its number."""

    @property
    def category(self) -> str:
        """Its category."""

    @property
    def brand(self) -> str:
        """Its brand."""

    @property
    def colour(self) -> str:
        """Its colour."""

    @property
    def size(self) -> str:
        """Its sizes."""

    @property
    def price(self) -> Decimal | float | None:
        """Its price."""

    @property
    def currency(self) -> str:
        """What the price is in."""

    @property
    def attributes(self) -> Mapping[str, str]:
        """Everything else."""


def traits_of(product: Article) -> ItemTraits:
    """The traits of a product of the catalog; its style is its attribute `style`, else `usage`."""
    attributes = {name.casefold(): value for name, value in product.attributes.items()}
    return ItemTraits(
        product.category,
        product.brand,
        next((attributes[name] for name in _STYLE_NAMES if attributes.get(name)), ""),
        product.colour,
        number(product.price),
        product.size,
        product.currency,
        product.sku,
        tuple((name, fold(attributes[name])) for name in _PEOPLE_NAMES if attributes.get(name)),
    )


def traits_of_snapshot(snapshot: Snapshot) -> ItemTraits:
    """The traits of a product as they were when something happened to it."""
    return ItemTraits(
        snapshot.category,
        snapshot.brand,
        snapshot.style,
        snapshot.colour,
        number(snapshot.price),
        snapshot.size,
        snapshot.currency,
        snapshot.sku,
    )


def fold(text: str) -> str:
    """A text as it is compared: without case and outer or double blanks."""
    return " ".join(text.casefold().split())


def folded(trait: Trait) -> Trait:
    """A trait as it is compared."""
    return Trait(trait.kind, fold(trait.value))


def number(price: Decimal | float | None) -> float | None:
    """A price as a float; None for one that is absent, negative, absurd or no number at all."""
    if price is None or (isinstance(price, Decimal) and not price.is_finite()):
        return None
    value = float(price)
    return value if 0 <= value <= _DEAREST else None


def sizes_in(text: str) -> tuple[str, ...]:
    """The single sizes of a text such as "S, M, L"."""
    return tuple(size for size in map(fold, _BETWEEN_SIZES.split(text)) if size)


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """One text of n products, coded: `values[codes[i]]` is the text of product i, without case."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Column:
        """Code n texts."""
        places: dict[str, int] = {}
        codes = np.fromiter((places.setdefault(text, len(places)) for text in texts), np.int32, len(texts))
        kept = [fold(text) for text in places]
        return cls(tuple(kept), codes)

    def spread(self, worth: Callable[[str], float]) -> NDArray[np.float32]:
        """What each product gets when a text is worth this much, float32 (n,): asked once a text."""
        table = np.fromiter((worth(value) for value in self.values), np.float32, len(self.values))
        spread: NDArray[np.float32] = table[self.codes] if len(table) else np.zeros(0, np.float32)
        return spread


@dataclass(frozen=True, eq=False, slots=True)
class TraitTable:
    """The traits of n products in columns, coded once and used for every client.

    Attributes:
        kinds: for each kind of trait its column.
        sizes: the size texts, e.g. "s, m, l".
        currencies: the currencies.
        people: whom articles are made for, as text of `ItemTraits.people`.
        rows: the row of each SKU.
        prices: float32 (n,), nan where unknown.
        stocks: float32 (n,), nan where not counted.
    """

    kinds: Mapping[TraitKind, Column]
    sizes: Column
    currencies: Column
    people: Column
    rows: Mapping[str, int]
    prices: NDArray[np.float32]
    stocks: NDArray[np.float32]

    @classmethod
    def from_items(cls, items: Sequence[ItemTraits], stocks: Sequence[int | None]) -> TraitTable:
        """Code n products.

        Args:
            items: their traits.
            stocks: how many there are of each; None: not counted.

        Raises:
            ValueError: not as many stocks as items.
        """
        if len(items) != len(stocks):
            raise ValueError(f"{len(items)} products, {len(stocks)} stocks")
        nothing = float("nan")
        count = len(items)
        return cls(
            {kind: Column.of([item.value(kind) for item in items]) for kind in TraitKind},
            Column.of([item.size for item in items]),
            Column.of([item.currency for item in items]),
            Column.of([_as_text(item.people) for item in items]),
            {item.sku: row for row, item in enumerate(items) if item.sku},
            np.fromiter((nothing if i.price is None else i.price for i in items), np.float32, count),
            np.fromiter((nothing if stock is None else stock for stock in stocks), np.float32, count),
        )

    def __len__(self) -> int:
        return len(self.prices)


def _as_text(people: tuple[tuple[str, str], ...]) -> str:
    return ";".join(f"{name}={value}" for name, value in people)


def people_in(text: str) -> dict[str, str]:
    """Whom an article is made for, from a value of the column `people`."""
    return dict(pair.split("=", 1) for pair in text.split(";") if "=" in pair)
