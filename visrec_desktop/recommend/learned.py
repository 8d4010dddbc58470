"""What the program has learned from one event, and how much it knows, as clauses."""

from __future__ import annotations

from visrec_desktop.core.clients import EventKind, Knowledge, Refusal
from visrec_desktop.core.values import Clause
from visrec_desktop.recommend.phrases import sentence
from visrec_desktop.recommend.traits import ItemTraits

_CHOSEN = (EventKind.LIKE, EventKind.PURCHASE)


def learned_clauses(kind: EventKind, refusal: Refusal | None, item: ItemTraits) -> tuple[Clause, ...]:
    """What an event changes: "more like this, more blue, more shirts", or "stay under 80".

    Args:
        kind: what happened.
        refusal: the reason, where it was a refusal; None: none was given.
        item: the product it happened to.
    """
    if kind is EventKind.DISLIKE:
        return _refused(refusal, item)
    if kind not in _CHOSEN:
        return (Clause("slightly_more_look"),)
    words = (item.colour.lower(), item.category)
    owned = (Clause("owned_now"),) if kind is EventKind.PURCHASE else ()
    return (Clause("more_look"), *(Clause("more", word) for word in words if word), *owned)


def learned_sentence(clauses: tuple[Clause, ...]) -> str:
    """Those clauses as a sentence in English."""
    return sentence(clauses, joint=", ")


def knowledge_clauses(knowledge: Knowledge) -> tuple[Clause, ...]:
    """How much is known: "3 likes", "1 photo"; `phrases.based_on` makes a phrase of them."""
    counts = {
        "know_like": knowledge.likes,
        "know_purchase": knowledge.purchases,
        "know_refusal": knowledge.refusals,
        "know_view": knowledge.views,
        "know_photo": knowledge.photos,
    }
    told = [Clause(key if n == 1 else f"{key}s", str(n)) for key, n in counts.items() if n > 0]
    return tuple(told) or (Clause("know_nothing"),)


def price_text(price: float, currency: str) -> str:
    """A price as it is said: "80 EUR", "79.90"."""
    number = f"{price:.0f}" if abs(price - round(price)) < 0.005 else f"{price:.2f}"  # noqa: PLR2004
    return f"{number} {currency}".strip()


def _refused(refusal: Refusal | None, item: ItemTraits) -> tuple[Clause, ...]:
    if refusal is Refusal.TOO_DEAR:
        if not item.price:
            return (Clause("cheaper"),)
        kind = (Clause("for_kind", item.category),) if item.category else ()
        return (Clause("stay_under", price_text(item.price, item.currency)), *kind)
    if refusal is Refusal.COLOUR:
        told = Clause("less", item.colour.lower()) if item.colour else Clause("not_again")
    elif refusal is Refusal.SIZE:
        told = Clause("not_size", item.size) if item.size else Clause("other_size")
    elif refusal is Refusal.OWNS_ONE:
        told = Clause("has_one", item.category) if item.category else Clause("has_it")
    elif refusal is Refusal.STYLE:
        style = (Clause("less", item.style.lower()),) if item.style else ()
        return (Clause("less_look"), *style)
    else:
        return Clause("slightly_less_look"), Clause("not_again")
    return (told,)
