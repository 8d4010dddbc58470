"""A closer look at the first products of an answer: which of them bear the very print that is in the photo.

How alike two pictures are as a whole says little where many products are alike and the photo shows more than
the product. Details do: hundreds of small patches, each at its place. Comparing them takes a millisecond a
picture, so only the best products of a first answer are compared, and only what is certain moves anything.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.machine import core_count
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Band, Hit, MatchResult, MatchStatus, PictureId
from visrec_desktop.services.matching import match, picture_paths

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.values import Crop, Filters, Photo, Picture
    from visrec_desktop.services.desk import Desk, Layout
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.agreement import Agreement
    from visrec_desktop.vision.local import LocalFeatures

CANDIDATES = 100
"""Products that are compared where there is no clock: the answer must be the same on every machine."""
MOST_CANDIDATES, LEAST_CANDIDATES, BUDGET_S = 200, 50, 0.8
"""Where there is one: so many at most, so many at least, and how long between the two, in seconds."""

_PICTURES = 3  # of one product
_CHUNK = 8  # products between two looks at the clock and the token


class Candidate(NamedTuple):
    """A product, and its picture that is closest to the photo as a whole."""

    product: int
    picture: int


class Found(NamedTuple):
    """How far it is believed that a product bears what the photo shows, and which of its pictures says so."""

    confidence: float
    picture: int


@dataclass(frozen=True)
class Evidence:
    """What a closer look found: products by id, only those whose details agree with the photo's.

    Whether there was a look at all: that nothing was found says something, too (see `with_evidence`).
    """

    of: Mapping[int, Found] = field(default_factory=dict)
    has_looked: bool = False

    def __bool__(self) -> bool:
        return bool(self.of) or self.has_looked


NOTHING = Evidence()


def match_closely(
    workspace: Workspace, photo: Photo, filters: Filters, top: int, *, crop: Crop | None = None
) -> MatchResult:
    """`matching.match`, and then `refine`. Work thread only.

    Raises:
        KnownError: as `matching.match`.
    """
    first = match(workspace, photo, filters, max(top, CANDIDATES), crop=crop)
    return refine(workspace, first, top, crop=crop)


def refine(
    workspace: Workspace,
    result: MatchResult,
    top: int,
    *,
    crop: Crop | None = None,
    token: CancelToken | None = None,
) -> MatchResult:
    """Compare the details of an answer's first `CANDIDATES` products, and rank it anew. Work thread only.

    An answer that failed stays as it is, and so does the order of one whose photo cannot be read any more.

    Args:
        workspace: the data folder.
        result: an answer of `matching.match`, of more than `top` products where there are.
        top: how many to answer.
        crop: the part of the photo that was looked at.
        token: stops the work.

    Raises:
        KnownError: the catalog cannot be used.
        Cancelled: the token was set.
    """
    start = time.perf_counter()
    if result.status is MatchStatus.FAILED or result.photo is None:
        return result
    candidates = candidates_of(result)[:CANDIDATES]
    steps = examine(workspace, result.photo, crop, candidates, token or CancelToken())
    found = concluded(steps)
    refined = with_evidence(workspace, result, found, top)
    taken = (time.perf_counter() - start) * 1000.0
    return replace(refined, elapsed_ms=result.elapsed_ms + taken)


def concluded(steps: Generator[None, None, Evidence]) -> Evidence:
    """Run `examine` to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value if isinstance(end.value, Evidence) else NOTHING


def candidates_of(result: MatchResult) -> list[Candidate]:
    """The products of an answer, best first."""
    return [
        Candidate(int(hit.product.id), int(hit.product.picture_id))
        for hit in result.hits
        if hit.product.picture_id is not None
    ]


def candidates_of_desk(desk: Desk, most: int) -> list[Candidate]:
    """The products of a desk that are closest to its photo as a whole, best first; none without a photo."""
    import numpy as np

    layout = desk.layout
    if layout is None or layout.sight is None:
        return []
    totals = layout.sight.total[layout.rows]
    rows = np.lexsort((layout.frame.product_ids, -totals))[:most]
    pictures = layout.pictures[rows]
    pairs = zip(layout.frame.product_ids[rows].tolist(), pictures.tolist(), strict=True)
    return [Candidate(product, picture) for product, picture in pairs if picture >= 0]


def examine(  # noqa: PLR0917 - what is asked, and how long it may take
    workspace: Workspace,
    photo: Photo,
    crop: Crop | None,
    candidates: Sequence[Candidate],
    token: CancelToken,
    budget_s: float | None = None,
) -> Generator[None, None, Evidence]:
    """Compare a photo's details with those of products, a few products a slice. Work thread only.

    Args:
        workspace: the data folder.
        photo: the photo. Nothing of it is stored.
        crop: the part of it that counts.
        candidates: the products, best first.
        token: stops the work.
        budget_s: seconds of work after which no more than `LEAST_CANDIDATES` products are compared; None
            compares all, so that the outcome depends on nothing but photo and products.

    Raises:
        KnownError: the catalog cannot be read.
        Cancelled: the token was set.
    """
    from visrec_desktop.vision.agreement import FEWEST
    from visrec_desktop.vision.local import features_of_photo

    if not candidates:
        return NOTHING
    begun = time.perf_counter()
    try:
        features = features_of_photo(_pixels(photo, crop))
    except KnownError:  # it was read a moment ago: the answer stays what it is
        return NOTHING
    if len(features) < FEWEST:
        return Evidence(has_looked=True)
    workspace.details().open()
    worked = time.perf_counter() - begun
    compared: list[tuple[int, Picture, Agreement]] = []
    threads = workspace.settings.threads or core_count()
    with ThreadPoolExecutor(threads, thread_name_prefix="details") as pool:
        for start in range(0, len(candidates), _CHUNK):
            yield
            token.check()
            if budget_s is not None and start >= LEAST_CANDIDATES and worked > budget_s:
                break
            begun = time.perf_counter()
            pairs = list(_pictures(workspace, candidates[start : start + _CHUNK]))
            agreements = pool.map(_Comparison(workspace, features), [picture for _, picture in pairs])
            compared += [(*pair, found) for pair, found in zip(pairs, agreements, strict=True)]
            worked += time.perf_counter() - begun
    return _weighed(compared)


def with_evidence(
    workspace: Workspace, result: MatchResult, found: Evidence, top: int | None = None
) -> MatchResult:
    """An answer ranked anew with what a closer look found; any thread.

    Each part of a score stays what it was; `details` adds its share of what is missing to 1. Where nothing
    was found the order stays. Products that were not found are less likely than before: how much less, the
    catalog's calibration says. One that surely agrees is very close, and an answer.

    Args:
        workspace: where the files of pictures are looked up.
        result: an answer of `matching.match`.
        found: of `examine`, for the same photo.
        top: how many products to answer; None for all.
    """
    from visrec_desktop.recommend.rating import normalised_rating

    hits = list(result.hits)
    if found:
        hits = sorted(_moved(workspace, result, found), key=lambda hit: (-hit.score, int(hit.product.id)))
    hits = hits[:top]
    attention = normalised_rating([hit.score for hit in hits])
    ranked = tuple(
        replace(hit, rank=place, attention=float(share))
        for place, (hit, share) in enumerate(zip(hits, attention, strict=True), start=1)
    )
    agreeing = [hit for hit in ranked if int(hit.product.id) in found.of]
    is_found = any(hit.band is not Band.SAME_IDEA for hit in agreeing)
    otherwise = result.unconfirmed if found.has_looked and result.unconfirmed is not None else result.status
    return replace(result, status=MatchStatus.OK if is_found else otherwise, hits=ranked)


def _moved(workspace: Workspace, result: MatchResult, found: Evidence) -> Iterator[Hit]:
    """The hits, those that were found with the score, the words and the picture that come of it."""
    from visrec_desktop.recommend.explain import why
    from visrec_desktop.recommend.score import DETAILS, band_with_details, with_details

    usual = {part.name: part.weight for part in workspace.pack().parts}
    weights = {**(result.weights or usual), DETAILS: 1.0}
    paths = picture_paths(workspace, [each.picture for each in found.of.values()])
    for hit in result.hits:
        each = found.of.get(int(hit.product.id))
        if each is None:
            yield replace(hit, band=hit.unconfirmed or hit.band) if found.has_looked else hit
            continue
        score, parts = with_details(hit.parts, each.confidence)
        yield replace(
            hit,
            product=replace(hit.product, picture_id=PictureId(each.picture)),
            score=score,
            parts=parts,
            band=band_with_details(hit.band, each.confidence),
            why=why(parts, weights),
            picture_path=paths.get(each.picture, hit.picture_path),
        )


def detailed(layout: Layout, found: Evidence) -> Layout:
    """A layout whose products have what a closer look found as a further part of the photo's share."""
    import numpy as np

    from visrec_desktop.recommend.score import DETAILS

    frame = layout.frame
    if not frame.photo:
        return layout
    if not found.of:
        return replace(layout, confidence=np.zeros(len(frame), np.float32))
    confidence = np.zeros(len(frame), np.float32)
    pictures = layout.pictures.copy()
    for row in np.flatnonzero(np.isin(frame.product_ids, list(found.of))).tolist():
        each = found.of[int(frame.product_ids[row])]
        confidence[row], pictures[row] = each.confidence, each.picture
    total = np.sum(list(frame.photo.values()), axis=0, dtype=np.float32)
    column = confidence * np.clip(1 - total, 0, 1)
    return replace(
        layout,
        frame=replace(frame, photo={**frame.photo, DETAILS: column}),
        pictures=pictures,
        confidence=confidence,
    )


def _pixels(photo: Photo, crop: Crop | None) -> NDArray[np.uint8]:
    from visrec_desktop.vision.decode import decode, read_picture
    from visrec_desktop.vision.local import PHOTO_SIDE
    from visrec_desktop.vision.preprocess import crop as cut

    data = photo.data
    if data is None:
        if photo.path is None:
            raise ValueError("a photo needs a path or data")
        data = read_picture(photo.path)
    decoded = decode(data, photo.label, min_side=PHOTO_SIDE if crop is None else None)
    return decoded.rgb if crop is None else cut(decoded, crop, photo.label)


def _pictures(workspace: Workspace, candidates: Sequence[Candidate]) -> Iterator[tuple[int, Picture]]:
    """Products with their pictures that are compared: the closest, the main one, and the next."""
    catalog = workspace.catalog()
    for product, closest in candidates:
        pictures = sorted(catalog.pictures(product), key=lambda picture: int(picture.id) != closest)
        for picture in pictures[:_PICTURES]:
            yield product, picture


class _Comparison:
    """Compares one picture with the photo, in a pool thread."""

    def __init__(self, workspace: Workspace, photo: LocalFeatures) -> None:
        self._store = workspace.details()
        self._photo = photo

    def __call__(self, picture: Picture) -> Agreement:
        from visrec_desktop.vision.agreement import NONE, agreement

        features = self._store.features(picture)
        return NONE if features is None else agreement(self._photo, features)


def _weighed(compared: Sequence[tuple[int, Picture, Agreement]]) -> Evidence:
    from visrec_desktop.vision.agreement import confidence, evidence

    values = evidence([found for _, _, found in compared], [product for product, _, _ in compared])
    best: dict[int, Found] = {}
    for (product, picture, _), value in zip(compared, values, strict=True):
        believed = confidence(value)
        if believed > 0 and (product not in best or believed > best[product].confidence):
            best[product] = Found(believed, int(picture.id))
    return Evidence(best, has_looked=True)
