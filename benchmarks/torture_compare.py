"""The program's decoding beside plain Pillow's: which files each reads, and whether they show the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.torture_reference import small_grey

LEAST_LIKENESS = 0.9
"""Of the two small grey copies, as a correlation; a colour profile changes tones, not shapes."""
_PLAIN = 2.0


@dataclass(slots=True)
class Comparison:
    """Files by name.

    Attributes:
        readable: Pillow reads them.
        refused: Pillow reads them, the program's decoder does not.
        ours_alone: the other way round.
        alike: both read them and show the same, upright.
        different: both read them and do not show the same; with the reason.
    """

    readable: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    ours_alone: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    different: dict[str, str] = field(default_factory=dict)


def compare(folder: Path, copies: Path, sizes: Mapping[str, Sequence[int]]) -> Comparison:
    """Decode every file of a folder, and compare with what `torture_reference` stored."""
    from visrec_desktop.core.errors import KnownError
    from visrec_desktop.vision.decode import close_decoders, decode, read_picture
    from visrec_desktop.vision.opencv import cv2

    found = Comparison(readable=list(sizes))
    with np.load(copies) as stored:
        for path in sorted(folder.iterdir()):
            name = path.name
            try:
                decoded = decode(read_picture(path), name)
            except KnownError:
                if name in sizes:
                    found.refused.append(name)
                continue
            if name not in sizes:
                found.ours_alone.append(name)
                continue
            light = small_grey(cv2.cvtColor(decoded.rgb, cv2.COLOR_RGB2GRAY))
            reason = difference(light, stored[name])
            if [decoded.width, decoded.height] != list(sizes[name]):
                reason = f"{decoded.width} × {decoded.height} pixels, not {sizes[name][0]} × {sizes[name][1]}"
            if reason:
                found.different[name] = reason
            else:
                found.alike.append(name)
    close_decoders()
    return found


def difference(ours: NDArray[np.float32], theirs: NDArray[np.float32]) -> str:
    """In what two square grey copies differ; empty where they show the same, upright."""
    if max(ours.std(), theirs.std()) < _PLAIN:
        apart = abs(float(ours.mean() - theirs.mean()))
        return f"light {apart:.0f} apart" if apart > 255 * (1 - LEAST_LIKENESS) else ""
    likeness = [_correlation(turned, theirs) for turned in _turned(ours)]
    if likeness[0] < LEAST_LIKENESS:
        return f"correlation {likeness[0]:.2f}"
    return "it is turned or mirrored" if max(likeness) > likeness[0] + 0.02 else ""


def _turned(square: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The eight orientations, the given one first."""
    return [np.rot90(side, turns) for side in (square, square[:, ::-1]) for turns in range(4)]


def _correlation(first: NDArray[np.float32], second: NDArray[np.float32]) -> float:
    a, b = (values.astype(np.float64) - values.mean() for values in (first, second))
    length = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / length if length else 0.0
