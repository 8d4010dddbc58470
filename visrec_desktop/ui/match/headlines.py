"""What stands above the products: how many, for whom, and from what."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from visrec_desktop.core.clients import ClientSummary
from visrec_desktop.core.values import MatchResult, MatchStatus
from visrec_desktop.ui.clients.words import known_counts
from visrec_desktop.ui.products.words import Basis
from visrec_desktop.ui.widgets.numbers import count_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("Headlines", text)


def waiting_text(*, has_photo: bool) -> str:
    """While an answer is awaited."""
    return _tr("Looking for the closest products…") if has_photo else _tr("Looking for products…")


def basis_of(result: MatchResult, *, knows_client: bool) -> Basis:
    """What the products of an answer were compared with."""
    if result.photo is not None:
        return Basis.PHOTO
    return Basis.CLIENT if knows_client else Basis.NOTHING


def headline_of(
    result: MatchResult,
    client: ClientSummary | None,
    *,
    knows_client: bool,
    is_looking: bool = False,
    is_weighed: bool = False,
) -> tuple[str, bool]:
    """The line above the products, and whether it is a warning.

    Args:
        result: an answer with products.
        client: whom it is for; None for nobody.
        knows_client: whether anything is known that speaks for or against products.
        is_looking: whether a closer look may still find that something is close.
        is_weighed: whether something of the photo counts more or less than usual: then what is closest to it
            need not come first.
    """
    if result.photo is None and client is not None:
        return _from_profile(client, knows_client=knows_client), False
    if result.status is MatchStatus.NOTHING_CLOSE and is_looking:
        return _tr("Looking closer at the nearest products…"), False
    if result.status is MatchStatus.NOTHING_CLOSE:
        return _tr("Nothing close in stock. The nearest have the same idea at best:"), True
    count = len(result.hits)
    if client is not None and knows_client:
        many = _tr("%1 products for %2, the best first").replace("%1", count_text(count))
        return (_tr("1 product for %2") if count == 1 else many).replace("%2", client.name), False
    words = (
        _tr("%1 products, ordered by what counts") if is_weighed else _tr("%1 products, the closest first")
    )
    many = words.replace("%1", count_text(count))
    return _tr("1 product") if count == 1 else many, False


def _from_profile(client: ClientSummary, *, knows_client: bool) -> str:
    if not knows_client:
        nothing = _tr(
            "Nothing is known about %1 yet, so popular products come first. "
            "Like or refuse some of them, or open a photo."
        )
        return nothing.replace("%1", client.name)
    known = ", ".join(known_counts(client.knowledge)) or _tr("the profile")
    words = _tr("For %1, from what is known: %2")
    return words.replace("%1", client.name).replace("%2", known)
