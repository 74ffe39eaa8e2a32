"""Names of other companies beside a table of one company, which then is not of the company that it is read for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_aigc.data.quote import quote
from xl_aigc.data.spelling import normalised, simplified
from xl_aigc.errors import DataError
from xl_aigc.sources.titles import tickers_in

if TYPE_CHECKING:
    from xl_aigc.sources.columns import Shape
    from xl_aigc.sources.entities import Entities
    from xl_aigc.sources.mapping import Fields
    from xl_aigc.sources.raw_table import RawTable
    from xl_aigc.sources.reading import Reading

_SHORTEST: Final = {False: 3, True: 6}
"""Characters of the shortest name that is looked for in a line: of any name, and of one in ASCII."""
_LONGEST_LINE: Final = 60
"""Characters of the longest line among the rows that may be the title of another table and no sentence."""

_COMPANY: Final = re.compile(
    r"(?:(?<![母子孙分])公司|集团|股份|\b(?:inc|ltd|corp|plc|group))\.?\s{0,9}$", re.IGNORECASE
)
"""The end of a name of any company."""


class OtherNames:
    """The names of the companies that are known, but of the one that a table without tickers is read for."""

    def __init__(self, table: RawTable, reading: Reading, ticker: str, entities: Entities) -> None:
        named = reading.request.named
        self._table, self._reading, self._ticker, self._entities = table, reading, ticker, entities
        self._own = [name for name, owner in named.items() if ticker and owner == ticker]
        self._named = named if self._own else {}

    def refuse_beside(self, shape: Shape, fields: Fields) -> None:
        """Refuse a table whose titles, headings, sheet or file name another company.

        Raises:
            DataError: one of them does.
        """
        stem = self._table.file.stem if isinstance(self._table.file, Path) else ""
        coded = set(tickers_in(stem, fields, self._reading.markets)) if self._ticker else set()
        if coded - {self._ticker} and self._ticker not in coded:
            raise self._named_other(stem, coded.pop(), None)
        columns = [column.heading.text for column in shape.values if not column.ticker]
        for line in (*shape.stated.lines, stem, *columns):
            self._refuse(line, None)
        beside = (*shape.stated.lines, stem) if self._ticker else ()
        if other := next((line for line in beside if self._entities.is_other(line, self._ticker)), ""):
            raise self.another(other, self._ticker)

    def refuse(self, words: str, line: int) -> None:
        """Refuse a table of which a line among its rows names another company.

        Raises:
            DataError: it does, or looks like a company's name and is not of this one.
        """
        if len(words) > _LONGEST_LINE:
            return
        self._refuse(words, line)
        is_company = _COMPANY.search(simplified(words))
        unnamed = is_company and not any(name in normalised(words) for name in self._own)
        if (self._own and unnamed) or (self._ticker and self._entities.is_other(words, self._ticker)):
            raise self.another(words, self._ticker, line)

    def _refuse(self, words: str, line: int | None) -> None:
        plain = normalised(words)
        found = [name for name in self._named if len(name) >= _SHORTEST[name.isascii()] and name in plain]
        whole = [name for name in found if not any(name in other and name != other for other in found)]
        owners = [self._named[name] for name in whole]
        if owners and self._ticker not in owners:
            raise self._named_other(words, owners[0], line)

    def another(self, words: str, ticker: str, line: int | None = None) -> DataError:
        """The refusal of a table beside or in which a line names another entity than its company."""
        return DataError(
            f"The line {quote(words)} may begin the table of another company than {ticker}.",
            self._table.place(line),
            expected="the table of one company.",
            remedy="Put each company's table into a file of its own, or delete the line.",
        )

    def _named_other(self, words: str, other: str, line: int | None) -> DataError:
        return DataError(
            f"{quote(words)} names {other}, and the table is read for {self._ticker}.",
            self._table.place(line),
            expected="the table of one company.",
            remedy="Name the company that it is of (--ticker TICKER), or put each company's table into a file of its own.",
        )
