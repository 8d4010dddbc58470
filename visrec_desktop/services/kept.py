"""Things worked out from the databases that stay true until those change."""

from __future__ import annotations

import threading


class Kept:
    """One value for each name, with the stamp of the state that it was worked out from. Any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._values: dict[str, tuple[object, object]] = {}

    def get(self, name: str, stamp: object) -> object | None:
        """The value, when it belongs to this state."""
        with self._guard:
            kept = self._values.get(name)
        return kept[1] if kept is not None and kept[0] == stamp else None

    def put(self, name: str, stamp: object, value: object) -> None:
        """Keep a value instead of the older one of its name."""
        with self._guard:
            self._values[name] = (stamp, value)

    def clear(self) -> None:
        """Keep nothing."""
        with self._guard:
            self._values.clear()
