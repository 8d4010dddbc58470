"""The rows of the tables, the same on the terminal and in the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HEADINGS = ("what", "program", "reference", "ratio", "goal", "")
VERDICTS = {True: "met", False: "not met", None: ""}
_LARGE, _MEDIUM = 100, 10


def figure_row(figure: Mapping[str, Any]) -> tuple[str, ...]:
    """What `Figure.as_json` tells, under `HEADINGS`."""
    reference = ""
    if figure["reference"] is not None:
        told = _with_range(figure["reference"], figure["reference_runs"], figure["unit"])
        reference = f"{told}, {figure['against']}"
    ratio = "" if figure["ratio"] is None else f"{figure['ratio']:.2f} ×"
    program = _with_range(figure["value"], figure["runs"], figure["unit"])
    return figure["what"], program, reference, ratio, figure["goal"], VERDICTS[figure["met"]]


def growth_title(growth: Mapping[str, Any]) -> str:
    """What grows, and how to read the exponents."""
    return (
        f"{growth['title']}, {growth['unit']}: medians and ranges. Exponent: of the power law through the "
        "medians, with its 95 % interval where there are three sizes or more"
    )


def growth_rows(growth: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """What `Growth.as_json` tells: headings, a row for each size, and the exponents."""
    lines = growth["lines"]
    sizes = sorted({size for line in lines for size in line["sizes"]})
    ends = (f"{line['end']:.2f}" if "end" in line else "" for line in lines)
    return [
        (growth["axis"], *(line["name"] for line in lines)),
        *((f"{size:,}", *(_at(line, size) for line in lines)) for size in sizes),
        ("exponent", *(line["words"] for line in lines)),
        ("exponent, the two largest", *ends),
    ]


def _at(line: Mapping[str, Any], size: int) -> str:
    if size not in line["sizes"]:
        return ""
    place = line["sizes"].index(size)
    return _with_range(line["medians"][place], line["runs"][place], "")


def _with_range(value: float, runs: Sequence[float], unit: str) -> str:
    text = f"{_number(value)} {unit}".rstrip()
    return f"{text} ({_number(min(runs))}–{_number(max(runs))})" if len(runs) > 1 else text


def _number(value: float) -> str:
    if float(value).is_integer() or abs(value) >= _LARGE:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= _MEDIUM else f"{value:.3f}"
