"""Lists of clients, and how much is known about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.clients import ClientId, ClientSummary, Knowledge, Purpose
from visrec_desktop.data.profiles.texts import search_key

if TYPE_CHECKING:
    import sqlite3

_COUNTS = """
SELECT c.family_id,
    CASE e.kind WHEN 'like' THEN 'likes' WHEN 'dislike' THEN 'refusals'
        WHEN 'purchase' THEN 'purchases' ELSE 'views' END AS what,
    count(DISTINCT e.sku), max(e.at)
FROM events e JOIN clients c ON c.id = e.client_id
WHERE e.undone_at IS NULL AND {families} GROUP BY 1, 2"""
_PHOTO_COUNTS = """
SELECT c.family_id, count(*) FROM photos p JOIN clients c ON c.id = p.client_id
WHERE {families} GROUP BY 1"""
# SQLite takes `given` from the row of the maximum.
_NO_TO = """
SELECT family FROM (
    SELECT c.family_id AS family, k.given AS given, max(k.id) FROM consents k
    JOIN clients c ON c.id = k.client_id WHERE k.purpose = ? GROUP BY 1
) WHERE NOT given"""


def list_summaries(connection: sqlite3.Connection, text: str, *, archived: bool) -> list[ClientSummary]:
    """The clients in the order of their names: see `ProfilesReader.clients`."""
    words = search_key(text).split()
    rows = connection.execute(
        """SELECT id, name, contact, archived FROM clients
        WHERE merged_into IS NULL AND (:everybody OR NOT archived) ORDER BY name_key, id""",
        {"everybody": archived or bool(words)},
    ).fetchall()
    if words:
        wanted = _matching(connection, words)
        rows = [row for row in rows if row[0] in wanted]
    only = rows[0][0] if len(rows) == 1 else None
    known, visits = knowledge(connection, only)
    return [
        ClientSummary(
            id=ClientId(number),
            name=name,
            contact=contact,
            archived=bool(hidden),
            last_visit=visits.get(number, 0),
            knowledge=known.get(number, Knowledge()),
        )
        for number, name, contact, hidden in rows
    ]


def knowledge(
    connection: sqlite3.Connection, family: int | None = None
) -> tuple[dict[int, Knowledge], dict[int, int]]:
    """How much is known about each client (or one), and when the last event was; absent means nothing.

    Products are counted, not events: a product liked three times is one like. Nothing but photos is known
    about a client who does not want to be remembered.
    """
    hidden = said_no(connection, Purpose.PROFILE)
    families = "c.family_id = :family" if family is not None else "1"
    counts: dict[int, dict[str, int]] = {}
    visits: dict[int, int] = {}
    for number, what, count, at in connection.execute(_COUNTS.format(families=families), {"family": family}):
        if number not in hidden:
            counts.setdefault(number, {})[what] = count
            visits[number] = max(at, visits.get(number, 0))
    for number, count in connection.execute(_PHOTO_COUNTS.format(families=families), {"family": family}):
        counts.setdefault(number, {})["photos"] = count
    return {number: Knowledge(**found) for number, found in counts.items()}, visits


def said_no(connection: sqlite3.Connection, purpose: Purpose) -> set[int]:
    """The clients whose last recorded answer for a purpose is no."""
    return {number for (number,) in connection.execute(_NO_TO, (purpose.value,))}


def _matching(connection: sqlite3.Connection, words: list[str]) -> set[int]:
    """Clients in whose texts every word stands; texts of joined records count as well."""
    conditions = " AND ".join("instr(search_key, ?)" for _ in words)
    rows = connection.execute(f"SELECT DISTINCT family_id FROM clients WHERE {conditions}", words)
    return {number for (number,) in rows}
