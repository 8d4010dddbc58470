"""The cards at the right of the brief: dates, likes and avoids, what is owned, notes, agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from visrec_desktop.core.clients import Consent, Owned, Purpose
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.clients.agreements import Agreements
from visrec_desktop.ui.clients.chips import RemovableChip, Tags
from visrec_desktop.ui.clients.dates import day_words, in_days_text
from visrec_desktop.ui.clients.section import Section
from visrec_desktop.ui.clients.words import budget_text, date_text, owned_text, trait_text
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label
from visrec_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visrec_desktop.services.clients import Brief, DateAhead
    from visrec_desktop.ui.theme.theme import Theme

_SOON = 30  # days
_MOST_DATES = 4


def latest(consents: Sequence[Consent]) -> dict[Purpose, Consent]:
    """The answer that counts for each purpose; `consents` are oldest first."""
    return {answer.purpose: answer for answer in consents}


class DatesCard(Section):
    """Dates coming up, the nearest first."""

    def __init__(self) -> None:
        super().__init__(self.tr("Coming up"))
        self._holder = QWidget()
        self.add(self._holder)

    def show_dates(self, dates: Sequence[DateAhead]) -> None:
        """Show these dates; without any the card is hidden."""
        self.setVisible(bool(dates))
        old, self._holder = self._holder, QWidget()
        self.column.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(SPACE.xs)
        grid.setColumnStretch(0, 1)
        for row, each in enumerate(dates[:_MOST_DATES]):
            near = each.days_left <= _SOON
            what = each.entry.label
            if each.anniversary:
                what = f"{what} ({each.anniversary})"
            left = label(breakable(what), "small", wrap=True)
            when = label(
                in_days_text(each.days_left), "label" if near else "small", "accent" if near else "muted"
            )
            day = label(day_words(each.on, QLocale()), "small", "muted")
            for column, part in enumerate((left, day, when)):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)


class TasteCard(Section):
    """Sizes, budget, likes and avoids."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("Sizes, budget, wishes"))
        self.facts = Facts()
        self.likes = Tags(theme, self.tr("Likes"), "like")
        self.avoids = Tags(theme, self.tr("Avoids"), "avoid")
        self._titles = label(self.tr("Likes"), "small", "muted"), label(self.tr("Avoids"), "small", "muted")
        self.add(self.facts)
        for title, tags in zip(self._titles, (self.likes, self.avoids), strict=True):
            self.add(title)
            self.add(tags)

    def show_brief(self, brief: Brief) -> None:
        """Show a client's wishes; without any the card is hidden."""
        client = brief.client
        self.facts.show_facts(
            [
                (self.tr("Sizes"), ", ".join(client.sizes)),
                (self.tr("Budget"), budget_text(client)),
            ]
        )
        for title, tags, traits in zip(
            self._titles, (self.likes, self.avoids), (client.likes, client.avoids), strict=True
        ):
            tags.show_words([trait_text(trait) for trait in traits])
            title.setVisible(bool(traits))
            tags.setVisible(bool(traits))
        self.setVisible(bool(self.facts.values or client.likes or client.avoids))


class OwnedCard(Section):
    """What the client has; a line to add something from elsewhere."""

    added = Signal(object)  # Owned
    removed = Signal(object)  # Owned

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.tr("Owns"))
        self._theme = theme
        self._things: tuple[Owned, ...] = ()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, SPACE.xs + 2)
        self.editor = QLineEdit()
        self.editor.setAccessibleName(self.tr("Something the client owns"))
        self.editor.setPlaceholderText(self.tr("What is it? Then Enter"))
        self.editor.returnPressed.connect(self._take)
        self.editor.hide()
        self.add_button = button(theme, self.tr("Add"), "link", on_click=self._open)
        self.add_button.setAccessibleName(self.tr("Add something the client owns"))
        self.set_aside(self.add_button)
        self.add(self._chips)
        self.add(self.editor)

    def show_things(self, things: Sequence[Owned]) -> None:
        """Show what the client has."""
        if tuple(things) == self._things:
            return
        self._things = tuple(things)
        while (item := self._flow.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for thing in things:
            chip = RemovableChip(self._theme, owned_text(thing), quiet=True)
            chip.removed.connect(lambda thing=thing: self.removed.emit(thing))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(things))
        self._chips.updateGeometry()

    def close_editor(self) -> None:
        """Put the line away."""
        self.editor.clear()
        self.editor.hide()

    @Slot()
    def _open(self) -> None:
        self.editor.show()
        self.editor.setFocus()

    @Slot()
    def _take(self) -> None:
        name = " ".join(self.editor.text().split())
        self.close_editor()
        self.add_button.setFocus()
        if name:
            self.added.emit(Owned(name=name))


class BriefFacts(QWidget):
    """All the cards under each other."""

    answered = Signal(object, bool)
    owned = Signal(object)
    disowned = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.dates = DatesCard()
        self.taste = TasteCard(theme)
        self.things = OwnedCard(theme)
        self.things.added.connect(self.owned)
        self.things.removed.connect(self.disowned)
        self.notes = label("", "small", wrap=True)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes.setMinimumWidth(1)  # a word longer than the panel is cut off, and copied whole
        self._notes_card = Section(self.tr("Notes"))
        self._notes_card.add(self.notes)
        self.agreements = Agreements()
        self.agreements.answered.connect(self.answered)
        self.photos = label("", "caption", "muted", wrap=True)
        agreed = Section(self.tr("Agreements"))
        agreed.add(self.agreements)
        agreed.add(self.photos)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        for card in (self.dates, self.taste, self.things, self._notes_card, agreed):
            column.addWidget(card)
        column.addStretch(1)

    def show_brief(self, brief: Brief) -> None:
        """Show a client."""
        self.dates.show_dates(brief.dates)
        self.taste.show_brief(brief)
        self.things.close_editor()
        self.things.show_things(brief.owned)
        self.notes.setText(brief.client.notes)
        self._notes_card.setVisible(bool(brief.client.notes))
        self.agreements.show_consents(latest(brief.consents))
        self.photos.setText(self._photo_words(brief))
        self.photos.setVisible(bool(brief.photos))

    def _photo_words(self, brief: Brief) -> str:
        if not brief.photos:
            return ""
        last = date_text(max(photo.expires_at for photo in brief.photos))
        if len(brief.photos) == 1:
            return self.tr("1 photo is kept, until %1.").replace("%1", last)
        words = self.tr("%1 photos are kept, the last until %2.")
        return words.replace("%1", str(len(brief.photos))).replace("%2", last)
