"""A decoder child in which some files do what hostile files would do to a decoder; runs as a process."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from typing import Any

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision import decoder, decoder_child
from visrec_desktop.vision.decoder import Decoded, decode_here

GIB = 1 << 30


def unruly(data: bytes, label: str, **options: Any) -> Decoded:
    """Decode, unless the file names a misdeed."""
    if data == b"CRASH":
        ctypes.string_at(0)
    if data == b"EXIT":
        os._exit(7)
    if data == b"HANG":
        time.sleep(600)
    if data == b"HANG WITH THE LOCK":
        ctypes.PyDLL(None).sleep(600)
    if data == b"MEMORY":
        with decoder._memory_suffices(label):
            bytearray(3 * GIB)
    if data == b"BUG":
        raise KeyError("something of the program's own")
    if data == b"WHICH":
        raise KnownError(ErrorCode.DAMAGED_PICTURE, label, str(os.getpid()))
    if data == b"WRITE":
        sys.stdout.write("a remark")
        sys.stdout.flush()
        os.write(1, b"another remark")
        os.write(2, b"a complaint")
    return decode_here(data, label, **options)


if __name__ == "__main__":
    decoder_child.decode_here = unruly
    decoder_child.IDLE_S, decoder_child.ORPHAN_S = (float(value) for value in sys.argv[1:])
    decoder_child.main()
