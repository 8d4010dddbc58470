"""When important dates come next."""

from __future__ import annotations

from datetime import date

import pytest

from visrec_desktop.core.clients import ImportantDate
from visrec_desktop.services.dates import next_day


@pytest.mark.parametrize(
    ("day", "yearly", "today", "wanted"),
    [
        ("1987-05-14", True, "2025-05-14", "2025-05-14"),
        ("1987-05-14", True, "2025-05-15", "2026-05-14"),
        ("--12-31", True, "2025-01-01", "2025-12-31"),
        ("--01-01", True, "2025-12-31", "2026-01-01"),
        ("--02-29", True, "2025-01-01", "2025-02-28"),
        ("--02-29", True, "2025-03-01", "2026-02-28"),
        ("2000-02-29", True, "2028-02-28", "2028-02-29"),
        ("2000-02-29", True, "2027-03-01", "2028-02-29"),
        ("2025-06-01", False, "2025-05-01", "2025-06-01"),
        ("2025-06-01", False, "2025-06-02", None),
        ("--06-01", False, "2025-06-02", "2026-06-01"),
        ("2027-06-01", True, "2025-01-01", "2027-06-01"),
        ("--05-14", True, "9999-12-31", None),
    ],
)
def test_next_day(day: str, yearly: bool, today: str, wanted: str | None) -> None:
    found = next_day(ImportantDate("", day, yearly), date.fromisoformat(today))
    assert found == (None if wanted is None else date.fromisoformat(wanted))
