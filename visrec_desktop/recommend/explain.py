"""Why a product is shown, in one sentence that can be said aloud, taken from the parts of its score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from visrec_desktop.core.values import Clause
from visrec_desktop.recommend.facts import Facts, facts_of
from visrec_desktop.recommend.learned import knowledge_clauses, learned_clauses, learned_sentence
from visrec_desktop.recommend.phrases import TEMPLATES, based_on, phrase, sentence
from visrec_desktop.recommend.score import DETAILS, SURE

__all__ = [
    "DETAIL_SENTENCES",
    "SENTENCES",
    "TEMPLATES",
    "Facts",
    "based_on",
    "clauses_for",
    "facts_of",
    "knowledge_clauses",
    "learned_clauses",
    "learned_sentence",
    "phrase",
    "sentence",
    "why",
]


class Levels(NamedTuple):
    """From which share of a part's weight on it counts as the same, and from which as similar."""

    same: float
    similar: float


# Measured with the thin ResNet-50, on the ten best products for photos taken by hand. With a look share of
# 0.65 or more four in five are of the kind in the photo, from 0.45 on about half, below that one in four.
# Colour shares run higher: four in five photos reach 0.65 with the thing they show, and half of them 0.75,
# where other things lie around 0.5; a photo hardly ever reaches 0.9 with something else by accident.
LOOK = Levels(same=0.65, similar=0.45)
COLOUR = Levels(same=0.9, similar=0.65)

# Measured with the shape part of visrec-look on 1,500 pictures of clothes. Outlines are much alike: of the
# ten best products with the shape turned up, 94 in 100 are of the photo's kind from 0.95 on, 76 from 0.9 to
# 0.95, and about half below that.
SHAPE = Levels(same=0.95, similar=0.9)

# The client's parts, as shares of their weight. A taste share is 0 for what has nothing in common with the
# liked products and 1 for the same picture; things of one kind have a median of about 0.35.
TASTE = Levels(same=0.6, similar=0.25)
TOGETHER = Levels(same=0.3, similar=0.3)
POPULARITY = Levels(same=0.5, similar=0.5)

MOST_CLAUSES = 3
"""What speaks for a product, at most; one thing that speaks against it is added."""

PHOTO_PARTS = ("look", "shape", "colour")
"""The parts of a score that come from comparing pictures as a whole."""

_LEAST_SHAPE = 0.1  # the least weight of the outline: below it the look says as much
_ROUNDING = 1e-5  # of parts that are told in millionths
_LEAST = 0.01  # a part that adds or takes away less is not worth a word

_SAID: dict[str, tuple[Levels, str, str]] = {
    "look": (LOOK, "look_same", "look_similar"),
    "shape": (SHAPE, "shape_same", "shape_similar"),
    "colour": (COLOUR, "colour_same", "colour_similar"),
    "taste": (TASTE, "taste_close", "taste_near"),
    "together": (TOGETHER, "together", "together"),
    "popularity": (POPULARITY, "popularity", "popularity"),
}
_AGAINST = {"size": Clause("wrong_size"), "stock": Clause("out_of_stock"), "budget": Clause("over_budget")}

SENTENCES: dict[tuple[int, int], str] = {
    (2, 2): "The same look as the photo, in the same colours.",
    (2, 1): "The same look as the photo, in similar colours.",
    (2, 0): "The same look as the photo, in other colours.",
    (1, 2): "A similar look, in the same colours as the photo.",
    (1, 1): "A similar look, in similar colours.",
    (1, 0): "A similar look, in other colours.",
    (0, 2): "Only loosely like the photo, but in the same colours.",
    (0, 1): "Only loosely like the photo, in similar colours.",
    (0, 0): "Only loosely like the photo, and in other colours.",
}
"""Whole sentences, so that each can be translated as it stands; keys are (look, colour), 2 is strongest."""

DETAIL_SENTENCES: dict[int, str] = {
    2: "The same print, label or detail is on both, in the same colours.",
    1: "The same print, label or detail is on both, in similar colours.",
    0: "The same print, label or detail is on both.",
}
"""Where details surely agree; keys are the colour's level. In other light a colour says nothing."""

ALIKE_SENTENCES: dict[int, str] = {
    2: "A print, label or detail looks alike on both, in the same colours.",
    1: "A print, label or detail looks alike on both, in similar colours.",
    0: "A print, label or detail looks alike on both.",
}
"""Where they may agree, or be no more than the mark of one brand."""


def why(parts: Mapping[str, float], weights: Mapping[str, float]) -> str:
    """The sentence for a hit.

    Args:
        parts: contribution of each part to the score.
        weights: the greatest contribution each part can make.
    """
    look = _level(parts.get("look", 0.0), weights.get("look", 0.0), LOOK)
    colour = _level(parts.get("colour", 0.0), weights.get("colour", 0.0), COLOUR)
    if parts.get(DETAILS, 0.0) > 0:
        return (DETAIL_SENTENCES if _is_sure(parts, weights) else ALIKE_SENTENCES)[colour]
    return SENTENCES[look, colour]


def clauses_for(
    parts: Mapping[str, float], limits: Mapping[str, float], facts: Facts | None = None
) -> tuple[Clause, ...]:
    """The reasons for a hit, taken from what the parts add to its score, greatest first.

    Args:
        parts: contribution of each part to the score; negative: it takes away.
        limits: the greatest contribution each part can make, as `ranking.limits_of` has them.
        facts: what can be named about the product and the client; None: no client.

    Returns:
        At most `MOST_CLAUSES` reasons and, last, the one thing that takes away most. Never empty.
    """
    facts = facts or Facts()
    reasons = sorted(_reasons(parts, limits, facts), key=lambda reason: -reason[0])
    told = [clause for added, clause in reasons if added >= _LEAST][:MOST_CLAUSES]
    if not told:
        has_photo = any(limits.get(part, 0.0) > 0 for part in PHOTO_PARTS)
        told = [Clause("photo_loose" if has_photo else "little_known")]
    worst = min(parts, key=lambda name: parts[name], default="")
    caveat = facts.against.get(worst) or _AGAINST.get(worst)
    if caveat is not None and parts[worst] <= -_LEAST:
        told.append(caveat)
    return tuple(told)


def _reasons(
    parts: Mapping[str, float], limits: Mapping[str, float], facts: Facts
) -> Iterator[tuple[float, Clause]]:
    if parts.get(DETAILS, 0.0) > 0:  # the look seen closer: it is said before the look, and instead of it
        key = "details" if _is_sure(parts, limits) else "details_alike"
        yield parts[DETAILS] + parts.get("look", 0.0), Clause(key)
        parts = {name: added for name, added in parts.items() if name != "look"}
    if limits.get("shape", 0.0) < _LEAST_SHAPE:
        parts = {name: added for name, added in parts.items() if name != "shape"}
    for name, (levels, same, similar) in _SAID.items():
        level = _level(parts.get(name, 0.0), limits.get(name, 0.0), levels)
        if level:
            yield parts[name], Clause(same if level > 1 else similar)
    for share, clause in facts.liked:
        yield share * parts.get("attributes", 0.0), clause


def _is_sure(parts: Mapping[str, float], limits: Mapping[str, float]) -> bool:
    """Whether the details agree as surely as a product must that is called very close for them.

    They have added their confidence's share of what the pictures as a whole left open.
    """
    seen = sum(max(0.0, parts.get(name, 0.0)) for name in PHOTO_PARTS)
    left = limits.get(DETAILS, 1.0) - seen
    return parts[DETAILS] >= SURE * left - _ROUNDING


def _level(value: float, weight: float, levels: Levels) -> int:
    share = value / weight if weight > 0 else 0.0
    return 2 if share >= levels.same else int(share >= levels.similar)
