"""Places the labels of a scatter so that they cover neither one another nor a point: a label without such a place is left out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.report.charts import LabelPlace

    Box = tuple[float, float, float, float]

SIGN: Final = 6.4
"""Width of a digit in a label, in pixels; a Chinese or Korean sign takes two."""
LINE: Final = 17.0
DOT: Final = 5.0
STEPS: Final = (6, 8, 10)
"""Steps of an axis, coarse and fine; programs take the next round size of one, and as many as its length has room for."""
ROUND: Final = (1, 2, 5, 10)
LEAST: Final = 1e-9
"""Numbers closer than this are drawn as one."""
FAR: Final = 1 / 6
"""Numbers whose spread is less than this share of the largest have an axis without 0."""
CLOSE: Final = 1 / 20
"""A point closer to the end of an axis than this share of its numbers makes it a step longer."""
PLACES: Final[tuple[LabelPlace, ...]] = ("r", "l", "t", "b")


def label_places(
    points: Sequence[tuple[float, float]],
    widths: Mapping[int, float],
    size: tuple[float, float],
    fixed: Mapping[int, float] | None = None,
    bounds: tuple[float, float] | None = None,
) -> dict[int, LabelPlace]:
    """Return the side of its point on which each label stands; one that has room at no side of it is left out.

    A side has room where the label lies within the plot, and covers no label before it and no other point, whether the steps of
    the axes are coarse or fine, and whether x begins at 0, as in Excel, or near its first number, as in LibreOffice. Where only one
    label before it is in the way, that one moves to another side of its point, if it has one.

    Args:
        points: x and y of every point.
        widths: width in digits of the label of each point that may have one, by its place among the points; the most important first.
        size: width and height of the plot in pixels.
        fixed: the same of labels that stand on their points, and stay there.
        bounds: where the axis of x begins and ends; None where programs choose it.

    Returns:
        A side for each point with a label: the first of right, left, top and bottom that has room, where no axis strikes it if there is
        one.

    Example:
        >>> label_places([(0.4, 0.4), (0.5, 0.4), (1.0, 1.0)], {0: 20, 1: 20, 2: 20}, (600, 300))
        {0: 't', 1: 'b', 2: 'l'}
        >>> label_places([(-1, 4), (9, 2)], {0: 8}, (600, 300))
        {0: 't'}
    """
    plots = [_plot(points, size, steps, bounds, wide=wide) for steps in STEPS for wide in (True, False)]
    for place, digits in (fixed or {}).items():
        for plot in plots:
            plot.taken[place] = _box(plot.spots[place], "ctr", digits * SIGN)
    chosen: dict[int, LabelPlace] = {}
    sizes = {place: digits * SIGN for place, digits in widths.items()}
    for place in sizes:
        if not _placed(plots, chosen, place, sizes):
            _make_room(plots, chosen, place, sizes)
    return chosen


def _placed(
    plots: Sequence[_Plot], chosen: dict[int, LabelPlace], place: int, sizes: Mapping[int, float]
) -> bool:
    """Give a label the best side that has room; return whether one has."""
    width = sizes[place]
    roomy = [side for side in PLACES if all(plot.has_room(place, side, width) for plot in plots)]
    if not roomy:
        return False
    clear = (side for side in roomy if not any(plot.strikes(place, side, width) for plot in plots))
    _put(plots, chosen, place, next(clear, roomy[0]), width)
    return True


def _put(
    plots: Sequence[_Plot], chosen: dict[int, LabelPlace], place: int, side: LabelPlace, width: float
) -> None:
    chosen[place] = side
    for plot in plots:
        plot.taken[place] = _box(plot.spots[place], side, width)


def _make_room(
    plots: Sequence[_Plot], chosen: dict[int, LabelPlace], place: int, sizes: Mapping[int, float]
) -> None:
    """Put a label where another one stands that has room at another side of its point; leave it out where none has."""
    for other in list(chosen):
        side = chosen.pop(other)
        for plot in plots:
            del plot.taken[other]
        if _placed(plots, chosen, place, sizes):
            if _placed(plots, chosen, other, sizes):
                return
            del chosen[place]
            for plot in plots:
                del plot.taken[place]
        _put(plots, chosen, other, side, sizes[other])


@dataclass
class _Plot:
    """The points of a plot in pixels, its axes, and the labels that it has."""

    spots: Sequence[tuple[float, float]]
    axes: tuple[float, float]
    size: tuple[float, float]
    taken: dict[int, Box] = field(default_factory=dict)

    def has_room(self, place: int, side: LabelPlace, width: float) -> bool:
        """Return whether a label has room at a side of its point."""
        box = _box(self.spots[place], side, width)
        dots = (_around(spot) for number, spot in enumerate(self.spots) if number != place)
        return _inside(box, self.size) and not any(
            _meet(box, other) for other in (*self.taken.values(), *dots)
        )

    def strikes(self, place: int, side: LabelPlace, width: float) -> bool:
        """Return whether an axis goes through a label at a side of its point."""
        left, top, right, bottom = _box(self.spots[place], side, width)
        return left < self.axes[0] < right or top < self.axes[1] < bottom


def _plot(
    points: Sequence[tuple[float, float]],
    size: tuple[float, float],
    steps: int,
    bounds: tuple[float, float] | None,
    *,
    wide: bool,
) -> _Plot:
    """Return points and axes in pixels from the upper left corner of the plot; the axis of x is wide where it has 0 on it."""
    columns = []
    for axis, length in zip(range(2), size, strict=True):
        numbers = [point[axis] for point in points]
        ends = None if axis else bounds
        low, high = ends or axis_ends(min(numbers), max(numbers), steps, wide=wide or axis == 1)
        columns.append([(number - low) / (high - low) * length for number in (0.0, *numbers)])
    axes, *spots = ((x, size[1] - y) for x, y in zip(*columns, strict=True))
    return _Plot(spots, axes, size)


def axis_ends(low: float, high: float, steps: int, *, wide: bool = True) -> tuple[float, float]:
    """Return where an axis begins and ends, as programs choose it for the lowest and highest number.

    Example:
        >>> axis_ends(-3.0, 1.6, 6), axis_ends(0.02, 0.6, 6), axis_ends(0.58, 0.61, 6)
        ((-4.0, 2.0), (0.0, 0.7), (0.575, 0.615))
    """
    if wide and high - low >= max(abs(low), abs(high)) * FAR:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < LEAST:
        return low, low + 1.0
    size = 10.0 ** math.floor(math.log10((high - low) / steps))
    step = next(size * one for one in ROUND if size * one * steps >= (high - low) * (1 - CLOSE))
    near = (high - low) * CLOSE
    first = math.floor((low - near * (low != 0)) / step)
    last = math.ceil((high + near * (high != 0)) / step)
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
