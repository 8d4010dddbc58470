"""How good the recommendations are, tried on what clients chose."""

from __future__ import annotations

from visrec_desktop.core.clients import Client, ClientId, EventKind, Purpose
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Filters, Sort
from visrec_desktop.services import catalog, clients, feedback
from visrec_desktop.services.evaluating import Evaluation, evaluate
from visrec_desktop.services.workspace import Workspace


def evaluated(workspace: Workspace) -> Evaluation:
    steps = evaluate(workspace, CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def clients_of_one_kind(workspace: Workspace, number: int) -> None:
    for place in range(number):
        category = ("Shirts", "Mugs")[place % 2]
        ids = catalog.list_products(workspace, Filters(categories=(category,)), Sort.SKU)
        client = clients.add(workspace, Client(ClientId(0), f"Client {place}"))
        for product in catalog.rows(workspace, ids[place // 2 : place // 2 + 4]):
            feedback.give(workspace, client.id, product.sku, EventKind.LIKE)


def test_of_nobody_nothing_is_said(demo: Workspace) -> None:
    assert not evaluated(demo).is_enough
    clients_of_one_kind(demo, 3)
    assert not evaluated(demo).is_enough


def test_what_clients_chose_is_foreseen_better_than_by_popularity(demo: Workspace) -> None:
    clients_of_one_kind(demo, 10)
    found = evaluated(demo)
    assert (found.clients, found.is_enough) == (10, True)
    assert found.found >= max(6, found.found_popular)
    assert 0 < found.ndcg <= 1
    assert 0 < found.coverage <= 1
    assert 0 <= found.overlap < 1


def test_who_does_not_agree_is_left_out(demo: Workspace) -> None:
    clients_of_one_kind(demo, 6)
    clients.set_consent(demo, 1, Purpose.PROFILE, given=False)
    assert evaluated(demo).clients == 5
