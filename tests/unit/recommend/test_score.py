"""The score as a sum of parts, its word, and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import pytest

from visrec_desktop.core.values import Band
from visrec_desktop.recommend.explain import DETAIL_SENTENCES, SENTENCES, why
from visrec_desktop.recommend.score import (
    DETAILS,
    band_of,
    band_with_details,
    is_close,
    scored,
    with_details,
)

WEIGHTS = {"look": 0.8, "colour": 0.2}


@dataclass(frozen=True)
class Limits:
    very_close: float = 0.7
    close: float = 0.55
    same_idea: float = 0.4


@pytest.mark.parametrize("parts", [{"look": 1 / 3, "colour": 1 / 7}, {"look": 0.1, "colour": 0.2, "x": 0.7}])
def test_rounded_parts_add_up_to_the_rounded_score(parts: dict[str, float]) -> None:
    score, kept = scored(parts)
    assert round(sum(kept.values()), 6) == score
    assert score == pytest.approx(sum(parts.values()), abs=1e-5)
    assert list(kept) == list(parts)


def test_no_part_takes_away() -> None:
    assert scored({"look": 0.5, "colour": -1e-9}) == (0.5, {"look": 0.5, "colour": 0.0})


@pytest.mark.parametrize(
    ("score", "band", "close"),
    [
        (1.0, Band.VERY_CLOSE, True),
        (0.7, Band.VERY_CLOSE, True),
        (0.69, Band.CLOSE, True),
        (0.55, Band.CLOSE, True),
        (0.54, Band.SAME_IDEA, True),
        (0.4, Band.SAME_IDEA, True),
        (0.39, Band.SAME_IDEA, False),
        (0.0, Band.SAME_IDEA, False),
    ],
)
def test_words_for_scores(score: float, band: Band, *, close: bool) -> None:
    assert band_of(score, Limits()) is band
    assert is_close(score, Limits()) is close


def test_every_pair_of_levels_has_a_whole_sentence() -> None:
    assert set(SENTENCES) == set(product(range(3), range(3)))
    assert len(set(SENTENCES.values())) == 9
    for sentence in SENTENCES.values():
        assert sentence.endswith(".")
        assert "%" not in sentence
        assert "{" not in sentence


def test_the_sentence_follows_the_parts() -> None:
    alike = why({"look": 0.8, "colour": 0.2}, WEIGHTS)
    other_colours = why({"look": 0.8, "colour": 0.0}, WEIGHTS)
    other_look = why({"look": 0.0, "colour": 0.2}, WEIGHTS)
    assert len({alike, other_colours, other_look}) == 3
    assert "same colours" in alike
    assert "other colours" in other_colours
    assert why({}, {}) == SENTENCES[0, 0]


@pytest.mark.parametrize(
    "parts", [{"look": 0.41, "colour": 0.123456}, {"look": 0.0}, {"look": 1.0}, {"look": 0.9999996}]
)
@pytest.mark.parametrize("confidence", [0.0, 1 / 3, 0.8, 0.999, 1.0])
def test_details_add_their_share_of_what_is_missing(parts: dict[str, float], confidence: float) -> None:
    before, kept = scored(parts)
    score, told = with_details(parts, confidence)
    assert round(sum(told.values()), 6) == score
    assert before <= score <= 1
    assert score == pytest.approx(before + confidence * (1 - before), abs=1e-6)
    assert {name: told[name] for name in parts} == kept
    assert list(told) == [*parts, DETAILS]


def test_what_surely_agrees_is_very_close() -> None:
    assert band_with_details(Band.SAME_IDEA, 0.0) is Band.SAME_IDEA
    assert band_with_details(Band.SAME_IDEA, 0.34) is Band.SAME_IDEA
    assert band_with_details(Band.CLOSE, 0.79) is Band.CLOSE
    assert band_with_details(Band.VERY_CLOSE, 0.34) is Band.VERY_CLOSE
    assert band_with_details(Band.SAME_IDEA, 0.8) is Band.VERY_CLOSE


def test_agreeing_details_are_said_instead_of_the_look() -> None:
    weights = {**WEIGHTS, DETAILS: 1.0}
    for colour, level in ((0.2, 2), (0.14, 1), (0.02, 0)):
        for look in (0.0, 0.8):
            assert (
                why({"look": look, "colour": colour, DETAILS: max(0.01, 1 - look - colour)}, weights)
                == DETAIL_SENTENCES[level]
            )
    assert why({"look": 0.8, "colour": 0.2, DETAILS: 0.0}, weights) == SENTENCES[2, 2]
