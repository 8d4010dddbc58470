"""A photo in, the shop's own products out."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import WHOLE, Area, Crop, Filters, Hit, MatchResult, MatchStatus, Photo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.core.values import Product
    from visrec_desktop.index.protocol import VectorIndex
    from visrec_desktop.recommend.score import BandLimits
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.decode import Decoded
    from visrec_desktop.vision.embedder import Embedder

QUERY_SCALE = 2
"""A photo is decoded at no less than this many times the model's input size."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A photo to look at: upright sRGB uint8 (H, W, 3), and the size of the whole photo in pixels."""

    rgb: NDArray[np.uint8]
    width: int
    height: int


class Fitted(NamedTuple):
    """A picture as the model takes it, uint8 (size, size, 3), and where in the whole upright one it lies."""

    rgb: NDArray[np.uint8]
    area: Area


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the model sees in a photo.

    Attributes:
        vector: the full vector, float32 (d,); it is projected before it is compared.
        weights: how much each part of the model counts for this photo; they add up to 1.
    """

    vector: NDArray[np.float32]
    weights: Mapping[str, float]


def match(
    workspace: Workspace,
    photo: Photo,
    filters: Filters,
    top: int,
    *,
    crop: Crop | None = None,
    token: CancelToken | None = None,
) -> MatchResult:
    """Rank the shop's products by likeness to a photo.

    A photo that cannot be read, or a catalog without analysed products, is a result with status `FAILED`.
    Nothing of the photo is stored.

    Raises:
        KnownError: the model or the catalog itself cannot be used.
        Cancelled: the token was set.
    """
    token = token or CancelToken()
    start = time.perf_counter()
    embedder = workspace.embedder()
    index = workspace.index()
    if len(index) == 0:
        return failed_answer(photo, nothing_to_search(workspace, photo), start)
    try:
        seen = see_photo(embedder, photo, crop)
    except KnownError as error:
        return failed_answer(photo, error, start)
    token.check()
    result = rank(workspace, photo, seen, filters, top)
    return replace(result, elapsed_ms=_since(start))


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000.0


def nothing_to_search(workspace: Workspace, photo: Photo) -> KnownError:
    """Why a photo meets no vectors: there are no pictures, or none that the model has seen."""
    is_waiting = workspace.catalog().coverage(workspace.space).waiting > 0
    return KnownError(ErrorCode.NOT_ANALYSED_YET if is_waiting else ErrorCode.NOTHING_TO_SEARCH, photo.label)


def failed_answer(photo: Photo, error: KnownError, start: float) -> MatchResult:
    """The answer to a photo that cannot be matched; `start` is when it was asked, by `perf_counter`."""
    is_photo = photo.path is not None and error.subject == str(photo.path)
    return MatchResult(
        photo,
        MatchStatus.FAILED,
        elapsed_ms=_since(start),
        code=error.code.value,
        subject=photo.label if is_photo else error.subject,
        detail=error.detail,
    )


def _photo_bytes(photo: Photo) -> bytes:
    from visrec_desktop.vision.decode import read_picture

    if photo.data is not None:
        return photo.data
    if photo.path is None:
        raise ValueError("a photo needs a path or data")
    return read_picture(photo.path)


def _decode_photo(photo: Photo, min_side: int | None) -> Decoded:
    from visrec_desktop.vision.decode import decode

    return decode(_photo_bytes(photo), photo.label, min_side=min_side)


def embed_photo(embedder: Embedder, photo: Photo, crop: Crop | None) -> NDArray[np.float32]:
    """The photo's full vector, float32 (d,); raises as `see_photo` does."""
    return see_photo(embedder, photo, crop).vector


def see_photo(embedder: Embedder, photo: Photo, crop: Crop | None) -> Seen:
    """Look at a photo.

    Raises:
        KnownError: the photo cannot be read.
    """
    from visrec_desktop.vision.studio import weights_for

    fitted = fit_photo(embedder, photo, crop).rgb
    return Seen(embedder.embed(fitted[None])[0], weights_for(embedder.pack, fitted))


def fit_photo(embedder: Embedder, photo: Photo, crop: Crop | None) -> Fitted:
    """The photo, or the part of it that counts, as the model takes it; raises as `see_photo` does."""
    from visrec_desktop.vision.preprocess import crop as cut
    from visrec_desktop.vision.preprocess import cropped, fit, fitted_area

    spec, part = embedder.pack.input, None
    if crop is None:
        rgb = _decode_photo(photo, spec.size * QUERY_SCALE).rgb
    else:
        decoded = _decode_photo(photo, None)
        rgb, part = cut(decoded, crop, photo.label), cropped(crop, decoded.width, decoded.height)
    height, width = rgb.shape[:2]
    return Fitted(fit(rgb, spec), fitted_area(width, height, spec).within(part or WHOLE))


def rank(workspace: Workspace, photo: Photo, seen: Seen, filters: Filters, top: int) -> MatchResult:
    """Rank the products that pass the filters against what is seen in a photo, best first.

    How close they are is judged by the usual weights, whatever those are that rank them.
    """
    import numpy as np

    from visrec_desktop.recommend.calibration import RIVALS
    from visrec_desktop.recommend.explain import why
    from visrec_desktop.recommend.rating import normalised_rating
    from visrec_desktop.recommend.score import band_of, scored
    from visrec_desktop.services.judging import judge_of
    from visrec_desktop.vision.fusion import contributions, reweighted

    projection = workspace.projection()
    usual = {part.name: part.weight for part in projection.parts}
    weights, query = seen.weights, projection.one(seen.vector)
    is_usual = weights == usual
    wanted = query if is_usual else reweighted(projection.parts, query, weights)
    nearest = _nearest_products(workspace, query, Filters(), max(top, RIVALS) if is_usual else RIVALS)
    found = nearest
    if not filters.is_empty or not is_usual:
        found = _nearest_products(workspace, wanted, filters, top)
    found = dict(islice(found.items(), top))
    vectors = workspace.index().get(np.array(list(found.values()), dtype=np.int64))
    parts = contributions(projection.parts, wanted, vectors)
    products = {int(p.id): p for p in workspace.catalog().products(list(found), workspace.space)}
    judge = judge_of(workspace, query, list(nearest.values()))
    categories = [products[owner].category if owner in products else "" for owner in found]
    raw = (vectors @ query).astype(np.float64)
    values, without = (
        dict(zip(found, judge.values(raw, categories, none_agree=none).tolist(), strict=True))
        for none in (False, True)
    )
    scores = []
    for row, (owner, picture) in enumerate(found.items()):
        if owner in products:
            score, shares = scored({name: values[row] for name, values in parts.items()})
            scores.append((-score, owner, picture, shares))
    scores.sort(key=lambda entry: entry[:2])
    paths = picture_paths(workspace, [picture for _, _, picture, _ in scores])
    attention = normalised_rating([-negative for negative, _, _, _ in scores])
    hits = tuple(
        Hit(
            rank=place,
            product=_shown(products[owner], picture),
            score=-negative,
            band=band_of(values[owner], judge.limits),
            parts=shares,
            why=why(shares, weights),
            picture_path=paths.get(picture, ""),
            attention=float(attention[place - 1]),
            unconfirmed=band_of(without[owner], judge.limits),
        )
        for place, (negative, owner, picture, shares) in enumerate(scores, start=1)
    )
    status, unconfirmed = (_status(hits, told, judge.limits) for told in (values, without))
    return MatchResult(photo, status, hits, unconfirmed=unconfirmed, weights={} if is_usual else weights)


def _status(hits: Sequence[Hit], values: Mapping[int, float], limits: BandLimits) -> MatchStatus:
    """Whether any hit is an answer; `values` by product."""
    from visrec_desktop.recommend.score import is_close

    is_answer = any(is_close(values[int(hit.product.id)], limits) for hit in hits)
    return MatchStatus.OK if is_answer else MatchStatus.NOTHING_CLOSE


def _shown(product: Product, picture: int) -> Product:
    """The product with the picture that matched in front."""
    from visrec_desktop.core.values import PictureId

    return replace(product, picture_id=PictureId(picture))


def picture_paths(workspace: Workspace, pictures: Sequence[int]) -> dict[int, str]:
    """The file of each picture."""
    from visrec_desktop.core.paths import picture_file

    stored = workspace.reader().paths(pictures)
    return {picture: str(picture_file(path)) for picture, path in stored.items()}


def _nearest_products(
    workspace: Workspace, query: NDArray[np.float32], filters: Filters, top: int
) -> Mapping[int, int]:
    """The best products and, for each, its picture that is closest: {product: picture}, best first."""
    import numpy as np

    index: VectorIndex = workspace.index()
    catalog = workspace.catalog()
    allowed = None if filters.is_empty else np.asarray(catalog.picture_ids(filters), dtype=np.int64)
    ceiling = len(index) if allowed is None else len(allowed)
    wanted = min(top, ceiling)
    while wanted:
        keys, _ = index.search(query, wanted, allowed)
        owners = catalog.owners(keys.tolist())
        best: dict[int, int] = {}
        for key in keys.tolist():
            if key in owners:
                best.setdefault(owners[key], key)
        if len(best) >= top or wanted >= ceiling:
            return dict(list(best.items())[:top])
        wanted = min(wanted * 2, ceiling)
    return {}


def preview(photo: Photo, max_side: int) -> Preview:
    """A small upright copy of a photo, to be shown while it is analysed.

    Raises:
        KnownError: the photo cannot be read.
    """
    from visrec_desktop.vision.preprocess import shrink

    decoded = _decode_photo(photo, max_side)
    return Preview(shrink(decoded.rgb, max_side), decoded.width, decoded.height)
