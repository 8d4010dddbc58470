"""Drops of every kind, made by hand as other programs offer them."""

from __future__ import annotations

import io
import os
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage

from visrec_desktop.bridge.drops import (
    expand,
    has_photos,
    image_to_rgb,
    needs_expanding,
    paths_from_mime,
    photos_from_mime,
    photos_from_paths,
    rgb_to_qimage,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision.decode import decode

pytestmark = pytest.mark.usefixtures("qapp")


def picture_bytes(kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (6, 4), (200, 30, 40)).save(data, kind)
    return data.getvalue()


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_local_files(tmp_path: Path) -> None:
    paths = [touch(tmp_path / name) for name in ("b.jpg", "a.PNG", "notes.txt")]
    mime = mime_of(*paths, paths[0])
    assert has_photos(mime)
    assert paths_from_mime(mime) == paths
    photos = photos_from_mime(mime)
    assert [(photo.label, photo.path, photo.data) for photo in photos] == [(p.name, p, None) for p in paths]


def test_uri_list_with_escapes_and_other_scripts(tmp_path: Path) -> None:
    names = ["blaue Jacke 50%.jpg", "été #1?.png", "外套.webp"]
    paths = [touch(tmp_path / name) for name in names]
    lines = b"# a comment\r\n" + b"".join(
        bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()) + b"\r\n" for path in paths
    )
    mime = QMimeData()
    mime.setData("text/uri-list", QByteArray(lines))
    assert paths_from_mime(mime) == paths
    assert [photo.label for photo in photos_from_mime(mime)] == names


def test_uri_list_names_the_local_host(tmp_path: Path) -> None:
    path = touch(tmp_path / "a.jpg")
    mime = QMimeData()
    mime.setData("text/uri-list", QByteArray(f"file://localhost{path}\r\n".encode()))
    assert paths_from_mime(mime) == [path]


@pytest.mark.skipif(os.name != "posix", reason="other systems have Unicode names only")
def test_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.jpg"))
    path.write_bytes(b"x")
    mime = QMimeData()
    mime.setData("text/uri-list", QByteArray(b"file://" + bytes(tmp_path) + b"/caf%E9.jpg\r\n"))
    assert paths_from_mime(mime) == [path]


def test_thousand_files(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.jpg" for number in range(1000)]
    assert paths_from_mime(mime_of(*paths)) == paths


@pytest.mark.parametrize(("name", "kind"), [("image/png", "PNG"), ("image/jpeg", "JPEG")])
def test_browser_image_data_passes_through_and_wins_over_the_address(name: str, kind: str) -> None:
    data = picture_bytes(kind)
    mime = QMimeData()
    mime.setUrls([QUrl("https://shop.example/pictures/r%C3%B6ck.png?size=2")])
    mime.setData(name, QByteArray(data))
    assert paths_from_mime(mime) == []
    (photo,) = photos_from_mime(mime)
    assert photo.data == data
    assert photo.label == "röck.png"
    assert photo.path is None


def test_image_object_is_encoded_with_transparency_on_white() -> None:
    image = QImage(7, 5, QImage.Format.Format_ARGB32)
    image.fill(QColor(10, 120, 230, 128))
    mime = QMimeData()
    mime.setImageData(image)
    assert has_photos(mime)
    (photo,) = photos_from_mime(mime)
    assert photo.label == ""
    assert photo.data is not None
    pixel = decode(photo.data, "pasted").rgb[3, 3]
    assert abs(pixel.astype(int) - (132, 187, 242)).max() <= 1


def test_large_screenshot_does_not_hold_up_the_window() -> None:
    """4K from the clipboard, against packing it on this machine."""
    noise = np.random.default_rng(1).integers(0, 256, (2160, 3840, 3), dtype=np.uint8)
    image = rgb_to_qimage(noise)
    mime = QMimeData()
    mime.setImageData(image)
    begun = time.perf_counter()
    (photo,) = photos_from_mime(mime)
    took = time.perf_counter() - begun
    assert photo.data is not None
    begun = time.perf_counter()
    packed = zlib.compress(noise.tobytes(), 1)
    assert took < (time.perf_counter() - begun) / 2, len(packed)


def test_clipboard_image() -> None:
    image = QImage(9, 9, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(image)
    (photo,) = photos_from_mime(clipboard.mimeData())
    clipboard.clear()
    assert photo.data is not None
    with Image.open(io.BytesIO(photo.data)) as read:
        assert read.convert("RGB").getpixel((4, 4)) == (0, 128, 128)


def test_local_file_wins_over_image_data(tmp_path: Path) -> None:
    path = touch(tmp_path / "a.jpg")
    mime = mime_of(path)
    mime.setData("image/png", QByteArray(picture_bytes()))
    (photo,) = photos_from_mime(mime)
    assert photo.path == path


def test_inline_address() -> None:
    mime = QMimeData()
    data = picture_bytes()
    body = bytes(QByteArray(data).toBase64().data()).decode()
    mime.setUrls([QUrl(f"data:image/png;base64,{body}")])
    (photo,) = photos_from_mime(mime)
    assert photo.data == data


def test_address_alone_is_refused_with_a_reason() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://shop.example/pictures/rock.png")])
    with pytest.raises(KnownError) as caught:
        photos_from_mime(mime)
    assert caught.value.code is ErrorCode.REMOTE_PICTURE
    assert caught.value.subject == "rock.png"


def test_address_without_a_file_name() -> None:
    mime = QMimeData()
    mime.setUrls([QUrl("https://shop.example/")])
    with pytest.raises(KnownError, match=r"shop\.example"):
        photos_from_mime(mime)


def test_text_holds_no_photo() -> None:
    mime = QMimeData()
    mime.setText("hello")
    assert not has_photos(mime)
    assert photos_from_mime(mime) == []
    assert paths_from_mime(mime) == []


class TestExpand:
    def test_folder_in_its_place_in_natural_order(self, tmp_path: Path) -> None:
        folder = tmp_path / "new"
        for name in ("10.jpg", "2.JPG", ".hidden.jpg", "list.csv", "deep/1.png", ".secret/3.png"):
            touch(folder / name)
        first, last = touch(tmp_path / "first.png"), touch(tmp_path / "last.txt")
        photos = photos_from_paths([first, folder, last])
        assert needs_expanding(photos)
        names = [photo.label for photo in expand(photos)]
        assert names == ["first.png", "2.JPG", "10.jpg", "1.png", "last.txt"]

    def test_pictures_need_no_look_at_the_disk(self, tmp_path: Path) -> None:
        assert not needs_expanding(photos_from_paths([tmp_path / "absent.jpg"]))

    def test_loop_of_links_ends(self, tmp_path: Path) -> None:
        folder = tmp_path / "loop"
        touch(folder / "1.jpg")
        (folder / "again").symlink_to(folder, target_is_directory=True)
        (folder / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
        names = [photo.label for photo in expand(photos_from_paths([folder]))]
        assert names == ["1.jpg", "gone.jpg"]

    def test_empty_folder_stays_to_be_told_of(self, tmp_path: Path) -> None:
        folder = tmp_path / "empty"
        folder.mkdir()
        (photo,) = expand(photos_from_paths([folder]))
        assert photo.path == folder

    def test_limit(self, tmp_path: Path) -> None:
        for number in range(30):
            touch(tmp_path / "many" / f"{number}.jpg")
        assert len(expand(photos_from_paths([tmp_path / "many", tmp_path / "many"]), limit=40)) == 40


@pytest.mark.parametrize("width", [1, 2, 3, 5, 64])
def test_array_and_image_round_trip(width: int) -> None:
    rgb = np.random.default_rng(width).integers(0, 256, (7, width, 3), dtype=np.uint8)
    image = rgb_to_qimage(rgb)
    assert (image.width(), image.height()) == (width, 7)
    assert image.pixelColor(width - 1, 6).getRgb()[:3] == tuple(int(v) for v in rgb[6, width - 1])
    assert np.array_equal(image_to_rgb(image), rgb)


def test_view_of_an_array(tmp_path: Path) -> None:
    rgb = np.arange(10 * 12 * 3, dtype=np.uint8).reshape(10, 12, 3)
    part = rgb[2:8:2, ::-1]
    assert np.array_equal(image_to_rgb(rgb_to_qimage(part)), part)


def test_transparency_is_laid_on_white() -> None:
    image = QImage(2, 2, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    assert (image_to_rgb(image) == 255).all()


@pytest.mark.parametrize("width", [1, 2, 3, 4, 7])
def test_every_pixel_of_a_pasted_image_is_in_its_place(width: int) -> None:
    rgb = np.random.default_rng(width).integers(0, 256, (3, width, 3), dtype=np.uint8)
    mime = QMimeData()
    mime.setImageData(rgb_to_qimage(rgb))
    (photo,) = photos_from_mime(mime)
    assert photo.data is not None
    assert (decode(photo.data, "pasted").rgb == rgb).all()
