"""Runs one command and turns what went wrong into an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from visrec_desktop.cli.commands import COMMANDS
from visrec_desktop.cli.output import complain, known_error
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import DataPaths, default_data_dir

USAGE, KNOWN_ERROR, BUG = 2, 3, 70
_log = logging.getLogger(__name__)


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed.

    Returns:
        0 done, 1 done with failures that were listed, 3 a known error, 70 a fault of the program.
    """
    paths = DataPaths((arguments.data_dir or default_data_dir()).absolute())
    try:
        return COMMANDS[arguments.command](arguments, paths)
    except KnownError as error:
        complain(f"visrec: {known_error(error)}")
        if error.code is ErrorCode.OUTPUT_LOST:
            _leave_output()
        return KNOWN_ERROR
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        _leave_output()
        return 0
    except Exception:  # noqa: BLE001 - the last line of defence: reported as a fault of the program
        _log.exception("fault in the program")
        complain("visrec: This is a fault of the program, not of your files. Please report the lines above.")
        return BUG


def _leave_output() -> None:
    """Python flushes standard output once more at the end; that must not fail again."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
