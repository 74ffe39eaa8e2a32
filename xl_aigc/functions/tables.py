"""Tables: ranges with a header row, whose columns are found by house name, label or a vendor's spelling."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.headed_unit import without_count
from xl_aigc.data.headings import read_heading
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised, spellings
from xl_aigc.expressions.suggest import near
from xl_aigc.functions.amounts import in_unit
from xl_aigc.functions.cells import ArgumentError, Cell, are_plain, cell, is_word, number, says_percent, text
from xl_aigc.functions.columns import (
    PERCENT,
    Column,
    bare_name,
    by_period,
    less_sure,
    one_currency,
    read_column,
    refused_header,
    split_unit,
)
from xl_aigc.functions.company_rows import company_rows
from xl_aigc.functions.likely_names import likely_header
from xl_aigc.functions.reader import facts, ticker_text
from xl_aigc.functions.shapes import Rows, rows
from xl_aigc.functions.sign_currency import with_meanings
from xl_aigc.functions.stated_units import check_money, check_stated, stated_headers
from xl_aigc.functions.vocabulary import headed
from xl_aigc.metrics import RULES
from xl_aigc.metrics.table import UNKNOWN

WORD_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    key: RULES[key].cohorts for key in ("layer", "archetype")
}
"""Columns that hold keys; a sheet in another language holds their words."""
NAMES: Final = ("ticker", "name", "name_zh", "name_en")
"""Columns that name a company."""
UNDEFINED: Final = (CellError.DIV0, CellError.NUM)
"""The error values of a measure that is not defined for a company, such as a ratio to a revenue of 0; the other companies have theirs."""
_TEXTS: Final = frozenset({*NAMES, "segment", "membership", *WORD_COLUMNS})


@dataclass(frozen=True)
class Table:
    """A range with a header row.

    `rows` are the cells below the header as they came in; a column is read when it is asked for. `lines` are the rows of the range
    that they stand in.
    """

    columns: tuple[Column, ...]
    rows: Rows
    lines: Sequence[int]

    @cached_property
    def _cells(self) -> list[Sequence[object]]:
        """The rows by column."""
        return list(zip(*self.rows, strict=True)) or [()] * len(self.columns)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Map each key to its columns."""
        found: dict[str, list[int]] = {}
        for place, column in enumerate(self.columns):
            if column.key:
                found.setdefault(column.key, []).append(place)
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._places or bool(self._unclear(key))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all columns that have a header."""
        return tuple(self._places)

    @property
    def headers(self) -> list[str]:
        """The headers, each on one line."""
        return [" ".join(column.header.split()) for column in self.columns if column.header]

    def place(self, key: str, header: str | None = None) -> int:
        """The position of a key's column, which a person named by a header.

        Raises:
            ArgumentError: no such column, or several.
        """
        places = self._places.get(key)
        unclear = self._unclear(key)
        if unclear:
            raise ArgumentError(
                f"The header {unclear[0].header!r} does not say whether its figures count from 1 January.",
                expected="a year and Q1, H1, Q3 or FY, such as 2024H1.",
            )
        if places is None:
            raise self._missing(header or key, typed=bool(header))
        if len(places) > 1:
            headers = ", ".join(self.columns[place].header for place in places)
            raise ArgumentError(f"Several columns are {key!r}: {headers}.", expected="one.")
        return places[0]

    def _missing(self, name: str, *, typed: bool) -> ArgumentError:
        header, why = refused_header(self.columns, read_column(name).key)
        if header:
            problem = f"The table has no column {quote(name)}. No figure is taken from {quote(header)}: {why}"
            return ArgumentError(problem, expected="another column, or that header, if this one is meant.")
        every = f"one of its headers: {', '.join(self.headers)}."
        if len(self.headers) == 1 < len(self.columns):
            every = "a range that begins with the row of headers, below any title."
        expected = self.likely(name) or (near(name, self.headers) if typed else "") or every
        return ArgumentError(f"The table has no column {quote(name)}.", expected=expected)

    def likely(self, key: str) -> str:
        """The advice to rename the column whose header may mean a key that the table has not; empty where it has none."""
        found = likely_header(self.columns, key)
        return f"a column of that name; rename the column {quote(found)}, if it holds that." if found else ""

    def currency(self, keys: Iterable[str]) -> str:
        """The code of the currency that the headers of some columns name; empty where they name none.

        Raises:
            ArgumentError: they name several, and nothing is converted; or one names a unit and another none.
        """
        return one_currency([self.columns[self.place(key)] for key in keys])

    def _unclear(self, key: object) -> list[Column]:
        """The columns that may be a key's at a period, or a quarter of it alone."""
        return [one for one in self.columns if one.unclear and key in {one.item, f"{one.item}_prior"}]

    def find(self, header: str) -> str:
        """The key of a column that a person named by its header, in any spelling.

        Raises:
            ArgumentError: no such column, or one that can't be in the unit that the person named.
        """
        same = [each for each in self.columns if each.header == header.strip()]
        if len({each.key for each in same}) > 1:
            keys = ", ".join(each.key for each in same)
            raise ArgumentError(f"Several columns are {header.strip()!r}: {keys}.", expected="one of these.")
        exact = next(iter(same), None) or next(
            (
                each
                for each in self.columns
                if each.labels and normalised(split_unit(header)[0]) in each.names
            ),
            None,
        )
        if exact is None:
            named = read_column(header)
            alike = (each for each in self.columns if (each.item, each.period) == (named.item, named.period))
            exact = named if named.period is None else next(alike, named)
            exact = less_sure(self.columns, header, named.period) or exact
            exact = exact if exact.is_item or exact.key in self else self._by_bare_name(header) or exact
        if exact.key not in self and not exact.is_item:
            raise self._missing(header, typed=True)
        held = self.columns[self.place(exact.key, header)].header
        periods = {read_heading(one, typed=True).period for one in (header, held)} - {None}
        if len(periods) > 1:
            raise self._missing(header, typed=True)
        self.unit_asked(header, exact.key)
        return exact.key

    def _by_bare_name(self, header: str) -> Column | None:
        """The one column of this name that is no item, whose header adds a unit or a period; one without a unit can't be asked for in one."""
        unit, name = split_unit(header)[1], bare_name(header)
        others = ((one, one.header) for one in self.columns if one.header and not one.is_item)
        found = [one for one, of in others if name in {bare_name(of), bare_name(without_count(of))}]
        if len(found) != 1:
            return None
        check_stated(header, unit, found[0])
        return found[0] if not unit or (found[0].unit == PERCENT) == (unit == PERCENT) else None

    def unit_asked(self, header: str, key: str) -> tuple[str, float]:
        """The unit in which a person asked for a column by its header, and its factor; empty and 1 where none is named.

        Raises:
            ArgumentError: money is asked for in percent or in another currency, or a ratio in units of money.
        """
        column = self.columns[self.place(key)]
        _, unit, factor = split_unit(header)
        if not unit or not (column.is_item or column.labels or column.unit or column.is_money):
            return "", 1.0
        if not column.labels and (unit == PERCENT) == column.is_money:
            name = column.key if column.is_item else quote(column.header)
            raise ArgumentError(f"{quote(header)} asks for {name} in {unit}.", expected="another unit.")
        if unit != PERCENT:
            check_money(header, unit, column)
        return unit, factor

    def numbers(self, key: str) -> list[float | CellError | None]:
        """A column of numbers in units of the currency or fractions: missing is None, a text is `#VALUE!`, an error stays."""
        place = self.place(key)
        column = self.columns[place]
        cells = self._cells[place]
        read: list[Any] = list(cells if are_plain(cells) else map(number, cells))
        if column.labels:
            read = [None if value in UNDEFINED else value for value in read]
        if column.factor == 1.0:
            return read
        in_percent = column.unit == PERCENT
        return [
            in_unit(value, 1 / column.factor)
            if isinstance(value, float) and not (in_percent and says_percent(one))
            else value
            for value, one in zip(read, cells, strict=True)
        ]

    def texts(self, key: str) -> list[str | CellError | None]:
        """A column of texts; a layer, an archetype or the word for what is not known by its key, whatever language it is in."""
        read = self._texts(self.place(key))
        known = {} if key in NAMES else spellings((*WORD_COLUMNS.get(key, ()), UNKNOWN))
        return [
            known.get(normalised(value), value) if known and isinstance(value, str) else value
            for value in read
        ]

    @cached_property
    def _texts(self) -> Callable[[int], list[str | CellError | None]]:
        """Reads a column of texts, once."""
        read = {"ticker": ticker_text}
        return cache(lambda place: list(map(read.get(self.columns[place].key, text), self._cells[place])))

    def cells(self, place: int) -> list[Cell]:
        """The column at a position, as it came in."""
        read = ticker_text if self.columns[place].key == "ticker" else cell
        return list(map(read, self._cells[place]))

    def is_text(self, key: str) -> bool:
        """Return whether a column holds words or truths: most of what it holds, or anything at all where the key says so."""
        place = self.place(key)
        if key not in _TEXTS and are_plain(self._cells[place]):
            return False
        held = [one for one in self.cells(place) if is_word(one) or isinstance(number(one), float)]
        words = sum(is_word(value) or isinstance(value, bool) for value in held)
        return bool(held) and (key in _TEXTS or words * 2 > len(held))

    @cached_property
    def companies(self) -> list[bool]:
        """For each row, whether it is a company: it holds something, and is no total, average or note."""
        places = [place for place, column in enumerate(self.columns) if column.key in NAMES]
        coded = [at for at, column in enumerate(self.columns) if column.key == "ticker"]
        coded += [0] if self.columns[0].header.strip() in headed("item", "measure") else []
        codes = list(map(self._texts, coded))
        return company_rows(self.rows, places or [0], codes, self.lines, must_be_named=bool(places))

    def of_companies(self) -> "Table":
        """The same table with its companies alone: a person who marks whole columns, or totals too, means these."""
        if all(self.companies):
            return self
        kept = [place for place, is_company in enumerate(self.companies) if is_company]
        return Table(
            self.columns, [self.rows[place] for place in kept], [self.lines[place] for place in kept]
        )

    def with_measure(self, column: Column, values: Sequence[object]) -> "Table":
        """The same table with a measure behind its columns: the values of its companies, and a blank in other rows."""
        of_companies = iter(values)
        cells = [next(of_companies) if is_company else None for is_company in self.companies]
        rows: Rows = [[*row, value] for row, value in zip(self.rows, cells, strict=True)]
        return Table((*self.columns, column), rows, self.lines)


def read_table(argument: object) -> Table:
    """A range as a table.

    Raises:
        ArgumentError: the first row holds no header, or it is the name of a basket.

    Example:
        >>> table = read_table([["代码", "营业收入(亿)"], ["300418.SZ", 25.0]])
        >>> table.keys, table.numbers("revenue")
        (('ticker', 'revenue'), [2500000000.0])
    """
    rectangle = rows(argument)
    if not any(cell(value) is not None for row in rectangle for value in row):
        raise ArgumentError(
            "The table is blank.", expected="a header row and a row per company.", error=CellError.NA
        )
    if len(rectangle) == 1 and len(rectangle[0]) == 1 and rectangle[0][0] in facts().baskets:
        name = rectangle[0][0]
        raise ArgumentError(
            f"{quote(name)} is the name of a basket, no table.", expected=f'AIGC_BASKET("{name}").'
        )
    headers, height = stated_headers(rectangle)
    columns = with_meanings(by_period([read_column(value) for value in headers]), rectangle[height:])
    if not any(column.key for column in columns):
        raise ArgumentError(
            "The table's first row holds no header.", expected="names such as revenue, net_profit."
        )
    return Table(columns, rectangle[height:], range(height + 1, len(rectangle) + 1))
