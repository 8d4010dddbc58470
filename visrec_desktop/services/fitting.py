"""Which clients a product is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from visrec_desktop.recommend.affinity import penalties
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.ranking import combine, limits_of, parts_of
from visrec_desktop.services.crowd import Crowd, crowd
from visrec_desktop.services.desk import settled
from visrec_desktop.services.person import Person, person
from visrec_desktop.services.reasons import Reasoner
from visrec_desktop.services.shelf import shelf
from visrec_desktop.services.wares import Wares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visrec_desktop.core.clients import ClientSummary
    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.core.values import Because, Clause
    from visrec_desktop.services.workspace import Workspace

LEAST_FIT = 0.35
"""Below this a client is not named: a call for something that does not suit does harm."""


@dataclass(frozen=True, slots=True)
class ClientFit:
    """A client that products are for, with the reason; `product_id` is the one that fits best."""

    client: ClientSummary
    product_id: int
    score: float
    clauses: tuple[Clause, ...] = ()
    why: str = ""
    because: Because | None = None


def clients_for(
    workspace: Workspace,
    product_ids: Sequence[int],
    limit: int = 20,
    token: CancelToken | None = None,
) -> list[ClientFit]:
    """The clients that products are for, best first; archived ones are left out. Any thread.

    Who liked one of the products comes first. A client of whom nothing is known is left out; so are products
    that the client owns, bought or refused.

    Raises:
        KnownError: the catalog or the clients' file cannot be read.
        Cancelled: the token was set.
    """
    goods = shelf(workspace)
    rows = goods.rows_of_ids(product_ids)
    if not len(rows):
        return []
    wares = Wares.of(workspace, goods, rows)
    many = crowd(workspace, goods)
    found = []
    for summary in workspace.profiles().clients():
        if token is not None:
            token.check()
        fit = _fit(summary, person(workspace, summary.id), wares, many)
        if fit is not None:
            found.append(fit)
    found.sort(key=lambda fit: (-fit.score, fit.client.name, int(fit.client.id)))
    return found[:limit]


def _fit(summary: ClientSummary, who: Person, wares: Wares, many: Crowd) -> ClientFit | None:
    signals = wares.signals(who, many)
    gone = settled(who)
    skus = [wares.goods.products[row].sku for row in wares.rows]
    open_to = [place for place, sku in enumerate(skus) if sku not in gone]
    if not signals or not open_to:
        return None
    frame = Frame(
        product_ids=wares.goods.ids[wares.rows],
        client=signals,
        penalties=penalties(who.profile, wares.table),
        weights=many.weights,
    )
    scores = combine(frame, 1.0)
    liked = [place for place in open_to if skus[place] in who.liked]
    best = max(liked or open_to, key=lambda place: (scores[place], -place))
    if scores[best] < LEAST_FIT and not liked:
        return None
    row = int(wares.rows[best])
    reason = Reasoner(wares.goods, who).reasons(
        [row], [parts_of(frame, best, 1.0)], limits_of(frame, 1.0, {}), lambda: wares.vectors_at(best)
    )[0]
    because = who.because(wares.goods, skus[best]) if liked else reason.because
    score = 1.0 if liked else float(scores[best])
    return ClientFit(summary, int(wares.goods.ids[row]), score, reason.clauses, reason.sentence, because)
