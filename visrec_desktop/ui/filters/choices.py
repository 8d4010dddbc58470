"""The panels behind the chips: a list of values to tick, and a price range."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from visrec_desktop.core.prices import DoubtfulPrice, NotAPrice, parse_price
from visrec_desktop.ui.products.inks import ink_of
from visrec_desktop.ui.products.words import price_text
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE, TYPE
from visrec_desktop.ui.widgets.basics import button, label, restyle
from visrec_desktop.ui.widgets.numbers import count_text
from visrec_desktop.ui.widgets.popover import Popover

_SEARCH_FROM = 9  # a list this long gets a search field
_SHOWN_ROWS = 9
_ROW_HEIGHT = 32
_WIDTH = 260
_COUNT = Qt.ItemDataRole.UserRole + 1
_KEY = Qt.ItemDataRole.UserRole + 2


class _CountDelegate(QStyledItemDelegate):
    """A tick, a value, and at the right how many products have it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Rows of one height."""
        return QSize(super().sizeHint(option, index).width(), self._theme.px(_ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row, then the count."""
        super().paint(painter, option, index)
        rect: QRect = option.rect
        painter.save()
        painter.setFont(self._theme.font(TYPE.small))
        painter.setPen(self._theme.q(self._theme.colours.text_muted))
        where = rect.adjusted(0, 0, -SPACE.m, 0)
        painter.drawText(
            where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(_COUNT)
        )
        painter.restore()


class _TickList(QListWidget):
    """A list whose rows are ticked by a click anywhere, Space or Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ticks as Space does; Escape is left to the panel."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            item = self.currentItem()
            if item is not None:
                toggle(item)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def toggle(item: QListWidgetItem) -> None:
    """Tick or untick a row."""
    ticked = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


class ValuesPopover(Popover):
    """Values to tick; `on_change` gets the ticked ones after every tick."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        values: Sequence[tuple[str, int]],
        chosen: Sequence[str],
        on_change: Callable[[tuple[str, ...]], None],
        *,
        swatches: bool = False,
    ) -> None:
        super().__init__(title)
        self._theme = theme
        self._on_change = on_change
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Find…"))
        self._search.setAccessibleName(self.tr("Find in: %1").replace("%1", title))
        self._list = _TickList()
        self._list.setProperty("kind", "plain")
        self._list.setAccessibleName(title)
        self._list.setItemDelegate(_CountDelegate(theme))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._list.setMouseTracking(True)
        self._fill(values, frozenset(chosen), swatches=swatches)
        self._build(len(values))
        self._search.textChanged.connect(self._narrow)
        self._list.itemChanged.connect(self._on_ticked)
        self._list.itemPressed.connect(self._on_pressed)
        self._list.setCurrentRow(0)

    def _build(self, count: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.setSpacing(SPACE.s)
        column.addWidget(self._search)
        column.addWidget(self._list)
        self._search.setVisible(count >= _SEARCH_FROM)
        rows = min(max(count, 1), _SHOWN_ROWS)
        self._list.setFixedHeight(rows * self._theme.px(_ROW_HEIGHT) + 2)
        self.setFixedWidth(self._theme.px(_WIDTH))

    @property
    def first(self) -> QLineEdit | QListWidget:
        """Where the keyboard starts."""
        return self._list if self._search.isHidden() else self._search

    def _fill(self, values: Sequence[tuple[str, int]], chosen: frozenset[str], *, swatches: bool) -> None:
        for value, count in values:
            item = QListWidgetItem(value)
            item.setData(_KEY, value)
            item.setData(_COUNT, count_text(count))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{value}, {count_text(count)}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
            if swatches:
                item.setIcon(swatch(self._theme, value))
            self._list.addItem(item)

    def _rows(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _narrow(self, text: str) -> None:
        wanted = text.casefold()
        for item in self._rows():
            item.setHidden(wanted not in item.text().casefold())

    def _on_pressed(self, item: QListWidgetItem) -> None:
        toggle(item)

    def _on_ticked(self, _item: QListWidgetItem) -> None:
        ticked = [item for item in self._rows() if item.checkState() == Qt.CheckState.Checked]
        self._on_change(tuple(item.data(_KEY) for item in ticked))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the search field into the list."""
        if event.key() == Qt.Key.Key_Down and self._search.hasFocus():
            self._list.setFocus()
        else:
            super().keyPressEvent(event)


class PricePopover(Popover):
    """A lowest and a highest price; `on_change` gets both when one is entered."""

    def __init__(
        self,
        theme: Theme,
        bounds: tuple[Decimal | None, Decimal | None, str],
        chosen: tuple[Decimal | None, Decimal | None],
        on_change: Callable[[Decimal | None, Decimal | None], None],
    ) -> None:
        super().__init__(self.tr("Price"))
        self._on_change = on_change
        low, high, currency = bounds
        self.first = self._field(self.tr("Lowest price"), low, chosen[0])
        self._high = self._field(self.tr("Highest price"), high, chosen[1])
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.s)
        grid.setVerticalSpacing(SPACE.xs)
        grid.addWidget(label(self.tr("from"), "small", "muted"), 0, 0)
        grid.addWidget(label(self.tr("up to"), "small", "muted"), 0, 1)
        grid.addWidget(self.first, 1, 0)
        grid.addWidget(self._high, 1, 1)
        row = QHBoxLayout()
        span = f"{price_text(low, currency)} – {price_text(high, currency)}" if low is not None else ""
        row.addWidget(label(span, "caption", "muted"), 1)
        row.addWidget(button(theme, self.tr("Apply"), "primary", on_click=self._accept))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        column.setSpacing(SPACE.m)
        column.addLayout(grid)
        column.addLayout(row)
        self.setFixedWidth(theme.px(_WIDTH))

    def _field(self, name: str, bound: Decimal | None, value: Decimal | None) -> QLineEdit:
        field = QLineEdit("" if value is None else f"{value.normalize():f}")
        field.setAccessibleName(name)
        field.setPlaceholderText("" if bound is None else f"{bound:,.0f}")
        field.returnPressed.connect(self._accept)
        return field

    def _accept(self) -> None:
        values: list[Decimal | None] = []
        for field in (self.first, self._high):
            good, value = read_price(field.text())
            restyle(field, "wrong", "false" if good else "true")
            if not good:
                field.setFocus()
                field.selectAll()
                return
            values.append(value)
        self._on_change(values[0], values[1])
        self.dismiss()


def read_price(text: str) -> tuple[bool, Decimal | None]:
    """Whether a price field can be understood, and its value (None when it is empty)."""
    if not text.strip():
        return True, None
    try:
        value = parse_price(text)
    except DoubtfulPrice as doubt:
        value = Decimal(doubt.large)  # a limit in thousandths is of no use
    except NotAPrice:
        return False, None
    return value >= 0, value


def swatch(theme: Theme, name: str) -> QIcon:
    """A disc in the colour of that name; an empty ring when the name is no known colour."""
    side, scale = theme.px(14), 2
    pixmap = QPixmap(side * scale, side * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(scale)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.q(theme.colours.border_strong), 1))
    colour = ink_of(name)
    if colour is not None:
        painter.setBrush(colour)
    painter.drawEllipse(1, 1, side - 2, side - 2)
    painter.end()
    return QIcon(pixmap)
