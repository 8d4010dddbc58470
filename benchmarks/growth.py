"""How a cost grows with size: the same work at several sizes, and the power law through its medians."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_LEAST_FOR_INTERVAL = 3
_TWO_SIDED_95 = 0.975


@dataclass(frozen=True, slots=True)
class Fit:
    """A power law `cost = constant * size ** exponent`.

    Attributes:
        exponent: 0 where size does not matter, 1 where double the size costs double.
        interval: the exponent's 95 % interval; None where two sizes are all there is.
        end: the exponent between the two largest sizes alone. A fixed cost flattens the fit over all
            sizes, so this is the one to look at for what still larger sizes cost.
    """

    exponent: float
    interval: tuple[float, float] | None
    end: float

    def words(self) -> str:
        """The exponent with its interval."""
        text = f"{self.exponent:.2f}"
        return text if self.interval is None else "{} [{:.2f}, {:.2f}]".format(text, *self.interval)

    def as_json(self) -> dict[str, Any]:
        """Everything, for the results file."""
        interval = None if self.interval is None else [round(end, 4) for end in self.interval]
        return {"exponent": round(self.exponent, 4), "interval": interval, "end": round(self.end, 4)}


def fit(sizes: Sequence[float], costs: Sequence[float]) -> Fit:
    """Least squares through the logarithms of both.

    The exponent is the slope of the straight line in log-log (Goldsmith, Aiken and Wilkerson, “Measuring
    empirical computational complexity”, ESEC/FSE 2007, section 3). Its interval is the slope's standard
    error times Student's t with two degrees of freedom fewer than sizes (Draper and Smith, “Applied
    regression analysis”, 1998, section 1.4). The points are medians, one a size, so the interval also grows
    where no single power law describes all sizes, which repeating the runs would not tell.

    Args:
        sizes: two or more, all different, above 0.
        costs: one for each size, above 0.

    Raises:
        ValueError: fewer than two sizes, one of them twice, not as many costs, or a number that has no
            logarithm.
    """
    if len(sizes) < 2 or len(set(sizes)) < len(sizes):
        raise ValueError(f"needs two different sizes or more, not {list(sizes)}")
    points = sorted((math.log(size), math.log(cost)) for size, cost in zip(sizes, costs, strict=True))
    xs, ys = ([point[axis] for point in points] for axis in (0, 1))
    slope, reach = _slope(xs, ys)
    interval = None if reach is None else (slope - reach, slope + reach)
    return Fit(slope, interval, (ys[-1] - ys[-2]) / (xs[-1] - xs[-2]))


@dataclass(frozen=True, slots=True)
class Trend:
    """How much a value changes with each step, and the 95 % interval of that."""

    slope: float
    low: float
    high: float


def trend(steps: Sequence[float], values: Sequence[float], blocks: int = 8) -> Trend:
    """Least squares through the means of consecutive blocks of a series.

    What follows shortly after another value is like it, so that a fit through all of them is far too certain
    of itself. The means of long blocks are nearly independent (batch means; Law and Kelton, “Simulation
    modeling and analysis”, 2000, section 9.5.3), and the interval is that of a slope through so many points.

    Args:
        steps: ascending, so many at least as there are blocks.
        values: one for each step.
        blocks: three or more.

    Raises:
        ValueError: too few of them.
    """
    if blocks < _LEAST_FOR_INTERVAL or len(steps) < blocks or len(steps) != len(values):
        raise ValueError(f"{len(steps)} steps and {len(values)} values do not make {blocks} blocks")
    ends = [round(place * len(steps) / blocks) for place in range(blocks + 1)]
    xs, ys = (
        [statistics.fmean(each[begin:end]) for begin, end in pairwise(ends)] for each in (steps, values)
    )
    slope, reach = _slope(xs, ys)
    if reach is None:
        raise AssertionError("three points or more have an interval")
    return Trend(slope, slope - reach, slope + reach)


def _slope(xs: Sequence[float], ys: Sequence[float]) -> tuple[float, float | None]:
    """The slope of the line of least squares, and half of its 95 % interval; None for two points."""
    slope, intercept = statistics.linear_regression(xs, ys)
    if len(xs) < _LEAST_FOR_INTERVAL:
        return slope, None
    from scipy.stats import t

    freedom = len(xs) - 2
    middle = statistics.fmean(xs)
    left = sum((y - intercept - slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    error = math.sqrt(left / freedom / sum((x - middle) ** 2 for x in xs))
    return slope, float(t.ppf(_TWO_SIDED_95, freedom)) * error


@dataclass(frozen=True, slots=True)
class Line:
    """What one side costs at each size.

    Attributes:
        name: the side, short enough to stand beside its line in a plot.
        runs: for each size its costs, one a run.
        reference: whether it is what the program is compared with.
    """

    name: str
    runs: Mapping[int, Sequence[float]]
    reference: bool = False

    @property
    def medians(self) -> dict[int, float]:
        """The median of each size's runs, smallest size first."""
        return {size: statistics.median(self.runs[size]) for size in sorted(self.runs)}

    @property
    def fit(self) -> Fit | None:
        """The power law; None for fewer than two sizes or a cost of nothing."""
        medians = self.medians
        if len(medians) < 2 or min(medians.values()) <= 0:
            return None
        return fit(list(medians), list(medians.values()))

    def as_json(self) -> dict[str, Any]:
        """Everything, for the results file."""
        found = self.fit
        return {
            "name": self.name,
            "reference": self.reference,
            "sizes": sorted(self.runs),
            "medians": [round(median, 5) for median in self.medians.values()],
            "runs": [[round(run, 5) for run in self.runs[size]] for size in sorted(self.runs)],
            "words": "" if found is None else found.words(),
            **({} if found is None else found.as_json()),
        }


@dataclass(frozen=True, slots=True)
class Growth:
    """Lines over the same sizes: printed as a table with their exponents, and drawn.

    Attributes:
        title: what grows.
        lines: the program's and the references', from the same rounds.
        unit: of the costs.
        axis: what is counted.
    """

    title: str
    lines: tuple[Line, ...]
    unit: str = "ms"
    axis: str = "products"

    def as_json(self) -> dict[str, Any]:
        """Everything, for the results file."""
        return {
            "title": self.title,
            "unit": self.unit,
            "axis": self.axis,
            "lines": [line.as_json() for line in self.lines],
        }
