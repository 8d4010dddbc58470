"""The reference for the window's thread: a bare list, scrolled the same way beside an import elsewhere.

What is late here is the machine's doing, not the program's: the import is another process.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QMainWindow

from benchmarks.children import command, environment, tell
from benchmarks.figures import ROOT
from benchmarks.gui_tools import Heartbeat, Scroller, pause, wait_for

_SETTLE_MS = 500
_TIMEOUT_S = 1200.0


def main() -> None:
    """Answer the gaps in milliseconds, and how many seconds the other process took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("list")
    parser.add_argument("strings", type=int)
    arguments = parser.parse_args()
    application = QApplication([])
    window = QMainWindow()
    view = QListView()
    view.setModel(QStringListModel([f"Product {number}" for number in range(arguments.strings)], view))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    window.setCentralWidget(view)
    window.resize(1440, 900)
    window.show()
    pause(_SETTLE_MS)
    heart, scroller = Heartbeat(), Scroller(view)
    begun = time.perf_counter()
    with subprocess.Popen(
        command("import_worker", arguments.data, arguments.list),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
    ) as other:
        heart.start()
        scroller.start()
        wait_for(lambda: other.poll() is not None, "the import", _TIMEOUT_S)
    scroller.stop()
    heart.stop()
    if other.returncode:
        raise RuntimeError(f"the import ended with {other.returncode}")
    tell({"gaps": heart.gaps, "seconds": time.perf_counter() - begun})
    window.close()
    application.quit()


if __name__ == "__main__":
    main()
