"""Pictures find their products: by a column, by the SKU in the file's name, by a barcode, by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.values import ProductDraft
from visrec_desktop.data.text import clean
from visrec_desktop.services.events import ImportFailure
from visrec_desktop.services.importing.rows import Rows
from visrec_desktop.services.importing.values import ImportItem, ImportRequest, Link
from visrec_desktop.sources.names import Names, group_stems, view_rank

_Found = tuple[tuple[object, ...], Path, Link]  # a sort key, the picture, how it was found


class Linker:
    """Gives every picture its product.

    Args:
        request: what the user decided by hand.
        rows: the rows that were read.
        known: the SKUs of the catalog.
    """

    def __init__(self, request: ImportRequest, rows: Rows, known: Iterable[str]) -> None:
        self._request = request
        self._rows = rows
        self._known = {clean(sku).strip(): sku for sku in known}
        self._places: dict[str, int] = {}
        for place, item in enumerate(rows.items):
            self._places.setdefault(clean(item.draft.sku).strip(), place)
        self._found: dict[int, list[_Found]] = {}
        self._beside: dict[str, list[_Found]] = {}
        self._whole: set[str] = set()
        self.left_out: list[ImportItem] = []
        self.loose: list[Path] = []
        """Pictures without a product."""

    def link(self, pictures: Sequence[Path]) -> None:
        """Give the pictures to their products, by what the user said and by their names."""
        taken = {path for item in self._rows.items for path in item.pictures} | self._rows.refused
        rest = [path for path in pictures if path not in taken]
        by_row = self._names_of_rows()
        by_catalog = Names(self._known.values()) if self._request.group or self._places else None
        for path in rest:
            if not (self._by_hand(path) or self._by_name(path, by_row, by_catalog)):
                self.loose.append(path)
        self._join_namesakes()

    def give(self, path: Path, barcode: str) -> bool:
        """Give a loose picture to the row of a barcode, or of a SKU that is one; whether there is one."""
        place = self._rows.barcodes.get(barcode, self._places.get(barcode))
        if place is None or path not in self.loose:
            return False
        self.loose.remove(path)
        self._found.setdefault(place, []).append(((2,), path, Link.BARCODE))
        return True

    @property
    def reads_barcodes(self) -> bool:
        """Whether a barcode in a picture could tell its product."""
        return bool(self.loose) and (bool(self._rows.barcodes) or any(_is_code(sku) for sku in self._places))

    def items(self) -> tuple[list[ImportItem], list[ImportFailure]]:
        """The rows with their pictures, pictures for products of the catalog, and those that stand alone."""
        items = list(self._rows.items)
        for place, found in self._found.items():
            item = items[place]
            found.sort(key=lambda entry: entry[0])
            items[place] = replace(
                item,
                pictures=(*item.pictures, *(path for _, path, _ in found)),
                links=(*item.links, *(link for _, _, link in found)),
            )
        items += [self._item_beside(sku, found) for sku, found in self._beside.items()]
        own, repeated = self._own_items()
        return items + own, repeated

    def _names_of_rows(self) -> Names | None:
        if not self._places:
            return None
        rows = self._rows.items
        colours = {sku: rows[place].draft.colour or "" for sku, place in self._places.items()}
        return Names(self._places, {sku: colour for sku, colour in colours.items() if colour})

    def _join_namesakes(self) -> None:
        """`X.jpg` beside `X_back.jpg` is of the same product of the catalog: together they are its album."""
        for path in list(self.loose):
            sku = self._known.get(clean(path.stem).strip())
            if sku is not None and sku in self._beside:
                self.loose.remove(path)
                self._beside[sku].append(((1, *view_rank("")), path, Link.SKU))
                self._whole.add(sku)

    def _by_hand(self, path: Path) -> bool:
        if str(path) not in self._request.assigned:
            return False
        sku = clean(self._request.assigned[str(path)]).strip()
        if not sku:
            self.left_out.append(_own_item(path.stem, [path]))
        elif sku in self._places:
            self._found.setdefault(self._places[sku], []).append(((0,), path, Link.HAND))
        else:
            self._beside.setdefault(sku, []).append(((0,), path, Link.HAND))
        return True

    def _by_name(self, path: Path, by_row: Names | None, by_catalog: Names | None) -> bool:
        owner = by_row.owner(path.stem) if by_row is not None else None
        if owner is not None:
            link = Link.GUESSED if owner.sureness == "part" else Link.SKU
            entry = ((1, link is Link.GUESSED, *view_rank(owner.view)), path, link)
            self._found.setdefault(self._places[owner.sku], []).append(entry)
            return True
        owner = by_catalog.owner(path.stem) if by_catalog is not None else None
        if owner is None or owner.sureness == "part" or clean(path.stem).strip() in self._known:
            return False
        self._beside.setdefault(owner.sku, []).append(((1, *view_rank(owner.view)), path, Link.SKU))
        return True

    def _item_beside(self, sku: str, found: list[_Found]) -> ImportItem:
        found.sort(key=lambda entry: entry[0])
        pictures = tuple(path for _, path, _ in found)
        links = tuple(link for _, _, link in found)
        adds = sku in self._known and sku not in self._whole
        return ImportItem(str(pictures[0]), ProductDraft(sku), pictures, links=links, adds=adds)

    def _own_items(self) -> tuple[list[ImportItem], list[ImportFailure]]:
        """The loose pictures as products; of two with one SKU the first, and a failure for the other."""
        first: dict[str, str] = {sku: self._rows.items[place].origin for sku, place in self._places.items()}
        first |= {sku: str(found[0][1]) for sku, found in self._beside.items()}
        items: list[ImportItem] = []
        repeated = []
        for item in self._grouped() if self._request.group else map(_alone, self.loose):
            sku = clean(item.draft.sku).strip()
            if sku in first:
                error = KnownError(ErrorCode.DUPLICATE_SKU, item.origin, f"{sku}: {first[sku]}")
                repeated.append(ImportFailure.of(item.origin, error))
            else:
                first[sku] = item.origin
                items.append(item)
        return items, repeated

    def _grouped(self) -> Iterator[ImportItem]:
        by_stem: dict[str, list[Path]] = {}
        for path in self.loose:
            by_stem.setdefault(path.stem, []).append(path)
        for base, stems in group_stems(list(by_stem)).items():
            yield _own_item(base, [by_stem[stem][0] for stem in stems])
            for stem in stems:
                yield from (_own_item(stem, [path]) for path in by_stem[stem][1:])


def looks_grouped(pictures: Sequence[Path]) -> bool:
    """Whether the names look as if several pictures were of one product."""
    return any(len(stems) > 1 for stems in group_stems(list({path.stem for path in pictures})).values())


def _alone(path: Path) -> ImportItem:
    return _own_item(path.stem, [path])


def _own_item(sku: str, pictures: Sequence[Path]) -> ImportItem:
    return ImportItem(str(pictures[0]), ProductDraft(sku), tuple(pictures), links=(Link.OWN,) * len(pictures))


def _is_code(sku: str) -> bool:
    return sku.isdigit() and len(sku) in (8, 12, 13, 14)
