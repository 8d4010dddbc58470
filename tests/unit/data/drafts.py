"""Products and pictures for the tests of the catalog."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visrec_desktop.core.values import PictureDraft, ProductDraft
from visrec_desktop.data.writer import CatalogWriter

SPACE = "thin@1"


def product(sku: str, **fields: Any) -> ProductDraft:
    return ProductDraft(sku=sku, **fields)


def picture(content: str, path: str = "") -> PictureDraft:
    """A picture whose content is `content`: equal contents have equal hashes."""
    return PictureDraft(
        path=path or f"/pictures/{content}.jpg",
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        width=640,
        height=480,
        size_bytes=1000 + len(content),
        mtime_ns=1_700_000_000_000_000_000,
        thumbnail=f"jpeg of {content}".encode(),
    )


def vectors(count: int, dim: int = 8, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)


def fill(catalog: CatalogWriter, number: int) -> list[int]:
    """Put products A0, A1, ... with one picture and one vector each; answers their ids."""
    with catalog.transaction():
        outcomes = [
            catalog.put(product(f"A{place}", name=f"Article {place}"), [picture(f"content {place}")])
            for place in range(number)
        ]
        stale = [outcome.stale_pictures[0] for outcome in outcomes]
        catalog.store_vectors(SPACE, stale, vectors(number))
    return [outcome.product_id for outcome in outcomes]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The content of every file of a folder, to see that nothing was touched."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}
