"""Hidden sheets of texts, which programs read and no person does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.errors import Place, WorkbookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.workbook import Workbook


def add_hidden_sheet(book: Workbook, name: str, rows: Sequence[Sequence[str]], *, very: bool = False) -> None:
    """Put a hidden sheet at the end of a skeleton; none of its texts is a formula.

    Args:
        book: the skeleton.
        name: of the sheet, as the program that reads it wants it.
        rows: the texts of its cells, from A1; an empty text leaves its cell empty.
        very: no menu of a spreadsheet program shows it.

    Raises:
        WorkbookError: there is a sheet of that name.

    Example:
        >>> from openpyxl import Workbook
        >>> book = Workbook()
        >>> add_hidden_sheet(book, "conf", [("KEY", "=1")])
        >>> book["conf"].sheet_state, book["conf"]["B1"].data_type
        ('hidden', 's')
    """
    if name.casefold() in {taken.casefold() for taken in book.sheetnames}:
        raise WorkbookError(
            "There is a sheet of this name, which must stay free.",
            Place(sheet=name),
            remedy="Give that sheet another title.",
        )
    sheet = book.create_sheet(name)
    sheet.sheet_state = "veryHidden" if very else "hidden"
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            if text:
                cell = sheet.cell(row, column)
                cell.value, cell.data_type = text, "s"
