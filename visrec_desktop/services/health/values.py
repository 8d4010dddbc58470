"""What can be found out about a catalog, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from visrec_desktop.core.proposals import ProposalRow


class Finding(StrEnum):
    """Everything that is looked for; the values are part of the command-line contract."""

    DUPLICATES = "duplicates"
    NO_PICTURE = "no_picture"
    FILE_MISSING = "file_missing"
    BLURRED = "blurred"
    SMALL_PICTURE = "small_picture"
    COLOUR_DIFFERS = "colour_differs"
    NO_CATEGORY = "no_category"
    NO_BRAND = "no_brand"
    NO_COLOUR = "no_colour"
    NO_PRICE = "no_price"
    UNUSUAL_PRICE = "unusual_price"
    SOLD_OUT = "sold_out"
    NO_STOCK = "no_stock"
    NOT_ANALYSED = "not_analysed"
    ARCHIVED = "archived"


FIELD_OF: Mapping[Finding, str] = {
    Finding.NO_CATEGORY: "category",
    Finding.NO_BRAND: "brand",
    Finding.NO_COLOUR: "colour",
    Finding.NO_PRICE: "price",
}
"""The empty field that a finding is about."""
FOR_INFORMATION = frozenset({Finding.SOLD_OUT, Finding.NO_STOCK, Finding.NOT_ANALYSED, Finding.ARCHIVED})
"""Findings that are no fault of the catalog."""


class Certainty(StrEnum):
    """How sure a proposal is."""

    VERY_LIKELY = "very_likely"
    LIKELY = "likely"
    GUESS = "guess"


VERY_LIKELY = 0.9
LIKELY = 0.6


def certainty(confidence: float) -> Certainty:
    """The word for a confidence in [0, 1]."""
    if confidence >= VERY_LIKELY:
        return Certainty.VERY_LIKELY
    return Certainty.LIKELY if confidence >= LIKELY else Certainty.GUESS


@dataclass(frozen=True, slots=True)
class ProposedValue(ProposalRow):
    """A value for an empty field, which is not the product's until somebody accepts it."""

    @property
    def certainty(self) -> Certainty:
        """How sure it is."""
        return certainty(self.confidence)

    @property
    def key(self) -> tuple[int, str]:
        """Product and field: there is one proposal for them at a time."""
        return self.product_id, self.field


@dataclass(frozen=True, slots=True)
class UnusualPrice:
    """A price far from those of like products. `ratio` is `value` divided by `usual`."""

    product_id: int
    value: Decimal
    usual: Decimal
    ratio: float
    reason: str


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two products that may be one. `first` is the smaller id; `likeness` is the cosine of their pictures."""

    first: int
    second: int
    exact: bool
    likeness: float

    @property
    def ids(self) -> tuple[int, int]:
        """Both products."""
        return self.first, self.second


class Part(StrEnum):
    """What a thorough look consists of; each can be done by itself."""

    FILES = "files"
    PICTURES = "pictures"
    DUPLICATES = "duplicates"
    VALUES = "values"


EVERYTHING = frozenset(Part)


@dataclass(frozen=True, slots=True)
class Looked:
    """What only a thorough look tells, kept from one report to the next; None: not looked yet.

    Attributes:
        missing_files: products with a picture whose file is not where it was.
        pairs: possible duplicates, the surest first.
        prices: unusual prices.
        parts: the parts that were looked at.
    """

    missing_files: tuple[int, ...] | None = None
    pairs: tuple[DuplicatePair, ...] | None = None
    prices: tuple[UnusualPrice, ...] | None = None
    parts: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class HealthReport:
    """The state of a catalog.

    Attributes:
        products: how many live products there are.
        found: product ids by finding; one that was not looked for yet is absent.
        unused: findings about a fact that no product of the catalog has at all: nothing to do.
        proposals: what is proposed for a product's empty fields.
        prices: the usual price of products with an unusual one.
        shown_colours: what the picture of a product shows, where its stated colour is another.
        pairs: the possible duplicates; None: not looked yet.
        looked: what the thorough look found, also what no longer holds: an undo can bring it back.
    """

    products: int = 0
    found: Mapping[Finding, tuple[int, ...]] = field(default_factory=dict)
    unused: frozenset[Finding] = frozenset()
    proposals: Mapping[int, tuple[ProposedValue, ...]] = field(default_factory=dict)
    prices: Mapping[int, UnusualPrice] = field(default_factory=dict)
    shown_colours: Mapping[int, str] = field(default_factory=dict)
    pairs: tuple[DuplicatePair, ...] | None = None
    looked: Looked = field(default_factory=Looked)

    def count(self, finding: Finding) -> int | None:
        """How many products (pairs of duplicates) it is about; None while that is not known."""
        if finding is Finding.DUPLICATES:
            return None if self.pairs is None else len(self.pairs)
        found = self.found.get(finding)
        return None if found is None else len(found)

    @property
    def to_do(self) -> int:
        """How many products somebody should look at."""
        about = (ids for finding, ids in self.found.items() if self.to_look_at(finding))
        return len({product_id for ids in about for product_id in ids})

    def to_look_at(self, finding: Finding) -> bool:
        """Whether somebody should look at it: there is something, and it is a fault."""
        return bool(self.count(finding)) and finding not in FOR_INFORMATION and finding not in self.unused

    def proposal(self, product_id: int, finding: Finding) -> ProposedValue | None:
        """What is proposed for the field that a finding is about."""
        field_name = FIELD_OF.get(finding)
        about = self.proposals.get(product_id, ())
        return next((each for each in about if each.field == field_name), None)

    def proposed(self, finding: Finding) -> tuple[ProposedValue, ...]:
        """All that is proposed for the field that a finding is about, in the order of its products."""
        about = (self.proposal(product_id, finding) for product_id in self.found.get(finding, ()))
        return tuple(each for each in about if each is not None)
