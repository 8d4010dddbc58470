"""The file in the index folder that keeps a projection: derived data, never worth a failure.

One line of JSON, which also tells the matrix's shape and hash, then the matrix as float32, little-endian.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.errors import known_write_error
from visrec_desktop.vision.principal import DIMENSIONS
from visrec_desktop.vision.projection import Projection

if TYPE_CHECKING:
    from pathlib import Path

    from visrec_desktop.vision.packs import ModelPack

_FORMAT = 1
"""To be raised when projections are fitted in another way: older files are made anew then."""


@dataclass(frozen=True)
class Fitted:
    """A projection and what it was fitted on.

    Attributes:
        projection: with a matrix.
        vectors: how many vectors the catalog had.
        sample: pictures that were looked at.
    """

    projection: Projection
    vectors: int
    sample: tuple[int, ...]


def projection_path(folder: Path, space: str) -> Path:
    """The file of a space in the index folder."""
    return folder / (re.sub(r"[^A-Za-z0-9.-]", "_", space) + ".projection")


def read_projection(folder: Path, pack: ModelPack, catalog_id: str) -> Fitted | None:
    """What was stored for this catalog and model; None where nothing was, or nothing that is whole."""
    try:
        line, data = projection_path(folder, pack.space).read_bytes().split(b"\n", 1)
        told = json.loads(line)
        owner = (told["format"], told["space"], told["catalog"])
        if owner != (_FORMAT, pack.space, catalog_id) or _hash(data) != told["sha256"]:
            return None
        if told["shape"][1] != DIMENSIONS:
            return None
        matrix = np.frombuffer(data, "<f4").reshape(told["shape"]).astype(np.float32)
        projection = Projection(pack.space, pack.parts, matrix)
        return Fitted(projection, int(told["vectors"]), tuple(int(each) for each in told["sample"]))
    except (OSError, ValueError, TypeError, LookupError):
        return None  # fitted anew: nothing is lost


def write_projection(folder: Path, fitted: Fitted, catalog_id: str) -> None:
    """Write the file whole, or leave the older one.

    Raises:
        KnownError: the disk is full or the folder cannot be written.
    """
    matrix = fitted.projection.matrix
    if matrix is None:
        raise ValueError("vectors that stay as they are need no file")
    data = np.ascontiguousarray(matrix, "<f4").tobytes()
    told = {
        "format": _FORMAT,
        "space": fitted.projection.space,
        "catalog": catalog_id,
        "vectors": fitted.vectors,
        "sample": fitted.sample,
        "shape": matrix.shape,
        "sha256": _hash(data),
    }
    path = projection_path(folder, fitted.projection.space)
    temporary = path.with_suffix(".tmp")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(json.dumps(told).encode() + b"\n" + data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise known_write_error(error, str(path)) from error


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
