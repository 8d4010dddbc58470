"""The whole bridge over a real data folder: made, started, used, closed."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from visrec_desktop.bridge.context import BREATH_MS, IDLE, Context
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.values import Filters, MatchStatus, Photo
from visrec_desktop.services.importing import ImportRequest
from visrec_desktop.services.workspace import Workspace

COLOURS = ("crimson", "teal", "gold", "navy", "olive", "orchid", "black", "white", "tan", "gray")


def draw(path: Path, colour: str, shape: int) -> None:
    image = Image.new("RGB", (300, 300), "white")
    box = (40 + 10 * (shape % 5), 40, 260, 260 - 8 * (shape % 7))
    (ImageDraw.Draw(image).rectangle if shape % 2 else ImageDraw.Draw(image).ellipse)(box, fill=colour)
    image.save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "products"
    folder.mkdir()
    for number in range(30):
        draw(folder / f"P{number}.jpg", COLOURS[number % 10], number)
    (folder / "broken.jpg").write_bytes(b"not a picture")
    return folder


@pytest.fixture
def context(qapp: object, data_dir: Path) -> Iterator[Context]:
    workspace = Workspace.open(DataPaths(data_dir), demo=False, writable=True)
    context = Context(workspace)
    yield context
    assert context.shutdown()
    assert not [t for t in threading.enumerate() if t.name.startswith("thumbnails")]


def test_the_model_waits_for_the_lists(context: Context, qtbot: Any) -> None:
    warmed: list[bool] = []
    context.engine.warm_up = lambda: warmed.append(context.catalog.coverage is not None)  # type: ignore[method-assign]
    context.start()
    qtbot.waitUntil(lambda: bool(warmed))
    assert warmed == [True]


def test_what_works_by_itself_is_made_after_the_lists(context: Context, qtbot: Any) -> None:
    context.engine.warm_up = lambda: None  # type: ignore[method-assign]
    assert not {*IDLE, "planning", "watch", "weighing"} & vars(context).keys()
    context.start()
    qtbot.waitUntil(lambda: vars(context).keys() >= {*IDLE, "watch"})
    assert context.calibration._soon.isActive()  # they were not there yet when the catalog was read
    assert context.details._soon.isActive()
    assert context.health._soon.isActive()
    assert not {"planning", "weighing"} & vars(context).keys()


def test_what_is_recorded_is_learned_from(context: Context, qtbot: Any) -> None:
    context.match.recorded.emit(1)
    assert context.weighing._soon.isActive()
    context.shutdown()
    assert not context.weighing._soon.isActive()


def test_nothing_begins_after_the_end(context: Context, qtbot: Any) -> None:
    warmed: list[bool] = []
    context.engine.warm_up = lambda: warmed.append(True)  # type: ignore[method-assign]
    with qtbot.waitSignal(context.catalog.coverage_changed):
        context.start()
    assert context.shutdown()
    qtbot.wait(BREATH_MS + 100)
    assert warmed == []
    assert not set(IDLE) & vars(context).keys()


def test_import_browse_match_edit_delete(context: Context, folder: Path, qtbot: Any) -> None:
    context.start()
    qtbot.waitUntil(lambda: (context.engine.status or context.engine.error) is not None, timeout=60_000)
    assert context.engine.error is None
    assert context.engine.status is not None
    assert context.engine.status.provider in {"CPU", "CUDA"}

    context.importer.start(ImportRequest((folder,)))
    qtbot.waitUntil(lambda: context.importer.last_report is not None, timeout=60_000)
    assert context.importer.last_report is not None
    assert context.importer.last_report.added == 30
    assert [failure.code.value for failure in context.importer.last_report.failed] == ["not_a_picture"]
    qtbot.waitUntil(lambda: context.catalog.total == 30, timeout=10_000)
    qtbot.waitUntil(lambda: context.catalog.coverage is not None and context.catalog.coverage.waiting == 0)

    first = context.catalog.ids[0]
    qtbot.waitUntil(lambda: context.catalog.product(first) is not None)
    product = context.catalog.product(first)
    assert product is not None
    assert product.picture_id is not None
    picture_id = product.picture_id
    qtbot.waitUntil(lambda: context.thumbnails.pixmap(picture_id) is not None)
    found = context.thumbnails.pixmap(picture_id)
    assert found is not None
    assert found.width() == 300

    data = io.BytesIO()
    with Image.open(folder / "P11.jpg") as image:
        image.rotate(4, fillcolor="white").save(data, "PNG")
    context.match.open_photos([Photo("pasted", data=data.getvalue())])
    qtbot.waitUntil(
        lambda: context.match.result is not None and context.match.preview is not None, timeout=20_000
    )
    assert context.match.result is not None
    assert context.match.result.status is MatchStatus.OK
    assert context.match.result.hits[0].product.sku == "P11"
    assert context.match.photo_size == (300, 300)

    best = int(context.match.result.hits[0].product.id)
    deleted: list[int] = []
    context.catalog.delete([best], deleted.append)
    qtbot.waitUntil(lambda: deleted == [1])
    context.match.set_filters(Filters(text="P"))
    qtbot.waitUntil(
        lambda: (
            context.match.result is not None
            and all(int(hit.product.id) != best for hit in context.match.result.hits)
        ),
        timeout=10_000,
    )


def test_quit_in_the_middle_of_an_import(context: Context, folder: Path, data_dir: Path, qtbot: Any) -> None:
    """What was stored is whole, and the next start goes on from there."""
    context.importer.begin()
    context.importer.start(ImportRequest((folder,)))
    with qtbot.waitSignal(context.importer.progressed, timeout=60_000):
        pass
    assert context.shutdown()
    with Workspace.open(DataPaths(data_dir), demo=False, writable=True) as again:
        checks = again.reader().check(full=True)
        assert [check for check in checks if not check.ok] == []


def test_shutdown_before_start(qapp: object, workspace: Any) -> None:
    context = Context(workspace)
    assert context.shutdown()
    assert workspace.closed
