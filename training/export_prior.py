"""Measure the principal directions of a pack's looks, which its projection leans on in small catalogs.

    python training/export_prior.py --data ../shared/data --pack resources/models/visrec-look

The pictures are those of the two sets with a free licence, `grocery` (MIT) and `clothing` (CC0), without
their labels and without the three tenths that are held out; the sets count equally. Writes `prior.npy`,
float16 (128, look dimensions), and names it in the manifest. Takes a few minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.core.settings import Provider
from visrec_desktop.vision.decode import decode, read_picture
from visrec_desktop.vision.embedder import Embedder
from visrec_desktop.vision.packs import LOOK, MANIFEST, load_pack
from visrec_desktop.vision.preprocess import fit
from visrec_desktop.vision.principal import DIMENSIONS
from visrec_desktop.vision.projection import span_of

SETS = ("grocery", "clothing")
PRIOR = "prior.npy"
BATCH = 16


def is_held_out(name: str) -> bool:
    """Whether training leaves a picture alone."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % 100 < 30


def moment_of(pictures: list[Path], embedder: Embedder) -> NDArray[np.float64]:
    """The second moment of the pictures' looks, float64 (d, d)."""
    spec, look = embedder.pack.input, span_of(embedder.pack.parts, LOOK)

    def looks(batch: list[Path]) -> NDArray[np.float64]:
        fitted = [fit(decode(read_picture(p), str(p), min_side=2 * spec.size).rgb, spec) for p in batch]
        found = embedder.embed(np.stack(fitted))[:, look].astype(np.float64)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    total = np.zeros((look.stop - look.start,) * 2)
    batches = [pictures[place : place + BATCH] for place in range(0, len(pictures), BATCH)]
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(looks, batches):
            total += found.T @ found
    return total / len(pictures)


def main() -> None:
    """Write the prior into the pack's folder and its name into the manifest."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pack", type=Path, required=True)
    arguments = parser.parse_args()
    embedder = Embedder.open(load_pack(arguments.pack), Provider.CPU, 1)
    moments = []
    for name in SETS:
        pictures = [p for p in sorted((arguments.data / name).rglob("*.jpg")) if not is_held_out(p.name)]
        moments.append(moment_of(pictures, embedder))
        print(f"{name}: {len(pictures)} pictures", flush=True)
    values, directions = np.linalg.eigh(np.mean(moments, axis=0))
    rows = (directions * np.sqrt(values.clip(0))).T[::-1][:DIMENSIONS]
    np.save(arguments.pack / PRIOR, rows.astype(np.float16))
    digest = hashlib.sha256((arguments.pack / PRIOR).read_bytes()).hexdigest()
    file = arguments.pack / MANIFEST
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["prior"] = {"file": PRIOR, "sha256": digest}
    file.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    print(f"{arguments.pack / PRIOR}: {(rows**2).sum():.3f} of what there is")


if __name__ == "__main__":
    main()
