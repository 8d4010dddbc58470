"""The folder of hostile pictures through the program's own import, and beside plain Pillow."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.children import ask
from benchmarks.figures import ROOT, WORK, Goal, Options, Result, Table, one
from benchmarks.torture_compare import Comparison, compare
from benchmarks.torture_watch import Watched, watch_import

DOCUMENT = ROOT / "docs" / "torture.md"
MOST_SECONDS, MOST_MIB = 10.0, 600.0
QUICK = 40
MIB = 1 << 20


def run(options: Options) -> list[Result]:
    """Import, compare, and write `docs/torture.md`."""
    source = options.data("torture")
    WORK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORK) as scratch:
        folder = _staged(source, Path(scratch) / "pictures", QUICK if options.quick else None)
        watched = watch_import(folder, Path(scratch) / "data")
        answers = Path(scratch) / "reference.npz"
        reference = ask("torture_reference", folder, answers)
        compared = compare(folder, answers, reference["sizes"])
    failed = {Path(each["path"]).name: each for each in watched.report["failed"]}
    result = _result(watched, compared, failed, reference["errors"])
    if not options.quick:
        text = _document(result, _reasons(failed, reference["errors"]))
        DOCUMENT.write_text(text, encoding="utf-8")
    return [result]


def _staged(source: Path, target: Path, most: int | None) -> Path:
    """A copy in which no two files share a name before the ending: without a sheet that is the SKU."""
    target.mkdir(parents=True)
    seen: Counter[str] = Counter()
    for path in sorted(source.iterdir())[:most]:
        seen[path.stem] += 1
        name = path.name if seen[path.stem] == 1 else f"{path.stem}__{seen[path.stem]}{path.suffix}"
        shutil.copyfile(path, target / name)
    return target


def _result(
    watched: Watched, compared: Comparison, failed: dict[str, dict[str, Any]], errors: dict[str, str]
) -> Result:
    report = watched.report
    accounted = report["added"] + report["skipped"] + len(failed)
    lost = sorted((set(compared.readable) - set(report["taken"])) | set(compared.refused))
    seconds = report["seconds"]
    slowest = max(seconds, key=lambda name: seconds[name])
    return Result(
        "torture",
        "Hostile pictures",
        f"{watched.files} files of the test suites of image libraries, imported by `services.importing` in a "
        "new process (the model loaded before), watched from outside every 5 ms with its children; "
        "then decoded once more beside plain Pillow with pi-heif.",
        (
            one("files not accounted for", watched.files - accounted, "files", Goal(0, of_ratio=False)),
            one("longest time of a file", seconds[slowest], "s", Goal(MOST_SECONDS, of_ratio=False)),
            one("memory above idle, children included", watched.above_idle / MIB, "MiB", _memory_goal()),
            one("Pillow reads it, the program does not", len(lost), "files", Goal(0, of_ratio=False)),
            one("not as Pillow shows it, upright", len(compared.different), "files", Goal(0, of_ratio=False)),
            one("read by both", len(compared.alike), "files"),
            one("read by the program alone", len(compared.ours_alone), "files"),
        ),
        notes=(
            f"Idle, the model loaded: {watched.idle / MIB:.0f} MiB; at the most "
            f"{watched.peak / MIB:.0f} MiB. Pages that the program shares with its children count for each.",
            f"The slowest was `{slowest}`; the median file took "
            f"{statistics.median(seconds.values()) * 1e3:.1f} ms, waiting for the other thread included.",
            *(f"Pillow reads `{name}`, the program does not." for name in lost),
            *(f"`{name}` differs from Pillow's: {why}." for name, why in sorted(compared.different.items())),
            *(
                f"The program reads `{name}`, Pillow does not: {errors[name]}."
                for name in compared.ours_alone
            ),
        ),
        extra={"outcomes": {name: each["code"] for name, each in failed.items()}},
        tables=(_outcomes(report, failed),),
    )


def _memory_goal() -> Goal:
    return Goal(MOST_MIB, of_ratio=False)


def _outcomes(report: dict[str, Any], failed: dict[str, dict[str, Any]]) -> Table:
    counts = [("imported", report["added"]), ("skipped, not named like a picture", report["skipped"])]
    counts += sorted(Counter(each["code"] for each in failed.values()).items())
    rows = tuple((name, f"{count}") for name, count in counts)
    return Table("Every file's outcome", ("outcome", "files"), rows)


def _reasons(failed: dict[str, dict[str, Any]], errors: dict[str, str]) -> Table:
    """One row for each reason, with the files and what Pillow says of the first."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, each in sorted(failed.items()):
        groups[each["code"], each["detail"]].append(name)
    rows = tuple(
        (
            code,
            detail,
            f"{len(names)}",
            ", ".join(f"`{name}`" for name in names),
            errors.get(names[0], "reads it"),
        )
        for (code, detail), names in sorted(groups.items())
    )
    return Table("Every failure", ("code", "detail", "files", "which", "Pillow"), rows)


def _document(result: Result, reasons: Table) -> str:
    lines = [
        "# Hostile pictures",
        "",
        "Made by `python -m benchmarks torture`; do not edit. " + result.setting,
        "",
        "Pillow's reading of a file is turned upright by its EXIF, laid on white and made a grey square of "
        "64 pixels, and so is the program's. They agree where the sizes are equal, the squares correlate by "
        "0.9 or more, and no turned or mirrored square of the program's fits better. Colour profiles, which "
        "plain Pillow does not apply, change the tones, not that.",
        "",
        "| what | found | goal | |",
        "| --- | --- | --- | --- |",
    ]
    for figure in result.figures:
        goal = "" if figure.goal is None else figure.goal.words(figure.unit)
        verdict = {True: "met", False: "not met", None: ""}[figure.met]
        lines.append(f"| {figure.what} | {figure.value:.3g} {figure.unit} | {goal} | {verdict} |")
    lines += ["", *(f"- {note}" for note in result.notes), ""]
    for table in (*result.tables, reasons):
        lines += [f"## {table.title}", "", f"| {' | '.join(table.headings)} |"]
        lines += [f"|{' --- |' * len(table.headings)}"]
        lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in table.rows]
        lines += [""]
    return "\n".join([*lines, f"Found on {datetime.now(UTC):%Y-%m-%d}.", ""])
