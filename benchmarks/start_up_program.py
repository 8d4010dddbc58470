"""Starts the program as `visrec` does and tells when its window can be used, on the page asked for."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import visrec_desktop.__main__  # noqa: F401 - a start by `visrec` imports it, too
from benchmarks.start_up_tools import SHOWN, USABLE, Painted, loaded, say
from visrec_desktop.app import quick_start
from visrec_desktop.app.main import make_application
from visrec_desktop.core.paths import DataPaths

if TYPE_CHECKING:
    from visrec_desktop.ui.products.grid import ProductGrid


class Driver:
    """Watches what is painted on one page.

    Args:
        page: "match", the page that the program opens with, or "catalog".
        data: the data folder.
        least: how many products it holds.
    """

    def __init__(self, page: str, data: Path, least: int) -> None:
        quick_start.begin()
        from visrec_desktop.app.build import build_app

        self._least = least
        self._is_shown = self._is_usable = False
        self._grid: ProductGrid | None = None
        self.loaded: dict[str, list[str]] = {}
        self.application = make_application()
        self._app = build_app(self.application, DataPaths(data), demo=False)
        quick_start.end()
        self._first = Painted(self._app.window, lambda: True, self._shown)
        if page == "catalog":
            self._watch_catalog()
        else:
            self._app.context.catalog.ids_changed.connect(self._check_list)
        self._app.show()

    def _watch_catalog(self) -> None:
        from visrec_desktop.ui.products.grid import ProductGrid

        self._app.window.show_page("catalog")
        grid = self._app.window.page("catalog").findChild(ProductGrid)
        if grid is None:
            raise RuntimeError("the Catalog page has no grid")
        self._grid = grid
        self._rows = Painted(grid.viewport(), self._has_rows, self._usable)

    def _check_list(self) -> None:
        """On the first page: painted, and the list of products complete."""
        if self._is_shown and not self._is_usable and self._app.context.catalog.total >= self._least:
            self._is_usable = True
            self._usable()

    def _has_rows(self) -> bool:
        """Whether the list is complete and the products of all tiles in view are in memory."""
        session = self._app.context.catalog
        if self._grid is None or session.total < self._least:
            return False
        cell, height = self._grid.gridSize(), self._grid.viewport().height()
        rows = min(session.total, self._grid.columns * math.ceil(height / cell.height()))
        return all(session.product(session.ids[row]) is not None for row in range(rows))

    def _shown(self) -> None:
        say(SHOWN)
        self.loaded[SHOWN] = loaded()
        self._is_shown = True
        if self._grid is None:
            self._check_list()

    def _usable(self) -> None:
        say(USABLE)
        self.loaded[USABLE] = loaded()
        self.application.quit()

    def end(self) -> None:
        """Close the program and answer what it had imported."""
        self._app.close()
        say(json.dumps(self.loaded))


def main() -> None:
    """Arguments: the page, the data folder, and how many products it holds."""
    driver = Driver(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    driver.application.exec()
    driver.end()


if __name__ == "__main__":
    main()
