"""The head of a table: finds the header and the meaning of each column; a table whose names are unknown is refused."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from xl_aigc.data.fields import VENDORS, Field
from xl_aigc.data.item import ITEMS
from xl_aigc.data.period import Period, find_period
from xl_aigc.data.quote import quote
from xl_aigc.data.units import yuan_of
from xl_aigc.errors import DataError
from xl_aigc.sources.amounts import known_unit, read_amount
from xl_aigc.sources.headings import Heading, foreign_note, read_heading, unit_note
from xl_aigc.sources.mapping import OF_A_ROW, Fields
from xl_aigc.sources.raw_table import Cell, RawTable, heading_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


MAX_TITLE_ROWS: Final = 30
MAX_HEADER_ROWS: Final = 5
MAX_COLUMNS: Final = 5_000
_NAMES_SHOWN: Final = 12
NOTE: Final = re.compile(
    r"^(?:数据来源|资料来源|来源|单位|注|备注|说明|source\s*:|unit\s*:|note)", re.IGNORECASE
)
"""First words of lines that are no rows of the table."""
_SAYS_PERIOD: Final = re.compile("报告期|[报季]|年度|半年|[QH][13]|FY")
SUMMARY: Final = re.compile(r"^(?:合计|总计|小计|平均|均值|中位数|total|average|median)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds figures: where it is, its heading, its field, and yuan of its unit (None: stated elsewhere)."""

    place: int
    heading: Heading
    field: Field
    yuan: float | None


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns and notes in the head of a table.

    Attributes:
        keys: the place of each column that says which row or cell it is, by what it is (`ticker`, `period`).
        values: the columns that hold figures of a fixed item; a long table has none.
        left_out: headings of columns that are not taken, and why.
        headings: the heading of every column.
        yuan: yuan of the unit that a line beside the header states.
        period: the period that a line beside the header states.
        vendor: the vendor that a title names.
    """

    keys: dict[str, int]
    values: tuple[Column, ...]
    left_out: tuple[tuple[Heading, str], ...]
    headings: tuple[Heading, ...]
    yuan: float | None
    period: Period | None
    vendor: str

    @property
    def long(self) -> bool:
        """Return whether each row holds one figure."""
        return "item" in self.keys and "value" in self.keys


def read_shape(
    table: RawTable, fields: Fields, unit: str | None
) -> tuple[Shape, Iterator[tuple[int, Sequence[Cell]]]]:
    """Read the head of a table, and return it with the rows below.

    Raises:
        DataError: it is empty, or its names are not those of the mapping.
    """
    rows = iter(table.rows)
    titles, header = _find_header(table, rows, fields)
    below: deque[tuple[int, Sequence[Cell]]] = deque()
    heads = [header[1]]
    for number, cells in rows if not table.headed else ():
        if _is_note(cells):
            titles.append(cells)
        elif len(heads) < MAX_HEADER_ROWS and _continues(cells, heads[0], fields):
            heads.append(cells)
        else:
            below.append((number, cells))
            break
    words = [text for cells in titles for cell in cells if (text := shown(cell))]
    headings = _headings(heads)
    shape = _shape(table, header[0], headings, fields)
    stated = next((yuan for text in words if (yuan := unit_note(text))), None)
    own = known_unit(unit) if unit else None
    foreign = next((currency for text in words if (currency := foreign_note(text))), None)
    if foreign:
        raise DataError(f"The table is in {quote(foreign)}.", table.place(), expected="yuan (CNY, 人民币).")
    shape = replace(
        shape,
        yuan=stated or own,
        period=_stated_period(words),
        vendor=vendor_in(words),
    )
    return _with_units(table, header[0], shape), chain(below, rows)


def _stated_period(words: Sequence[str]) -> Period | None:
    """The one period that lines of words state; a mere day may be that of the export."""
    stated = [unicodedata.normalize("NFKC", text) for text in words if _SAYS_PERIOD.search(text)]
    periods = set()
    for text in stated:
        rest = text
        while found := find_period(rest):
            periods.add(found[0])
            rest = rest[found[2] :]
    return periods.pop() if len(periods) == 1 else None


def vendor_in(words: Sequence[str]) -> str:
    """The name of the vendor that some words name, empty where they name none.

    Example:
        >>> vendor_in(["数据来源：东方财富Choice数据"])
        'Choice'
    """
    text = " ".join(words).casefold()
    return next((name for key, name in VENDORS.items() if key in text), "")


def _find_header(
    table: RawTable, rows: Iterator[tuple[int, Sequence[Cell]]], fields: Fields
) -> tuple[list[Sequence[Cell]], tuple[int, Sequence[Cell]]]:
    titles: list[Sequence[Cell]] = []
    widest: tuple[int, Sequence[Cell]] = (1, ())
    for number, cells in rows:
        if len(cells) > MAX_COLUMNS:
            problem, most = f"The row has {len(cells):,} columns.", f"at most {MAX_COLUMNS:,}."
            raise DataError(problem, table.place(number), expected=most)
        filled = sum(1 for cell in cells if shown(cell))
        if not filled and not table.headed:
            continue
        if filled > sum(1 for cell in widest[1] if shown(cell)):
            widest = number, cells
        if any(_is(cell, "ticker", fields) for cell in cells):
            return titles, (number, cells)
        titles.append(cells)
        if table.headed or len(titles) >= MAX_TITLE_ROWS:
            break
    if not widest[1]:
        raise DataError("The table is empty.", table.place(), expected="a header and a row for each company.")
    raise _unknown_names(
        table, widest[0], [read_heading(shown(cell)) for cell in widest[1]], fields, ["ticker"]
    )


def _is(cell: Cell, item: str, fields: Fields) -> bool:
    if not isinstance(cell, str) or not cell.strip() or len(cell) > 200:
        return False
    field = fields.find(read_heading(cell).name)
    return field is not None and field.item == item


def _is_note(cells: Sequence[Cell]) -> bool:
    filled = [text for cell in cells if (text := shown(cell))]
    return not filled or (len(filled) <= 2 and NOTE.match(filled[0]) is not None)


def _continues(cells: Sequence[Cell], head: Sequence[Cell], fields: Fields) -> bool:
    """Return whether a row below the header goes on with it: nothing where the ticker stands, no number elsewhere."""
    at = next(place for place, cell in enumerate(head) if _is(cell, "ticker", fields))
    first = shown(cells[at]) if at < len(cells) else ""
    if first and not _is(cells[at], "ticker", fields):
        return False
    rest = [cell for place, cell in enumerate(cells) if place != at and shown(cell)]
    return bool(rest) and not any(_is_number(cell) for cell in rest)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str) and find_period(cell):
        return False
    return read_amount(cell, 1.0)[0] is not None


def _headings(heads: Sequence[Sequence[Cell]]) -> list[Heading]:
    """The heading of each column, its lines joined; a merged cell holds for the columns right of it."""
    width = max(map(len, heads))
    lines = [[heading_text(cell) for cell in cells] + [""] * (width - len(cells)) for cells in heads]
    for above, under in pairwise(lines):
        for place in range(1, width):
            if not above[place] and under[place] and under[place - 1]:
                above[place] = above[place - 1]
    return [
        read_heading("\n".join(dict.fromkeys(filter(None, column)))) for column in zip(*lines, strict=True)
    ]


def _shape(table: RawTable, line: int, headings: Sequence[Heading], fields: Fields) -> Shape:
    found = [(place, each, fields.find(each.name)) for place, each in enumerate(headings) if each.name]
    keys = _keys(table, line, [(place, each, field) for place, each, field in found if field])
    left_out = [(heading, why) for _, heading, field in found if (why := _left_out(heading, field))]
    values = tuple(
        Column(place, heading, field, heading.yuan)
        for place, heading, field in found
        if field and (field.item in ITEMS or field.item == "value") and not _left_out(heading, field)
    )
    shape = Shape(keys, values, tuple(left_out), tuple(headings), None, None, "")
    missing = [] if "ticker" in keys else ["ticker"]
    if not any(column.field.item in ITEMS for column in values) and not shape.long:
        missing.append("an item, or item and value")
    if missing and all(why == "unknown_field" for _, why in left_out):
        raise _unknown_names(table, line, headings, fields, missing)
    _refuse_doubles(table, line, values)
    return shape


def _keys(table: RawTable, line: int, found: Sequence[tuple[int, Heading, Field]]) -> dict[str, int]:
    """The places of the columns that say which row or cell it is."""
    first: dict[str, tuple[int, Heading]] = {}
    for place, heading, field in found:
        if field.item in OF_A_ROW:
            if field.item in first:
                raise _twice(table, line, first[field.item][1], heading, field.item)
            first[field.item] = place, heading
    return {item: place for item, (place, _) in first.items()}


def _left_out(heading: Heading, field: Field | None) -> str | None:
    """Why a column is not taken, None where it is or where nobody misses it."""
    if field is None:
        return "single_quarter" if heading.unusable == "single_quarter" else "unknown_field"
    return heading.unusable if field.item in ITEMS else None


def _refuse_doubles(table: RawTable, line: int, values: Sequence[Column]) -> None:
    """Refuse two columns for one item and period; one that only stands in for an item may be beside it."""
    first: dict[object, Column] = {}
    for column in values:
        key = (column.field.item, column.heading.period, column.heading.prior, column.field.mark)
        if first.setdefault(key, column) is not column:
            raise _twice(table, line, first[key].heading, column.heading, column.field.item)


def _with_units(table: RawTable, line: int, shape: Shape) -> Shape:
    """The same with the unit of each column: its heading's, else a note's or the one asked for, else the mapping's."""
    values = tuple(
        replace(column, yuan=column.yuan or shape.yuan or yuan_of(column.field.unit or "?"))
        for column in shape.values
    )
    without = [column.heading.text for column in values if column.yuan is None]
    if without and "unit" not in shape.keys:
        raise DataError(
            f"The unit of {', '.join(map(quote, without[:_NAMES_SHOWN]))} is stated nowhere.",
            table.place(line),
            expected="a unit in the heading, such as 营业收入(万元), or a line 单位：万元.",
            remedy="State it there, in the mapping file, or when you ask for the table.",
        )
    return replace(shape, values=values)


def _twice(table: RawTable, line: int, first: Heading, second: Heading, item: str) -> DataError:
    return DataError(
        f"Two columns are {item}: {quote(first.text)} and {quote(second.text)}.",
        table.place(line),
        expected="one column for an item and a period.",
        remedy="Delete one of the two, or map one of them to '-' in a mapping file.",
    )


def _unknown_names(
    table: RawTable, line: int, headings: Sequence[Heading], fields: Fields, missing: Sequence[str]
) -> DataError:
    found = [heading.name for heading in headings if heading.name]
    unknown = [name for name in found if fields.find(name) is None]
    nearest = fields.nearest(unknown[:_NAMES_SHOWN])
    expected = fields.named("ticker")[:_NAMES_SHOWN] if "ticker" in missing else fields.named("revenue")
    said = "; ".join(f"{quote(name)} is most like {quote(known)}" for name, known in nearest.items())
    return DataError(
        f"The names of its columns are not known, or have changed: no column is {' or '.join(missing)}; "
        f"found {', '.join(map(quote, found[:_NAMES_SHOWN])) or 'nothing'}{'; ' + said if said else ''}.",
        table.place(line),
        expected=f"names of the mapping, such as {', '.join(dict.fromkeys(expected))}.",
        remedy="Add the new names to a mapping file.",
    )
