"""Sessions of one model side by side: precision, threads and batch; runs as a process of its own."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.bare_loops import bare_session, pack
from benchmarks.children import tell
from visrec_desktop.core.paths import resources_dir
from visrec_desktop.vision.packs import Layout, ModelPack, load_pack

if TYPE_CHECKING:
    import numpy as np
    import onnxruntime as ort
    from numpy.typing import NDArray

FLOAT_PACK = "thin-resnet50"
"""A shipped network in single precision: what a quantised copy can be made of."""
FLOAT, INT8, SHIPPED = "float32", "int8", "the program's model"
_CALIBRATION = 16


class Side:
    """One model with so many threads inside, fed from memory."""

    def __init__(self, model: ModelPack, file: Path, threads: int) -> None:
        from dataclasses import replace

        self._names = model.tensors.features.name, model.tensors.input
        opened = replace(model, folder=file.parent, file=file.name)
        self._session: ort.InferenceSession = bare_session(opened, threads)

    def seconds(self, pictures: NDArray[np.float32]) -> float:
        """Seconds of one run."""
        output, given = self._names
        begun = time.perf_counter()
        self._session.run([output], {given: pictures})
        return time.perf_counter() - begun


def pictures_for(model: ModelPack, count: int) -> NDArray[np.float32]:
    """Made-up pictures as a model takes them: the time of a network does not depend on what they show."""
    import numpy as np

    size = model.input.size
    shape = (3, size, size) if model.input.layout is Layout.NCHW else (size, size, 3)
    rng = np.random.default_rng(5)
    return rng.normal(0, 60, (count, *shape)).astype(np.float32)


def rates(
    files: dict[str, tuple[ModelPack, Path]], threads: list[int], batches: list[int], rounds: int
) -> list[dict[str, Any]]:
    """Pictures a second of every combination, the precisions in turn within a round."""
    found = []
    for count in threads:
        sides = {name: Side(model, file, count) for name, (model, file) in files.items()}
        for batch in batches:
            inputs = {name: pictures_for(model, batch) for name, (model, _) in files.items()}
            runs: dict[str, list[float]] = {name: [] for name in files}
            for name, side in sides.items():
                side.seconds(inputs[name])
            for _ in range(rounds):
                for name, side in sides.items():
                    runs[name].append(batch / side.seconds(inputs[name]))
            found += [
                {"precision": name, "threads": count, "batch": batch, "rates": values}
                for name, values in runs.items()
            ]
    return found


def main() -> None:
    """Answer the pictures a second of each precision, number of threads and batch."""
    from training.matching.quantise import quantise

    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, nargs="+", required=True)
    parser.add_argument("--batches", type=int, nargs="+", required=True)
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    exact, shipped = load_pack(resources_dir() / "models" / FLOAT_PACK), pack()
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "int8.onnx"
        quantise(exact.path, small, pictures_for(exact, _CALIBRATION))
        files = {FLOAT: (exact, exact.path), INT8: (exact, small), SHIPPED: (shipped, shipped.path)}
        told = rates(files, arguments.threads, arguments.batches, arguments.rounds)
        sizes = {name: file.stat().st_size for name, (_, file) in files.items()}
    tell({"rates": told, "bytes": sizes})


if __name__ == "__main__":
    main()
