"""Keeping the vector index in step with the catalog, product by product. Work thread only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.services.workspace import Workspace


class IndexChanges:
    """What a transaction means for the index; applied when the transaction is over."""

    def __init__(self) -> None:
        self._gone: list[int] = []
        self._back: list[int] = []

    def gone(self, picture_ids: Sequence[int]) -> None:
        """These pictures can no longer be found."""
        self._gone += picture_ids

    def back(self, picture_ids: Sequence[int]) -> None:
        """These pictures count again, with the vectors that were stored for them."""
        self._back += picture_ids

    def apply(self, workspace: Workspace) -> None:
        """Change the index. It must have been opened before the transaction, or it is rebuilt whole."""
        import numpy as np

        if self._gone:
            workspace.index().remove(np.asarray(self._gone, dtype=np.int64))
        if self._back:
            keys, vectors = workspace.writer().vectors_of(workspace.space, self._back)
            if len(keys):
                workspace.index().add(keys, workspace.projection()(vectors))


@contextmanager
def one_change(workspace: Workspace) -> Iterator[IndexChanges]:
    """A transaction of the catalog together with what it means for the index, which is then on disk.

    Without a usable model there is no index to change: it is rebuilt when there is one again.
    """
    has_index = bool(workspace.space)
    if has_index:
        workspace.index()
    changes = IndexChanges()
    with workspace.writer().transaction():
        yield changes
    if has_index:
        changes.apply(workspace)
        workspace.flush_index()


def store(workspace: Workspace, picture_ids: list[int], vectors: NDArray[np.float32]) -> None:
    """Store new vectors, float32 (n, d), in the catalog and, projected, in the index. The caller flushes."""
    import numpy as np

    index = workspace.index()
    with workspace.writer().transaction():
        workspace.writer().store_vectors(workspace.space, picture_ids, vectors)
    index.add(np.asarray(picture_ids, dtype=np.int64), workspace.projection()(vectors))
