"""The views of all pictures, made once and kept as arrays on disk."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .pictures import Source
from .recipe import SIZE, Recipe
from .views import MANNERS, Picture, view

if TYPE_CHECKING:
    from visrec_desktop.vision.packs import InputSpec

_CHUNK = 64
_LONGEST = 400
_PROCESSES = 2


def shard_file(folder: Path, shard: int) -> Path:
    """Where the views of a shard are kept."""
    return folder / f"v{shard}.npy"


def open_shard(folder: Path, shard: int) -> NDArray[np.uint8]:
    """The views of a shard, uint8 (pictures, 224, 224, 3), RGB, read as they are needed."""
    shards: NDArray[np.uint8] = np.load(shard_file(folder, shard), mmap_mode="r")
    return shards


def make_views(folder: Path, pictures: Sequence[Source], recipe: Recipe) -> None:
    """Write all shards."""
    folder.mkdir(parents=True, exist_ok=True)
    shape = (len(pictures), SIZE, SIZE, 3)
    for shard in range(recipe.shards):
        np.lib.format.open_memmap(shard_file(folder, shard), "w+", np.uint8, shape)
    starts = range(0, len(pictures), _CHUNK)
    with ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_chunk, folder, list(pictures), start, recipe) for start in starts]
        for job in jobs:
            job.result()


def _chunk(folder: Path, pictures: list[Source], start: int, recipe: Recipe) -> None:
    """Write the views of a few pictures, each into its own rows."""
    import cv2

    from visrec_desktop.vision.preprocess import fit, shrink

    cv2.setNumThreads(1)
    arrays = [np.load(shard_file(folder, shard), mmap_mode="r+") for shard in range(recipe.shards)]
    spec = plain_input()
    for place in range(start, min(start + _CHUNK, len(pictures))):
        picture = read(pictures[place])
        arrays[0][place] = fit(picture, spec)
        small = shrink(picture, _LONGEST)
        for shard in range(1, recipe.shards):
            rng = np.random.default_rng((recipe.seed, pictures[place].number, shard))
            other = shrink(read(pictures[int(rng.integers(len(pictures)))]), _LONGEST)
            arrays[shard][place] = view(small, other, MANNERS[shard - 1], rng)
    for array in arrays:
        array.flush()


def read(picture: Source) -> Picture:
    """A picture as the program decodes it, uint8 (h, w, 3), RGB."""
    from visrec_desktop.vision.decode import decode

    return decode(picture.path.read_bytes(), picture.name, min_side=2 * SIZE).rgb


def plain_input() -> InputSpec:
    """How the pack prepares a picture."""
    from visrec_desktop.vision.packs import Channels, InputSpec, Layout, Resize

    ones = (1.0, 1.0, 1.0)
    return InputSpec(SIZE, Layout.NCHW, Channels.BGR, (104.0, 117.0, 123.0), ones, Resize.CENTRE_CROP)
