"""Whether a clients' file is sound, without a word about any person."""

from __future__ import annotations

import sqlite3

from visrec_desktop.data.checks import CheckResult
from visrec_desktop.data.profiles.forget import clean_pending

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_UNDONE = """SELECT count(*) FROM events e WHERE (e.undone_at IS NOT NULL) IS NOT coalesce(
    (SELECT s.undone FROM event_states s WHERE s.event_id = e.id ORDER BY s.id DESC LIMIT 1), 0)"""
_FAMILIES = """SELECT count(*) FROM clients c WHERE c.family_id NOT IN
    (SELECT id FROM clients WHERE merged_into IS NULL) OR (c.merged_into IS NULL AND c.family_id <> c.id)"""


def check_clients(connection: sqlite3.Connection, *, full: bool) -> CheckResult:
    """Check pages, links and what events say about themselves.

    Args:
        connection: a reader or the writer.
        full: read every page and index instead of the quick check.
    """
    try:
        problems = _problems(connection, full=full)
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("clients", "events", "photos")
        ]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in _DAMAGE:
            raise
        return CheckResult("clients", False, str(error))
    return CheckResult(
        "clients", not problems, "; ".join(problems) or "{} clients, {} events, {} photos".format(*counts)
    )


def _problems(connection: sqlite3.Connection, *, full: bool) -> list[str]:
    pragma = "integrity_check" if full else "quick_check"
    lines = [str(line) for (line,) in connection.execute(f"PRAGMA {pragma}(20)")]
    if lines != ["ok"]:
        return lines
    found = []
    if broken := len(connection.execute("PRAGMA foreign_key_check").fetchall()):
        found.append(f"{broken} rows without their owner")
    for statement, words in (
        (_UNDONE, "events in an unclear state"),
        (_FAMILIES, "clients joined to nobody"),
    ):
        (number,) = connection.execute(statement).fetchone()
        if number:
            found.append(f"{number} {words}")
    if clean_pending(connection):
        found.append("what was erased is still to be overwritten; this is tried at each start")
    return found
