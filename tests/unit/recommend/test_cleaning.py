"""Proposals for missing texts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.recommend.cleaning_shop import pictures_only, shop, without
from visrec_desktop.recommend.cleaning import Facts, propose, sure
from visrec_desktop.recommend.cleaning.texts import MOST_CHECKED

GAPS = list(range(0, 300, 5))


def right(facts: Facts, field: str, gaps: list[int]) -> float:
    texts = facts.texts(field)
    names = {"category": "categories", "brand": "brands", "colour": "colours"}
    found = propose(replace(facts, **{names[field]: without(texts, gaps)}), (field,))
    assert [each.row for each in found] == gaps
    assert {each.field for each in found} == {field}
    return sum(each.value == texts[each.row] for each in found) / len(found)


@pytest.mark.parametrize("field", ["category", "brand", "colour"])
def test_missing_texts_are_found_from_everything(field: str) -> None:
    assert right(shop(300), field, GAPS) >= 0.95


def test_pictures_alone_tell_what_can_be_seen() -> None:
    facts = pictures_only(shop(300))
    facts = replace(facts, brands=[""] * 300, colours=[""] * 300, prices=np.full(300, np.nan))
    assert right(facts, "category", GAPS) >= 0.9


def test_confidence_is_about_the_share_that_is_right() -> None:
    facts = pictures_only(shop(600))
    vague = facts.vectors + np.random.default_rng(4).normal(0, 0.25, facts.vectors.shape)
    vague /= np.linalg.norm(vague, axis=1, keepdims=True)
    gaps = list(range(0, 600, 2))
    blank = [""] * 600
    bare = Facts(
        categories=without(facts.categories, gaps),
        brands=blank,
        colours=blank,
        prices=np.full(600, np.nan),
        names=blank,
        attributes=[{}] * 600,
        vectors=vague.astype(np.float32),
    )
    found = propose(bare, ("category",))
    share = np.mean([each.value == facts.categories[each.row] for each in found])
    assert 0.4 < share < 0.99
    assert np.mean([each.confidence for each in found]) == pytest.approx(share, abs=0.1)
    assert all(0 <= each.confidence <= 1 for each in found)


def test_what_weighed_most_is_told_with_products_of_that_value() -> None:
    facts = shop(120)
    blanked = replace(facts, colours=without(facts.colours, [7, 8]))
    seen = {each.row: each for each in propose(blanked, ("colour",))}
    assert set(seen) == {7, 8}
    for each in seen.values():
        assert each.basis in {"look", "name"}
        assert 0 < len(each.neighbours) <= 3
        assert {facts.colours[row] for row in each.neighbours} == {each.value}
        assert each.row not in each.neighbours


@pytest.mark.parametrize("basis", ["look", "name", "columns"])
def test_each_kind_of_evidence_can_be_the_one(basis: str) -> None:
    facts = shop(120)
    blank = [""] * 120
    only = Facts(
        categories=without(facts.categories, [3]),
        brands=blank,
        colours=blank,
        prices=np.full(120, np.nan),
        names=facts.names if basis == "name" else blank,
        attributes=[{"kind": kind[:2]} for kind in facts.categories] if basis == "columns" else [{}] * 120,
        vectors=facts.vectors if basis == "look" else np.zeros_like(facts.vectors),
    )
    (found,) = propose(only, ("category",))
    assert (found.value, found.basis) == (facts.categories[3], basis)


def test_without_any_evidence_the_most_common_value_is_proposed_with_its_share() -> None:
    count = 40
    blank = [""] * count
    bare = Facts(
        categories=["Shirt"] * 24 + ["Dress"] * 8 + [""] * 8,
        brands=blank,
        colours=blank,
        prices=np.full(count, np.nan),
        names=blank,
        attributes=[{}] * count,
        vectors=np.zeros((count, 4), np.float32),
    )
    found = propose(bare)
    assert [each.row for each in found] == list(range(32, 40))
    assert {(each.value, each.basis, each.neighbours) for each in found} == {("Shirt", "mode", ())}
    assert all(each.confidence == pytest.approx(24 / 33) for each in found)


def test_nothing_is_proposed_from_less_than_five_values() -> None:
    facts = shop(12)
    assert propose(replace(facts, categories=without(facts.categories, range(4, 12))), ("category",)) == []
    assert propose(replace(facts, categories=[""] * 12), ("category",)) == []


def test_nothing_is_proposed_where_every_value_is_another() -> None:
    facts = shop(12)
    brands = [f"Brand {row}" if row else "" for row in range(12)]
    assert propose(replace(facts, brands=brands), ("brand",)) == []


def test_what_is_known_gets_no_proposal() -> None:
    assert propose(shop(20)) == []
    assert propose(shop(0)) == []


def test_a_small_shop_is_modest() -> None:
    facts = shop(20)
    found = propose(replace(facts, categories=without(facts.categories, [0, 1, 2])), ("category",))
    assert len(found) == 3
    assert all(each.confidence < 0.97 for each in found)


def test_a_shop_of_one_brand() -> None:
    facts = replace(shop(20), brands=["Aldern"] * 18 + ["", ""])
    found = propose(facts, ("brand",))
    assert [(each.row, each.value, each.basis) for each in found] == [
        (18, "Aldern", "mode"),
        (19, "Aldern", "mode"),
    ]
    assert all(each.confidence < 1 for each in found)


def test_spellings_are_one_value_in_the_most_common_way() -> None:
    facts = shop(60)
    colours = [text.upper() if row % 4 == 1 else text for row, text in enumerate(facts.colours)]
    found = propose(replace(facts, colours=without(colours, [0])), ("colour",))
    assert found[0].value == facts.colours[0]


def test_the_same_facts_give_the_same_proposals() -> None:
    facts = shop(80)
    facts = replace(facts, categories=without(facts.categories, range(0, 80, 7)))
    assert propose(facts) == propose(facts)


def test_products_without_picture_or_name_are_served_by_what_there_is() -> None:
    facts = shop(200)
    vectors = facts.vectors.copy()
    vectors[::4] = 0
    names = ["" if row % 3 == 0 else name for row, name in enumerate(facts.names)]
    facts = replace(facts, vectors=vectors, names=names)
    assert right(facts, "colour", list(range(0, 200, 10))) >= 0.6


def test_names_without_blanks_between_words() -> None:
    facts = shop(120)
    kinds = {"Shirt": "衬衫", "Dress": "连衣裙", "Boots": "短靴", "Handbag": "手提包"}
    names = [f"经典{kinds[kind]}新款" for kind in facts.categories]
    blank = [""] * 120
    facts = replace(
        facts, names=names, brands=blank, colours=blank, attributes=[{}] * 120, vectors=facts.vectors * 0
    )
    assert right(facts, "category", [3, 50, 99]) == 1.0


def test_more_products_than_are_checked() -> None:
    facts = shop(MOST_CHECKED + 300)
    assert right(facts, "category", list(range(0, MOST_CHECKED, 40))) >= 0.95


def test_another_field_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        propose(shop(6), ("size",))


def test_the_surest_proposals_reach_a_precision_on_average() -> None:
    facts = shop(300)
    found = propose(replace(facts, categories=without(facts.categories, GAPS)), ("category",))
    made = [replace(each, confidence=share) for each, share in zip(found, (1.0, 0.9, 0.8, 0.7), strict=False)]
    assert [each.confidence for each in sure(made, 0.9)] == [1.0, 0.9, 0.8]
    assert sure(made[3:], 0.9) == []
    assert sure([]) == []
