"""What a client agreed to: ticks in the form, dated switches in the brief."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from visrec_desktop.core.clients import Consent, Purpose
from visrec_desktop.ui.clients.words import date_text, purpose_text
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label


class AgreementTicks(QWidget):
    """One tick a purpose."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[Purpose, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(label(self.tr("The client agreed to"), "small", "muted"))
        for purpose in Purpose:
            name, what = purpose_text(purpose)
            tick = QCheckBox(name)
            tick.setToolTip(what)
            tick.setAccessibleDescription(what)
            tick.clicked.connect(self.edited)
            self.ticks[purpose] = tick
            column.addWidget(tick)

    def fill(self, agreed: Mapping[Purpose, bool]) -> None:
        """Show what is agreed."""
        for purpose, tick in self.ticks.items():
            tick.setChecked(agreed.get(purpose, False))

    @property
    def agreed(self) -> dict[Purpose, bool]:
        """What is ticked."""
        return {purpose: tick.isChecked() for purpose, tick in self.ticks.items()}


class Agreements(QWidget):
    """One switch a purpose with the date of the latest answer; a click is the next answer."""

    answered = Signal(object, bool)  # Purpose, whether the client agrees

    def __init__(self) -> None:
        super().__init__()
        self.switches: dict[Purpose, QCheckBox] = {}
        self._dates = {purpose: label("", "caption", "muted", wrap=True) for purpose in Purpose}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        for purpose in Purpose:
            name, what = purpose_text(purpose)
            switch = QCheckBox(name)
            switch.setToolTip(what)
            switch.clicked.connect(lambda given, purpose=purpose: self.answered.emit(purpose, given))
            self.switches[purpose] = switch
            row = QVBoxLayout()
            row.setSpacing(0)
            row.addWidget(switch)
            self._dates[purpose].setIndent(SPACE.xxl + SPACE.xs + 2)
            row.addWidget(self._dates[purpose])
            column.addLayout(row)

    def show_consents(self, consents: Mapping[Purpose, Consent]) -> None:
        """Show the latest answers."""
        for purpose, switch in self.switches.items():
            answer = consents.get(purpose)
            switch.setChecked(answer is not None and answer.given)
            words = self._words(answer)
            self._dates[purpose].setText(words)
            switch.setAccessibleDescription(words)

    def _words(self, answer: Consent | None) -> str:
        if answer is None:
            return self.tr("not asked yet")
        words = self.tr("agreed on %1") if answer.given else self.tr("not agreed, %1")
        return words.replace("%1", date_text(answer.at))
