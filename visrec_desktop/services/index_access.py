"""The vector index of a data folder, and the projection that its vectors went through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.index.exact import Draft, ExactIndex
    from visrec_desktop.services.projection_file import Fitted
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.packs import ModelPack
    from visrec_desktop.vision.projection import Projection

    Chunks = Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]

CHUNK = 512
"""So many full vectors are in memory at a time: 5 MB."""
_NO_ROOM = frozenset({ErrorCode.DISK_FULL, ErrorCode.FOLDER_READ_ONLY, ErrorCode.NO_PERMISSION})
"""What keeps derived data off the disk but not out of memory."""


class IndexAccess:
    """Opens, makes and exchanges the index of the chosen pack. Work thread only.

    Both files are derived from the catalog: a projection that is missing or damaged is fitted anew where the
    index has to be made anyway, and in a quiet moment otherwise (`services.projecting`).
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._space = ""
        self._index: ExactIndex | None = None
        self._projection: Projection | None = None
        self._fitted: Fitted | None = None
        self.built = False  # whether the index had to be made from the catalog

    def index(self) -> ExactIndex:
        """The index of the chosen pack, made from the catalog where the file does not fit it."""
        pack = self._workspace.pack()
        if self._index is None or self._space != pack.space:
            self.close()
            self._index, self._space = self._open(pack), pack.space
        return self._index

    def projection(self) -> Projection:
        """How full vectors become those of `index`."""
        self.index()
        if self._projection is None:
            raise ValueError("an index without its projection")
        return self._projection

    def fitted(self) -> Fitted | None:
        """What the projection was fitted on; None where the index holds full vectors."""
        self.index()
        return self._fitted

    def flush(self) -> None:
        """Write the index to disk, in step with the catalog."""
        if self._index is not None and self._workspace.writable:
            self._index.flush(self._workspace.writer().vector_seq())

    def close(self) -> None:
        """Flush and let go of the index."""
        if self._index is not None:
            self.flush()
            self._index.close()
            self._index = None

    def draft(self, fitted: Fitted | None) -> Draft:
        """An empty index for vectors of another projection; the one in use is left alone."""
        from visrec_desktop.index.exact import Draft

        catalog, pack = self._workspace.catalog(), self._workspace.pack()
        projection = _of(fitted, pack)
        owner, seq = _owner(catalog, projection), catalog.vector_seq()
        count = catalog.vector_count(pack.space)
        try:
            return Draft(self._folder(), pack.space, projection.dim, owner, seq, expected=count)
        except KnownError as error:
            if error.code not in _NO_ROOM:
                raise
            return Draft(None, pack.space, projection.dim, owner, seq, expected=count)

    def exchange(self, fitted: Fitted | None, draft: Draft) -> None:
        """Use another projection and its filled index from now on."""
        if self._index is not None:
            self._index.close()
            self._index = None
        self._keep(fitted)
        try:
            self._index = draft.finish()
        except KnownError as error:
            if error.code not in _NO_ROOM:
                raise  # without room it is made in memory when it is next needed
        self._use(fitted)

    def _open(self, pack: ModelPack) -> ExactIndex:
        from visrec_desktop.index.exact import ExactIndex
        from visrec_desktop.services.projection_file import read_projection

        catalog, folder = self._workspace.catalog(), self._workspace.paths.index
        stored = read_projection(folder, pack, catalog.catalog_id())
        for fitted in dict.fromkeys((stored, None)):
            projection = _of(fitted, pack)
            owner, seq = _owner(catalog, projection), catalog.vector_seq()
            found = ExactIndex.open(
                folder, pack.space, projection.dim, owner, seq, writable=self._workspace.writable
            )
            if found is not None:
                self._use(fitted)
                return found
        return self._build(pack, catalog, stored)

    def _build(self, pack: ModelPack, catalog: CatalogReader, stored: Fitted | None) -> ExactIndex:
        from visrec_desktop.services.projecting import fit, is_due

        fitted = stored
        if stored is None or (self._workspace.writable and is_due(stored, catalog, pack)):
            fitted = fit(catalog, pack)
            self._keep(fitted)
        self._use(fitted)
        self.built = True
        draft = self.draft(fitted)
        projection = _of(fitted, pack)
        try:
            for keys, vectors in catalog.vectors(pack.space, CHUNK):
                draft.add(keys, projection(vectors))
            return draft.finish()
        finally:
            draft.drop()

    def _use(self, fitted: Fitted | None) -> None:
        self._fitted, self._projection = fitted, _of(fitted, self._workspace.pack())

    def _folder(self) -> Path | None:
        """Where files may be written; None where they may not."""
        folder = self._workspace.paths.index
        return folder if self._workspace.writable and not folder.is_file() else None

    def _keep(self, fitted: Fitted | None) -> None:
        from visrec_desktop.services.projection_file import projection_path, write_projection

        folder = self._folder()
        if folder is None:
            return
        try:
            if fitted is None:
                projection_path(folder, self._workspace.space).unlink(missing_ok=True)
            else:
                write_projection(folder, fitted, self._workspace.catalog().catalog_id())
        except (KnownError, OSError) as error:
            if isinstance(error, KnownError) and error.code not in _NO_ROOM:
                raise


def _of(fitted: Fitted | None, pack: ModelPack) -> Projection:
    from visrec_desktop.vision.projection import Projection

    return Projection(pack.space, pack.parts) if fitted is None else fitted.projection


def _owner(catalog: CatalogReader, projection: Projection) -> str:
    """What an index file belongs to: full vectors of a catalog, or these vectors projected."""
    return "\n".join(filter(None, (catalog.catalog_id(), projection.id)))
