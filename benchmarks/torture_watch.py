"""Watches the memory of an import from outside: the process and all its children."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.children import TIMEOUT_S, command, environment
from benchmarks.figures import ROOT

EVERY_S = 0.005


@dataclass(frozen=True, slots=True)
class Watched:
    """An import as seen from outside. Memory is resident bytes.

    Attributes:
        files: how many there were.
        report: what the worker told; see `torture_worker`.
        idle: before the import, the model loaded.
        peak: the most while it ran.
    """

    files: int
    report: dict[str, Any]
    idle: int
    peak: int

    @property
    def above_idle(self) -> int:
        """What the import took."""
        return self.peak - self.idle


def watch_import(folder: Path, data: Path) -> Watched:
    """Import a folder in a process of its own.

    Raises:
        RuntimeError: it failed.
    """
    worker = subprocess.Popen(
        command("torture_worker", folder, data),
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with worker:
        if worker.stdin is None or worker.stdout is None or worker.stdout.readline() != "idle\n":
            raise RuntimeError("benchmarks.torture_worker did not start")
        idle = _memory(psutil.Process(worker.pid))
        peaks = [idle]
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(worker.pid, peaks, done))
        watcher.start()
        try:
            output, _ = worker.communicate("go\n", timeout=TIMEOUT_S)
        finally:
            worker.kill()
            done.set()
            watcher.join()
    if worker.returncode:
        raise RuntimeError(f"benchmarks.torture_worker ended with {worker.returncode}")
    report = json.loads(output.strip().splitlines()[-1])
    return Watched(len(list(folder.iterdir())), report, idle, peaks[0])


def _watch(pid: int, peaks: list[int], done: threading.Event) -> None:
    process = psutil.Process(pid)
    while not done.wait(EVERY_S):
        try:
            peaks[0] = max(peaks[0], _memory(process))
        except psutil.Error:
            time.sleep(EVERY_S)  # it or one of its children just ended


def _memory(process: psutil.Process) -> int:
    total = int(process.memory_info().rss)
    for child in process.children(recursive=True):
        try:
            total += int(child.memory_info().rss)
        except psutil.NoSuchProcess:
            continue
    return total
