"""Barcodes: as they are printed, and as they are photographed."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from tests.unit.vision.pictures import photo
from visrec_desktop.vision.barcodes import Barcode, read_barcodes

EAN = "4006381333931"


def drawn(text: str, kind: str = "EAN13", scale: int = 3) -> NDArray[np.uint8]:
    """A barcode on white, RGB."""
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    grey = np.asarray(code.to_image(scale=scale))
    return cv2.copyMakeBorder(
        cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), *[20] * 4, cv2.BORDER_CONSTANT, None, [255] * 3
    )


def in_photo(code: NDArray[np.uint8], width: int = 1600, height: int = 1200) -> NDArray[np.uint8]:
    """A barcode as a small label in a photo."""
    scene = photo(width, height, seed=4)
    top, left = height // 3, width // 4
    scene[top : top + code.shape[0], left : left + code.shape[1]] = code
    return scene


def turned(code: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """A barcode turned about its middle, on white."""
    side = int(np.hypot(*code.shape[:2])) + 20
    whole = np.full((side, side, 3), 255, np.uint8)
    top, left = (side - code.shape[0]) // 2, (side - code.shape[1]) // 2
    whole[top : top + code.shape[0], left : left + code.shape[1]] = code
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), degrees, 1)
    return cv2.warpAffine(whole, turn, (side, side), borderValue=(255, 255, 255))


@pytest.mark.parametrize(
    ("drawn_as", "text", "kind", "read_as"),
    [
        ("EAN13", EAN, "EAN-13", EAN),
        ("EAN13", "0036000291452", "EAN-13", "0036000291452"),
        ("UPCA", "036000291452", "EAN-13", "0036000291452"),
        ("UPCE", "01234565", "EAN-13", "0012345000065"),
        ("EAN8", "96385074", "EAN-8", "96385074"),
        ("Code128", "ABC-123", "Code 128", "ABC-123"),
        ("Code39", "SHOE-42", "Code 39", "SHOE-42"),
        ("QRCode", "https://shop.example/深蓝", "QR code", "https://shop.example/深蓝"),
        ("DataMatrix", "SKU 0042", "Data Matrix", "SKU 0042"),
    ],
)
def test_every_kind(drawn_as: str, text: str, kind: str, read_as: str) -> None:
    assert read_barcodes(drawn(text, drawn_as)) == (Barcode(read_as, kind),)


@pytest.mark.parametrize("degrees", [0, 7, 30, 45, 60, 90, 137, 180, 270, 353])
def test_turned(degrees: float) -> None:
    assert read_barcodes(turned(drawn(EAN), degrees)) == (Barcode(EAN, "EAN-13"),)


@pytest.mark.parametrize("scale", [2, 3])
def test_small_in_a_photo(scale: int) -> None:
    assert read_barcodes(in_photo(drawn(EAN, scale=scale))) == (Barcode(EAN, "EAN-13"),)


def test_narrow_bars_of_a_small_picture() -> None:
    small = cv2.resize(drawn(EAN, scale=3), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    assert read_barcodes(small) == (Barcode(EAN, "EAN-13"),)


def test_unevenly_lit_and_noisy() -> None:
    code = drawn(EAN, scale=4).astype(np.float32)
    light = np.linspace(0.25, 1.0, code.shape[1], dtype=np.float32)[None, :, None]
    noise = np.random.default_rng(1).normal(0, 6, code.shape)
    lit = np.clip(code * light + noise, 0, 255).astype(np.uint8)
    for picture in (lit, cv2.GaussianBlur(lit, (0, 0), 1.0), lit.transpose(1, 0, 2)):
        assert read_barcodes(picture) == (Barcode(EAN, "EAN-13"),)


def test_turned_in_a_photo() -> None:
    code = turned(drawn(EAN), 40)
    assert read_barcodes(in_photo(code)) == (Barcode(EAN, "EAN-13"),)


def test_light_on_dark() -> None:
    assert read_barcodes(255 - drawn("SKU 0042", "QRCode")) == (Barcode("SKU 0042", "QR code"),)


def test_several_are_told_from_the_top_and_each_once() -> None:
    first, second = drawn(EAN), drawn("ABC-123", "Code128")
    width = max(first.shape[1], second.shape[1])
    rows = [
        cv2.copyMakeBorder(each, 30, 30, 0, width - each.shape[1], cv2.BORDER_CONSTANT, None, [255] * 3)
        for each in (first, second, first)
    ]
    assert read_barcodes(np.vstack(rows)) == (Barcode(EAN, "EAN-13"), Barcode("ABC-123", "Code 128"))


def test_a_wrong_check_digit_is_no_code() -> None:
    code = drawn(EAN)
    code[:, code.shape[1] // 2 : code.shape[1] // 2 + 12] = (
        255 - code[:, code.shape[1] // 2 : code.shape[1] // 2 + 12]
    )
    assert read_barcodes(code) == ()


def test_short_texts_without_a_check_are_not_trusted() -> None:
    assert read_barcodes(drawn("AB", "Code39")) == ()


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 3000, 3), (3, 2, 3), (0, 5, 3), (200, 300, 3)])
def test_pictures_without_a_code(shape: tuple[int, int, int]) -> None:
    assert read_barcodes(np.full(shape, 90, np.uint8)) == ()
    assert read_barcodes(np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)) == ()


def test_a_reader_that_fails_has_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("from the library")

    monkeypatch.setattr(zxingcpp, "read_barcodes", broken)
    assert read_barcodes(drawn(EAN)) == ()
