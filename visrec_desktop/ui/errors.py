"""Known errors in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from visrec_desktop.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from visrec_desktop.core.wording import Explanation

_CODES = frozenset(code.value for code in ErrorCode)


def explain_error(error: KnownError) -> Explanation:
    """What happened, why, and what to do next."""
    from visrec_desktop.core.wording import explain  # the window is shown before anything has failed

    return explain(error.code, error.subject, error.detail, _translate)


def explain_code(code: str, subject: str, detail: str) -> Explanation:
    """The same for a result that carries the code as text; an empty code is a fault of the program."""
    from visrec_desktop.core.wording import Explanation, explain

    if code in _CODES:
        return explain(ErrorCode(code), subject, detail, _translate)
    return Explanation(
        QCoreApplication.translate("errors", "The program made a mistake."),
        QCoreApplication.translate("errors", "What happened was written to its log."),
        QCoreApplication.translate("errors", "Try again; if it happens again, send the log to support."),
    )


def _translate(text: str) -> str:
    return QCoreApplication.translate("errors", text)
