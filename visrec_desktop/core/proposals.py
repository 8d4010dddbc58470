"""A value that was worked out for an empty field of a product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A value for an empty field of a product.

    Attributes:
        product_id: the product.
        field: `category`, `brand`, `colour` or `price`.
        value: the value as text; a price in units of its currency.
        confidence: how probably it is right, in [0, 1].
        basis: what it was concluded from.
        likes: the products that it was concluded from, closest first.
    """

    product_id: int
    field: str
    value: str
    confidence: float
    basis: str
    likes: tuple[int, ...] = ()
