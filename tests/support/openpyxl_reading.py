"""Reads workbooks with openpyxl, but for the borders of merged cells, which it would draw anew."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import openpyxl
from openpyxl.worksheet.merge import MergedCellRange

from xl_aigc.report.record import SHEET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


def load_workbook(file: Any, **options: Any) -> Workbook:
    """A workbook as openpyxl reads it, with the borders that the file has and without its record, which no person sees.

    Drawing those of merged cells takes four fifths of openpyxl's time for a report.
    """
    with patch.multiple(MergedCellRange, format=lambda self: None, _get_borders=lambda self: None):
        book = openpyxl.load_workbook(file, **options)
    if SHEET in book.sheetnames:
        del book[SHEET]
    return book


@cache
def load(file: Path) -> Workbook:
    """A file as openpyxl reads it, read once; no test changes it."""
    return load_workbook(file)


def filled_cells(book: Iterable[Worksheet]) -> Iterator[tuple[Worksheet, Cell]]:
    """Every cell of some sheets that holds anything."""
    return (
        (sheet, cell) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    )
