"""Rows of a streamed table, written in chunks so that the sheet never stands in memory as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.cells import cached, plain
from xl_aigc.ooxml.escape import formula_text
from xl_aigc.ooxml.references import MAX_ROW, Area, cell_name, column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xl_aigc.ooxml.plan import CellValue, Column, Stream
    from xl_aigc.ooxml.strings import SharedStrings

CHUNK: Final = 128


@dataclass(frozen=True, slots=True)
class Prototype:
    """The skeleton's row that a stream replaces: its attributes as XML, its first column, the style of each cell."""

    attributes: str
    left: int
    styles: Sequence[str]


def stream_area(stream: Stream, prototype: Prototype) -> Area:
    """Return the cells that a stream fills."""
    left = prototype.left
    return Area(stream.row, left, stream.row + stream.count - 1, left + len(prototype.styles) - 1)


def check_stream(stream: Stream, prototype: Prototype, sheet: str) -> None:
    """Refuse a stream that does not fit its prototype row.

    Raises:
        WorkbookError: the number of columns, of values or of rows is wrong.
    """
    if not 1 <= stream.count <= MAX_ROW - stream.row + 1:
        raise WorkbookError(
            f"A stream of {stream.count} rows does not fit below row {stream.row}.",
            Place(sheet=sheet),
            expected=f"from 1 to {MAX_ROW - stream.row + 1} rows.",
        )
    if len(stream.columns) != len(prototype.styles):
        raise WorkbookError(
            f"The stream has {len(stream.columns)} columns, its prototype row {len(prototype.styles)} cells.",
            Place(sheet=sheet, cell=cell_name(stream.row, prototype.left)),
            remedy="Give the prototype row one styled cell for each column.",
        )
    for column, content in enumerate(stream.columns, prototype.left):
        if len(content.values) != stream.count:
            raise WorkbookError(
                f"The column has {len(content.values)} values.",
                Place(sheet=sheet, cell=cell_name(stream.row, column)),
                expected=f"{stream.count}, one for each row.",
            )


def stream_rows(stream: Stream, prototype: Prototype, strings: SharedStrings, sheet: str) -> Iterator[str]:
    """Yield the `<row>` elements of a stream, a chunk of rows at a time.

    Raises:
        WorkbookError: a value fits in no cell.
    """
    check_stream(stream, prototype, sheet)
    writers = [
        _column_writer(column, number, style, stream, strings, sheet)
        for number, (column, style) in enumerate(
            zip(stream.columns, prototype.styles, strict=True), prototype.left
        )
    ]
    opening, attributes = '<row r="', f'"{prototype.attributes}>'
    for start in range(0, stream.count, CHUNK):
        stop = min(start + CHUNK, stream.count)
        columns = [writer(start, stop) for writer in writers]
        numbers = range(stream.row + start, stream.row + stop)
        yield "".join(
            [
                f"{opening}{number}{attributes}{''.join(cells)}</row>"
                for number, cells in zip(numbers, zip(*columns, strict=True), strict=True)
            ]
        )


def _column_writer(
    column: Column, number: int, style: str, stream: Stream, strings: SharedStrings, sheet: str
) -> Callable[[int, int], list[str]]:
    """Writer of one column's cells from row `start` to `stop` (counted from 0) of the stream."""
    letters = column_letters(number)
    place = Place(sheet=sheet, cell=f"{letters}{stream.row}")
    formula = _formula(column, place)
    repeated = "" if column.array else formula
    opening, middle = f'<c r="{letters}', f'"{style}>{repeated}<v>'
    values, first = column.values, stream.row

    def other(row: int, value: CellValue | None) -> str:
        start = f"{opening}{row}"
        if value is None:
            return f'{start}"{style}/>' if formula == "" else _refuse_blank(sheet, f"{letters}{row}")
        try:
            kind, text = cached(value) if formula else plain(value, strings)
        except WorkbookError as error:
            raise error.at(Place(sheet=sheet, cell=f"{letters}{row}")) from error
        return f'{start}"{style}{kind}>{repeated}<v>{text}</v></c>'

    def cells(start: int, stop: int) -> list[str]:
        # A plain float is by far the commonest value, so it is written here and everything else in `other`.
        written = [
            f"{opening}{row}{middle}{value!r}</v></c>"
            if type(value) is float and isfinite(value)
            else other(row, value)
            for row, value in enumerate(values[start:stop], first + start)
        ]
        if column.array and start == 0:
            written[0] = _anchor(written[0], formula, Area(first, number, first + stream.count - 1, number))
        return written

    return cells


def _formula(column: Column, place: Place) -> str:
    if column.formula is None:
        return ""
    try:
        return f"<f>{formula_text(column.formula)}</f>"
    except WorkbookError as error:
        raise error.at(place) from error


def _anchor(cell: str, formula: str, area: Area) -> str:
    """Return the first cell of a column that one dynamic array fills."""
    array = formula.replace("<f>", f'<f t="array" ref="{area.name}">', 1)
    return cell.replace("<c ", '<c cm="1" ', 1).replace("<v>", f"{array}<v>", 1)


def _refuse_blank(sheet: str, cell: str) -> str:
    raise WorkbookError(
        "The formula has no cached value.",
        Place(sheet=sheet, cell=cell),
        expected="a number, a text, a bool or an error value.",
    )
