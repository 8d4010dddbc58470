"""Events are only ever added; answers decide what may be recorded and kept."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

import numpy as np
import pytest

from tests.unit.data.profiles.people import DAY, JPEG, NOW, SPACE, article, full_person, give, person, vector
from visrec_desktop.core.clients import (
    EventKind,
    EventSource,
    Knowledge,
    Purpose,
    Refusal,
    Snapshot,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter


def code_of(action: object, *args: object, **named: object) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action(*args, **named)  # type: ignore[operator]
    return caught.value.code


def test_an_event_comes_back_with_its_product(profiles: ProfilesWriter, reader: ProfilesReader) -> None:
    one = profiles.add(person()).id
    then = Snapshot("S-1", "Coat", "Coats", "Acme", "Casual", "Blue", "S, M", Decimal("120.00"), "EUR")
    event = profiles.record(
        one, " S-1 ", EventKind.DISLIKE, NOW, Refusal.COLOUR,
        source=EventSource.COMMAND, snapshot=then, vector=vector(3), space=SPACE,
    )  # fmt: skip
    assert reader.events(one) == [event]
    assert (event.sku, event.reason, event.source, event.at) == (
        "S-1",
        Refusal.COLOUR,
        EventSource.COMMAND,
        NOW,
    )
    history = reader.history(one)
    assert history.snapshots == {"S-1": then}
    assert history.knowledge == Knowledge(refusals=1)
    assert np.array_equal(reader.item_vectors(["S-1"], SPACE)["S-1"], vector(3))
    assert reader.item_vectors(["S-1"], "other@1") == {}
    assert reader.interactions() == ((one, "S-1", EventKind.DISLIKE, Refusal.COLOUR, NOW),)
    assert reader.clients()[0].last_visit == NOW


def test_the_newest_snapshot_speaks_for_a_product(profiles: ProfilesWriter) -> None:
    one = profiles.add(person()).id
    profiles.record(one, "S-1", EventKind.LIKE, NOW + 2, snapshot=article("S-1", price=Decimal(9)))
    profiles.record(one, "S-1", EventKind.VIEW, NOW, snapshot=article("S-1", price=Decimal(99)))
    profiles.record(one, "S-1", EventKind.VIEW, NOW + 3)
    assert profiles.history(one).snapshots["S-1"].price == Decimal(9)
    assert [event.at for event in profiles.events(one)] == [NOW, NOW + 2, NOW + 3]
    assert len(profiles.event_snapshots(one)) == 2


def test_undoing_and_redoing_stay_on_record(profiles: ProfilesWriter, reader: ProfilesReader) -> None:
    one = profiles.add(person()).id
    event = give(profiles, one, "S-1")
    assert profiles.undo(event.id, NOW + 1).undone_at == NOW + 1
    assert (reader.events(one), reader.history(one).snapshots, reader.interactions()) == ([], {}, ())
    assert reader.clients()[0].knowledge == Knowledge()
    assert code_of(profiles.undo, event.id) is ErrorCode.NOTHING_TO_UNDO
    assert profiles.redo(event.id, NOW + 2) == event
    assert code_of(profiles.redo, event.id) is ErrorCode.NOTHING_TO_UNDO
    profiles.undo(event.id, NOW + 3)
    assert [tuple(state) for state in reader.event_states(one)] == [
        (event.id, True, NOW + 1), (event.id, False, NOW + 2), (event.id, True, NOW + 3),
    ]  # fmt: skip
    (kept,) = reader.events(one, undone=True)
    assert kept.undone_at == NOW + 3
    for ask in (profiles.undo, profiles.redo, profiles.event):
        assert code_of(ask, 99) is ErrorCode.NOTHING_TO_UNDO


def test_an_event_cannot_be_rewritten(profiles: ProfilesWriter) -> None:
    event = give(profiles, profiles.add(person()).id, "S-1")
    for column in ("client_id", "sku", "kind", "reason", "source", "at"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            profiles._db.execute(f"UPDATE events SET {column} = {column} WHERE id = ?", (event.id,))


def test_what_cannot_be_recorded(profiles: ProfilesWriter) -> None:
    one = profiles.add(person()).id
    assert code_of(profiles.record, one, " ", EventKind.LIKE, NOW) is ErrorCode.MISSING_SKU
    assert code_of(profiles.record, one, "S", EventKind.LIKE, NOW, Refusal.SIZE) is ErrorCode.BAD_VALUE
    assert code_of(profiles.record, 99, "S", EventKind.LIKE, NOW) is ErrorCode.UNKNOWN_CLIENT
    for at in (-1, 10**18):
        assert code_of(profiles.record, one, "S", EventKind.LIKE, at) is ErrorCode.BAD_VALUE
    dear = article("S", price=Decimal("-1"))
    assert code_of(profiles.record, one, "S", EventKind.LIKE, NOW, snapshot=dear) is ErrorCode.BAD_VALUE
    for wrong in (np.full(3, np.nan, np.float32), np.zeros((2, 2), np.float32), np.zeros(0, np.float32)):
        with pytest.raises(ValueError, match="finite"):
            profiles.record(one, "S", EventKind.LIKE, NOW, vector=wrong, space=SPACE)
    assert profiles.events(one, undone=True) == []


def test_a_thousand_likes_of_one_product(profiles: ProfilesWriter) -> None:
    one = profiles.add(person()).id
    with profiles.transaction():
        for place in range(1000):
            give(profiles, one, "S-1", at=NOW - place)  # a clock that runs backwards
    history = profiles.history(one)
    assert (len(history.events), history.knowledge.likes) == (1000, 1)
    assert [event.at for event in history.events] == [NOW - place for place in range(999, -1, -1)]
    assert profiles._db.execute("SELECT count(*) FROM snapshots").fetchone() == (1,)


def test_who_does_not_want_to_be_remembered_is_not(profiles: ProfilesWriter) -> None:
    one = profiles.add(full_person()).id
    event = give(profiles, one, "S-1")
    undone = profiles.undo(give(profiles, one, "S-2").id)
    profiles.set_consent(one, Purpose.PROFILE, False, NOW)
    with pytest.raises(KnownError) as caught:
        give(profiles, one, "S-3")
    assert (caught.value.code, caught.value.detail) == (ErrorCode.NO_CONSENT, "profile")
    assert code_of(profiles.redo, undone.id) is ErrorCode.NO_CONSENT
    history = profiles.history(one)
    assert (history.events, history.owned, history.knowledge) == ((), (), Knowledge())
    assert (history.client.likes, history.client.avoids, history.client.budget_max) == ((), (), None)
    assert profiles.interactions() == ()
    assert profiles.clients()[0].knowledge == Knowledge()
    assert profiles.clients()[0].last_visit == 0
    assert len(profiles.events(one)) == 1  # still there, to be handed out or forgotten
    profiles.undo(event.id)
    profiles.set_consent(one, Purpose.PROFILE, True, NOW + 1)
    assert profiles.redo(event.id).undone_at is None
    assert len(profiles.history(one).events) == 1


def test_answers_are_kept_and_the_last_one_counts(profiles: ProfilesWriter) -> None:
    one = profiles.add(person()).id
    assert [(profiles.agreed(one, each), profiles.withdrawn(one, each)) for each in Purpose] == [
        (False, False)
    ] * 3
    for given, at in ((True, NOW), (False, NOW + DAY), (True, NOW - DAY)):  # the clock was put back
        profiles.set_consent(one, Purpose.CONTACT, given, at)
    assert [answer.given for answer in profiles.consents(one)] == [True, False, True]
    assert profiles.agreed(one, Purpose.CONTACT)
    assert not profiles.agreed(one, Purpose.PHOTOS)
    assert code_of(profiles.set_consent, one, Purpose.CONTACT, True, -1) is ErrorCode.BAD_VALUE


def keep(profiles: ProfilesWriter, client_id: int, label: str, expires_at: int = NOW + DAY) -> int:
    picture = JPEG + label.encode()
    return profiles.keep_photo(client_id, label, picture, vector(1), SPACE, at=NOW, expires_at=expires_at).id


def test_photos_need_an_agreement_and_end(profiles: ProfilesWriter, reader: ProfilesReader) -> None:
    one = profiles.add(person()).id
    with pytest.raises(KnownError) as caught:
        keep(profiles, one, "early")
    assert (caught.value.code, caught.value.detail) == (ErrorCode.NO_CONSENT, "photos")
    profiles.set_consent(one, Purpose.PHOTOS, True, NOW)
    first, second = keep(profiles, one, "first"), keep(profiles, one, "second", NOW + 2 * DAY)
    assert reader.photo(first) == JPEG + b"first"
    ids, rows = reader.photo_vectors(one, SPACE)
    assert (ids.tolist(), rows.shape) == ([first, second], (2, 8))
    assert reader.photo_vectors(one, "none@1")[1].shape == (0, 0)
    assert reader.history(one).knowledge.photos == 2
    assert [profiles.expire_photos(NOW + at) for at in (0, DAY, DAY, -(10**9))] == [0, 1, 0, 0]
    assert [photo.label for photo in reader.photos(one)] == ["second"]
    assert code_of(reader.photo, first) is ErrorCode.NOT_FOUND
    third = keep(profiles, one, "third")
    assert third > second  # a number is never given twice
    assert profiles.erase_photo(third)
    assert not profiles.erase_photo(third)


def test_taking_back_the_agreement_erases_photos_from_the_disk(profiles: ProfilesWriter) -> None:
    one = profiles.add(person()).id
    profiles.set_consent(one, Purpose.PHOTOS, True, NOW)
    marks = [f"<mark {place}>".encode() for place in range(20)]
    for mark in marks:
        profiles.keep_photo(one, "p", JPEG + mark * 500, vector(1), SPACE, at=NOW, expires_at=NOW + DAY)
    profiles.set_consent(one, Purpose.PHOTOS, False, NOW)
    assert profiles.photos(one) == []
    assert profiles.photo_vectors(one, SPACE)[0].tolist() == []
    found = [
        file.name for file in profiles.path.parent.iterdir() for mark in marks if mark in file.read_bytes()
    ]
    assert found == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ErrorCode.NOT_A_PICTURE),
        (b"GIF89a", ErrorCode.NOT_A_PICTURE),
        (JPEG + bytes(33 * 1024 * 1024), ErrorCode.FILE_TOO_LARGE),
    ],
    ids=["empty", "gif", "large"],
)
def test_what_is_no_photo(profiles: ProfilesWriter, data: bytes, code: ErrorCode) -> None:
    one = profiles.add(person()).id
    profiles.set_consent(one, Purpose.PHOTOS, True, NOW)
    assert code_of(profiles.keep_photo, one, "p", data, None, "", at=NOW, expires_at=NOW) is code
