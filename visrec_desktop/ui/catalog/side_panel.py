"""What stands at the right of the Catalog page: one product, a selection, or the catalog as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from visrec_desktop.core.values import Coverage
from visrec_desktop.ui.catalog.faces import Faces
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import label
from visrec_desktop.ui.widgets.side_column import SideColumn, Width

if TYPE_CHECKING:
    from visrec_desktop.bridge.catalog import CatalogSession
    from visrec_desktop.bridge.thumbnails import Thumbnails
    from visrec_desktop.ui.catalog.product_panel import ProductPanel
    from visrec_desktop.ui.catalog.several_panel import SeveralPanel
    from visrec_desktop.ui.health.proposed import ProposedValues
    from visrec_desktop.ui.theme.theme import Theme

_WIDTH = 340


class SidePanel(SideColumn):
    """Three faces: nothing chosen, one product, several products; the last two are made when first shown.

    Args:
        session: the catalog.
        thumbnails: the small pictures.
        theme: the theme.
        proposed: makes what is shown of the values that are proposed for a product.
    """

    edit_wanted = Signal(int)
    match_wanted = Signal(str)  # path of the shown picture
    delete_wanted = Signal(list)
    clear_wanted = Signal()
    clients_wanted = Signal(object)  # tuple of product ids: which clients are they for?

    def __init__(
        self,
        session: CatalogSession,
        thumbnails: Thumbnails,
        theme: Theme,
        proposed: Callable[[], ProposedValues],
    ) -> None:
        super().__init__(Width(theme.px(_WIDTH), 280, 200, 0.36))
        self._session = session
        self._ids: tuple[int, ...] = ()
        self._thumbnails = thumbnails
        self._theme = theme
        self._make_proposed = proposed
        self.summary = Facts()
        self._faces = Faces()
        self._overview = self._make_overview()
        self._faces.addWidget(self._overview)
        self._arrange()
        session.coverage_changed.connect(self._on_coverage)
        session.rows_loaded.connect(self._on_rows)
        self._on_coverage(session.coverage)

    @cached_property
    def proposed(self) -> ProposedValues:
        """What is proposed for the product."""
        return self._make_proposed()

    @cached_property
    def product(self) -> ProductPanel:
        """The face of one product."""
        from visrec_desktop.ui.catalog.product_panel import ProductPanel

        made = ProductPanel(self._session, self._thumbnails, self._theme, self.proposed)
        made.edit_wanted.connect(self.edit_wanted)
        made.match_wanted.connect(self.match_wanted)
        made.delete_wanted.connect(lambda product_id: self.delete_wanted.emit([product_id]))
        made.clients_wanted.connect(lambda product_id: self.clients_wanted.emit((product_id,)))
        self._faces.addWidget(made)
        return made

    @cached_property
    def several(self) -> SeveralPanel:
        """The face of a selection."""
        from visrec_desktop.ui.catalog.several_panel import SeveralPanel

        made = SeveralPanel(self._theme)
        made.delete_button.clicked.connect(lambda: self.delete_wanted.emit(list(self._ids)))
        made.clients_button.clicked.connect(lambda: self.clients_wanted.emit(self._ids))
        made.clear_button.clicked.connect(self.clear_wanted)
        self._faces.addWidget(made)
        return made

    def show_selection(self, ids: Sequence[int]) -> None:
        """Show what is selected."""
        self._ids = tuple(ids)
        if not ids:
            self._show(self._overview)
        elif len(ids) == 1:
            self._show_one(ids[0])
        else:
            self.several.show_count(len(ids))
            self._show(self.several)

    def _show_one(self, product_id: int) -> None:
        product = self._session.product(product_id)
        if product is not None:
            self.product.show_product(product)
            self._show(self.product)

    def _show(self, face: QWidget) -> None:
        if self._faces.currentWidget() is not face:
            self._faces.setCurrentWidget(face)
            self.verticalScrollBar().setValue(0)

    def _arrange(self) -> None:
        ground = QWidget()
        ground.setProperty("ground", "surface")
        self.setProperty("ground", "surface")
        column = QVBoxLayout(ground)
        column.setContentsMargins(SPACE.l, SPACE.xl, SPACE.l, SPACE.l)
        column.addWidget(self._faces)
        self.setWidget(ground)

    def _make_overview(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.m)
        column.addWidget(label(self.tr("Your catalog"), "title"))
        column.addWidget(self.summary)
        column.addWidget(
            label(
                self.tr("Choose a product to see its picture and facts. Enter or a double click edits it."),
                "small",
                "muted",
                wrap=True,
            )
        )
        column.addStretch(1)
        return face

    @Slot(object)
    def _on_coverage(self, coverage: Coverage | None) -> None:
        if coverage is None:
            return
        numbers = QLocale()
        self.summary.show_facts(
            [
                (self.tr("Products"), numbers.toString(coverage.products)),
                (self.tr("Found by photo"), numbers.toString(coverage.analysed)),
                (self.tr("Waiting"), numbers.toString(coverage.waiting) if coverage.waiting else ""),
                (
                    self.tr("No picture"),
                    numbers.toString(coverage.products - coverage.with_picture)
                    if coverage.products > coverage.with_picture
                    else "",
                ),
            ]
        )

    @Slot(object)
    def _on_rows(self, ids: frozenset[int]) -> None:
        if len(self._ids) == 1 and self._ids[0] in ids:
            self._show_one(self._ids[0])
