"""A function that computes cell by cell, over ranges: all columns in one sweep where no cell needs reading."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from math import isfinite
from typing import Any

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.amount_columns import one_header, read_amounts
from xl_aigc.functions.argument_kinds import Taken, note_text, padded, reader
from xl_aigc.functions.cells import ArgumentError, Grid, Result, are_plain
from xl_aigc.functions.shapes import Rows, common_shape, flat, folded, is_range, rows, stretched, used_rows
from xl_aigc.metrics.reading import all_finite

Sweep = Callable[..., list[Any] | None]
"""Computes whole columns to floats and texts: None for all where they need care, and None or an undefined number for a cell that does."""


def over_ranges(
    key: str,
    one: Callable[[Sequence[object]], Result],
    compute: Callable[..., object],
    kinds: Sequence[Taken],
    sweep: Sweep | None,
) -> Callable[[Sequence[object]], Result | Grid]:
    """The computation of scalars and ranges together, all columns in one sweep where no cell needs reading."""
    required = sum(not taken.optional for taken in kinds)
    readers = [reader(taken) for taken in kinds]

    def single(given: Sequence[object]) -> Result:
        cells = [read(each) for read, each in zip(readers, given, strict=True)]
        for each, cell_given, taken in zip(cells, given, kinds, strict=True):
            if each is CellError.VALUE:
                note_text(key, [cell_given], taken)
        return one(cells)

    def shaped(given: Sequence[object]) -> Result | Grid:
        arguments = used_rows(padded(given, kinds))
        if not any(map(is_range, arguments)):
            return single(arguments)
        rectangles = list(map(_rectangle, arguments, kinds))
        height, width = common_shape(rectangles)
        cells, pairs = list(map(flat, rectangles)), list(zip(rectangles, kinds, strict=True))
        clean = list(map(_is_clean, cells, kinds))
        columns = [
            held
            if as_is and len(held) == height * width
            else stretched(each if as_is else _read_all(each, taken), height, width)
            for held, (each, taken), as_is in zip(cells, pairs, clean, strict=True)
        ]
        for column, (rectangle, taken) in zip(columns, pairs, strict=True):
            if CellError.VALUE in column:
                note_text(key, chain.from_iterable(rectangle), taken)
        used = next(
            (count for count in range(len(given), required, -1) if given[count - 1] is not None), required
        )
        ready = all(
            clean[place] or (sweep and kinds[place].kind in {"text", "ticker"}) for place in range(used)
        )
        swept = (sweep or partial(_each, compute))(*columns[:used]) if ready else None
        grid = folded(_completed(swept, columns, one, of_numbers=all(clean[:used]), swept_by=sweep), width)
        return grid[0][0] if height == width == 1 else grid

    return shaped


def _completed(
    swept: list[Any] | None,
    columns: Sequence[Sequence[object]],
    one: Callable[[Sequence[object]], Result],
    *,
    of_numbers: bool,
    swept_by: Sweep | None,
) -> list[Any]:
    """The results of a sweep, where cells that need care are computed by themselves; without a sweep, all are.

    Of numbers a sweep gives None where one of them is missing: the first such cell tells the reason of all. Of numbers it gives finite ones.
    """
    if swept is None:
        return [one(cells) for cells in zip(*columns, strict=True)]
    if of_numbers and None in swept:
        at = swept.index(None)
        missing = one([column[at] for column in columns])
        swept = [missing if found is None else found for found in swept]
    types = set(map(type, swept))
    if types <= {float, str, CellError} and (
        (of_numbers and swept_by) or all_finite([each for each in swept if type(each) is float])
    ):
        return swept
    cells_of = zip(swept, zip(*columns, strict=True), strict=True)
    return [
        found if type(found) in {str, CellError} or (type(found) is float and isfinite(found)) else one(cells)
        for found, cells in cells_of
    ]


def _rectangle(argument: object, taken: Taken) -> Rows:
    """A range, of amounts with its headers in one row."""
    return one_header(rows(argument)) if taken.kind == "amount" else rows(argument)


def _read_all(rectangle: Rows, taken: Taken) -> Rows:
    """A range by the kind of its argument."""
    if taken.kind == "amount":
        return read_amounts(rectangle)
    read = reader(taken)
    return [[read(value) for value in row] for row in rectangle]


def _is_clean(cells: Sequence[object], taken: Taken) -> bool:
    """Return whether the cells of a range are numbers as they stand, and blanks where they are no default."""
    return taken.kind == "number" and are_plain(cells) and not (taken.optional and None in cells)


def _each(compute: Callable[..., object], *columns: Sequence[object]) -> list[Any] | None:
    """Compute all cells in one sweep; None where one of them is missing or refused, so that each is then computed by itself."""
    try:
        return None if any(None in column for column in columns) else list(map(compute, *columns))
    except (ArgumentError, OverflowError):
        return None
