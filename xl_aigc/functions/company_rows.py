"""Rows of a table that are companies, among totals, averages and notes."""

from collections.abc import Sequence

from xl_aigc.data.summary_rows import is_summary
from xl_aigc.functions.cells import cell, text
from xl_aigc.functions.shapes import Rows


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
        found = zip(has_code, column, strict=True)
        has_code = [had or (isinstance(code, str) and not is_summary(code)) for had, code in found]
    return [has or _has_name(row, places, coded=bool(codes)) for has, row in zip(has_code, rows, strict=True)]


def _has_name(row: Sequence[object], places: Sequence[int], *, coded: bool) -> bool:
    """Return whether a row without a ticker is of a company.

    Where it has no name, its total stands in another column, such as the one that numbers the rows or that they are grouped by.
    """
    if all(cell(value) is None for value in row):
        return False
    named = [row[place] for place in places if text(row[place]) is not None]
    has_ticker = bool(named) and not coded
    return not any(isinstance(one, str) and is_summary(one, has_ticker=has_ticker) for one in named or row)
