"""Looking through the catalog and changing single products."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.paths import picture_file
from visrec_desktop.core.values import Facets, Filters, Picture, Product, Sort
from visrec_desktop.services.vectors import one_change

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from visrec_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ProductDetails:
    """A product with all its pictures, the main one first."""

    product: Product
    pictures: tuple[Picture, ...]


def list_products(workspace: Workspace, filters: Filters, sort: Sort) -> array[int]:
    """Ids of the products that pass the filters, in order; typecode `q`."""
    return workspace.reader().product_ids(filters, sort)


def rows(workspace: Workspace, ids: Sequence[int]) -> list[Product]:
    """The products of these ids, in their order; those that are gone are left out."""
    return workspace.reader().products(ids, workspace.space)


def facets(workspace: Workspace) -> Facets:
    """The values there are to filter by."""
    return workspace.reader().facets()


def thumbnail(workspace: Workspace, picture_id: int) -> bytes | None:
    """The stored small copy of a picture: encoded JPEG bytes."""
    return workspace.reader().thumbnail(picture_id)


def details(workspace: Workspace, product_id: int) -> ProductDetails:
    """Everything about one product.

    Raises:
        KnownError: `UNKNOWN_PRODUCT` when it is gone.
    """
    reader = workspace.reader()
    found = reader.products([product_id], workspace.space)
    if not found:
        raise KnownError(ErrorCode.UNKNOWN_PRODUCT, str(product_id))
    return ProductDetails(found[0], tuple(reader.pictures(product_id)))


def picture_rgb(workspace: Workspace, picture_id: int, max_side: int) -> NDArray[np.uint8]:
    """A product picture to look at, uint8 (H, W, 3): its file, or the stored small copy where that is gone.

    Raises:
        KnownError: neither can be read.
    """
    from visrec_desktop.vision.decode import decode, read_picture
    from visrec_desktop.vision.preprocess import shrink

    reader = workspace.reader()
    picture = reader.picture(picture_id)
    if picture is None:
        raise KnownError(ErrorCode.NOT_FOUND, str(picture_id))
    try:
        decoded = decode(read_picture(picture_file(picture.path)), picture.path, min_side=max_side)
    except KnownError:
        stored = reader.thumbnail(picture_id)
        if stored is None:
            raise
        decoded = decode(stored, picture.path)
    return shrink(decoded.rgb, max_side)


def save_product(workspace: Workspace, product: Product) -> Product:
    """Store an edited product. Work thread only.

    Raises:
        KnownError: the product is gone, or its new SKU is taken.
    """
    writer = workspace.writer()
    with writer.transaction():
        return writer.overwrite(product, workspace.space)


def delete_products(workspace: Workspace, ids: Sequence[int]) -> int:
    """Take products out of the catalog; `restore_products` brings them back. Work thread only."""
    with one_change(workspace) as index:
        index.gone(_picture_ids(workspace, ids))
        return workspace.writer().delete(ids)


def restore_products(workspace: Workspace, ids: Sequence[int]) -> int:
    """Bring deleted products back, with what was known about their pictures. Work thread only.

    Raises:
        KnownError: `DUPLICATE_SKU` when another product has taken the SKU since.
    """
    with one_change(workspace) as index:
        index.back(_picture_ids(workspace, ids))
        return workspace.writer().undelete(ids)


def _picture_ids(workspace: Workspace, ids: Sequence[int]) -> list[int]:
    writer = workspace.writer()
    return [int(picture.id) for product_id in ids for picture in writer.pictures(product_id)]
