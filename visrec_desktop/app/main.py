"""Runs the window, or without a display the same match off screen."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import DataPaths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from visrec_desktop.app.build import App

KNOWN_ERROR = 3


def has_display() -> bool:
    """Whether a window can be shown: on Linux a display server or a platform that was asked for."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_application() -> QApplication:
    """The Qt application with the program's name on it."""
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    application.setApplicationName("visrec")
    application.setApplicationDisplayName("VisRec Desktop")
    application.setDesktopFileName("visrec")
    return application


def run_window(paths: DataPaths, *, demo: bool) -> int:
    """Open the window and run until it is closed; the exit code."""
    if not has_display():
        from visrec_desktop.app.off_screen import run_off_screen

        return run_off_screen(paths, demo=demo)
    from visrec_desktop.app.build import build_app

    application = make_application()
    try:
        app = build_app(application, paths, demo=demo)
    except KnownError as error:
        from visrec_desktop.ui.failed_start import tell_failed_start

        tell_failed_start(application, error)
        return KNOWN_ERROR
    return run_app(application, app)


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
