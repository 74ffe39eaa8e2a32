"""Formulas that call certain functions become their values, in a copy; everything else in the file stays byte for byte."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import WORKBOOK, Book
from xl_aigc.ooxml.callers import Callers, find_callers
from xl_aigc.ooxml.edits.apply import write_edits
from xl_aigc.ooxml.edits.plan import EditPlan, SheetEdit, TableEdit
from xl_aigc.ooxml.edits.tags import plain_text
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.references import Area, cell_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xl_aigc.ooxml.book_cells import BookCell

_OUTSIDE: Final = re.compile(
    rb"<(?:[\w.\-]+:)?(?P<tag>formula|formula1|formula2|f)(?:\s[^<>]*)?>(?P<text>[^<]*)</"
)
"""Elements behind the rows of a sheet that hold a formula: rules, lists of choices, sparklines."""
_NOT_COMPUTED: Final = frozenset({"#NAME?", "#GETTING_DATA", "#BUSY!", "#CONNECT!"})
"""Errors that a program shows for a function which it does not know, or still waits for."""


@dataclass(frozen=True, slots=True)
class OtherFormula:
    """A formula outside cells that calls the functions. It stays as it is.

    Attributes:
        where: the name of the sheet, or of the part.
        kind: the name of the element that holds it; for a defined name, the name follows.
        text: the formula.
    """

    where: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """The result of freezing a workbook.

    Attributes:
        cells: addresses of the cells that lost their formula, by sheet.
        left: the formulas that still call the functions.
    """

    cells: dict[str, list[str]] = field(default_factory=dict)
    left: list[OtherFormula] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return the number of cells that lost their formula."""
        return sum(map(len, self.cells.values()))


def freeze(source: Path, target: Path, own: Callable[[str], bool], *, blanks: bool = False) -> Frozen:
    """Write a copy of a workbook in which formulas that call certain functions are their values.

    A cell loses its formula, and a dynamic array its mark; values stay as they are stored. A cell that reaches the
    functions through a defined name or a spill (`B2#`) is frozen too. Where nothing calls the functions, no file is
    written.

    Args:
        source: the .xlsx or .xlsm; it is only read.
        target: the copy.
        own: whether the name of a function, in capitals, is one of them.
        blanks: let a cell without a value become blank; otherwise it is an error.

    Raises:
        WorkbookError: the file can't be read or written, or a cell has no value; nothing is then written.
    """
    with Book(source) as book:
        callers, cells = find_callers(book, own)
        found = Frozen(cells, list(_outside_cells(book, callers)))
        if found.count:
            if not blanks:
                _check_values(book, cells)
            sheets = {sheet: SheetEdit(frozen=frozenset(frozen)) for sheet, frozen in cells.items()}
            write_edits(book, target, EditPlan(sheets, dict(_tables(book, callers))))
    return found


def _check_values(book: Book, cells: dict[str, list[str]]) -> None:
    """Refuse to freeze a formula that has not filled all of its cells."""
    for sheet, frozen in cells.items():
        held = book.cells(sheet)
        for at in frozen:
            area = Area.parse(held[at].fills or at)
            missing = next((one for one in area.cells() if not _is_computed(held.get(cell_name(*one)))), None)
            if missing is not None:
                raise WorkbookError(
                    "The cell has a formula to freeze and no computed value.",
                    Place(book.path, sheet=sheet, cell=cell_name(*missing)),
                    remedy="Open the file where the functions work, let it calculate, save it, and freeze it again.",
                )


def _is_computed(cell: BookCell | None) -> bool:
    if cell is None or cell.kind == "blank":
        return False
    return cell.kind != "error" or cell.value not in _NOT_COMPUTED


def _tables(book: Book, callers: Callers) -> Iterator[tuple[str, TableEdit]]:
    """Yield the edits of tables that would give new rows a formula that calls the functions."""
    for parts in book.table_parts.values():
        for part in parts:
            root = book.tree(part)
            columns = root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}")
            calling = frozenset(
                int(column.get("id", "0"))
                for column in columns
                if callers.hold(column.findtext(main("calculatedColumnFormula")) or "")
            )
            if calling:
                yield root.get("displayName", ""), TableEdit(uncalculated=calling)


def _outside_cells(book: Book, callers: Callers) -> Iterator[OtherFormula]:
    """Yield the formulas outside cells that call the functions and stay."""
    for sheet, part in book.sheets.items():
        content = book.content(part)
        for match in _OUTSIDE.finditer(content, max(content.rfind(b"sheetData"), 0)):
            text = plain_text(match["text"])
            if callers.hold(text, sheet):
                yield OtherFormula(sheet, match["tag"].decode(), text)
    for name, text in book.all_names:
        if callers.hold(text):
            yield OtherFormula(WORKBOOK, f"definedName {name}", text)
    tables = ((part, "totalsRowFormula") for parts in book.table_parts.values() for part in parts)
    for part, tag in (*tables, *((part, "f") for part in book.chart_parts)):
        for element in book.tree(part).iter(f"{{*}}{tag}"):
            if callers.hold(element.text or ""):
                yield OtherFormula(part, etree.QName(element).localname, element.text or "")
