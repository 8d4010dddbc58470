"""The decoder child: decodes what comes over its standard input until that ends; runs as a process.

`python -m visrec_desktop.vision.decoder_child`, or a frozen program with `CHILD_ARGUMENT`. It imports the
decoders and nothing else of the program. It ends by itself when its parent is gone, when it was idle for a
while, and when a file holds it for longer than its parent would wait.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from PIL import Image

from visrec_desktop.core.errors import KnownError
from visrec_desktop.vision import decoder_wire as wire
from visrec_desktop.vision.decoder import decode_here

IDLE_S = 60.0
ORPHAN_S = 30.0
"""The parent ends a child long before this; only a child without one gets here."""
MEMORY = 1536 << 20
"""Bytes of address space for the pictures, above what the child has when it begins: 150 million pixels in
Pillow (4 bytes each), their RGB (3 bytes each) and a file of 200 MB."""
_PAGES = Path("/proc/self/statm")


def main() -> NoReturn:
    """Answer until there is nothing more to answer, then end the process."""
    source, sink = _pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which may still want the answer
    Image.init()  # all decoders, before files can no longer be opened cheaply
    with Path(os.devnull).open("wb", buffering=0) as nowhere:
        _limit()
        with contextlib.suppress(wire.EndedError, OSError):
            while True:
                _answer(source, sink, nowhere)
    os._exit(0)  # nothing here is worth tearing down


def _pipes() -> tuple[io.BufferedReader, io.FileIO]:
    """The pipes to the parent, moved away from where a library might write a remark.

    By number: a program without a console has no `sys.stdin`.
    """
    source, sink = os.fdopen(os.dup(0), "rb"), io.FileIO(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    return source, sink


def _limit() -> None:
    """No more memory than pictures need, no core dump, no file written. Windows has the clock alone."""
    if sys.platform == "win32":
        return
    import resource

    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0}
    if _PAGES.exists():
        pages = int(_PAGES.read_text(encoding="ascii").split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + MEMORY
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)  # noqa: PLW2901
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


@contextlib.contextmanager
def _ending_after(seconds: float, nowhere: io.FileIO) -> Iterator[None]:
    """End the process when the block takes longer; also where a decoder never lets Python run again."""
    faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def _answer(source: io.BufferedReader, sink: io.FileIO, nowhere: io.FileIO) -> None:
    with _ending_after(IDLE_S, nowhere):
        request = wire.read_request(source)
    with _ending_after(ORPHAN_S, nowhere):
        wire.send(sink, wire.BEGUN)
        data = wire.read_exactly(source, request.size)
        wire.send(sink, *_decoded(data, request))


def _decoded(data: bytes, request: wire.Request) -> tuple[bytes | memoryview, ...]:
    try:
        found = decode_here(data, "", min_side=request.min_side or None, limits=request.limits)
    except KnownError as error:
        return wire.KNOWN, wire.packed_texts(error.code.value, error.detail)
    except Exception as error:  # noqa: BLE001 - a bug: told to the parent, which writes it down
        return wire.FAULT, wire.packed_texts(_place(error))
    rows, columns, _ = found.rgb.shape
    return wire.PICTURE, wire.Shape(rows, columns, found.width, found.height).packed(), found.rgb.data


def _place(error: Exception) -> str:
    """The kind of an error and where it arose: what may be written down about a fault."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = "" if step is None else f" at {Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}"
    return type(error).__name__ + where


if __name__ == "__main__":
    main()
