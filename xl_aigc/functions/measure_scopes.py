"""Measures for worksheet functions: expressions over figures in units of the currency, with nothing but the standard library.

The figures are a reader's, or those of a table that a function was given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.data.membership import membership_word
from xl_aigc.data.quote import quote
from xl_aigc.expressions import python
from xl_aigc.functions.cells import ArgumentError, result
from xl_aigc.functions.shapes import known
from xl_aigc.functions.spans import figure_over
from xl_aigc.functions.tables import NAMES, WORD_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import date

    from xl_aigc.data.span import Span
    from xl_aigc.expressions.python import Value
    from xl_aigc.expressions.tree import Node
    from xl_aigc.functions.cells import Result
    from xl_aigc.functions.reader import FactsReader
    from xl_aigc.functions.tables import Table

_OF_COMPANY: Final[Mapping[str, Callable[[Mapping[str, str]], str | None]]] = {
    "name_zh": lambda company: company.get("name_zh"),
    "name_en": lambda company: company.get("name_en"),
    "layer": lambda company: company.get("layer"),
    "segment": lambda company: company.get("segment"),
    "archetype": lambda company: company.get("archetype"),
    "membership": lambda company: membership_word(company.get("membership", "")),
}
"""Facts of a company that an expression reads besides its figures."""
_ALL_MEMBERS: Final = "membership"
"""The fact that a table need not have: its companies are those of its basket."""


@dataclass(kw_only=True)
class MeasureScope:
    """Companies as an expression sees them; what is read of them is left to the two kinds below."""

    tickers: Sequence[str]
    trees: Mapping[str, Node]
    cells: Mapping[str, Node]
    limits: Mapping[str, float]
    giants: Collection[str] = ()
    held: dict[str, Any] = field(default_factory=dict)
    masks: dict[Node, list[bool]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tickers)

    def column(self, key: str) -> Sequence[Value]:
        """The column of a measure."""
        if key == "ticker":
            return self.tickers
        if key not in self.held:
            self.held[key] = python.column(self.trees[key], self)
        return self.held[key]  # type: ignore[no-any-return]

    def input(self, key: str) -> Sequence[Value]:
        """A fact of each company, or a figure."""
        if key == "row":
            return list(range(1, len(self) + 1))
        if key == "giant":
            return ["yes" if ticker in self.giants else "no" for ticker in self.tickers]
        return self._read(key)

    def _read(self, key: str) -> Sequence[Value]:
        raise NotImplementedError

    def named(self, name: str) -> Value:
        """A limit in units of the currency, or a number over the basket."""
        if name == "unit_divisor":
            return 1.0
        if name in self.cells and name not in self.held:
            self.held[name] = python.over(self.cells[name], self, [True] * len(self))
        return self.held[name] if name in self.cells else self.limits.get(name)


@dataclass(kw_only=True)
class ReaderScope(MeasureScope):
    """The companies of a basket."""

    reader: FactsReader
    basket: str
    span: Span
    as_of: date | None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each company."""
        return {ticker: place for place, ticker in enumerate(self.tickers)}

    def _read(self, key: str) -> Sequence[Value]:
        if key in _OF_COMPANY:
            facts = [self.reader.company(ticker, self.basket) or {} for ticker in self.tickers]
            return [_OF_COMPANY[key](one) or None for one in facts]
        item = key.removesuffix("_prior")
        span = self.span if item == key else self.span.year_before
        found = (figure_over(self.reader, ticker, item, span, self.as_of) for ticker in self.tickers)
        return [one.value if one else None for one in found]


@dataclass(kw_only=True)
class TableScope(MeasureScope):
    """The companies of a table."""

    table: Table
    errors: dict[int, CellError] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def results(self, key: str) -> list[Result]:
        """A measure as cells; in a row where one of its columns holds a text or an error value, that error."""
        values = self.column(key)
        return [self.errors.get(row) or result(value) for row, value in enumerate(values)]

    def _read(self, key: str) -> Sequence[Value]:
        """A column of the table.

        Raises:
            ArgumentError: the table has no such column, or those that were read are in several currencies.
        """
        if key not in self.table:
            if key == _ALL_MEMBERS:
                return [membership_word("")] * len(self)
            problem = f"The table has no column {quote(key)}, which the measure needs."
            raise ArgumentError(problem, expected=self.table.likely(key) or "a column of that name.")
        self.keys.append(key)
        self.table.currency(self.keys)
        is_text = key in (*NAMES, *WORD_COLUMNS, "segment", _ALL_MEMBERS)
        read = self.table.texts(key) if is_text else self.table.numbers(key)
        for row, value in enumerate(read):
            if isinstance(value, CellError) and value is not CellError.NA:
                self.errors.setdefault(row, value)
        return known(read)
