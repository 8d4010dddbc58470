"""Running the real program as a process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> list[Any]:
        """Standard output as JSON, one object a line; fails on anything else there."""
        return [json.loads(line) for line in self.out.splitlines()]


Visrec = Callable[..., Ran]


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """A data folder that is not there yet."""
    return tmp_path / "data"


@pytest.fixture
def visrec(data_folder: Path) -> Visrec:
    """Run `visrec --data-dir D ...` and wait for it."""

    def run(*arguments: str | Path, stdin: str | None = None) -> Ran:
        command = [
            sys.executable,
            "-m",
            "visrec_desktop",
            "--data-dir",
            str(data_folder),
            *map(str, arguments),
        ]
        done = subprocess.run(
            command, cwd=REPOSITORY, input=stdin, capture_output=True, text=True, timeout=240, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run
