"""The objects of the current photo, and the products for each of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.match_jobs import is_folder, nothing
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.values import MatchStatus

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.bridge.match import MatchSession
    from visrec_desktop.core.progress import CancelToken
    from visrec_desktop.core.values import Crop, Filters, MatchResult, Photo
    from visrec_desktop.recommend.emphasis import Emphasis
    from visrec_desktop.services.workspace import Workspace
    from visrec_desktop.vision.regions import Region

CALM_MS = 400
SEVERAL = 2
"""One object that was found alone needs no answer of its own."""
_DRAWN = 3  # parts that were drawn are kept, at most
_SAME_PART = 0.5  # of the area of either: a part that was drawn better takes the place of the one before


class _Asked(NamedTuple):
    """What the answers belong to; the photo is compared as the very one."""

    client_id: int | None
    filters: Filters
    balance: float
    diversity: float
    emphasis: Emphasis


class RegionsSession(QObject):
    """Finds the objects once the photo's first answer is there, then answers each of them in turn.

    All of it happens in the work thread behind everything that is asked about the photo itself. Another photo
    drops what is under way; other filters, another client and sliders that came to rest ask anew, and the
    answers that are there stay until the new ones. While a part is chosen nothing is asked, for nothing of it
    is shown. A part that was drawn stays as a further object once the whole photo is looked at again. `busy`
    tells whether objects or answers are on their way.

    Signals:
        found: the objects of the current photo are known, or are not any more: see `regions`.
        answered: place of the object whose answer arrived: see `answers`.
    """

    found = Signal()
    answered = Signal(int)

    def __init__(self, workspace: Workspace, runners: Runners, match: MatchSession) -> None:
        super().__init__(match)
        self._workspace = workspace
        self._runners = runners
        self._match = match
        self.answers: dict[int, MatchResult] = {}
        self.busy = False
        self._photo: Photo | None = None  # whose objects are known or being looked for
        self._asked: _Asked | None = None
        self._is_stale = False
        self._part: Crop | None = None  # what of the photo was looked at last
        self._found: tuple[Region, ...] = ()
        self._drawn: tuple[Region, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=CALM_MS)
        self._soon.timeout.connect(self._ask)
        match.photos_changed.connect(self._on_photos)
        match.result_ready.connect(self._on_result)

    @property
    def regions(self) -> tuple[Region, ...]:
        """The objects: those that were found, then those that were drawn."""
        return self._found + self._drawn

    @property
    def has_answers(self) -> bool:
        """Whether each of them is answered apart."""
        return len(self._found) >= SEVERAL or bool(self._drawn)

    def pick(self, place: int) -> None:
        """Search for one object alone."""
        self._match.set_crop(self.regions[place].crop)

    def stop(self) -> None:
        """Ask nothing more."""
        self._soon.stop()

    @Slot()
    def _on_photos(self) -> None:
        self._soon.stop()
        self._drop()
        self._photo, self._asked, self._is_stale, self._part = None, None, False, None
        self._found, self._drawn, self.answers, self.busy = (), (), {}, False
        self.found.emit()

    @Slot(object)
    def _on_result(self, result: MatchResult) -> None:
        photo = self._match.photo
        if photo is None or result.status is MatchStatus.FAILED:
            return
        if photo is not self._photo:
            self._look(photo)
        else:
            self._note_answer()

    def _note_answer(self) -> None:
        """The photo was answered again: for other filters, after a slider, or because products changed."""
        before, self._part = self._part, self._match.crop
        has_crop, had_crop = self._part is not None, before is not None
        now = self._question()
        if has_crop == had_crop and self._asked == now:
            self._is_stale = True
        if before is not None and not has_crop:
            self._keep_drawn(before)
        if self._asked is not None and self._asked.client_id != now.client_id and self.answers:
            self.answers = {}
            self.found.emit()
        if not has_crop and self.has_answers and (self._is_stale or self._asked != now):
            self._soon.start()

    def _keep_drawn(self, crop: Crop) -> None:
        """A part that was drawn is an object from now on."""
        from visrec_desktop.vision.regions import Region

        if any(region.crop == crop for region in self.regions):
            return
        others = [each for each in self._drawn if each.crop.shared(crop) < _SAME_PART]
        self._drawn = (*others, Region(crop, 1.0))[-_DRAWN:]
        self.answers = {place: told for place, told in self.answers.items() if place < len(self._found)}
        self._is_stale = True
        self.found.emit()

    def _question(self) -> _Asked:
        match, order = self._match, self._match.order
        return _Asked(match.chosen.id, match.filters, order.balance, order.diversity, order.emphasis)

    def _look(self, photo: Photo) -> None:
        self._photo, self._asked, self._is_stale = photo, None, False
        self._part, self.busy = self._match.crop, True
        self._runners.work.submit(
            partial(_find, self._workspace, photo),
            on_done=partial(self._take, photo),
            on_failed=self._not_found,
            priority=Priority.REGIONS,
            key="regions",
        )

    def _take(self, photo: Photo, regions: tuple[Region, ...]) -> None:
        if photo is not self._match.photo:
            return
        self._found, self.answers, self.busy = regions, {}, False
        self.found.emit()
        if self._match.crop is None:
            self._ask()

    def _not_found(self, _failure: Failure) -> None:
        """The page goes on without: what keeps a photo or the model from being read was told before."""
        self.busy = False

    @Slot()
    def _ask(self) -> None:
        self._soon.stop()
        photo = self._photo
        if photo is None or photo is not self._match.photo or not self.has_answers:
            return
        asked = self._question()
        self._asked, self._is_stale, self.busy = asked, False, True
        crops = tuple(region.crop for region in self.regions)
        self._runners.work.submit(
            partial(_answer, self._workspace, photo, asked, crops),
            on_event=partial(self._answered, photo, asked, crops),
            on_done=self._all_answered,
            on_failed=self._not_answered,
            priority=Priority.REGIONS,
            key="regions",
        )

    def _answered(
        self, photo: Photo, asked: _Asked, crops: Sequence[Crop], answer: tuple[int, MatchResult] | None
    ) -> None:
        if answer is None or photo is not self._match.photo or not asked == self._asked == self._question():
            return
        place, result = answer
        is_there = place < len(self.regions) and self.regions[place].crop == crops[place]
        if is_there and self.answers.get(place) != result:
            self.answers[place] = result
            self.answered.emit(place)

    def _all_answered(self, _count: int) -> None:
        self.busy = False

    def _not_answered(self, failure: Failure) -> None:
        """As `_not_found`: the answer to the photo itself meets the same trouble, and says it."""
        self.busy = False
        self._is_stale = not failure.cancelled

    def _drop(self) -> None:
        if self._photo is not None:
            self._runners.work.submit(nothing, priority=Priority.REGIONS, key="regions")


def _find(workspace: Workspace, photo: Photo, token: CancelToken) -> tuple[Region, ...]:
    from visrec_desktop.services.regions import find_regions

    return () if is_folder(photo) else find_regions(workspace, photo, token)


def _answer(
    workspace: Workspace, photo: Photo, asked: _Asked, crops: tuple[Crop, ...], token: CancelToken
) -> Generator[tuple[int, MatchResult] | None, None, int]:
    """First answers, one slice for each object, then a closer look at each. Returns how many there were."""
    from visrec_desktop.services.regions import RegionQuestion, look_closer, match_regions

    question = RegionQuestion(
        photo, asked.filters, asked.client_id, asked.balance, asked.diversity, asked.emphasis
    )
    yield from enumerate(match_regions(workspace, question, crops, token))
    yield from look_closer(workspace, question, crops, token)
    return len(crops)
