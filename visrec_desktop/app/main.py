"""Runs the window, or without a display the same match off screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from visrec_desktop.app import quick_start
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.settings import Appearance, load_settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from visrec_desktop.app.build import App

KNOWN_ERROR = 3
STYLE = "fusion"  # the one that style sheets cover in full, alike on every system


def has_display() -> bool:
    """Whether a window can be shown: on Linux a display server or a platform that was asked for."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_application() -> QApplication:
    """The Qt application with the program's name and style."""
    from PySide6.QtWidgets import QApplication

    # the style as an option, not by `setStyle`: that wraps a QStyle, and makes all its enumerations
    application = QApplication([*sys.argv[:1], "-style", STYLE])
    application.setApplicationName("visrec")
    application.setApplicationDisplayName("VisRec Desktop")
    application.setDesktopFileName("visrec")
    return application


def run_window(paths: DataPaths, *, demo: bool) -> int:
    """Open the window and run until it is closed; the exit code."""
    if not has_display():
        from visrec_desktop.app.off_screen import run_off_screen

        return run_off_screen(paths, demo=demo)
    quick_start.begin()
    from visrec_desktop.app.build import build_app

    application = make_application()
    try:
        app = build_app(application, paths, demo=demo)
    except KnownError as error:
        from visrec_desktop.ui.failed_start import tell_failed_start

        tell_failed_start(application, error, chosen_appearance(paths))
        return KNOWN_ERROR
    finally:
        quick_start.end()
    return run_app(application, app)


def chosen_appearance(paths: DataPaths) -> Appearance:
    """The colours that the user chose for this data folder; the system's where that cannot be read."""
    try:
        return load_settings(paths.settings).appearance
    except KnownError:
        return Appearance.SYSTEM


def run_app(application: QApplication, app: App) -> int:
    """Show the window and run until it is closed or the system asks to end; the exit code."""
    from visrec_desktop.app.signals import EndRequest

    end = EndRequest()
    end.wanted.connect(app.window.close)
    app.show()
    try:
        code = application.exec()
    finally:
        end.close()
        ended = app.close()
    if not ended:
        os._exit(code)  # a thread hangs in foreign code; waiting for it would hang this process too
    return code
