"""A workbook as it lies in its file: the values, formulas, names and tables that any program may have saved."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import reading
from xl_aigc.ooxml.book_cells import BookCell, plain, read_cell
from xl_aigc.ooxml.cell_stream import cells
from xl_aigc.ooxml.escape import unescaped
from xl_aigc.ooxml.namespaces import CHART, OFFICE, STRICT, main
from xl_aigc.ooxml.package import Package
from xl_aigc.ooxml.parser import whole_number
from xl_aigc.ooxml.references import Area, cell_name, split_sheet
from xl_aigc.ooxml.sheet_cells import SheetCells, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lxml.etree import _Element


WORKBOOK: Final = "xl/workbook.xml"
_CHART: Final = re.compile(r"xl/charts/chart[^/]*\.xml")


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table of a workbook.

    Attributes:
        name: its name.
        sheet: the name of its sheet.
        ref: its range.
        columns: the headings that it declares.
        ids: the number of each column, which stays when the column is renamed or moved.
        calculated: the formulas of its calculated columns, by the number of the column.
    """

    name: str
    sheet: str
    ref: str
    columns: tuple[str, ...]
    ids: tuple[int, ...] = ()
    calculated: Mapping[int, str] = field(default_factory=dict)


class Book(Package):
    """A workbook open for reading.

    Args:
        path: the file.
        shown: the file that errors name, where this one is a draft of it.

    Raises:
        WorkbookError: it can't be read, is no workbook, or would unpack to an absurd size.
    """

    def __init__(self, path: Path, shown: Path | None = None) -> None:
        super().__init__(path, shown)
        if WORKBOOK not in self:
            self._archive.close()
            if any(name.endswith("workbook.xml") for name in self._names):
                raise WorkbookError(
                    "The parts of the workbook are not where Excel puts them.",
                    Place(self.path),
                    expected=f"a part {WORKBOOK}.",
                    remedy="Open it in Excel and save it again as .xlsx, or as .xlsm if it has macros.",
                )
            raise WorkbookError(
                "The file is a zip archive but no workbook in Excel's form.",
                Place(self.path),
                remedy="Save an .ods or .xlsb file as .xlsx first.",
            )

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Return the names of the sheets' parts by name of the sheet, in the order of the tabs; chart sheets are left out."""
        related = self.related(WORKBOOK)
        parts = {
            sheet.get("name", ""): related.get(sheet.get(f"{{{OFFICE}}}id", ""), "") for sheet in self._listed
        }
        found = {name: part for name, part in parts.items() if "/worksheets/" in part}
        if not found:
            raise WorkbookError("The workbook has no sheet that can be read.", Place(self.path))
        return found

    @cached_property
    def sheet_ids(self) -> dict[str, int]:
        """Return the number that each sheet keeps through renaming and moving, by its name."""
        return {sheet.get("name", ""): self._number(WORKBOOK, sheet.get("sheetId")) for sheet in self._listed}

    def document(self, namespace: str) -> tuple[str, _Element] | None:
        """Find the custom XML document whose root has a namespace.

        Returns:
            Name and root of its part; None where there is none.
        """
        for part in self.related(WORKBOOK).values():
            if part.startswith("customXml/") and part in self:
                root = self.tree(part)
                if root.tag.startswith(f"{{{namespace}}}"):
                    return part, root
        return None

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the text of each defined name of the whole workbook."""
        found = self._defined
        return {name.get("name", ""): name.text or "" for name in found if name.get("localSheetId") is None}

    @property
    def all_names(self) -> list[tuple[str, str]]:
        """Name and text of each defined name, those of single sheets included."""
        return [(name.get("name", ""), name.text or "") for name in self._defined]

    @cached_property
    def table_parts(self) -> dict[str, list[str]]:
        """Return the names of the parts of tables, by name of their sheet."""
        return {
            sheet: list(self.related(part, "table").values())  # cells of XML maps lie in the same folder
            for sheet, part in self.sheets.items()
        }

    @cached_property
    def tables(self) -> tuple[BookTable, ...]:
        """Return the tables of all sheets."""
        return tuple(self._table(sheet, part) for sheet, parts in self.table_parts.items() for part in parts)

    def cells(self, sheet: str) -> SheetCells:
        """Read the cells of a sheet that hold a value or a formula, by address; the file is read once.

        Raises:
            WorkbookError: there is no such sheet, or its part is damaged or absurdly large.
        """
        if sheet not in self._cells:
            if sheet not in self.sheets:
                raise WorkbookError("There is no such sheet.", Place(self.path, sheet=sheet))
            self._cells[sheet] = self._read_cells(self.sheets[sheet])
        return self._cells[sheet]

    def row(self, sheet: str, number: int) -> dict[str, BookCell]:
        """Read one row of a sheet by address, and nothing below it.

        Raises:
            WorkbookError: the part of the sheet is damaged.
        """
        part, found, texts = self.sheets[sheet], dict[str, BookCell](), self._texts
        with self._reading_cells(part), self.open_part(part) as file:
            for row, column, element in cells(file, part):
                if row > number:
                    break
                read = read_cell(element, texts) if row == number else None
                if read is not None:
                    found[cell_name(row, column)] = read
        return found

    def named(self, name: str) -> tuple[str, str, BookCell | None] | None:
        """Find the cell that a defined name stands for.

        Returns:
            Its sheet, address and content; None where the name stands for no cell.
        """
        try:
            sheet, area = split_sheet(self.names.get(name, ""))
        except WorkbookError:  # the name stands for a formula, a constant or a broken reference
            return None
        return (sheet, area.name, self.cells(sheet).get(area.name)) if sheet in self.sheets else None

    @property
    def chart_parts(self) -> list[str]:
        """Return the names of the parts of charts."""
        return [part for part in self._archive.names if _CHART.fullmatch(part)]

    def chart_references(self) -> Iterator[tuple[str, str]]:
        """List the part of each chart with each range that it draws."""
        for part in self.chart_parts:
            for formula in self.tree(part).iter(f"{{{CHART}}}f"):
                yield part, formula.text or ""

    @cached_property
    def _root(self) -> _Element:
        root = self.tree(WORKBOOK)
        if root.tag == f"{{{STRICT}}}workbook":
            raise WorkbookError(
                "The workbook is saved as Strict Open XML.",
                Place(self.path),
                expected="an ordinary workbook.",
                remedy="Save it in Excel as Excel Workbook (.xlsx), not as Strict Open XML Spreadsheet.",
            )
        return root

    @property
    def _defined(self) -> list[_Element]:
        return self._root.findall(f"{main('definedNames')}/{main('definedName')}")

    @property
    def _listed(self) -> list[_Element]:
        """Return the elements that list the sheets, chart sheets included."""
        return self._root.findall(f"{main('sheets')}/{main('sheet')}")

    @cached_property
    def _cells(self) -> dict[str, SheetCells]:
        return {}

    @cached_property
    def _texts(self) -> list[str]:
        """Return the shared strings; phonetic guides are left out."""
        related = self.related(WORKBOOK, "sharedStrings").values()
        part = next(
            (part for part in related if part in self), None
        )  # some writers link one that they leave out
        return [plain(item) for item in self.elements(part, main("si"))] if part else []

    def _table(self, sheet: str, part: str) -> BookTable:
        root = self.tree(part)
        try:
            Area.parse(root.get("ref", ""))
        except WorkbookError as error:
            raise self._damaged(part, error) from error
        columns = root.findall(f"{main('tableColumns')}/{main('tableColumn')}")
        ids = tuple(self._number(part, column.get("id")) for column in columns)
        formulas = [column.findtext(main("calculatedColumnFormula")) for column in columns]
        return BookTable(
            root.get("displayName", ""),
            sheet,
            root.get("ref", ""),
            tuple(unescaped(column.get("name", "")) for column in columns),
            ids,
            {number: text for number, text in zip(ids, formulas, strict=True) if text},
        )

    def _read_cells(self, part: str) -> SheetCells:
        place, texts = Place(self.path, key=part), self._texts
        with self._reading_cells(part):
            return read_sheet(lambda: self.open_part(part), part, place, texts)

    @contextmanager
    def _reading_cells(self, part: str) -> Iterator[None]:
        """Have an error of a sheet's part name it."""
        place = Place(self.path, key=part)
        try:
            with reading(place):
                yield
        except ValueError as error:
            raise self._damaged(part, error) from error
        except WorkbookError as error:
            raise error.at(place) from error

    def _number(self, part: str, text: str | None) -> int:
        try:
            return whole_number(text, 0)
        except WorkbookError as error:
            raise error.at(Place(self.path, key=part)) from error

    def _damaged(self, part: str, error: Exception) -> WorkbookError:
        return WorkbookError(
            f"The file is damaged: {str(error).rstrip('.')}.",
            Place(self.path, key=part),
            remedy="Take a copy that opens, or build it again.",
        )
