"""`visrec`: a command runs without a window, no command opens it."""

from __future__ import annotations

import sys

from visrec_desktop.cli.arguments import parse
from visrec_desktop.core.paths import DataPaths, default_data_dir


def main() -> int:
    """The program's entry point; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    arguments = parse(sys.argv[1:])
    if arguments.command is not None:
        from visrec_desktop.cli.main import run

        return run(arguments)
    from visrec_desktop.app.main import run_window

    paths = DataPaths((arguments.data_dir or default_data_dir()).absolute())
    return run_window(paths, demo=not arguments.no_demo)


if __name__ == "__main__":
    sys.exit(main())
