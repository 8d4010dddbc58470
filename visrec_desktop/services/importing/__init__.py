"""Import: pictures and sheets in, products out, with their features following."""

from visrec_desktop.services.events import ImportFailure, ProductsChanged
from visrec_desktop.services.importing.planning import PlanCache, discard_plan, plan_import
from visrec_desktop.services.importing.rehearsal import rehearse
from visrec_desktop.services.importing.run import apply_plan, run_import
from visrec_desktop.services.importing.undoing import (
    leave_import,
    past_imports,
    redo_import,
    resume_import,
    undo_import,
)
from visrec_desktop.services.importing.values import (
    ImportEvent,
    ImportItem,
    ImportPlan,
    ImportReport,
    ImportRequest,
    PastImport,
    PlanEvent,
    SheetChoice,
    UndoReport,
    Verdict,
)

__all__ = [
    "ImportEvent",
    "ImportFailure",
    "ImportItem",
    "ImportPlan",
    "ImportReport",
    "ImportRequest",
    "PastImport",
    "PlanCache",
    "PlanEvent",
    "ProductsChanged",
    "SheetChoice",
    "UndoReport",
    "Verdict",
    "apply_plan",
    "discard_plan",
    "leave_import",
    "past_imports",
    "plan_import",
    "redo_import",
    "rehearse",
    "resume_import",
    "run_import",
    "undo_import",
]
