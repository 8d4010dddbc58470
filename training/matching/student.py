"""Training of the student: the thin ResNet-50 learns to see what three larger networks see."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from . import losses, teachers
from .network import Student, averaged, student_from_package, student_input
from .pictures import Source
from .recipe import Recipe
from .store import open_shard
from .validation import Validation, features_by

Log = Callable[[str], None]
_LAST = 3  # passes whose weights are kept
_RIDGE = 1e-2
_HEAD_SIZE = 0.03  # root mean square of its weights at the start; their scale does not count, their pace does
WEIGHTS = "student.pt"
CHOSEN = "chosen.json"


def train(
    folder: Path, views: Path, seen: Path, sources: Sequence[Source], recipe: Recipe, log: Log
) -> None:
    """Train, or go on training, and write the chosen weights as `student.pt`.

    Args:
        folder: where checkpoints are kept.
        views: folder of the views.
        seen: folder of the teachers' features.
        sources: the pictures, in the order of the views.
        recipe: all numbers.
        log: takes a line.
    """
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    torch.manual_seed(recipe.seed)
    wanted = torch.from_numpy(teachers.targets(seen, recipe))
    shards = [open_shard(views, shard) for shard in range(recipe.shards)]
    learned = np.flatnonzero([not source.validation for source in sources])
    log(f"student: {len(learned):,} pictures to learn from, {len(sources) - len(learned)} to choose by")
    student = student_from_package().to(memory_format=torch.channels_last)
    _fit_head(student, shards, wanted, learned, recipe)
    training = _Training(student, shards, wanted, _kinds(sources), learned, recipe)
    validation = Validation.of(shards, teachers.load(seen, 1, recipe), sources, recipe)
    log(f"pass  0: {validation.measure(student, wanted)}")
    for number in range(training.resume(folder) + 1, recipe.passes + 1):
        start = time.monotonic()
        parts = training.one_pass(number)
        taken = time.monotonic() - start
        training.keep(folder, number)
        measured = validation.measure(training.average, wanted)
        log(f"pass {number:2d}: {measured}, loss {parts}, {2 * len(learned) / taken:.0f} views/s")
    _choose(folder, student, validation, wanted, recipe, log)


class _Training:
    def __init__(
        self,
        student: Student,
        shards: Sequence[NDArray[np.uint8]],
        wanted: torch.Tensor,
        kinds: torch.Tensor,
        learned: NDArray[np.int64],
        recipe: Recipe,
    ) -> None:
        self._student = student
        self._shards = shards
        self._wanted = wanted
        self._kinds = kinds
        self._learned = learned
        self._recipe = recipe
        self.average = student_from_package().to(memory_format=torch.channels_last)
        self.average.load_state_dict(student.state_dict())
        head = [*student.head.parameters()]
        body = [*student.convolutions.parameters()]
        self._optimiser = torch.optim.AdamW(
            [{"params": body, "lr": recipe.body_rate}, {"params": head, "lr": recipe.head_rate}],
            weight_decay=recipe.decay,
        )
        self._steps = len(learned) // recipe.pairs
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimiser, self._rate)
        self._step = 0

    def _rate(self, step: int) -> float:
        """Rises from 0, then falls to 0 as a cosine."""
        all_ = self._steps * self._recipe.passes
        rising = max(1, round(self._recipe.warm_up * all_))
        if step < rising:
            return (step + 1) / rising
        return 0.5 * (1 + math.cos(math.pi * min(1.0, (step - rising) / max(1, all_ - rising))))

    def one_pass(self, number: int) -> str:
        """Show each picture once, as a pair of views; the parts of the loss, in words."""
        rng = np.random.default_rng((self._recipe.seed, number))
        order = rng.permutation(self._learned)
        total = torch.zeros(4)
        for step in range(self._steps):
            rows = order[step * self._recipe.pairs : (step + 1) * self._recipe.pairs]
            pairs = np.stack([rng.permutation(self._recipe.shards)[:2] for _ in rows])
            total += self._learn(rows, pairs)
        return " ".join(f"{part:.3f}" for part in (total / self._steps).tolist())

    def _learn(self, rows: NDArray[np.int64], pairs: NDArray[np.int64]) -> torch.Tensor:
        recipe, twice = self._recipe, np.concatenate([rows, rows])
        which = pairs.T.ravel()
        pixels = np.stack([self._shards[shard][row] for shard, row in zip(which, twice, strict=True)])
        with torch.autocast("cpu", torch.bfloat16):
            told = self._student(student_input(pixels))
        told = functional.normalize(told.float(), dim=1)
        target, plain = self._wanted[which, twice], self._wanted[0, rows]
        parts = (
            losses.match(told, target),
            losses.likeness(told, target, recipe.temperature),
            losses.instance(told[: len(rows)], told[len(rows) :], plain, recipe.temperature),
            losses.kinds(told, self._kinds[twice], recipe.temperature),
        )
        weights = (recipe.match, recipe.likeness, recipe.instance, recipe.kinds)
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
        """Write a checkpoint; the weights of the last passes are kept beside it."""
        weights = {"raw": self._student.state_dict(), "average": self.average.state_dict()}
        _save(weights, folder / f"pass-{number:02d}.pt")
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


def _fit_head(
    student: Student,
    shards: Sequence[NDArray[np.uint8]],
    wanted: torch.Tensor,
    learned: NDArray[np.int64],
    recipe: Recipe,
) -> None:
    """Start the head from a ridge regression of the target on the body's own features."""
    rows = learned[:: max(1, len(learned) // 1500)]
    chosen = [0, 1, min(3, recipe.shards - 1)]
    x = torch.cat([features_by(student.pooled, shards[shard], rows) for shard in chosen])
    y = torch.cat([wanted[shard, rows] for shard in chosen])
    mean, target_mean = x.mean(dim=0), y.mean(dim=0)
    x, y = x - mean, y - target_mean
    gram = x.T @ x
    gram += torch.eye(len(gram)) * (_RIDGE * gram.diagonal().mean())
    solution = torch.linalg.solve(gram, x.T @ y).T
    scale = _HEAD_SIZE / solution.square().mean().sqrt()
    with torch.no_grad():
        student.head.weight.copy_(scale * solution[:, :, None, None])
        student.head.bias.copy_(scale * (target_mean - solution @ mean))  # type: ignore[union-attr]


def _choose(
    folder: Path, student: Student, validation: Validation, wanted: torch.Tensor, recipe: Recipe, log: Log
) -> None:
    """Of the last weights and their averages, take those that do best on the pictures left out."""
    kept: dict[str, Any] = {
        path.stem: torch.load(path, weights_only=True) for path in sorted(folder.glob("pass-*.pt"))
    }
    last = f"pass-{recipe.passes:02d}"
    candidates = {f"moving average of {name}": state["average"] for name, state in kept.items()}
    candidates["weights of the last pass"] = kept[last]["raw"]
    candidates[f"mean of the last {len(kept)} passes"] = averaged([state["raw"] for state in kept.values()])
    results = {}
    for name, state in candidates.items():
        student.load_state_dict(state)
        results[name] = validation.measure(student, wanted)
        log(f"{name}: {results[name]}")
    best = max(results, key=lambda name: results[name].score)
    log(f"chosen: {best}")
    _save({name: value.float() for name, value in candidates[best].items()}, folder / WEIGHTS)
    told = {name: asdict(measured) for name, measured in results.items()}
    (folder / CHOSEN).write_text(json.dumps({"chosen": best, "candidates": told}, indent=2) + "\n")


def _kinds(sources: Sequence[Source]) -> torch.Tensor:
    names = sorted({source.garment for source in sources} - {""})
    return torch.tensor([names.index(source.garment) if source.garment else -1 for source in sources])


def _save(state: dict[str, Any], target: Path) -> None:
    fresh = target.with_suffix(".part")
    torch.save(state, fresh)
    fresh.replace(target)
