"""Writing for people and for programs: results on standard output, progress and errors on standard error."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import Progress
from visrec_desktop.core.wording import explain

_STAGES = {
    "collecting": "Looking through",
    "planning": "Reading rows",
    "barcodes": "Looking for barcodes",
    "storing": "Storing rows",
    "reading": "Reading pictures",
    "analysing": "Analysing",
    "projecting": "Preparing the search",
    "calibrating": "Calibrating",
}
_EVERY_S = 2.0
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def write(text: str) -> None:
    """One line on standard output, at once. Commands to the terminal that a file name may hold are blanked.

    Raises:
        KnownError: `OUTPUT_LOST` when it is closed or full.
        BrokenPipeError: its reader went away.
    """
    _put(_harmless(text))


def write_json(value: Mapping[str, Any]) -> None:
    """One JSON object on one line; raises as `write` does."""
    _put(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _put(line: str) -> None:
    if sys.stdout is None:
        raise KnownError(ErrorCode.OUTPUT_LOST, detail="it is closed")
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise KnownError(ErrorCode.OUTPUT_LOST, detail=error.strerror or str(error)) from error


def complain(text: str) -> None:
    """One line on standard error."""
    _tell(_harmless(text) + "\n")


def _harmless(text: str) -> str:
    """The text without control characters and without those that turn the writing direction."""
    return _CONTROLS.sub("\ufffd", text)


def _tell(text: str) -> None:
    """Write to standard error; where there is none, or it is full, the work must go on all the same."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()


def reason(code: str, subject: str, detail: str) -> str:
    """What a failure says on one line."""
    return one_line(explain(ErrorCode(code), subject, detail).line)


def known_error(error: KnownError) -> str:
    """A known error on one line: what, why, what next."""
    return one_line(explain(error.code, error.subject, error.detail).line)


def one_line(text: str) -> str:
    """The text without line breaks, and without what could not be written in UTF-8."""
    return writable(" ".join(text.split()))


def writable(text: str) -> str:
    """The text as it is, but for bytes of a file name that are no UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


class ProgressLine:
    """Tells progress on standard error: one changing line on a terminal, a line now and then in a log."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._last = 0.0
        self._open = False

    def show(self, progress: Progress) -> None:
        """Tell a step, unless the last was told a moment ago."""
        if progress.total is None and not progress.done:
            return
        now = time.monotonic()
        if now - self._last < (0.1 if self._terminal else _EVERY_S):
            return
        self._last = now
        total = f" of {progress.total}" if progress.total is not None else ""
        left = f", {progress.eta_s:.0f} s left" if progress.eta_s is not None else ""
        text = f"{_STAGES.get(progress.stage, progress.stage)} {progress.done}{total}{left}"
        if self._terminal:
            _tell(f"\r\x1b[K{text}")
            self._open = True
        else:
            complain(text)

    def close(self) -> None:
        """End the changing line."""
        if self._open:
            _tell("\r\x1b[K")
            self._open = False
