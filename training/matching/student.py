"""Training of the student: the thin ResNet-50 learns to see what three larger networks see."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from . import losses, teachers
from .network import Student, averaged, student_from_package, student_input
from .pictures import Source
from .recipe import LITE, SIZE, Folders, Recipe
from .store import open_shard
from .validation import Validation, features_by

Log = Callable[[str], None]
_LAST = 3  # passes whose weights are kept
_RIDGE = 1e-2
_MEASURED = 2  # every second pass
_HEAD_SIZE = 0.03  # root mean square of its weights at the start; their scale does not count, their pace does
WEIGHTS = "student.pt"
CHOSEN = "chosen.json"


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What is learned.

    Attributes:
        shards: the views.
        wanted: the target of each view, (shards, n, 512).
        kinds: numbers of garment kinds by row, -1 where there is none.
        rows: of the pictures to learn from.
        recipe: all numbers.
    """

    shards: Sequence[NDArray[np.uint8]]
    wanted: torch.Tensor
    kinds: torch.Tensor
    rows: NDArray[np.int64]
    recipe: Recipe


def train(folders: Folders, sources: Sequence[Source], recipe: Recipe, log: Log) -> None:
    """Train, or go on training, and write the chosen weights as `student.pt`.

    Args:
        folders: of the run.
        sources: the pictures, in the order of the views.
        recipe: all numbers.
        log: takes a line.
    """
    folder = folders.student
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.manual_seed(recipe.seed)
    shards = [open_shard(folders.views, shard) for shard in range(recipe.shards)]
    wanted = torch.from_numpy(teachers.targets(folders.teachers, recipe))
    rows = np.flatnonzero([not source.validation for source in sources])
    lesson = Lesson(shards, wanted, _kinds(sources), rows, recipe)
    log(f"student: {len(rows):,} pictures to learn from, {len(sources) - len(rows)} to choose by")
    student = student_from_package().to(memory_format=torch.channels_last)
    training = _Training(student, lesson)
    done = training.resume(folder)
    if not done:
        _fit_head(student, lesson)
        training.average.load_state_dict(student.state_dict())
    lite = teachers.load(folders.teachers, LITE, recipe)
    validation = Validation.of(shards, lite, sources, recipe)
    if not done:
        log(f"pass  0: {validation.measure(student, wanted)}")
    for number in range(done + 1, recipe.all_passes + 1):
        start = time.monotonic()
        parts = training.one_pass(number)
        taken = time.monotonic() - start
        training.keep(folder, number)
        told = f"pass {number:2d}: loss {parts}, {2 * len(rows) / taken:.0f} views/s"
        measured = number % _MEASURED == 0 or number == recipe.all_passes
        log(f"{told}, {validation.measure(training.average, wanted)}" if measured else told)
    candidates = _candidates(folder, recipe)
    measured_by = {}
    for name, state in candidates.items():
        student.load_state_dict(state)
        measured_by[name] = validation.measure(student, wanted)
        log(f"{name}: {measured_by[name]}")
    best = max(measured_by, key=lambda name: measured_by[name].score)
    log(f"chosen: {best}")
    _save({name: value.float() for name, value in candidates[best].items()}, folder / WEIGHTS)
    told = {name: asdict(measured) for name, measured in measured_by.items()}
    (folder / CHOSEN).write_text(json.dumps({"chosen": best, "candidates": told}, indent=2) + "\n")


class _Training:
    def __init__(self, student: Student, lesson: Lesson) -> None:
        recipe = lesson.recipe
        self._student = student
        self._lesson = lesson
        self._recipe = recipe
        self.average = student_from_package().to(memory_format=torch.channels_last)
        self.average.load_state_dict(student.state_dict())
        layers = [*student.convolutions.values()]
        for layer in layers[: recipe.frozen]:
            layer.requires_grad_(requires_grad=False)
        head = [*student.head.parameters()]
        body = [weight for layer in layers[recipe.frozen :] for weight in layer.parameters()]
        self._optimiser = torch.optim.AdamW(
            [{"params": body, "lr": recipe.body_rate}, {"params": head, "lr": recipe.head_rate}],
            weight_decay=recipe.decay,
        )
        self._steps = len(lesson.rows) // recipe.pairs
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, self._rate)
        self._step = 0

    def _rate(self, step: int) -> float:
        """Rises from 0, then falls to 0 as a cosine; in the late passes it falls to 0 once more."""
        all_ = self._steps * self._recipe.passes
        if step >= all_:
            share = (step - all_) / max(1, self._steps * self._recipe.late_passes)
            return self._recipe.late_rate * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))
        rising = max(1, round(self._recipe.warm_up * all_))
        if step < rising:
            return (step + 1) / rising
        return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - rising) / max(1, all_ - rising))))

    def one_pass(self, number: int) -> str:
        """Show each picture once, as a pair of views; the parts of the loss, in words."""
        rng = np.random.default_rng((self._recipe.seed, number))
        order = rng.permutation(self._lesson.rows)
        side = self._recipe.small_side if self._recipe.is_small(number) else SIZE
        kinds = self._recipe.kinds if number <= self._recipe.passes else self._recipe.late_kinds
        total = torch.zeros(4)
        for step in range(self._steps):
            rows = order[step * self._recipe.pairs : (step + 1) * self._recipe.pairs]
            pairs = np.stack([rng.permutation(self._recipe.shards)[:2] for _ in rows])
            total += self._learn(rows, pairs, side, kinds)
        return " ".join(f"{part:.3f}" for part in (total / self._steps).tolist())

    def _learn(
        self, rows: NDArray[np.int64], pairs: NDArray[np.int64], side: int, kinds: float
    ) -> torch.Tensor:
        recipe, twice = self._recipe, np.concatenate([rows, rows])
        which = pairs.T.ravel()
        shards = self._lesson.shards
        pixels = np.stack([_sized(shards[shard][row], side) for shard, row in zip(which, twice, strict=True)])
        with torch.autocast("cpu", torch.bfloat16):
            told = self._student(student_input(pixels))
        told = functional.normalize(told.float(), dim=1)
        target, plain = self._lesson.wanted[which, twice], self._lesson.wanted[0, rows]
        parts = (
            losses.match(told, target),
            losses.likeness(told, target, recipe.temperature),
            losses.instance(told[: len(rows)], told[len(rows) :], plain, recipe.temperature),
            losses.kinds(told, self._lesson.kinds[twice], recipe.temperature),
        )
        weights = (recipe.match, recipe.likeness, recipe.instance, kinds)
        self._optimiser.zero_grad(set_to_none=True)
        sum(weight * part for weight, part in zip(weights, parts, strict=True)).backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_(self._student.parameters(), 5.0)
        self._optimiser.step()
        self._schedule.step()
        self._step += 1
        self._move_average()
        return torch.stack([part.detach() for part in parts])

    @torch.no_grad()
    def _move_average(self) -> None:
        share = 1 - min(self._recipe.averaging, (1 + self._step) / (10 + self._step))
        for mean, value in zip(self.average.parameters(), self._student.parameters(), strict=True):
            mean.lerp_(value, share)

    def keep(self, folder: Path, number: int) -> None:
        """Write a checkpoint; the weights of the last passes, and of that before the late ones, stay."""
        weights = {"raw": self._student.state_dict(), "average": self.average.state_dict()}
        _save(weights, folder / f"pass-{number:02d}.pt")
        if number - _LAST != self._recipe.passes:
            (folder / f"pass-{number - _LAST:02d}.pt").unlink(missing_ok=True)
        state = {
            "pass": number,
            "step": self._step,
            "recipe": asdict(self._recipe),
            "optimiser": self._optimiser.state_dict(),
            "schedule": self._schedule.state_dict(),
            **weights,
        }
        _save(state, folder / "last.pt")

    def resume(self, folder: Path) -> int:
        """Go on from the last checkpoint of the same recipe; the number of passes done."""
        if not (folder / "last.pt").is_file():
            return 0
        state = torch.load(folder / "last.pt", weights_only=True)
        if json.dumps(state["recipe"]) != json.dumps(asdict(self._recipe)):
            return 0
        self._student.load_state_dict(state["raw"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._schedule.load_state_dict(state["schedule"])
        self._step = state["step"]
        return int(state["pass"])


def _fit_head(student: Student, lesson: Lesson) -> None:
    """Start the head from a ridge regression of the target on the body's own features."""
    rows = lesson.rows[:: max(1, len(lesson.rows) // 1500)]
    chosen = [0, 1, min(3, len(lesson.shards) - 1)]
    x = torch.cat([features_by(student.pooled, lesson.shards[shard], rows) for shard in chosen])
    y = torch.cat([lesson.wanted[shard, rows] for shard in chosen])
    mean, target_mean = x.mean(dim=0), y.mean(dim=0)
    x, y = x - mean, y - target_mean
    gram = x.T @ x
    gram += torch.eye(len(gram)) * (_RIDGE * gram.diagonal().mean())
    solution = torch.linalg.solve(gram, x.T @ y).T
    scale = _HEAD_SIZE / solution.square().mean().sqrt()
    with torch.no_grad():
        student.head.weight.copy_(scale * solution[:, :, None, None])
        student.head.bias.copy_(scale * (target_mean - solution @ mean))  # type: ignore[union-attr]


def _candidates(folder: Path, recipe: Recipe) -> dict[str, dict[str, torch.Tensor]]:
    """Weights to choose among: averages and last ones of both kinds of passes, and means of several.

    The mean of weights before and after a stage that asks for something else keeps much of either
    (M. Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
    """
    kept: dict[str, Any] = {
        path.stem: torch.load(path, weights_only=True) for path in sorted(folder.glob("pass-*.pt"))
    }
    early, late = kept[f"pass-{recipe.passes:02d}"], kept[f"pass-{recipe.all_passes:02d}"]
    last = [kept[name]["raw"] for name in sorted(kept)[-_LAST:]]
    return {
        **{f"moving average of {name}": state["average"] for name, state in kept.items()},
        "weights before the late passes": early["raw"],
        "weights of the last pass": late["raw"],
        f"mean of the last {len(last)} passes": averaged(last),
        "mean of before the late passes and after": averaged([early["average"], late["average"]]),
    }


def _sized(view: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    return view if side == len(view) else cv2.resize(view, (side, side), interpolation=cv2.INTER_AREA)


def _kinds(sources: Sequence[Source]) -> torch.Tensor:
    names = sorted({source.garment for source in sources} - {""})
    return torch.tensor([names.index(source.garment) if source.garment else -1 for source in sources])


def _save(state: dict[str, Any], target: Path) -> None:
    fresh = target.with_suffix(".part")
    torch.save(state, fresh)
    fresh.replace(target)
