"""The Match page before any photo: what to do, and the demo's photos to try it with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visrec_desktop.core.values import Photo
from visrec_desktop.ui.match.client_card import ClientCard
from visrec_desktop.ui.match.previews import STRIP_GAP, PhotoListModel
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import RADIUS, SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from visrec_desktop.ui.match.strip import PhotoStrip

_MAX_WIDTH = 722
_DEMO_SIDE = 112
_CARD_WIDTH = 260
_DASH = [5.0, 4.0]


class _DropZone(QFrame):
    """A dashed outline: things can be dropped here (and anywhere else on the page)."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        pen = QPen(self._theme.q(colours.border_strong), 1.5)
        pen.setDashPattern(_DASH)
        painter.setPen(pen)
        painter.setBrush(self._theme.q(colours.surface))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, RADIUS.panel + 2, RADIUS.panel + 2)


class Welcome(QScrollArea):
    """What to do, with buttons for it; below, photos to try."""

    open_wanted = Signal()
    paste_wanted = Signal()
    photo_wanted = Signal(object)  # Photo
    catalog_wanted = Signal()

    def __init__(self, theme: Theme, photos: PhotoListModel) -> None:
        super().__init__()
        self._photos = photos
        self._theme = theme
        self._has_products: bool | None = None
        self._demo: PhotoStrip | None = None
        self.empty = EmptyState(theme, "photo", "", "", [])
        self.client = ClientCard(theme)
        self.client.setFixedWidth(theme.px(_CARD_WIDTH))
        self.show_products(has_products=True)
        self._try = label(self.tr("Or try one of these photos"), "label", "muted")
        self._try.hide()
        self._strip_place = QVBoxLayout()
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        zone = _DropZone(theme)
        inside = QVBoxLayout(zone)
        inside.setContentsMargins(SPACE.l, SPACE.l, SPACE.l, SPACE.l)
        inside.addWidget(self.empty, 1)
        inside.addWidget(self.client, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addSpacing(SPACE.l)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(_MAX_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addStretch(1)
        above = QVBoxLayout()
        above.setContentsMargins(STRIP_GAP, 0, STRIP_GAP, 0)  # in line with the photos, not with their rings
        above.setSpacing(SPACE.xxl)
        above.addWidget(zone, 1)
        above.addWidget(self._try, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(above, 6)
        column.addLayout(self._strip_place)
        column.addStretch(1)
        ground = QWidget()
        ground.setProperty("ground", "window")
        row = QHBoxLayout(ground)
        row.setContentsMargins(SPACE.xxl, SPACE.l, SPACE.xxl, SPACE.l)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def demo(self) -> PhotoStrip:
        """The photos to try, made when there are some: the window does not wait for them."""
        if self._demo is None:
            from visrec_desktop.ui.match.strip import PhotoStrip

            name = self.tr("Photos to try")
            self._demo = PhotoStrip(
                self._photos, self._theme, name, side=_DEMO_SIDE, follows=False, wraps=True
            )
            self._demo.picked.connect(self._on_picked)
            self._demo.hide()
            self._strip_place.addWidget(self._demo)
        return self._demo

    def show_products(self, *, has_products: bool) -> None:
        """Ask for a photo; while there is no product to compare it with, for products."""
        if has_products == self._has_products:
            return
        self._has_products = has_products
        self.client.setVisible(has_products)
        if has_products:
            self.empty.set_texts(
                self.tr("Drop a client’s photo here"),
                self.tr(
                    "You get the shop’s most similar products in a moment. "
                    "Photos are analysed on this computer and are not kept."
                ),
                "photo",
            )
            self.empty.set_actions(
                [
                    button(self._theme, self.tr("Open photo…"), "primary", on_click=self.open_wanted.emit),
                    button(self._theme, self.tr("Paste"), on_click=self.paste_wanted.emit),
                ]
            )
            return
        self.empty.set_texts(
            self.tr("The catalog is empty"),
            self.tr("Add the shop’s products first. Then drop a client’s photo here."),
            "catalog",
        )
        go = button(self._theme, self.tr("Go to the catalog"), "primary", on_click=self.catalog_wanted.emit)
        self.empty.set_actions([go])

    def offer(self, photos: Sequence[Photo]) -> None:
        """Show photos to try; none hides the row."""
        self._photos.set_photos(photos)
        self._try.setVisible(bool(photos))
        if photos or self._demo is not None:
            self.demo.setVisible(bool(photos))

    def _on_picked(self, row: int) -> None:
        self.photo_wanted.emit(self._photos.photos[row])
