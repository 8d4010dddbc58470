"""Imports from beginning to end, with the real model."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.services.catalog import delete_products
from visrec_desktop.services.importing import ImportReport, ImportRequest, ProductsChanged, run_import
from visrec_desktop.services.workspace import Workspace


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.skipped, len(report.failed)


def failures(report: ImportReport) -> dict[str, ErrorCode]:
    return {Path(failure.path).name: failure.code for failure in report.failed}


def test_a_folder_of_pictures_becomes_products_with_vectors(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    report = do_import(shop)
    assert counts(report) == (8, 0, 0, 0, 0)
    product = workspace.reader().product_by_sku("item-3", workspace.space)
    assert product is not None
    assert product.name == "item-3"
    coverage = workspace.reader().coverage(workspace.space)
    assert (coverage.products, coverage.analysed, coverage.waiting) == (8, 8, 0)
    assert len(workspace.index()) == 8


def test_importing_again_changes_nothing_and_keeps_edits(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    before = workspace.writer().product_by_sku("item-1", workspace.space)
    assert before is not None
    from dataclasses import replace

    with workspace.writer().transaction():
        workspace.writer().overwrite(replace(before, name="Blue bowl", price=Decimal("12.00")))
    assert counts(do_import(shop)) == (0, 0, 8, 0, 0)
    after = workspace.writer().product_by_sku("item-1", workspace.space)
    assert after is not None
    assert (after.name, after.price) == ("Blue bowl", Decimal("12.00"))


def test_a_changed_picture_gets_a_new_vector(workspace: Workspace, do_import: Import, shop: Path) -> None:
    do_import(shop)
    product = workspace.writer().product_by_sku("item-2", workspace.space)
    assert product is not None
    assert product.picture_id is not None
    old = workspace.index().get(np.array([product.picture_id]))[0].copy()
    draw_picture(shop / "item-2.png", seed=99)
    os.utime(shop / "item-2.png", ns=(1, 1))
    assert counts(do_import(shop)) == (0, 1, 7, 0, 0)
    product = workspace.writer().product_by_sku("item-2", workspace.space)
    assert product is not None
    assert product.picture_id is not None
    assert not np.allclose(workspace.index().get(np.array([product.picture_id]))[0], old, atol=1e-3)
    assert len(workspace.index()) == 8


def test_bad_files_are_listed_once_and_the_rest_goes_on(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    (shop / "letter.jpg").write_text("Dear shop, this is a letter and no picture at all.\n" * 20)
    (shop / "empty.png").touch()
    whole = draw_picture(shop / "cut.jpg", 50, side=400).read_bytes()
    (shop / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    (shop / "gone.jpg").symlink_to(shop / "nowhere.jpg")
    (shop / "notes.txt").write_text("not a picture, and its name does not say so either")
    (shop / ".hidden.png").write_bytes(whole)
    report = do_import(shop, shop / "missing.png")
    assert counts(report) == (8, 0, 0, 2, 5)
    assert failures(report) == {
        "letter.jpg": ErrorCode.NOT_A_PICTURE,
        "empty.png": ErrorCode.EMPTY_FILE,
        "cut.jpg": ErrorCode.TRUNCATED_PICTURE,
        "gone.jpg": ErrorCode.DANGLING_LINK,
        "missing.png": ErrorCode.NOT_FOUND,
    }


def test_a_file_given_twice_counts_once(do_import: Import, shop: Path) -> None:
    assert counts(do_import(shop, shop / "item-1.png", shop)) == (8, 0, 0, 0, 0)


def test_two_pictures_with_one_sku(do_import: Import, shop: Path) -> None:
    draw_picture(shop / "more" / "item-4.jpg", 44)
    report = do_import(shop)
    assert counts(report) == (8, 0, 0, 0, 1)
    assert failures(report) == {"item-4.jpg": ErrorCode.DUPLICATE_SKU}
    assert "item-4.png" in report.failed[0].detail


def test_a_named_file_that_is_no_picture_fails_instead_of_being_skipped(
    do_import: Import, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("text")
    report = do_import(tmp_path / "notes.txt")
    assert failures(report) == {"notes.txt": ErrorCode.NOT_A_PICTURE}


def write_sheet(shop: Path, *rows: str) -> Path:
    sheet = shop / "products.csv"
    sheet.write_text("sku;name;price;stock;image\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return sheet


def test_a_sheet_names_products_and_finds_their_pictures(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    sheet = write_sheet(
        shop,
        "A1;Bowl;12,50;3;item-0.png",
        "A2;Jug;;;item-1.png",
        ";;;;",
        "A3;Pot;nothing;1;item-2.png",
        "A1;Bowl again;1;1;item-3.png",
        "A4;Cup;1;1;lost.png",
        "A5;Plate;1;1;",
        ";no sku;1;1;item-4.png",
    )
    report = do_import(sheet=sheet)
    assert counts(report) == (3, 0, 0, 1, 4)
    assert {failure.code for failure in report.failed} == {
        ErrorCode.BAD_VALUE,
        ErrorCode.DUPLICATE_SKU,
        ErrorCode.NOT_FOUND,
        ErrorCode.MISSING_SKU,
    }
    bowl = workspace.writer().product_by_sku("A1", workspace.space)
    assert bowl is not None
    assert (bowl.name, bowl.price, bowl.stock) == ("Bowl", Decimal("12.50"), 3)
    assert workspace.writer().coverage(workspace.space).analysed == 3  # A3 lacks its price alone


def test_the_picture_of_a_refused_row_is_no_product_by_itself(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    sheet = write_sheet(
        shop,
        "A1;Bowl;12,50;3;item-0.png",
        "A2;Jug;€ 1.299;1;item-1.png",
        ";Cup;1;1;item-2.png",
        "item-3;Pot;cheap;1;",
    )
    report = do_import(shop, sheet=sheet)
    assert len(report.failed) == 2  # 1.299 is told by the comma of the first price
    reader = workspace.reader()
    stored = reader.products(reader.product_ids(Filters(), Sort.NAME), workspace.space)
    skus = {product.sku for product in stored}
    assert "A1" in skus
    assert skus.isdisjoint({"item-0", "item-1", "item-2"})
    assert "item-3" in skus  # the row without its price
    assert "item-4" in skus


@pytest.mark.parametrize("cell", ["https://shop.example/a.jpg", "item-0.png|HTTP://shop.example/b.jpg"])
def test_an_address_in_the_picture_column_is_told_as_such(do_import: Import, shop: Path, cell: str) -> None:
    report = do_import(sheet=write_sheet(shop, f"A1;Bowl;1;1;{cell}", "A2;Jug;1;1;item-1.png"))
    assert counts(report) == (1, 0, 0, 0, 1)
    assert (report.failed[0].code, report.failed[0].subject) == (ErrorCode.REMOTE_PICTURE, cell)


def test_one_file_named_in_two_ways_counts_once(do_import: Import, shop: Path) -> None:
    again = shop / ".." / shop.name / "item-0.png"
    assert counts(do_import(shop / "item-0.png", again)) == (1, 0, 0, 0, 0)
    assert counts(do_import(again)) == (0, 0, 1, 0, 0)


def test_two_dots_behind_a_link_lead_where_the_system_says(do_import: Import, tmp_path: Path) -> None:
    draw_picture(tmp_path / "far" / "x.png", 1)
    draw_picture(tmp_path / "near" / "x.png", 2)
    (tmp_path / "far" / "inner").mkdir()
    (tmp_path / "near" / "link").symlink_to(tmp_path / "far" / "inner")
    report = do_import(tmp_path / "near" / "link" / ".." / "x.png", tmp_path / "near" / "x.png")
    assert failures(report) == {"x.png": ErrorCode.DUPLICATE_SKU}


def test_spellings_of_one_sku_are_one_sku(do_import: Import, shop: Path) -> None:
    report = do_import(
        sheet=write_sheet(
            shop, "Bl\u00fcte;A;1;1;item-0.png", "Blu\u0308te;B;1;1;item-1.png", " Bl\u00fcte ;C;1;1;"
        )
    )
    assert counts(report) == (1, 0, 0, 0, 2)
    assert {failure.code for failure in report.failed} == {ErrorCode.DUPLICATE_SKU}


def test_a_row_with_a_number_beyond_reason_fails_alone(do_import: Import, shop: Path) -> None:
    report = do_import(
        sheet=write_sheet(
            shop,
            "A1;Bowl;99999999999999999;1;item-0.png",
            "A2;Jug;1;99999999999999999999999;item-1.png",
            "A3;Pot;1;1;item-2.png",
        )
    )
    assert counts(report) == (1, 0, 0, 0, 2)
    assert {failure.code for failure in report.failed} == {ErrorCode.BAD_VALUE}


def test_a_sheet_of_stock_alone_changes_nothing_else(
    workspace: Workspace, do_import: Import, tmp_path: Path
) -> None:
    whole, stock = tmp_path / "whole.csv", tmp_path / "stock.csv"
    whole.write_text("sku,name,price,Season,Fit\nA1,Blue shirt,12,Winter,slim\n")
    stock.write_text("sku,stock,Season\nA1,4,Spring\n")
    do_import(sheet=whole)
    assert counts(do_import(sheet=stock)) == (0, 1, 0, 0, 0)
    product = workspace.writer().product_by_sku("A1", workspace.space)
    assert product is not None
    assert (product.name, product.price, product.stock) == ("Blue shirt", Decimal(12), 4)
    assert dict(product.attributes) == {"Season": "Spring", "Fit": "slim"}
    assert counts(do_import(sheet=stock)) == (0, 0, 1, 0, 0)


def test_a_picture_named_with_blanks_alone_fails_alone(do_import: Import, shop: Path) -> None:
    draw_picture(shop / "x.jpg", 30).rename(shop / " .jpg")
    report = do_import(shop)
    assert counts(report) == (8, 0, 0, 0, 1)
    assert report.failed[0].code is ErrorCode.MISSING_SKU
    assert report.failed[0].path == str(shop / " .jpg")


def test_a_sheet_that_is_a_pipe_is_refused_at_once(do_import: Import, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sheet.csv")
    with pytest.raises(KnownError) as caught:
        do_import(sheet=tmp_path / "sheet.csv")
    assert caught.value.code is ErrorCode.SHEET_UNREADABLE


def test_pictures_beside_a_sheet_are_found_by_sku_and_the_rest_are_products_too(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    sheet = shop / "products.csv"
    sheet.write_text("sku,name\nitem-0,Bowl\nitem-1,Jug\n")
    report = do_import(shop, sheet=sheet)
    assert counts(report) == (8, 0, 0, 0, 0)
    names = {
        product.name
        for product in workspace.reader().products(
            workspace.reader().product_ids(Filters(), Sort.NAME), workspace.space
        )
    }
    assert {"Bowl", "Jug", "item-2"} <= names


def test_a_dropped_folder_takes_the_sheet_that_lies_in_it(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    write_sheet(shop, "A1;Bowl;12,50;3;item-0.png")
    (shop / "notes.csv").write_text("when,what\nmonday,rain\n")
    report = do_import(shop, adopt_sheet=True)
    assert counts(report) == (8, 0, 0, 1, 0)
    assert workspace.reader().product_by_sku("A1", workspace.space) is not None


def test_the_same_sheet_again_changes_only_what_changed(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(sheet=write_sheet(shop, "A1;Bowl;12;3;item-0.png", "A2;Jug;9;1;item-1.png"))
    report = do_import(sheet=write_sheet(shop, "A1;Bowl;12;2;item-0.png", "A2;Jug;9;1;item-1.png"))
    assert counts(report) == (0, 1, 1, 0, 0)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ErrorCode.EMPTY_FILE),
        (b"when,what\nmonday,rain\n", ErrorCode.SHEET_UNREADABLE),
        (b"PK\x03\x04\x00\x00binary", ErrorCode.SHEET_UNREADABLE),
    ],
)
def test_a_sheet_that_cannot_be_used_is_one_error(
    do_import: Import, tmp_path: Path, content: bytes, code: ErrorCode
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes(content)
    with pytest.raises(KnownError) as caught:
        do_import(sheet=sheet)
    assert caught.value.code is code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheet_programs(
    workspace: Workspace, do_import: Import, tmp_path: Path, encoding: str
) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_bytes("sku\tname\nA1\tBlüte für die Tür\n".encode(encoding))
    assert counts(do_import(sheet=sheet)) == (1, 0, 0, 0, 0)
    product = workspace.reader().product_by_sku("A1", workspace.space)
    assert product is not None
    assert product.name == "Blüte für die Tür"


def test_a_dry_run_tells_the_same_and_stores_nothing(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop / "item-0.png", shop / "item-1.png")
    draw_picture(shop / "item-1.png", seed=77)
    os.utime(shop / "item-1.png", ns=(1, 1))
    (shop / "empty.png").touch()
    told = do_import(shop, dry_run=True)
    assert counts(told) == (6, 1, 1, 0, 1)
    assert workspace.reader().count() == 2
    assert len(workspace.index()) == 2
    assert counts(do_import(shop)) == counts(told)


def test_products_can_be_seen_before_their_features_are_there(workspace: Workspace, shop: Path) -> None:
    steps = run_import(workspace, ImportRequest((shop,)), CancelToken())
    for event in steps:
        if isinstance(event, ProductsChanged):
            break
    coverage = workspace.reader().coverage(workspace.space)
    assert coverage.products == 8
    assert coverage.analysed == 0
    stages = {event.stage for event in steps if isinstance(event, Progress)}
    assert "analysing" in stages
    assert workspace.reader().coverage(workspace.space).analysed == 8


def test_a_cancelled_import_keeps_what_is_done_and_goes_on_later(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    token = CancelToken()
    steps = run_import(workspace, ImportRequest((shop,)), token)
    report = None
    while report is None:
        try:
            if isinstance(next(steps), ProductsChanged):
                token.cancel()
        except StopIteration as end:
            report = end.value
    assert report.cancelled
    assert workspace.reader().count() == 8
    assert counts(do_import(shop)) == (0, 0, 8, 0, 0)
    assert workspace.reader().coverage(workspace.space).waiting == 0


def test_no_permission_is_one_entry(do_import: Import, shop: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may read everything")
    (shop / "item-0.png").chmod(0)
    assert failures(do_import(shop)) == {"item-0.png": ErrorCode.NO_PERMISSION}


def test_a_deleted_product_that_is_imported_again_can_be_found_again(
    workspace: Workspace, do_import: Import, shop: Path
) -> None:
    do_import(shop)
    product = workspace.writer().product_by_sku("item-5", workspace.space)
    assert product is not None
    delete_products(workspace, [product.id])
    assert len(workspace.index()) == 7
    assert counts(do_import(shop)) == (1, 0, 7, 0, 0)
    assert len(workspace.index()) == 8
    assert workspace.writer().vector_count(workspace.space) == 8
