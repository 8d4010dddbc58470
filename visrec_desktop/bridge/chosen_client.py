"""The client that the Match page works for, as far as the page shows something of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from visrec_desktop.bridge.jobs import Failure, JobHandle
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken

if TYPE_CHECKING:
    from visrec_desktop.core.clients import ClientSummary, Event, History
    from visrec_desktop.services.feedback import Learned
    from visrec_desktop.services.workspace import Workspace

BLOCKING = frozenset(
    {
        ErrorCode.UNKNOWN_CLIENT,
        ErrorCode.PROFILES_DAMAGED,
        ErrorCode.PROFILES_LOCKED,
        ErrorCode.PROFILES_NEWER,
    }
)
"""What keeps the page from working for a client, but not from matching."""
_LIKE, _DISLIKE, _PURCHASE = (
    "like",
    "dislike",
    "purchase",
)  # `EventKind`: not imported before the window shows


@dataclass(frozen=True, slots=True)
class ClientState:
    """What the page shows of a client.

    Attributes:
        summary: name and how much is known.
        keeps_photos: whether photos may be kept: the client agreed.
        opinions: the like or refusal that stands for each SKU.
        purchases: the purchase that stands for each SKU.
        has_entered: whether sizes, a budget, likes or dislikes were entered by hand.
    """

    summary: ClientSummary
    keeps_photos: bool = False
    opinions: Mapping[str, Event] = field(default_factory=dict)
    purchases: Mapping[str, Event] = field(default_factory=dict)
    has_entered: bool = False

    def opinion(self, sku: str) -> Event | None:
        """The like or refusal of a product that stands."""
        return self.opinions.get(sku)

    def purchase(self, sku: str) -> Event | None:
        """The purchase of a product that stands."""
        return self.purchases.get(sku)

    @property
    def liked(self) -> frozenset[str]:
        """SKUs that bear a heart."""
        likes = (sku for sku, event in self.opinions.items() if event.kind == _LIKE)
        return frozenset(likes)


class ChosenClient(QObject):
    """Whom the page is for.

    Signals:
        changed: `id` or `state` is another.
        lost: the chosen client cannot be worked for any more: the name, as far as it was known, and the
            `KnownError` that says why, None for an archived one. `id` is None by then.
    """

    changed = Signal()
    lost = Signal(str, object)

    def __init__(self, workspace: Workspace, runners: Runners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self.id: int | None = None
        self.state: ClientState | None = None

    def choose(self, client_id: int | None) -> None:
        """Work for another client, or for nobody; what is known comes later."""
        if client_id == self.id:
            return
        self.id, self.state = client_id, None
        if client_id is None:
            self._runners.read.submit(_nothing, key="chosen")
        else:
            self.reload()
        self.changed.emit()

    def reload(self) -> None:
        """Read anew what the page shows of the client."""
        if self.id is not None:
            self._runners.read.submit(
                partial(_read, self._workspace, self.id),
                on_done=self._take,
                on_failed=self._not_read,
                priority=Priority.LIST,
                key="chosen",
            )

    def note(self, learned: Learned) -> None:
        """Show at once what has just been recorded, then read what stands now."""
        event = learned.event
        if self.state is None or event.client_id != self.id:
            return
        self.state = _with(self.state, event)
        summary = replace(self.state.summary, knowledge=learned.knowledge)
        self.state = replace(self.state, summary=summary)
        self.changed.emit()
        self.reload()

    def lose(self, error: KnownError | None) -> None:
        """Go on for nobody, because of this; None: because the client was put into the archive."""
        if self.id is not None:
            name = self.state.summary.name if self.state is not None else ""
            self.choose(None)
            self.lost.emit(name, error)

    def search(self, text: str, callback: Callable[[list[ClientSummary] | KnownError], None]) -> JobHandle:
        """Clients to choose from, those of the last visits first; or why there are none."""
        return self._runners.read.submit(
            partial(_search, self._workspace, text),
            on_done=callback,
            on_failed=partial(_tell, callback),
            priority=Priority.LIST,
            key="choose",
        )

    def _take(self, state: ClientState) -> None:
        if state.summary.id != self.id:
            return
        if state.summary.archived:
            self.state = state
            self.lose(None)
        elif state != self.state:
            self.state = state
            self.changed.emit()

    def _not_read(self, failure: Failure) -> None:
        if failure.error is not None:
            self.lose(failure.error)


def state_of(history: History, *, keeps_photos: bool) -> ClientState:
    """What the page shows, from everything that stands about a client."""
    from visrec_desktop.core.clients import ClientSummary

    client = history.client
    last = history.events[-1].at if history.events else 0
    summary = ClientSummary(client.id, client.name, client.contact, client.archived, last, history.knowledge)
    facts = (client.sizes, client.likes, client.avoids, client.budget_min, client.budget_max)
    has_entered = any(fact not in (None, ()) for fact in facts)
    state = ClientState(summary, keeps_photos, has_entered=has_entered)
    for event in history.events:
        state = _with(state, event)
    return state


def _with(state: ClientState, event: Event) -> ClientState:
    """The state after one more event; undoing one takes it away."""
    name = "opinions" if event.kind in {_LIKE, _DISLIKE} else "purchases"
    if name == "purchases" and event.kind != _PURCHASE:
        return state
    standing: dict[str, Event] = dict(getattr(state, name))
    if event.undone_at is None:
        standing[event.sku] = event
    elif event.sku in standing and standing[event.sku].id == event.id:
        del standing[event.sku]
    return replace(state, **{name: standing})  # type: ignore[arg-type]


def _read(workspace: Workspace, client_id: int, token: CancelToken) -> ClientState:
    from visrec_desktop.core.clients import Purpose

    profiles = workspace.profiles()
    history = profiles.history(client_id)
    return state_of(history, keeps_photos=profiles.agreed(client_id, Purpose.PHOTOS))


def _search(workspace: Workspace, text: str, token: CancelToken) -> list[ClientSummary]:
    found = workspace.profiles().clients(text)
    return sorted(found, key=lambda each: -each.last_visit)  # stable: by name where nothing happened


def _tell(callback: Callable[[list[ClientSummary] | KnownError], None], failure: Failure) -> None:
    if failure.error is not None:
        callback(failure.error)


def _nothing(token: CancelToken) -> None:
    """Take the place of an overtaken reading."""
