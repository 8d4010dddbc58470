"""Which variant is shipped: the fastest of those that lose at most a hundredth of recall@5."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .compose import FULL, VARIANTS, model_file, pack_input
from .network import body_model
from .pack import LARGEST, write_pack
from .pictures import Source
from .recipe import STUDENT_CHANNELS, Folders, Recipe
from .store import open_shard
from .teachers import Floats, open_session
from .validation import joined, retrieval

Log = Callable[[str], None]
_ALLOWED_LOSS = 0.01
_EVERY = 20
_QUERY_SHARDS = (1, 2, 3, 4)
_ROUNDS = 15
_MANY = 8
_BARE = "bare thin ResNet-50"


def verify(folders: Folders, sources: Sequence[Source], recipe: Recipe, log: Log) -> None:
    """Measure all variants, write `verify.json` and `verify.md`, and the pack with the chosen one."""
    told = {variant: {"bytes": float(model_file(folders, variant).stat().st_size)} for variant in VARIANTS}
    for variant, figures in _quality(folders, sources, recipe).items():
        told[variant].update(figures)
    body = folders.models / "body.onnx"
    body.write_bytes(body_model().SerializeToString(deterministic=True))
    times = _times(
        {_BARE: body, **{name: model_file(folders, name) for name in VARIANTS}}, open_shard(folders.views, 0)
    )
    bare = times.pop(_BARE)
    for variant, figures in times.items():
        told[variant].update(figures)
        told[variant].update({f"{name}_ratio": value / bare[name] for name, value in figures.items()})
    chosen = choose(told)
    (folders.out / "verify.json").write_text(
        json.dumps({"chosen": chosen, "variants": told, "bare": bare}, indent=2) + "\n", encoding="utf-8"
    )
    (folders.out / "verify.md").write_text(table(told), encoding="utf-8")
    log(f"chosen: {chosen}\n{table(told)}")
    model = model_file(folders, chosen)
    average = features_of(model, open_shard(folders.views, 0), 2).mean(axis=0, dtype=np.float64)
    write_pack(folders.pack, model.read_bytes(), average.astype(np.float32))


def choose(told: dict[str, dict[str, float]]) -> str:
    """The fastest in batches that fits into a pack and loses at most 0.01 of full precision's recall@5.

    Raises:
        ValueError: there is none.
    """
    least = told[FULL]["recall_5"] - _ALLOWED_LOSS
    good = [
        variant
        for variant, figures in told.items()
        if figures["recall_5"] >= least and figures["bytes"] <= LARGEST
    ]
    if not good:
        raise ValueError("no variant that fits into a pack is as good as full precision")
    return min(good, key=lambda variant: told[variant]["batch_ms"])


def table(told: dict[str, dict[str, float]]) -> str:
    """The figures as Markdown, for the model card."""
    lines = [
        "| variant | MB | one picture, 2 threads | in batches, 1 thread | cosine to float32 | R@1 | R@5 |",
        "|---|---|---|---|---|---|---|",
    ]
    for variant, f in told.items():
        lines.append(
            f"| {variant} | {f['bytes'] / 1e6:.1f} | {f['one_ms']:.1f} ms ({f['one_ms_ratio']:.2f} ×) "
            f"| {f['batch_ms']:.1f} ms ({f['batch_ms_ratio']:.2f} ×) | {f['cosine']:.4f} "
            f"| {f['recall_1']:.4f} | {f['recall_5']:.4f} |"
        )
    return "\n".join(lines) + "\n"


def features_of(network: Path, batch: NDArray[np.uint8], threads: int) -> Floats:
    """What the composed network says of RGB pixels (n, 224, 224, 3), float32 (n, 1792)."""
    session = open_session(network, threads)
    starts = range(0, len(batch), _MANY)
    return np.concatenate(
        [
            session.run(["features"], {"image": pack_input(batch[start : start + _MANY])})[0]
            for start in starts
        ]
    )


def _quality(folders: Folders, sources: Sequence[Source], recipe: Recipe) -> dict[str, dict[str, float]]:
    """Recall of plain pictures by distorted views of pictures left out, and likeness to float32."""
    left_out = np.array([source.validation for source in sources])
    asked = np.flatnonzero(left_out)
    gallery = np.concatenate([asked, np.flatnonzero(~left_out)[::_EVERY]])
    shards = [shard for shard in _QUERY_SHARDS if shard < recipe.shards] or [1]
    pixels = np.concatenate(
        [open_shard(folders.views, 0)[gallery], *(open_shard(folders.views, s)[asked] for s in shards)]
    )
    known: dict[str, Floats] = {}
    told = {}
    for variant in VARIANTS:
        features = features_of(model_file(folders, variant), pixels, 2)
        student, lite = features[:, :STUDENT_CHANNELS], features[:, STUDENT_CHANNELS:]
        count = len(gallery)
        vectors = joined(student, lite, student[:count], lite[:count])
        known[variant] = vectors
        first, five = retrieval(vectors[count:], vectors[:count], len(asked))
        cosine = float((vectors * known[FULL]).sum(axis=1).mean())
        told[variant] = {"recall_1": first, "recall_5": five, "cosine": cosine}
    return told


def _times(files: dict[str, Path], views: NDArray[np.uint8]) -> dict[str, dict[str, float]]:
    """Milliseconds a picture, each network in turn, medians: one picture alone, and batches on one thread."""
    batch = pack_input(views[:_MANY])
    told: dict[str, dict[str, float]] = {name: {} for name in files}
    for measure, threads, count in (("one_ms", 2, 1), ("batch_ms", 1, _MANY)):
        sessions = {name: open_session(file, threads) for name, file in files.items()}
        taken: dict[str, list[float]] = {name: [] for name in files}
        for turn in range(_ROUNDS + 1):
            for name, session in sessions.items():
                start = time.perf_counter()
                session.run(["features"], {"image": batch[:count]})
                if turn:  # the first is slower
                    taken[name].append((time.perf_counter() - start) * 1000 / count)
        for name, values in taken.items():
            told[name][measure] = statistics.median(values)
    return told
