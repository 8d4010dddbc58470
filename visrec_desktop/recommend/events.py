"""What an event is worth: by its kind, its reason and its age."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from visrec_desktop.core.clients import Event, EventKind, Refusal, Trait, TraitKind

EVENT_VALUES: Mapping[EventKind, float] = {
    EventKind.VIEW: 0.1,
    EventKind.CLICK: 0.2,
    EventKind.LIKE: 1.0,
    EventKind.PURCHASE: 1.5,
    EventKind.DISLIKE: -1.0,
}
"""v_i of what happened, before ageing; what a refusal weighs against depends on its reason."""

HALF_LIFE_DAYS = 180.0
"""After so many days an event counts half."""

MOST_OF_ONE = 3.0
"""What one product can count at most, however often it is liked or bought."""

AGAINST_TRAITS: Mapping[Refusal, TraitKind] = {
    Refusal.COLOUR: TraitKind.COLOUR,
    Refusal.STYLE: TraitKind.STYLE,
}
"""Which trait of the product a refusal weighs against; the other reasons weigh against none."""

AGAINST_LOOK: Mapping[Refusal | None, float] = {Refusal.STYLE: 1.0, Refusal.OTHER: 0.5, None: 0.5}
"""How much a refusal weighs against the look; a reason that is not here says nothing about it."""

TAKES_BACK: frozenset[Refusal | None] = frozenset({Refusal.COLOUR, Refusal.STYLE, Refusal.OTHER, None})
"""Reasons with which a refusal takes an earlier like of the product back."""

AGAINST_ARTICLE = TAKES_BACK | {Refusal.SIZE}
"""Reasons for which the article itself is not shown again soon; for its price the budget has moved."""

_DAY_US = 86_400_000_000


def aged(value: float, at_us: int, now_us: int, half_life_days: float = HALF_LIFE_DAYS) -> float:
    """A value as it counts now: half after a half-life. What lies in the future counts as now.

    Args:
        value: when it happened.
        at_us: when it happened, microseconds since 1970, UTC.
        now_us: the present, likewise.
        half_life_days: after how many days it counts half.
    """
    days = max(0, now_us - at_us) / _DAY_US
    return value * math.pow(0.5, min(days / half_life_days, 1000.0))


def saturated(total: float, most: float = MOST_OF_ONE) -> float:
    """A sum of values of one product as it counts: itself up to 1, and never more than `most`."""
    if total <= 1:
        return max(0.0, total)
    return 1 + (most - 1) * -math.expm1((1 - total) / (most - 1))


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that still stand, in their order.

    A like is taken back by a later refusal of the product for its looks, a refusal by a later like, purchase
    or refusal of the product. What was undone is left out. Everything else stands.
    """
    kept: list[Event] = []
    liked: dict[str, list[Event]] = {}
    refused: dict[str, list[Event]] = {}
    gone: set[int] = set()
    for event in events:
        if event.undone_at is not None:
            continue
        kept.append(event)
        if event.kind in (EventKind.LIKE, EventKind.PURCHASE):
            gone.update(map(id, refused.pop(event.sku, ())))
            if event.kind is EventKind.LIKE:
                liked.setdefault(event.sku, []).append(event)
        elif event.kind is EventKind.DISLIKE:
            gone.update(map(id, refused.pop(event.sku, ())))
            refused[event.sku] = [event]
            if event.reason in TAKES_BACK:
                gone.update(map(id, liked.pop(event.sku, ())))
    return [event for event in kept if id(event) not in gone]


def weighted_sum(terms: Iterable[tuple[Trait, float]]) -> dict[Trait, float]:
    """What comes together for each trait: u = sum of v_i e_i (section 4.1.1 of the source article)."""
    total: dict[Trait, float] = {}
    for trait, value in terms:
        total[trait] = total.get(trait, 0.0) + value
    return total
