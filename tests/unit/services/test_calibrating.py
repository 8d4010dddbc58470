"""Bands that are fitted to the catalog: when, from what, where it is kept, and what they then say."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.helpers.prints import photographed, poster
from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Band, Filters, MatchStatus, Photo
from visrec_desktop.recommend.calibration import BIAS, CHANCES, WEIGHTS
from visrec_desktop.services import calibrating, diagnosis, judging
from visrec_desktop.services.calibrating import CalibrationStatus, calibrate_if_due, is_due, status
from visrec_desktop.services.calibration_file import calibration_path, read_calibration
from visrec_desktop.services.catalog import delete_products
from visrec_desktop.services.matching import match
from visrec_desktop.services.recommending import Question, recommend
from visrec_desktop.services.refining import match_closely
from visrec_desktop.services.workspace import Workspace

ALL = Filters()


def fit(workspace: Workspace, token: CancelToken | None = None) -> CalibrationStatus | None:
    steps = calibrate_if_due(workspace, token or CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def photo(path: Path) -> Photo:
    return Photo(path.name, path=path)


def fill(folder: Path, count: int) -> Path:
    for seed in range(count):
        draw_picture(folder / f"item-{seed}.png", seed)
    return folder


def test_a_catalog_is_fitted_once_and_kept_for_the_next_start(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    assert is_due(workspace)
    assert status(workspace) == CalibrationStatus()
    found = fit(workspace)
    assert found == CalibrationStatus(
        fitted=True, copies=8 * calibrating.MOST_COPIES, categories=0, up_to_date=True
    )
    assert not is_due(workspace)
    assert fit(workspace) is None
    assert calibration_path(workspace).parent == workspace.paths.index
    known = judging.held(workspace).calibration
    assert known is not None
    assert known.weights != WEIGHTS
    workspace.close()
    with Workspace.open(workspace.paths, demo=False, writable=False) as again:
        assert judging.held(again).calibration == known
        assert not is_due(again)
        told = diagnosis.calibration(again)
    assert (told["fitted"], told["pairs"], told["up_to_date"]) == (True, 64, True)


def test_the_same_catalog_gives_the_same_fit(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    fit(workspace)
    first = calibration_path(workspace).read_bytes()
    calibration_path(workspace).unlink()
    workspace.kept.clear()
    fit(workspace)
    assert calibration_path(workspace).read_bytes() == first


def test_a_changed_catalog_is_measured_at_once_and_fitted_again(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    fit(workspace)
    before = judging.held(workspace)
    draw_picture(tmp_path / "more" / "item-20.png", 20)
    do_import(tmp_path / "more")
    assert judging.held(workspace) is before  # one in eight
    for seed in range(21, 25):
        draw_picture(tmp_path / "more" / f"item-{seed}.png", seed)
    do_import(tmp_path / "more")
    now = judging.held(workspace)
    assert now.calibration is not None
    assert (now.is_fitted, now.calibration.weights, now.calibration.bias) == (False, WEIGHTS, BIAS)
    assert not status(workspace).up_to_date
    again = fit(workspace)
    assert again is not None
    assert again.up_to_date
    assert again.copies == 13 * calibrating.MOST_COPIES


def test_few_products_one_and_none_keep_the_models_own_bands(
    workspace: Workspace, do_import: Import, tmp_path: Path
) -> None:
    assert not is_due(workspace)
    assert judging.held(workspace).calibration is None
    for count in (1, 4):
        do_import(fill(tmp_path / "few", count))
        assert fit(workspace) is None
        assert judging.held(workspace).calibration is None
        result = match(workspace, photo(tmp_path / "few" / "item-0.png"), ALL, 3)
        assert (result.status, result.hits[0].band) == (MatchStatus.OK, Band.VERY_CLOSE)
    assert not calibration_path(workspace).exists()


def test_many_products_in_one_picture_are_too_few_sights(
    workspace: Workspace, do_import: Import, tmp_path: Path
) -> None:
    data = draw_picture(tmp_path / "first.png", 1).read_bytes()
    folder = tmp_path / "sizes"
    folder.mkdir()
    for number in range(12):
        (folder / f"shirt-{number}.png").write_bytes(data)
    do_import(folder)
    assert fit(workspace) is None
    result = match(workspace, photo(folder / "shirt-3.png"), ALL, 12)
    assert result.status is MatchStatus.OK
    assert {hit.band for hit in result.hits} == {Band.VERY_CLOSE}


def test_further_pictures_teach_too(workspace: Workspace, do_import: Import, tmp_path: Path) -> None:
    folder = fill(tmp_path / "shop", 10)
    rows = ["sku,image"]
    for seed in range(10):
        picture = cv2.imread(str(folder / f"item-{seed}.png"))
        (folder / f"back-{seed}.png").write_bytes(cv2.imencode(".png", picture[:, ::-1])[1].tobytes())
        rows.append(f'item-{seed},"item-{seed}.png;back-{seed}.png"')
    (folder / "sheet.csv").write_text("\n".join(rows))
    do_import(folder, sheet=folder / "sheet.csv")
    found = fit(workspace)
    assert found is not None
    assert (found.photos, found.copies) == (10, 40)


def test_stopped_in_the_middle_nothing_changes(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    before = judging.held(workspace)
    token = CancelToken()
    steps = calibrate_if_due(workspace, token)
    assert next(steps).stage == "calibrating"
    token.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    assert judging.held(workspace) is before
    assert is_due(workspace)


def test_pictures_without_a_small_copy_are_left_out(
    workspace: Workspace, do_import: Import, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(shop)
    from visrec_desktop.data.reader import CatalogReader

    monkeypatch.setattr(CatalogReader, "thumbnail", lambda *_: None)
    assert fit(workspace) is None
    assert not judging.held(workspace).is_fitted


def test_a_full_disk_keeps_it_in_memory(
    workspace: Workspace, do_import: Import, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise KnownError(ErrorCode.DISK_FULL, "index")

    do_import(shop)
    monkeypatch.setattr(calibrating, "write_calibration", full)
    fit(workspace)
    assert judging.held(workspace).is_fitted
    assert not status(workspace).fitted


CHANGES: tuple[dict[str, object], ...] = (
    {"format": 1},
    {"projection": "another"},
    {"catalog": "another"},
    {"space": "another@1"},
    {"reach": [0.0, 0.1]},
    {"reach": [0.3]},
    {"weights": [1, -1, 0]},
    {"bias": float("nan")},
    {"sample": "x"},
    {"categories": []},
)


def test_a_file_of_something_else_or_damaged_counts_as_none(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    fit(workspace)
    path = calibration_path(workspace)
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert read_calibration(workspace) is not None
    for text in (*(json.dumps({**stored, **change}) for change in CHANGES), "{", "", "[]"):
        path.write_text(text, encoding="utf-8")
        assert read_calibration(workspace) is None, text[:80]
    workspace.kept.clear()
    assert judging.held(workspace).calibration is not None
    assert is_due(workspace)


def test_products_taken_out_answer_nothing_close(
    workspace: Workspace, do_import: Import, tmp_path: Path
) -> None:
    """Prints: with their product in the catalog they are found, without it nothing is close."""
    folder = tmp_path / "prints"
    for seed in range(16):
        (folder).mkdir(exist_ok=True)
        (folder / f"poster-{seed}.png").write_bytes(cv2.imencode(".png", poster(seed))[1].tobytes())
    do_import(folder)
    found = fit(workspace)
    assert found is not None
    taken = {f"poster-{seed}" for seed in range(0, 16, 2)}
    snaps = {}
    for seed in range(16):
        path = tmp_path / f"snap-{seed}.jpg"
        path.write_bytes(cv2.imencode(".jpg", photographed(poster(seed), seed, 25, 15))[1].tobytes())
        snaps[f"poster-{seed}"] = path
    rows = workspace.catalog().shelf_rows()
    fitted = judging.held(workspace)
    delete_products(workspace, [row.id for row in rows if row.sku in taken])
    judging.hold(workspace, replace(fitted, vectors=8, sample=fitted.sample[1::2]))
    statuses = {sku: match_closely(workspace, photo(path), ALL, 5).status for sku, path in snaps.items()}
    assert all(
        statuses[sku] is (MatchStatus.NOTHING_CLOSE if sku in taken else MatchStatus.OK) for sku in statuses
    )


def test_nothing_close_has_no_close_hits_with_and_without_a_client(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    fit(workspace)
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    path = tmp_path / "noise.png"
    path.write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    plain = match(workspace, photo(path), ALL, 8)
    listed = recommend(workspace, Question(photo(path), top=8, diversity=0.0))
    closely = recommend(workspace, Question(photo(path), top=8, diversity=0.0), closely=True)
    for result in (plain, listed, closely, match_closely(workspace, photo(path), ALL, 8)):
        assert result.status is MatchStatus.NOTHING_CLOSE
        assert {hit.band for hit in result.hits} == {Band.SAME_IDEA}
    there = shop / "item-2.png"
    for result in (
        match(workspace, photo(there), ALL, 8),
        recommend(workspace, Question(photo(there), top=8, diversity=0.0), closely=True),
    ):
        assert (result.status, result.hits[0].band) == (MatchStatus.OK, Band.VERY_CLOSE)


def test_how_many_are_asked_for_and_filters_change_no_band(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    fit(workspace)
    path = photo(shop / "item-4.png")
    many, one = match(workspace, path, ALL, 8), match(workspace, path, ALL, 1)
    assert one.status is many.status
    assert one.hits[0].band is many.hits[0].band
    others = match(workspace, path, Filters(skus=("item-1", "item-6")), 8)
    bands = {hit.product.sku: hit.band for hit in many.hits}
    assert {hit.product.sku: hit.band for hit in others.hits} == {
        sku: bands[sku] for sku in ("item-1", "item-6")
    }


def test_the_bands_limits_fall() -> None:
    assert 1 > CHANCES.very_close > CHANCES.close >= CHANCES.same_idea > 0


def test_a_folder_for_reading_is_measured_but_not_fitted(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    workspace.close()
    with Workspace.open(DataPaths(workspace.paths.root), demo=False, writable=False) as reading:
        assert not is_due(reading)
        assert judging.held(reading).calibration is not None
        assert fit(reading) is None
    assert not list(workspace.paths.index.glob("*.calibration.json"))


def test_whether_the_scale_fits_is_looked_at_once_for_each_state_of_the_catalog(
    workspace: Workspace, do_import: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(fill(tmp_path / "many", 12))
    judging.held(workspace)
    looked: list[int] = []
    plain = judging.fits

    def counted(space: Workspace, known: judging.Held) -> bool:
        looked.append(1)
        return plain(space, known)

    monkeypatch.setattr(judging, "fits", counted)
    for _ in range(4):
        judging.held(workspace)
    assert len(looked) == 1
    do_import(draw_picture(tmp_path / "more" / "another.png", 77).parent)
    judging.held(workspace)
    judging.held(workspace)
    assert len(looked) == 2
