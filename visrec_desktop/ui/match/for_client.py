"""Joins the client's part of the left column with the session: card, chooser, sliders, keeping a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Crop, Photo
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.kit import Kit

if TYPE_CHECKING:
    from visrec_desktop.core.clients import KeptPhoto
    from visrec_desktop.services.engine import EngineStatus
    from visrec_desktop.ui.match.client_card import ClientCard
    from visrec_desktop.ui.match.client_popover import ClientPopover
    from visrec_desktop.ui.match.photo_panel import PhotoPanel


class Chooser(QObject):
    """Opens the list of clients under a card, and keeps cards up to date."""

    def __init__(self, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = kit.context.match
        self._cards: list[ClientCard] = []
        self.panel: ClientPopover | None = None
        self._session.client_changed.connect(self._show)
        self._session.chosen.lost.connect(self._on_lost)

    def serve(self, card: ClientCard) -> None:
        """Let a card open the list and show who is chosen."""
        self._cards.append(card)
        card.chooser_wanted.connect(lambda: self.open_under(card.button))
        card.nobody_wanted.connect(lambda: self._session.set_client(None))
        self._show()

    def open_under(self, anchor: QWidget) -> None:
        """Open the list."""
        from visrec_desktop.ui.match.client_popover import ClientPopover

        panel = ClientPopover(self._kit.theme, self._session.chosen)
        panel.taken.connect(self._session.set_client)
        panel.new_wanted.connect(self._to_clients)
        panel.page_wanted.connect(self._to_clients)
        panel.closed.connect(self._on_closed)
        self.panel = panel
        panel.open_below(anchor, panel.first)

    @Slot()
    def _on_closed(self) -> None:
        self.panel = None

    @Slot()
    def _to_clients(self) -> None:
        self._kit.navigator.page_wanted.emit("clients")

    @Slot()
    def _show(self) -> None:
        chosen = self._session.chosen
        has_entered = chosen.state is not None and chosen.state.has_entered
        for card in self._cards:
            card.show_client(self._session.client, is_chosen=chosen.id is not None, has_entered=has_entered)

    @Slot(str, object)
    def _on_lost(self, name: str, error: KnownError | None) -> None:
        """The page goes on for nobody, and says why."""
        nobody = self.tr("The products are for nobody in particular now.")
        if error is None:
            words = self.tr("%1 was put into the archive.").replace("%1", name)
        elif error.code is ErrorCode.UNKNOWN_CLIENT:
            gone = self.tr("%1 is no longer in the list of clients.").replace("%1", name)
            words = gone if name else explain_error(error).what
        else:
            said = explain_error(error)
            page = self.tr("Clients page")
            self._kit.notices.say(f"{said.what} {said.next_step}", page, self._to_clients, keep=True)
            return
        self._kit.notices.say(f"{words} {nobody}", keep=True)


class ForClient(QObject):
    """Sliders and the kept photo."""

    def __init__(self, kit: Kit, panel: PhotoPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._kit = kit
        self._session = kit.context.match
        self._panel = panel
        self._kept: tuple[int, Photo, Crop | None] | None = None
        self._keeping: tuple[int, Photo, Crop | None] | None = None
        panel.sliders.balance_moved.connect(self._session.set_balance)
        panel.sliders.diversity_moved.connect(self._session.set_diversity)
        panel.counts.moved.connect(self._session.set_emphasis)
        kit.context.engine.changed.connect(self._on_engine)
        self._on_engine(kit.context.engine.status)
        panel.keeping.keep_wanted.connect(self._keep)
        panel.keeping.client_wanted.connect(self._to_client)
        for changed in (
            self._session.client_changed,
            self._session.photos_changed,
            self._session.controls_changed,
            self._session.result_ready,
        ):
            changed.connect(self.show)
        self._session.feedback.kept.connect(self._on_kept)
        self._session.feedback.failed.connect(self.show)
        self.show()

    @Slot()
    def show(self) -> None:
        """Bring everything up to date."""
        session, panel = self._session, self._panel
        order, has_photo = session.order, session.photo is not None
        panel.sliders.show_values(order.balance, order.diversity)
        panel.sliders.show_state(has_photo=has_photo, has_client=session.chosen.id is not None)
        panel.counts.show_value(order.emphasis)
        panel.counts.show_state(has_photo=has_photo)
        state = session.chosen.state
        panel.keeping.show_state(
            state.summary.name if state is not None else "",
            may_keep=state is not None and state.keeps_photos,
            is_kept=self._kept is not None and self._kept == self._now(),
        )
        panel.fit()

    @Slot(object)
    def _on_engine(self, status: EngineStatus | None) -> None:
        if status is not None:
            self._panel.counts.show_parts(status.parts)

    def _now(self) -> tuple[int, Photo, Crop | None] | None:
        session = self._session
        if session.chosen.id is None or session.photo is None:
            return None
        return session.chosen.id, session.photo, session.crop

    @Slot()
    def _keep(self) -> None:
        self._keeping = self._now()
        if self._keeping is not None:
            self._panel.keeping.wait()
            self._session.feedback.keep_photo(*self._keeping)

    @Slot(object)
    def _on_kept(self, _photo: KeptPhoto) -> None:
        self._kept, self._keeping = self._keeping, None
        self.show()

    @Slot()
    def _to_client(self) -> None:
        if self._session.chosen.id is not None:
            self._kit.navigator.client_wanted.emit(self._session.chosen.id)
