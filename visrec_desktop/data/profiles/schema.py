"""The tables of the clients' file, as statements. A released step never changes; see `migrations`.

Times are microseconds since 1970, UTC; prices are hundredths. Lists are JSON texts.
"""

from __future__ import annotations

APPLICATION_ID = 0x56525046  # "VRPF", in the header of every clients' file
SCHEMA_VERSION = 1
TABLES = frozenset(
    {
        "clients", "consents", "snapshots", "item_vectors", "events", "event_states", "owned",
        "photos", "photo_vectors", "merges", "forgotten", "weights", "meta",
    }
)  # fmt: skip

# A joined client keeps its row and everything it owns: `merged_into` says where it went, `family_id` who
# stands for it (itself where it was not joined). `uid` finds a client again in copies of the file.
_CLIENTS = """
CREATE TABLE clients (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL UNIQUE,
    family_id INTEGER NOT NULL,
    merged_into INTEGER REFERENCES clients (id),
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    contact TEXT NOT NULL DEFAULT '',
    sizes TEXT NOT NULL DEFAULT '[]',
    budget_min INTEGER,
    budget_max INTEGER,
    currency TEXT NOT NULL DEFAULT '',
    likes TEXT NOT NULL DEFAULT '[]',
    avoids TEXT NOT NULL DEFAULT '[]',
    age_band TEXT NOT NULL DEFAULT '',
    gender TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    dates TEXT NOT NULL DEFAULT '[]',
    name_key TEXT NOT NULL,
    search_key TEXT NOT NULL
)"""
_CONSENTS = """
CREATE TABLE consents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    given INTEGER NOT NULL,
    at INTEGER NOT NULL
)"""
_SNAPSHOTS = """
CREATE TABLE snapshots (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    brand TEXT NOT NULL,
    style TEXT NOT NULL,
    colour TEXT NOT NULL,
    size TEXT NOT NULL,
    price INTEGER,
    currency TEXT NOT NULL
)"""
_ITEM_VECTORS = """
CREATE TABLE item_vectors (
    sku TEXT NOT NULL,
    space TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (sku, space)
) WITHOUT ROWID"""
_EVENTS = """
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    sku TEXT NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    snapshot_id INTEGER REFERENCES snapshots (id),
    undone_at INTEGER
)"""
# Each undoing and redoing with its time; `events.undone_at` repeats the last word of it.
_EVENT_STATES = """
CREATE TABLE event_states (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    undone INTEGER NOT NULL,
    at INTEGER NOT NULL
)"""
_OWNED = """
CREATE TABLE owned (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    sku TEXT NOT NULL,
    name TEXT NOT NULL,
    since INTEGER NOT NULL
)"""
_PHOTOS = """
CREATE TABLE photos (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    jpeg BLOB NOT NULL,
    at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
)"""
_PHOTO_VECTORS = """
CREATE TABLE photo_vectors (
    photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
    space TEXT NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (photo_id, space)
) WITHOUT ROWID"""
# What the kept client was before and after, as JSON: joining can be taken back exactly.
_MERGES = """
CREATE TABLE merges (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    keep_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    gone_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
)"""
# The marks of forgotten clients, which say nothing about them: an older copy put back loses them again.
_FORGOTTEN = "CREATE TABLE forgotten (uid TEXT PRIMARY KEY NOT NULL) WITHOUT ROWID"
_WEIGHTS = """
CREATE TABLE weights (
    version INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    weights TEXT NOT NULL
)"""
_META = "CREATE TABLE meta (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)"
_INDEXES = (
    "CREATE INDEX clients_by_name ON clients (name_key)",
    "CREATE INDEX clients_by_family ON clients (family_id)",
    "CREATE INDEX consents_by_client ON consents (client_id)",
    "CREATE INDEX snapshots_by_sku ON snapshots (sku)",
    "CREATE INDEX events_by_client ON events (client_id, at)",
    "CREATE INDEX events_by_sku ON events (sku)",
    "CREATE INDEX events_by_snapshot ON events (snapshot_id)",
    "CREATE INDEX event_states_by_event ON event_states (event_id)",
    "CREATE INDEX owned_by_client ON owned (client_id)",
    "CREATE INDEX owned_by_sku ON owned (sku)",
    "CREATE INDEX photos_by_client ON photos (client_id)",
    "CREATE INDEX photos_by_expiry ON photos (expires_at)",
    "CREATE INDEX merges_by_keep ON merges (keep_id)",
    "CREATE INDEX merges_by_gone ON merges (gone_id)",
)
# Events are only ever added; what can change about one is whether it stands.
_TRIGGERS = (
    """CREATE TRIGGER events_stay BEFORE UPDATE OF client_id, sku, kind, reason, source, at ON events BEGIN
        SELECT raise(ABORT, 'events are only ever added');
    END""",
    """CREATE TRIGGER event_states_count AFTER INSERT ON event_states BEGIN
        UPDATE events SET undone_at = CASE WHEN new.undone THEN new.at END WHERE id = new.event_id;
    END""",
)
VERSION_1 = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    _CLIENTS, _CONSENTS, _SNAPSHOTS, _ITEM_VECTORS, _EVENTS, _EVENT_STATES, _OWNED, _PHOTOS, _PHOTO_VECTORS,
    _MERGES, _FORGOTTEN, _WEIGHTS, _META, *_INDEXES, *_TRIGGERS,
    "INSERT INTO meta (key, value) VALUES ('change_seq', '0'), ('clean_pending', '0')",
    "PRAGMA user_version = 1",
)  # fmt: skip
ALL = (VERSION_1,)
"""Every step: a new file in memory needs no migration library."""
