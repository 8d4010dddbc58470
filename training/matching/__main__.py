"""Makes the pack `visrec-look` from nothing.

    python -m training.matching --data ../shared/data --out build/training

Five stages, each of which is skipped when what it makes is there and was made of the same:

    views     the pictures' views, as arrays (about 5 GB)
    teachers  what EfficientNet-Lite0, 1 and 2 see in each view
    student   the thin ResNet-50, trained further; a checkpoint after each pass, from which it goes on
    compose   one network of the student and EfficientNet-Lite1, in full and half precision and eight bits
    verify    each variant's time, likeness to full precision and recall; the pack with the one to ship

Needs the extra `training` and the package itself. `--quick` tries every stage with a few pictures.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

from . import pictures, prints, store, teachers
from .recipe import QUICK, Folders, Recipe

STAGES = ("views", "teachers", "student", "compose", "verify")


class Run:
    """A run of the recipe in a folder."""

    def __init__(self, data: Path, out: Path, recipe: Recipe) -> None:
        self.data = data
        self.out = out
        self.folders = Folders(out)
        self.recipe = recipe
        out.mkdir(parents=True, exist_ok=True)
        if not self._is_done("drawn", recipe.fingerprint("drawn")):
            prints.draw(self.folders.drawn, recipe)
            self._set_done("drawn", recipe.fingerprint("drawn"))
        self.sources = pictures.sources(data, self.folders.drawn, recipe)

    def log(self, text: str) -> None:
        """Print a line and keep it in the folder's `log.txt`."""
        line = f"{time.strftime('%H:%M:%S')} {text}"
        print(line, flush=True)
        with (self.out / "log.txt").open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def stage(self, name: str) -> None:
        """Do a stage unless it is done."""
        state = self.recipe.fingerprint(name, *(source.name for source in self.sources))
        if self._is_done(name, state):
            self.log(f"{name}: there already")
            return
        start = time.monotonic()
        work: dict[str, Callable[[], None]] = {
            "views": self._views,
            "teachers": self._teachers,
            "student": self._student,
            "compose": self._compose,
            "verify": self._verify,
        }
        work[name]()
        self._set_done(name, state)
        self.log(f"{name}: {(time.monotonic() - start) / 60:.1f} minutes")

    def _views(self) -> None:
        self.log(f"views of {len(self.sources):,} pictures")
        store.make_views(self.folders.views, self.sources, self.recipe)

    def _teachers(self) -> None:
        teachers.make_features(self.folders, self.recipe, self.log)

    def _student(self) -> None:
        from .student import train

        train(self.folders, self.sources, self.recipe, self.log)

    def _compose(self) -> None:
        from .compose import compose

        compose(self.folders, self.recipe, self.log)

    def _verify(self) -> None:
        from .verify import verify

        verify(self.folders, self.sources, self.recipe, self.log)

    def _is_done(self, name: str, state: str) -> bool:
        file = self.out / "done.json"
        return file.is_file() and json.loads(file.read_text()).get(name) == state

    def _set_done(self, name: str, state: str) -> None:
        file = self.out / "done.json"
        done = json.loads(file.read_text()) if file.is_file() else {}
        file.write_text(json.dumps({**done, name: state}, indent=2) + "\n")


def main() -> None:
    """Run the stages."""
    parser = argparse.ArgumentParser(prog="python -m training.matching", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/data"), help="folder of `grocery` and `clothing`"
    )
    parser.add_argument("--out", type=Path, default=Path("build/training"), help="folder to work in")
    parser.add_argument("--until", choices=STAGES, default=STAGES[-1], help="the last stage to do")
    parser.add_argument("--quick", action="store_true", help="a few pictures, one pass")
    options = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    recipe: Recipe = QUICK if options.quick else Recipe()
    run = Run(options.data, options.out, recipe)
    for name in STAGES[: STAGES.index(options.until) + 1]:
        run.stage(name)


if __name__ == "__main__":
    main()
