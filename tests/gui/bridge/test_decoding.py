"""Pictures are decoded in several threads at once; Qt's lock and Python's must never wait for each other."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import visrec_desktop

PACKAGE = Path(visrec_desktop.__file__).parent
DEVICES = re.compile(
    r"\bQ(ImageReader|ImageWriter|Buffer|IODevice)[(.]|import\b.*\bQ(ImageReader|ImageWriter|Buffer|IODevice)\b"
)


def test_no_picture_goes_through_a_device_made_in_python() -> None:
    """Qt calls such a device back while it holds the lock on its picture formats, and waits for Python's."""
    found = [
        f"{path.relative_to(PACKAGE)}:{number}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DEVICES.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["QImageReader(device).read()", "QBuffer()", "QIODevice.OpenModeFlag.ReadOnly", "import QBuffer, QUrl"],
)
def test_the_guard_sees_what_it_looks_for(line: str) -> None:
    assert DEVICES.search(line)


def test_thumbnails_kept_photos_and_the_window_decode_at_once() -> None:
    """In a process of its own, which can be ended if its threads wait for each other."""
    code = """
        import io, sys, threading, time
        from types import SimpleNamespace

        import numpy as np
        from PIL import Image
        from PySide6.QtGui import QGuiApplication, QImage

        from visrec_desktop.bridge import clients_work
        from visrec_desktop.bridge.thumbnails import Thumbnails
        from visrec_desktop.core.progress import CancelToken

        def encoded(seed, kind, side):
            noise = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
            data = io.BytesIO()
            Image.fromarray(noise).save(data, kind)
            return data.getvalue()

        sys.setswitchinterval(1e-5)
        app = QGuiApplication([])
        jpeg, png = encoded(1, "JPEG", 320), encoded(2, "PNG", 320)
        profiles = SimpleNamespace(photo=lambda photo_id: jpeg if photo_id % 2 else png)
        workspace = SimpleNamespace(profiles=lambda: profiles)
        thumbnails = Thumbnails(workspace, fetch=lambda picture_id: jpeg if picture_id % 2 else png)
        done = []

        def read_photos(first):
            for number in range(first, first + 100):
                photo = clients_work.photo(workspace, number, 200, CancelToken())
                done.append(photo.width())

        readers = [threading.Thread(target=read_photos, args=(first,)) for first in (0, 100)]
        for reader in readers:
            reader.start()
        wanted = set(range(400))
        until = time.monotonic() + 90
        while wanted and time.monotonic() < until:
            for picture_id in sorted(wanted)[:100]:
                if thumbnails.pixmap(picture_id) is not None:
                    wanted.discard(picture_id)
            assert QImage.fromData(jpeg).width() == 320
            app.processEvents()
        for reader in readers:
            reader.join(60)
        assert not wanted, len(wanted)
        assert done == [200] * 200, len(done)
        assert thumbnails.shutdown()
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=200)
