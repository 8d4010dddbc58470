"""When an important date comes next."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visrec_desktop.core.clients import ImportantDate

_FEBRUARY, _LEAP_DAY = 2, 29


def next_day(entry: ImportantDate, today: date) -> date | None:
    """The first day from `today` on that `entry` falls on; None for a single day that is over.

    A date without a year comes every year. The 29th of February counts as the 28th in common years. A
    yearly date whose first year is still to come starts with that year.
    """
    month, day = int(entry.day[-5:-3]), int(entry.day[-2:])
    year = None if entry.day.startswith("-") else int(entry.day[:4])
    if year is not None and (not entry.yearly or year > today.year):
        single = date(year, month, day)
        return single if single >= today else None
    this_year = _in_year(today.year, month, day)
    if this_year >= today:
        return this_year
    return _in_year(today.year + 1, month, day) if today.year < date.max.year else None


def _in_year(year: int, month: int, day: int) -> date:
    if (month, day) == (_FEBRUARY, _LEAP_DAY) and not calendar.isleap(year):
        day -= 1
    return date(year, month, day)
