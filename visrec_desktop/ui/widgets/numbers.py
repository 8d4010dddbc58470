"""Counts as people read them where they live."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def count_text(number: int) -> str:
    """A whole number with the thousands parted as the user's locale does it: `1,299`, `1.299`, `1 299`."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:  # no language was set, and it parts nothing
        locale = QLocale(QLocale.Language.English)
    return locale.toString(number)
