"""The list of what could not be imported, as a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from visrec_desktop.core.wording import Explanation
from visrec_desktop.ui.errors import explain_code

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportFailure

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class FailureRole(IntEnum):
    """The roles of a failure."""

    PATH = Qt.ItemDataRole.UserRole + 1
    FOLDER = Qt.ItemDataRole.UserRole + 2
    REASON = Qt.ItemDataRole.UserRole + 3
    NEXT_STEP = Qt.ItemDataRole.UserRole + 4


def explain_failure(failure: ImportFailure) -> Explanation:
    """What a person reads about one failure, in her language."""
    subject = failure.subject
    if subject == failure.path or Path(subject).is_absolute():
        subject = Path(subject).name or subject  # the list shows the folder on its own
    return explain_code(failure.code, subject, failure.detail)


class FailureModel(QAbstractListModel):
    """One row for each file or line of a sheet that could not be imported."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failures: tuple[ImportFailure, ...] = ()
        self._words: list[Explanation] = []

    @property
    def failures(self) -> tuple[ImportFailure, ...]:
        """The failures in the order in which they happened."""
        return self._failures

    def set_failures(self, failures: Sequence[ImportFailure]) -> None:
        """Replace the list."""
        self.beginResetModel()
        self._failures = tuple(failures)
        self._words = [explain_failure(failure) for failure in failures]
        self.endResetModel()

    def as_text(self) -> str:
        """The whole list for the clipboard: a line each, path first, parted by tabs."""
        rows = zip(self._failures, self._words, strict=True)
        return "\n".join(f"{failure.path}\t{words.line}" for failure, words in rows)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """The number of failures."""
        return 0 if parent.isValid() else len(self._failures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """The words of one failure."""
        if not index.isValid():
            return None
        read = _READERS.get(role)
        return None if read is None else read(self._failures[index.row()], self._words[index.row()])


_READERS: dict[int, Callable[[ImportFailure, Explanation], str]] = {
    Qt.ItemDataRole.DisplayRole: lambda failure, _: _file_name(failure),
    Qt.ItemDataRole.ToolTipRole: lambda failure, _: failure.path,
    Qt.ItemDataRole.AccessibleTextRole: lambda _, words: words.line,
    FailureRole.PATH: lambda failure, _: failure.path,
    FailureRole.FOLDER: lambda failure, _: _folder(failure),
    FailureRole.REASON: lambda _, words: " ".join(part for part in (words.what, words.why) if part),
    FailureRole.NEXT_STEP: lambda _, words: words.next_step,
}


def _file_name(failure: ImportFailure) -> str:
    return Path(failure.path).name or failure.path


def _folder(failure: ImportFailure) -> str:
    parent = Path(failure.path).parent
    return "" if parent == Path() else str(parent)
