"""The panel in which someone says which product pictures belong to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout

from visrec_desktop.ui.theme.tokens import MOTION, SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from visrec_desktop.bridge.planning import Owner, PlanSession
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 360
_HEIGHT = 240


class BelongsPopover(Popover):
    """Search for a product by SKU or name, and choose it. `room`: the most pixels of its list.

    Signals:
        chosen: the SKU that the pictures belong to.
    """

    chosen = Signal(str)

    def __init__(self, planning: PlanSession, theme: Theme, pictures: Sequence[Path], room: int) -> None:
        super().__init__("")
        title = self.tr("“%1” belongs to").replace("%1", pictures[0].name)
        if len(pictures) > 1:
            title = self.tr("%1 pictures belong to").replace("%1", str(len(pictures)))
        self.setAccessibleName(title)
        self._planning = planning
        self._pictures = tuple(pictures)
        self._owners: list[Owner] = []
        self._model = QStringListModel(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("SKU or name"))
        self.search.setAccessibleName(self.tr("SKU or name of the product"))
        self.view = self._make_view(theme, min(theme.px(_HEIGHT), room))
        self.remark = label(self.tr("No product is called so."), "small", "muted")
        self.remark.hide()
        self.own_button = button(
            theme, self.tr("It is a product of its own"), "quiet", on_click=self._choose_own
        )
        self._typing = QTimer(self, singleShot=True, interval=MOTION.quick)
        self._typing.timeout.connect(self._look)
        self.search.textChanged.connect(self._on_typed)
        self.search.returnPressed.connect(self._choose_current)
        self.view.clicked.connect(self._choose_current)
        heading = label(title, "heading", wrap=True)
        heading.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.m, SPACE.m, SPACE.m, SPACE.m)
        column.setSpacing(SPACE.s)
        for part in (heading, self.search, self.remark, self.view, self.own_button):
            column.addWidget(part)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with whatever there is."""
        super().showEvent(event)
        self._look()

    @Slot()
    def _on_typed(self) -> None:
        self._typing.start()

    def _make_view(self, theme: Theme, height: int) -> QListView:
        view = QListView()
        view.setAccessibleName(self.tr("Products found"))
        view.setProperty("kind", "plain")
        view.setUniformItemSizes(True)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.setModel(self._model)
        view.setFixedSize(theme.px(_WIDTH), height)
        return view

    @Slot()
    def _look(self) -> None:
        self._planning.find_owners(self.search.text(), self._on_found)

    def _on_found(self, owners: Sequence[Owner]) -> None:
        if not self.isVisible():
            return
        self._owners = list(owners)
        self._model.setStringList([f"{each.sku}   {each.name}".rstrip() for each in owners])
        self.remark.setVisible(not owners)
        if owners:
            self.view.setCurrentIndex(self._model.index(0))

    @Slot()
    def _choose_current(self) -> None:
        index = self.view.currentIndex()
        if index.isValid() and index.row() < len(self._owners):
            self._choose(self._owners[index.row()].sku)

    def _choose_own(self) -> None:
        self._choose(self._pictures[0].stem)

    def _choose(self, sku: str) -> None:
        self.chosen.emit(sku)
        self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move in the list while the keyboard is in the field."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._owners:
            super().keyPressEvent(event)
            return
        row = max(0, min(len(self._owners) - 1, self.view.currentIndex().row() + step))
        self.view.setCurrentIndex(self._model.index(row))
