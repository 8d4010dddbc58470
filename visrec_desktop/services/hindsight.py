"""What would have been recommended before a client chose: by what was known then, and by others alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import PRIOR_WEIGHTS, Event, EventKind, History
from visrec_desktop.recommend.cosines import Cosines
from visrec_desktop.recommend.frame import Frame
from visrec_desktop.recommend.ranking import combine
from visrec_desktop.services.crowd import Crowd, learn, numbers_of
from visrec_desktop.services.desk import signals_of
from visrec_desktop.services.person import person_of
from visrec_desktop.services.sight import cosines_of_shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.services.shelf import Shelf
    from visrec_desktop.services.workspace import Workspace

CHOSEN = frozenset({EventKind.LIKE, EventKind.PURCHASE})


@dataclass(frozen=True)
class Before:
    """The products as they would have been ranked.

    Attributes:
        signals: what spoke for each product of the shelf, float32 (n,) each.
        scores: float (n,); below 0 for what the client had an opinion of already.
    """

    signals: Mapping[str, NDArray[np.float32]]
    scores: NDArray[np.float32]


def others_of(workspace: Workspace, goods: Shelf, client_id: int) -> Crowd:
    """What all the other clients teach: nobody may be predicted from himself."""
    others = [event for event in workspace.profiles().interactions() if event.client_id != client_id]
    models = learn(goods, others)
    return Crowd(models, numbers_of(models, goods), workspace.profiles().weights()[1])


def before(
    workspace: Workspace,
    goods: Shelf,
    many: Crowd,
    history: History,
    event: Event,
    *,
    weights: Mapping[str, float] = PRIOR_WEIGHTS,
) -> Before | None:
    """The ranking before an event; None where the client had not chosen anything yet. Work thread only."""
    earlier = tuple(past for past in history.events if past.at < event.at)
    if not any(past.kind in CHOSEN for past in earlier):
        return None
    projection = workspace.projection() if workspace.space else None
    who = person_of(workspace, replace(history, events=earlier), event.at, projection)
    index = workspace.index() if workspace.space else None
    cosines = None if index is None else Cosines(partial(cosines_of_shelf, goods, index))
    view = many.view(who, np.arange(len(goods.ids)))
    signals = signals_of(goods, cosines, who, many, view)
    scores = combine(Frame(product_ids=goods.ids, client=signals, weights=weights), 1.0)
    scores[goods.rows_of_skus(past.sku for past in earlier)] = -1.0
    return Before(signals, scores)
