"""The photos that the quality benchmark makes itself."""

from __future__ import annotations

import numpy as np

from benchmarks import distorted, drawn
from benchmarks.baselines import colours_of, unit
from benchmarks.distorted import HEAVY, PHONE


def print_of(seed: int, height: int = 160, width: int = 120) -> np.ndarray:
    """A print of coloured fields."""
    cells = np.random.default_rng(seed).integers(0, 256, (8, 6, 3)).astype(np.uint8)
    return np.kron(cells, np.ones((height // 8, width // 6, 1), np.uint8))


def test_the_same_seed_takes_the_same_photo_and_another_does_not() -> None:
    subject = distorted.card(print_of(1))
    scene = print_of(2, 480, 360)
    first, again, other = (
        distorted.photograph(subject, scene, scene, HEAVY, np.random.default_rng(seed)) for seed in (5, 5, 6)
    )
    assert np.array_equal(first, again)
    assert first.shape != other.shape or not np.array_equal(first, other)
    assert first.dtype == np.uint8
    assert sorted(first.shape[:2]) == [distorted.SHORT, distorted.LONG]


def test_the_product_is_in_the_photo() -> None:
    white = np.full((160, 120, 3), 255, np.uint8)
    black = np.zeros((480, 360, 3), np.uint8)
    for seed in range(12):
        photo = distorted.photograph(distorted.card(white), black, black, PHONE, np.random.default_rng(seed))
        assert (photo.max(axis=2) > 90).mean() > 0.02


def test_what_stands_in_front_hides_the_share_that_was_asked_for() -> None:
    alpha = np.zeros((540, 720), np.float32)
    alpha[100:400, 200:500] = 1
    for seed, hidden in ((1, 0.2), (2, 0.5)):
        cover = distorted._front(alpha, hidden, np.random.default_rng(seed))
        assert abs((cover[alpha > 0.5] > 0.5).mean() - hidden) < 0.02


def test_a_close_up_is_a_part_of_the_picture_of_the_size_asked_for() -> None:
    picture = print_of(3, 320, 240)
    for seed in range(8):
        part = distorted.close_up(picture, (0.35, 0.60), 0.0, np.random.default_rng(seed))
        share = part.shape[0] * part.shape[1] / (320 * 240)
        assert 0.34 < share < 0.61
        assert abs(part.shape[0] / part.shape[1] - 320 / 240) < 0.02


def test_a_close_up_is_where_there_is_something_to_see() -> None:
    picture = np.full((240, 240, 3), 240, np.uint8)
    picture[150:230, 150:230] = print_of(4, 80, 60)[:, np.arange(80) % 60]
    for seed in range(8):
        part = distorted.close_up(picture, (0.2, 0.25), 0.0, np.random.default_rng(seed))
        assert part.std() > 20


def test_hues_turn_and_greys_stay() -> None:
    subject = distorted.card(np.array([[[128, 128, 128], [200, 40, 40]]], np.uint8))
    turned = distorted.recoloured(subject, 120.0)
    assert np.allclose(turned[0, 0], subject[0, 0], atol=0.02)
    assert turned[0, 1, 1] > turned[0, 1, 0]
    assert np.allclose(turned[..., 3], 1)


def test_products_are_put_together_from_articles_of_one_kind_each_once() -> None:
    made = drawn.crosses(60)
    stock = drawn._stock()
    assert len(made) == 60
    assert len({each.sku for each in made}) == 60
    assert len({each.cut for each in made}) == len({each.cloth for each in made}) == 60
    for each in made:
        cut, cloth = stock[each.cut].article, stock[each.cloth].article
        assert cut.draw.painter is cloth.draw.painter
        assert cut.name.split(",")[0] != cloth.name.split(",")[0]
    assert drawn.crosses(60) == made


def test_colours_tell_a_red_picture_from_a_blue_one() -> None:
    red, blue = (np.full((224, 224, 3), colour, np.uint8) for colour in ((200, 30, 30), (30, 30, 200)))
    darker = np.full((224, 224, 3), (190, 32, 30), np.uint8)
    for picture in (red, blue, darker):
        picture[60:160, 60:160] = 240
    told = unit(colours_of(np.stack([red, blue, darker])))
    assert told.shape == (3, 8 * 8 * 8 + 8 * 8 * 3)
    assert told[0] @ told[2] > told[0] @ told[1]
