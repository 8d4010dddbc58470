"""The line at the foot of the window: the processor, the catalog, what is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.values import Coverage
from visrec_desktop.ui.engine_words import EngineWords
from visrec_desktop.ui.errors import explain_error
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.dot import Dot
from visrec_desktop.ui.widgets.numbers import count_text
from visrec_desktop.ui.widgets.progress import progress_words

if TYPE_CHECKING:
    from visrec_desktop.bridge.context import Context
    from visrec_desktop.services.engine import EngineStatus


class StatusLine(QWidget):
    """Reads the sessions; `work_clicked` leads to the page where the running work is shown."""

    work_clicked = Signal()
    engine_clicked = Signal()

    def __init__(self, theme: Theme, context: Context) -> None:
        super().__init__()
        self._context = context
        self._words = EngineWords(self)
        self._dot = Dot(theme, "far")
        self._engine = button(theme, "", "status", on_click=self.engine_clicked.emit)
        self._coverage = label("", "small", "muted")
        self._work = button(theme, "", "link", name=self.tr("Running work"), on_click=self.work_clicked.emit)
        self._offline = label(self.tr("offline"), "small", "muted")
        self._offline.setToolTip(self.tr("Photos and products never leave this computer."))
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.l + 2, SPACE.xs, SPACE.l + 2, SPACE.xs)
        row.setSpacing(SPACE.xs)
        row.addWidget(self._dot)
        row.addWidget(self._engine)
        row.addSpacing(SPACE.xl)
        row.addWidget(self._coverage)
        row.addSpacing(SPACE.xl)
        row.addWidget(self._work)
        row.addStretch(1)
        row.addWidget(self._offline)
        self.setFixedHeight(theme.px(30))
        self._connect()

    def _connect(self) -> None:
        context = self._context
        context.engine.changed.connect(self._show_engine)
        context.engine.failed.connect(self._show_engine_error)
        context.catalog.coverage_changed.connect(self._show_coverage)
        importer = context.importer
        importer.started.connect(self._show_importing)
        importer.progressed.connect(self._show_import)
        importer.catch_up_progressed.connect(self._show_catch_up)
        for ended in (
            importer.finished,
            importer.failed,
            importer.catch_up_finished,
            importer.catch_up_failed,
        ):
            ended.connect(self._end_work)
        if context.engine.error is not None:
            self._show_engine_error(context.engine.error)
        else:
            self._show_engine(context.engine.status)
        self._show_coverage(context.catalog.coverage)
        self._end_work()

    @Slot(object)
    def _show_engine(self, status: EngineStatus | None) -> None:
        if status is None:
            self._dot.set_role("far")
            self._say_engine(self.tr("Loading the model…"), "")
            return
        self._dot.set_role("good")
        wanted = self._context.preferences.settings.provider
        model = self.tr("Model: %1, version %2.").replace("%1", status.model_title)
        tip = f"{self._words.why(status, wanted)} {model.replace('%2', status.model_version)}"
        self._say_engine(self._words.short(status), tip)

    @Slot(object)
    def _show_engine_error(self, error: KnownError) -> None:
        self._dot.set_role("danger")
        words = explain_error(error)
        self._say_engine(self.tr("The model is not running"), words.line)

    def _say_engine(self, text: str, tip: str) -> None:
        self._engine.setText(text)
        self._engine.setAccessibleName(self.tr("Engine: %1").replace("%1", text))
        self._engine.setToolTip(tip)

    @Slot(object)
    def _show_coverage(self, coverage: Coverage | None) -> None:
        if coverage is None:
            self._coverage.setText("")
            return
        products = count_text(coverage.products)
        if coverage.products == 0:
            text = self.tr("no products yet")
        elif coverage.waiting:
            text = self.tr("%1 of %2 products waiting for analysis")
            text = text.replace("%1", count_text(coverage.waiting)).replace("%2", products)
        elif coverage.with_picture < coverage.products:
            text = self.tr("%1 products, %2 without a picture").replace("%1", products)
            text = text.replace("%2", count_text(coverage.products - coverage.with_picture))
        else:
            text = self.tr("%1 products, all analysed").replace("%1", products)
        self._coverage.setText(text)

    @Slot()
    def _show_importing(self) -> None:
        self._say_work(self.tr("Importing…"))

    @Slot(object)
    def _show_import(self, progress: Progress) -> None:
        self._say_work(self._at_pace(f"{self.tr('Importing')} {progress_words(progress)}"))

    @Slot(object)
    def _show_catch_up(self, progress: Progress) -> None:
        if not self._context.importer.running:
            self._say_work(self._at_pace(f"{self.tr('Analysing')} {progress_words(progress)}"))

    def _at_pace(self, text: str) -> str:
        if not self._context.preferences.settings.gentle:
            return text
        return self.tr("%1 · working gently").replace("%1", text)

    def _say_work(self, text: str) -> None:
        self._work.setText(text)
        self._work.setAccessibleName(self.tr("%1. Show it on the Catalog page").replace("%1", text))
        self._work.show()

    @Slot()
    def _end_work(self) -> None:
        if not (self._context.importer.running or self._context.importer.catching_up):
            self._work.hide()
