"""The objects of a photo and the products for each, with the real model."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.unit.services.conftest import Import
from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Filters, MatchStatus, Photo
from visrec_desktop.services.matching import match
from visrec_desktop.services.recommending import recommend
from visrec_desktop.services.refining import match_closely
from visrec_desktop.services.regions import RegionQuestion, find_regions, look_closer, match_regions
from visrec_desktop.services.workspace import Workspace

ALL = Filters()
LEFT, RIGHT = Crop(60, 120, 320, 320), Crop(470, 260, 320, 320)


@pytest.fixture
def two(tmp_path: Path) -> Photo:
    """A photo of item 1 at the left and item 6 at the right, each a disc cut out of its picture."""
    ground = np.random.default_rng(0).normal(0, 2, (640, 860, 3)) + np.array([206, 190, 172])
    photo = np.clip(ground, 0, 255).astype(np.uint8)
    mask = np.zeros((320, 320), np.uint8)
    cv2.circle(mask, (160, 160), 158, 1, -1)
    for seed, crop in ((1, LEFT), (6, RIGHT)):
        item = cv2.resize(cv2.imread(str(tmp_path / "shop" / f"item-{seed}.png")), (320, 320))
        item = np.minimum(item, 120)  # darker than the ground
        place = np.s_[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width]
        photo[place] = np.where(mask[..., None] > 0, item, photo[place])
    path = tmp_path / "two.png"
    path.write_bytes(cv2.imencode(".png", photo)[1].tobytes())
    return Photo("two.png", path=path)


def test_regions_are_in_pixels_of_the_whole_photo(workspace: Workspace, shop: Path, two: Photo) -> None:
    regions = find_regions(workspace, two)
    assert len(regions) == 2
    first, second = sorted((region.crop for region in regions), key=lambda crop: crop.x)
    for crop, wanted in ((first, LEFT), (second, RIGHT)):
        assert abs(crop.x - wanted.x) < 30
        assert abs(crop.y - wanted.y) < 30
        assert abs(crop.width - wanted.width) < 50
        assert abs(crop.height - wanted.height) < 50


def test_each_region_is_answered_as_its_crop_is(
    workspace: Workspace, do_import: Import, shop: Path, two: Photo
) -> None:
    do_import(shop)
    crops = [LEFT, RIGHT]
    answers = list(match_regions(workspace, RegionQuestion(two, ALL, top=3), crops))
    assert len(answers) == 2
    for crop, answer in zip(crops, answers, strict=True):
        alone = match(workspace, two, ALL, 3, crop=crop)
        assert [hit.product.sku for hit in answer.hits] == [hit.product.sku for hit in alone.hits]
        assert [hit.score for hit in answer.hits] == [hit.score for hit in alone.hits]
        assert len(answer.hits) == 3


@pytest.mark.parametrize("diversity", [0.0, 0.4])
def test_a_closer_look_at_a_region_is_that_at_its_crop(
    workspace: Workspace, do_import: Import, shop: Path, two: Photo, diversity: float
) -> None:
    do_import(shop)
    question = RegionQuestion(two, ALL, diversity=diversity, top=3)
    told = list(look_closer(workspace, question, [LEFT, RIGHT]))
    answers = [each for each in told if each is not None]
    assert [place for place, _ in answers] == [0, 1]
    assert None in told  # slices: a question about the photo itself may come in between
    for crop, (_, answer) in zip((LEFT, RIGHT), answers, strict=True):
        if diversity:
            alone = recommend(workspace, question.about(crop), closely=True)
        else:
            alone = match_closely(workspace, two, ALL, 3, crop=crop)
        assert [(hit.product.sku, hit.score, hit.band) for hit in answer.hits] == [
            (hit.product.sku, hit.score, hit.band) for hit in alone.hits
        ]


def test_filters_and_surprise_count_for_regions_too(
    workspace: Workspace, do_import: Import, shop: Path, two: Photo
) -> None:
    do_import(shop)
    few = Filters(skus=("item-2", "item-3"))
    [answer] = match_regions(workspace, RegionQuestion(two, few), [LEFT])
    assert {hit.product.sku for hit in answer.hits} == {"item-2", "item-3"}
    [bold] = match_regions(workspace, RegionQuestion(two, ALL, diversity=0.8, top=4), [RIGHT])
    assert bold.status is not MatchStatus.FAILED
    assert len(bold.hits) == 4


def test_a_photo_that_cannot_be_read(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    bad = tmp_path / "bad.jpg"
    bad.write_text("not a picture")
    photo = Photo(bad.name, path=bad)
    with pytest.raises(KnownError) as caught:
        find_regions(workspace, photo)
    assert caught.value.code is ErrorCode.NOT_A_PICTURE
    [answer] = match_regions(workspace, RegionQuestion(photo, ALL), [LEFT])
    assert answer.status is MatchStatus.FAILED
    assert answer.code == ErrorCode.NOT_A_PICTURE


def test_a_set_token_ends_both(workspace: Workspace, do_import: Import, shop: Path, two: Photo) -> None:
    do_import(shop)
    token = CancelToken()
    answers = match_regions(workspace, RegionQuestion(two, ALL), [LEFT, RIGHT], token)
    next(answers)
    token.cancel()
    with pytest.raises(Cancelled):
        next(answers)
    with pytest.raises(Cancelled):
        find_regions(workspace, two, token)


def test_a_picture_of_nothing_has_no_regions(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "wall.png"
    path.write_bytes(cv2.imencode(".png", np.full((600, 400, 3), 233, np.uint8))[1].tobytes())
    assert find_regions(workspace, Photo(path.name, path=path)) == ()
