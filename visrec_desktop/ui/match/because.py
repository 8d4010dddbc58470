"""The product that a hit is shown for: "because this client liked …", with its small picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from visrec_desktop.core.values import Because
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label
from visrec_desktop.ui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails

_SIDE = 44


class BecauseLine(QPushButton):
    """A picture and a sentence; a click asks for that product."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, because: Because) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self.because = because
        self._picture = PictureBox(theme, "")
        self._picture.setFixedSize(theme.px(_SIDE), theme.px(_SIDE))
        bought = self.tr("because this client bought “%1”")
        liked = self.tr("because this client liked “%1”")
        words = (bought if because.bought else liked).replace("%1", because.name or because.sku)
        self._words = label(words, "small", wrap=True)
        for part in (self._picture, self._words):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.xs, SPACE.xs, SPACE.s, SPACE.xs)
        row.setSpacing(SPACE.m)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        self.setProperty("kind", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setToolTip(self.tr("Show this product in the catalog"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        thumbnails.ready.connect(self._on_thumbnail)
        self._draw()

    def sizeHint(self) -> QSize:
        """As picture and words want it."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As high as the picture."""
        return QSize(self._theme.px(120), self._theme.px(_SIDE) + 2 * SPACE.xs)

    def hasHeightForWidth(self) -> bool:
        """A long name takes more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of picture and words beside it."""
        layout = self.layout()
        least = self.minimumSizeHint().height()
        return max(least, layout.totalHeightForWidth(width)) if layout is not None else least

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        if picture_id == self.because.picture_id:
            self._draw()

    def _draw(self) -> None:
        picture_id = self.because.picture_id
        pixmap = self._thumbnails.pixmap(picture_id) if picture_id is not None else None
        if pixmap is not None:
            self._picture.set_image(pixmap.toImage())
        else:
            self._picture.set_image(QImage() if picture_id is None else None)
