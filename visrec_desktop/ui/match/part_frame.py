"""The rectangle around the part that is searched for: where it is gripped, and what a drag makes of it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS

LEAST = 12
"""The shortest side that a rectangle may be dragged to, in pixels of the window."""
_REACH = 8  # on either side of an edge
_HANDLE = 9
_STEP = 0.04  # of the photo's side, for each press of an arrow key
_DIM = QColor(12, 14, 18, 120)


class Grip(NamedTuple):
    """What of a rectangle the mouse holds: -1 the left or upper edge, 1 the right or lower one, 0 neither.

    (0, 0) holds all of it.
    """

    across: int
    down: int


WHOLE = Grip(0, 0)
_SIDES = (-1, 0, 1)
_SHAPES = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


def grip_at(part: QRect, spot: QPoint) -> Grip | None:
    """What the mouse would hold; None outside. Where edges are near each other, the nearer one."""
    if not part.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(spot):
        return None
    across = _edge(spot.x(), part.left(), part.right())
    down = _edge(spot.y(), part.top(), part.bottom())
    return Grip(across, down)


def _edge(value: int, low: int, high: int) -> int:
    """Which end of a span a value is at; a short span keeps a middle that can be moved."""
    reach = min(_REACH, max(2, (high - low) // 4))
    if value <= low + reach:
        return -1
    return 1 if value >= high - reach else 0


def cursor_of(grip: Grip) -> Qt.CursorShape:
    """The cursor's shape over a grip."""
    across, down = grip
    if across < 0 or (not across and down < 0):
        across, down = -across, -down
    return _SHAPES[across, down]


def dragged(part: QRect, grip: Grip, by: QPoint, within: QRect) -> QRect:
    """The rectangle after a drag; it stays inside `within`, and its sides at least `LEAST` long."""
    if grip == WHOLE:
        moved = part.translated(by)
        moved.moveLeft(max(within.left(), min(moved.left(), within.right() + 1 - moved.width())))
        moved.moveTop(max(within.top(), min(moved.top(), within.bottom() + 1 - moved.height())))
        return moved
    made = QRect(part)
    if grip.across < 0:
        made.setLeft(max(within.left(), min(part.left() + by.x(), part.right() + 1 - LEAST)))
    elif grip.across > 0:
        made.setRight(min(within.right(), max(part.right() + by.x(), part.left() - 1 + LEAST)))
    if grip.down < 0:
        made.setTop(max(within.top(), min(part.top() + by.y(), part.bottom() + 1 - LEAST)))
    elif grip.down > 0:
        made.setBottom(min(within.bottom(), max(part.bottom() + by.y(), part.top() - 1 + LEAST)))
    return made


def nudged(part: QRect, move: tuple[int, int], photo: QSize, *, resize: bool) -> QRect:
    """The rectangle after a press of an arrow key, in pixels of the photo, of which it moves by a share."""
    x, y = round(move[0] * _STEP * photo.width()), round(move[1] * _STEP * photo.height())
    if resize:
        least_x, least_y = photo.width() // 20, photo.height() // 20
        return part.adjusted(0, 0, max(x, least_x - part.width()), max(y, least_y - part.height()))
    return dragged(part, WHOLE, QPoint(x, y), QRect(QPoint(0, 0), photo))


def paint_part(painter: QPainter, theme: Theme, target: QRect, part: QRect, *, handles: bool) -> None:
    """Dim the rest of the photo, and draw the rectangle with its handles."""
    rest, hole = QPainterPath(), QPainterPath()
    rest.addRect(QRectF(target))
    hole.addRoundedRect(QRectF(part), RADIUS.small, RADIUS.small)
    painter.fillPath(rest.subtracted(hole), _DIM)
    accent = theme.q(theme.colours.accent)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(accent, 2))
    painter.drawPath(hole)
    if handles:
        painter.setBrush(theme.q(theme.colours.picture))
        for spot in _handles(part):
            painter.drawEllipse(spot)


def _handles(part: QRect) -> list[QRectF]:
    """Discs at the corners, and in the middle of each side that is long enough."""
    box = QRectF(part)
    roomy = QSize(part.width() // (4 * _HANDLE), part.height() // (4 * _HANDLE))
    found = []
    for across in _SIDES:
        for down in _SIDES:
            is_middle = not across or not down
            if (across, down) == WHOLE or (
                is_middle and not (roomy.width() if not across else roomy.height())
            ):
                continue
            x = box.center().x() + across * box.width() / 2
            y = box.center().y() + down * box.height() / 2
            found.append(QRectF(x - _HANDLE / 2, y - _HANDLE / 2, _HANDLE, _HANDLE))
    return found
