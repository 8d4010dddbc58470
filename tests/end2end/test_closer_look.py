"""The very print in a photo comes first on the command line, and nothing is left behind of the photo."""

from __future__ import annotations

from pathlib import Path

import cv2

from tests.end2end.conftest import Visrec
from tests.helpers.prints import photographed, poster
from tests.unit.services.conftest import draw_picture


def content(folder: Path) -> dict[Path, bytes]:
    """Every file but what SQLite keeps beside a database while it is read."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if not path.name.endswith(("-shm", "-wal"))}


def test_search_and_recommend_find_the_very_print(visrec: Visrec, tmp_path: Path, data_folder: Path) -> None:
    shop = tmp_path / "shop"
    for seed in range(8):
        draw_picture(shop / f"item-{seed}.png", seed)
        (shop / f"poster-{seed}.png").write_bytes(cv2.imencode(".png", poster(seed))[1].tobytes())
    assert visrec("--no-demo", "import", shop).code == 0
    assert visrec("client", "add", "Client 1").code == 0
    before = content(data_folder)
    snap = tmp_path / "snap.jpg"
    snap.write_bytes(cv2.imencode(".jpg", photographed(poster(5), 5, 40, 30))[1].tobytes())
    plain = draw_picture(tmp_path / "plain.png", 60)

    done = visrec("search", snap, plain, snap, "--top", "3", "--json")
    assert done.code == 0
    first, other, again = done.json
    best = first["hits"][0]
    assert (first["status"], best["sku"], best["rank"]) == ("ok", "poster-5", 1)
    assert best["band"] == "very close"
    assert best["why"].startswith("The same print, label or detail is on both")
    assert best["parts"]["details"] > 0
    assert len(first["hits"]) == 3
    for hit in [*first["hits"], *other["hits"]]:
        assert round(sum(hit["parts"].values()), 6) == hit["score"]
    assert not any("details" in hit["parts"] for hit in [*first["hits"][1:], *other["hits"]])
    assert again["hits"] == first["hits"]

    done = visrec("recommend", "1", "--photo", snap, "--diversity", "0", "--json")
    (told,) = done.json
    assert told["hits"][0]["sku"] == "poster-5"
    assert told["hits"][0]["parts"]["details"] > 0

    assert content(data_folder) == before
