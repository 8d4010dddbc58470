"""Every number of the recipe in one place: the same ones and the same pictures give the same pack."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
SIZE = 224
STUDENT_CHANNELS = 512
LITE_CHANNELS = 1280
LITE = 1
"""Which EfficientNet-Lite stands in the pack beside the student."""
BATCH = 16
_EARLY = ("drawn", "views", "teachers")
_MADE_FROM = ("seed", "shards", "prints", "recoloured", "calibration", "limit", "seeing")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The recipe.

    Attributes:
        seed: of all that is random.
        shards: views of each picture; the first is plain.
        prints: labels and packages that are drawn.
        recoloured: pictures of the demo shop with their hues turned.
        teacher_weights: of EfficientNet-Lite0, 1 and 2, in the target.
        seeing: teachers that see every view; the others see plain pictures alone.
        clean_share: of the plain picture's target that is added to a view's own.
        passes: how often each picture is seen, as a pair of views.
        small_passes: how many of the first passes see the views smaller, which takes half the time.
        late_passes: passes after those, on smaller views again, in which kinds count more.
        small_side: their size in pixels there.
        pairs: of views in one batch.
        frozen: convolutions at the beginning of the body that stay as found: its first layer and first stage.
        body_rate: learning rate of the others.
        head_rate: learning rate of the new head.
        decay: weight decay.
        warm_up: share of all steps in which the rate rises.
        averaging: of the exponential moving average of the weights, per step.
        temperature: of likeness matrices.
        match: weight of the cosine to the target in the loss.
        likeness: weight of the likenesses within a batch.
        instance: weight of two views of a picture finding each other.
        kinds: weight of garments of a kind coming together.
        late_kinds: the same in the late passes.
        late_rate: share of the learning rates with which these begin.
        calibration: pictures with which the quantised network's ranges are measured, two views of each.
        limit: pictures of each source at most; 0 for all.
    """

    seed: int = 50
    shards: int = 5
    prints: int = 240
    recoloured: int = 150
    teacher_weights: tuple[float, float, float] = (0.3, 0.4, 0.3)
    seeing: tuple[int, ...] = (0, 1)
    clean_share: float = 0.7
    passes: int = 10
    small_passes: int = 6
    small_side: int = 160
    late_passes: int = 4
    pairs: int = 48
    frozen: int = 11
    body_rate: float = 3e-4
    head_rate: float = 6e-4
    decay: float = 0.02
    warm_up: float = 0.06
    averaging: float = 0.998
    temperature: float = 0.08
    match: float = 4.0
    likeness: float = 1.0
    instance: float = 0.15
    kinds: float = 0.06
    late_kinds: float = 0.3
    late_rate: float = 0.3
    calibration: int = 64
    limit: int = 0

    @property
    def all_passes(self) -> int:
        """Passes of both kinds."""
        return self.passes + self.late_passes

    def is_small(self, number: int) -> bool:
        """Whether a pass, from 1 on, sees smaller views."""
        return number <= self.small_passes or number > self.passes

    def fingerprint(self, stage: str, *more: str) -> str:
        """Twelve hexadecimal digits that change with what a stage takes of the recipe, and with `more`."""
        values = asdict(self)
        used = {name: values[name] for name in _MADE_FROM} if stage in _EARLY else values
        text = json.dumps([used, more], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a run keeps what it makes, all below `out`."""

    out: Path

    @property
    def drawn(self) -> Path:
        """Pictures drawn for training."""
        return self.out / "drawn"

    @property
    def views(self) -> Path:
        """The views of all pictures."""
        return self.out / "views"

    @property
    def teachers(self) -> Path:
        """The teachers and their features."""
        return self.out / "teachers"

    @property
    def student(self) -> Path:
        """Checkpoints, and the chosen weights."""
        return self.out / "student"

    @property
    def models(self) -> Path:
        """The composed networks."""
        return self.out / "models"

    @property
    def pack(self) -> Path:
        """The pack."""
        return self.out / "pack"


QUICK = Recipe(
    shards=3,
    prints=8,
    recoloured=6,
    passes=2,
    small_passes=1,
    late_passes=1,
    pairs=8,
    calibration=8,
    limit=40,
)
"""Tries every stage in a few minutes; what comes out is of no use."""
