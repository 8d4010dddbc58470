"""What this program is, and whose work it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from visrec_desktop import __version__
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.settings.parts import Card
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button

if TYPE_CHECKING:
    from visrec_desktop.ui.settings.tasks import SettingsTasks
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 760
_HEIGHT = 620


class AboutCard(Card):
    """Version, licence, fonts; the licence texts in a window of their own."""

    def __init__(self, tasks: SettingsTasks, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.facts = Facts()
        self.texts_button = button(theme, self.tr("Licence texts"), icon="info", on_click=tasks.read_texts)
        self.window_of_texts: QDialog | None = None
        self.set_title(self.tr("About VisRec Desktop"))
        self.facts.show_facts(
            [
                (self.tr("Version"), __version__),
                (self.tr("Licence"), self.tr("Apache License 2.0")),
                (self.tr("Typeface"), self.tr("Inter, SIL Open Font License 1.1")),
            ]
        )
        self.add(self.facts)
        row = QHBoxLayout()
        row.addWidget(self.texts_button)
        row.addStretch(1)
        self.add(row)
        tasks.texts_read.connect(self._show_texts)

    @Slot(str)
    def _show_texts(self, texts: str) -> None:
        window = QDialog(self)
        window.setWindowTitle(self.tr("Licence texts"))
        window.resize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))
        reader = QPlainTextEdit(texts or self.tr("The licence texts are missing from this installation."))
        reader.setReadOnly(True)
        reader.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        reader.setAccessibleName(self.tr("Licence texts"))
        reader.setTabChangesFocus(True)
        close = button(self._theme, self.tr("Close"), on_click=window.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(window)
        layout.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        layout.addWidget(reader)
        layout.addLayout(row)
        window.finished.connect(window.deleteLater)
        self.window_of_texts = window
        window.open()
