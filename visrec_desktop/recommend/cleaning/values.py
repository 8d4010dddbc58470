"""What is known of the products, and what is proposed for the gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.traits import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

TEXTS = ("category", "brand", "colour")
PRICE = "price"
LEAST_KNOWN = 5
"""With fewer known values of a field nothing is proposed for it."""


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of n products; row i of each is product i.

    Attributes:
        categories: "" where missing.
        brands: likewise.
        colours: likewise.
        prices: float64 (n,) in one currency, nan where missing.
        names: "" where missing.
        attributes: the other columns, each a name and a text; what is missing is "" or left out.
        vectors: float32 (n, d), unit rows, a row of zeros where there is no picture.
    """

    categories: Sequence[str]
    brands: Sequence[str]
    colours: Sequence[str]
    prices: NDArray[np.float64]
    names: Sequence[str]
    attributes: Sequence[Mapping[str, str]]
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.names)

    def texts(self, field: str) -> Sequence[str]:
        """The values of one of `TEXTS`."""
        return {"category": self.categories, "brand": self.brands, "colour": self.colours}[field]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value for a gap.

    Attributes:
        row: of the product.
        field: "category", "brand", "colour" or "price".
        value: the text; a price as plain decimal text with two digits.
        confidence: in [0, 1], calibrated: of the proposals at 0.9 about 90 % are right. A price is right when
            it is within 25 % of the true one.
        basis: what weighed most: "look", "name", "columns", "median" (a price) or "mode" (a text).
        neighbours: up to three rows it was taken from, the most alike first.
    """

    row: int
    field: str
    value: str
    confidence: float
    basis: str
    neighbours: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """The known values of a field, coded.

    Attributes:
        known: int64 (m,): the rows where there is one.
        codes: int64 (m,): the class of each, -1 for a value that comes up only once: nothing could tell
            whether such a value is ever proposed rightly.
        values: the c classes' texts, each in its most common spelling, the most common class first.
    """

    known: NDArray[np.int64]
    codes: NDArray[np.int64]
    values: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str], most: int) -> Labels:
        """Code the texts that are not blank; case and double blanks make no difference.

        Args:
            texts: n, blank where missing.
            most: so many classes at most, the most common ones; the other values get -1.
        """
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        folded = [fold(text) for text in texts]
        for text, key in zip(texts, folded, strict=True):
            if key:
                spellings[key][text.strip()] += 1
        totals = {key: counts.total() for key, counts in spellings.items() if counts.total() > 1}
        classes = sorted(totals, key=lambda key: (-totals[key], key))[:most]
        places = {key: place for place, key in enumerate(classes)}
        known = np.array([row for row, key in enumerate(folded) if key], np.int64)
        codes = np.array([places.get(folded[row], -1) for row in known], np.int64)
        return cls(known, codes, tuple(spellings[key].most_common(1)[0][0] for key in classes))

    def one_hot(self) -> NDArray[np.float32]:
        """float32 (m, c); a row of zeros for what is in no class."""
        table = np.zeros((len(self.codes), len(self.values)), np.float32)
        rows = np.flatnonzero(self.codes >= 0)
        table[rows, self.codes[rows]] = 1.0
        return table
