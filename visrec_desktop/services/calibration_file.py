"""The file in the index folder that keeps a calibration: derived data, never worth a failure."""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from visrec_desktop.core.errors import known_write_error
from visrec_desktop.recommend.calibration import Calibration, Reach

if TYPE_CHECKING:
    from pathlib import Path

    from visrec_desktop.services.workspace import Workspace

_FORMAT = 3


@dataclass(frozen=True, slots=True)
class Stored:
    """What the file holds: see `services.judging.Held`. `seq` is the catalog's `vector_seq` then."""

    calibration: Calibration
    sample: tuple[int, ...]
    vectors: int
    photos: int
    copies: int
    seq: int


def calibration_path(workspace: Workspace) -> Path:
    """The file of the chosen model."""
    return workspace.paths.index / (re.sub(r"[^A-Za-z0-9.-]", "_", workspace.space) + ".calibration.json")


def read_calibration(workspace: Workspace) -> Stored | None:
    """What was stored for this catalog and model; None where nothing was, or nothing that can be read."""
    try:
        raw = json.loads(calibration_path(workspace).read_text(encoding="utf-8"))
        return _stored(raw) if _is_of(raw, workspace) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # made anew: nothing is lost


def write_calibration(workspace: Workspace, stored: Stored) -> None:
    """Write the file whole, or leave the older one.

    Raises:
        KnownError: the disk is full or the folder cannot be written.
    """
    found = stored.calibration
    told = {
        "format": _FORMAT,
        "space": workspace.space,
        "projection": workspace.projection().id,
        "catalog": workspace.catalog().catalog_id(),
        "seq": stored.seq,
        "vectors": stored.vectors,
        "photos": stored.photos,
        "copies": stored.copies,
        "common": found.common,
        "reach": list(found.reach),
        "categories": {name: list(reach) for name, reach in found.categories.items()},
        "weights": list(found.weights),
        "bias": found.bias,
        "agreeing": found.agreeing,
        "agreeing_in": dict(found.agreeing_in),
        "sample": list(stored.sample),
    }
    path = calibration_path(workspace)
    temporary = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        os.replace(temporary, path)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise known_write_error(error, str(path)) from error


def _is_of(raw: dict[str, Any], workspace: Workspace) -> bool:
    owner = (raw["format"], raw["space"], raw["projection"], raw["catalog"])
    catalog_id = workspace.catalog().catalog_id()
    return owner == (_FORMAT, workspace.space, workspace.projection().id, catalog_id)


def _stored(raw: dict[str, Any]) -> Stored:
    closeness, margin, out = (_number(value, least=0.0) for value in raw["weights"])
    calibration = Calibration(
        common=_number(raw["common"]),
        reach=_reach(raw["reach"]),
        categories={str(name): _reach(reach) for name, reach in raw["categories"].items()},
        weights=(closeness, margin, out),
        bias=_number(raw["bias"]),
        agreeing=_number(raw["agreeing"], least=0.0),
        agreeing_in={str(name): _number(share, least=0.0) for name, share in raw["agreeing_in"].items()},
    )
    return Stored(
        calibration,
        tuple(int(picture) for picture in raw["sample"]),
        int(raw["vectors"]),
        int(raw["photos"]),
        int(raw["copies"]),
        int(raw["seq"]),
    )


def _reach(raw: list[Any]) -> Reach:
    nearest, crowd = (_number(value, least=0.0) for value in raw)
    if not 0 < nearest <= crowd:
        raise ValueError("no reach")
    return Reach(nearest, crowd)


def _number(raw: Any, least: float = -math.inf) -> float:  # noqa: ANN401 - whatever JSON holds
    value = float(raw)
    if not math.isfinite(value) or value < least:
        raise ValueError("no number")
    return value
