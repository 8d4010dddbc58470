"""What the clients' file answers besides the values of `core.clients`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from visrec_desktop.core.clients import ClientId, EventKind, Refusal


class Interaction(NamedTuple):
    """An event that stands, reduced to what all clients together can teach."""

    client_id: int
    sku: str
    kind: EventKind
    reason: Refusal | None
    at: int


class EventState(NamedTuple):
    """An event was undone at this moment, or redone."""

    event_id: int
    undone: bool
    at: int


@dataclass(frozen=True, slots=True)
class Merge:
    """One client was joined to another: `gone` is no longer listed, `keep` stands for both."""

    id: int
    keep: ClientId
    gone: ClientId
    at: int


@dataclass(frozen=True, slots=True)
class WeightsVersion:
    """Weights of the score as they were from `at` on, and why they were set."""

    version: int
    at: int
    reason: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the clients' file.

    Attributes:
        path: the copy.
        at: when it was made.
        size_bytes: how large it is.
        clients: how many clients it lists; None when it cannot be read.
        expires_at: the day it is replaced if the program is used every day (later otherwise); None when no
            rotation takes it: it stays until somebody deletes it.
    """

    path: Path
    at: int
    size_bytes: int
    clients: int | None
    expires_at: int | None


@dataclass(frozen=True, slots=True)
class BackupHolding:
    """A copy that still holds a forgotten client, or may: `certain` is False for one that cannot be read.

    `expires_at` as in `Backup`.
    """

    path: Path
    expires_at: int | None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What was erased, and what still holds it.

    Attributes:
        client_id: the forgotten client.
        erased: rows by table; tables in which nothing was found are left out.
        cleaned: whether the freed space on the disk was overwritten as well. Where it was not (the disk is
            full, another program reads the file), that is tried again whenever the file is opened.
        detail: why it was not cleaned.
        backups: the copies that still hold the client, newest first.
        rewritten: the copies the client was erased from.
    """

    client_id: ClientId
    erased: Mapping[str, int]
    cleaned: bool
    detail: str = ""
    backups: tuple[BackupHolding, ...] = ()
    rewritten: tuple[Path, ...] = ()
