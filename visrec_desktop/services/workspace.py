"""An open data folder: its catalog, its settings, the model and the index, each opened when first needed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.core.paths import DataPaths, resources_dir
from visrec_desktop.core.settings import Provider, Settings, load_settings, save_settings
from visrec_desktop.services.catalog_file import is_older, prepare_catalog
from visrec_desktop.services.index_access import IndexAccess
from visrec_desktop.services.kept import Kept
from visrec_desktop.services.profiles_access import ProfilesAccess

if TYPE_CHECKING:
    from types import TracebackType

    from visrec_desktop.data.folder_lock import FolderLock
    from visrec_desktop.data.profiles.reader import ProfilesReader
    from visrec_desktop.data.profiles.writer import ProfilesWriter
    from visrec_desktop.data.reader import CatalogReader
    from visrec_desktop.data.writer import CatalogWriter
    from visrec_desktop.index.exact import ExactIndex
    from visrec_desktop.services.details import DetailStore
    from visrec_desktop.vision.embedder import Embedder
    from visrec_desktop.vision.packs import ModelPack
    from visrec_desktop.vision.projection import Projection

DEFAULT_MODEL = "visrec-look"
UNDO_KEPT_S = 7 * 24 * 3600.0
"""How long deleted products stay in the file, so that they can be brought back."""


class Workspace:
    """One data folder in use.

    Readers belong to the thread that asked for them. The writer, the index and the model are used by one
    thread at a time: the window's work thread, or the command line's only one.
    """

    def __init__(self, paths: DataPaths, settings: Settings, lock: FolderLock | None) -> None:
        self.paths = paths
        self.settings_error: KnownError | None = None
        self._settings = settings
        self._lock = lock
        self._local = threading.local()
        self._guard = threading.Lock()
        self._loading = threading.Lock()  # its own: loading a model takes long, and readers need the other
        self._readers: list[CatalogReader] = []
        self._writer: CatalogWriter | None = None
        self._embedders: dict[tuple[str, Provider, int], Embedder] = {}
        self.index_access = IndexAccess(self)
        self._pack: ModelPack | None = None
        self._profiles = ProfilesAccess(paths)
        self._details: DetailStore | None = None
        self.kept = Kept()

    @classmethod
    def open(cls, paths: DataPaths, *, demo: bool, writable: bool) -> Workspace:
        """Open a data folder, making it (with the demo's products if `demo`) when it is new.

        Raises:
            KnownError: the folder is in use or read-only, or its catalog is newer or damaged.
        """
        from visrec_desktop.data.folder_lock import FolderLock

        try:
            paths.root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise known_os_error(error, str(paths.root)) from error
        is_new = not paths.catalog.exists()
        is_old = not is_new and is_older(paths.catalog)
        lock = FolderLock(paths.lock) if writable or is_new or is_old else None
        if lock is not None:
            lock.acquire()
        try:
            prepare_catalog(paths, demo=demo)
            workspace = cls(paths, Settings(), lock if writable else None)
            workspace._load_settings()
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        if lock is not None and not writable:
            lock.release()
        return workspace

    @classmethod
    def of_settings(cls, paths: DataPaths) -> Workspace:
        """Settings and models of a folder whose catalog cannot be opened: what is left to tell about."""
        workspace = cls(paths, Settings(), None)
        workspace._load_settings()
        return workspace

    def _load_settings(self) -> None:
        try:
            self._settings = load_settings(self.paths.settings)
        except KnownError as error:
            self.settings_error = error

    @property
    def writable(self) -> bool:
        """Whether this process may change the folder."""
        return self._lock is not None

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def works_gently(self) -> bool:
        """Whether imports leave most of the computer to others, as it is set now. Any thread."""
        return self._settings.gentle

    def set_settings(self, settings: Settings) -> None:
        """Keep new settings; another model or provider is opened when it is next needed."""
        with self._guard:
            self._settings = settings
            self._pack = None
        save_settings(settings, self.paths.settings)

    def use_settings(self, **changes: object) -> None:
        """Change settings for this process alone; nothing is written."""
        with self._guard:
            self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]
            self._pack = None

    def reader(self) -> CatalogReader:
        """The calling thread's own read-only view of the catalog."""
        reader: CatalogReader | None = getattr(self._local, "reader", None)
        if reader is None:
            from visrec_desktop.data.reader import CatalogReader

            reader = CatalogReader.open(self.paths.catalog)
            self._local.reader = reader
            with self._guard:
                self._readers.append(reader)
        return reader

    @contextmanager
    def passing_reader(self) -> Iterator[CatalogReader]:
        """A read-only view for a thread that does not live long; closed at the end of the block."""
        from visrec_desktop.data.reader import CatalogReader

        with closing(CatalogReader.open(self.paths.catalog)) as reader:
            yield reader

    def writer(self) -> CatalogWriter:
        """The one connection that changes the catalog.

        Raises:
            KnownError: `FOLDER_READ_ONLY` when the folder was opened for reading only.
        """
        if not self.writable:
            raise KnownError(ErrorCode.FOLDER_READ_ONLY, str(self.paths.root))
        if self._writer is None:
            from visrec_desktop.data.writer import CatalogWriter

            self._writer = CatalogWriter.open(self.paths.catalog)
            self._writer.purge(UNDO_KEPT_S)
        return self._writer

    def catalog(self) -> CatalogReader:
        """The view that sees this thread's own changes: the writer where there is one, else a reader."""
        return self.writer() if self.writable else self.reader()

    def catalog_stamp(self) -> object:
        """Equal as long as the catalog stays as it is; any thread may ask."""
        if self.writable:
            return 0 if self._writer is None else self._writer.stamp()
        return self.reader().stamp()

    def profiles(self) -> ProfilesReader:
        """The calling thread's own read-only view of the clients; empty while there is no such file.

        Raises:
            KnownError: `PROFILES_DAMAGED`, `PROFILES_NEWER`, `PROFILES_LOCKED` or `NO_PERMISSION`. The
                catalog is not concerned.
        """
        return self._profiles.reader()

    def profiles_writer(self) -> ProfilesWriter:
        """The one connection that changes the clients; makes their file, and the day's copy of it.

        Raises:
            KnownError: `FOLDER_READ_ONLY` when the folder was opened for reading only, or as `profiles`.
        """
        if not self.writable:
            raise KnownError(ErrorCode.FOLDER_READ_ONLY, str(self.paths.root))
        return self._profiles.writer()

    def clients_view(self) -> ProfilesReader:
        """The view of the clients that sees this thread's own changes: the writer, else a reader."""
        return self.profiles_writer() if self.writable else self.profiles()

    @property
    def profiles_backup_error(self) -> KnownError | None:
        """Why the day's copy of the clients' file could not be made; None when it could."""
        return self._profiles.backup_error

    @contextmanager
    def profiles_closed(self) -> Iterator[None]:
        """While the clients' file is exchanged for another one. Work thread only."""
        with self._profiles.closed():
            yield

    def model_folders(self) -> tuple[Path, ...]:
        """Where model packs are looked for: the shipped ones and the owner's own."""
        return (resources_dir() / "models", self.paths.models)

    def pack(self) -> ModelPack:
        """The chosen model pack.

        Raises:
            KnownError: it is missing or its manifest is broken.
        """
        with self._guard:
            if self._pack is None:
                from visrec_desktop.vision.packs import find_packs

                wanted = self._settings.model or DEFAULT_MODEL
                packs, broken = find_packs(self.model_folders())
                self._pack = next((pack for pack in packs if pack.name == wanted), None)
                if self._pack is None:
                    raise next(
                        (error for error in broken if wanted in error.subject),
                        KnownError(ErrorCode.MODEL_MISSING, wanted, "No folder holds a model of this name."),
                    )
            return self._pack

    @property
    def space(self) -> str:
        """The vector space of the chosen pack; empty while there is no usable pack."""
        try:
            return self.pack().space
        except KnownError:
            return ""

    def embedder(self, threads: int | None = None) -> Embedder:
        """The loaded model.

        Args:
            threads: threads inside the network; None takes the setting.
        """
        settings = self._settings
        wanted = (self.pack().space, settings.provider, settings.threads if threads is None else threads)
        with self._loading:
            if wanted not in self._embedders:
                from visrec_desktop.vision.embedder import Embedder

                self._embedders = {
                    key: kept for key, kept in self._embedders.items() if key[:2] == wanted[:2]
                }
                self._embedders[wanted] = Embedder.open(self.pack(), wanted[1], wanted[2])
            return self._embedders[wanted]

    def index(self) -> ExactIndex:
        """The vector index of the chosen pack, rebuilt from the catalog where the file does not fit it."""
        return self.index_access.index()

    def projection(self) -> Projection:
        """How full vectors, as they are stored, become those of the index. Work thread only."""
        return self.index_access.projection()

    def flush_index(self) -> None:
        """Write the index to disk, in step with the catalog."""
        self.index_access.flush()

    def details(self) -> DetailStore:
        """The local features of catalog pictures, opened when first needed."""
        if self._details is None:
            from visrec_desktop.services.details import DetailStore

            self._details = DetailStore(self)
        return self._details

    def close(self) -> None:
        """Close everything and let go of the folder. No other thread may be using the workspace."""
        self.index_access.close()
        if self._details is not None:
            self._details.close()
            self._details = None
        self._embedders.clear()
        for reader in self._readers:
            reader.close()
        self._readers.clear()
        self._local = threading.local()
        self._profiles.close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
