"""A titled row of product pictures: as many as fit, and a link that shows them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QSizePolicy, QVBoxLayout, QWidget

from visrec_desktop.ui.clients.item_delegate import ItemDelegate
from visrec_desktop.ui.clients.item_model import ItemModel, ItemRole
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.services.clients import Seen
    from visrec_desktop.ui.clients.kept_photos import KeptPhotos
    from visrec_desktop.ui.theme.theme import Theme


class ItemView(QListView):
    """Pictures beside each other in one line, or in as many as they need."""

    chosen = Signal(object)  # Seen

    def __init__(self, model: ItemModel, theme: Theme, name: str, side: int, *, noted: bool) -> None:
        super().__init__()
        self._delegate = ItemDelegate(theme, self, side, noted=noted)
        self.wrapped = False
        self.setProperty("kind", "grid")
        self.setAccessibleName(name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setGridSize(self._delegate.cell)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(ItemRole.ITEM)))
        theme.changed.connect(self.viewport().update)

    @property
    def columns(self) -> int:
        """How many fit beside each other."""
        return max(1, self.width() // self._delegate.cell.width())

    def fit(self) -> None:
        """Take the height of one line, or of all."""
        count = self.model().rowCount()
        lines = -(-count // self.columns) if self.wrapped else 1
        self.setFixedHeight(max(1, lines) * self._delegate.cell.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other columns, other height."""
        super().resizeEvent(event)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard stands on a picture, not on nothing."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrows move."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.chosen.emit(index.data(ItemRole.ITEM))
            return
        super().keyPressEvent(event)


class ItemRow(QWidget):
    """Title, count, pictures; hidden while there are none.

    Args:
        thumbnails: where the pictures come from.
        theme: the theme.
        title: what the row is.
        side: width of a picture at 100 % text size.
        note: the words under a picture; None leaves no line for them.
        heading: whether the title is the one of its card.
    """

    chosen = Signal(object)  # Seen

    def __init__(
        self,
        thumbnails: Thumbnails | KeptPhotos,
        theme: Theme,
        title: str,
        side: int,
        note: Callable[[Seen], str] | None = None,
        *,
        heading: bool = False,
    ) -> None:
        super().__init__()
        self.model = ItemModel(thumbnails, note or (lambda _item: ""), self)
        self.view = ItemView(self.model, theme, title, side, noted=note is not None)
        self.view.chosen.connect(self.chosen)
        self._count = label("", "small", "muted")
        self.all_button = button(theme, "", "link", name=title, on_click=self._toggle)
        head = QHBoxLayout()
        head.setSpacing(SPACE.s)
        head.addWidget(label(title, "heading" if heading else "label"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addLayout(head)
        column.addWidget(self.view)
        self._title = title
        self.set_items(())

    def set_items(self, items: Sequence[Seen]) -> None:
        """Show other products, in one line again."""
        self.model.set_items(items)
        self.view.wrapped = False
        self._count.setText(count_text(len(items)) if items else "")
        self.setVisible(bool(items))
        self.view.scrollToTop()
        self._show_link()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer to show all where some are hidden."""
        super().resizeEvent(event)
        self._show_link()

    @Slot()
    def _toggle(self) -> None:
        self.view.wrapped = not self.view.wrapped
        self._show_link()

    def _show_link(self) -> None:
        self.view.fit()
        fits = self.model.rowCount() <= max(1, self.width() // self.view.gridSize().width())
        self.all_button.setVisible(not fits)
        words = self.tr("Show fewer") if self.view.wrapped else self.tr("Show all")
        self.all_button.setText(words)
        self.all_button.setAccessibleName(f"{words}: {self._title}")
