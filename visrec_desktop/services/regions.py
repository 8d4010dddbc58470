"""The garments or objects of a photo, and the shop's products for each of them."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Crop, Filters, MatchResult, Photo
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.services import matching

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.services.recommending import Question
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.embedder import Embedder
    from visrec_desktop.vision.regions import Region

HITS = 8
"""Products for each region."""
_SIDE = 320  # pixels: what a photo is reduced to before anything is looked for in it


@dataclass(frozen=True, slots=True)
class RegionQuestion:
    """What is asked about the regions of a photo, as `recommending.Question` for the whole of it.

    `balance` and `diversity` count where there is a client, some surprise is wanted, or an emphasis.
    """

    photo: Photo
    filters: Filters
    client_id: int | None = None
    balance: float = 0.0
    diversity: float = 0.0
    emphasis: Emphasis = NEUTRAL
    top: int = HITS

    @property
    def is_plain(self) -> bool:
        """Whether the photo alone ranks."""
        return self.client_id is None and self.diversity <= 0 and self.emphasis.is_neutral

    def about(self, crop: Crop) -> Question:
        """The question about one part of the photo."""
        from visrec_desktop.services.recommending import Question

        return Question(
            photo=self.photo,
            client_id=self.client_id,
            filters=self.filters,
            top=self.top,
            crop=crop,
            balance=self.balance,
            diversity=self.diversity,
            emphasis=self.emphasis,
        )


def find_regions(workspace: Workspace, photo: Photo, token: CancelToken | None = None) -> tuple[Region, ...]:
    """Find what a photo shows.

    Returns:
        At most six regions in pixels of the whole upright photo, the clearest first; none where nothing
        stands out or all of the photo is one object. Nothing of the photo is stored.

    Raises:
        KnownError: the photo cannot be read, or the model cannot be used.
        Cancelled: the token was set.
    """
    from visrec_desktop.vision.regions import propose

    token = token or CancelToken()
    seen = matching.preview(photo, _SIDE)
    token.check()
    feature_map = _feature_map(workspace.embedder(), seen.rgb)
    token.check()
    found = propose(seen.rgb, feature_map)
    x, y = seen.width / seen.rgb.shape[1], seen.height / seen.rgb.shape[0]
    return tuple(replace(each, crop=_scaled(each.crop, x, y, seen.width, seen.height)) for each in found)


def match_regions(
    workspace: Workspace,
    question: RegionQuestion,
    crops: Sequence[Crop],
    token: CancelToken | None = None,
) -> Iterator[MatchResult]:
    """Rank the shop's products for each part of a photo, one after the other; work thread only.

    Each answer is what choosing that part alone would give, cut off after `question.top` products. A photo
    that cannot be read is an answer with status `FAILED`, as in `matching.match`.

    Raises:
        KnownError: `UNKNOWN_CLIENT`, or the model, the catalog or the clients' file cannot be used.
        Cancelled: the token was set.
    """
    token = token or CancelToken()
    for crop in crops:
        token.check()
        yield _answer(workspace, question, crop, token)


def look_closer(
    workspace: Workspace,
    question: RegionQuestion,
    crops: Sequence[Crop],
    token: CancelToken | None = None,
) -> Iterator[tuple[int, MatchResult] | None]:
    """Compare the details of each part with its best products, as `refining` does for a whole photo.

    Yields:
        None after a slice of a few products, or the place of a part and its answer, ranked anew.

    Raises:
        KnownError: as `match_regions`.
        Cancelled: the token was set.
    """
    token = token or CancelToken()
    for place, crop in enumerate(crops):
        token.check()
        yield place, (yield from _closely(workspace, question, crop, token))


def _closely(
    workspace: Workspace, question: RegionQuestion, crop: Crop, token: CancelToken
) -> Generator[None, None, MatchResult]:
    from visrec_desktop.services import recommending, refining

    most = refining.LEAST_CANDIDATES
    if question.is_plain:
        wide = matching.match(workspace, question.photo, question.filters, most, crop=crop, token=token)
        candidates = refining.candidates_of(wide)
        found = yield from refining.examine(workspace, question.photo, crop, candidates, token)
        return refining.with_evidence(workspace, wide, found, question.top)
    desk = recommending.prepare(workspace, question.about(crop), token)
    candidates = refining.candidates_of_desk(desk, most)
    found = yield from refining.examine(workspace, question.photo, crop, candidates, token)
    return recommending.rerank(
        workspace, desk, question.balance, question.diversity, question.top, found, question.emphasis
    )


def _answer(workspace: Workspace, question: RegionQuestion, crop: Crop, token: CancelToken) -> MatchResult:
    if question.is_plain:
        return matching.match(
            workspace, question.photo, question.filters, question.top, crop=crop, token=token
        )
    from visrec_desktop.services import recommending

    return recommending.recommend(workspace, question.about(crop))


def _feature_map(embedder: Embedder, rgb: NDArray[np.uint8]) -> NDArray[np.float32] | None:
    """The network's last features of a picture, float32 (C, h, w), all of it squeezed into its square."""
    from visrec_desktop.vision.packs import Resize
    from visrec_desktop.vision.preprocess import fit

    whole = replace(embedder.pack.input, resize=Resize.SQUASH)
    maps = embedder.feature_maps(fit(rgb, whole)[None])
    return None if maps is None else maps[0]


def _scaled(crop: Crop, x: float, y: float, width: int, height: int) -> Crop:
    left, top = round(crop.x * x), round(crop.y * y)
    right, bottom = round((crop.x + crop.width) * x), round((crop.y + crop.height) * y)
    return Crop(left, top, max(1, min(right, width) - left), max(1, min(bottom, height) - top))
