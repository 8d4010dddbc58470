"""A screen for windows to be measured on: the one there is, or a virtual one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.figures import Skipped

_SIZE = "1600x1000x24"
_HINT = "needs a screen: set DISPLAY, or install a virtual one (Debian: apt install xvfb libxcb-cursor0)"


@contextmanager
def screen() -> Iterator[tuple[dict[str, str], str]]:
    """The environment for a child with a window, and what kind of screen it is.

    Raises:
        Skipped: there is no screen, and no program to make a virtual one.
    """
    if sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY"):
        yield {}, "the desktop's own screen"
        return
    if shutil.which("Xvfb") is None:
        raise Skipped(_HINT)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SIZE, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        if not number:
            raise Skipped(f"{_HINT}; Xvfb did not start")
        yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}, f"a virtual screen (Xvfb, {_SIZE})"
    finally:
        server.terminate()
        server.wait(timeout=30)
