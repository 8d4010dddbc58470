"""What an import puts in, and what it leaves alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.data.drafts import SPACE, picture, product, vectors
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Analysis, Coverage, Filters, ProductDraft, Sort
from visrec_desktop.data.writer import CatalogWriter

FULL = product(
    "S-1",
    name="Red dress",
    category="Dresses",
    brand="Ærø",
    colour="red",
    size="S, M",
    price=Decimal("19.995"),
    currency="EUR",
    stock=3,
    description="Light",
    attributes={"fabric": "linen", "季": "夏"},
)


def test_every_field_comes_back(catalog: CatalogWriter) -> None:
    outcome = catalog.put(FULL, [picture("a")])
    assert (outcome.change, len(outcome.stale_pictures)) == ("added", 1)
    stored = catalog.product_by_sku("S-1", SPACE)
    assert stored is not None
    assert stored.price == Decimal("20.00")  # hundredths, halves up
    for name in ("sku", "name", "category", "brand", "colour", "size", "currency", "stock", "description"):
        assert getattr(stored, name) == getattr(FULL, name)
    assert stored.attributes == FULL.attributes
    assert stored.picture_id == outcome.stale_pictures[0]
    assert catalog.thumbnail(outcome.stale_pictures[0]) == b"jpeg of a"


def test_a_product_without_a_name_goes_by_its_sku(catalog: CatalogWriter) -> None:
    catalog.put(product(" X 1 "), None)
    stored = catalog.product_by_sku("X 1", SPACE)
    assert stored is not None
    assert (stored.sku, stored.name, stored.analysis) == ("X 1", "X 1", Analysis.NO_PICTURE)


def test_unchanged_means_that_nothing_differs(catalog: CatalogWriter) -> None:
    first = catalog.put(FULL, [picture("a"), picture("b")])
    before = catalog.vector_seq()
    again = catalog.put(FULL, [picture("a"), picture("b")])
    assert (again.product_id, again.change, again.stale_pictures) == (first.product_id, "unchanged", ())
    assert catalog.put(product("S-1"), None).change == "unchanged"
    assert catalog.vector_seq() == before


@pytest.mark.parametrize(
    "field",
    [
        {"name": "Blue dress"}, {"category": "Skirts"}, {"brand": ""}, {"colour": "blue"}, {"size": "S"},
        {"price": Decimal(21)}, {"currency": "USD"}, {"stock": 0}, {"description": "Heavy"},
        {"attributes": {"fabric": "wool"}}, {"attributes": {}},
    ],
)  # fmt: skip
def test_each_field_that_differs_is_an_update_and_the_others_stay(
    catalog: CatalogWriter, field: dict[str, object]
) -> None:
    catalog.put(FULL, None)
    before = catalog.product_by_sku("S-1", SPACE)
    assert catalog.put(product("S-1", **field), None).change == "updated"
    after = catalog.product_by_sku("S-1", SPACE)
    assert before is not None
    assert after is not None
    for name in ProductDraft.__dataclass_fields__:
        expected = field.get(name, getattr(before, name))
        assert getattr(after, name) == expected, name


def test_the_same_content_under_a_new_path_keeps_picture_and_vector(catalog: CatalogWriter) -> None:
    number = catalog.put(FULL, [picture("a", "/old/a.jpg")]).stale_pictures[0]
    catalog.store_vectors(SPACE, [number], vectors(1))
    moved = catalog.put(FULL, [picture("a", "/new/a.jpg")])
    assert (moved.change, moved.stale_pictures, moved.removed_pictures) == ("unchanged", (), ())
    assert list(catalog.known_files()) == ["/new/a.jpg"]
    assert catalog.coverage(SPACE) == Coverage(1, 1, 1)


def test_new_content_under_the_same_path_loses_vector_and_thumbnail(catalog: CatalogWriter) -> None:
    first = catalog.put(FULL, [picture("a", "/a.jpg")])
    catalog.store_vectors(SPACE, first.stale_pictures, vectors(1))
    before = catalog.vector_seq()
    second = catalog.put(FULL, [picture("changed", "/a.jpg")])
    assert second.change == "updated"
    assert second.removed_pictures == first.stale_pictures
    assert catalog.vector_seq() > before
    assert catalog.thumbnail(first.stale_pictures[0]) is None
    assert catalog.thumbnail(second.stale_pictures[0]) == b"jpeg of changed"
    stored = catalog.product_by_sku("S-1", SPACE)
    assert stored is not None
    assert (stored.picture_id, stored.analysis) == (second.stale_pictures[0], Analysis.WAITING)
    assert [ids.tolist() for ids, _ in catalog.vectors(SPACE)] == []


def test_pictures_follow_their_order(catalog: CatalogWriter) -> None:
    a, b = catalog.put(FULL, [picture("a"), picture("b")]).stale_pictures
    swapped = catalog.put(FULL, [picture("b"), picture("a")])
    assert (swapped.change, swapped.stale_pictures, swapped.removed_pictures) == ("updated", (), ())
    assert [shown.id for shown in catalog.pictures(swapped.product_id)] == [b, a]
    stored = catalog.product_by_sku("S-1", SPACE)
    assert stored is not None
    assert stored.picture_id == b
    assert catalog.put(FULL, []).removed_pictures == (b, a)
    stored = catalog.product_by_sku("S-1", SPACE)
    assert stored is not None
    assert (stored.picture_id, stored.analysis) == (None, Analysis.NO_PICTURE)


def test_two_equal_pictures_of_one_product_stay_two(catalog: CatalogWriter) -> None:
    twins = [picture("a", "/1.jpg"), picture("a", "/2.jpg")]
    outcome = catalog.put(FULL, twins)
    assert len(outcome.stale_pictures) == 2
    assert catalog.put(FULL, twins).change == "unchanged"
    assert catalog.put(FULL, twins[1:]).removed_pictures == outcome.stale_pictures[:1]


def test_a_deleted_product_comes_back_with_its_pictures(catalog: CatalogWriter) -> None:
    first = catalog.put(FULL, [picture("a"), picture("b")])
    catalog.store_vectors(SPACE, first.stale_pictures, vectors(2))
    catalog.delete([first.product_id])
    assert catalog.known_files() == {}  # or an import would pass the file over as unchanged
    before = catalog.vector_seq()
    back = catalog.put(product("S-1", stock=9), [picture("a")])
    assert (back.product_id, back.change) == (first.product_id, "added")
    assert back.revived_pictures == first.stale_pictures[:1]
    assert back.removed_pictures == first.stale_pictures[1:]
    assert catalog.vector_seq() > before
    stored = catalog.product_by_sku("S-1", SPACE)
    assert stored is not None
    assert (stored.name, stored.stock, stored.analysis) == ("Red dress", 9, Analysis.DONE)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (product("  "), ErrorCode.MISSING_SKU),
        (product("\0"), ErrorCode.MISSING_SKU),
        (product("S-1", price=Decimal("NaN")), ErrorCode.BAD_VALUE),
        (product("S-1", price=Decimal("-0.01")), ErrorCode.BAD_VALUE),
        (product("S-1", price=Decimal("1e999999")), ErrorCode.BAD_VALUE),
        (product("S-1", stock=2**63), ErrorCode.BAD_VALUE),
    ],
)
def test_values_that_cannot_be_stored_change_nothing(
    catalog: CatalogWriter, draft: ProductDraft, code: ErrorCode
) -> None:
    catalog.put(FULL, [picture("a")])
    with pytest.raises(KnownError) as caught:
        catalog.put(draft, [])
    assert caught.value.code is code
    assert len(catalog.pictures(1)) == 1


def test_skus_differ_by_case_and_not_by_composition(catalog: CatalogWriter) -> None:
    catalog.put(product("ab"), None)
    assert catalog.put(product("AB"), None).change == "added"
    catalog.put(product("caf\u00e9"), None)
    assert catalog.put(product("cafe\u0301"), None).change == "unchanged"
    assert catalog.count() == 3


def test_file_names_that_are_no_text_survive(catalog: CatalogWriter) -> None:
    odd = "/pictures/\udcff\udcfe.jpg"
    outcome = catalog.put(product("\udcff", name="x\ud800"), [picture("a", odd)])
    assert catalog.pictures(outcome.product_id)[0].path == odd
    assert catalog.put(product("\udcff"), [picture("a", odd)]).change == "unchanged"
    assert odd in catalog.known_files()


def test_a_lost_thumbnail_is_given_back(catalog: CatalogWriter) -> None:
    number = catalog.put(FULL, [picture("a")]).stale_pictures[0]
    catalog._db.execute("DELETE FROM thumbnails")
    catalog.put(FULL, [picture("a")])
    assert catalog.thumbnail(number) == b"jpeg of a"


def test_a_transaction_is_all_or_nothing_and_an_inner_one_fails_alone(catalog: CatalogWriter) -> None:
    with pytest.raises(ZeroDivisionError), catalog.transaction():
        catalog.put(product("1"), None)
        raise ZeroDivisionError
    assert catalog.count() == 0
    with catalog.transaction():
        catalog.put(product("1"), None)
        with pytest.raises(ZeroDivisionError), catalog.transaction():
            catalog.put(product("2"), None)
            raise ZeroDivisionError
        catalog.put(product("3"), None)
    assert list(catalog.product_ids(Filters(), Sort.SKU)) == [1, 2]
    assert catalog.product_by_sku("2", SPACE) is None
