"""The dialog that makes or changes one client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from visrec_desktop.core.clients import Client, ClientId, Purpose
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.values import Facets
from visrec_desktop.ui.clients.actions import ClientActions, same_facts
from visrec_desktop.ui.clients.edit_form import ClientForm, Typed
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 620
_HEIGHT = 720
_FRAME = 64
NEW = ClientId(0)


class ClientDialog(QDialog):
    """Shows a client's facts as fields; stays open until they are stored or given up.

    Args:
        actions: where changes go.
        client: the client as stored; one with the id `NEW` is added.
        agreed: what is agreed now.
        facets: the words of the catalog.
        theme: the theme.
        parent: the window.
    """

    agreements_changed = Signal(object)  # what was agreed or withdrawn in an edit: {Purpose: bool}

    def __init__(
        self,
        actions: ClientActions,
        client: Client,
        agreed: Mapping[Purpose, bool],
        facets: Facets,
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New client") if client.id == NEW else self.tr("Edit client"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._theme = theme
        self._before = client
        self._agreed = dict(agreed)
        self._is_waiting = False
        self.form = ClientForm(theme, facets, QLocale(), self)
        self.form.fill(client, agreed)
        self.form.edited.connect(self._clear_message)
        self._message_box, self._message = self._make_message()
        self.save_button = button(theme, self.tr("Save"), "primary", on_click=self._save)
        self.load_button = button(theme, self.tr("Show what is stored"), on_click=self._show_stored)
        self.back_button = button(theme, self.tr("Back to what I typed"), on_click=self._show_typed)
        self.save_button.setToolTip(self.tr("Save (Ctrl+Enter)"))
        self.question: QMessageBox | None = None
        self._typed: Typed | None = None
        self._arrange()
        self._connect()
        self._take_room()
        self.form.fields["name"].editor.setFocus()

    @property
    def message(self) -> str:
        """What is said above the buttons; empty when nothing is."""
        return "" if self._message_box.isHidden() else self._message.text()

    @property
    def is_new(self) -> bool:
        """Whether the client is added."""
        return self._before.id == NEW

    @Slot(object)
    def offer_styles(self, styles: Sequence[str]) -> None:
        """The styles of the catalog have been read."""
        self.form.offer_styles(styles)

    def _connect(self) -> None:
        actions = self._actions
        actions.added.connect(self._on_added)
        actions.saved.connect(self._on_saved)
        actions.changed_meanwhile.connect(self._on_changed_meanwhile)
        actions.vanished.connect(self._on_vanished)
        actions.failed.connect(self._on_failed)

    @property
    def is_changed(self) -> bool:
        """Whether closing would lose what somebody typed."""
        return self.form.is_changed or not self.back_button.isHidden()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes on to the next; with Control it saves. Escape asks before anything is lost."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_save = is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_save and self.save_button.isEnabled():
            self._save()
        elif is_enter and isinstance(self.focusWidget(), QLineEdit):
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape and self.is_changed:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(self.windowTitle())
        box.setText(self.tr("Discard what you typed?"))
        discard = box.addButton(self.tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("Go on editing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.buttonClicked.connect(lambda clicked: self.reject() if clicked is discard else None)
        box.finished.connect(box.deleteLater)
        self.question = box
        box.open()

    def _take_room(self) -> None:
        """The natural size, or as much as the screen has."""
        screen = self.screen().availableGeometry()
        width = min(self._theme.px(_WIDTH), screen.width() - _FRAME)
        self.resize(width, min(self._theme.px(_HEIGHT), screen.height() - _FRAME))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.xxl, SPACE.xl, SPACE.xxl, SPACE.xl)
        layout.setSpacing(SPACE.l)
        layout.addWidget(label(self.windowTitle(), "title"))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("ground", "window")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, SPACE.m, 0)
        inside.addWidget(self.form)
        area.setWidget(ground)
        layout.addWidget(area, 1)
        layout.addWidget(self._message_box)
        layout.addLayout(self._make_buttons())

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
        self.back_button.hide()
        self.save_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        buttons.addWidget(self.load_button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save_button)
        return buttons

    @Slot()
    def _save(self) -> None:
        after = self.form.read()
        if after is None:
            return
        agreed = self.form.agreements.agreed
        self._clear_message()
        if self.is_new:
            self._wait()
            self._actions.add(after, [purpose for purpose, given in agreed.items() if given])
        elif same_facts(self._before, after):
            self._finish()
        else:
            self._wait()
            self._actions.save(self._before, after)

    def _wait(self) -> None:
        self._is_waiting = True
        self.save_button.setEnabled(False)

    def _finish(self) -> None:
        now = self.form.agreements.agreed
        before = self._agreed
        changed = {purpose: given for purpose, given in now.items() if given != before.get(purpose, False)}
        if changed:
            self.agreements_changed.emit(changed)
        self.accept()

    @Slot(object)
    def _on_added(self, _client: Client) -> None:
        if self.is_new and self._is_waiting:
            self.accept()

    @Slot(object)
    def _on_saved(self, client: Client) -> None:
        if client.id == self._before.id and self._is_waiting:
            self._finish()

    @Slot(object)
    def _on_changed_meanwhile(self, stored: Client) -> None:
        if stored.id != self._before.id or self.is_new:
            return
        self._before = stored
        self.form.set_base(stored)
        self._say(
            self.tr(
                "This client was changed elsewhere in the meantime. Save again to keep what you typed, "
                "or look at what is stored now; what you typed is not lost."
            )
        )
        self.load_button.show()

    @Slot()
    def _show_stored(self) -> None:
        self._typed = self.form.typed()
        self.form.fill(self._before, self._agreed)
        self._say(self.tr("This is what is stored now."))
        self.load_button.hide()
        self.back_button.show()

    @Slot()
    def _show_typed(self) -> None:
        if self._typed is not None:
            self.form.put_back(self._typed)
        self._clear_message()
        self.back_button.hide()
        self.load_button.show()

    @Slot(int)
    def _on_vanished(self, client_id: int) -> None:
        if client_id != self._before.id or self.is_new:
            return
        self._say(self.tr("This client was forgotten meanwhile, so nothing was saved. Close this window."))
        self.save_button.setEnabled(False)

    @Slot(object)
    def _on_failed(self, error: KnownError) -> None:
        if self._is_waiting:
            self._say(explain_error(error).line)

    def _say(self, sentence: str) -> None:
        self._is_waiting = False
        self._message.setText(sentence)
        self._message_box.setAccessibleName(sentence)
        self._message_box.show()
        self.save_button.setEnabled(True)

    @Slot()
    def _clear_message(self) -> None:
        self._message_box.hide()
