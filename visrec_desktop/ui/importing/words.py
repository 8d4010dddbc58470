"""The words of a plan: what was found, what will happen, what was done to single values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from visrec_desktop.bridge.planning import Part
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.core.remark_wording import remark_words
from visrec_desktop.services.importing.values import ImportItem, Link, Verdict
from visrec_desktop.ui.importing.counting import counted
from visrec_desktop.ui.widgets.numbers import count_text

if TYPE_CHECKING:
    from visrec_desktop.services.importing import ImportFailure, ImportPlan
    from visrec_desktop.services.importing.values import FoundTable
    from visrec_desktop.sources.tables.values import Remark

_translate = QCoreApplication.translate
FIELDS = (
    "sku", "name", "category", "brand", "colour", "size", "price", "currency", "stock", "description",
    "image", "barcode",
)  # fmt: skip
"""The fields that a column can be, in the order of the menu."""
ATTRIBUTE, IGNORED = "attribute", "ignored"


def field_name(field: str) -> str:
    """A field as people call it; a heading is its own name."""
    names: dict[str, Callable[[], str]] = {
        "sku": lambda: _translate("Import", "SKU"),
        "name": lambda: _translate("Import", "Name"),
        "category": lambda: _translate("Import", "Category"),
        "brand": lambda: _translate("Import", "Brand"),
        "colour": lambda: _translate("Import", "Colour"),
        "size": lambda: _translate("Import", "Size"),
        "price": lambda: _translate("Import", "Price"),
        "currency": lambda: _translate("Import", "Currency"),
        "stock": lambda: _translate("Import", "Stock"),
        "description": lambda: _translate("Import", "Description"),
        "image": lambda: _translate("Import", "Picture file"),
        "barcode": lambda: _translate("Import", "Barcode"),
        "pictures": lambda: _translate("Import", "Pictures"),
        "attributes": lambda: _translate("Import", "Further facts"),
        ATTRIBUTE: lambda: _translate("Import", "Further fact"),
        IGNORED: lambda: _translate("Import", "Leave out"),
    }
    found = names.get(field)
    return field if found is None else found()


def part_name(part: Part) -> str:
    """A part of a plan, as its chip says it."""
    return {
        Part.ALL: _translate("Import", "All"),
        Part.NEW: _translate("Import", "New"),
        Part.CHANGED: _translate("Import", "Changed"),
        Part.UNCHANGED: _translate("Import", "Unchanged"),
        Part.DOUBTFUL: _translate("Import", "To look at"),
        Part.LOOSE: _translate("Import", "Pictures without a product"),
        Part.FAILED: _translate("Import", "Cannot be used"),
    }[part]


def headline(plan: ImportPlan, counts: dict[Part, int]) -> str:
    """Everything in one line, such as "1,204 products: 1,100 new, 80 changed; 3 files cannot be used"."""
    if not plan.items:
        start = _translate("Import", "There is nothing to import")
    else:
        kinds = [
            (counts[Part.NEW], _translate("Import", "%1 new")),
            (counts[Part.CHANGED], _translate("Import", "%1 changed")),
            (counts[Part.UNCHANGED], _translate("Import", "%1 unchanged")),
            (counts[Part.DOUBTFUL], _translate("Import", "%1 to look at")),
        ]
        told = ", ".join(words.replace("%1", count_text(number)) for number, words in kinds if number)
        one, many = _translate("Import", "1 product"), _translate("Import", "%1 products")
        start = f"{counted(len(plan.items), one, many)}: {told}"
    if not plan.failures:
        return start
    failed = counted(
        len(plan.failures),
        _translate("Import", "1 file or row cannot be used"),
        _translate("Import", "%1 files or rows cannot be used"),
    )
    return f"{start}; {failed}"


def found_line(plan: ImportPlan) -> str:
    """What lay in the files: pictures, archives, and what was left out."""
    counts = [
        (plan.pictures, _translate("Import", "1 picture"), _translate("Import", "%1 pictures")),
        (len(plan.tables), _translate("Import", "1 table"), _translate("Import", "%1 tables")),
        (plan.archives, _translate("Import", "1 archive"), _translate("Import", "%1 archives")),
        (
            plan.skipped,
            _translate("Import", "1 other file left out"),
            _translate("Import", "%1 other files left out"),
        ),
    ]
    return " · ".join(counted(number, one, many) for number, one, many in counts if number)


def table_names(tables: Sequence[FoundTable]) -> list[str]:
    """Tables by their file and worksheet; by their folder too, where two files are called alike."""
    short = [_table_name(table) for table in tables]
    alike = Counter(short)
    return [
        name if alike[name] == 1 else f"{name} ({table.choice.path.parent.name})"
        for name, table in zip(short, tables, strict=True)
    ]


def _table_name(table: FoundTable) -> str:
    name = table.choice.path.name
    return f"{name} › {table.choice.table}" if table.choice.table else name


def encoding_name(encoding: str) -> str:
    """How a text is written, as people say it."""
    plain = encoding.lower().replace("_", "-")
    families = {
        "utf-8": "UTF-8",
        "utf-16": "UTF-16",
        "utf-32": "UTF-32",
        "gb": _translate("Import", "Chinese (GB18030)"),
        "big5": _translate("Import", "Chinese (Big5)"),
        "cp932": _translate("Import", "Japanese (Shift-JIS)"),
        "shift": _translate("Import", "Japanese (Shift-JIS)"),
        "cp949": _translate("Import", "Korean"),
        "cp1252": _translate("Import", "Western European (Windows)"),
        "latin": _translate("Import", "Western European"),
        "cp1250": _translate("Import", "Central European (Windows)"),
        "cp1251": _translate("Import", "Cyrillic (Windows)"),
        "cp1253": _translate("Import", "Greek (Windows)"),
        "ascii": _translate("Import", "plain letters"),
    }
    found = (words for start, words in families.items() if plain.startswith(start))
    return next(found, encoding)


def verdict_text(verdict: Verdict) -> str:
    """What an item means for the catalog."""
    if verdict is Verdict.NEW:
        return _translate("Import", "new")
    return (
        _translate("Import", "changed") if verdict is Verdict.CHANGED else _translate("Import", "unchanged")
    )


def link_text(link: Link) -> str:
    """How a picture found its product."""
    return {
        Link.NAMED: _translate("Import", "named in the sheet"),
        Link.SKU: _translate("Import", "found by its name"),
        Link.GUESSED: _translate("Import", "found by a part of its name"),
        Link.BARCODE: _translate("Import", "found by its barcode"),
        Link.HAND: _translate("Import", "chosen by hand"),
        Link.OWN: _translate("Import", "a product of its own"),
    }[link]


def remark_text(remark: Remark) -> str:
    """What was done to a value, in one sentence."""
    words = remark_words(
        remark.kind.value, remark.before, remark.after, lambda text: _translate("Import", text)
    )
    return f"{field_name(remark.field)}: {words}"


def trouble_text(trouble: ImportFailure) -> str:
    """What of a row cannot be used; the rest of it is imported."""
    if trouble.code is ErrorCode.REMOTE_PICTURE:
        return _translate("Import", "The picture is an address, and is left out")
    return _translate("Import", "Left empty, since it is not understood: %1").replace("%1", trouble.detail)


def note_of(item: ImportItem) -> tuple[str, bool]:
    """The one line under an item's verdict, and whether it asks to be looked at."""
    if item.trouble is not None:
        return trouble_text(item.trouble), True
    if item.absent:
        words = _translate("Import", "Picture not found: %1")
        return words.replace("%1", ", ".join(path.name for path in item.absent)), True
    return _note_of_whole(item)


def _note_of_whole(item: ImportItem) -> tuple[str, bool]:
    guessed = next(
        (pair[1] for pair in zip(item.links, item.pictures, strict=False) if _is_guess(pair)), None
    )
    if guessed is not None:
        return _translate("Import", "%1: found by a part of its name").replace("%1", guessed.name), True
    doubtful = next((each for each in item.remarks if each.doubtful), None)
    if doubtful is not None:
        return remark_text(doubtful), True
    if item.verdict is Verdict.CHANGED and item.changes:
        return ", ".join(field_name(field) for field in item.changes), False
    if item.remarks:
        return remark_text(item.remarks[0]), False
    told = (link for link in (Link.HAND, Link.BARCODE) if link in item.links)
    words = next((link_text(link) for link in told), "")
    return (_translate("Import", "Picture %1").replace("%1", words), False) if words else ("", False)


def _is_guess(pair: tuple[Link, Path]) -> bool:
    return pair[0] is Link.GUESSED


def origin_text(item: ImportItem) -> str:
    """Where an item comes from: the sheet's name with the row, or the file's name."""
    return Path(item.origin).name
