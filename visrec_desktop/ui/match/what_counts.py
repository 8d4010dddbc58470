"""What of the photo counts: small sliders for its colours, its shape and its look, put away until wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.recommend.emphasis import MIDDLE, NEUTRAL, Emphasis
from visrec_desktop.ui.match.sliders import FULL, Slider
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.elided import ElidedLabel

PARTS = ("colour", "shape", "look")
"""In the order in which they are shown."""

_NEAR = 2  # steps from the middle within which the handle goes there
_SEVERAL = 2  # with one part alone there is nothing to weigh
_FIRM = "\u00a0"  # a blank at which no line ends
_ICON, _GROOVE, _TICK = 16, 4, 10


def counting_words(value: float) -> str:
    """How much something counts, in words."""
    if value in {0.0, MIDDLE, 1.0}:
        fixed = {
            0.0: QCoreApplication.translate("WhatCounts", "does not matter"),
            MIDDLE: QCoreApplication.translate("WhatCounts", "matters as usual"),
            1.0: QCoreApplication.translate("WhatCounts", "matters a lot"),
        }
        return fixed[value]
    if value < MIDDLE:
        return QCoreApplication.translate("WhatCounts", "matters less")
    return QCoreApplication.translate("WhatCounts", "matters more")


def part_name(part: str) -> str:
    """What a part of the photo is called beside its slider."""
    known = {
        "colour": QCoreApplication.translate("WhatCounts", "Colour"),
        "shape": QCoreApplication.translate("WhatCounts", "Shape"),
        "look": QCoreApplication.translate("WhatCounts", "Overall look"),
    }
    return known[part]


class _PartSlider(Slider):
    """A slider that rests in the middle: what is filled goes from there to the handle."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setProperty("kind", "middle")
        self.setValue(round(MIDDLE * FULL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The middle, and how far the handle is from it."""
        super().paintEvent(event)
        colours, handle = self._theme.colours, self._handle
        middle, at = (self.left_of(value) + handle / 2 for value in (round(MIDDLE * FULL), self.value()))
        away = abs(at - middle)
        if away <= handle / 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isEnabled():
            painter.setBrush(self._theme.q(colours.accent))
            start = middle if at > middle else at + handle / 2
            top = (self.height() - _GROOVE) / 2
            painter.drawRect(QRectF(start, top, away - handle / 2, _GROOVE))
        painter.setBrush(self._theme.q(colours.border_strong))
        high = self._theme.px(_TICK)
        painter.drawRoundedRect(QRectF(middle - 1, (self.height() - high) / 2, 2, high), 1, 1)


class _Head(QPushButton):
    """A line that opens and closes what is below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chevron = QLabel()
        self.words = ElidedLabel(self.tr("What counts"), "small", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(
            SPACE.hair, 0, SPACE.hair, 0
        )  # the style sheet says how high a button is at least
        row.setSpacing(SPACE.xs)
        row.addWidget(self._chevron)
        row.addWidget(self.words, 1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setProperty("kind", "status")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.draw)
        theme.changed.connect(self.draw)
        self.draw()

    def sizeHint(self) -> QSize:
        """As its line wants it."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The words may be cut."""
        return QSize(self._theme.px(60), self.sizeHint().height())

    @Slot()
    def draw(self) -> None:
        """Point to where the sliders are."""
        name = "chevron-down" if self.isChecked() else "chevron-right"
        side = self._theme.px(_ICON)
        scale = self.devicePixelRatioF()
        self._chevron.setPixmap(self._theme.icons.pixmap(name, side, "text_muted", scale))


class WhatCounts(QWidget):
    """A line that says what counts, and under it, when opened, a slider for each part that the model has.

    Signals:
        moved: the `Emphasis` that the user wants.
        resized: something came or went, and the height is another.
    """

    moved = Signal(object)
    resized = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._emphasis = NEUTRAL
        self._parts: tuple[str, ...] = PARTS
        self.head = _Head(theme)
        self.head.setToolTip(
            self.tr("Weigh what of the photo matters. That moves products, but calls none of them closer.")
        )
        self.head.toggled.connect(self._show)
        self.reset = button(
            theme,
            self.tr("As usual"),
            "link",
            name=self.tr("Let colour, shape and look count as usual"),
            on_click=self._on_reset,
        )
        self._told = label("", "small", "muted", wrap=True)
        self._sliders = QWidget()
        self._names = {part: label(part_name(part), "small", "muted", wrap=True) for part in PARTS}
        self._of: dict[str, _PartSlider] = {part: _PartSlider(theme) for part in PARTS}
        self._build()
        self._show()

    def _build(self) -> None:
        grid = QGridLayout(self._sliders)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.m)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        ends = QHBoxLayout()
        low, high = self.tr("not at all"), self.tr("a lot")
        ends.setSpacing(SPACE.s)
        for words, side in ((low, Qt.AlignmentFlag.AlignLeft), (high, Qt.AlignmentFlag.AlignRight)):
            end = label(words, "caption", "muted", wrap=True)
            end.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
            ends.addWidget(end, 1)
        grid.addLayout(ends, 0, 1)
        for row, part in enumerate(PARTS, start=1):
            slider = self._of[part]
            self._names[part].setBuddy(slider)
            slider.valueChanged.connect(partial(self._on_value, part))
            grid.addWidget(self._names[part], row, 0)
            grid.addWidget(slider, row, 1)
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addWidget(self.head, 1)
        head.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        column.addLayout(head)
        column.addWidget(self._told)
        column.addWidget(self._sliders)

    @property
    def sliders(self) -> Mapping[str, Slider]:
        """The sliders of the parts that can be weighed."""
        return {part: self._of[part] for part in self._parts}

    def show_parts(self, parts: Sequence[str]) -> None:
        """Offer a slider for each part of the model."""
        self._parts = tuple(part for part in PARTS if part in parts)
        for part, slider in self._of.items():
            slider.setVisible(part in self._parts)
            self._names[part].setVisible(part in self._parts)
        self.setVisible(len(self._parts) >= _SEVERAL)
        self._show()

    def show_value(self, emphasis: Emphasis) -> None:
        """Stand as the session says."""
        self._emphasis = emphasis
        for part, slider in self._of.items():
            if not slider.isSliderDown():
                with QSignalBlocker(slider):
                    slider.setValue(round(emphasis.values[part] * FULL))
        self._show()

    def show_state(self, *, has_photo: bool) -> None:
        """Without a photo there is nothing to weigh."""
        why = "" if has_photo else self.tr("There is no photo. Open one to weigh its colour, shape and look.")
        for slider in self._of.values():
            slider.setEnabled(has_photo)
            slider.setAccessibleDescription(why)
        self._sliders.setToolTip(why)
        self._show()

    @Slot()
    def _show(self) -> None:
        is_open, is_neutral = self.head.isChecked(), self._emphasis.is_neutral
        told = self._told_words()
        before = self._told.isHidden(), self._sliders.isHidden(), self._told.text()
        after = not told or is_open, not is_open, told
        self._told.setText(told)
        self._told.setHidden(after[0])
        self._sliders.setHidden(after[1])
        self.reset.setVisible(self._emphasis != NEUTRAL)
        short = {"look": self.tr("look")}
        usual = ", ".join(short.get(part, part_name(part).lower()) for part in self._parts)
        counts = self.tr("What counts: %1")
        whole = counts.replace("%1", usual)
        self.head.words.setText(whole if is_neutral and not is_open else self.tr("What counts"))
        self.head.setAccessibleName(counts.replace("%1", told) if told else whole)
        for part, slider in self._of.items():
            words = counting_words(slider.value() / FULL)
            slider.setAccessibleName(f"{part_name(part)}: {words}")
            slider.setToolTip(words if slider.isEnabled() else self._sliders.toolTip())
        if before != after:
            self.resized.emit()

    def _told_words(self) -> str:
        """What counts otherwise than usual."""
        if self._emphasis.is_neutral and self._emphasis != NEUTRAL:
            return self.tr("nothing more than the rest, as usual")
        values = self._emphasis.values
        moved = [part for part in self._parts if values[part] != MIDDLE]
        told = (f"{part_name(part)}: {counting_words(values[part])}" for part in moved)
        return " · ".join(words.replace(" ", _FIRM) for words in told)

    def _on_value(self, part: str, value: int) -> None:
        slider, middle = self._of[part], round(MIDDLE * FULL)
        if value != middle and abs(value - middle) <= _NEAR:
            slider.setValue(middle)
            return
        self.moved.emit(replace(self._emphasis, **{part: value / FULL}))

    def _on_reset(self) -> None:
        self.head.setFocus()  # the button goes
        self.moved.emit(NEUTRAL)
