"""Products for a client: from the photo, from the profile, from both; on the demo's products."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from visrec_desktop.core.clients import (
    Client,
    ClientId,
    EventKind,
    Owned,
    Purpose,
    Refusal,
    Trait,
    TraitKind,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths, resources_dir
from visrec_desktop.core.values import Filters, MatchResult, MatchStatus, Photo
from visrec_desktop.services import catalog, clients, feedback
from visrec_desktop.services.matching import match
from visrec_desktop.services.privacy import export_client
from visrec_desktop.services.recommending import (
    DEFAULT_BALANCE,
    DEFAULT_DIVERSITY,
    Question,
    after_feedback,
    clients_for,
    prepare,
    recommend,
    related,
    rerank,
)
from visrec_desktop.services.workspace import Workspace

SHIRT, OTHER_SHIRT, TROUSERS = "SHI-0101", "SHI-0106", "TRO-0614"
PHOTO = "photo-01-checked-shirt.jpg"


@pytest.fixture
def client(demo: Workspace) -> int:
    """A client of whom nothing is known."""
    return int(clients.add(demo, Client(ClientId(0), "Client A")).id)


def photo() -> Photo:
    path = resources_dir() / "demo" / "photos" / PHOTO
    return Photo(path.name, path=path)


def skus(result: MatchResult) -> list[str]:
    return [hit.product.sku for hit in result.hits]


def assert_adds_up(result: MatchResult) -> None:
    assert result.hits
    for hit in result.hits:
        assert round(sum(hit.parts.values()), 6) == hit.score
        assert 0 <= hit.score <= 1
        assert hit.why.endswith(".")
        assert hit.clauses


def test_a_like_brings_what_looks_alike(demo: Workspace, client: int) -> None:
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    result = recommend(demo, Question(client_id=client, top=10))
    assert_adds_up(result)
    assert result.photo is None
    assert result.status is MatchStatus.OK
    assert SHIRT not in skus(result)
    assert [hit.product.category for hit in result.hits[:2]] == ["Shirts"] * 2
    because = result.hits[0].because
    assert because is not None
    assert because.sku == SHIRT
    assert because.picture_id is not None


def test_nobody_and_the_photo_alone_rank_as_a_plain_match(demo: Workspace) -> None:
    plain = match(demo, photo(), Filters(), 12)
    asked = recommend(demo, Question(photo(), None, top=12, diversity=0.0))
    assert skus(asked) == skus(plain)
    assert [hit.score for hit in asked.hits] == pytest.approx([hit.score for hit in plain.hits], abs=2e-6)
    assert [hit.band for hit in asked.hits] == [hit.band for hit in plain.hits]


def test_the_balance_goes_from_the_photo_to_the_client(demo: Workspace, client: int) -> None:
    for sku in ("MUG-1614", "MUG-1608", "MUG-1612"):
        feedback.give(demo, client, sku, EventKind.LIKE)
    desk = prepare(demo, Question(photo(), client))
    assert desk.knows_client
    assert desk.knowledge.likes == 3
    as_photo = rerank(demo, desk, 0.0, 0.0, 8)
    as_client = rerank(demo, desk, 1.0, 0.0, 8)
    assert_adds_up(as_photo)
    assert_adds_up(as_client)
    assert skus(as_photo) == skus(match(demo, photo(), Filters(), 8))
    assert {hit.product.category for hit in as_client.hits[:4]} == {"Mugs"}
    assert set(as_client.hits[0].parts) >= {"taste", "attributes"}


def test_of_a_client_of_whom_nothing_is_known_only_the_photo_speaks(demo: Workspace, client: int) -> None:
    desk = prepare(demo, Question(photo(), client))
    assert not desk.knows_client
    result = rerank(demo, desk, 1.0, 0.0, 300)
    in_stock = [hit.product.sku for hit in result.hits if hit.product.stock]
    plain = [hit.product.sku for hit in match(demo, photo(), Filters(), 300).hits if hit.product.stock]
    assert in_stock == plain
    assert {name for hit in result.hits for name in hit.parts} <= {"look", "shape", "colour", "stock"}


def test_an_unknown_client_without_a_photo_gets_products_all_the_same(demo: Workspace, client: int) -> None:
    result = recommend(demo, Question(client_id=client, top=5))
    assert len(result.hits) == 5


def test_a_refused_or_owned_product_is_not_shown_again(demo: Workspace, client: int) -> None:
    first = recommend(demo, Question(photo(), client, top=3))
    refused, owned, bought = skus(first)
    feedback.give(demo, client, refused, EventKind.DISLIKE, Refusal.OTHER)
    clients.own(demo, client, Owned(owned))
    feedback.give(demo, client, bought, EventKind.PURCHASE)
    for question in (Question(photo(), client, top=300), Question(client_id=client, top=300)):
        assert not {refused, owned, bought} & set(skus(recommend(demo, question)))


def test_undo_takes_the_learning_back(demo: Workspace, client: int) -> None:
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    desk = prepare(demo, Question(client_id=client))
    before = rerank(demo, desk, 1.0, DEFAULT_DIVERSITY, 20)
    learned = feedback.give(demo, client, "MUG-1614", EventKind.LIKE)
    assert learned.knowledge.likes == 2
    desk = after_feedback(demo, desk)
    assert skus(rerank(demo, desk, 1.0, DEFAULT_DIVERSITY, 20)) != skus(before)
    undone = feedback.undo(demo, learned.event.id)
    assert undone.knowledge.likes == 1
    assert undone.changed == ()
    again = rerank(demo, after_feedback(demo, desk), 1.0, DEFAULT_DIVERSITY, 20)
    assert [(hit.product.sku, hit.parts) for hit in again.hits] == [
        (hit.product.sku, hit.parts) for hit in before.hits
    ]
    feedback.redo(demo, learned.event.id)
    with pytest.raises(KnownError) as caught:
        feedback.redo(demo, learned.event.id)
    assert caught.value.code is ErrorCode.NOTHING_TO_UNDO


def test_what_is_liked_while_looking_stays_in_the_list(demo: Workspace, client: int) -> None:
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    desk = prepare(demo, Question(client_id=client))
    top = skus(rerank(demo, desk, 1.0, 0.0, 5))[0]
    feedback.give(demo, client, top, EventKind.LIKE)
    assert top in skus(rerank(demo, after_feedback(demo, desk), 1.0, 0.0, 5))
    assert top not in skus(recommend(demo, Question(client_id=client, top=300)))


def test_too_dear_moves_the_budget_and_not_the_look(demo: Workspace, client: int) -> None:
    for sku in (SHIRT, OTHER_SHIRT):
        feedback.give(demo, client, sku, EventKind.LIKE)
    before = recommend(demo, Question(client_id=client, top=30, diversity=0.0))
    dear = max(before.hits[:10], key=lambda hit: hit.product.price or 0)
    learned = feedback.give(demo, client, dear.product.sku, EventKind.DISLIKE, Refusal.TOO_DEAR)
    assert [clause.key for clause in learned.changed] == ["stay_under", "for_kind"]
    assert learned.sentence.startswith("Stay under")
    after = recommend(demo, Question(client_id=client, top=300, diversity=0.0))
    taste = {hit.product.sku: hit.parts["taste"] for hit in before.hits}
    for hit in after.hits:
        if hit.product.sku in taste:
            assert hit.parts["taste"] == taste[hit.product.sku]
    same_kind = [hit for hit in after.hits if hit.product.category == dear.product.category]
    dearer = [
        hit for hit in same_kind if (hit.product.price or 0) > (dear.product.price or 0) * Decimal("1.1")
    ]
    assert all(hit.parts.get("budget", 0) < 0 for hit in dearer)


def test_filters_hold_for_clients_too(demo: Workspace, client: int) -> None:
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    filters = Filters(categories=("Mugs",))
    result = recommend(demo, Question(client_id=client, filters=filters, top=50))
    assert {hit.product.category for hit in result.hits} == {"Mugs"}


def test_colours_of_one_article_share_a_place(demo: Workspace, client: int) -> None:
    for name, colour in (("Alpha tunic, red", "red"), ("Alpha tunic, green", "green")):
        rows = catalog.rows(demo, catalog.list_products(demo, Filters(), catalog.Sort.SKU)[:2])
        changed = rows[0 if colour == "red" else 1]
        from dataclasses import replace

        catalog.save_product(demo, replace(changed, name=name, colour=colour, brand="Same", category="Same"))
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    one = recommend(demo, Question(client_id=client, top=300))
    shown = [hit for hit in one.hits if hit.product.name.startswith("Alpha")]
    assert len(shown) == 1
    assert [variant.name for variant in shown[0].variants] in (["Alpha tunic, red"], ["Alpha tunic, green"])
    each = recommend(demo, Question(client_id=client, top=300, diversity=0.0))
    assert sum(hit.product.name.startswith("Alpha") for hit in each.hits) == 2


def test_likes_and_avoids_that_were_told_count_without_any_event(demo: Workspace) -> None:
    told = Client(
        ClientId(0),
        "Client B",
        likes=(Trait(TraitKind.CATEGORY, "Mugs"),),
        avoids=(Trait(TraitKind.COLOUR, "white"),),
    )
    number = int(clients.add(demo, told).id)
    result = recommend(demo, Question(client_id=number, top=10))
    assert result.hits[0].product.category == "Mugs"
    white = [
        hit
        for hit in recommend(demo, Question(client_id=number, top=300)).hits
        if hit.product.colour == "white"
    ]
    assert white
    assert all(hit.parts["avoided"] < 0 for hit in white if hit.score > 0)


def test_who_no_longer_agrees_is_not_known(demo: Workspace, client: int) -> None:
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    clients.set_consent(demo, client, Purpose.PROFILE, given=False)
    desk = prepare(demo, Question(photo(), client))
    assert not desk.knows_client
    with pytest.raises(KnownError) as caught:
        feedback.give(demo, client, OTHER_SHIRT, EventKind.LIKE)
    assert caught.value.code is ErrorCode.NO_CONSENT


def test_unknown_client_and_unknown_product(demo: Workspace, client: int) -> None:
    for call, code in (
        (lambda: prepare(demo, Question(client_id=99)), ErrorCode.UNKNOWN_CLIENT),
        (lambda: feedback.give(demo, 99, SHIRT, EventKind.LIKE), ErrorCode.UNKNOWN_CLIENT),
        (lambda: feedback.give(demo, client, "NONE", EventKind.LIKE), ErrorCode.UNKNOWN_PRODUCT),
        (lambda: feedback.undo_latest(demo, client, SHIRT, EventKind.LIKE), ErrorCode.NOTHING_TO_UNDO),
        (lambda: related(demo, 99_999, None), ErrorCode.UNKNOWN_PRODUCT),
    ):
        with pytest.raises(KnownError) as caught:
            call()
        assert caught.value.code is code


def test_a_product_that_is_gone_still_speaks_for_its_look(demo: Workspace, client: int) -> None:
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    gone = demo.catalog().product_by_sku(SHIRT, demo.space)
    assert gone is not None
    catalog.delete_products(demo, [gone.id])
    result = recommend(demo, Question(client_id=client, top=5))
    assert result.hits[0].product.category == "Shirts"
    because = next(hit.because for hit in result.hits if hit.because is not None)
    assert (because.sku, because.picture_id) == (SHIRT, None)
    assert because.name == "Gingham shirt, button-down"
    feedback.undo_latest(demo, client, SHIRT, EventKind.LIKE)


def test_a_photo_that_cannot_be_read_is_an_answer(demo: Workspace, client: int, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    result = recommend(demo, Question(Photo("broken.jpg", path=broken), client))
    assert (result.status, result.code) == (MatchStatus.FAILED, ErrorCode.NOT_A_PICTURE)


def test_similar_looks_alike_and_goes_with_does_not(demo: Workspace, client: int) -> None:
    product = demo.catalog().product_by_sku(SHIRT, demo.space)
    assert product is not None
    found = related(demo, product.id, None)
    assert len(found.similar) == 8
    assert SHIRT not in [hit.product.sku for hit in found.similar]
    assert found.similar[0].product.category == "Shirts"
    assert found.goes_with
    assert "Shirts" not in {hit.product.category for hit in found.goes_with}
    owned = found.goes_with[0].product
    clients.own(demo, client, Owned(owned.sku))
    assert owned.sku not in [hit.product.sku for hit in related(demo, product.id, client).goes_with]


def test_goes_with_stays_within_what_the_budget_leaves(demo: Workspace) -> None:
    number = int(
        clients.add(demo, Client(ClientId(0), "Client C", budget_max=Decimal(80), currency="EUR")).id
    )
    product = demo.catalog().product_by_sku(SHIRT, demo.space)  # 59.00
    assert product is not None
    found = related(demo, product.id, number)
    assert all((hit.product.price or 0) <= 21 for hit in found.goes_with)


def test_what_was_bought_together_goes_together(demo: Workspace) -> None:
    for number, bought in enumerate([(SHIRT, "MUG-1614")] * 6 + [("TEE-0201", "TRO-0614")] * 6):
        buyer = int(clients.add(demo, Client(ClientId(0), f"Client {number}")).id)
        for sku in bought:
            feedback.give(demo, buyer, sku, EventKind.PURCHASE)
    product = demo.catalog().product_by_sku(SHIRT, demo.space)
    assert product is not None
    assert related(demo, product.id, None).goes_with[0].product.sku == "MUG-1614"


def test_clients_that_a_product_is_for(demo: Workspace, client: int) -> None:
    other = int(clients.add(demo, Client(ClientId(0), "Client H")).id)
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    feedback.give(demo, other, "MUG-1614", EventKind.LIKE)
    ids = {sku: demo.catalog().product_by_sku(sku, demo.space) for sku in ("SHI-0102", "MUG-1608", SHIRT)}
    shirt, mug, liked = (int(product.id) for product in ids.values() if product is not None)
    assert [int(fit.client.id) for fit in clients_for(demo, [shirt])] == [client]
    both = {int(fit.client.id): fit for fit in clients_for(demo, [shirt, mug])}
    assert both[client].product_id == shirt
    assert both[other].product_id == mug
    assert both[client].why
    assert both[client].because is not None
    feedback.give(demo, client, "SHI-0102", EventKind.PURCHASE)
    assert clients_for(demo, [shirt]) == []
    clients.archive(demo, other, archived=True)
    assert clients_for(demo, [mug]) == []
    assert clients_for(demo, [99_999]) == []
    assert liked


def test_a_kept_photo_teaches_and_needs_consent(demo: Workspace, client: int) -> None:
    with pytest.raises(KnownError) as caught:
        feedback.keep_photo(demo, client, photo())
    assert caught.value.code is ErrorCode.NO_CONSENT
    clients.set_consent(demo, client, Purpose.PHOTOS, given=True)
    kept = feedback.keep_photo(demo, client, photo())
    assert kept.expires_at > kept.at
    desk = prepare(demo, Question(client_id=client))
    assert desk.knows_client
    assert desk.knowledge.photos == 1
    result = rerank(demo, desk, 1.0, 0.0, 3)
    assert result.hits[0].product.category == "Shirts"
    assert all(hit.because is None for hit in result.hits)


def test_a_folder_opened_for_reading_ranks_the_same(demo: Workspace, client: int, tmp_path: Path) -> None:
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    here = skus(recommend(demo, Question(photo(), client, balance=DEFAULT_BALANCE)))
    demo.close()
    shutil.copytree(tmp_path / "demo", tmp_path / "copy")
    with Workspace.open(DataPaths(tmp_path / "copy"), demo=True, writable=False) as reading:
        assert skus(recommend(reading, Question(photo(), client, balance=DEFAULT_BALANCE))) == here


def test_a_damaged_clients_file_leaves_matching_alone(demo: Workspace, client: int, tmp_path: Path) -> None:
    demo.close()
    path = tmp_path / "demo" / "profiles.db"
    path.write_bytes(b"not a database at all" * 400)
    with Workspace.open(DataPaths(tmp_path / "demo"), demo=True, writable=True) as opened:
        assert recommend(opened, Question(photo(), None)).status is MatchStatus.OK
        with pytest.raises(KnownError) as caught:
            recommend(opened, Question(photo(), client))
    assert caught.value.code is ErrorCode.PROFILES_DAMAGED


def test_what_is_avoided_comes_last_also_when_nothing_is_liked(demo: Workspace) -> None:
    told = Client(ClientId(0), "Client J", avoids=(Trait(TraitKind.CATEGORY, "Shirts"),))
    number = int(clients.add(demo, told).id)
    listed = recommend(demo, Question(client_id=number, top=300, diversity=0.0)).hits
    shirts = [hit.rank for hit in listed if hit.product.category == "Shirts"]
    assert min(shirts) > len(listed) - 2 * len(shirts)


def test_a_budget_alone_is_no_taste(demo: Workspace) -> None:
    number = int(
        clients.add(demo, Client(ClientId(0), "Client K", budget_max=Decimal(60), currency="EUR")).id
    )
    desk = prepare(demo, Question(photo(), number))
    assert not desk.knows_client
    assert clients_for(demo, [1]) == []


def test_who_liked_the_very_product_comes_first(demo: Workspace, client: int) -> None:
    other = int(clients.add(demo, Client(ClientId(0), "Client L")).id)
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    feedback.give(demo, other, "SHI-0102", EventKind.LIKE)
    product = demo.catalog().product_by_sku("SHI-0102", demo.space)
    assert product is not None
    first, second = clients_for(demo, [int(product.id)])
    assert (int(first.client.id), int(second.client.id)) == (other, client)
    assert first.because is not None
    assert first.because.sku == "SHI-0102"


def test_a_product_named_as_owned_is_not_shown(demo: Workspace, client: int) -> None:
    owned = clients.own(demo, client, Owned(name="Gingham shirt, red"))
    assert owned.sku == "SHI-0102"
    feedback.give(demo, client, SHIRT, EventKind.LIKE)
    assert "SHI-0102" not in skus(recommend(demo, Question(client_id=client, top=300, diversity=0.0)))
    assert clients.disown(demo, client, Owned(name="Gingham shirt, red"))


def test_an_export_never_replaces_the_programs_own_files(
    demo: Workspace, client: int, tmp_path: Path
) -> None:
    for name in ("profiles.db", "catalog.db", "new.json"):
        with pytest.raises(KnownError) as caught:
            export_client(demo, client, demo.paths.root / name)
        assert caught.value.code is ErrorCode.OWN_FILE
    with pytest.raises(KnownError):
        export_client(demo, client, Path("/dev/null"))
    with pytest.raises(KnownError):
        export_client(demo, client, tmp_path / ("a" * 300 + ".json"))
    (written,) = export_client(demo, client, tmp_path / "out.json")
    assert written.stat().st_mode & 0o077 == 0
