"""`python -m benchmarks [NAME...] [--quick] [--shared DIR]`: run, show, and write `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Options, Result, Skipped
from benchmarks.machine import machine
from benchmarks.report import keep, record, show

NAMES = (
    *("import_speed", "inference_speed", "sheet_import", "query_speed", "search_speed"),
    *("gui_stalls", "start_up", "memory"),
    *("quality", "details", "rerank_speed", "recommendation", "torture", "cleaning"),
    "soak",
)
ONLY_IN_FULL = frozenset({"quality", "details", "recommendation", "torture", "cleaning"})
"""About how good answers are, not how fast: left out of `--quick` where nothing else is asked for."""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; without names, those of all benchmarks, or of the quick ones."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)} (all)")
    parser.add_argument(
        "--quick",
        action="store_true",
        help=f"tiny sizes; nothing is written; without names not {', '.join(sorted(ONLY_IN_FULL))}",
    )
    parser.add_argument("--shared", type=Path, metavar="DIR", help="the development pictures")
    parser.add_argument("--only", default="", metavar="PART", help="quality: this part; nothing is written")
    parser.add_argument(
        "--explain", action="store_true", help="gui_stalls: tell where the thread was; nothing is written"
    )
    arguments = parser.parse_args(argv)
    unknown = set(arguments.names) - set(NAMES)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    if not arguments.names:
        arguments.names = [name for name in NAMES if not (arguments.quick and name in ONLY_IN_FULL)]
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run the benchmarks; 0 whatever the figures are, 2 for wrong usage."""
    arguments = parse(argv)
    options = Options(arguments.quick, explain=arguments.explain, only=arguments.only)
    if arguments.shared is not None:
        options = replace(options, shared=arguments.shared.absolute())
    begun = time.monotonic()
    for name in arguments.names:
        started = time.monotonic()
        _run(name, options)
        print(f"({time.monotonic() - started:.0f} s)", flush=True)
    if options.quick:
        seconds = time.monotonic() - begun
        print(f"\n{seconds:.0f} s at tiny sizes: all of it works. Nothing was written to docs/benchmarks.md.")
    return 0


def _run(name: str, options: Options) -> None:
    where = machine()
    print(f"\n== {name} (load before: {where['load_before']})", flush=True)
    module = importlib.import_module(f"benchmarks.{name}")
    try:
        results: list[Result] = module.run(options)
    except Skipped as reason:
        print(f"left out: {reason}")
        return
    for result in results:
        found = record(result, f"python -m benchmarks {name}", where)
        show(found)
        if options.writes:
            keep(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
