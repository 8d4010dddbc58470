"""Stand-ins for what the match session asks about clients: profiles, recommending, feedback."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from visrec_desktop.core.clients import (
    Client,
    ClientId,
    ClientSummary,
    Event,
    EventId,
    EventKind,
    History,
    Knowledge,
    Purpose,
    Refusal,
)
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import MatchResult, MatchStatus
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis


def make_event(number: int, sku: str, kind: EventKind = EventKind.LIKE, **fields: Any) -> Event:
    return Event(EventId(number), fields.pop("client_id", ClientId(17)), sku, kind, number, **fields)


@dataclass
class FakeProfiles:
    """Clients in memory; `error` is raised by every reading."""

    clients_there: dict[int, Client] = field(default_factory=dict)
    events: dict[int, list[Event]] = field(default_factory=dict)
    agreed_to_photos: set[int] = field(default_factory=set)
    error: KnownError | None = None

    def add(self, number: int, **fields: Any) -> Client:
        client = Client(ClientId(number), f"Client {number}", **fields)
        self.clients_there[number] = client
        return client

    def history(self, client_id: int) -> History:
        if self.error is not None:
            raise self.error
        if client_id not in self.clients_there:
            raise KnownError(ErrorCode.UNKNOWN_CLIENT, str(client_id))
        events = tuple(e for e in self.events.get(client_id, []) if e.undone_at is None)
        likes = sum(event.kind is EventKind.LIKE for event in events)
        return History(self.clients_there[client_id], events, knowledge=Knowledge(likes=likes))

    def agreed(self, client_id: int, purpose: Purpose) -> bool:
        return purpose is Purpose.PHOTOS and client_id in self.agreed_to_photos

    def clients(self, text: str = "") -> list[ClientSummary]:
        if self.error is not None:
            raise self.error
        found = [client for client in self.clients_there.values() if text in client.name]
        return [ClientSummary(c.id, c.name, last_visit=int(c.id)) for c in found]


class FakeRecommending:
    """Stands in for the use cases: records what it is asked and can be held."""

    def __init__(self) -> None:
        self.prepared: list[Any] = []
        self.ranked: list[tuple[Any, float, float, int]] = []
        self.emphases: list[Emphasis] = []
        self.renewed: list[Any] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)
        self.prepare_gate = threading.Event()
        self.prepare_gate.set()
        self.error: BaseException | None = None
        self.rank_error: BaseException | None = None
        self.failure: MatchResult | None = None

    def prepare(self, workspace: Any, question: Any, token: Any = None) -> Any:
        self.prepared.append(question)
        assert self.prepare_gate.wait(10)
        if self.error is not None:
            raise self.error
        return SimpleNamespace(
            question=question, failure=self.failure, knows_client=True, version=0, layout=None
        )

    def rerank(  # noqa: PLR0917 - as the one it stands for
        self,
        workspace: Any,
        desk: Any,
        balance: float,
        diversity: float,
        top: int,
        found: Any = None,
        emphasis: Emphasis = NEUTRAL,
    ) -> MatchResult:
        self.ranked.append((desk, balance, diversity, top))
        self.emphases.append(emphasis)
        self.entered.release()
        assert self.gate.wait(10)
        if self.rank_error is not None:
            raise self.rank_error
        return MatchResult(desk.question.photo, MatchStatus.OK, elapsed_ms=balance)

    def after_feedback(self, workspace: Any, desk: Any) -> Any:
        self.renewed.append(desk)
        return SimpleNamespace(**{**vars(desk), "version": desk.version + 1})


class FakeFeedbackService:
    """Stands in for the use cases of feedback."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.error: KnownError | None = None

    def _learned(self, client_id: int, undone: bool = False) -> Any:
        if self.error is not None:
            raise self.error
        event = make_event(len(self.calls), "SKU-1", client_id=ClientId(client_id))
        if undone:
            event = make_event(1, "SKU-1", client_id=ClientId(client_id), undone_at=9)
        return SimpleNamespace(event=event, changed=(), sentence="", knowledge=Knowledge(likes=1))

    def give(
        self, workspace: Any, client_id: int, sku: str, kind: EventKind, reason: Refusal | None = None
    ) -> Any:
        self.calls.append(("give", client_id, sku, kind, reason))
        return self._learned(client_id)

    def undo(self, workspace: Any, event_id: int) -> Any:
        self.calls.append(("undo", event_id))
        return self._learned(17, undone=True)

    def redo(self, workspace: Any, event_id: int) -> Any:
        self.calls.append(("redo", event_id))
        return self._learned(17)

    def keep_photo(self, workspace: Any, client_id: int, photo: Any, crop: Any = None) -> Any:
        self.calls.append(("keep", client_id, photo, crop))
        if self.error is not None:
            raise self.error
        return "kept"
