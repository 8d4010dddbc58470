"""Giving every picture its vector: after an import, after a change of model, after an interrupted run."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Coverage, Picture
from visrec_desktop.services.events import ImportFailure, ProductsChanged
from visrec_desktop.services.matching import Fitted
from visrec_desktop.services.originals import original_of
from visrec_desktop.services.parallel import in_order
from visrec_desktop.services.vectors import store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.embedder import Embedder

BATCH = 8
_PAGE = 256

FittedCache = dict[int, "NDArray[np.uint8]"]
"""Pictures that an import has just decoded: picture id -> uint8 (S, S, 3)."""


@dataclass(frozen=True, slots=True)
class CatchUpReport:
    """How many pictures got their vector, and which could not."""

    done: int
    failed: tuple[ImportFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class _Batch:
    ids: list[int]
    vectors: NDArray[np.float32]
    failed: list[ImportFailure]


def coverage(workspace: Workspace) -> Coverage:
    """How many products can be found by photo."""
    return workspace.reader().coverage(workspace.space)


def catch_up(
    workspace: Workspace, token: CancelToken, fitted: FittedCache | None = None
) -> Generator[Progress | ProductsChanged, None, CatchUpReport]:
    """Compute the vectors that are missing in the chosen model's space. Work thread only.

    Several batches run side by side, each on one core: on a processor that is faster than one batch on all.

    Args:
        workspace: the data folder.
        token: stops the work; what was stored stays.
        fitted: pictures already decoded, taken from the mapping as they are used.

    Raises:
        KnownError: the model cannot be used, or the disk is full.
        Cancelled: the token was set.
    """
    space = workspace.space
    total = workspace.writer().coverage(space).waiting
    cache = fitted if fitted is not None else {}
    failed: list[ImportFailure] = []
    done = 0
    start = time.perf_counter()
    if not total:
        return CatchUpReport(0)
    threads = workspace.settings.threads or core_count()
    embedder = workspace.embedder() if _on_gpu(workspace) else workspace.embedder(threads=1)
    batches = _batched(_missing(workspace, space), BATCH)
    try:
        work = _Analyser(workspace, embedder, cache)
        for batch in in_order(work, batches, threads, token, workspace.works_gently):
            if workspace.space != space:
                break  # another model was chosen meanwhile: these vectors are not of its space
            if batch.ids:
                store(workspace, batch.ids, batch.vectors)
            failed += batch.failed
            done += len(batch.ids)
            ended = done + len(failed)
            total = max(total, ended)
            rate = ended / max(time.perf_counter() - start, 1e-9)
            yield Progress("analysing", ended, total, (total - ended) / rate)
            yield ProductsChanged(_owners(workspace, batch.ids))
    finally:
        workspace.flush_index()
    return CatchUpReport(done, tuple(failed))


def _on_gpu(workspace: Workspace) -> bool:
    return workspace.embedder().provider_in_use != "CPU"


def _missing(workspace: Workspace, space: str) -> Iterator[Picture]:
    """Pictures without a vector, by id; each is seen once, also when it fails."""
    last = 0
    while page := workspace.writer().pictures_without_vector(space, _PAGE, last):
        yield from page
        last = int(page[-1].id)


def _batched(pictures: Iterator[Picture], size: int) -> Iterator[list[Picture]]:
    while batch := list(islice(pictures, size)):
        yield batch


class _Analyser:
    """Reads and embeds one batch in a pool thread."""

    def __init__(self, workspace: Workspace, embedder: Embedder, cache: FittedCache) -> None:
        self._workspace = workspace
        self._embedder = embedder
        self._cache = cache

    def __call__(self, pictures: list[Picture]) -> _Batch:
        import numpy as np

        ids: list[int] = []
        arrays: list[NDArray[np.uint8]] = []
        failed: list[ImportFailure] = []
        for picture in pictures:
            try:
                arrays.append(self._fitted(picture))
                ids.append(int(picture.id))
            except KnownError as error:
                failed.append(ImportFailure.of(picture.path, error))
        if not ids:
            return _Batch([], np.empty((0, self._embedder.pack.dim), np.float32), failed)
        return _Batch(ids, self._embedder.embed(np.stack(arrays)), failed)

    def _fitted(self, picture: Picture) -> NDArray[np.uint8]:
        kept = self._cache.pop(int(picture.id), None)
        if kept is not None:
            return kept
        return fit_picture(self._workspace, self._embedder, picture).rgb


def fit_picture(workspace: Workspace, embedder: Embedder, picture: Picture) -> Fitted:
    """A catalog picture, or what is left of it, as the model takes it. Any thread.

    Raises:
        KnownError: neither the file nor the small copy can be read.
    """
    from visrec_desktop.vision.decode import decode
    from visrec_desktop.vision.preprocess import fit, fitted_area

    spec = embedder.pack.input
    data = original_of(workspace, picture).data
    rgb = decode(data, picture.path, min_side=2 * spec.size).rgb
    height, width = rgb.shape[:2]
    return Fitted(fit(rgb, spec), fitted_area(width, height, spec))


def _owners(workspace: Workspace, picture_ids: list[int]) -> tuple[int, ...]:
    return tuple(workspace.writer().owners(picture_ids).values())
