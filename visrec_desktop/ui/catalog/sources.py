"""What to import from the paths that someone dropped or chose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportRequest


def request_of(paths: Sequence[Path]) -> ImportRequest | None:
    """What someone means who drops these: everything, with the sheets among it; None for nothing.

    A dropped `.txt` is meant as a sheet, for suppliers send tables as such; in a folder it may be
    anything. The disk is not touched.
    """
    from visrec_desktop.services.importing import ImportRequest

    unique = tuple(dict.fromkeys(paths))
    if not unique:
        return None
    sheet = next((path for path in unique if path.suffix.lower() == ".txt"), None)
    return ImportRequest(paths=tuple(path for path in unique if path != sheet), sheet=sheet, adopt_sheet=True)
