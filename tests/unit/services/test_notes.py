"""What a plan tells of mended and doubtful cells: grouped, with a few examples."""

from __future__ import annotations

from pathlib import Path

from visrec_desktop.core.progress import CancelToken
from visrec_desktop.core.remark_wording import REMARKS, remark_words
from visrec_desktop.services.importing import ImportPlan, ImportRequest, plan_import
from visrec_desktop.services.importing.notes import EXAMPLES, guessed_links, notes_of
from visrec_desktop.services.workspace import Workspace
from visrec_desktop.sources.tables import RemarkKind


def planned(workspace: Workspace, *paths: Path, sheet: Path) -> ImportPlan:
    *_, plan = plan_import(workspace, ImportRequest(paths, sheet), CancelToken())
    assert isinstance(plan, ImportPlan)
    return plan


def test_every_kind_of_remark_has_words() -> None:
    assert set(REMARKS) == {kind.value for kind in RemarkKind}


def test_words_are_filled_once() -> None:
    assert remark_words("scientific", "%2", "%1") == "“%2” was written out as %1"
    assert remark_words("html", "a", "b", str.upper) == "MARKS OF A WEB PAGE WERE TAKEN OUT"


def test_equal_remarks_are_counted(workspace: Workspace, tmp_path: Path) -> None:
    sheet = tmp_path / "stock.csv"
    rows = [f"A{number},<b>Bowl</b> {number},M" for number in range(7)]
    rows += ["B1,Jug,2-Jan", "B2,<i>Jug</i>,S"]
    sheet.write_text("\n".join(("Article No,Title,Size", *rows)), encoding="utf-8")
    doubtful, mended = notes_of(planned(workspace, sheet=sheet))
    assert (doubtful.sheet, doubtful.column, doubtful.kind) == ("stock.csv", "Size", "date")
    assert (doubtful.is_doubtful, doubtful.count) == (True, 1)
    assert doubtful.examples == [("9", "2-Jan", "2-Jan")]
    assert (mended.column, mended.kind, mended.is_doubtful, mended.count) == ("Title", "html", False, 8)
    assert len(mended.examples) == EXAMPLES
    assert mended.examples[0] == ("2", "<b>Bowl</b> 0", "Bowl 0")


def test_pictures_found_by_a_part_of_their_name(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("shoot AB-1234 final.jpg", "AB-1234.jpg"):
        (folder / name).write_bytes(b"")
    sheet = tmp_path / "s.csv"
    sheet.write_text("sku,name\nAB-1234,Bowl\n", encoding="utf-8")
    found = list(guessed_links(planned(workspace, folder, sheet=sheet)))
    assert [(path.name, item.draft.sku) for path, item in found] == [("shoot AB-1234 final.jpg", "AB-1234")]
