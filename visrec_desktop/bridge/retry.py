"""Which import repeats what failed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.pictures import is_picture_name

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportFailure, ImportPlan, ImportReport, ImportRequest


def retry_request(tried: ImportRequest | ImportPlan, report: ImportReport) -> ImportRequest:
    """A request for the failed files only.

    The whole is repeated where single files would not find their products: a failure may be a row of a sheet
    or a folder that could not be listed; a plan may have given pictures to rows, joined several to one
    product, or taken them out of an archive. What is stored counts as unchanged then. A file whose SKU
    another one had is never tried alone: it would take the other one's place.
    """
    from visrec_desktop.services.importing import ImportPlan

    request = tried.request if isinstance(tried, ImportPlan) else tried
    if isinstance(tried, ImportPlan) and _joins_files(tried):
        return request
    failed = tuple(dict.fromkeys(Path(failure.path) for failure in report.failed if may_help(failure)))
    if not all(map(is_picture_name, failed)):
        return request
    return replace(request, paths=failed, sheet=None, adopt_sheet=False)


def may_help(failure: ImportFailure) -> bool:
    """Whether trying again may end otherwise."""
    return failure.code is not ErrorCode.DUPLICATE_SKU


def can_help(report: ImportReport) -> bool:
    """Whether trying again may end otherwise for some of an import's failures."""
    return any(map(may_help, report.failed))


def _joins_files(plan: ImportPlan) -> bool:
    request = plan.request
    has_table = any(table.used for table in plan.tables)
    return has_table or bool(plan.archives) or request.group or bool(request.assigned)
