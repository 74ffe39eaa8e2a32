"""A sheet of a workbook as a table, read by calamine from a copy whose parts were looked at."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError, Place
from xl_aigc.sources.book_copy import sound_copy
from xl_aigc.sources.decimal_signs import with_points
from xl_aigc.sources.extent import RAISED
from xl_aigc.sources.number_formats import Formatted
from xl_aigc.sources.raw_table import Cell, RawTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xl_aigc.sources.extent import Marks
    from xl_aigc.sources.number_formats import NumberFormat

_NUMBER: Final = re.compile(r"\s{0,9}[-+(¥￥]?[0-9]")
"""The beginning of a text that may be a number."""


def read_book(path: Path, sheet: str | None, is_table: Callable[[RawTable], bool]) -> RawTable:
    """A sheet as a table: the values that its file holds; no formula is computed, no macro is run.

    Args:
        path: the workbook.
        sheet: the sheet, None for the only visible one that holds a table.
        is_table: tells whether rows hold a table and not just words.

    Raises:
        DataError: the file can't be read, is beyond the bounds, or has several sheets and none is named.
    """
    copy, marks = sound_copy(path)
    with _readable(path):
        opened = CalamineWorkbook.from_filelike(copy)
        sheets = [opened.get_sheet_by_name(name) for name in _visible(opened, sheet)]
    tables = {
        each.name: RawTable(with_points(_rows(each, marks.get(each.name, {}))), path, each.name)
        for each in sheets
    }
    if sheet in tables:
        return tables[sheet]
    filled = [each.name for each in sheets if each.total_height]
    if sheet is None and len(filled) != 1:
        held = [each for each in sheets if each.name in filled]
        filled = [each.name for each in held if is_table(RawTable(_rows(each, {}), path, each.name))]
    if sheet is None and len(filled) == 1:
        return tables[filled[0]]
    raise DataError(
        f"There is no sheet {quote(sheet)}." if sheet else f"{len(filled)} of its sheets hold something.",
        Place(path),
        expected=f"one of {', '.join(map(quote, list(tables)[:20]))}.",
        remedy="Name the sheet to read, such as --sheet NAME.",
    )


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Turn the errors of the reader into one that names the file; it panics on some damaged files."""
    remedy = "Open it in the program that made it, and save it as .xlsx."
    try:
        with _without_panic_text():
            yield
    except BaseException as error:
        panicked = (
            type(error).__name__ == "PanicException"
        )  # derives from BaseException, and no module exports it
        if not isinstance(error, CalamineError | OSError) and not panicked:
            raise
        problem = "The workbook is damaged" if panicked else "The workbook can't be read"
        raise DataError(f"{problem}: {error}.", Place(path), remedy=remedy) from error


@contextmanager
def _without_panic_text() -> Iterator[None]:
    """Keep what Rust prints of a panic off the screen, for the error says it too.

    Rust writes to the file behind the number, past `sys.stderr`. Another thread's lines of that moment are lost.
    """
    try:
        shown = os.dup(2)
    except OSError:  # a program without a console has no such file
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(shown, 2)
        os.close(shown)


def _visible(opened: CalamineWorkbook, sheet: str | None) -> list[str]:
    return [
        each.name
        for each in opened.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
        and (each.visible == SheetVisibleEnum.Visible or each.name == sheet)
    ]


def _rows(sheet: CalamineSheet, marks: Marks) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows with their numbers; texts of `marks` stand where the reader gives nothing, formats beside their numbers.

    The reader begins with the first row of the sheet, and with the first column that is filled.
    """
    before = (sheet.start or (0, 0))[1] + 1
    marked: dict[int, list[tuple[int, str | NumberFormat]]] = {}
    for (row, column), mark in marks.items():
        marked.setdefault(row, []).append((column - before, mark))
    rows = cast("Iterator[list[Cell]]", sheet.iter_rows())
    for number, cells in enumerate(rows, 1):
        for place, mark in marked.get(number, ()):
            if 0 <= place < len(cells):
                cells[place] = _marked(cells[place], mark)
        yield number, cells


def _marked(cell: Cell, mark: str | NumberFormat) -> Cell:
    if mark == RAISED:
        return f"{cell}{RAISED}" if isinstance(cell, str) and _NUMBER.match(cell) else cell
    if isinstance(mark, str):
        return mark if cell == "" else cell
    return Formatted(cell, mark) if isinstance(cell, int | float) and not isinstance(cell, bool) else cell
