"""One decoder child, seen from its parent."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, cast

import numpy as np

from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.vision import decoder_wire as wire
from visrec_desktop.vision.decoder import Decoded

if TYPE_CHECKING:
    from io import FileIO

CHILD_ARGUMENT = "--decoder-child"
"""The hidden argument by which a frozen program becomes a decoder child."""
WORK_S = 10.0
START_S = 60.0
_PIPE_BYTES = 1 << 20
_NONSENSE = "it answered nonsense"
_REFUSALS = (
    ErrorCode.PICTURE_TOO_LARGE,
    ErrorCode.NOT_A_PICTURE,
    ErrorCode.UNSUPPORTED_PICTURE,
    ErrorCode.TRUNCATED_PICTURE,
    ErrorCode.DAMAGED_PICTURE,
    ErrorCode.DECODER_FAILED,
)
# One thread for numerics: a child does none worth more, and every thread reserves memory.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Refused(Exception):  # noqa: N818 - becomes a known error
    """The file cannot be used: one of the known errors, with its detail."""

    def __init__(self, code: ErrorCode, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class NotBegun(Exception):  # noqa: N818 - the caller asks another child
    """The child ended before it took the question; the file is not to blame."""


class Died(Exception):  # noqa: N818 - becomes a known error
    """The child ended over the file; the text says how."""


class Fault(Exception):  # noqa: N818 - becomes a known error, and a line of the log
    """The child found a bug in the program; the text says where."""


class DecoderProcess:
    """A running child. One thread at a time asks; any thread may end it.

    Raises:
        OSError: it could not be started.
    """

    def __init__(self) -> None:
        self.asked = 0
        self._is_late = False
        self._is_answering = False
        self._process = subprocess.Popen(  # noqa: S603 - a constant command
            command(),
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **_ENVIRONMENT},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        # `bufsize=0` gives the pipes as they are
        self._sink, self._source = cast("FileIO", self._process.stdin), cast("FileIO", self._process.stdout)
        _widen(self._sink, self._source)

    def ask(self, data: bytes, request: wire.Request) -> Decoded:
        """Decode a file.

        Raises:
            Refused: the file cannot be used.
            NotBegun: the child is gone; another may be asked.
            Died: it crashed, took too long, or answered nonsense.
            Fault: it met a bug of the program.
        """
        self._is_answering = True
        self._begin(request)
        try:
            with self._within(WORK_S):
                wire.send(self._sink, data)
                return self._answer(request)
        except (OSError, wire.EndedError) as error:
            raise Died(self._end_in_words()) from error

    def end(self) -> None:
        """End the child, whatever it is doing, and wait for it."""
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._sink, self._source):
            with suppress(OSError):
                pipe.close()

    @property
    def is_ready(self) -> bool:
        """Whether it lives, and its last question was answered whole."""
        return not (self._is_answering or self._is_late) and self._process.poll() is None

    def _begin(self, request: wire.Request) -> None:
        try:
            with self._within(START_S):
                wire.send(self._sink, request.packed())
                begun = wire.read_exactly(self._source, 1)
        except (OSError, wire.EndedError) as error:
            raise NotBegun from error
        if begun != wire.BEGUN:
            raise NotBegun
        self.asked += 1

    def _answer(self, request: wire.Request) -> Decoded:
        kind = wire.read_exactly(self._source, 1)
        if kind == wire.PICTURE:
            return self._picture(request)
        if kind == wire.FAULT:
            raise Fault(wire.read_texts(self._source)[0])
        name, detail = wire.read_texts(self._source) if kind == wire.KNOWN else ("", "")
        code = next((each for each in _REFUSALS if each.value == name), None)
        if code is None:
            raise Died(_NONSENSE)
        self._is_answering = False
        raise Refused(code, detail)

    def _picture(self, request: wire.Request) -> Decoded:
        shape = wire.read_shape(self._source)
        if not 0 < shape.rows * shape.columns <= shape.width * shape.height <= request.limits.max_pixels:
            raise Died(_NONSENSE)
        rgb = np.empty((shape.rows, shape.columns, 3), np.uint8)
        wire.fill(self._source, rgb.data.cast("B"))
        self._is_answering = False
        return Decoded(rgb, shape.width, shape.height)

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """End the child when the block takes longer, which ends the block."""
        timer = threading.Timer(seconds, self._late)
        timer.name = "decoder deadline"
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _late(self) -> None:
        self._is_late = True
        with suppress(OSError):
            self._process.kill()

    def _end_in_words(self) -> str:
        if self._is_late:
            return f"it took over {WORK_S:.0f} seconds"
        with suppress(subprocess.TimeoutExpired):
            code = self._process.wait(1)
            return f"it crashed (signal {-code})" if code < 0 else f"it ended with {code}"
        return "it stopped answering"


def command() -> list[str]:
    """How to start a child: the same program that runs here."""
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_ARGUMENT]
    # -P: a file of the folder that happens to be the current one must not be imported
    return [sys.executable, "-P", "-m", "visrec_desktop.vision.decoder_child"]


def _widen(*pipes: FileIO) -> None:
    """Larger pipes where the system has them: a picture of 100 megapixels comes 0.2 s sooner."""
    if sys.platform == "linux":
        import fcntl

        for pipe in pipes:
            with suppress(OSError):  # the user's allowance is spent
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
