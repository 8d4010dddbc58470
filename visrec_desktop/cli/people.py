"""The commands about clients: `client`, `feedback`, `recommend`, and `search --client`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from visrec_desktop.cli.hits import tell_match
from visrec_desktop.cli.opening import opened
from visrec_desktop.cli.output import complain, one_line, write, write_json
from visrec_desktop.core.values import MatchStatus, Photo

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from visrec_desktop.core.clients import Client, Knowledge
    from visrec_desktop.core.paths import DataPaths
    from visrec_desktop.core.values import Filters, MatchResult
    from visrec_desktop.services.clients import Brief, Seen
    from visrec_desktop.services.workspace import Workspace

DONE, DONE_WITH_FAILURES = 0, 1


def find_client(workspace: Workspace, name_or_id: str) -> Client:
    """The client that an argument names, by number or by name."""
    from visrec_desktop.services.clients import find

    return find(workspace, name_or_id)


def match_for(
    workspace: Workspace, photo: Photo, client_id: int, filters: Filters, arguments: argparse.Namespace
) -> MatchResult:
    """`visrec search --client`: a photo for a client, with nothing left out for variety."""
    from visrec_desktop.services.recommending import Question, recommend

    question = Question(photo, client_id, filters, arguments.top, arguments.crop, diversity=0.0)
    return recommend(workspace, question, closely=True)


def recommend(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec recommend`."""
    from visrec_desktop.services import recommending

    with opened(arguments, paths, writable=False) as workspace:
        photo = None if arguments.photo is None else Photo(str(arguments.photo), path=arguments.photo)
        question = recommending.Question(
            photo,
            find_client(workspace, arguments.client).id,
            top=arguments.top,
            balance=_given(arguments.balance, recommending.DEFAULT_BALANCE),
            diversity=_given(arguments.diversity, recommending.DEFAULT_DIVERSITY),
        )
        result = recommending.recommend(workspace, question, closely=True)
    tell_match(result, as_json=arguments.json)
    return DONE_WITH_FAILURES if result.status is MatchStatus.FAILED else DONE


def _given(value: float | None, default: float) -> float:
    return default if value is None else value


def feedback(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec feedback`."""
    from visrec_desktop.core.clients import EventKind, EventSource, Refusal
    from visrec_desktop.services import feedback as events

    kind = EventKind(arguments.event)
    reason = None if arguments.reason is None else Refusal(arguments.reason)
    with opened(arguments, paths, writable=True) as workspace:
        client = find_client(workspace, arguments.client)
        if arguments.undo:
            learned = events.undo_latest(workspace, client.id, arguments.sku, kind)
        else:
            learned = events.give(
                workspace, client.id, arguments.sku, kind, reason, source=EventSource.COMMAND
            )
    if arguments.json:
        write_json(
            {
                "client": int(client.id),
                "sku": learned.event.sku,
                "event": learned.event.kind.value,
                "undone": arguments.undo,
                "profile_changed": list(learned.changes),
            }
        )
    else:
        write(one_line(learned.sentence or "Noted."))
    return DONE


def clients(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec client ACTION`."""
    actions: dict[str, Callable[[argparse.Namespace, DataPaths], int]] = {
        "add": _add,
        "list": _list,
        "show": _show,
        "export": _export,
        "forget": _forget,
    }
    return actions[arguments.action](arguments, paths)


def _add(arguments: argparse.Namespace, paths: DataPaths) -> int:
    from visrec_desktop.core.clients import Client, ClientId
    from visrec_desktop.services import clients as use
    from visrec_desktop.services.client_record import NewClient, read_record

    if arguments.json_profile is None:
        new = NewClient(Client(ClientId(0), arguments.name))
    else:
        new = read_record(arguments.json_profile, arguments.name)
    with opened(arguments, paths, writable=True) as workspace:
        added = use.add(workspace, new.client, answers=new.answers, owned=new.owned)
        _tell_brief(use.brief(workspace, added.id), as_json=arguments.json)
    return DONE


def _list(arguments: argparse.Namespace, paths: DataPaths) -> int:
    from visrec_desktop.services.clients import list_clients

    with opened(arguments, paths, writable=False) as workspace:
        found = list_clients(workspace)
    for client in found:
        if arguments.json:
            write_json(
                {
                    "id": int(client.id),
                    "name": client.name,
                    "contact": client.contact,
                    "last_visit": _moment(client.last_visit),
                    "knowledge": _counts(client.knowledge),
                }
            )
        else:
            write(one_line(f"{client.id:6d}  {client.name}  {client.contact}"))
    if not found and not arguments.json:
        complain("There are no clients yet. Add one: visrec client add NAME")
    return DONE


def _show(arguments: argparse.Namespace, paths: DataPaths) -> int:
    from visrec_desktop.services.clients import brief

    with opened(arguments, paths, writable=False) as workspace:
        found = brief(workspace, find_client(workspace, arguments.client).id)
    _tell_brief(found, as_json=arguments.json)
    return DONE


def _export(arguments: argparse.Namespace, paths: DataPaths) -> int:
    from visrec_desktop.services.privacy import export_client

    with opened(arguments, paths, writable=False) as workspace:
        client = find_client(workspace, arguments.client)
        written = export_client(workspace, client.id, arguments.out)
    if arguments.json:
        write_json({"client": int(client.id), "files": [str(path) for path in written]})
    else:
        write("\n".join(one_line(f"Written: {path}") for path in written))
    return DONE


def _forget(arguments: argparse.Namespace, paths: DataPaths) -> int:
    from visrec_desktop.services.privacy import forget

    with opened(arguments, paths, writable=True) as workspace:
        client = find_client(workspace, arguments.client)
        report = forget(workspace, client.id)
    backups = [
        {"path": str(held.path), "expires": _moment(held.expires_at or 0), "certain": held.certain}
        for held in report.backups
    ]
    if arguments.json:
        write_json(
            {
                "client": int(report.client_id),
                "erased": dict(report.erased),
                "cleaned": report.cleaned,
                "detail": report.detail,
                "backups": backups,
            }
        )
    else:
        erased = ", ".join(f"{table} {number}" for table, number in report.erased.items())
        write(f"Client {report.client_id} is forgotten. Erased: {erased}.")
        if not report.cleaned:
            write(one_line(f"Freed space on the disk is still to be overwritten: {report.detail}"))
        for held in backups:
            until = f"until {held['expires']}" if held["expires"] else "until it is deleted"
            write(one_line(f"A copy still holds the client, {until}: {held['path']}"))
    return DONE


def _tell_brief(brief: Brief, *, as_json: bool) -> None:
    from visrec_desktop.services.client_record import record_of

    told: dict[str, Any] = {
        **record_of(brief.client),
        "last_visit": _moment(brief.last_visit),
        "knowledge": _counts(brief.knowledge),
        "liked": [_seen(seen) for seen in brief.liked],
        "refused": [_seen(seen) for seen in brief.refused],
        "bought": [_seen(seen) for seen in brief.bought],
        "owned": [{"sku": thing.sku, "name": thing.name} for thing in brief.owned],
        "consents": [
            {"purpose": answer.purpose.value, "given": answer.given, "at": _moment(answer.at)}
            for answer in brief.consents
        ],
        "photos": len(brief.photos),
    }
    if as_json:
        write_json(told)
        return
    for name, value in told.items():
        if value not in ("", None, [], {}, False):
            write(one_line(f"{name}: {_readable(value)}"))


def _readable(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(
            f"{key} {_readable(entry)}" for key, entry in value.items() if entry not in ("", None)
        )
    if isinstance(value, list):
        return "; ".join(_readable(entry) for entry in value)
    return str(value)


def _seen(seen: Seen) -> dict[str, Any]:
    told: dict[str, Any] = {"sku": seen.sku, "name": seen.name, "at": _moment(seen.at)}
    return told if seen.reason is None else {**told, "reason": seen.reason.value}


def _counts(knowledge: Knowledge) -> dict[str, int]:
    return {
        "likes": knowledge.likes,
        "refusals": knowledge.refusals,
        "purchases": knowledge.purchases,
        "photos": knowledge.photos,
    }


def _moment(at: int) -> str:
    """ISO time of microseconds since 1970; empty for never."""
    return datetime.fromtimestamp(at / 1_000_000, UTC).isoformat(timespec="seconds") if at else ""
