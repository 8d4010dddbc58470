"""What `visrec import` tells beside its counts, on standard error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end2end.conftest import Visrec
from tests.unit.services.conftest import draw_picture

KEYS = ["added", "updated", "unchanged", "skipped", "failed", "elapsed_s"]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet with something to mend, something to doubt, and a column that says nothing."""
    path = tmp_path / "stock.csv"
    rows = [f"A{number},<b>Bowl</b> {number},,Summer {number},5" for number in range(9)]
    rows += ["B1,Jug,,Winter,1.0E+12", "B2,Cup,,Spring,4.00638E+12"]
    path.write_text("\n".join(("Article No,Title,Empty,Season,EAN", *rows)), encoding="utf-8")
    return path


def test_what_was_mended_and_what_is_doubtful(visrec: Visrec, sheet: Path) -> None:
    done = visrec("--no-demo", "import", "--sheet", sheet)
    assert done.code == 0
    assert len(done.out.splitlines()) == 1
    lines = done.err.splitlines()
    start = lines.index("to look at: stock.csv, column “EAN”: 1 value")
    assert lines[start + 1] == (
        "  row 12: “4.00638E+12” was written out as 4006380000000; its last digits may be lost"
    )
    start = lines.index("mended: stock.csv, column “Title”: 9 values")
    assert lines[start + 1 : start + 5] == [
        "  row 2: “<b>Bowl</b> 0”: Marks of a web page were taken out",
        "  row 3: “<b>Bowl</b> 1”: Marks of a web page were taken out",
        "  row 4: “<b>Bowl</b> 2”: Marks of a web page were taken out",
        "  …",
    ]
    assert "  row 11: “1.0E+12” was written out as 1000000000000" in lines
    assert not any(line.strip().startswith("columns:") for line in lines)


def test_a_dry_run_tells_the_columns(visrec: Visrec, sheet: Path) -> None:
    done = visrec("--no-demo", "import", "--sheet", sheet, "--dry-run", "--map", "size=Season", "--json")
    assert list(done.json[0]) == KEYS
    assert done.json[0]["added"] == 11
    lines = done.err.splitlines()
    start = lines.index("stock.csv: 11 rows")
    assert lines[start + 1 : start + 3] == [
        "  columns: sku=Article No, name=Title, size=Season, barcode=EAN",
        "  not used: Empty",
    ]
    assert "mended: stock.csv, column “Title”: 9 values" in lines


def test_json_has_the_same_keys_and_the_remarks_stay_out_of_it(visrec: Visrec, sheet: Path) -> None:
    done = visrec("--no-demo", "import", "--sheet", sheet, "--json")
    (told,) = done.json
    assert list(told) == KEYS
    assert "to look at: stock.csv, column “EAN”: 1 value" in done.err.splitlines()


def test_pictures_without_a_product(visrec: Visrec, tmp_path: Path) -> None:
    for seed, name in enumerate(("A1.png", "loose.png", "shoot AB-1234 final.png")):
        draw_picture(tmp_path / "in" / name, seed, side=80)
    sheet = tmp_path / "s.csv"
    sheet.write_text("sku,name\nA1,Bowl\nAB-1234,Jug\n", encoding="utf-8")
    done = visrec("--no-demo", "import", tmp_path / "in", "--sheet", sheet, "--json")
    assert done.json[0]["added"] == 3
    lines = done.err.splitlines()
    guess = "1 picture found by a part of the name: shoot AB-1234 final.png for AB-1234"
    assert f"to look at: {guess}" in lines
    loose = "1 picture without a product in the sheet, a product of its own: loose.png"
    assert f"to look at: {loose}" in lines


def test_what_an_earlier_sheet_named(visrec: Visrec, tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    sheet.write_text("sku,name\nA,x\nB,y\nC,z\n", encoding="utf-8")
    visrec("--no-demo", "import", "--sheet", sheet)
    sheet.write_text("sku,name\nA,x\nB,y\n", encoding="utf-8")
    done = visrec("import", "--sheet", sheet, "--json")
    assert "1 product that an earlier sheet named and this one does not: C" in done.err.splitlines()


def test_many_kinds_of_remarks_stay_few_lines(visrec: Visrec, tmp_path: Path) -> None:
    sheet = tmp_path / "wide.csv"
    columns = [f"fact {number}" for number in range(60)]
    rows = [f"A{line},Bowl,9.50,blue," + ",".join(f"<b>{line}</b>" for _ in columns) for line in range(3)]
    sheet.write_text("\n".join((f"sku,name,price,colour,{','.join(columns)}", *rows)), encoding="utf-8")
    done = visrec("--no-demo", "import", "--sheet", sheet, "--json")
    lines = [line for line in done.err.splitlines() if line.startswith(("mended", "and"))]
    assert len(lines) == 41
    assert lines[-1] == "and 60 values of other columns"


def test_a_name_cannot_write_to_the_terminal(visrec: Visrec, tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    sheet.write_text('sku,"na\x1b[31mme\u202e"\nA,<b>\x1b[2J</b>x\n', encoding="utf-8")
    done = visrec("--no-demo", "import", "--sheet", sheet, "--dry-run", "--map", "sku=sku")
    assert "\x1b" not in done.err + done.out
    assert "\u202e" not in done.err + done.out
