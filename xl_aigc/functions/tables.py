"""Tables: ranges with a header row, whose columns are found by house name, label or a vendor's spelling."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.fields import house_name
from xl_aigc.data.spelling import normalised
from xl_aigc.data.units import factor_of
from xl_aigc.functions.cells import ArgumentError, Cell, cell, number, text
from xl_aigc.functions.shapes import Rows, rows
from xl_aigc.functions.vocabulary import choice
from xl_aigc.metrics import RULES

WORD_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    key: RULES[key].cohorts for key in ("layer", "archetype")
}
"""Columns that hold keys; a sheet in another language holds their words."""
_NO_ITEM: Final = 9
_TEXTS: Final = frozenset({"ticker", "name", "name_zh", "name_en", "segment", "membership", *WORD_COLUMNS})
# Wind and iFinD put the unit into the header: "营业收入(万)", or on a line of its own "[单位] 万".
_UNIT: Final = re.compile(r"[(（]([^()（）]{1,20})[)）]\s{0,4}$|\[单位\]\s{0,4}(\S{1,20})")


@dataclass(frozen=True)
class Column:
    """One column of a table: its header, its key, how sure that is, its unit, and what its numbers are multiplied by."""

    header: str
    key: str
    rank: int
    unit: str = ""
    factor: float = 1.0

    @property
    def is_item(self) -> bool:
        """Return whether the header names one of the house's own columns."""
        return self.rank < _NO_ITEM


def _unit(header: str) -> tuple[str, str, float]:
    """A header without its unit, the unit, and its factor (1 where the header names none)."""
    found = _UNIT.search(header)
    if found is None:
        return header, "", 1.0
    name = (found.group(1) or found.group(2)).strip()
    if name == "%":
        return header[: found.start()], name, 0.01
    factor = factor_of(name)
    # What stands in the brackets may be no unit but part of the name: "Revenue (prior)".
    return (header, "", 1.0) if factor is None else (header[: found.start()], name, factor)


def _column(value: object) -> Column:
    """A column by its header cell."""
    header = text(value)
    if header is None or isinstance(header, CellError):
        return Column("", "", _NO_ITEM)
    bare, unit, factor = _unit(header)
    named = house_name(bare.split("\n")[0])
    if named is None:
        return Column(header, normalised(header), _NO_ITEM)
    return Column(header, *named, unit, factor)


@dataclass(frozen=True)
class Table:
    """A range with a header row.

    `rows` are the cells below the header as they came in; a column is read when it is asked for.
    """

    columns: tuple[Column, ...]
    rows: Rows

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """Map each key to its columns; of several keep only the surest (a name of this project before a vendor's spelling)."""
        found: dict[str, list[int]] = {}
        for place, column in enumerate(self.columns):
            if column.key:
                found.setdefault(column.key, []).append(place)
        ranks = {key: min(self.columns[place].rank for place in places) for key, places in found.items()}
        return {
            key: [place for place in places if self.columns[place].rank == ranks[key]]
            for key, places in found.items()
        }

    def __contains__(self, key: object) -> bool:
        return key in self._places

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all columns that have a header."""
        return tuple(self._places)

    def place(self, key: str) -> int:
        """The position of a key's column.

        Raises:
            ArgumentError: no such column, or several.
        """
        places = self._places.get(key)
        if places is None:
            headers = ", ".join(column.header for column in self.columns if column.header)
            raise ArgumentError(
                f"The table has no column {key!r}.", expected=f"one of its headers: {headers}."
            )
        if len(places) > 1:
            headers = ", ".join(self.columns[place].header for place in places)
            raise ArgumentError(f"Several columns are {key!r}: {headers}.", expected="one.")
        return places[0]

    def find(self, header: str) -> str:
        """The key of a column that a person named by its header, in any spelling.

        Raises:
            ArgumentError: no such column.
        """
        key = _column(header).key
        self.place(key)
        return key

    def numbers(self, key: str) -> list[float | CellError | None]:
        """A column of numbers in units of the currency or fractions: missing is None, a text is `#VALUE!`, an error stays."""
        place = self.place(key)
        factor = self.columns[place].factor
        read = [number(row[place]) for row in self.rows]
        if factor == 1.0:
            return read
        return [value * factor if isinstance(value, (float, int)) else value for value in read]

    def texts(self, key: str) -> list[str | CellError | None]:
        """A column of texts; a layer or an archetype by its key, whatever language it is in."""
        place = self.place(key)
        read = [text(row[place]) for row in self.rows]
        accepted = WORD_COLUMNS.get(key)
        return [_word(value, accepted) for value in read] if accepted else read

    def cells(self, place: int) -> list[Cell]:
        """The column at a position, as it came in."""
        return [cell(row[place]) for row in self.rows]

    def is_text(self, key: str) -> bool:
        """Return whether a column holds words: most of what it holds, or anything at all where the key says so."""
        found = self.cells(self.place(key))
        held = [value for value in found if value is not None and not isinstance(value, CellError)]
        return bool(held) and (key in _TEXTS or sum(isinstance(value, str) for value in held) * 2 > len(held))

    def without_blank_rows(self) -> "Table":
        """The same table without rows that hold nothing: a person who marks whole columns means the companies."""
        return Table(
            self.columns, [row for row in self.rows if any(cell(value) is not None for value in row)]
        )


def _word(value: str | CellError | None, accepted: tuple[str, ...]) -> str | CellError | None:
    """A word as its key; a word that is none stays, for the metrics to judge."""
    if not isinstance(value, str):
        return value
    try:
        return choice(value, accepted, "word")
    except ArgumentError:
        return value


def read_table(argument: object) -> Table:
    """A range as a table.

    Raises:
        ArgumentError: the first row holds no header.

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
    columns = tuple(_column(value) for value in rectangle[0])
    if not any(column.key for column in columns):
        raise ArgumentError(
            "The table's first row holds no header.", expected="names such as revenue, net_profit."
        )
    return Table(columns, rectangle[1:])
