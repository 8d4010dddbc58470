"""Local features: drawn prints that are found again, and pictures that have nothing to find."""

from __future__ import annotations

import numpy as np
import pytest

from tests.helpers.prints import backdrop, photographed, poster
from visrec_desktop.vision.agreement import LEAST_EVIDENCE, NONE, agreement
from visrec_desktop.vision.local import (
    DIM,
    PHOTO_POINTS,
    PICTURE_POINTS,
    PICTURE_SIDE,
    features_of_photo,
    features_of_picture,
    from_bytes,
    local_features,
    to_bytes,
)


@pytest.mark.parametrize(
    ("turn", "lean", "size"),
    [(0, 0, 0.9), (35, 0, 0.7), (90, 0, 0.7), (180, 20, 0.8), (-60, 35, 0.8), (10, 0, 0.4)],
)
def test_a_print_is_found_however_it_lies(turn: float, lean: float, size: float) -> None:
    picture = features_of_picture(poster(1))
    found = agreement(features_of_photo(photographed(poster(1), 3, turn, lean, size)), picture)
    assert found.inliers >= 2 * LEAST_EVIDENCE
    assert 0 < found.share <= 1
    assert len(found.points) >= found.inliers
    assert len(set(found.points)) == len(found.points)


def test_other_prints_are_not_found() -> None:
    pictures = [features_of_picture(poster(seed)) for seed in range(8)]
    for seed in range(8):
        photo = features_of_photo(photographed(poster(seed), seed, 15 * seed, 20))
        found = [agreement(photo, picture).inliers for picture in pictures]
        assert np.argmax(found) == seed
        assert max(found[:seed] + found[seed + 1 :]) < LEAST_EVIDENCE


def test_a_mirrored_print_is_another_one() -> None:
    picture = features_of_picture(poster(1))
    assert agreement(features_of_photo(photographed(poster(1)[:, ::-1])), picture).inliers < LEAST_EVIDENCE


def test_a_scene_without_the_print_has_nothing_in_common_with_it() -> None:
    assert agreement(features_of_photo(backdrop(5)), features_of_picture(poster(1))) == NONE


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (2, 2), (9, 9), (300, 400)])
def test_plain_and_tiny_pictures_have_no_features_and_agree_with_nothing(shape: tuple[int, int]) -> None:
    plain = local_features(np.full((*shape, 3), 200, np.uint8), PICTURE_SIDE, PICTURE_POINTS)
    assert len(plain) == 0
    assert plain.descriptors.shape == (0, DIM)
    assert agreement(plain, plain) == NONE
    assert agreement(features_of_photo(poster(2)), plain) == NONE


def test_a_tiny_busy_picture_is_no_trouble() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (12, 7, 3)).astype(np.uint8)
    assert agreement(features_of_photo(noise), features_of_picture(noise)).inliers < LEAST_EVIDENCE


def test_points_are_few_and_spread_and_their_descriptors_have_length_one() -> None:
    busy = np.random.default_rng(2).integers(0, 256, (600, 900, 3)).astype(np.uint8)
    busy[:, :450] //= 2  # the left half is weaker everywhere
    found = local_features(busy, 480, 200)
    assert len(found) == 200
    assert (found.width, found.height) == (480, 320)
    assert found.places.shape == (200, 2)
    assert 70 <= np.count_nonzero(found.places[:, 0] < 240) <= 130
    assert np.linalg.norm(found.descriptors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert len(features_of_photo(busy)) <= PHOTO_POINTS


def test_the_same_picture_gives_the_same_features_and_the_same_answer() -> None:
    photo = photographed(poster(4), 4, 30, 30)
    first, second = features_of_photo(photo), features_of_photo(photo)
    assert np.array_equal(first.places, second.places)
    assert np.array_equal(first.descriptors, second.descriptors)
    picture = features_of_picture(poster(4))
    assert len({agreement(first, picture) for _ in range(5)}) == 1


def test_stored_features_are_small_and_nearly_the_same() -> None:
    found = features_of_picture(poster(1))
    data = to_bytes(found)
    assert len(data) == 6 + 68 * len(found)
    again = from_bytes(data)
    assert (again.width, again.height, len(again)) == (found.width, found.height, len(found))
    assert np.abs(again.places - found.places).max() <= 1 / 64
    assert np.einsum("ij,ij->i", again.descriptors, found.descriptors).min() > 0.97
    photo = features_of_photo(photographed(poster(1), 3, 40, 20))
    kept, whole = (agreement(photo, each).inliers for each in (again, found))
    assert kept > 0.7 * whole


def test_no_features_are_stored_too() -> None:
    plain = features_of_picture(np.full((50, 40, 3), 9, np.uint8))
    again = from_bytes(to_bytes(plain))
    assert (len(again), again.width, again.height) == (0, 40, 50)


def test_what_is_no_stored_picture_is_refused() -> None:
    data = to_bytes(features_of_picture(poster(1)))
    for wrong in (b"", data[:4], data[:-1], data + b"\0"):
        with pytest.raises(ValueError, match="features"):
            from_bytes(wrong)
