"""The columns of a table as the metrics take them, with error values either stopping the call or kept in their rows."""

from collections.abc import Sequence
from typing import Any, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.quote import quote
from xl_aigc.functions.amounts import in_unit
from xl_aigc.functions.basket_measures import is_growth
from xl_aigc.functions.cells import ArgumentError, is_word, says_percent
from xl_aigc.functions.columns import PERCENT, bare_name
from xl_aigc.functions.refusals import remember
from xl_aigc.functions.shapes import first_error, known
from xl_aigc.functions.tables import WORD_COLUMNS, Table

PRICE_CHANGE: Final = "price_change"
MOST_FRACTION: Final = 4
"""The largest bound or ratio, 400%, that is taken for a fraction: a young company spends more than its revenue on R&D, hardly four times."""
_MANY: Final = 20
"""Changes of so many companies are not all below 1%."""
NUMBERS: Final = frozenset(
    item + part
    for item in ("revenue", "net_profit", "rd_expense", "selling_expense", "price_change")
    for part in ("", "_prior")
)


def _read(table: Table, key: str) -> Sequence[float | str | CellError | None]:
    """A column as texts or numbers, whichever it holds."""
    return table.texts(key) if _takes_words(table, key) else _read_numbers(table, key)


def _takes_words(table: Table, key: str) -> bool:
    """Return whether words are due in a column: it has some, and is none of the items that are numbers whatever they hold."""
    return key in WORD_COLUMNS or (key not in NUMBERS and table.is_text(key))


def _read_numbers(table: Table, key: str) -> Sequence[float | CellError | None]:
    """A column of numbers."""
    read: Sequence[float | CellError | None] = table.numbers(key)
    column = table.columns[table.place(key)]
    if column.unit == PERCENT and (key == PRICE_CHANGE or is_growth(bare_name(column.header))):
        read = _changes_in_percent(table, key, read)
    if key == PRICE_CHANGE:
        _check_changes(table, read)
    return read


def _changes_in_percent(
    table: Table, key: str, read: Sequence[float | CellError | None]
) -> Sequence[float | CellError | None]:
    """Changes whose header says percent; the fractions that they are where so many are all below 1 that their cells must be formatted as percentages.

    A function is given the numbers of cells without their formats.

    Raises:
        ArgumentError: a few are all below 1, so that they may be either.
    """
    place = table.place(key)
    column, cells = table.columns[place], table.cells(place)
    untold = [
        isinstance(value, float) and value != 0 and not says_percent(one)
        for value, one in zip(read, cells, strict=True)
    ]
    sizes = [
        abs(value) / column.factor
        for value, is_company, counts in zip(read, table.companies, untold, strict=True)
        if is_company and counts and isinstance(value, float)
    ]
    if not sizes or max(sizes) > 1:
        return read
    if len(sizes) >= _MANY:
        return [
            in_unit(value, column.factor) if counts else value
            for value, counts in zip(read, untold, strict=True)
        ]
    shown = max(sizes)
    raise ArgumentError(
        f"All numbers of column {quote(column.header)} are at most {shown:g} in size: they are {shown:g}% by the header, and {shown * 100:g}% where the cells are formatted as percentages.",
        expected="no % in the header where the cells are formatted so, or % behind each number.",
    )


def _check_changes(table: Table, changes: Sequence[float | CellError | None]) -> None:
    """Refuse price changes in percent that do not say so: one is below -1, and no price falls by more than 100%, or most are larger than hardly any rise.

    Raises:
        ArgumentError: as above.
    """
    for value, is_company, line in zip(changes, table.companies, table.lines, strict=True):
        if is_company and isinstance(value, float) and value < -1:
            header = quote(table.columns[table.place(PRICE_CHANGE)].header)
            problem = f"Row {line} of column {header} holds {value:g}, and no price falls by more than 100%."
            raise ArgumentError(problem, expected="fractions, such as -0.3, or % behind the header.")
    held = [
        value
        for value, is_one in zip(changes, table.companies, strict=True)
        if is_one and isinstance(value, float)
    ]
    if sum(value > MOST_FRACTION for value in held) * 2 > len(held):
        header = quote(table.columns[table.place(PRICE_CHANGE)].header)
        problem = f"Most numbers of column {header} are above {MOST_FRACTION}, and few prices rise by more than {MOST_FRACTION * 100}%."
        raise ArgumentError(problem, expected="fractions, such as 0.3, or % behind the header.")


def whole_column(table: Table, key: str) -> list[Any]:
    """A column whose cells are taken together; `#N/A` is missing, any other error value is the result of the call.

    Raises:
        ArgumentError: no such column, or a cell in it holds a text or an error value; the message says in which row.
    """
    return _whole(table, key, _read(table, key))


def whole_numbers(table: Table, key: str) -> list[float | None]:
    """A column of numbers that are taken together; missing and errors as of `whole_column`.

    Raises:
        ArgumentError: as of `whole_column`.
    """
    return _whole(table, key, _read_numbers(table, key), "a number")


def _whole(table: Table, key: str, read: Sequence[Any], due: str = "") -> list[Any]:
    """The cells of a column, if none but `#N/A` is an error."""
    if CellError not in set(map(type, read)):
        return list(read)
    for at, value in enumerate(read):
        if isinstance(value, CellError) and value is not CellError.NA:
            raise _refusal(table, key, at, value, due)
    return known(read)


def _refusal(table: Table, key: str, at: int, error: CellError, due: str = "") -> ArgumentError:
    """The refusal of a cell of a column that is an error, or a text where none is due."""
    held, header = table.rows[at][table.place(key)], table.columns[table.place(key)].header
    what = f"the text {quote(held)}" if is_word(held) else error.value
    problem = f"Row {table.lines[at]} of column {quote(header)} holds {what}."
    due = due or ("a word" if _takes_words(table, key) else "a number")
    return ArgumentError(problem, expected=f"{due}, or blank where it is missing.", error=error)


def row_columns(
    function: str, table: Table, keys: Sequence[str]
) -> tuple[dict[str, list[Any]], list[CellError | None]]:
    """Columns whose cells are taken row by row, and each row's first error but `#N/A`, whose cell is kept as its reason.

    A cell is missing where it holds an error, and in a row that is no company.

    Args:
        function: the key of the function that takes them.
        table: the table.
        keys: the columns.

    Raises:
        ArgumentError: no such column, or columns in several currencies.
    """
    table.currency(keys)
    held = {key: _read(table, key) for key in keys}
    read = {
        key: [
            value if is_company else None for value, is_company in zip(column, table.companies, strict=True)
        ]
        for key, column in held.items()
    }
    errors: list[CellError | None] = [first_error(row) for row in zip(*read.values(), strict=True)]
    for at, error in enumerate(errors):
        if error:
            key = next(key for key, column in read.items() if column[at] is error)
            remember(function, error, str(_refusal(table, key, at, error)))
    return {key: known(column) for key, column in read.items()}, errors
