"""What the C library keeps for itself."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from visrec_desktop.app import build

CODE = """
import ctypes, sys
if {told}:
    from visrec_desktop.app.heap import keep_small
    assert keep_small()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]
def held():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 2**20
def use(count):
    made = [libc.malloc(4 * 2**20) for _ in range(count)]
    for each in made:
        ctypes.memset(each, 1, 4 * 2**20)
    return made
for each in use(1):
    libc.free(each)
before = held()
many = use(8)
for each in many[:-1]:
    libc.free(each)
print(held() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc alone can be told")
def test_large_pieces_go_back_to_the_system() -> None:
    def kept(*, told: bool) -> float:
        code = CODE.format(told=told)
        found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return float(found.stdout)

    assert kept(told=True) < 8.0  # MiB: one piece of four is still in use
    assert kept(told=False) > 20.0


def test_it_is_told_once_the_window_has_been_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(build.heap, "keep_small", lambda: told.append("heap"))
    monkeypatch.setattr(build, "open_log", lambda _path: None)
    context: Any = SimpleNamespace(
        workspace=SimpleNamespace(paths=SimpleNamespace(log=None)),
        engine=SimpleNamespace(changed=SimpleNamespace(connect=lambda _slot: None)),
        start=lambda: told.append("start"),
    )
    nothing: Any = None
    build.App(context, nothing, nothing, nothing)._begin()
    assert told == ["start", "heap"]
