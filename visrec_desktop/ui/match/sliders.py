"""The two sliders under the photo: whom to be like, and how safe to stay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QStyle, QVBoxLayout, QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label

FULL = 100
"""The value of a slider at its right end."""

_STEP = 5
_PAGE = 20
_THICK = 22
_HANDLE, _EDGE = 10, 2  # of the handle, as in the style sheet
_RING = 3


def balance_words(value: float) -> str:
    """How much photo and how much client, in words."""
    return _nearest(
        value,
        (
            QCoreApplication.translate("Sliders", "only like the photo"),
            QCoreApplication.translate("Sliders", "mostly like the photo"),
            QCoreApplication.translate("Sliders", "like both"),
            QCoreApplication.translate("Sliders", "mostly like the client"),
            QCoreApplication.translate("Sliders", "only like the client"),
        ),
    )


def diversity_words(value: float) -> str:
    """How many surprises, in words."""
    return _nearest(
        value,
        (
            QCoreApplication.translate("Sliders", "safe"),
            QCoreApplication.translate("Sliders", "rather safe"),
            QCoreApplication.translate("Sliders", "mixed"),
            QCoreApplication.translate("Sliders", "rather surprising"),
            QCoreApplication.translate("Sliders", "surprising"),
        ),
    )


def _nearest(value: float, words: tuple[str, ...]) -> str:
    """The ends are named only where they are reached; what lies between them shares the room."""
    if value <= 0.0 or value >= 1.0:
        return words[0 if value <= 0.0 else -1]
    inner = words[1:-1]
    return inner[min(len(inner) - 1, int(value * len(inner)))]


class Slider(QSlider):
    """A slider that goes where it is clicked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setRange(0, FULL)
        self.setSingleStep(_STEP)
        self.setPageStep(_PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel

    @property
    def _handle(self) -> int:
        return self._theme.px(_HANDLE) + 2 * _EDGE

    def left_of(self, value: int) -> int:
        """The left edge of the handle where it stands for a value."""
        room = self.width() - self._handle
        return QStyle.sliderPositionFromValue(0, FULL, value, room, self.isRightToLeft())

    def sizeHint(self) -> QSize:
        """High enough for the handle."""
        return QSize(self._theme.px(120), self._theme.px(_THICK))

    def minimumSizeHint(self) -> QSize:
        """A handle and a little way to go."""
        return QSize(self._theme.px(60), self._theme.px(_THICK))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring around the handle where the keyboard is."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        side = self._handle + 2 * _RING
        left = self.left_of(self.value())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.q(self._theme.colours.accent_soft), _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(left - _RING, (self.height() - side) / 2, side, side)
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to the column, until the slider has the keyboard."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to the pointer, and along with it."""
        if event.button() == Qt.MouseButton.LeftButton:
            handle = self._handle
            room, spot = max(1, self.width() - handle), round(event.position().x()) - handle // 2
            turned = self.isRightToLeft()
            self.setValue(QStyle.sliderValueFromPosition(0, FULL, spot, room, turned))
        super().mousePressEvent(event)


class EndsSlider(QWidget):
    """A slider between two words.

    Args:
        theme: the theme.
        low: what 0 means.
        high: what 1 means.
        name: accessible name.
        words: a value in words, for those who hear it.
    """

    moved = Signal(float)  # by the user

    def __init__(self, theme: Theme, low: str, high: str, name: str, words: Callable[[float], str]) -> None:
        super().__init__()
        self._name = name
        self._words = words
        self.slider = Slider(theme)
        self._low, self._high = (label(end, "small", "muted", wrap=True) for end in (low, high))
        self._low.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self._high.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        ends = QHBoxLayout()
        ends.setSpacing(SPACE.s)
        ends.addWidget(self._low, 1)
        ends.addWidget(self._high, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(ends)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(self._on_value)
        self._say()

    @property
    def value(self) -> float:
        """Where it stands, in [0, 1]."""
        return self.slider.value() / FULL

    def set_value(self, value: float) -> None:
        """Show a value that was set elsewhere."""
        if not self.slider.isSliderDown():
            with QSignalBlocker(self.slider):
                self.slider.setValue(round(value * FULL))
            self._say()

    def set_usable(self, usable: bool, why: str = "") -> None:
        """Let it be moved or not; `why` says in a tooltip what is missing."""
        self.slider.setEnabled(usable)
        self.setToolTip("" if usable else why)
        self.slider.setAccessibleDescription("" if usable else why)

    @property
    def ends(self) -> tuple[QLabel, QLabel]:
        """The words at the ends."""
        return self._low, self._high

    @Slot()
    def _on_value(self) -> None:
        self._say()
        self.moved.emit(self.value)

    def _say(self) -> None:
        words = self._words(self.value)
        self.slider.setAccessibleName(f"{self._name}: {words}")
        self.slider.setToolTip(words)


class Sliders(QWidget):
    """Both sliders."""

    balance_moved = Signal(float)
    diversity_moved = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.balance = EndsSlider(
            theme,
            self.tr("like the photo"),
            self.tr("like the client"),
            self.tr("Like the photo or like the client"),
            balance_words,
        )
        self.diversity = EndsSlider(
            theme,
            self.tr("safe"),
            self.tr("surprising"),
            self.tr("Safe or surprising"),
            diversity_words,
        )
        self.balance.moved.connect(self.balance_moved)
        self.diversity.moved.connect(self.diversity_moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self.balance)
        column.addWidget(self.diversity)

    def show_values(self, balance: float, diversity: float) -> None:
        """Stand as the session says."""
        self.balance.set_value(balance)
        self.diversity.set_value(diversity)

    def show_state(self, *, has_photo: bool, has_client: bool) -> None:
        """The first slider needs both a photo and a client."""
        if has_client:
            why = self.tr("There is no photo to be like. Open one to weigh it against the client.")
        else:
            why = self.tr("Choose a client first.")
        self.balance.set_usable(has_photo and has_client, why)
