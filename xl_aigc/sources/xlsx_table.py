"""A sheet of a workbook as a table, read by calamine after its bounds are checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from xl_aigc.data.quote import quote
from xl_aigc.errors import DataError, Place
from xl_aigc.sources.raw_table import Cell, RawTable
from xl_aigc.sources.xlsx_bounds import check_file, sound_copy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def read_xlsx(path: Path, sheet: str | None) -> RawTable:
    """A sheet as a table: the values that its file holds; no formula is computed, no macro is run.

    Args:
        path: the workbook.
        sheet: the sheet, None for the only one that is visible.

    Raises:
        DataError: the file can't be read, is beyond the bounds, or has several sheets and none is named.
    """
    check_file(path)
    copy = sound_copy(path)
    try:
        opened = CalamineWorkbook.from_filelike(copy)
        chosen = opened.get_sheet_by_name(_chosen(path, opened, sheet))
    except CalamineError as error:
        raise DataError(f"The workbook can't be read: {error}.", Place(path)) from error
    return RawTable(_rows(chosen), path, chosen.name)


def _chosen(path: Path, opened: CalamineWorkbook, sheet: str | None) -> str:
    visible = [
        each.name
        for each in opened.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
        and (each.visible == SheetVisibleEnum.Visible or each.name == sheet)
    ]
    if sheet is not None and sheet in visible:
        return sheet
    filled = [name for name in visible if opened.get_sheet_by_name(name).total_height]
    if sheet is None and len(filled) == 1:
        return filled[0]
    problem = (
        f"There is no sheet {quote(sheet)}." if sheet else f"{len(filled)} of its sheets hold something."
    )
    raise DataError(
        problem,
        Place(path),
        expected=f"one of {', '.join(map(quote, visible[:20]))}.",
        remedy="Name the sheet to read.",
    )


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    first = (sheet.start or (0, 0))[0] + 1
    for place, cells in enumerate(sheet.iter_rows()):
        yield first + place, cast("Sequence[Cell]", cells)
