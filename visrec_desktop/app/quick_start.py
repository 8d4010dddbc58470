"""What would only cost time: looking for garbage and for features of PySide, long turns of other threads."""

from __future__ import annotations

import builtins
import gc
import sys

SWITCH_S = 0.001
"""How long a thread keeps Python to itself while another one waits. Painting a page of tiles lets go of it
some hundred times; with the usual five milliseconds a busy thread could hold the window up as many times."""
THRESHOLDS = (2_000, 10, 100)
"""For the collector, once all is there: what lives long is looked at ten times less often than usual."""


def begin() -> None:
    """Before the window is made; `end` must follow.

    Nearly all that is made now stays, so the garbage collector rests. And from its own import on, PySide
    reads the source of every module that is imported, to see whether it may ask for `__feature__`; none does.
    """
    gc.disable()  # first: importing PySide makes most of what there is
    import PySide6.QtCore  # noqa: F401 - it puts itself in front of `__import__`

    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def end() -> None:
    """The window is made: look for garbage again, though never at what exists now."""
    sys.setswitchinterval(SWITCH_S)
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def settle() -> None:
    """The model and its libraries are loaded, the pages made: what exists now stays, too.

    A full collection looks at everything that is not set apart, in whichever thread it happens, and holds the
    window up meanwhile: for tens of milliseconds if the libraries belonged to it.
    """
    if gc.isenabled():
        gc.freeze()
        gc.set_threshold(*THRESHOLDS)
