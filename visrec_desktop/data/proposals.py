"""Values worked out for empty fields. They are not the products' until somebody accepts them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.proposals import ProposalRow
from visrec_desktop.data.errors import guarded
from visrec_desktop.data.putting import now, update
from visrec_desktop.data.rows import hundredths
from visrec_desktop.data.selection import LIVE

if TYPE_CHECKING:
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.data.writer import CatalogWriter

PROPOSED_FIELDS = ("category", "brand", "colour", "price")
_EMPTY = """CASE q.field WHEN 'category' THEN p.category = '' WHEN 'brand' THEN p.brand = ''
    WHEN 'colour' THEN p.colour = '' WHEN 'price' THEN p.price IS NULL END"""
Key = tuple[int, str]
"""Product and field."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting a proposal changed: columns before and after, in stored form."""

    product_id: int
    field: str
    before: dict[str, Any]
    after: dict[str, Any]


@guarded
def open_proposals(catalog: CatalogReader) -> list[ProposalRow]:
    """What is proposed for fields that are still empty, the most probable first."""
    rows = catalog.connection.execute(
        f"""SELECT q.product_id, q.field, q.value, q.confidence, q.basis, q.likes
        FROM proposals q JOIN products p ON p.id = q.product_id
        WHERE {LIVE} AND q.state = 'proposed' AND {_EMPTY}
        ORDER BY q.confidence DESC, p.name_key, p.id"""
    ).fetchall()
    return [
        ProposalRow(product_id, field, value, confidence, basis, tuple(json.loads(likes)))
        for product_id, field, value, confidence, basis, likes in rows
    ]


@guarded
def renew_proposals(catalog: CatalogWriter, proposals: Iterable[ProposalRow]) -> None:
    """Exchange what is proposed. What was refused is not proposed again."""
    moment = now()
    rows = [
        (each.product_id, each.field, each.value, each.confidence, each.basis, json.dumps(each.likes), moment)
        for each in proposals
    ]
    with catalog.transaction():
        catalog.connection.execute("DELETE FROM proposals WHERE state = 'proposed'")
        catalog.connection.executemany(
            """INSERT INTO proposals (product_id, field, value, confidence, basis, likes, made_at)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM products WHERE id = ?1)
            ON CONFLICT (product_id, field) DO UPDATE SET value = excluded.value, state = 'proposed',
                confidence = excluded.confidence, basis = excluded.basis, likes = excluded.likes,
                made_at = excluded.made_at
            WHERE state <> 'refused'""",
            rows,
        )


@guarded
def accept_proposals(catalog: CatalogWriter, keys: Sequence[Key]) -> list[Accepted]:
    """Make proposed values the products' own; those whose field was filled meanwhile are passed over.

    A price takes the currency that most prices of the catalog are in, where the product names none.
    """
    done = []
    with catalog.transaction():
        currency = _usual_currency(catalog)
        for product_id, field in keys:
            row = catalog.connection.execute(
                f"""SELECT q.value, p.currency FROM proposals q JOIN products p ON p.id = q.product_id
                WHERE q.product_id = ? AND q.field = ? AND {LIVE} AND q.state = 'proposed' AND {_EMPTY}""",
                (product_id, field),
            ).fetchone()
            if row is None:
                continue
            value, own_currency = row
            change = _change(product_id, field, value, "" if own_currency else currency)
            update(catalog.connection, product_id, change.after)
            _set_state(catalog, product_id, field, "accepted")
            done.append(change)
    return done


@guarded
def take_back_accepted(catalog: CatalogWriter, changes: Sequence[Accepted]) -> list[Key]:
    """Empty the fields again where they still hold what was accepted, and propose it again; those it did."""
    done = []
    with catalog.transaction():
        for change in changes:
            names = tuple(change.after)
            stored = catalog.connection.execute(
                f"SELECT {', '.join(names)} FROM products p WHERE p.id = ? AND {LIVE}", (change.product_id,)
            ).fetchone()
            if stored is None or dict(zip(names, stored, strict=True)) != change.after:
                continue
            update(catalog.connection, change.product_id, change.before)
            _set_state(catalog, change.product_id, change.field, "proposed")
            done.append((change.product_id, change.field))
    return done


@guarded
def refuse_proposals(catalog: CatalogWriter, keys: Sequence[Key], *, refused: bool) -> int:
    """Propose these no more, or again; answers how many were."""
    states = ("proposed", "refused") if refused else ("refused", "proposed")
    with catalog.transaction():
        done = catalog.connection.executemany(
            "UPDATE proposals SET state = ?4 WHERE product_id = ?1 AND field = ?2 AND state = ?3",
            [(*key, *states) for key in keys],
        ).rowcount
    return int(done)


def _change(product_id: int, field: str, value: str, currency: str) -> Accepted:
    if field != "price":
        return Accepted(product_id, field, {field: ""}, {field: value})
    before: dict[str, Any] = {"price": None}
    after: dict[str, Any] = {"price": hundredths(Decimal(value), str(product_id))}
    if currency:
        before["currency"], after["currency"] = "", currency
    return Accepted(product_id, field, before, after)


def _usual_currency(catalog: CatalogReader) -> str:
    row = catalog.connection.execute(
        f"""SELECT p.currency FROM products p WHERE {LIVE} AND p.price IS NOT NULL
        GROUP BY p.currency ORDER BY count(*) DESC, p.currency LIMIT 1"""
    ).fetchone()
    return "" if row is None else str(row[0])


def _set_state(catalog: CatalogWriter, product_id: int, field: str, state: str) -> None:
    catalog.connection.execute(
        "UPDATE proposals SET state = ? WHERE product_id = ? AND field = ?", (state, product_id, field)
    )
