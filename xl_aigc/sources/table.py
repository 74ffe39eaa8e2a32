"""Reading of any vendor's table, wide or long, into figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from xl_aigc.data.item import ITEMS
from xl_aigc.data.markets import ANY
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period, read_period, read_quarter
from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import read_ticker
from xl_aigc.data.units import unit_of
from xl_aigc.errors import DataError
from xl_aigc.outside import MAX_NAME, MAX_WORD, flaw
from xl_aigc.sources.amounts import read_amount
from xl_aigc.sources.headings import is_foreign, read_heading
from xl_aigc.sources.mapping import MARKS, Fields
from xl_aigc.sources.meanings import meanings
from xl_aigc.sources.raw_table import Cell, RawTable, shown
from xl_aigc.sources.reading import MAX_FIGURES, Reading, too_many
from xl_aigc.sources.shape import NOTE, SUMMARY, Shape, read_shape, vendor_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xl_aigc.data.fields import Field

_EVERY: int = 1000
"""Rows between two calls of the progress."""
_NAMING: Final = ("ticker", "period", "item", "unit")
"""Columns without which a row says nothing."""


class _Gated(NamedTuple):
    """A column whose texts are looked at before they are read: its place, heading and item, and the most characters."""

    place: int
    heading: str
    item: str
    longest: int


def read_figures(
    table: RawTable, fields: Fields, reading: Reading, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Read a table's figures, names and rows that can't be taken into `reading`.

    Args:
        table: the table.
        fields: the names that its columns may have.
        reading: where what is read goes.
        tell: told the number of rows read.

    Raises:
        DataError: the table as a whole can't be taken: unknown names, two columns for one item, no unit.
    """
    shape, rows = read_shape(table, fields, reading.request.unit, reading.currency)
    reading.columns += meanings(shape, table.place())
    for heading, reason in shape.left_out:
        reading.aside.add(reason, table.place(key=heading.text), item=heading.name)
    body = _Body(table, fields, reading, shape)
    for count, (line, cells) in enumerate(rows):
        body.row(line, cells)
        if count % _EVERY == 0:
            tell(count)
    body.finish()


class _Body:
    """The rows of one table below its header; `finish` hands over what was read, since a footer may name the vendor."""

    def __init__(self, table: RawTable, fields: Fields, reading: Reading, shape: Shape) -> None:
        self._table, self._fields, self._reading, self._shape = table, fields, reading, shape
        self._vendor = shape.vendor
        self._value = next((column for column in shape.values if column.field.item == "value"), None)
        asked = reading.request.periods
        self._gated = _gated(shape)
        self._fixed = shape.period or (asked[0] if len(asked) == 1 else None)
        self._found: list[tuple[str, Period, str, float, str]] = []
        self._refuse_without_period()
        self._refuse_cumulative()

    def row(self, line: int, cells: Sequence[Cell]) -> None:
        """Read one row."""
        text = self._text("ticker", cells)
        if self._is_words(text, cells):
            return
        sound = self._sound(line, cells)
        if sound is not None:
            self._read(line, sound, text)

    def _read(self, line: int, cells: Sequence[Cell], text: str) -> None:
        if any(shown(cell) for cell in cells[len(self._shape.headings) :]):
            self._reading.aside.add("wrong_width", self._table.place(line), ticker=text)
            return
        ticker = self._reading.ticker(text, self._table.place(line))
        if ticker is None or not self._reading.wants(ticker):
            return
        name = self._text("name", cells)
        if name:
            self._reading.names.setdefault(ticker, name)
        own = self._own_period(line, cells, ticker) if "period" in self._shape.keys else self._fixed
        if self._shape.long:
            self._long(line, cells, ticker, own)
        else:
            self._wide(line, cells, ticker, own)

    def _sound(self, line: int, cells: Sequence[Cell]) -> Sequence[Cell] | None:
        """The cells without those that are not accepted, which are noted; None where one of them names the row."""
        flawed = [
            (column, reason)
            for column in self._gated
            if column.place < len(cells) and (reason := _refused(cells[column.place], column.longest))
        ]
        if not flawed:
            return cells
        ticker, sound = self._text("ticker", cells), list(cells)
        for column, reason in flawed:
            place = self._table.place(line, column.heading)
            value = cells[column.place]
            self._reading.aside.add(reason, place, ticker=ticker, item=column.item, value=value)
            sound[column.place] = None
        return None if any(column.item in _NAMING for column, _ in flawed) else sound

    def finish(self) -> None:
        """Hand over the figures."""
        cited: dict[str, tuple[str, ...]] = {}
        for ticker, period, item, value, mark in self._found:
            if mark not in cited:
                cited[mark] = self._reading.source(self._reading.request.source, self._address(mark))
            figure = Figure(ticker, period, item, value, "stated", cited[mark])
            self._reading.add(figure, stand_in=bool(mark))

    def _address(self, mark: str) -> str:
        """Describe the origin of the figures."""
        file = self._table.file
        name = file.name if isinstance(file, Path) else file
        named = (self._vendor, name, self._table.sheet or "", MARKS.get(mark, ""))
        return ", ".join(filter(None, named))

    def _text(self, key: str, cells: Sequence[Cell]) -> str:
        place = self._shape.keys.get(key, len(cells))
        return shown(cells[place]) if place < len(cells) else ""

    def _is_words(self, ticker: str, cells: Sequence[Cell]) -> bool:
        """Return whether a row is empty, a footer or a sum."""
        markets = self._reading.markets
        if ANY not in markets and read_ticker(ticker, markets)[1] != "bad_ticker":
            return False
        filled = [text for cell in cells if (text := shown(cell))]
        if not filled:
            return True
        if len(filled) == 1 and not NOTE.match(filled[0]):  # nothing to lose: a sentence, a page number
            return True
        if NOTE.match(filled[0]) and len(filled) <= 2:
            self._vendor = self._vendor or vendor_in(filled)
            return True
        return SUMMARY.match(filled[0]) is not None

    def _own_period(self, line: int, cells: Sequence[Cell], ticker: str) -> Period | None:
        place = self._shape.keys["period"]
        cell = cells[place] if place < len(cells) else None
        single = self._reading.request.single_quarters
        period = read_quarter(cell) if single else read_period(cell)
        if period is None:
            reason = "not_a_quarter" if single else "bad_period"
            self._reading.aside.add(reason, self._table.place(line), ticker=ticker, period=shown(cell))
        return period

    def _wide(self, line: int, cells: Sequence[Cell], ticker: str, own: Period | None) -> None:
        for column in self._shape.values:
            period = column.heading.period or own
            if period is not None and column.place < len(cells):
                period = period.year_before if column.heading.prior else period
                self._figure(line, cells[column.place], (ticker, period), column.field, column.factor)

    def _long(self, line: int, cells: Sequence[Cell], ticker: str, own: Period | None) -> None:
        name = self._text("item", cells)
        heading = read_heading(name)
        field = self._fields.find(heading.name)
        period = heading.period or own
        if field is not None and field.item not in ITEMS:
            return
        unit = unit_of(self._text("unit", cells))
        named = heading.currency or (unit.currency if unit else "")
        foreign = is_foreign(named, self._reading.currency)
        if field is None or heading.unusable or foreign:
            reason = heading.unusable or ("unknown_item" if field is None else "foreign_currency")
            self._reading.aside.add(reason, self._table.place(line), ticker=ticker, item=name)
        elif period is not None and self._value is not None and self._value.place < len(cells):
            stated = self._text("unit", cells)
            factor = (unit.factor if unit else None) if stated else heading.factor or self._value.factor
            self._figure(line, cells[self._value.place], (ticker, period), field, factor)

    def _figure(
        self, line: int, cell: Cell, of: tuple[str, Period], field: Field, factor: float | None
    ) -> None:
        """Note one cell: a figure, one that can't be taken, or nothing where it is missing."""
        ticker, period = of
        value, problem = read_amount(cell, factor or 1.0)
        reason = problem or ("unknown_unit" if factor is None and value is not None else None)
        if reason:
            place = self._table.place(line, field.vendor_field)
            self._reading.aside.add(
                reason, place, ticker=ticker, item=field.item, period=period, value=shown(cell)
            )
        elif value is not None:
            if len(self._found) >= MAX_FIGURES:
                raise too_many()
            self._found.append((ticker, period, field.item, value, field.mark))

    def _refuse_cumulative(self) -> None:
        """Refuse headings that name a period, where periods are single quarters: a vendor's are cumulative."""
        named = [column for column in self._shape.values if column.heading.period]
        if named and self._reading.request.single_quarters:
            raise DataError(
                f"The heading {quote(named[0].heading.text)} names a cumulative period.",
                self._table.place(),
                expected="single quarters in a column of their own, such as 2024Q2.",
                remedy="Put the periods in a column, or read the file as cumulative.",
            )

    def _refuse_without_period(self) -> None:
        columns = (
            [] if self._shape.long else [column for column in self._shape.values if not column.heading.period]
        )
        if "period" in self._shape.keys or self._fixed or (not self._shape.long and not columns):
            return
        named = ", ".join(quote(column.heading.text) for column in columns[:8])
        raise DataError(
            f"The period of {named or 'the rows'} is stated nowhere.",
            self._table.place(),
            expected="a period in the heading, in a column 报告期, or in a line above.",
            remedy="State it there, or ask for one period only.",
        )


def _gated(shape: Shape) -> list[_Gated]:
    keys = [
        _Gated(place, item, item, MAX_NAME if item == "name" else MAX_WORD)
        for item, place in shape.keys.items()
    ]
    taken = {each.place for each in keys}
    values = [column for column in shape.values if column.place not in taken]
    return keys + [_Gated(each.place, each.heading.text, each.field.item, MAX_WORD) for each in values]


def _refused(cell: Cell, longest: int) -> str | None:
    """The reason why a cell is not accepted, None where it is."""
    if not isinstance(cell, str) or flaw(cell, longest) is None:
        return None
    return "too_long" if len(cell) > longest else "refused_character"
