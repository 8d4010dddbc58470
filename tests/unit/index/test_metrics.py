"""The two measures, checked with the worked example of `docs` (the article's own figures do not follow)."""

from __future__ import annotations

import numpy as np
import pytest

from visrec_desktop.index.exact import ExactIndex
from visrec_desktop.index.metrics import cosine, euclidean
from visrec_desktop.index.protocol import Metric

USER = np.array([1.6, 1.2, 1.2], np.float32)
ITEMS = np.array([[0.5, 0.5, 0.4], [0.6, 0.4, 0.3], [0.7, 0.8, 0.6]], np.float32)
A, B, C = 1, 2, 3


def test_the_worked_example() -> None:
    assert cosine(USER, ITEMS) == pytest.approx([0.9922, 0.9881, 0.9835], abs=5e-5)
    assert euclidean(USER, ITEMS) == pytest.approx([1.5297, 1.5652, 1.1533], abs=5e-5)


def test_the_worked_example_in_the_index() -> None:
    index = ExactIndex.build(None, "example", 3, "", 0, [(np.array([A, B, C]), ITEMS)])
    keys, scores = index.search(USER, 3)
    assert keys.tolist() == [A, B, C]
    assert scores == pytest.approx([0.9922, 0.9881, 0.9835], abs=5e-5)
    keys, distances = index.search(USER, 3, metric=Metric.EUCLIDEAN)
    assert keys.tolist() == [C, A, B]
    assert distances == pytest.approx([1.1533, 1.5297, 1.5652], abs=5e-5)


def test_zero_vectors_have_no_angle() -> None:
    rows = np.vstack([np.zeros(3, np.float32), ITEMS])
    assert cosine(USER, rows)[0] == 0.0
    assert cosine(np.zeros(3, np.float32), rows).tolist() == [0.0] * 4
    assert euclidean(np.zeros(3, np.float32), rows)[0] == 0.0


def test_equal_rows_give_equal_bits_wherever_they_stand() -> None:
    random = np.random.default_rng(3)
    row = random.standard_normal(1088).astype(np.float32)
    query = random.standard_normal(1088).astype(np.float32)
    rows = random.standard_normal((101, 1088)).astype(np.float32)
    rows[::7] = row
    for measure in (cosine, euclidean):
        assert len(set(measure(query, rows)[::7])) == 1
        assert measure(query, rows)[0] == measure(query, row[None])[0]


def test_a_vector_is_as_close_to_itself_as_can_be() -> None:
    row = np.random.default_rng(4).standard_normal(1088).astype(np.float32)
    assert cosine(row, row[None])[0] == pytest.approx(1.0, abs=1e-12)
    assert cosine(row, row[None])[0] <= 1.0
    assert euclidean(row, row[None])[0] == 0.0
