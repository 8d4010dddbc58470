"""The match session with a client: who is asked for what, what overtakes what, and who gets lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.gui.bridge.client_fakes import FakeFeedbackService, FakeProfiles, FakeRecommending, make_event
from visrec_desktop.bridge.chosen_client import state_of
from visrec_desktop.bridge.controls import CALM_MS
from visrec_desktop.bridge.match import MatchSession
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.runners import Runners
from visrec_desktop.core.clients import Client, ClientId, EventKind, History, Refusal
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import Crop, Filters, MatchResult, MatchStatus, Photo
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis
from visrec_desktop.services import catalog, feedback, matching, recommending

PHOTO = Photo("a.jpg", Path("/photos/a.jpg"))
NO_COLOUR = Emphasis(colour=0)


class Plain:
    """Counts plain matches."""

    def __init__(self) -> None:
        self.asked: list[Photo] = []

    def match(self, workspace: Any, photo: Photo, *_: Any, **__: Any) -> MatchResult:
        self.asked.append(photo)
        return MatchResult(photo, MatchStatus.OK)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Plain:
    plain = Plain()
    monkeypatch.setattr(matching, "match", plain.match)
    small = matching.Preview(np.zeros((3, 4, 3), np.uint8), 40, 30)
    monkeypatch.setattr(matching, "preview", lambda *_: small)
    return plain


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeRecommending:
    fake = FakeRecommending()
    for name in ("prepare", "rerank", "after_feedback"):
        monkeypatch.setattr(recommending, name, getattr(fake, name))
    return fake


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> FakeFeedbackService:
    service = FakeFeedbackService()
    for name in ("give", "undo", "redo", "keep_photo"):
        monkeypatch.setattr(feedback, name, getattr(service, name))
    return service


@pytest.fixture
def profiles(workspace: Any) -> FakeProfiles:
    profiles = FakeProfiles()
    profiles.add(17)
    profiles.add(18)
    workspace.profiles = lambda: profiles
    return profiles


@pytest.fixture
def services(
    plain: Plain, fake: FakeRecommending, service: FakeFeedbackService, profiles: FakeProfiles
) -> None:
    """All stand-ins, in place before the threads start and until they have ended."""


@pytest.fixture
def session(services: None, workspace: Any, runners: Runners) -> Any:
    session = MatchSession(workspace, runners, Preferences(workspace, runners))
    yield session
    session.stop()


def answered(session: MatchSession) -> Any:
    return lambda: session.result is not None and not session.busy


# what is asked


def test_without_a_client_nothing_changes(
    session: MatchSession, plain: Plain, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    qtbot.waitUntil(answered(session))
    assert plain.asked == [PHOTO]
    assert fake.prepared == []
    session.set_balance(0.9)  # nobody is chosen: nothing to weigh
    qtbot.wait(20)
    assert fake.ranked == []
    assert not session.knows_client


def test_photo_and_client_are_prepared_then_ranked(
    session: MatchSession, plain: Plain, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    session.set_client(17)
    session.set_filters(Filters(in_stock=True))
    session.set_crop(Crop(1, 2, 3, 4))
    qtbot.waitUntil(answered(session))
    question = fake.prepared[-1]
    assert (question.photo, question.client_id, question.filters, question.crop, question.top) == (
        PHOTO,
        17,
        Filters(in_stock=True),
        Crop(1, 2, 3, 4),
        60,
    )
    assert fake.ranked[-1][1:] == (0.4, 0.3, 60)
    assert session.result is not None
    assert session.result.photo is PHOTO
    assert session.knows_client


def test_a_client_alone_is_a_question_too(session: MatchSession, fake: FakeRecommending, qtbot: Any) -> None:
    assert not session.has_question
    session.set_client(17)
    assert session.has_question
    qtbot.waitUntil(answered(session))
    assert fake.prepared[0].photo is None
    assert session.result is not None
    assert session.result.photo is None
    qtbot.waitUntil(lambda: session.client is not None)
    session.set_client(None)
    qtbot.waitUntil(lambda: not session.busy)
    assert session.result is None
    assert not session.has_question


def test_taking_the_photo_away_leaves_the_client(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    session.set_client(17)
    qtbot.waitUntil(answered(session))
    session.clear()
    qtbot.waitUntil(answered(session))
    assert fake.prepared[-1].photo is None
    assert session.chosen.id == 17


def test_surprises_without_a_client_leave_the_plain_match_and_come_back_to_it(
    session: MatchSession, plain: Plain, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    qtbot.waitUntil(answered(session))
    assert session.order.diversity == 0.0
    session.set_diversity(0.5)
    qtbot.waitUntil(lambda: len(fake.ranked) == 1 and not session.busy)
    assert fake.prepared[0].client_id is None
    assert fake.ranked[0][2] == 0.5
    session.set_diversity(0.7)
    qtbot.waitUntil(lambda: len(fake.ranked) == 2)
    assert len(fake.prepared) == 1  # ordered anew, not looked at anew
    session.set_diversity(0.0)
    qtbot.waitUntil(lambda: len(plain.asked) == 2)


def test_what_counts_is_ranked_from_what_is_laid_out_and_goes_back_to_the_plain_match(
    session: MatchSession, plain: Plain, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    qtbot.waitUntil(answered(session))
    session.set_emphasis(NO_COLOUR)
    qtbot.waitUntil(lambda: len(fake.ranked) == 1 and not session.busy)
    assert fake.prepared[0].emphasis == fake.emphases[-1] == NO_COLOUR
    assert (fake.prepared[0].client_id, fake.prepared[0].diversity) == (None, 0.0)
    for step in range(1, 6):
        session.set_emphasis(Emphasis(look=step / 10))  # the last of them is the middle
        qtbot.waitUntil(lambda step=step: len(fake.ranked) == 1 + step)
        assert not session.busy
    assert fake.emphases[-1] == NEUTRAL
    assert (len(plain.asked), len(fake.prepared)) == (1, 1)  # the photo was looked at twice, and no more
    session.set_emphasis(Emphasis(look=0.6))  # through the middle without rest
    qtbot.waitUntil(lambda: len(fake.ranked) == 7)
    qtbot.wait(2 * CALM_MS)
    assert (len(plain.asked), len(fake.prepared)) == (1, 1)
    session.set_emphasis(NEUTRAL)
    qtbot.waitUntil(lambda: len(plain.asked) == 2)
    qtbot.waitUntil(lambda: session.result is not None and session.result.elapsed_ms == 0.0)
    session.set_emphasis(NO_COLOUR)
    qtbot.waitUntil(lambda: len(fake.prepared) == 2 and len(fake.ranked) == 9)


def test_what_counts_stays_when_the_photo_changes_and_goes_with_the_client(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    session.set_emphasis(NO_COLOUR)
    assert session.result is None
    for photo in (PHOTO, Photo("b.jpg", Path("/photos/b.jpg"))):
        session.open_photos([photo])
        qtbot.waitUntil(answered(session))
        assert fake.prepared[-1].photo is photo
        assert fake.emphases[-1] == NO_COLOUR
    session.clear()
    session.open_photos([PHOTO])
    session.set_client(17)  # whoever it is that asked for it
    qtbot.waitUntil(answered(session))
    assert session.order.emphasis == fake.emphases[-1] == NO_COLOUR
    session.set_client(18)
    qtbot.waitUntil(answered(session))
    assert session.order.emphasis == fake.emphases[-1] == NEUTRAL


def test_a_fast_drag_of_what_counts_ends_where_the_hand_is(
    session: MatchSession, plain: Plain, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    qtbot.waitUntil(answered(session))
    fake.prepare_gate.clear()
    for step in range(51, 80):
        session.set_emphasis(Emphasis(colour=step / 100))
    qtbot.waitUntil(lambda: len(fake.prepared) == 1)
    session.set_emphasis(NEUTRAL)
    session.set_emphasis(Emphasis(colour=0.2))
    fake.prepare_gate.set()
    qtbot.waitUntil(lambda: len(fake.ranked) >= 1 and not session.busy)
    fake.gate.clear()
    session.set_emphasis(Emphasis(colour=0.3))
    for step in range(100):
        session.set_emphasis(Emphasis(colour=step / 100))
    fake.gate.set()
    qtbot.waitUntil(lambda: fake.emphases[-1] == Emphasis(colour=0.99))
    qtbot.wait(2 * CALM_MS)
    assert fake.emphases[-1] == Emphasis(colour=0.99)
    assert len(fake.ranked) <= 4  # and not a hundred
    assert len(fake.prepared) <= 2
    assert len(plain.asked) == 1


def test_coming_back_before_anything_is_laid_out_is_answered(
    session: MatchSession, plain: Plain, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    qtbot.waitUntil(answered(session))
    fake.prepare_gate.clear()
    session.set_emphasis(NO_COLOUR)
    qtbot.waitUntil(lambda: len(fake.prepared) == 1)
    assert session.busy
    session.set_emphasis(NEUTRAL)
    fake.prepare_gate.set()
    qtbot.waitUntil(lambda: len(plain.asked) == 2 and not session.busy)


def test_the_sliders_keep_their_place_with_and_without_a_client(session: MatchSession, qtbot: Any) -> None:
    told: list[float] = []
    session.controls_changed.connect(lambda: told.append(session.order.diversity))
    session.set_client(17)
    assert session.order.diversity == 0.3
    session.set_diversity(0.8)
    session.set_balance(0.1)
    session.set_client(None)
    assert session.order.diversity == 0.0
    session.set_client(18)
    assert (session.order.balance, session.order.diversity) == (0.1, 0.8)
    assert told == [0.3, 0.8, 0.8, 0.0, 0.8]


def test_a_moved_slider_ranks_and_looks_at_nothing_anew(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    session.open_photos([PHOTO])
    session.set_client(17)
    qtbot.waitUntil(answered(session))
    prepared, heard = len(fake.prepared), []
    session.result_ready.connect(heard.append)
    session.set_balance(0.75)
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert not session.busy
    assert fake.ranked[-1][1] == 0.75
    assert len(fake.prepared) == prepared


def test_a_slider_moved_while_the_photo_is_looked_at_counts(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    fake.prepare_gate.clear()
    session.set_client(17)
    qtbot.waitUntil(lambda: len(fake.prepared) == 1)
    session.set_balance(0.9)
    fake.prepare_gate.set()
    qtbot.waitUntil(answered(session))
    assert [balance for _, balance, _, _ in fake.ranked] == [0.9]


# what overtakes what


def test_an_answer_for_the_former_client_is_not_shown(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    heard: list[MatchResult] = []
    session.result_ready.connect(heard.append)
    fake.prepare_gate.clear()
    session.set_client(17)
    qtbot.waitUntil(lambda: len(fake.prepared) == 1)
    session.set_client(18)
    fake.prepare_gate.set()
    qtbot.waitUntil(answered(session))
    qtbot.wait(30)
    assert len(heard) == 1
    assert fake.ranked[-1][0].question.client_id == 18


def test_a_ranking_for_other_filters_is_not_shown(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    heard: list[MatchResult] = []
    session.result_ready.connect(heard.append)
    fake.gate.clear()
    session.set_client(17)
    qtbot.waitUntil(lambda: len(fake.ranked) == 1)
    session.set_filters(Filters(text="red"))
    fake.gate.set()
    qtbot.waitUntil(lambda: len(fake.ranked) == 2 and not session.busy)
    qtbot.wait(30)
    assert len(heard) == 1
    assert fake.ranked[-1][0].question.filters == Filters(text="red")


def test_a_desk_without_an_answer_gives_its_failure(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    fake.failure = MatchResult(PHOTO, MatchStatus.FAILED, code="truncated_picture", subject="a.jpg")
    session.open_photos([PHOTO])
    session.set_client(17)
    qtbot.waitUntil(answered(session))
    assert session.result is fake.failure
    assert fake.ranked == []


# feedback


def test_feedback_renews_the_ranking_and_is_told_once(
    session: MatchSession, fake: FakeRecommending, service: FakeFeedbackService, qtbot: Any
) -> None:
    session.set_client(17)
    qtbot.waitUntil(lambda: session.client is not None and session.result is not None)
    recorded: list[int] = []
    session.recorded.connect(recorded.append)
    session.recorded.connect(session.note_client)  # as the clients' session does, which hears of it
    prepared = len(fake.prepared)
    done: list[Any] = []
    session.feedback.give(17, "SKU-1", EventKind.DISLIKE, Refusal.COLOUR, done.append)
    qtbot.waitUntil(lambda: len(fake.renewed) == 1 and len(fake.ranked) == 2)
    assert service.calls == [("give", 17, "SKU-1", EventKind.DISLIKE, Refusal.COLOUR)]
    assert recorded == [17]
    assert len(done) == 1
    assert len(fake.prepared) == prepared


def test_feedback_for_somebody_else_changes_nothing_here(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    session.set_client(17)
    qtbot.waitUntil(answered(session))
    learned: list[Any] = []
    session.feedback.learned.connect(learned.append)
    session.feedback.give(18, "SKU-1", EventKind.LIKE)
    qtbot.waitUntil(lambda: len(learned) == 1)
    qtbot.wait(20)
    assert fake.renewed == []


def test_undo_and_redo_are_told_and_a_failure_as_well(
    session: MatchSession, service: FakeFeedbackService, qtbot: Any
) -> None:
    learned, failed, refused = [], [], []
    session.feedback.learned.connect(learned.append)
    session.feedback.failed.connect(failed.append)
    session.feedback.undo(5)
    session.feedback.redo(5)
    qtbot.waitUntil(lambda: len(learned) == 2)
    assert service.calls == [("undo", 5), ("redo", 5)]
    service.error = KnownError(ErrorCode.NOTHING_TO_UNDO, "5")
    session.feedback.undo(5, None, lambda: refused.append(True))
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert failed[0].code is ErrorCode.NOTHING_TO_UNDO
    assert refused == [True]


def test_a_kept_photo_is_told(session: MatchSession, service: FakeFeedbackService, qtbot: Any) -> None:
    kept: list[Any] = []
    session.feedback.kept.connect(kept.append)
    session.set_client(17)
    session.feedback.keep_photo(17, PHOTO, None)
    qtbot.waitUntil(lambda: kept == ["kept"])
    assert service.calls == [("keep", 17, PHOTO, None)]


# who gets lost


def test_an_unknown_client_is_let_go_and_the_photo_is_matched_for_nobody(
    session: MatchSession, plain: Plain, qtbot: Any
) -> None:
    lost: list[tuple[str, Any]] = []
    session.chosen.lost.connect(lambda name, error: lost.append((name, error)))
    session.open_photos([PHOTO])
    session.set_client(99)
    qtbot.waitUntil(lambda: bool(lost) and session.result is not None)
    assert lost[0][1].code is ErrorCode.UNKNOWN_CLIENT
    assert session.chosen.id is None
    qtbot.waitUntil(lambda: bool(plain.asked))


def test_damaged_profiles_do_not_keep_a_photo_from_being_matched(
    session: MatchSession, plain: Plain, fake: FakeRecommending, profiles: FakeProfiles, qtbot: Any
) -> None:
    lost: list[Any] = []
    session.chosen.lost.connect(lambda _name, error: lost.append(error))
    fake.error = KnownError(ErrorCode.PROFILES_DAMAGED, "profiles.db")
    profiles.error = fake.error
    session.open_photos([PHOTO])
    session.set_client(17)
    qtbot.waitUntil(lambda: bool(plain.asked) and session.result is not None)
    assert [error.code for error in lost] == [ErrorCode.PROFILES_DAMAGED]
    found: list[Any] = []
    session.chosen.search("", found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found[0].code is ErrorCode.PROFILES_DAMAGED


def test_a_client_archived_or_forgotten_elsewhere_is_let_go(
    session: MatchSession, profiles: FakeProfiles, qtbot: Any
) -> None:
    lost: list[tuple[str, Any]] = []
    session.chosen.lost.connect(lambda name, error: lost.append((name, error)))
    session.set_client(17)
    qtbot.waitUntil(lambda: session.client is not None)
    profiles.add(17, archived=True)
    session.note_client(17)
    qtbot.waitUntil(lambda: len(lost) == 1)
    assert lost[0] == ("Client 17", None)
    session.set_client(18)
    qtbot.waitUntil(lambda: session.client is not None)
    del profiles.clients_there[18]
    session.note_client(17)  # somebody else
    session.note_client(18)
    qtbot.waitUntil(lambda: len(lost) == 2)
    assert lost[1][0] == "Client 18"
    assert lost[1][1].code is ErrorCode.UNKNOWN_CLIENT
    assert not session.has_question
    qtbot.waitUntil(lambda: not session.busy)


def test_changes_of_the_client_elsewhere_are_asked_about_anew(
    session: MatchSession, fake: FakeRecommending, qtbot: Any
) -> None:
    session.set_client(17)
    qtbot.waitUntil(answered(session))
    before = len(fake.prepared)
    session.note_client(17)
    qtbot.waitUntil(lambda: len(fake.prepared) == before + 1)
    assert not session.busy


# what is known


def test_clients_of_the_last_visits_come_first(session: MatchSession, qtbot: Any) -> None:
    found: list[Any] = []
    session.chosen.search("Client", found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert [int(each.id) for each in found[0]] == [18, 17]


def test_what_stands_is_the_last_that_was_said() -> None:
    client = Client(ClientId(17), "Client 17")
    events = (
        make_event(1, "A"),
        make_event(2, "B", EventKind.DISLIKE, reason=Refusal.COLOUR),
        make_event(3, "A", EventKind.DISLIKE, reason=Refusal.TOO_DEAR),
        make_event(4, "C", EventKind.PURCHASE),
        make_event(5, "C"),
        make_event(6, "D", EventKind.VIEW),
    )
    state = state_of(History(client, events), keeps_photos=True)
    assert state.liked == {"C"}
    said = state.opinion("A")
    assert said is not None
    assert said.reason is Refusal.TOO_DEAR
    assert state.purchase("C") is not None
    assert state.purchase("A") is None
    assert state.opinion("D") is None
    assert state.keeps_photos
    assert state.summary.last_visit == 6


def test_what_was_just_said_is_known_before_it_is_read(
    session: MatchSession, profiles: FakeProfiles, qtbot: Any
) -> None:
    session.set_client(17)
    qtbot.waitUntil(lambda: session.chosen.state is not None)
    profiles.events[17] = [make_event(1, "SKU-1")]
    changes: list[Any] = []
    session.client_changed.connect(lambda: changes.append(session.chosen.state))
    session.feedback.give(17, "SKU-1", EventKind.LIKE)
    qtbot.waitUntil(lambda: bool(changes))
    assert changes[0].liked == {"SKU-1"}
    assert changes[0].summary.knowledge.likes == 1


# neighbours


def test_lists_that_cannot_be_made_are_none_and_a_sku_finds_its_product(
    session: MatchSession, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise KnownError(ErrorCode.UNKNOWN_PRODUCT, "1")

    monkeypatch.setattr(recommending, "related", unknown)
    found: list[Any] = []
    session.neighbours.request_related(1, None, found.append)
    qtbot.waitUntil(lambda: found == [None])
    monkeypatch.setattr(recommending, "related", lambda _w, product, client, limit: (product, client, limit))
    session.neighbours.request_related(5, 17, found.append)
    qtbot.waitUntil(lambda: found[-1] == (5, 17, 8))
    monkeypatch.setattr(catalog, "list_products", lambda _w, filters, _s: [7] * (filters.skus == ("A",)))
    session.neighbours.request_product_id("A", found.append)
    qtbot.waitUntil(lambda: found[-1] == 7)
    session.neighbours.request_product_id("gone", found.append)
    qtbot.waitUntil(lambda: found[-1] is None)
