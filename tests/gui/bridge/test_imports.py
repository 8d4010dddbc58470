"""What importing the bridge must not bring along."""

from __future__ import annotations

import subprocess
import sys

SLOW = ("numpy", "cv2", "onnxruntime", "sklearn", "PIL", "sqlite_utils", "sqlite3", "PySide6.QtWidgets")


def test_bridge_import_is_light() -> None:
    """The window is shown before any of these is loaded; the bridge knows no widgets at all."""
    code = (
        "import sys, pkgutil, importlib, visrec_desktop.bridge as bridge\n"
        "for module in pkgutil.iter_modules(bridge.__path__):\n"
        "    importlib.import_module(f'visrec_desktop.bridge.{module.name}')\n"
        f"print(*[name for name in {SLOW!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
