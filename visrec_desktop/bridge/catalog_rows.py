"""The products that the catalog list keeps in memory, and which of them to fetch next. Plain data, no Qt."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from visrec_desktop.core.values import Product

PAGE = 128
KEPT_ROWS = 64 * PAGE
PENDING_PAGES = 8
_DENSE = 16  # ids spread over more than this many times their number are kept as pairs
_ROOM = 100_000


class Request(NamedTuple):
    """Rows to fetch. `tick` tells the cache what was already known to be stale when they were asked for."""

    page: int
    ids: tuple[int, ...]
    tick: int


class Positions(Protocol):
    """The row of each product of a list."""

    def get(self, product_id: int, /) -> int | None:
        """The row; None for a product that is not in the list."""


class _Dense:
    """Rows by id in four bytes each: a catalog numbers its products one after the other."""

    def __init__(self, ids: array[int], first: int, last: int) -> None:
        self._first = first
        self._rows = array("i", [-1]) * (last - first + 1)
        rows = self._rows
        for row, product_id in enumerate(ids):
            rows[product_id - first] = row

    def get(self, product_id: int, /) -> int | None:
        """As `Positions.get`."""
        place = product_id - self._first
        row = self._rows[place] if 0 <= place < len(self._rows) else -1
        return row if row >= 0 else None


def positions_of(ids: array[int]) -> Positions:
    """Where each id stands; of one that comes twice the last place."""
    if not ids:
        return {}
    first, last = min(ids), max(ids)
    if last - first > _DENSE * len(ids) + _ROOM:
        return {product_id: row for row, product_id in enumerate(ids)}
    return _Dense(ids, first, last)


class RowCache:
    """Least recently used products of a list, and the pages that are wanted, newest first.

    Args:
        page: rows fetched together.
        kept: most products kept.
    """

    def __init__(self, page: int = PAGE, kept: int = KEPT_ROWS) -> None:
        self.ids = array("q")
        self._positions: Positions = {}
        self._page = page
        self._kept = kept
        self._rows: OrderedDict[int, Product] = OrderedDict()
        self._stale: dict[int, int] = {}
        self._gone: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._loading: dict[int, Request] = {}
        self._tick = 0

    def set_list(self, ids: array[int], positions: Positions) -> None:
        """A new list; products that are known stay known, page requests of the old list are void."""
        self.ids = ids
        self._positions = positions
        self._wanted.clear()
        self._loading.clear()
        self._gone.clear()

    def position(self, product_id: int) -> int | None:
        """Row of a product in the list."""
        return self._positions.get(product_id)

    def get(self, product_id: int) -> Product | None:
        """The product if it is kept. One that is absent or stale has its page put in front of the line."""
        row = self._rows.get(product_id)
        if row is not None:
            self._rows.move_to_end(product_id)
            if product_id not in self._stale:
                return row
        self._want(product_id)
        return row

    def _want(self, product_id: int) -> None:
        position = self._positions.get(product_id)
        if position is None or product_id in self._gone:
            return
        page = position // self._page
        loading = self._loading.get(page)
        if loading is not None and self._stale.get(product_id, 0) <= loading.tick:
            return
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        if len(self._wanted) > PENDING_PAGES:
            self._wanted.popitem(last=False)

    @property
    def stale(self) -> frozenset[int]:
        """Kept products that have changed and have not been fetched again."""
        return frozenset(self._stale)

    @property
    def wants(self) -> bool:
        """Whether a page is wanted."""
        return bool(self._wanted)

    def next_request(self) -> Request:
        """Take the newest wanted page: those of its products that are absent or stale."""
        page, _ = self._wanted.popitem(last=True)
        ids = self.ids[page * self._page : (page + 1) * self._page]
        missing = tuple(i for i in ids if i not in self._rows or i in self._stale)
        self._loading[page] = Request(page, missing, self._tick)
        return self._loading[page]

    def store(self, request: Request, rows: Iterable[Product]) -> frozenset[int]:
        """Keep rows that arrived; what was asked for and did not come is gone. The ids that arrived."""
        self.give_up(request)
        arrived = {row.id: row for row in rows}
        for row in arrived.values():
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        for product_id in request.ids:
            if self._stale.get(product_id, self._tick + 1) <= request.tick:
                del self._stale[product_id]
            if product_id not in arrived:
                self._gone.add(product_id)
                self._rows.pop(product_id, None)
        while len(self._rows) > self._kept:
            oldest, _ = self._rows.popitem(last=False)
            self._stale.pop(oldest, None)
        return frozenset(arrived)

    def give_up(self, request: Request) -> None:
        """The rows did not come; they may be asked for again."""
        if self._loading.get(request.page) is request:
            del self._loading[request.page]

    def mark_stale(self, ids: Iterable[int]) -> frozenset[int]:
        """These products changed; those that are kept are shown as they are until the new ones come.

        Returns:
            The kept ones among them.
        """
        ids = set(ids)
        self._tick += 1
        self._gone -= ids
        touched = self._rows.keys() & ids
        self._stale.update(dict.fromkeys(touched, self._tick))
        return frozenset(touched)

    def mark_all_stale(self) -> None:
        """Every kept product may have changed."""
        self.mark_stale(tuple(self._rows))
