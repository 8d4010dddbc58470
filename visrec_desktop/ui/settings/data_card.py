"""Where the shop's data lies, how much of it there is, and whether it is sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QWidget

from visrec_desktop.core.values import Coverage
from visrec_desktop.ui.catalog.facts import Facts
from visrec_desktop.ui.settings.parts import Card
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label
from visrec_desktop.ui.widgets.busy import BusySign

if TYPE_CHECKING:
    from visrec_desktop.data.checks import CheckResult
    from visrec_desktop.ui.settings.tasks import SettingsTasks
    from visrec_desktop.ui.theme.theme import Theme

_ICON = 18


class DataCard(Card):
    """The data folder, its numbers, and a check on demand."""

    def __init__(self, folder: Path, tasks: SettingsTasks, theme: Theme) -> None:
        super().__init__()
        self._folder = folder
        self._tasks = tasks
        self._theme = theme
        self.facts = Facts()
        self.folder_button = button(theme, self.tr("Open folder"), icon="folder", on_click=self._open_folder)
        self.export_button = button(
            theme, self.tr("Save products as a sheet…"), icon="table", on_click=self.ask_where_to_export
        )
        self.dialog: QFileDialog | None = None
        self.check_button = button(theme, self.tr("Check now"), icon="check", on_click=self._check)
        self.busy = BusySign(theme, 20, self.tr("Checking"))
        self.results = QWidget()
        self.summary = label("", "strong", wrap=True)
        self._grid = QGridLayout(self.results)
        self._checks: list[CheckResult] = []
        self._coverage: Coverage | None = None
        self._build()
        tasks.checked.connect(self._on_checked)
        tasks.exported.connect(self._on_exported)
        tasks.failed.connect(self._on_failed)
        theme.changed.connect(self._draw_results)

    def _build(self) -> None:
        self.set_title(
            self.tr("Your data"),
            self.tr("A photo is not kept, nor anything computed from it, unless the client agreed to it."),
        )
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        for part in (self.folder_button, self.export_button, self.check_button, self.busy):
            buttons.addWidget(part)
        buttons.addStretch(1)
        self.busy.hide()
        self.summary.hide()
        self.results.hide()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.s)
        self._grid.setVerticalSpacing(SPACE.s)
        self._grid.setColumnStretch(2, 1)
        for row in (self.facts, buttons, self.summary, self.results):
            self.add(row)
        self._show_facts()

    @Slot(object)
    def show_coverage(self, coverage: Coverage) -> None:
        """Show how many products there are, and how many can be found by photo."""
        self._coverage = coverage
        self._show_facts()

    def _show_facts(self) -> None:
        facts = [(self.tr("Folder"), str(self._folder))]
        if self._coverage is not None:
            numbers = QLocale()
            found = self.tr("%1 of %2 can be found by photo")
            found = found.replace("%1", numbers.toString(self._coverage.analysed))
            facts += [
                (self.tr("Products"), numbers.toString(self._coverage.products)),
                (self.tr("Analysed"), found.replace("%2", numbers.toString(self._coverage.products))),
            ]
        self.facts.show_facts(facts)

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def ask_where_to_export(self) -> None:
        """Let someone choose the file that all products are written to."""
        dialog = QFileDialog(self.window(), self.tr("Save products as a sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Sheet (*.csv)"))
        dialog.setDefaultSuffix("csv")
        dialog.selectFile(self.tr("products.csv"))
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    @Slot(str)
    def export_to(self, name: str) -> None:
        """Write all products to a file."""
        self.export_button.setEnabled(False)
        path = Path(name)
        if path.suffix.lower() != ".csv":  # under another ending it could not be read back
            path = path.with_name(f"{path.name}.csv")
        self._tasks.export_catalog(path)

    @Slot(int)
    def _on_exported(self, count: int) -> None:
        self.export_button.setEnabled(True)
        one, many = self.tr("1 product was written."), self.tr("%1 products were written.")
        self.summary.setText(one if count == 1 else many.replace("%1", QLocale().toString(count)))
        self.summary.show()

    @Slot()
    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self.busy.show()
        self._tasks.check()

    @Slot(object)
    def _on_checked(self, checks: Sequence[CheckResult]) -> None:
        self._checks = list(checks)
        wrong = sum(not check.ok for check in checks)
        self.summary.setText(
            self.tr("Everything is in order.")
            if not wrong
            else self.tr("%1 of %2 checks found a fault.")
            .replace("%1", str(wrong))
            .replace("%2", str(len(checks)))
        )
        self._end_check()
        self.summary.show()
        self._draw_results()

    @Slot(object)
    def _on_failed(self, _error: object) -> None:
        self.export_button.setEnabled(True)
        self._end_check()

    def _end_check(self) -> None:
        self.check_button.setEnabled(True)
        self.busy.hide()

    @Slot()
    def _draw_results(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, check in enumerate(self._checks):
            detail = label(check.detail, "small", "muted" if check.ok else "danger", wrap=True)
            name = label(self._name(check.name), "small")
            for column, part in enumerate((self._sign(check), name, detail)):
                self._grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
        self.results.setVisible(bool(self._checks))

    def _sign(self, check: CheckResult) -> QLabel:
        sign = QLabel()
        icon, role = ("check", "good") if check.ok else ("warning", "danger")
        side = self._theme.px(_ICON)
        sign.setPixmap(self._theme.icons.pixmap(icon, side, role, self.devicePixelRatioF()))
        sign.setAccessibleName(self.tr("In order") if check.ok else self.tr("Fault"))
        return sign

    def _name(self, name: str) -> str:
        names = {
            "file": self.tr("Catalog file"),
            "links": self.tr("Links"),
            "products": self.tr("Products"),
            "search": self.tr("Word search"),
            "vectors": self.tr("Analyses"),
            "thumbnails": self.tr("Small pictures"),
            "settings": self.tr("Settings"),
            "picture_files": self.tr("Picture files"),
            "model": self.tr("Model"),
            "index": self.tr("Search index"),
        }
        return names.get(name, name.replace("_", " ").capitalize())
