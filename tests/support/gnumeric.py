"""Gnumeric as a second judge of formulas: a copy of a workbook that it can read, recalculated and compared cell by cell.

Gnumeric 1.12 knows neither structured references nor AGGREGATE. The copy has addresses in their place, `LARGE`, `SMALL`
or `PERCENTILE` over `IFERROR(column,"")`, no cached values, and every formula entered as an array formula, so that columns
are computed row by row as Excel computes them.
"""

from __future__ import annotations

import math
import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest
from openpyxl.utils import get_column_letter, quote_sheetname, range_boundaries
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from support.openpyxl_reading import load_workbook
from support.required import missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from openpyxl import Workbook

RELATIVE: Final = 1e-9
"""How far numbers may differ, relative to the larger."""
_OF_AGGREGATE: Final = {"14": "LARGE", "15": "SMALL", "16": "PERCENTILE"}
_HEADING: Final = r"((?:'.|[^\[\]'])+)"
_STRUCTURED: Final = re.compile(rf"(\w+)\[(?:\[#This Row\],\[{_HEADING}\]|\[{_HEADING}\]|{_HEADING})\]")
_STRING: Final = re.compile(r'("(?:[^"]|"")*")')


def require_gnumeric() -> str:
    """Gnumeric's converter; skips the test without it, or fails it where nothing may be skipped."""
    program = shutil.which("ssconvert")
    if program is None:
        missing("gnumeric", "Gnumeric")
    return program


@dataclass(frozen=True)
class Columns:
    """A table of a workbook: its sheet, its first and last row of data, and the column of each heading."""

    sheet: str
    first: int
    last: int
    letters: Mapping[str, str]

    def area(self, heading: str) -> str:
        """A whole column."""
        letter = self.letters[heading]
        return f"{quote_sheetname(self.sheet)}!${letter}${self.first}:${letter}${self.last}"

    @property
    def body(self) -> str:
        """All rows of data."""
        letters = list(self.letters.values())
        return f"{quote_sheetname(self.sheet)}!${letters[0]}${self.first}:${letters[-1]}${self.last}"

    def cell(self, heading: str, row: int) -> str:
        """The cell of a column in one row."""
        return f"{quote_sheetname(self.sheet)}!${self.letters[heading]}${row}"


def tables_of(book: Workbook) -> dict[str, Columns]:
    """The tables of a workbook, by name."""
    found = {}
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            cells = sheet.iter_cols(left, right, top, top)
            letters = {str(cell.value): get_column_letter(cell.column) for (cell,) in cells}
            found[table.name] = Columns(sheet.title, top + 1, bottom, letters)
    return found


def addressed(formula: str, tables: Mapping[str, Columns], row: int) -> str:
    """A formula with addresses in place of structured references."""

    def address(match: re.Match[str]) -> str:
        table, heading = tables[match[1]], re.sub("'(.)", r"\1", match[2] or match[3] or match[4])
        return table.cell(heading, row) if match[2] else table.area(heading)

    def body(match: re.Match[str]) -> str:
        return tables[match[0]].body

    names = re.compile(rf"(?<![\w!.'])(?:{'|'.join(tables) or '(?!)'})(?![\w\[!.'(])")
    # A quoted text stays as it is: it is every second part.
    parts = _STRING.split(formula)
    return "".join(
        part if n % 2 else names.sub(body, _STRUCTURED.sub(address, part)) for n, part in enumerate(parts)
    )


def without_aggregate(formula: str) -> str:
    """A formula with LARGE, SMALL and PERCENTILE in place of AGGREGATE.

    Example:
        >>> without_aggregate('1+AGGREGATE(15,6,A1:A9/(B1:B9>0),2)')
        '1+SMALL(IFERROR(A1:A9/(B1:B9>0),""),2)'
    """
    start = formula.rfind("AGGREGATE(")
    while start >= 0:
        (form, _, values, k), end = _arguments(formula, start + len("AGGREGATE("))
        formula = f'{formula[:start]}{_OF_AGGREGATE[form]}(IFERROR({values},""),{k}){formula[end:]}'
        start = formula.rfind("AGGREGATE(")
    return formula


def _arguments(formula: str, start: int) -> tuple[list[str], int]:
    """The arguments of a call from behind its bracket, and where the call ends."""
    found, depth, at, begun = [], 0, start, start
    while True:
        sign = formula[at]
        if sign in "\"'":
            at = formula.index(sign, at + 1)
        elif sign == "(":
            depth += 1
        elif (sign == ")" and depth == 0) or (sign == "," and depth == 0):
            found.append(formula[begun:at])
            begun = at + 1
            if sign == ")":
                return found, at + 1
        elif sign == ")":
            depth -= 1
        at += 1


def _formulas(sheet: Any) -> Iterator[tuple[Any, str, str]]:
    """Every cell with a formula, its text, and the range that it fills."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, ArrayFormula):
                yield cell, str(cell.value.text), str(cell.value.ref)
            elif cell.data_type == "f":
                yield cell, str(cell.value), cell.coordinate


def rewritten(source: Path, target: Path) -> int:
    """Write a copy that Gnumeric can compute, and give the number of its formulas."""
    book = load_workbook(source)
    tables, count = tables_of(book), 0
    for sheet in book.worksheets:
        found = list(_formulas(sheet))
        for cell, text, fills in found:
            formula = without_aggregate(addressed(text.replace("_xlfn.", ""), tables, cell.row))
            sheet[cell.coordinate] = ArrayFormula(fills, formula)
        count += len(found)
        for name in list(sheet.tables):  # what is left of a table has no formulas to calculate
            del sheet.tables[name]
    book.save(target)
    return count


def recalculate(workbook: Path, folder: Path) -> Path:
    """A copy of a workbook as Gnumeric computes it."""
    program = require_gnumeric()
    copy, target = folder / f"{workbook.stem}_plain.xlsx", folder / f"{workbook.stem}_gnumeric.xlsx"
    rewritten(workbook, copy)
    return converted(program, copy, target)


def converted(program: str, copy: Path, target: Path) -> Path:
    """Let Gnumeric load a workbook, compute it, and save it elsewhere."""
    done = subprocess.run(
        [program, "--recalc", str(copy), str(target)], capture_output=True, timeout=300, check=False
    )
    if not target.exists():
        pytest.fail(f"Gnumeric could not compute {copy.name}: {done.stderr.decode(errors='replace')}")
    return target


@dataclass(frozen=True)
class Difference:
    """A cell that Gnumeric computes otherwise than the file says."""

    sheet: str
    cell: str
    formula: str
    stored: object
    computed: object


def cells_of(workbook: Path) -> dict[str, list[list[Any]]]:
    """What the cells of each sheet show, by row and column from 0; an empty cell is an empty text."""
    book = CalamineWorkbook.from_path(str(workbook))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def differences(workbook: Path, computed: Path) -> tuple[int, list[Difference]]:
    """How many formulas were compared, and those whose stored value Gnumeric does not confirm."""
    stored, answers = cells_of(workbook), cells_of(computed)
    found, count = [], 0
    for sheet in load_workbook(workbook).worksheets:
        for cell, text, _ in _formulas(sheet):
            count += 1
            pair = [_at(cells[sheet.title], cell.row, cell.column) for cells in (stored, answers)]
            if not same(*pair):
                found.append(Difference(sheet.title, cell.coordinate, text, *pair))
    return count, found


def _at(cells: list[list[Any]], row: int, column: int) -> Any:
    """A cell, counted from 1; beyond the last it is empty."""
    return cells[row - 1][column - 1] if row <= len(cells) and column <= len(cells[row - 1]) else ""


def same(stored: object, computed: object) -> bool:
    """Whether two cells show the same; an empty text is an empty cell."""
    if isinstance(stored, (int, float)) and isinstance(computed, (int, float)):
        return math.isclose(stored, computed, rel_tol=RELATIVE, abs_tol=1e-12)
    return bool(stored == computed)


def judged(workbook: Path, folder: Path) -> tuple[int, list[Difference]]:
    """How many formulas of a workbook Gnumeric computed, and the cells that it computes otherwise."""
    return differences(workbook, recalculate(workbook, folder))
