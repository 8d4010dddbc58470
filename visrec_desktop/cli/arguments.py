"""What may be written on the command line; `docs/cli.md` is its contract."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from visrec_desktop import __version__

if TYPE_CHECKING:
    from decimal import Decimal

    from visrec_desktop.core.values import Crop, Filters

EVENTS = ("view", "click", "like", "dislike", "purchase")
REFUSALS = ("too_dear", "colour", "style", "size", "owns_one", "other")
WHERE_FIELDS = ("sku", "name", "category", "brand", "colour", "size", "price", "in_stock")
_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0"})
_CROP_NUMBERS = 4


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the command line; wrong usage ends the program with code 2.

    Opening the window goes through here too, so this module imports nothing that takes time.
    """
    parser = build_parser()
    arguments = parser.parse_args(argv)
    if arguments.command == "import" and not arguments.paths and arguments.sheet is None:
        parser.error("import needs a PATH or --sheet FILE")
    if arguments.command == "feedback" and arguments.reason and arguments.event != "dislike":
        parser.error("--reason goes with dislike")
    if arguments.command == "feedback" and arguments.reason and arguments.undo:
        parser.error("--undo takes the latest event back; leave --reason out")
    return arguments


def build_parser() -> argparse.ArgumentParser:
    """The parser; `command` is None when the window is meant."""
    parser = argparse.ArgumentParser(
        prog="visrec",
        description="Find the shop's own products that look like a photo. No command opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"visrec {__version__}")
    parser.add_argument("--data-dir", type=_path, metavar="DIR", help="where the catalog and its index live")
    parser.add_argument("--no-demo", action="store_true", help="start a new data folder empty")
    parser.add_argument("--json", action="store_true", help="write JSON only, one object a line")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_import(commands.add_parser("import", help="add product pictures, or a sheet of products"))
    _add_search(commands.add_parser("search", help="rank the products that look like a photo"))
    _add_recommend(commands.add_parser("recommend", help="rank the products that suit a client"))
    _add_client(commands.add_parser("client", help="add, list, show, export or forget clients"))
    _add_feedback(commands.add_parser("feedback", help="record what a client thinks of a product"))
    commands.add_parser("models", help="list the model packs")
    commands.add_parser("doctor", help="tell versions, model, speed, coverage and checks")
    _add_check(commands.add_parser("check", help="check the data folder"))
    for command in commands.choices.values():
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", type=_path, metavar="PATH", help="picture files and folders")
    parser.add_argument("--sheet", type=_path, metavar="FILE", help="CSV or TSV with one product a row")
    parser.add_argument(
        "--map", type=_mapping, default={}, metavar="FIELD=COLUMN,...", help="which column holds which field"
    )
    parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")


def _add_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", nargs="+", type=_path, metavar="PHOTO")
    parser.add_argument("--client", metavar="ID", help="for this client: number or name")
    _add_top(parser)
    parser.add_argument(
        "--where",
        action="append",
        type=_condition,
        default=[],
        metavar="FIELD=VALUE",
        help=f"only products with this value; fields: {', '.join(WHERE_FIELDS)}",
    )
    parser.add_argument(
        "--crop", type=_crop, metavar="x,y,w,h", help="only this part of the photo, in pixels"
    )


def _add_top(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--top", type=_positive, default=10, metavar="N", help="how many products (10)")


def _add_recommend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("client", metavar="CLIENT", help="number or name")
    parser.add_argument("--photo", type=_path, metavar="PHOTO", help="what the client shows")
    _add_top(parser)
    parser.add_argument(
        "--balance", type=_share, metavar="0..1", help="0 like the photo, 1 like the client (0.4)"
    )
    parser.add_argument("--diversity", type=_share, metavar="0..1", help="0 safe, 1 surprising")


def _add_client(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add a client")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--json-profile", type=_path, metavar="FILE", help="everything else about the client")
    actions.add_parser("list", help="list the clients")
    show = actions.add_parser("show", help="tell what is known about a client")
    export = actions.add_parser("export", help="write everything about a client to a file")
    export.add_argument("--out", type=_path, metavar="FILE", required=True, help="a JSON file")
    forget = actions.add_parser("forget", help="erase everything about a client")
    for action in (show, export, forget):
        action.add_argument("client", metavar="ID", help="number or name")
    for action in actions.choices.values():
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _add_feedback(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("client", metavar="CLIENT", help="number or name")
    parser.add_argument("sku", metavar="SKU")
    parser.add_argument("event", choices=EVENTS, metavar="EVENT", help=", ".join(EVENTS))
    parser.add_argument(
        "--reason", choices=REFUSALS, metavar="CODE", help=f"why not, for dislike: {', '.join(REFUSALS)}"
    )
    parser.add_argument("--undo", action="store_true", help="take the latest such event back")


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="leave out the reading of every page")


def _path(text: str) -> Path:
    if not text:  # `Path` would take it for the current folder
        raise argparse.ArgumentTypeError("a path is empty")
    return Path(text)


def _positive(text: str) -> int:
    try:
        value = int(text)
    except ValueError:
        value = 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1")
    return value


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 0 to 1")
    return value


def _mapping(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    if not pairs or not all(field.strip() and equals and column.strip() for field, equals, column in pairs):
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=COLUMN,FIELD=COLUMN")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _condition(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    name = {"color": "colour"}.get(field.strip(), field.strip())
    if not equals or name not in WHERE_FIELDS:
        raise argparse.ArgumentTypeError(f"“{text}” is not FIELD=VALUE; fields: {', '.join(WHERE_FIELDS)}")
    if name == "price":
        _price_range(value)
    if name == "in_stock" and value.strip().casefold() not in _TRUE | _FALSE:
        raise argparse.ArgumentTypeError(f"“{text}”: in_stock is true or false")
    return name, value.strip()


def _price_range(text: str) -> tuple[Decimal | None, Decimal | None]:
    from decimal import Decimal, InvalidOperation

    low, dots, high = text.partition("..")
    try:
        lowest = Decimal(low) if low.strip() else None
        highest = Decimal(high) if high.strip() else None
    except InvalidOperation as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not a price or a range such as 10..25") from error
    return lowest, highest if dots else lowest


def _crop(text: str) -> Crop:
    from visrec_desktop.core.values import Crop

    try:
        numbers = [int(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != _CROP_NUMBERS or min(numbers[2:]) < 1 or min(numbers[:2]) < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not x,y,w,h in whole pixels")
    return Crop(*numbers)


def filters_of(conditions: Sequence[tuple[str, str]]) -> Filters:
    """The filters that `--where` options mean; a field given twice means either value."""
    from visrec_desktop.core.values import Filters

    given: dict[str, tuple[str, ...]] = {}
    for field, value in conditions:
        given[field] = (*given.get(field, ()), value)
    ranges = tuple(_price_range(value) for value in given.get("price", ()))
    lowest, highest = ranges[0] if len(ranges) == 1 else (None, None)
    stocked = {value.casefold() in _TRUE for value in given.get("in_stock", ())}
    return Filters(
        categories=given.get("category", ()),
        brands=given.get("brand", ()),
        colours=given.get("colour", ()),
        sizes=given.get("size", ()),
        skus=given.get("sku", ()),
        names=given.get("name", ()),
        price_min=lowest,
        price_max=highest,
        prices=ranges if len(ranges) > 1 else (),
        in_stock=stocked == {True},
        sold_out=stocked == {False},
    )
