"""The score of a hit and the parts it is made of, as bars that stand on one another's ends."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.bar import Bar
from visrec_desktop.ui.widgets.basics import label, rule

if TYPE_CHECKING:
    from visrec_desktop.core.values import Hit
    from visrec_desktop.ui.theme.theme import Theme

_HUNDRED = 100


def in_hundredths(parts: Mapping[str, float], total: float) -> dict[str, int]:
    """The parts in hundredths, rounded so that the figures shown add up to the total shown.

    Each is rounded down (a negative one away from zero), then those that lost most get the missing
    hundredths (largest remainder).
    """
    floors = {name: math.floor(share * _HUNDRED) for name, share in parts.items()}
    missing = round(total * _HUNDRED) - sum(floors.values())
    by_loss = sorted(parts, key=lambda name: parts[name] * _HUNDRED - floors[name], reverse=True)
    for name in by_loss[: max(0, missing)]:
        floors[name] += 1
    return floors


def steps_of(parts: Mapping[str, float]) -> list[tuple[str, float, float, float]]:
    """The parts as steps (name, share, from, to): first up from 0, then what is against it back down.

    Parts of nothing are left out.
    """
    there = [(name, share) for name, share in parts.items() if share]
    steps, at = [], 0.0
    for name, share in sorted(there, key=lambda part: part[1] < 0):
        steps.append((name, share, min(at, at + share), max(at, at + share)))
        at += share
    return steps


def figure_text(hundredths: int) -> str:
    """Such as "0.41"; what is against a product with a real minus sign."""
    sign = "\u2212" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) / _HUNDRED:.2f}"


class ScoreTable(QWidget):
    """A row for each part, and one for the sum."""

    def __init__(self, theme: Theme, hit: Hit) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.m)
        self._grid.setVerticalSpacing(SPACE.xs + 1)
        self._grid.setColumnStretch(1, 1)
        shown = in_hundredths(hit.parts, hit.score)
        steps = steps_of(hit.parts)
        for row, (name, share, start, end) in enumerate(steps):
            self._row(row, part_text(name), Bar(theme, start, end, against=share < 0), shown[name])
        last = len(steps)
        self._grid.addWidget(rule(), last, 0, 1, 3)
        total = round(hit.score * _HUNDRED)
        self._row(last + 1, self.tr("Total"), Bar(theme, 0.0, hit.score), total, is_sum=True)
        self.setAccessibleName(self.tr("How the score is made up"))

    def _row(self, row: int, name: str, bar: Bar, hundredths: int, *, is_sum: bool = False) -> None:
        figure = figure_text(hundredths)
        bar.setAccessibleName(f"{name}: {figure}")
        words = label(name, "label" if is_sum else "small", "" if is_sum else "muted")
        number = label(figure, "label" if is_sum else "small", "" if is_sum else "muted")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(bar, row, 1)
        self._grid.addWidget(number, row, 2)


def part_text(part: str) -> str:
    """What a part of the score is called."""
    known = {
        "look": QCoreApplication.translate("ScoreTable", "Overall look"),
        "shape": QCoreApplication.translate("ScoreTable", "Shape"),
        "colour": QCoreApplication.translate("ScoreTable", "Colour"),
        "details": QCoreApplication.translate("ScoreTable", "Print and details"),
        "taste": QCoreApplication.translate("ScoreTable", "Client’s taste"),
        "attributes": QCoreApplication.translate("ScoreTable", "Client’s choices"),
        "together": QCoreApplication.translate("ScoreTable", "Similar clients"),
        "popularity": QCoreApplication.translate("ScoreTable", "Popular"),
        "budget": QCoreApplication.translate("ScoreTable", "Budget"),
        "size": QCoreApplication.translate("ScoreTable", "Size"),
        "stock": QCoreApplication.translate("ScoreTable", "Sold out"),
        "avoided": QCoreApplication.translate("ScoreTable", "Avoided"),
    }
    return known.get(part, part.replace("_", " ").capitalize())
