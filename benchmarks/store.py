"""A catalog of 10,000 invented products, stored directly: no picture is decoded for it."""

from __future__ import annotations

import hashlib
import inspect
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import WORK
from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import DataPaths
from visrec_desktop.core.values import PictureDraft, ProductDraft
from visrec_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRODUCTS = 10_000
_SLICE = 500
_THUMBNAILS = 240
_BRANDS = ("Aldern", "Brisa", "Corvane", "Dunmore", "Elvet", "Fjordlin", "Garrow", "Halden", "Isola", "Juno")
_COLOURS = ("black", "white", "navy", "red", "olive", "beige", "grey", "teal", "brown", "pink", "yellow")
_KINDS = (
    "Shirt", "T-shirt", "Jacket", "Coat", "Dress", "Skirt", "Trousers", "Jeans", "Shorts", "Jumper",
    "Trainers", "Boots", "Sandals", "Handbag", "Backpack", "Watch", "Scarf", "Hat", "Lamp", "Chair",
)  # fmt: skip
_STYLES = ("Classic", "Slim", "Relaxed", "Weekend", "City", "Linen", "Ribbed", "Striped", "Quilted")
_SIZES = ("S, M, L", "XS, S, M", "36, 38, 40, 42", "One size", "")


def large_store(count: int = PRODUCTS) -> Path:
    """A data folder with this many products, their vectors and an index in step; made once and kept."""
    folder = WORK / f"store-{count}-{_version()}"
    if _is_sound(folder, count):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    print(f"making a catalog of {count} products", flush=True)
    with Workspace.open(DataPaths(folder), demo=False, writable=True) as workspace:
        _fill(workspace, folder, count)
        workspace.index()
        workspace.flush_index()
    return folder


def copy_of(store: Path, target: Path) -> Path:
    """A copy that a benchmark may change."""
    shutil.copytree(store, target)
    return target


def _version() -> str:
    """Changes with whatever a stored catalog depends on."""
    from benchmarks.bare_loops import pack
    from visrec_desktop.data import migrations, putting
    from visrec_desktop.index import storage

    model = pack()
    parts = [model.space, str(model.dim), *map(inspect.getsource, (migrations, putting, storage))]
    parts.append(Path(__file__).read_text(encoding="utf-8"))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]


def _is_sound(folder: Path, count: int) -> bool:
    if not folder.is_dir():
        return False
    try:
        with Workspace.open(DataPaths(folder), demo=False, writable=False) as workspace:
            return workspace.reader().coverage(workspace.space).analysed == count
    except KnownError:
        return False


def _fill(workspace: Workspace, folder: Path, count: int) -> None:
    import numpy as np

    rng = np.random.default_rng(10)
    thumbnails = [_thumbnail(rng) for _ in range(min(_THUMBNAILS, count))]
    writer, pack = workspace.writer(), workspace.pack()
    for start in range(0, count, _SLICE):
        numbers = range(start, min(start + _SLICE, count))
        with writer.transaction():
            pictures = [
                writer.put(_product(number, rng), [_picture(number, folder, thumbnails)]).stale_pictures[0]
                for number in numbers
            ]
            widths = [(part.dim, part.weight) for part in pack.parts]
            writer.store_vectors(pack.space, pictures, np.stack(list(_vectors(rng, widths, len(numbers)))))


def _vectors(
    rng: np.random.Generator, widths: list[tuple[int, float]], count: int
) -> Iterator[NDArray[np.float32]]:
    """Vectors of length 1, each part sparse and not negative as the program's own are."""
    import numpy as np

    for _ in range(count):
        parts = []
        for width, weight in widths:
            values = np.maximum(rng.normal(-0.3, 1.0, width), 0.0)
            parts.append(np.sqrt(weight) * values / np.linalg.norm(values))
        vector = np.concatenate(parts)
        yield (vector / np.linalg.norm(vector)).astype(np.float32)


def _product(number: int, rng: np.random.Generator) -> ProductDraft:
    kind, colour = _KINDS[number % len(_KINDS)], _COLOURS[int(rng.integers(len(_COLOURS)))]
    style = _STYLES[int(rng.integers(len(_STYLES)))]
    return ProductDraft(
        sku=f"P-{number:05d}",
        name=f"{style} {colour} {kind.lower()} {number}",
        category=kind,
        brand=_BRANDS[int(rng.integers(len(_BRANDS)))],
        colour=colour,
        size=_SIZES[int(rng.integers(len(_SIZES)))],
        price=Decimal(int(rng.integers(900, 29_900))) / 100,
        currency="EUR",
        stock=int(rng.integers(0, 40)),
        description=f"{style} {kind.lower()} in {colour}, for every day.",
    )


def _picture(number: int, folder: Path, thumbnails: list[bytes]) -> PictureDraft:
    return PictureDraft(
        path=str(folder / "pictures" / f"P-{number:05d}.jpg"),
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
        width=1200,
        height=1200,
        size_bytes=250_000,
        mtime_ns=0,
        thumbnail=thumbnails[number % len(thumbnails)],
    )


def _thumbnail(rng: np.random.Generator) -> bytes:
    """A small picture of about the size in bytes of a shop picture's: shapes on a light ground."""
    import cv2
    import numpy as np

    canvas = np.full((320, 320, 3), 244, np.uint8)
    for _ in range(9):
        colour = rng.integers(20, 235, 3).tolist()
        x, y = (int(value) for value in rng.integers(60, 260, 2))
        axes = tuple(int(value) for value in rng.integers(15, 90, 2))
        cv2.ellipse(canvas, (x, y), axes, float(rng.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)
    grain = rng.normal(0, 3, canvas.shape)
    rough = np.clip(canvas + grain, 0, 255).astype(np.uint8)
    encoded: bytes = cv2.imencode(".jpg", rough, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()
    return encoded
