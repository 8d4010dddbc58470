"""How a client's facts read: what is known, the last visit, sizes and budget, reasons, agreements."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from visrec_desktop.ui.products.words import price_text
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.core.clients import Client, ClientSummary, Knowledge, Owned, Purpose, Refusal, Trait

_DAYS_IN_WORDS = 31
_MOST_INITIALS = 2


def _tr(text: str) -> str:
    return QCoreApplication.translate("Clients", text)


def _count(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.replace("%1", count_text(number))


def known_counts(known: Knowledge) -> list[str]:
    """Such as ["3 likes", "1 photo"]; empty when nothing is known."""
    return [
        _count(number, one, many)
        for number, one, many in (
            (known.likes, _tr("1 like"), _tr("%1 likes")),
            (known.purchases, _tr("1 purchase"), _tr("%1 purchases")),
            (known.refusals, _tr("1 refusal"), _tr("%1 refusals")),
            (known.photos, _tr("1 photo"), _tr("%1 photos")),
        )
        if number
    ]


def has_entries(client: Client) -> bool:
    """Whether anything was entered by hand that speaks about taste."""
    budget = client.budget_min is not None or client.budget_max is not None
    return budget or bool(client.sizes or client.likes or client.avoids)


def nothing_recorded_text(*, has_entered: bool) -> str:
    """What is said of somebody who neither liked nor bought anything yet."""
    return _tr("only what was entered") if has_entered else _tr("nothing known yet")


def knowledge_text(known: Knowledge, client: Client | None = None) -> str:
    """Such as "based on 3 likes and 1 photo"; says so when nothing is known.

    Args:
        known: the counts.
        client: the client's facts, where they are at hand: without them it is not known what was entered.
    """
    parts = known_counts(known)
    if not parts:
        if client is None:
            return _tr("no likes or purchases yet")
        return nothing_recorded_text(has_entered=has_entries(client))
    if len(parts) == 1:
        return _tr("based on %1").replace("%1", parts[0])
    listed = ", ".join(parts[:-1])
    return _tr("based on %1 and %2").replace("%1", listed).replace("%2", parts[-1])


def date_text(at: int) -> str:
    """The day of a time in microseconds since 1970, such as "14 May 2026", in the locale's order."""
    locale = QLocale()
    day = QDateTime.fromMSecsSinceEpoch(at // 1000).date()
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if form.startswith("y"):
        return locale.toString(day, QLocale.FormatType.ShortFormat)
    return locale.toString(day, "d MMM yyyy" if form.find("d") < form.find("M") else "MMM d, yyyy")


def moment_text(at: int) -> str:
    """Day and time of a moment."""
    time = QDateTime.fromMSecsSinceEpoch(at // 1000).time()
    return f"{date_text(at)}, {QLocale().toString(time, 'HH:mm')}"


def visit_text(at: int, now: int) -> str:
    """How long ago a visit was: "today", "yesterday", "12 days ago", else the date; empty for never."""
    if not at:
        return ""
    then = QDateTime.fromMSecsSinceEpoch(at // 1000).date()
    days = then.daysTo(QDateTime.fromMSecsSinceEpoch(now // 1000).date())
    if days == 0:
        return _tr("today")
    if days == 1:
        return _tr("yesterday")
    if 0 < days <= _DAYS_IN_WORDS:
        return _tr("%1 days ago").replace("%1", str(days))
    return date_text(at)


def spoken_summary(client: ClientSummary, now: int, contact: str = "") -> str:
    """A line of the list in one sentence, for a screen reader; the contact tells namesakes apart."""
    visit = visit_text(client.last_visit, now)
    parts = [
        client.name,
        contact,
        _tr("archived") if client.archived else "",
        _tr("last visit %1").replace("%1", visit) if visit else "",
        knowledge_text(client.knowledge),
    ]
    return ", ".join(part for part in parts if part)


def initials(name: str) -> str:
    """The first letters of the first and the last word that begin with a letter or figure; "?" for none.

    A number at the end stands for the whole: it tells "Client 17" from "Client 12". A mark that belongs to
    its letter goes along, so that none stands alone in the disc.
    """
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    if len(words) > 1 and words[-1].isdecimal() and len(words[-1]) <= _MOST_INITIALS:
        return words[-1]
    chosen = words if len(words) < _MOST_INITIALS else [words[0], words[-1]]
    return "".join(_first_letter(word) for word in chosen).upper()


def _first_letter(word: str) -> str:
    end = 1
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return word[:end]


def budget_text(client: Client) -> str:
    """What one article may cost: "€50 – €200", "up to €200", "from €50"; empty when nothing is set."""
    low = _money(client.budget_min, client.currency)
    high = _money(client.budget_max, client.currency)
    if low and high:
        return f"{low} – {high}"
    if high:
        return _tr("up to %1").replace("%1", high)
    return _tr("from %1").replace("%1", low) if low else ""


def _money(amount: Decimal | None, currency: str) -> str:
    return price_text(amount, currency)


def person_text(client: Client) -> str:
    """Contact, place, age band and gender in one line; whatever is there."""
    parts = (client.contact, client.place, client.age_band, client.gender)
    return "  ·  ".join(part for part in parts if part)


def refusal_text(reason: Refusal | None) -> str:
    """Why a product is not for this client."""
    from visrec_desktop.core.clients import Refusal

    words = {
        Refusal.TOO_DEAR: _tr("too dear"),
        Refusal.COLOUR: _tr("not the colour"),
        Refusal.STYLE: _tr("not the style"),
        Refusal.SIZE: _tr("not the size"),
        Refusal.OWNS_ONE: _tr("has one already"),
        Refusal.OTHER: _tr("another reason"),
    }
    return words[reason] if reason is not None else _tr("no reason given")


def purpose_text(purpose: Purpose) -> tuple[str, str]:
    """What a client can agree to: the name of the switch, and a sentence about it."""
    from visrec_desktop.core.clients import Purpose

    return {
        Purpose.PROFILE: (
            _tr("Remember taste"),
            _tr("Keep what is liked, refused and bought, to advise this client."),
        ),
        Purpose.PHOTOS: (
            _tr("Keep photos"),
            _tr("Keep photos this client showed, until they expire."),
        ),
        Purpose.CONTACT: (_tr("Stay in touch"), _tr("Write to or call this client.")),
    }[purpose]


def trait_text(trait: Trait) -> str:
    """A like or dislike as a chip."""
    return trait.value


def owned_text(owned: Owned) -> str:
    """A thing the client has."""
    return owned.name or owned.sku
