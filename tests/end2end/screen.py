"""A virtual screen, and hands: real windows, real pointer events."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Screen:
    """A running X server without a monitor."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.environment = {
            key: value
            for key, value in os.environ.items()
            if key not in {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
        } | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "QT_LOGGING_RULES": "qt.qpa.*=false"}

    def hand(self, *arguments: str) -> str:
        """One xdotool command; what it printed."""
        command = ["xdotool", *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout.strip()

    def move(self, x: int, y: int) -> None:
        """Move the pointer to a place on the screen."""
        self.hand("mousemove", str(x), str(y))

    def click(self, x: int, y: int) -> None:
        """Click the left button at a place on the screen."""
        self.hand("mousemove", str(x), str(y), "click", "1")

    def key(self, name: str) -> None:
        """Press and release a key or a combination."""
        self.hand("key", name)

    def write(self, text: str) -> None:
        """Type a text."""
        self.hand("type", "--delay", "20", text)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place, move in small steps, let go at the other: what a person's hand does."""
        self.move(*start)
        self.hand("mousedown", "1")
        steps = 12
        for step in range(1, steps + 1):
            x, y = (round(a + (b - a) * step / steps) for a, b in zip(start, end, strict=True))
            self.move(x, y)
            time.sleep(0.03)
        time.sleep(0.2)  # the target answers the last move before the drop
        self.hand("mouseup", "1")


@contextmanager
def virtual_screen(width: int = 1600, height: int = 1000) -> Iterator[Screen]:
    """Start Xvfb on a free display and end it afterwards."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        raise RuntimeError("Xvfb and xdotool are needed: sh packaging/system-libraries.sh test")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        yield Screen(f":{number}")
    finally:
        server.terminate()
        server.wait(timeout=10)
