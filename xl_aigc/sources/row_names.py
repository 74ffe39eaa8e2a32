"""The company and period that a row of a table is of, and the rows that are none of the table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.headings import part_named
from xl_aigc.data.kinds import is_kind
from xl_aigc.data.markets import ANY
from xl_aigc.data.missing import is_missing
from xl_aigc.data.period import find_period
from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised
from xl_aigc.data.summary_rows import is_summary
from xl_aigc.data.tickers import read_ticker
from xl_aigc.errors import DataError
from xl_aigc.sources.amounts import read_amount
from xl_aigc.sources.entities import Entities
from xl_aigc.sources.header import NOTE, heading_of, is_named, line_of_words
from xl_aigc.sources.mapping import DESCRIBING
from xl_aigc.sources.notes import unit_note
from xl_aigc.sources.other_names import OtherNames
from xl_aigc.sources.raw_table import Cell, shown
from xl_aigc.sources.row_kinds import refuse_kind
from xl_aigc.sources.shape import unknown_names
from xl_aigc.sources.titles import kind_in, vendor_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xl_aigc.sources.columns import Shape
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.raw_table import RawTable
    from xl_aigc.sources.reading import Reading

_BRACKETS: Final = re.compile(r"[()（）\[\]]")
_LINES: Final = 20
"""Words that are kept of the lines between two tables of one company."""
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
        self._lately: list[str] = []
        self._given, self._period = set[tuple[str, ...]](), ""
        self._lines = [*shape.stated.lines, table.file.stem if isinstance(table.file, Path) else ""]
        self._known = frozenset(reading.request.named.values())
        self._refuse_without_company()
        self._entities = Entities(reading, shape, fields)
        self._others = OtherNames(table, reading, self._fixed, self._entities)
        self._others.refuse_beside(shape, fields)

    def text(self, key: str, cells: Sequence[Cell]) -> str:
        """The text of the cell in the column of a role; empty where there is none."""
        place = self._shape.keys.get(key, len(cells))
        return shown(cells[place]) if place < len(cells) else ""

    def is_passed_over(self, line: int, cells: Sequence[Cell]) -> bool:
        """Return whether a row is empty, a footer, a sum, or the header once more.

        Raises:
            DataError: it is the header of another table.
        """
        if "ticker" not in self._shape.keys:
            self._note_line(cells)
        markets, ticker = self._reading.markets, self.text("ticker", cells)
        coded = bool(ticker) and ANY not in markets and read_ticker(ticker, markets)[1] != "bad_ticker"
        if coded and _DIGIT.search(ticker):  # no header: one in letters, such as Code, may be a ticker too
            return False
        filled = [text for cell in cells if (text := shown(cell))]
        if not filled or self._is_header(line, cells):
            return True
        if coded:
            return False
        self._heed_words(line, cells)
        if NOTE.match(filled[0]) and len(filled) <= 2:
            self.vendor = self.vendor or vendor_in(filled)
            self._heed(line, " ".join(line_of_words(cells)))
            return True
        if len(filled) > 1 and "ticker" in self._shape.keys and self._is_summary(cells):
            self._reading.aside.add("summary", self._table.place(line), ticker=filled[0])
            return True
        if len(filled) == 1:  # a sentence, a page number
            self._others.refuse(filled[0], line)
            self._heed(line, filled[0])
        return len(filled) == 1

    def _is_summary(self, cells: Sequence[Cell]) -> bool:
        """Return whether one of the first words of a row, but not its item, period or kind, says that it is a sum or an average."""
        item = self._shape.keys.get("item")
        words = [text for place, cell in enumerate(cells) if place != item and (text := shown(cell))]
        return any(
            is_summary(word, has_ticker=False) and not (find_period(word) or is_kind(word))
            for word in words[:2]
        )

    def _heed(self, line: int, words: str) -> None:
        """Refuse a table of which a line among or below its rows says that it is of another kind or in another unit."""
        refuse_kind(self._table, kind_in(words), self._reading.request.due)
        unit = unit_note(words)
        columns = self._shape.values if unit and "unit" not in self._shape.keys else ()
        named = {column.factor for column in columns if column.factor is not None}
        owed = {column.factor for column in columns if column.heading.scale is None} - {None}
        if unit and named and (unit.factor not in named or owed - {unit.factor}):
            raise self._other_unit(line, words)

    def _heed_words(self, line: int, cells: Sequence[Cell]) -> None:
        """Heed a row without a company: it may give columns other units than they have, or say something of the table."""
        columns = [column for column in self._shape.values if column.place < len(cells)]
        for column in columns:
            word = shown(cells[column.place])
            unit = unit_note(word) if word and not _DIGIT.search(word) else None
            if unit and column.factor is not None and unit.factor != column.factor:
                raise self._other_unit(line, word)
        coded = "ticker" in self._shape.keys
        if coded and all(read_amount(cells[column.place], 1.0)[0] is None for column in columns):
            for words in line_of_words(cells):
                self._heed(line, words)
                self._lines.append(words)

    def _other_unit(self, line: int, words: str) -> DataError:
        return DataError(
            f"The line {quote(words)} names another unit than the table does otherwise.",
            self._table.place(line),
            expected="one unit for each column: in its heading, or in one line.",
            remedy="Delete the one that is wrong, or write the unit into the headings.",
        )

    def company(self, cells: Sequence[Cell]) -> str:
        """The text that names the company: the row's own, or that of a merged cell above it, of which no row says the same twice."""
        own, name = self.text("ticker", cells), self.text("name", cells)
        merged = not own and bool(self._above) and name in {"", self._named}
        key = self._key(cells, self._period if merged else "")
        if merged and (any(key[1:]) or self.text("period", cells)) and key not in self._given:
            self._given.add(key)
            own = self._above
        else:
            self._above, self._named, self._given = own, name, {key}
        self._period = key[0]
        return own

    def _key(self, cells: Sequence[Cell], period: str) -> tuple[str, ...]:
        """Texts that say of what a row of a company is; its period may be that of a merged cell above."""
        kinds = (shown(cells[place]) for _, place in self._shape.kinds if place < len(cells))
        return (self.text("period", cells) or period, self.text("item", cells), *kinds)

    def ticker(self, line: int, cells: Sequence[Cell], text: str) -> str | None:
        """The ticker of a row, empty where the headings name it; None where it is none, which is noted."""
        place, name = self._table.place(line), self.text("name", cells)
        if "ticker" not in self._shape.keys:
            self._refuse_other_name(line, name)
            whole = self._is_of_all(line, self._fixed, name)
            return self._fixed if whole and self._agrees(line, cells, self._fixed, name) else None
        ticker = self._reading.ticker(text, place)
        if ticker is None:
            return None
        whole = self._is_of_all(line, ticker, text, name)
        beside = _BRACKETS.sub(" ", text.replace(ticker, "")).strip()
        names = (name, beside) if beside and any(map(str.isalpha, beside[:1])) else (name,)
        if not whole or not all(self._agrees(line, cells, ticker, each) for each in names):
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

    def _agrees(self, line: int, cells: Sequence[Cell], ticker: str, name: str) -> bool:
        """Return whether the name of a row, and another under the same heading, is of the ticker's company, which is noted."""
        headings, own = self._shape.headings, self._shape.keys.get("name", 0)
        others = (at for role, at in self._shape.twins if role == "name" and at < len(cells))
        alike = (shown(cells[at]) for at in others if headings[at].name == headings[own].name)
        other = next((each for each in alike if each not in {"", name}), "") if name else ""
        owner = self._reading.request.named.get(normalised(name), ticker)
        if owner != ticker and ticker in self._known:
            other = owner
        # Beside a ticker in its own cell a word in letters of English may be an exchange, such as CH.
        is_name = not name.isascii() or name == self.text("name", cells)
        known = self._entities.unlike(ticker, name) if name and is_name and not other else ""
        if other or known:
            more = f"{other} is another one." if other else f"{ticker} is known as {quote(known)}."
            place = self._table.place(line)
            self._reading.aside.add("other_company", place, more=more, ticker=ticker, value=name)
            return False
        reason, text = self._entities.reason(cells, ticker, name)
        if reason:
            self._reading.aside.add(reason, self._table.place(line), ticker=ticker, value=text)
        return not reason

    def refuse_of_another(self, tickers: Collection[str]) -> None:
        """Refuse a table of one company of which a line beside it names another entity.

        Args:
            tickers: the companies of its figures.

        Raises:
            DataError: a line does.
        """
        lines = self._lines if len(tickers) == 1 else ()
        other = next((line for line in lines if self._entities.is_other(line, "".join(tickers))), "")
        if other:
            raise self._others.another(other, "".join(tickers))

    def _is_of_all(self, line: int, ticker: str, *names: str) -> bool:
        """Return whether no name of a row says that it is of a part of the company, which is noted."""
        reason, name = next(((why, name) for name in names if (why := part_named(name))), ("", ""))
        if reason:
            self._reading.aside.add(reason, self._table.place(line), ticker=ticker, value=name)
        return not reason

    def _is_header(self, line: int, cells: Sequence[Cell]) -> bool:
        """Return whether a row is the header once more, as on every page of a print."""
        again, header = self._header_places(cells), dict(enumerate(self._shape.header))
        if not again:
            return False
        if all(shown(cells[place]) == header.get(place) for place in again):
            return True
        raise self._another_table(line, [shown(cells[place]) for place in again])

    def _another_table(self, line: int, texts: Sequence[str]) -> DataError:
        named = ", ".join(map(quote, list(filter(None, texts))[:4]))
        return DataError(
            f"Another table begins here: {named}.",
            self._table.place(line),
            expected="one table.",
            remedy="Put each table on a sheet or into a file of its own.",
        )

    def begins_another(self, line: int, cells: Sequence[Cell]) -> bool:
        """Return whether a row that is a header differs from the headings above it.

        Raises:
            DataError: it does, and a line right above it names a period, which may be its own.
        """
        header = dict(enumerate(self._shape.header))
        differs = any(shown(cell) not in {"", header.get(place)} for place, cell in enumerate(cells))
        if differs and any(map(find_period, self._lately)):
            raise self._another_table(line, list(map(shown, cells)))
        return differs

    def _note_line(self, cells: Sequence[Cell]) -> None:
        """Keep the words of lines since the last amounts of the one company."""
        amounts = (cells[each.place] for each in self._shape.values if each.place < len(cells))
        if any(read_amount(cell, 1.0)[0] is not None for cell in amounts):
            self._lately.clear()
        self._lately += [text for cell in cells if isinstance(cell, str) and (text := shown(cell))]
        del self._lately[:-_LINES]

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
