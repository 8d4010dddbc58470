"""What would only cost time while the window is made: looking for garbage, and for features of PySide."""

from __future__ import annotations

import builtins
import gc


def begin() -> None:
    """Before the window is made; `end` must follow.

    Nearly all that is made now stays, so the garbage collector rests. And from its own import on, PySide
    reads the source of every module that is imported, to see whether it may ask for `__feature__`; none does.
    """
    import PySide6.QtCore  # noqa: F401 - it puts itself in front of `__import__`

    gc.disable()
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


def end() -> None:
    """The window is made: look for garbage again, though never at what exists now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
