"""The weights of the client's parts of a score: learned from the shop's feedback, versioned, resettable."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.clients import PRIOR_WEIGHTS, Event, History, Purpose
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.recommend.learning import learn_weights
from visrec_desktop.services.crowd import Crowd, renew
from visrec_desktop.services.hindsight import CHOSEN, before, others_of
from visrec_desktop.services.shelf import Shelf, shelf

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

DUE_AFTER = 25
"""So many new likes and purchases make it worth learning anew."""
MOST_EVENTS = 200
"""Of all likes and purchases the latest so many are learned from: tastes and stock change."""
PAGE, PASSED_OVER = 60, 10
"""Of the first so many products that would have been shown, so many others count as passed over."""

Parts = dict[str, float]


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights in force, with their version and why they were set; version 0: the first ones."""

    version: int
    weights: Mapping[str, float]
    reason: str = ""
    at: int = 0


def weighing(workspace: Workspace) -> Weighing:
    """The weights in force. Any thread."""
    history = workspace.profiles().weight_history()
    if not history:
        return Weighing(0, PRIOR_WEIGHTS)
    latest = max(history, key=lambda entry: entry.version)
    return Weighing(latest.version, latest.values, latest.reason, latest.at)


def reset(workspace: Workspace) -> Weighing:
    """Let the first weights count again. Work thread only."""
    workspace.profiles_writer().reset_weights()
    return weighing(workspace)


def is_due(workspace: Workspace) -> bool:
    """Whether enough was liked and bought since the weights were last set."""
    since = weighing(workspace).at
    events = workspace.profiles().interactions()
    return sum(event.kind in CHOSEN and event.at > since for event in events) >= DUE_AFTER


def learn_if_due(
    workspace: Workspace, token: CancelToken | None = None
) -> Generator[Progress, None, Weighing | None]:
    """Learn from the clients, and the weights anew when that is due; None when it was not. Work thread only.

    For each product that a client chose, what was known of the client before tells the parts of its score and
    of some products that would have stood on the page with it, above and below. What other clients teach is
    taken without this client: nobody may be predicted from himself.

    Raises:
        KnownError: the clients' file cannot be read or written.
        Cancelled: the token was set; nothing was changed.
    """
    token = token or CancelToken()
    renew(workspace, shelf(workspace))
    yield Progress("learning")
    if not is_due(workspace):
        return None
    examples: list[tuple[Parts, Parts]] = []
    chosen = _latest(workspace)
    for done, client_id in enumerate(chosen):
        token.check()
        examples += _of_client(workspace, client_id, chosen[client_id])
        yield Progress("learning", done + 1, len(chosen))
    weights = learn_weights(examples, PRIOR_WEIGHTS)
    workspace.profiles_writer().set_weights(weights, f"learned from {len(examples)} comparisons")
    return weighing(workspace)


def _latest(workspace: Workspace) -> dict[int, list[int]]:
    """The times of the latest likes and purchases, by client."""
    events = [event for event in workspace.profiles().interactions() if event.kind in CHOSEN]
    events.sort(key=lambda event: event.at)
    told: dict[int, list[int]] = {}
    for event in events[-MOST_EVENTS:]:
        told.setdefault(event.client_id, []).append(event.at)
    return told


def _of_client(workspace: Workspace, client_id: int, moments: list[int]) -> list[tuple[Parts, Parts]]:
    profiles = workspace.profiles()
    if profiles.withdrawn(client_id, Purpose.PROFILE):
        return []
    history = profiles.history(client_id)
    goods = shelf(workspace)
    many = others_of(workspace, goods, client_id)
    examples: list[tuple[Parts, Parts]] = []
    for event in history.events:
        if event.at in moments and event.kind in CHOSEN and event.sku in goods.row_of:
            examples += _of_event(workspace, goods, many, history, event)
    return examples


def _of_event(
    workspace: Workspace, goods: Shelf, many: Crowd, history: History, event: Event
) -> list[tuple[Parts, Parts]]:
    """The chosen product against others of the page that would have shown it, by what was known before."""
    past = before(workspace, goods, many, history, event)
    if past is None:
        return []
    page = np.argsort(-past.scores, kind="stable")[:PAGE]
    chosen = goods.row_of[event.sku]
    if chosen not in page:
        return []
    chance = np.random.default_rng(int(event.id))  # the same others each time
    others = chance.permutation(page[page != chosen])[:PASSED_OVER].tolist()
    told = {
        row: {name: float(column[row]) for name, column in past.signals.items()} for row in (chosen, *others)
    }
    return [(told[chosen], told[other]) for other in others]
