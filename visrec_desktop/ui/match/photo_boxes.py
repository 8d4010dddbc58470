"""The objects on the photo: where their boxes stand, and which one the mouse or the keyboard is at."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.match.object_box import ObjectBox
from visrec_desktop.ui.theme.theme import Theme


class PhotoBoxes(QObject):
    """Numbered buttons over a photo. At most one of them is chosen.

    Signals:
        clicked: place of the box that was chosen with the keyboard.
    """

    clicked = Signal(int)

    def __init__(self, theme: Theme, photo: QWidget) -> None:
        super().__init__(photo)
        self._theme = theme
        self._photo = photo
        self._areas: list[QRect] = []  # in pixels of the photo
        self._boxes: list[ObjectBox] = []
        self.picked: int | None = None

    def __len__(self) -> int:
        return len(self._boxes)

    def area(self, place: int) -> QRect:
        """A box in pixels of the photo."""
        return self._areas[place]

    def box(self, place: int) -> ObjectBox:
        """The button of a place."""
        return self._boxes[place]

    def set_areas(self, areas: Sequence[QRect]) -> None:
        """Show other boxes, in pixels of the photo; none is chosen."""
        self.picked = None
        if list(areas) == self._areas:
            return
        if any(box.hasFocus() for box in self._boxes):
            self._photo.setFocus(Qt.FocusReason.OtherFocusReason)
        for box in self._boxes:
            box.hide()
            box.deleteLater()
        self._areas = list(areas)
        self._boxes = [self._made(place, len(areas)) for place in range(len(areas))]
        before = self._photo
        for box in self._boxes:
            QWidget.setTabOrder(before, box)
            before = box
        for place in sorted(range(len(areas)), key=self._size, reverse=True):
            self._boxes[place].raise_()  # a box inside of another one lies above it

    def _made(self, place: int, count: int) -> ObjectBox:
        box = ObjectBox(self._theme, place + 1 if count > 1 else 0, self._photo)
        of = self.tr("Object %1 of %2").replace("%1", str(place + 1)).replace("%2", str(count))
        box.setAccessibleName(of)
        box.setAccessibleDescription(
            self.tr("Enter searches for this object alone, Escape for the whole photo")
        )
        box.clicked.connect(lambda: self.clicked.emit(place))
        box.stepped.connect(lambda by: self.focus((place + by) % len(self._boxes)))
        return box

    def _size(self, place: int) -> int:
        return self._areas[place].width() * self._areas[place].height()

    def pick(self, place: int | None, *, apart: bool) -> None:
        """Show which one is chosen; `apart` says that some part is, be it one of them or another."""
        self.picked = place
        for other, box in enumerate(self._boxes):
            box.setChecked(other == place)
            box.set_quiet(apart and other != place)

    def place(self, to_window: Callable[[QRect], QRect], part: QRect | None) -> None:
        """Put the boxes where they belong; the chosen one around `part`, in pixels of the window."""
        for place, box in enumerate(self._boxes):
            around = part if place == self.picked and part is not None else to_window(self._areas[place])
            box.setGeometry(around.adjusted(-2, -2, 2, 2))
            box.show()

    def show(self, shown: bool) -> None:
        """Show or hide all of them."""
        for box in self._boxes:
            box.setVisible(shown)

    def at(self, spot: QPoint, within: QRect | None = None) -> int | None:
        """The smallest box under the mouse that is not chosen; smaller than `within`, where that is given."""
        most = within.width() * within.height() if within is not None else None
        under = [
            place
            for place, box in enumerate(self._boxes)
            if place != self.picked
            and box.geometry().contains(spot)
            and (most is None or self._size(place) < most)
        ]
        return min(under, key=self._size, default=None)

    def hover(self, place: int | None) -> None:
        """Show which one the mouse is over."""
        for other, box in enumerate(self._boxes):
            box.set_hovered(other == place)

    def focus(self, place: int) -> None:
        """Let the keyboard stand on a box."""
        self._boxes[place].setFocus(Qt.FocusReason.OtherFocusReason)
