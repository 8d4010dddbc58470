"""Everything that the paths of a request lead to: pictures, sheets, and what is neither."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.core.pictures import (
    is_archive_name,
    is_folder,
    is_picture_name,
    is_sheet_name,
    natural_key,
    walk_files,
)
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.settled import busy_files
from visrec_desktop.services.importing.values import ImportRequest

_REPORT_EVERY = 500
_BLOCK = 1 << 20


@dataclass(slots=True)
class Found:
    """What was found.

    Attributes:
        pictures: picture files, and named files that may be ones.
        sheets: files whose names end like a sheet's; `named` holds those that were named themselves.
        unpacked: the folders that archives were unpacked into, and the archives.
        failures: folders and archives that cannot be read.
        skipped: how many files are of no use.
        archives: the archives, and whether each was named itself: then its sheets count as named, too.
    """

    pictures: list[Path] = field(default_factory=list)
    sheets: list[Path] = field(default_factory=list)
    named: set[Path] = field(default_factory=set)
    unpacked: dict[Path, Path] = field(default_factory=dict)
    failures: list[ImportFailure] = field(default_factory=list)
    skipped: int = 0
    seen: set[Path] = field(default_factory=set)
    archives: dict[Path, bool] = field(default_factory=dict)


def collect(request: ImportRequest, store: Path, token: CancelToken) -> Iterator[Progress | Found]:
    """Find everything the request names; the last thing yielded is what was found.

    Args:
        request: what to import.
        store: the folder that archives are unpacked into, each into one of its own.
        token: stops the search.

    Raises:
        KnownError: the sheet that was asked for is still being written.
        Cancelled: the token was set.
    """
    found = Found()
    if request.sheet is not None:
        sheet = absolute(request.sheet)
        found.seen.add(sheet)
        found.sheets.append(sheet)
        found.named.add(sheet)
    for count, _ in enumerate(_find(request.paths, found), start=1):
        if count % _REPORT_EVERY == 0:
            token.check()
            yield Progress("collecting", count)
    _leave_out_busy(found, request.sheet)
    for archive, is_named in found.archives.items():
        yield from _unpack(archive, store, found, token, is_named=is_named)
    token.check()
    yield found


def absolute(path: Path) -> Path:
    """The whole path, with links left as they are: a link keeps its own name, which is its SKU."""
    whole = Path.cwd() / path
    if ".." not in whole.parts:
        return whole
    plain = Path(os.path.normpath(whole))
    try:
        is_same = plain.parent.samefile(whole.parent)  # not where `..` leaves a link
    except OSError:
        return whole
    return plain if is_same else whole


def _find(paths: tuple[Path, ...], found: Found) -> Iterator[None]:
    def unlisted(folder: Path, error: OSError) -> None:
        found.failures.append(ImportFailure.of(str(folder), known_os_error(error, str(folder))))

    for given in paths:
        path = absolute(given)
        if is_folder(path):
            bounds = _Bounds(path)
            for file in walk_files(path, hidden=True, on_error=unlisted):
                if any(part.startswith(".") for part in file.relative_to(path).parts[:-1]):
                    found.skipped += 1  # in a hidden folder, such as a camera's small copies
                elif bounds.holds(file):
                    _sort_in(file, found, is_named=False)
                else:
                    error = KnownError(ErrorCode.LINK_OUTSIDE, str(file))
                    found.failures.append(ImportFailure.of(str(file), error))
                yield
        else:
            _sort_in(path, found, is_named=True)
            yield


def _sort_in(path: Path, found: Found, *, is_named: bool) -> None:
    if path in found.seen:
        if is_named and is_sheet_name(path):
            found.named.add(path)  # it lay in a folder before it was named
        return
    found.seen.add(path)
    hidden = path.name.startswith(".") or path.name.startswith("~$")  # `~$`: a lock file of an office program
    if hidden and not is_named:
        found.skipped += 1
    elif is_sheet_name(path):
        found.sheets.append(path)
        if is_named:
            found.named.add(path)
    elif is_archive_name(path):
        found.archives[path] = is_named
    elif is_named or is_picture_name(path):
        found.pictures.append(path)
    else:
        found.skipped += 1


def _leave_out_busy(found: Found, sheet: Path | None) -> None:
    """Take out what is still being written: half a file is not what the user means.

    Raises:
        KnownError: `FILE_BUSY` for the sheet that was asked for.
    """
    for error in busy_files([*found.sheets, *found.archives, *found.pictures]):
        path = Path(error.subject)
        if sheet is not None and path == absolute(sheet):
            raise error
        found.failures.append(ImportFailure.of(error.subject, error))
        found.archives.pop(path, None)
        found.sheets = [other for other in found.sheets if other != path]
        found.pictures = [other for other in found.pictures if other != path]


class _Bounds:
    """What lies in a folder, as the disk has it: a link may lead anywhere."""

    def __init__(self, folder: Path) -> None:
        self._real = os.path.realpath(folder)
        self._parents: dict[Path, bool] = {}

    def holds(self, file: Path) -> bool:
        """Whether a file below the folder really lies there; one that is not there at all does."""
        if file.is_symlink():
            return not file.exists() or self._is_inside(os.path.realpath(file))
        parent = file.parent
        if parent not in self._parents:
            self._parents[parent] = self._is_inside(os.path.realpath(parent))
        return self._parents[parent]

    def _is_inside(self, real: str) -> bool:
        return os.path.commonpath((real, self._real)) == self._real


def _unpack(
    archive: Path, store: Path, found: Found, token: CancelToken, *, is_named: bool
) -> Iterator[Progress]:
    from visrec_desktop.sources.archives import Unpacked, unpack

    try:
        folder = store / f"{archive.stem[:40].strip(' .')}-{_fingerprint(archive, token)}"
        for event in unpack(archive, folder, token):
            if isinstance(event, Unpacked):
                found.skipped += event.skipped
                found.failures += [
                    ImportFailure(f"{archive}/{refused.name}", refused.code, refused.name, refused.detail)
                    for refused in event.refused
                ]
                found.unpacked[folder] = archive
                for file in sorted(event.files, key=natural_key):
                    _sort_in(file, found, is_named=False)
                    if is_named and is_sheet_name(file):
                        found.named.add(file)
            else:
                yield event
    except KnownError as error:
        found.failures.append(ImportFailure.of(str(archive), error))


def _fingerprint(path: Path, token: CancelToken) -> str:
    """Eight hexadecimal digits of a file's content: the same archive is unpacked into the same place."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                token.check()
                digest.update(block)
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    return digest.hexdigest()[:8]
