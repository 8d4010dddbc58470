"""The machine in words: what a reader needs to judge the figures, and nothing that names its owner."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

PACKAGES = ("PySide6-Essentials", "onnxruntime", "opencv-python-headless", "pillow", "numpy")
_GIB = 1 << 30


def machine() -> dict[str, Any]:
    """CPU model, cores, memory, system and versions, and how busy the machine was before."""
    return {
        "cpu": cpu_model(),
        "cores": cores(),
        "memory_gib": round(psutil.virtual_memory().total / _GIB),
        "system": system(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "load_before": round(psutil.getloadavg()[0], 2),
    }


def cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cpu_model() -> str:
    """The processor's name."""
    info = Path("/proc/cpuinfo")
    if info.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def system() -> str:
    """The operating system's name and version."""
    try:
        return str(platform.freedesktop_os_release()["PRETTY_NAME"])
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()}"
