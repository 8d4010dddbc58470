"""What to import from the paths that someone dropped or chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from visrec_desktop.core.pictures import is_sheet_name


@dataclass(frozen=True, slots=True)
class Sources:
    """Pictures and folders of pictures, the sheet that describes them, and sheets that were one too many."""

    paths: tuple[Path, ...]
    sheet: Path | None
    left_out: tuple[Path, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to import."""
        return not self.paths and self.sheet is None


def sort_sources(paths: Sequence[Path]) -> Sources:
    """Tell sheets from pictures and folders by their names alone; the disk is not touched.

    The first sheet counts. A file twice in the list is taken once.
    """
    unique = tuple(dict.fromkeys(paths))
    sheets = [path for path in unique if looks_like_sheet(path)]
    return Sources(
        paths=tuple(path for path in unique if path not in sheets),
        sheet=sheets[0] if sheets else None,
        left_out=tuple(sheets[1:]),
    )


def looks_like_sheet(path: Path) -> bool:
    """Whether a dropped file is meant as a sheet; suppliers also send tables as `.txt`."""
    return is_sheet_name(path) or path.suffix.lower() == ".txt"
