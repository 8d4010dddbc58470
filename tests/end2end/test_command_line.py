"""The command line as scripts use it: exit codes, JSON, and nothing else on standard output."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.conftest import REPOSITORY, Visrec
from tests.unit.services.conftest import draw_picture
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.services.workspace import Workspace


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Six product pictures."""
    for seed in range(6):
        draw_picture(tmp_path / "shop" / f"item-{seed}.png", seed)
    return tmp_path / "shop"


def test_import_then_search(visrec: Visrec, shop: Path, tmp_path: Path) -> None:
    (shop / "broken.jpg").write_text("no picture")
    done = visrec("--no-demo", "import", shop, "--json")
    assert done.code == 1
    (told,) = done.json
    assert {key: told[key] for key in ("added", "updated", "unchanged", "skipped")} == {
        "added": 6,
        "updated": 0,
        "unchanged": 0,
        "skipped": 0,
    }
    assert told["elapsed_s"] > 0
    (failed,) = told["failed"]
    assert failed["path"] == str(shop / "broken.jpg")
    assert failed["code"] == "not_a_picture"
    assert "broken.jpg" in failed["reason"]

    photo = draw_picture(tmp_path / "photo.jpg", 3, side=400)
    done = visrec("search", photo, tmp_path / "lost.jpg", photo, "--top", "4", "--json")
    assert done.code == 1
    first, lost, third = done.json
    assert first["photo"] == str(photo)
    assert first["status"] == "ok"
    assert [hit["rank"] for hit in first["hits"]] == [1, 2, 3, 4]
    best = first["hits"][0]
    assert best["sku"] == best["name"] == "item-3"
    assert best["band"] in {"very close", "close"}
    assert best["image"] == str(shop / "item-3.png")
    assert best["why"]
    for hit in first["hits"]:
        assert round(sum(hit["parts"].values()), 6) == hit["score"]
    assert (lost["status"], lost["code"], lost["hits"]) == ("failed", "not_found", [])
    assert "lost.jpg" in lost["reason"]
    assert third["hits"] == first["hits"]
    assert first["elapsed_ms"] > 0


def test_a_search_leaves_nothing_behind(
    visrec: Visrec, shop: Path, tmp_path: Path, data_folder: Path
) -> None:
    visrec("--no-demo", "import", shop)

    def state() -> dict[str, bytes]:
        return {
            str(path): path.read_bytes()
            for path in data_folder.rglob("*")
            if path.is_file() and path.suffix != ".db-shm"
        }

    before = state()
    photo = draw_picture(tmp_path / "secret-client-photo.jpg", 2)
    assert visrec("search", photo).code == 0
    after = state()
    assert {path: data for path, data in after.items() if data} == {
        path: data for path, data in before.items() if data
    }
    assert not any(b"secret-client-photo" in data for data in after.values())


def test_the_demo_is_there_in_a_new_folder(visrec: Visrec) -> None:
    photo = REPOSITORY / "resources" / "demo" / "photos"
    done = visrec("search", *sorted(photo.glob("*.jpg"))[:2], "--json")
    assert done.code == 0
    assert all(len(line["hits"]) == 10 for line in done.json)


def test_a_condition_narrows_the_search(visrec: Visrec) -> None:
    photo = next((REPOSITORY / "resources" / "demo" / "photos").glob("*.jpg"))
    everything = visrec("search", photo, "--json", "--top", "200").json[0]["hits"]
    names = {hit["name"] for hit in everything}
    done = visrec("search", photo, "--json", "--top", "200", "--where", "in_stock=true")
    assert 0 < len(done.json[0]["hits"]) <= len(everything)
    one = next(iter(names))
    (line,) = visrec("search", photo, "--json", "--where", f"name={one}").json
    assert {hit["name"] for hit in line["hits"]} == {one}


def test_a_sheet_with_a_mapping(visrec: Visrec, shop: Path) -> None:
    sheet = shop / "list.csv"
    sheet.write_text("Item No,What,Pic\n0071,Bowl,item-0.png\n0072,Jug,item-1.png\n")
    done = visrec(
        "--no-demo", "import", "--sheet", sheet, "--map", "sku=Item No,name=What,image=Pic", "--json"
    )
    assert done.code == 0
    assert done.json[0]["added"] == 2
    (line,) = visrec("search", shop / "item-1.png", "--json").json
    assert (line["hits"][0]["sku"], line["hits"][0]["name"]) == ("0072", "Jug")


def test_a_dry_run_changes_nothing(visrec: Visrec, shop: Path, data_folder: Path) -> None:
    done = visrec("--no-demo", "import", shop, "--dry-run", "--json")
    assert done.json[0]["added"] == 6
    assert not data_folder.exists()
    visrec("--no-demo", "import", shop)
    before = _stored(data_folder)
    draw_picture(shop / "item-9.png", 9)
    with Workspace.open(DataPaths(data_folder), demo=False, writable=True):  # nobody else may write
        done = visrec("import", shop, "--dry-run", "--json")
    assert (done.json[0]["added"], done.json[0]["unchanged"]) == (1, 6)
    assert _stored(data_folder) == before


def _stored(folder: Path) -> dict[Path, bytes]:
    """Every file but those that SQLite makes for readers."""
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_models_and_doctor(visrec: Visrec) -> None:
    (told,) = visrec("models", "--json").json
    assert {pack["name"] for pack in told["models"]} == {"thin-resnet50", "visrec-look"}
    assert all(len(pack["sha256"]) == 64 and pack["licence"] for pack in told["models"])
    done = visrec("doctor", "--json")
    assert done.code == 0
    (told,) = done.json
    assert told["providers"]["in_use"] == "CPU"
    assert "CPU" in told["providers"]["available"]
    assert told["providers"]["ms_per_photo"] > 0
    assert told["coverage"]["with_embedding"] == told["coverage"]["products"] >= 240
    assert all(check["ok"] for check in told["checks"])


def test_check_names_what_is_wrong(visrec: Visrec, shop: Path, data_folder: Path) -> None:
    visrec("--no-demo", "import", shop)
    done = visrec("check", "--json")
    assert (done.code, done.json[0]["ok"]) == (0, True)
    (shop / "item-0.png").unlink()
    done = visrec("check", "--json")
    assert done.code == 1
    wrong = [check["name"] for check in done.json[0]["checks"] if not check["ok"]]
    assert wrong == ["picture_files"]


def test_a_damaged_catalog_is_one_line_and_left_alone(visrec: Visrec, shop: Path, data_folder: Path) -> None:
    visrec("--no-demo", "import", shop)
    for extra in data_folder.glob("catalog.db-*"):
        extra.unlink()
    catalog = data_folder / "catalog.db"
    catalog.write_bytes(b"not a database" * 1000)
    done = visrec("search", shop / "item-0.png", "--json")
    assert done.code == 3
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert "damaged" in done.err
    assert catalog.read_bytes() == b"not a database" * 1000
    done = visrec("check", "--json")
    assert (done.code, done.json[0]["ok"]) == (1, False)
    done = visrec("doctor", "--json")
    assert done.code == 1
    (told,) = done.json
    assert told["models"]
    assert told["providers"]["ms_per_photo"] > 0
    assert told["coverage"]["products"] is None
    found = {entry["name"]: entry["ok"] for entry in told["checks"]}
    assert found == {"catalog": False, "clients": True, "settings": True, "model": True}
    assert visrec("models", "--json").code == 0
    assert "FAIL catalog" in visrec("doctor").out


def test_a_model_file_that_is_missing_or_changed_is_told(visrec: Visrec, data_folder: Path) -> None:
    own = data_folder / "models" / "own"
    shutil.copytree(next((REPOSITORY / "resources" / "models").iterdir()), own)
    manifest = own / "manifest.json"
    text = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(text | {"name": "own"}), encoding="utf-8")
    assert visrec("--no-demo", "models", "--json").code == 0
    model = own / text["file"]
    model.write_bytes(model.read_bytes()[:-1])
    done = visrec("models", "--json")
    assert (done.code, [entry["code"] for entry in done.json[0]["broken"]]) == (1, ["model_checksum"])
    model.unlink()
    done = visrec("models", "--json")
    assert [(entry["code"], bool(entry["reason"])) for entry in done.json[0]["broken"]] == [
        ("model_missing", True)
    ]


def test_the_index_is_told_about(visrec: Visrec, shop: Path, data_folder: Path) -> None:
    visrec("--no-demo", "import", shop)

    def index() -> dict[str, Any]:
        return next(
            entry for entry in visrec("check", "--json").json[0]["checks"] if entry["name"] == "index"
        )

    assert "anew" not in index()["detail"]
    shutil.rmtree(data_folder / "index")
    found = index()
    assert (found["ok"], "made anew" in found["detail"]) == (True, True)
    (data_folder / "index").write_text("")
    found = index()
    assert (found["ok"], "is a file" in found["detail"]) == (False, True)


def test_broken_settings_are_told_and_the_work_goes_on(visrec: Visrec, shop: Path, data_folder: Path) -> None:
    visrec("--no-demo", "import", shop)
    (data_folder / "settings.json").write_text("{", encoding="utf-8")
    for done in (visrec("import", shop, "--json"), visrec("search", shop / "item-1.png", "--json")):
        assert done.code == 0
        assert len(done.json) == 1
        assert sum("settings.json" in line for line in done.err.splitlines()) == 1


def test_another_model_asks_for_a_new_analysis(visrec: Visrec, shop: Path, data_folder: Path) -> None:
    visrec("--no-demo", "import", shop)
    own = data_folder / "models" / "own"
    shutil.copytree(next((REPOSITORY / "resources" / "models").iterdir()), own)
    manifest = own / "manifest.json"
    text = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps(text | {"name": "own"}), encoding="utf-8")
    (data_folder / "settings.json").write_text('{"model": "own"}', encoding="utf-8")
    (line,) = visrec("search", shop / "item-1.png", "--json").json
    assert line["code"] == "not_analysed_yet"
    assert "change of the model" in line["reason"]
    assert visrec("import", shop).code == 0
    (line,) = visrec("search", shop / "item-1.png", "--json").json
    assert line["hits"][0]["sku"] == "item-1"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [["models"], ["models", "--json"]])
def test_an_output_that_takes_nothing_ends_clearly(data_folder: Path, arguments: list[str]) -> None:
    command = [
        sys.executable,
        "-m",
        "visrec_desktop",
        "--data-dir",
        str(data_folder),
        "--no-demo",
        *arguments,
    ]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=REPOSITORY, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert "could not be written" in line
    closed = ["sh", "-c", '"$@" >&-', "sh", *command]
    done = subprocess.run(closed, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


def test_a_file_name_cannot_command_the_terminal(visrec: Visrec, tmp_path: Path) -> None:
    bad = tmp_path / "shop" / "a\x1b[31mred\x9b0m\u202eb.jpg"
    bad.parent.mkdir()
    bad.write_text("no picture")
    done = visrec("--no-demo", "import", bad)
    assert done.code == 1
    assert not any(char in done.out + done.err for char in "\x1b\x9b\u202e")
    assert "red" in done.out


def test_a_folder_in_use_is_one_line(visrec: Visrec, shop: Path, data_folder: Path) -> None:
    with Workspace.open(DataPaths(data_folder), demo=False, writable=True):
        done = visrec("import", shop, "--json")
        assert (done.code, done.out) == (3, "")
        assert "already open" in done.err
        assert "Traceback" not in done.err
        assert visrec("check", "--json").code == 0


def test_a_missing_sheet_is_one_line(visrec: Visrec, tmp_path: Path) -> None:
    done = visrec("--no-demo", "import", "--sheet", tmp_path / "lost.csv", "--json")
    assert (done.code, done.out) == (3, "")
    assert "lost.csv" in done.err


def test_wrong_usage_is_2(visrec: Visrec) -> None:
    assert visrec("search").code == 2
    assert visrec("nonsense").code == 2


def test_file_names_in_every_script(visrec: Visrec, tmp_path: Path) -> None:
    folder = tmp_path / "фото 图片"
    draw_picture(folder / "Blüte №1.png", 1)
    odd = os.fsencode(folder) + b"/bad-\xff-name.png"
    shutil.copy(folder / "Blüte №1.png", os.fsdecode(odd))
    done = visrec("--no-demo", "import", folder, "--json")
    assert done.json[0]["added"] + len(done.json[0]["failed"]) == 2
    (line,) = visrec("search", folder / "Blüte №1.png", "--json").json
    assert "Blüte №1" in {hit["sku"] for hit in line["hits"]}


def test_an_interrupted_import_keeps_what_is_done_and_goes_on(
    visrec: Visrec, tmp_path: Path, data_folder: Path
) -> None:
    folder = tmp_path / "many"
    for seed in range(120):
        draw_picture(folder / f"p{seed}.jpg", seed, side=300)
    command = [sys.executable, "-m", "visrec_desktop", "--data-dir", str(data_folder), "--no-demo"]
    running = subprocess.Popen(
        [*command, "import", str(folder), "--json"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not _has_products(data_folder) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    done = visrec("import", folder, "--json")
    (told,) = done.json
    assert told["added"] + told["unchanged"] == 120
    (told,) = visrec("doctor", "--json").json
    assert told["coverage"]["with_embedding"] == 120
    assert all(check["ok"] for check in told["checks"])


def _has_products(data_folder: Path) -> bool:
    import sqlite3

    catalog = data_folder / "catalog.db"
    if not catalog.exists():
        return False
    connection = sqlite3.connect(f"file:{catalog}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM products").fetchone()[0] > 0
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()


def test_nothing_is_left_in_the_users_home(
    visrec: Visrec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The runtime of the model would write down there how it is used, and send it to its maker."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    photo = REPOSITORY / "resources" / "demo" / "photos" / "photo-01-checked-shirt.jpg"
    assert visrec("search", photo, "--json").code == 0
    assert list(home.rglob("*")) == []


def draw_noise(path: Path) -> Path:
    import cv2
    import numpy as np

    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    path.write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    return path


def test_import_fits_the_bands_and_doctor_tells_from_what(visrec: Visrec, shop: Path, tmp_path: Path) -> None:
    (told,) = visrec("--no-demo", "doctor", "--json").json
    assert (told["calibration"]["fitted"], told["calibration"]["pairs"]) == (False, 0)
    assert visrec("import", shop, "--json").json[0]["added"] == 6
    (told,) = visrec("doctor", "--json").json
    found = told["calibration"]
    assert (found["fitted"], found["up_to_date"], found["photos"], found["copies"]) == (True, True, 0, 24)
    assert found["pairs"] == 48
    assert "fitted to this catalog from 48 pairs" in visrec("doctor").out
    noise = draw_noise(tmp_path / "noise.png")
    (told,) = visrec("search", noise, "--json").json
    assert told["status"] == "nothing_close"
    assert {hit["band"] for hit in told["hits"]} == {"same idea"}
    assert "Nothing close in stock." in visrec("search", noise).out
