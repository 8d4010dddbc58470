"""The clients' session over a real data folder, with the real threads and use cases."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from visrec_desktop.bridge.clients import ClientsSession
from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.clients import Client, ClientId, EventKind, Owned, Purpose, Refusal, Trait, TraitKind
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.services import feedback
from visrec_desktop.services.clients import Brief
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.ui.clients.merge_preview import united

SKUS = ("A-1", "A-2", "A-3")
Ask = Callable[..., Any]


@pytest.fixture
def workspace(data_dir: Path) -> Iterator[Workspace]:
    with Workspace.open(DataPaths(data_dir), demo=False, writable=True) as opened:
        writer = opened.writer()
        with writer.transaction():
            for sku in SKUS:
                facts = ProductDraft(sku=sku, name=f"Shirt {sku}", category="Shirts", colour="Blue")
                writer.put(replace(facts, attributes={"style": "classic"}), None)
        yield opened


@pytest.fixture
def session(workspace: Workspace, runners: Runners) -> Iterator[ClientsSession]:
    made = ClientsSession(workspace, runners)
    yield made
    made.stop()
    assert runners.shutdown()  # before the workspace is closed


@pytest.fixture
def ask(qtbot: Any) -> Ask:
    """Call a request of the session and wait: what it answers, or the `KnownError`."""

    def wait(request: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        answers: list[Any] = []

        def failed(failure: Failure) -> None:
            answers.append(failure.error)

        request(*arguments, answers.append, failed, **named)
        qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return answers[0]

    return wait


@pytest.fixture
def record(runners: Runners, workspace: Workspace, qtbot: Any) -> Ask:
    """Record an event on the thread that writes."""

    def give(client_id: int, sku: str, kind: EventKind, reason: Refusal | None = None) -> Any:
        answers: list[Any] = []
        runners.work.submit(
            lambda _token: feedback.give(workspace, client_id, sku, kind, reason), on_done=answers.append
        )
        qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        return answers[0]

    return give


def new(name: str, **fields: Any) -> Client:
    return replace(Client(ClientId(0), name), **fields)


def test_a_list_before_there_is_any_file(session: ClientsSession, qtbot: Any) -> None:
    assert not session.is_loaded
    with qtbot.waitSignal(session.clients_changed, timeout=20_000):
        session.refresh()
    assert session.clients == ()
    assert session.is_loaded
    assert session.nobody
    assert session.unusable is None


def test_add_edit_and_find(session: ClientsSession, ask: Ask, qtbot: Any) -> None:
    added = ask(session.add, new("Client 1", notes="Mornings"), (Purpose.PHOTOS,))
    assert isinstance(added, Client)
    qtbot.waitUntil(lambda: [each.name for each in session.clients] == ["Client 1"], timeout=20_000)
    ask(session.add, new("Älice"), ())
    changed: list[int] = []
    session.client_changed.connect(changed.append)
    saved = ask(session.save, replace(added, place="Harbour"))
    assert saved.place == "Harbour"
    qtbot.waitUntil(lambda: changed == [int(added.id)])
    session.set_text("alice")
    qtbot.waitUntil(lambda: [each.name for each in session.clients] == ["Älice"], timeout=20_000)
    brief = ask(session.request_brief, int(added.id))
    assert isinstance(brief, Brief)
    assert brief.client == saved
    assert [answer.purpose for answer in brief.consents] == [Purpose.PHOTOS]
    stale = ask(session.save, replace(added, place="Old town"))
    assert isinstance(stale, KnownError)
    assert stale.code is ErrorCode.CLIENT_CHANGED
    assert ask(session.request_client, int(added.id)).place == "Harbour"


def test_the_archive(session: ClientsSession, ask: Ask, qtbot: Any) -> None:
    added = ask(session.add, new("Client 1"), ())
    assert ask(session.archive, int(added.id), True).archived
    qtbot.waitUntil(lambda: session.is_loaded and session.clients == (), timeout=20_000)
    assert not session.nobody
    session.set_archived(True)
    qtbot.waitUntil(lambda: [each.archived for each in session.clients] == [True], timeout=20_000)
    assert not ask(session.archive, int(added.id), False).archived


def test_the_brief_knows_what_happened(session: ClientsSession, ask: Ask, record: Ask, qtbot: Any) -> None:
    added = ask(session.add, new("Client 1"), (Purpose.PROFILE,))
    number = int(added.id)
    record(number, "A-1", EventKind.LIKE)
    record(number, "A-2", EventKind.DISLIKE, Refusal.TOO_DEAR)
    record(number, "A-3", EventKind.PURCHASE)
    ask(session.own, number, Owned(name="A grey coat"))
    ask(session.set_consent, number, Purpose.CONTACT, True)
    brief = ask(session.request_brief, number)
    assert [seen.sku for seen in brief.liked] == ["A-1"]
    assert [(seen.sku, seen.reason) for seen in brief.refused] == [("A-2", Refusal.TOO_DEAR)]
    assert [seen.sku for seen in brief.bought] == ["A-3"]
    assert "A grey coat" in [thing.name for thing in brief.owned]
    assert {answer.purpose for answer in brief.consents} == {Purpose.PROFILE, Purpose.CONTACT}
    ask(session.disown, number, Owned(name="A grey coat"))
    assert "A grey coat" not in [thing.name for thing in ask(session.request_brief, number).owned]
    with qtbot.waitSignal(session.clients_changed, timeout=20_000):
        session.note_change(number)
    assert session.clients[0].knowledge.likes == 1


def test_a_kept_photo(
    session: ClientsSession, ask: Ask, runners: Runners, workspace: Workspace, qtbot: Any
) -> None:
    number = int(ask(session.add, new("Client 1"), (Purpose.PHOTOS,)).id)
    buffer = io.BytesIO()
    Image.new("RGB", (200, 100), "teal").save(buffer, "JPEG")
    done: list[Any] = []

    def keep(_token: object) -> object:
        at = time.time_ns() // 1000
        vector = np.ones(4, np.float32)
        return workspace.profiles_writer().keep_photo(
            number, "shown", buffer.getvalue(), vector, "look@1", at=at, expires_at=at + 10**12
        )

    runners.work.submit(keep, on_done=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    (photo,) = ask(session.request_brief, number).photos
    images: list[Any] = []
    session.request_photo(photo.id, 50, images.append)
    qtbot.waitUntil(lambda: bool(images), timeout=20_000)
    assert (images[0].width(), images[0].height()) == (50, 25)


def test_the_preview_of_a_merger_is_what_the_store_makes(session: ClientsSession, ask: Ask) -> None:
    blue, red = Trait(TraitKind.COLOUR, "Blue"), Trait(TraitKind.COLOUR, "Red")
    keep = ask(
        session.add,
        new("Client 1", sizes=("M",), likes=(blue,), contact="1@example.com", notes="Quiet."),
        (),
    )
    gone = ask(
        session.add,
        new(
            "Client 2",
            sizes=("m", "40"),
            likes=(Trait(TraitKind.COLOUR, "blue"), red),
            avoids=(Trait(TraitKind.BRAND, "Northwind"),),
            contact="2@example.com",
            notes="Loud.",
            budget_max=Decimal(90),
            currency="EUR",
            place="Harbour",
            gender="any",
            age_band="35–44",
        ),
        (),
    )
    expected = united(keep, gone)
    merge = ask(session.merge, int(keep.id), int(gone.id))
    merged = ask(session.request_client, int(keep.id))
    same = {"version": 0, "updated_at": 0, "created_at": 0}
    assert replace(merged, **same) == replace(expected, **same)
    parted = ask(session.unmerge, merge, (int(keep.id), int(gone.id)))
    assert replace(parted, **same) == replace(keep, **same)
    assert ask(session.request_client, int(gone.id)).place == "Harbour"


def test_words_and_clients_of_products(session: ClientsSession, ask: Ask, qtbot: Any) -> None:
    styles: list[Any] = []
    session.request_styles(styles.append)
    others: list[Any] = []
    ask(session.add, new("Client 1"), ())
    session.request_others("", others.append)
    qtbot.waitUntil(lambda: bool(styles and others), timeout=20_000)
    assert styles == [("classic",)]
    assert [each.name for each in others[0]] == ["Client 1"]
    assert ask(session.request_fits, (1,)) == ()


def test_export_and_forget(session: ClientsSession, ask: Ask, record: Ask, tmp_path: Path) -> None:
    number = int(ask(session.add, new("Client 1", notes="Planted-7431"), ()).id)
    record(number, "A-1", EventKind.LIKE)
    files = ask(session.export, number, tmp_path / "client-1.zip")
    with zipfile.ZipFile(files[0]) as archive:
        assert any(b"Planted-7431" in archive.read(name) for name in archive.namelist())
    report = ask(session.forget, number)
    assert report.client_id == number
    assert report.erased["clients"] == 1
    gone = ask(session.request_brief, number)
    assert isinstance(gone, KnownError)
    assert gone.code is ErrorCode.UNKNOWN_CLIENT
    again = ask(session.forget, number)
    assert isinstance(again, KnownError)
    assert again.code is ErrorCode.UNKNOWN_CLIENT


def test_a_damaged_file_can_be_restored(
    session: ClientsSession, ask: Ask, workspace: Workspace, runners: Runners, qtbot: Any
) -> None:
    from visrec_desktop.services import profiles_backup

    ask(session.add, new("Client 1"), ())
    copies: list[Any] = []
    runners.work.submit(lambda _token: profiles_backup.back_up(workspace), on_done=copies.append)
    qtbot.waitUntil(lambda: bool(copies), timeout=20_000)
    error = KnownError(ErrorCode.PROFILES_DAMAGED, "profiles.db", "no database")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "profiles", lambda: (_ for _ in ()).throw(error))
        with qtbot.waitSignal(session.usable_changed, timeout=20_000):
            session.refresh()
        assert session.unusable is error
    backups: list[Any] = []
    session.request_backups(backups.append)
    qtbot.waitUntil(lambda: bool(backups), timeout=20_000)
    assert [backup.clients for backup in backups[0]][:1] == [1]
    restored = ask(session.restore, backups[0][0].path)
    assert restored.clients == 1
    assert restored.aside is not None
    qtbot.waitUntil(lambda: session.unusable is None, timeout=20_000)
    assert [each.name for each in session.clients] == ["Client 1"]


def test_a_single_failure_is_told_and_changes_nothing(session: ClientsSession, qtbot: Any) -> None:
    answers: list[Any] = []
    with qtbot.waitSignal(session.failed, timeout=20_000) as told:
        session.request_client(99, answers.append)
    assert told.args[0].code is ErrorCode.UNKNOWN_CLIENT
    assert answers == []
    assert session.unusable is None


def test_only_the_newest_brief_answers(session: ClientsSession, ask: Ask, qtbot: Any) -> None:
    first = int(ask(session.add, new("Client 1"), ()).id)
    second = int(ask(session.add, new("Client 2"), ()).id)
    shown: list[str] = []
    for number in (first, second):
        session.request_brief(number, lambda brief: shown.append(brief.client.name))
    session.request_brief(
        first, lambda brief: shown.append(f"form of {brief.client.name}"), key="client-form"
    )
    qtbot.waitUntil(lambda: set(shown) == {"Client 2", "form of Client 1"}, timeout=20_000)
