"""Under the two pictures: the question where they match, and what their heat maps say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.ui.match.heat_paint import heat_colour
from visrec_desktop.ui.match.scores import in_hundredths, part_text
from visrec_desktop.ui.theme.tokens import MOTION, SPACE
from visrec_desktop.ui.widgets.basics import button, label, paragraph, restyle, set_paragraph

if TYPE_CHECKING:
    from visrec_desktop.services.heatmaps import HeatMaps
    from visrec_desktop.ui.match.heat_box import HeatBox
    from visrec_desktop.ui.theme.theme import Theme

_STRIP = 8
_STOPS = 12
_FAINT = 0.04  # of the most: nobody sees a place that speaks so little against the other picture
_LEAST_TOTAL = 0.005  # less would be written as 0.00, and has no shares to speak of


class HeatStrip(QWidget):
    """The scale of the colours, up to the hottest: from nothing, or from what speaks against the likeness."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._two_sided = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_two_sided(self, two_sided: bool) -> None:
        """Whether some places speak against the other picture."""
        self._two_sided = two_sided
        self.update()

    def sizeHint(self) -> QSize:
        """A thin line."""
        return QSize(self._theme.px(120), _STRIP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The colours on white, as they lie on pictures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(box, _STRIP / 2, _STRIP / 2)
        painter.fillPath(path, self._theme.q(colours.picture))
        scale = QLinearGradient(box.left(), 0, box.right(), 0)
        least = -1.0 if self._two_sided else 0.0
        for stop in range(_STOPS + 1):
            at = stop / _STOPS
            scale.setColorAt(at, heat_colour(colours, least + (1 - least) * at))
        painter.fillPath(path, scale)
        painter.setPen(QPen(self._theme.q(colours.border), 1))
        painter.drawPath(path)


class WherePanel(QWidget):
    """A button that shows the heat maps on both pictures and takes them off again, and their legend."""

    wanted = Signal(bool)

    def __init__(self, theme: Theme, photo: HeatBox, product: HeatBox) -> None:
        super().__init__()
        self._boxes = photo, product
        self._is_possible = False
        self.button = button(theme, self.tr("Where do they match?"), "chip")
        self.button.setCheckable(True)
        self.button.setToolTip(self.tr("Show on both pictures what makes them alike (W)"))
        self.button.toggled.connect(self._on_toggled)
        self._strip = HeatStrip(theme)
        self._less, self._more = (label("", "caption", "muted", wrap=True) for _ in range(2))
        self._more.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._words = paragraph("", "small")
        self._legend = QWidget()
        self._soon = QTimer(self, singleShot=True, interval=MOTION.calm)
        self._soon.timeout.connect(self._still_waiting)
        self._build()

    def _build(self) -> None:
        ends = QHBoxLayout()
        ends.setContentsMargins(0, 0, 0, 0)
        ends.addWidget(self._less, 1)
        ends.addWidget(self._more, 1)
        legend = QVBoxLayout(self._legend)
        legend.setContentsMargins(0, 0, 0, 0)
        legend.setSpacing(SPACE.xs)
        legend.addWidget(self._strip)
        legend.addLayout(ends)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._legend)
        column.addWidget(self._words)
        self._legend.hide()
        self._words.hide()
        self.hide()

    @property
    def is_on(self) -> bool:
        """Whether the maps are wanted."""
        return self.button.isChecked()

    def set_possible(self, is_possible: bool) -> None:
        """Whether there are two pictures to compare."""
        self._is_possible = is_possible
        self.setVisible(is_possible)
        if not is_possible:
            self.turn_off()

    def toggle(self) -> None:
        """As a click on the button."""
        if self._is_possible:
            self.button.toggle()

    def turn_off(self) -> None:
        """Take the maps off."""
        self.button.setChecked(False)

    def wait(self) -> None:
        """Other pictures are being compared: nothing of the former ones stays."""
        self._clear()
        self._soon.start()

    def show_heat(self, maps: HeatMaps) -> None:
        """Lay the maps over the pictures."""
        self._clear()
        heats = maps.photo, maps.product
        for box, heat in zip(self._boxes, heats, strict=True):
            box.show_heat(heat, maps.total if _has_shares(maps) else 0.0)
        two_sided = any(float(heat.grid.min()) < -_FAINT * float(heat.grid.max()) for heat in heats)
        self._strip.set_two_sided(two_sided)
        self._less.setText(self.tr("cooler: speaks against") if two_sided else self.tr("counts little"))
        self._more.setText(self.tr("warmer: counts more"))
        self._legend.show()

    def tell(self, maps: HeatMaps, left_out: Sequence[str]) -> None:
        """Say what the maps are made of.

        Args:
            maps: those that are shown.
            left_out: parts of the product's score that are not about the pictures' likeness as a whole.
        """
        told = [_shares(maps) if _has_shares(maps) else self._nothing()]
        if left_out:
            names = ", ".join(part_text(name) for name in left_out)
            only = self.tr("The map is about the likeness to the photo. Not on it: %1.")
            told.append(only.replace("%1", names))
        if not maps.is_exact:
            told.append(
                self.tr(
                    "Nearly exact: the file of the product’s picture has changed since it was analysed, or "
                    "cannot be read any more."
                )
            )
        self._say("\n".join(told))

    def show_impossible(self) -> None:
        """The chosen model cannot tell."""
        self._clear()
        self._say(
            self.tr(
                "The chosen model cannot show where pictures match: it looks at each as a whole. "
                "Another one can be chosen in Settings."
            )
        )

    def show_error(self, words: str) -> None:
        """Say why there is nothing to show."""
        self._clear()
        self._say(words)

    def _nothing(self) -> str:
        return self.tr("As a whole these two pictures have hardly anything in common.")

    def _say(self, words: str) -> None:
        set_paragraph(self._words, words)
        self._words.show()

    def _clear(self) -> None:
        self._soon.stop()
        for box in self._boxes:
            box.clear_heat()
        self._legend.hide()
        self._words.hide()

    @Slot(bool)
    def _on_toggled(self, is_on: bool) -> None:
        restyle(self.button, "set", is_on)
        if not is_on:
            self._clear()
        self.wanted.emit(is_on)

    @Slot()
    def _still_waiting(self) -> None:
        self._say(self.tr("Comparing the pictures…"))


def _has_shares(maps: HeatMaps) -> bool:
    return maps.total >= _LEAST_TOTAL


def _shares(maps: HeatMaps) -> str:
    """What each part of the likeness makes of it, in per cent that add up to 100."""
    shares = in_hundredths({name: value / maps.total for name, value in maps.parts.items()}, 1.0)
    told = ", ".join(
        f"{part_text(name)}\u00a0{'−' if percent < 0 else ''}{abs(percent)}\u00a0%"
        for name, percent in shares.items()
    )
    return QCoreApplication.translate("WherePanel", "Of the likeness: %1").replace("%1", told)
