"""The dialog that changes one product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.values import Facets, Product
from visrec_desktop.ui.catalog.actions import CatalogActions, same_facts
from visrec_desktop.ui.catalog.edit_form import EditForm
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.picture import PictureBox

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 560
_HEIGHT = 600
_PICTURE = 64


class EditDialog(QDialog):
    """Shows a product's facts as fields; stays open until they are stored or given up."""

    def __init__(
        self,
        actions: CatalogActions,
        product: Product,
        facets: Facets,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit product"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._theme = theme
        self._before = product
        self.form = EditForm(facets, QLocale(), self)
        self.form.fill(product)
        self.form.edited.connect(self._clear_message)
        self._picture = PictureBox(theme, product.name)
        self._picture.setFixedSize(theme.px(_PICTURE), theme.px(_PICTURE))
        self._message_box, self._message = self._make_message()
        self.save_button = button(theme, self.tr("Save"), "primary", on_click=self._save)
        self.load_button = button(theme, self.tr("Load what is stored"), on_click=self._load_stored)
        self._arrange()
        for signal, slot in self._answers():
            signal.connect(slot)
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.form.fields["name"].editor.setFocus()

    @property
    def message(self) -> str:
        """What is said above the buttons; empty when nothing is."""
        return "" if self._message_box.isHidden() else self._message.text()

    def set_picture(self, pixmap: QPixmap | None) -> None:
        """Show the product's picture beside its name."""
        self._picture.setVisible(pixmap is not None and not pixmap.isNull())
        if pixmap is not None:
            self._picture.set_image(pixmap.toImage())

    def _answers(self) -> list[tuple]:  # type: ignore[type-arg]
        return [
            (self._actions.saved, self._on_saved),
            (self._actions.changed_meanwhile, self._on_changed_meanwhile),
            (self._actions.vanished, self._on_vanished),
            (self._actions.failed, self._on_failed),
        ]

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        layout.setSpacing(SPACE.l)
        layout.addLayout(self._make_heading())
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.form.setProperty("ground", "window")
        area.setWidget(self.form)
        layout.addWidget(area, 1)
        layout.addWidget(self._message_box)
        layout.addLayout(self._make_buttons())

    def _make_heading(self) -> QHBoxLayout:
        title = label(self._before.name, "title", wrap=True)
        sku = label(self.tr("SKU %1").replace("%1", self._before.sku), "small", "muted")
        words = QVBoxLayout()
        words.setSpacing(SPACE.hair)
        words.addStretch(1)
        words.addWidget(title)
        words.addWidget(sku)
        words.addStretch(1)
        heading = QHBoxLayout()
        heading.setSpacing(SPACE.l)
        self._picture.hide()
        heading.addWidget(self._picture)
        heading.addLayout(words, 1)
        return heading

    def _make_message(self) -> tuple[QFrame, QLabel]:
        box = QFrame(self)
        box.setProperty("panel", "warning")
        words = label("", wrap=True)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(SPACE.m, SPACE.s, SPACE.m, SPACE.s)
        layout.addWidget(words)
        box.hide()
        return box, words

    def _make_buttons(self) -> QHBoxLayout:
        cancel = button(self._theme, self.tr("Cancel"), on_click=self.reject)
        self.load_button.hide()
        self.save_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addWidget(self.load_button)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        return buttons

    @Slot()
    def _save(self) -> None:
        after = self.form.read()
        if after is None:
            return
        if same_facts(self._before, after):
            self.accept()
            return
        self.save_button.setEnabled(False)
        self._clear_message()
        self._actions.save(self._before, after)

    @Slot()
    def _load_stored(self) -> None:
        self.form.fill(self._before)
        self._clear_message()

    @Slot(object)
    def _on_saved(self, product: Product) -> None:
        if product.id == self._before.id:
            self.accept()

    @Slot(object)
    def _on_changed_meanwhile(self, stored: Product) -> None:
        if stored.id != self._before.id:
            return
        self._before = stored
        self._say(
            self.tr(
                "This product was changed meanwhile, by an import for example. "
                "Save again to keep your values, or load what is stored now."
            )
        )
        self.load_button.show()

    @Slot(object)
    def _on_vanished(self, product: Product) -> None:
        if product.id != self._before.id:
            return
        self._say(self.tr("This product was deleted meanwhile, so nothing was saved. Close this window."))
        self.save_button.setEnabled(False)

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        self._say(explain_error(error).line)

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message_box.setAccessibleName(sentence)
        self._message_box.show()
        self.save_button.setEnabled(True)

    @Slot()
    def _clear_message(self) -> None:
        self._message_box.hide()
        self.load_button.hide()
