"""Measuring in a fresh interpreter: a module of this package runs as a process and answers in JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import ROOT, WORK

TIMEOUT_S = 3600
_TAIL = 3000


def command(module: str, *arguments: object) -> list[str]:
    """The command line of a module of this package."""
    return [sys.executable, "-m", f"benchmarks.{module}", *(str(argument) for argument in arguments)]


def environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a child: compiled modules are kept, as they are in an installed program."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(WORK / "bytecode"), **(changes or {})}


def ask(module: str, *arguments: object, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run a module to its end; its answer is the last line of its standard output.

    Raises:
        RuntimeError: it failed; the text holds the end of what it wrote.
    """
    done = subprocess.run(
        command(module, *arguments),
        cwd=ROOT,
        env=environment(env),
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise RuntimeError(f"benchmarks.{module} ended with {done.returncode}\n{done.stderr[-_TAIL:]}")
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def tell(answer: Mapping[str, Any]) -> None:
    """Answer the parent, from within the child."""
    print(json.dumps(answer), flush=True)


def write_list(paths: list[Path], target: Path) -> Path:
    """Write paths to a file, one a line, for a child to read."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(map(str, paths)), encoding="utf-8")
    return target


def read_list(source: str) -> list[Path]:
    """Read what `write_list` wrote."""
    return [Path(line) for line in Path(source).read_text(encoding="utf-8").splitlines()]
