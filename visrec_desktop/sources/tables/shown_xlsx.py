"""The cells of an XLSX that are shown with zeros before their numbers, by its styles and worksheets.

Element and attribute names are those of ECMA-376, part 1: 18.8 (styles), 18.3 (worksheets), 18.2 (workbook).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.parsers import expat

from visrec_desktop.sources.tables.shown import MOST_MASKS, Shown, mask_of
from visrec_desktop.sources.tables.unpacked import chunks
from visrec_desktop.sources.tables.values import MAX_UNPACKED_BYTES

if TYPE_CHECKING:
    from zipfile import ZipInfo

Parts = Mapping[str, "ZipInfo"]
"""The parts of a workbook by their names in lower case."""
Attributes = dict[str, str]
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_LONGEST_TAG = 64 * 1024
_ROW = re.compile("[0-9]{1,7}")


def of_xlsx(data: bytes, parts: Parts) -> dict[str, Shown]:
    """See `shown.shown_zeros`."""
    styles = _Styles()
    _follow(data, parts, "xl/styles.xml", styles)
    masks, by_style = styles.masks()
    if not by_style:
        return {}
    found = {}
    for name, part in _worksheets(data, parts).items():
        shown = Shown(masks)
        if not _all_placed(data, parts.get(part.lower()), by_style, shown):
            shown = Shown(masks)
            _follow(data, parts, part, _Cells(by_style, shown))
        if shown.columns:
            found[name] = shown
    return found


def _all_placed(data: bytes, part: ZipInfo | None, by_style: Mapping[str, int], shown: Shown) -> bool:
    """Note the cells of these styles; False where one does not say where it stands, and has to be counted.

    Nearly every program says it, and looking for the few tags takes a quarter of the time of a parser.
    """
    if part is None:
        return True
    styles = "|".join(by_style).encode()
    tag = re.compile(rb"""<(?:[\w.-]+:)?c(?=\s)([^<>]*?\ss\s*=\s*["'](%s)["'][^<>]*)""" % styles)
    masks = {style.encode(): mask for style, mask in by_style.items()}
    rest = b""
    for chunk in chunks(data, part, MAX_UNPACKED_BYTES):
        text = rest + chunk
        whole = text.rfind(b"<")
        for attributes, style in tag.findall(text, 0, whole):
            place = _PLACE.search(attributes)
            if place is None:
                return False
            shown.note(int(place[2]) - 1, _column(place[1].decode()) - 1, masks[style])
        rest = text[whole:] if whole >= 0 and len(text) - whole <= _LONGEST_TAG else b""
    return True


class _Handler:
    """Follows the elements of a part, whatever prefix its namespace has."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""


def _follow(data: bytes, parts: Parts, name: str, handler: _Handler) -> None:
    """Read a part piece by piece; one with a document type has entities to expand and is not read."""
    part = parts.get(name.lower())
    if part is None:
        return
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.StartDoctypeDeclHandler = _refuse
    for chunk in chunks(data, part, MAX_UNPACKED_BYTES):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise expat.ExpatError("a document type")


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


class _Styles(_Handler):
    """The number formats, and which of them each style of a cell has."""

    def __init__(self) -> None:
        self._within = ""
        self._codes: dict[str, str] = {}
        self._formats: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        name = _local(tag)
        if name in {"numFmts", "cellXfs"}:
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and self._within == "cellXfs":
            self._formats.append(attributes.get("numFmtId", ""))

    def end(self, tag: str) -> None:
        if _local(tag) == self._within:
            self._within = ""

    def masks(self) -> tuple[tuple[str, ...], dict[str, int]]:
        """The masks there are, and the mask of each style that has one."""
        by_format = {number: mask for number, code in self._codes.items() if (mask := mask_of(code))}
        masks = ("", *dict.fromkeys(by_format.values()))[: MOST_MASKS + 1]
        places = {mask: place for place, mask in enumerate(masks)}
        return masks, {
            str(style): places[mask]
            for style, number in enumerate(self._formats)
            if (mask := by_format.get(number, "")) in places and mask
        }


class _Sheets(_Handler):
    """The worksheets' names and relations, and where relations lead."""

    def __init__(self) -> None:
        self.relations: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def start(self, tag: str, attributes: Attributes) -> None:
        name = _local(tag)
        if name == "sheet":
            relation = (value for key, value in attributes.items() if key.endswith("/relationships id"))
            self.relations[attributes.get("name", "")] = next(relation, "")
        elif name == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


def _worksheets(data: bytes, parts: Parts) -> dict[str, str]:
    """The worksheets by name, and their parts."""
    sheets = _Sheets()
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        _follow(data, parts, part, sheets)
    return {
        name: posixpath.normpath(posixpath.join("/xl", sheets.targets[relation])).lstrip("/")
        for name, relation in sheets.relations.items()
        if relation in sheets.targets
    }


class _Cells(_Handler):
    """The cells of a worksheet whose style has a mask; rows and cells need not say where they stand."""

    def __init__(self, by_style: Mapping[str, int], shown: Shown) -> None:
        self.shown = shown
        self._by_style = by_style
        self._row = 0
        self._reference = ""
        self._since = 0  # cells without a place after the last one that had one

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag.endswith(" c") or tag == "c":
            reference = attributes.get("r")
            if reference:
                self._reference, self._since = reference, 0
            else:
                self._since += 1
            mask = self._by_style.get(attributes.get("s", ""))
            if mask is not None:
                self._note(mask)
        elif tag.endswith(" row") or tag == "row":
            said = attributes.get("r", "")
            self._row = int(said) if _ROW.fullmatch(said) else self._row + 1
            self._reference, self._since = "", 0

    def _note(self, mask: int) -> None:
        place = _REFERENCE.fullmatch(self._reference)
        if place:
            self.shown.note(int(place[2]) - 1, _column(place[1]) + self._since - 1, mask)
        elif not self._reference:
            self.shown.note(self._row - 1, self._since - 1, mask)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
