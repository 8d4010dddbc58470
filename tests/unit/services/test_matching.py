"""A photo in, ranked products out, with the real model."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.errors import Cancelled, ErrorCode
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Band, Crop, Filters, MatchStatus, Photo
from visrec_desktop.services.catalog import delete_products, restore_products
from visrec_desktop.services.matching import match, preview
from visrec_desktop.services.workspace import Workspace

ALL = Filters()


def photo(path: Path) -> Photo:
    return Photo(path.name, path=path)


def test_the_product_in_the_photo_comes_first(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    for seed in range(8):
        result = match(workspace, photo(shop / f"item-{seed}.png"), ALL, 5)
        assert result.status is MatchStatus.OK
        assert result.hits[0].product.sku == f"item-{seed}"
        assert result.hits[0].band is Band.VERY_CLOSE
        assert result.hits[0].score == pytest.approx(1.0, abs=1e-3)
        assert [hit.rank for hit in result.hits] == [1, 2, 3, 4, 5]


def test_scores_fall_and_their_parts_add_up_exactly(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    result = match(workspace, photo(draw_picture(tmp_path / "photo.png", 50)), ALL, 8)
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert [hit.attention for hit in result.hits] == pytest.approx([each / sum(scores) for each in scores])
    for hit in result.hits:
        assert set(hit.parts) == {"look", "shape", "colour"}
        assert round(sum(hit.parts.values()), 6) == hit.score
        assert all(value >= 0 for value in hit.parts.values())
        assert hit.why
        assert Path(hit.picture_path).is_file()


def test_bytes_and_file_give_the_same(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    path = shop / "item-5.png"
    from_bytes = match(workspace, Photo("pasted", data=path.read_bytes()), ALL, 3)
    from_file = match(workspace, photo(path), ALL, 3)
    assert [hit.score for hit in from_bytes.hits] == [hit.score for hit in from_file.hits]


def test_a_crop_looks_at_that_part_alone(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    import cv2

    do_import(shop)
    left, right = (cv2.imread(str(shop / f"item-{seed}.png")) for seed in (1, 6))
    both = tmp_path / "both.png"
    both.write_bytes(cv2.imencode(".png", np.hstack([left, right]))[1].tobytes())
    for crop, sku in ((Crop(0, 0, 160, 160), "item-1"), (Crop(160, 0, 160, 160), "item-6")):
        result = match(workspace, photo(both), ALL, 3, crop=crop)
        assert result.hits[0].product.sku == sku
    outside = match(workspace, photo(both), ALL, 3, crop=Crop(900, 0, 10, 10))
    assert outside.status is MatchStatus.FAILED
    assert outside.code == ErrorCode.CROP_OUTSIDE


def test_filters_leave_products_out(workspace: Workspace, do_import: Import, shop: Path) -> None:
    sheet = shop / "products.csv"
    lines = [f"item-{seed},{'Bowls' if seed % 2 else 'Jugs'},{seed}" for seed in range(8)]
    sheet.write_text("sku,category,stock\n" + "\n".join(lines) + "\n")
    do_import(shop, sheet=sheet)
    result = match(workspace, photo(shop / "item-2.png"), Filters(categories=("Bowls",)), 8)
    assert {hit.product.sku for hit in result.hits} == {"item-1", "item-3", "item-5", "item-7"}
    result = match(workspace, photo(shop / "item-0.png"), Filters(in_stock=True), 8)
    assert "item-0" not in {hit.product.sku for hit in result.hits}
    assert len(result.hits) == 7
    nothing = match(workspace, photo(shop / "item-0.png"), Filters(categories=("Lamps",)), 8)
    assert nothing.status is MatchStatus.NOTHING_CLOSE
    assert nothing.hits == ()


def test_an_empty_catalog_says_so(workspace: Workspace, tmp_path: Path) -> None:
    result = match(workspace, photo(draw_picture(tmp_path / "photo.png", 1)), ALL, 5)
    assert result.status is MatchStatus.FAILED
    assert result.code == ErrorCode.NOTHING_TO_SEARCH


def test_a_photo_that_cannot_be_read_is_a_result(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    for path, code in ((tmp_path / "lost.jpg", "not_found"), (tmp_path, "is_a_directory")):
        result = match(workspace, photo(path), ALL, 5)
        assert (result.status, result.code) == (MatchStatus.FAILED, code)


def test_something_of_another_kind_is_not_called_close(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    import cv2

    do_import(shop)
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    path = tmp_path / "noise.png"
    path.write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    result = match(workspace, photo(path), ALL, 3)
    assert result.status is MatchStatus.NOTHING_CLOSE
    assert all(hit.band is Band.SAME_IDEA for hit in result.hits)


def test_deleted_products_are_not_found_until_they_are_restored(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    query = photo(shop / "item-4.png")
    product = match(workspace, query, ALL, 1).hits[0].product
    assert delete_products(workspace, [product.id]) == 1
    assert product.sku not in {hit.product.sku for hit in match(workspace, query, ALL, 8).hits}
    assert restore_products(workspace, [product.id]) == 1
    assert match(workspace, query, ALL, 1).hits[0].product.sku == product.sku


def test_a_cancelled_match_ends(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        match(workspace, photo(shop / "item-0.png"), ALL, 3, token=token)


def test_a_second_reader_finds_what_was_imported_and_writes_nothing(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    folder = workspace.paths.root
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    with Workspace.open(DataPaths(folder), demo=False, writable=False) as second:
        result = match(second, photo(shop / "item-7.png"), ALL, 2)
    assert result.hits[0].product.sku == "item-7"
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert after.keys() == before.keys()


def test_the_index_is_rebuilt_when_its_file_is_gone_or_broken(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    paths = workspace.paths
    workspace.close()
    for spoil in (Path.unlink, lambda path: path.write_bytes(b"torn"), lambda path: None):
        for path in paths.index.iterdir():
            spoil(path)
        with Workspace.open(paths, demo=False, writable=True) as again:
            assert match(again, photo(shop / "item-3.png"), ALL, 1).hits[0].product.sku == "item-3"


def test_the_preview_is_small_and_tells_the_whole_size(tmp_path: Path) -> None:
    path = draw_picture(tmp_path / "large.jpg", 3, side=900)
    found = preview(photo(path), 300)
    assert found.rgb.shape == (300, 300, 3)
    assert (found.width, found.height) == (900, 900)


def test_colours_count_for_more_where_the_photo_is_a_studio_picture(
    workspace: Workspace, do_import: Import, tmp_path: Path
) -> None:
    def mug(colour: tuple[int, int, int], left: int, name: str) -> Path:
        picture = np.full((200, 200, 3), 252, np.uint8)
        picture[60:150, left : left + 70] = colour[::-1]
        path = tmp_path / "shop" / name
        path.parent.mkdir(exist_ok=True)
        cv2.imwrite(str(path), picture)
        return path

    for place, colour in enumerate([(200, 30, 30), (30, 160, 60), (40, 60, 190), (220, 190, 40)]):
        mug(colour, 40 + 20 * place, f"mug-{place}.png")
    do_import(tmp_path / "shop")
    asked = mug((40, 60, 190), 40, "asked.png")
    result = match(workspace, photo(asked), ALL, 4)
    weights = {part.name: part.studio_weight for part in workspace.pack().parts}
    assert result.weights == weights
    assert result.hits[0].product.sku == "mug-2"
    for hit in result.hits:
        assert hit.parts["colour"] <= weights["colour"] + 1e-6
    assert result.hits[0].parts["colour"] == pytest.approx(weights["colour"], abs=0.02)
