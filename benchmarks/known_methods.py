"""The methods that the program is compared with, each with the settings that are tried for it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.wines import Split, Wines

Matrix = Any  # scipy has no types
Scores = npt.NDArray[np.float32]


def likes_of(wines: Wines, split: Split) -> Matrix:
    """Who liked what, of what is known: sparse (people, wines) of ones."""
    from scipy.sparse import csr_array

    known = split.known & wines.liked
    shape = (int(wines.people.max()) + 1, len(wines.wines))
    return csr_array((np.ones(int(known.sum())), (wines.people[known], wines.items[known])), shape)


def popularity(likes: Matrix, people: npt.NDArray[np.int64]) -> Scores:
    """The same list for everybody, but for what each knows."""
    return np.tile(np.asarray(likes.sum(axis=0), np.float32).ravel(), (len(people), 1))


def item_knn(likes: Matrix, people: npt.NDArray[np.int64], neighbours: int, shrink: float) -> Scores:
    """Cosine of two items' columns, shrunk; of each item's neighbours the nearest count."""
    gram = (likes.T @ likes).toarray()
    norms = np.sqrt(np.diag(gram))
    cosines = gram / (np.outer(norms, norms) + shrink + 1e-9)
    np.fill_diagonal(cosines, 0.0)
    if neighbours < len(cosines):
        least = -np.partition(-cosines, neighbours - 1, axis=0)[neighbours - 1]
        cosines[cosines < least] = 0.0
    return np.asarray(likes[people] @ cosines, np.float32)


def ease(likes: Matrix, people: npt.NDArray[np.int64], ridge: float) -> Scores:
    """Steck 2019: B = I - P / diag(P), P the inverse of the regularised Gram matrix."""
    gram = (likes.T @ likes).toarray()
    inverse = np.linalg.inv(gram + ridge * np.eye(len(gram)))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return np.asarray(likes[people] @ weights, np.float32)


def als(likes: Matrix, people: npt.NDArray[np.int64], **settings: float) -> Scores:
    """Alternating least squares of the package `implicit`."""
    from implicit.als import AlternatingLeastSquares

    return _factors(AlternatingLeastSquares, likes, people, {"iterations": 15, **settings})


def bpr(likes: Matrix, people: npt.NDArray[np.int64], **settings: float) -> Scores:
    """Bayesian personalised ranking of the package `implicit`."""
    from implicit.bpr import BayesianPersonalizedRanking

    return _factors(BayesianPersonalizedRanking, likes, people, settings)


def _factors(
    kind: Callable[..., Any], likes: Matrix, people: npt.NDArray[np.int64], settings: Mapping[str, float]
) -> Scores:
    from scipy.sparse import csr_matrix

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = kind(**settings, random_state=1, num_threads=1, use_gpu=False)
        model.fit(csr_matrix(likes, dtype=np.float32), show_progress=False)
    return np.asarray(model.user_factors[people] @ model.item_factors.T, np.float32)


METHODS: dict[str, Callable[..., Scores]] = {
    "popularity": popularity,
    "item-kNN": item_knn,
    "EASE^R": ease,
    "ALS": als,
    "BPR": bpr,
}
_GRIDS: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "popularity": {},
    "item-kNN": {"neighbours": (50, 100, 200, 100_000), "shrink": (0, 5, 10, 20, 50)},
    "EASE^R": {"ridge": (30, 50, 100, 200, 300, 400, 600, 800)},
    "ALS": {"factors": (16, 48, 96), "regularization": (100, 200, 400), "alpha": (10, 20, 40, 80)},
    "BPR": {
        "factors": (16, 64),
        "learning_rate": (0.002, 0.005, 0.01),
        "regularization": (0.01, 0.03, 0.05),
        "iterations": (100, 200, 400),
    },
}


def settings_of(name: str, *, quick: bool = False) -> Iterator[dict[str, Any]]:
    """The settings that are tried for a method; two of them when it has to be quick."""
    grid = _GRIDS[name]
    tried = [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]
    yield from tried[:: max(1, len(tried) // 2)][:2] if quick else tried
