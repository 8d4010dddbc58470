"""A growth as an SVG picture: both axes logarithmic, each line named at its end, for light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 234, 62, 56
_LABEL_GAP, _LETTER = 33, 7.4
_FEW_DECADES = 1.3
_HUES = {
    **{"p0": ("#0b5cad", "#6cb6ff"), "p1": ("#b3420a", "#ff9d5c")},
    **{"p2": ("#0a7a55", "#4fd1a1"), "p3": ("#8a2f9e", "#dd9bf0")},
    **{"r0": ("#57606a", "#a8b2bd"), "r1": ("#7d6608", "#d8c05a")},
    **{"r2": ("#8c3b4a", "#e8a0ae"), "r3": ("#2f6f7e", "#8fd0de")},
}
"""The program's lines and the references', each on a light and on a dark page."""
_PAGES = (("#ffffff", "#1f2328", "#57606a", "#d8dee4"), ("#0d1117", "#e6edf3", "#a8b2bd", "#30363d"))


def draw(growth: Mapping[str, Any]) -> str:
    """The picture of what `Growth.as_json` tells.

    Lines of the program are whole, those of references dashed; a bar at a point is the range of its runs. The
    page's own colour is part of the picture, so that it can be read on any page; a reader who prefers dark
    gets dark.
    """
    lines = growth["lines"]
    columns = _Scale([size for line in lines for size in line["sizes"]], _LEFT, WIDTH - _RIGHT)
    costs = [cost for line in lines for runs in line["runs"] for cost in runs if cost > 0]
    rows = _Scale(costs, HEIGHT - _BOTTOM, _TOP)
    body = [
        _text(16, 25, growth["title"], "title"),
        *_grid(columns, rows),
        _text((_LEFT + WIDTH - _RIGHT) / 2, HEIGHT - 12, growth["axis"], "axis", "middle"),
        _text(16, 45, f"{growth['unit']}; points: medians, bars: range of the runs", "axis"),
    ]
    places = {False: count(), True: count()}
    for line, height in zip(lines, _apart([rows(line["medians"][-1]) for line in lines]), strict=True):
        kind = f"{'r' if line['reference'] else 'p'}{next(places[line['reference']]) % 4}"
        body += _line(line, kind, (columns, rows), height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="13">'
    )
    about = f'<title>{escape(growth["title"])}</title><rect class="page" width="{WIDTH}" height="{HEIGHT}"/>'
    return "\n".join([head, _style(), about, *body, "</svg>", ""])


class _Scale:
    """Values to places, by their logarithms, with a little room at both ends."""

    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        low, high = math.log10(min(values)), math.log10(max(values))
        room = max(0.06 * (high - low), 0.04)
        self._low, self._high = low - room, high + room
        self.begin, self.end = begin, end

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self._low) / (self._high - self._low)
        return round(self.begin + share * (self.end - self.begin), 1)

    def ticks(self) -> list[float]:
        """Whole decades; also 2 and 5 of each where there are few."""
        steps = (1, 2, 5) if self._high - self._low < _FEW_DECADES else (1,)
        powers = range(math.floor(self._low), math.ceil(self._high) + 1)
        every = [step * 10.0**power for power in powers for step in steps]
        return [tick for tick in every if self._low <= math.log10(tick) <= self._high]


def _grid(columns: _Scale, rows: _Scale) -> list[str]:
    drawn = []
    for tick in rows.ticks():
        drawn.append(_path([(columns.begin, rows(tick)), (columns.end, rows(tick))], "rule"))
        drawn.append(_text(columns.begin - 8, rows(tick) + 4, _number(tick), "axis", "end"))
    for tick in columns.ticks():
        drawn.append(_path([(columns(tick), rows.begin), (columns(tick), rows.end)], "rule"))
        drawn.append(_text(columns(tick), rows.begin + 20, _number(tick), "axis", "middle"))
    return drawn


def _line(line: Mapping[str, Any], kind: str, scales: tuple[_Scale, _Scale], height: float) -> list[str]:
    columns, rows = scales
    points = [(columns(size), rows(cost)) for size, cost in zip(line["sizes"], line["medians"], strict=True)]
    ranges = [
        _path([(columns(size), rows(min(runs))), (columns(size), rows(max(runs)))], f"{kind} range")
        for size, runs in zip(line["sizes"], line["runs"], strict=True)
        if len(runs) > 1 and min(runs) > 0
    ]
    x, y = points[-1]
    lead = _path([(x + 6, y), (columns.end + 12, height)], f"{kind} lead")
    dots = [f'<circle class="{kind} dot" cx="{across}" cy="{down}" r="4"/>' for across, down in points]
    left, top = columns.end + 16, height + 4
    names = [_text(left, top, line["name"], f"{kind} name")]
    if "exponent" in line:
        names.append(_text(left, top + 15, f"grows as n^{line['exponent']:.2f}", f"{kind} name"))
    return [*ranges, _path(points, kind), lead, *dots, *names]


def _apart(heights: Sequence[float]) -> list[float]:
    """The labels' heights, moved so that no two overlap and all stay within the picture."""
    order, moved = sorted(range(len(heights)), key=lambda place: heights[place]), list(heights)
    floor, ceiling = float(_TOP), float(HEIGHT - _BOTTOM)
    for place in order:
        moved[place] = floor = max(heights[place], floor)
        floor += _LABEL_GAP
    for place in reversed(order):
        moved[place] = ceiling = min(moved[place], ceiling)
        ceiling -= _LABEL_GAP
    return [round(height, 1) for height in moved]


def _path(points: Sequence[tuple[float, float]], kind: str) -> str:
    return f'<path class="{kind}" fill="none" d="M{" L".join(f"{x} {y}" for x, y in points)}"/>'


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    room = WIDTH - x - 6
    narrow = (
        f' textLength="{room:.0f}" lengthAdjust="spacingAndGlyphs"' if len(words) * _LETTER > room else ""
    )
    place = f'x="{x:g}" y="{y:g}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {place}{narrow}>{escape(words)}</text>'


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1 else f"{value:.10f}".rstrip("0")


def _style() -> str:
    """The colours, twice; what else is the same."""
    shape = (
        "path{stroke-width:2}.rule{stroke-width:1}.title{font-size:16px;font-weight:600}"
        ".r0,.r1,.r2,.r3{stroke-dasharray:6 4}.range,.lead{stroke-dasharray:none}"
        ".range{stroke-width:5;stroke-opacity:.3}.lead{stroke-width:1;stroke-opacity:.5}"
    )
    return f"<style>{_colours(0)}{shape}@media (prefers-color-scheme: dark){{{_colours(1)}}}</style>"


def _colours(side: int) -> str:
    page, ink, soft, rule = _PAGES[side]
    rules = [f".page{{fill:{page}}}.title{{fill:{ink}}}.axis{{fill:{soft}}}.rule{{stroke:{rule}}}"]
    for kind, hues in _HUES.items():
        rules.append(f"path.{kind}{{stroke:{hues[side]}}}.dot.{kind},.name.{kind}{{fill:{hues[side]}}}")
    return "".join(rules)
