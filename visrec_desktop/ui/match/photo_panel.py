"""The left column: the photo, its neighbours, the ways to bring another, and whom it is for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.values import Crop, Photo
from visrec_desktop.ui.match.client_card import ClientCard
from visrec_desktop.ui.match.keeping import KeepLine
from visrec_desktop.ui.match.photo_view import PhotoView
from visrec_desktop.ui.match.previews import PhotoListModel, photo_name
from visrec_desktop.ui.match.sliders import Sliders
from visrec_desktop.ui.match.strip import PhotoStrip
from visrec_desktop.ui.match.what_counts import WhatCounts
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.flow import FlowLayout

WIDTH = 300
_LEAST_PHOTO = 120
_MARGIN = SPACE.l + 2
_NO_PHOTO = 132  # room to drop one


class PhotoPanel(QScrollArea):
    """Shows what it is told; says what the user wants."""

    open_wanted = Signal()
    paste_wanted = Signal()
    remove_wanted = Signal()
    photo_picked = Signal(int)
    crop_changed = Signal(object)  # Crop | None

    def __init__(self, theme: Theme, photos: PhotoListModel) -> None:
        super().__init__()
        self._theme = theme
        self.view = PhotoView(theme)
        self.strip = PhotoStrip(photos, theme, self.tr("Photos that were opened together"))
        self.client = ClientCard(theme)
        self.sliders = Sliders(theme)
        self.counts = WhatCounts(theme)
        self.keeping = KeepLine(theme)
        self._title = label(self.tr("Photo"), "label", "muted")
        self._name = ElidedLabel("", "caption", "muted", Qt.TextElideMode.ElideMiddle)
        self._name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._remove = button(
            theme,
            "",
            "icon",
            icon="close",
            name=self.tr("Remove the photo"),
            on_click=self.remove_wanted.emit,
        )
        self._open = button(
            theme, self.tr("New photo"), "primary", name=self.tr("Open photo"), on_click=self.open_wanted.emit
        )
        self._open.setToolTip(self.tr("Open one or more photos (Ctrl+O)"))
        self._paste = button(theme, self.tr("Paste"), on_click=self.paste_wanted.emit)
        self._paste.setToolTip(self.tr("Paste a photo from the clipboard (Ctrl+V)"))
        self._whole = button(theme, self.tr("Whole photo"), "link", on_click=self._reset)
        self._hint = label(self.tr("Drag on the photo to search for a part."), "small", "muted", wrap=True)
        self._objects = 0
        self.view.crop_changed.connect(self._on_crop)
        self.strip.picked.connect(self.photo_picked)
        self.counts.resized.connect(self.fit)
        self._inside = QWidget()
        self._has_photo = False
        self._build()
        self._show_crop_state(cropped=False)
        self.strip.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.xs)
        head.addWidget(self._title)
        head.addWidget(self._name, 1)
        head.addWidget(self._remove)
        actions = FlowLayout(None, SPACE.s)
        actions.addWidget(self._open)
        actions.addWidget(self._paste)
        part = QHBoxLayout()
        part.addWidget(self._hint, 1)
        part.addWidget(self._whole)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(_MARGIN, SPACE.l, _MARGIN, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addLayout(head)
        column.addWidget(self.view)
        column.addWidget(self.strip)
        column.addLayout(actions)
        column.addLayout(part)
        column.addWidget(self.client)
        column.addWidget(self.sliders)
        column.addWidget(self.counts)
        column.addWidget(self.keeping)
        column.addStretch(1)
        self._inside.setProperty("ground", "window")
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    @Slot(int, int)
    def _on_range(self, _least: int, most: int) -> None:
        """The scroll bar stands in the margin, so that its coming moves nothing."""
        bar = self.verticalScrollBar().sizeHint().width() if most > 0 else 0
        layout = self._inside.layout()
        if layout is not None:
            layout.setContentsMargins(_MARGIN, SPACE.l, max(SPACE.xs, _MARGIN - bar), SPACE.l)

    def show_photos(self, photo: Photo | None, current: int, count: int) -> None:
        """Say which photo of how many is the current one; its picture comes later."""
        self._name.setText(photo_name(photo) if photo is not None else "")
        of = self.tr("Photo %1 of %2").replace("%1", str(current + 1)).replace("%2", str(count))
        none = self.tr("No photo")
        self._title.setText(of if count > 1 else self.tr("Photo") if photo is not None else none)
        self._remove.setVisible(photo is not None)
        many = self.tr("Remove the photos")
        self._remove.setAccessibleName(many if count > 1 else self.tr("Remove the photo"))
        self._remove.setToolTip(self._remove.accessibleName())
        self._open.setText(self.tr("New photo") if photo is not None else self.tr("Open photo…"))
        self.keeping.setVisible(photo is not None)
        self.strip.setVisible(count > 1)
        if count > 1:
            self.strip.mark(current)
        self.view.setAccessibleName(
            self.tr("Photo: %1").replace("%1", self._name.text()) if photo is not None else self.tr("Photo")
        )
        self._has_photo = photo is not None
        self.show_preview(None, None)

    def show_preview(self, image: QImage | None, size: tuple[int, int] | None) -> None:
        """Show the photo's picture, whole."""
        self.view.show_photo(image, size)
        self._show_crop_state(cropped=False)
        self._fit()

    def show_objects(self, crops: Sequence[Crop]) -> None:
        """Put boxes around the objects of the photo."""
        self._objects = len(crops)
        self.view.show_objects(crops)
        self._show_crop_state(cropped=self.view.has_crop)

    def show_crop(self, crop: Crop | None) -> None:
        """Mark a part."""
        self.view.show_crop(crop)
        self._show_crop_state(cropped=crop is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the photo the height it needs, as far as there is room."""
        super().resizeEvent(event)
        self._fit()

    def fit(self) -> None:
        """Share the height anew, because something under the photo came or went."""
        self._fit()

    def _fit(self) -> None:
        layout = self._inside.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        width = self.viewport().width()
        others = layout.totalMinimumHeightForWidth(width) - self.view.minimumHeight()
        room = self.height() - others
        wanted = self.view.height_for(width - margins.left() - margins.right())
        least = self._theme.px(_LEAST_PHOTO if self._has_photo else _NO_PHOTO)
        self.view.setFixedHeight(max(least, min(wanted, room)) if self._has_photo else least)

    def _on_crop(self, crop: Crop | None) -> None:
        self._show_crop_state(cropped=crop is not None)
        self.crop_changed.emit(crop)

    def _reset(self) -> None:
        self.view.show_crop(None)
        self._on_crop(None)

    def _show_crop_state(self, *, cropped: bool) -> None:
        self._whole.setVisible(cropped)
        self._hint.setVisible(self.view.has_photo or not self._has_photo)
        if not self._has_photo:
            words = self.tr("A photo can be dropped here at any time.")
        elif cropped:
            words = self.tr("Only the marked part")
        elif self._objects:
            words = self.tr("Click an object to search for it, or drag around a part.")
        else:
            words = self.tr("Drag on the photo to search for a part.")
        self._hint.setText(words)
