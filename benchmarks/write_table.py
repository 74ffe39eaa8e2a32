# ruff: noqa: PLC0415 - each run imports the one writer that it measures
"""How long a table of the whole market takes to write, and how much memory, against other writers.

    python benchmarks/write_table.py [--rows 5500] [--runs 5]

Every writer writes the same cells: 40 columns of numbers with a number format, first alone, then with 20 columns of
formulas, their values beside them where the writer can. Both, since a writer's cost of a formula may be far from its
cost of a number. Ours are structured references, one text for all
rows; the others' are in A1 notation, a text for each row. Each run has a process of its own; imports and the making of the data are not timed. Needs the extra
`bench`.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBERS, FORMULAS = 40, 20
NUMBER_FORMAT, RATIO_FORMAT = "#,##0.0;(#,##0.0);-", "0.0%"


class Table(NamedTuple):
    """Numbers by column, and the formulas' values by column."""

    numbers: list[list[float]]
    values: list[list[float]]
    rows: int

    @property
    def headers(self) -> list[str]:
        """Names of the columns, numbers first."""
        return [f"n{column}" for column in range(NUMBERS)] + [
            f"f{column}" for column in range(len(self.values))
        ]


def formula(column: int, row: int | str) -> str:
    """Change of one number column against another, in A1 notation: cells of the same row."""
    a, b = letters(2 * column), letters(2 * column + 1)
    return f'=IF({b}{row}=0,"n.m.",({a}{row}-{b}{row})/ABS({b}{row}))'


def structured(column: int) -> str:
    """The same formula with structured references: one text for all rows."""
    a, b = (f"tData[[#This Row],[n{2 * column + side}]]" for side in (0, 1))
    return f'=IF({b}=0,"n.m.",({a}-{b})/ABS({b}))'


def letters(column: int) -> str:
    """Letters of a column counted from 0."""
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)


def make_table(rows: int, formulas: int) -> Table:
    rng = random.Random(20240630)
    numbers = [[round(rng.uniform(-1e9, 1e10), 2) for _ in range(rows)] for _ in range(NUMBERS)]
    pairs = [(numbers[2 * column], numbers[2 * column + 1]) for column in range(formulas)]
    return Table(numbers, [[(a - b) / abs(b) for a, b in zip(*pair, strict=True)] for pair in pairs], rows)


def ours(table: Table, target: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.worksheet.filters import AutoFilter
    from openpyxl.worksheet.table import Table as Range
    from openpyxl.worksheet.table import TableColumn

    from xl_aigc.package import Column, FinishPlan, SheetPlan, Stream, finish

    book, skeleton = Workbook(), BytesIO()
    sheet = book.active
    sheet.append(table.headers)
    for column in range(len(table.headers)):
        sheet.cell(2, column + 1).number_format = NUMBER_FORMAT if column < NUMBERS else RATIO_FORMAT
    ref = f"A1:{letters(len(table.headers) - 1)}{table.rows + 1}"
    # openpyxl 3.1.5 makes every cell of a table's range to find the names of columns that are not given.
    names = [TableColumn(id=number, name=name) for number, name in enumerate(table.headers, 1)]
    sheet.add_table(Range(displayName="tData", ref=ref, autoFilter=AutoFilter(ref=ref), tableColumns=names))
    book.save(skeleton)
    columns = [Column(values) for values in table.numbers]
    columns += [Column(values, structured(column)) for column, values in enumerate(table.values)]
    plan = FinishPlan({"Sheet": SheetPlan(streams=[Stream(2, columns, table.rows)])})
    finish(skeleton.getvalue(), target, plan)


def openpyxl(table: Table, target: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(table.headers)
    for index in range(table.rows):
        row = index + 2
        for column, values in enumerate(table.numbers, 1):
            sheet.cell(row, column, values[index]).number_format = NUMBER_FORMAT
        for column in range(len(table.values)):
            sheet.cell(row, NUMBERS + column + 1, formula(column, row)).number_format = RATIO_FORMAT
    book.save(target)


def pandas(table: Table, target: Path) -> None:
    import pandas as pd

    texts = [[formula(column, row + 2) for row in range(table.rows)] for column in range(len(table.values))]
    frame = pd.DataFrame(dict(zip(table.headers, [*table.numbers, *texts], strict=True)))
    frame.to_excel(target, index=False, engine="openpyxl")


def xlsxwriter(table: Table, target: Path) -> None:
    import xlsxwriter as writer

    with writer.Workbook(target) as book:
        sheet = book.add_worksheet()
        number, ratio = (book.add_format({"num_format": code}) for code in (NUMBER_FORMAT, RATIO_FORMAT))
        sheet.write_row(0, 0, table.headers)
        for row in range(table.rows):
            for column, values in enumerate(table.numbers):
                sheet.write_number(row + 1, column, values[row], number)
            for column, values in enumerate(table.values):
                sheet.write_formula(row + 1, NUMBERS + column, formula(column, row + 2), ratio, values[row])


def rustpy(table: Table, target: Path) -> None:
    from rustpy_xlsxwriter import FastExcel, Format

    names = table.headers[:NUMBERS]
    records = [dict(zip(names, row, strict=True)) for row in zip(*table.numbers, strict=True)]
    texts = {f"f{column}": formula(column, "{row}") for column in range(len(table.values))}
    formats = {name: Format().set_num_format(NUMBER_FORMAT) for name in names}
    FastExcel(str(target)).sheet("Sheet", records, column_formats=formats, formula_columns=texts).save()


WRITERS: dict[str, tuple[Callable[[Table, Path], None], tuple[str, ...], str]] = {
    "xl_aigc.package": (
        ours,
        ("openpyxl", "lxml"),
        "formats, formulas, their values, a table; 17 digits; fsync",
    ),
    "openpyxl": (openpyxl, ("openpyxl",), "no values beside formulas; 16 digits"),
    "pandas.to_excel": (pandas, ("pandas", "openpyxl"), "no values beside formulas; no number formats"),
    "XlsxWriter": (xlsxwriter, ("XlsxWriter",), "formats, formulas, their values; 16 digits"),
    "rustpy-xlsxwriter": (rustpy, ("rustpy-xlsxwriter",), "no values beside formulas, nor formats of these"),
}


def one_run(name: str, rows: int, formulas: int) -> dict[str, float]:
    """Seconds, peak memory above the base in MB, and size of the file in MB."""
    writer = WRITERS[name][0]
    table = make_table(rows, formulas)
    with tempfile.TemporaryDirectory() as folder:
        writer(make_table(2, formulas), Path(folder, "warm.xlsx"))  # imports
        target = Path(folder, "table.xlsx")
        base = peak()
        start = time.perf_counter()
        writer(table, target)
        seconds = time.perf_counter() - start
        return {"seconds": seconds, "memory": peak() - base, "size": target.stat().st_size / 1e6}


def peak() -> float:
    """Most memory that this process has held, in MB."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if platform.system() == "Darwin" else 1024)


def measured(name: str, rows: int, formulas: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", name, "--rows", str(rows), "--formulas", str(formulas)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def report(rows: int, formulas: int, runs: int) -> None:
    # Round by round, so that a slow minute of the machine falls on all of them.
    results = [{name: measured(name, rows, formulas) for name in WRITERS} for _ in range(runs)]
    middle = {
        name: {key: statistics.median(result[name][key] for result in results) for key in results[0][name]}
        for name in WRITERS
    }
    print(f"{rows} rows, {NUMBERS} number columns, {formulas} formula columns; median of {runs} runs")
    print(
        f"{'writer':<18} {'seconds':>8} {'ratio':>6} {'peak MB':>8} {'file MB':>8}  versions; what it writes"
    )
    for name, (_, needed, leaves) in WRITERS.items():
        found = middle[name]
        ratio = found["seconds"] / middle["openpyxl"]["seconds"]
        versions = ", ".join(f"{package} {version(package)}" for package in needed)
        figures = f"{found['seconds']:8.2f} {ratio:6.2f} {found['memory']:8.0f} {found['size']:8.1f}"
        print(f"{name:<18} {figures}  {versions}; {leaves}")
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--formulas", type=int, default=FORMULAS)
    parser.add_argument("--one", choices=WRITERS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one_run(options.one, options.rows, options.formulas)))
    else:
        print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}\n")
        for formulas in (0, options.formulas):
            report(options.rows, formulas, options.runs)


if __name__ == "__main__":
    main()
