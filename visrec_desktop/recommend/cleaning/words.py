"""Names as numbers: which words they hold, the telling ones counting more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_TERMS = 1500
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def terms(name: str) -> Iterator[str]:
    """The words of a name, pairs of neighbours, and which word is the first and which the last.

    A brand often stands first and the kind of article last. In scripts without blanks each character and
    each pair of characters is a word.
    """
    words = [part for word in _WORD.findall(name.casefold()) for part in _parts(word)]
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))
    if words:
        yield f"^{words[0]}"
        yield f"{words[-1]}$"


def _parts(word: str) -> Sequence[str]:
    return tuple(word) if _UNSPACED.search(word) else (word,)


def name_features(names: Sequence[str]) -> NDArray[np.float32]:
    """TF-IDF of the terms that at least two names share.

    tf is 1, idf = ln((1 + n) / (1 + df)) + 1 as in scikit-learn, and each row has length 1.

    Args:
        names: of n products.

    Returns:
        float32 (n, t), t at most `MOST_TERMS` (the most common ones); a row of zeros where no term is shared.
    """
    found = [frozenset(terms(name)) for name in names]
    often = Counter(term for each in found for term in each)
    shared = sorted(
        (term for term, count in often.items() if count > 1), key=lambda term: (-often[term], term)
    )
    places = {term: place for place, term in enumerate(shared[:MOST_TERMS])}
    table = np.zeros((len(names), len(places)), np.float32)
    weights = np.array([np.log((1 + len(names)) / (1 + often[term])) + 1 for term in places], np.float32)
    for row, each in enumerate(found):
        columns = [places[term] for term in each if term in places]
        table[row, columns] = weights[columns]
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    table /= np.where(lengths > 0, lengths, np.float32(1))
    return table
