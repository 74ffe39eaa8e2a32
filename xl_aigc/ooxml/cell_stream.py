"""The one stream of a sheet's cells: where each stands, also where the file leaves addresses out, within a bound.

Nothing is reserved by a size that the file declares: what is not in the stream takes no memory.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.parser import elements, whole_number
from xl_aigc.ooxml.references import split_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

MAX_CELLS: Final = 5_000_000
"""Cells of one sheet."""

_CELL: Final = main("c")


class Position:
    """Counts along the rows and cells of a sheet.

    Some writers leave addresses out: a row is then below the one before it, a cell beside the one before it.

    Attributes:
        row: the row that the last element stands in, from 1.
        column: the column that the last cell stands in, from 1.
    """

    __slots__ = ("column", "row")

    def __init__(self) -> None:
        self.row, self.column = 0, 0

    def start_row(self, number: str | None) -> None:
        """Step to a row.

        Args:
            number: its attribute `r`.

        Raises:
            WorkbookError: the attribute is not a number.
        """
        self.row, self.column = whole_number(number, self.row + 1), 0

    def start_cell(self, reference: str | None) -> None:
        """Step to a cell.

        Args:
            reference: its attribute `r`.

        Raises:
            WorkbookError: the attribute names no cell.
        """
        if reference:
            self.row, self.column = split_cell(reference)
        else:
            self.column += 1


def check_namespace(root: _Element | None, part: str) -> None:
    """Refuse a sheet that is in no format of a workbook: it would be read as an empty one.

    Raises:
        WorkbookError: it has no element, or one of another namespace.
    """
    if root is None or not root.tag.startswith(main("")):
        problem = "The file is damaged: a sheet is in no format of a workbook."
        raise WorkbookError(problem, Place(key=part), remedy="Take a copy that opens.")


def check_sheet(opened: Callable[[], IO[bytes]], part: str) -> None:
    """Refuse a sheet without any element of a workbook; arguments as of `read_sheet`, errors as of `check_namespace`."""
    with opened() as file:
        check_namespace(next(elements(file, main("*"), part), None), part)


def cells(file: IO[bytes], part: str) -> Iterator[tuple[int, int, _Element]]:
    """Read the cells of a sheet, one at a time.

    Args:
        file: the part, open for reading.
        part: its name, for errors.

    Yields:
        Row and column, from 1, and the element of each cell. The element is emptied once its row is done.

    Raises:
        WorkbookError: the part is damaged, or has more than `MAX_CELLS` cells.

    Example:
        >>> from io import BytesIO
        >>> from xl_aigc.ooxml.namespaces import MAIN
        >>> sheet = f'<sheetData xmlns="{MAIN}"><row r="4"><c/><c r="F4"/></row><row><c/></row></sheetData>'
        >>> [(row, column) for row, column, _ in cells(BytesIO(sheet.encode()), "sheet1.xml")]
        [(4, 1), (4, 6), (5, 1)]
    """
    count, position = 0, Position()
    for row in elements(file, main("row"), part):
        position.start_row(row.get("r"))
        for cell in row.iterchildren(_CELL):
            count += 1
            if count > MAX_CELLS:
                raise WorkbookError(f"The sheet has more than {MAX_CELLS:,} cells.", Place(key=part))
            position.start_cell(cell.get("r"))
            yield position.row, position.column, cell
