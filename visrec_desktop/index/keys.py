"""Which row a key has: two flat arrays instead of a dictionary, 16 bytes a key, at most twice that."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FEWEST = 256
_NOWHERE = -1
_DENSE = 2  # up to so many numbers for a key, all of them stand in the array


class Places:
    """Rows by key: the keys sorted, and beside each its row. A key that is taken out leaves a gap.

    Keys that come in ascending order, as a catalog gives them, are put at the end; one that belongs in
    between moves those behind it, once for a whole call of `put`. Where keys follow each other without gaps
    nothing has to be searched; a catalog's nearly do, and the few that are missing are put in as gaps.
    """

    def __init__(self, keys: NDArray[np.int64]) -> None:
        """Rows 0, 1, ... for keys (n,) in any order, each once."""
        self._held = len(keys)
        if len(keys) and keys.max() - keys.min() < _DENSE * len(keys):
            self._keys = np.arange(keys.min(), keys.max() + 1)
            self._rows = np.full(len(self._keys), _NOWHERE, np.int64)
            self._rows[keys - self._keys[0]] = np.arange(len(keys))
        else:
            self._rows = np.argsort(keys, kind="stable").astype(np.int64)
            self._keys = keys[self._rows]
        self._size = len(self._keys)

    def __len__(self) -> int:
        return self._held

    def __contains__(self, key: int) -> bool:
        return bool(self.find(np.array([key], np.int64))[0] >= 0)

    def find(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each key, int64 (n,); -1 for one that is not there."""
        found = np.full(len(keys), _NOWHERE, np.int64)
        at = self._spots(keys)
        known = at >= 0
        found[known] = self._rows[at[known]]
        return found

    def put(self, keys: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        """Note the rows of keys, each once, whether they are there or not."""
        at = self._spots(keys)
        known = at >= 0
        self._held += int((self._rows[at[known]] < 0).sum())
        self._rows[at[known]] = rows[known]
        if not known.all():
            order = np.argsort(keys[~known], kind="stable")
            self._insert(keys[~known][order], rows[~known][order])

    def drop(self, keys: NDArray[np.int64]) -> None:
        """Forget keys, each of which is there once."""
        self._rows[self._spots(keys)] = _NOWHERE
        self._held -= len(keys)

    def _spots(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where keys stand in the sorted array, gaps included; -1 for those that do not."""
        size = self._size
        if not size:
            return np.full(len(keys), _NOWHERE, np.int64)
        first, last = self._keys[0], self._keys[size - 1]
        if last - first == size - 1:
            return np.where((keys >= first) & (keys <= last), keys - first, _NOWHERE)
        at = np.searchsorted(self._keys[:size], keys)
        at[at == size] = 0
        return np.where(self._keys[at] == keys, at, _NOWHERE)

    def _insert(self, keys: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        size, more = self._size, len(keys)
        if size and keys[0] < self._keys[size - 1]:
            kept = self._rows[:size] >= 0
            old_keys, old_rows = self._keys[:size][kept], self._rows[:size][kept]
            at = np.searchsorted(old_keys, keys)
            self._keys, self._rows = np.insert(old_keys, at, keys), np.insert(old_rows, at, rows)
            self._size = len(self._keys)
        else:
            if size + more > len(self._keys):
                room = max(_FEWEST, 2 * (size + more))
                self._keys, self._rows = (
                    np.resize(self._keys, room) if size else np.empty(room, np.int64),
                    np.resize(self._rows, room) if size else np.empty(room, np.int64),
                )
            self._keys[size : size + more], self._rows[size : size + more] = keys, rows
            self._size += more
        self._held += more
