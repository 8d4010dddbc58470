"""What a zipped workbook would come to when it is unpacked: bounded here, before any library trusts it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from visrec_desktop.sources.tables.values import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES

_CHUNK = 1024 * 1024
_MOST_PARTS = 10_000
_LOCKED = 0x1
_WORKSHEET = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_UNREAD = re.compile(
    r"(?:xl/(?:media|embeddings|drawings|charts|theme)|Pictures|Thumbnails|Object[^/]*)/", re.IGNORECASE
)
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,9})(\d{1,20})["']""")
_OVERLAP = 64
_MOST_FIGURES = 9
_REPEATED_COLUMNS = "table:number-columns-repeated"
_REPEATED_ROWS = "table:number-rows-repeated"


class Refused(ValueError):  # noqa: N818 - the file is what it is
    """A workbook that is not to be handed to the library: damaged, or of a kind that is not read."""


class Locked(ValueError):  # noqa: N818 - the file is what it is
    """A workbook that needs a password."""


class Oversized(ValueError):  # noqa: N818 - the file is what it is
    """A workbook that would unpack to more than can be held."""


def check(data: bytes) -> None:
    """Unpack a workbook once, piece by piece and keeping nothing, to know that it can be read.

    Raises:
        Locked: it needs a password.
        Oversized: it unpacks to more than `MAX_UNPACKED_BYTES`, or its cells are too many or too far apart.
        Refused: it is damaged, or no workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            names = {part.filename for part in parts}
            if "content.xml" in names:
                _check_ods(data, archive, parts)
            elif any(_WORKSHEET.fullmatch(name.lstrip("/")) for name in names):
                _check_xlsx(data, parts)
            else:
                raise Refused("It is a ZIP file without a worksheet that can be read.")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError, OSError) as error:
        raise Refused("It is damaged.") from error


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _LOCKED for part in parts):
        raise Locked
    declared = sum(part.file_size for part in parts if not _UNREAD.match(part.filename))
    if declared > MAX_UNPACKED_BYTES or len(parts) > _MOST_PARTS:
        raise Oversized


def _check_xlsx(data: bytes, parts: list[zipfile.ZipInfo]) -> None:
    budget = MAX_UNPACKED_BYTES
    for part in parts:
        if _UNREAD.match(part.filename):
            continue
        extent = _Extent()
        worksheet = _WORKSHEET.fullmatch(part.filename.lstrip("/")) is not None
        for chunk in chunks(data, part, budget):
            budget -= len(chunk)
            if worksheet:
                extent.add(chunk)
        extent.check()


class _Extent:
    """The last row and column of a worksheet of XLSX, by the places that its cells say."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._rest = b""

    def add(self, chunk: bytes) -> None:
        text = self._rest + chunk
        found = set(_PLACE.findall(text))
        if found:
            self.rows = max(self.rows, *(int(figures) for _, figures in found))
            self.columns = max(self.columns, *map(_column, {letters for letters, _ in found}))
        self._rest = text[-_OVERLAP:]

    def check(self) -> None:
        if self.rows > MAX_ROWS or self.columns > MAX_COLUMNS or self.rows * self.columns > MAX_CELLS:
            raise Oversized


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def chunks(data: bytes, part: zipfile.ZipInfo, budget: int) -> Iterator[bytes]:
    """The unpacked content of a part, whatever size its entry declares: that may be a lie.

    Raises:
        Oversized: it is more than `budget` bytes.
        Refused: it is damaged, or packed in a way that is not read.
        zlib.error: it is damaged.
    """
    start = part.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise Refused("It is damaged.")
    lengths = data[start + 26 : start + 30]
    start += 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        if len(packed) > budget:
            raise Oversized
        yield bytes(packed)
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("It is packed in a way that is not read.")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    pending: bytes | memoryview = packed
    while not unpacker.eof:
        chunk = unpacker.decompress(pending, _CHUNK)
        pending = unpacker.unconsumed_tail
        if not chunk and not pending:
            raise Refused("It is damaged.")
        budget -= len(chunk)
        if budget < 0:
            raise Oversized
        yield chunk


def _check_ods(data: bytes, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    by_name = {part.filename: part for part in parts}
    manifest = by_name.get("META-INF/manifest.xml")
    if manifest is not None and manifest.file_size < _CHUNK and b"encryption-data" in archive.read(manifest):
        raise Locked
    budget = MAX_UNPACKED_BYTES
    for part in parts:
        if part.filename != "content.xml" and not _UNREAD.match(part.filename):
            budget -= sum(map(len, chunks(data, part, budget)))
    scan = _OdsScan()
    try:
        for chunk in chunks(data, by_name["content.xml"], budget):
            scan.parser.Parse(chunk, False)
        scan.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("It is damaged.") from error


class _OdsScan:
    """Follows the cells of an ODS: a cell or row may be said to repeat a million times in a few bytes."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._row = self._column = self._width = self._columns = 0
        self._repeat = self._cells = 1

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in {"table:table-cell", "table:covered-table-cell"}:
            self._column += repeat_count(attributes.get(_REPEATED_COLUMNS))
            if "office:value-type" in attributes or "calcext:value-type" in attributes:
                self._width = self._column
        elif tag == "text:p":
            self._width = self._column
        elif tag == "table:table-row":
            self._column = self._width = 0
            self._repeat = repeat_count(attributes.get(_REPEATED_ROWS))
        elif tag == "table:table":
            self._row = self._columns = 0

    def _end(self, tag: str) -> None:
        if tag != "table:table-row":
            return
        self._row += self._repeat
        if not self._width:
            return
        self._columns = max(self._columns, self._width)
        self._cells += self._repeat * self._width
        far = self._row > MAX_ROWS or self._columns > MAX_COLUMNS or self._row * self._columns > MAX_CELLS
        if far or self._cells > MAX_CELLS:
            raise Oversized


def repeat_count(text: str | None) -> int:
    """How often an ODS says that a row or cell repeats; what no library would take counts as once."""
    return int(text) if text and text.isdecimal() and len(text) <= _MOST_FIGURES else 1
