"""The exact index: every search compares the query with every vector, by one matrix product.

Of many vectors it is first the product of their 8-bit codes, which bounds the true one so tightly that few
rows are left to be compared in full: see `index.codes`. The answer is the same.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.core.errors import ErrorCode, KnownError, known_write_error
from visrec_desktop.index.candidates import Candidates
from visrec_desktop.index.codes import coded
from visrec_desktop.index.keys import Places
from visrec_desktop.index.metrics import cosine, euclidean
from visrec_desktop.index.protocol import Metric
from visrec_desktop.index.storage import FileRows, Header, MemoryRows, Rows, identity

_MIN_CAPACITY = 256
_BLOCK = 256  # so many rows stay in the processor's cache while several points pass over them
_Numbers = NDArray[np.int64]
_Keys = NDArray[np.int64] | Sequence[int]
_Args = ParamSpec("_Args")
_Result = TypeVar("_Result")
_Chunks = Iterable[tuple[NDArray[np.int64], NDArray[np.float32]]]


def _alone(
    method: Callable[Concatenate[ExactIndex, _Args], _Result],
) -> Callable[Concatenate[ExactIndex, _Args], _Result]:
    """A method during which no other thread uses the index."""

    @wraps(method)
    def call(self: ExactIndex, /, *args: _Args.args, **kwargs: _Args.kwargs) -> _Result:
        with self._guard:
            return method(self, *args, **kwargs)

    return call


class ExactIndex:
    """Vectors under integer keys in one contiguous matrix: see `VectorIndex` for its methods.

    One thread opens, changes and closes an index; others may look things up meanwhile, one at a time. Memory
    and file hold the same rows; the file format is described in `index.storage`.
    """

    def __init__(self, rows: Rows, dim: int, count: int = 0) -> None:
        self._guard = threading.RLock()
        self._rows = rows
        self._dim = dim
        self._count = count
        self._places = Places(rows.keys[:count])
        self._kept: Candidates | None = None

    @classmethod
    def open(
        cls, folder: Path | None, name: str, dim: int, owner: str, seq: int, *, writable: bool
    ) -> ExactIndex | None:
        """The stored index of the space `name`, as it was flushed for the state `seq` of the catalog.

        Args:
            folder: where the file lies; None: there is no file.
            name: the model's space; becomes part of the file name.
            dim: the vectors' dimension.
            owner: which catalog the vectors are from, and what was done to them.
            seq: the catalog's `vector_seq`.
            writable: whether it may be changed.

        Returns:
            None when it is absent, stale, damaged, was not flushed, or is of another owner or model:
            build it.
        """
        if folder is None:
            return None
        whose = identity(owner, name)
        rows = FileRows.open(_file(folder, name), dim=dim, owner=whose, seq=seq, writable=writable)
        return None if rows is None else cls(rows, dim, rows.header.count)

    @classmethod
    def build(  # noqa: PLR0917 - the arguments of `open`, and what to put in
        cls,
        folder: Path | None,
        name: str,
        dim: int,
        owner: str,
        seq: int,
        chunks: _Chunks,
        *,
        expected: int = 0,
    ) -> ExactIndex:
        """A new index of all `chunks`, flushed; replaces the file of an earlier one, which must be closed.

        Args:
            folder: where to put the file; None: in memory only.
            name: as in `open`.
            dim: as in `open`.
            owner: as in `open`.
            seq: as in `open`; what `chunks` are the state of.
            chunks: keys (n,) and vectors (n, dim), any number of times.
            expected: how many vectors will come, when that is known: saves growing.

        Raises:
            KnownError: `DISK_FULL`, `FOLDER_READ_ONLY`, `NO_PERMISSION`: build it in memory then.
            ValueError: a vector of another dimension, or not finite.
        """
        draft = Draft(folder, name, dim, owner, seq, expected=expected)
        try:
            for keys, vectors in chunks:
                draft.add(keys, vectors)
            return draft.finish()
        finally:
            draft.drop()

    @property
    def dim(self) -> int:
        """The vectors' dimension."""
        return self._dim

    def __len__(self) -> int:
        return self._count

    def __contains__(self, key: int) -> bool:
        return key in self._places

    @_alone
    def add(self, keys: _Keys, vectors: NDArray[np.float32]) -> None:
        """Add or replace; of a key that comes twice the last vector stays. See `VectorIndex.add`."""
        numbers = np.asarray(keys, np.int64)
        rows = np.asarray(vectors, np.float32)
        if rows.shape != (len(numbers), self._dim) and (len(numbers) or rows.size):
            raise ValueError(f"{len(numbers)} keys with vectors {rows.shape}, not (n, {self._dim})")
        if not np.isfinite(rows).all():
            raise ValueError("a vector is not finite")
        if not len(numbers):
            return
        self._rows.mark_dirty()
        last, order = _last_of_each(numbers)
        places = self._places.find(last)
        fresh = places < 0
        count = self._count + int(fresh.sum())
        self._make_room(count)
        places[fresh] = np.arange(self._count, count)
        self._places.put(last[fresh], places[fresh])
        self._count = count
        self._write(places, last, rows[order])

    def _write(self, places: NDArray[np.int64], keys: _Numbers, vectors: NDArray[np.float32]) -> None:
        rows, packed = self._rows, coded(vectors)
        rows.vectors[places], rows.keys[places] = vectors, keys
        rows.lengths[places] = np.linalg.norm(vectors, axis=1)
        rows.codes[places], rows.scales[places], rows.errors[places] = packed
        self._kept = None

    @_alone
    def remove(self, keys: _Keys) -> None:
        """Remove; rows from the end take the places of those that go. See `VectorIndex.remove`."""
        wanted = np.unique(np.asarray(keys, np.int64))
        places = self._places.find(wanted)
        gone, holes = wanted[places >= 0], places[places >= 0]
        if not len(gone):
            return
        self._rows.mark_dirty()
        count, rows = self._count - len(gone), self._rows
        self._places.drop(gone)
        moving = np.setdiff1d(np.arange(count, self._count), holes, assume_unique=True)
        free = holes[holes < count]
        for part in (rows.vectors, rows.keys, rows.lengths, rows.scales, rows.errors, rows.codes):
            part[free] = part[moving]
        self._places.put(rows.keys[free], free)
        self._count, self._kept = count, None

    @_alone
    def search(
        self,
        query: NDArray[np.float32],
        k: int,
        allowed: NDArray[np.int64] | None = None,
        metric: Metric = Metric.COSINE,
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The closest vectors, exactly: see `VectorIndex.search`."""
        point = np.ascontiguousarray(query, np.float32)
        if point.shape != (self._dim,) or not np.isfinite(point).all():
            raise ValueError(f"a query must be {self._dim} finite numbers, not {point.shape}")
        if k < 1:
            raise ValueError(f"k is {k}")
        if self._kept is None:
            self._kept = Candidates(self._rows, self._count)
        among = None if allowed is None else self._places_of(allowed)
        places = self._kept.of(point, k, among, metric)
        keys, vectors = self._rows.keys[places], self._rows.vectors[places]
        if metric is Metric.COSINE:
            scores = cosine(point, vectors)
            order = np.lexsort((keys, -scores))[:k]
        else:
            scores = euclidean(point, vectors)
            order = np.lexsort((keys, scores))[:k]
        return keys[order], scores[order]

    @_alone
    def get(self, keys: _Keys) -> NDArray[np.float32]:
        """The vectors of keys: see `VectorIndex.get`."""
        numbers = np.asarray(keys, np.int64)
        places = self._places.find(numbers)
        if len(places) and places.min() < 0:
            raise KeyError(int(numbers[places < 0][0]))
        return np.array(self._rows.vectors[places], np.float32).reshape(len(places), self._dim)

    @_alone
    def products(self, queries: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The scalar products of queries with every vector: see `VectorIndex.products`."""
        points = np.ascontiguousarray(queries, np.float32)
        if points.ndim != 2 or points.shape[1] != self._dim or not np.isfinite(points).all():  # noqa: PLR2004
            raise ValueError(f"queries must be (k, {self._dim}) finite numbers, not {points.shape}")
        return np.array(self._rows.keys[: self._count]), self._multiplied(points).T

    def _multiplied(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Products float32 (k, n). Several points at once go block by block, point by point.

        A matrix product with a handful of columns takes as long as three to five with one column in the
        libraries of today; like this, while a block is in the processor's cache, it takes less than two.
        """
        found = np.empty((len(points), self._count), np.float32)
        step = self._count if len(points) == 1 else _BLOCK
        for start in range(0, self._count, max(step, 1)):
            block = self._rows.vectors[start : min(start + step, self._count)]
            for row, point in zip(found, points, strict=True):
                np.dot(block, point, out=row[start : start + len(block)])
        return found

    @_alone
    def flush(self, seq: int) -> None:
        """Bring everything to disk: see `VectorIndex.flush`."""
        self._rows.flush(self._count, seq)

    @_alone
    def close(self) -> None:
        """Let go of the file; the index is empty after that."""
        self._rows.close()
        self._places, self._count, self._kept = Places(np.empty(0, np.int64)), 0, None

    def _make_room(self, needed: int) -> None:
        capacity = len(self._rows.keys)
        if needed > capacity:
            self._rows.grow(_capacity(max(needed, 2 * capacity)))

    def _places_of(self, allowed: _Numbers) -> NDArray[np.int64]:
        """The rows of those keys that are there, ascending: memory is read forwards."""
        keys = np.asarray(allowed, np.int64)
        if (keys[1:] <= keys[:-1]).any():
            keys = np.unique(keys)
        places = self._places.find(keys)
        places = places[places >= 0]
        return np.sort(places) if (places[1:] < places[:-1]).any() else places


class Draft:
    """An index that is being made, chunk by chunk, while an earlier one of the same name stays in use.

    Whoever makes one ends with `finish` or `drop`. Arguments and errors: see `ExactIndex.build`.
    """

    def __init__(
        self, folder: Path | None, name: str, dim: int, owner: str, seq: int, *, expected: int = 0
    ) -> None:
        self._folder, self._name, self._owner, self._seq = folder, name, owner, seq
        capacity = _capacity(expected)
        whose = identity(owner, name)
        header = Header(dim, capacity, 0, seq, dirty=True, keys_checksum=0, identity=whose)
        self._new = None if folder is None else _file(folder, name).with_suffix(".new")
        rows = MemoryRows(dim, capacity) if self._new is None else FileRows.create(self._new, header)
        self._index: ExactIndex | None = ExactIndex(rows, dim)

    def add(self, keys: _Keys, vectors: NDArray[np.float32]) -> None:
        """Put in some vectors: see `ExactIndex.add`."""
        if self._index is not None:
            self._index.add(keys, vectors)

    def finish(self) -> ExactIndex:
        """The index of all that was put in; takes the place of the earlier one, which must be closed."""
        index, self._index = self._index, None
        if index is None:
            raise ValueError("the draft has ended")
        if self._folder is None or self._new is None:
            return index
        path = _file(self._folder, self._name)
        try:
            index.flush(self._seq)
            index.close()
            os.replace(self._new, path)  # noqa: PTH105 - atomic on every platform
        except OSError as error:
            raise known_write_error(error, str(path)) from error
        finally:
            index.close()
            self._new.unlink(missing_ok=True)
        built = ExactIndex.open(self._folder, self._name, index.dim, self._owner, self._seq, writable=True)
        if built is None:
            raise KnownError(ErrorCode.READ_FAILED, str(path), "the new index cannot be read back")
        return built

    def drop(self) -> None:
        """Let go of what has not been finished."""
        if self._index is not None:
            self._index.close()
            self._index = None
            if self._new is not None:
                self._new.unlink(missing_ok=True)


def _last_of_each(keys: _Numbers) -> tuple[_Numbers, NDArray[np.int64]]:
    """Each key once, ascending, and where it stands last."""
    found, first = np.unique(keys[::-1], return_index=True)
    return found, len(keys) - 1 - first


def _capacity(needed: int) -> int:
    """Rows come in steps that keep the parts of the file aligned."""
    return max(_MIN_CAPACITY, -(-needed // _MIN_CAPACITY) * _MIN_CAPACITY)


def _file(folder: Path, name: str) -> Path:
    return folder / (re.sub(r"[^A-Za-z0-9.-]", "_", name) + ".vectors")
