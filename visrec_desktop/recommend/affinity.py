"""What a profile says about each product: how well its traits fit, and what speaks against it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import TraitKind
from visrec_desktop.recommend.profile import Profile
from visrec_desktop.recommend.sizes import fits
from visrec_desktop.recommend.traits import ItemTraits, TraitTable, people_in, sizes_in

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIND_WEIGHTS: Mapping[str, float] = {
    "category": 0.25,
    "brand": 0.20,
    "style": 0.20,
    "colour": 0.20,
    "price": 0.10,
    "people": 0.05,
}
"""How much each kind counts in the affinity; those about which a profile says nothing are left out."""

STRENGTHS: Mapping[str, float] = {"budget": 0.25, "size": 0.20, "stock": 0.10, "avoided": 0.30}
"""The most that each thing which speaks against a product takes away from its score."""

_FEW = 1.0  # so much evidence for the strongest trait of a kind makes it half as convincing as it can get
_OVER, _FAR_OVER = 0.3, 0.5  # over the budget counts so much at once; half as much again is the worst
_FULLY_AVOIDED = 2.0  # what a client says to avoid; a refusal is half of that
_CHEAP, _OWNED, _OWNED_KIND = 0.5, 0.7, 0.35  # shares of the strengths
_UNKNOWN = 0.5  # the affinity of a product whose price or public is not said


def attribute_affinity(profile: Profile, table: TraitTable) -> NDArray[np.float32] | None:
    """How well each product's traits fit: the content-based part of the hybrid score.

    The weighted mean over the kinds in `KIND_WEIGHTS` about which the profile says something. A liked value
    counts by its weight beside the strongest of its kind, less while there is little evidence; a value that
    is avoided counts 0 here, see `penalties`. Prices count by their distance from what the client usually
    pays, on a logarithmic scale, or by the budget while nothing was liked.

    Returns:
        float32 (n,) in [0, 1]; None when the profile says nothing.
    """
    columns = _columns(profile, table)
    total = sum(KIND_WEIGHTS[kind] for kind in columns)
    if not columns:
        return None
    affinity = np.zeros(len(table), np.float32)
    for kind, column in columns.items():
        affinity += np.float32(KIND_WEIGHTS[kind] / total) * column
    return affinity


def affinities_by_kind(profile: Profile, items: Sequence[ItemTraits]) -> list[dict[str, tuple[float, float]]]:
    """The affinity of a few products kind by kind.

    Returns:
        Of each product, for each kind about which the profile says something, what it adds (together they
        are the affinity), and how well it fits by itself, from 0 to 1.
    """
    columns = _columns(profile, TraitTable.from_items(items, [None] * len(items)))
    total = sum(KIND_WEIGHTS[kind] for kind in columns)
    told = {kind: column.tolist() for kind, column in columns.items()}
    return [
        {kind: (KIND_WEIGHTS[kind] / total * fits[row], fits[row]) for kind, fits in told.items()}
        for row in range(len(items))
    ]


def penalties(profile: Profile, table: TraitTable) -> dict[str, NDArray[np.float32]]:
    """What speaks against each product, float32 (n,) from minus its entry in `STRENGTHS` to 0.

    - `budget`: dearer than the budget, or than what was too dear in its category, up to half as much again;
      cheaper than the least counts half;
    - `size`: no size that fits;
    - `stock`: counted, and none there;
    - `avoided`: a trait that the client avoids, the article itself refused or owned, or one of its category
      owned of late.

    What speaks against no product is absent.
    """
    with np.errstate(invalid="ignore"):
        found = {
            "budget": _over_budget(profile, table),
            "size": _wrong_size(profile, table),
            "stock": (table.stocks <= 0).astype(np.float32),
            "avoided": _avoided(profile, table),
        }
    return {name: -np.float32(STRENGTHS[name]) * column for name, column in found.items() if column.any()}


def _columns(profile: Profile, table: TraitTable) -> dict[str, NDArray[np.float32]]:
    """For each kind that the profile knows about, the affinity of each product, float32 (n,) in [0, 1]."""
    columns: dict[str, NDArray[np.float32]] = {}
    for kind in TraitKind:
        liked = {trait.value: w for trait, w in profile.weights.items() if trait.kind is kind and w > 0}
        if liked:
            columns[kind.value] = table.kinds[kind].spread(_worth_of(liked))
    if profile.people and any(table.people.values):
        columns["people"] = table.people.spread(_worth_of_people(profile.people))
    prices = _price_affinity(profile, table) if columns else None  # that a price suits is no reason by itself
    if prices is not None:
        columns["price"] = prices
    return columns


def _worth_of(liked: Mapping[str, float]) -> Callable[[str], float]:
    whole = max(liked.values()) + _FEW

    def worth(value: str) -> float:
        return liked.get(value, 0.0) / whole

    return worth


def _worth_of_people(told: Mapping[str, str]) -> Callable[[str], float]:
    def worth(text: str) -> float:
        made_for = people_in(text)
        both = [name for name in told if name in made_for]
        return sum(told[name] == made_for[name] for name in both) / len(both) if both else _UNKNOWN

    return worth


def _price_affinity(profile: Profile, table: TraitTable) -> NDArray[np.float32] | None:
    prices = _prices(profile, table)
    if profile.price_mean is not None and profile.price_spread is not None:
        with np.errstate(divide="ignore"):
            steps = (np.log(prices) - math.log(profile.price_mean)) / profile.price_spread
        near = np.exp(-0.5 * steps * steps)
    elif profile.budget_min is not None or profile.budget_max is not None:
        most = math.inf if profile.budget_max is None else profile.budget_max
        near = 1 - _outside(prices, profile.budget_min, np.full(1, most, np.float32))
    else:
        return None
    return np.where(np.isnan(prices), _UNKNOWN, near).astype(np.float32)


def _prices(profile: Profile, table: TraitTable) -> NDArray[np.float32]:
    """Prices that can be compared with the client's budget; nan for the others."""
    if not profile.currency:
        return table.prices
    comparable = table.currencies.spread(lambda text: 1.0 if text in ("", profile.currency) else math.nan)
    prices: NDArray[np.float32] = table.prices * comparable
    return prices


def _outside(
    prices: NDArray[np.float32], least: float | None, most: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How far prices are outside of the budget: 0 inside, at most 1; nan for no price.

    Args:
        prices: float32 (n,).
        least: the least they should be.
        most: the most, float32 (n,) or (1,).
    """
    over = np.where(most > 0, prices / np.maximum(most, np.float32(1e-6)) - 1, prices)
    outside = np.where(over > 0, np.minimum(_OVER + (1 - _OVER) * over / _FAR_OVER, 1), over * 0)
    if least:
        under = np.clip((1 - prices / np.float32(least)) / _FAR_OVER, 0, 1)
        outside = np.maximum(outside, _CHEAP * under)
    return outside.astype(np.float32)


def _over_budget(profile: Profile, table: TraitTable) -> NDArray[np.float32]:
    most = math.inf if profile.budget_max is None else profile.budget_max
    limits = table.kinds[TraitKind.CATEGORY].spread(lambda name: min(most, profile.limits.get(name, most)))
    return np.nan_to_num(_outside(_prices(profile, table), profile.budget_min, limits), nan=0.0)


def _wrong_size(profile: Profile, table: TraitTable) -> NDArray[np.float32]:
    wrong = table.sizes.spread(lambda text: float(fits(text, profile.sizes) is False))
    for category in {name for name, _ in profile.wrong_sizes}:
        gone = {size for name, size in profile.wrong_sizes if name == category}
        nothing_left = table.sizes.spread(_all_in(gone))
        wrong = np.maximum(
            wrong, nothing_left * table.kinds[TraitKind.CATEGORY].spread(_from({category: 1.0}))
        )
    return wrong


def _avoided(profile: Profile, table: TraitTable) -> NDArray[np.float32]:
    total = np.zeros(len(table), np.float32)
    for kind in TraitKind:
        against = {trait.value: -w for trait, w in profile.weights.items() if trait.kind is kind and w < 0}
        if against:
            total += table.kinds[kind].spread(_from(against)) / np.float32(_FULLY_AVOIDED)
    total += table.kinds[TraitKind.CATEGORY].spread(_from(profile.owned_categories)) * np.float32(_OWNED_KIND)
    articles = dict.fromkeys(profile.owned_skus, _OWNED)
    for sku, left in profile.refused_skus.items():
        articles[sku] = max(left, articles.get(sku, 0.0))
    for sku in articles.keys() & table.rows.keys():
        total[table.rows[sku]] += articles[sku]
    return np.minimum(total, np.float32(1.0))


def _from(worths: Mapping[str, float]) -> Callable[[str], float]:
    def worth(value: str) -> float:
        return worths.get(value, 0.0)

    return worth


def _all_in(sizes: set[str]) -> Callable[[str], float]:
    def worth(text: str) -> float:
        offered = set(sizes_in(text))
        return float(bool(offered) and offered <= sizes)

    return worth
