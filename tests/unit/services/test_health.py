"""The health of a catalog: what is found, what is proposed, and what is done about it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.unit.data.drafts import picture, product
from visrec_desktop.core.errors import Cancelled, ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.services.health import changes
from visrec_desktop.services.health.beside import beside
from visrec_desktop.services.health.look import report
from visrec_desktop.services.health.overview import overview, standing_pairs
from visrec_desktop.services.health.values import (
    Certainty,
    DuplicatePair,
    Finding,
    HealthReport,
    Looked,
    Part,
    certainty,
)
from visrec_desktop.services.workspace import Workspace


@pytest.fixture
def pictures_say(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the pictures show, by their content; what is not named is sharp and white."""
    said: dict[str, Any] = {}

    def measure(data: bytes, full_size: tuple[int, int]) -> Any:
        content = data.decode().removeprefix("jpeg of ")
        if content in {"damaged"}:
            raise KnownError(ErrorCode.DAMAGED_PICTURE, content)
        told = {"phash": hash(content) % 2**64, "sharpness": 100.0, "colours": (("white", 1.0),)}
        return SimpleNamespace(**told | said.get(content, {}))

    def fits(stated: str, colours: Any) -> bool | None:
        return None if stated == "odd" else any(name == stated for name, _ in colours)

    fake = SimpleNamespace(BLURRED=30.0, measure_jpeg=measure, colour_fits=fits)
    monkeypatch.setitem(sys.modules, "visrec_desktop.vision.facts", fake)
    return said


def put(workspace: Workspace, sku: str, content: str = "", direction: int = 0, **fields: Any) -> int:
    """A product; pictures of one direction look the same to the model."""
    writer = workspace.writer()
    outcome = writer.put(product(sku, **fields), [picture(content)] if content else None)
    if outcome.stale_pictures:
        vector = np.zeros((1, workspace.pack().dim), np.float32)
        vector[0, direction] = 1.0
        writer.store_vectors(workspace.space, outcome.stale_pictures, vector)
    return outcome.product_id


def run(
    workspace: Workspace, *parts: Part, known: Looked | None = None, token: CancelToken | None = None
) -> tuple[HealthReport, list[Any]]:
    steps = report(workspace, token or CancelToken(), frozenset(parts or Part), known)
    events = []
    while True:
        try:
            events.append(next(steps))
        except StopIteration as end:
            return end.value, events


def shop(workspace: Workspace) -> list[int]:
    """Two kinds of things, each ten times: the first half look alike, the second half too."""
    kinds = (("Shirts", "blue", 20), ("Bags", "black", 80))
    return [
        put(
            workspace, f"{kind}-{number}", f"{kind} {number}", direction,
            name=f"{kind[:-1]} {number}", category=kind, brand="North", colour=colour,
            price=Decimal(price + number % 3), currency="EUR", stock=3,
        )
        for direction, (kind, colour, price) in enumerate(kinds)
        for number in range(10)
    ]  # fmt: skip


def test_an_empty_catalog_is_in_order(workspace: Workspace, pictures_say: Any) -> None:
    found, events = run(workspace)
    assert found.products == 0
    assert found.to_do == 0
    assert all(found.count(finding) in (0, None) for finding in Finding)
    assert isinstance(events[0], HealthReport)


def test_the_tables_tell_at_once_what_is_missing(workspace: Workspace) -> None:
    bare = put(workspace, "A")
    whole = put(
        workspace, "B", "b", category="Shirts", brand="North", colour="white", price=Decimal(3), stock=0
    )
    found = overview(workspace)
    assert found.found[Finding.NO_PICTURE] == (bare,)
    assert found.found[Finding.NO_PRICE] == (bare,)
    assert found.found[Finding.SOLD_OUT] == (whole,)
    assert found.count(Finding.DUPLICATES) is None
    assert found.count(Finding.BLURRED) is None
    assert found.to_do == 1


def test_a_fact_that_no_product_has_is_nothing_to_do(workspace: Workspace) -> None:
    put(workspace, "A", "a", category="Shirts", colour="blue", price=Decimal(3))
    found = overview(workspace)
    assert found.unused == {Finding.NO_BRAND, Finding.NO_STOCK}
    assert found.to_do == 0
    assert not found.to_look_at(Finding.NO_BRAND)


def test_pictures_are_looked_at_once(workspace: Workspace, pictures_say: dict[str, Any]) -> None:
    pictures_say["b"] = {"sharpness": 3.0}
    pictures_say["c"] = {"colours": (("red", 0.8), ("white", 0.2))}
    put(workspace, "A", "a", colour="white")
    blurred = put(workspace, "B", "b", colour="white")
    other = put(workspace, "C", "c", colour="blue")
    put(workspace, "D", "d", colour="odd")
    put(workspace, "E", "damaged", colour="white")
    found, events = run(workspace, Part.PICTURES)
    assert found.found[Finding.BLURRED] == (blurred,)
    assert found.found[Finding.COLOUR_DIFFERS] == (other,)
    assert found.shown_colours == {other: "red"}
    assert found.looked.parts == {Part.PICTURES}
    assert Progress("pictures", 5, 5, 0.0) in events
    pictures_say["b"] = {"sharpness": 99.0}
    again, events = run(workspace, Part.PICTURES)
    assert again.found[Finding.BLURRED] == (blurred,)
    assert Progress("pictures", 1, 1, 0.0) in events  # the damaged one alone


def test_missing_files_are_told_by_product(workspace: Workspace, tmp_path: Path) -> None:
    there, gone = tmp_path / "there.jpg", tmp_path / "gone.jpg"
    there.write_bytes(b"")
    writer = workspace.writer()
    draft = [picture("a", str(gone)), picture("b", str(gone))]
    number = writer.put(product("A"), draft).product_id
    writer.put(product("B"), [picture("c", str(there)), picture("d", "resource:demo/d.jpg")])
    found, events = run(workspace, Part.FILES)
    assert found.found[Finding.FILE_MISSING] == (number,)
    assert Progress("files", 0, 4) in events
    changes.put_away(workspace, [number])
    assert overview(workspace, found.looked).found[Finding.FILE_MISSING] == ()


def test_the_same_and_nearly_the_same_picture(workspace: Workspace, pictures_say: dict[str, Any]) -> None:
    for content, phash in (("a", 1), ("b", 1 << 63), ("c", (1 << 63) + 1)):
        pictures_say[content] = {"phash": phash}
    same = put(workspace, "A1", "a", 0), put(workspace, "A2", "a", 0)
    near = put(workspace, "B", "b", 1), put(workspace, "C", "c", 1)
    found, _ = run(workspace, Part.DUPLICATES)
    assert found.pairs is not None
    assert [(pair.ids, pair.exact) for pair in found.pairs] == [(same, True), (near, False)]
    assert found.count(Finding.DUPLICATES) == 2
    assert found.found[Finding.DUPLICATES] == (*same, *near)
    changes.keep_apart(workspace, [same])
    told = overview(workspace, found.looked)
    assert [pair.ids for pair in told.pairs or ()] == [near]
    changes.keep_apart(workspace, [same], apart=False)
    assert overview(workspace, found.looked).count(Finding.DUPLICATES) == 2


def test_where_the_first_of_several_is_gone_the_next_takes_its_place() -> None:
    star = tuple(DuplicatePair(1, other, True, 1.0) for other in (2, 3, 4))
    near = DuplicatePair(1, 9, False, 0.97)
    ids = [pair.ids for pair in standing_pairs((*star, near), {2, 3, 4, 9}, {(2, 4)})]
    assert ids == [(2, 3)]
    assert standing_pairs((*star, near), {1, 2, 3, 4, 9}, set()) == (*star, near)


def test_gaps_get_proposals_that_are_not_the_products_yet(workspace: Workspace, pictures_say: Any) -> None:
    shop(workspace)
    bare = put(workspace, "X", "x", 0, name="Shirt 99", brand="North", colour="blue", price=Decimal(21))
    found, _ = run(workspace, Part.VALUES)
    (proposal,) = found.proposed(Finding.NO_CATEGORY)
    assert (proposal.product_id, proposal.value) == (bare, "Shirts")
    assert proposal.likes
    assert workspace.writer().products([bare], "")[0].category == ""
    accepted = changes.accept(workspace, [proposal.key])
    assert workspace.writer().products([bare], "")[0].category == "Shirts"
    assert overview(workspace).proposed(Finding.NO_CATEGORY) == ()
    assert changes.take_back(workspace, accepted) == (proposal.key,)
    assert changes.refuse(workspace, [proposal.key]) == 1
    again, _ = run(workspace, Part.VALUES)
    assert again.proposed(Finding.NO_CATEGORY) == ()
    assert again.found[Finding.NO_CATEGORY] == (bare,)


def test_a_large_catalog_is_reckoned_with_in_portions(
    workspace: Workspace, pictures_say: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visrec_desktop.services.health.columns._MOST_KNOWN", 12)
    monkeypatch.setattr("visrec_desktop.services.health.columns._MOST_GAPS", 2)
    shop(workspace)
    bare = {put(workspace, f"X{n}", f"x{n}", 0, name=f"Shirt X{n}", colour="blue") for n in range(5)}
    found, events = run(workspace, Part.VALUES)
    proposed = found.proposed(Finding.NO_CATEGORY)
    assert {each.product_id for each in proposed} == bare
    assert {each.value for each in proposed} == {"Shirts"}
    assert Progress("values", 2, 9) in events


def test_a_price_that_stands_out_is_told_until_it_is_changed(workspace: Workspace, pictures_say: Any) -> None:
    ids = shop(workspace)
    writer = workspace.writer()
    writer.edit(ids[0], product("Shirts-0", price=Decimal("210.50")))
    writer.edit(ids[1], product("Shirts-1", price=Decimal(9000), currency="JPY"))  # another currency
    found, _ = run(workspace, Part.VALUES)
    assert found.found[Finding.UNUSUAL_PRICE] == (ids[0],)
    assert found.prices[ids[0]].value == Decimal("210.50")
    assert found.prices[ids[0]].usual < 25
    writer.edit(ids[0], product("Shirts-0", price=Decimal(21)))
    assert overview(workspace, found.looked).found[Finding.UNUSUAL_PRICE] == ()


def test_parts_not_looked_at_keep_what_was_known(workspace: Workspace, pictures_say: Any) -> None:
    number = put(workspace, "A", "a")
    first, _ = run(workspace, Part.FILES)
    second, _ = run(workspace, Part.PICTURES, known=first.looked)
    assert second.found[Finding.FILE_MISSING] == (number,)


def test_a_look_can_be_cancelled_and_keeps_what_it_stored(
    workspace: Workspace, pictures_say: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visrec_desktop.services.health.look._SLICE", 2)
    for number in range(9):
        put(workspace, f"P{number}", f"p{number}")
    token = CancelToken()
    steps = report(workspace, token, frozenset({Part.PICTURES}))
    for event in steps:
        if isinstance(event, Progress) and event.done == 2:
            break
    token.cancel()
    with pytest.raises(Cancelled):
        list(steps)
    assert overview(workspace).found[Finding.BLURRED] == ()


def test_merging_keeps_the_index_in_step_and_can_be_taken_back(workspace: Workspace) -> None:
    keep = put(workspace, "A", "a", 0)
    gone = put(workspace, "B", "b", 1, category="Shirts")
    record = changes.merge(workspace, keep, gone)
    (copied,) = record.copied
    owned = {int(each.id) for each in workspace.writer().pictures(gone)}
    assert copied in workspace.index()
    assert not any(number in workspace.index() for number in owned)
    assert overview(workspace).found[Finding.ARCHIVED] == (gone,)
    assert [each.sku for each in changes.archived(workspace, [gone])] == ["B"]
    changes.part(workspace, record)
    assert copied not in workspace.index()
    assert all(number in workspace.index() for number in owned)
    assert len(workspace.index()) == workspace.writer().vector_count(workspace.space)


def test_the_archive_takes_products_out_of_the_index_and_back(workspace: Workspace) -> None:
    ids = [put(workspace, sku, sku) for sku in "AB"]
    assert changes.put_away(workspace, ids) == 2
    assert len(workspace.index()) == 0
    assert changes.fetch_back(workspace, ids) == 2
    assert len(workspace.index()) == 2


def test_confidence_in_words() -> None:
    told = [certainty(value) for value in (0.97, 0.9, 0.7, 0.2)]
    assert told == [Certainty.VERY_LIKELY, Certainty.VERY_LIKELY, Certainty.LIKELY, Certainty.GUESS]


def test_reckoning_beside_reports_and_ends_with_its_answer() -> None:
    steps = beside(lambda: 7, CancelToken(), Progress("values"))
    assert next(steps) == Progress("values")
    assert ended(steps) == 7


def test_a_fault_beside_comes_out() -> None:
    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        ended(beside(fail, CancelToken(), Progress("values")))


def test_who_cancels_does_not_wait_for_the_reckoning() -> None:
    gate, token = threading.Event(), CancelToken()
    steps = beside(gate.wait, token, Progress("values"))
    next(steps)
    token.cancel()
    with pytest.raises(Cancelled):
        ended(steps)
    gate.set()


def ended(steps: Iterator[Any]) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
