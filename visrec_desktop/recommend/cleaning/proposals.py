"""Proposals for everything that is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from visrec_desktop.recommend.cleaning.columns import column_features
from visrec_desktop.recommend.cleaning.looks import look_features
from visrec_desktop.recommend.cleaning.prices import propose_prices
from visrec_desktop.recommend.cleaning.texts import Evidence, propose_texts
from visrec_desktop.recommend.cleaning.values import PRICE, TEXTS, Facts, Proposal
from visrec_desktop.recommend.cleaning.words import name_features

_OWN = "\0"  # no column of a sheet begins with it


def propose(facts: Facts, fields: Sequence[str] = (*TEXTS, PRICE)) -> list[Proposal]:
    """Propose a value for each gap in some fields.

    The same facts give the same proposals. Nothing is proposed from nothing: a field with fewer than five
    known values gets none.

    Args:
        facts: what is known.
        fields: of "category", "brand", "colour", "price".

    Returns:
        In the order of the fields, then by row; at most one for a gap.

    Raises:
        ValueError: another field.
    """
    unknown = set(fields) - {*TEXTS, PRICE}
    if unknown:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    found: list[Proposal] = []
    names = name_features(facts.names)
    looks = None
    for field in fields:
        if field == PRICE:
            found += propose_prices(facts, names)
            continue
        texts = facts.texts(field)
        if all(text.strip() for text in texts):
            continue
        looks = look_features(facts.vectors) if looks is None else looks
        columns = column_features(_columns(facts, field), texts)
        evidence = Evidence(facts.vectors, {"look": looks, "name": names, "columns": columns})
        found += propose_texts(field, texts, evidence)
    return found


def _columns(facts: Facts, field: str) -> list[Mapping[str, str]]:
    """The other columns, the fields but this one among them."""
    others = {name: facts.texts(name) for name in TEXTS if name != field}
    prices = ["" if np.isnan(price) else repr(float(price)) for price in facts.prices]
    return [
        {
            **each,
            **{f"{_OWN}{name}": texts[row] for name, texts in others.items()},
            f"{_OWN}{PRICE}": prices[row],
        }
        for row, each in enumerate(facts.attributes)
    ]
