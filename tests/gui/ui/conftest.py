"""One theme for all tests of the window, always light at the start of a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from visrec_desktop.core.settings import Appearance
from visrec_desktop.ui.theme.theme import Theme

OFFSCREEN = "This plugin does not support propagateSizeHints"
"""Qt's off-screen platform says so of every window that has a least size."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN, extend=True))


@pytest.fixture(scope="session")
def _one_theme(qapp: Any) -> Theme:
    return Theme(qapp, Appearance.LIGHT, text_scale=1.0)


@pytest.fixture
def theme(_one_theme: Theme) -> Iterator[Theme]:
    """The light theme at 100 % text size."""
    _one_theme.set_appearance(Appearance.LIGHT)
    yield _one_theme
    _one_theme.set_appearance(Appearance.LIGHT)


@pytest.fixture
def window(qtbot: Any, theme: Theme, tmp_path: Path) -> Any:
    """The main window on stand-ins for the bridge, shown at 1440 x 900."""
    from tests.gui.ui.match_fakes import make_context
    from visrec_desktop.ui.main_window import MainWindow

    made = MainWindow(make_context(tmp_path), theme)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    qtbot.waitExposed(made)
    return made
