"""A closer look at an answer: what it moves, what it leaves alone, and what it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import pytest

from tests.helpers.prints import backdrop, photographed, poster
from tests.unit.services.conftest import Import, draw_picture
from visrec_desktop.core.clients import Client, ClientId, EventKind
from visrec_desktop.core.errors import Cancelled
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.values import Band, Crop, Filters, MatchResult, MatchStatus, Photo
from visrec_desktop.services import clients, details, feedback, recommending, refining
from visrec_desktop.services.matching import match
from visrec_desktop.services.refining import Evidence, Found, match_closely, refine, with_evidence
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.vision import local

ALL = Filters()
PRINTS = 10


def write(picture: object, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, picture)[1].tobytes())
    return path


def asked(path: Path) -> Photo:
    return Photo(path.name, path=path)


@pytest.fixture
def prints(tmp_path: Path) -> Path:
    """A folder of ten posters and eight pictures of something else."""
    for seed in range(PRINTS):
        write(poster(seed), tmp_path / "prints" / f"poster-{seed}.png")
    for seed in range(8):
        draw_picture(tmp_path / "prints" / f"item-{seed}.png", seed)
    return tmp_path / "prints"


@pytest.fixture
def snap(tmp_path: Path) -> Path:
    """A photo of poster 6 on a busy ground."""
    return write(photographed(poster(6), 6, 40, 25), tmp_path / "snap.jpg")


def skus(result: MatchResult) -> list[str]:
    return [hit.product.sku for hit in result.hits]


def same(first: MatchResult, second: MatchResult) -> bool:
    return replace(first, elapsed_ms=0.0) == replace(second, elapsed_ms=0.0)


def files(workspace: Workspace) -> set[str]:
    return {path.name for path in workspace.paths.index.glob("details*")}


# the order


def test_the_very_print_comes_first(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path
) -> None:
    do_import(prints)
    result = match_closely(workspace, asked(snap), ALL, 5)
    best, second = result.hits[:2]
    assert best.product.sku == "poster-6"
    assert best.score > second.score + 0.2
    assert best.parts["details"] > 0.2
    assert "details" not in second.parts
    assert best.band is Band.VERY_CLOSE
    assert best.why.startswith("The same print, label or detail is on both")
    assert result.status is MatchStatus.OK
    assert [hit.rank for hit in result.hits] == [1, 2, 3, 4, 5]
    assert sum(hit.attention for hit in result.hits) == pytest.approx(1.0)
    for hit in result.hits:
        assert round(sum(hit.parts.values()), 6) == hit.score <= 1
        assert Path(hit.picture_path).is_file()
    first = match(workspace, asked(snap), ALL, 18)
    before = next(hit for hit in first.hits if hit.product.sku == "poster-6")
    others = {name: share for name, share in best.parts.items() if name != "details"}
    assert others == dict(before.parts)
    assert same(result, match_closely(workspace, asked(snap), ALL, 5))


def test_a_photo_it_has_nothing_to_say_about_keeps_its_answer(
    workspace: Workspace, do_import: Import, prints: Path, tmp_path: Path
) -> None:
    do_import(prints)
    plain = tmp_path / "plain.png"
    write(poster(1) * 0 + 180, plain)
    pictures = [write(backdrop(3), tmp_path / "scene.png"), plain, draw_picture(tmp_path / "x.png", 77)]
    for path in pictures:
        wide = match(workspace, asked(path), ALL, 18)
        assert same(refine(workspace, wide, 18), wide)
        assert skus(refine(workspace, wide, 4)) == skus(match(workspace, asked(path), ALL, 4))


def test_a_crop_is_looked_at_alone(
    workspace: Workspace, do_import: Import, prints: Path, tmp_path: Path
) -> None:
    do_import(prints)
    both = cv2.hconcat([poster(2), poster(7)])
    path = write(both, tmp_path / "both.png")
    for crop, sku in ((Crop(0, 0, 300, 400), "poster-2"), (Crop(300, 0, 300, 400), "poster-7")):
        result = match_closely(workspace, asked(path), ALL, 18, crop=crop)
        assert [hit.product.sku for hit in result.hits if "details" in hit.parts] == [sku]
        assert result.hits[0].product.sku == sku
    found = match_closely(workspace, Photo("pasted", data=path.read_bytes()), ALL, 18)
    assert {hit.product.sku for hit in found.hits[:2]} == {"poster-2", "poster-7"}


def test_a_further_picture_that_agrees_is_shown(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path
) -> None:
    front = draw_picture(prints / "bag.png", 30)
    back = prints / "poster-6.png"
    sheet = prints / "products.csv"
    sheet.write_text(f"sku,image\nbag,{front};{back}\n")
    do_import(prints / "poster-1.png", sheet=sheet)
    result = match_closely(workspace, asked(snap), ALL, 3)
    assert result.hits[0].product.sku == "bag"
    assert result.hits[0].picture_path == str(back)
    pictures = workspace.reader().pictures(int(result.hits[0].product.id))
    assert result.hits[0].product.picture_id == pictures[1].id


def test_evidence_moves_what_it_is_about_and_nothing_else(
    workspace: Workspace, do_import: Import, shop: Path, tmp_path: Path
) -> None:
    do_import(shop)
    first = match(workspace, asked(draw_picture(tmp_path / "photo.png", 50)), ALL, 8)
    first = replace(first, status=MatchStatus.NOTHING_CLOSE)
    last = first.hits[-1]
    found = Evidence(
        {int(last.product.id): Found(0.9, int(last.product.picture_id or 0)), 4_000: Found(0.9, 1)}
    )
    moved = with_evidence(workspace, first, found)
    assert skus(moved) == [last.product.sku, *skus(first)[:-1]]
    assert moved.status is MatchStatus.OK
    assert moved.hits[0].score == pytest.approx(last.score + 0.9 * (1 - last.score), abs=1e-6)
    assert [hit.parts for hit in moved.hits[1:]] == [hit.parts for hit in first.hits[:-1]]
    weak = with_evidence(workspace, first, Evidence({int(last.product.id): Found(0.4, 1)}))
    assert next(hit for hit in weak.hits if hit.product.id == last.product.id).band is last.band
    assert skus(with_evidence(workspace, first, found, 2)) == skus(moved)[:2]
    assert same(with_evidence(workspace, first, refining.NOTHING), first)
    cut_off = with_evidence(workspace, first, Evidence({4_000: Found(0.9, 1)}))
    assert cut_off.status is MatchStatus.NOTHING_CLOSE


def test_answers_that_failed_or_lost_their_photo_stay(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, tmp_path: Path
) -> None:
    do_import(prints)
    lost = match_closely(workspace, asked(tmp_path / "lost.jpg"), ALL, 5)
    assert (lost.status, lost.code) == (MatchStatus.FAILED, "not_found")
    first = match(workspace, asked(snap), ALL, 18)
    snap.unlink()
    assert same(refine(workspace, first, 18), first)


def test_the_clock_ends_it_after_the_least_and_the_token_at_once(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    compared: list[object] = []
    compare = refining._Comparison.__call__

    def counted(self: object, picture: object) -> object:
        compared.append(picture)
        return compare(self, picture)  # type: ignore[arg-type]

    monkeypatch.setattr(refining._Comparison, "__call__", counted)
    monkeypatch.setattr(refining, "LEAST_CANDIDATES", 8)
    candidates = refining.candidates_of(match(workspace, asked(snap), ALL, 18))
    assert len(candidates) == 18
    token = CancelToken()
    refining.concluded(refining.examine(workspace, asked(snap), None, candidates, token, 0.0))
    assert len(compared) == 8
    compared.clear()
    refining.concluded(refining.examine(workspace, asked(snap), None, candidates, token))
    assert len(compared) == 18
    compared.clear()
    steps = refining.examine(workspace, asked(snap), None, candidates, token)
    next(steps)
    token.cancel()
    with pytest.raises(Cancelled):
        next(steps)
    assert compared == []


# for a client


@pytest.fixture
def client(workspace: Workspace, do_import: Import, prints: Path) -> Iterator[int]:
    do_import(prints)
    known = clients.add(workspace, Client(ClientId(0), "Client 1"))
    for number in range(4):
        feedback.give(workspace, int(known.id), f"item-{number}", EventKind.LIKE)
    yield int(known.id)


def test_for_a_client_and_for_surprises_the_print_comes_first_too(
    workspace: Workspace, client: int, snap: Path
) -> None:
    for question in (
        recommending.Question(asked(snap), client, top=18, balance=0.2, diversity=0.0),
        recommending.Question(asked(snap), None, top=18, diversity=0.3),
    ):
        far = recommending.recommend(workspace, question)
        assert not any("details" in hit.parts for hit in far.hits)
        near = recommending.recommend(workspace, question, closely=True)
        best = near.hits[0]
        assert best.product.sku == "poster-6"
        assert best.band is Band.VERY_CLOSE
        assert "the same print, label or detail is on both" in best.why.lower()
        assert near.status is MatchStatus.OK
        assert [hit.product.sku for hit in near.hits if "details" in hit.parts] == ["poster-6"]
        for hit in near.hits:
            assert round(sum(hit.parts.values()), 6) == hit.score <= 1


def test_a_like_keeps_what_was_found(workspace: Workspace, client: int, snap: Path) -> None:
    question = recommending.Question(asked(snap), client, top=18)
    desk = recommending.prepare(workspace, question)
    candidates = refining.candidates_of_desk(desk, 100)
    assert len(candidates) == 18
    assert refining.candidates_of_desk(desk, 3) == candidates[:3]
    found = refining.concluded(refining.examine(workspace, asked(snap), None, candidates, CancelToken()))
    feedback.give(workspace, client, "item-6", EventKind.LIKE)
    desk = recommending.after_feedback(workspace, desk)
    result = recommending.rerank(workspace, desk, 0.2, 0.0, 18, found)
    assert result.hits[0].product.sku == "poster-6"
    assert result.hits[0].parts["details"] > 0
    likes_alone = recommending.rerank(workspace, desk, 1.0, 0.0, 18, found)
    assert not any("details" in hit.parts for hit in likes_alone.hits)


def test_without_a_photo_there_is_nothing_to_look_at(workspace: Workspace, client: int) -> None:
    question = recommending.Question(client_id=client, top=5)
    assert refining.candidates_of_desk(recommending.prepare(workspace, question), 100) == []
    far, near = (recommending.recommend(workspace, question, closely=way) for way in (False, True))
    assert same(far, near)


# what is kept


def counted_pictures(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows by one for each picture that is looked at."""
    seen: list[int] = []
    made = local.features_of_picture

    def look(rgb: object) -> local.LocalFeatures:
        seen.append(1)
        return made(rgb)  # type: ignore[arg-type]

    monkeypatch.setattr(local, "features_of_picture", look)
    return seen


def fill(workspace: Workspace) -> int:
    steps = details.fill(workspace, CancelToken())
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return int(end.value)


def test_pictures_are_looked_at_once_also_after_a_restart(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    seen = counted_pictures(monkeypatch)
    first = match_closely(workspace, asked(snap), ALL, 5)
    assert len(seen) == 18
    assert files(workspace) == {"details.keys", "details.data"}
    match_closely(workspace, asked(snap), ALL, 5)
    paths = workspace.paths
    workspace.close()
    with Workspace.open(paths, demo=False, writable=True) as again:
        assert same(match_closely(again, asked(snap), ALL, 5), first)
    assert len(seen) == 18


def test_the_filling_does_what_is_missing_and_no_more(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    seen = counted_pictures(monkeypatch)
    assert fill(workspace) == 18
    assert fill(workspace) == 0
    match_closely(workspace, asked(snap), ALL, 5)
    assert len(seen) == 18
    do_import(draw_picture(prints.parent / "more" / "item-40.png", 40))
    assert fill(workspace) == 1
    steps = details.fill(workspace, CancelToken())
    assert list(steps) == []


def test_a_filling_that_is_stopped_keeps_what_it_did(
    workspace: Workspace, do_import: Import, prints: Path
) -> None:
    do_import(prints)
    token = CancelToken()
    steps = details.fill(workspace, token)
    for _ in range(5):
        next(steps)
    token.cancel()
    with pytest.raises(Cancelled):
        next(steps)
    assert fill(workspace) == 13


@pytest.mark.parametrize("spoilt", [b"", b"torn", b"\0" * 4000])
def test_a_damaged_file_is_made_anew(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, spoilt: bytes
) -> None:
    do_import(prints)
    assert fill(workspace) == 18
    first = match_closely(workspace, asked(snap), ALL, 5)
    paths = workspace.paths
    workspace.close()
    (paths.index / "details.data").write_bytes(spoilt)
    with Workspace.open(paths, demo=False, writable=True) as again:
        assert same(match_closely(again, asked(snap), ALL, 5), first)
        assert fill(again) == 0


def test_features_of_another_version_or_another_file_are_stale(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    assert fill(workspace) == 18
    paths = workspace.paths
    write(poster(99), prints / "poster-6.png")
    do_import(prints)  # the same product, another picture
    assert "details" not in match_closely(workspace, asked(snap), ALL, 18).hits[0].parts
    workspace.close()
    monkeypatch.setattr(local, "VERSION", "rootsift-0")
    with Workspace.open(paths, demo=False, writable=True) as again:
        assert fill(again) == 18


def test_a_picture_file_that_is_gone_or_changed_is_found_by_its_small_copy(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path
) -> None:
    do_import(prints)
    (prints / "poster-6.png").unlink()
    assert match_closely(workspace, asked(snap), ALL, 5).hits[0].product.sku == "poster-6"
    assert fill(workspace) == 0  # all but the one were stored by the search; its file may come back
    write(poster(98), prints / "poster-6.png")
    assert match_closely(workspace, asked(snap), ALL, 5).hits[0].product.sku == "poster-6"


def test_a_folder_that_may_not_be_written_is_not(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    folder = workspace.paths.root
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    seen = counted_pictures(monkeypatch)
    with Workspace.open(DataPaths(folder), demo=False, writable=False) as second:
        for _ in range(2):
            assert match_closely(second, asked(snap), ALL, 2).hits[0].product.sku == "poster-6"
        assert fill(second) == 0
    assert len(seen) == 18
    after = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert after.keys() == before.keys()
    assert match_closely(workspace, asked(snap), ALL, 2).hits[0].product.sku == "poster-6"
    with Workspace.open(DataPaths(folder), demo=False, writable=False) as second:
        match_closely(second, asked(snap), ALL, 2)
    assert len(seen) == 36  # the last one found them in the file


def test_a_place_that_cannot_be_written_costs_the_file_alone(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    (workspace.paths.index / "details.keys").mkdir(parents=True)
    seen = counted_pictures(monkeypatch)
    for _ in range(2):
        assert match_closely(workspace, asked(snap), ALL, 2).hits[0].product.sku == "poster-6"
    assert len(seen) == 18
    assert fill(workspace) == 0


def test_memory_stays_within_its_limit(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    monkeypatch.setattr(details, "MEMORY_BYTES", 60_000)
    match_closely(workspace, asked(snap), ALL, 5)
    store = workspace.details()
    held = sum(len(data) for _, data in store._memory.values())
    assert 0 < held == store._held <= 60_000


def test_a_file_that_is_mostly_about_the_past_is_written_anew(
    workspace: Workspace, do_import: Import, prints: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visrec_desktop.services.catalog import delete_products

    monkeypatch.setattr(details, "_LEAST_TIDY", 1000)
    do_import(prints)
    fill(workspace)
    size = (workspace.paths.index / "details.data").stat().st_size
    found = match(workspace, asked(prints / "item-0.png"), ALL, 18)
    delete_products(workspace, [hit.product.id for hit in found.hits if hit.product.sku.startswith("poster")])
    assert fill(workspace) == 0
    assert (workspace.paths.index / "details.data").stat().st_size < size / 2


def test_a_full_file_takes_no_more(
    workspace: Workspace, do_import: Import, prints: Path, snap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_import(prints)
    monkeypatch.setattr(details, "FILE_BYTES", 50_000)
    fill(workspace)
    assert (workspace.paths.index / "details.data").stat().st_size <= 50_000
    assert match_closely(workspace, asked(snap), ALL, 5).hits[0].product.sku == "poster-6"
