"""What a sentence can name about one product and one client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from visrec_desktop.core.clients import TraitKind
from visrec_desktop.core.values import Clause
from visrec_desktop.recommend.affinity import affinities_by_kind
from visrec_desktop.recommend.learned import price_text
from visrec_desktop.recommend.profile import Profile, comparable_price
from visrec_desktop.recommend.traits import ItemTraits, fold

_FITTING = 0.3
"""A kind that fits less well by itself is not worth a word."""

_OFTEN = 0.6
"""A colour that fits so well is one that the client keeps choosing."""

_WITHIN = "price_within"
_LIKED = {kind.value: f"{kind.value}_liked" for kind in TraitKind}


@dataclass(frozen=True)
class Facts:
    """What can be said.

    Attributes:
        liked: what of the attributes speaks for the product, each with its share of that part of the score.
        against: for each part that takes away, what to say about it.
    """

    liked: tuple[tuple[float, Clause], ...] = ()
    against: Mapping[str, Clause] = field(default_factory=dict)


def facts_of(profile: Profile, items: Sequence[ItemTraits]) -> list[Facts]:
    """What can be said about each of a few products to a client with this profile."""
    kinds = affinities_by_kind(profile, items)
    return [_facts(profile, item, told) for item, told in zip(items, kinds, strict=True)]


def _facts(profile: Profile, item: ItemTraits, kinds: Mapping[str, tuple[float, float]]) -> Facts:
    total = sum(added for added, _ in kinds.values())
    liked = [
        (added / total, clause)
        for kind, (added, fit) in kinds.items()
        if fit >= _FITTING and (clause := _liked(kind, fit, profile, item)) is not None
    ]
    against = {"budget": _budget(profile, item), "avoided": _avoided(profile, item)}
    return Facts(tuple(liked), against)


def _liked(kind: str, fit: float, profile: Profile, item: ItemTraits) -> Clause | None:
    if kind == "price":
        limit, price = _limit(profile, item), comparable_price(item, profile.currency)
        if price is None:
            return None
        if limit is not None:
            return Clause(_WITHIN) if price <= limit else None
        return Clause("price_usual")
    if kind not in _LIKED:  # whom an article is made for is counted, and not remarked upon
        return None
    value = item.value(TraitKind(kind))
    if kind == TraitKind.COLOUR.value:
        return Clause("colour_often" if fit >= _OFTEN else _LIKED[kind], value.lower())
    return Clause(_LIKED[kind], value)


def _limit(profile: Profile, item: ItemTraits) -> float | None:
    limits = (profile.budget_max, profile.limits.get(fold(item.category)))
    return min((limit for limit in limits if limit is not None), default=None)


def _budget(profile: Profile, item: ItemTraits) -> Clause:
    limit = _limit(profile, item)
    if limit is None or (item.price is not None and item.price <= limit):
        return Clause("below_budget")
    if not limit:
        return Clause("over_budget")
    key = "over_budget_of" if limit == profile.stated_max else "not_under"
    return Clause(key, price_text(round(limit, 2), item.currency))


def _avoided(profile: Profile, item: ItemTraits) -> Clause:
    if item.sku in profile.owned_skus:
        return Clause("owned")
    if item.sku in profile.refused_skus:
        return Clause("refused")
    avoided = [(profile.weights.get(trait, 0.0), trait) for trait in item.traits()]
    if avoided and min(avoided)[0] < 0:
        return Clause("avoided", item.value(min(avoided)[1].kind))
    return Clause("owned_kind", item.category)
