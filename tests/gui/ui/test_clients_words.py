"""How a client's facts read, days as they are typed, and what a merger will give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from tests.gui.ui.clients_fakes import make_client, make_seen
from visrec_desktop.core.clients import (
    ClientId,
    ClientSummary,
    ImportantDate,
    Knowledge,
    Refusal,
    Trait,
    TraitKind,
)
from visrec_desktop.ui.clients.brief_rows import taste_of
from visrec_desktop.ui.clients.dates import day_text, in_days_text, read_day
from visrec_desktop.ui.clients.merge_preview import preview_rows, united
from visrec_desktop.ui.clients.words import (
    budget_text,
    initials,
    knowledge_text,
    person_text,
    refusal_text,
    spoken_summary,
    visit_text,
)

DAY = 86_400 * 1_000_000
NOON = 1_800_014_400_000_000


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Knowledge(), "no likes or purchases yet"),
        (Knowledge(views=9), "no likes or purchases yet"),
        (Knowledge(likes=3, photos=1), "based on 3 likes and 1 photo"),
        (Knowledge(likes=1), "based on 1 like"),
        (Knowledge(1, 2, 3, 0, 4), "based on 1 like, 3 purchases, 2 refusals and 4 photos"),
        (Knowledge(likes=1200), "based on 1,200 likes"),
    ],
)
def test_how_much_is_known(known: Knowledge, words: str) -> None:
    assert knowledge_text(known) == words


def test_the_last_visit_in_words(qapp: object) -> None:
    assert visit_text(0, NOON) == ""
    assert visit_text(NOON, NOON) == "today"
    assert visit_text(NOON - DAY, NOON) == "yesterday"
    assert visit_text(NOON - 12 * DAY, NOON) == "12 days ago"
    assert "20" in visit_text(NOON - 400 * DAY, NOON)  # a date with its year
    assert "days" not in visit_text(NOON + 2 * DAY, NOON)  # a clock that was set back


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Client 17", "17"),
        ("Client 1700", "C1"),
        ("17", "1"),
        ("client", "C"),
        ("  van  der  Client ", "VC"),
        ("Client 🌷", "C"),
        ("🌷", "?"),
        ("", "?"),
        ("عميل ٧", "٧"),
        ("e\u0301lan", "E\u0301"),
        ("客户 甲", "客甲"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_budget(qapp: object) -> None:
    client = make_client(1, currency="EUR")
    assert budget_text(client) == ""
    assert budget_text(make_client(1, currency="EUR", budget_max=Decimal(200))) == "up to €200"
    assert budget_text(make_client(1, currency="CHF", budget_min=Decimal(50))) == "from 50\u00a0CHF"
    both = make_client(1, currency="EUR", budget_min=Decimal(50), budget_max=Decimal("99.50"))
    assert budget_text(both) == "€50 – €99.50"


def test_small_words() -> None:
    assert person_text(make_client(1, contact="17@example.com", place="Old town")) == (
        "17@example.com  ·  Old town"
    )
    assert {refusal_text(reason) for reason in Refusal} >= {"too dear", "has one already"}
    assert refusal_text(None) == "no reason given"
    summary = ClientSummary(ClientId(1), "Client 1", archived=True, knowledge=Knowledge(likes=2))
    assert spoken_summary(summary, NOON) == "Client 1, archived, based on 2 likes"
    assert spoken_summary(summary, NOON, "1@example.com").startswith("Client 1, 1@example.com, archived")
    assert [in_days_text(days) for days in (0, 1, 12)] == ["today", "tomorrow", "in 12 days"]


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("14/05/1987", "en_GB", "1987-05-14"),
        ("5/14/1987", "en_US", "1987-05-14"),
        ("14.5.", "de_DE", "--05-14"),
        ("14.05.1987", "de_DE", "1987-05-14"),
        ("1987-05-14", "en_US", "1987-05-14"),
        ("--05-14", "en_US", "--05-14"),
        ("1987/5/14", "zh_CN", "1987-05-14"),
        ("1987年5月14日", "zh_CN", "1987-05-14"),
        ("29.2.", "de_DE", "--02-29"),
        ("29.2.2023", "de_DE", None),
        ("32.1.", "de_DE", None),
        ("14/05/87", "en_GB", None),
        ("May", "en_GB", None),
        ("", "en_GB", None),
        ("1 2 3 4", "en_GB", None),
    ],
)
def test_days_as_people_write_them(text: str, name: str, day: str | None) -> None:
    assert read_day(text, QLocale(name)) == day


@pytest.mark.parametrize("name", ["en_US", "en_GB", "de_DE", "sv_SE", "zh_CN", "fr_FR", "C", "ar_EG"])
@pytest.mark.parametrize("day", ["1987-05-14", "--05-14", "2000-02-29", "--12-01"])
def test_a_day_reads_back_as_it_is_written(name: str, day: str) -> None:
    locale = QLocale(name)
    assert read_day(day_text(day, locale), locale) == day


def test_what_is_no_day_stays_as_it_is() -> None:
    assert day_text("some day", QLocale("en_GB")) == "some day"


def test_taste_is_the_newest_likes_and_purchases_each_once() -> None:
    liked = (make_seen(1, at=30), make_seen(2, at=10))
    bought = (make_seen(2, at=40), make_seen(3, at=20))
    assert [seen.sku for seen in taste_of(liked, bought)] == ["SKU-0002", "SKU-0001", "SKU-0003"]


def test_two_clients_united() -> None:
    blue, red = Trait(TraitKind.COLOUR, "Blue"), Trait(TraitKind.COLOUR, "Red")
    keep = make_client(1, sizes=("M",), likes=(blue,), contact="1@example.com", notes="Quiet.")
    gone = make_client(
        2,
        sizes=("m", "40"),
        likes=(Trait(TraitKind.COLOUR, "blue"), red),
        contact="2@example.com",
        notes="Quiet.",
        budget_max=Decimal(90),
        currency="EUR",
        place="Harbour",
        dates=(ImportantDate("Birthday", "--05-14"),),
    )
    after = united(keep, gone)
    assert after.name == "Client 1"
    assert after.sizes == ("M", "40")
    assert after.likes == (blue, red)
    assert after.contact == "1@example.com, 2@example.com"
    assert after.notes == "Quiet."
    assert (after.budget_max, after.currency, after.place) == (Decimal(90), "EUR", "Harbour")
    summaries = ClientSummary(ClientId(1), "Client 1"), ClientSummary(ClientId(2), "Client 2")
    rows = dict(preview_rows(keep, gone, summaries))
    assert rows["Budget"] == "up to €90"
    assert rows["Known"] == "only what was entered"


def test_a_budget_of_ones_own_is_kept() -> None:
    keep = make_client(1, budget_max=Decimal(50), currency="EUR")
    gone = make_client(2, budget_min=Decimal(10), budget_max=Decimal(90), currency="CHF")
    after = united(keep, gone)
    assert (after.budget_min, after.budget_max, after.currency) == (None, Decimal(50), "EUR")


@pytest.mark.parametrize(
    "facts",
    [
        {"sizes": ("M",)},
        {"budget_min": Decimal(0)},
        {"budget_max": Decimal(80)},
        {"likes": (Trait(TraitKind.COLOUR, "Blue"),)},
        {"avoids": (Trait(TraitKind.BRAND, "Northwind"),)},
    ],
)
def test_what_was_entered_by_hand_is_something_known(facts: dict[str, Any]) -> None:
    client = make_client(1, **facts)
    assert knowledge_text(Knowledge(), client) == "only what was entered"
    assert knowledge_text(Knowledge(likes=1), client) == "based on 1 like"
    assert knowledge_text(Knowledge(), make_client(1, notes="Tall")) == "nothing known yet"
