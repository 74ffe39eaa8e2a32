"""Places the labels of a scatter so that they cover neither one another nor a point: a label without such a place is left out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.charts import LabelPlace

    Box = tuple[float, float, float, float]

SIGN: Final = 6.4
"""Width of a digit in a label, in pixels; a Chinese or Korean sign takes two."""
LINE: Final = 17.0
DOT: Final = 5.0
STEPS: Final = 6
"""Steps of an axis; programs take the next round size of one."""
ROUND: Final = (1, 2, 5, 10)
LEAST: Final = 1e-9
"""Numbers closer than this are drawn as one."""
CLOSE: Final = 1 / 20
"""A point closer to the end of an axis than this share of its numbers makes it a step longer."""
PLACES: Final[tuple[LabelPlace, ...]] = ("r", "l", "t", "b")


def label_places(
    points: Sequence[tuple[float, float]], widths: Mapping[int, float], size: tuple[float, float]
) -> dict[int, LabelPlace]:
    """Return the side of its point on which each label stands; one that has room at no side of it is left out.

    A side has room where the label lies within the plot, and covers no label before it and no other point.

    Args:
        points: x and y of every point.
        widths: width in digits of the label of each point that may have one, by its place among the points; the most important first.
        size: width and height of the plot in pixels.

    Returns:
        A side for each point with a label: the first of right, left, top and bottom that has room.

    Example:
        >>> label_places([(0.4, 0.4), (0.5, 0.4), (1.0, 1.0)], {0: 20, 1: 20, 2: 20}, (600, 300))
        {0: 'l', 1: 'r', 2: 'l'}
    """
    spots = _spots(points, size)
    dots = [_around(spot) for spot in spots]
    chosen: dict[int, LabelPlace] = {}
    taken: list[Box] = []
    for place, width in widths.items():
        covered = [*taken, *(dot for number, dot in enumerate(dots) if number != place)]
        for side in PLACES:
            box = _box(spots[place], side, width * SIGN)
            if _inside(box, size) and not any(_meet(box, other) for other in covered):
                chosen[place] = side
                taken.append(box)
                break
    return chosen


def _spots(points: Sequence[tuple[float, float]], size: tuple[float, float]) -> list[tuple[float, float]]:
    """Points in pixels from the upper left corner of the plot."""
    columns = []
    for axis, length in zip(range(2), size, strict=True):
        numbers = [point[axis] for point in points]
        low, high = axis_ends(min(numbers), max(numbers))
        columns.append([(number - low) / (high - low) * length for number in numbers])
    return [(x, size[1] - y) for x, y in zip(*columns, strict=True)]


def axis_ends(low: float, high: float) -> tuple[float, float]:
    """Return where an axis begins and ends, as programs choose it for the lowest and highest number.

    Example:
        >>> axis_ends(-3.0, 1.6), axis_ends(0.02, 0.6)
        ((-4.0, 2.0), (0.0, 0.7))
    """
    low, high = min(low, 0.0), max(high, 0.0)
    if high - low < LEAST:
        return low, low + 1.0
    size = 10.0 ** math.floor(math.log10((high - low) / STEPS))
    step = next(size * one for one in ROUND if size * one * STEPS >= (high - low) * (1 - CLOSE))
    near = (high - low) * CLOSE
    first = math.floor((low - near * (low < 0)) / step)
    last = math.ceil((high + near * (high > 0)) / step)
    return round(first * step, 12), round(last * step, 12)


def _around(spot: tuple[float, float]) -> Box:
    x, y = spot
    return x - DOT, y - DOT, x + DOT, y + DOT


def _box(spot: tuple[float, float], side: LabelPlace, width: float) -> Box:
    """Left, top, right and bottom of a label."""
    x, y = spot
    left = {"r": x + DOT, "l": x - DOT - width}.get(side, x - width / 2)
    top = {"t": y - DOT - LINE, "b": y + DOT}.get(side, y - LINE / 2)
    return left, top, left + width, top + LINE


def _inside(box: Box, size: tuple[float, float]) -> bool:
    """Return whether a label stands within the plot, up to half a line and a dot: beyond are the numbers of the axes."""
    left, top, right, bottom = box
    return left >= -DOT and right <= size[0] + DOT and top >= -LINE / 2 and bottom <= size[1] + LINE / 2


def _meet(box: Box, other: Box) -> bool:
    """Return whether two boxes share an area."""
    left, top, right, bottom = box
    return left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
