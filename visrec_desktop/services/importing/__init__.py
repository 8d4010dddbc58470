"""Import: pictures and sheets in, products out, with their features following."""

from visrec_desktop.services.events import ImportFailure, ProductsChanged
from visrec_desktop.services.importing.rehearsal import rehearse
from visrec_desktop.services.importing.run import run_import
from visrec_desktop.services.importing.values import ImportEvent, ImportReport, ImportRequest

__all__ = [
    "ImportEvent",
    "ImportFailure",
    "ImportReport",
    "ImportRequest",
    "ProductsChanged",
    "rehearse",
    "run_import",
]
