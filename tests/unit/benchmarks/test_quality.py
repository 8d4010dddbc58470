"""The quality benchmark's sets, its tables, and what counts as refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks.measures import DEPTH, held_out
from benchmarks.program import Answer, Product
from benchmarks.quality_close import half, halved
from benchmarks.quality_sets import Case, instances
from benchmarks.quality_tables import PROGRAM, compare, ordered
from benchmarks.recall import recalls


class NoBaselines:
    """Nothing to compare with."""

    methods: Sequence[str] = ()


def products(*skus: str) -> list[Product]:
    return [Product(sku, Path(f"{sku}.jpg")) for sku in skus]


def photos(*skus: str) -> list[tuple[str, Path]]:
    return [(sku, Path(f"photo-{place}.jpg")) for place, sku in enumerate(skus)]


def test_a_product_is_right_for_its_own_photos_alone() -> None:
    case = instances(products("A", "B"), photos("A", "B", "B"))
    judged = case.judge([["B", "A"], ["B"], []])
    assert judged.right[:, :2].tolist() == [[False, True], [True, False], [False, False]]
    assert judged.right.shape == (3, DEPTH)
    assert judged.total.tolist() == [1, 1, 1]
    assert judged.clusters.tolist() == [0, 1, 1]


def test_all_products_of_a_kind_are_right_and_photos_stand_alone() -> None:
    kinds = {"shoes": frozenset({"A", "C"}), "hat": frozenset({"B"})}
    case = Case(
        tuple(products("A", "B", "C")), (Path("x"), Path("y")), ("shoes", "shoes"), kinds, alike=False
    )
    judged = case.judge([["A", "B", "C"], ["B"]])
    assert judged.right[:, :3].tolist() == [[True, False, True], [False, False, False]]
    assert judged.total.tolist() == [2, 2]
    assert judged.clusters.tolist() == [0, 1]


def test_what_is_not_in_the_catalog_does_not_count_as_missed() -> None:
    case = instances(products("A", "B"), photos("A", "B")).among(products("A"))
    assert case.judge([["A"], ["A"]]).total.tolist() == [1, 0]


def test_more_than_the_places_that_are_looked_at() -> None:
    case = instances(products("A"), photos("A"))
    assert not case.judge([[*(f"N{place}" for place in range(DEPTH)), "A"]]).right.any()


def test_the_held_out_part_of_a_set() -> None:
    case = instances(products("A"), photos(*["A"] * 40))
    part = case.only(case.held_out)
    assert 0 < len(part.queries) < 40
    assert all(held_out(path.name) for path in part.queries)


def test_half_of_the_products_go_and_all_photos_stay() -> None:
    case = instances(products(*"ABCDEF"), photos(*"AABBCDEF"))
    left = half(case)
    assert len(left.gallery) == 3
    assert left.queries == case.queries
    assert [each.sku for each in half(case).gallery] == [each.sku for each in left.gallery]


def test_refusals_and_false_matches() -> None:
    case = instances(products("A", "B"), photos("A", "A", "A", "A", "B", "B")).among(products("A"))
    statuses = ("ok", "ok", "nothing_close", "ok", "nothing_close", "ok")
    answers = [Answer(status, ("A",), score) for status, score in zip(statuses, range(6), strict=True)]
    told = halved("set", case, answers, NoBaselines())  # type: ignore[arg-type]
    assert told.wrongly.value == 0.25
    assert told.rightly.value == 0.5
    assert told.false_matches.value == 0.5
    assert told.with_hindsight(PROGRAM).value == 0.0


def test_a_failed_answer_is_neither_a_refusal_nor_a_match() -> None:
    case = instances(products("A", "B"), photos("A", "A"))
    answers = [Answer("failed", (), 0.0), Answer("nothing_close", ("A", "B"), 0.2)]
    told = compare(case, answers, NoBaselines())  # type: ignore[arg-type]
    assert told.failed == 1
    assert told.refusals().value == 0.5
    assert told.judged[PROGRAM].recall(1).value == 0.5


def test_the_table_holds_what_was_judged() -> None:
    case = instances(products("A", "B"), photos("A", "B"))
    answers = [Answer("ok", ("A", "B"), 0.9), Answer("ok", ("A", "B"), 0.8)]
    told = compare(case, answers, NoBaselines())  # type: ignore[arg-type]
    table = told.table("All")
    assert table.headings == ("", "R@1", "R@5", "R@10", "mAP@50", "“nothing close”")
    assert [cell.split(" ")[0] for cell in table.rows[0]] == [
        "program",
        "0.500",
        "1.000",
        "1.000",
        "0.750",
        "0.000",
    ]
    figure = told.figure("all", 1, 0.4)
    assert (figure.value, figure.met, figure.reference) == (0.5, True, ())


def test_the_largest_come_first_and_of_equal_ones_the_first() -> None:
    values = np.array([[0.1, 0.9, 0.9, 0.5]], np.float32)
    assert ordered(values).tolist() == [[1, 2, 3, 0]]
    wide = np.random.default_rng(2).random((5, 300)).astype(np.float32)
    assert np.array_equal(ordered(wide), np.argsort(-wide, axis=1)[:, :DEPTH])


def test_recall_of_the_search_command(tmp_path: Path) -> None:
    (tmp_path / "queries.csv").write_text("photo,sku\nphotos/1.jpg,A\nphotos/2.jpg,B\n", encoding="utf-8")
    (tmp_path / "products.csv").write_text("sku,department\nA,Fruit\nB,Packages\n", encoding="utf-8")
    told = [
        {"photo": "x/1.jpg", "status": "ok", "hits": [{"rank": 1, "sku": "B"}, {"rank": 2, "sku": "A"}]},
        {"photo": "x/2.jpg", "status": "ok", "hits": [{"rank": 1, "sku": "B"}]},
        {"photo": "x/3.jpg", "status": "ok", "hits": []},
    ]
    (tmp_path / "hits.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    found, notes = recalls(tmp_path / "hits.jsonl", tmp_path / "queries.csv")
    shares = {(each.group, each.at): each.share.value for each in found}
    assert shares["all", 1] == pytest.approx(0.5)
    assert shares["all but Packages", 1] == 0.0
    assert shares["all", 5] == 1.0
    assert notes == ["2 of 2 photos asked, 0 of them failed."]
