"""Runs the program as `visrec` does, and tells on standard output what its window shows.

It uses the window's own models and nothing else: what is printed is what the views paint.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QObject, QPoint, QTimer, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QMenu, QWidget

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
            self._once(
                "drawer", shown=page.drawer.isVisible(), name=page.drawer.product and page.drawer.product.name
            )
        self._once("controls", there=_controls())
        self._once("clients", names=[client.name for client in self._app.context.clients.clients])
        self._once("notice", text=_words(window.notices))
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


def _words(widget: QWidget) -> str:
    """The texts that are shown on a widget."""
    labels = widget.findChildren(QLabel) if widget.isVisible() else []
    return " ".join(label.text() for label in labels if label.isVisible())


def _controls() -> dict[str, list[int]]:
    """Where each control that can be clicked now lies, by its words; in an open menu, its lines."""
    popup = QApplication.activePopupWidget()
    if isinstance(popup, QMenu):
        corners = {
            line.text().replace("&", ""): popup.mapToGlobal(popup.actionGeometry(line).center())
            for line in popup.actions()
        }
        return {text: [place.x(), place.y()] for text, place in corners.items() if text}
    top = QApplication.activeModalWidget()
    tops = [top] if top is not None else [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    found = [control for top in tops for control in top.findChildren(QWidget)]
    return {
        control.accessibleName() or control.text(): _middle(control)
        for control in found
        if isinstance(control, QAbstractButton | QLineEdit) and control.isVisible() and control.isEnabled()
    }


def _middle(widget: QWidget) -> list[int]:
    x, y, width, height = _rect(widget)
    return [x + width // 2, y + height // 2]


def _grid(view: QListView) -> dict[str, Any]:
    model: QAbstractItemModel = view.model()
    names = [str(model.index(row, 0).data()) for row in range(min(model.rowCount(), 60))]
    corners = [
        view.viewport().mapToGlobal(view.visualRect(model.index(row, 0)).center())
        for row in range(len(names))
        if view.viewport().rect().contains(view.visualRect(model.index(row, 0)).center())
    ]
    return {
        "shown": view.isVisible(),
        "count": model.rowCount(),
        "names": names,
        "places": [[corner.x(), corner.y()] for corner in corners],
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
