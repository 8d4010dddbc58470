"""The left column: the photo, its neighbours, and the ways to bring another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visrec_desktop.core.values import Crop, Photo
from visrec_desktop.ui.match.photo_view import PhotoView
from visrec_desktop.ui.match.previews import PhotoListModel, photo_name
from visrec_desktop.ui.match.strip import PhotoStrip
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.elided import ElidedLabel
from visrec_desktop.ui.widgets.flow import FlowLayout

WIDTH = 300
_LEAST_PHOTO = 120


class PhotoPanel(QWidget):
    """Shows what it is told; says what the user wants."""

    open_wanted = Signal()
    paste_wanted = Signal()
    photo_picked = Signal(int)
    crop_changed = Signal(object)  # Crop | None

    def __init__(self, theme: Theme, photos: PhotoListModel) -> None:
        super().__init__()
        self._theme = theme
        self.view = PhotoView(theme)
        self.strip = PhotoStrip(photos, theme, self.tr("Photos that were opened together"))
        self._title = label(self.tr("Photo"), "label", "muted")
        self._name = ElidedLabel("", "caption", "muted", Qt.TextElideMode.ElideMiddle)
        self._name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._open = button(
            theme, self.tr("New photo"), "primary", name=self.tr("Open photo"), on_click=self.open_wanted.emit
        )
        self._open.setToolTip(self.tr("Open one or more photos (Ctrl+O)"))
        self._paste = button(theme, self.tr("Paste"), on_click=self.paste_wanted.emit)
        self._paste.setToolTip(self.tr("Paste a photo from the clipboard (Ctrl+V)"))
        self._whole = button(theme, self.tr("Whole photo"), "link", on_click=self._reset)
        self._hint = label(self.tr("Drag on the photo to search for a part."), "small", "muted", wrap=True)
        self._kept = label(self.tr("The photo is not kept."), "small", "muted")
        self.view.crop_changed.connect(self._on_crop)
        self.strip.picked.connect(self.photo_picked)
        self._build()
        self._show_crop_state(cropped=False)
        self.strip.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.m)
        head.addWidget(self._title)
        head.addWidget(self._name, 1)
        actions = FlowLayout(None, SPACE.s)
        actions.addWidget(self._open)
        actions.addWidget(self._paste)
        part = QHBoxLayout()
        part.addWidget(self._hint, 1)
        part.addWidget(self._whole)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.l + 2, SPACE.xl, SPACE.l + 2, SPACE.l)
        column.setSpacing(SPACE.m)
        column.addLayout(head)
        column.addWidget(self.view)
        column.addWidget(self.strip)
        column.addLayout(actions)
        column.addLayout(part)
        column.addWidget(self._kept)
        column.addStretch(1)

    def show_photos(self, photo: Photo | None, current: int, count: int) -> None:
        """Say which photo of how many is the current one; its picture comes later."""
        self._name.setText(photo_name(photo) if photo is not None else "")
        of = self.tr("Photo %1 of %2").replace("%1", str(current + 1)).replace("%2", str(count))
        self._title.setText(of if count > 1 else self.tr("Photo"))
        self.strip.setVisible(count > 1)
        if count > 1:
            self.strip.mark(current)
        self.view.setAccessibleName(
            self.tr("Photo: %1").replace("%1", self._name.text()) if photo is not None else self.tr("Photo")
        )
        self.show_preview(None, None)

    def show_preview(self, image: QImage | None, size: tuple[int, int] | None) -> None:
        """Show the photo's picture, whole."""
        self.view.show_photo(image, size)
        self._show_crop_state(cropped=False)
        self._fit()

    def show_crop(self, crop: Crop | None) -> None:
        """Mark a part."""
        self.view.show_crop(crop)
        self._show_crop_state(cropped=crop is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the photo the height it needs, as far as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        others = layout.totalMinimumHeightForWidth(self.width()) - self.view.minimumHeight()
        room = self.height() - others
        wanted = self.view.height_for(self.width() - margins.left() - margins.right())
        self.view.setFixedHeight(max(_LEAST_PHOTO, min(wanted, room)))

    def _on_crop(self, crop: Crop | None) -> None:
        self._show_crop_state(cropped=crop is not None)
        self.crop_changed.emit(crop)

    def _reset(self) -> None:
        self.view.show_crop(None)
        self._on_crop(None)

    def _show_crop_state(self, *, cropped: bool) -> None:
        self._whole.setVisible(cropped)
        self._hint.setVisible(self.view.has_photo)
        self._hint.setText(
            self.tr("Only the marked part") if cropped else self.tr("Drag on the photo to search for a part.")
        )
