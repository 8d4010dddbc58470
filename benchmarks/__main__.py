"""`python -m benchmarks [NAME...] [--quick] [--shared DIR]`: run, show, and write `docs/benchmarks.md`."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import Options, Result, Skipped
from benchmarks.machine import machine
from benchmarks.report import keep, record, show

NAMES = (
    *("import_speed", "inference_speed", "sheet_import", "query_speed", "gui_stalls", "start_up"),
    *("quality", "details", "rerank_speed", "recommendation", "torture", "cleaning"),
)


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)} (all)")
    parser.add_argument("--quick", action="store_true", help="tiny sizes; nothing is written")
    parser.add_argument("--shared", type=Path, metavar="DIR", help="the development pictures")
    parser.add_argument("--only", default="", metavar="PART", help="quality: this part; nothing is written")
    parser.add_argument(
        "--explain", action="store_true", help="gui_stalls: tell where the thread was; nothing is written"
    )
    arguments = parser.parse_args(argv)
    unknown = set(arguments.names) - set(NAMES)
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run the benchmarks; 0 whatever the figures are, 2 for wrong usage."""
    arguments = parse(argv)
    options = Options(arguments.quick, explain=arguments.explain, only=arguments.only)
    if arguments.shared is not None:
        options = replace(options, shared=arguments.shared.absolute())
    for name in arguments.names or NAMES:
        where = machine()
        print(f"\n== {name} (load before: {where['load_before']})", flush=True)
        module = importlib.import_module(f"benchmarks.{name}")
        try:
            results: list[Result] = module.run(options)
        except Skipped as reason:
            print(f"left out: {reason}")
            continue
        for result in results:
            found = record(result, f"python -m benchmarks {name}", where)
            show(found)
            if options.writes:
                keep(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
