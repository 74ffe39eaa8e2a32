"""Why a function gives no value for a row of a table: which company it is, and what of it is missing."""

from collections.abc import Callable, Sequence

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.cells import Grid, number
from xl_aigc.functions.outcomes import errors_in
from xl_aigc.functions.refusals import remember
from xl_aigc.functions.selection import heading
from xl_aigc.functions.tables import NAMES, Table
from xl_aigc.functions.written import listed


def note_row(
    function: str,
    table: Table,
    keys: Callable[[int, int], Sequence[str]],
    blank: Sequence[bool],
    *,
    headed: bool = False,
) -> None:
    """Keep what each row without a value misses as the reason of its `#N/A`, that of the first as the reason of all.

    Args:
        function: the key of the function.
        table: the table.
        keys: gives the columns that the value of a row is computed of, in a column of the result; for 0 in the first one without a value.
        blank: for each row, whether it has no value.
        headed: whether the result has a header above the rows.
    """
    if True not in blank:
        return

    def reason(place: int, column: int) -> str:
        return _sentence(table, keys(place, column), place)

    first = list(blank).index(True)
    remember(
        function,
        CellError.NA,
        lambda: reason(first, 0),
        of_cell=lambda row, column: reason(row - (2 if headed else 1), column),
    )


def note_shown(function: str, table: Table, places: Sequence[int], grid: Grid) -> Grid:
    """Rows of a table as they are shown; what the first one misses is kept as the reason of its `#N/A`.

    Args:
        function: the key of the function.
        table: the table.
        places: the rows that are shown.
        grid: a header and these rows.
    """
    found = errors_in(grid)
    if found is not None and found.error is CellError.NA:
        place, header = places[found.row - 2], str(grid[0][found.column - 1])
        remember(
            function,
            CellError.NA,
            lambda: f"Row {table.lines[place]} of the table{_company(table, place)}: {header} is missing.",
        )
    return grid


def without_rows(function: str) -> CellError:
    """The `#N/A` of a table that has no row below its headers."""
    return remember(function, CellError.NA, "The table has headers, and no row of a company below them.")


def _sentence(table: Table, keys: Sequence[str], place: int) -> str:
    """Say what a row misses."""
    row = f"Row {table.lines[place]} of the table"
    if not table.companies[place]:
        return f"{row} is blank, a total or a note, and no company."
    named = _company(table, place)
    gone = [_heading(table, key) for key in keys if _is_missing(table, key, place)]
    if not gone:
        return f"{row}{named}: a figure is not defined, or too few companies have it."
    return f"{row}{named}: {listed(gone)} {'is' if len(gone) == 1 else 'are'} missing."


def _company(table: Table, place: int) -> str:
    """The name and ticker of a row in brackets; empty where the table has neither."""
    held = [table.texts(key)[place] for key in NAMES if key in table]
    names = [each for each in reversed(held) if isinstance(each, str)]
    return f" ({', '.join(names)})" if names else ""


def _heading(table: Table, key: str) -> str:
    """The name of a column: the table's own header of one that is no item."""
    column = table.columns[table.place(key)] if key in table else None
    return column.header if column and not column.is_item else heading(key, "en")


def _is_missing(table: Table, key: str, place: int) -> bool:
    """Return whether a row has nothing in a column, or the table no such column."""
    if key not in table:
        return True
    held = table.cells(table.place(key))[place]
    return held in (None, CellError.NA) or (not table.is_text(key) and number(held) is None)
