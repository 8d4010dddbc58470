"""Faults of the program: written to the log without personal data, and told to the window."""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

_log = logging.getLogger("visrec_desktop.bug")
_qt_log = logging.getLogger("visrec_desktop.qt")
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_PRIVATE = re.compile(
    r"""'[^'\n]*' | "[^"\n]*" | “[^”\n]*”  # quoted: names, titles, values
        | \S*[\\/](?=\S)[^\n:,;'"]*      # paths, with all that follows: their names may hold spaces
        | \S+@\S+                       # addresses
    """,
    re.VERBOSE,
)
LOG_BYTES = 1_000_000


def without_private(text: str) -> str:
    """The text with quoted values, paths and addresses blanked."""
    return _PRIVATE.sub("…", text)


def describe(error: BaseException) -> str:
    """A fault for the log: kinds of error, blanked messages, and places in the code. No values."""
    lines: list[str] = []
    links = traceback.TracebackException.from_exception(error, lookup_lines=False, capture_locals=False)
    link: traceback.TracebackException | None = links
    while link is not None:
        kind = getattr(link.exc_type, "__qualname__", "error")
        lines.append(f"{kind}: {without_private(str(link))}")
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in link.stack]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def _place(filename: str) -> str:
    parts = Path(filename).parts
    for top in ("visrec_desktop", "site-packages"):
        if top in parts:
            return "/".join(parts[parts.index(top) :])
    return Path(filename).name


class LogFile(logging.Handler):
    """A file of bounded size for warnings and errors; made when there is the first one to write.

    Until then not even the module is imported that writes it: that takes longer than this whole module.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; `handle` holds the lock."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
            )
            self._file.setFormatter(self.formatter)
        self._file.emit(record)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()
        super().close()


def open_log(path: Path) -> logging.Handler:
    """Log warnings and errors of the program to a file of bounded size."""
    handler = LogFile(path)
    logging.getLogger("visrec_desktop").addHandler(handler)
    return handler


class BugReporter(QObject):
    """Receives every exception that nobody caught, in any thread, and Qt's own messages.

    Signals:
        bug_reported: one line that names the fault; emitted for at most one of the same kind in a row.
    """

    bug_reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._previous: tuple[Any, Any, Any] | None = None
        self._qt_previous: Any = None

    def install(self) -> None:
        """Take over the hooks."""
        self._previous = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        self._qt_previous = qInstallMessageHandler(_on_qt_message)

    def uninstall(self) -> None:
        """Give the hooks back."""
        if self._previous is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._previous
            self._previous = None
            qInstallMessageHandler(self._qt_previous)

    def report(self, error: BaseException) -> None:
        """Log a fault and tell the window. May be called in any thread."""
        _log.error("%s", describe(error))
        self.bug_reported.emit(f"{type(error).__name__}: {without_private(str(error))}")

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.report(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value)

    def _on_unraisable(self, args: Any) -> None:  # noqa: ANN401 - sys.UnraisableHookArgs exists for checkers only
        if args.exc_value is not None:
            self.report(args.exc_value)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = context.category or "default"
    _qt_log.log(_QT_LEVELS.get(kind, logging.WARNING), "%s: %s", category, without_private(message))
