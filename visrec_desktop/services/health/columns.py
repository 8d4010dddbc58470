"""The catalog as columns, for what is reckoned about all products at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visrec_desktop.core.progress import CancelToken, Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.data.reader import ShelfRow
    from visrec_desktop.recommend.cleaning import Facts
    from visrec_desktop.services.workspace import Workspace

_CHUNK = 2048
_MOST_KNOWN = 4000
_MOST_GAPS = 2000


@dataclass(frozen=True)
class Columns:
    """All live products, by id ascending.

    Attributes:
        rows: what is known of each.
        vectors: of their main pictures, float32 (n, d), zero where there is none; (n, 1) without a model.
    """

    rows: Sequence[ShelfRow]
    vectors: NDArray[np.float32]

    @property
    def currency(self) -> str:
        """The currency that most prices are in: prices in others are not compared."""
        priced = Counter(row.currency for row in self.rows if row.price is not None)
        return priced.most_common(1)[0][0] if priced else ""

    def facts(self, places: Sequence[int] | None = None) -> Facts:
        """The same, of some of the products or of all, as the values of `recommend.cleaning`."""
        import numpy as np

        from visrec_desktop.recommend.cleaning import Facts

        currency = self.currency
        rows = self.rows if places is None else [self.rows[place] for place in places]
        return Facts(
            categories=[row.category for row in rows],
            brands=[row.brand for row in rows],
            colours=[row.colour for row in rows],
            prices=np.array([_price(row, currency) for row in rows], dtype=np.float64),
            names=[row.name for row in rows],
            attributes=[row.attributes for row in rows],
            vectors=self.vectors if places is None else self.vectors[places],
        )

    def portions(self, field: str) -> Iterator[list[int]]:
        """The products to be reckoned with at one time to fill the gaps of a field, ascending.

        Some with a gap, and of those that have a value as many as memory allows, spread over the catalog: all
        of them in one portion where there are no more than that.
        """
        gaps = [place for place, row in enumerate(self.rows) if not _has(row, field)]
        known = [place for place, row in enumerate(self.rows) if _has(row, field)]
        step = max(1, -(-len(known) // _MOST_KNOWN))
        for start in range(0, len(gaps), _MOST_GAPS):
            yield sorted([*gaps[start : start + _MOST_GAPS], *known[::step]])


def read_columns(workspace: Workspace, token: CancelToken) -> Generator[Progress, None, Columns]:
    """Read the products and the vectors of their main pictures, chunk by chunk.

    Raises:
        Cancelled: the token was set.
    """
    import numpy as np

    catalog = workspace.reader()
    rows = catalog.shelf_rows()
    yield Progress("comparing")
    row_of = {row.picture_id: place for place, row in enumerate(rows) if row.picture_id is not None}
    space = workspace.space
    dim = workspace.pack().dim if space else 1
    vectors = np.zeros((len(rows), dim), dtype=np.float32)
    for keys, found in catalog.vectors(space, _CHUNK) if space else ():
        token.check()
        places = np.array([row_of.get(key, -1) for key in keys.tolist()], dtype=np.int64)
        vectors[places[places >= 0]] = found[places >= 0]
        yield Progress("comparing")
    return Columns(rows, vectors)


def _price(row: ShelfRow, currency: str) -> float:
    return row.price if row.price is not None and row.currency == currency else float("nan")


def _has(row: ShelfRow, field: str) -> bool:
    return row.price is not None if field == "price" else bool(getattr(row, field).strip())
