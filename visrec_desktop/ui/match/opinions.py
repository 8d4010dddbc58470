"""Feedback as the page does it: recorded, said, on the undo stack, and taken back with what it taught."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from visrec_desktop.core.clients import Event, EventKind, Refusal
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.values import Product
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.kit import Kit
from visrec_desktop.ui.match.reasons import learned_text
from visrec_desktop.ui.undo import StoredCommand

if TYPE_CHECKING:
    from visrec_desktop.services.feedback import Learned


class FeedbackCommand(StoredCommand):
    """An event that was recorded, or one that was taken back: `stands` says which of the two was done."""

    def __init__(self, opinions: Opinions, event: Event, name: str, *, stands: bool) -> None:
        given = {
            EventKind.LIKE: opinions.tr("Like “%1”"),
            EventKind.PURCHASE: opinions.tr("Bought: “%1”"),
            EventKind.DISLIKE: opinions.tr("“%1” is not for this client"),
        }
        words = given.get(event.kind, "%1") if stands else opinions.tr("Take back what was said of “%1”")
        super().__init__(opinions.kit.undo, words.replace("%1", name))
        self._opinions = opinions
        self._event = event
        self._stands = stands

    def take_back(self) -> None:
        """The other way round."""
        self._set(stands=not self._stands, on_failed=self.not_taken_back)

    def repeat(self) -> None:
        """Once more."""
        self._set(stands=self._stands, on_failed=self.not_repeated)

    def _set(self, *, stands: bool, on_failed: Callable[[], None]) -> None:
        feedback = self._opinions.kit.context.match.feedback
        act = feedback.redo if stands else feedback.undo
        act(self._event.id, self._opinions.say_changed, on_failed)


class Opinions(QObject):
    """What can be said about a product for the chosen client.

    Signals:
        client_wanted: there is nobody to say it for.
    """

    client_wanted = Signal()

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self.kit = kit
        self._session = kit.context.match
        self._under_way: set[tuple[int, str, EventKind | int]] = set()  # what is being stored
        self._session.feedback.failed.connect(self._on_failed)
        self._session.feedback.kept.connect(self._on_kept)

    @property
    def has_client(self) -> bool:
        """Whether there is somebody to say it for."""
        return self._session.chosen.id is not None

    def give(self, product: Product, kind: EventKind, reason: Refusal | None = None) -> None:
        """Record it for the chosen client; without one, say that somebody must be chosen."""
        client_id = self._session.chosen.id
        if client_id is None:
            words = self.tr("Choose a client first: what is said about a product is remembered for somebody.")
            self.kit.notices.say(words)
            self.client_wanted.emit()
            return
        act = (client_id, product.sku, kind)
        if act in self._under_way or self._stands(product, kind, reason):
            return
        self._under_way.add(act)
        name = product.name or product.sku

        def recorded(learned: Learned) -> None:
            self._under_way.discard(act)
            self._push(learned, FeedbackCommand(self, learned.event, name, stands=True))

        not_recorded = partial(self._under_way.discard, act)
        self._session.feedback.give(client_id, product.sku, kind, reason, recorded, not_recorded)

    def has_refused(self, product: Product) -> bool:
        """Whether it stands that the product is not for the chosen client."""
        state = self._session.chosen.state
        event = state.opinion(product.sku) if state is not None else None
        return event is not None and event.kind is EventKind.DISLIKE

    def _stands(self, product: Product, kind: EventKind, reason: Refusal | None) -> bool:
        """Whether just that was said before, and was not taken back."""
        state = self._session.chosen.state
        if state is None:
            return False
        if kind is EventKind.PURCHASE:
            return state.purchase(product.sku) is not None
        event = state.opinion(product.sku)
        return event is not None and (event.kind, event.reason) == (kind, reason)

    def toggle_like(self, product: Product) -> None:
        """Like it, or take the like back."""
        state = self._session.chosen.state
        event = state.opinion(product.sku) if state is not None else None
        if event is not None and event.kind is EventKind.LIKE:
            self.take_back(product, event)
        else:
            self.give(product, EventKind.LIKE)

    def take_back(self, product: Product, event: Event) -> None:
        """Let something that was said stand no more."""
        act = (int(event.client_id), product.sku, int(event.id))
        if act in self._under_way:
            return
        self._under_way.add(act)
        name = product.name or product.sku

        def taken(learned: Learned) -> None:
            self._under_way.discard(act)
            self._push(learned, FeedbackCommand(self, event, name, stands=False))

        self._session.feedback.undo(event.id, taken, partial(self._under_way.discard, act))

    def say_changed(self, learned: Learned) -> None:
        """After an undo or a redo."""
        self.kit.notices.say(learned_text(learned))

    def _push(self, learned: Learned, command: FeedbackCommand) -> None:
        self.kit.undo.push(command)

        def undo() -> None:
            if command.is_last_done:
                self.kit.undo.undo()

        self.kit.notices.say(learned_text(learned), self.tr("Undo"), undo)

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        self.kit.notices.say(explain_error(error).line, keep=True)

    @Slot(object)
    def _on_kept(self, _photo: object) -> None:
        client = self._session.client
        words = self.tr("The photo is kept for %1.").replace("%1", client.name if client is not None else "")
        self.kit.notices.say(words)
