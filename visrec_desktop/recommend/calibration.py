"""What a score means in this catalog: the chance that a photo shows a product that the shop has.

A raw cosine means one thing among white mugs and another among floral dresses. Three things are looked at
instead, each free of the model's own scale:

- *closeness*: 1 - (1 - score) / nearest, where `nearest` is how far the products of that category usually are
  from their nearest neighbour: 1 for the catalog picture itself, 0 as far as the next product usually is;
- *margin*: (score - rival) / crowd, where the rival is the photo's fifth-best product, and `crowd` how far
  the fifth neighbour usually is: an unrelated photo is about as far from many products;
- *standing out*: (score - mean) / deviation over the photo's scores with the whole catalog (the test
  normalisation of speaker recognition: R. Auckenthaler and others, Digital Signal Processing 2000).

A logistic model turns them into a chance (J. Platt, "Probabilistic outputs for support vector machines",
1999). It is fitted without labels: photos whose product is known, against the same photos with that product
taken out of the catalog. The best of what is left is the best of many, not a pair at random: that is what a
photo of something else meets (the extreme values of W. Scheirer and others, "Meta-recognition", TPAMI 2011).
Products in the same picture are one *sight* here: they are no rivals of each other.

Where products bear prints, a closer look (`services.refining`) finds the details of most photos of them. That
it finds none then speaks against a product: by the likelihood of just that, were it in the photo.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RIVALS = 24
"""So many of a photo's best products are looked at to find its rival; several may be one sight."""
FEWEST = 6
"""Sights: with fewer there is no fifth rival, and nothing to measure against."""

WEIGHTS, BIAS = (0.1, 3.0, 0.05), -0.75
"""Of closeness, margin and standing out, as shipped: what told best over drawn goods, prints, close-ups."""

_RIVAL = 4  # the fifth best: up to four products may well be what is asked for
_SAME = 0.05  # of the usual distance between two products: closer than this are one picture, stored twice
_CALM = 5.0  # products that count as the whole catalog, in each category
_ROUNDING = 1e-5  # of the cosine of a picture with itself, in single precision
_TINY = 1e-9
_HARDER = 4  # a photo's details are found as seldom as those of so many copies in a row
_OF_COPIES = 0.6  # a photo's evidence is so much of a copy's, for a product that is there and for others
_SUREST = 0.95  # share of photos whose details are found, at most
_LEAST, _MOST = np.array([-4.0, -2.0, 0.0]), np.array([1.0, 2.0, 8.0])
_START = np.array([1.0, BIAS])  # of the factor of the weights, and of the bias
_FIRMNESS = np.array([20.0, 2.0])  # how strongly either is held there


@dataclass(frozen=True, slots=True)
class Chances:
    """The least chance of each band. Nothing is close where it is more likely that the shop has none.

    "Very close" is right four times as often as not where the catalog's own copies are as hard as photos.
    """

    very_close: float = 0.8
    close: float = 0.5
    same_idea: float = 0.5


CHANCES = Chances()


class Reach(NamedTuple):
    """How far from a product its nearest and its fifth neighbour usually are: 1 - cosine."""

    nearest: float
    crowd: float


class Backdrop(NamedTuple):
    """What a photo's scores look like: their mean, their standard deviation, and the rival's score."""

    mean: float
    deviation: float
    rival: float


@dataclass(frozen=True)
class Calibration:
    """What is known of a catalog's scores.

    Attributes:
        common: the usual cosine of two products.
        reach: of the whole catalog.
        categories: of each category that has products, drawn to the whole catalog's where it has few.
        weights: of closeness, margin and standing out; none is negative, so that a higher score never means
            a smaller chance.
        bias: of the logistic model.
        agreeing: of the catalog's photo-like copies, the share whose details agree with their own picture.
        agreeing_in: the same in each category, drawn to the whole catalog's likewise.
    """

    common: float
    reach: Reach
    categories: Mapping[str, Reach] = field(default_factory=dict)
    weights: tuple[float, float, float] = WEIGHTS
    bias: float = BIAS
    agreeing: float = 0.0
    agreeing_in: Mapping[str, float] = field(default_factory=dict)

    @property
    def same(self) -> float:
        """From this cosine on two pictures are one."""
        return same_picture(self.common)

    def evidence(self, scores: Floats, categories: Sequence[str], backdrop: Backdrop) -> Floats:
        """Closeness, margin and standing out of products, float64 (m, 3).

        Args:
            scores: cosines of a photo with products, float64 (m,).
            categories: of the products.
            backdrop: of the photo.
        """
        reaches = [self.categories.get(category, self.reach) for category in categories]
        scale = np.array(reaches, np.float64).reshape(len(scores), 2)
        told = (
            1.0 - (1.0 - scores) / scale[:, 0],
            (scores - backdrop.rival) / scale[:, 1],
            (scores - backdrop.mean) / max(backdrop.deviation, _TINY),
        )
        return np.clip(np.column_stack(told), _LEAST, _MOST)

    def against(self, categories: Sequence[str]) -> Floats:
        """What it does to the logits of products that no details were found of them, float64 (m,), at most 0.

        It is log P(none found | it is in the photo); of a product that is not, none are found anyway.
        """
        shares = np.array([self.agreeing_in.get(category, self.agreeing) for category in categories])
        return np.log(1.0 - np.minimum(shares.astype(np.float64) ** _HARDER, _SUREST))

    def chances(
        self,
        scores: Floats,
        categories: Sequence[str],
        backdrop: Backdrop,
        *,
        none_agree: bool | NDArray[np.bool_] = False,
    ) -> Floats:
        """The chance that each product is what a photo shows, float64 (m,) in [0, 1].

        No product has a greater chance than one with a higher score, details apart; the catalog's own picture
        has 1.

        Args:
            scores: as for `evidence`, in any order.
            categories: as for `evidence`.
            backdrop: of the photo.
            none_agree: their details were compared with the photo's, and none agree; of all, or of each,
                bool (m,).
        """
        if not len(scores):
            return np.zeros(0)
        logits = self.evidence(scores, categories, backdrop) @ np.array(self.weights) + self.bias
        order = np.argsort(-scores, kind="stable")
        logits[order] = np.minimum.accumulate(logits[order])
        logits += np.where(none_agree, self.against(categories), 0.0)
        return np.where(scores >= self.same, 1.0, 1.0 / (1.0 + np.exp(-logits)))

    def fitted(self, present: Floats, absent: Floats, copies: NDArray[np.bool_]) -> Calibration:
        """The same, moved to tell photos of the shop's products from photos of others.

        The shipped weights are stretched by one factor, and the bias moves (D. R. Cox, "Two further
        applications of a model for binary regression", Biometrika 1958): what minimises the logistic loss and
        a quadratic prior, so that a handful of photos moves little.

        Copies are easier than photos: they lie nearer to the catalog's pictures, to their own as to others.
        Their evidence counts as a photo's would, or too many photos would be refused.

        Args:
            present: evidence of each photo's best product, float64 (n, 3).
            absent: the same with the photo's own product taken out of the catalog, float64 (n, 3).
            copies: which of the photos are copies of catalog pictures, bool (n,).
        """
        from scipy.optimize import minimize

        hardness = np.where(copies, _OF_COPIES, 1.0)
        told = np.concatenate([present @ np.array(WEIGHTS) * hardness, absent @ np.array(WEIGHTS) * hardness])
        truth = np.concatenate([np.ones(len(present)), np.zeros(len(absent))])

        def loss(at: Floats) -> tuple[float, Floats]:
            logits = told * at[0] + at[1]
            wrong = 1.0 / (1.0 + np.exp(-logits)) - truth
            away = at - _START
            total = np.logaddexp(0.0, logits).sum() - truth @ logits + _FIRMNESS @ away**2 / 2.0
            return float(total), np.array([told @ wrong, wrong.sum()]) + _FIRMNESS * away

        found = minimize(loss, _START, jac=True, method="L-BFGS-B", bounds=[(0.0, None), (None, None)]).x
        closeness, margin, out = (float(found[0]) * weight for weight in WEIGHTS)
        return replace(self, weights=(closeness, margin, out), bias=float(found[1]))

    def seen_closely(self, copies: Iterable[tuple[str, bool]]) -> Calibration:
        """The same, told how often details are found.

        Args:
            copies: for each photo-like copy its product's category, and whether its details agree with those
                of the picture that it was made of.
        """
        told = list(copies)
        whole = sum(agrees for _, agrees in told) / max(len(told), 1)
        groups: dict[str, list[bool]] = {}
        for category, agrees in told:
            groups.setdefault(category, []).append(agrees)
        shares = {
            category: (sum(own) + _CALM * whole) / (len(own) + _CALM)
            for category, own in sorted(groups.items())
            if category
        }
        return replace(self, agreeing=whole, agreeing_in=shares)


def same_picture(common: float) -> float:
    """From which cosine on two pictures are one, where `common` is the usual cosine of two products."""
    return min(1.0 - _SAME * (1.0 - common), 1.0 - _ROUNDING)


def measured(common: float, near: Iterable[tuple[str, Reach]]) -> Calibration | None:
    """A catalog's scale, with the shipped weights; None for no products, or if all look the same.

    A category's reach is the mean over its products, and over `_CALM` more that are as the whole catalog is.

    Args:
        common: the usual cosine of two products.
        near: the category of each product that was looked at, and how far its neighbours are.
    """
    told = list(near)
    if not told:
        return None
    reaches = np.array([reach for _, reach in told], np.float64)
    whole = reaches.mean(axis=0)
    if not whole.min() > _TINY:
        return None
    places: dict[str, list[int]] = {}
    for place, (category, _) in enumerate(told):
        places.setdefault(category, []).append(place)
    categories = {
        category: Reach(*((reaches[own].sum(axis=0) + _CALM * whole) / (len(own) + _CALM)).tolist())
        for category, own in sorted(places.items())
        if category
    }
    return Calibration(common, Reach(*whole.tolist()), categories)


def sights(cosines: Floats, same: float) -> list[int]:
    """Which products are not in the same picture as one before them, ascending.

    Args:
        cosines: between products, best first, float64 (m, m).
        same: from which cosine on two pictures are one.
    """
    kept: list[int] = []
    for place in range(len(cosines)):
        if not kept or cosines[place, kept].max() < same:
            kept.append(place)
    return kept


def rival_of(scores: Floats, cosines: Floats, same: float) -> float:
    """The score of the fifth-best sight; of the last one where there are fewer.

    Args:
        scores: of the best products, float64 (m,), m at least 1, best first.
        cosines: between them, float64 (m, m).
        same: as for `sights`.
    """
    kept = sights(cosines, same)
    return float(scores[kept[min(_RIVAL, len(kept) - 1)]])


def reach_of(scores: Floats, cosines: Floats, same: float) -> Reach | None:
    """How far the neighbours of a product's own picture are; None where it has fewer than five.

    Args:
        scores: cosines with the nearest other products, float64 (m,), best first.
        cosines: between them, float64 (m, m).
        same: as for `sights`; neighbours in the product's own picture are none.
    """
    there = np.flatnonzero(scores < same)
    kept = sights(cosines[np.ix_(there, there)], same)
    if len(kept) <= _RIVAL:
        return None
    others = scores[there[kept]]
    return Reach(float(1.0 - others[0]), float(1.0 - others[_RIVAL]))
