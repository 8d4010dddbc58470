"""Joins the objects of the photo with the session: boxes on the photo, rows among the products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QImage

from visrec_desktop.core.values import Crop, Hit, MatchStatus

if TYPE_CHECKING:
    from visrec_desktop.bridge.match import MatchSession
    from visrec_desktop.ui.match.photo_panel import PhotoPanel
    from visrec_desktop.ui.match.results import ResultsPane


class PhotoObjects(QObject):
    """Shows boxes as soon as objects are known, and rows while the whole photo is searched for.

    Signals:
        opened: the part of the photo, and the `Hit` of a product for it that was chosen.
    """

    opened = Signal(object, object)

    def __init__(
        self, session: MatchSession, panel: PhotoPanel, results: ResultsPane, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._regions = session.regions
        self._panel = panel
        self._results = results
        self._rows = results.objects
        self._regions.found.connect(self.show)
        self._regions.answered.connect(self._on_answered)
        session.preview_ready.connect(self.show)
        session.result_ready.connect(self._on_result)
        session.busy_changed.connect(self._show_rows)
        session.client_changed.connect(self._show_liked)
        panel.crop_changed.connect(self._show_rows)
        self._rows.picked.connect(self._pick)
        self._rows.opened.connect(self._open)
        self.show()

    @Slot()
    def show(self) -> None:
        """Show the objects of the current photo, and the answers that are there."""
        crops = [region.crop for region in self._regions.regions]
        self._panel.show_objects(crops)
        self._rows.set_cut_outs([self._cut_out(crop) for crop in crops] if self._regions.has_answers else [])
        self._show_liked()
        for place, result in self._regions.answers.items():
            self._rows.show_answer(place, result)
        self._show_rows()

    def _cut_out(self, crop: Crop) -> QImage:
        preview, size = self._session.preview, self._session.photo_size
        if preview is None or size is None:
            return QImage()
        x, y = preview.width() / size[0], preview.height() / size[1]
        part = QRect(round(crop.x * x), round(crop.y * y), round(crop.width * x), round(crop.height * y))
        return preview.copy(part & preview.rect())

    @Slot()
    def _show_rows(self) -> None:
        session = self._session
        is_answered = session.result is not None and session.result.status is not MatchStatus.FAILED
        shown = bool(self._rows.rows) and is_answered and session.crop is None
        self._results.show_objects(shown=shown)

    @Slot()
    def _show_liked(self) -> None:
        state = self._session.chosen.state
        self._rows.set_liked(state.liked if state is not None else frozenset())

    @Slot()
    def _on_result(self) -> None:
        self._show_rows()

    @Slot(int)
    def _on_answered(self, place: int) -> None:
        self._rows.show_answer(place, self._regions.answers[place])

    @Slot(int)
    def _pick(self, place: int) -> None:
        self._regions.pick(place)
        self._panel.show_crop(self._session.crop)
        self._show_rows()

    @Slot(int, object)
    def _open(self, place: int, hit: Hit) -> None:
        self._rows.clear_selection(but=place)
        self.opened.emit(self._regions.regions[place].crop, hit)
