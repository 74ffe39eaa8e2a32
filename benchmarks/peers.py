# ruff: noqa: PLC0415 - each run imports the one writer that it measures
"""The same sheets through several writers of .xlsx, each used as its own documentation shows; used by other benchmarks.

    python benchmarks/peers.py WRITER SHEETS.pickle

writes the sheets once and prints what it took. Each run has a process of its own; imports are not timed.
"""

from __future__ import annotations

import json
import pickle
import platform
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from xl_aigc.ooxml.plan import SheetPlan


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        header: its heading.
        values: what each row shows.
        formula: the text of every row's formula with `=`, in structured references, so that one is right for all rows.
        number_format: as Excel spells it.
    """

    header: str
    values: Sequence[float | str | bool]
    formula: str | None = None
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that holds one table of its own name, with headings in row 1."""

    name: str
    columns: Sequence[Column]

    @property
    def rows(self) -> int:
        """Rows below the heading."""
        return len(self.columns[0].values)

    @property
    def ref(self) -> str:
        """The range of the table."""
        return f"A1:{letters(len(self.columns) - 1)}{self.rows + 1}"

    def head(self, rows: int) -> Sheet:
        """The first rows."""
        return replace(self, columns=[replace(c, values=c.values[:rows]) for c in self.columns])


def letters(column: int) -> str:
    """Letters of a column counted from 0."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(65 + last)


def ours(sheets: Sequence[Sheet], target: Path) -> None:
    from openpyxl import Workbook

    from xl_aigc.ooxml.finish import finish
    from xl_aigc.ooxml.plan import FinishPlan

    book, skeleton = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    plans = {sheet.name: _streamed(book.create_sheet(sheet.name), sheet) for sheet in sheets}
    book.save(skeleton)
    finish(skeleton.getvalue(), target, FinishPlan(plans))


def _streamed(page: Worksheet, sheet: Sheet) -> SheetPlan:
    """The heading, a prototype row and the table in the skeleton; the plan of the rows."""
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import Table, TableColumn

    from xl_aigc.ooxml.plan import Column as Streamed
    from xl_aigc.ooxml.plan import SheetPlan, Stream

    page.append([column.header for column in sheet.columns])
    for place, column in enumerate(sheet.columns, 1):
        page.cell(2, place, 0).number_format = column.number_format
    # openpyxl 3.1.5 makes every cell of a table's range to find the names of columns that are not given.
    names = [TableColumn(id=place, name=column.header) for place, column in enumerate(sheet.columns, 1)]
    filters = AutoFilter(ref=sheet.ref)
    page.add_table(Table(displayName=sheet.name, ref=sheet.ref, autoFilter=filters, tableColumns=names))
    columns = [Streamed(column.values, column.formula) for column in sheet.columns]
    return SheetPlan(streams=[Stream(2, columns, sheet.rows)])


def openpyxl(sheets: Sequence[Sheet], target: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.worksheet.table import Table

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.append([column.header for column in sheet.columns])
        for row in range(sheet.rows):
            for place, column in enumerate(sheet.columns, 1):
                cell = page.cell(row + 2, place, column.formula or column.values[row])
                cell.number_format = column.number_format
        page.add_table(Table(displayName=sheet.name, ref=sheet.ref))
    book.save(target)


def openpyxl_streaming(sheets: Sequence[Sheet], target: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.append([column.header for column in sheet.columns])
        for row in range(sheet.rows):
            cells = []
            for column in sheet.columns:
                cell = WriteOnlyCell(page, column.formula or column.values[row])
                cell.number_format = column.number_format
                cells.append(cell)
            page.append(cells)
    book.save(target)


def pandas(sheets: Sequence[Sheet], target: Path) -> None:
    import pandas as pd

    with pd.ExcelWriter(target, engine="openpyxl") as writer:
        for sheet in sheets:
            cells = {column.header: column.formula or column.values for column in sheet.columns}
            pd.DataFrame(cells).to_excel(writer, sheet_name=sheet.name, index=False)


def xlsxwriter(sheets: Sequence[Sheet], target: Path, *, streaming: bool = False) -> None:
    import xlsxwriter as writer

    with writer.Workbook(target, {"constant_memory": streaming}) as book:
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            formats = [book.add_format({"num_format": column.number_format}) for column in sheet.columns]
            if streaming:  # rows that are written never change, so that a table can't be put over them
                page.write_row(0, 0, [column.header for column in sheet.columns])
            for row in range(sheet.rows):
                for place, column in enumerate(sheet.columns):
                    value = column.values[row]
                    if column.formula:
                        page.write_formula(row + 1, place, column.formula, formats[place], value)
                    elif isinstance(value, str):
                        page.write_string(row + 1, place, value, formats[place])
                    else:
                        page.write_number(row + 1, place, value, formats[place])
            headings = [{"header": column.header} for column in sheet.columns]
            if not streaming:
                page.add_table(sheet.ref, {"name": sheet.name, "columns": headings})


def pyexcelerate(sheets: Sequence[Sheet], target: Path) -> None:
    from pyexcelerate import Format, Style, Workbook

    book = Workbook()
    for sheet in sheets:
        rows = zip(
            *([column.formula] * sheet.rows if column.formula else column.values for column in sheet.columns),
            strict=True,
        )
        page = book.new_sheet(
            sheet.name, data=[[column.header for column in sheet.columns], *map(list, rows)]
        )
        for place, column in enumerate(sheet.columns, 1):
            page.set_col_style(place, Style(format=Format(column.number_format)))
    book.save(str(target))


def polars(sheets: Sequence[Sheet], target: Path) -> None:
    import polars as pl
    import xlsxwriter as writer

    with writer.Workbook(target) as book:
        for sheet in sheets:
            plain = [column for column in sheet.columns if not column.formula]
            frame = pl.DataFrame({column.header: list(column.values) for column in plain}, strict=False)
            formats = {column.header: column.number_format for column in plain}
            formulas = {column.header: column.formula for column in sheet.columns if column.formula}
            frame.write_excel(
                book, sheet.name, table_name=sheet.name, column_formats=formats, formulas=formulas or None
            )


def rustpy(sheets: Sequence[Sheet], target: Path) -> None:
    from rustpy_xlsxwriter import FastExcel, Format

    book = FastExcel(str(target))
    for sheet in sheets:
        plain = [column for column in sheet.columns if not column.formula]
        names = [column.header for column in plain]
        rows = zip(*(column.values for column in plain), strict=True)
        formats = {column.header: Format().set_num_format(column.number_format) for column in plain}
        formulas = {column.header: column.formula for column in sheet.columns if column.formula}
        records = [dict(zip(names, row, strict=True)) for row in rows]
        book.sheet(sheet.name, records, column_formats=formats, formula_columns=formulas or None)
    book.save()


class Writer(NamedTuple):
    """A way to write sheets, the packages it rests on, and what its file has or leaves out."""

    write: Callable[[Sequence[Sheet], Path], None]
    packages: tuple[str, ...]
    leaves_out: str


WRITERS = {
    "xl_aigc.ooxml": Writer(ours, ("openpyxl", "lxml"), "nothing; 17 digits, flushed to the disk"),
    "openpyxl": Writer(openpyxl, ("openpyxl",), "values beside formulas; 16 digits"),
    "openpyxl write_only": Writer(openpyxl_streaming, ("openpyxl",), "values beside formulas, the table"),
    "pandas.to_excel": Writer(
        pandas, ("pandas", "openpyxl"), "values beside formulas, number formats, the table"
    ),
    "XlsxWriter": Writer(xlsxwriter, ("XlsxWriter",), "nothing; 16 digits"),
    "XlsxWriter constant": Writer(
        partial(xlsxwriter, streaming=True), ("XlsxWriter",), "the table; its constant_memory mode"
    ),
    "pyexcelerate": Writer(pyexcelerate, ("PyExcelerate",), "formulas are texts; the table"),
    "polars": Writer(polars, ("polars", "XlsxWriter"), "values beside formulas and their formats"),
    "rustpy-xlsxwriter": Writer(
        rustpy, ("rustpy-xlsxwriter",), "values beside formulas and their formats, the table"
    ),
}


def versions(name: str) -> str:
    """The packages that a writer rests on, with their versions."""
    return ", ".join(f"{package} {version(package)}" for package in WRITERS[name].packages)


def command(name: str, sheets: Path) -> list[str]:
    """The command that lets a writer write pickled sheets once."""
    return [sys.executable, __file__, name, str(sheets)]


def peak() -> float:
    """Most memory that this process has held, in MB."""
    if platform.system() == "Linux":
        # Linux counts the memory of the process that started this one in `ru_maxrss`.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


def one_run(name: str, pickled: Path) -> dict[str, float]:
    """Seconds; peak memory of the process and what the writing added to it, in MB; size of the file in MB."""
    with pickled.open("rb") as file:
        sheets: list[Sheet] = pickle.load(file)
    write = WRITERS[name].write
    with tempfile.TemporaryDirectory() as folder:
        write([sheet.head(2) for sheet in sheets], Path(folder, "warm.xlsx"))  # imports
        target = Path(folder, "sheets.xlsx")
        base, start = peak(), time.perf_counter()
        write(sheets, target)
        seconds = time.perf_counter() - start
        return {
            "seconds": seconds,
            "peak": peak(),
            "added": peak() - base,
            "size": target.stat().st_size / 1e6,
        }


def main() -> None:
    """Write once."""
    reader = rounds.reader(__doc__ or "")
    reader.add_argument("writer", choices=WRITERS)
    reader.add_argument(
        "sheets", type=Path, help="a list of Sheet, pickled; build_report.py and write_table.py make them"
    )
    options = reader.parse_args()
    print(json.dumps(one_run(options.writer, options.sheets)))


if __name__ == "__main__":
    main()
