"""Counting above thresholds, leading rows, ranks and their correlation."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.arguments import Flag, MaybeText, MaybeValues, Number, Numbers, TableOrBasket, Takes
from xl_aigc.functions.basket import table_or_basket
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError, Result, number, result
from xl_aigc.functions.selection import named_columns, shown
from xl_aigc.functions.shapes import Rows, each_cell, first_error, folded, known
from xl_aigc.functions.tables import Table
from xl_aigc.functions.vocabulary import language as language_key


def _numbers(cells: Rows) -> list[float | None]:
    """The numbers of a range, `#N/A` and blanks as missing.

    Raises:
        ArgumentError: the range holds a text or an error value, which then is the result.
    """
    read = each_cell(cells, number)
    error = first_error(read)
    if error is not None:
        raise ArgumentError("The range holds a text or an error value.", expected="numbers.", error=error)
    return known(read)


@function()
def above(values: Numbers, thresholds: Numbers) -> object:
    """Counts in the shape of the thresholds."""
    held = [value for value in _numbers(values) if value is not None]
    if not held:
        return [[CellError.NA] * len(thresholds[0]) for _ in thresholds]
    limits = each_cell(thresholds, number)
    counts = iter(metrics.count_above(held, [limit for limit in limits if isinstance(limit, float)]))
    return folded([_count(limit, counts) for limit in limits], len(thresholds[0]))


def _count(threshold: float | CellError | None, counts: Iterator[int]) -> Result:
    """The next count for a threshold; an error value in its place stays, a missing one is `#N/A`."""
    return next(counts) if isinstance(threshold, float) else threshold or CellError.NA


@function(heavy=True)
def top(
    table: TableOrBasket = None,
    by: Annotated[str, Takes("text", required=True)] = "",
    n: Number = 10,
    columns: MaybeValues = None,
    ascending: Flag = False,  # noqa: FBT002  a cell passes it by place
    language: MaybeText = None,
) -> object:
    """Header and leading rows."""
    if not n >= 1:
        raise ArgumentError(f"{n:g} rows were asked for.", expected="1 or more.")
    read = table_or_basket(table, by, *named_columns(columns)).of_companies()
    held = [(value, place) for place, value in enumerate(_column_of(read, by)) if value is not None]
    held.sort(key=lambda pair: pair[0], reverse=not ascending)
    leading = [place for _, place in held[: int(min(n, len(held)))]]
    spoken = language_key(language) if language else None if table else "en"
    return shown(read, leading, columns, spoken)


def _column_of(table: Table, by: str) -> Sequence[float | None]:
    """A column to rank by.

    Raises:
        ArgumentError: no such column, or it holds a text or an error value.
    """
    key = table.find(by)
    return _numbers([[value] for value in table.numbers(key)]) if table.rows else []


@function()
def rank(
    values: Numbers,
    ascending: Flag = False,  # noqa: FBT002  a cell passes it by place
) -> object:
    """Ranks of all cells together."""
    read = each_cell(values, number)
    ranks = metrics.ranks(known(read), ascending=ascending)
    cells = [
        value if isinstance(value, CellError) else place for value, place in zip(read, ranks, strict=True)
    ]
    return folded([result(each) for each in cells], len(values[0]))


@function()
def rankcorr(x: Numbers, y: Numbers) -> object:
    """One coefficient."""
    first, second = _numbers(x), _numbers(y)
    if len(first) != len(second):
        raise ArgumentError(
            f"{len(first)} values stand against {len(second)}.", expected="two ranges of equal size."
        )
    return metrics.rank_correlation(first, second).rho
