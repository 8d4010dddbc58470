"""Fitting what scores mean to this catalog, in an idle moment, from photos whose product is known.

Those are the further pictures of products that have several, and photo-like copies of small pictures
(`vision.retakes`). Each is looked for twice: in the whole catalog, and with its own product taken out. What
tells the two apart is what `recommend.calibration` learns.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.core.values import Photo
from visrec_desktop.recommend.calibration import FEWEST, RIVALS
from visrec_desktop.services.calibration_file import Stored, read_calibration, write_calibration
from visrec_desktop.services.judging import (
    CHANGED,
    Held,
    backdrop_of,
    best_rows,
    held,
    hold,
    scores_of_shelf,
)
from visrec_desktop.services.matching import embed_photo
from visrec_desktop.services.parallel import in_order
from visrec_desktop.services.shelf import shelf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.recommend.calibration import Calibration
    from visrec_desktop.services.shelf import Shelf
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.embedder import Embedder
    from visrec_desktop.vision.projection import Projection

    Floats = NDArray[np.float64]

PHOTOS = 200
"""Photos with a known product that are looked for, at most; further pictures are half of them at most."""
MOST_COPIES = 4
"""Photo-like copies of one picture, at most: of a small catalog there are no others."""

_BATCH = 8
_TWINS = 2 * RIVALS  # best products that are looked at: some may show the very picture that is taken out
_SEED = 1
_NO_ROOM = frozenset({ErrorCode.DISK_FULL, ErrorCode.FOLDER_READ_ONLY, ErrorCode.NO_PERMISSION})


@dataclass(frozen=True, slots=True)
class _Known:
    """A photo whose product is known: a further picture, or a copy to be made of a picture before another."""

    row: int
    picture: int
    ground: int = -1
    seed: int = 0

    @property
    def is_copy(self) -> bool:
        return self.ground >= 0


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Photos, their projected vectors float32 (n, d), and of copies whether their details agree."""

    known: list[_Known]
    vectors: NDArray[np.float32]
    agree: list[bool]


@dataclass(frozen=True, slots=True)
class CalibrationStatus:
    """What is known of what scores mean.

    Attributes:
        fitted: whether photos of known products had a say; else the shipped weights count.
        photos: further pictures of products that it was fitted with.
        copies: photo-like copies, likewise.
        categories: with a scale of their own.
        up_to_date: whether the catalog has about as many vectors as then.
    """

    fitted: bool = False
    photos: int = 0
    copies: int = 0
    categories: int = 0
    up_to_date: bool = False


def status(workspace: Workspace) -> CalibrationStatus:
    """What is stored. Nothing is computed."""
    stored = read_calibration(workspace) if workspace.space else None
    if stored is None:
        return CalibrationStatus()
    vectors = workspace.catalog().vector_count(workspace.space)
    is_like_then = abs(vectors - stored.vectors) <= CHANGED * stored.vectors
    return CalibrationStatus(
        True, stored.photos, stored.copies, len(stored.calibration.categories), is_like_then
    )


def is_due(workspace: Workspace) -> bool:
    """Whether fitting is worth while: there are products enough, analysed, and it was not done for them."""
    if not workspace.writable or not workspace.space or len(workspace.index()) < FEWEST:
        return False
    coverage = workspace.catalog().coverage(workspace.space)
    return coverage.waiting <= coverage.analysed // 10 and not held(workspace).is_fitted


def calibrate_if_due(
    workspace: Workspace, token: CancelToken
) -> Generator[Progress, None, CalibrationStatus | None]:
    """Fit what scores mean to the catalog as it is now: seconds, in slices. Work thread only.

    Returns:
        None where it was not due, or where there are too few different products.

    Raises:
        KnownError: the model cannot be used.
        Cancelled: the token was set; what was in force stays.
    """
    if not is_due(workspace):
        return None
    base = held(workspace)
    if base.calibration is None:
        return None
    space, projection, goods = workspace.space, workspace.projection(), shelf(workspace)
    known = _known_photos(workspace, goods)
    present: list[Floats] = []
    absent: list[Floats] = []
    agree: list[tuple[str, bool]] = []
    copied: list[bool] = []
    done = 0
    for batch in _embedded(workspace, known, token):
        if workspace.space != space or workspace.projection() is not projection:
            return None  # another model was chosen meanwhile
        for each, pair in zip(batch.known, _evidence(workspace, goods, base, batch), strict=True):
            if pair is not None:
                present.append(pair[0])
                absent.append(pair[1])
                copied.append(each.is_copy)
        categories = (goods.products[each.row].category for each in batch.known)
        agree += zip(categories, batch.agree, strict=False)
        done += len(batch.known)
        yield Progress("calibrating", done, len(known))
    if not present:
        return None
    are_copies = np.array(copied)
    fitted = base.calibration.fitted(np.concatenate(present), np.concatenate(absent), are_copies)
    copies = int(are_copies.sum())
    told = fitted.seen_closely(agree)
    _keep(workspace, Held(told, base.sample, base.vectors, len(copied) - copies, copies, base.backdrop))
    return status(workspace)


def _keep(workspace: Workspace, found: Held) -> None:
    hold(workspace, found)
    if found.calibration is None:
        return
    seq = workspace.catalog().vector_seq()
    sample = tuple(found.sample.tolist())
    stored = Stored(found.calibration, sample, found.vectors, found.photos, found.copies, seq)
    try:
        write_calibration(workspace, stored)
    except KnownError as error:
        if error.code not in _NO_ROOM:
            raise  # without room it is in force all the same, until the program ends


def _known_photos(workspace: Workspace, goods: Shelf) -> list[_Known]:
    """Further pictures first, then copies; the same ones for the same catalog."""
    index = workspace.index()
    rng = np.random.default_rng(_SEED)
    further = [
        _Known(int(row), int(picture))
        for picture, row in zip(goods.pictures.tolist(), goods.picture_rows.tolist(), strict=True)
        if picture != goods.main_pictures[row] and picture in index and goods.main_pictures[row] in index
    ]
    chosen = [further[place] for place in np.sort(rng.permutation(len(further))[: PHOTOS // 2])]
    rows = [row for row, picture in enumerate(goods.main_pictures.tolist()) if picture in index]
    left = PHOTOS - len(chosen)
    each = min(MOST_COPIES, max(1, left // len(rows)))
    for row in np.sort(rng.permutation(rows)[:left]).tolist():
        for number in range(each):
            ground = int(goods.main_pictures[rows[int(rng.integers(len(rows)))]])
            chosen.append(_Known(row, int(goods.main_pictures[row]), ground, row * MOST_COPIES + number))
    return chosen


def _embedded(workspace: Workspace, known: list[_Known], token: CancelToken) -> Iterator[_Batch]:
    """The photos' vectors, batch by batch; copies of pictures that cannot be read are left out."""
    ready = [each for each in known if not each.is_copy]
    for start in range(0, len(ready), _BATCH):
        part = ready[start : start + _BATCH]
        yield _Batch(part, workspace.index().get([each.picture for each in part]), [])
    copies = [each for each in known if each.is_copy]
    on_cpu = workspace.embedder().provider_in_use == "CPU"
    embedder = workspace.embedder(threads=1) if on_cpu else workspace.embedder()
    workspace.details().open()
    work = _Copyist(workspace, embedder, workspace.projection())
    threads = workspace.settings.threads or core_count()
    batches = (copies[start : start + _BATCH] for start in range(0, len(copies), _BATCH))
    yield from in_order(work, batches, threads, token)


class _Copyist:
    """Makes and embeds photo-like copies in a pool thread, exactly as a client's photo would be."""

    def __init__(self, workspace: Workspace, embedder: Embedder, projection: Projection) -> None:
        self._workspace = workspace
        self._embedder = embedder
        self._projection = projection

    def __call__(self, known: list[_Known]) -> _Batch:
        from visrec_desktop.vision.retakes import retake

        made: list[_Known] = []
        vectors: list[NDArray[np.float32]] = []
        agree: list[bool] = []
        for each in known:
            try:
                copy = retake(self._small(each.picture), self._small(each.ground), each.seed)
                vectors.append(embed_photo(self._embedder, Photo("copy", data=copy), None))
            except KnownError as error:
                if error.code.value.startswith("model_"):
                    raise
                continue  # a small picture that is missing or damaged: others tell enough
            agree.append(self._agrees(copy, each.picture))
            made.append(each)
        full = np.stack(vectors) if vectors else np.zeros((0, self._embedder.pack.dim), np.float32)
        return _Batch(made, self._projection(full), agree)

    def _agrees(self, copy: bytes, picture_id: int) -> bool:
        """Whether a closer look would find the copy's details in the picture that it was made of."""
        from visrec_desktop.vision.agreement import agreement, confidence, evidence
        from visrec_desktop.vision.decode import decode
        from visrec_desktop.vision.local import features_of_photo

        with self._workspace.passing_reader() as reader:
            picture = reader.picture(picture_id)
        features = None if picture is None else self._workspace.details().features(picture)
        if features is None:
            return False
        found = agreement(features_of_photo(decode(copy, "copy").rgb), features)
        return confidence(evidence([found], [picture_id])[0]) > 0

    def _small(self, picture: int) -> NDArray[np.uint8]:
        from visrec_desktop.vision.decode import decode

        with self._workspace.passing_reader() as reader:
            data = reader.thumbnail(picture)
        if data is None:
            raise KnownError(ErrorCode.NOT_FOUND, str(picture))
        return decode(data, str(picture)).rgb


def _evidence(
    workspace: Workspace, goods: Shelf, base: Held, batch: _Batch
) -> Iterator[tuple[Floats, Floats] | None]:
    """For each photo the evidence of its best product, and of the best without its own: float64 (1, 3) each.

    None where either catalog would be too small, or where the photo's product has gone.
    """
    if not batch.known:
        return
    own = {number: each.picture for number, each in enumerate(batch.known) if not each.is_copy}
    columns = scores_of_shelf(workspace, goods, batch.vectors, own)
    behind = (batch.vectors @ base.backdrop.T).astype(np.float64)
    for each, column, back in zip(batch.known, columns, behind, strict=True):
        yield _pair(workspace, goods, base.calibration, each, column, back)


def _pair(  # noqa: PLR0917 - one photo against one catalog
    workspace: Workspace,
    goods: Shelf,
    calibration: Calibration | None,
    each: _Known,
    column: Floats,
    behind: Floats,
) -> tuple[Floats, Floats] | None:
    index = workspace.index()
    scores, rows = best_rows(column, _TWINS)
    pictures = goods.main_pictures[rows]
    main = int(goods.main_pictures[each.row])
    if calibration is None or main not in index or any(key not in index for key in pictures.tolist()):
        return None
    vectors = index.get(pictures)
    others = (rows != each.row) & (vectors @ index.get([main])[0] < calibration.same)
    told = []
    for counted in (np.ones(len(rows), np.bool_), others):
        places = np.flatnonzero(counted)[:RIVALS]
        if len(places) < FEWEST - 1:
            return None
        backdrop = backdrop_of(behind, scores[places], vectors[places], calibration.same)
        category = goods.products[int(rows[places[0]])].category
        told.append(calibration.evidence(scores[places[:1]], [category], backdrop))
    return told[0], told[1]
