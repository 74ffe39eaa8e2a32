"""Reading of a workbook as it lies in its file: values, formulas, names and tables; sizes are bounded before unpacking.

For files that anybody may have saved, so unlike `parts` it reads a part only when it is asked for.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING, Final, Self

from lxml import etree

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book_cells import plain, read_cell, with_own_formulas
from xl_aigc.ooxml.references import Area, cell_name, split_cell, split_sheet
from xl_aigc.ooxml.trees import CHART, MAIN, OFFICE, main, parse, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

    from lxml.etree import _Element

    from xl_aigc.ooxml.book_cells import BookCell

MAX_PARTS: Final = 10_000
MAX_PART: Final = 1_000_000_000
"""Bytes of one part, unpacked: some eight times the largest sheet of a report on the whole market."""
MAX_TOTAL: Final = 2_000_000_000
MAX_SMALL: Final = 100_000_000
"""Bytes of a part that is read as a whole: all but sheets and shared texts."""
MAX_CELLS: Final = 5_000_000
"""Cells of one sheet."""

_WORKBOOK: Final = "xl/workbook.xml"
_DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    etree.XMLSyntaxError,
)
"""What zipfile and lxml raise on a damaged file; RuntimeError is an encrypted part, KeyError one that is not there."""


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table: its name, its sheet, its range, the headings it declares, and the numbers that its columns keep."""

    name: str
    sheet: str
    ref: str
    columns: tuple[str, ...]
    ids: tuple[int, ...] = ()


class Book:
    """A workbook's file, open for reading.

    Args:
        path: the file.

    Raises:
        WorkbookError: it can't be read, is no workbook, or would unpack to an absurd size.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except OSError as error:
            raise WorkbookError(f"the file can't be read: {error.strerror or error}.", Place(path)) from error
        except zipfile.BadZipFile as error:
            raise WorkbookError(
                "the file is no .xlsx or .xlsm workbook.",
                Place(path),
                remedy="If it opens in Excel, take its password off, or save it again as .xlsx.",
            ) from error
        try:
            self._bound()
        except WorkbookError:
            self._archive.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def _bound(self) -> None:
        """Refuse what no workbook is, by the directory alone; zipfile never unpacks more than that declares."""
        parts = self._archive.infolist()
        largest = max((part.file_size for part in parts), default=0)
        total = sum(part.file_size for part in parts)
        if len(parts) > MAX_PARTS or largest > MAX_PART or total > MAX_TOTAL:
            raise WorkbookError(
                f"the file would unpack to {total / 1e6:,.0f} MB in {len(parts):,} parts.",
                Place(self.path),
                expected=f"at most {MAX_TOTAL / 1e6:,.0f} MB in {MAX_PARTS:,} parts.",
                remedy="Do not open it unless you know where it is from.",
            )
        if _WORKBOOK not in self._archive.namelist():
            raise WorkbookError("the file is a zip archive but no workbook.", Place(self.path))

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Names of the sheets' parts by name of the sheet, in the order of the tabs; chart sheets are left out."""
        related = self._related(_WORKBOOK)
        listed = self._tree(_WORKBOOK).findall(f"{main('sheets')}/{main('sheet')}")
        parts = {sheet.get("name", ""): related.get(sheet.get(f"{{{OFFICE}}}id", ""), "") for sheet in listed}
        found = {name: part for name, part in parts.items() if "/worksheets/" in part}
        if not found:
            raise WorkbookError(
                "the workbook has no sheet that can be read.",
                Place(self.path),
                remedy="If it was saved as Strict Open XML, save it as an ordinary .xlsx.",
            )
        return found

    @cached_property
    def sheet_ids(self) -> dict[str, int]:
        """The number that each sheet keeps through renaming and moving, by its name."""
        listed = self._tree(_WORKBOOK).findall(f"{main('sheets')}/{main('sheet')}")
        return {sheet.get("name", ""): self._number(_WORKBOOK, sheet.get("sheetId")) for sheet in listed}

    def document(self, namespace: str) -> tuple[str, _Element] | None:
        """The custom XML document whose root has a namespace: name and root of its part; None where there is none."""
        for part in self._related(_WORKBOOK).values():
            if part.startswith("customXml/") and part in self._archive.namelist():
                root = self._tree(part)
                if root.tag.startswith(f"{{{namespace}}}"):
                    return part, root
        return None

    @cached_property
    def names(self) -> dict[str, str]:
        """What each defined name of the whole workbook stands for."""
        found = self._tree(_WORKBOOK).iterfind(f"{main('definedNames')}/{main('definedName')}")
        return {name.get("name", ""): name.text or "" for name in found if name.get("localSheetId") is None}

    @cached_property
    def tables(self) -> tuple[BookTable, ...]:
        """The tables of all sheets."""
        return tuple(
            self._table(sheet, target)
            for sheet, part in self.sheets.items()
            for target in self._related(part).values()
            if "/tables/" in target
        )

    def cells(self, sheet: str) -> dict[str, BookCell]:
        """The cells of a sheet that hold a value or a formula, by address; read once.

        Raises:
            WorkbookError: there is no such sheet, or its part is damaged or absurdly large.
        """
        if sheet not in self._cells:
            if sheet not in self.sheets:
                raise WorkbookError("there is no such sheet.", Place(self.path, sheet=sheet))
            self._cells[sheet] = with_own_formulas(dict(self._read_cells(self.sheets[sheet])))
        return self._cells[sheet]

    def named(self, name: str) -> tuple[str, str, BookCell | None] | None:
        """Sheet, address and content of the cell that a defined name stands for; None where it stands for no cell."""
        try:
            sheet, area = split_sheet(self.names.get(name, ""))
        except WorkbookError:  # the name stands for a formula, a constant or a broken reference
            return None
        return (sheet, area.name, self.cells(sheet).get(area.name)) if sheet in self.sheets else None

    def chart_references(self) -> Iterator[tuple[str, str]]:
        """The part of each chart, and each range that it draws."""
        for part in self._archive.namelist():
            if re.fullmatch(r"xl/charts/chart[^/]*\.xml", part):
                for formula in self._tree(part).iter(f"{{{CHART}}}f"):
                    yield part, formula.text or ""

    def content(self, part: str) -> bytes:
        """The bytes of a part.

        Raises:
            WorkbookError: there is no such part, or it is damaged.
        """
        try:
            size = self._archive.getinfo(part).file_size
            with self._archive.open(
                part
            ) as file:  # `read` without a size unpacks what no directory speaks of
                return file.read(size)
        except _DAMAGED as error:
            raise self._damaged(part) from error

    def open_part(self, part: str) -> IO[bytes]:
        """A part, open for reading from its beginning.

        Raises:
            WorkbookError: there is no such part, or it is damaged.
        """
        try:
            return self._archive.open(part)
        except _DAMAGED as error:
            raise self._damaged(part) from error

    @property
    def parts(self) -> list[zipfile.ZipInfo]:
        """What the archive's directory says of each part."""
        return self._archive.infolist()

    def related(self, part: str) -> dict[str, str]:
        """Names of the parts that a part relates to, by relationship id; links to the outside are left out."""
        return self._related(part)

    @cached_property
    def _cells(self) -> dict[str, dict[str, BookCell]]:
        return {}

    @cached_property
    def _texts(self) -> list[str]:
        """The shared texts; phonetic guides are left out."""
        part = next(
            (p for p in self._related(_WORKBOOK).values() if p.lower().endswith("sharedstrings.xml")), None
        )
        if part is None:
            return []
        return [plain(item) for item in self._elements(part, "si")]

    def _table(self, sheet: str, part: str) -> BookTable:
        root = self._tree(part)
        try:
            Area.parse(root.get("ref", ""))
        except WorkbookError as error:
            raise self._damaged(part) from error
        columns = root.findall(f"{main('tableColumns')}/{main('tableColumn')}")
        return BookTable(
            root.get("displayName", ""),
            sheet,
            root.get("ref", ""),
            tuple(column.get("name", "") for column in columns),
            tuple(self._number(part, column.get("id")) for column in columns),
        )

    def _read_cells(self, part: str) -> Iterator[tuple[str, BookCell]]:
        count, place, texts = 0, 0, self._texts
        for row in self._elements(part, "row"):
            # Some writers leave addresses out: a row is then below the one before it, a cell beside the one before it.
            place, column = self._number(part, row.get("r"), place + 1), 0
            for cell in row.iterchildren(main("c")):
                count += 1
                if count > MAX_CELLS:
                    raise WorkbookError(
                        f"the sheet has more than {MAX_CELLS:,} cells.", Place(self.path, key=part)
                    )
                name = cell.get("r")
                try:
                    column = split_cell(name)[1] if name else column + 1
                    read = read_cell(cell, texts)
                except (ValueError, WorkbookError) as error:
                    raise self._damaged(part) from error
                if read is not None:
                    yield name or cell_name(place, column), read

    def _related(self, source: str) -> dict[str, str]:
        """Names of the parts that a part relates to, by relationship id."""
        folder, base = posixpath.split(source)
        name = f"{folder}/_rels/{base}.rels"
        if name not in self._archive.namelist():
            return {}
        inside = (link for link in self._tree(name) if link.get("TargetMode") != "External")
        return {
            link.get("Id", ""): posixpath.normpath(
                posixpath.join("/", folder, link.get("Target", ""))
            ).lstrip("/")
            for link in inside
        }

    def _tree(self, part: str) -> _Element:
        try:
            with self._archive.open(part) as file:
                content = file.read(MAX_SMALL + 1)
            if len(content) <= MAX_SMALL:
                root = parse(content, part)
        except (*_DAMAGED, WorkbookError) as error:
            raise self._damaged(part) from error
        if len(content) <= MAX_SMALL:
            self._check_type(root, part)
            return root
        raise WorkbookError(f"a part is larger than {MAX_SMALL / 1e6:,.0f} MB.", Place(self.path, key=part))

    def _elements(self, part: str, tag: str) -> Iterator[_Element]:
        """The elements of a large part, one at a time; each is emptied once the next is asked for."""
        try:
            with self._archive.open(part) as file:
                for element in _walk(file, tag):
                    self._check_type(element, part)
                    yield element
        except _DAMAGED as error:
            raise self._damaged(part) from error

    def _number(self, part: str, text: str | None, unless: int = 0) -> int:
        try:
            return whole_number(text, unless)
        except WorkbookError as error:
            raise self._damaged(part) from error

    def _check_type(self, element: _Element, part: str) -> None:
        if element.getroottree().docinfo.internalDTD is not None:
            raise WorkbookError(
                "the part declares a document type, which no workbook does.",
                Place(self.path, key=part),
                remedy="Do not open the file unless you know where it is from.",
            )

    def _damaged(self, part: str) -> WorkbookError:
        return WorkbookError(
            "the file is damaged.",
            Place(self.path, key=part),
            remedy="Take a copy that opens, or build it again.",
        )


def _walk(file: IO[bytes], tag: str) -> Iterator[_Element]:
    walk = etree.iterparse(
        file, events=("end",), tag=f"{{{MAIN}}}{tag}", resolve_entities=False, no_network=True
    )
    for _, element in walk:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
