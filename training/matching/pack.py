"""What stands beside the network in its pack."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.vision.packs import COLOUR_DIMENSIONS, SHAPE_DIMENSIONS

from .recipe import LITE_CHANNELS, RESOURCES, SIZE, STUDENT_CHANNELS

NAME = "visrec-look"
VERSION = "3"
MODEL, AVERAGE, MANIFEST = "model.onnx", "average.npy", "manifest.json"
MEAN_BGR = (104.0, 117.0, 123.0)
LARGEST = 25_000_000
_DECIMALS = 5  # more would be noise of the runtime
_POSITIONS = 7


def write_pack(folder: Path, model: bytes, average: NDArray[np.float32]) -> None:
    """Write the pack's folder: network, average, manifest and licence.

    Raises:
        ValueError: the network is larger than a pack may be.
    """
    if len(model) > LARGEST:
        raise ValueError(f"the network has {len(model):,} bytes, more than {LARGEST:,}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MODEL).write_bytes(model)
    np.save(folder / AVERAGE, average.round(_DECIMALS).astype(np.float32))
    (folder / "LICENSE").write_bytes((RESOURCES / "models" / NAME / "LICENSE").read_bytes())
    text = json.dumps(manifest(_sha256(folder / MODEL), _sha256(folder / AVERAGE)), indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def manifest(model_sha256: str, average_sha256: str) -> dict[str, object]:
    """What `visrec_desktop.vision.packs` reads. A change that moves vectors or scores needs a new version."""
    channels = STUDENT_CHANNELS + LITE_CHANNELS
    return {
        "schema": 1,
        "name": NAME,
        "title": "Retrained ResNet-50 with EfficientNet-Lite1",
        "version": VERSION,
        "file": MODEL,
        "sha256": model_sha256,
        "licence": "BSD-2-Clause and Apache-2.0",
        "attribution": (
            "Body of the open_nsfw network, Copyright (c) 2016, Yahoo Inc., trained further; "
            "EfficientNet-Lite1. See LICENSE in this folder."
        ),
        "input": {
            "size": SIZE,
            "layout": "NCHW",
            "channels": "BGR",
            "mean": list(MEAN_BGR),
            "scale": [1.0, 1.0, 1.0],
            "resize": "centre_crop",
        },
        "tensors": {
            "input": {"name": "image"},
            "features": {"name": "features", "dimensions": [channels]},
            "feature_map": {"name": "feature_map", "dimensions": [channels, _POSITIONS, _POSITIONS]},
        },
        "average": {"file": AVERAGE, "sha256": average_sha256},
        "blocks": [
            {"dimensions": STUDENT_CHANNELS, "weight": 0.5},
            {"dimensions": LITE_CHANNELS, "weight": 0.5},
        ],
        "parts": [
            {"name": "look", "weight": 0.82, "studio_weight": 0.6, "dimensions": channels},
            {"name": "shape", "weight": 0.05, "studio_weight": 0.05, "dimensions": SHAPE_DIMENSIONS},
            {"name": "colour", "weight": 0.13, "studio_weight": 0.35, "dimensions": COLOUR_DIMENSIONS},
        ],
        "bands": {"very_close": 0.6, "close": 0.46, "same_idea": 0.35},
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
