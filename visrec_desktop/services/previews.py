"""Small copies of picture files that are not in the catalog yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray


def file_rgb(path: Path, max_side: int) -> NDArray[np.uint8]:
    """A picture file to look at: uint8 (H, W, 3), sRGB, upright, its longer side at most `max_side`.

    Raises:
        KnownError: it cannot be read.
    """
    from visrec_desktop.vision.decode import decode, read_picture
    from visrec_desktop.vision.preprocess import shrink

    return shrink(decode(read_picture(path), str(path), min_side=max_side).rgb, max_side)
