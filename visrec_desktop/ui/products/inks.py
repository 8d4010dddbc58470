"""What colours look like by their names, for swatches."""

from __future__ import annotations

from PySide6.QtGui import QColor


def ink_of(name: str) -> QColor | None:
    """The colour that a name means: the whole of it, or the first of its words that is one."""
    words = name.lower().replace("-", " ").split()
    for candidate in ("".join(words), *words):
        if candidate in _INKS:
            return QColor(_INKS[candidate])
        if QColor.isValidColorName(candidate):
            return QColor(candidate)
    return None


_INKS = {
    "black": "#1d1f23",
    "blue": "#3f6fc4",
    "bronze": "#a5763f",
    "brown": "#7b5236",
    "burgundy": "#6d2233",
    "camel": "#c19a6b",
    "charcoal": "#44484f",
    "copper": "#b1704a",
    "cream": "#f3ead3",
    "gold": "#cfa94a",
    "green": "#4a8a55",
    "grey": "#8f959e",
    "gray": "#8f959e",
    "mustard": "#d0a031",
    "navy": "#23345c",
    "navyblue": "#23345c",
    "nude": "#e2bfa6",
    "offwhite": "#f6f2e7",
    "orange": "#e3853a",
    "pink": "#e59ab0",
    "purple": "#7a4f9a",
    "red": "#c23b3b",
    "rose": "#d98a94",
    "rust": "#a8502f",
    "silver": "#c3c7cd",
    "taupe": "#8b7e70",
    "wine": "#6d2233",
    "yellow": "#ecc94b",
}
"""Cloth is never as bright as the web's colours of the same name."""
