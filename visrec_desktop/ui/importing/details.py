"""Everything about one planned product: what changes, what was done to its values, how pictures found it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.services.importing.values import Link
from visrec_desktop.ui.importing.cells import stored_text, value_text
from visrec_desktop.ui.importing.words import (
    field_name,
    link_text,
    origin_text,
    remark_text,
    trouble_text,
    verdict_text,
)
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import breakable, button, label
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.popover import Popover

if TYPE_CHECKING:
    from pathlib import Path

    from visrec_desktop.bridge.planning import PlanSession
    from visrec_desktop.core.values import Product
    from visrec_desktop.services.importing import ImportItem
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 440
_HEIGHT = 420
_PICTURE = 56
_NAMES = 104
_LONG = 30  # characters that may need a place to break
_FIELDS = ("name", "category", "brand", "colour", "size", "price", "stock", "description")


class DetailsPopover(Popover):
    """One planned product. Its pictures can be given to another. `room`: the most pixels below its head.

    Signals:
        belongs_wanted: the Path of a picture that belongs elsewhere.
    """

    belongs_wanted = Signal(object)

    def __init__(
        self, planning: PlanSession, theme: Theme, item: ImportItem, stored: Product | None, room: int
    ) -> None:
        super().__init__(item.draft.sku)
        self._planning = planning
        self._theme = theme
        self._item = item
        self._stored = stored
        self._thumbs: dict[Path, QLabel] = {}
        self.close_button = button(
            theme, "", "icon", icon="close", name=self.tr("Close the details"), on_click=self.dismiss
        )
        inside = QWidget()
        inside.setProperty("ground", "none")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, SPACE.s, 0)
        self._column.setSpacing(SPACE.xs)
        self._fill()
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        height = min(theme.px(_HEIGHT), room, inside.sizeHint().height() + SPACE.s)
        area.setFixedSize(theme.px(_WIDTH), height)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.l, SPACE.m, SPACE.m, SPACE.l)
        layout.addLayout(self._head())
        layout.addWidget(area)
        planning.previews.ready.connect(self._on_picture)

    def _head(self) -> QHBoxLayout:
        item = self._item
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(item.draft.name or item.draft.sku, "title"))
        words.addWidget(ElidedLabel(f"{item.draft.sku} · {verdict_text(item.verdict)}", "small", "muted"))
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _fill(self) -> None:
        if self._item.trouble is not None:
            self._column.addWidget(label(trouble_text(self._item.trouble), "small", "warning", wrap=True))
        for remark in self._item.remarks:
            tone = label(
                breakable(remark_text(remark)), "small", "warning" if remark.doubtful else "muted", wrap=True
            )
            self._column.addWidget(tone)
        for field in _FIELDS:
            self._fact(field)
        for name, value in (self._item.draft.attributes or {}).items():
            self._row(name, value)
        for picture, link in zip(self._item.pictures, self._links(), strict=True):
            self._picture(picture, link)
        self._row(self.tr("From"), origin_text(self._item))

    def _links(self) -> list[str]:
        several = len(self._item.pictures) > 1
        links = ["" if several and link is Link.OWN else link_text(link) for link in self._item.links]
        return links + [""] * (len(self._item.pictures) - len(links))

    def _fact(self, field: str) -> None:
        new, old = value_text(self._item, self._stored, field), stored_text(self._stored, field)
        if not new:
            return
        if field in self._item.changes and old and old != new:
            self._row(field_name(field), f"{old} → {new}", strong=True)
        else:
            self._row(field_name(field), new)

    def _row(self, name: str, value: str, *, strong: bool = False) -> None:
        shown = breakable(value) if len(value) > _LONG else value
        row = QHBoxLayout()
        row.setSpacing(SPACE.m)
        title = label(breakable(name), "small", "muted", wrap=True)
        title.setFixedWidth(self._theme.px(_NAMES))
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(shown, "label" if strong else "small", wrap=True), 1)
        self._column.addLayout(row)

    def _picture(self, path: Path, how: str) -> None:
        thumb = QLabel()
        side = self._theme.px(_PICTURE)
        thumb.setFixedSize(side, side)
        thumb.setAlignment(Qt.AlignmentFlag.AlignCenter)
        thumb.setAccessibleName(path.name)
        self._thumbs[path] = thumb
        self._on_picture(path)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(path.name, "small", mode=Qt.TextElideMode.ElideMiddle))
        words.addWidget(ElidedLabel(how, "caption", "muted"))
        name = self.tr("“%1” belongs to…").replace("%1", path.name)
        elsewhere = button(self._theme, self.tr("Belongs to…"), "link", name=name)
        elsewhere.clicked.connect(partial(self._on_elsewhere, path))
        row = QHBoxLayout()
        row.setSpacing(SPACE.m)
        row.addWidget(thumb)
        row.addLayout(words, 1)
        row.addWidget(elsewhere)
        self._column.addLayout(row)

    def _on_elsewhere(self, path: Path) -> None:
        self.dismiss()
        self.belongs_wanted.emit(path)

    def _on_picture(self, path: Path) -> None:
        thumb = self._thumbs.get(path)
        pixmap = self._planning.previews.pixmap(path) if thumb is not None else None
        if thumb is None or pixmap is None:
            return
        if pixmap.isNull():
            thumb.setPixmap(self._theme.icons.pixmap("photo", self._theme.px(22), "text_muted"))
            return
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        thumb.setPixmap(pixmap.scaled(thumb.size(), keep, smooth))
