"""Strict reading of a pack's manifest: a value has the right kind, or the error names its field."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import NoReturn

from visrec_desktop.core.errors import ErrorCode, KnownError

_MAX_BYTES = 1 << 20
_MAX_TEXT = 4000
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_RGB_CHANNELS = 3


class Section:
    """One JSON object of a manifest, with the path of keys that leads to it.

    Every method raises `KnownError(MODEL_MANIFEST)` where the value is absent or of another kind.
    """

    def __init__(self, values: dict[str, object], file: Path, where: str = "") -> None:
        self._values = values
        self._file = file
        self._where = where

    def fail(self, key: str, why: str) -> NoReturn:
        """Raise the error for a field; an empty key means the section itself."""
        field = ".".join(part for part in (self._where, key) if part)
        raise KnownError(ErrorCode.MODEL_MANIFEST, str(self._file), f"{field or 'manifest'}: {why}")

    def has(self, key: str) -> bool:
        """Whether the field is given."""
        return key in self._values

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._get(key)
        if not isinstance(value, str) or not value.strip() or len(value) > _MAX_TEXT or "\0" in value:
            self.fail(key, "must be a text")
        return value

    def token(self, key: str) -> str:
        """A text that may be part of a file name."""
        value = self.text(key)
        if not _TOKEN.fullmatch(value):
            self.fail(key, "may hold letters, digits, dots, dashes and underscores, 64 at most")
        return value

    def digest(self, key: str) -> str:
        """A sha256 as 64 hexadecimal digits; given back in lower case."""
        value = self.text(key).lower()
        if not _DIGEST.fullmatch(value):
            self.fail(key, "must be 64 hexadecimal digits")
        return value

    def choice(self, key: str, options: tuple[str, ...]) -> str:
        """One of the given texts."""
        value = self.text(key)
        if value not in options:
            self.fail(key, f"must be one of {', '.join(options)}")
        return value

    def whole(self, key: str, least: int, most: int = 1 << 20) -> int:
        """A whole number in a range."""
        return self._whole(key, self._get(key), least, most)

    def number(self, key: str, least: float, most: float) -> float:
        """A finite number in a range."""
        value = self._number(key, self._get(key))
        if not least <= value <= most:
            self.fail(key, f"must lie between {least:g} and {most:g}")
        return value

    def triple(self, key: str, *, positive: bool = False) -> tuple[float, float, float]:
        """Three finite numbers, one for each channel."""
        values = [self._number(key, value) for value in self._list(key)]
        if len(values) != _RGB_CHANNELS:
            self.fail(key, "must hold three numbers")
        if positive and min(values) <= 0:
            self.fail(key, "must be above 0")
        return values[0], values[1], values[2]

    def shape(self, key: str, axes: int) -> tuple[int, ...]:
        """The lengths of a tensor's axes."""
        values = self._list(key)
        if len(values) != axes:
            self.fail(key, f"must hold {axes} numbers" if axes > 1 else "must hold one number")
        return tuple(self._whole(key, value, 1, 1 << 16) for value in values)

    def section(self, key: str) -> Section:
        """An object inside this one."""
        return self._section(key, self._get(key), key)

    def sections(self, key: str) -> list[Section]:
        """A list of objects that is not empty."""
        values = self._list(key)
        if not values:
            self.fail(key, "must not be empty")
        return [self._section(key, value, f"{key}[{place}]") for place, value in enumerate(values)]

    def _get(self, key: str) -> object:
        if key not in self._values:
            self.fail(key, "is missing")
        return self._values[key]

    def _list(self, key: str) -> list[object]:
        value = self._get(key)
        if not isinstance(value, list):
            self.fail(key, "must be a list")
        return value

    def _section(self, key: str, value: object, label: str) -> Section:
        if not isinstance(value, dict):
            self.fail(key, "must be an object")
        where = f"{self._where}.{label}" if self._where else label
        return Section(value, self._file, where)

    def _whole(self, key: str, value: object, least: int, most: int) -> int:
        # JSON's true is an int to Python
        if not isinstance(value, int) or isinstance(value, bool):
            self.fail(key, "must be a whole number")
        if not least <= value <= most:
            self.fail(key, f"must lie between {least} and {most}")
        return value

    def _number(self, key: str, value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.fail(key, "must be a number")
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.fail(key, "must be a finite number")
        return number


def read_manifest(file: Path) -> Section:
    """Read a manifest as one JSON object.

    Raises:
        KnownError: `MODEL_MANIFEST` when it is absent, unreadable, far too large or not a JSON object.
    """
    root = Section({}, file)
    if not file.is_file():
        root.fail("", "is missing")
    try:
        with file.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        detail = error.strerror or str(error)
        raise KnownError(ErrorCode.MODEL_MANIFEST, str(file), detail) from error
    if len(data) > _MAX_BYTES:
        root.fail("", "is larger than 1 MiB")
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise KnownError(ErrorCode.MODEL_MANIFEST, str(file), f"is not JSON: {error}") from error
    if not isinstance(values, dict):
        root.fail("", "must be a JSON object")
    return Section(values, file)
