"""The reference: a bare PySide6 window with one list of 10,000 strings."""

from __future__ import annotations

import sys

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QListView, QMainWindow

from benchmarks.start_up_tools import USABLE, Painted, say


def main() -> None:
    """Argument: how many strings."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    view = QListView()
    view.setModel(QStringListModel([f"Product {number}" for number in range(int(sys.argv[1]))], view))
    window.setCentralWidget(view)
    window.resize(1440, 900)

    def usable() -> None:
        say(USABLE)
        application.quit()

    watch = Painted(view.viewport(), lambda: True, usable)
    window.show()
    application.exec()
    del watch
    say("{}")


if __name__ == "__main__":
    main()
