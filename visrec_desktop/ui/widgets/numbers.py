"""Counts as people read them where they live."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def count_text(number: int) -> str:
    """A whole number with the thousands parted as the user's locale does it: `1,299`, `1.299`, `1 299`."""
    return reading_locale().toString(number)


def reading_locale() -> QLocale:
    """The user's locale; English where no language was set, since the C locale parts no thousands."""
    locale = QLocale()
    return QLocale(QLocale.Language.English) if locale.language() is QLocale.Language.C else locale
