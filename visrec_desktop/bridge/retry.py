"""Which import repeats what failed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.pictures import is_picture_name

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportReport, ImportRequest


def retry_request(request: ImportRequest, report: ImportReport) -> ImportRequest:
    """A request for the failed files only.

    A failure may be a row of a sheet or a folder that could not be listed. Then the whole request is
    repeated, because only the sheet knows what belongs to the row; what is stored counts as unchanged.
    """
    failed = tuple(dict.fromkeys(Path(failure.path) for failure in report.failed))
    if not all(map(is_picture_name, failed)):
        return request
    return replace(request, paths=failed, sheet=None, adopt_sheet=False)
