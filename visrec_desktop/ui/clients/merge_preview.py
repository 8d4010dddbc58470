"""What two clients will be as one, before it is done. The store unites them by the same rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QLocale

from visrec_desktop.core.clients import Client, ClientSummary
from visrec_desktop.ui.clients.dates import day_text
from visrec_desktop.ui.clients.words import budget_text, knowledge_text, known_counts

T = TypeVar("T")


def united(keep: Client, gone: Client) -> Client:
    """`keep` with what `gone` adds: lists are united, empty fields filled, notes put one after the other."""
    filled = {name: getattr(keep, name) or getattr(gone, name) for name in ("age_band", "gender", "place")}
    merged = replace(
        keep,
        sizes=_union(keep.sizes, gone.sizes),
        likes=_union(keep.likes, gone.likes),
        avoids=_union(keep.avoids, gone.avoids),
        dates=_union(keep.dates, gone.dates),
        contact=_joined(keep.contact, gone.contact, ", "),
        notes=_joined(keep.notes, gone.notes, "\n\n"),
        currency=keep.currency or gone.currency,
        **filled,
    )
    has_budget = keep.budget_min is not None or keep.budget_max is not None
    other_has = gone.budget_min is not None or gone.budget_max is not None
    if has_budget or not other_has:
        return merged
    return replace(merged, budget_min=gone.budget_min, budget_max=gone.budget_max, currency=gone.currency)


def preview_rows(
    keep: Client, gone: Client, summaries: tuple[ClientSummary, ClientSummary]
) -> list[tuple[str, str]]:
    """The merged client as rows of (name, value)."""
    after = united(keep, gone)
    locale = QLocale()
    days = "\n".join(f"{each.label}, {day_text(each.day, locale)}" for each in after.dates)
    told = [each for each in summaries if known_counts(each.knowledge)]
    known = "\n".join(dict.fromkeys(knowledge_text(each.knowledge, after) for each in told or summaries))
    return [
        (_tr("Name"), after.name),
        (_tr("Contact"), after.contact),
        (_tr("Known"), known),
        (_tr("Sizes"), ", ".join(after.sizes)),
        (_tr("Budget"), budget_text(after)),
        (_tr("Likes"), ", ".join(trait.value for trait in after.likes)),
        (_tr("Avoids"), ", ".join(trait.value for trait in after.avoids)),
        (_tr("Dates"), days),
        (_tr("Age"), after.age_band),
        (_tr("Gender"), after.gender),
        (_tr("Place"), after.place),
        (_tr("Notes"), after.notes),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Clients", text)


def _union(kept: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    known = {str(each).casefold() for each in kept}
    return (*kept, *(each for each in other if str(each).casefold() not in known))


def _joined(kept: str, other: str, between: str) -> str:
    if not other or other in kept:
        return kept
    return f"{kept}{between}{other}" if kept else other
