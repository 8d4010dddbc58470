"""Measure the average of each feature of the thin ResNet-50, which its pack needs beside the model.

    python training/export_average.py --data ../shared/data

The pictures are those of the two sets with a free licence, `grocery` (MIT) and `clothing` (CC0), without
their labels; the sets count equally. Takes a few minutes. Run `export_thin_resnet50.py` afterwards.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from export_manifest import AVERAGE, CHANNELS, DEFAULT_OUT, MODEL, manifest, sha256
from numpy.typing import NDArray

from visrec_desktop.core.settings import Provider
from visrec_desktop.vision.decode import decode, read_picture
from visrec_desktop.vision.manifest import Section
from visrec_desktop.vision.packs import InputSpec, ModelPack, parse_pack
from visrec_desktop.vision.preprocess import fit, to_tensor
from visrec_desktop.vision.session import ModelSession

SETS = ("grocery", "clothing")
BATCH = 16
DECIMALS = 5  # more would be noise of the runtime


def average_of(pictures: list[Path], session: ModelSession, spec: InputSpec) -> NDArray[np.float64]:
    """The mean features of some pictures, float64 (channels,)."""

    def prepared(path: Path) -> NDArray[np.uint8]:
        return fit(decode(read_picture(path), str(path), min_side=2 * spec.size).rgb, spec)

    total = np.zeros(CHANNELS)
    with ThreadPoolExecutor(2) as pool:
        for start in range(0, len(pictures), BATCH):
            batch = np.stack(list(pool.map(prepared, pictures[start : start + BATCH])))
            total += session.run(to_tensor(batch, spec)).sum(axis=0, dtype=np.float64)
    return total / len(pictures)


def bare_pack(folder: Path) -> ModelPack:
    """The pack as its manifest will describe it, before there is an average."""
    return parse_pack(Section(manifest(sha256(folder / MODEL), "0" * 64), folder), folder)


def main() -> None:
    """Write `average.npy` into the pack's folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=DEFAULT_OUT)
    arguments = parser.parse_args()
    pack = bare_pack(arguments.pack)
    session = ModelSession.open(pack, pack.path.read_bytes(), Provider.CPU, 0)
    averages = []
    for name in SETS:
        pictures = sorted((arguments.data / name).rglob("*.jpg"))
        averages.append(average_of(pictures, session, pack.input))
        print(f"{name}: {len(pictures)} pictures")
    average = np.mean(averages, axis=0).round(DECIMALS).astype(np.float32)
    np.save(arguments.pack / AVERAGE, average)
    print(f"{arguments.pack / AVERAGE}: from {average.min():.4f} to {average.max():.4f}")


if __name__ == "__main__":
    main()
