"""Whether two pictures show the same print: local features that agree in where they lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.vision.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from visrec_desktop.vision.local import LocalFeatures

LEAST_EVIDENCE = 7.0
"""Below this nothing is said.

Of 9,900 pairs of different wine labels 4 reach it, of 22,500 pairs of a photo of clothes and a shop's picture
none. Pairs of one brand's packages do, and so do a shop's pictures of one mannequin: see `evidence`.
"""

FEWEST = 6
"""Points that must pair up before a plane is looked for: any four lie on one."""

_RATIO = 0.85  # D. Lowe's ratio test: the nearest must be this much nearer than the second
_TOLERANCE = 3.0  # pixels of the photo
_TRIES, _SURE = 1000, 0.999
_SAME_SPOT = 4.0  # pixels: points in one cell of this size say the same thing
_LEAST_SPREAD = 0.01  # of the catalog picture's area, spanned by the points that agree
_LEAST_SCALE, _MOST_SCALE = 0.1, 10.0
_MOST_SKEW = 5.0  # one direction drawn longer than another by this factor
_MOST_PERSPECTIVE = 12.0  # areas at one end drawn larger than at the other by this factor
_HALF = 2.0  # what is above the floor of evidence is believed by half from here on


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two pictures have in common.

    Attributes:
        inliers: distinct points of one that lie in the other where a flat print seen from an angle has them.
        share: of all points that look alike; 0 when nothing agrees.
        points: which points of the photo agree, by row.
    """

    inliers: int = 0
    share: float = 0.0
    points: tuple[int, ...] = ()


NONE = Agreement()


def agreement(photo: LocalFeatures, picture: LocalFeatures) -> Agreement:
    """Compare a photo with a catalog picture.

    Points pair up when each is the other's nearest and clearly nearer than the second; what lies on one plane
    under a sound projection agrees. The plane is found by MAGSAC++ (D. Barath et al., CVPR 2020); the same
    two pictures always give the same answer.
    """
    pairs = _pairs(photo.descriptors, picture.descriptors)
    if len(pairs) < FEWEST:
        return NONE
    there, here = photo.places[pairs[:, 0]], picture.places[pairs[:, 1]]
    plane, mask = cv2.findHomography(here, there, _method())
    if plane is None:
        return NONE
    inside = mask.ravel().astype(bool)
    if inside.sum() < FEWEST or not is_sound(plane, here[inside], picture.width * picture.height):
        return NONE
    count = min(_distinct(here[inside]), _distinct(there[inside]))
    return Agreement(count, count / len(pairs), tuple(pairs[inside, 0].tolist()))


def evidence(agreements: Sequence[Agreement], owners: Sequence[int]) -> list[float]:
    """How much each agreement says for its own product: the points that agree, each by its rarity.

    A point of the photo that agrees with n products counts 1/n for each of them, as a word of a text counts
    the less the more texts have it (K. Spärck Jones, 1972): the face of the mannequin that wears all of a
    shop's shirts says nothing about any of them. Products with the very same picture count as one.

    Args:
        agreements: of one photo.
        owners: the product of each.

    Returns:
        For each at most its `inliers`.
    """
    claims = _claims(agreements, owners)
    return [
        each.inliers * sum(1 / len(claims[point]) for point in each.points) / max(len(each.points), 1)
        for each in agreements
    ]


def confidence(found: float) -> float:
    """How far evidence is believed: 0 below `LEAST_EVIDENCE`, then rising without end towards 1.

    (e - 6) / (e - 4): a third at 7, half at 8, 0.8 at 14, 0.95 at 44. It never gets there, so that of two
    prints that both agree the one that agrees more comes first.
    """
    if found < LEAST_EVIDENCE:
        return 0.0
    above = found - (LEAST_EVIDENCE - 1)
    return above / (above + _HALF)


def _claims(agreements: Iterable[Agreement], owners: Iterable[int]) -> dict[int, set[int]]:
    """For each point of the photo the products that it agrees with, those with one picture as one."""
    claims: dict[int, set[int]] = defaultdict(set)
    first: dict[tuple[int, ...], int] = {}
    for each, owner in zip(agreements, owners, strict=True):
        named = first.setdefault(each.points, owner)
        for point in each.points:
            claims[point].add(named)
    return claims


def _method() -> cv2.UsacParams:
    """MAGSAC++ with a seed of its own: several threads look for planes at a time."""
    method = cv2.UsacParams()
    method.sampler = cv2.SAMPLING_UNIFORM
    method.score = cv2.SCORE_METHOD_MAGSAC
    method.loMethod = cv2.LOCAL_OPTIM_SIGMA
    method.final_polisher = cv2.MAGSAC
    method.threshold = _TOLERANCE
    method.maxIterations = _TRIES
    method.confidence = _SURE
    method.randomGeneratorState = 1
    method.isParallel = False
    return method


def _pairs(photo: NDArray[np.float32], picture: NDArray[np.float32]) -> NDArray[np.int64]:
    """Rows of the photo and of the picture that belong together, int64 (m, 2)."""
    if len(photo) < FEWEST or len(picture) < FEWEST:
        return np.zeros((0, 2), np.int64)
    # not by `@`: several threads do this at a time, and on a busy machine those of a BLAS library, which wait
    # for one another, take a hundred times as long
    likeness = cv2.gemm(photo, picture, 1.0, None, 0.0, flags=cv2.GEMM_2_T)
    rows = np.arange(len(photo))
    nearest = likeness.argmax(axis=1)
    best = likeness[rows, nearest]
    mutual = likeness.argmax(axis=0)[nearest] == rows
    likeness[rows, nearest] = -1.0
    second = likeness.max(axis=1)
    # |a - b|^2 = 2 - 2 a.b for vectors of length 1
    clear = 1.0 - best < _RATIO * _RATIO * (1.0 - second)
    kept = np.flatnonzero(mutual & clear)
    return np.stack([kept, nearest[kept]], axis=1)


def is_sound(plane: NDArray[np.float64], places: NDArray[np.float32], area: float) -> bool:
    """Whether a projection can be that of a flat print seen by a camera, where the points lie.

    It must not mirror or fold, nor shrink, stretch or tilt beyond what a photo of a product does, and the
    points must not all lie on one spot.

    Args:
        plane: the homography from the catalog picture to the photo, (3, 3).
        places: the points that agree, in pixels of the catalog picture, float32 (n, 2).
        area: of the catalog picture, square pixels.
    """
    if float(cv2.contourArea(cv2.convexHull(places))) < _LEAST_SPREAD * area:
        return False
    (left, top), (right, bottom) = places.min(axis=0), places.max(axis=0)
    corners = np.array([[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]], np.float64)
    projected = corners @ plane.T
    depths = projected[:, 2]
    if not np.isfinite(projected).all() or not (depths * depths[0] > 0).all():
        return False
    jacobians = np.stack([_jacobian(plane, corner) for corner in corners])
    areas = np.linalg.det(jacobians)
    if not (areas > 0).all() or not _is_convex(projected[:, :2] / depths[:, None]):
        return False
    sizes = np.linalg.svd(jacobians, compute_uv=False)
    return bool(
        areas.min() >= _LEAST_SCALE**2
        and areas.max() <= _MOST_SCALE**2
        and areas.max() <= _MOST_PERSPECTIVE * areas.min()
        and (sizes[:, 0] <= _MOST_SKEW * sizes[:, 1]).all()
    )


def _jacobian(plane: NDArray[np.float64], place: NDArray[np.float64]) -> NDArray[np.float64]:
    """The derivative of the projection at a homogeneous place, (2, 2)."""
    x, y, depth = plane @ place
    told: NDArray[np.float64] = (plane[:2, :2] - np.outer((x / depth, y / depth), plane[2, :2])) / depth
    return told


def _is_convex(outline: NDArray[np.float64]) -> bool:
    edges = np.roll(outline, -1, axis=0) - outline
    after = np.roll(edges, -1, axis=0)
    turns = edges[:, 0] * after[:, 1] - edges[:, 1] * after[:, 0]
    return bool((turns > 0).all())


def _distinct(places: NDArray[np.float32]) -> int:
    """How many cells of the size of one spot hold a point."""
    return len(np.unique(np.floor(places / _SAME_SPOT), axis=0))
