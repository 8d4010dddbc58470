"""Runs the program as `visrec` does, and tells on standard output what its window shows.

It uses the window's own models and nothing else: what is printed is what the views paint.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, QPoint, QTimer, Slot
from PySide6.QtWidgets import QListView, QWidget

from visrec_desktop.app.build import App, build_app
from visrec_desktop.app.main import make_application, run_app
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.ui.rail import RailButton


def tell(kind: str, **facts: Any) -> None:
    """One fact on one line."""
    sys.stdout.write(json.dumps({"kind": kind, **facts}) + "\n")
    sys.stdout.flush()


class Observer(QObject):
    """Looks at the window several times a second and tells when something changed."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._told: dict[str, Any] = {}
        self._timer = QTimer(self, interval=50)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Tell what is new."""
        window = self._app.window
        if not window.windowHandle().isExposed():
            return  # nothing is painted yet: a click would be lost
        self._once("window", rect=_rect(window))
        self._once(
            "rail",
            **{button.accessibleName(): _middle(button) for button in window.rail.findChildren(RailButton)},
        )
        self._once("page", name=window.current_page)
        page = window.page("match")
        if page.isVisible():
            self._once("hits", **_grid(page.results.grid))
            self._once("drawer", shown=page.drawer.isVisible())
        if "catalog" in window._built and window.page("catalog").isVisible():
            catalog = window.page("catalog")
            self._once("catalog", total=self._app.context.catalog.total, rect=_rect(catalog))

    def _once(self, kind: str, **facts: Any) -> None:
        if self._told.get(kind) != facts:
            self._told[kind] = facts
            tell(kind, **facts)


def _rect(widget: QWidget) -> list[int]:
    corner = widget.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), widget.width(), widget.height()]


def _middle(widget: QWidget) -> list[int]:
    x, y, width, height = _rect(widget)
    return [x + width // 2, y + height // 2]


def _grid(view: QListView) -> dict[str, Any]:
    model: QAbstractItemModel = view.model()
    names = [str(model.index(row, 0).data()) for row in range(min(model.rowCount(), 12))]
    first = view.visualRect(model.index(0, 0)) if names else None
    centre = view.viewport().mapToGlobal(first.center()) if first is not None else None
    return {
        "shown": view.isVisible(),
        "count": model.rowCount(),
        "names": names,
        "first": [centre.x(), centre.y()] if centre is not None else None,
    }


def main() -> int:
    """Run until the window is closed."""
    application = make_application()
    app = build_app(application, DataPaths(Path(sys.argv[1])), demo=True)
    observer = Observer(app)
    app.window.move(40, 40)
    code = run_app(application, app)
    observer.deleteLater()
    tell("ended", code=code)
    return code


if __name__ == "__main__":
    sys.exit(main())
