"""The objects of a photo one under the other, each with its products, above those for the whole photo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.values import MatchResult
from visrec_desktop.ui.match.object_row import ObjectRow
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails

_MOST_SHARE = 0.5  # of the column's height: the products for the whole photo keep the rest
_LEAST_COLUMN = 420  # at 100 % text size; a lower one begins without the rows


class ObjectRows(QWidget):
    """Shows rows for objects of the photo, or nothing. They can be put away.

    Signals:
        picked: place of the object that shall be searched for alone.
        opened: place of an object and the `Hit` of a product to be looked at.
    """

    picked = Signal(int)
    opened = Signal(int, object)

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme = theme
        self._thumbnails = thumbnails
        self._room = 0
        self._is_open: bool | None = None  # None: as the room allows
        self.rows: list[ObjectRow] = []
        self._title = label("", "label")
        self.toggle = button(theme, "", "link", on_click=self._turn)
        self._inside = QWidget()
        self._inside.setProperty("ground", "window")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidget(self._inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, SPACE.l, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE.s)
        column.setSpacing(SPACE.xs)
        column.addLayout(head)
        column.addWidget(self.area)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether the rows are there, not their title alone."""
        return self._room >= self._theme.px(_LEAST_COLUMN) if self._is_open is None else self._is_open

    def set_cut_outs(self, images: Sequence[QImage]) -> None:
        """Show rows for other objects; their products come later."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._made(place, len(images)) for place in range(len(images))]
        for row, image in zip(self.rows, images, strict=True):
            self._column.addWidget(row)
            row.cut_out.set_image(image)
        several = self.tr("%1 objects in the photo").replace("%1", str(len(images)))
        self._title.setText(several if len(images) > 1 else self.tr("One part of the photo"))
        self._lay_out()

    def _made(self, place: int, count: int) -> ObjectRow:
        row = ObjectRow(self._theme, self._thumbnails, place, count)
        row.picked.connect(partial(self.picked.emit, place))
        row.opened.connect(partial(self.opened.emit, place))
        return row

    def show_answer(self, place: int, result: MatchResult) -> None:
        """Show the products for one object."""
        self.rows[place].show_answer(result)

    def set_liked(self, skus: frozenset[str]) -> None:
        """Which products bear a heart."""
        for row in self.rows:
            row.model.set_liked(skus)

    def clear_selection(self, but: int | None = None) -> None:
        """No product is chosen, or one of the row `but` alone."""
        for place, row in enumerate(self.rows):
            if place != but:
                row.tiles.clearSelection()

    def set_room(self, height: int) -> None:
        """The height of the column that the rows stand in."""
        if height != self._room:
            self._room = height
            self._lay_out()

    @Slot()
    def _turn(self) -> None:
        self._is_open = not self.is_open
        self._lay_out()

    def _lay_out(self) -> None:
        is_open = self.is_open
        self.area.setVisible(is_open)
        words = self.tr("Hide") if is_open else self.tr("Show")
        self.toggle.setText(words)
        self.toggle.setAccessibleName(f"{words}: {self._title.text()}")
        wanted = sum(row.sizeHint().height() for row in self.rows)
        self.area.setFixedHeight(max(1, min(wanted, round(self._room * _MOST_SHARE))))
