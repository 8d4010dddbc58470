"""The ONNX session: where it runs, why there, and whether the model is what the manifest says."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime as ort
from onnxruntime.capi import onnxruntime_pybind11_state as state

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.core.settings import Provider
from visrec_desktop.vision.packs import Layout

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import ModelPack

CPU = "CPU"
CUDA = "CUDA"
_SUFFIX = "ExecutionProvider"
_MAX_DETAIL = 160
# The runtime's exceptions share no base class of their own.
_ERRORS: tuple[type[Exception], ...] = (
    ValueError,
    RuntimeError,
    *(kind for kind in vars(state).values() if isinstance(kind, type) and issubclass(kind, Exception)),
)


class ProviderReason(StrEnum):
    """Why the model runs where it runs."""

    CHOSEN = "chosen"
    BEST_AVAILABLE = "best_available"
    NO_CUDA_BUILD = "no_cuda_build"
    CUDA_NOT_USABLE = "cuda_not_usable"


class ModelSession:
    """A loaded model that has answered once, as its manifest says it would."""

    def __init__(self, pack: ModelPack, session: ort.InferenceSession, reason: ProviderReason) -> None:
        self._pack = pack
        self._session = session
        self.reason = reason
        self.provider: str = session.get_providers()[0].removesuffix(_SUFFIX)

    @classmethod
    def open(cls, pack: ModelPack, data: bytes, provider: Provider, threads: int) -> ModelSession:
        """Load a model; see `Embedder.open`.

        Raises:
            KnownError: `MODEL_DIMENSIONS`, `MODEL_UNUSABLE`.
        """
        ort.set_default_logger_severity(4)
        reason = ProviderReason.CHOSEN
        if provider is not Provider.CPU:
            found = cls._on_cuda(pack, data, provider, threads)
            if isinstance(found, ModelSession):
                return found
            reason = found
        session = cls(pack, _load(pack, data, CPU, threads), reason)
        session.check()
        return session

    @classmethod
    def _on_cuda(
        cls, pack: ModelPack, data: bytes, provider: Provider, threads: int
    ) -> ModelSession | ProviderReason:
        """A session that really runs on CUDA, or why there is none."""
        if CUDA not in available_providers():
            return ProviderReason.NO_CUDA_BUILD
        wanted = ProviderReason.CHOSEN if provider is Provider.CUDA else ProviderReason.BEST_AVAILABLE
        try:
            session = cls(pack, _load(pack, data, CUDA, threads), wanted)
            if session.provider == CUDA:
                session.check()
                return session
        except KnownError as error:
            if error.code is not ErrorCode.MODEL_UNUSABLE:
                raise
        # The build lists CUDA, but there is no card, no driver, or too little memory on the card.
        return ProviderReason.CUDA_NOT_USABLE

    def run(self, tensor: NDArray[np.float32]) -> NDArray[np.float32]:
        """The features of a batch laid out as the model's input.

        Args:
            tensor: float32, (n, 3, size, size) or (n, size, size, 3).

        Returns:
            float32 (n, channels).

        Raises:
            KnownError: `MODEL_UNUSABLE` when the model fails or answers with something that is not a number,
                `MODEL_DIMENSIONS` when the answer has another shape than the manifest says.
        """
        tensors = self._pack.tensors
        try:
            (features,) = self._session.run([tensors.features.name], {tensors.input: tensor})
        except _ERRORS as error:
            raise self._unusable(error) from error
        expected = (len(tensor), *tensors.features.shape)
        if features.shape != expected:
            raise self._other(f"{tensors.features.name}: {features.shape} instead of {expected}")
        if not np.isfinite(features).all():
            raise KnownError(ErrorCode.MODEL_UNUSABLE, str(self._pack.path), "the answer is not a number")
        return np.asarray(features, np.float32)

    def maps(self, tensor: NDArray[np.float32]) -> NDArray[np.float32] | None:
        """The feature maps of a batch, float32 (n, channels, h, w); None where the pack names none.

        Raises:
            KnownError: `MODEL_UNUSABLE` when the model fails.
        """
        tensors = self._pack.tensors
        if tensors.feature_map is None:
            return None
        try:
            (found,) = self._session.run([tensors.feature_map.name], {tensors.input: tensor})
        except _ERRORS as error:
            raise self._unusable(error) from error
        return np.asarray(found, np.float32)

    def check(self) -> None:
        """Compare the model's tensors with the manifest, and let it answer to two black pictures.

        Raises:
            KnownError: as `run`.
        """
        tensors, spec = self._pack.tensors, self._pack.input
        square = (spec.size, spec.size)
        axes = (3, *square) if spec.layout is Layout.NCHW else (*square, 3)
        inputs = {item.name: item.shape for item in self._session.get_inputs()}
        if list(inputs) != [tensors.input] or not _agrees(inputs[tensors.input], axes):
            raise self._other(f"input {inputs} instead of {tensors.input} {axes}")
        outputs = {item.name: item.shape for item in self._session.get_outputs()}
        for tensor in (tensors.features, tensors.feature_map):
            if tensor is not None and not _agrees(outputs.get(tensor.name, []), tensor.shape):
                raise self._other(f"{tensor.name}: {outputs.get(tensor.name)} instead of {tensor.shape}")
        self.run(np.zeros((2, *axes), np.float32))

    def _other(self, detail: str) -> KnownError:
        return KnownError(ErrorCode.MODEL_DIMENSIONS, str(self._pack.path), detail[:_MAX_DETAIL])

    def _unusable(self, error: Exception) -> KnownError:
        return KnownError(ErrorCode.MODEL_UNUSABLE, str(self._pack.path), _one_line(error))


def available_providers() -> list[str]:
    """What this build of the runtime offers: `CPU`, perhaps `CUDA`. Whether that works shows on opening."""
    names = [name.removesuffix(_SUFFIX) for name in ort.get_available_providers()]
    return [name for name in names if name in (CUDA, CPU)]


def _agrees(found: list[object], axes: tuple[int, ...]) -> bool:
    """Whether a tensor of the model has a free batch axis and these axes; a name is an axis of any length."""
    if len(found) != len(axes) + 1 or isinstance(found[0], int):
        return False
    return all(
        not isinstance(length, int) or length == axis for length, axis in zip(found[1:], axes, strict=True)
    )


def _load(pack: ModelPack, data: bytes, provider: str, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = threads or core_count()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    names = [provider] if provider == CPU else [provider, CPU]
    try:
        # The runtime's own fallback prints to standard output.
        return ort.InferenceSession(
            data, options, providers=[name + _SUFFIX for name in names], enable_fallback=0
        )
    except _ERRORS as error:
        raise KnownError(ErrorCode.MODEL_UNUSABLE, str(pack.path), _one_line(error)) from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:_MAX_DETAIL] or type(error).__name__
