"""The look part: what the network sees in a picture, beyond what it sees in every picture.

The mean-pooled features of a network are never negative, and any two pictures share most of them: their
cosines crowd near 1. Each feature is therefore measured against its average over many pictures, and only what
stands out is kept: max(0, feature / average - 1). The result is never negative either, so cosines stay in
[0, 1]. For a feature that is kept it is a mean over the positions of the feature map, so that a share of the
score can still be given to each position exactly.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.vision.packs import read_average

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import ModelPack


class Look:
    """Turns a network's features into the look part.

    Args:
        average: each feature's average over many pictures, float32 (channels,), above 0; None when the pack
            has none: then the features are taken as they are, negative ones as 0.
    """

    def __init__(self, average: NDArray[np.float32] | None) -> None:
        self.average = average

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
        return cls(_array(data, str(pack.folder / pack.average.file), pack.tensors.features.shape))

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The look part of n pictures: float32 (n, channels) in and out, never negative."""
        if self.average is not None:
            features = features / self.average - np.float32(1)
        return np.maximum(features, np.float32(0))


def _array(data: bytes, label: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
    try:
        array = np.load(io.BytesIO(data), allow_pickle=False)
    except (ValueError, EOFError, OSError) as error:
        raise KnownError(ErrorCode.MODEL_UNUSABLE, label, str(error)) from error
    if array.shape != shape or array.dtype != np.float32 or not (array > 0).all():
        raise KnownError(ErrorCode.MODEL_DIMENSIONS, label, f"{array.dtype} {array.shape}")
    return np.asarray(array, np.float32)
