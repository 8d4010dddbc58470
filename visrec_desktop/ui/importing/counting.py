"""Numbers with their nouns."""

from __future__ import annotations

from visrec_desktop.ui.widgets.numbers import count_text


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun; `%1` in `many` stands for the number."""
    return one if number == 1 else many.replace("%1", count_text(number))
