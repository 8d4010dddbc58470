"""The garbage collector rests while the window is made: nearly all that is made then stays."""

from __future__ import annotations

import gc


def rest() -> None:
    """Stop looking for garbage; `resume` must follow."""
    gc.disable()


def resume() -> None:
    """Look for garbage again, though never at what exists now. Does nothing where `rest` was not called."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
