"""What the Catalog page shows where there are no products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from visrec_desktop.ui.widgets.basics import button
from visrec_desktop.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme


class EmptyCatalog(EmptyState):
    """The catalog holds nothing: how products come in."""

    def __init__(self, theme: Theme, buttons: Sequence[QPushButton]) -> None:
        super().__init__(theme, "import", "", "", buttons)
        self.set_texts(
            self.tr("Drop a folder of product pictures here"),
            self.tr(
                "Pictures alone are enough: the file name becomes the SKU. A sheet beside them adds names, "
                "prices and stock; a ZIP of all will do, too. You see what will happen before it does."
            ),
        )


class NoMatch(EmptyState):
    """No product passes the filters: how to take them away."""

    def __init__(self, theme: Theme, clear: Callable[[], None]) -> None:
        super().__init__(theme, "search", "", "")
        self.set_texts(
            self.tr("No product fits"), self.tr("Take a filter away, or search for something else.")
        )
        self.set_actions([button(theme, self.tr("Clear all filters"), on_click=clear)])
