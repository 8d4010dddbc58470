"""The brief: one screen about one client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.clients import Client, ClientId, Knowledge
from visrec_desktop.ui.clients.brief_facts import BriefFacts
from visrec_desktop.ui.clients.brief_head import BriefHead
from visrec_desktop.ui.clients.brief_rows import BriefRows
from visrec_desktop.ui.clients.kept_photos import KeptPhotos
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button

if TYPE_CHECKING:
    from visrec_desktop.services.clients import Brief
    from visrec_desktop.ui.kit import Kit

_TWO_COLUMNS_FROM = 720
_FACTS_SHARE = 2
_ROWS_SHARE = 3


class BriefPanel(QScrollArea):
    """Head above, pictures at the left, facts at the right; under each other where it is narrow."""

    product_chosen = Signal(int)
    back_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        theme = kit.theme
        self._theme = theme
        self.brief: Brief | None = None
        self.head = BriefHead(theme)
        self.rows = BriefRows(kit.context.thumbnails, KeptPhotos(kit.context.clients, self), theme)
        self.facts = BriefFacts(theme)
        self.back_button = button(
            theme,
            self.tr("Back to the clients found"),
            "quiet",
            icon="chevron-left",
            on_click=self.back_wanted.emit,
        )
        self.back_button.hide()
        self.rows.chosen.connect(self._on_product)
        self._arrange()

    def _arrange(self) -> None:
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        ground.setProperty("ground", "window")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(SPACE.m)
        self._columns.addWidget(self.rows, _ROWS_SHARE)
        self._columns.addWidget(self.facts, _FACTS_SHARE)
        column = QVBoxLayout(ground)
        column.setContentsMargins(SPACE.xl, SPACE.l, SPACE.xl, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.head)
        column.addLayout(self._columns)
        column.addStretch(1)
        self.setWidget(ground)

    @property
    def client_id(self) -> int | None:
        """The client that is shown."""
        return None if self.brief is None else int(self.brief.client.id)

    def show_brief(self, brief: Brief) -> None:
        """Show a client; another one begins at the top."""
        is_other = self.client_id != brief.client.id
        self.brief = brief
        self.head.show_brief(brief)
        self.rows.show_brief(brief)
        self.facts.show_brief(brief)
        if is_other:
            self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Keep nothing of the client that was shown, not even in hidden labels."""
        from visrec_desktop.services.clients import Brief

        self.show_brief(Brief(Client(ClientId(0), ""), 0, Knowledge()))
        self.brief = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        wide = self.width() >= self._theme.px(_TWO_COLUMNS_FROM)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)

    def _on_product(self, seen: object) -> None:
        product_id = getattr(seen, "product_id", None)
        if product_id is not None:
            self.product_chosen.emit(int(product_id))
