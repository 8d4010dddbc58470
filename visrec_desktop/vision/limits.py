"""How large a picture may be. Checked before anything is decoded."""

from __future__ import annotations

from dataclasses import dataclass

from visrec_desktop.core.errors import ErrorCode, KnownError


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest picture that is taken: bytes of the file, pixels of the picture, pixels of one side."""

    max_bytes: int = 200 << 20
    max_pixels: int = 150_000_000
    max_side: int = 32_000


DEFAULT_LIMITS = Limits()


def check_size(width: int, height: int, label: str, limits: Limits, *, shares: int = 1) -> None:
    """Refuse a picture by the size that its header states.

    Args:
        width: pixels.
        height: pixels.
        label: what to call the picture in an error.
        limits: the largest picture to take.
        shares: by how much fewer pixels are taken of a kind of picture that needs more memory for each.

    Raises:
        KnownError: `PICTURE_TOO_LARGE`, or `DAMAGED_PICTURE` for a picture without pixels.
    """
    if width < 1 or height < 1:
        raise KnownError(ErrorCode.DAMAGED_PICTURE, label, f"{width} × {height} pixels")
    most = limits.max_pixels // shares
    if width * height > most or max(width, height) > limits.max_side:
        detail = f"{width} × {height} pixels, at most {most // 1_000_000} million"
        raise KnownError(ErrorCode.PICTURE_TOO_LARGE, label, detail)
