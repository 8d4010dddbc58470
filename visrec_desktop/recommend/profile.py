"""The profile of a client in trait space: u = sum of v_i e_i (section 4.1.1 of the source article).

Behaviour (what was viewed, liked, bought, refused; aged, and saturated for each product), interests (what the
client says about likes, avoids, budget and sizes) and, where they were told, gender, age band and place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from visrec_desktop.core.clients import Client, Event, EventKind, History, Refusal, Trait
from visrec_desktop.recommend.events import (
    AGAINST_ARTICLE,
    AGAINST_TRAITS,
    EVENT_VALUES,
    HALF_LIFE_DAYS,
    aged,
    saturated,
    standing,
    weighted_sum,
)
from visrec_desktop.recommend.traits import (
    ItemTraits,
    TraitTable,
    fold,
    folded,
    number,
    sizes_in,
    traits_of,
    traits_of_snapshot,
)

__all__ = [
    "EVENT_VALUES",
    "HALF_LIFE_DAYS",
    "ItemTraits",
    "Profile",
    "TraitTable",
    "build_profile",
    "standing",
    "traits_of",
    "traits_of_snapshot",
]

STATED_VALUE = 2.0
"""v_i of a like or avoid that the client stated; it does not age."""

OWNED_HALF_LIFE_DAYS = 90.0
"""After so many days "I own one" counts half: people buy a second coat."""

_LEAST_SPREAD = 0.25  # prices a quarter up or down are the same kind of price
_FORGOTTEN = 0.05  # what has aged to less is over
_BELOW = 1 - 1e-6  # "too dear" means: this price is not within the budget either


@dataclass(frozen=True)
class Profile:
    """What a history says about a client, aged to one moment.

    Attributes:
        weights: for each trait (its value without case) how much it is liked; negative: avoided.
        price_mean: the price the client usually goes for (geometric mean); None: not known.
        price_spread: standard deviation of the logarithm of those prices.
        budget_min: the least an article should cost.
        budget_max: the most, after refusals for price.
        stated_max: the most, as the client said.
        limits: for single categories (without case), the most after refusals for price.
        currency: of the budget and the prices; empty: any.
        sizes: sizes that fit, without case: stated, or bought.
        wrong_sizes: (category, size), without case, that were refused for size.
        refused_skus: what was refused for itself (not for its price, nor because it is owned), with what is
            left of the refusal.
        owned_skus: what the client has.
        owned_categories: categories of which the client lately said to own one, with what is left of it.
        people: gender, age band and place where they were told.
        events_weight: how much evidence there is: the sum of the sizes of the events' values.
    """

    weights: Mapping[Trait, float] = field(default_factory=dict)
    price_mean: float | None = None
    price_spread: float | None = None
    budget_min: float | None = None
    budget_max: float | None = None
    stated_max: float | None = None
    limits: Mapping[str, float] = field(default_factory=dict)
    currency: str = ""
    sizes: frozenset[str] = frozenset()
    wrong_sizes: frozenset[tuple[str, str]] = frozenset()
    refused_skus: Mapping[str, float] = field(default_factory=dict)
    owned_skus: frozenset[str] = frozenset()
    owned_categories: Mapping[str, float] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    events_weight: float = 0.0


def build_profile(history: History, now_us: int) -> Profile:
    """The profile of a client at one moment.

    Args:
        history: what is known.
        now_us: the moment, microseconds since 1970, UTC; events after it count as if they happened then.
    """
    client = history.client
    events = standing(history.events)
    items = {sku: traits_of_snapshot(snapshot) for sku, snapshot in history.snapshots.items()}
    refusals = [event for event in events if event.kind is EventKind.DISLIKE]
    worth = _worth(events, now_us)
    mean, spread = _usual_price(worth, items, client.currency)
    fitting = frozenset(map(fold, client.sizes)) - {""} | _bought_sizes(events, items)
    limits, general = _price_limits(refusals, events, items, client.currency, now_us)
    stated_max = number(client.budget_max)
    budget_max = min((x for x in (stated_max, general) if x is not None), default=None)
    budget_min = number(client.budget_min)
    if budget_min is not None and budget_max is not None and budget_min > budget_max:
        budget_min = None
    return Profile(
        weights=weighted_sum((*_behaviour(worth, refusals, items, now_us), *_interests(client))),
        price_mean=mean,
        price_spread=spread,
        budget_min=budget_min,
        budget_max=budget_max,
        stated_max=stated_max,
        limits=limits,
        currency=fold(client.currency),
        sizes=fitting,
        wrong_sizes=_wrong_sizes(refusals, items, now_us, fitting),
        refused_skus=_refused(refusals, now_us),
        owned_skus=_owned(history, events),
        owned_categories=_owned_categories(refusals, items, now_us),
        people={name: fold(value) for name, value in _people(client) if fold(value)},
        events_weight=sum(worth.values()) + sum(aged(1.0, event.at, now_us) for event in refusals),
    )


_Items = Mapping[str, ItemTraits]


def _worth(events: Iterable[Event], now_us: int) -> dict[str, float]:
    """What each product that was looked at, liked or bought counts now, saturated."""
    total: dict[str, float] = {}
    for event in events:
        value = EVENT_VALUES[event.kind]
        if value > 0:
            total[event.sku] = total.get(event.sku, 0.0) + aged(value, event.at, now_us)
    return {sku: saturated(value) for sku, value in total.items()}


def _behaviour(
    worth: Mapping[str, float], refusals: Iterable[Event], items: _Items, now_us: int
) -> Iterable[tuple[Trait, float]]:
    for sku, value in worth.items():
        for trait in items.get(sku, ItemTraits()).traits():
            yield trait, value
    for event in refusals:
        kind = AGAINST_TRAITS.get(event.reason) if event.reason else None
        for trait in items.get(event.sku, ItemTraits()).traits():
            if trait.kind is kind:
                yield trait, aged(EVENT_VALUES[EventKind.DISLIKE], event.at, now_us)


def _interests(client: Client) -> Iterable[tuple[Trait, float]]:
    likes, avoids = set(map(folded, client.likes)), set(map(folded, client.avoids))
    for trait in sorted((likes | avoids) - (likes & avoids)):
        if trait.value:
            yield trait, STATED_VALUE if trait in likes else -STATED_VALUE


def _people(client: Client) -> tuple[tuple[str, str], ...]:
    return ("gender", client.gender), ("age_band", client.age_band), ("place", client.place)


def comparable_price(item: ItemTraits, currency: str) -> float | None:
    """A product's price where it can be compared with prices in a currency; None also for what is free."""
    same = not currency or not item.currency or fold(item.currency) == fold(currency)
    return item.price if same and item.price else None


def _usual_price(
    worth: Mapping[str, float], items: _Items, currency: str
) -> tuple[float | None, float | None]:
    """Geometric mean of the prices of what was liked, and the standard deviation of their logarithms."""
    prices = [
        (math.log(price), value)
        for sku, value in worth.items()
        if sku in items and value > 0 and (price := comparable_price(items[sku], currency)) is not None
    ]
    total = sum(value for _, value in prices)
    if not total:
        return None, None
    mean = sum(log * value for log, value in prices) / total
    variance = sum((log - mean) ** 2 * value for log, value in prices) / total
    return math.exp(mean), max(_LEAST_SPREAD, math.sqrt(variance))


def _price_limits(
    refusals: Iterable[Event], events: Iterable[Event], items: _Items, currency: str, now_us: int
) -> tuple[dict[str, float], float | None]:
    """The most an article may cost after refusals for price, for each category and for all.

    A refusal says: below this price. It loosens as it ages, to twice the price after a half-life. It counts
    for its category: a shirt that is too dear says nothing about coats. Only where the category is not known
    it counts for all, unless something dearer was bought.
    """
    paid = [comparable_price(items[e.sku], currency) for e in events if _is_purchase(e) and e.sku in items]
    dearest = max((price for price in paid if price is not None), default=0.0)
    limits: dict[str, float] = {}
    general: list[float] = []
    for event in refusals:
        item = items.get(event.sku, ItemTraits())
        price = comparable_price(item, currency)
        left = aged(1.0, event.at, now_us)
        if event.reason is not Refusal.TOO_DEAR or price is None or left < _FORGOTTEN:
            continue
        category = fold(item.category)
        limit = price * _BELOW / left
        limits[category] = min(limits.get(category, math.inf), limit)
        if not category and price > dearest:
            general.append(limit)
    return limits, min(general, default=None)


def _is_purchase(event: Event) -> bool:
    return event.kind is EventKind.PURCHASE


def _bought_sizes(events: Iterable[Event], items: _Items) -> frozenset[str]:
    """Sizes of what was bought, where the product came in one only."""
    sizes = [sizes_in(items[e.sku].size) for e in events if _is_purchase(e) and e.sku in items]
    return frozenset(each[0] for each in sizes if len(each) == 1)


def _wrong_sizes(
    refusals: Iterable[Event], items: _Items, now_us: int, fitting: frozenset[str]
) -> frozenset[tuple[str, str]]:
    """Category and size of what was refused for size, but for the sizes that fit."""
    wrong = [
        items[event.sku]
        for event in refusals
        if event.reason is Refusal.SIZE and event.sku in items and aged(1.0, event.at, now_us) >= _FORGOTTEN
    ]
    pairs = ((fold(item.category), size) for item in wrong for size in sizes_in(item.size))
    return frozenset(pair for pair in pairs if pair[1] not in fitting)


def _refused(refusals: Iterable[Event], now_us: int) -> dict[str, float]:
    left = {e.sku: aged(1.0, e.at, now_us) for e in refusals if e.reason in AGAINST_ARTICLE}
    return {sku: value for sku, value in left.items() if value >= _FORGOTTEN}


def _owned(history: History, events: Iterable[Event]) -> frozenset[str]:
    said = {event.sku for event in events if event.reason is Refusal.OWNS_ONE or _is_purchase(event)}
    return frozenset({owned.sku for owned in history.owned if owned.sku} | said)


def _owned_categories(refusals: Iterable[Event], items: _Items, now_us: int) -> dict[str, float]:
    left: dict[str, float] = {}
    for event in refusals:
        category = fold(items.get(event.sku, ItemTraits()).category)
        if event.reason is Refusal.OWNS_ONE and category:
            value = aged(1.0, event.at, now_us, OWNED_HALF_LIFE_DAYS)
            left[category] = max(left.get(category, 0.0), value)
    return {category: value for category, value in left.items() if value >= _FORGOTTEN}
