"""Fitting the projection of the index to the catalog: from stored vectors, without the network.

The vectors in the catalog are full and stay so; the index is what is projected, and can be made from them at
any time. A catalog that is too small for a projection has an index of full vectors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.progress import CancelToken, Progress
from visrec_desktop.services.index_access import CHUNK
from visrec_desktop.services.projection_file import Fitted
from visrec_desktop.vision import principal
from visrec_desktop.vision.packs import LOOK
from visrec_desktop.vision.principal import DIMENSIONS, MOST, enough, prior_of
from visrec_desktop.vision.projection import Projection, span_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from numpy.typing import NDArray

    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.packs import ModelPack, Part

FROM = 20_000
"""From so many pictures on the index is projected: fewer are searched in milliseconds in full, too, and full
vectors tell more kinds of goods apart."""
CHANGED = 0.5
"""The share of pictures that may come or go before the projection is fitted anew."""


def fit(catalog: CatalogReader, pack: ModelPack) -> Fitted | None:
    """A projection fitted on a catalog as it is now; of a large one on a sample, in less than a second.

    None where there are too few products, or where looks have few dimensions anyway.
    """
    part, prior = _look(pack), prior_of(pack)
    count = catalog.vector_count(pack.space)
    if part is None or count < max(FROM, enough(prior)):
        return None
    sample, looks = _sampled(catalog, pack, part)
    if len(looks) < enough(prior):
        return None
    return Fitted(Projection(pack.space, pack.parts, principal.fit(looks, prior)), count, tuple(sample))


def is_due(known: Fitted | None, catalog: CatalogReader, pack: ModelPack) -> bool:
    """Whether the catalog has become another one since the projection in use was fitted."""
    if _look(pack) is None:
        return False
    count = catalog.vector_count(pack.space)
    if known is None:
        return count >= max(FROM, enough(prior_of(pack)))
    gone = len(known.sample) - len(catalog.owners(known.sample))
    return abs(count - known.vectors) > CHANGED * known.vectors or gone > CHANGED * len(known.sample)


def refit_if_due(workspace: Workspace, token: CancelToken) -> Generator[Progress, None, bool]:
    """Fit the projection anew and project all stored vectors, in slices. Work thread only.

    Returns:
        Whether the index is another one now: what was looked up in the earlier one means nothing any more.

    Raises:
        KnownError: the catalog cannot be read.
        Cancelled: the token was set; the index stays as it was.
    """
    if not workspace.writable or not workspace.space:
        return False
    access, pack = workspace.index_access, workspace.pack()
    known, seq = access.fitted(), workspace.writer().vector_seq()
    with workspace.passing_reader() as catalog:
        if not is_due(known, catalog, pack):
            return False
        found = fit(catalog, pack)
        if found is None and known is None:
            return False
        draft = access.draft(found)
        projection = Projection(pack.space, pack.parts) if found is None else found.projection
        try:
            total = catalog.vector_count(pack.space)
            yield Progress("projecting", 0, total)
            done = 0
            for keys, vectors in catalog.vectors(pack.space, CHUNK):
                token.check()
                draft.add(keys, projection(vectors))
                done += len(keys)
                yield Progress("projecting", done, total)
            if workspace.space != pack.space or workspace.writer().vector_seq() != seq:
                return False  # the catalog or the model has changed meanwhile: in the next quiet moment
            access.exchange(found, draft)
        finally:
            draft.drop()
    return True


def _look(pack: ModelPack) -> Part | None:
    """The look part, where it is large enough to be projected."""
    return next((part for part in pack.parts if part.name == LOOK and part.dim > DIMENSIONS), None)


def _sampled(catalog: CatalogReader, pack: ModelPack, part: Part) -> tuple[list[int], NDArray[np.float32]]:
    """Pictures that stand for all, at most `MOST`, and their looks, float32 (n, d), each of length 1."""
    pictures, _ = catalog.picture_owners()
    count = min(MOST, len(pictures))
    chosen = [pictures[place * len(pictures) // count] for place in range(count)]
    sample: list[int] = []
    looks = [np.zeros((0, part.dim), np.float32)]
    for start in range(0, count, CHUNK):
        keys, vectors = catalog.vectors_of(pack.space, chosen[start : start + CHUNK])
        if len(keys):
            sample += keys.tolist()
            looks.append(vectors[:, span_of(pack.parts, part.name)] / np.float32(np.sqrt(part.weight)))
    return sample, np.concatenate(looks)
