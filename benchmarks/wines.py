"""Ratings of wines, and the two ways to hide what people chose next."""

from __future__ import annotations

import ast
import csv
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

LIKE, INTEREST = 4.0, 3.0
"""Stars of a like, and of what was at least of interest; less is a refusal."""
FEWEST_LIKES, COLD = 5, 9
VALUES = (1.0, 0.8, -1.0)
"""What the program makes of a like, an interest and a refusal."""
COLUMNS = ("Country", "Type", "RegionName", "WineryName", "Grapes")
"""What the program is told about a wine; as there are hardly any pictures, likeness is made of it too."""


@dataclass(frozen=True, slots=True, eq=False)
class Wines:
    """All ratings by person and time, and the wines; times are in days since 1970."""

    people: Ints
    items: Ints
    stars: Floats
    days: Floats
    wines: Sequence[dict[str, str]]

    @property
    def liked(self) -> Mask:
        """Which ratings are likes."""
        liked: Mask = self.stars >= LIKE
        return liked

    @property
    def values(self) -> Floats:
        """The ratings as the program takes them."""
        return np.select([self.liked, self.stars >= INTEREST], VALUES[:2], VALUES[2])

    def column(self, name: str) -> list[tuple[str, ...]]:
        """What each wine has of one kind."""
        texts = [wine[name] for wine in self.wines]
        return [tuple(ast.literal_eval(text)) if text.startswith("[") else (text,) for text in texts]


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """What is known, and what each person chose next.

    Attributes:
        known: bool, which ratings may be learned from.
        people: who is asked about.
        targets: the wine each of them liked next.
        now: for each of them the last moment of which anything is known.
        likes: how many likes each has: all in "leave last out", those before the date in the other split.
    """

    known: Mask
    people: Ints
    targets: Ints
    now: Floats
    likes: Ints

    @property
    def cold(self) -> Mask:
        """Who has 5 to 9 likes."""
        cold: Mask = self.likes <= COLD
        return cold

    def of(self, chosen: Ints) -> Split:
        """Some of the people."""
        return Split(
            self.known, self.people[chosen], self.targets[chosen], self.now[chosen], self.likes[chosen]
        )


def load(folder: Path) -> Wines:
    """Read both files."""
    with (folder / "wines.csv").open(encoding="utf-8", newline="") as file:
        wines = list(csv.DictReader(file))
    numbers = {wine["WineID"]: number for number, wine in enumerate(wines)}
    with gzip.open(folder / "ratings.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [
            (int(row["UserID"]), numbers[row["WineID"]], float(row["Rating"]), day(row["Date"]), row)
            for row in csv.DictReader(file)
        ]
    rows.sort(key=lambda each: (each[0], each[3], int(each[4]["RatingID"])))
    columns: list[Any] = list(zip(*rows, strict=True))
    _, people = np.unique(np.array(columns[0]), return_inverse=True)
    return Wines(people, np.array(columns[1]), np.array(columns[2]), np.array(columns[3]), wines)


def day(text: str) -> float:
    """A moment in days since 1970."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() / 86400


def leave_last_out(wines: Wines, known: Mask | None = None) -> Split:
    """Hide each person's last like and what they rated after it.

    Args:
        wines: all ratings.
        known: those to look at; all. People need `FEWEST_LIKES` likes among all ratings.
    """
    known = np.ones(len(wines.people), np.bool_) if known is None else known
    enough = np.bincount(wines.people[wines.liked]) >= FEWEST_LIKES
    places = np.flatnonzero(known & wines.liked & enough[wines.people])
    last = np.full(len(enough), len(known))
    last[wines.people[places]] = places  # ascending: the last one stays
    people = np.unique(wines.people[places])
    left = known & (np.arange(len(known)) < last[wines.people])
    now = np.full(len(enough), -np.inf)
    np.maximum.at(now, wines.people[left], wines.days[left])
    likes = np.bincount(wines.people[known & wines.liked], minlength=len(enough))
    return Split(left, people, wines.items[last[people]], now[people], likes[people])


def by_date(wines: Wines, date: str, known: Mask | None = None) -> Split:
    """Hide everything from a date on; the target is each person's first like from then on."""
    start = day(date)
    known = np.ones(len(wines.people), np.bool_) if known is None else known
    before = known & (wines.days < start)
    likes = np.bincount(wines.people[before & wines.liked], minlength=int(wines.people.max()) + 1)
    enough = (likes >= FEWEST_LIKES)[wines.people]
    after = np.flatnonzero(known & wines.liked & (wines.days >= start) & enough)
    people, first = np.unique(wines.people[after], return_index=True)
    targets = wines.items[after[first]]
    return Split(before, people, targets, np.full(len(people), start), likes[people])
