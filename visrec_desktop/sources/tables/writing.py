"""Writing a sheet that spreadsheet programs open as it is and never run."""

from __future__ import annotations

import csv
import os
import re
import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from visrec_desktop.core.errors import known_write_error

_RUNS = re.compile(r"'*[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def write_csv(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a sheet: UTF-8 with a byte order mark, commas, CRLF, whole or not at all.

    A cell that a spreadsheet program would take for a formula gets an apostrophe before it. Reading takes one
    away again, so that a sheet written and read back is the same; a cell that has such an apostrophe already
    gets a second one.

    Raises:
        KnownError: the disk refuses.
    """
    temporary = path.with_name(f".{path.name[:40]}-{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("x", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([harmless(heading) for heading in headings])
            writer.writerows([harmless(cell) for cell in row] for row in rows)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        raise known_write_error(error, str(path)) from error
    finally:
        with suppress(OSError):  # gone under its final name, or never there
            temporary.unlink(missing_ok=True)


def harmless(cell: str) -> str:
    """The cell as no spreadsheet program runs it: with an apostrophe if it begins like a formula."""
    if _RUNS.match(cell) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
