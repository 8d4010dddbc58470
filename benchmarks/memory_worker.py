"""The memory of one process: the program after a match, or a bare window beside a bare session."""

from __future__ import annotations

import argparse
import gc
import re
from pathlib import Path

from benchmarks.children import tell
from benchmarks.gui_tools import pause, wait_for

_SETTLE_MS = 1500
_VECTORS = ".vectors"
_HEADING = re.compile(r"[0-9a-f]+-[0-9a-f]+ ")
_KINDS = {
    "Rss": "rss",
    "Pss": "pss",
    "Private_Clean": "uss",
    "Private_Dirty": "uss",
    "Anonymous": "anonymous",
}


def measured(listing: str) -> dict[str, float]:
    """Sums of a `/proc/.../smaps` in MiB: `rss`, `pss`, `uss` (private to the process), `anonymous`.

    The file of the vectors is counted apart, as `vectors`: its pages are the system's file cache, which it
    takes back whenever somebody else needs the room.
    """
    sums = dict.fromkeys(("rss", "pss", "uss", "anonymous", "vectors"), 0.0)
    is_vectors = False
    for line in listing.splitlines():
        if _HEADING.match(line):
            is_vectors = line.endswith(_VECTORS)
            continue
        name, _, rest = line.partition(":")
        if name not in _KINDS:
            continue
        size = int(rest.split()[0]) / 1024.0
        if not is_vectors:
            sums[_KINDS[name]] += size
        elif name == "Pss":
            sums["vectors"] += size
    return sums


def _here() -> dict[str, float]:
    gc.collect()
    return measured(Path("/proc/self/smaps").read_text(encoding="utf-8"))


def bare(photo: Path) -> dict[str, dict[str, float]]:
    """A bare window, and a session of the program's model that has run once."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from benchmarks.bare_loops import bare_session, pack, tensors
    from benchmarks.machine import cores

    application = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    model = pack()
    session = bare_session(model, cores())
    given = tensors(model, [photo])
    session.run(None, {session.get_inputs()[0].name: given[:1]})
    del given
    pause(_SETTLE_MS)
    found = {"bare": _here()}
    window.close()
    application.quit()
    return found


def program(data: Path, photo: Path) -> dict[str, dict[str, float]]:
    """The real window: on the Match page after one match, then turned to the Catalog page and scrolled."""
    from benchmarks.gui_driver import drop_on, settled
    from visrec_desktop.app.build import build_app
    from visrec_desktop.app.main import make_application
    from visrec_desktop.core.paths import DataPaths
    from visrec_desktop.core.values import MatchStatus
    from visrec_desktop.ui.products.grid import ProductGrid

    application = make_application()
    app = build_app(application, DataPaths(data), demo=False)
    answers: list[MatchStatus] = []
    app.context.match.result_ready.connect(lambda result: answers.append(result.status))
    try:
        app.show()
        settled(app)
        drop_on(app.window.page("match"), photo)
        wait_for(lambda: bool(answers), "the answer")
        pause(_SETTLE_MS)
        if MatchStatus.FAILED in answers:
            raise RuntimeError("the photo could not be matched")
        found = {"match": _here()}
        app.window.show_page("catalog")
        grid = app.window.page("catalog").findChild(ProductGrid)
        if grid is None:
            raise RuntimeError("the Catalog page has no grid")
        bar = grid.verticalScrollBar()
        for step in range(20):
            bar.setValue(bar.maximum() * step // 20)
            pause(100)
        pause(_SETTLE_MS)
        found["catalog"] = _here()
    finally:
        app.close()
    return found


def main() -> None:
    """Answer the sums of every moment in MiB."""
    parser = argparse.ArgumentParser()
    parser.add_argument("which", choices=["bare", "program"])
    parser.add_argument("photo", type=Path)
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    if arguments.which == "bare":
        tell(bare(arguments.photo))
    else:
        tell(program(arguments.data, arguments.photo))


if __name__ == "__main__":
    main()
