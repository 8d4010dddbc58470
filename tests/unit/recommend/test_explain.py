"""Reasons in words."""

from __future__ import annotations

import re

import pytest

from tests.unit.recommend.examples import BRAND, COLOUR, trait
from visrec_desktop.core.clients import PRIOR_WEIGHTS, EventKind, Knowledge, Refusal
from visrec_desktop.core.values import Clause
from visrec_desktop.recommend.affinity import STRENGTHS
from visrec_desktop.recommend.explain import (
    TEMPLATES,
    Facts,
    based_on,
    clauses_for,
    facts_of,
    knowledge_clauses,
    learned_clauses,
    learned_sentence,
    phrase,
    sentence,
    why,
)
from visrec_desktop.recommend.profile import Profile
from visrec_desktop.recommend.traits import ItemTraits

LIMITS = {
    "look": 0.48,
    "colour": 0.12,
    "taste": 0.18,
    "attributes": 0.1,
    "together": 0.08,
    "popularity": 0.04,
}
ITEM = ItemTraits("Shirts", "North", "Casual", "Blue", 80, "M", "EUR", "s")
LIKES_BLUE = Profile({trait(COLOUR, "blue"): 3.0}, budget_max=100.0)


def keys(clauses: tuple[Clause, ...]) -> list[str]:
    return [clause.key for clause in clauses]


def say(clauses: tuple[Clause, ...]) -> str:
    return sentence(clauses)


def test_a_sentence_for_photo_and_client() -> None:
    parts = {"look": 0.4, "colour": 0.02, "taste": 0.02, "attributes": 0.09}
    found = clauses_for(parts, LIMITS, facts_of(LIKES_BLUE, [ITEM])[0])
    assert say(found) == (
        "The same look as the photo; in the blue this client keeps choosing; within the budget."
    )


def test_a_sentence_for_the_client_alone() -> None:
    parts = {"taste": 0.3, "attributes": 0.0, "together": 0.1, "popularity": 0.08}
    found = clauses_for(parts, dict(PRIOR_WEIGHTS))
    assert say(found) == (
        "Very much what this client likes; goes with what this client chose; liked by many clients here."
    )


def test_a_cold_start() -> None:
    assert say(clauses_for({"popularity": 0.9}, {"popularity": 1.0})) == "Liked by many clients here."
    assert say(clauses_for({"popularity": 0.1}, {"popularity": 1.0})) == "A guess, since little is known yet."
    assert say(clauses_for({}, {})) == "A guess, since little is known yet."


def test_a_photo_alone() -> None:
    assert say(clauses_for({"look": 0.6, "colour": 0.19}, {"look": 0.8, "colour": 0.2})) == (
        "The same look as the photo; in the same colours as the photo."
    )
    assert say(clauses_for({"look": 0.1, "colour": 0.1}, {"look": 0.8, "colour": 0.2})) == (
        "Only loosely like the photo."
    )


def test_the_shape_is_named_where_it_counts() -> None:
    parts = {"look": 0.6, "shape": 0.048, "colour": 0.02}
    assert keys(clauses_for(parts, {"look": 0.82, "shape": 0.05, "colour": 0.13})) == ["look_same"]
    turned = {"look": 0.45, "shape": 0.29, "colour": 0.02}
    told = clauses_for(turned, {"look": 0.6, "shape": 0.3, "colour": 0.1})
    assert say(told) == "The same look as the photo; of the same shape as the photo."
    assert keys(clauses_for({**turned, "shape": 0.27}, {"look": 0.6, "shape": 0.3}))[-1] == "shape_similar"
    assert keys(clauses_for({"shape": 0.9, "look": 0.0}, {"shape": 1.0, "look": 0.0})) == ["shape_similar"]


@pytest.mark.parametrize("part", ["look", "shape", "colour"])
def test_a_far_product_beside_a_photo_is_loosely_like_it_whatever_counts(part: str) -> None:
    assert say(clauses_for({part: 0.1}, {"look": 0.0, part: 1.0})) == "Only loosely like the photo."


def test_details_that_agree_are_said_first_and_instead_of_the_look() -> None:
    parts = {"look": 0.4, "colour": 0.11, "details": 0.08, "taste": 0.15}
    told = clauses_for(parts, {**LIMITS, "details": 0.6})
    assert keys(told) == ["details", "taste_close", "colour_same"]
    assert say(told).startswith("The same print, label or detail is on both; ")
    assert keys(clauses_for({**parts, "details": 0.0}, {**LIMITS, "details": 0.6}))[0] == "look_same"


def test_the_greatest_part_comes_first_and_no_more_than_three() -> None:
    parts = {"look": 0.24, "colour": 0.12, "taste": 0.17, "together": 0.08, "popularity": 0.04}
    assert keys(clauses_for(parts, LIMITS)) == ["look_similar", "taste_close", "colour_same"]


def test_a_weak_part_is_no_reason() -> None:
    parts = {"look": 0.1, "colour": 0.01, "taste": 0.15, "together": 0.01, "popularity": 0.01}
    assert keys(clauses_for(parts, LIMITS)) == ["taste_close"]


def test_one_caveat_the_greatest() -> None:
    parts = {"look": 0.4, "budget": -0.1, "size": -0.2, "stock": -0.1}
    found = clauses_for(parts, LIMITS)
    assert say(found) == "The same look as the photo; but not in a size for this client."
    assert keys(clauses_for({"look": 0.4, "stock": -0.1}, LIMITS))[-1] == "out_of_stock"
    assert keys(clauses_for({"look": 0.4, "budget": -0.1}, LIMITS))[-1] == "over_budget"
    assert keys(clauses_for({"look": 0.4, "budget": -0.001}, LIMITS)) == ["look_same"]
    assert keys(clauses_for({"look": 0.4, "unheard_of": -0.1}, LIMITS)) == ["look_same"]


def test_every_penalty_has_its_words() -> None:
    for name in STRENGTHS:
        found = clauses_for({"look": 0.4, name: -0.1}, LIMITS, facts_of(Profile(), [ITEM])[0])
        assert len(found) == 2, name


@pytest.mark.parametrize(
    ("profile", "clause"),
    [
        (Profile(owned_skus=frozenset({"s"}), refused_skus={"s": 1.0}), Clause("owned")),
        (Profile(refused_skus={"s": 1.0}), Clause("refused")),
        (Profile({trait(COLOUR, "blue"): -2.0, trait(BRAND, "north"): -1.0}), Clause("avoided", "Blue")),
        (Profile(owned_categories={"shirts": 0.5}), Clause("owned_kind", "Shirts")),
    ],
)
def test_why_it_is_avoided(profile: Profile, clause: Clause) -> None:
    assert clauses_for({"look": 0.4, "avoided": -0.2}, LIMITS, facts_of(profile, [ITEM])[0])[-1] == clause


@pytest.mark.parametrize(
    ("profile", "clause"),
    [
        (Profile(budget_max=50.0, stated_max=50.0), Clause("over_budget_of", "50 EUR")),
        (Profile(budget_max=49.9, stated_max=49.9), Clause("over_budget_of", "49.90 EUR")),
        (Profile(budget_max=500.0, limits={"shirts": 79.992}), Clause("not_under", "79.99 EUR")),
        (Profile(budget_max=79.99992), Clause("not_under", "80 EUR")),
        (Profile(budget_min=100.0), Clause("below_budget")),
        (Profile(budget_max=0.0), Clause("over_budget")),
    ],
)
def test_why_the_price_is_wrong(profile: Profile, clause: Clause) -> None:
    assert facts_of(profile, [ITEM])[0].against["budget"] == clause


def test_attributes_are_named_by_what_each_adds() -> None:
    profile = Profile(
        {trait(COLOUR, "blue"): 0.2, trait(BRAND, "north"): 5.0}, price_mean=80.0, price_spread=0.3
    )
    parts = {"attributes": 0.2}
    found = clauses_for(parts, {"attributes": 0.25}, facts_of(profile, [ITEM])[0])
    assert found == (Clause("brand_liked", "North"), Clause("price_usual"))


def test_a_colour_liked_once_is_not_yet_one_that_is_always_chosen() -> None:
    once, often = (facts_of(Profile({trait(COLOUR, "blue"): w}), [ITEM])[0].liked for w in (1.0, 2.0))
    assert [clause.key for _, clause in (*once, *often)] == ["colour_liked", "colour_often"]


def test_whom_an_article_is_made_for_is_not_remarked_upon() -> None:
    item = ItemTraits(people=(("gender", "women"),))
    assert facts_of(Profile(people={"gender": "women"}), [item])[0].liked == ()


def test_a_price_in_another_currency_is_not_called_within_the_budget() -> None:
    told = {
        currency: [clause.key for _, clause in facts_of(profile, [ITEM])[0].liked]
        for currency in ("usd", "eur")
        for profile in [Profile(LIKES_BLUE.weights, budget_max=100.0, currency=currency)]
    }
    assert told == {"usd": ["colour_often"], "eur": ["colour_often", "price_within"]}


def test_facts_about_a_blank_product_and_a_blank_profile() -> None:
    facts = facts_of(LIKES_BLUE, [ItemTraits()])[0]
    assert facts.liked == ()
    assert facts_of(Profile(), [ITEM])[0].liked == ()
    assert clauses_for({"look": 0.4}, LIMITS, Facts()) == (Clause("look_same"),)


def test_phrases_are_plain_and_neutral() -> None:
    for key, text in TEMPLATES.items():
        assert text == text.strip()
        assert not re.search(r"\b(she|he|her|his|him|embedding|cosine|vector|score)\b", text), key
        assert text.count("%1") <= 1
        assert not text.endswith(".")


def test_a_value_may_hold_signs() -> None:
    assert phrase(Clause("brand_liked", "A%1;%2")) == "by A%1;%2, a brand this client likes"
    assert sentence(()) == ""
    assert sentence((Clause("taste_near"),), {"taste_near": "é proche"}) == "É proche."


@pytest.mark.parametrize(
    ("kind", "reason", "words"),
    [
        (EventKind.LIKE, None, "More like this, more blue, more Shirts."),
        (EventKind.PURCHASE, None, "More like this, more blue, more Shirts, this client has it now."),
        (EventKind.VIEW, None, "A little more like this."),
        (EventKind.CLICK, None, "A little more like this."),
        (EventKind.DISLIKE, Refusal.TOO_DEAR, "Stay under 80 EUR, for Shirts."),
        (EventKind.DISLIKE, Refusal.COLOUR, "Less blue."),
        (EventKind.DISLIKE, Refusal.STYLE, "Less that looks like this, less casual."),
        (EventKind.DISLIKE, Refusal.SIZE, "Not in size M."),
        (EventKind.DISLIKE, Refusal.OWNS_ONE, "Has one already: Shirts."),
        (EventKind.DISLIKE, Refusal.OTHER, "A little less that looks like this, not this one again."),
        (EventKind.DISLIKE, None, "A little less that looks like this, not this one again."),
    ],
)
def test_what_was_learned(kind: EventKind, reason: Refusal | None, words: str) -> None:
    assert learned_sentence(learned_clauses(kind, reason, ITEM)) == words


@pytest.mark.parametrize("reason", [*Refusal, None])
@pytest.mark.parametrize("kind", list(EventKind))
def test_something_is_learned_from_a_product_of_which_nothing_is_known(
    kind: EventKind, reason: Refusal | None
) -> None:
    words = learned_sentence(learned_clauses(kind, reason, ItemTraits()))
    assert len(words) > 5
    assert "  " not in words
    assert ": ." not in words


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Knowledge(likes=3, photos=1), "based on 3 likes and 1 photo"),
        (Knowledge(1, 1, 2, 7), "based on 1 like, 2 purchases, 1 refusal and 7 products looked at"),
        (Knowledge(photos=2), "based on 2 photos"),
        (Knowledge(), "based on nothing yet"),
    ],
)  # fmt: skip
def test_how_much_is_known(known: Knowledge, words: str) -> None:
    assert based_on(knowledge_clauses(known)) == words


def test_no_clauses_no_words() -> None:
    assert based_on(()) == ""


def test_details_that_may_agree_by_chance_are_said_with_care() -> None:
    weights = {"look": 0.8, "colour": 0.2, "details": 1.0}
    sure = {"look": 0.4, "colour": 0.1, "details": 0.45}
    unsure = {"look": 0.4, "colour": 0.1, "details": 0.2}
    assert why(sure, weights).startswith("The same print, label or detail is on both")
    assert why(unsure, weights).startswith("A print, label or detail looks alike on both")
    assert clauses_for(sure, weights)[0].key == "details"
    assert clauses_for(unsure, weights)[0].key == "details_alike"
