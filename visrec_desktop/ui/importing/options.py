"""What can be decided about an import besides its columns: pictures, groups, products that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QListView, QRadioButton, QVBoxLayout, QWidget

from visrec_desktop.ui.importing.counting import counted
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportPlan
    from visrec_desktop.services.importing.values import MissingProduct
    from visrec_desktop.ui.theme.theme import Theme

_LIST_WIDTH = 360
_LIST_HEIGHT = 280


class PictureOptions(QWidget):
    """Where the pictures stay, and whether several may be of one product.

    Signals:
        copy_chosen: whether they are copied.
        group_chosen: whether pictures named alike are one product.
    """

    copy_chosen = Signal(bool)
    group_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.stay = QRadioButton(self.tr("Leave the pictures where they are"))
        self.copy = QRadioButton(self.tr("Copy the pictures into the data folder"))
        self.copy.setToolTip(self.tr("Then they are still there when the disk or the stick is taken away."))
        self.copy.setAccessibleDescription(self.copy.toolTip())
        self.group = QCheckBox(self.tr("Files named alike are one product"))
        self.group_hint = label(
            self.tr("Such as “coat-1”, “coat-2” and “coat_back”."), "small", "muted", wrap=True
        )
        self._pair = QButtonGroup(self)
        for each in (self.stay, self.copy):
            self._pair.addButton(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        for part in (self.stay, self.copy, self.group, self.group_hint):
            column.addWidget(part)
        self.copy.toggled.connect(self.copy_chosen)
        self.group.toggled.connect(self.group_chosen)

    def show_plan(self, plan: ImportPlan, *, copy: bool) -> None:
        """Offer what fits a plan."""
        for control, on in ((self.stay, not copy), (self.copy, copy), (self.group, plan.request.group)):
            control.blockSignals(True)
            control.setChecked(on)
            control.blockSignals(False)
        can_group = plan.can_group or plan.request.group
        self.group.setVisible(can_group)
        self.group_hint.setVisible(can_group)
        self.setVisible(plan.pictures > 0)


class MissingOptions(QWidget):
    """Products that the sheet no longer names, and whether they go into the archive.

    Signals:
        archive_chosen: whether they do.
    """

    archive_chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._missing: tuple[MissingProduct, ...] = ()
        self.told = label("", "strong", wrap=True)
        self.list_button = button(theme, self.tr("Show them"), "link", on_click=self._show_list)
        self.archive = QCheckBox(self.tr("Archive them"))
        hint = label(
            self.tr("Archived products are no longer shown or matched; they can be brought back."),
            "small",
            "muted",
            wrap=True,
        )
        self.archive.setAccessibleDescription(hint.text())
        self.archive.toggled.connect(self.archive_chosen)
        self.popover: Popover | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.told)
        column.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.archive)
        column.addWidget(hint)

    def show_missing(self, missing: Sequence[MissingProduct]) -> None:
        """Tell how many; hidden where there are none."""
        self._missing = tuple(missing)
        words = counted(
            len(missing),
            self.tr("1 product is no longer in this sheet"),
            self.tr("%1 products are no longer in this sheet"),
        )
        self.told.setText(words)
        self.setVisible(bool(missing))

    @Slot()
    def _show_list(self) -> None:
        popover = Popover(self.told.text())
        view = QListView()
        view.setAccessibleName(self.told.text())
        view.setProperty("kind", "plain")
        view.setUniformItemSizes(True)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setFixedSize(self._theme.px(_LIST_WIDTH), self._theme.px(_LIST_HEIGHT))
        lines = [f"{each.sku}   {each.name}" if each.name != each.sku else each.sku for each in self._missing]
        view.setModel(QStringListModel(lines, view))
        column = QVBoxLayout(popover)
        column.setContentsMargins(SPACE.s, SPACE.s, SPACE.s, SPACE.s)
        column.addWidget(view)
        self.popover = popover
        popover.open_below(self.list_button, view)
