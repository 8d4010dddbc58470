"""What may be written on the command line."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from visrec_desktop.cli.arguments import filters_of, parse
from visrec_desktop.core.values import Crop


def test_no_command_means_the_window() -> None:
    assert parse([]).command is None
    assert parse(["--data-dir", "x", "--no-demo"]).command is None


@pytest.mark.parametrize("argv", [["--json", "doctor"], ["doctor", "--json"]])
def test_json_may_stand_before_or_after_the_command(argv: list[str]) -> None:
    assert parse(argv).json


def test_options_of_a_search() -> None:
    found = parse(["search", "a.jpg", "b.jpg", "--top", "3", "--crop", "1,2,30,40", "--where", "color=Red"])
    assert [path.name for path in found.photos] == ["a.jpg", "b.jpg"]
    assert found.top == 3
    assert found.crop == Crop(1, 2, 30, 40)
    assert filters_of(found.where).colours == ("Red",)


def test_a_field_given_twice_means_either_value() -> None:
    conditions = [("category", "Hats"), ("category", "Caps"), ("price", "10..25"), ("in_stock", "yes")]
    filters = filters_of(conditions)
    assert filters.categories == ("Hats", "Caps")
    assert (filters.price_min, filters.price_max) == (Decimal(10), Decimal(25))
    assert filters.in_stock


def test_two_price_ranges_mean_either() -> None:
    filters = filters_of([("price", "12"), ("price", "30..")])
    assert (filters.price_min, filters.price_max) == (None, None)
    assert filters.prices == ((Decimal(12), Decimal(12)), (Decimal(30), None))


@pytest.mark.parametrize(
    ("values", "in_stock", "sold_out"),
    [(["true"], True, False), (["no"], False, True), (["True", "FALSE"], False, False), ([], False, False)],
)
def test_stock_is_asked_for_either_way(values: list[str], in_stock: bool, sold_out: bool) -> None:
    found = parse(["search", "a.jpg", *(f"--where=in_stock={value}" for value in values)])
    filters = filters_of(found.where)
    assert (filters.in_stock, filters.sold_out) == (in_stock, sold_out)


@pytest.mark.parametrize(
    ("text", "bounds"), [("10..", (Decimal(10), None)), ("12", (Decimal(12), Decimal(12)))]
)
def test_price_ranges(text: str, bounds: tuple[Decimal | None, Decimal | None]) -> None:
    filters = filters_of([("price", text)])
    assert (filters.price_min, filters.price_max) == bounds


def test_a_mapping_is_read() -> None:
    found = parse(["import", "--sheet", "s.csv", "--map", "sku=Item No,price = Cost"])
    assert found.map == {"sku": "Item No", "price": "Cost"}


@pytest.mark.parametrize(
    "argv",
    [
        ["frobnicate"],
        ["search"],
        ["search", "a.jpg", "--top", "0"],
        ["search", "a.jpg", "--top", "many"],
        ["search", "a.jpg", "--crop", "1,2,3"],
        ["search", "a.jpg", "--crop", "0,0,0,5"],
        ["search", "a.jpg", "--where", "weight=3"],
        ["search", "a.jpg", "--where", "category"],
        ["search", "a.jpg", "--where", "price=cheap"],
        ["search", "a.jpg", "--where", "in_stock=maybe"],
        ["import"],
        ["import", ""],
        ["import", "--sheet", ""],
        ["search", ""],
        ["--data-dir", "", "doctor"],
        ["import", "--sheet", "s.csv", "--map", "sku"],
    ],
)
def test_wrong_usage_ends_with_2(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(argv)
    assert caught.value.code == 2
    assert "usage: visrec" in capsys.readouterr().err


def test_the_command_line_never_imports_qt() -> None:
    code = (
        "import sys, visrec_desktop.__main__, visrec_desktop.cli.main;"
        "print([m for m in sys.modules if m.split('.')[0] in ('PySide6', 'onnxruntime', 'cv2', 'sklearn')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
