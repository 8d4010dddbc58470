"""Where a view is scrolled to, kept across a new list."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QAbstractItemView


class Place(QObject):
    """Remembers a view's vertical place and goes back to it.

    A view that is not shown lays nothing out, so the place may only exist later; until the user scrolls,
    it is gone to as soon as it does.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._value = 0
        self._is_awaited = False
        bar = view.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        bar.actionTriggered.connect(self._forget)

    def remember(self) -> None:
        """Keep the place; to be called before the list is replaced."""
        if not self._is_awaited:  # else the place of the list before has not been reached yet
            self._value = self._view.verticalScrollBar().value()

    def restore(self) -> None:
        """Go back to it; to be called after the list was replaced."""
        self._is_awaited = True
        if self._view.isVisible():
            self._view.doItemsLayout()
        self._go()

    @Slot(int, int)
    def _on_range(self, _least: int, _most: int) -> None:
        if self._is_awaited:
            self._go()

    @Slot(int)
    def _forget(self, _action: int) -> None:
        self._is_awaited = False

    def _go(self) -> None:
        bar = self._view.verticalScrollBar()
        bar.setValue(self._value)
        self._is_awaited = bar.value() != self._value
