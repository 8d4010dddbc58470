"""Which columns are taken for which field."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.sources.tables.conftest import MakeText, only
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables import FIELDS, Understanding, read_row, understand


def columns(make_text: MakeText, *lines: str, **mapping: str) -> dict[str, list[str]]:
    table = only(make_text("\n".join(lines) + "\n"))
    found = understand(table, mapping).columns
    return {field: [table.headings[place] for place in places] for field, places in found.items()}


def understood(make_text: MakeText, *lines: str, **mapping: str) -> Understanding:
    return understand(only(make_text("\n".join(lines) + "\n")), mapping)


@pytest.mark.parametrize(
    ("headings", "field", "winner"),
    [
        ("sku,Sale price,Price", "price", "Price"),
        ("sku,Cost price,Sale price", "price", "Sale price"),
        ("sku,Purchase price", "price", None),
        ("sku,Colour code,Colour", "colour", "Colour"),
        ("sku,Size guide,Size", "size", "Size"),
        ("id,SKU", "sku", "SKU"),
        ("id,name", "sku", "id"),
        ("Parent SKU,id", "sku", "id"),
        ("sku,subCategory,articleType,masterCategory", "category", "articleType"),
        ("sku,Short description,Name", "name", "Name"),
        ("ean,name", "sku", "ean"),
        ("Variant SKU,Handle,Title", "sku", "Variant SKU"),
    ],
)
def test_the_better_heading_has_the_field(
    make_text: MakeText, headings: str, field: str, winner: str | None
) -> None:
    found = columns(make_text, headings, "A1,B1,C1,D1"[: 3 * len(headings.split(",")) - 1]).get(field)
    assert found == ([winner] if winner else None)


def test_a_vague_word_must_tell_the_products_apart(make_text: MakeText) -> None:
    found = columns(make_text, "Code,WineID,RegionID", "FR,100,1", "FR,101,1", "IT,102,2", "IT,103,2")
    assert found["sku"] == ["WineID"]


def test_several_picture_columns(make_text: MakeText) -> None:
    found = columns(
        make_text, "sku,Image 1,Image 2,Image URL,File", "A1,a.jpg,b.jpg,https://x.example/a.jpg,list.pdf"
    )
    assert found["image"] == ["Image 1", "Image 2"]


def test_a_column_of_addresses_is_no_picture_column_unless_it_holds_files(make_text: MakeText) -> None:
    assert "image" not in columns(make_text, "sku,Image URL", "A1,https://x.example/a.jpg")
    assert columns(make_text, "sku,Image URL", "A1,pictures/a.jpg")["image"] == ["Image URL"]


def test_a_mapping_comes_before_the_headings(make_text: MakeText) -> None:
    lines = ("id,sku,What ,tint", "1,A,x,y")
    found = columns(make_text, *lines, sku="id", name="what", color="tint")
    assert (found["sku"], found["name"], found["colour"]) == (["id"], ["What"], ["tint"])


def test_a_field_can_be_said_to_be_in_no_column(make_text: MakeText) -> None:
    found = understood(make_text, "sku,name,price", "A1,x,1", price="")
    assert "price" not in found.columns
    assert found.attributes == (2,)


@pytest.mark.parametrize(
    ("mapping", "code"),
    [({"weight": "id"}, ErrorCode.UNKNOWN_FIELD), ({"sku": "number"}, ErrorCode.UNKNOWN_COLUMN)],
)
def test_a_mapping_that_does_not_fit(make_text: MakeText, mapping: dict[str, str], code: ErrorCode) -> None:
    with pytest.raises(KnownError) as caught:
        understood(make_text, "id,name", "1,x", **mapping)
    assert caught.value.code is code
    assert caught.value.detail in {", ".join(FIELDS), "id, name"}


def test_a_sheet_without_headings_is_told_by_its_cells(make_text: MakeText) -> None:
    table = only(
        make_text(
            "A-001;Blue cotton shirt;4006381333931;M;blue;12,50;3;a.jpg\n"
            "A-002;Red dress;4006381333948;L;red;29,90;0;b.jpg\n"
            "A-003;Black trousers;4006381333955;XL;black;1.299,00;12;c.jpg\n"
        )
    )
    assert not table.has_heading
    assert table.headings[:2] == ("Column 1", "Column 2")
    assert len(table.rows) == 3
    understanding = understand(table, {})
    assert dict(understanding.columns) == {
        "sku": (0,),
        "name": (1,),
        "barcode": (2,),
        "size": (3,),
        "colour": (4,),
        "price": (5,),
        "stock": (6,),
        "image": (7,),
    }
    assert read_row(table, understanding, 2).draft.price == 1299


def test_no_code_means_no_sku(make_text: MakeText) -> None:
    assert "sku" not in columns(make_text, "day,weather", "2024-01-02,rain", "2024-01-03,sun")
    assert "sku" not in columns(make_text, "photo,garment", "a.jpg,dress", "b.jpg,dress")


def test_an_unknown_heading_over_codes_is_the_sku(make_text: MakeText) -> None:
    assert columns(make_text, "Indeks,Nazwa", "A-1,x", "A-2,y", "A-3,z")["sku"] == ["Indeks"]


def test_columns_that_say_nothing_are_left_out(make_text: MakeText) -> None:
    lines = ["Unnamed: 0,sku,name,empty,same,rare,season"]
    lines += [
        f"{n},A{n},x,,yes,{'once' if n == 7 else ''},{'summer' if n % 2 else 'winter'}" for n in range(300)
    ]
    found = understood(make_text, *lines)
    assert found.ignored == (0, 3, 4, 5)
    assert found.attributes == (6,)


def test_few_rows_are_no_reason_to_leave_a_column_out(make_text: MakeText) -> None:
    assert understood(make_text, "sku,season", "A1,winter", "A2,winter").attributes == (1,)


def test_seventy_columns_mostly_empty(make_text: MakeText) -> None:
    headings = ["sku", "name", *(f"Field {n}" for n in range(68))]
    lines = [",".join(headings)] + [f"A{n},Shirt {n}" + "," * 20 + f"kept {n}" + "," * 48 for n in range(30)]
    table = only(make_text("\n".join(lines)))
    understanding = understand(table, {})
    assert len(understanding.ignored) == 67
    assert dict(read_row(table, understanding, 4).draft.attributes or {}) == {headings[21]: "kept 4"}


@pytest.mark.shared
def test_the_fashion_sheet_is_understood_as_ever(shared_data: Path) -> None:
    table = only(shared_data / "fashion" / "products.csv")
    understanding = understand(table, {})
    named = {field: table.headings[place] for field, (place,) in understanding.columns.items()}
    assert named == {
        "sku": "id",
        "name": "name",
        "category": "articleType",
        "colour": "baseColour",
        "image": "image",
    }
    kept = [table.headings[place] for place in understanding.attributes]
    assert kept == ["gender", "masterCategory", "subCategory", "season", "year", "usage"]
