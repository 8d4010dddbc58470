"""Filters, sorts, words, facets."""

from __future__ import annotations

import json
import time
from array import array
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.unit.data.drafts import SPACE, fill, picture, product
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Facets, Filters, Sort
from visrec_desktop.data.reader import CatalogReader, _numbers
from visrec_desktop.data.writer import CatalogWriter

SHELF = (
    product("K-10", name="Ärmelloses Kleid", category="Dresses", brand="L'Oréal", colour="Black",
            size="S, M,L", price=Decimal("49.90"), currency="EUR", stock=2),
    product("K-9", name="Abendkleid 12", category="dresses", brand="Acme", colour="black",
            size="M", price=Decimal(120), currency="EUR", stock=0, description="long, 50% silk"),
    product("K-2", name="Abendkleid 2", category="Dresses", brand="Acme", colour="Red",
            size="38", price=Decimal(80), currency="EUR", stock=7),
    product("T/1", name='Tee "AND" OR*', category="Shirts", brand="", colour="White",
            size="XL", price=None, stock=None),
    product("Z-1", name="zweiteiliges 红色连衣裙", category="", brand="王", colour="",
            size="m", price=Decimal("49.90"), currency="CNY", stock=7),
)  # fmt: skip


@pytest.fixture
def shelf(catalog: CatalogWriter) -> CatalogWriter:
    with catalog.transaction():
        for draft in SHELF:
            catalog.put(draft, [picture(draft.sku)])
    return catalog


def skus(catalog: CatalogReader, filters: Filters, sort: Sort = Sort.SKU) -> list[str]:
    ids = catalog.product_ids(filters, sort)
    assert isinstance(ids, array)
    assert ids.typecode == "q"
    found = catalog.products(ids, SPACE)
    assert [shown.id for shown in found] == list(ids)
    owned = catalog.owners(catalog.picture_ids(filters))
    assert sorted(owned.values()) == sorted(ids)
    return [shown.sku for shown in found]


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        (((Decimal(80), Decimal(80)), (Decimal(100), None)), ["K-2", "K-9"]),
        (((None, Decimal("49.90")), (Decimal(80), Decimal(80))), ["K-2", "K-10", "Z-1"]),
        (((None, None), (Decimal(1), Decimal(2))), ["K-2", "K-9", "K-10", "T/1", "Z-1"]),
    ],
)
def test_one_of_several_price_ranges(
    shelf: CatalogWriter, prices: tuple[tuple[Decimal | None, Decimal | None], ...], expected: list[str]
) -> None:
    assert skus(shelf, Filters(prices=prices)) == expected


def test_what_is_sold_out(shelf: CatalogWriter) -> None:
    assert skus(shelf, Filters(sold_out=True)) == ["K-9"]  # T/1 is not counted


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.NAME, ["K-2", "K-9", "K-10", "T/1", "Z-1"]),  # Ä beside A, 2 before 12
        (Sort.SKU, ["K-2", "K-9", "K-10", "T/1", "Z-1"]),
        (Sort.PRICE_UP, ["K-10", "Z-1", "K-2", "K-9", "T/1"]),
        (Sort.PRICE_DOWN, ["K-9", "K-2", "K-10", "Z-1", "T/1"]),
        (Sort.STOCK, ["K-2", "Z-1", "K-10", "K-9", "T/1"]),
        (Sort.NEWEST, ["Z-1", "T/1", "K-2", "K-9", "K-10"]),
    ],
)
def test_sorts(shelf: CatalogWriter, sort: Sort, expected: list[str]) -> None:
    assert skus(shelf, Filters(), sort) == expected


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(categories=("DRESSES",)), ["K-2", "K-9", "K-10"]),
        (Filters(categories=("Dresses", "Shirts"), brands=("acme",)), ["K-2", "K-9"]),
        (Filters(colours=(" black ",)), ["K-9", "K-10"]),
        (Filters(sizes=("M",)), ["K-9", "K-10", "Z-1"]),
        (Filters(sizes=("XL", "L")), ["K-10", "T/1"]),
        (Filters(price_min=Decimal("49.9"), price_max=Decimal(80)), ["K-2", "K-10", "Z-1"]),
        (Filters(price_min=Decimal("49.901")), ["K-2", "K-9"]),
        (Filters(price_max=Decimal("119.999")), ["K-2", "K-10", "Z-1"]),
        (Filters(in_stock=True), ["K-2", "K-10", "Z-1"]),
        (Filters(skus=("K-9", "T/1", "nothing")), ["K-9", "T/1"]),
        (Filters(names=("abendkleid  2", "armelloses kleid")), ["K-2", "K-10"]),
        (Filters(categories=("x' OR 1=1 --",)), []),
        (Filters(categories=("Dresses",), text="silk", in_stock=True), []),
    ],
)
def test_filters(shelf: CatalogWriter, filters: Filters, expected: list[str]) -> None:
    assert skus(shelf, filters) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abend", ["K-2", "K-9"]),
        ("kleid", ["K-10"]),  # words are found from their start: not the Abendkleid
        ("ABENDKLEID 12", ["K-9"]),
        ("armel", ["K-10"]),
        ("ÄRM", ["K-10"]),
        ("a\u0308rm", ["K-10"]),
        ("l'oreal", ["K-10"]),
        ("k-10", ["K-10"]),
        ("T/1", ["T/1"]),
        ("dress acme", ["K-2", "K-9"]),
        ("acme dress long", ["K-9"]),
        ('"and" or*', ["T/1"]),
        ('tee "', ["T/1"]),
        ("tee AND", ["T/1"]),
        ("name:tee", []),
        ("tee NOT", []),
        ("NEAR(tee", []),
        ('"', ["T/1"]),
        ("%", ["K-9"]),
        ("tee %", ["T/1"]),
        ("_", []),
        ("红色", ["Z-1"]),
        ("连衣", ["Z-1"]),
        ("zwei 连衣裙", ["Z-1"]),
        ("红%裙", []),
        ("王", ["Z-1"]),
        ("\0tee\0", ["T/1"]),
        ("\ud800", []),
        ("²", []),
        ("   ", ["K-2", "K-9", "K-10", "T/1", "Z-1"]),
    ],
)
def test_words(shelf: CatalogWriter, text: str, expected: list[str]) -> None:
    assert skus(shelf, Filters(text=text)) == expected


@pytest.mark.parametrize("bound", [Decimal("NaN"), Decimal("Infinity"), Decimal(-1)])
def test_a_price_bound_that_is_no_price(shelf: CatalogWriter, bound: Decimal) -> None:
    with pytest.raises(KnownError) as caught:
        shelf.product_ids(Filters(price_min=bound), Sort.NAME)
    assert caught.value.code is ErrorCode.BAD_VALUE


def test_facets(shelf: CatalogWriter) -> None:
    shelf.delete([shelf.put(product("gone", category="Gone", price=Decimal(1)), None).product_id])
    assert shelf.facets() == Facets(
        categories=(("Dresses", 3), ("Shirts", 1)),
        brands=(("Acme", 2), ("L'Oréal", 1), ("王", 1)),
        colours=(("Black", 2), ("Red", 1), ("White", 1)),
        sizes=(("M", 3), ("38", 1), ("L", 1), ("S", 1), ("XL", 1)),
        price_min=Decimal("49.90"),
        price_max=Decimal(120),
        currency="EUR",
    )


def test_facets_of_nothing(catalog: CatalogWriter) -> None:
    assert catalog.facets() == Facets()


def test_every_facet_finds_as_many_products_as_it_counts(shelf: CatalogWriter) -> None:
    facets = shelf.facets()
    for field in ("categories", "brands", "colours", "sizes"):
        for value, number in getattr(facets, field):
            values: dict[str, Any] = {field: (value,)}
            assert len(skus(shelf, Filters(**values))) == number, (field, value)


def test_products_come_in_the_order_asked_for(catalog: CatalogWriter) -> None:
    ids = fill(catalog, 10)
    wanted = [ids[7], 999, ids[2], ids[2], ids[0]]
    assert [shown.id for shown in catalog.products(wanted, SPACE)] == [ids[7], ids[2], ids[2], ids[0]]
    assert catalog.products([], SPACE) == []


def test_a_large_catalog_is_listed_whole_and_quickly(catalog: CatalogWriter) -> None:
    with catalog.transaction():
        for number in range(20_000):
            catalog.put(product(f"P{number}", name=f"Name {number * 7919 % 20_000}"), None)
    reader = CatalogReader.open(catalog.path)
    started = time.process_time()
    ids = reader.product_ids(Filters(), Sort.NAME)
    elapsed = time.process_time() - started
    assert len(ids) == len(set(ids)) == 20_000
    names = [shown.name for shown in reader.products(ids, SPACE)]
    assert names == [f"Name {number}" for number in range(20_000)]
    plan = reader._db.execute(
        "EXPLAIN QUERY PLAN SELECT p.id FROM products p WHERE p.deleted_at = 0 ORDER BY p.name_key, p.id"
    ).fetchall()
    reader.close()
    assert [step[3] for step in plan] == ["SCAN p USING INDEX products_by_name"]
    assert elapsed < 0.25  # it takes 5 ms


def test_the_rows_that_ranking_reads(shelf: CatalogWriter) -> None:
    shelf.delete([shelf.product_by_sku("K-9", SPACE).id])  # type: ignore[union-attr]
    rows = shelf.shelf_rows()
    assert [row.sku for row in rows] == ["K-10", "K-2", "T/1", "Z-1"]
    first, shirt = rows[0], rows[2]
    assert (first.price, first.currency, first.stock, first.size) == (49.9, "EUR", 2, "S, M,L")
    assert (first.category, first.brand, first.colour) == ("Dresses", "L'Oréal", "Black")
    assert (shirt.price, shirt.stock, dict(shirt.attributes)) == (None, None, {})
    pictures, owners = shelf.picture_owners()
    assert list(owners) == [row.id for row in rows]
    assert list(pictures) == [row.picture_id for row in rows]


def test_a_stamp_changes_with_every_commit(shelf: CatalogWriter) -> None:
    reader = CatalogReader.open(shelf.path)
    before = shelf.stamp(), reader.stamp()
    assert (shelf.stamp(), reader.stamp()) == before
    shelf.put(product("NEW"), None)
    assert shelf.stamp() != before[0]
    assert reader.stamp() != before[1]
    reader.close()


@pytest.mark.parametrize("numbers", [[], [5], [1, 22, -3], list(range(40_000, 0, -1))])
def test_a_list_of_ids_is_read_whole_in_slices(numbers: list[int]) -> None:
    assert _numbers(json.dumps(numbers, separators=(",", ":"))).tolist() == numbers


def test_rows_of_the_shelf_share_the_words_that_they_have_in_common(tmp_path: Path) -> None:
    with closing(CatalogWriter.open(tmp_path / "catalog.db")) as writer:
        brand = "a brand of several products"
        with writer.transaction():
            for number in range(3):
                writer.put(product(f"S-{number}", brand=brand, category="Shirts", price=Decimal("9.50")), [])
        rows = writer.shelf_rows()
    assert [(row.sku, row.brand, row.category, row.price) for row in rows] == [
        (f"S-{number}", brand, "Shirts", 9.5) for number in range(3)
    ]
    assert len({id(row.brand) for row in rows}) == 1
