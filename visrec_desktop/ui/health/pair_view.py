"""Two products side by side: their pictures, their facts, which one stays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.values import Product
from visrec_desktop.ui.health.comparison import fact_rows, fuller_first, taken_over, told_apart
from visrec_desktop.ui.health.words import tr
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, label, let_narrow
from visrec_desktop.ui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from visrec_desktop.bridge.health_rows import FoundProducts
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.ui.theme.theme import Theme

_PICTURE = 250
_SHARP = 640
_SIDES = (0, 1)


class PairView(QScrollArea):
    """A table of two columns. What differs is in bold.

    Signals:
        changed: another pair, or another product is to stay.
    """

    changed = Signal()

    def __init__(self, products: FoundProducts, thumbnails: Thumbnails, theme: Theme) -> None:
        super().__init__()
        self._products = products
        self._thumbnails = thumbnails
        self._theme = theme
        self._pair: tuple[Product, Product] | None = None
        self._serial = 0
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices = [QRadioButton(tr("Keep this one")) for _ in _SIDES]
        self.pictures = [PictureBox(theme, "") for _ in _SIDES]
        self.names = [label("", "heading", wrap=True) for _ in _SIDES]
        self.skus = [label("", "small", "muted") for _ in _SIDES]
        self.note = label("", "small", "muted", wrap=True)
        self._group = QButtonGroup(self)
        for side in _SIDES:
            self._group.addButton(self.choices[side], side)
            self.pictures[side].setFixedHeight(theme.px(_PICTURE))
            let_narrow(self.skus[side])
        self._cells: list[QWidget] = []
        self._arrange()
        self._group.idClicked.connect(self._on_choice)
        thumbnails.ready.connect(self._on_thumbnail)

    @property
    def choice(self) -> tuple[Product, Product] | None:
        """The product that stays and the one that goes; None while none is shown."""
        if self._pair is None:
            return None
        return self._pair if self.choices[0].isChecked() else (self._pair[1], self._pair[0])

    def show_pair(self, first: Product, second: Product) -> None:
        """Compare two products."""
        is_new = self._pair is None or {self._pair[0].id, self._pair[1].id} != {first.id, second.id}
        self._pair = first, second
        for side, product in enumerate(self._pair):
            self.names[side].setText(breakable(product.name))
            self.skus[side].setText(product.sku)
            self.pictures[side].setAccessibleName(tr("Picture of %1").replace("%1", product.name))
            self.choices[side].setAccessibleName(tr("Keep “%1”").replace("%1", product.name))
        self._fill_facts()
        if is_new:
            self.choices[fuller_first(first, second) is second].setChecked(True)
            self._load_pictures()
            self.verticalScrollBar().setValue(0)
        self._say()

    def clear(self) -> None:
        """Show nothing."""
        self._pair = None
        self.changed.emit()

    def _arrange(self) -> None:
        ground = QWidget()
        ground.setProperty("ground", "window")
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(SPACE.l)
        self._table.setVerticalSpacing(SPACE.s)
        for side in _SIDES:
            column = side + 1
            self._table.setColumnStretch(column, 1)
            for row, part in enumerate(
                (self.pictures[side], self.choices[side], self.names[side], self.skus[side])
            ):
                self._table.addWidget(part, row, column)
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, SPACE.s, SPACE.l)
        whole.setSpacing(SPACE.m)
        whole.addLayout(self._table)
        whole.addWidget(self.note)
        whole.addStretch(1)
        self.setWidget(ground)

    def _fill_facts(self) -> None:
        if self._pair is None:
            return
        for cell in self._cells:
            self._table.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells = []
        for place, row in enumerate(fact_rows(*self._pair), start=4):
            name = label(row.name, "small", "muted")
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._put(name, place, 0)
            for side, value in enumerate((row.first, row.second), start=1):
                words = label(breakable(value) or "–", "small", "muted", wrap=True)
                if row.differs:
                    words = label(words.text(), "label", wrap=True)
                words.setMinimumWidth(1)
                different = tr("%1, differs") if row.differs else "%1"
                words.setAccessibleName(different.replace("%1", f"{row.name}: {value or tr('none')}"))
                self._put(words, place, side)

    def _put(self, cell: QWidget, row: int, column: int) -> None:
        self._table.addWidget(cell, row, column)
        self._cells.append(cell)

    def _load_pictures(self) -> None:
        self._serial += 1
        for side, product in enumerate(self._pair or ()):
            if product.picture_id is None:
                self.pictures[side].set_image(QImage())
                continue
            pixmap = self._thumbnails.pixmap(product.picture_id)
            self.pictures[side].set_image(pixmap.toImage() if pixmap is not None else None)
            self._products.request_picture(
                product.picture_id, _SHARP, partial(self._arrived, self._serial, side)
            )

    def _arrived(self, serial: int, side: int, image: QImage | None) -> None:
        if serial == self._serial and image is not None:
            self.pictures[side].set_image(image)

    @Slot(int)
    def _on_thumbnail(self, picture_id: int) -> None:
        for side, product in enumerate(self._pair or ()):
            pixmap = self._thumbnails.pixmap(picture_id) if product.picture_id == picture_id else None
            if pixmap is not None and not self.pictures[side].has_image:
                self.pictures[side].set_image(pixmap.toImage())

    @Slot(int)
    def _on_choice(self, _side: int) -> None:
        self._say()

    def _say(self) -> None:
        if self.choice is None:
            return
        keep, gone = self.choice
        names = taken_over(keep, gone)
        filled = tr("What is missing is taken over: %1.").replace("%1", ", ".join(names)) if names else ""
        words = tr(
            "“%1” goes into the archive and can be restored. Its other pictures are added to “%2”; the price "
            "and stock of “%2” stay as they are. What clients liked or bought stays recorded under %3."
        )
        kept_name, gone_name = told_apart(keep, gone)
        words = words.replace("%1", gone_name).replace("%2", kept_name).replace("%3", gone.sku)
        self.note.setText(breakable(f"{words} {filled}".strip()))
        self.changed.emit()
