"""Counts and prices follow the locale."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from visrec_desktop.core.progress import Progress
from visrec_desktop.ui.products.words import price_text
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


@pytest.mark.parametrize(
    ("language", "euros", "francs"),
    [
        (QLocale.Language.C, "€1,299.50", "1,299\u00a0CHF"),
        (QLocale.Language.English, "€1,299.50", "1,299\u00a0CHF"),
        (QLocale.Language.German, "1.299,50\u00a0€", "1.299\u00a0CHF"),
    ],
)
def test_prices_are_written_as_the_locale_does_it(
    language: QLocale.Language, euros: str, francs: str
) -> None:
    QLocale.setDefault(QLocale(language))
    assert price_text(Decimal("1299.50"), "EUR") == euros
    assert price_text(Decimal(1299), "CHF") == francs
    assert price_text(None, "EUR") == ""


def test_progress_speaks_so(qapp: object) -> None:
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert "1.200" in progress_words(Progress("analysing", 1200, 34000))
    assert "34.000" in progress_words(Progress("analysing", 1200, 34000))
