"""How good the recommendations are for this shop: tried on what its clients really chose."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import Event, Purpose
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.recommend import evaluation
from visrec_desktop.services.hindsight import CHOSEN, before, others_of
from visrec_desktop.services.shelf import shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.services.shelf import Shelf
    from visrec_desktop.services.workspace import Workspace

LIST = 10
MOST_CLIENTS = 60
"""The clients who chose last: each needs the models learned without that client."""
FEWEST_CLIENTS = 5
"""Of fewer clients nothing can be said."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What would have been shown to clients before they chose the product they chose last.

    Attributes:
        clients: how many clients it was tried on; the rest means nothing below `FEWEST_CLIENTS`.
        found: of how many the choice was among the first `LIST` recommended.
        found_popular: of how many it was among the `LIST` most popular products.
        ndcg: normalised discounted cumulative gain at `LIST`.
        coverage: the share of the catalog that is in at least one list.
        overlap: how alike two clients' lists are, 0 to 1 (mean Jaccard index).
    """

    clients: int
    found: int = 0
    found_popular: int = 0
    ndcg: float = 0.0
    coverage: float = 0.0
    overlap: float = 0.0

    @property
    def is_enough(self) -> bool:
        """Whether there were enough clients to say anything."""
        return self.clients >= FEWEST_CLIENTS


def evaluate(workspace: Workspace, token: CancelToken) -> Generator[Progress, None, Evaluation]:
    """Hide each client's last choice and look whether it would have been recommended. Work thread only.

    The weights are those in force, which may have been learned from these choices too.

    Raises:
        KnownError: the clients' file cannot be read.
        Cancelled: the token was set.
    """
    goods = shelf(workspace)
    lists, popular, targets = [], [], []
    chosen = _last_choices(workspace, goods)
    for done, event in enumerate(chosen, start=1):
        token.check()
        many = others_of(workspace, goods, event.client_id)
        history = workspace.profiles().history(event.client_id)
        shown = before(workspace, goods, many, history, event, weights=many.weights)
        if shown is not None:
            seen = shown.scores < 0
            lists.append(_best(shown.scores))
            liked = many.popular if many.popular is not None else np.zeros(len(goods.ids), np.float32)
            popular.append(_best(np.where(seen, np.float32(-1), liked)))
            targets.append(goods.row_of[event.sku])
        yield Progress("evaluating", done, len(chosen))
    if not lists:
        return Evaluation(0)
    told, known, wanted = np.stack(lists), np.stack(popular), np.array(targets, dtype=np.int64)
    return Evaluation(
        len(lists),
        int(evaluation.hits(told, wanted).sum()),
        int(evaluation.hits(known, wanted).sum()),
        evaluation.ndcg(told, wanted),
        evaluation.coverage(told, len(goods.ids)),
        evaluation.overlap(told),
    )


def _best(scores: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.argsort(-scores, kind="stable")[:LIST]


def _last_choices(workspace: Workspace, goods: Shelf) -> list[Event]:
    """The latest like or purchase of each client who agrees to be remembered, of a product that is there."""
    profiles = workspace.profiles()
    latest: dict[int, int] = {}
    for entry in profiles.interactions():
        if entry.kind in CHOSEN:
            latest[entry.client_id] = max(entry.at, latest.get(entry.client_id, 0))
    found: list[Event] = []
    for client_id, _ in sorted(latest.items(), key=lambda item: -item[1]):
        if len(found) == MOST_CLIENTS:
            break
        if profiles.withdrawn(client_id, Purpose.PROFILE):
            continue
        events = [e for e in profiles.history(client_id).events if e.kind in CHOSEN and e.sku in goods.row_of]
        if events:
            found.append(max(events, key=lambda event: event.at))
    return found
