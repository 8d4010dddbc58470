"""A client's initials in a disc: the same in lists, in the brief and in choosers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from visrec_desktop.ui.clients.words import initials
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import TYPE

_LETTER_SHARE = 0.36  # height of the letters as a share of the disc


def paint_disc(
    painter: QPainter, theme: Theme, box: QRect, name: str, *, faded: bool = False, chosen: bool = False
) -> None:
    """Paint the disc of a name; a faded one is of somebody in the archive."""
    colours = theme.colours
    ground, ink = (
        (colours.accent, colours.on_accent)
        if chosen
        else (colours.card_hover, colours.text_muted)
        if faded
        else (colours.accent_soft, colours.on_accent_soft)
    )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.q(ground))
    painter.drawEllipse(box)
    font = QFont(theme.font(TYPE.label))
    font.setPixelSize(max(1, round(box.height() * _LETTER_SHARE)))
    painter.setFont(font)
    painter.setPen(theme.q(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Disc(QWidget):
    """The disc as a widget; `side` is its width at 100 % text size."""

    def __init__(self, theme: Theme, side: int) -> None:
        super().__init__()
        self._theme = theme
        self._name = ""
        self._faded = False
        self._side = theme.px(side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_name(self, name: str, *, faded: bool = False) -> None:
        """Show somebody else's initials."""
        self._name, self._faded = name, faded
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The disc, and nothing else."""
        painter = QPainter(self)
        paint_disc(painter, self._theme, QRect(0, 0, self._side, self._side), self._name, faded=self._faded)
