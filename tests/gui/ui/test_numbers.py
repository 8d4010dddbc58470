"""Counts follow the locale."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale

from visrec_desktop.core.progress import Progress
from visrec_desktop.ui.widgets.numbers import count_text
from visrec_desktop.ui.widgets.progress import progress_words


@pytest.fixture(autouse=True)
def _former_locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (QLocale.Language.C, "12,345"),
        (QLocale.Language.English, "12,345"),
        (QLocale.Language.German, "12.345"),
        (QLocale.Language.French, "12\u202f345"),
    ],
)
def test_thousands_are_parted_as_the_locale_does_it(language: QLocale.Language, words: str) -> None:
    QLocale.setDefault(QLocale(language))
    assert count_text(12345) == words
    assert count_text(7) == "7"


def test_progress_speaks_so(qapp: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert "1.200" in progress_words(Progress("analysing", 1200, 34000))
    assert "34.000" in progress_words(Progress("analysing", 1200, 34000))
