# ruff: noqa: PLC0415 - each run imports only what it measures
"""How long the edit of a sheet in a closed workbook takes, against writing that sheet anew.

    python benchmarks/edit_sheet.py [--rows 5500] [--runs 5]

The sheet has 40 columns of numbers with a number format. `apply_edits` gives every cell, or one cell in a hundred spread over the
sheet, a new number; every other byte of the workbook stays. Beside it: XML put together by hand and packed alike (the floor: it
knows the sheet and reads nothing), XlsxWriter writing the sheet, and openpyxl loading, editing and saving the workbook (which
loses whatever it can't read). Each run has a process of its own; imports and the plan are not timed. Needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
import zipfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import rounds
from peers import letters, peak

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS, SHEET = 40, "Data"
FORMAT = "#,##0.0;(#,##0.0);-"
LEVEL = 3
"""Deflate level of `xl_aigc.ooxml`, for the floor too."""

Values = list[list[float]]


def numbers(rows: int, seed: int) -> Values:
    rng = random.Random(seed)
    return [[round(rng.uniform(-1e9, 1e10), 2) for _ in range(COLUMNS)] for _ in range(rows)]


def changed(values: Values, every: int) -> dict[str, float]:
    """Every so manieth cell with its new value."""
    cells = (
        (f"{letters(column)}{row}", value)
        for row, line in enumerate(values, 1)
        for column, value in enumerate(line)
    )
    return {name: value for place, (name, value) in enumerate(cells) if place % every == 0}


def write_workbook(target: Path, values: Values) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(target)) as book:
        page = book.add_worksheet(SHEET)
        form = book.add_format({"num_format": FORMAT})
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                page.write_number(row, column, value, form)


def ours(source: Path, target: Path, values: Values, every: int) -> Callable[[], None]:
    from xl_aigc.ooxml.edits.apply import apply_edits
    from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit

    contents = {name: Content(value) for name, value in changed(values, every).items()}
    plan = EditPlan({SHEET: SheetEdit(contents=contents)})
    return lambda: apply_edits(source, target, plan) and None


def by_hand(_source: Path, target: Path, values: Values, _every: int) -> Callable[[], None]:
    names = [letters(column) for column in range(COLUMNS)]

    def run() -> None:
        rows = []
        for number, line in enumerate(values, 1):
            cells = "".join(
                f'<c r="{name}{number}" s="1"><v>{value!r}</v></c>'
                for name, value in zip(names, line, strict=True)
            )
            rows.append(f'<row r="{number}">{cells}</row>')
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
            archive.writestr("sheet.xml", f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>")

    return run


def xlsxwriter(_source: Path, target: Path, values: Values, _every: int) -> Callable[[], None]:
    import_module("xlsxwriter")

    return lambda: write_workbook(target, values)


def openpyxl(source: Path, target: Path, values: Values, every: int) -> Callable[[], None]:
    from openpyxl import load_workbook

    new = changed(values, every)

    def run() -> None:
        book = load_workbook(source)
        page = book[SHEET]
        for name, value in new.items():
            page[name] = value
        book.save(target)

    return run


WAYS = {
    "by hand": (by_hand, 1, "whatever else is in the workbook"),
    "edits, all cells": (ours, 1, "nothing"),
    "edits, 1% of cells": (ours, 100, "nothing"),
    "XlsxWriter": (xlsxwriter, 1, "whatever else is in the workbook"),
    "openpyxl, all cells": (openpyxl, 1, "what it can't read"),
    "openpyxl, 1%": (openpyxl, 100, "what it can't read"),
}


def run_once(way: str, source: Path, rows: int) -> None:
    """Measure one way and print what it took."""
    prepare, every, _ = WAYS[way]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "target.xlsx")
        edit = prepare(source, target, numbers(rows, 2), every)
        before = peak()
        start = time.perf_counter()
        edit()
        seconds = time.perf_counter() - start
        size = target.stat().st_size / 1e6
    print(json.dumps({"seconds": seconds, "peak": peak(), "added": peak() - before, "size": size}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5500)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--source", type=Path)
    options = parser.parse_args()
    if options.way:
        run_once(options.way, options.source, options.rows)
        return
    print(f"{rounds.machine()}\n\n{options.rows} rows, {COLUMNS} columns")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.xlsx")
        write_workbook(source, numbers(options.rows, 1))
        base = [sys.executable, __file__, "--rows", str(options.rows), "--source", str(source), "--way"]
        results = rounds.run_in_turn({way: [*base, way] for way in WAYS}, options.runs)
    rounds.print_table(
        results,
        ["openpyxl, all cells", "XlsxWriter", "by hand"],
        {way: note for way, (*_, note) in WAYS.items()},
    )


if __name__ == "__main__":
    main()
