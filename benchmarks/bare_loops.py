"""The bare loops that an import is measured against; runs as a process of its own.

`decode LIST`, `reduced LIST` or `session LIST`, each with the same number of threads as the import.
"""

from __future__ import annotations

import argparse
import math
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.children import read_list, tell

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime as ort
    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import ModelPack

ONE_SESSION = "one run at a time, all threads inside"
SIDE_BY_SIDE = "runs side by side, one thread inside each"
BATCHES = (1, 4, 8, 16)
_KEPT = 32
_REDUCED_SIDE = 448


def decode_full(path: Path) -> None:
    """Decode a picture as a plain program does: Pillow, all pixels, RGB."""
    from PIL import Image

    with Image.open(path) as image:
        image.convert("RGB").load()


def decode_reduced(path: Path) -> None:
    """Decode at a reduced scale where the format can, no smaller than twice the model's input."""
    from PIL import Image

    with Image.open(path) as image:
        image.draft("RGB", (_REDUCED_SIDE, _REDUCED_SIDE))
        image.convert("RGB").load()


def pack() -> ModelPack:
    """The program's own model."""
    from visrec_desktop.core.paths import resources_dir
    from visrec_desktop.services.workspace import DEFAULT_MODEL
    from visrec_desktop.vision.packs import load_pack

    return load_pack(resources_dir() / "models" / DEFAULT_MODEL)


def bare_session(model: ModelPack, threads: int) -> ort.InferenceSession:
    """A session as the runtime makes it by default, with this many threads inside."""
    import onnxruntime as ort

    ort.set_default_logger_severity(4)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return ort.InferenceSession(str(model.path), options, providers=["CPUExecutionProvider"])


def tensors(model: ModelPack, paths: list[Path]) -> NDArray[np.float32]:
    """Pictures as the model takes them: decoded, fitted and laid out before anything is measured."""
    import numpy as np

    from visrec_desktop.vision.decode import decode, read_picture
    from visrec_desktop.vision.preprocess import fit, to_tensor

    fitted = [
        fit(decode(read_picture(path), path.name, min_side=_REDUCED_SIDE).rgb, model.input)
        for path in paths[:_KEPT]
    ]
    return to_tensor(np.stack(fitted), model.input)


class Feed:
    """Feeds a session from memory in one of the two layouts."""

    def __init__(self, model: ModelPack, pictures: NDArray[np.float32], layout: str, threads: int) -> None:
        self._input = model.tensors.input
        self._output = model.tensors.features.name
        self._pictures = pictures
        self._workers = threads if layout == SIDE_BY_SIDE else 1
        self._session = bare_session(model, threads if layout == ONE_SESSION else 1)

    def seconds(self, count: int, batch: int) -> float:
        """Seconds for `count` pictures in batches of `batch`."""
        starts = range(0, math.ceil(count / batch))
        begun = time.perf_counter()
        with ThreadPoolExecutor(self._workers) as pool:
            for _ in pool.map(lambda place: self._run(place, batch), starts):
                pass
        return (time.perf_counter() - begun) * count / (len(starts) * batch)

    def _run(self, place: int, batch: int) -> None:
        start = place * batch % (len(self._pictures) - batch + 1)
        self._session.run([self._output], {self._input: self._pictures[start : start + batch]})


def run_decode(paths: list[Path], threads: int, *, reduced: bool) -> dict[str, Any]:
    """Decode all pictures and throw them away."""
    from PIL import Image

    Image.init()
    work = decode_reduced if reduced else decode_full
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, paths):
            pass
    return {"rate": len(paths) / (time.perf_counter() - begun)}


def run_session(paths: list[Path], threads: int, tries: int) -> dict[str, Any]:
    """Try the layouts and batch sizes on a few pictures, then run all pictures in the best way."""
    model = pack()
    pictures = tensors(model, paths)
    tried: list[dict[str, Any]] = []
    for layout in (ONE_SESSION, SIDE_BY_SIDE):
        feed = Feed(model, pictures, layout, threads)
        feed.seconds(2 * threads, 1)
        tried += [
            {"layout": layout, "batch": batch, "rate": tries / feed.seconds(tries, batch)}
            for batch in BATCHES
            if batch <= len(pictures)
        ]
    best = max(tried, key=lambda entry: entry["rate"])
    feed = Feed(model, pictures, best["layout"], threads)
    feed.seconds(2 * threads * best["batch"], best["batch"])
    rate = len(paths) / feed.seconds(len(paths), best["batch"])
    return {"rate": rate, "layout": best["layout"], "batch": best["batch"], "tried": tried}


def main() -> None:
    """Run one loop and answer its pictures a second."""
    parser = argparse.ArgumentParser()
    parser.add_argument("loop", choices=["decode", "reduced", "session"])
    parser.add_argument("list")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--tries", type=int, default=96)
    arguments = parser.parse_args()
    paths = read_list(arguments.list)
    for path in paths:
        path.read_bytes()  # from the disk into the system's memory, for all loops alike
    if arguments.loop == "session":
        tell(run_session(paths, arguments.threads, arguments.tries))
    else:
        tell(run_decode(paths, arguments.threads, reduced=arguments.loop == "reduced"))


if __name__ == "__main__":
    main()
