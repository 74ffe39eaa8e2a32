"""Places the labels of a scatter so that they cover neither one another nor the points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.charts import LabelPlace

    Box = tuple[float, float, float, float]

SIGN: Final = 6.4
"""Width of a digit in a label, in pixels; a Chinese or Korean sign takes two."""
LINE: Final = 17.0
DOT: Final = 5.0
PAD: Final = 0.08
"""Room that a program leaves beyond the outermost points, as a share of the axis."""
COVERED: Final = 4
"""Penalty of a label on a point or another label, relative to one beyond the plot."""
PLACES: Final[tuple[LabelPlace, ...]] = ("r", "l", "t", "b")


def label_places(
    points: Sequence[tuple[float, float]], widths: Mapping[int, float], size: tuple[float, float]
) -> dict[int, LabelPlace]:
    """Return the side of its point on which each label stands.

    Args:
        points: x and y of every point.
        widths: width in digits of the label of each point that has one, by its place among the points.
        size: width and height of the plot in pixels.

    Returns:
        A side for each of these points: right, left, top or bottom, whichever covers the least; the first of equal ones.

    Example:
        >>> label_places([(0.0, 0.0), (0.1, 0.0), (1.0, 1.0)], {0: 20, 1: 20, 2: 20}, (600, 300))
        {2: 'l', 0: 't', 1: 'r'}
    """
    spots = _spots(points, size)
    taken = [_around(spot) for spot in spots]
    chosen: dict[int, LabelPlace] = {}
    for place in sorted(widths, key=lambda place: (spots[place][1], spots[place][0])):
        boxes = {side: _box(spots[place], side, widths[place] * SIGN) for side in PLACES}
        others = [box for number, box in enumerate(taken) if number != place]
        best = min(PLACES, key=lambda side: _cost(boxes[side], others, size))
        chosen[place] = best
        taken.append(boxes[best])
    return chosen


def _spots(points: Sequence[tuple[float, float]], size: tuple[float, float]) -> list[tuple[float, float]]:
    """Points in pixels from the upper left corner of the plot."""
    columns = []
    for axis, length in zip(range(2), size, strict=True):
        numbers = [point[axis] for point in points]
        low, high = min(numbers), max(numbers)
        span = (high - low) * (1 + 2 * PAD) or 1.0
        start = low - (high - low) * PAD
        columns.append([(number - start) / span * length for number in numbers])
    return [(x, size[1] - y) for x, y in zip(*columns, strict=True)]


def _around(spot: tuple[float, float]) -> Box:
    x, y = spot
    return x - DOT, y - DOT, x + DOT, y + DOT


def _box(spot: tuple[float, float], side: LabelPlace, width: float) -> Box:
    """Left, top, right and bottom of a label."""
    x, y = spot
    left = {"r": x + DOT, "l": x - DOT - width}.get(side, x - width / 2)
    top = {"t": y - DOT - LINE, "b": y + DOT}.get(side, y - LINE / 2)
    return left, top, left + width, top + LINE


def _cost(box: Box, others: Sequence[Box], size: tuple[float, float]) -> float:
    """Return the area that a label covers of others, and that it takes outside of the plot."""
    inside = _shared(box, (0.0, 0.0, *size))
    outside = (box[2] - box[0]) * (box[3] - box[1]) - inside
    return round(outside + COVERED * sum(_shared(box, other) for other in others), 3)


def _shared(a: Box, b: Box) -> float:
    """Return the area that two boxes share."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0.0) * max(height, 0.0)
