"""What scores mean: scales of categories, chances, and what photos of known products teach."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from visrec_desktop.core.values import Band
from visrec_desktop.recommend.calibration import (
    BIAS,
    CHANCES,
    WEIGHTS,
    Backdrop,
    Calibration,
    Reach,
    measured,
    reach_of,
    rival_of,
    same_picture,
    sights,
)
from visrec_desktop.recommend.score import band_of

Floats = NDArray[np.float64]
SHOP = Calibration(0.4, Reach(0.2, 0.3))
BACKDROP = Backdrop(mean=0.4, deviation=0.1, rival=0.6)


def chance(score: float, calibration: Calibration = SHOP, backdrop: Backdrop = BACKDROP) -> float:
    return float(calibration.chances(np.array([score]), [""], backdrop)[0])


def test_evidence_is_what_the_formulas_say() -> None:
    told = SHOP.evidence(np.array([0.8]), [""], BACKDROP)
    assert told.tolist() == [pytest.approx([1 - 0.2 / 0.2, 0.2 / 0.3, 0.4 / 0.1])]
    logit = float(told[0] @ np.array(WEIGHTS)) + BIAS
    assert chance(0.8) == pytest.approx(1 / (1 + np.exp(-logit)))


def test_a_higher_score_never_means_a_smaller_chance() -> None:
    scores = np.linspace(-1, 1, 200)
    shop = Calibration(0.4, Reach(0.2, 0.3), {"near": Reach(0.01, 0.02), "far": Reach(0.5, 0.6)})
    categories = ["near" if number % 2 else "far" for number in range(len(scores))]
    chances = shop.chances(scores, categories, BACKDROP)
    assert (np.diff(chances) >= 0).all()
    assert ((chances >= 0) & (chances <= 1)).all()
    backwards = shop.chances(scores[::-1], categories[::-1], BACKDROP)
    assert backwards[::-1].tolist() == chances.tolist()


def test_the_catalogs_own_picture_is_certain_even_among_many_like_it() -> None:
    crowded = Backdrop(mean=0.9, deviation=0.05, rival=0.99)
    assert chance(1.0, backdrop=crowded) == 1.0
    assert chance(0.9, backdrop=crowded) < CHANCES.close


def test_a_flat_list_of_scores_is_nothing_close() -> None:
    """A photo of something else is about as far from many products."""
    flat = Backdrop(mean=0.5, deviation=0.02, rival=0.52)
    assert band_of(chance(0.54, backdrop=flat), CHANCES) is Band.SAME_IDEA
    assert band_of(chance(0.85, backdrop=flat), CHANCES) is Band.VERY_CLOSE


def test_two_categories_on_different_scales_get_the_same_bands() -> None:
    """Mugs crowd above 0.8 and dresses spread below: the same place between neighbours is the same band."""
    shop = Calibration(0.2, Reach(0.1, 0.2), {"mugs": Reach(0.06, 0.12), "dresses": Reach(0.2, 0.4)})
    for share in (0.0, 0.3, 0.6, 0.9, 1.1):
        bands = set()
        for category, (nearest, crowd) in shop.categories.items():
            rival = 1 - nearest - crowd
            backdrop = Backdrop(mean=rival - crowd, deviation=crowd / 2, rival=rival)
            value = shop.chances(np.array([rival + share * crowd]), [category], backdrop)
            bands.add(round(float(value[0]), 6))
        assert len(bands) == 1
    raw = 0.91
    told = [
        float(shop.chances(np.array([raw]), [category], Backdrop(0.5, 0.2, 0.87))[0])
        for category in ("mugs", "dresses")
    ]
    assert told[0] > told[1]  # the same cosine says more where products are near each other


def test_a_category_with_few_products_is_drawn_to_the_whole() -> None:
    near = [("many", Reach(0.1, 0.2))] * 40 + [("few", Reach(0.4, 0.6))]
    found = measured(0.3, near)
    assert found is not None
    assert found.reach.nearest == pytest.approx((40 * 0.1 + 0.4) / 41)
    assert found.categories["many"].nearest == pytest.approx(0.1, abs=0.002)
    assert 0.1 < found.categories["few"].nearest < 0.2
    assert set(found.categories) == {"many", "few"}
    assert found.weights == WEIGHTS


def test_no_products_and_all_alike_have_no_scale() -> None:
    assert measured(0.0, []) is None
    assert measured(1.0, [("", Reach(0.0, 0.0))] * 20) is None


def test_a_product_without_a_category_gets_the_whole_catalogs_scale() -> None:
    found = measured(0.3, [("", Reach(0.1, 0.2))] * 6)
    assert found is not None
    assert found.categories == {}
    assert chance(0.7, found) == float(found.chances(np.array([0.7]), ["unheard of"], BACKDROP)[0])


def test_nothing_to_judge() -> None:
    assert SHOP.chances(np.zeros(0), [], BACKDROP).shape == (0,)


def test_products_in_one_picture_are_one_sight() -> None:
    """Ten sizes of a shirt in one picture are no rivals of each other."""
    picture = np.eye(8)
    vectors = np.concatenate([np.repeat(picture[:1], 10, axis=0), picture[1:]])
    cosines = vectors @ vectors.T
    same = same_picture(0.1)
    assert sights(cosines, same) == [0, 10, 11, 12, 13, 14, 15, 16]
    scores = np.concatenate([np.full(10, 0.9), np.linspace(0.5, 0.2, 7)])
    assert rival_of(scores, cosines, same) == pytest.approx(scores[13])
    assert rival_of(scores[:12], cosines[:12, :12], same) == scores[11]
    assert rival_of(scores[:1], cosines[:1, :1], same) == scores[0]


def test_neighbours_are_counted_without_the_product_itself() -> None:
    cosines = np.eye(7)
    scores = np.array([0.999, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3])
    assert reach_of(scores, cosines, 0.97) == pytest.approx((0.2, 0.6))
    assert reach_of(scores[:5], cosines[:5, :5], 0.97) is None
    assert reach_of(np.zeros(0), np.zeros((0, 0)), 0.97) is None


REAL = np.zeros(150, np.bool_)


def photos(margin: float, count: int, seed: int) -> Iterator[Floats]:
    """Evidence of photos whose product is there and of the same ones without it."""
    rng = np.random.default_rng(seed)
    for mean in (margin, 0.1):
        yield np.column_stack(
            [rng.normal(-1, 0.5, count), rng.normal(mean, 0.1, count), rng.normal(3, 0.7, count)]
        )


def test_photos_of_known_products_move_the_border_to_where_it_belongs() -> None:
    """A model that tells products well apart has large margins, and needs them: 0.4 is too little there."""
    for margin in (0.35, 0.9):
        present, absent = photos(margin, 150, 3)
        fitted = SHOP.fitted(present, absent, REAL)
        refused = [
            (told @ np.array(fitted.weights) + fitted.bias < 0).mean() for told in photos(margin, 4000, 4)
        ]
        assert refused[0] < 0.16
        assert refused[1] > 0.84
        assert all(weight >= 0 for weight in fitted.weights)
    assert SHOP.fitted(present, absent, REAL) == fitted


def test_photos_are_harder_than_the_copies_that_stand_for_them() -> None:
    """What is fitted with copies refuses photos that lie nearer to the border than the copies did."""
    present, absent = photos(0.9, 150, 3)
    of_photos, of_copies = (SHOP.fitted(present, absent, np.full(150, copied)) for copied in (False, True))
    harder = [0.6 * told for told in photos(0.9, 4000, 4)]
    refused = [
        [(told @ np.array(fitted.weights) + fitted.bias < 0).mean() for told in harder]
        for fitted in (of_photos, of_copies)
    ]
    assert refused[0][0] > 2 * refused[1][0]
    assert refused[1][0] < 0.16
    assert refused[1][1] > 0.84


def test_a_handful_of_photos_moves_little() -> None:
    present, absent = photos(0.9, 2, 5)
    fitted = SHOP.fitted(present, absent, REAL[:2])
    assert fitted.weights == pytest.approx(WEIGHTS, rel=0.25)
    assert fitted.bias == pytest.approx(BIAS, abs=0.6)


def test_photos_that_say_nothing_promise_nothing() -> None:
    told = next(photos(0.3, 200, 6))
    fitted = SHOP.fitted(told, told, np.zeros(200, np.bool_))
    chances = 1 / (1 + np.exp(-(told @ np.array(fitted.weights) + fitted.bias)))
    assert abs(chances.mean() - 0.5) < 0.03
    assert chances.max() < CHANCES.very_close


def test_details_that_are_not_found_speak_against_prints_alone() -> None:
    copies = [("labels", True)] * 40 + [("fruit", number % 2 == 0) for number in range(40)]
    shop = SHOP.seen_closely(copies)
    assert shop.agreeing == pytest.approx(0.75)
    before = shop.chances(np.array([0.75, 0.75]), ["labels", "fruit"], BACKDROP)
    after = shop.chances(np.array([0.75, 0.75]), ["labels", "fruit"], BACKDROP, none_agree=True)
    assert before[0] == before[1] > CHANCES.close
    assert after[0] < CHANCES.close < after[1] < before[1]
    one = shop.chances(
        np.array([0.75, 0.75]), ["labels", "fruit"], BACKDROP, none_agree=np.array([False, True])
    )
    assert one.tolist() == [before[0], after[1]]
    assert SHOP.against(["labels"]).tolist() == [0.0]
    assert SHOP.seen_closely([]).agreeing == 0.0
    assert np.isfinite(SHOP.seen_closely([("labels", True)] * 1000).against(["labels"])).all()
