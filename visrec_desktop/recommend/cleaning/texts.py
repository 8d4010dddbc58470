"""Proposals for a missing category, brand or colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.cleaning.blend import learn_weights, probabilities
from visrec_desktop.recommend.cleaning.calibration import Calibration
from visrec_desktop.recommend.cleaning.looks import look_votes
from visrec_desktop.recommend.cleaning.ridge import Ridge
from visrec_desktop.recommend.cleaning.values import LEAST_KNOWN, Labels, Proposal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

MOST_CLASSES = 400
MOST_CHECKED = 2000
"""So many known products at most are asked about themselves, to learn how far answers can be trusted."""

_SHOWN = 3
_LEAST_OFTEN = 2


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All that speaks about n products.

    Attributes:
        vectors: float32 (n, d), unit rows or zeros.
        parts: "look", "name" and "columns", float32 (n, any) each.
    """

    vectors: Floats
    parts: Mapping[str, Floats]

    def features(self, rows: Ints) -> Floats:
        """All of it side by side for some rows, float32 (r, f); first a constant, for what is usual."""
        constant = np.ones((len(rows), 1), np.float32)
        return np.hstack([constant, *(part[rows] for part in self.parts.values())])

    def slices(self) -> dict[str, slice]:
        """Where each part stands in `features`."""
        found, start = {}, 1
        for name, part in self.parts.items():
            found[name] = slice(start, start + part.shape[1])
            start += part.shape[1]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """What was learned about one field."""

    evidence: Evidence
    labels: Labels
    ridge: Ridge
    weights: NDArray[np.float64]
    calibration: Calibration

    @classmethod
    def fit(cls, evidence: Evidence, labels: Labels) -> _Model:
        """Learn from the known values, and try it on some of them that it has not seen."""
        hot = labels.one_hot()
        features = evidence.features(labels.known)
        ridge = Ridge.fit(features, hot)
        rng = np.random.default_rng(1)
        tried = np.sort(rng.permutation(len(labels.known))[:MOST_CHECKED])
        usual = _usual(hot.sum(axis=0) - hot[tried], len(hot) - 1)
        scores = (
            ridge.left_out(features[tried], hot[tried]),
            np.log(look_votes(evidence.vectors, labels.known[tried], labels.known, hot, usual)),
            np.log(usual),
        )
        truth = labels.codes[tried]
        inside = truth >= 0
        weights = learn_weights([score[inside] for score in scores], truth[inside])
        shares = probabilities(scores, weights)
        # a value of two products would come up only once without this one, and not be proposed at all
        right = (shares.argmax(axis=1) == truth) & (hot.sum(axis=0)[truth] > _LEAST_OFTEN)
        calibration = Calibration.fit(shares.max(axis=1), right)
        return cls(evidence, labels, ridge, weights, calibration)

    def answers(self, rows: Ints) -> tuple[Ints, NDArray[np.float64], list[str]]:
        """For each row the class, the confidence, and what weighed most."""
        hot, features = self.labels.one_hot(), self.evidence.features(rows)
        usual = np.tile(_usual(hot.sum(axis=0), len(hot)), (len(rows), 1))
        votes = np.log(look_votes(self.evidence.vectors, rows, self.labels.known, hot, usual))
        scores = (features @ self.ridge.weights, votes, np.log(usual))
        shares = probabilities(scores, self.weights)
        best, second = np.argsort(-shares, axis=1, kind="stable")[:, :2].T
        speaks: dict[str, NDArray[np.float64]] = {}
        for name, part in self.evidence.slices().items():
            lead = self.ridge.weights[part][:, best] - self.ridge.weights[part][:, second]
            speaks[name] = self.weights[0] * np.einsum("qf,fq->q", features[:, part], lead)
        at = np.arange(len(rows))
        speaks["look"] = speaks["look"] + self.weights[1] * (votes[at, best] - votes[at, second])
        return best, self.calibration.of(shares[at, best]), _strongest(speaks, len(rows))


def _usual(counts: Floats, total: int) -> Floats:
    shares: Floats = (counts + np.float32(0.5)) / np.float32(total + 0.5 * counts.shape[-1])
    return shares


def _strongest(speaks: Mapping[str, NDArray[np.float64]], count: int) -> list[str]:
    names = [*speaks, "mode"]
    table = np.stack([*speaks.values(), np.full(count, 1e-9)])
    return [names[place] for place in table.argmax(axis=0)]


def propose_texts(field: str, texts: Sequence[str], evidence: Evidence) -> list[Proposal]:
    """Propose a value for each product that has none.

    Args:
        field: for the proposals.
        texts: n values, blank where missing.
        evidence: what speaks; the field itself must not be among its columns.

    Returns:
        By row. Empty where fewer than `LEAST_KNOWN` values are known, or no value comes up twice.
    """
    labels = Labels.of(texts, MOST_CLASSES)
    missing = np.setdiff1d(np.arange(len(texts)), labels.known)
    if len(labels.known) < LEAST_KNOWN or not labels.values or not len(missing):
        return []
    told = np.zeros(len(texts), bool)
    for part in evidence.parts.values():
        told |= part.any(axis=1)
    silent = missing[~told[missing]] if len(labels.values) > 1 else missing
    asked = np.setdiff1d(missing, silent)
    found = _by_evidence(field, labels, evidence, asked) if len(asked) else []
    return sorted([*found, *_by_mode(field, labels, silent)], key=lambda each: each.row)


def _by_mode(field: str, labels: Labels, rows: Ints) -> list[Proposal]:
    """The most common value, as sure as it is common."""
    share = float(np.count_nonzero(labels.codes == 0) / (len(labels.codes) + 1))
    return [Proposal(int(row), field, labels.values[0], share, "mode") for row in rows]


def _by_evidence(field: str, labels: Labels, evidence: Evidence, rows: Ints) -> list[Proposal]:
    classes, confidences, bases = _Model.fit(evidence, labels).answers(rows)
    near = _neighbours(evidence, labels, rows, classes, np.array(bases))
    return [
        Proposal(int(row), field, labels.values[code], float(confidence), basis, near.get(int(row), ()))
        for row, code, confidence, basis in zip(rows, classes, confidences, bases, strict=True)
    ]


def _neighbours(
    evidence: Evidence, labels: Labels, rows: Ints, classes: Ints, bases: NDArray[np.str_]
) -> dict[int, tuple[int, ...]]:
    """By row, those with the proposed value that are the most like it in what weighed most."""
    found: dict[int, tuple[int, ...]] = {}
    for basis, code in sorted(set(zip(bases.tolist(), classes.tolist(), strict=True))):
        if basis == "mode":
            continue
        part = evidence.vectors if basis == "look" else evidence.parts[basis]
        alike = labels.known[labels.codes == code]
        asked = rows[(bases == basis) & (classes == code)]
        likeness = part[asked] @ part[alike].T
        order = np.argsort(-likeness, axis=1, kind="stable")[:, :_SHOWN]
        for row, places, cosines in zip(asked, order, likeness, strict=True):
            found[int(row)] = tuple(int(alike[place]) for place in places if cosines[place] > 0)
    return found
