"""From decoded pixels to the model's input, to thumbnails and to crops."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.unit.vision.pictures import corner_names, corners, photo
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Crop
from visrec_desktop.vision.decode import Decoded, decode
from visrec_desktop.vision.packs import Channels, InputSpec, Layout, Resize
from visrec_desktop.vision.preprocess import crop, fit, fitted_area, shrink, thumbnail, to_tensor

SPEC = InputSpec(32, Layout.NCHW, Channels.RGB, (0.0, 0.0, 0.0), (1.0, 1.0, 1.0), Resize.SQUASH)


@pytest.mark.parametrize("resize", list(Resize))
@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (500, 3), (31, 33), (224, 224), (640, 480)])
def test_every_shape_fits(resize: Resize, shape: tuple[int, int]) -> None:
    fitted = fit(np.full((*shape, 3), 77, np.uint8), replace(SPEC, resize=resize))
    assert fitted.shape == (32, 32, 3)
    assert fitted.dtype == np.uint8
    assert fitted.flags.c_contiguous
    assert 77 in fitted[15:17, 15:17]  # of a very long picture a letterbox shows one line


def test_squash_keeps_all_and_letterbox_the_shape() -> None:
    wide = corners(128, 32)
    assert corner_names(fit(wide, SPEC)) == ["red", "green", "blue", "white"]
    boxed = fit(wide, replace(SPEC, resize=Resize.LETTERBOX))
    assert (boxed[:11] == 255).all()
    assert (boxed[21:] == 255).all()
    assert boxed[14, 4].tolist() == [220, 30, 30]


def test_centre_crop_drops_the_border_but_little_of_a_long_picture() -> None:
    picture = np.zeros((400, 400, 3), np.uint8)
    picture[26:374, 26:374] = 200  # the middle seven eighths are 350 pixels
    assert (fit(picture, replace(SPEC, resize=Resize.CENTRE_CROP))[1:-1, 1:-1] == 200).all()
    assert (fit(picture, SPEC)[0] < 200).all()
    tall = np.zeros((900, 100, 3), np.uint8)
    tall[160:740] = 200  # two thirds of the length are the rows from 150 to 750
    fitted = fit(tall, replace(SPEC, resize=Resize.CENTRE_CROP))
    assert (fitted[0] < 200).all()
    assert (fitted[2:-2] == 200).all()


@pytest.mark.parametrize("resize", list(Resize))
@pytest.mark.parametrize("size", [(400, 400), (900, 300), (300, 900), (640, 480), (700, 100)])
def test_the_fitted_area_is_where_the_square_lies_in_the_picture(
    resize: Resize, size: tuple[int, int]
) -> None:
    spec = replace(SPEC, size=224, resize=resize)
    width, height = size
    picture = np.zeros((height, width, 3), np.uint8)
    x, y = width * 9 // 20, height * 11 // 20
    picture[y - 4 : y + 4, x - 4 : x + 4] = 255
    light, dark = fit(picture, spec)[..., 0], fit(255 - picture, spec)[..., 0]
    rows, columns = np.nonzero((light > 60) & (dark < 195))  # the spot, and no border of a letterbox
    area = fitted_area(width, height, spec)
    assert area.left + (columns.mean() + 0.5) / 224 * area.width == pytest.approx(x / width, abs=0.01)
    assert area.top + (rows.mean() + 0.5) / 224 * area.height == pytest.approx(y / height, abs=0.01)


def test_shrinking_averages_instead_of_picking() -> None:
    checks = (np.indices((320, 320)).sum(axis=0) % 2 * 255).astype(np.uint8)
    fitted = fit(np.dstack([checks] * 3), SPEC)
    assert np.abs(fitted.astype(int) - 127).max() <= 2


@pytest.mark.parametrize("layout", list(Layout))
@pytest.mark.parametrize("channels", list(Channels))
def test_tensor(layout: Layout, channels: Channels) -> None:
    batch = np.random.default_rng(0).integers(0, 256, (3, 32, 32, 3)).astype(np.uint8)
    mean, scale = (10.0, 20.0, 30.0), (1.0, 0.5, 2.0)
    tensor = to_tensor(batch, replace(SPEC, layout=layout, channels=channels, mean=mean, scale=scale))
    ordered = batch[..., ::-1] if channels is Channels.BGR else batch
    expected = (ordered.astype(np.float32) - mean) * scale
    if layout is Layout.NCHW:
        expected = expected.transpose(0, 3, 1, 2)
    assert tensor.dtype == np.float32
    assert tensor.flags.c_contiguous
    assert np.allclose(tensor, expected, atol=1e-5)


def test_thumbnail_is_small_and_never_scaled_up() -> None:
    picture = photo(1000, 600)
    small = decode(thumbnail(picture, 320), "x")
    assert (small.width, small.height) == (320, 192)
    assert (
        np.abs(small.rgb.astype(int) - cv2.resize(picture, (320, 192), interpolation=cv2.INTER_AREA)).mean()
        < 4
    )
    assert decode(thumbnail(photo(50, 40), 320), "x").width == 50
    assert decode(thumbnail(np.zeros((1, 5000, 3), np.uint8), 320), "x").height == 1


def test_shrink() -> None:
    assert shrink(photo(400, 300), 100).shape == (75, 100, 3)
    small = photo(40, 30)
    assert shrink(small, 100) is small


def test_crop_in_pixels_of_the_whole_picture() -> None:
    whole = Decoded(corners(96, 64), 96, 64)
    reduced = Decoded(np.ascontiguousarray(corners(96, 64)[::4, ::4]), 96, 64)
    for decoded in (whole, reduced):
        cut = crop(decoded, Crop(48, 0, 48, 32))
        assert cut.shape[1] * cut.shape[0] == decoded.rgb.shape[0] * decoded.rgb.shape[1] // 4
        assert (cut == (30, 180, 40)).all()
        assert cut.flags.c_contiguous
    assert crop(whole, Crop(-10, -10, 20, 20)).shape == (10, 10, 3)
    assert crop(reduced, Crop(95, 63, 1, 1)).shape == (1, 1, 3)


@pytest.mark.parametrize("area", [Crop(96, 0, 5, 5), Crop(0, -5, 5, 5), Crop(5, 5, 0, 3), Crop(5, 5, 3, -1)])
def test_crop_outside(area: Crop) -> None:
    with pytest.raises(KnownError) as caught:
        crop(Decoded(corners(96, 64), 96, 64), area, "photo.jpg")
    assert caught.value.code is ErrorCode.CROP_OUTSIDE
    assert caught.value.subject == "photo.jpg"
