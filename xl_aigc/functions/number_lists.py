"""Lists of numbers: ranges that may have a header on top, and the cells in them that are no numbers."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.currency import currency_spellings
from xl_aigc.data.period import find_period
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import factor_of
from xl_aigc.functions.amounts import in_unit
from xl_aigc.functions.cells import ArgumentError, cell, is_word, number, says_percent
from xl_aigc.functions.columns import PERCENT, split_unit
from xl_aigc.functions.shapes import Rows, each_cell, known, rows

_BEFORE: Final = frozenset({"", "约", "近", "逾", "超", "c", "ca", "approx", "about", "약"})
"""Words before an amount, normalised."""
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?![0-9.,])")


@dataclass(frozen=True)
class NumberList:
    """A range of numbers.

    Attributes:
        cells: its rows, below the header if it has one.
        first_row: the row of the range that the first of them is.
        unit: the unit that the header names, empty for none; the numbers stay in it.
        factor: how many units of the currency it is.
        header: the header, empty for none.
    """

    cells: Rows
    first_row: int = 1
    unit: str = ""
    factor: float = 1.0
    header: str = ""

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.cells[0])

    @property
    def has_percentages(self) -> bool:
        """Return whether a cell says itself that it is in percent."""
        return any(says_percent(value) for row in self.cells for value in row)

    def in_percent(self) -> "NumberList":
        """The list with cells such as `12%`, which are 0.12 anywhere else, as the numbers in percent that a header or another list is in."""
        return replace(self, cells=[list(map(_in_percent, row)) for row in self.cells])

    def in_unit_of_header(self) -> "NumberList":
        """The list with such cells in percent where its header says that it is.

        Raises:
            ArgumentError: the other numbers are fractions, so that they may be in percent or not.
        """
        if self.unit != PERCENT or not self.has_percentages:
            return self
        others = [number(value) for row in self.cells for value in row if not says_percent(value)]
        sizes = [abs(one) for one in others if isinstance(one, float) and one]
        if sizes and max(sizes) <= 1:
            shown = max(sizes)
            raise ArgumentError(
                f"Below {quote(self.header)} some cells say % and others are at most {shown:g} in size: they are {shown:g}% by the header, and {shown * 100:g}% where the cells are formatted as percentages.",
                expected="% behind each number, or behind none.",
            )
        return self.in_percent()

    def read(self) -> list[float | CellError | None]:
        """All cells, row after row; a text is `#VALUE!`."""
        return each_cell(self.cells, number)

    def numbers(self) -> list[float | None]:
        """All cells, row after row, `#N/A` and blanks as missing.

        Raises:
            ArgumentError: a cell holds a text or an error value, which then is the result.
        """
        refusal = next(self.refusals(), None)
        if refusal is not None:
            raise refusal
        return known(self.read())

    def refusals(self) -> Iterator[ArgumentError]:
        """A refusal for each cell that is neither a number nor missing; that of a header comes last, since another cell keeps it from being one."""
        found = [
            (place, value)
            for place, value in enumerate(self.read())
            if isinstance(value, CellError) and value is not CellError.NA
        ]
        if found and found[0][0] == 0 and self.width == 1 and not may_be_amount(str(self.cells[0][0])):
            found = found[1:] + found[:1]
        for place, error in found:
            row, column = divmod(place, self.width)
            yield self._refusal(self.cells[row][column], error, row + self.first_row, column + 1)

    def _refusal(self, held: object, error: CellError, row: int, column: int) -> ArgumentError:
        where = f"Row {row}, column {column} of the range"
        if not is_word(held):
            return ArgumentError(
                f"{where} holds {error.value}.", expected="a number.", error=error, given=True
            )
        shown = quote(str(cell(held)))
        if row == 1 and _may_be_header(self.cells):
            problem = f"{where} holds {shown}, which may be a header, or a number with a unit."
            expected = "a header that does not begin with a number, or a number without a unit."
            return ArgumentError(problem, expected=expected)
        return ArgumentError(f"{where} holds the text {shown}.", expected="a number.")


def read_numbers(argument: object) -> NumberList:
    """A range of numbers without the header of its one column: a text that can't be an amount, on top of cells without texts.

    Example:
        >>> read_numbers([["Revenue"], [5.0], ["n.a."]])
        NumberList(cells=[[5.0], ['n.a.']], first_row=2, unit='', factor=1.0, header='Revenue')
        >>> read_numbers([["营业收入（亿美元）"], [25.0]]).factor
        100000000.0
        >>> read_numbers([["1.2亿"], [30.0]]).first_row
        1
    """
    column = rows(argument)
    if _may_be_header(column) and not may_be_amount(str(column[0][0])):
        header = str(column[0][0])
        _, unit, factor = split_unit(header)
        return NumberList(column[1:], first_row=2, unit=unit, factor=factor, header=header)
    return NumberList(column)


def _in_percent(value: object) -> object:
    """A cell that says that it is in percent as the number before its sign; another cell as it is."""
    found = number(value) if says_percent(value) else None
    return in_unit(found, 1 / 100) if isinstance(found, float) else value


def _may_be_header(column: Rows) -> bool:
    """Return whether a text of letters stands on top of one column of cells that are none."""
    is_column = len(column) > 1 and len(column[0]) == 1 and has_letters(column[0][0])
    return is_column and not any(is_word(value) for (value,) in column[1:])


def has_letters(value: object) -> bool:
    """Return whether a cell is a word, and no sign such as `*`."""
    return is_word(value) and any(map(str.isalnum, str(value)))


def may_be_amount(text: str) -> bool:
    """Return whether a text begins as a number does that has a unit behind it, and names no period.

    Example:
        >>> [may_be_amount(text) for text in ("1.2亿", "US$ 5m", "约2024万", "2024H1", "2024 revenue", "Q1 2024")]
        [True, True, True, False, False, False]
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    digit = re.search(r"[0-9]", plain, re.ASCII)
    year = _YEAR.match(plain)
    if digit is None or find_period(plain) or (year and factor_of(plain[year.end() :]) in {None, 1.0}):
        return False
    before = normalised(re.sub(r"[^\w$€£¥₩]", "", plain[: digit.start()]))
    return before in _BEFORE or before in currency_spellings() or not before.strip("$€£¥₩")
