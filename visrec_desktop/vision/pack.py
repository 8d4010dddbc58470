"""What a model pack is: the values of its manifest."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Layout(StrEnum):
    """The order of the input tensor's axes."""

    NCHW = "NCHW"
    NHWC = "NHWC"


class Channels(StrEnum):
    """The order of the input tensor's colour channels."""

    RGB = "RGB"
    BGR = "BGR"


class Resize(StrEnum):
    """How a picture is brought to the square that the model takes."""

    SQUASH = "squash"
    CENTRE_CROP = "centre_crop"
    LETTERBOX = "letterbox"


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What the model takes: `(pixel - mean) * scale` in `channels` order on a `size` x `size` square."""

    size: int
    layout: Layout
    channels: Channels
    mean: tuple[float, float, float]
    scale: tuple[float, float, float]
    resize: Resize


@dataclass(frozen=True, slots=True)
class Tensor:
    """A named output of the model; `shape` is without the batch axis."""

    name: str
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tensors:
    """The model's input and outputs. `feature_map` is None where a model has none."""

    input: str
    features: Tensor
    feature_map: Tensor | None


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the fused vector: its weight in the score and its number of dimensions.

    `studio_weight` is its weight where the photo is a studio picture (see `vision.studio`).
    """

    name: str
    weight: float
    dim: int
    studio_weight: float


@dataclass(frozen=True, slots=True)
class Block:
    """A run of features that is compared on its own: one network's answer. The weights add up to 1."""

    dim: int
    weight: float


@dataclass(frozen=True, slots=True)
class Bands:
    """The least score of each band; below `same_idea` nothing is close."""

    very_close: float
    close: float
    same_idea: float


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of the pack beside the model."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ModelPack:
    """A parsed manifest. Whether the model file is there and whole is `verify`'s business.

    `average` is the file of the features' averages and `blocks` say how the features are compared (see
    `vision.look`); a pack may have neither. `prior` is the file of the looks' principal directions among many
    pictures (see `vision.principal`).
    """

    name: str
    title: str
    version: str
    folder: Path
    file: str
    sha256: str
    licence: str
    attribution: str
    input: InputSpec
    tensors: Tensors
    parts: tuple[Part, ...]
    bands: Bands
    average: StoredFile | None = None
    blocks: tuple[Block, ...] = ()
    prior: StoredFile | None = None

    @property
    def dim(self) -> int:
        """Dimensions of the fused vector."""
        return sum(part.dim for part in self.parts)

    @property
    def space(self) -> str:
        """The vector space: only vectors of one space may be compared."""
        return f"{self.name}@{self.version}"

    @property
    def path(self) -> Path:
        """The model file."""
        return self.folder / self.file
