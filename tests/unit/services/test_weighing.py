"""Weights: the first ones, learned ones, and back."""

from __future__ import annotations

import pytest

from visrec_desktop.core.clients import PRIOR_WEIGHTS, Client, ClientId, EventKind
from visrec_desktop.core.errors import Cancelled
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.services import catalog, clients, feedback
from visrec_desktop.services.recommending import Question, prepare
from visrec_desktop.services.weighing import DUE_AFTER, Weighing, is_due, learn_if_due, reset, weighing
from visrec_desktop.services.workspace import Workspace


def learn(workspace: Workspace, token: CancelToken | None = None) -> Weighing | None:
    steps = learn_if_due(workspace, token)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def like_shirts_and_mugs(workspace: Workspace) -> None:
    """Four clients, each of one kind."""
    for number, category in enumerate(("Shirts", "Mugs", "Shirts", "Mugs")):
        ids = catalog.list_products(workspace, Filters(categories=(category,)), Sort.SKU)
        client = clients.add(workspace, Client(ClientId(0), f"Client {number}"))
        for product in catalog.rows(workspace, ids[number : number + 8]):
            feedback.give(workspace, client.id, product.sku, EventKind.LIKE)


def test_nothing_is_learned_from_little(demo: Workspace) -> None:
    assert weighing(demo) == Weighing(0, PRIOR_WEIGHTS)
    assert not is_due(demo)
    assert learn(demo) is None


def test_what_speaks_for_the_chosen_gains_weight(demo: Workspace) -> None:
    like_shirts_and_mugs(demo)
    assert is_due(demo)
    learned = learn(demo)
    assert learned is not None
    assert learned.version == 1
    assert "comparisons" in learned.reason
    assert sum(learned.weights.values()) == pytest.approx(1)
    assert all(weight >= 0 for weight in learned.weights.values())
    assert learned.weights["popularity"] < PRIOR_WEIGHTS["popularity"]  # nobody was led by what is popular
    assert not is_due(demo)
    desk = prepare(demo, Question(client_id=1))
    assert desk.layout is not None
    assert dict(desk.layout.frame.weights) == dict(learned.weights)


def test_the_first_weights_can_be_had_back(demo: Workspace) -> None:
    like_shirts_and_mugs(demo)
    learn(demo)
    back = reset(demo)
    assert dict(back.weights) == dict(PRIOR_WEIGHTS)
    assert (back.version, back.reason) == (2, "reset")
    assert DUE_AFTER > 1
    assert not is_due(demo)


def test_stopping_changes_nothing(demo: Workspace) -> None:
    like_shirts_and_mugs(demo)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        learn(demo, token)
    assert weighing(demo).version == 0
