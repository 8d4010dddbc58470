"""A column at the right of a page that gives way where the page is narrow."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea


class Width(NamedTuple):
    """How wide a side column is, in pixels at the usual text size.

    Attributes:
        natural: where there is room.
        least: on a narrow page.
        scarce: where even that would keep the window from fitting the screen.
        share: at most this share of the page.
    """

    natural: int
    least: int
    scarce: int
    share: float


class SideColumn(QScrollArea):
    """A scrolling column; `fit_into` tells it how wide the page is.

    Args:
        width: its widths, `natural` scaled to the text size already.
    """

    def __init__(self, width: Width) -> None:
        super().__init__()
        self._widths = width
        self._width = width.natural
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def fit_into(self, page_width: int) -> None:
        """Take the natural width, or less where the products need the room."""
        widths = self._widths
        self._width = min(widths.natural, max(widths.least, round(page_width * widths.share)))
        self.setMaximumWidth(self._width)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as `fit_into` found."""
        return QSize(self._width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen with large text."""
        return QSize(self._widths.scarce, super().minimumSizeHint().height())
