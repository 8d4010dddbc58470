"""The score of a hit and the parts it is made of, as bars that stand on one another's ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label, rule

if TYPE_CHECKING:
    from visrec_desktop.core.values import Hit
    from visrec_desktop.ui.theme.theme import Theme

_HUNDRED = 100
_BAR = 6


def in_hundredths(parts: Mapping[str, float], total: float) -> dict[str, int]:
    """The parts in hundredths, rounded so that the figures shown add up to the total shown.

    Each is rounded down, then those that lost most get the missing hundredths (largest remainder).
    """
    floors = {name: int(share * _HUNDRED) for name, share in parts.items()}
    missing = round(total * _HUNDRED) - sum(floors.values())
    by_loss = sorted(parts, key=lambda name: parts[name] * _HUNDRED - floors[name], reverse=True)
    for name in by_loss[: max(0, missing)]:
        floors[name] += 1
    return floors


class Bar(QWidget):
    """A bar from `start` to `end`, both in [0, 1] of its track."""

    def __init__(self, theme: Theme, start: float, end: float) -> None:
        super().__init__()
        self._theme = theme
        self._start = start
        self._end = end
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As thin as a line of text allows."""
        return QSize(self._theme.px(80), self._theme.px(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, then bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = (self.height() - _BAR) / 2
        painter.setBrush(self._theme.q(self._theme.colours.track))
        painter.drawRoundedRect(QRectF(0, top, self.width(), _BAR), _BAR / 2, _BAR / 2)
        painter.setBrush(self._theme.q(self._theme.colours.accent))
        left, right = self._start * self.width(), self._end * self.width()
        painter.drawRoundedRect(QRectF(left, top, max(_BAR, right - left), _BAR), _BAR / 2, _BAR / 2)


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
        start = 0.0
        for row, (name, share) in enumerate(hit.parts.items()):
            self._row(row, self._words(name), Bar(theme, start, start + share), shown[name])
            start += share
        last = len(hit.parts)
        self._grid.addWidget(rule(), last, 0, 1, 3)
        total = round(hit.score * _HUNDRED)
        self._row(last + 1, self.tr("Together"), Bar(theme, 0.0, hit.score), total, is_sum=True)
        self.setAccessibleName(self.tr("How the score is made up"))

    def _row(self, row: int, name: str, bar: Bar, hundredths: int, *, is_sum: bool = False) -> None:
        figure = f"{hundredths / _HUNDRED:.2f}"
        bar.setAccessibleName(f"{name}: {figure}")
        words = label(name, "label" if is_sum else "small", "" if is_sum else "muted")
        number = label(figure, "label" if is_sum else "small", "" if is_sum else "muted")
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(bar, row, 1)
        self._grid.addWidget(number, row, 2)

    def _words(self, part: str) -> str:
        known = {"look": self.tr("Shape and pattern"), "colour": self.tr("Colour")}
        return known.get(part, part.replace("_", " ").capitalize())
