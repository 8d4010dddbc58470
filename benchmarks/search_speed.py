"""The program's vector search beside faiss, usearch and a bare matrix-vector product, to 10^6 vectors.

`--only flat` leaves the graphs out: to build those of 10^6 vectors takes minutes. They are kept.
"""

from __future__ import annotations

import importlib
import math
import os
import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.figures import WORK, Figure, Goal, Options, Result, Table, one
from benchmarks.search_vectors import DIM, drawn_vectors, queries_near
from visrec_desktop.index.candidates import CODED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.index.exact import ExactIndex

    Search = Callable[[NDArray[np.float32]], NDArray[np.int64]]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
TOP, AT, THREADS, KEPT = 50, 10, 2, 0.01
ROUNDS = 15
USUAL, VECTORS, ONE_PERCENT = "program", "program, without codes", "program, filter of 1 %"
PRODUCT, FLAT, SQ8 = "matrix-vector product", "faiss flat", "faiss SQ8"
_QUICK = (1_000, 20_000)
_SETTLED = 3  # rounds before those that count
_BREADTHS = (16, 32, 64, 128, 256, 512)
_GOOD = 0.97
_RECALLS = 50
_Module = Any  # without types of its own


def run(options: Options) -> list[Result]:
    """All sizes, in this process; the sides in turn."""
    faiss, usearch = _library("faiss"), _library("usearch.index")
    rounds = 3 if options.quick else ROUNDS
    measured: dict[int, dict[str, list[float]]] = {}
    recalls: dict[int, dict[str, float]] = {}
    for size in _QUICK if options.quick else SIZES:
        measured[size], recalls[size] = _measured(size, rounds, faiss, usearch, graphs=options.only != "flat")
    notes = [
        f"{name} is not installed, so its lines are missing: `pip install visrec-desktop[benchmark]`."
        for name, module in (("faiss", faiss), ("usearch", usearch))
        if module is None
    ]
    setting = (
        f"Top {TOP} of vectors of {DIM} numbers in groups of unlike sizes, in memory; {THREADS} threads "
        f"each; medians of {rounds} questions, a new one for each round, all sides in turn in one process. "
        f"Questions are vectors of the set, a little away. The program goes by 8-bit codes from {CODED:,} "
        "vectors on and answers in double precision, sorted, ties by key. The filter keeps "
        f"{KEPT:.0%} of the keys, drawn at random. Graphs are searched at the least breadth with "
        f"recall@{AT} of {_GOOD} or more on {_RECALLS} questions."
    )
    figures = [figure for size in measured for figure in _figures(size, measured[size], recalls[size])]
    if len(measured) > 1:
        figures += _growth(measured)
    tables = (_times(measured), _recalls(recalls))
    return [Result("search_speed", "Search in vectors", setting, tuple(figures), notes, tables=tables)]


def _library(name: str) -> _Module:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _measured(
    size: int, rounds: int, faiss: _Module, usearch: _Module, *, graphs: bool
) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Milliseconds of each side, and recall@AT of each."""
    import numpy as np

    vectors = drawn_vectors(size)
    keys = np.arange(1, size + 1)
    asked = queries_near(vectors, rounds + _SETTLED + _RECALLS)
    allowed = np.sort(np.random.default_rng(2).choice(keys, max(TOP, int(size * KEPT)), replace=False))
    sides = _program(vectors, keys, allowed) | {PRODUCT: partial(_product, vectors)}
    checked = asked[-_RECALLS:]
    truth = [_truth(vectors, query) for query in checked]

    def good_enough(search: Search) -> bool:
        return _recall(search, checked, truth) >= _GOOD

    if faiss is not None:
        sides |= _faiss(faiss, vectors) | (_faiss_graph(faiss, vectors, good_enough) if graphs else {})
    if usearch is not None and graphs:
        sides |= _usearch(usearch, vectors, good_enough)
    times: dict[str, list[float]] = {side: [] for side in sides}
    for turn, query in enumerate(asked[:-_RECALLS]):
        for side, search in sides.items():
            begun = time.perf_counter()
            search(query)
            if turn >= _SETTLED:
                times[side].append((time.perf_counter() - begun) * 1000)
    recalls = {side: _recall(search, checked, truth) for side, search in sides.items() if side != PRODUCT}
    among = [_truth(vectors[allowed - 1], query) for query in checked]
    recalls[ONE_PERCENT] = _recall(sides[ONE_PERCENT], checked, [allowed[rows] - 1 for rows in among])
    return times, recalls


def _program(
    vectors: NDArray[np.float32], keys: NDArray[np.int64], allowed: NDArray[np.int64]
) -> dict[str, Search]:
    from visrec_desktop.index import candidates
    from visrec_desktop.index.exact import ExactIndex

    index = ExactIndex.build(None, "bench", DIM, "bench", 1, [(keys, vectors)], expected=len(keys))

    def without_codes(query: NDArray[np.float32]) -> NDArray[np.int64]:
        usual, candidates.CODED = candidates.CODED, len(keys) + 1
        try:
            return _asked(index, None, query)
        finally:
            candidates.CODED = usual

    return {
        USUAL: partial(_asked, index, None),
        VECTORS: without_codes,
        ONE_PERCENT: partial(_asked, index, allowed),
    }


def _asked(
    index: ExactIndex, allowed: NDArray[np.int64] | None, query: NDArray[np.float32]
) -> NDArray[np.int64]:
    return index.search(query, TOP, allowed)[0] - 1


def _product(vectors: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.int64]:
    vectors @ query
    return vectors[:0, 0].astype("int64")


def _truth(vectors: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.int64]:
    import numpy as np

    return np.argsort(-(vectors @ query), kind="stable")[:AT]


def _recall(search: Search, queries: NDArray[np.float32], truth: list[NDArray[np.int64]]) -> float:
    """The share of the true first AT that are among the first AT found."""
    shares = [
        len({*search(query)[:AT].tolist()} & {*right.tolist()}) / AT
        for query, right in zip(queries, truth, strict=True)
    ]
    return statistics.mean(shares)


def _faiss(faiss: _Module, vectors: NDArray[np.float32]) -> dict[str, Search]:
    faiss.omp_set_num_threads(THREADS)
    flat = faiss.IndexFlatIP(DIM)
    bits = faiss.IndexScalarQuantizer(DIM, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    bits.train(vectors[:100_000])
    for index in (flat, bits):
        index.add(vectors)
    return {FLAT: partial(_by_faiss, flat), SQ8: partial(_by_faiss, bits)}


def _by_faiss(index: Any, query: NDArray[np.float32]) -> NDArray[np.int64]:  # noqa: ANN401
    found: NDArray[np.int64] = index.search(query[None], TOP)[1][0]
    return found


def _faiss_graph(
    faiss: _Module, vectors: NDArray[np.float32], good_enough: Callable[[Search], bool]
) -> dict[str, Search]:
    path = WORK / f"search-{len(vectors)}.faiss"
    if path.is_file():
        graph = faiss.read_index(str(path))
    else:
        faiss.omp_set_num_threads(os.cpu_count())
        graph = faiss.IndexHNSWFlat(DIM, 16, faiss.METRIC_INNER_PRODUCT)
        graph.hnsw.efConstruction = 128
        graph.add(vectors)
        WORK.mkdir(parents=True, exist_ok=True)
        faiss.write_index(graph, str(path))
        faiss.omp_set_num_threads(THREADS)
    search = partial(_by_faiss, graph)
    for breadth in _BREADTHS:
        graph.hnsw.efSearch = breadth
        if good_enough(search):
            break
    return {"faiss HNSW": search}


def _usearch(
    usearch: _Module, vectors: NDArray[np.float32], good_enough: Callable[[Search], bool]
) -> dict[str, Search]:
    import numpy as np

    index = usearch.Index(ndim=DIM, metric="ip", dtype="f16", connectivity=16, expansion_add=128)
    path = WORK / f"search-{len(vectors)}.usearch"
    if path.is_file():
        index.load(str(path))
    else:
        index.add(np.arange(len(vectors)), vectors, threads=os.cpu_count())
        WORK.mkdir(parents=True, exist_ok=True)
        index.save(str(path))

    def search(query: NDArray[np.float32]) -> NDArray[np.int64]:
        return np.asarray(index.search(query, TOP, threads=1).keys).astype(np.int64)

    for breadth in _BREADTHS:
        index.expansion_search = breadth
        if good_enough(search):
            break
    return {"usearch HNSW": search}


def _figures(size: int, times: Mapping[str, list[float]], recalls: Mapping[str, float]) -> list[Figure]:
    """The lines of one size; goals are for the largest, where the time is felt."""
    largest = size == SIZES[-1]
    reference, against = tuple(times.get(FLAT, ())), FLAT if FLAT in times else ""
    of = f"{size:,} vectors"

    def goal(limit: float) -> Goal | None:
        return Goal(limit) if largest else None

    figures = [
        Figure(f"{of}, without codes", tuple(times[VECTORS]), "ms", reference, against, goal(0.6)),
        Figure(f"{of}, as the program searches", tuple(times[USUAL]), "ms", reference, against, goal(0.35)),
        Figure(
            f"{of}, filter of 1 %",
            tuple(times[ONE_PERCENT]),
            "ms",
            tuple(times[USUAL]),
            "no filter",
            goal(2.0),
        ),
    ]
    for side, words, least in ((USUAL, "all", 0.99), (ONE_PERCENT, "filter of 1 %", 0.97)):
        limit = Goal(least, at_least=True, of_ratio=False)
        figures.append(one(f"{of}, {words}, recall@{AT}", recalls[side], "", limit))
    return figures


def _growth(measured: Mapping[int, Mapping[str, list[float]]]) -> list[Figure]:
    """How the time grows between the two largest sizes: the slope of log time over log size, 1 for linear."""
    small, large = sorted(measured)[-2:]
    span = math.log(large / small)
    figures = []
    for side, words in ((VECTORS, "without codes"), (USUAL, "as the program searches")):
        grown = math.log(_median(measured[large][side]) / _median(measured[small][side]))
        limit = Goal(1.1, of_ratio=False) if large == SIZES[-1] else None
        figures.append(one(f"growth from {small:,} to {large:,}, {words}", grown / span, "", limit))
    return figures


def _median(runs: list[float]) -> float:
    return statistics.median(runs)


def _times(measured: Mapping[int, Mapping[str, list[float]]]) -> Table:
    sides = list(dict.fromkeys(side for times in measured.values() for side in times))
    rows = [
        (side, *(f"{_median(times[side]):.2f}" if side in times else "" for times in measured.values()))
        for side in sides
    ]
    return Table(
        f"Milliseconds, {os.cpu_count()} processors", ("", *(f"{size:,}" for size in measured)), tuple(rows)
    )


def _recalls(recalls: Mapping[int, Mapping[str, float]]) -> Table:
    sides = list(dict.fromkeys(side for found in recalls.values() for side in found))
    rows = [
        (side, *(f"{found[side]:.3f}" if side in found else "" for found in recalls.values()))
        for side in sides
    ]
    return Table(f"recall@{AT}", ("", *(f"{size:,}" for size in recalls)), tuple(rows))
