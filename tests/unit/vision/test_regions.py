"""Objects of a photo: drawn scenes, people, and pictures that show nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.unit.vision.scenes import GROUNDS, Box, boards, iou, person, plain, scene
from visrec_desktop.vision.regions import MOST_REGIONS, Region, propose

ONE = [Box(50, 70, 140, 170)]
TWO = [Box(55, 20, 120, 130), Box(60, 185, 110, 110)]
THREE = [Box(16, 20, 120, 120), Box(120, 170, 100, 110), Box(20, 200, 76, 76)]
SCENES = {"one": ONE, "two": TWO, "three": THREE}


def box(region: Region) -> Box:
    return Box(region.crop.x, region.crop.y, region.crop.width, region.crop.height)


def found(regions: tuple[Region, ...], wanted: Box) -> bool:
    return any(iou(box(region), wanted) >= 0.5 for region in regions)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("objects", SCENES)
def test_each_object_gets_its_box(ground: str, objects: str) -> None:
    wanted = SCENES[objects]
    regions = propose(scene(ground, wanted))
    assert len(regions) == len(wanted)
    assert all(found(regions, each) for each in wanted)
    assert all(0 < region.strength <= 1 for region in regions)


def test_boxes_are_in_pixels_of_the_picture() -> None:
    small = scene("boards", TWO)
    large = np.ascontiguousarray(small.repeat(3, axis=0).repeat(3, axis=1))
    wanted = [Box(*(3 * side for side in each)) for each in TWO]
    regions = propose(large)
    assert all(found(regions, each) for each in wanted)
    for region in regions:
        crop = region.crop
        assert crop.x >= 0
        assert crop.y >= 0
        assert crop.x + crop.width <= large.shape[1]
        assert crop.y + crop.height <= large.shape[0]


def test_the_same_picture_gives_the_same_boxes() -> None:
    photo = scene("cover", THREE)
    assert propose(photo) == propose(photo)


def test_the_picture_is_not_changed() -> None:
    photo = scene("tiles", ONE)
    before = photo.copy()
    propose(photo)
    assert (photo == before).all()


@pytest.mark.parametrize(
    "photo",
    [
        np.full((320, 240, 3), 255, np.uint8),
        np.zeros((320, 240, 3), np.uint8),
        plain(320, 240),
        boards(320, 240),
        np.random.default_rng(1).integers(0, 256, (320, 240, 3)).astype(np.uint8),
    ],
    ids=["white", "black", "wall", "boards", "noise"],
)
def test_where_nothing_stands_out_there_is_no_box(photo: np.ndarray) -> None:
    assert propose(photo) == ()


def test_an_object_that_fills_the_photo_needs_no_box() -> None:
    assert propose(scene("wall", [Box(-20, -20, 280, 360)])) == ()


@pytest.mark.parametrize("shape", [(1, 1), (1, 4000), (4000, 2), (31, 31), (40, 1600), (2000, 60), (33, 47)])
def test_tiny_and_long_pictures_do_no_harm(shape: tuple[int, int]) -> None:
    rng = np.random.default_rng(2)
    picture = rng.integers(0, 256, (*shape, 3)).astype(np.uint8)
    regions = propose(picture)
    assert len(regions) <= MOST_REGIONS
    if min(shape) < 32:
        assert regions == ()


def test_many_objects_are_at_most_six() -> None:
    photo = plain(400, 400)
    for row in range(4):
        for column in range(4):
            spot = np.s_[20 + 96 * row : 80 + 96 * row, 20 + 96 * column : 80 + 96 * column]
            photo[spot] = (30 + 50 * row, 40, 200 - 40 * column)
    assert len(propose(photo)) == MOST_REGIONS


def test_the_network_helps_where_colours_do_not() -> None:
    photo = scene("boards", [ONE[0]])
    strong = np.full((4, 7, 7), 0.1, np.float32)
    strong[:, 1:6, 1:6] = 3.0
    assert found(propose(photo, strong), ONE[0])
    elsewhere = np.full((4, 7, 7), 3.0, np.float32)
    elsewhere[:, 1:6, 1:6] = 0.0
    helped, hindered = propose(photo, strong), propose(photo, elsewhere)
    assert max((each.strength for each in hindered), default=0.0) < max(each.strength for each in helped)
    even = np.ones((4, 7, 7), np.float32)
    assert propose(photo, even) == () or found(propose(photo, even), ONE[0])
    assert propose(photo, np.zeros((4, 7, 7), np.float32)) is not None


# people


@pytest.mark.parametrize("ground", ["wall", "tiles"])
def test_a_person_gets_a_box_for_each_garment_and_none_for_the_face(ground: str) -> None:
    regions = propose(person(GROUNDS[ground](320, 240)))
    assert len(regions) == 2
    assert found(regions, Box(64, 92, 112, 114))
    assert found(regions, Box(80, 206, 80, 114))
    face = Box(99, 27, 42, 54)
    for region in regions:
        assert iou(box(region), face) < 0.1


def test_a_dress_is_one_garment() -> None:
    regions = propose(person(plain(320, 240), lower=(176, 32, 40)))
    assert len(regions) == 1
    assert regions[0].crop.y > 60
    assert regions[0].crop.height > 200


def test_a_garment_in_the_colour_of_skin_is_a_garment() -> None:
    photo = plain(320, 240, (120, 140, 170))
    photo[60:260, 50:190] = (214, 160, 130)
    [region] = propose(photo)
    assert found((region,), Box(50, 60, 140, 200))


def test_a_hand_that_holds_something_is_left_out() -> None:
    photo = plain(320, 240, (96, 120, 110))
    photo[60:200, 70:170] = (30, 40, 150)
    photo[170:320, 90:140] = (214, 160, 130)  # comes in from below
    [region] = propose(photo)
    assert iou(box(region), Box(70, 60, 100, 140)) > 0.75


def test_a_head_alone_is_no_object() -> None:
    ground = plain(320, 240, (205, 214, 222))
    photo = person(ground)
    photo[96:] = ground[96:]
    assert propose(photo) == ()


# pairs


def shoes(second: tuple[int, int, int], gap: int = 16, mirrored: bool = True) -> np.ndarray:
    """Two shoes beside each other, the left one dark blue."""
    photo = plain(240, 320, (214, 196, 170))
    shape = np.array([(0, 20), (24, 0), (56, 10), (60, 60), (48, 150), (20, 160), (0, 120)])
    turned = shape * (-1, 1) + (60, 0) if mirrored else shape
    cv2.fillPoly(photo, [np.add(shape, (80, 40)).astype(np.int32)], (30, 36, 90))
    cv2.fillPoly(photo, [np.add(turned, (140 + gap, 40)).astype(np.int32)], second)
    return photo


@pytest.mark.parametrize("mirrored", [True, False])
def test_a_pair_of_shoes_is_one_object(mirrored: bool) -> None:
    [region] = propose(shoes((30, 36, 90), mirrored=mirrored))
    assert found((region,), Box(80, 40, 136, 160))


@pytest.mark.parametrize("photo", [shoes((150, 40, 40)), shoes((30, 36, 90), gap=90)], ids=["colour", "far"])
def test_things_that_only_look_alike_are_two(photo: np.ndarray) -> None:
    assert len(propose(photo)) == 2
