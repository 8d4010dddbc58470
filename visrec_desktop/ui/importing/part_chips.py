"""The parts of a plan as chips with their numbers: one is looked at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from visrec_desktop.bridge.planning import Part
from visrec_desktop.ui.importing.words import part_name
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import restyle
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.numbers import count_text


class PartChips(QWidget):
    """A chip for every part that holds anything.

    Signals:
        chosen: the `Part` to be looked at.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.part = Part.ALL
        self.chips: dict[Part, QPushButton] = {}
        flow = FlowLayout(self, SPACE.s)
        for part in Part:
            chip = QPushButton()
            chip.setProperty("kind", "chip")
            chip.setProperty("set", "false")
            chip.setCursor(Qt.CursorShape.PointingHandCursor)
            chip.setCheckable(False)
            chip.clicked.connect(partial(self._on_clicked, part))
            flow.addWidget(chip)
            self.chips[part] = chip
        self.setAccessibleName(self.tr("Which products are shown"))

    def show_counts(self, counts: dict[Part, int]) -> None:
        """Show the numbers; a chosen part that holds nothing any more gives way to all."""
        for part, chip in self.chips.items():
            number = counts.get(part, 0)
            chip.setText(f"{part_name(part)}  {count_text(number)}")
            chip.setVisible(number > 0 or part is Part.ALL)
        if not counts.get(self.part, 0):
            self.part = Part.ALL
        self._mark()
        self.updateGeometry()

    def choose(self, part: Part) -> None:
        """Look at a part."""
        self.part = part
        self._mark()
        self.chosen.emit(part)

    def _on_clicked(self, part: Part) -> None:
        self.choose(part)

    def _mark(self) -> None:
        for part, chip in self.chips.items():
            is_shown = part is self.part
            restyle(chip, "set", "true" if is_shown else "false")
            chosen = self.tr("%1, shown").replace("%1", chip.text())
            chip.setAccessibleName(chosen if is_shown else chip.text())
