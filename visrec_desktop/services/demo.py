"""The demo's client photos."""

from __future__ import annotations

from pathlib import Path

from visrec_desktop.core.paths import resources_dir
from visrec_desktop.core.pictures import is_picture_name, natural_key


def demo_photos() -> tuple[Path, ...]:
    """The photos that come with the demo catalog, in order; empty where they are not installed."""
    folder = resources_dir() / "demo" / "photos"
    if not folder.is_dir():
        return ()
    return tuple(sorted((path for path in folder.iterdir() if is_picture_name(path)), key=natural_key))
