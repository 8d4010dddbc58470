"""The model at work: fitted pictures in, fused vectors out."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.colour import describe
from visrec_desktop.vision.fusion import fuse
from visrec_desktop.vision.heatmap import Sighted, pooled, split
from visrec_desktop.vision.look import Look
from visrec_desktop.vision.packs import COLOUR, LOOK, SHAPE, read_model
from visrec_desktop.vision.preprocess import to_tensor
from visrec_desktop.vision.session import ModelSession, ProviderReason, available_providers
from visrec_desktop.vision.shape import outline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from visrec_desktop.core.settings import Provider
    from visrec_desktop.vision.heatmap import Places
    from visrec_desktop.vision.packs import ModelPack
    from visrec_desktop.vision.projection import Projection

__all__ = ["Embedder", "ProviderReason", "available_providers"]

_CHUNK = 8  # pictures in one call of the model: more are no faster and hold more memory
_SPEED_RUNS = 5


class Embedder:
    """A loaded model pack."""

    def __init__(self, pack: ModelPack, look: Look, session: ModelSession) -> None:
        self.pack = pack
        self._look = look
        self._session = session

    @classmethod
    def open(cls, pack: ModelPack, provider: Provider, threads: int = 0) -> Embedder:
        """Check and load a pack, and run it once.

        Args:
            pack: the pack to load.
            provider: where it shall run. Where CUDA cannot be used, the CPU is, and `reason` says why.
            threads: threads on the CPU; 0 means as many as there are cores.

        Raises:
            KnownError: `MODEL_MISSING`, `MODEL_CHECKSUM`, `MODEL_DIMENSIONS` when the model's tensors are not
                those of the manifest, `MODEL_UNUSABLE` when it cannot be loaded or run.
        """
        return cls(pack, Look.open(pack), ModelSession.open(pack, read_model(pack), provider, threads))

    @property
    def provider_in_use(self) -> str:
        """`CPU` or `CUDA`, read back from the session."""
        return self._session.provider

    @property
    def reason(self) -> ProviderReason:
        """Why it runs there."""
        return self._session.reason

    def embed(self, batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        """The fused vectors of fitted pictures.

        Args:
            batch: uint8 (n, size, size, 3), RGB, as `preprocess.fit` makes them; n may be 0.

        Returns:
            float32 (n, dim), each row of length 1.

        Raises:
            KnownError: `MODEL_UNUSABLE` when the model fails or answers with something that is not a number.
        """
        size = self.pack.input.size
        if batch.dtype != np.uint8 or batch.shape[1:] != (size, size, 3):
            raise ValueError(f"expected uint8 (n, {size}, {size}, 3), not {batch.dtype} {batch.shape}")
        out = np.empty((len(batch), self.pack.dim), np.float32)
        for start in range(0, len(batch), _CHUNK):
            chunk = batch[start : start + _CHUNK]
            out[start : start + len(chunk)] = fuse(self.pack.parts, self._parts(chunk))
        return out

    def feature_maps(self, batch: NDArray[np.uint8]) -> NDArray[np.float32] | None:
        """The last feature maps of fitted pictures, float32 (n, channels, h, w); None where a pack has none.

        Their mean over the positions are the features that `look` is made of.
        """
        return self._session.maps(to_tensor(batch, self.pack.input))

    def sight(self, fitted: NDArray[np.uint8]) -> Sighted | None:
        """One fitted picture, uint8 (size, size, 3), with all that tells where it matches another one.

        None where the pack has no feature maps. Raises as `embed`.
        """
        maps = self.feature_maps(fitted[None])
        if maps is None:
            return None
        found = self._described(fitted[None], pooled(maps[0])[None])
        return Sighted(fitted, maps[0], {name: features[0] for name, features in found.items()})

    def fused(self, sighted: Sighted) -> NDArray[np.float32]:
        """The vector of such a picture, float32 (dim,)."""
        features = {name: found[None] for name, found in sighted.parts.items()}
        vector: NDArray[np.float32] = fuse(self.pack.parts, features)[0]
        return vector

    def split(
        self,
        weights: Mapping[str, float],
        here: Sighted,
        there: Sighted,
        projection: Projection | None = None,
    ) -> dict[str, Places]:
        """Where two pictures match; see `heatmap.split`."""
        return split(weights, self._look, here, there, projection)

    def speed_ms(self) -> float:
        """Milliseconds for one picture: the median of a few runs."""
        size = self.pack.input.size
        picture = np.full((1, size, size, 3), 127, np.uint8)
        taken = []
        for _ in range(_SPEED_RUNS):
            start = time.perf_counter()
            self.embed(picture)
            taken.append((time.perf_counter() - start) * 1000.0)
        return statistics.median(taken)

    def _parts(self, batch: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        """Each part's features of the batch, float32 (n, part.dim)."""
        return self._described(batch, self._session.run(to_tensor(batch, self.pack.input)))

    def _described(
        self, batch: NDArray[np.uint8], features: NDArray[np.float32]
    ) -> dict[str, NDArray[np.float32]]:
        """As `_parts`, with the network's features, float32 (n, channels)."""
        told: dict[str, NDArray[np.float32]] = {}
        for part in self.pack.parts:
            if part.name == LOOK:
                told[LOOK] = self._look(features)
            elif part.name == SHAPE:
                told[SHAPE] = np.stack([outline(picture) for picture in batch])
            elif part.name == COLOUR:
                told[COLOUR] = np.stack([describe(picture) for picture in batch])
        return told
