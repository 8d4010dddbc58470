"""The products of `fashion` with the program's vectors and perceptual hashes, worked out once and kept."""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.figures import WORK, Options
from benchmarks.machine import cores

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.vision.embedder import Embedder

    Read = Callable[[Path], NDArray[np.uint8]]

QUICK = 400
_SLICE = 256


@dataclass(frozen=True, slots=True, eq=False)
class Fashion:
    """The data set.

    Attributes:
        rows: of its sheet.
        paths: the picture of each.
        vectors: float32 (n, d), unit rows.
        hashes: uint64 (n,).
        digests: SHA-256 of each picture's file.
    """

    rows: Sequence[dict[str, str]]
    paths: Sequence[Path]
    vectors: NDArray[np.float32]
    hashes: NDArray[np.uint64]
    digests: Sequence[str]

    def column(self, name: str) -> list[str]:
        """The cells of one column."""
        return [row[name] for row in self.rows]


def load(options: Options) -> Fashion:
    """All products; a few when it has to be quick."""
    folder = options.data("fashion")
    with (folder / "products.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if options.quick:
        rows = random.Random(1).sample(rows, QUICK)
    paths = [folder / row["image"] for row in rows]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    embedder = open_embedder()
    state = "\n".join([embedder.pack.space, *map(str, (_source(), *digests))])
    kept = WORK / f"fashion-{hashlib.sha256(state.encode()).hexdigest()[:10]}.npz"
    if not kept.is_file():
        print(f"analysing {len(paths):,} pictures", flush=True)
        vectors, hashes = analyse(paths, read_whole, embedder)
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, vectors=vectors, hashes=hashes)
    with np.load(kept) as found:
        return Fashion(rows, paths, found["vectors"], found["hashes"], digests)


def open_embedder() -> Embedder:
    """The program's own model, on the processor."""
    from benchmarks.bare_loops import pack
    from visrec_desktop.core.settings import Provider
    from visrec_desktop.vision.embedder import Embedder

    return Embedder.open(pack(), Provider.CPU)


def read_whole(path: Path) -> NDArray[np.uint8]:
    """A picture as the program decodes it: uint8 (H, W, 3), RGB."""
    from visrec_desktop.vision.decode import decode

    return decode(path.read_bytes(), path.name).rgb


def analyse(
    paths: Sequence[Path], read: Read, embedder: Embedder
) -> tuple[NDArray[np.float32], NDArray[np.uint64]]:
    """Vectors float32 (n, d) and perceptual hashes uint64 (n,) of pictures read in some way."""
    from visrec_desktop.vision.facts import measure
    from visrec_desktop.vision.preprocess import fit

    def one(path: Path) -> tuple[NDArray[np.uint8], int]:
        rgb = read(path)
        return fit(rgb, embedder.pack.input), measure(rgb, (rgb.shape[1], rgb.shape[0])).phash

    vectors, hashes = [], []
    with ThreadPoolExecutor(cores()) as pool:
        for start in range(0, len(paths), _SLICE):
            found = list(pool.map(one, paths[start : start + _SLICE]))
            vectors.append(embedder.embed(np.stack([fitted for fitted, _ in found])))
            hashes += [phash for _, phash in found]
    return np.concatenate(vectors), np.array(hashes, np.uint64)


def _source() -> str:
    """Changes with the code that the kept figures depend on."""
    from visrec_desktop.vision import phash, preprocess

    return "\n".join(
        Path(module.__file__ or "").read_text(encoding="utf-8") for module in (phash, preprocess)
    )
