"""The products of a plan as a table model. Nothing is made for a row before it is painted."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from visrec_desktop.bridge.planning import Part
from visrec_desktop.services.importing.values import Verdict
from visrec_desktop.ui.importing.cells import Column, cell_of, spoken

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from visrec_desktop.bridge.planning import PlanSession
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.core.values import Product
    from visrec_desktop.services.importing import ImportItem, ImportPlan

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
CELL_ROLE = Qt.ItemDataRole.UserRole + 2
WANTED_ROLE = Qt.ItemDataRole.UserRole + 3
_NO_PARENT = QModelIndex()
_PICTURE = [Qt.ItemDataRole.DecorationRole]
_TICK = [Qt.ItemDataRole.CheckStateRole, WANTED_ROLE]
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class PlanRowsModel(QAbstractTableModel):
    """One part of a plan. Rows can be left out; they stay in their place, so that they can be wanted again.

    Signals:
        ticks_changed: other rows are wanted.
    """

    ticks_changed = Signal()

    def __init__(self, planning: PlanSession, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._planning = planning
        self._thumbnails = thumbnails
        self._items: tuple[ImportItem, ...] = ()
        self._shown: array[int] = array("L")
        self._left_out: set[str] = set()
        self._out_now = 0
        self._all_wanted: bool | None = None  # None: not looked up yet
        self.part = Part.ALL
        planning.previews.ready.connect(self._on_picture)
        planning.stored.arrived.connect(self._on_stored)
        thumbnails.ready.connect(self._on_picture)

    @property
    def left_out(self) -> frozenset[str]:
        """The origins of the rows that are not wanted."""
        return frozenset(self._left_out)

    @property
    def wanted(self) -> int:
        """How many products of the whole plan will be added or changed."""
        rows = self._planning.rows
        return len(rows.of(Part.NEW)) + len(rows.of(Part.CHANGED)) - self._out_now

    def show_plan(self, plan: ImportPlan, part: Part) -> None:
        """Show a part of a plan. What was left out stays so in a newer plan."""
        self.beginResetModel()
        if plan.items is not self._items:
            self._items = plan.items
            self._out_now = self._count_out() if self._left_out else 0
        self.part = part
        self._shown = self._planning.rows.of(part)
        self._all_wanted = None
        self.endResetModel()

    def item(self, row: int) -> ImportItem:
        """The product of a row."""
        return self._items[self._shown[row]]

    def stored(self, item: ImportItem) -> Product | None:
        """What the catalog holds under its SKU; None while that is not known, or for a new one."""
        return None if item.verdict is Verdict.NEW else self._planning.stored.product(item.draft.sku)

    def row_of(self, origin: str, near: int = 0) -> int:
        """The row of an origin, -1 when it is not shown; `near` is where it was."""
        if 0 <= near < len(self._shown) and self.item(near).origin == origin:
            return near
        rows = (row for row, number in enumerate(self._shown) if self._items[number].origin == origin)
        return next(rows, -1)

    def is_wanted(self, row: int) -> bool:
        """Whether a row will be imported."""
        return self.item(row).origin not in self._left_out

    def want(self, rows: Iterable[int], *, wanted: bool) -> None:
        """Leave rows out, or take them in again."""
        self._want([self.item(row) for row in rows], wanted=wanted)

    def _want(self, items: Iterable[ImportItem], *, wanted: bool) -> None:
        out = self._left_out
        changed = [item for item in items if (item.origin in out) is wanted]
        counted = sum(item.verdict is not Verdict.UNCHANGED for item in changed)
        if wanted:
            out.difference_update(item.origin for item in changed)
        else:
            out.update(item.origin for item in changed)
        self._out_now += -counted if wanted else counted
        self._all_wanted = None
        if self._shown:
            last = self.index(len(self._shown) - 1, Column.WHAT)
            self.dataChanged.emit(self.index(0, 0), last, _TICK)
        self.ticks_changed.emit()

    def want_all(self, *, wanted: bool) -> None:
        """The same for everything that is shown."""
        self._want(map(self._items.__getitem__, self._shown), wanted=wanted)

    @property
    def all_wanted(self) -> bool:
        """Whether nothing of what is shown is left out."""
        if self._all_wanted is None:
            out, shown = self._left_out, map(self._items.__getitem__, self._shown)
            self._all_wanted = not out or not any(item.origin in out for item in shown)
        return self._all_wanted

    def _count_out(self) -> int:
        """How many products that would be added or changed are left out."""
        out, unchanged = self._left_out, Verdict.UNCHANGED
        return sum(item.origin in out and item.verdict is not unchanged for item in self._items)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """The products of the part."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """See `Column`."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in (Column.PRICE, Column.STOCK) else _LEFT
        if role == Qt.ItemDataRole.AccessibleTextRole and section == Column.TICK:
            return self.tr("Import it")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = {
            Column.PRODUCT: self.tr("Product"),
            Column.CATEGORY: self.tr("Category"),
            Column.COLOUR: self.tr("Colour"),
            Column.PRICE: self.tr("Price"),
            Column.STOCK: self.tr("Stock"),
            Column.WHAT: self.tr("What happens"),
        }
        return names.get(Column(section), "")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.TICK else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401, PLR0911
        """The words and the picture of a row."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        item, column = self.item(index.row()), Column(index.column())
        if role == ITEM_ROLE:
            return item
        if role == CELL_ROLE:
            return cell_of(item, self.stored(item), column)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_of(item, self.stored(item), column).text
        if role == WANTED_ROLE:
            return item.origin not in self._left_out
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TICK:
            wanted = item.origin not in self._left_out
            return Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and column is Column.PICTURE:
            return self._pixmap(item)
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = cell_of(item, self.stored(item), column)
            return "\n".join(part for part in (cell.text, cell.below) if part)
        return spoken(item, self.stored(item)) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Tick a row, or leave it out."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != Column.TICK:
            return False
        self.want([index.row()], wanted=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _pixmap(self, item: ImportItem) -> QPixmap | None:
        if item.pictures:
            return self._planning.previews.pixmap(item.pictures[0])
        stored = self.stored(item)
        if stored is None or stored.picture_id is None:
            return None
        return self._thumbnails.pixmap(int(stored.picture_id))

    @Slot()
    def _on_picture(self) -> None:
        self._touch(Column.PICTURE, Column.PICTURE, _PICTURE)

    @Slot()
    def _on_stored(self) -> None:
        self._touch(Column.PICTURE, Column.WHAT, [])

    def _touch(self, first: Column, last: Column, roles: Sequence[int]) -> None:
        """The views ask again for the rows they show, and only for those."""
        if self._shown:
            end = self.index(len(self._shown) - 1, last)
            self.dataChanged.emit(self.index(0, first), end, list(roles))
