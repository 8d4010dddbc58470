"""The other columns of the sheet as evidence, without those that say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.traits import fold

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_VALUES = 300
_LEAST_SHARE = 0.02  # of the products must have a value
_MOST_DIFFERENT = 0.5  # of the values may come up once: more is an article number or a text
_STEPS = 10  # that a column of numbers is cut into
_LOOKED_AT = 2000  # products, for what a column says about the target
_SHUFFLES = 3
_SCALE = 1.5  # length of a product's row when all columns are filled


def noise_columns(attributes: Sequence[Mapping[str, str]], target: Sequence[str]) -> frozenset[str]:
    """The columns that say nothing about a target.

    They are constant (variance selection), nearly empty, or nearly all different as an article number is; or
    they tell no more about the target than the same column does about the target shuffled (selection by
    mutual information; a column of many values seems to tell much by chance alone).

    Args:
        attributes: for each of n products the columns' values; "" and a missing key are the same.
        target: n texts, "" where not known; such products are left aside for the last test.

    Raises:
        ValueError: not as many targets as products.
    """
    if len(attributes) != len(target):
        raise ValueError(f"{len(attributes)} products, {len(target)} targets")
    return _noise(_table(attributes), target)


def _noise(table: Mapping[str, Sequence[str]], target: Sequence[str]) -> frozenset[str]:
    empty = frozenset(name for name, values in table.items() if _is_empty(values))
    rest = [name for name in table if name not in empty]
    known = [row for row, text in enumerate(target) if fold(text)]
    if not rest or not known:
        return empty
    coded = np.stack([_codes(table[name]) for name in rest], axis=1)
    return empty | _silent(rest, coded[known], _codes([fold(target[row]) for row in known]))


def _silent(names: Sequence[str], coded: NDArray[np.int64], target: NDArray[np.int64]) -> frozenset[str]:
    """Which of the columns int64 (m, k) say nothing about a target int64 (m,)."""
    from sklearn.feature_selection import VarianceThreshold

    varied = np.ptp(coded, axis=0) > 0
    if varied.any():  # where nothing varies the selection raises
        varied = VarianceThreshold().fit(coded).get_support()
    rng = np.random.default_rng(1)
    drawn = np.sort(rng.permutation(len(target))[:_LOOKED_AT])
    coded, target = coded[drawn][:, varied], target[drawn]
    telling = [name for name, kept in zip(names, varied, strict=True) if kept]
    if not telling:
        return frozenset(names)
    chance = np.max([_information(coded, rng.permutation(target)) for _ in range(_SHUFFLES)], axis=0)
    kept = _information(coded, target) > chance
    return frozenset(names) - {name for name, tells in zip(telling, kept, strict=True) if tells}


def _information(coded: NDArray[np.int64], target: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mutual information of each column with the target, in nats."""
    import warnings

    from sklearn.feature_selection import mutual_info_classif

    with warnings.catch_warnings():  # that there are many classes for few products is known here
        warnings.simplefilter("ignore", UserWarning)
        found: NDArray[np.float64] = mutual_info_classif(coded, target, discrete_features=True)
    return found


def column_features(attributes: Sequence[Mapping[str, str]], target: Sequence[str]) -> NDArray[np.float32]:
    """The columns that say something about the target, one place for each value that comes up twice.

    Returns:
        float32 (n, v), v at most `MOST_VALUES` (the most common ones).
    """
    table = _table(attributes)
    noise = _noise(table, target)
    table = {name: values for name, values in table.items() if name not in noise}
    cells = [
        (row, (name, value))
        for name, values in table.items()
        for row, value in enumerate(_stepped(values))
        if value
    ]
    often = Counter(pair for _, pair in cells)
    shared = sorted(
        (pair for pair, count in often.items() if count > 1), key=lambda pair: (-often[pair], pair)
    )
    places = {pair: place for place, pair in enumerate(shared[:MOST_VALUES])}
    features = np.zeros((len(attributes), len(places)), np.float32)
    for row, pair in cells:
        if pair in places:
            features[row, places[pair]] = _SCALE / np.sqrt(len(table))
    return features


def _table(attributes: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """Columns by name, folded."""
    names = sorted({name for each in attributes for name in each})
    cells = {name: [each.get(name, "") for each in attributes] for name in names}
    folded = {name: {text: fold(text) for text in set(texts)} for name, texts in cells.items()}
    return {name: [folded[name][text] for text in texts] for name, texts in cells.items()}


def _is_empty(values: Sequence[str]) -> bool:
    present = [value for value in values if value]
    if len(present) < max(2, _LEAST_SHARE * len(values)):
        return True
    once = sum(count == 1 for count in Counter(_stepped(present)).values())
    return once > _MOST_DIFFERENT * len(present)


def _codes(values: Sequence[str]) -> NDArray[np.int64]:
    """A number for each value, in the order in which they first come up."""
    places: dict[str, int] = {}
    stepped = _stepped(values)
    return np.array([places.setdefault(value, len(places)) for value in stepped], np.int64)


def _stepped(values: Sequence[str]) -> Sequence[str]:
    """Values as they are; many different numbers as steps of equally many products."""
    told = {value: _number(value) for value in set(values)}
    if any(value and not np.isfinite(number) for value, number in told.items()):
        return values
    numbers = np.array([told[value] for value in values], np.float64)
    present = numbers[np.isfinite(numbers)]
    different = len(np.unique(present))
    if different <= 2 * _STEPS:
        return values
    if different == len(present) and (present == np.round(present)).all():
        return values  # an article number: left as it is, so that it is seen to be one
    edges = np.quantile(present, np.arange(1, _STEPS) / _STEPS)
    return [str(np.searchsorted(edges, each)) if np.isfinite(each) else "" for each in numbers]


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return float("nan")
