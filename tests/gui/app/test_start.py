"""What must not happen before the window is shown: it takes longer than the window itself."""

from __future__ import annotations

import builtins
import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from visrec_desktop.app import build, quick_start
from visrec_desktop.app.main import chosen_appearance
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.settings import Appearance, Settings, save_settings
from visrec_desktop.services.workspace import Workspace

SLOW = ("numpy", "cv2", "onnxruntime", "sklearn", "PIL", "sqlite_utils", "logging.handlers", "html")
LATER = (
    "visrec_desktop.core.clients",
    "visrec_desktop.core.wording",
    "visrec_desktop.bridge.calibrating",
    "visrec_desktop.bridge.details",
    "visrec_desktop.bridge.health",
    "visrec_desktop.bridge.planning",
    "visrec_desktop.bridge.watching",
    "visrec_desktop.bridge.weighing",
    "visrec_desktop.ui.match.workbench",
    "visrec_desktop.ui.match.strip",
    "visrec_desktop.ui.catalog.page",
    "visrec_desktop.ui.settings.page",
)
NOT_FOR_THE_PRODUCTS = (
    "visrec_desktop.core.wording",
    "visrec_desktop.bridge.health",
    "visrec_desktop.bridge.planning",
    "visrec_desktop.ui.catalog.cell_delegate",
    "visrec_desktop.ui.catalog.edit_dialog",
    "visrec_desktop.ui.catalog.failures_panel",
    "visrec_desktop.ui.catalog.import_panel",
    "visrec_desktop.ui.catalog.product_panel",
    "visrec_desktop.ui.catalog.several_panel",
    "visrec_desktop.ui.catalog.table",
    "visrec_desktop.ui.catalog.table_model",
    "visrec_desktop.ui.health",
    "visrec_desktop.ui.importing",
)
"""Parts of the Catalog page that are made when they are needed, or when it has been shown for a while."""
ENUMERATIONS = {"PixelMetric": "QStyle", "TabPosition": "QTabWidget", "AnnouncementPoliteness": "QAccessible"}
"""One of each class whose enumerations are many: made when the class is first named or wrapped. A method that
answers with a QStyle wraps one; one that answers with a plain QWidget makes all widgets there are."""

PROGRAM = """
import enum, sys
made, make = set(), enum.EnumType.__new__
def watched(meta, name, *others, **more):
    made.add(name)
    return make(meta, name, *others, **more)
enum.EnumType.__new__ = watched
from pathlib import Path
from visrec_desktop.app import quick_start
quick_start.begin()
from visrec_desktop.app.build import FirstPaint, build_app
from visrec_desktop.app.main import make_application
from visrec_desktop.core.paths import DataPaths
application = make_application()
app = build_app(application, DataPaths(Path(sys.argv[1])), demo=False)
if len(sys.argv) > 2:
    app.window.show_page(sys.argv[2])
quick_start.end()
seen = {}
def look():
    seen.update(modules=sorted(sys.modules), made=sorted(made))
    application.setStyleSheet("")
    seen["style"] = application.style().name()
    application.quit()
FirstPaint(app.window, look)
app.window.show()
application.exec()
app.close()
import json
print(json.dumps(seen))
"""


def _seen(data_dir: Path, *page: str) -> dict[str, Any]:
    """What the program had made when its window was painted, on the first page or another one."""
    Workspace.open(DataPaths(data_dir), demo=False, writable=True).close()  # making a catalog takes all of it
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(data_dir), *page],
        env={**os.environ, "QT_STYLE_OVERRIDE": "windows"},
        capture_output=True,
        text=True,
        check=True,
    )
    seen: dict[str, Any] = json.loads(found.stdout)
    return seen


def test_the_products_are_shown_before_what_changes_them(data_dir: Path) -> None:
    modules = _seen(data_dir, "catalog")["modules"]
    assert "visrec_desktop.ui.catalog.page" in modules
    assert [name for name in (*SLOW, *NOT_FOR_THE_PRODUCTS) if name in modules] == []


def test_the_window_is_shown_before_anything_slow(data_dir: Path) -> None:
    seen = _seen(data_dir)
    assert [name for name in (*SLOW, *LATER) if name in seen["modules"]] == []
    assert {ENUMERATIONS[name] for name in ENUMERATIONS.keys() & set(seen["made"])} == set()
    assert seen["style"] == "fusion"


@pytest.fixture
def usual_turns() -> Iterator[None]:
    before, thresholds = sys.getswitchinterval(), gc.get_threshold()
    yield
    sys.setswitchinterval(before)
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("usual_turns")
def test_the_collector_rests_and_leaves_what_the_start_made_alone() -> None:
    before, usual = gc.get_freeze_count(), builtins.__import__
    try:
        quick_start.begin()
        assert not gc.isenabled()
        assert builtins.__import__ is builtins.__orig_import__  # type: ignore[attr-defined]
    finally:
        builtins.__import__ = usual
        quick_start.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() > before
    assert sys.getswitchinterval() == pytest.approx(quick_start.SWITCH_S)
    gc.unfreeze()  # the other tests look for garbage


def test_the_collector_rests_before_pyside_is_imported() -> None:
    code = (
        "import gc, sys\n"
        "class Watch:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'PySide6':\n"
        "            print(gc.isenabled())\n"
        "sys.meta_path.insert(0, Watch())\n"
        "from visrec_desktop.app import quick_start\n"
        "quick_start.begin()"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["False"]


@pytest.mark.usefixtures("usual_turns")
def test_what_the_model_brought_is_left_alone_once_it_is_there() -> None:
    before = gc.get_freeze_count()
    kept = [[] for _ in range(100)]  # type: ignore[var-annotated]
    build._settle(None)
    assert gc.get_freeze_count() == before
    build._settle(object())  # type: ignore[arg-type]
    try:
        assert gc.get_freeze_count() >= before + len(kept)
        assert gc.get_threshold() == quick_start.THRESHOLDS
    finally:
        gc.unfreeze()


@pytest.mark.usefixtures("usual_turns")
def test_a_collector_that_did_not_rest_is_left_as_it_is() -> None:
    before = gc.get_freeze_count()
    quick_start.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before


def test_a_failed_start_is_told_in_the_colours_that_the_user_chose(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path)
    assert chosen_appearance(paths) is Appearance.SYSTEM
    save_settings(Settings(appearance=Appearance.DARK), paths.settings)
    assert chosen_appearance(paths) is Appearance.DARK
    paths.settings.write_text("{", encoding="utf-8")
    assert chosen_appearance(paths) is Appearance.SYSTEM
