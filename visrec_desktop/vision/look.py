"""The look part: what the networks see in a picture, beyond what they see in every picture.

The mean-pooled features of a network are never negative, and any two pictures share most of them: their
cosines crowd near 1. So each feature is measured against its average over many pictures. There are two ways,
and the pack's manifest says which:

- With *blocks*, the average is taken off, and each block (one network's answer) is brought to length 1 and
  scaled by the square root of its weight. The cosine of two looks is then the weighted sum of the networks'
  own centred cosines. It may be negative.
- Without, what stands out is kept: max(0, feature / average - 1). The result is never negative.

A centred feature is a mean over the positions of the feature map, so a share of the score can be given to
each position exactly: see `vision.heatmap`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision.packs import read_average

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import Block, ModelPack

_TINY = 1e-12


class Line(NamedTuple):
    """A look as a straight line through one picture's features: gain · (features − origin).

    Both are float32 (channels,).
    With blocks the gains hold the length of that picture's centred features, without them they are 0 for the
    features that do not stand out in it. For other features it is not their look.
    """

    gain: NDArray[np.float32]
    origin: NDArray[np.float32]


class Look:
    """Turns a network's features into the look part.

    Args:
        average: each feature's average over many pictures, float32 (channels,); None when the pack has none:
            then the features are taken as they are, negative ones as 0. Above 0 where there are no blocks.
        blocks: how the features are divided; needs an average.
    """

    def __init__(self, average: NDArray[np.float32] | None, blocks: tuple[Block, ...] = ()) -> None:
        self.average = average
        self.blocks = blocks

    @classmethod
    def open(cls, pack: ModelPack) -> Look:
        """Read and check the pack's average.

        Raises:
            KnownError: `MODEL_MISSING`, `MODEL_CHECKSUM`, `MODEL_UNUSABLE` when it is no array,
                `MODEL_DIMENSIONS` when it does not fit the features.
        """
        data = read_average(pack)
        if pack.average is None or data is None:
            return cls(None)
        average = _array(data, str(pack.folder / pack.average.file), pack.tensors.features.shape)
        if not pack.blocks and not (average > 0).all():
            label = str(pack.folder / pack.average.file)
            raise KnownError(ErrorCode.MODEL_DIMENSIONS, label, "an average is not above 0")
        return cls(average, pack.blocks)

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The look part of n pictures: float32 (n, channels) in and out."""
        if self.blocks and self.average is not None:
            return self._centred(features - self.average)
        if self.average is not None:
            features = features / self.average - np.float32(1)
        return np.maximum(features, np.float32(0))

    def line(self, features: NDArray[np.float32]) -> Line:
        """How the look of one picture comes from its features, float32 (channels,)."""
        if self.blocks and self.average is not None:
            gain = np.empty_like(features)
            for block, columns in self._columns():
                length = np.linalg.norm(features[columns] - self.average[columns])
                gain[columns] = np.sqrt(block.weight) / max(float(length), _TINY)
            return Line(gain, self.average)
        origin = np.zeros_like(features) if self.average is None else self.average
        stands_out = (features > origin).astype(np.float32)
        return Line(stands_out if self.average is None else stands_out / origin, origin)

    def _centred(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        out = np.empty_like(features)
        for block, columns in self._columns():
            lengths = np.linalg.norm(features[:, columns], axis=1, keepdims=True)
            out[:, columns] = features[:, columns] * (np.sqrt(block.weight) / np.maximum(lengths, _TINY))
        return out

    def _columns(self) -> Iterator[tuple[Block, slice]]:
        """Each block, and which of the features are its own."""
        start = 0
        for block in self.blocks:
            yield block, slice(start, start + block.dim)
            start += block.dim


def _array(data: bytes, label: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    try:
        array = np.load(io.BytesIO(data), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise KnownError(ErrorCode.MODEL_UNUSABLE, label, str(error)) from error
    if array.shape != shape or array.dtype != np.float32 or not np.isfinite(array).all():
        raise KnownError(ErrorCode.MODEL_DIMENSIONS, label, f"{array.dtype} {array.shape}")
    return np.asarray(array, np.float32)
