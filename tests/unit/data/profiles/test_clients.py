"""Adding, finding, editing and joining clients."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.data.profiles.people import DAY, JPEG, NOW, SPACE, full_person, give, person, vector
from visrec_desktop.core.clients import (
    Client,
    EventKind,
    ImportantDate,
    Knowledge,
    Owned,
    Purpose,
    Trait,
    TraitKind,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.data.profiles.reader import ProfilesReader
from visrec_desktop.data.profiles.writer import ProfilesWriter
from visrec_desktop.services.client_export import told


def code_of(action: object, *args: object, **named: object) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        action(*args, **named)  # type: ignore[operator]
    return caught.value.code


def test_a_client_comes_back_as_it_was_stored(profiles: ProfilesWriter, reader: ProfilesReader) -> None:
    stored = profiles.add(full_person())
    assert reader.client(stored.id) == stored
    wanted = replace(full_person(), id=stored.id, created_at=stored.created_at, updated_at=stored.updated_at)
    assert stored == wanted
    assert stored.version == 1
    assert reader.history(stored.id).knowledge == Knowledge()


def test_texts_are_cleaned(profiles: ProfilesWriter) -> None:
    odd = profiles.add(
        person(
            " A\0na\n\tO’Neil \u202e\u0007 \U0001f600 \u200f",
            notes="one  \r\ntwo\u0007\n\n" + "x" * 10_000,
            sizes=("s", "S ", "", "M"),
            likes=tuple(Trait(TraitKind.COLOUR, value) for value in ("Blue", "BLUE ", " ", "Red")),
            contact="e\u0301",
        )
    )
    assert odd.name == "Ana O’Neil \U0001f600 \u200f"
    assert odd.notes == "one\ntwo\n\n" + "x" * 10_000
    assert (odd.sizes, [trait.value for trait in odd.likes]) == (("s", "M"), ["Blue", "Red"])
    assert odd.contact == "\u00e9"
    assert profiles.add(person("\udcff")).name == "\ufffd"


@pytest.mark.parametrize("name", ["", " \n", "\0", "\u200b\u200f", "\u202e"])
def test_a_name_must_be_visible(profiles: ProfilesWriter, name: str) -> None:
    assert code_of(profiles.add, person(name)) is ErrorCode.MISSING_NAME


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"budget_min": Decimal(80), "budget_max": Decimal(50)}, "lowest price 80"),
        ({"budget_min": Decimal(-1)}, "-1"),
        ({"budget_max": Decimal("NaN")}, "NaN"),
        ({"budget_max": Decimal(10) ** 30}, "price"),
        ({"dates": (ImportantDate("x", "1987-02-29"),)}, "1987-02-29"),
        ({"dates": (ImportantDate("x", "14.5.1987"),)}, "14.5.1987"),
        ({"dates": (ImportantDate("x", "--13-01"),)}, "--13-01"),
        ({"dates": (ImportantDate("x", "19870514"),)}, "19870514"),
        ({"dates": (ImportantDate("x", "0000-01-01"),)}, "0000-01-01"),
        ({"dates": (ImportantDate("x", "١٩٨٧-05-14"),)}, "date"),
        ({"notes": "x" * 100_001}, "notes longer"),
        ({"place": "x" * 301}, "place longer"),
        ({"sizes": tuple(map(str, range(10_001)))}, "more than 10000 sizes"),
    ],
)
def test_values_that_are_none(profiles: ProfilesWriter, fields: dict[str, object], word: str) -> None:
    with pytest.raises(KnownError) as caught:
        profiles.add(person(**fields))
    assert caught.value.code is ErrorCode.BAD_VALUE
    assert word in caught.value.detail
    assert profiles.clients() == []


def test_equal_and_unusual_values_that_are_fine(profiles: ProfilesWriter) -> None:
    leap = profiles.add(
        person(dates=(ImportantDate("", "--02-29"),), budget_min=Decimal(5), budget_max=Decimal(5))
    )
    assert leap.dates == (ImportantDate("", "--02-29"),)
    both = (Trait(TraitKind.COLOUR, "Blue"),)
    torn = profiles.add(person("Torn", likes=both, avoids=both))
    assert (torn.likes, torn.avoids) == (both, both)
    assert profiles.add(person("Cents", budget_max=Decimal("9.995"))).budget_max == Decimal("10.00")


def test_two_windows_edit_one_client(profiles: ProfilesWriter) -> None:
    first = profiles.add(person())
    second = profiles.save(replace(first, notes="from one window"))
    assert (second.version, second.notes) == (2, "from one window")
    with pytest.raises(KnownError) as caught:
        profiles.save(replace(first, contact="from the other"))
    assert (caught.value.code, caught.value.subject) == (ErrorCode.CLIENT_CHANGED, "Client A")
    assert profiles.client(first.id) == second
    merged = profiles.save(replace(profiles.client(first.id), contact="from the other"))
    assert (merged.notes, merged.contact, merged.version) == ("from one window", "from the other", 3)
    assert profiles.save(merged) == merged  # nothing changed, so nothing is stored
    assert code_of(profiles.save, replace(merged, id=99)) is ErrorCode.UNKNOWN_CLIENT
    assert code_of(profiles.save, replace(merged, name=" ")) is ErrorCode.MISSING_NAME


def test_lists_and_search(profiles: ProfilesWriter) -> None:
    for name in ("Zoë 10", "zoe 9", "Émile", "李雷"):
        profiles.add(person(name, contact="Tel. 555 017", notes="Crêpe" if name == "Émile" else ""))
    assert [each.name for each in profiles.clients()] == ["Émile", "zoe 9", "Zoë 10", "李雷"]
    assert [each.name for each in profiles.clients("ZOE")] == ["zoe 9", "Zoë 10"]
    assert [each.name for each in profiles.clients("crepe 017")] == ["Émile"]
    assert [each.name for each in profiles.clients("雷")] == ["李雷"]
    assert profiles.clients("100%") == profiles.clients("nobody") == []
    emile = profiles.archive(profiles.find("émile").id)
    assert emile.archived
    assert emile.version == 2
    assert len(profiles.clients()) == 3
    assert [each.archived for each in profiles.clients(archived=True)] == [True, False, False, False]
    assert [each.name for each in profiles.clients("emi")] == ["Émile"]
    assert profiles.archive(emile.id) == emile
    assert not profiles.archive(emile.id, False).archived


def test_find_by_number_or_name(profiles: ProfilesWriter) -> None:
    one, two = profiles.add(person("Same  Name")), profiles.add(person("same name"))
    seven = profiles.add(person("7"))
    assert profiles.find(f" {two.id} ").id == two.id
    assert profiles.find("7").id == seven.id
    with pytest.raises(KnownError) as caught:
        profiles.find("SAME NAME")
    assert caught.value.detail == f"{one.id}, {two.id}"
    for text in ("", "nobody", "9" * 30, "samé name"):
        assert code_of(profiles.find, text) is ErrorCode.UNKNOWN_CLIENT
    for ask in (profiles.client, profiles.history, profiles.events, profiles.photos, profiles.forget):
        assert code_of(ask, 99) is ErrorCode.UNKNOWN_CLIENT


def test_owned_things(profiles: ProfilesWriter) -> None:
    one = profiles.add(person()).id
    coat = profiles.own(one, Owned(name="Grey coat ", since=NOW))
    assert profiles.own(one, Owned(name="grey  COAT")) == coat == Owned("", "Grey coat", NOW)
    profiles.own(one, Owned(" S-1 ", "Article"))
    profiles.own(one, Owned("S-1"))
    assert profiles.owned(one) == [coat, Owned("S-1", "Article", 0)]
    assert profiles.disown(one, Owned("S-1"))
    assert not profiles.disown(one, Owned("S-1"))
    assert not profiles.disown(one, Owned(name="Red coat"))
    assert code_of(profiles.own, one, Owned(" ")) is ErrorCode.BAD_VALUE
    give(profiles, one, "B-1", EventKind.PURCHASE)
    give(profiles, one, "B-1", EventKind.PURCHASE, NOW + 1)
    history = profiles.history(one)
    assert history.owned == (coat, Owned("B-1", "Article B-1", NOW))
    assert profiles.owned(one) == [coat]


def pair(profiles: ProfilesWriter) -> tuple[Client, Client]:
    """Two records of one person, both with something of everything."""
    keep, gone = (
        profiles.add(full_person()),
        profiles.add(
            person(
                "Ana O.",
                contact="other contact",
                sizes=("M", "s"),
                likes=(Trait(TraitKind.COLOUR, "blue"), Trait(TraitKind.COLOUR, "Green")),
                budget_max=Decimal(10),
                currency="USD",
                notes="Second card.",
                dates=(ImportantDate("birthday", "1987-05-14"), ImportantDate("wedding", "2020-06-01")),
                archived=True,
            )
        ),
    )
    for place, client in enumerate((keep, gone)):
        profiles.set_consent(client.id, Purpose.PHOTOS, True, NOW)
        give(profiles, client.id, "D-1", vector=vector(1), space=SPACE)
        profiles.undo(give(profiles, client.id, f"D-{place}", EventKind.PURCHASE, NOW + place).id, NOW + 5)
        profiles.own(client.id, Owned(name=f"Coat {place}"))
        profiles.keep_photo(client.id, "p", JPEG + b"1", vector(place), SPACE, at=NOW, expires_at=NOW + DAY)
    return profiles.client(keep.id), profiles.client(gone.id)


def test_two_records_of_one_person_are_united(profiles: ProfilesWriter) -> None:
    keep, gone = pair(profiles)
    profiles.merge(keep.id, gone.id)
    (listed,) = profiles.clients()
    assert (listed.id, listed.name) == (keep.id, "Ana Ω")
    assert listed.knowledge == Knowledge(likes=1, photos=2)
    one = profiles.client(gone.id)
    assert one == profiles.client(keep.id)
    assert one.version == keep.version + 1
    assert one.sizes == ("S", "38", "M")
    assert [trait.value for trait in one.likes] == ["Blue", "Acmé", "Green"]
    assert (one.budget_min, one.budget_max, one.currency) == (Decimal(20), Decimal("99.90"), "EUR")
    assert one.contact == "ana@example.org, 555 01, other contact"
    assert one.notes == "Prefers mornings.\nLikes linen.\n\nSecond card."
    assert [entry.label for entry in one.dates] == ["birthday", "name day", "wedding"]
    events = profiles.events(gone.id, undone=True)
    assert {event.client_id for event in events} == {keep.id}
    assert len(events) == 4
    assert len(profiles.owned(keep.id)) == len(profiles.consents(keep.id)) == 2
    assert [each.id for each in profiles.clients("ana o.")] == [keep.id]  # by the other record's name
    assert profiles.find("Ana O.").id == keep.id
    assert {each.client_id for each in profiles.interactions()} == {keep.id}
    assert code_of(profiles.merge, keep.id, gone.id) is ErrorCode.BAD_VALUE
    assert code_of(profiles.save, replace(gone, name="stale")) is ErrorCode.CLIENT_CHANGED
    assert code_of(profiles.save, replace(keep, name="stale")) is ErrorCode.CLIENT_CHANGED
    assert profiles.check(full=True).ok


def test_joining_can_be_taken_back_exactly(profiles: ProfilesWriter) -> None:
    keep, gone = pair(profiles)
    before = [told(profiles, client.id) for client in (keep, gone)]
    listed = profiles.clients(archived=True)
    merged = profiles.merge(keep.id, gone.id)
    assert told(profiles, keep.id)["joined_records"] == [before[1]["client"]]
    back = profiles.unmerge(merged.id)
    assert [told(profiles, client.id) for client in (keep, gone)] == before
    assert profiles.clients(archived=True) == listed
    assert back.version > keep.version  # whoever edits the joined one is told
    assert code_of(profiles.unmerge, merged.id) is ErrorCode.NOTHING_TO_UNDO


def test_what_was_edited_since_joining_stays(profiles: ProfilesWriter) -> None:
    keep, gone = pair(profiles)
    merged = profiles.merge(keep.id, gone.id)
    profiles.save(replace(profiles.client(keep.id), place="Graz", notes="New."))
    event = give(profiles, gone.id, "D-9")  # an old number
    assert event.client_id == keep.id
    one = profiles.unmerge(merged.id)
    assert (one.place, one.notes, one.contact) == ("Graz", "New.", keep.contact)
    assert "D-9" in {event.sku for event in profiles.events(keep.id)}
    assert profiles.client(gone.id).name == "Ana O."


def test_joinings_in_a_row_are_taken_back_in_order(profiles: ProfilesWriter) -> None:
    a, b, c, d = (profiles.add(person(name)).id for name in "ABCD")
    first, second = profiles.merge(a, b), profiles.merge(a, c)
    third = profiles.merge(d, a)
    assert {profiles.client(number).id for number in (a, b, c, d)} == {d}
    for merged in (first, second):
        assert code_of(profiles.unmerge, merged.id) is ErrorCode.NOTHING_TO_UNDO
    profiles.unmerge(third.id)
    assert [profiles.client(number).id for number in (a, b, c, d)] == [a, a, a, d]
    assert code_of(profiles.unmerge, first.id) is ErrorCode.NOTHING_TO_UNDO
    profiles.unmerge(second.id)
    profiles.unmerge(first.id)
    assert [profiles.client(number).id for number in (a, b, c, d)] == [a, b, c, d]
    assert profiles.check(full=True).ok


def test_the_last_answer_counts_for_both(profiles: ProfilesWriter) -> None:
    keep, gone = pair(profiles)
    profiles.set_consent(gone.id, Purpose.PHOTOS, False, NOW - DAY)  # recorded last, by a clock that jumped
    merged = profiles.merge(keep.id, gone.id)
    assert not profiles.agreed(keep.id, Purpose.PHOTOS)
    assert profiles.photos(keep.id) == []  # a no erases, also on the record it was not given for
    profiles.unmerge(merged.id)
    assert profiles.agreed(keep.id, Purpose.PHOTOS)
    assert not profiles.agreed(gone.id, Purpose.PHOTOS)


def test_weights_are_versioned(profiles: ProfilesWriter, reader: ProfilesReader) -> None:
    assert reader.weights()[0] == 0
    assert abs(sum(reader.weights()[1].values()) - 1) < 1e-9
    assert profiles.set_weights({"taste": 0.7, "attributes": 0.3}, "40 answers") == 1
    assert reader.weights() == (1, {"taste": 0.7, "attributes": 0.3})
    assert profiles.reset_weights() == 2
    assert reader.weights()[1]["taste"] == 0.45
    assert [each.reason for each in reader.weight_history()] == ["40 answers", "reset"]
    with pytest.raises(ValueError, match="JSON"):
        profiles.set_weights({"taste": float("nan")}, "")


def test_each_change_is_counted(profiles: ProfilesWriter, reader: ProfilesReader) -> None:
    seen = [reader.change_seq()]
    one = profiles.add(person())
    seen.append(reader.change_seq())
    event = give(profiles, one.id, "S-1")
    seen.append(reader.change_seq())
    profiles.undo(event.id)
    seen.append(reader.change_seq())
    assert seen == sorted(set(seen))
    with pytest.raises(KnownError):
        profiles.undo(event.id)
    assert reader.change_seq() == seen[-1]


def test_a_block_is_stored_whole_or_not_at_all(profiles: ProfilesWriter) -> None:
    with pytest.raises(KnownError), profiles.transaction():
        profiles.add(person())
        profiles.add(person(""))
    assert profiles.clients() == []
