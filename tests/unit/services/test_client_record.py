"""A client as JSON, from a file and to one."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from visrec_desktop.core.clients import ImportantDate, Owned, Purpose, Trait, TraitKind
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.services.client_record import read_record, record_of

FULL = {
    "contact": "a@example.org",
    "sizes": ["M", "40"],
    "budget_min": 20,
    "budget_max": "120.50",
    "currency": "EUR",
    "likes": {"colour": ["blue", "green"], "category": "Shirts"},
    "avoids": {"brand": ["Plainfold"]},
    "age_band": "30-39",
    "gender": "f",
    "place": "Here",
    "notes": "two\nlines",
    "dates": [
        {"label": "Birthday", "day": "--05-14"},
        {"label": "Fair", "day": "2026-12-01", "yearly": False},
    ],
    "owned": [{"sku": "SHI-0101"}, {"name": "A red hat"}],
    "consents": {"profile": True, "photos": False},
}


def write(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_every_field_arrives(tmp_path: Path) -> None:
    new = read_record(write(tmp_path / "c.json", FULL), "Client A")
    client = new.client
    assert (client.name, client.contact, client.sizes) == ("Client A", "a@example.org", ("M", "40"))
    assert (client.budget_min, client.budget_max) == (Decimal(20), Decimal("120.50"))
    assert client.likes == (
        Trait(TraitKind.COLOUR, "blue"),
        Trait(TraitKind.COLOUR, "green"),
        Trait(TraitKind.CATEGORY, "Shirts"),
    )
    assert client.avoids == (Trait(TraitKind.BRAND, "Plainfold"),)
    assert client.dates == (
        ImportantDate("Birthday", "--05-14"),
        ImportantDate("Fair", "2026-12-01", yearly=False),
    )
    assert new.owned == (Owned("SHI-0101"), Owned("", "A red hat"))
    assert new.answers == {Purpose.PROFILE: True, Purpose.PHOTOS: False}


def test_what_is_told_can_be_read_back(tmp_path: Path) -> None:
    client = read_record(write(tmp_path / "c.json", FULL), "Client A").client
    again = read_record(write(tmp_path / "d.json", record_of(client)), "Client A").client
    assert again == client


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([1], "no JSON object"),
        ({"shoe": 1}, "unknown fields: shoe"),
        ({"sizes": 40}, "“sizes” is not a list"),
        ({"budget_max": "cheap"}, "“budget_max” is not a number"),
        ({"budget_max": -1}, "not a price"),
        ({"budget_max": True}, "not a number"),
        ({"budget_max": float("nan")}, "not a price"),
        ({"likes": ["blue"]}, "lists of: brand, category, colour, style"),
        ({"likes": {"smell": ["rose"]}}, "lists of"),
        ({"dates": [1]}, "list of objects"),
        ({"consents": {"everything": True}}, "contact, photos, profile"),
        ({"consents": {"photos": "no"}}, "true or false"),
        ({"dates": [{"label": "x", "day": "--01-01", "yearly": "no"}]}, "true or false"),
        ({"notes": 1}, "“notes” is not a text"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, value: object, says: str) -> None:
    with pytest.raises(KnownError) as caught:
        read_record(write(tmp_path / "c.json", value), "Client A")
    assert caught.value.code is ErrorCode.PROFILE_UNREADABLE
    assert says in caught.value.detail


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", ErrorCode.PROFILE_UNREADABLE),
        (b"\xff\xfe{\x00}", ErrorCode.PROFILE_UNREADABLE),
        (b"[" * 100_000, ErrorCode.PROFILE_UNREADABLE),
        (b" " * 4_000_001, ErrorCode.FILE_TOO_LARGE),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, data: bytes, code: ErrorCode) -> None:
    path = tmp_path / "c.json"
    path.write_bytes(data)
    with pytest.raises(KnownError) as caught:
        read_record(path, "Client A")
    assert caught.value.code is code


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        read_record(tmp_path / "none.json", "Client A")
    assert caught.value.code is ErrorCode.NOT_FOUND


def test_a_device_is_no_profile() -> None:
    with pytest.raises(KnownError) as caught:
        read_record(Path("/dev/zero"), "Client A")
    assert caught.value.code is ErrorCode.PROFILE_UNREADABLE
