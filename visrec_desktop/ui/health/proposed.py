"""Values that are proposed for a product, shown as what they are: proposals, with a reason and an answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.core.values import Product
from visrec_desktop.ui.health.words import basis_text, certainty_text, field_text, tr, value_text
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from visrec_desktop.bridge.health import HealthSession
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.health.values import ProposedValue
    from visrec_desktop.ui.theme.theme import Theme

_SIDE = 46
_MOST_LIKES = 5


class LikeThese(QWidget):
    """Small pictures of the products that a proposal was concluded from."""

    def __init__(self, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._theme = theme
        self._boxes: dict[int, list[PictureBox]] = {}
        self._row = FlowLayout(self, SPACE.xs)
        thumbnails.ready.connect(self._on_thumbnail)
        self.hide()

    def show_products(self, products: Sequence[Product]) -> None:
        """Show these, as far as they have pictures."""
        pictured = [product for product in products if product.picture_id is not None]
        for product in pictured[:_MOST_LIKES]:
            box = PictureBox(self._theme, product.name, fill=True)
            box.setFixedSize(self._theme.px(_SIDE), self._theme.px(_SIDE))
            box.setToolTip(product.name)
            self._row.addWidget(box)
            self._boxes.setdefault(int(product.picture_id or 0), []).append(box)
        for picture_id in self._boxes:
            self._on_thumbnail(picture_id)
        self.setVisible(bool(pictured))

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        boxes = self._boxes.get(picture_id)
        pixmap = self._thumbnails.pixmap(picture_id) if boxes else None
        if boxes and pixmap is not None:
            for box in boxes:
                box.set_image(pixmap.toImage())


class ProposalCard(QFrame):
    """One proposal with its answer.

    Signals:
        accepted, refused: its key, (product id, field).
    """

    accepted = Signal(object)
    refused = Signal(object)

    def __init__(self, proposal: ProposedValue, currency: str, likes: LikeThese, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "reason")
        name, value = field_text(proposal.field), value_text(proposal, currency)
        words = tr("Proposed · %1").replace("%1", certainty_text(proposal))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.s + 2, SPACE.m, SPACE.m)
        column.setSpacing(SPACE.xs)
        column.addWidget(label(words, "label", "accent", wrap=True))
        column.addWidget(label(breakable(f"{name}: {value}"), "heading", wrap=True))
        column.addWidget(label(basis_text(proposal), "small", "muted", wrap=True))
        column.addWidget(likes)
        self.accept_button = button(
            theme,
            tr("Accept"),
            "primary",
            icon="check",
            name=tr("Accept %1: %2").replace("%1", name).replace("%2", value),
            on_click=lambda: self.accepted.emit(proposal.key),
        )
        self.refuse_button = button(
            theme,
            tr("Refuse"),
            name=tr("Refuse %1: %2").replace("%1", name).replace("%2", value),
            on_click=lambda: self.refused.emit(proposal.key),
        )
        answers = QHBoxLayout()
        answers.setContentsMargins(0, SPACE.xs, 0, 0)
        answers.setSpacing(SPACE.s)
        answers.addWidget(self.accept_button)
        answers.addWidget(self.refuse_button)
        answers.addStretch(1)
        column.addLayout(answers)


class ProposedValues(QWidget):
    """All that is proposed for one product; hidden when there is nothing.

    Signals:
        accept_wanted, refuse_wanted: a tuple of keys, (product id, field).
    """

    accept_wanted = Signal(object)
    refuse_wanted = Signal(object)

    def __init__(self, session: HealthSession, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._thumbnails = thumbnails
        self._theme = theme
        self._product: Product | None = None
        self._shown: tuple[ProposedValue, ...] = ()
        self.cards: list[ProposalCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.s)
        session.changed.connect(self._fill)
        self.hide()

    def show_product(self, product: Product) -> None:
        """Show what is proposed for another product."""
        self._product = product
        self._fill()

    @Slot()
    def _fill(self) -> None:
        product = self._product
        if product is None:
            return
        proposals = self._session.report.proposals.get(product.id, ())
        if proposals == self._shown:
            return
        self._shown = proposals
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(each, product.currency) for each in proposals]
        self.setVisible(bool(self.cards))

    def _card(self, proposal: ProposedValue, currency: str) -> ProposalCard:
        likes = LikeThese(self._thumbnails, self._theme)
        card = ProposalCard(proposal, currency, likes, self._theme)
        card.accepted.connect(lambda key: self.accept_wanted.emit((key,)))
        card.refused.connect(lambda key: self.refuse_wanted.emit((key,)))
        self._column.addWidget(card)
        if proposal.likes:
            self._session.request_products(
                proposal.likes[:_MOST_LIKES], partial(self._show_likes, card, likes)
            )
        return card

    def _show_likes(self, card: ProposalCard, likes: LikeThese, products: Sequence[Product]) -> None:
        if card in self.cards:  # else another product is shown by now
            likes.show_products(products)
