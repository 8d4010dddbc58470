"""The pictures of the brief: taste, and what was liked, refused and bought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.ui.clients.item_row import ItemRow
from visrec_desktop.ui.clients.kept_photos import as_seen
from visrec_desktop.ui.clients.section import Section
from visrec_desktop.ui.clients.words import date_text, refusal_text
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.clients import Brief, Seen
    from visrec_desktop.ui.clients.kept_photos import KeptPhotos
    from visrec_desktop.ui.theme.theme import Theme

_LARGE = 108
_SMALL = 72
_NOTED = 92


def taste_of(liked: Sequence[Seen], bought: Sequence[Seen]) -> tuple[Seen, ...]:
    """What was liked or bought, each product once, the newest first."""
    found: dict[str, Seen] = {}
    for seen in sorted((*liked, *bought), key=lambda each: each.at, reverse=True):
        found.setdefault(seen.sku, seen)
    return tuple(found.values())


class BriefRows(QWidget):
    """Two cards: the taste in large pictures, the rest in compact rows; below, the photos that are kept."""

    chosen = Signal(object)  # Seen

    def __init__(self, thumbnails: Thumbnails, photos: KeptPhotos, theme: Theme) -> None:
        super().__init__()
        self._photos = photos

        def row(title: str, side: int, *, noted: bool = False) -> ItemRow:
            made = ItemRow(thumbnails, theme, title, side, _reason if noted else None)
            made.chosen.connect(self.chosen)
            return made

        self.taste = ItemRow(
            thumbnails, theme, self.tr("Taste"), _LARGE, lambda seen: seen.name, heading=True
        )
        self.taste.chosen.connect(self.chosen)
        self.liked = row(self.tr("Liked"), _SMALL)
        self.refused = row(self.tr("Not for this client"), _NOTED, noted=True)
        self.bought = row(self.tr("Bought"), _SMALL)
        self.photos = ItemRow(photos, theme, self.tr("Photos shown"), _NOTED, _when)
        self.nothing = label("", "body", "muted", wrap=True)
        self._taste_card = Section(self.tr("Taste"), titled=False)
        self._taste_card.add(self.nothing)
        self._taste_card.add(self.taste)
        self._past = Section(self.tr("So far"), titled=False)
        self._past.column.setSpacing(SPACE.m)
        for each in (self.liked, self.refused, self.bought, self.photos):
            self._past.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addWidget(self._taste_card)
        column.addWidget(self._past)
        column.addStretch(1)

    def show_brief(self, brief: Brief) -> None:
        """Show a client's products."""
        taste = taste_of(brief.liked, brief.bought)
        self.taste.set_items(taste)
        self.nothing.setVisible(not taste)
        self.nothing.setText(self._why_nothing(used=brief.profile_used))
        self.liked.set_items(brief.liked if brief.bought else ())  # else the taste shows the same
        self.refused.set_items(brief.refused)
        self.bought.set_items(brief.bought)
        self._photos.keep_only(brief.photos)
        self.photos.set_items([as_seen(photo) for photo in brief.photos])
        self._past.setVisible(bool(brief.refused or brief.bought or brief.photos))

    def _why_nothing(self, *, used: bool) -> str:
        if not used:
            return self.tr(
                "This client does not want taste to be remembered. What was stored is neither used nor shown."
            )
        return self.tr(
            "Nothing liked or bought yet. Choose “Match for this client”, show products, "
            "and tell the program what is liked."
        )


def _when(seen: Seen) -> str:
    return date_text(seen.at)


def _reason(seen: Seen) -> str:
    return refusal_text(seen.reason)
