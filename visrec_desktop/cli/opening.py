"""Opening the data folder for a command."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from visrec_desktop.cli.output import complain, known_error
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.services.workspace import Workspace


@contextmanager
def opened(arguments: argparse.Namespace, paths: DataPaths, *, writable: bool) -> Iterator[Workspace]:
    """The data folder; settings that cannot be read are told, and the defaults are used."""
    with Workspace.open(paths, demo=not arguments.no_demo, writable=writable) as workspace:
        if workspace.settings_error is not None:
            complain(f"visrec: {known_error(workspace.settings_error)}")
        yield workspace
