"""The middle column: filters, a headline, and the ranked grid or what stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from visrec_desktop.core.clients import ClientSummary
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.values import MatchResult, MatchStatus
from visrec_desktop.ui.errors import explain_code
from visrec_desktop.ui.filters.bar import FilterBar
from visrec_desktop.ui.match.headlines import basis_of, headline_of, waiting_text
from visrec_desktop.ui.match.object_rows import ObjectRows
from visrec_desktop.ui.products.delegate import GAP
from visrec_desktop.ui.products.grid import ProductGrid
from visrec_desktop.ui.products.hits import HitListModel
from visrec_desktop.ui.products.skeleton import GridSkeleton
from visrec_desktop.ui.products.words import Basis
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label, restyle
from visrec_desktop.ui.widgets.empty import EmptyState

if TYPE_CHECKING:
    from visrec_desktop.bridge.thumbnails import Thumbnails

_MARGIN = SPACE.xl
MODEL_TROUBLE = frozenset(code for code in ErrorCode if code.value.startswith("model_"))
"""What is put right on the Settings page."""


class ResultsPane(QWidget):
    """Shows a `MatchResult`."""

    open_wanted = Signal()
    retry_wanted = Signal()
    catalog_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, theme: Theme, model: HitListModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self.filters = FilterBar(theme, self.tr("Search in name, brand or SKU"))
        self.grid = ProductGrid(model, theme, self.tr("Products that match the photo, closest first"))
        self.objects = ObjectRows(theme, thumbnails)
        self.skeleton = GridSkeleton(theme)
        self.empty = EmptyState(theme, "filter", "", "")
        self._sign = QLabel()
        self._sign.hide()
        self.headline = label("", "small", "muted", wrap=True)
        self._whole = label(self.tr("Whole photo"), "label")
        self._whole.hide()
        self._states = QStackedWidget()
        for state in (self.skeleton, self.grid, self.empty):
            self._states.addWidget(state)
        self._build()
        theme.changed.connect(self._draw_sign)
        self._draw_sign()

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        line.setSpacing(SPACE.s - 2)
        line.addWidget(self._whole)
        line.addWidget(self._sign)
        line.addWidget(self.headline, 1)
        top = QVBoxLayout()
        top.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        top.addWidget(self.filters)
        objects = QVBoxLayout()
        objects.setContentsMargins(_MARGIN, 0, SPACE.xs, 0)
        objects.addWidget(self.objects)
        tiles = QVBoxLayout()
        tiles.setContentsMargins(_MARGIN - GAP // 2, 0, SPACE.xs, 0)
        tiles.addWidget(self._states)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.l + 2, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addSpacing(SPACE.m)
        column.addLayout(objects)
        column.addLayout(line)
        column.addSpacing(SPACE.xs)
        column.addLayout(tiles, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rows of objects take a share of the height."""
        super().resizeEvent(event)
        self.objects.set_room(self.height())

    def set_tile_size(self, width: int) -> None:
        """As `ProductGrid.set_tile_size`."""
        self.grid.set_tile_size(width)
        self.skeleton.set_tile_size(width)

    def show_objects(self, *, shown: bool) -> None:
        """Show or hide the rows of the photo's objects."""
        self.objects.setVisible(shown)
        self._whole.setVisible(shown)

    @property
    def state(self) -> QWidget | None:
        """Which of `skeleton`, `grid`, `empty` is shown."""
        return self._states.currentWidget()

    def show_waiting(self, *, has_photo: bool = True) -> None:
        """A new photo or client: nothing to show yet."""
        self._model.set_hits(())
        self._headline(waiting_text(has_photo=has_photo))
        self._states.setCurrentWidget(self.skeleton)

    def show_result(
        self,
        result: MatchResult,
        client: ClientSummary | None = None,
        *,
        knows_client: bool = False,
        is_looking: bool = False,
        is_weighed: bool = False,
    ) -> None:
        """Show an answer: for nobody, or for a client of whom something is known or not."""
        if result.status is MatchStatus.FAILED:
            self._show_failure(result)
        elif not result.hits:
            self._show_nothing()
        else:
            self._show_hits(result, basis_of(result, knows_client=knows_client))
            self.show_headline(
                result, client, knows_client=knows_client, is_looking=is_looking, is_weighed=is_weighed
            )

    def show_headline(
        self,
        result: MatchResult,
        client: ClientSummary | None,
        *,
        knows_client: bool,
        is_looking: bool = False,
        is_weighed: bool = False,
    ) -> None:
        """Say how many products there are, for whom and from what; of an answer that has products."""
        if result.status is not MatchStatus.FAILED and result.hits:
            words, warn = headline_of(
                result, client, knows_client=knows_client, is_looking=is_looking, is_weighed=is_weighed
            )
            self._headline(words, warn=warn)

    def _show_hits(self, result: MatchResult, basis: Basis) -> None:
        if self._states.currentWidget() is self.grid:
            top = self.grid.verticalScrollBar().value()
            self._model.update_hits(result.hits, basis=basis)
            self.grid.verticalScrollBar().setValue(top)
        else:
            self._model.set_hits(result.hits, basis=basis)
            self.grid.scrollToTop()
        self._states.setCurrentWidget(self.grid)

    def _show_nothing(self) -> None:
        self._model.set_hits(())
        self._headline("")
        if self.filters.filters.is_empty:
            self.empty.set_texts(
                self.tr("There is nothing to compare with"),
                self.tr("The catalog has no products yet. Add some on the Catalog page."),
                "catalog",
            )
            self.empty.set_actions([self._to_catalog()])
        else:
            self.empty.set_texts(
                self.tr("No product passes these filters"),
                self.tr("Remove a filter to see more products."),
                "filter",
            )
            clear = button(self._theme, self.tr("Remove all filters"), "primary", on_click=self.filters.clear)
            self.empty.set_actions([clear])
        self._states.setCurrentWidget(self.empty)

    def _show_failure(self, result: MatchResult) -> None:
        self._model.set_hits(())
        self._headline("")
        words = explain_code(result.code, result.subject, result.detail)
        sign, tone = (
            ("clock", "text_muted") if result.code == ErrorCode.NOT_ANALYSED_YET else ("warning", "danger")
        )
        self.empty.set_texts(words.what, f"{words.why}\n{words.next_step}".strip(), sign, tone)
        self.empty.set_actions(self._ways_out(result))
        self._states.setCurrentWidget(self.empty)

    def _ways_out(self, result: MatchResult) -> list[QPushButton]:
        """What can be done about a failure."""
        if result.code == ErrorCode.NOT_ANALYSED_YET:
            return []
        if result.code == ErrorCode.NOTHING_TO_SEARCH:
            return [self._to_catalog()]
        again = button(self._theme, self.tr("Try again"), icon="refresh", on_click=self.retry_wanted.emit)
        if result.code in MODEL_TROUBLE:
            settings = self.tr("Go to Settings")
            return [button(self._theme, settings, "primary", on_click=self.settings_wanted.emit), again]
        words = self.tr("Open another photo…") if result.photo is not None else self.tr("Open a photo…")
        return [button(self._theme, words, "primary", on_click=self.open_wanted.emit), again]

    def _to_catalog(self) -> QPushButton:
        return button(self._theme, self.tr("Go to the catalog"), "primary", on_click=self.catalog_wanted.emit)

    def _headline(self, text: str, *, warn: bool = False) -> None:
        self.headline.setText(text)
        self._sign.setVisible(warn)
        restyle(self.headline, "tone", "" if warn else "muted")
        restyle(self.headline, "type", "label" if warn else "small")

    @Slot()
    def _draw_sign(self) -> None:
        side = self._theme.px(16)
        self._sign.setPixmap(self._theme.icons.pixmap("warning", side, "warning", self.devicePixelRatioF()))
