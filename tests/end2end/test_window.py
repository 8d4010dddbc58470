"""The real program on a virtual screen: a real file dragged from another window, the grid read back."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.conftest import REPOSITORY
from tests.end2end.screen import Screen, virtual_screen
from tests.unit.services.conftest import draw_picture

WAIT_S = 60.0
SETTLE_S = 0.5
CLICK_S = 5.0  # after this long an unanswered click is repeated
Fact = dict[str, Any]


class Program:
    """A process and the facts it tells."""

    def __init__(self, screen: Screen, data_folder: Path) -> None:
        self.screen = screen
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.end2end.observed_program", str(data_folder)],
            cwd=REPOSITORY,
            env=screen.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._facts: queue.Queue[Fact] = queue.Queue()
        self.last: dict[str, Fact] = {}
        self._reader = threading.Thread(target=self._read, name="facts")
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                self._facts.put(json.loads(line))

    def wait_for(
        self, kind: str, condition: Callable[[Fact], bool] = lambda fact: True, within_s: float = WAIT_S
    ) -> Fact:
        """The first fact of a kind, old or new, that fits."""
        deadline = time.monotonic() + within_s
        while True:
            self._catch_up()
            fact = self.last.get(kind)
            if fact is not None and condition(fact):
                return fact
            try:
                new = self._facts.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no fitting {kind} came; the last facts: {self.last}") from None
            self.last[new["kind"]] = new

    def _catch_up(self) -> None:
        while not self._facts.empty():
            fact = self._facts.get()
            self.last[fact["kind"]] = fact

    def middle(self) -> tuple[int, int]:
        """The middle of the window on the screen."""
        x, y, width, height = self.wait_for("window")["rect"]
        return x + width // 2, y + height // 2

    def turn_to(self, title: str, page: str) -> None:
        """Click a button of the rail until its page is shown: a busy machine may swallow an early click."""
        deadline = time.monotonic() + WAIT_S
        while True:
            self.screen.click(*self.wait_for("rail")[title])
            try:
                self.wait_for("page", lambda fact: fact["name"] == page, within_s=CLICK_S)
            except AssertionError:
                if time.monotonic() > deadline:
                    raise
            else:
                return

    def press(self, words: str) -> None:
        """Click a control by its words, as soon as it is there."""
        self.screen.click(*self.wait_for("controls", lambda fact: words in fact["there"])["there"][words])

    def choose(self, place: int) -> str:
        """Click a product of the list; its name."""
        time.sleep(SETTLE_S)  # the tiles move when the drawer opens
        hits = self.wait_for("hits", lambda fact: len(fact["places"]) > place)
        self.screen.click(*hits["places"][place])
        self.wait_for("drawer", lambda fact: fact["name"] == hits["names"][place])
        return str(hits["names"][place])

    def drop(self, *files: Path) -> None:
        """Drag files from another program's window onto the middle of this one."""
        source = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("drag_source.py")), *map(str, files)],
            env=self.screen.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert source.stdout is not None
            assert source.stdout.readline() == "ready\n"
            time.sleep(0.3)
            self.screen.drag((1545, 945), self.middle())
            time.sleep(0.5)
        finally:
            source.terminate()
            source.wait(timeout=10)
            source.stdout.close()

    def kill(self) -> None:
        """End the program without a word, as a power cut does."""
        self._process.kill()
        self._process.wait(timeout=30)
        self._reader.join(timeout=10)

    def end(self) -> int:
        """Ask the program to end, as logging out does; the exit code."""
        self._process.terminate()
        code = self._process.wait(timeout=30)
        self._reader.join(timeout=10)
        return code


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with the demo catalog, its window on a virtual screen."""
    with virtual_screen() as screen:
        started = Program(screen, tmp_path / "data")
        try:
            started.wait_for("window")
            yield started
        finally:
            code = started.end()
        assert code == 0


def demo_photo() -> tuple[Path, str]:
    """A client photo of the demo, and the name of the product it shows."""
    demo = REPOSITORY / "resources" / "demo"
    photo, sku = (demo / "photos.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    return demo / photo if (demo / photo).exists() else demo / "photos" / photo, sku


def test_a_photo_dropped_on_the_window_brings_ranked_products(program: Program) -> None:
    photo, _ = demo_photo()
    program.wait_for("page", lambda fact: fact["name"] == "match")
    program.drop(photo)
    hits = program.wait_for("hits", lambda fact: fact["count"] > 0)
    assert hits["shown"]
    assert len(set(hits["names"])) > 5

    program.screen.click(*hits["places"][0])
    program.wait_for("drawer", lambda fact: fact["shown"])
    program.screen.key("Escape")
    program.wait_for("drawer", lambda fact: not fact["shown"])


def test_a_folder_dropped_on_the_catalog_becomes_products(program: Program, tmp_path: Path) -> None:
    for seed in range(5):
        draw_picture(tmp_path / "new" / f"fresh-{seed}.png", seed, side=300)
    program.turn_to("Catalog", "catalog")
    before = program.wait_for("catalog", lambda fact: fact["total"] >= 240)["total"]
    program.drop(tmp_path / "new")
    program.press("Import 5 products")
    program.wait_for("catalog", lambda fact: fact["total"] == before + 5)


def test_a_client_from_the_first_visit_to_being_forgotten(program: Program, tmp_path: Path) -> None:
    """A new client, a photo, two likes and a refusal that change the list as they should, undo, forget."""
    program.turn_to("Clients", "clients")
    program.press("New client")
    program.press("Name")
    program.screen.write("Planted Name")
    program.press("Save")
    program.wait_for("clients", lambda fact: fact["names"] == ["Planted Name"])
    program.press("Match for this client")
    program.wait_for("page", lambda fact: fact["name"] == "match")
    program.wait_for("hits", lambda fact: fact["count"] > 0)

    photo, _ = demo_photo()
    program.drop(photo)
    program.wait_for("controls", lambda fact: "Paste" in fact["there"])
    before = program.wait_for(
        "hits", lambda fact: any("shirt" in name.lower() for name in fact["names"][:1])
    )["names"]
    likes = program.choose(2)
    program.press("Like")
    program.wait_for("notice", lambda fact: "more like this" in fact["text"])
    program.choose(3)
    once = program.wait_for("hits", lambda fact: fact["names"] != before)["names"]
    program.press("Like")
    program.wait_for("hits", lambda fact: fact["names"] != once)

    refused = program.choose(0)
    liked = program.wait_for("hits")["names"]
    assert likes in liked
    program.press("Not for this client")
    program.press("Another reason")
    without = program.wait_for("hits", lambda fact: refused not in fact["names"])["names"]
    assert len(without) == len(liked)
    program.screen.key("ctrl+z")
    program.wait_for("hits", lambda fact: fact["names"] == liked)

    program.turn_to("Clients", "clients")
    program.press("What is kept")
    program.press("Forget…")
    program.press("I understand that this cannot be undone")
    program.press("Forget")
    program.press("Close")
    program.wait_for("clients", lambda fact: fact["names"] == [])
    for path in (tmp_path / "data").rglob("*"):
        assert not path.is_file() or b"Planted Name" not in path.read_bytes(), path
