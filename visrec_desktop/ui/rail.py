"""The rail at the left of the window: one button for each page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.ui.pages import PageSpec
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE
from visrec_desktop.ui.widgets.basics import label

_WIDTH = 92
_BUTTON = 62
_LEAST_BUTTON = 44
_ICON = 22
_ICON_TOP = 10


class RailButton(QAbstractButton):
    """An icon over a word; tinted when its page is shown."""

    def __init__(self, theme: Theme, title: str, icon: str, tip: str) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self.setText(title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(title)
        self.setToolTip(tip)
        self._font = theme.font(TYPE.small)
        self._strong = theme.font(TYPE.label)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as the rail, high enough for icon and word."""
        return QSize(self._theme.px(_WIDTH - SPACE.l), self._theme.px(_BUTTON))

    def minimumSizeHint(self) -> QSize:
        """Less high on a small screen with large text: icon and word move together."""
        return QSize(self._theme.px(_WIDTH - SPACE.l), self._theme.px(_LEAST_BUTTON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, word, and a ring for the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        box = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            ground = colours.accent_soft if self.isChecked() else colours.card_hover
            painter.setBrush(self._theme.q(ground))
            painter.drawRoundedRect(box, RADIUS.card, RADIUS.card)
        role = "on_accent_soft" if self.isChecked() else "text_muted"
        side = self._theme.px(_ICON)
        lacking = self._theme.px(_BUTTON) - self.height()
        top = max(SPACE.hair, self._theme.px(_ICON_TOP) - lacking // 2)
        icon = self._theme.icons.pixmap(self._icon, side, role, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, top, icon)
        font = self._strong if self.isChecked() else self._font
        painter.setFont(font)
        painter.setPen(self._theme.q(getattr(colours, role)))
        words = QRect(2, top + side, self.width() - 4, self.height() - top - side - SPACE.xs)
        text = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, text)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.q(colours.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS.card, RADIUS.card)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Back to rest."""
        super().leaveEvent(event)
        self.update()


class Rail(QWidget):
    """The program's name, the pages, and at the foot those that are needed seldom."""

    chosen = Signal(str)  # key of a page

    def __init__(self, theme: Theme, pages: Sequence[PageSpec]) -> None:
        super().__init__()
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Pages"))
        self.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.s, SPACE.l, SPACE.s, SPACE.l)
        column.setSpacing(SPACE.xs)
        mark = label("VisRec", "title")
        mark.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(mark)
        column.addSpacing(SPACE.l)
        for number, page in enumerate(pages, start=1):
            if page.at_bottom:
                continue
            column.addWidget(self._button(theme, page, number))
        column.addStretch(1)
        for number, page in enumerate(pages, start=1):
            if page.at_bottom:
                column.addWidget(self._button(theme, page, number))

    def _button(self, theme: Theme, page: PageSpec, number: int) -> RailButton:
        title = page.shown_title
        made = RailButton(theme, title, page.icon, f"{title} (Ctrl+{number})")
        made.clicked.connect(lambda: self.chosen.emit(page.key))
        self._group.addButton(made)
        self._buttons[page.key] = made
        return made

    def mark(self, key: str) -> None:
        """Show which page is the current one."""
        self._buttons[key].setChecked(True)
