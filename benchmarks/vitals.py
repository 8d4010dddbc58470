"""What this process holds at a moment: memory, threads, handles, and memory of a graphics card."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from dataclasses import asdict, dataclass

import psutil

MIB = 1 << 20
_QUERY = ("--query-compute-apps=pid,used_memory", "--format=csv,noheader,nounits")
_TIMEOUT_S = 20


@dataclass(frozen=True, slots=True)
class Vitals:
    """Taken after so much work.

    Attributes:
        done: pieces of work done before.
        seconds: since the work began.
        rss: resident memory, MiB.
        own: of that what belongs to no file, MiB. The vector index is a mapped file: the system may drop its
            pages at any time, and it grows with the catalog by right. All of it where that is not told.
        threads: running.
        handles: open files, sockets and the like.
        gpu: memory of graphics cards, MiB; 0 where there is none.
    """

    done: int
    seconds: float
    rss: float
    own: float
    threads: int
    handles: int
    gpu: float

    def as_json(self) -> dict[str, float]:
        """Everything, for the parent process."""
        return asdict(self)


def vitals(done: int, seconds: float) -> Vitals:
    """Of this process, now; what only waits for the garbage collector is collected before."""
    gc.collect()
    process = psutil.Process()
    memory = process.memory_info()
    rss, own = memory.rss / MIB, (memory.rss - getattr(memory, "shared", 0)) / MIB
    handles = process.num_fds() if os.name == "posix" else process.num_handles()
    return Vitals(
        done, round(seconds, 3), round(rss, 3), round(own, 3), process.num_threads(), handles, _gpu()
    )


def _gpu() -> float:
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return 0.0
    told = subprocess.run(
        [tool, *_QUERY], capture_output=True, text=True, timeout=_TIMEOUT_S, check=False
    ).stdout
    return gpu_of(told, os.getpid())


def gpu_of(told: str, pid: int) -> float:
    """The MiB of a process on all cards, from lines of “pid, MiB”; a card that does not tell counts 0."""
    pairs = [line.split(",") for line in told.splitlines() if "," in line]
    return float(
        sum(int(used) for owner, used in pairs if owner.strip() == str(pid) and used.strip().isdigit())
    )
