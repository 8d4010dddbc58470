"""A list ranked anew after a slider moved or a like, against one matrix-vector product of that size."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import WORK, Figure, Goal, Options, Result
from benchmarks.growth import Growth, Line
from benchmarks.store import copy_of, large_store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.services.recommending import Desk
    from visrec_desktop.services.workspace import Workspace

SIZES: dict[int, float | None] = {1_000: None, 10_000: 16.0, 100_000: 100.0}
"""Products, and the goal in milliseconds. A million of them would fill 35 GB, and a copy as much again."""

_MOVED = {"slider": "a slider", "counts": "a slider of what counts", "like": "a like"}

LIKES, ROUNDS = 12, 15
_QUICK: dict[int, float | None] = {300: None, 500: 16.0}


def run(options: Options) -> list[Result]:
    """All sizes, in this process; the sides in turn."""
    figures: list[Figure] = []
    measured: dict[int, dict[str, list[float]]] = {}
    rounds = 3 if options.quick else ROUNDS
    for products, goal in (_QUICK if options.quick else SIZES).items():
        with _shop(products) as shop:
            times: dict[str, list[float]] = {"product": [], "slider": [], "counts": [], "like": []}
            for turn in range(rounds):
                times["product"].append(_milliseconds(shop.product))
                times["slider"].append(_milliseconds(partial(shop.slider, turn / rounds)))
                times["counts"].append(_milliseconds(partial(shop.counts, turn / rounds)))
                shop.give(LIKES + turn)
                times["like"].append(_milliseconds(shop.like))
        measured[products] = times
        figures += _figures(products, times, goal)
    setting = (
        f"The program's own services on a stored catalog with a client of {LIKES} likes, a photo and a "
        f"client chosen, {_top()} products asked for. After a slider: scores, order, variety, reasons, the "
        "products' words from the catalog. After a slider of what counts: also the photo's parts weighed "
        "anew. After a like: also what is stored about the client, the profile, the taste, its likeness to "
        "every product, what speaks for and against each. Writing the event itself and drawing the page are "
        f"not in it. Medians of {rounds} rounds. The reference multiplies the same vectors, single "
        "precision, with one of them."
    )
    return [Result("rerank_speed", "A list ranked anew", setting, tuple(figures), growth=[_growth(measured)])]


class Shop:
    """A desk that is ranked again and again."""

    def __init__(self, workspace: Workspace, folder: Path) -> None:
        from visrec_desktop.core.clients import Client, ClientId
        from visrec_desktop.core.values import Photo
        from visrec_desktop.services import clients, recommending

        self._workspace = workspace
        self._client = clients.add(workspace, Client(ClientId(0), "Client 1")).id
        for number in range(LIKES):
            self.give(number)
        photo = Photo("photo", path=_photo(folder))
        self.desk: Desk = recommending.prepare(workspace, recommending.Question(photo, self._client))
        self._vectors = _all_vectors(workspace)

    def give(self, number: int) -> None:
        """The client likes one more product."""
        from visrec_desktop.core.clients import EventKind
        from visrec_desktop.services import feedback

        feedback.give(self._workspace, self._client, f"P-{number * 20:05d}", EventKind.LIKE)

    def product(self) -> object:
        """The reference: every vector times one."""
        return self._vectors @ self._vectors[0]

    def slider(self, balance: float) -> object:
        """The balance moved."""
        from visrec_desktop.services import recommending

        return recommending.rerank(
            self._workspace, self.desk, balance, recommending.DEFAULT_DIVERSITY, _top()
        )

    def counts(self, colour: float) -> object:
        """Colours of the photo count more or less."""
        from visrec_desktop.recommend.emphasis import Emphasis
        from visrec_desktop.services import recommending

        emphasis = Emphasis(colour=colour)
        balance, diversity = recommending.DEFAULT_BALANCE, recommending.DEFAULT_DIVERSITY
        return recommending.rerank(self._workspace, self.desk, balance, diversity, _top(), emphasis=emphasis)

    def like(self) -> object:
        """A like was stored: the desk as it is now, and its list."""
        from visrec_desktop.services import recommending

        self.desk = recommending.after_feedback(self._workspace, self.desk)
        return self.slider(recommending.DEFAULT_BALANCE)


@contextmanager
def _shop(products: int) -> Iterator[Shop]:
    from visrec_desktop.core.paths import DataPaths
    from visrec_desktop.services.workspace import Workspace

    store = large_store(products)
    with tempfile.TemporaryDirectory(dir=WORK) as temporary:
        folder = copy_of(store, Path(temporary) / "data")
        with Workspace.open(DataPaths(folder), demo=False, writable=True) as workspace:
            yield Shop(workspace, Path(temporary))


def _photo(folder: Path) -> Path:
    import cv2
    import numpy as np

    path = folder / "photo.png"
    noise = np.random.default_rng(1).integers(0, 255, (64, 64, 3)).astype(np.uint8)
    cv2.imwrite(str(path), cv2.resize(noise, (512, 512)))
    return path


def _all_vectors(workspace: Workspace) -> NDArray[np.float32]:
    import numpy as np

    return np.concatenate([rows for _, rows in workspace.catalog().vectors(workspace.space)])


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _figures(products: int, times: Mapping[str, list[float]], goal: float | None) -> list[Figure]:
    against = "one matrix-vector product"
    reference = tuple(times["product"])
    limit = None if goal is None else Goal(goal, of_ratio=False)
    return [
        Figure(f"{products:,} products, after {words}", tuple(times[side]), "ms", reference, against, limit)
        for side, words in _MOVED.items()
    ]


def _growth(measured: Mapping[int, Mapping[str, list[float]]]) -> Growth:
    sides = [(f"after {words}", side) for side, words in _MOVED.items()]
    lines = [Line(words, {size: times[side] for size, times in measured.items()}) for words, side in sides]
    product = {size: times["product"] for size, times in measured.items()}
    return Growth("A list ranked anew", (*lines, Line("one matrix-vector product", product, reference=True)))


def _top() -> int:
    from visrec_desktop.core.settings import Settings

    return Settings().max_hits
