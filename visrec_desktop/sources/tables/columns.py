"""Which column holds which field: as the user says, as the headings say, as the cells say; in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.sources.tables.contents import Content, guessed
from visrec_desktop.sources.tables.headings import ADDRESS_SCORE, field_named, meanings
from visrec_desktop.sources.tables.values import Table
from visrec_desktop.sources.tables.vocabulary import BARCODE, FIELDS, IMAGE, SKU

Columns = dict[str, tuple[int, ...]]

_WEAK = 60
_PENALTY = 40
_ONE_KIND = 15
_ALONE_BARCODE = 30
_ENDS_IN_ID = 40
_MOST = 0.5


def find_columns(table: Table, contents: Sequence[Content], mapping: Mapping[str, str]) -> Columns:
    """Which columns hold which field; only pictures may have several.

    Raises:
        KnownError: `UNKNOWN_FIELD` or `UNKNOWN_COLUMN` for a mapping that does not fit.
    """
    columns = _said(table, mapping)
    settled = set(columns)
    taken = {place for places in columns.values() for place in places}
    if table.has_heading:
        for score, place, field in sorted(_offers(table, contents), key=lambda offer: (-offer[0], offer[1])):
            if field not in columns and place not in taken and score > 0:
                columns[field] = (place,)
                taken.add(place)
        if IMAGE in columns and IMAGE not in settled:
            columns[IMAGE] = _pictures(table, contents, taken - set(columns[IMAGE]))
    for field, places in guessed(contents, frozenset(taken)).items():
        if field not in columns and (not table.has_heading or field == SKU):
            columns[field] = places
    if SKU not in columns and columns.get(BARCODE):
        columns[SKU] = columns[BARCODE]
    return {field: columns[field] for field in FIELDS if columns.get(field)}


def _said(table: Table, mapping: Mapping[str, str]) -> Columns:
    """The columns that the user names; a field said to be in none has an empty place."""
    columns: Columns = {}
    folded = [heading.casefold() for heading in table.headings]
    for said, heading in mapping.items():
        field, wanted = field_named(said), " ".join(heading.split())
        if not wanted:
            columns[field] = ()
        elif wanted in table.headings:
            columns[field] = (table.headings.index(wanted),)
        elif wanted.casefold() in folded:
            columns[field] = (folded.index(wanted.casefold()),)
        else:
            raise KnownError(ErrorCode.UNKNOWN_COLUMN, heading, ", ".join(table.headings))
    return columns


def _offers(table: Table, contents: Sequence[Content]) -> list[tuple[int, int, str]]:
    """What each column could be: score, column, field."""
    offers = []
    for place, heading in enumerate(table.headings):
        for meaning in meanings(heading):
            score = meaning.score if contents[place].filled or not table.rows else 1
            if meaning.field == SKU:
                score = _as_sku(score, contents[place])
            elif meaning.field == IMAGE and contents[place].addresses > _MOST:
                score = 0 if score <= ADDRESS_SCORE else score - _PENALTY
            offers.append((score, place, meaning.field))
        if heading.casefold().endswith("id") and contents[place].tells_products_apart:
            offers.append((_ENDS_IN_ID, place, SKU))
    return offers


def _as_sku(score: int, content: Content) -> int:
    """How surely a column is the SKU: a vague word such as `Code` or `No` has to tell the products apart."""
    if score > _WEAK:
        return score
    if not content.tells_products_apart:
        return max(score - _PENALTY, 1)
    return score - 1 if content.consecutive else score


def _pictures(table: Table, contents: Sequence[Content], taken: set[int]) -> tuple[int, ...]:
    """All columns of pictures: `Image 1`, `Image 2`; a lesser word (`File`) counts where no better is."""
    offers = [
        (score, place)
        for score, place, field in _offers(table, contents)
        if field == IMAGE and score > 0 and place not in taken
    ]
    best = max(score for score, _ in offers)
    return tuple(
        place for score, place in sorted(offers, key=lambda offer: offer[1]) if score >= best - _ONE_KIND
    )
