"""Decoding what is whole: every kind, upright, in sRGB, on white."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests.unit.vision.pictures import corner_names, corners, encoded, photo
from visrec_desktop.vision.decode import decode

UPRIGHT = ["red", "green", "blue", "white"]
ORIENTATION = 274
# What a camera stores for each orientation: the picture as it must be turned to become upright.
STORED = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.transpose(1, 0, 2),
    6: lambda a: np.rot90(a, 1),
    7: lambda a: np.rot90(a, 2).transpose(1, 0, 2),
    8: lambda a: np.rot90(a, -1),
}


def oriented(orientation: int, kind: str) -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    return encoded(np.ascontiguousarray(STORED[orientation](corners())), kind, exif=exif)


@pytest.mark.parametrize(
    "kind", ["JPEG", "PNG", "BMP", "GIF", "TIFF", "WEBP", "AVIF", "PPM", "TGA", "JPEG2000"]
)
def test_every_kind(kind: str) -> None:
    decoded = decode(encoded(corners(), kind), "wrong.ending")
    assert decoded.rgb.shape == (64, 96, 3)
    assert decoded.rgb.dtype == np.uint8
    assert decoded.rgb.flags.c_contiguous
    assert (decoded.width, decoded.height) == (96, 64)
    assert corner_names(decoded.rgb) == UPRIGHT


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation(kind: str, orientation: int) -> None:
    for min_side in (None, 16):
        decoded = decode(oriented(orientation, kind), "x", min_side=min_side)
        assert (decoded.width, decoded.height) == (96, 64)
        assert corner_names(decoded.rgb) == UPRIGHT
        assert decoded.rgb.flags.c_contiguous


@pytest.mark.parametrize("exif", [b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0garbage", b"Exif\0\0"])
def test_broken_exif_does_not_matter(exif: bytes) -> None:
    assert corner_names(decode(encoded(corners(), "JPEG", exif=exif), "x").rgb) == UPRIGHT


def test_impossible_orientation_is_ignored() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 42
    assert corner_names(decode(encoded(corners(), "JPEG", exif=exif), "x").rgb) == UPRIGHT


def test_transparency_on_white() -> None:
    rgba = np.dstack([corners(), np.full((64, 96), 255, np.uint8)])
    rgba[:32, :48, 3] = 0
    rgba[32:, :48, 3] = 128
    for kind in ("PNG", "WEBP"):
        rgb = decode(encoded(rgba, kind, **({"lossless": True} if kind == "WEBP" else {})), "x").rgb
        assert rgb[10, 10].tolist() == [255, 255, 255]
        assert rgb[10, 80].tolist() == [30, 180, 40]
        half = [round(c * 128 / 255 + 255 * 127 / 255) for c in (40, 50, 210)]
        assert np.abs(rgb[50, 10].astype(int) - half).max() <= 1


def test_palette_with_transparency() -> None:
    image = Image.fromarray(corners()).quantize(4)
    index = image.getpixel((5, 5))
    rgb = decode(encoded(image, "PNG", transparency=index), "x").rgb
    assert rgb[5, 5].tolist() == [255, 255, 255]
    assert corner_names(rgb)[1:] == UPRIGHT[1:]


def test_grey_one_bit_and_grey_with_alpha() -> None:
    ramp = np.tile(np.arange(0, 240, 10, np.uint8), (8, 1))
    assert np.array_equal(decode(encoded(ramp), "x").rgb, np.dstack([ramp] * 3))
    bits = Image.fromarray(np.where(ramp > 100, 255, 0).astype(np.uint8)).convert("1")
    assert decode(encoded(bits, "PNG"), "x").rgb[0, [0, -1]].tolist() == [[0] * 3, [255] * 3]
    clear = Image.merge("LA", [Image.fromarray(ramp), Image.new("L", (24, 8), 0)])
    assert (decode(encoded(clear), "x").rgb == 255).all()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_keep_their_light(kind: str) -> None:
    ramp = np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (8, 1))
    rgb = decode(encoded(ramp, kind), "x").rgb
    assert np.abs(rgb[0, :, 0].astype(int) - np.linspace(0, 255, 64).round()).max() <= 1


def test_floats_keep_their_light() -> None:
    ramp = np.tile(np.linspace(0, 1, 64, dtype=np.float32), (8, 1))
    ramp[0, 0] = np.nan
    rgb = decode(encoded(ramp, "TIFF"), "x").rgb
    assert rgb[1, -1, 0] == 255
    assert rgb[0, 0, 0] == 0


def test_cmyk() -> None:
    image = Image.fromarray(corners()).convert("CMYK")
    for kind in ("JPEG", "TIFF"):
        rgb = decode(encoded(image, kind), "x").rgb
        assert corner_names(rgb) == UPRIGHT


def swapped_profile() -> bytes:
    """A profile that a colour-blind reader gets wrong: linear light, made of sRGB's own primaries."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def test_colour_profile_is_applied_and_wrong_ones_ignored() -> None:
    picture = corners()
    plain = decode(encoded(picture), "x").rgb
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, srgb[:200], b"nonsense", swapped_profile()):
        assert np.array_equal(decode(encoded(picture, icc_profile=profile), "x").rgb, plain)
    wide = wide_profile(srgb)
    turned = decode(encoded(picture, icc_profile=wide), "x").rgb
    # In this profile "red" is what sRGB calls green, and the other way round.
    assert corner_names(turned)[:2] == ["green", "red"]
    alpha = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    assert corner_names(decode(encoded(alpha, icc_profile=wide), "x").rgb)[:2] == ["green", "red"]


def wide_profile(srgb: bytes) -> bytes:
    """sRGB with its red and green primaries swapped, under another name."""
    data = bytearray(
        srgb.replace(b"sRGB", b"test").replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
    )
    count = int.from_bytes(data[128:132], "big")
    places = {bytes(data[p : p + 4]): p for p in range(132, 132 + 12 * count, 12)}
    red, green = places[b"rXYZ"], places[b"gXYZ"]
    data[red + 4 : red + 12], data[green + 4 : green + 12] = (
        data[green + 4 : green + 12],
        data[red + 4 : red + 12],
    )
    return bytes(data)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_animated_gives_the_first_frame(kind: str) -> None:
    frames = [Image.fromarray(corners()), Image.new("RGB", (96, 64), "black")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert corner_names(decode(data, "x").rgb) == UPRIGHT


def test_multi_picture_jpeg() -> None:
    frames = [Image.fromarray(corners()), Image.new("RGB", (96, 64), "black")]
    data = encoded(frames[0], "MPO", save_all=True, append_images=frames[1:])
    assert corner_names(decode(data, "x").rgb) == UPRIGHT


def test_icon() -> None:
    decoded = decode(encoded(Image.fromarray(corners(64, 64)), "ICO", sizes=[(64, 64)]), "x")
    assert (decoded.width, decoded.height) == (64, 64)
    assert corner_names(decoded.rgb) == UPRIGHT


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_min_side_reduces_but_not_too_far(kind: str) -> None:
    picture = photo(1300, 1000)
    whole = decode(encoded(picture, kind), "x")
    for least in (1, 100, 224, 448, 999, 1000, 5000):
        small = decode(encoded(picture, kind), "x", min_side=least)
        assert (small.width, small.height) == (1300, 1000)
        assert min(small.rgb.shape[:2]) >= min(least, 1000)
        if least <= 448:
            assert min(small.rgb.shape[:2]) < 3 * max(least, 125)
        assert abs(small.rgb.mean() - whole.rgb.mean()) < 1.5


def test_large_pictures_in_strips_equal_the_whole() -> None:
    picture = photo(2600, 2003)
    decoded = decode(encoded(picture, "BMP"), "x")
    assert np.array_equal(decoded.rgb, picture)
    palette = Image.fromarray(picture).quantize(16)
    clear = encoded(palette, "PNG", transparency=palette.getpixel((0, 0)))
    rgba = Image.open(io.BytesIO(clear)).convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    white.alpha_composite(rgba)
    assert np.array_equal(decode(clear, "x").rgb, np.asarray(white.convert("RGB")))
