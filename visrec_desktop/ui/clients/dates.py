"""Days to remember: reading what is typed, and how they are written."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

_ISO = re.compile(r"(?:(\d{4})|-)-(\d{2})-(\d{2})")
_LEAP_YEAR = 2000  # any day of a year without a year exists in one of these
_YEAR_DIGITS = 4
_FULL, _SHORT = 3, 2
_SEPARATORS = "./-"


def parts_of(day: str) -> tuple[int | None, int, int]:
    """Year (None where it is not known), month and day of an `ImportantDate.day`.

    Raises:
        ValueError: it is none.
    """
    found = _ISO.fullmatch(day)
    if found is None:
        raise ValueError(day)
    year = int(found[1]) if found[1] else None
    date(year or _LEAP_YEAR, int(found[2]), int(found[3]))
    return year, int(found[2]), int(found[3])


def in_days_text(days: int) -> str:
    """Such as "today", "tomorrow", "in 12 days"."""
    if days == 0:
        return QCoreApplication.translate("Clients", "today")
    if days == 1:
        return QCoreApplication.translate("Clients", "tomorrow")
    return QCoreApplication.translate("Clients", "in %1 days").replace("%1", str(days))


def day_words(day: date, locale: QLocale) -> str:
    """Day and month in words, as the locale orders them: "14 May"."""
    form = "d MMMM" if _day_first(locale) else "MMMM d"
    return locale.toString(QDate(day.year, day.month, day.day), form)


def day_text(day: str, locale: QLocale) -> str:
    """An `ImportantDate.day` as `read_day` reads it back; what cannot be read stays as it is."""
    try:
        year, month, number = parts_of(day)
    except ValueError:
        return day
    sign = _separator(locale)
    pair = f"{number:02}{sign}{month:02}" if _day_first(locale) else f"{month:02}{sign}{number:02}"
    if year is None:
        return pair
    return f"{year}{sign}{pair}" if _year_first(locale) else f"{pair}{sign}{year}"


def read_day(text: str, locale: QLocale) -> str | None:
    """The day in a text such as `14/05/1987`, `14.5.` or `1987-05-14`; None when it is no day."""
    text = text.strip()
    try:
        parts_of(text)
    except ValueError:
        pass
    else:
        return text
    groups = re.findall(r"\d+", text)
    if re.sub(r"[\d\s./,\-年月日]", "", text) or len(groups) not in (_SHORT, _FULL):
        return None
    year = ""
    if len(groups) == _FULL:
        year = next((group for group in (groups[0], groups[-1]) if len(group) == _YEAR_DIGITS), "")
        if not year:
            return None
        groups.remove(year)
    day_first = _day_first(locale)
    number, month = (int(group) for group in (groups if day_first else reversed(groups)))
    made = f"{year or '-'}-{month:02}-{number:02}"
    try:
        parts_of(made)
    except ValueError:
        return None
    return made


def _format(locale: QLocale) -> str:
    return locale.dateFormat(QLocale.FormatType.ShortFormat)


def _day_first(locale: QLocale) -> bool:
    form = _format(locale)
    return form.find("d") < form.find("M")


def _year_first(locale: QLocale) -> bool:
    return _format(locale).lstrip("'").startswith("y")


def _separator(locale: QLocale) -> str:
    return next((sign for sign in _format(locale) if sign in _SEPARATORS), "/")
