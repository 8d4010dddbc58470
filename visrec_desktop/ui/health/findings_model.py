"""The findings as a list model: reading it touches memory only."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

from visrec_desktop.services.health.values import FOR_INFORMATION, Finding, HealthReport
from visrec_desktop.ui.health.words import title_of, tr
from visrec_desktop.ui.widgets.numbers import count_text

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
ORDER = tuple(Finding)
_QUIET, _WELL, _LOOK = "", "good", "warning"


class FindingRole(IntEnum):
    """Roles beyond Qt's own; `DisplayRole` is the name of the finding."""

    FINDING = Qt.ItemDataRole.UserRole + 1  # the value of a Finding: Qt makes a plain text of it
    COUNT = Qt.ItemDataRole.UserRole + 2  # text; empty while it is not known
    TONE = Qt.ItemDataRole.UserRole + 3  # role of the dot's colour; empty: nothing to do


ROLE_NAMES = {int(role): QByteArray(role.name.lower().encode()) for role in FindingRole}


class FindingsModel(QAbstractListModel):
    """One row a finding, always in the same order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report = HealthReport()

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's roles and ours."""
        return {**super().roleNames(), **ROLE_NAMES}

    def set_report(self, report: HealthReport) -> None:
        """Show other counts; only rows that changed are announced."""
        before, self._report = self._report, report
        for row, finding in enumerate(ORDER):
            if _state(finding, before) != _state(finding, report):
                index = self.index(row)
                self.dataChanged.emit(index, index, _ROW)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many findings there are."""
        return 0 if parent.isValid() else len(ORDER)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """See `FindingRole`."""
        if not index.isValid() or not 0 <= index.row() < len(ORDER):
            return None
        read = _READERS.get(role)
        return None if read is None else read(ORDER[index.row()], self._report)


def row_of(finding: Finding) -> int:
    """The row of a finding."""
    return ORDER.index(finding)


def tone_of(finding: Finding, report: HealthReport) -> str:
    """The colour role of a finding's dot."""
    count = report.count(finding)
    if count is None or finding in FOR_INFORMATION or finding in report.unused:
        return _QUIET
    return _LOOK if report.to_look_at(finding) else _WELL


def _state(finding: Finding, report: HealthReport) -> tuple[int | None, str]:
    return report.count(finding), tone_of(finding, report)


def _count(finding: Finding, report: HealthReport) -> str:
    count = report.count(finding)
    if finding in report.unused:
        return tr("not used")
    return "" if count is None else count_text(count)


def _spoken(finding: Finding, report: HealthReport) -> str:
    return f"{title_of(finding)}, {_count(finding, report) or tr('not looked at yet')}"


_READERS: dict[int, Callable[[Finding, HealthReport], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda finding, _: title_of(finding),
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    FindingRole.FINDING: lambda finding, _: finding,
    FindingRole.COUNT: _count,
    FindingRole.TONE: tone_of,
}
_ROW = [int(role) for role in _READERS]
