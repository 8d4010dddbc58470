"""Traits as rows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from visrec_desktop.recommend.trait_rows import price_band, trait_rows


def test_each_value_is_a_column_and_each_kind_has_length_one() -> None:
    rows = trait_rows([[["Red"], ["red "], [""]], [["a", "b"], [], ["b"]]])
    assert (rows @ rows.T).toarray() == pytest.approx(
        np.array([[2, 1, math.sqrt(0.5)], [1, 1, 0], [math.sqrt(0.5), 0, 1]])
    )


def test_one_word_in_two_kinds_is_two_traits() -> None:
    rows = trait_rows([[["gold"], []], [[], ["gold"]]])
    assert (rows @ rows.T).toarray().tolist() == [[1, 0], [0, 1]]


def test_nothing_said() -> None:
    assert trait_rows([]).shape == (0, 0)
    assert trait_rows([[[], [""]]]).shape == (2, 0)


def test_columns_must_agree() -> None:
    with pytest.raises(ValueError, match="lengths"):
        trait_rows([[["a"]], [["a"], ["b"]]])


@pytest.mark.parametrize("price", [None, 0.0, -3.0, math.nan, math.inf])
def test_no_price_has_no_band(price: float | None) -> None:
    assert price_band(price) == ""


def test_like_prices_share_a_band() -> None:
    assert price_band(80.0) == price_band(85.0) != price_band(200.0)
    assert price_band(0.5) not in ("", price_band(1.2))
