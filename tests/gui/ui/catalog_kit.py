"""A kit of stand-ins for the Catalog and Settings pages, and what their tests do with widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QUndoStack
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QWidget,
)

from tests.gui.ui.catalog_fakes import (
    FakeCatalog,
    FakeEngine,
    FakeImporter,
    FakePreferences,
    FakeRunner,
    FakeThumbnails,
    FakeWatch,
    FakeWeighing,
)
from tests.gui.ui.health_fakes import FakeHealth
from tests.gui.ui.import_fakes import FakePlanning
from visrec_desktop.core.values import Product
from visrec_desktop.ui.kit import Kit, Navigator
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.widgets.notices import Notices

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractItemView,
    QAbstractSlider,
    QProgressBar,
)


class Host(QWidget):
    """A window with a kit of stand-ins."""

    def __init__(self, theme: Theme, products: Sequence[Product], folder: Path) -> None:
        super().__init__()
        self.catalog = FakeCatalog(products)
        self.importer = FakeImporter()
        self.planning = FakePlanning()
        self.preferences = FakePreferences()
        self.engine = FakeEngine()
        self.weighing = FakeWeighing()
        self.health = FakeHealth(self.catalog)
        self.thumbnails = FakeThumbnails()
        self.runner = FakeRunner()
        self.opened: list[Any] = []
        self.undo = QUndoStack(self)
        self.notices = Notices(theme, self)
        self.navigator = Navigator(self)
        self.watch = FakeWatch()
        context = SimpleNamespace(
            catalog=self.catalog,
            importer=self.importer,
            planning=self.planning,
            preferences=self.preferences,
            engine=self.engine,
            weighing=self.weighing,
            health=self.health,
            watch=self.watch,
            thumbnails=self.thumbnails,
            runners=SimpleNamespace(read=self.runner, work=self.runner),
            workspace=SimpleNamespace(paths=SimpleNamespace(root=folder)),
            match=SimpleNamespace(open_photos=self.opened.extend),
        )
        self.kit = Kit(context, theme, self.undo, self.notices, self.navigator)  # type: ignore[arg-type]
        self.resize(1348, 872)

    def put(self, page: QWidget) -> None:
        """Show a page."""
        page.setParent(self)
        page.setGeometry(self.rect())
        page.show()
        self.show()


def drop(page: QWidget, urls: Sequence[str | Path]) -> bool:
    """Drag something over a page and let it fall; whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl(url) if "://" in str(url) else QUrl.fromLocalFile(str(url)) for url in urls])
    drag(page, mime)
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setAccepted(False)
    QApplication.sendEvent(page, event)
    return event.isAccepted()


def drag(page: QWidget, mime: QMimeData) -> bool:
    """Drag something over a page; whether it is welcome."""
    event = QDragEnterEvent(
        QPoint(50, 50),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.setAccepted(False)
    QApplication.sendEvent(page, event)
    return event.isAccepted()


def press(parent: QWidget, text: str) -> None:
    """Press the button with this text."""
    (found,) = (button for button in parent.findChildren(QAbstractButton) if button.text() == text)
    found.click()


def nameless(page: QWidget) -> list[str]:
    """The controls that a screen reader could not name."""
    found = []
    for control in page.findChildren(QWidget):
        is_own = not isinstance(control, QScrollBar) and not control.objectName().startswith("qt_")
        parent = control.parentWidget()
        inside_other = isinstance(parent, QComboBox | QAbstractItemView) or (
            parent is not None and parent.metaObject().className() == "QComboBoxPrivateContainer"
        )
        named = control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())
        if isinstance(control, CONTROLS) and is_own and not inside_other and not named:
            found.append(f"{type(control).__name__} in {type(control.parentWidget()).__name__}")
    return found
