"""Outlines in drawing units: a product is drawn in a square of 1000 by 1000, y pointing down."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Knot = tuple[float, float] | tuple[float, float, int]

CENTRE = 500.0


def xy(x: float, y: float) -> Points:
    """Make a point or a distance of two coordinates."""
    return np.array([x, y], dtype=np.float64)


def _run(points: Points, closed: bool, steps: int) -> Points:
    """Interpolate one smooth run of knots with a centripetal Hermite spline."""
    if len(points) == 2 and not closed:
        return points
    ring = np.vstack([points, points[:1]]) if closed else points
    span = np.maximum(np.linalg.norm(np.diff(ring, axis=0), axis=1) ** 0.5, 1e-6)
    slope = np.diff(ring, axis=0) / span[:, None]
    if closed:
        before, gap = np.roll(slope, 1, axis=0), np.roll(span, 1)
        inner = (before * span[:, None] + slope * gap[:, None]) / (span + gap)[:, None]
        tangent = np.vstack([inner, inner[:1]])
    else:
        gap, after = span[:-1, None], span[1:, None]
        inner = (slope[:-1] * after + slope[1:] * gap) / (gap + after)
        first, last = 1.5 * slope[0] - 0.5 * inner[0], 1.5 * slope[-1] - 0.5 * inner[-1]
        tangent = np.vstack([first, inner, last])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    h00, h10 = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t
    h01, h11 = -2 * t**3 + 3 * t**2, t**3 - t**2
    pieces = [
        h00 * ring[i] + h10 * span[i] * tangent[i] + h01 * ring[i + 1] + h11 * span[i] * tangent[i + 1]
        for i in range(len(ring) - 1)
    ]
    return np.vstack(pieces if closed else [*pieces, ring[-1:]])


def spline(knots: Sequence[Knot], *, closed: bool = False, steps: int = 14) -> Points:
    """Draw a smooth line through knots; a knot with a third value of 1 is a sharp corner.

    Args:
        knots: (x, y) or (x, y, 1) in drawing units.
        closed: join the last knot to the first.
        steps: points per piece.

    Returns:
        Array (n, 2) of points.
    """
    points = np.array([k[:2] for k in knots], dtype=np.float64)
    corners = [i for i, k in enumerate(knots) if len(k) > 2 and k[-1]]
    if closed and not corners:
        return _run(points, True, steps)
    if closed:
        points = np.vstack([np.roll(points, -corners[0], axis=0), points[corners[0]]])
        corners = [(i - corners[0]) for i in corners]
    stops = sorted({0, *corners, len(points) - 1})
    return np.vstack([_run(points[a : b + 1], False, steps) for a, b in pairwise(stops)])


def flip(points: Points, cx: float = CENTRE) -> Points:
    """Mirror points left to right about the vertical line x = cx."""
    return np.column_stack([2 * cx - points[:, 0], points[:, 1]])


def mirror(half: Points, cx: float = CENTRE) -> Points:
    """Close a right half, listed from the top of the middle line to its bottom, with its reflection."""
    return np.vstack([half, flip(half, cx)[::-1]])


def symmetric(knots: Sequence[Knot], cx: float = CENTRE) -> Points:
    """Build a symmetric outline from the knots of its right half, given from top to bottom."""
    return mirror(spline(knots), cx)


def rotate(points: Points, degrees: float, about: tuple[float, float] = (CENTRE, CENTRE)) -> Points:
    """Turn points clockwise on the page about a point."""
    a = np.deg2rad(degrees)
    turn = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    result: Points = (points - about) @ turn + about
    return result


def shift(points: Points, dx: float, dy: float) -> Points:
    """Move points."""
    return points + xy(dx, dy)


def resample(line: Points, count: int) -> Points:
    """Place count points at equal distances along a line."""
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    at = np.linspace(0, length[-1], count)
    return np.column_stack([np.interp(at, length, line[:, 0]), np.interp(at, length, line[:, 1])])


def normals(line: Points) -> Points:
    """Give the unit normal at each point of a line (to the right of its direction on the page)."""
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    return np.column_stack([-along[:, 1], along[:, 0]])


def ribbon(line: Points, widths: Sequence[float] | float, count: int = 60) -> Points:
    """Outline a band about a centre line, its width running smoothly through the given widths."""
    even = resample(line, count)
    at = np.atleast_1d(np.asarray(widths, dtype=np.float64))
    half = np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(at)), at)[:, None] / 2
    side = normals(even) * half
    return np.vstack([even + side, (even - side)[::-1]])


def ellipse(cx: float, cy: float, rx: float, ry: float, start: float = 0, *, end: float = 360) -> Points:
    """Draw an ellipse or a part of it; degrees run clockwise from the right."""
    a = np.deg2rad(np.linspace(start, end, 72))
    return np.column_stack([cx + rx * np.cos(a), cy + ry * np.sin(a)])


def squircle(cx: float, cy: float, rx: float, ry: float, power: float = 4.0) -> Points:
    """Draw a rounded rectangle as a superellipse."""
    a = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    c, s = np.cos(a), np.sin(a)
    return np.column_stack(
        [cx + rx * np.sign(c) * np.abs(c) ** (2 / power), cy + ry * np.sign(s) * np.abs(s) ** (2 / power)]
    )


def rounded(x0: float, y0: float, x1: float, y1: float, radius: float) -> Points:
    """Draw a rectangle with round corners."""
    r = min(radius, abs(x1 - x0) / 2, abs(y1 - y0) / 2)
    spots = ((x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180), (x1 - r, y0 + r, 270))
    return np.vstack([ellipse(cx, cy, r, r, a, end=a + 90) for cx, cy, a in spots])


def between(a: Points, b: Points, share: float = 0.5, count: int = 40) -> Points:
    """Draw the line that runs between two lines, at a share of the way from the first."""
    return resample(a, count) * (1 - share) + resample(b, count) * share
