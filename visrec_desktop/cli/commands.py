"""The commands: each does one thing and returns the exit code."""

from __future__ import annotations

import argparse
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from types import FrameType
from typing import TYPE_CHECKING, Any

from visrec_desktop.cli.arguments import filters_of
from visrec_desktop.cli.hits import tell_match
from visrec_desktop.cli.import_notes import tell_plan
from visrec_desktop.cli.opening import opened
from visrec_desktop.cli.output import (
    ProgressLine,
    complain,
    one_line,
    reason,
    writable,
    write,
    write_json,
)
from visrec_desktop.cli.people import clients, feedback, find_client, match_for, recommend
from visrec_desktop.core.errors import Cancelled
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import MatchStatus, Photo
from visrec_desktop.services.importing import (
    ImportPlan,
    ImportReport,
    ImportRequest,
    rehearse,
    run_import,
)

if TYPE_CHECKING:
    from visrec_desktop.services.workspace import Workspace

DONE, DONE_WITH_FAILURES = 0, 1


@contextmanager
def _stopped_by_ctrl_c(token: CancelToken) -> Iterator[None]:
    """Ctrl+C asks the work to end well; a second one ends it at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        token.cancel()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def import_(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec import`."""
    request = ImportRequest(tuple(arguments.paths), arguments.sheet, arguments.map, arguments.dry_run)
    token = CancelToken()
    line = ProgressLine()

    def look(plan: ImportPlan) -> None:
        line.close()
        tell_plan(plan, with_columns=request.dry_run)

    with (
        rehearse(paths) if request.dry_run else nullcontext(paths) as folder,
        opened(arguments, folder, writable=True) as workspace,
        _stopped_by_ctrl_c(token),
    ):
        steps = run_import(workspace, request, token, look)
        while True:
            try:
                event = next(steps)
            except StopIteration as end:
                report = end.value
                break
            if isinstance(event, Progress):
                line.show(event)
        line.close()
        _tell_import(report, arguments)
        if not request.dry_run and not report.cancelled:
            _fit_to_catalog(workspace, token)
    return DONE_WITH_FAILURES if report.failed or report.cancelled else DONE


def _fit_to_catalog(workspace: Workspace, token: CancelToken) -> None:
    """Fit the index and what scores mean to the catalog as it is now; stopped, what was before counts."""
    from visrec_desktop.services.calibrating import calibrate_if_due
    from visrec_desktop.services.projecting import refit_if_due

    line = ProgressLine()
    with suppress(Cancelled):
        for progress in chain(refit_if_due(workspace, token), calibrate_if_due(workspace, token)):
            line.show(progress)
    line.close()


def _tell_import(report: ImportReport, arguments: argparse.Namespace) -> None:
    failed = [
        {
            "path": writable(failure.path),
            "code": failure.code.value,
            "reason": reason(failure.code, failure.subject, failure.detail),
        }
        for failure in report.failed
    ]
    told = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "failed": failed,
        "elapsed_s": report.elapsed_s,
    }
    if report.cancelled:
        complain("Stopped. What was done is kept; the same command goes on from there.")
    if arguments.json:
        write_json(told)
        return
    would = "Would be: " if arguments.dry_run else ""
    write(
        f"{would}{report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.skipped} skipped, {len(failed)} failed, in {report.elapsed_s:.1f} s"
    )
    for failure in failed:
        write(f"  {one_line(failure['path'])}: {failure['reason']}")


def search(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec search`: nothing of the photos is kept, not even in the log."""
    from visrec_desktop.services.refining import match_closely

    filters = filters_of(arguments.where)
    failures = 0
    with opened(arguments, paths, writable=False) as workspace:
        client_id = None if arguments.client is None else find_client(workspace, arguments.client).id
        for path in arguments.photos:
            photo = Photo(str(path), path=path)
            if client_id is None:
                result = match_closely(workspace, photo, filters, arguments.top, crop=arguments.crop)
            else:
                result = match_for(workspace, photo, client_id, filters, arguments)
            failures += result.status is MatchStatus.FAILED
            tell_match(result, as_json=arguments.json)
    return DONE_WITH_FAILURES if failures else DONE


def models(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec models`."""
    from visrec_desktop.services import diagnosis

    with diagnosis.examined(paths, demo=not arguments.no_demo) as workspace:
        told = {
            "versions": diagnosis.versions(),
            **diagnosis.models(workspace),
            "providers": diagnosis.providers(workspace),
        }
    if arguments.json:
        write_json(told)
    else:
        _tell_models(told)
    return DONE_WITH_FAILURES if told["broken"] else DONE


def _tell_models(told: dict[str, Any]) -> None:
    for pack in told["models"]:
        mark = "*" if pack["in_use"] else " "
        write(f"{mark} {pack['name']} {pack['version']}: {pack['title']}, {pack['dimensions']} dimensions")
        write(f"    {pack['licence']}; {pack['attribution']}")
        write(f"    sha256 {pack['sha256']}")
    for broken in told["broken"]:
        write(f"! {broken['path']}: {broken['reason']}")
    _tell_provider(told["providers"])


def _tell_provider(told: dict[str, Any]) -> None:
    speed = "" if told["ms_per_photo"] is None else f", {told['ms_per_photo']} ms a photo"
    write(f"runs on: {told['in_use'] or 'nothing'} ({told['reason']}){speed}")
    write(f"available: {', '.join(told['available'])}")


def doctor(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec doctor`."""
    from visrec_desktop.services import diagnosis

    with diagnosis.examined(paths, demo=not arguments.no_demo) as workspace:
        told = {
            "versions": diagnosis.versions(),
            "data_dir": str(paths.root),
            **diagnosis.models(workspace),
            "providers": diagnosis.providers(workspace),
            "coverage": diagnosis.coverage(workspace),
            "calibration": diagnosis.calibration(workspace),
            "health": diagnosis.health(workspace),
            "checks": diagnosis.checks(workspace, full=False),
        }
    if arguments.json:
        write_json(told)
    else:
        for name, number in told["versions"].items():
            write(f"{name}: {number}")
        write(f"data folder: {told['data_dir']}")
        _tell_models(told)
        found = told["coverage"]
        if found["products"] is not None:
            write(f"products: {found['products']}, found by photo: {found['with_embedding']}")
        _tell_calibration(told["calibration"])
        _tell_health(told["health"])
        _tell_checks(told["checks"])
    sound = all(check["ok"] for check in told["checks"]) and not told["broken"]
    return DONE if sound else DONE_WITH_FAILURES


def _tell_calibration(told: dict[str, Any]) -> None:
    if not told["fitted"]:
        write("bands: as shipped, on the scale of this catalog")
        return
    state = "" if told["up_to_date"] else "; the catalog has changed since"
    write(
        f"bands: fitted to this catalog from {told['pairs']} pairs "
        f"({told['photos']} further pictures, {told['copies']} photo-like copies){state}"
    )


def _tell_health(told: dict[str, int | None]) -> None:
    """One line, and one for each finding that there is something of."""
    if told["to_look_at"] is None:
        return
    write(f"catalog health: {told['to_look_at']} products to look at")
    for finding, count in told.items():
        if count and finding != "to_look_at":
            write(f"  {finding.replace('_', ' ')}: {count}")


def check(arguments: argparse.Namespace, paths: DataPaths) -> int:
    """`visrec check`."""
    from visrec_desktop.services import diagnosis

    with diagnosis.examined(paths, demo=not arguments.no_demo) as workspace:
        told = diagnosis.checks(workspace, full=not arguments.quick)
    sound = all(entry["ok"] for entry in told)
    if arguments.json:
        write_json({"ok": sound, "checks": told})
    else:
        _tell_checks(told)
    return DONE if sound else DONE_WITH_FAILURES


def _tell_checks(told: list[dict[str, Any]]) -> None:
    for entry in told:
        write(f"{'ok  ' if entry['ok'] else 'FAIL'} {entry['name']}: {entry['detail']}")


COMMANDS: dict[str, Callable[[argparse.Namespace, DataPaths], int]] = {
    "import": import_,
    "search": search,
    "recommend": recommend,
    "client": clients,
    "feedback": feedback,
    "models": models,
    "doctor": doctor,
    "check": check,
}
