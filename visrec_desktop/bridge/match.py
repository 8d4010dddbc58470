"""The photos being matched, the client they are for, and the answer to the current ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from visrec_desktop.bridge.chosen_client import BLOCKING, ChosenClient
from visrec_desktop.bridge.controls import Controls
from visrec_desktop.bridge.drops import needs_expanding
from visrec_desktop.bridge.feedback import Feedback
from visrec_desktop.bridge.heatmaps import HeatSession
from visrec_desktop.bridge.jobs import Failure
from visrec_desktop.bridge.match_jobs import Match, Prepare, expand_folders, failed, nothing, read_preview
from visrec_desktop.bridge.neighbours import Neighbours
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.ranking import Asked, Order, Ranker
from visrec_desktop.bridge.refining import Refiner
from visrec_desktop.bridge.regions import RegionsSession
from visrec_desktop.bridge.runners import Priority, Runners
from visrec_desktop.core.values import Crop, Filters, MatchResult, Photo

if TYPE_CHECKING:
    from visrec_desktop.core.clients import ClientSummary
    from visrec_desktop.core.settings import Settings
    from visrec_desktop.recommend.emphasis import Emphasis
    from visrec_desktop.services.feedback import Learned
    from visrec_desktop.services.recommending import Desk
    from visrec_desktop.services.workspace import Workspace

REFRESH_MS = 2_000


class MatchSession(QObject):
    """A strip of photos, one of them current, perhaps a client they are for, and the ranked products.

    An answer is only ever shown for the photo, the client, the filters and the crop it belongs to: a newer
    question overtakes the older one. Sliders do not ask anew: they order what has been prepared.

    Signals:
        photos_changed: the strip or the current photo changed; preview and result are reset.
        preview_ready: QImage of the current photo (its longer side at most 1,280 px).
        busy_changed: an answer is awaited. Silent refreshes do not count.
        result_ready: `MatchResult` of the current photo and client, failures included.
        client_changed: another client, or something else is known of the same.
        controls_changed: one of the sliders stands elsewhere.
        recorded: id of a client about whom something was recorded here.
    """

    photos_changed = Signal()
    preview_ready = Signal(object)
    busy_changed = Signal(bool)
    result_ready = Signal(object)
    client_changed = Signal()
    controls_changed = Signal()
    recorded = Signal(int)

    def __init__(
        self, workspace: Workspace, runners: Runners, preferences: Preferences, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runners = runners
        self._preferences = preferences
        self.photos: tuple[Photo, ...] = ()
        self.current = -1
        self.result: MatchResult | None = None
        self.preview: QImage | None = None
        self.photo_size: tuple[int, int] | None = None
        self.filters = Filters()
        self.crop: Crop | None = None
        self.busy = False
        self._is_telling = False
        self.chosen = ChosenClient(workspace, runners, self)
        self._controls = Controls(self.chosen, preferences)
        self._controls.plain_again.connect(self.refresh)
        self.feedback = Feedback(workspace, runners, self)
        self.neighbours = Neighbours(workspace, runners, self)
        self._ranker = Ranker(workspace, runners, self)
        self._applied = preferences.settings.model, preferences.settings.max_hits
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self.refresh)
        self._question = QTimer(self, singleShot=True, interval=0)
        self._question.timeout.connect(self._ask)
        preferences.applied.connect(self._on_settings)
        self.chosen.changed.connect(self.client_changed)
        self.chosen.lost.connect(self._on_lost)
        self.feedback.learned.connect(self._on_learned)
        self.feedback.kept.connect(self._on_kept)
        self._ranker.ranked.connect(self._answered)
        self._ranker.failed.connect(self._not_answered)
        self.refiner = Refiner(workspace, runners, self)
        self.refiner.refined.connect(self._answered)
        self.refiner.found.connect(self._ranker.note)
        self.regions = RegionsSession(workspace, runners, self)
        self.heat = HeatSession(workspace, runners, preferences, self)

    @property
    def photo(self) -> Photo | None:
        """The current photo."""
        return self.photos[self.current] if self.current >= 0 else None

    @property
    def client(self) -> ClientSummary | None:
        """The chosen client; None also while it is being looked up."""
        return self.chosen.state.summary if self.chosen.state is not None else None

    @property
    def has_question(self) -> bool:
        """Whether there is anything to answer: a photo, or a client."""
        return self.photo is not None or self.chosen.id is not None

    @property
    def order(self) -> Order:
        """How the sliders stand."""
        return self._controls.order

    @property
    def knows_client(self) -> bool:
        """Whether the answer that is shown knows anything about the client."""
        return self._ranker.desk is not None and self._ranker.desk.knows_client

    def open_photos(self, photos: Sequence[Photo]) -> None:
        """Replace the strip and match the first photo. Folders among them are opened off the GUI thread."""
        if not photos:
            return
        if not needs_expanding(photos):
            self._runners.read.submit(nothing, key="expand")  # overtakes folders still being listed
            self._show(photos)
            return
        self._runners.read.submit(
            partial(expand_folders, tuple(photos)), on_done=self._show, priority=Priority.LIST, key="expand"
        )

    def select(self, index: int) -> None:
        """Make another photo of the strip the current one."""
        if not 0 <= index < len(self.photos) or index == self.current:
            return
        self._make_current(index)

    def set_filters(self, filters: Filters) -> None:
        """Restrict the products that may answer, and ask anew."""
        if filters != self.filters:
            self.filters = filters
            self._question.start()

    def set_crop(self, crop: Crop | None) -> None:
        """Look at a part of the photo only (pixels of the upright photo), and ask anew."""
        if crop != self.crop:
            self.crop = crop
            self._question.start()

    def set_client(self, client_id: int | None) -> None:
        """Ask for another client, or for nobody."""
        if client_id != self.chosen.id:
            self.result = None
            self.chosen.choose(client_id)
            self.controls_changed.emit()
            self._question.start()

    def set_balance(self, balance: float) -> None:
        """Order anew: 0 is like the photo, 1 is like the client."""
        if self._controls.set_balance(balance):
            self._follow(is_other_way=False)

    def set_diversity(self, diversity: float) -> None:
        """Order anew: 0 is safe, 1 is surprising."""
        was_plain = self._controls.is_plain
        if self._controls.set_diversity(diversity):
            self._follow(is_other_way=was_plain != self._controls.is_plain)

    def set_emphasis(self, emphasis: Emphasis) -> None:
        """Order anew: what of the photo counts more or less.

        What is laid out for it serves the middle, too, until the hand has rested there for a moment.
        """
        was_plain = self._controls.is_plain
        if self._controls.set_emphasis(emphasis):
            is_laid_out = self._asked_now().is_same(self._ranker.asked)
            self._follow(is_other_way=was_plain and not is_laid_out)

    def clear(self) -> None:
        """Take all photos away."""
        self._runners.read.submit(nothing, key="expand")
        self.photos = ()
        self._make_current(-1)

    @Slot()
    def refresh(self) -> None:
        """Ask again without a busy sign, because products changed; the result stays until the new one."""
        if self.has_question:
            self._submit()

    @Slot()
    def refresh_soon(self) -> None:
        """`refresh`, at most once in two seconds: an import changes products all the time."""
        if self.has_question and not self._soon.isActive():
            self._soon.start()

    @Slot(int)
    def note_client(self, client_id: int) -> None:
        """A client was changed, archived or forgotten elsewhere."""
        if client_id == self.chosen.id and not self._is_telling:
            self.chosen.reload()
            self.refresh()

    def stop(self) -> None:
        """Ask nothing more."""
        self._soon.stop()
        self._question.stop()
        self._controls.stop()
        self.regions.stop()

    def _asked_now(self) -> Asked:
        return Asked(self.photo, self.chosen.id, self.filters, self.crop)

    def _follow(self, *, is_other_way: bool) -> None:
        """Rank what is laid out anew, or ask anew where that takes another way."""
        self.controls_changed.emit()
        if is_other_way:
            self._question.start()
        else:
            self._ranker.rank(self.order)

    def _show(self, photos: Sequence[Photo]) -> None:
        self.photos = tuple(photos)
        self._make_current(0 if self.photos else -1)

    def _make_current(self, index: int) -> None:
        self.current = index
        self.crop = None
        self.result = None
        self.preview = None
        self.photo_size = None
        self.stop()
        self.photos_changed.emit()
        photo = self.photo
        if photo is None:
            self._runners.read.submit(nothing, key="preview")
        else:
            self._runners.read.submit(
                partial(read_preview, photo),
                on_done=partial(self._previewed, photo),
                priority=Priority.MATCH,
                key="preview",
            )
        self._ask()

    @Slot()
    def _ask(self) -> None:
        self._question.stop()
        if self.has_question:
            self._set_busy(True)
            self._submit()
        else:
            self._ranker.drop()
            self.refiner.forget()
            self._runners.work.submit(nothing, priority=Priority.MATCH, key="match")
            self._set_busy(False)

    def _submit(self) -> None:
        self._soon.stop()
        self.refiner.drop()
        asked = self._asked_now()
        if self._controls.is_plain or not asked.is_same(self._ranker.asked):
            self._ranker.drop()
        is_plain = self._controls.is_plain and asked.photo is not None
        order, known = self.order, self.refiner.known(asked)
        plain, prepare = Match(self._workspace, asked, order, known), Prepare(self._workspace, asked, order)
        self._runners.work.submit(
            plain if is_plain else prepare,
            on_done=partial(self._matched if is_plain else self._prepared, asked),
            on_failed=partial(self._not_answered, asked),
            priority=Priority.MATCH,
            key="match",
        )

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        asked = settings.model, settings.max_hits
        if asked != self._applied:
            self._applied = asked
            self.refresh()

    @Slot()
    def _on_lost(self) -> None:
        self.result = None
        self.controls_changed.emit()
        self._question.start()

    @Slot(object)
    def _on_learned(self, learned: Learned) -> None:
        if learned.event.client_id == self.chosen.id:
            self.chosen.note(learned)
            self._ranker.renew(self.order)
        self._tell(int(learned.event.client_id))

    @Slot(object)
    def _on_kept(self, _kept: object) -> None:
        self.chosen.reload()
        if self.chosen.id is not None:
            self._tell(self.chosen.id)

    def _tell(self, client_id: int) -> None:
        """Let others know of it, without hearing of it again."""
        self._is_telling = True
        self.recorded.emit(client_id)
        self._is_telling = False

    def _previewed(self, photo: Photo, found: tuple[QImage, tuple[int, int]]) -> None:
        if photo is self.photo:
            self.preview, self.photo_size = found
            self.preview_ready.emit(self.preview)

    def _prepared(self, asked: Asked, desk: Desk) -> None:
        if desk.failure is not None:
            self._answered(asked, desk.failure)
        elif asked.is_same(self._asked_now()):
            self._ranker.take(asked, desk, self.order, self.refiner.known(asked))
            self.refiner.look_at_desk(asked, desk)

    def _matched(self, asked: Asked, result: MatchResult) -> None:
        self._answered(asked, result)
        self.refiner.look(asked, self.order, result)

    @Slot(object, object)
    def _answered(self, asked: Asked, result: MatchResult) -> None:
        if asked.is_same(self._asked_now()):
            self.result = result
            self._set_busy(False)
            self.result_ready.emit(result)

    @Slot(object, object)
    def _not_answered(self, asked: Asked, failure: Failure) -> None:
        """A fault of the program, or a known error outside the photo: an answer all the same."""
        error = failure.error
        if error is not None and error.code in BLOCKING and asked.client_id == self.chosen.id:
            self.chosen.lose(error)
            return
        self._answered(asked, failed(asked.photo, error))

    def _set_busy(self, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit(busy)
