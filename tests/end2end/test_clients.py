"""Clients from the command line, as the contract says, on the demo."""

from __future__ import annotations

import json
from pathlib import Path

from tests.end2end.conftest import REPOSITORY, Visrec

PHOTO = REPOSITORY / "resources" / "demo" / "photos" / "photo-01-checked-shirt.jpg"


def test_a_client_from_the_first_like_to_being_forgotten(
    visrec: Visrec, tmp_path: Path, data_folder: Path
) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text(
        json.dumps({"sizes": ["M"], "budget_max": 70, "currency": "EUR", "notes": "Planted-4711"})
    )
    (added,) = visrec("client", "add", "Client 17", "--json-profile", profile, "--json").json
    assert (added["id"], added["name"], added["sizes"], added["budget_max"]) == (1, "Client 17", ["M"], 70)
    assert added["knowledge"] == {"likes": 0, "refusals": 0, "purchases": 0, "photos": 0}

    (liked,) = visrec("feedback", "1", "SHI-0101", "like", "--json").json
    assert {key: liked[key] for key in ("client", "sku", "event")} == {
        "client": 1,
        "sku": "SHI-0101",
        "event": "like",
    }
    assert "more blue" in liked["profile_changed"]
    (refused,) = visrec("feedback", "client 17", "SHI-0118", "dislike", "--reason", "colour", "--json").json
    assert refused["profile_changed"] == ["less red"]

    (told,) = visrec("recommend", "1", "--top", "5", "--diversity", "0", "--json").json
    assert (told["photo"], told["status"], len(told["hits"])) == (None, "ok", 5)
    assert told["hits"][0]["sku"].startswith("SHI-")
    for hit in told["hits"]:
        assert round(sum(hit["parts"].values()), 6) == hit["score"]
        assert hit["why"]
    (searched,) = visrec("search", PHOTO, "--client", "1", "--top", "5", "--json").json
    (plain,) = visrec("search", PHOTO, "--top", "5", "--json").json
    assert searched["photo"] == plain["photo"] == str(PHOTO)
    assert searched["hits"] != plain["hits"]
    (both,) = visrec("recommend", "1", "--photo", PHOTO, "--balance", "0", "--diversity", "0", "--json").json
    assert [hit["sku"] for hit in both["hits"]][:5] == [hit["sku"] for hit in plain["hits"]]

    (undone,) = visrec("feedback", "1", "SHI-0118", "dislike", "--undo", "--json").json
    assert (undone["undone"], undone["profile_changed"]) == (True, [])
    (shown,) = visrec("client", "show", "1", "--json").json
    assert [seen["sku"] for seen in shown["liked"]] == ["SHI-0101"]
    assert shown["refused"] == []
    (listed,) = visrec("client", "list", "--json").json
    assert listed["knowledge"]["likes"] == 1

    out = tmp_path / "client.json"
    assert visrec("client", "export", "1", "--out", out).code == 0
    assert "Planted-4711" in out.read_text(encoding="utf-8")

    (forgotten,) = visrec("client", "forget", "1", "--json").json
    assert forgotten["cleaned"]
    assert forgotten["erased"]["clients"] == 1
    held = {Path(copy["path"]) for copy in forgotten["backups"]}
    for path in data_folder.rglob("*"):
        if path.is_file() and path not in held:
            assert b"Planted-4711" not in path.read_bytes()
    assert visrec("client", "list", "--json").json == []


def test_known_errors_are_one_line(visrec: Visrec, tmp_path: Path) -> None:
    visrec("client", "add", "Client 17")
    bad = tmp_path / "bad.json"
    bad.write_text('{"shoe": 1}')
    for arguments, says in (
        (("client", "show", "99"), "99"),
        (("recommend", "nobody"), "nobody"),
        (("feedback", "1", "NONE", "like"), "NONE"),
        (("feedback", "1", "SHI-0101", "like", "--undo"), "SHI-0101"),
        (("search", PHOTO, "--client", "99"), "99"),
        (("client", "add", "Client 18", "--json-profile", bad), "shoe"),
        (("client", "add", "  "), "name"),
    ):
        done = visrec(*arguments, "--json")
        assert (done.code, done.out) == (3, ""), arguments
        assert says in done.err
        assert len(done.err.splitlines()) == 1
    for arguments in (
        ("feedback", "1", "SHI-0101", "adore"),
        ("feedback", "1", "SHI-0101", "like", "--reason", "colour"),
        ("feedback", "1", "SHI-0101", "dislike", "--reason", "smell"),
        ("recommend", "1", "--balance", "1.5"),
        ("client",),
    ):
        assert visrec(*arguments).code == 2
    failed = visrec("recommend", "1", "--photo", tmp_path / "lost.jpg", "--json")
    assert failed.code == 1
    assert failed.json[0]["code"] == "not_found"
