"""The real program on a virtual screen: what a supplier sent is dropped, looked at, imported, taken back."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end2end.screen import virtual_screen
from tests.end2end.test_window import Program
from tests.unit.services.conftest import draw_picture

SHEET = """Artikel-Nr.;Bezeichnung;Warengruppe;Farbe;VK-Preis;Bestand;leer
00471;Bluse für den Sommer;Blusen;Weiß;1.299,50;4;
00472;Rock;Röcke;Grün;89,00;2;
00473;Mantel;Mäntel;Rot;249,00;1;
"""
MANY = 1_500
"""So many pictures that the program is still reading them when the first are seen."""


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


def supply(folder: Path) -> Path:
    """What a supplier sends: pictures called like the article, one called like nothing, a sheet."""
    for seed, name in enumerate(("00471", "00472_back", "IMG_7")):
        draw_picture(folder / f"{name}.png", seed, side=300)
    (folder / "liste.csv").write_bytes(SHEET.encode("cp1252"))
    return folder


def test_a_drop_is_shown_imported_and_taken_back(program: Program, tmp_path: Path) -> None:
    program.turn_to("Catalog", "catalog")
    before = program.wait_for("catalog", lambda fact: fact["total"] >= 240)["total"]
    program.drop(supply(tmp_path / "new"))
    shown = program.wait_for("controls", lambda fact: "Import 4 products" in fact["there"])["there"]
    assert {"Use “liste.csv”", "Pictures without a product  1", "Cancel"} <= set(shown)
    assert program.wait_for("catalog")["total"] == before  # nothing has happened yet
    program.screen.key("Return")  # the keyboard stands on Import
    program.wait_for("catalog", lambda fact: fact["total"] == before + 4)
    program.press("Undo")
    program.wait_for("catalog", lambda fact: fact["total"] == before)
    program.screen.key("ctrl+shift+z")
    program.wait_for("catalog", lambda fact: fact["total"] == before + 4)
    program.screen.key("ctrl+z")
    program.wait_for("catalog", lambda fact: fact["total"] == before)


def test_an_archive_given_up_leaves_nothing(program: Program, tmp_path: Path) -> None:
    folder = supply(tmp_path / "new")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"delivery/{path.name}")
    program.turn_to("Catalog", "catalog")
    before = program.wait_for("catalog", lambda fact: fact["total"] >= 240)["total"]
    program.drop(tmp_path / "all.zip")
    program.wait_for("controls", lambda fact: "Import 4 products" in fact["there"])
    program.press("Cancel")
    program.wait_for("controls", lambda fact: "Add products" in fact["there"])
    assert program.wait_for("catalog")["total"] == before


def test_an_import_goes_on_after_a_power_cut(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn.png"
    draw_picture(drawn, 1, side=400)
    (tmp_path / "new").mkdir()
    for number in range(MANY):
        shutil.copy(drawn, tmp_path / "new" / f"fresh-{number:04}.png")
    with virtual_screen() as screen:
        program = Program(screen, tmp_path / "data")
        program.turn_to("Catalog", "catalog")
        before = program.wait_for("catalog", lambda fact: fact["total"] >= 240)["total"]
        program.drop(tmp_path / "new")
        program.press(f"Import {MANY:,} products")
        program.wait_for("catalog", lambda fact: fact["total"] > before)
        program.kill()

        again = Program(screen, tmp_path / "data")
        try:
            again.press("Show it")
            again.press("Go on")
            again.wait_for("catalog", lambda fact: fact["total"] == before + MANY)
        finally:
            code = again.end()
        assert code == 0
