"""The jobs of the health session, as the runners take them."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.progress import CancelToken, Progress

if TYPE_CHECKING:
    from visrec_desktop.data.duplicates import MergeRecord
    from visrec_desktop.data.proposals import Accepted
    from visrec_desktop.services.health.look import HealthEvent
    from visrec_desktop.services.health.values import HealthReport, Looked, Part
    from visrec_desktop.services.moved import MovedReport
    from visrec_desktop.services.workspace import Workspace

Key = tuple[int, str]


def overview(workspace: Workspace, looked: Looked, whole: bool, token: CancelToken) -> HealthReport:
    """See `services.health.overview`."""
    from visrec_desktop.services.health import overview as service

    return service.overview(workspace, looked, whole=whole)


def look(
    workspace: Workspace, parts: frozenset[Part], known: Looked, token: CancelToken
) -> Generator[HealthEvent, None, HealthReport]:
    """See `services.health.look`."""
    from visrec_desktop.services.health.look import report

    return report(workspace, token, parts, known)


def accept(workspace: Workspace, keys: tuple[Key, ...], token: CancelToken) -> tuple[Accepted, ...]:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    return service.accept(workspace, keys)


def take_back(workspace: Workspace, accepted: tuple[Accepted, ...], token: CancelToken) -> tuple[Key, ...]:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    return service.take_back(workspace, accepted)


def refuse(workspace: Workspace, keys: tuple[Key, ...], refused: bool, token: CancelToken) -> int:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    return service.refuse(workspace, keys, refused=refused)


def merge(workspace: Workspace, keep: int, gone: int, token: CancelToken) -> MergeRecord:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    return service.merge(workspace, keep, gone)


def part(workspace: Workspace, record: MergeRecord, token: CancelToken) -> None:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    service.part(workspace, record)


def keep_apart(
    workspace: Workspace, pairs: tuple[tuple[int, int], ...], apart: bool, token: CancelToken
) -> None:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    service.keep_apart(workspace, pairs, apart=apart)


def put_away(workspace: Workspace, ids: tuple[int, ...], token: CancelToken) -> int:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    return service.put_away(workspace, ids)


def fetch_back(workspace: Workspace, ids: tuple[int, ...], token: CancelToken) -> int:
    """See `services.health.changes`."""
    from visrec_desktop.services.health import changes as service

    return service.fetch_back(workspace, ids)


def find_moved(
    workspace: Workspace, roots: tuple[Path, ...], token: CancelToken
) -> Generator[Progress, None, MovedReport]:
    """See `services.moved.find_moved`."""
    from visrec_desktop.services import moved

    return moved.find_moved(workspace, token, roots)


def apply_moved(workspace: Workspace, report: MovedReport, token: CancelToken) -> int:
    """See `services.moved.apply_moved`."""
    from visrec_desktop.services import moved

    return moved.apply_moved(workspace, report)


def undo_moved(workspace: Workspace, report: MovedReport, token: CancelToken) -> int:
    """See `services.moved.undo_moved`."""
    from visrec_desktop.services import moved

    return moved.undo_moved(workspace, report)
