"""Rows of a table that are companies, among totals, averages and notes."""

from collections.abc import Sequence
from itertools import compress
from math import isclose
from typing import Final

from xl_aigc.data.summary_rows import is_summary
from xl_aigc.functions.cells import cell, number, text
from xl_aigc.functions.shapes import Rows

_PAIR: Final = frozenset({"high", "low"})
"""Words for the largest and smallest figure, each of which may be a company's ticker where it stands alone."""


def company_rows(rows: Rows, places: Sequence[int], codes: Sequence[Sequence[object]]) -> list[bool]:
    """For each row, whether it is of a company: its ticker says so, else the names in it say nothing else.

    Args:
        rows: the rows below a header.
        places: the columns that name a company.
        codes: the texts of those of them that hold tickers.

    Example:
        >>> company_rows([["300418.SZ", 5.0], ["合计", 5.0], [None, None]], [0], [["300418.SZ", "合计", None]])
        [True, False, False]
    """
    has_code = [False] * len(rows)
    for column in codes:
        pairs = zip(has_code, column, strict=True)
        has_code = [had or (isinstance(code, str) and not is_summary(code)) for had, code in pairs]
    found = [
        has or _has_name(row, places, coded=bool(codes)) for has, row in zip(has_code, rows, strict=True)
    ]
    named = [{str(name).casefold() for place in places if (name := text(row[place]))} for row in rows]
    if not codes and set().union(*named) >= _PAIR:
        found = [is_one and not names & _PAIR for is_one, names in zip(found, named, strict=True)]
    if all(map(bool, compress(named, found))):
        return found
    is_sum = _sums(rows, [is_one and bool(names) for is_one, names in zip(found, named, strict=True)])
    return [
        is_one and (bool(names) or not summed)
        for is_one, names, summed in zip(found, named, is_sum, strict=True)
    ]


def _sums(rows: Rows, named: Sequence[bool]) -> list[bool]:
    """For each row, whether it has no name and holds sums or averages of those that have one, or the sum of those just above it."""
    read = [[value if isinstance(value := number(one), float) else 0.0 for one in row] for row in rows]
    columns = [list(column) for column in zip(*compress(read, named), strict=True)]
    sums, means, found = list(map(_sum, columns)), list(map(_mean, columns)), list[bool]()
    above: list[Sequence[float]] = []
    for row, has_name in zip(read, named, strict=True):
        if has_name:
            above.append(row)
            found.append(False)
            continue
        held = [pair for pair in zip(row, means, strict=False) if pair[0]]
        near = map(_sum, zip(*above, strict=True))
        pairs = [*zip(row, sums, strict=False), *zip(row, near, strict=False)]
        is_sum = any(one and isclose(one, of) for one, of in pairs)
        found.append(is_sum or (bool(held) and all(isclose(*pair) for pair in held)))
        above.clear()
    return found


def _sum(column: Sequence[float]) -> float:
    """The sum of several numbers; 0 of a single one."""
    return sum(column) if sum(map(bool, column)) > 1 else 0.0


def _mean(column: Sequence[float]) -> float:
    """The average of numbers that differ, blanks left out; 0 where they do not."""
    held = list(filter(None, column))
    return sum(held) / len(held) if len(set(held)) > 1 else 0.0


def _has_name(row: Sequence[object], places: Sequence[int], *, coded: bool) -> bool:
    """Return whether a row without a ticker is of a company.

    Where it has no name, its total stands in another column, such as the one that numbers the rows or that they are grouped by.
    """
    if all(cell(value) is None for value in row):
        return False
    named = [row[place] for place in places if text(row[place]) is not None]
    has_ticker = bool(named) and not coded
    return not any(isinstance(one, str) and is_summary(one, has_ticker=has_ticker) for one in named or row)
