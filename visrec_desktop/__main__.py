"""`visrec`: a command runs without a window, no command opens it."""

from __future__ import annotations

import sys
from pathlib import Path

INTERRUPTED = 130  # what shells report after Ctrl+C
DECODER_CHILD = "--decoder-child"  # said by a frozen program that starts itself: vision/decoder_process.py


def main() -> int:
    """The program's entry point; returns the exit code."""
    try:
        return _main()
    except KeyboardInterrupt:
        return INTERRUPTED


def _main() -> int:
    if sys.argv[1:] == [DECODER_CHILD]:
        from visrec_desktop.vision.decoder_child import main as decode_for_the_parent

        decode_for_the_parent()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a window program has none on Windows
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if not sys.argv[1:]:  # a double click: nothing to read, so the reader is not even imported
        return open_window(None, demo=True)
    from visrec_desktop.cli.arguments import parse

    arguments = parse(sys.argv[1:])
    if arguments.command is None:
        return open_window(arguments.data_dir, demo=not arguments.no_demo)
    from visrec_desktop.cli.main import run

    return run(arguments)


def open_window(data_dir: Path | None, *, demo: bool) -> int:
    """Run the window on a data folder; None means the platform's. Returns the exit code."""
    from visrec_desktop.app.main import run_window
    from visrec_desktop.core.paths import DataPaths, default_data_dir

    return run_window(DataPaths((data_dir or default_data_dir()).absolute()), demo=demo)


if __name__ == "__main__":
    sys.exit(main())
