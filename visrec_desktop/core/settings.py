"""The settings, declared once, kept as one JSON file that the window and the command line share."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error


class Provider(StrEnum):
    """Where the model shall run."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


class Appearance(StrEnum):
    """The window's colours."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a user can set. `threads` 0 means as many as there are cores.

    `photo_days` is how long a photo that a client agreed to have kept is kept. `copy_pictures`: an import
    copies picture files into the data folder. `watched_folder`: what arrives there is imported; empty: none.
    `gentle`: imports leave most of the computer to others.
    """

    provider: Provider = Provider.AUTO
    threads: int = 0
    model: str = ""
    appearance: Appearance = Appearance.SYSTEM
    max_hits: int = 60
    tile_size: int = 168
    photo_days: int = 365
    copy_pictures: bool = False
    watched_folder: str = ""
    gentle: bool = False


def load_settings(path: Path) -> Settings:
    """Read the settings; defaults where the file is absent or lacks a field.

    Raises:
        KnownError: `SETTINGS_DAMAGED` when the file is not what `save_settings` writes.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    except ValueError as error:
        raise KnownError(ErrorCode.SETTINGS_DAMAGED, str(path), str(error)) from error
    if not isinstance(raw, dict):
        raise KnownError(ErrorCode.SETTINGS_DAMAGED, str(path), "not an object")
    return _from_mapping(raw, path)


def _from_mapping(raw: dict[str, Any], path: Path) -> Settings:
    values: dict[str, Any] = {}
    defaults = Settings()
    for field in fields(Settings):
        if field.name not in raw:
            continue
        kind = type(getattr(defaults, field.name))
        try:
            values[field.name] = kind(raw[field.name])
        except (TypeError, ValueError) as error:
            raise KnownError(ErrorCode.SETTINGS_DAMAGED, str(path), f"{field.name}: {error}") from error
    return Settings(**values)


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings through a temporary file, so that a power cut leaves the old or the new ones.

    Raises:
        KnownError: the disk is full or the folder cannot be written.
    """
    temporary = path.with_suffix(".tmp")
    try:
        temporary.write_text(json.dumps(asdict(settings), indent=2) + "\n", encoding="utf-8")
        os.replace(temporary, path)  # noqa: PTH105 - atomic on every platform
    except OSError as error:
        raise known_os_error(error, str(path)) from error
