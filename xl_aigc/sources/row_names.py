"""The company and period that a row of a table is of, and the rows that are none of the table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.data.headings import is_parent
from xl_aigc.data.markets import ANY
from xl_aigc.data.missing import is_missing
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.data.tickers import read_ticker
from xl_aigc.errors import DataError
from xl_aigc.sources.header import NOTE, heading_of, is_named, line_of_words
from xl_aigc.sources.mapping import DESCRIBING
from xl_aigc.sources.notes import unit_note
from xl_aigc.sources.raw_table import Cell, shown
from xl_aigc.sources.row_kinds import refuse_kind
from xl_aigc.sources.shape import unknown_names
from xl_aigc.sources.titles import kind_in, vendor_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.sources.columns import Shape
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.raw_table import RawTable
    from xl_aigc.sources.reading import Reading

_SUMMARIES: Final = "合计|总计|總計|小计|小計|平均值?|平均数|均值|中位数|中值|最大值|最小值|标准差|total|subtotal|average|mean|median|sum"
SUMMARY: Final = re.compile(
    rf"(?:{_SUMMARIES})(?:\b|[^A-Za-z]|$).{{0,8}}|.{{0,12}}(?:{_SUMMARIES})", re.IGNORECASE
)
"""The name of a row that is a sum or an average of others."""

_DIGIT: Final = re.compile("[0-9]")


class RowNames:
    """Tells the company and period of each row, in their order, since a merged cell holds for the rows below it.

    Attributes:
        vendor: the vendor that the lines beside the table name, also those below it.
    """

    def __init__(self, table: RawTable, fields: Fields, reading: Reading, shape: Shape) -> None:
        self._table, self._fields, self._reading, self._shape = table, fields, reading, shape
        self.vendor = shape.stated.vendor
        asked = reading.tickers_asked
        self._fixed = (
            "" if "ticker" in shape.keys else shape.stated.ticker or (asked[0] if len(asked) == 1 else "")
        )
        self._above = self._named = self._one = ""
        self._known = frozenset(reading.request.named.values())
        self._refuse_without_company()

    def text(self, key: str, cells: Sequence[Cell]) -> str:
        """The text of the cell in the column of a role; empty where there is none."""
        place = self._shape.keys.get(key, len(cells))
        return shown(cells[place]) if place < len(cells) else ""

    def is_passed_over(self, line: int, cells: Sequence[Cell]) -> bool:
        """Return whether a row is empty, a footer, a sum, or the header once more.

        Raises:
            DataError: it is the header of another table.
        """
        markets, ticker = self._reading.markets, self.text("ticker", cells)
        coded = bool(ticker) and ANY not in markets and read_ticker(ticker, markets)[1] != "bad_ticker"
        if coded and _DIGIT.search(ticker):  # no header: one in letters, such as Code, may be a ticker too
            return False
        filled = [text for cell in cells if (text := shown(cell))]
        if not filled or self._is_header(line, cells):
            return True
        if coded:
            return False
        if NOTE.match(filled[0]) and len(filled) <= 2:
            self.vendor = self.vendor or vendor_in(filled)
            self._heed(line, " ".join(line_of_words(cells)))
            return True
        if len(filled) > 1 and "ticker" in self._shape.keys and any(map(SUMMARY.fullmatch, filled[:2])):
            self._reading.aside.add("summary", self._table.place(line), ticker=filled[0])
            return True
        if len(filled) == 1:  # a sentence, a page number
            self._heed(line, filled[0])
        return len(filled) == 1

    def _heed(self, line: int, words: str) -> None:
        """Refuse a table of which a line among or below its rows says that it is of another kind or in another unit."""
        refuse_kind(
            self._table, kind_in(words), "single_quarter" if self._reading.request.single_quarters else ""
        )
        unit = None if "每股" in words.partition("单位")[0] else unit_note(words)
        columns = self._shape.values if unit and "unit" not in self._shape.keys else ()
        named = {column.factor for column in columns if column.factor is not None}
        owed = {column.factor for column in columns if column.heading.factor is None} - {None}
        if unit and named and (unit.factor not in named or owed - {unit.factor}):
            raise DataError(
                f"The line {quote(words)} names another unit than the table does otherwise.",
                self._table.place(line),
                expected="one unit for each column: in its heading, or in one line.",
                remedy="Delete the one that is wrong, or write the unit into the headings.",
            )

    def company(self, cells: Sequence[Cell]) -> str:
        """The text that names the company: the row's own, or that of a merged cell above it."""
        own, name = self.text("ticker", cells), self.text("name", cells)
        if not own and self._above and name in {"", self._named} and self._has_key(cells):
            return self._above
        self._above, self._named = own, name
        return own

    def _has_key(self, cells: Sequence[Cell]) -> bool:
        return any(self.text(key, cells) for key in ("period", "item"))

    def ticker(self, line: int, cells: Sequence[Cell], text: str) -> str | None:
        """The ticker of a row, empty where the headings name it; None where it is none, which is noted."""
        place, name = self._table.place(line), self.text("name", cells)
        if "ticker" not in self._shape.keys:
            self._refuse_other_name(line, name)
            return self._fixed
        ticker = self._reading.ticker(text, place)
        if ticker is None:
            return None
        owner = self._reading.request.named.get(normalised(name), ticker)
        if is_parent(name) or (owner != ticker and ticker in self._known):
            reason, more = (
                ("parent_statement", "") if is_parent(name) else ("other_company", f"{name} is {owner}.")
            )
            self._reading.aside.add(reason, place, more=more, ticker=text, value=name)
            return None
        for role, at in self._shape.twins:
            other = shown(cells[at]) if role == "ticker" and at < len(cells) else ""
            if other and self._reading.ticker(other, place) not in {None, ticker}:
                self._reading.aside.add("bad_ticker", place, more=f"{ticker} stands beside it.", ticker=other)
                return None
        if name:
            self._reading.names.setdefault(ticker, name)
        for role in DESCRIBING:
            if (text := self.text(role, cells)) and not is_missing(text):
                self._reading.described.setdefault(role, {}).setdefault(ticker, text)
        return ticker

    def _is_header(self, line: int, cells: Sequence[Cell]) -> bool:
        """Return whether a row is the header once more, as on every page of a print."""
        again, header = self._header_places(cells), dict(enumerate(self._shape.header))
        if not again:
            return False
        if all(shown(cells[place]) == header.get(place) for place in again):
            return True
        raise DataError(
            f"Another table begins here: {', '.join(quote(shown(cells[place])) for place in again[:4])}.",
            self._table.place(line),
            expected="one table.",
            remedy="Put each table on a sheet or into a file of its own.",
        )

    def _header_places(self, cells: Sequence[Cell]) -> list[int]:
        """The filled places of a row that is a header: it names tickers, or only periods where figures were expected."""
        place = self._shape.keys.get("ticker", len(cells))
        filled = [at for at, cell in enumerate(cells) if shown(cell)]
        if place < len(cells):
            return filled if is_named(cells[place], "ticker", self._fields) else []
        values = [column.place for column in self._shape.values if column.place in filled]
        periods = [at for at in values if isinstance(cells[at], str) and _is_period(cells[at])]
        return values if periods and len(periods) == len(values) else []

    def _refuse_other_name(self, line: int, name: str) -> None:
        """Refuse rows of several companies where one was named for all of them."""
        self._one = self._one or name
        if name and name != self._one:
            raise DataError(
                f"The rows are of {quote(self._one)} and {quote(name)}, and no column holds tickers.",
                self._table.place(line),
                expected="rows of one company, or a column of tickers such as 证券代码.",
                remedy="Add that column.",
            )

    def _refuse_without_company(self) -> None:
        if "ticker" in self._shape.keys or self._fixed or all(each.ticker for each in self._shape.values):
            return
        raise unknown_names(self._table, None, self._shape.headings, self._fields, ["ticker"])


def _is_period(cell: Cell) -> bool:
    heading = heading_of(cell)
    return heading.period is not None and not heading.name
