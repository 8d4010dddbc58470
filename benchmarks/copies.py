"""Near duplicates: copies of pictures made here must be found, pictures of other kinds must not."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.fashion import Fashion, analyse, open_embedder, read_whole
from benchmarks.figures import Figure, Options, Result, Table, one
from visrec_desktop.recommend.duplicates import (
    NEAR_BITS,
    NEAR_COSINE,
    duplicate_pairs,
    groups,
    is_near,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]
    Change = Callable[[Picture], Picture]

COPIED, SEED = 300, 7
MANY = 20_000
_NOTES = (
    "The catalog does not say which pairs are real duplicates. Of those looked at most are two articles, "
    "often sunglasses or black shoes of one studio, that differ in a detail: a near pair is a question.",
    "The thresholds were chosen with copies of other pictures (another seed) and the same catalog.",
)
_COSINES, _BITS = (0.90, 0.92, 0.94, 0.95, 0.96), (8, 12, 20)


def run(options: Options, fashion: Fashion) -> Result:
    """Recall for each way of copying, false pairs in the catalog, and the time for many products."""
    rng = random.Random(SEED)
    drawn = sorted(rng.sample(range(len(fashion.paths)), min(COPIED, len(fashion.paths) // 4)))
    embedder = open_embedder()
    copies = {
        name: analyse(
            [fashion.paths[row] for row in drawn], lambda path, c=change: c(read_whole(path)), embedder
        )
        for name, change in CHANGES.items()
    }
    likeness = {name: _likeness(fashion, drawn, *found) for name, found in copies.items()}
    figures = [
        one(
            f"copies found, {name} ({len(drawn)} pictures)",
            _found(*likeness[name], NEAR_COSINE, NEAR_BITS),
            "",
        )
        for name in CHANGES
    ]
    began = time.perf_counter()
    pairs = duplicate_pairs(fashion.vectors, fashion.hashes, fashion.digests)
    figures.append(one(f"{len(fashion.paths):,} products compared", time.perf_counter() - began, "s"))
    kinds = fashion.column("articleType")
    near = [pair for pair in pairs if pair.kind == "near"]
    wrong = sum(kinds[pair.first] != kinds[pair.second] for pair in near)
    figures += [
        one("pairs of the same file", float(len(pairs) - len(near)), ""),
        one("near pairs", float(len(near)), ""),
        one("near pairs of different articleType", float(wrong), ""),
        one("groups that hang together", float(len(groups(pairs))), ""),
        _many(2000 if options.quick else MANY, fashion.vectors.shape[1]),
    ]
    return Result(
        "near_duplicates",
        "Near duplicates",
        f"{len(drawn)} pictures of `fashion` (224 pixels), each copied in {len(CHANGES)} ways and analysed "
        f"anew; found means (1 - cosine) / {1 - NEAR_COSINE:.2f} + different bits / {NEAR_BITS} ≤ 1. "
        "Then all pairs of the catalog.",
        tuple(figures),
        _NOTES,
        tables=[_thresholds(fashion, kinds, likeness)],
    )


def _encoded(quality: int) -> Change:
    def change(rgb: Picture) -> Picture:
        import cv2

        data = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])

    return change


def _scaled(rgb: Picture) -> Picture:
    import cv2

    return np.asarray(cv2.resize(rgb, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), np.uint8)


def _cropped(rgb: Picture) -> Picture:
    top, left = (round(0.03 * side) for side in rgb.shape[:2])
    return np.ascontiguousarray(rgb[top : rgb.shape[0] - top, left : rgb.shape[1] - left])


def _brighter(rgb: Picture) -> Picture:
    return np.clip(rgb.astype(np.float32) * 1.15 + 5, 0, 255).astype(np.uint8)


CHANGES: Mapping[str, Change] = {
    "JPEG at quality 60": _encoded(60),
    "scaled to 60 %": _scaled,
    "3 % cropped off each side": _cropped,
    "brighter by 15 %": _brighter,
}


def _likeness(
    fashion: Fashion, drawn: list[int], vectors: NDArray[np.float32], hashes: NDArray[np.uint64]
) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
    """The cosine of each copy with its original, and in how many bits they differ."""
    cosines = np.einsum("nd,nd->n", vectors, fashion.vectors[drawn])
    return cosines, np.bitwise_count(hashes ^ fashion.hashes[drawn])


def _found(cosines: NDArray[np.float32], bits: NDArray[np.uint8], least: float, most: int) -> float:
    return float(is_near(cosines, bits, least, most).mean())


def _thresholds(
    fashion: Fashion,
    kinds: list[str],
    likeness: Mapping[str, tuple[NDArray[np.float32], NDArray[np.uint8]]],
) -> Table:
    """What other thresholds would find: copies, and pairs in the catalog of the same and another kind."""
    wide = duplicate_pairs(fashion.vectors, fashion.hashes, fashion.digests, min(_COSINES), 64)
    near = [pair for pair in wide if pair.kind == "near"]
    cosines = np.array([pair.likeness for pair in near])
    first, second = (np.array([getattr(pair, end) for pair in near], np.int64) for end in ("first", "second"))
    bits = np.bitwise_count(fashion.hashes[first] ^ fashion.hashes[second])
    other = np.array([kinds[one] != kinds[two] for one, two in zip(first, second, strict=True)], bool)
    rows = []
    for least in _COSINES:
        for most in _BITS:
            kept = is_near(cosines, bits, least, most)
            recall = [_found(*found, least, most) for found in likeness.values()]
            rows.append(
                (
                    f"{least:.2f}",
                    str(most),
                    *(f"{share:.3f}" for share in recall),
                    str(np.count_nonzero(kept)),
                    str(np.count_nonzero(kept & other)),
                )
            )
    return Table(
        "Other thresholds",
        ("cosine", "bits", *likeness, "near pairs", "of different articleType"),
        tuple(rows),
    )


def _many(count: int, dim: int) -> Figure:
    """The time for many invented products, of which a tenth are near copies of others."""
    rng = np.random.default_rng(SEED)
    vectors = np.maximum(rng.normal(-0.3, 1, (count, dim)), 0).astype(np.float32)
    hashes = rng.integers(0, 2**64, count, np.uint64)
    tenth = count // 10
    vectors[:tenth], hashes[:tenth] = vectors[-tenth:], hashes[-tenth:]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    began = time.perf_counter()
    pairs = duplicate_pairs(vectors, hashes, [str(row) for row in range(count)])
    seconds = time.perf_counter() - began
    if len(pairs) < tenth:
        raise RuntimeError(f"{len(pairs)} pairs of {tenth}")
    return one(f"{count:,} invented products compared, {dim} numbers each", seconds, "s")
