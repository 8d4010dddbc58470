"""A log record at WARNING or above is a failure unless the test says that it expects it."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass


@dataclass
class _Expected:
    pattern: re.Pattern[str]
    level: int
    seen: bool = False


class StrayLogs(logging.Handler):
    """Collects records, and tells expected from stray ones."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._records: list[tuple[int, str, str]] = []
        self._expected: list[_Expected] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append((record.levelno, record.name, record.getMessage()))

    def expect(self, pattern: str, level: int = logging.WARNING) -> None:
        """A record whose message holds this regular expression must come, at this level or above."""
        self._expected.append(_Expected(re.compile(pattern), level))

    def problems(self) -> list[str]:
        """Stray records, and expected ones that did not come."""
        found = []
        for level, name, message in self._records:
            fits = [e for e in self._expected if level >= e.level and e.pattern.search(message)]
            for expected in fits:
                expected.seen = True
            if not fits:
                found.append(f"stray log record: {logging.getLevelName(level)} {name}: {message}")
        return found + [
            f"expected log record did not come: {expected.pattern.pattern}"
            for expected in self._expected
            if not expected.seen
        ]
