"""The brief for a visit, and what clients may demand: everything in their hands, or gone."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.unit.data.profiles.people import DAY, JPEG, NOW, SPACE, full_person, give, person, vector
from tests.unit.data.profiles.test_forget import Planted, found_in, plant
from visrec_desktop.core.clients import EventKind, Knowledge, Owned, Purpose, Refusal
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import PictureDraft, ProductDraft
from visrec_desktop.services import clients
from visrec_desktop.services.client_export import iso
from visrec_desktop.services.privacy import erase_photo, export_client, forget, photo_expiry
from visrec_desktop.services.profiles_backup import back_up
from visrec_desktop.services.workspace import Workspace


def code_of(action: Callable[[], object]) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action()
    return caught.value.code


def sell(workspace: Workspace, *skus: str) -> dict[str, int]:
    """Put products with a picture into the catalog; their ids."""
    pictures = {sku: PictureDraft(f"/p/{sku}.jpg", sku * 8, 1, 1, 1, 1, b"jpeg") for sku in skus}
    return {
        sku: workspace.writer().put(ProductDraft(sku, name=f"Now {sku}"), [picture]).product_id
        for sku, picture in pictures.items()
    }


def test_the_brief(workspace: Workspace) -> None:
    ids = sell(workspace, "S-1", "S-2", "S-3")
    one = clients.add(workspace, full_person(), agreed=[Purpose.PROFILE, Purpose.PHOTOS]).id
    profiles = workspace.profiles_writer()
    for place in range(3):
        give(profiles, one, "S-1", at=NOW + place)
    give(profiles, one, "S-2", at=NOW + 1)
    give(profiles, one, "GONE", at=NOW + 9)
    give(profiles, one, "S-3", EventKind.DISLIKE, NOW + 4, reason=Refusal.SIZE)
    give(profiles, one, "S-2", EventKind.PURCHASE, NOW + 5)
    profiles.undo(give(profiles, one, "S-3", EventKind.PURCHASE, NOW + 99).id)
    profiles.record(one, "BARE", EventKind.PURCHASE, NOW + 2)
    profiles.keep_photo(one, "look", JPEG, None, "", at=NOW, expires_at=NOW + DAY)
    clients.own(workspace, one, Owned(name="Grey coat"))
    workspace.writer().delete([ids["S-3"]])
    found = clients.brief(workspace, one, date(2025, 5, 1))
    assert found.last_visit == NOW + 9
    assert found.knowledge == Knowledge(likes=3, refusals=1, purchases=2, photos=1)
    assert [(seen.sku, seen.name, seen.times) for seen in found.liked] == [
        ("GONE", "Article GONE", 1),
        ("S-1", "Now S-1", 3),
        ("S-2", "Now S-2", 1),
    ]
    assert [seen.product_id for seen in found.liked] == [None, ids["S-1"], ids["S-2"]]
    assert [seen.picture_id is None for seen in found.liked] == [True, False, False]
    assert [(seen.sku, seen.name, seen.reason, seen.product_id) for seen in found.refused] == [
        ("S-3", "Article S-3", Refusal.SIZE, None)
    ]
    assert [(seen.sku, seen.name, seen.at) for seen in found.bought] == [
        ("S-2", "Now S-2", NOW + 5),
        ("BARE", "BARE", NOW + 2),
    ]
    assert [(ahead.entry.label, ahead.on, ahead.days_left, ahead.anniversary) for ahead in found.dates] == [
        ("birthday", date(2025, 5, 14), 13, 38),
        ("name day", date(2026, 2, 28), 303, None),
    ]
    assert [thing.name for thing in found.owned] == ["Grey coat"]
    assert [answer.purpose for answer in found.consents] == [Purpose.PROFILE, Purpose.PHOTOS]
    assert [photo.label for photo in found.photos] == ["look"]
    assert found.profile_used
    clients.set_consent(workspace, one, Purpose.PROFILE, given=False)
    bare = clients.brief(workspace, one)
    assert (bare.profile_used, bare.liked, bare.knowledge.likes, bare.last_visit) == (False, (), 0, 0)


def test_a_bare_client_and_an_unknown_one(workspace: Workspace) -> None:
    one = clients.add(workspace, person()).id
    assert clients.brief(workspace, one) == clients.Brief(clients.get(workspace, one), 0, Knowledge())
    assert code_of(lambda: clients.brief(workspace, 99)) is ErrorCode.UNKNOWN_CLIENT


def test_dates_of_all_clients(workspace: Workspace) -> None:
    first = clients.add(workspace, full_person("B"))
    clients.add(workspace, full_person("A"))
    gone = clients.add(workspace, full_person("C"))
    clients.archive(workspace, gone.id)
    found = clients.dates_ahead(workspace, date(2026, 2, 1), days=27)
    assert [(ahead.name, ahead.on, ahead.anniversary) for ahead in found] == [
        ("A", date(2026, 2, 28), None),
        ("B", date(2026, 2, 28), None),
    ]
    assert found[1].client_id == first.id
    assert clients.dates_ahead(workspace, date(2026, 2, 1), days=26) == []


def test_adding_is_all_or_nothing(workspace: Workspace) -> None:
    sell(workspace, "S-1")
    added = clients.add(
        workspace, person(), owned=[Owned("S-1"), Owned(name="Hat")], agreed=[Purpose.CONTACT]
    )
    assert workspace.profiles().owned(added.id) == [Owned("S-1", "Now S-1"), Owned("", "Hat")]
    assert clients.consents(workspace, added.id)[0].purpose is Purpose.CONTACT
    wrong = lambda: clients.add(workspace, person(), owned=[Owned("S-9")])  # noqa: E731
    assert code_of(wrong) is ErrorCode.UNKNOWN_PRODUCT
    assert len(clients.list_clients(workspace)) == 1
    assert clients.disown(workspace, added.id, Owned(name="hat"))
    assert clients.find(workspace, "client a") == clients.get(workspace, added.id)


def test_two_windows(workspace: Workspace) -> None:
    one = clients.add(workspace, person())
    clients.save(workspace, replace(one, notes="first"))
    assert code_of(lambda: clients.save(workspace, replace(one, notes="second"))) is ErrorCode.CLIENT_CHANGED
    assert clients.get(workspace, one.id).notes == "first"


def test_an_event_of_a_deleted_product_can_be_undone(workspace: Workspace) -> None:
    ids = sell(workspace, "S-1")
    one = clients.add(workspace, person()).id
    event = give(workspace.profiles_writer(), one, "S-1")
    workspace.writer().delete([ids["S-1"]])
    workspace.writer().purge(0)
    assert clients.brief(workspace, one).liked[0].name == "Article S-1"
    workspace.profiles_writer().undo(event.id)
    assert clients.brief(workspace, one).liked == ()


def export_of(workspace: Workspace) -> int:
    one = clients.add(workspace, full_person(), agreed=[Purpose.PHOTOS]).id
    profiles = workspace.profiles_writer()
    give(profiles, one, "S-1", EventKind.DISLIKE, reason=Refusal.COLOUR, vector=vector(1), space=SPACE)
    profiles.undo(give(profiles, one, "S-2", at=NOW + 1).id, NOW + 2)
    profiles.own(one, Owned(name="Grey coat"))
    profiles.keep_photo(one, "look", JPEG + b"look", vector(2), SPACE, at=NOW, expires_at=NOW + DAY)
    return one


def test_everything_is_exported(workspace: Workspace, tmp_path: Path) -> None:
    one = export_of(workspace)
    out = tmp_path / "new" / "ana.json"
    written = export_client(workspace, one, out)
    assert written == [out, tmp_path / "new" / "ana.json-pictures" / "photo-1.jpg"]
    assert written[1].read_bytes() == JPEG + b"look"
    text = out.read_text(encoding="utf-8")
    assert "Ana Ω" in text
    told = json.loads(text)
    assert told["client"]["likes"] == {"colour": ["Blue"], "brand": ["Acmé"]}
    assert told["client"]["created_at"].endswith("+00:00")
    first, second = told["events"]
    assert first == {
        "id": 1, "at": "2025-06-15T15:06:40+00:00", "kind": "dislike", "reason": "colour", "source": "window",
        "counts": True, "changes": [],
        "product": {
            "sku": "S-1", "name": "Article S-1", "category": "", "brand": "", "style": "", "colour": "",
            "size": "", "currency": "EUR", "price": 49.9,
        },
    }  # fmt: skip
    assert (second["counts"], second["changes"]) == (False, [{"change": "undone", "at": iso(NOW + 2)}])
    assert told["owned"] == [{"sku": "", "name": "Grey coat", "since": None}]
    assert told["consents"][0]["purpose"] == "photos"
    assert told["photos"][0]["file"] == "ana.json-pictures/photo-1.jpg"
    assert told["taste"][SPACE]["products"]["S-1"] == pytest.approx(vector(1).tolist(), abs=1e-6)
    assert told["taste"][SPACE]["photos"]["1"] == pytest.approx(vector(2).tolist(), abs=1e-6)
    assert sorted(path.name for path in tmp_path.rglob("*.part")) == []


def test_an_export_as_archive_and_into_a_folder(workspace: Workspace, tmp_path: Path) -> None:
    one = export_of(workspace)
    archive, folder = tmp_path / "ana.ZIP", tmp_path / "folder.d"
    folder.mkdir()
    assert export_client(workspace, one, archive) == [archive]
    with zipfile.ZipFile(archive) as opened:
        assert opened.namelist() == ["client.json", "pictures/photo-1.jpg"]
        told = json.loads(opened.read("client.json"))
        assert opened.read(told["photos"][0]["file"]) == JPEG + b"look"
    written = export_client(workspace, one, folder)
    assert written == [folder / "client.json", folder / "pictures" / "photo-1.jpg"]
    assert json.loads(written[0].read_bytes()) == told
    bare = clients.add(workspace, person()).id
    assert export_client(workspace, bare, tmp_path / "bare.json") == [tmp_path / "bare.json"]


def test_joining_taken_back_gives_equal_exports(workspace: Workspace, tmp_path: Path) -> None:
    one, two = export_of(workspace), export_of(workspace)

    def exported() -> list[bytes]:
        return [
            export_client(workspace, each, tmp_path / f"{each}.json")[0].read_bytes() for each in (one, two)
        ]

    before = exported()
    joined = clients.merge(workspace, one, two)
    assert exported() != before
    clients.unmerge(workspace, joined)
    assert exported() == before


def test_an_export_that_cannot_be_written(workspace: Workspace, tmp_path: Path) -> None:
    one = export_of(workspace)
    file = tmp_path / "file"
    file.write_bytes(b"")
    assert code_of(lambda: export_client(workspace, one, file / "a.json")) is ErrorCode.NOT_FOUND
    assert code_of(lambda: export_client(workspace, 99, tmp_path / "a.json")) is ErrorCode.UNKNOWN_CLIENT
    assert [path.name for path in tmp_path.glob("a.json*")] == []


def test_forgetting_says_what_still_holds_the_client(workspace: Workspace) -> None:
    planted = Planted()
    one = plant(workspace.profiles_writer(), planted)
    copy = back_up(workspace)
    workspace.kept.put("person", 1, "something about a client")
    report = forget(workspace, one)
    assert report.cleaned
    assert report.erased["clients"] == 1
    assert [(held.path, held.certain) for held in report.backups] == [(copy, True)]
    assert report.backups[0].expires_at is not None
    assert workspace.kept.get("person", 1) is None
    assert set(found_in(workspace.paths.root, planted)) == {f"backups/{copy.name}"}
    assert clients.list_clients(workspace, archived=True) == []


def test_forgetting_in_the_copies_too(workspace: Workspace) -> None:
    planted = Planted()
    one = plant(workspace.profiles_writer(), planted)
    copy = back_up(workspace)
    aside = workspace.paths.profiles.with_name("profiles.damaged-20250101-120000.db")
    aside.write_bytes(b"unreadable")
    report = forget(workspace, one, backups=True)
    assert (report.rewritten, [held.path for held in report.backups]) == ((copy,), [aside])
    assert found_in(workspace.paths.root, planted) == {}
    assert code_of(lambda: forget(workspace, one)) is ErrorCode.UNKNOWN_CLIENT


def test_how_long_photos_are_kept(workspace: Workspace) -> None:
    assert photo_expiry(workspace, NOW) == NOW + 365 * DAY
    for days, counted in ((10, 10), (0, 1), (-5, 1), (10**9, 36_500)):
        workspace.use_settings(photo_days=days)
        assert photo_expiry(workspace, NOW) == NOW + counted * DAY
    one = export_of(workspace)
    assert erase_photo(workspace, workspace.profiles().photos(one)[0].id)
    assert workspace.profiles().photos(one) == []
