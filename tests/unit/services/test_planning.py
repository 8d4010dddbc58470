"""What an import would do, told before it does it; and what it did, taken back."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Filters, Product, Sort
from visrec_desktop.services.importing import (
    ImportPlan,
    ImportReport,
    ImportRequest,
    PlanCache,
    ProductsChanged,
    SheetChoice,
    Verdict,
    apply_plan,
    discard_plan,
    leave_import,
    past_imports,
    plan_import,
    redo_import,
    rehearse,
    resume_import,
    run_import,
    undo_import,
)
from visrec_desktop.services.importing.marks import Marks
from visrec_desktop.services.importing.values import Link
from visrec_desktop.services.workspace import Workspace

Plan = Callable[..., ImportPlan]


@pytest.fixture
def plan(workspace: Workspace) -> Plan:
    """Plan an import."""

    def run(*paths: Path, cache: PlanCache | None = None, **request: object) -> ImportPlan:
        wanted = ImportRequest(paths, **request)
        *_, last = plan_import(workspace, wanted, CancelToken(), cache)
        assert isinstance(last, ImportPlan)
        assert last.is_final
        return last

    return run


def carried_out(workspace: Workspace, made: ImportPlan) -> ImportReport:
    return ended(apply_plan(workspace, made, CancelToken()))


def ended(steps: object) -> ImportReport:
    while True:
        try:
            next(steps)  # type: ignore[call-overload]
        except StopIteration as end:
            report: ImportReport = end.value
            return report


def stored(workspace: Workspace, sku: str) -> Product:
    found = workspace.writer().product_by_sku(sku, workspace.space)
    assert found is not None, sku
    return found


def skus(workspace: Workspace) -> list[str]:
    reader = workspace.reader()
    return [product.sku for product in reader.products(reader.product_ids(Filters(), Sort.SKU), "")]


def pictures(workspace: Workspace, sku: str) -> list[str]:
    return [Path(shown.path).name for shown in workspace.writer().pictures(stored(workspace, sku).id)]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


class TestPlan:
    def test_it_tells_new_changed_and_unchanged(
        self, workspace: Workspace, do_import: Import, plan: Plan, shop: Path
    ) -> None:
        sheet = write(shop / "s.csv", "sku,name,price,image\nA,Bowl,12,item-0.png\nB,Jug,9,item-1.png\n")
        do_import(sheet=sheet)
        write(sheet, "sku,name,price,image\nA,Bowl,12,item-0.png\nB,Jug,8,item-2.png\nC,Pot,1,item-3.png\n")
        made = plan(sheet=sheet)
        told = {item.draft.sku: (item.verdict, item.changes) for item in made.items}
        assert told == {
            "A": (Verdict.UNCHANGED, ()),
            "B": (Verdict.CHANGED, ("price", "pictures")),
            "C": (Verdict.NEW, ()),
        }
        assert skus(workspace) == ["A", "B"]  # planning changes nothing
        report = carried_out(workspace, made)
        assert (report.added, report.updated, report.unchanged) == (1, 1, 1)
        assert pictures(workspace, "B") == ["item-2.png"]

    def test_what_was_found_is_told(self, plan: Plan, shop: Path) -> None:
        write(shop / "s.csv", "sku,name,price,Fit,Empty\nA,Bowl,12,slim,\nB,Jug,9,wide,\n")
        write(shop / "notes.csv", "when,what\nmonday,rain\n")
        (shop / "readme.md").touch()
        made = plan(shop, adopt_sheet=True)
        assert (made.pictures, made.archives, made.skipped) == (8, 0, 2)
        used = {table.choice.path.name: table.used for table in made.tables}
        assert used == {"s.csv": True, "notes.csv": False}
        (table,) = [table for table in made.tables if table.used]
        assert {column.heading: column.field for column in table.columns} == {
            "sku": "sku",
            "name": "name",
            "price": "price",
            "Fit": "attribute",
            "Empty": "ignored",
        }
        assert table.columns[0].samples == ("A", "B")
        assert len(made.loose) == 8

    def test_every_input_is_in_one_place(self, plan: Plan, shop: Path) -> None:
        write(shop / "s.csv", "sku,name,price\nA,Bowl,12\n,Jug,9\nA,again,1\nB,x,cheap\n,,\n")
        made = plan(shop, adopt_sheet=True)
        rows = sum(item.from_sheet for item in made.items)
        assert (rows, len(made.failures), made.skipped) == (2, 2, 1)
        assert [item.draft.sku for item in made.doubtful] == ["B"]  # without its price

    def test_columns_are_as_the_user_says(self, workspace: Workspace, plan: Plan, tmp_path: Path) -> None:
        sheet = write(tmp_path / "s.csv", "sku,label,one,two\nA,Bowl,1.234,7\n")
        choice = SheetChoice(sheet, mapping={"name": "label", "price": "one", "stock": "two"}, decimal=",")
        made = plan(sheet=sheet, choices=(choice,))
        (item,) = made.items
        assert (item.draft.name, item.draft.price, item.draft.stock) == ("Bowl", Decimal(1234), 7)
        other = SheetChoice(sheet, mapping={"price": "one"}, decimal=".")
        (item,) = plan(sheet=sheet, choices=(other,)).items
        assert item.draft.price == Decimal("1.23")

    def test_columns_can_be_kept_and_left_out(self, plan: Plan, tmp_path: Path) -> None:
        lines = "".join(f"S{number},Bowl,oak,DE\n" for number in range(25))
        sheet = write(tmp_path / "s.csv", f"sku,name,wood,made in\n{lines}")
        fields = {column.heading: column.field for column in plan(sheet=sheet).tables[0].columns}
        assert (fields["wood"], fields["made in"]) == ("ignored", "ignored")  # one value throughout
        choice = SheetChoice(
            sheet, mapping={"name": ""}, kept=frozenset({"wood", "sku"}), left=frozenset({"name"})
        )
        made = plan(sheet=sheet, choices=(choice,))
        fields = {column.heading: column.field for column in made.tables[0].columns}
        assert fields == {"sku": "sku", "name": "ignored", "wood": "attribute", "made in": "ignored"}
        assert dict(made.items[0].draft.attributes or {}) == {"wood": "oak"}
        assert made.items[0].draft.name is None

    def test_what_was_said_of_the_columns_counts_tomorrow_too(
        self, workspace: Workspace, plan: Plan, tmp_path: Path
    ) -> None:
        (tmp_path / "in").mkdir()
        sheet = write(tmp_path / "in" / "monday.csv", "sku,name,one,two\nA,Bowl,1.234,7\n")
        choice = SheetChoice(sheet, mapping={"price": "two"}, left=frozenset({"one"}))
        carried_out(workspace, plan(sheet, adopt_sheet=True, choices=(choice,)))
        sheet.rename(tmp_path / "in" / "tuesday.csv")
        made = plan(tmp_path / "in", adopt_sheet=True)
        assert [(item.draft.price, item.verdict) for item in made.items] == [(Decimal(7), Verdict.UNCHANGED)]
        (item,) = plan(sheet=tmp_path / "in" / "tuesday.csv").items  # the command line is told each time
        assert item.draft.price is None

    def test_a_mapping_that_does_not_fit_is_told(self, plan: Plan, tmp_path: Path) -> None:
        sheet = write(tmp_path / "s.csv", "sku\nA\n")
        with pytest.raises(KnownError) as caught:
            plan(sheet=sheet, mapping={"name": "label"})
        assert caught.value.code is ErrorCode.UNKNOWN_COLUMN

    def test_files_are_read_once_for_many_plans(
        self, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sheet = write(tmp_path / "s.csv", "sku,name\nA,x\n")
        cache = PlanCache()
        plan(sheet=sheet, cache=cache)
        monkeypatch.setattr("visrec_desktop.services.importing.tables.read_tables", lambda path: ())
        assert len(plan(sheet=sheet, cache=cache).items) == 1

    def test_rows_and_pictures_can_be_left_out(self, workspace: Workspace, plan: Plan, shop: Path) -> None:
        first = plan(shop)
        unwanted = first.items[2].origin
        made = plan(shop, left_out=frozenset({unwanted}))
        assert [item.origin for item in made.left_out] == [unwanted]
        report = carried_out(workspace, made)
        assert (report.added, report.skipped) == (7, 1)
        assert first.items[2].draft.sku not in skus(workspace)

    def test_doubtful_values_are_pointed_out(self, plan: Plan, tmp_path: Path) -> None:
        sheet = write(tmp_path / "s.csv", "sku,name,size\n4.00638E+12,Bowl,2-Jan\nB,Jug,M\n")
        made = plan(sheet=sheet)
        assert [item.draft.sku for item in made.doubtful] == ["4006380000000"]


class TestTables:
    def test_a_later_table_adds_what_is_new(
        self, workspace: Workspace, do_import: Import, tmp_path: Path
    ) -> None:
        from openpyxl import Workbook

        book = Workbook()
        book.active.title = "Products"
        for row in (["sku", "name", "price"], ["A", "Bowl", 12], ["B", "Jug", 9]):
            book.active.append(row)
        for row in (["sku", "price", "stock"], ["A", 99, 4], ["B", 98, 5]):
            book["Products"].parent.create_sheet("Stock") if "Stock" not in book.sheetnames else None
            book["Stock"].append(row)
        old = book.create_sheet("Last year")
        for row in (["sku", "name", "price"], ["A", "Old bowl", 5], ["B", "Old jug", 4]):
            old.append(row)
        book.save(tmp_path / "all.xlsx")
        do_import(sheet=tmp_path / "all.xlsx")
        bowl = stored(workspace, "A")
        assert (bowl.name, bowl.price, bowl.stock) == ("Bowl", Decimal(12), 4)

    def test_what_two_tables_say_of_one_product_is_new_once(self, plan: Plan, tmp_path: Path) -> None:
        first = write(tmp_path / "a.csv", "sku,name,price\nA,Bowl,12\nB,Jug,9\n")
        second = write(tmp_path / "b.csv", "sku,stock\nA,4\nC,5\n")
        told = [(item.draft.sku, item.verdict, item.changes) for item in plan(first, second).items]
        assert told == [
            ("A", Verdict.NEW, ()),
            ("B", Verdict.NEW, ()),
            ("A", Verdict.CHANGED, ("stock",)),
            ("C", Verdict.NEW, ()),
        ]

    def test_a_table_can_be_left_out(self, plan: Plan, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        one = write(folder / "a.csv", "sku,name\nA,x\n")
        other = write(folder / "b.csv", "sku,name\nB,y\n")
        assert len(plan(folder, adopt_sheet=True).items) == 2
        made = plan(folder, adopt_sheet=True, choices=(SheetChoice(other, used=False),))
        assert [item.draft.sku for item in made.items] == ["A"]
        assert made.skipped == 1
        assert plan(one, other).skipped == 0  # sheets that are named count without being asked for

    def test_products_that_the_sheet_no_longer_names(
        self, workspace: Workspace, do_import: Import, plan: Plan, tmp_path: Path
    ) -> None:
        do_import(sheet=write(tmp_path / "old.csv", "sku,name\nA,x\nB,y\nC,z\n"))
        do_import(sheet=write(tmp_path / "other.csv", "sku,stock\nB,1\nC,1\n"))
        newer = write(tmp_path / "new.csv", "name,sku\nx,A\ny,B\n")
        made = plan(sheet=newer)
        assert [product.sku for product in made.missing] == ["C"]
        report = carried_out(workspace, made)
        assert skus(workspace) == ["A", "B", "C"]  # never by itself
        assert report.archived == 0
        made = plan(sheet=newer, archive=tuple(product.id for product in made.missing))
        report = carried_out(workspace, made)
        assert (report.archived, skus(workspace)) == (1, ["A", "B"])
        assert report.import_id is not None
        undo_import(workspace, report.import_id)
        assert skus(workspace) == ["A", "B", "C"]

    def test_another_delivery_has_no_missing_products(
        self, do_import: Import, plan: Plan, tmp_path: Path
    ) -> None:
        do_import(sheet=write(tmp_path / "old.csv", "sku,name\nA,x\nB,y\nC,z\n"))
        assert plan(sheet=write(tmp_path / "new.csv", "sku,name\nC,z\nD,w\n")).missing == ()


class TestPictures:
    def test_several_pictures_of_a_row(self, workspace: Workspace, do_import: Import, tmp_path: Path) -> None:
        for place, name in enumerate(("A-1_back.png", "A-1.png", "A-1_2.png", "B.png", "A-12.png")):
            draw_picture(tmp_path / name, place)
        sheet = write(tmp_path / "s.csv", "sku,name\nA-1,x\nB,y\n")
        report = do_import(tmp_path, sheet=sheet)
        assert pictures(workspace, "A-1")[0] == "A-1.png"
        assert set(pictures(workspace, "A-1")) == {"A-1_back.png", "A-1.png", "A-1_2.png"}
        assert skus(workspace) == ["A-1", "A-12", "B"]
        assert (report.added, len(report.failed)) == (3, 0)

    def test_a_name_in_the_sheet_finds_the_file_in_the_right_folder(
        self, workspace: Workspace, do_import: Import, tmp_path: Path
    ) -> None:
        for folder, seed in (("red", 1), ("blue", 2)):
            draw_picture(tmp_path / "pics" / folder / "1.png", seed)
        (tmp_path / "sheets").mkdir()
        sheet = write(tmp_path / "sheets" / "s.csv", "sku,image\nA,blue\\1.png\n")
        do_import(tmp_path / "pics", sheet=sheet)
        (shown,) = workspace.writer().pictures(stored(workspace, "A").id)
        assert Path(shown.path).parent.name == "blue"

    def test_a_picture_without_a_row_is_given_by_hand(
        self, workspace: Workspace, plan: Plan, do_import: Import, shop: Path
    ) -> None:
        do_import(shop / "item-7.png")
        sheet = write(shop / "s.csv", "sku,name\nA,x\n")
        loose = [str(shop / f"item-{number}.png") for number in range(4)]
        made = plan(
            *map(Path, loose), sheet=sheet, assigned={loose[0]: "A", loose[1]: "item-7", loose[2]: ""}
        )
        assert {link for item in made.items for link in item.links} == {Link.HAND, Link.OWN}
        report = carried_out(workspace, made)
        assert pictures(workspace, "A") == ["item-0.png"]
        assert pictures(workspace, "item-7") == ["item-7.png", "item-1.png"]
        assert skus(workspace) == ["A", "item-3", "item-7"]
        assert (report.added, report.updated, report.skipped) == (2, 1, 1)

    def test_pictures_of_one_product_are_grouped_on_request(
        self, workspace: Workspace, plan: Plan, tmp_path: Path
    ) -> None:
        for place, name in enumerate(("X.png", "X_back.png", "Y.png")):
            draw_picture(tmp_path / "in" / name, place)
        apart = plan(tmp_path / "in")
        assert (len(apart.items), apart.can_group) == (3, True)
        carried_out(workspace, plan(tmp_path / "in", group=True))
        assert skus(workspace) == ["X", "Y"]
        assert pictures(workspace, "X") == ["X.png", "X_back.png"]

    def test_a_barcode_in_the_picture_finds_its_row(
        self, workspace: Workspace, do_import: Import, tmp_path: Path
    ) -> None:
        import cv2
        import numpy as np
        import zxingcpp

        code = zxingcpp.create_barcode("4006381333931", zxingcpp.BarcodeFormat.EAN13)
        canvas = np.full((400, 500), 255, np.uint8)
        drawn = np.asarray(zxingcpp.write_barcode_to_image(code, scale=3))
        canvas[100 : 100 + drawn.shape[0], 80 : 80 + drawn.shape[1]] = drawn
        (tmp_path / "in").mkdir()
        cv2.imwrite(str(tmp_path / "in" / "DSC_0001.png"), canvas)
        sheet = write(tmp_path / "s.csv", "sku,name,EAN\nA,Pen,4006381333931\n")
        events = list(plan_import(workspace, ImportRequest((tmp_path / "in",), sheet), CancelToken()))
        assert [event.is_final for event in events if isinstance(event, ImportPlan)] == [False, True]
        do_import(tmp_path / "in", sheet=sheet)
        assert skus(workspace) == ["A"]
        assert pictures(workspace, "A") == ["DSC_0001.png"]

    def test_a_row_keeps_its_facts_when_its_picture_is_bad(
        self, workspace: Workspace, do_import: Import, shop: Path
    ) -> None:
        sheet = write(shop / "s.csv", "sku,name,image\nA,Bowl,gone.png\nB,Jug,item-1.png\n")
        report = do_import(sheet=sheet)
        assert (report.added, [failure.code for failure in report.failed]) == (1, [ErrorCode.NOT_FOUND])
        assert stored(workspace, "A").name == "Bowl"
        draw_picture(shop / "gone.png", 5)
        assert do_import(sheet=sheet).updated == 1
        assert pictures(workspace, "A") == ["gone.png"]

    def test_the_good_pictures_of_a_row_are_kept(
        self, workspace: Workspace, do_import: Import, plan: Plan, shop: Path
    ) -> None:
        sheet = write(shop / "s.csv", "sku,name,image\nA,Bowl,item-0.png; gone.png; item-1.png\n")
        (item,) = plan(sheet=sheet).items
        assert (item.absent, item.is_doubtful) == ((shop / "gone.png",), True)
        report = do_import(sheet=sheet)
        assert (report.added, len(report.failed), report.in_part) == (0, 1, 1)
        assert pictures(workspace, "A") == ["item-0.png", "item-1.png"]
        assert report.import_id is not None
        undo_import(workspace, report.import_id)
        assert skus(workspace) == []

    def test_a_picture_that_cannot_be_read_now_is_not_lost(
        self, workspace: Workspace, do_import: Import, plan: Plan, shop: Path
    ) -> None:
        sheet = write(shop / "s.csv", "sku,name,image\nA,Bowl,item-0.png; item-1.png\n")
        do_import(sheet=sheet)
        (shop / "item-1.png").rename(shop / "away")  # as when a stick is pulled
        report = do_import(sheet=sheet)
        assert (report.updated, report.unchanged, len(report.failed)) == (0, 0, 1)
        assert pictures(workspace, "A") == ["item-0.png", "item-1.png"]

    def test_one_bad_picture_of_several_is_counted_once(
        self, plan: Plan, workspace: Workspace, tmp_path: Path
    ) -> None:
        for place, name in enumerate(("X.png", "X_back.png")):
            draw_picture(tmp_path / "in" / name, place)
        (tmp_path / "in" / "X_side.png").write_bytes(b"nothing")
        for _ in range(2):
            report = carried_out(workspace, plan(tmp_path / "in", group=True))
            assert (report.added, report.updated, report.unchanged, len(report.failed)) == (0, 0, 0, 1)
        assert pictures(workspace, "X") == ["X.png", "X_back.png"]

    def test_a_cell_that_cannot_be_read_costs_its_field_alone(
        self, workspace: Workspace, do_import: Import, tmp_path: Path
    ) -> None:
        sheet = write(tmp_path / "s.csv", "sku,name,price,stock\nA,Bowl,cheap,3\nB,Jug,9,sold out\nC,x,-,y\n")
        report = do_import(sheet=sheet)
        assert (report.added, len(report.failed), report.in_part) == (0, 3, 3)
        bowl, jug = stored(workspace, "A"), stored(workspace, "B")
        assert (bowl.price, bowl.stock, jug.price, jug.stock) == (None, 3, Decimal(9), None)
        assert do_import(sheet=write(sheet, "sku,name,price,stock\nA,Bowl,12,3\n")).updated == 1

    def test_a_row_that_cannot_be_read_whole_is_not_missing(
        self, do_import: Import, plan: Plan, tmp_path: Path
    ) -> None:
        do_import(sheet=write(tmp_path / "old.csv", "sku,name,price\nA,x,1\nB,y,2\nC,z,3\n"))
        newer = write(tmp_path / "new.csv", "sku,name,price\nA,x,1\nB,y,on request\n")
        assert [product.sku for product in plan(sheet=newer).missing] == ["C"]

    def test_an_archived_product_is_not_brought_back_by_its_picture(
        self, workspace: Workspace, do_import: Import, plan: Plan, shop: Path
    ) -> None:
        do_import(shop, sheet=write(shop / "s.csv", "sku,name\nitem-0,x\nitem-1,y\nitem-2,z\n"))
        newer = write(shop / "s.csv", "sku,name\nitem-0,x\nitem-1,y\n")
        made = plan(shop, sheet=newer)
        assert [product.sku for product in made.missing] == ["item-2"]
        made = replace(made, request=replace(made.request, archive=tuple(p.id for p in made.missing)))
        report = carried_out(workspace, made)
        assert (report.archived, report.skipped) == (1, 1)
        assert "item-2" not in skus(workspace)

    def test_hidden_folders_are_left_alone(self, do_import: Import, shop: Path) -> None:
        draw_picture(shop / ".thumbnails" / "1.png", 40)
        report = do_import(shop)
        assert (report.added, report.skipped) == (8, 1)

    def test_pictures_can_be_copied_into_the_data_folder(
        self, workspace: Workspace, do_import: Import, plan: Plan, shop: Path
    ) -> None:
        report = do_import(shop, copy=True)
        (shown,) = workspace.writer().pictures(stored(workspace, "item-1").id)
        copy = Path(shown.path)
        assert workspace.paths.pictures in copy.parents
        assert copy.read_bytes() == (shop / "item-1.png").read_bytes()
        again = plan(shop, copy=True)
        assert {item.verdict for item in again.items} == {Verdict.UNCHANGED}
        assert carried_out(workspace, again).unchanged == report.added


class TestOddCalls:
    def test_a_folder_whose_name_is_no_text(
        self, workspace: Workspace, do_import: Import, shop: Path
    ) -> None:
        odd = shop.with_name(os.fsdecode(b"f\xfc"))
        shop.rename(odd)
        assert do_import(odd).added == 8
        assert past_imports(workspace)[0].state == "done"

    def test_a_sheet_named_after_its_folder_counts(
        self, workspace: Workspace, do_import: Import, shop: Path
    ) -> None:
        sheet = write(shop / "s.csv", "sku,name\nitem-0,Bowl\n")
        do_import(shop, sheet)
        assert stored(workspace, "item-0").name == "Bowl"

    def test_an_old_catalog_is_rehearsed_on_a_copy(self, tmp_path: Path, shop: Path) -> None:
        paths = DataPaths(tmp_path / "old")
        paths.root.mkdir()
        old = Path(__file__).parents[1] / "data" / "fixtures" / "catalog-v1.db"
        shutil.copy(old, paths.catalog)
        with rehearse(paths) as copied, Workspace.open(copied, demo=False, writable=True) as workspace:
            steps = run_import(workspace, ImportRequest((shop,), dry_run=True), CancelToken())
            assert ended(steps).added == 8
        assert paths.catalog.read_bytes() == old.read_bytes()

    def test_three_worksheets_contradict_nothing(
        self, workspace: Workspace, do_import: Import, tmp_path: Path
    ) -> None:
        for name, rows in (
            ("a", "sku,name\nA,x"),
            ("b", "sku,colour\nA,red"),
            ("c", "sku,colour,size\nA,green,M"),
        ):
            write(tmp_path / f"{name}.csv", f"{rows}\n")
        files = [tmp_path / f"{name}.csv" for name in "abc"]
        do_import(*files)
        assert (stored(workspace, "A").colour, stored(workspace, "A").size) == ("red", "M")
        report = do_import(*files)
        assert (report.updated, report.unchanged) == (0, 3)


class TestLinks:
    def test_links_out_of_the_folder_are_not_followed(
        self, do_import: Import, shop: Path, tmp_path: Path
    ) -> None:
        draw_picture(tmp_path / "far" / "secret.png", 20)
        (shop / "out.png").symlink_to(tmp_path / "far" / "secret.png")
        (shop / "folder").symlink_to(tmp_path / "far")
        (shop / "within.png").symlink_to(shop / "item-0.png")
        report = do_import(shop)
        assert report.added == 9
        assert {Path(failure.path).name: failure.code for failure in report.failed} == {
            "out.png": ErrorCode.LINK_OUTSIDE,
            "secret.png": ErrorCode.LINK_OUTSIDE,
        }
        assert do_import(shop / "out.png").added == 1  # what is named itself is meant


class TestArchives:
    def test_a_zip_of_all(self, workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path) -> None:
        write(shop / "s.csv", "sku,name,image\nA,Bowl,item-0.png\n")
        archive = tmp_path / "supply.zip"
        with zipfile.ZipFile(archive, "w") as made:
            for file in sorted(shop.iterdir()):
                made.write(file, f"stuff/{file.name}")
            made.writestr("../evil.png", b"x")
            made.writestr("readme.txt", b"x")
            made.writestr("stuff/broken.png", b"no picture")
        report = do_import(archive)
        assert (report.added, report.skipped) == (8, 1)
        assert {failure.path: failure.code for failure in report.failed} == {
            f"{archive}/../evil.png": ErrorCode.ARCHIVE_UNSAFE,
            f"{archive}/stuff/broken.png": ErrorCode.NOT_A_PICTURE,
        }
        assert stored(workspace, "A").name == "Bowl"
        (shown,) = workspace.writer().pictures(stored(workspace, "A").id)
        assert workspace.paths.pictures in Path(shown.path).parents
        assert do_import(archive, adopt_sheet=True).unchanged == 8

    def test_what_was_unpacked_for_nothing_is_removed(
        self, workspace: Workspace, plan: Plan, do_import: Import, shop: Path, tmp_path: Path
    ) -> None:
        archive = tmp_path / "supply.zip"
        with zipfile.ZipFile(archive, "w") as made:
            made.write(shop / "item-0.png", "item-0.png")
        looked_at = plan(archive)
        (folder,) = looked_at.unpacked
        assert folder.is_dir()
        discard_plan(workspace, looked_at)
        assert not folder.exists()
        do_import(archive)
        discard_plan(workspace, looked_at)
        assert folder.is_dir()

    def test_a_zip_that_is_none_is_one_failure(self, do_import: Import, shop: Path) -> None:
        (shop / "bad.zip").write_bytes(b"PK\x03\x04 and nothing more")
        report = do_import(shop)
        assert (report.added, len(report.failed)) == (8, 1)


class TestUndo:
    def test_a_whole_import_is_taken_back_and_made_again(
        self, workspace: Workspace, do_import: Import, shop: Path
    ) -> None:
        do_import(shop / "item-0.png", shop / "item-1.png")
        before = pictures(workspace, "item-1"), len(workspace.index())
        draw_picture(shop / "item-1.png", seed=77)
        os.utime(shop / "item-1.png", ns=(1, 1))
        report = do_import(shop)
        assert report.import_id is not None
        assert len(workspace.index()) == 8
        undone = undo_import(workspace, report.import_id)
        assert (len(undone.ids), undone.kept) == (7, 0)
        assert skus(workspace) == ["item-0", "item-1"]
        assert (pictures(workspace, "item-1"), len(workspace.index())) == before
        assert [past.state for past in past_imports(workspace)] == ["undone", "done"]
        redo_import(workspace, report.import_id)
        assert len(skus(workspace)) == 8
        assert len(workspace.index()) == 8
        with pytest.raises(KnownError) as caught:
            redo_import(workspace, report.import_id)
        assert caught.value.code is ErrorCode.NOTHING_TO_UNDO

    def test_a_dry_run_leaves_no_import(self, workspace: Workspace, do_import: Import, shop: Path) -> None:
        assert do_import(shop, dry_run=True).import_id is None
        assert past_imports(workspace) == ()


class TestResume:
    def test_an_import_that_was_cut_off_goes_on_where_it_was(
        self, workspace: Workspace, tmp_path: Path
    ) -> None:
        for number in range(40):
            draw_picture(tmp_path / "in" / f"p{number:02d}.png", number, side=80)
        sheet = write(
            tmp_path / "in" / "s.csv", "sku,image\n" + "".join(f"S{n},p{n:02d}.png\n" for n in range(30))
        )
        steps = run_import(workspace, ImportRequest((tmp_path / "in",), sheet), CancelToken())
        for event in steps:
            if isinstance(event, Progress) and event.stage == "reading":
                break
        steps.close()  # as when the window is closed or the program ends
        (past,) = past_imports(workspace)
        assert (past.state, past.total, past.left) == ("running", 40, 24)
        report = ended(resume_import(workspace, past.id, CancelToken()))
        assert (report.added, report.updated, len(report.failed)) == (40, 0, 0)
        assert workspace.reader().coverage(workspace.space).analysed == 40
        assert past_imports(workspace)[0].state == "done"
        undo_import(workspace, past.id)
        assert skus(workspace) == []

    def test_a_cancelled_import_can_go_on_or_be_left(self, workspace: Workspace, shop: Path) -> None:
        token = CancelToken()
        steps = run_import(workspace, ImportRequest((shop,)), token)
        for event in steps:
            if isinstance(event, Progress) and event.stage == "collecting":
                continue
            if isinstance(event, Progress) and event.stage == "planning":
                continue
            token.cancel()
            break
        report = ended(steps)
        assert report.cancelled
        (past,) = past_imports(workspace)
        assert past.state in ("stopped", "done")
        leave_import(workspace, past.id)
        with pytest.raises(KnownError):
            ended(resume_import(workspace, past.id, CancelToken()))
        undo_import(workspace, past.id)

    def test_failures_of_before_are_told_again(self, workspace: Workspace, shop: Path) -> None:
        (shop / "a.png").write_bytes(b"nothing")
        for number in range(30):
            draw_picture(shop / f"more-{number:02d}.png", number, side=64)
        steps = run_import(workspace, ImportRequest((shop,)), CancelToken())
        for event in steps:
            if isinstance(event, ProductsChanged):
                break
        steps.close()
        (past,) = past_imports(workspace)
        report = ended(resume_import(workspace, past.id, CancelToken()))
        assert (report.added, len(report.failed)) == (38, 1)

    def test_a_file_that_ended_the_program_is_read_apart(
        self, workspace: Workspace, do_import: Import, shop: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        marks = Marks(workspace.paths.trying, 2)
        with pytest.raises(RuntimeError), marks.reading(shop / "item-3.png"):
            # as if the program ended here: what the file says stays
            workspace.paths.trying.with_suffix(".copy").write_bytes(workspace.paths.trying.read_bytes())
            raise RuntimeError
        marks.close()
        workspace.paths.trying.with_suffix(".copy").replace(workspace.paths.trying)
        from visrec_desktop.vision import decode as module

        apart: list[str] = []
        real = module.decode

        def watched(data: bytes, label: str, **options: object) -> object:
            if options.get("isolated"):
                apart.append(label)
                raise KnownError(ErrorCode.DECODER_FAILED, label)
            return real(data, label, **options)  # type: ignore[arg-type]

        monkeypatch.setattr(module, "decode", watched)
        report = do_import(shop)
        assert apart == [str(shop / "item-3.png")]
        assert (report.added, [failure.code for failure in report.failed]) == (7, [ErrorCode.DECODER_FAILED])
        assert not workspace.paths.trying.exists()


def test_a_request_can_be_changed(plan: Plan, shop: Path) -> None:
    made = plan(shop)
    assert replace(made.request, group=True).group
