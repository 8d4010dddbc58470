"""What a heading means: a product field, how surely, and the currency that it names beside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables.currencies import currency_code
from visrec_desktop.sources.tables.vocabulary import (
    ALIASES,
    BUYING,
    FIELDS,
    IMAGE,
    IMAGE_ADDRESS,
    NOISE,
    WORDS,
)

ADDRESS_SCORE = 75
_LONGEST = 60
_TELLING = 8
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MARKS = re.compile("[\u0300-\u036f]")
_BRACKETS = re.compile(r"[(\[{<【《「]([^()\[\]{}<>【】《》「」]*)[)\]}>】》」]")
_WORD = re.compile(r"[^\W_]+|[€£$¥₽₴₩₺₹฿]")
_FIGURES = re.compile(r"\d+$")
_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ASIAN_PREFIX = re.compile("^(?:商品|产品|產品|宝贝|货品|貨品|中文|英文|系统|当前|可用|实际)(?=.)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading may mean.

    Attributes:
        field: the product's field.
        score: how surely, 0 to 100.
        currency: the currency named in a price's heading; empty without one.
    """

    field: str
    score: int
    currency: str = ""


def field_named(said: str) -> str:
    """The field that a user calls so.

    Raises:
        KnownError: `UNKNOWN_FIELD`.
    """
    field = ALIASES.get(said.strip().casefold(), said.strip().casefold())
    if field not in FIELDS:
        raise KnownError(ErrorCode.UNKNOWN_FIELD, said, ", ".join(FIELDS))
    return field


def recognised(cells: Sequence[str]) -> Mapping[str, int]:
    """The fields that are named in a row of cells, each with its best score."""
    found: dict[str, int] = {}
    for cell in cells:
        for meaning in meanings(cell):
            found[meaning.field] = max(meaning.score, found.get(meaning.field, 0))
    return found


@lru_cache(maxsize=4096)
def meanings(heading: str) -> tuple[Meaning, ...]:
    """What a heading may mean, nothing if it names no field.

    Case, punctuation, full-width forms, accents, units in brackets and words that add nothing (`Product`,
    `(EN)`, `*`) do not matter. Other words do: `Colour code` is no colour and `Parent SKU` no SKU.
    """
    if not heading or len(heading) > _LONGEST:
        return ()
    inside = " ".join(_BRACKETS.findall(unicodedata.normalize("NFKC", heading)))
    words, aside = _words(_BRACKETS.sub(" ", unicodedata.normalize("NFKC", heading))), _words(inside)
    if not words:
        words, aside = aside, []
    joined = "".join(words + aside)
    currency = next(filter(None, map(currency_code, aside + words)), "")
    found = []
    whole = _index().get(joined, ()) if aside else ()  # `Body (HTML)`
    for field, score in whole or _of_words(words, currency):
        if field == "price" and any(word in words + aside or _within(word, joined) for word in BUYING):
            continue
        found.append(Meaning(field, score, currency if field == "price" else ""))
    return tuple(found)


def _within(word: str, joined: str) -> bool:
    return len(word) > 1 and word in joined and (not word.isascii() or len(word) >= _TELLING)


def _of_words(words: list[str], currency: str) -> list[tuple[str, int]]:
    """Fields by the whole heading, else without what changes nothing: noise, a currency, a number."""
    index = _index()
    found = index.get("".join(words))
    if found:
        return list(found)
    kept = [word for word in words if word not in NOISE and not (currency and currency_code(word))]
    found = index.get("".join(kept))
    if found:
        return [(field, score - 3 - (len(words) - len(kept))) for field, score in found]
    bare = _FIGURES.sub("", "".join(kept))
    if _ASIAN.search(bare):
        bare = _ASIAN_PREFIX.sub("", bare)
        plain = index.get(bare, ())
        numbered = bare != "".join(kept) and _FIGURES.search("".join(kept)) is not None
        return [(field, score - 4) for field, score in plain if field == IMAGE or not numbered]
    return [(field, score - 4) for field, score in index.get(bare, ()) if field == IMAGE]


def _words(text: str) -> list[str]:
    """The words of a heading without case and accents; humps part them: `baseColour` has two."""
    return [_plain(word) for word in _WORD.findall(_HUMP.sub(" ", text))]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", word.casefold())))


@cache
def _index() -> dict[str, tuple[tuple[str, int], ...]]:
    """Every known heading, its words joined, with the fields that it may mean."""
    index: dict[str, dict[str, int]] = {}
    for field, scored in WORDS.items():
        for score, names in scored.items():
            for name in names.split("|"):
                fields = index.setdefault("".join(_words(name)), {})
                fields[field] = max(score, fields.get(field, 0))
    for name in IMAGE_ADDRESS.split("|"):
        index.setdefault("".join(_words(name)), {})[IMAGE] = ADDRESS_SCORE
    return {key: tuple(fields.items()) for key, fields in index.items()}
