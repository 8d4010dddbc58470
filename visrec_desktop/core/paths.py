"""Where things lie: the user's data folder and the files that ship with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

RESOURCE_PREFIX = "resource:"


@dataclass(frozen=True, slots=True)
class DataPaths:
    """The files of one data folder."""

    root: Path

    @property
    def catalog(self) -> Path:
        """Products, pictures, embeddings."""
        return self.root / "catalog.db"

    @property
    def profiles(self) -> Path:
        """Clients, consents, events: private, and never part of a copied catalog."""
        return self.root / "profiles.db"

    @property
    def backups(self) -> Path:
        """Folder of checked copies of the databases."""
        return self.root / "backups"

    @property
    def index(self) -> Path:
        """Folder of the vector index: derived, rebuilt when missing."""
        return self.root / "index"

    @property
    def pictures(self) -> Path:
        """Folder of pictures that the user had copied, and of unpacked archives."""
        return self.root / "pictures"

    @property
    def watched(self) -> Path:
        """What of the watched folder was imported, so that a restart does not import it again."""
        return self.root / "watched.json"

    @property
    def trying(self) -> Path:
        """Which files an import is reading now: what a crash leaves behind."""
        return self.root / "import.reading"

    @property
    def models(self) -> Path:
        """Folder of model packs that the owner added."""
        return self.root / "models"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.root / "settings.json"

    @property
    def lock(self) -> Path:
        """The file whose lock says that a program has this folder open for writing."""
        return self.root / "visrec.lock"

    @property
    def log(self) -> Path:
        """The program's log."""
        return self.root / "visrec.log"


def default_data_dir() -> Path:
    """The platform's folder for this user's data."""
    from platformdirs import user_data_path

    return user_data_path("VisRec", appauthor=False)


def resources_dir() -> Path:
    """Folder of the shipped files: inside an installed package, or at the top of the source tree."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def demo_catalog() -> Path:
    """The read-only demo catalog that a new data folder starts from."""
    resources = resources_dir()
    inside = resources / "catalog.db"
    return inside if inside.is_file() else resources.parent / "catalog.db"


def picture_file(path: str) -> Path:
    """The file behind a stored picture path (see `Picture.path`)."""
    if path.startswith(RESOURCE_PREFIX):
        return resources_dir() / path.removeprefix(RESOURCE_PREFIX)
    return Path(path)
