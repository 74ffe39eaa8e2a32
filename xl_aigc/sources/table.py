"""Reading of any vendor's table, wide or long, into figures."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xl_aigc.data.currency import is_foreign
from xl_aigc.data.headings import read_heading
from xl_aigc.data.item import ITEMS
from xl_aigc.data.kinds import FORM, form_in
from xl_aigc.data.model import Figure
from xl_aigc.data.month_spans import names_months
from xl_aigc.data.units import factor_of, is_money_alone, unit_of
from xl_aigc.sources.amounts import read_amount
from xl_aigc.sources.columns import Column, without_unit
from xl_aigc.sources.deductions import as_expenses
from xl_aigc.sources.gated import NAMING, gated, refused
from xl_aigc.sources.header import is_named
from xl_aigc.sources.mapping import MARKS, Fields
from xl_aigc.sources.meanings import meanings
from xl_aigc.sources.merged_items import MergedItems
from xl_aigc.sources.raw_table import Cell, RawTable, shown
from xl_aigc.sources.reading import MAX_FIGURES, Reading, too_many
from xl_aigc.sources.report_columns import ReportColumns
from xl_aigc.sources.row_kinds import RowKind, refuse_kind, row_kind
from xl_aigc.sources.row_names import RowNames
from xl_aigc.sources.row_periods import RowPeriods
from xl_aigc.sources.row_spans import NO_SPAN
from xl_aigc.sources.segments import Areas, Found, newest, without_parts
from xl_aigc.sources.shape import read_shape
from xl_aigc.sources.spread import unusable
from xl_aigc.sources.titles import kind_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xl_aigc.data.fields import Field
    from xl_aigc.data.period import Period
    from xl_aigc.sources.columns import Shape

_EVERY: int = 1000
"""Rows between two calls of the progress."""
_TITLES: int = 20
"""Lines above a table that hold for the next one of its company too."""


class _Row(NamedTuple):
    """A row whose company and period are known."""

    line: int
    cells: Sequence[Cell]
    ticker: str
    period: Period | None
    kind: RowKind


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
    following: RawTable | None = table
    while following:
        following = _read_one(following, fields, reading, tell)


def _read_one(
    table: RawTable, fields: Fields, reading: Reading, tell: Callable[[int], None]
) -> RawTable | None:
    """Read a table up to the headings of the next one of its company, and return that with the titles of this one."""
    shape, rows = read_shape(table, fields, reading.request.unit, reading.currency, reading.markets)
    reading.columns += meanings(shape, table.place())
    for heading, reason in shape.left_out:
        reading.aside.add(reason, table.place(key=heading.text), item=heading.name)
    for line in shape.lost:
        reading.aside.add("above_header", table.place(line))
    body = _Body(table, fields, reading, shape)
    following = None
    for count, (line, cells) in enumerate(rows):
        if body.ends_before(line, cells):
            titles = [(line, (text,)) for text in dict.fromkeys(shape.stated.lines[:_TITLES])]
            following = replace(table, rows=chain(titles, [(line, cells)], rows))
            break
        body.row(line, cells)
        if count % _EVERY == 0:
            tell(count)
    body.finish()
    return following


class _Body:
    """The rows of one table below its header; `finish` hands over what was read, since a footer may name the vendor."""

    def __init__(self, table: RawTable, fields: Fields, reading: Reading, shape: Shape) -> None:
        self._table, self._fields, self._reading, self._shape = table, fields, reading, shape
        stem = table.file.stem if isinstance(table.file, Path) else ""
        self._due = reading.request.due
        refuse_kind(table, shape.stated.kind, self._due)
        refuse_kind(table, kind_in(stem), self._due, named=True)
        forms = filter(None, map(form_in, (*shape.stated.lines, stem)))
        self._beside = next((NO_SPAN.heeding(FORM, form) for form in forms), NO_SPAN)
        self._told = {column.place for column in shape.values if names_months(column.heading.text)}
        self._names = RowNames(table, fields, reading, shape)
        self._periods = RowPeriods(table, reading, shape)
        self._gated = gated(shape)
        self._report = ReportColumns(shape)
        self._merged = MergedItems[_Row]()
        self._found: list[Found] = []
        self._minorities: list[tuple[_Row, str]] = []
        self._areas = Areas()

    def ends_before(self, line: int, cells: Sequence[Cell]) -> bool:
        """Return whether a row is the header of another table of the one company, whose rows name items."""
        place = self._shape.keys.get("item", len(cells)) if self._shape.long else len(cells)
        again = place < len(cells) and is_named(cells[place], "item", self._fields)
        several = "ticker" in self._shape.keys or any(column.ticker for column in self._shape.values)
        return again and not several and self._names.begins_another(line, cells)

    def row(self, line: int, cells: Sequence[Cell]) -> None:
        """Read one row."""
        if not self._names.is_passed_over(line, cells):
            self._reading.rows += 1
            sound = self._sound(line, cells)
            if sound is not None:
                self._read(line, sound)

    def _read(self, line: int, cells: Sequence[Cell]) -> None:
        text = self._names.company(cells)
        if self._shape.is_torn(cells):
            self._reading.aside.add("wrong_width", self._table.place(line), ticker=text)
            return
        kind = row_kind(self._shape.kinds, self._shape.remarks, cells, self._reading.currency, self._beside)
        if kind.reason and kind.reason != self._due:
            named = "" if kind.column is None else self._shape.headings[kind.column].text
            place = self._table.place(line, named or None)
            self._reading.aside.add(
                kind.reason, place, ticker=text, period=self._names.text("period", cells), value=kind.word
            )
            return
        ticker = self._names.ticker(line, cells, text)
        if ticker is None or (ticker and not self._reading.wants(ticker)):
            return
        period = self._periods.of(line, cells, ticker)
        row = _Row(line, cells, ticker, period, kind)
        self._areas.note(ticker, period, kind.area)
        (self._long if self._shape.long else self._wide)(row)

    def _sound(self, line: int, cells: Sequence[Cell]) -> Sequence[Cell] | None:
        """The cells without those that are not accepted, which are noted; None where one of them names the row."""
        flawed = [
            (column, reason)
            for column in self._gated
            if column.place < len(cells) and (reason := refused(cells[column.place], column.longest))
        ]
        if not flawed:
            return cells
        ticker, sound = self._names.text("ticker", cells), list(cells)
        for column, reason in flawed:
            place = self._table.place(line, column.heading)
            value = cells[column.place]
            self._reading.aside.add(reason, place, ticker=ticker, item=column.item, value=value)
            sound[column.place] = None
        return None if any(column.item in NAMING for column, _ in flawed) else sound

    def finish(self) -> None:
        """Hand over the figures."""
        cited: dict[str, tuple[str, ...]] = {}
        for row, item in self._merged.rows():
            self._item(row, item)
        owned = {each.ticker for each in self._found if each.field.item == "net_profit"}
        for row, item in self._minorities:
            if row.ticker not in owned:
                place = self._table.place(row.line)
                self._reading.aside.add("minorities", place, ticker=row.ticker, item=item)
        found = as_expenses(self._found) if self._shape.long else self._found
        whole, parts = without_parts(found, self._areas)
        self._names.refuse_of_another({each.ticker for each in whole})
        for each in parts:
            self._aside("segment", each.line, each.field, (each.ticker, each.period), each.value)
        taken, older = newest(whole) if self._shape.kinds else (whole, [])
        for each in older:
            self._aside("superseded", each.line, each.field, (each.ticker, each.period), each.value)
        for each in taken:
            if reason := self._periods.doubtful(each.line):
                self._aside(reason, each.line, each.field, (each.ticker, each.period), each.value)
                continue
            mark = each.field.mark
            if mark not in cited:
                cited[mark] = self._reading.source(self._address(mark))
            figure = Figure(each.ticker, each.period, each.field.item, each.value, "stated", cited[mark])
            self._reading.add(figure, stand_in=bool(mark))

    def _address(self, mark: str) -> str:
        """Describe the origin of the figures."""
        file = self._table.file
        name = file.name if isinstance(file, Path) else file
        named = (self._names.vendor, name, self._table.sheet or "", MARKS.get(mark, mark))
        return ", ".join(filter(None, named))

    def _wide(self, row: _Row) -> None:
        for column in self._shape.values:
            if column.field:
                self._in_unit(row, column, column.field, column.heading.scale, column.factor)

    def _long(self, row: _Row) -> None:
        name, of = self._names.text("item", row.cells), (row.ticker, row.period)
        if name:
            self._merged.named(name, of)
            self._item(row, name)
        else:
            self._merged.unnamed(row, of)

    def _item(self, row: _Row, name: str) -> None:
        """Note the figures of a row of an item."""
        heading = read_heading(name)
        field = self._fields.find(heading.name)
        if field is not None and field.item not in ITEMS:
            if field.mark == "minorities":
                self._minorities.append((row, name))
            return
        stated = self._shape.stated
        problem = unusable(heading, self._reading.currency, stated)
        reason = problem if field else heading.unusable or "unmapped_item"
        if field is None or reason:
            self._reading.aside.add(reason, self._table.place(row.line), ticker=row.ticker, item=name)
            return
        row = row._replace(period=heading.period or row.period)
        if heading.prior and row.period:
            row = row._replace(period=row.period.year_before)
        for column in self._shape.values:
            below, above = heading.scale, column.heading.scale
            named = above or below if below == 1 else below or above
            own = heading.scale or column.factor or stated.factor_below(heading, factor_of(field.unit or "?"))
            self._in_unit(row, column, field, named, own)

    def _in_unit(
        self, row: _Row, column: Column, field: Field, named: float | None, default: float | None
    ) -> None:
        """Note one cell in the unit of its row, which must not contradict the one that a heading or a line names."""
        stated = self._names.text("unit", row.cells)
        unit = unit_of(stated)
        foreign = unit is not None and is_foreign(unit.currency, self._reading.currency)
        if stated and not foreign and is_money_alone(stated):
            unit = None if default is None else unit and unit._replace(factor=default)
            named = None
        else:
            named = named or self._shape.stated.scale
        factor = (unit and unit.factor) if stated else default
        problem = "foreign_currency" if foreign else self._contradiction(row, column, field, (factor, named))
        self._figure(row, column, field, factor, problem)

    def _contradiction(
        self, row: _Row, column: Column, field: Field, factors: tuple[float | None, float | None]
    ) -> str:
        """Why no amount of a row can be taken from a column: units differ, or its months are others; empty where one can."""
        factor, named = factors
        remark, period = row.kind.unit, column.heading.period or row.period
        foreign = remark is not None and is_foreign(remark.currency, self._reading.currency)
        if factor and ((named and factor != named) or (remark and (foreign or factor != remark.factor))):
            return "two_units"
        spanned = period if ITEMS[field.item].kind == "flow" and column.place not in self._told else None
        span = self._report.problem(column, field, period) if period else ""
        span = span or (row.kind.span.problem(spanned) if spanned else "")
        return "" if span == self._due else span

    def _figure(
        self, row: _Row, column: Column, field: Field, factor: float | None, refused: str = ""
    ) -> None:
        """Note one cell: a figure, one that can't be taken, or nothing where it is missing."""
        period = column.heading.period or row.period
        if period is None or column.place >= len(row.cells):
            return
        period = period.year_before if column.heading.prior else period
        ticker, cell = column.ticker or row.ticker, row.cells[column.place]
        value, unread = read_amount(cell, factor, self._reading.currency)
        problem = unread or (refused if value is not None else "")
        if problem == "unknown_unit" and not self._names.text("unit", row.cells):
            raise without_unit(self._table.place(), self._shape.values)
        if problem:
            self._aside(problem, row.line, field, (ticker, period), shown(cell))
        elif value is not None:
            if len(self._found) >= MAX_FIGURES:
                raise too_many()
            self._found.append(Found(row.line, ticker, period, field, value, row.kind))

    def _aside(self, reason: str, line: int, field: Field, of: tuple[str, Period], value: object) -> None:
        place = self._table.place(line, field.vendor_field)
        self._reading.aside.add(reason, place, ticker=of[0], item=field.item, period=of[1], value=value)
