"""What a few lines of scikit-learn make of missing values, each as it comes."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from visrec_desktop.recommend.cleaning import Facts

MODE = "mode"
NEAREST = "KNeighborsClassifier(5) on the vectors"
IMPUTER = "KNNImputer(5) on the columns"
WORDS = "TF-IDF and LogisticRegression on the names"


def accuracies(facts: Facts, field: str, truth: Sequence[str], blanked: Sequence[int]) -> Mapping[str, float]:
    """The share of blanked cells that each gets right; left out are those that have nothing to go by.

    Args:
        facts: with the blanks.
        field: the blanked one.
        truth: of each product.
        blanked: rows.
    """
    told = facts.texts(field)
    known = [row for row, text in enumerate(told) if text]
    usual = Counter(told[row] for row in known).most_common(1)[0][0]
    answers: dict[str, Sequence[str]] = {MODE: [usual] * len(blanked)}
    answers[NEAREST] = _nearest(facts, told, known, blanked)
    answers[IMPUTER] = _imputed(facts, field, blanked) if any(facts.attributes) else []
    answers[WORDS] = _by_words(facts, told, known, blanked) if any(facts.names) else []
    wanted = [truth[row] for row in blanked]
    return {
        name: float(np.mean([one == other for one, other in zip(given, wanted, strict=True)]))
        if given
        else float("nan")
        for name, given in answers.items()
    }


def _nearest(facts: Facts, told: Sequence[str], known: list[int], blanked: Sequence[int]) -> list[str]:
    from sklearn.neighbors import KNeighborsClassifier

    model = KNeighborsClassifier(5).fit(facts.vectors[known], [told[row] for row in known])
    return list(model.predict(facts.vectors[list(blanked)]))


def _imputed(facts: Facts, field: str, blanked: Sequence[int]) -> list[str]:
    """The target as columns of 0 and 1, blank where it is missing, beside all other columns likewise."""
    from sklearn.impute import KNNImputer
    from sklearn.preprocessing import OneHotEncoder

    names = sorted({name for each in facts.attributes for name in each})
    fields = [name for name in ("category", "colour") if name != field]
    cells = [
        [*(each.get(name, "") for name in names), *(facts.texts(name)[row] for name in fields)]
        for row, each in enumerate(facts.attributes)
    ]
    others = OneHotEncoder(sparse_output=False, dtype=np.float32).fit_transform(cells)
    told = facts.texts(field)
    values = sorted(set(told) - {""})
    places = {value: place for place, value in enumerate(values)}
    target = np.full((len(told), len(values)), np.nan, np.float32)
    for row, text in enumerate(told):
        if text:
            target[row] = 0
            target[row, places[text]] = 1
    filled = KNNImputer(n_neighbors=5).fit_transform(np.hstack([others, target]))
    return [values[place] for place in filled[list(blanked), others.shape[1] :].argmax(axis=1)]


def _by_words(facts: Facts, told: Sequence[str], known: list[int], blanked: Sequence[int]) -> list[str]:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    words = TfidfVectorizer().fit_transform(facts.names)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(C=10.0, max_iter=200).fit(words[known], [told[row] for row in known])
    return list(model.predict(words[list(blanked)]))
