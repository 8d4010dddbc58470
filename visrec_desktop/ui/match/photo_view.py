"""The photo, large, with its objects and the part that is searched for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter

from visrec_desktop.core.values import Crop
from visrec_desktop.ui.match.part_frame import (
    LEAST,
    WHOLE,
    Grip,
    cursor_of,
    dragged,
    grip_at,
    nudged,
    paint_part,
)
from visrec_desktop.ui.match.photo_boxes import PhotoBoxes
from visrec_desktop.ui.match.photo_canvas import PhotoCanvas
from visrec_desktop.ui.theme.theme import Theme

_LEAST_MOVE = 4  # less is a click
_MOVES = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class PhotoView(PhotoCanvas):
    """Shows a photo with boxes around its objects, and lets the user choose one or draw another.

    A click chooses an object, a second one goes back to the whole photo; a drag draws, moves or resizes.
    With the keyboard: Tab and arrows go through the objects, Enter chooses one, or the middle where there are
    none; arrows move what is chosen, Shift and arrows resize it, Escape or Delete goes back to the whole.
    """

    crop_changed = Signal(object)  # Crop in pixels of the upright photo, or None for the whole

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._crop: QRect | None = None  # in pixels of the photo
        self._from: QPoint | None = None
        self._grip: Grip | None = None  # of the chosen part, while it is dragged
        self._boxes = PhotoBoxes(theme, self)
        self._boxes.clicked.connect(self._toggle)
        self._drawn: QRect | None = None  # while the mouse is down, in widget pixels
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photo"))
        self.setAccessibleDescription(
            self.tr("Enter chooses a part of the photo, arrows move it, Shift and arrows resize it")
        )
        self.setMouseTracking(True)

    def show_photo(self, image: QImage | None, photo_size: tuple[int, int] | None) -> None:
        """Show another photo, whole.

        Args:
            image: a small copy; None while it is being read.
            photo_size: width and height of the photo itself in pixels.
        """
        self._crop = self._drawn = self._from = self._grip = None
        self._boxes.set_areas(())
        self.setCursor(Qt.CursorShape.CrossCursor if image is not None else Qt.CursorShape.ArrowCursor)
        self.set_image(image, photo_size)

    def show_crop(self, crop: Crop | None) -> None:
        """Mark the part that is searched for."""
        self._crop = None if crop is None else _rect(crop)
        places = (place for place in range(len(self._boxes)) if self._boxes.area(place) == self._crop)
        self._mark(next(places, None))

    def show_objects(self, crops: Sequence[Crop]) -> None:
        """Put boxes around objects, in pixels of the photo."""
        self._boxes.set_areas([_rect(crop) for crop in crops] if self.has_photo else [])
        places = (place for place in range(len(self._boxes)) if self._boxes.area(place) == self._crop)
        self._mark(next(places, None))

    @property
    def has_crop(self) -> bool:
        """Whether a part is searched for."""
        return self._crop is not None

    @property
    def objects(self) -> PhotoBoxes:
        """The boxes."""
        return self._boxes

    def _mark(self, place: int | None) -> None:
        """The chosen part changed; `place` is the object that it is or was."""
        self._boxes.pick(place, apart=self._crop is not None)
        self.lay_out()

    def lay_out(self) -> None:
        """Move the boxes with the photo."""
        super().lay_out()
        if self._shown.isNull() or self._photo.isEmpty():
            self._boxes.show(shown=False)
            return
        is_dragged = self._grip is not None and self._drawn is not None
        self._boxes.place(self._to_window, self._drawn if is_dragged else self._marked())

    def paint_over(self, painter: QPainter, target: QRect) -> None:
        """The rectangle, and the rest of the photo dimmed."""
        marked = self._drawn if self._drawn is not None else self._marked()
        if marked is not None:
            has_handles = self._from is None or self._grip is not None
            paint_part(painter, self._theme, target, marked, handles=has_handles)

    def _marked(self) -> QRect | None:
        """The crop in widget pixels."""
        return None if self._crop is None or self._photo.isEmpty() else self._to_window(self._crop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grip the chosen part, or begin another."""
        spot = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._grip = self._grip_at(spot)
        if self._grip is not None or self._target().contains(spot):
            self._from = spot

    def _grip_at(self, spot: QPoint) -> Grip | None:
        part = self._marked()
        return None if part is None else grip_at(part, spot)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch or move the rectangle; without a button, show what a click would do."""
        spot = event.position().toPoint()
        if self._from is None:
            self._show_what_is_under(spot)
            return
        target, part = self._target(), self._marked()
        by = spot - self._from
        if self._grip is None or part is None:
            drawn = QRect(self._from, spot).normalized() & target
            self._drawn = drawn if drawn.width() >= LEAST and drawn.height() >= LEAST else None
        elif self._drawn is not None or by.manhattanLength() >= _LEAST_MOVE:
            self._drawn = dragged(part, self._grip, by, target)
        self.lay_out()

    def _show_what_is_under(self, spot: QPoint) -> None:
        grip = self._grip_at(spot)
        place = self._box_at(spot, grip)
        self._boxes.hover(place)
        if not self.has_photo:
            shape = Qt.CursorShape.ArrowCursor
        elif place is not None:
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.CrossCursor if grip is None else cursor_of(grip)
        self.setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over nothing."""
        super().leaveEvent(event)
        self._boxes.hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take what was drawn or dragged; a click chooses."""
        if event.button() != Qt.MouseButton.LeftButton or self._from is None:
            return
        drawn, grip = self._drawn, self._grip
        self._drawn, self._from, self._grip = None, None, None
        spot = event.position().toPoint()
        if drawn is not None:
            self._take(self._to_photo(drawn), self._boxes.picked if grip is not None else None)
        else:
            self._click(spot, grip)
        self.lay_out()
        self._show_what_is_under(spot)

    def _click(self, spot: QPoint, grip: Grip | None) -> None:
        place = self._box_at(spot, grip)
        if place is not None:
            self._toggle(place)
        elif grip == WHOLE:
            self._take_whole()

    def _box_at(self, spot: QPoint, grip: Grip | None) -> int | None:
        """The box that a click would choose: within the chosen part only a smaller one."""
        if not self.has_photo or (grip is not None and grip != WHOLE):
            return None
        return self._boxes.at(spot, None if grip is None else self._crop)

    @Slot(int)
    def _toggle(self, place: int) -> None:
        if place == self._boxes.picked:
            self._take_whole()
        else:
            self._take(self._boxes.area(place), place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the part without a mouse."""
        key = Qt.Key(event.key())
        if self._image.isNull():
            super().keyPressEvent(event)
        elif self._crop is None:
            self._choose_by(key, event)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._take_whole()
        elif key in _MOVES:
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._take(nudged(self._crop, _MOVES[key], self._photo, resize=resize), self._boxes.picked)
        else:
            super().keyPressEvent(event)

    def _choose_by(self, key: Qt.Key, event: QKeyEvent) -> None:
        """While the whole photo is searched for."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            width, height = self._photo.width(), self._photo.height()
            middle = QRect(width // 4, height // 4, width // 2, height // 2)
            self._take(self._boxes.area(0) if len(self._boxes) else middle, 0 if len(self._boxes) else None)
        elif key in _MOVES and len(self._boxes):
            self._boxes.focus(0 if sum(_MOVES[key]) > 0 else len(self._boxes) - 1)
        else:
            super().keyPressEvent(event)

    def _take(self, crop: QRect, place: int | None) -> None:
        """Search for a part; `place` is the object that it is or was."""
        crop = crop & QRect(QPoint(0, 0), self._photo)
        if crop.isEmpty():
            return
        self._crop = crop
        self._mark(place)
        self.crop_changed.emit(Crop(crop.x(), crop.y(), crop.width(), crop.height()))

    def _take_whole(self) -> None:
        self._crop = None
        self._mark(None)
        self.crop_changed.emit(None)


def _rect(crop: Crop) -> QRect:
    return QRect(crop.x, crop.y, crop.width, crop.height)
