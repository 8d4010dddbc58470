"""Which photos are taken for studio pictures, and what that changes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.unit.vision.scenes import boards, plain
from visrec_desktop.core.paths import resources_dir
from visrec_desktop.vision.packs import load_pack
from visrec_desktop.vision.studio import is_studio, weights_for

Rgb = NDArray[np.uint8]


def with_ball(ground: Rgb, colour: tuple[int, int, int] = (180, 40, 60)) -> Rgb:
    """A ball in the middle of a ground."""
    height, width = ground.shape[:2]
    picture: Rgb = cv2.circle(ground.copy(), (width // 2, height // 2), height // 4, colour, -1, cv2.LINE_AA)
    return picture


@pytest.mark.parametrize(
    ("ground", "expected"),
    [
        (plain(224, 224, (252, 252, 252)), True),
        (plain(224, 224, (225, 226, 228)), True),
        (plain(224, 224, (235, 205, 160)), False),
        (plain(224, 224, (120, 120, 120)), False),
        (boards(224, 224), False),
    ],
    ids=["white", "light grey", "warm light", "dark", "floor"],
)
def test_a_studio_has_bright_neutral_plain_ground(ground: Rgb, expected: bool) -> None:
    assert is_studio(with_ball(ground)) is expected


def test_colours_count_for_more_in_a_studio_picture() -> None:
    pack = load_pack(resources_dir() / "models" / "visrec-look")
    usual = weights_for(pack, with_ball(boards(224, 224)))
    studio = weights_for(pack, with_ball(plain(224, 224, (252, 252, 252))))
    assert usual == {part.name: part.weight for part in pack.parts}
    assert studio["colour"] > usual["colour"]
    assert sum(studio.values()) == pytest.approx(1)
