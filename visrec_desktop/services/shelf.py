"""The catalog as ranking sees it: columns of all live products in memory, read once for each state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from visrec_desktop.recommend.traits import ItemTraits, TraitTable, traits_of
from visrec_desktop.recommend.variants import variant_groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from visrec_desktop.data.reader import CatalogReader, ShelfRow
    from visrec_desktop.services.workspace import Workspace

NO_ROW = -1


@dataclass(frozen=True)
class Shelf:
    """All live products, one row each, by id ascending.

    Attributes:
        ids: product ids, int64 (n,).
        products: what ranking reads of each product.
        main_pictures: int64 (n,); -1 where there is none.
        pictures: all their pictures, int64 (p,) ascending.
        picture_rows: the product row of each picture, int64 (p,).
    """

    ids: NDArray[np.int64]
    products: list[ShelfRow]
    main_pictures: NDArray[np.int64]
    pictures: NDArray[np.int64]
    picture_rows: NDArray[np.int64]

    @classmethod
    def read(cls, catalog: CatalogReader) -> Shelf:
        """Read the catalog as it is now."""
        products = catalog.shelf_rows()
        ids = np.array([product.id for product in products], dtype=np.int64)
        main = [NO_ROW if product.picture_id is None else product.picture_id for product in products]
        pictures, owners = catalog.picture_owners()
        return cls(
            ids=ids,
            products=products,
            main_pictures=np.array(main, dtype=np.int64),
            pictures=np.frombuffer(pictures, dtype=np.int64),
            picture_rows=np.searchsorted(ids, np.frombuffer(owners, dtype=np.int64)),
        )

    @cached_property
    def one_picture_each(self) -> bool:
        """Whether no product has several pictures."""
        return len(np.unique(self.picture_rows)) == len(self.picture_rows)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of each SKU."""
        return {product.sku: row for row, product in enumerate(self.products)}

    @cached_property
    def traits(self) -> list[ItemTraits]:
        """What each product is like."""
        return [traits_of(product) for product in self.products]

    @cached_property
    def table(self) -> TraitTable:
        """The same as columns."""
        return TraitTable.from_items(self.traits, [product.stock for product in self.products])

    @cached_property
    def groups(self) -> NDArray[np.int32]:
        """Which products are one article in several colours; int32 (n,), -1 for those that stand alone."""
        return variant_groups(
            [product.name for product in self.products],
            [product.brand for product in self.products],
            [product.category for product in self.products],
            [product.colour for product in self.products],
            skus=[product.sku for product in self.products],
            sizes=[product.size for product in self.products],
        )

    def rows_of_ids(self, ids: Iterable[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        """The rows of those ids that are on the shelf, ascending."""
        wanted = np.fromiter(ids, dtype=np.int64)
        return np.flatnonzero(np.isin(self.ids, wanted, assume_unique=False))

    def rows_of_skus(self, skus: Iterable[str]) -> NDArray[np.int64]:
        """The rows of those SKUs that are on the shelf, ascending."""
        return np.array(sorted({self.row_of[sku] for sku in skus if sku in self.row_of}), dtype=np.int64)

    def rows_of_pictures(self, pictures: NDArray[np.int64]) -> NDArray[np.int64]:
        """The product row of each picture, int64 (m,); -1 for a picture of no live product."""
        if not len(self.pictures):
            return np.full(len(pictures), NO_ROW, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.pictures, pictures), len(self.pictures) - 1)
        return np.where(self.pictures[places] == pictures, self.picture_rows[places], NO_ROW)


def shelf(workspace: Workspace) -> Shelf:
    """The shelf of the catalog's present state; read anew only when the catalog has changed."""
    stamp = workspace.catalog_stamp()
    found = workspace.kept.get("shelf", stamp)
    if not isinstance(found, Shelf):
        found = Shelf.read(workspace.reader())
        workspace.kept.put("shelf", stamp, found)
    return found
