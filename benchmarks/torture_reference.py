"""Plain Pillow with pi-heif over a folder: a small grey copy of every picture that it can read."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pi_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps

from benchmarks.children import tell

SIDE = 64
_TEXT = 100


def small_grey(values: NDArray[Any]) -> NDArray[np.float32]:
    """A grey picture as a square: float32 (64, 64), 0 to 255, means of areas."""
    image = Image.fromarray(np.ascontiguousarray(values, np.float32))
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX))


def read(path: Path) -> Image.Image:
    """A picture as Pillow gives it, turned by its EXIF."""
    with Image.open(path) as image:
        image.load()
        return ImageOps.exif_transpose(image)


def grey(image: Image.Image) -> NDArray[np.float32]:
    """Its light: float32 (H, W), 0 to 255; transparency on white."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        values = np.nan_to_num(np.asarray(image).astype(np.float32))
        peak = 65535.0 if image.mode.startswith("I;16") else float(values.max())
        most = next((limit for limit in (1.0, 255.0, 65535.0) if peak <= limit), peak)
        return values * np.float32(255 / most)
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image)
        image = ground
    return np.asarray(image.convert("RGB").convert("L")).astype(np.float32)


def main() -> None:
    """Read the folder given first; the copies go to the file given second, sizes and errors to the answer."""
    folder, target = map(Path, sys.argv[1:])
    warnings.simplefilter("ignore")
    pi_heif.register_heif_opener()
    copies: dict[str, NDArray[np.float32]] = {}
    sizes: dict[str, tuple[int, int]] = {}
    errors: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        try:
            image = read(path)
            copies[path.name] = small_grey(grey(image))
            sizes[path.name] = image.size
        except Exception as error:  # noqa: BLE001 - whatever it raises, it cannot read the file
            text = str(error).replace(str(folder), "…")
            errors[path.name] = f"{type(error).__name__}: {text}"[:_TEXT]
    np.savez(target, **copies)  # type: ignore[arg-type]
    tell({"sizes": sizes, "errors": errors})


if __name__ == "__main__":
    main()
