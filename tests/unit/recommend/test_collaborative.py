"""The item-item model: worked by hand, learning step by step like a new fit, and its explanations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from visrec_desktop.recommend.collaborative import ItemItem, Settings
from visrec_desktop.recommend.evidence import evidence, fading
from visrec_desktop.recommend.ratings import Ratings, Row
from visrec_desktop.recommend.trait_rows import trait_rows

PLAIN = Settings(
    ridge=1.0,
    dropped=0.0,
    order=0.0,
    half=1e12,
    vote=1.0,
    traits=0.0,
    hints=0.0,
    discount=0.0,
    dense=100,
)
NOBODY = Ratings.of(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros(0))


def row(*items: int, values: tuple[float, ...] = ()) -> Row:
    return Row(np.array(items, np.int64), np.array(values or (1.0,) * len(items)))


def of(histories: list[Row]) -> Ratings:
    people = np.repeat(np.arange(len(histories)), [len(each.items) for each in histories])
    items = np.concatenate([each.items for each in histories])
    values = np.concatenate([each.values for each in histories])
    return Ratings.of(people, items, values, np.arange(len(items), dtype=np.float64))


def drawn(people: int, items: int, seed: int) -> list[Row]:
    rng = np.random.default_rng(seed)
    histories = []
    for _ in range(people):
        count = int(rng.integers(1, 7))
        values = rng.choice([1.0, 1.5, 0.2, -1.0], count)
        histories.append(Row(rng.choice(items, count, replace=False).astype(np.int64), values))
    return histories


def test_evidence_worked_by_hand() -> None:
    # a (like), then b (interest 0.5), then c (like); half of the weight one place back
    found = evidence(row(0, 1, 2, values=(1.0, 0.5, 1.0)), half=1.0, order=1.0)
    # before b: (1, 0, 0); before c: (0.5, 0.5, 0)
    assert found.gram * 3 == pytest.approx(np.array([[1.25, 0.25, 0], [0.25, 0.25, 0], [0, 0, 0]]))
    # only likes are explained: c by (0.5, 0.5, 0), and a by nothing, as it was the first
    assert found.flow * 3 == pytest.approx(np.array([[0, 0, 0.5], [0, 0, 0.5], [0, 0, 0]]))
    whole = evidence(row(0, 1, 2, values=(1.0, 0.5, 1.0)), half=1.0, order=0.0)
    assert whole.gram * 3 == pytest.approx(np.outer([1, 0.5, 1], [1, 0.5, 1]))
    assert whole.flow * 3 == pytest.approx(np.outer([1, 0.5, 1], [1, 0, 1]))


def test_votes_of_a_longer_history() -> None:
    four = row(0, 1, 2, 3)
    per_event, per_person, between = (evidence(four, 1.0, 0.0, vote).gram[0, 1] for vote in (0.0, 1.0, 0.5))
    assert (per_event, per_person, between) == (1.0, 0.25, 0.5)


def test_a_refusal_is_no_evidence() -> None:
    found = evidence(row(0, 1, values=(1.0, -1.0)), half=1.0, order=0.5)
    assert not found.gram[1].any()
    assert not found.flow[:, 1].any()


def test_fading_halves_by_places() -> None:
    assert fading(3, 1.0).tolist() == [0.25, 0.5, 1.0]
    assert fading(3, 2.0)[0] == pytest.approx(0.5)
    assert fading(0, 2.0).tolist() == []


def test_plain_settings_are_ease() -> None:
    """With one vote a like, no order and no traits, B = I - P / diag(P) of Steck 2019 (up to a scale)."""
    histories = [row(0, 1), row(0, 1), row(1, 2), row(2, 3), row(0, 3)]
    model = ItemItem.fit(of(histories), 4, settings=replace(PLAIN, ridge=0.5))
    matrix = np.zeros((5, 4))
    for person, each in enumerate(histories):
        matrix[person, each.items] = 1.0
    gram = matrix.T @ matrix / 2  # each history of two has half a vote a like
    inverse = np.linalg.inv(gram + 0.5 * np.eye(4))
    expected = -inverse / np.diag(inverse)
    np.fill_diagonal(expected, 0.0)
    for item in range(4):
        raw = np.maximum(expected[item], 0.0)
        assert model.scores(row(item)) == pytest.approx(raw / raw.max(), abs=1e-6)


def test_two_items_by_hand() -> None:
    # two people like both: gram = flow = [[1, 1], [1, 1]], ridge 1: P = [[2, -1], [-1, 2]] / 3
    model = ItemItem.fit(of([row(0, 1), row(0, 1)]), 2, settings=PLAIN)
    assert model.inverse == pytest.approx(np.array([[2, -1], [-1, 2]]) / 3)
    assert model.seen.tolist() == [1.0, 1.0]
    assert model.likes.tolist() == [2.0, 2.0]
    assert model.neighbours(0) == [(1, pytest.approx(0.5))]  # -P01 / P11


def test_liked_together_scores_best_and_the_best_is_one() -> None:
    histories = [row(0, 1), row(0, 1), row(0, 1), row(2, 3), row(2, 3)]
    scores = ItemItem.fit(of(histories), 5).scores(row(0))
    assert scores.dtype == np.float32
    assert int(np.argmax(scores)) == 1
    assert scores.max() == 1.0
    assert scores.min() >= 0.0


def test_what_comes_next_counts_more_than_what_came_before() -> None:
    histories = [row(0, 1), row(0, 1), row(2, 0), row(2, 0), row(1, 3), row(2, 3)]
    scores = ItemItem.fit(of(histories), 4).scores(row(0))
    assert scores[1] > scores[2] > 0


def test_recent_events_count_more() -> None:
    histories = [row(0, 2), row(0, 2), row(1, 3), row(1, 3)]
    model = ItemItem.fit(of(histories), 4, settings=Settings(half=1.0))
    assert model.scores(row(0, 1))[3] > model.scores(row(0, 1))[2]
    assert model.scores(row(1, 0))[2] > model.scores(row(1, 0))[3]


def test_an_empty_or_unknown_history_says_nothing() -> None:
    model = ItemItem.fit(of([row(0, 1), row(1, 2)]), 3)
    for history in (row(), row(7), row(-1), row(0, values=(-1.0,))):
        assert not model.scores(history).any()
        assert not model.scores(history, np.ones(3, np.float32)).any()
    assert model.scores(row(0, 7)).tolist() == model.scores(row(0)).tolist()


def test_nobody_and_nothing_are_fine() -> None:
    assert ItemItem.fit(NOBODY, 3).scores(row(0)).tolist() == [0.0, 0.0, 0.0]
    assert ItemItem.fit(NOBODY, 0).scores(row(0)).shape == (0,)


def test_traits_speak_for_items_that_nobody_rated() -> None:
    traits = trait_rows([[["red"], ["red"], ["blue"], ["red"]]])
    histories = [row(0, 1), row(1, 2)]
    without = ItemItem.fit(of(histories), 4).scores(row(0))
    model = ItemItem.fit(of(histories), 4, traits)
    assert without[3] == 0
    assert model.scores(row(0))[3] > model.scores(row(0))[2]
    assert model.scores(row(0))[1] > model.scores(row(0))[3]  # what people did says more
    assert model.scores(row(2))[3] == pytest.approx(0.0, abs=0.1)


def test_a_lift_moves_what_is_liked_now_upwards() -> None:
    model = ItemItem.fit(of([row(0, 1), row(0, 2)]), 4)
    scores = model.scores(row(0), np.array([1, 1, 3, 1], np.float32))
    assert scores[2] > scores[1] > scores[3] > 0


@pytest.mark.parametrize("dense", [100, 7])
def test_learning_a_person_equals_a_new_fit(dense: int) -> None:
    histories = drawn(40, 20, seed=3)
    traits = trait_rows([[[str(item % 3)] for item in range(20)]])
    settings = Settings(dense=dense)
    model = ItemItem.fit(of(histories[:20]), 20, traits, settings)
    for history in histories[20:]:
        model = model.learned(history)
    fresh = _with_head(model, ItemItem.fit(of(histories), 20, traits, settings))
    assert model.seen == pytest.approx(fresh.seen, abs=1e-9)
    assert model.likes.tolist() == fresh.likes.tolist()
    assert model.flow.toarray() == pytest.approx(fresh.flow.toarray(), abs=1e-9)
    assert model.inverse == pytest.approx(fresh.inverse, abs=1e-6)
    assert model.product == pytest.approx(fresh.product, abs=1e-6)
    for history in histories:
        assert model.scores(history) == pytest.approx(fresh.scores(history), abs=1e-6)


def test_learning_one_more_event_and_forgetting_a_person_equal_a_new_fit() -> None:
    histories = drawn(15, 12, seed=4)
    model = ItemItem.fit(of(histories), 12)
    before = histories[-1]
    more = next(item for item in range(12) if item not in before.items)
    after = Row(np.append(before.items, more), np.append(before.values, 1.0))
    changed = ItemItem.fit(of([*histories[:-1], after]), 12)
    assert model.learned(after, before).product == pytest.approx(changed.product, abs=1e-6)
    gone = ItemItem.fit(of(histories[:-1]), 12)
    assert model.learned(None, before).product == pytest.approx(gone.product, abs=1e-6)


def test_learning_leaves_the_older_model_as_it_was() -> None:
    model = ItemItem.fit(of([row(0, 1), row(1, 2)]), 3)
    before = model.scores(row(0)).tolist(), model.inverse.copy()
    model.learned(row(0, 2))
    assert model.scores(row(0)).tolist() == before[0]
    assert (model.inverse == before[1]).all()


def test_learning_nothing_changes_nothing() -> None:
    model = ItemItem.fit(of([row(0, 1)]), 3)
    assert model.learned(None).product == pytest.approx(model.product)


def _with_head(model: ItemItem, fresh: ItemItem) -> ItemItem:
    """A new fit chooses its head anew; only one with the same head can be compared."""
    if model.head.tolist() == fresh.head.tolist():
        return fresh
    at = np.ix_(model.head, model.head)
    settings = fresh.settings
    alike = settings.traits * (fresh.traits[model.head] @ fresh.traits[model.head].T).toarray()
    gram = np.zeros((20, 20))
    for history in drawn(40, 20, seed=3):
        found = evidence(history, settings.half, settings.order, settings.vote)
        gram[np.ix_(history.items, history.items)] += found.gram
    ridge = settings.ridge + settings.dropped * fresh.seen[model.head]
    inverse = np.linalg.inv(gram[at] + alike + np.diag(ridge))
    product = inverse @ (fresh.flow.toarray()[at] + settings.hints * alike)
    return replace(fresh, head=model.head, inverse=inverse, product=product)


def test_beyond_the_dense_part_co_occurrence_speaks() -> None:
    histories = [row(0, 1), row(0, 1), row(0, 1), row(0, 2), row(0, 3), row(4, 3)]
    model = ItemItem.fit(of(histories), 6, settings=Settings(dense=2))
    assert model.head.tolist() == [0, 1]
    scores = model.scores(row(0))
    assert scores[1] > scores[2] > 0
    assert model.scores(row(4))[3] == 1.0  # neither is in the dense part
    assert model.scores(row(3))[0] > 0
    assert scores[0] == 0


def test_one_step_and_the_dense_part_agree_where_items_are_independent() -> None:
    histories = [row(0, 1)] * 2 + [row(2, 3)] * 2
    settings = Settings(ridge=1000.0)
    dense = ItemItem.fit(of(histories), 4, settings=settings).neighbours(0)
    one_step = ItemItem.fit(of(histories), 4, settings=replace(settings, dense=0)).neighbours(0)
    assert dense[0] == (1, pytest.approx(one_step[0][1], rel=0.01))


def test_because_tells_which_liked_item_speaks_for_it() -> None:
    histories = [row(0, 1), row(0, 1), row(0, 1), row(2, 3), row(2, 3)]
    model = ItemItem.fit(of(histories), 5)
    shares = model.because(row(0, 2), 1)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[0] > shares[1]
    assert model.because(row(9, 0), 1).tolist() == [0.0, 1.0]
    assert model.because(row(0), 9).tolist() == [0.0]
    assert model.because(row(4), 1).tolist() == [0.0]


def test_neighbours_are_sorted_and_leave_out_the_item_itself() -> None:
    histories = [row(0, 1), row(0, 1), row(0, 2)]
    found = ItemItem.fit(of(histories), 4).neighbours(0)
    assert [item for item, _ in found] == [1, 2]
    assert found[0][1] > found[1][1] > 0
    assert ItemItem.fit(of(histories), 4).neighbours(0, top=1) == found[:1]
    assert ItemItem.fit(of(histories), 4).neighbours(99) == []


def test_wrong_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="item 1, of 1"):
        ItemItem.fit(of([row(0, 1)]), 1)
    with pytest.raises(ValueError, match="traits of 1"):
        ItemItem.fit(of([row(0, 1)]), 2, trait_rows([[["red"]]]))
    with pytest.raises(ValueError, match="anew"):
        ItemItem.fit(of([row(0, 1)]), 2).learned(row(2))


def test_an_endless_history_is_cut() -> None:
    long = Row(np.arange(2000, dtype=np.int64), np.ones(2000))
    model = ItemItem.fit(of([long]), 2000)
    assert model.seen[:1500].sum() == 0
    assert model.seen[1500:].all()
    assert model.likes.sum() == 2000
    assert model.learned(None, long).seen == pytest.approx(np.zeros(2000), abs=1e-12)
