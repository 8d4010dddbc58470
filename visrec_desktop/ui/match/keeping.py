"""What becomes of the photo: it is forgotten, unless the client agreed that it is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label, paragraph
from visrec_desktop.ui.widgets.flow import FlowLayout
from visrec_desktop.ui.widgets.popover import Popover

_WIDTH = 280


class KeepLine(QWidget):
    """One line: "The photo is not kept. Why?", a button that keeps it, or that it is kept."""

    keep_wanted = Signal()
    client_wanted = Signal()  # the answer to "why": look at what the client agreed to

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._client = ""
        self._words = label("", "small", "muted")
        self.why = button(theme, self.tr("Why?"), "link", on_click=self._explain)
        self.why.setAccessibleName(self.tr("Why is the photo not kept?"))
        self.keep = button(theme, self.tr("Keep this photo"), on_click=self.keep_wanted.emit)
        flow = FlowLayout(self, SPACE.xs)
        for part in (self._words, self.why, self.keep):
            flow.addWidget(part)
        self.show_state("", may_keep=False, is_kept=False)

    @property
    def text(self) -> str:
        """What is said."""
        return self._words.text() if not self._words.isHidden() else ""

    def show_state(self, client: str, *, may_keep: bool, is_kept: bool) -> None:
        """Say what becomes of the photo.

        Args:
            client: name of the client; empty for nobody.
            may_keep: whether this client agreed.
            is_kept: whether this very photo is kept already.
        """
        self._client = client
        kept = self.tr("Kept for %1.").replace("%1", client)
        self._words.setText(kept if is_kept else self.tr("The photo is not kept."))
        self._words.setVisible(is_kept or not may_keep)
        self.why.setVisible(not may_keep and not is_kept)
        self.keep.setVisible(may_keep and not is_kept)
        self.keep.setEnabled(True)
        self.updateGeometry()

    def wait(self) -> None:
        """The photo is being stored."""
        self.keep.setEnabled(False)

    def _explain(self) -> None:
        panel = Popover(self.tr("Why the photo is not kept"))
        column = QVBoxLayout(panel)
        column.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(
            paragraph(
                self.tr(
                    "Photos are looked at on this computer and forgotten when the program is closed. "
                    "A photo is only stored for a client who has agreed to it."
                ),
                "small",
            )
        )
        close = button(self._theme, self.tr("Close"), on_click=panel.dismiss)
        if self._client:
            said = self.tr("%1 has not agreed that photos are kept.").replace("%1", self._client)
            column.addWidget(paragraph(said, "small"))
            go = button(self._theme, self.tr("Ask, and note the answer"), on_click=panel.dismiss)
            go.clicked.connect(self.client_wanted)
            column.addWidget(go)
        column.addWidget(close)
        panel.setFixedWidth(self._theme.px(_WIDTH))
        panel.open_below(self.why, close)
