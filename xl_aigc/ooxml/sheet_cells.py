"""The cells of a sheet, read from its rows as bytes: a cell that nobody asks for is never made.

Most rows of most workbooks are spelled in one way, which a pattern checks; cells of such a row are found in its bytes
when they are asked for. Rows spelled otherwise are parsed as XML, and so is a whole sheet whose rows are not in order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book_cells import BookCell, cell_of, read_cell, with_own_formulas
from xl_aigc.ooxml.cell_stream import MAX_CELLS, cells, check_namespace, check_sheet
from xl_aigc.ooxml.edits.rows import SheetRows
from xl_aigc.ooxml.parser import parse
from xl_aigc.ooxml.references import Area, cell_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from xl_aigc.errors import Place

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COLUMN: Final = rb"(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])"
"""A to XFD."""
_TEXT: Final = rb"[^<\x00-\x08\x0b-\x1f]"
_NUMBER: Final = rb"-?[0-9]++(?:\.[0-9]++)?(?:[eE][+-]?[0-9]{1,3})?"
_FORMULA: Final = rb"(?:<f>" + _TEXT + rb"++</f>)?"
_PLAIN: Final = re.compile(
    rb'<row r="([1-9][0-9]{0,6})"(?: [A-Za-z][\w:]*="[^"<>&]*")*+(?:/>|>(?:<c r="'
    + _COLUMN
    + rb'\1"(?: s="[0-9]+")?'
    rb"(?:/>|>" + _FORMULA + rb"<v>" + _NUMBER + rb"</v></c>"
    rb'| t="n"(?:/>|>' + _FORMULA + rb"<v>" + _NUMBER + rb"</v></c>)"
    rb'| t="s"><v>[0-9]{1,9}</v></c>'
    rb'| t="(?:str|e)">' + _FORMULA + rb"<v>" + _TEXT + rb"*+</v></c>"
    rb'| t="b">' + _FORMULA + rb"<v>[01]</v></c>"
    rb"))*+</row>)"
)
"""A row as most programs spell it; its cells name its own number."""
_ENTITIES: Final = (b"&amp;", b"&lt;", b"&gt;", b"&quot;", b"&apos;")
"""Every other entity, and the end of a section, only a parser of XML can judge."""
_CELL: Final = re.compile(
    rb'<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?(?: t="([a-z]+)")?>(?:<f>([^<]*)</f>)?<v>([^<]*)</v>'
)
Rows = dict[int, bytes | dict[str, BookCell]]
"""Rows by number: as bytes that `plain_row` has checked, or cells by address."""
Held = float | str | bool | BookCell | None
"""A cell in the least memory: the value of a constant, None for an empty cell, else the cell itself."""


def constant(cell: BookCell) -> Held:
    """Return the value of a cell that is a number, a text or a truth without a formula; else the cell."""
    return cell if cell.formula is not None or cell.kind == "error" else cell.value


def cell_with(held: Held) -> BookCell | None:
    """Return the cell that holds a value; None for an empty one.

    Example:
        >>> cell_with(1.5), cell_with(None)
        (BookCell(kind='number', value=1.5, formula=None, fills=None, shares=None), None)
    """
    if held is None or isinstance(held, BookCell):
        return held
    return BookCell(
        "truth" if isinstance(held, bool) else "text" if isinstance(held, str) else "number", held
    )


class SheetCells(Mapping[str, BookCell]):
    """The cells of a sheet that hold a value or a formula, by address, in the order of the file.

    Args:
        rows: each row by its number: its bytes, spelled as `plain_row` checks, or its cells by address.
        texts: the shared texts.
    """

    def __init__(self, rows: Rows, texts: Sequence[str]) -> None:
        self._rows, self._texts = rows, texts

    def __getitem__(self, at: str) -> BookCell:
        found = self.get(at)
        if found is None:
            raise KeyError(at)
        return found

    def get(self, at: str, default: BookCell | None = None) -> BookCell | None:  # type: ignore[override]
        """Return a cell by its address; the default where it is empty."""
        number = at.lstrip(_LETTERS)
        row = self._rows.get(int(number)) if number.isdecimal() else None
        if row is None:
            return default
        if isinstance(row, dict):
            return row.get(at, default)
        start = row.find(b'<c r="' + at.encode() + b'"')
        found = _CELL.match(row, start) if start >= 0 else None
        return default if found is None else self._made(*found.groups(b""))

    def row(self, number: int) -> Mapping[str, BookCell]:
        """Return the cells of one row by address."""
        row = self._rows.get(number, b"")
        if isinstance(row, dict):
            return row
        return {one[0].decode(): self._made(*one) for one in _CELL.findall(row)}

    def computed(self, number: int) -> dict[str, tuple[str, float | str | bool]]:
        """Return formula and value of the cells of a row by address, but for arrays and formulas without a value."""
        row = self._rows.get(number, b"")
        if isinstance(row, dict):
            found = ((at, one) for at, one in row.items() if one.fills is None and one.kind != "blank")
            return {at: (one.formula, one.value) for at, one in found if one.formula}
        return {
            at.decode(): (_formula(formula), self._made(at, form, b"", value).value if form else float(value))
            for at, form, formula, value in _CELL.findall(row)
            if formula
        }

    def columns(self, letters: Sequence[str], rows: Sequence[int]) -> dict[str, list[Held]]:
        """Return what some cells hold, column by column; nothing but a value is kept of a constant.

        Args:
            letters: the columns.
            rows: the numbers of the rows, in the order of the result.
        """
        found: dict[str, list[Held]] = {one: [None] * len(rows) for one in letters}
        columns = {one.encode(): column for one, column in found.items()}
        for place, number in enumerate(rows):
            row, cut = self._rows.get(number, b""), -len(str(number))
            if isinstance(row, dict):
                for at, cell in row.items():
                    if at[:cut] in found:
                        found[at[:cut]][place] = constant(cell)
                continue
            for at_, form, formula, value in _CELL.findall(row):
                if (column := columns.get(at_[:cut])) is not None:
                    plain = not form and not formula
                    column[place] = float(value) if plain else self._held(at_, form, formula, value)
        return found

    def __iter__(self) -> Iterator[str]:
        for row in self._rows.values():
            yield from row if isinstance(row, dict) else (one[0].decode() for one in _CELL.findall(row))

    def __len__(self) -> int:
        return sum(len(row) if isinstance(row, dict) else row.count(b"<v>") for row in self._rows.values())

    def items(self) -> Iterable[tuple[str, BookCell]]:  # type: ignore[override]
        """Yield each cell with its address; nothing of them is kept."""
        return (pair for number in self._rows for pair in self.row(number).items())

    def formulas(self) -> Iterator[tuple[str, str]]:
        """Yield each formula with the address of its cell."""
        for row in self._rows.values():
            if isinstance(row, dict):
                yield from ((at, cell.formula) for at, cell in row.items() if cell.formula)
            elif b"<f>" in row:
                yield from ((one[0].decode(), _formula(one[2])) for one in _CELL.findall(row) if one[2])

    def values(self) -> Iterable[BookCell]:  # type: ignore[override]
        """Yield each cell; nothing of them is kept."""
        return (cell for _, cell in self.items())

    def with_cells(self, others: Mapping[str, BookCell]) -> SheetCells:
        """Return the same cells with some of them other ones."""
        rows = dict(self._rows)
        for at, cell in others.items():
            number = int(at.lstrip(_LETTERS))
            rows[number] = {**SheetCells(rows, self._texts).row(number), at: cell}
        return SheetCells(rows, self._texts)

    def _held(self, at: bytes, form: bytes, formula: bytes, value: bytes) -> Held:
        place = int(value) if form == b"s" and not formula else len(self._texts)
        return (
            self._texts[place] if place < len(self._texts) else constant(self._made(at, form, formula, value))
        )

    def _made(self, _at: bytes, form: bytes, formula: bytes, value: bytes) -> BookCell:
        if not form:
            return BookCell("number", float(value), _formula(formula) if formula else None)
        try:
            return cell_of(form.decode(), _text(value), _formula(formula) if formula else None, self._texts)
        except ValueError as error:
            raise WorkbookError(f"The file is damaged: {error}.") from error


def _text(content: bytes) -> str:
    """Return a text of a plain row as it is meant."""
    text = content.decode()
    if "&" in text:
        for name, character in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
            text = text.replace(f"&{name};", character)
    return text


_formula = lru_cache(maxsize=4096)(_text)
"""The same of a formula, which stands in every row of a column of a table."""


def plain_row(content: bytes) -> bool:
    """Return whether a row is spelled as most programs spell it, so that its cells can be found in its bytes.

    Example:
        >>> plain_row(b'<row r="2"><c r="A2" s="1"><v>1.5</v></c></row>'), plain_row(b'<row r="2"><c r="A3"/></row>')
        (True, False)
    """
    if b"]]>" in content or content.count(b"&") != sum(map(content.count, _ENTITIES)):
        return False
    try:
        return _PLAIN.fullmatch(content) is not None and (content.isascii() or bool(content.decode()))
    except UnicodeDecodeError:
        return False


def read_sheet(opened: Callable[[], IO[bytes]], part: str, place: Place, texts: Sequence[str]) -> SheetCells:
    """Read the cells of a sheet.

    Args:
        opened: opens its part.
        part: its name.
        place: of the sheet, for errors.
        texts: the shared texts.

    Raises:
        WorkbookError: the part is damaged or absurdly large.
        ValueError: a value is none of its kind.
    """
    try:
        with opened() as file:
            rows = _scanned(SheetRows(file, place), part, texts)
    except (WorkbookError, ValueError):  # a parser of XML reads it all the same, or says what is wrong
        with opened() as file:
            rows = _parsed(file, part, texts)
    if not rows:
        check_sheet(opened, part)
    found = {
        at: cell for row in rows.values() if isinstance(row, dict) for at, cell in row.items() if cell.shares
    }
    for at, cell in with_own_formulas(found).items():
        _cells_of(rows, at)[at] = cell
    return SheetCells(rows, texts)


def _scanned(sheet: SheetRows, part: str, texts: Sequence[str]) -> Rows:
    """Return the rows of a sheet: plain ones as they are, any other with its cells."""
    rows: Rows = {}
    count = 0
    for number, content in sheet:
        if plain_row(content):
            rows[number], many = content, content.count(b"<c ")
        else:
            rows[number] = cells_of = dict(_row_cells(sheet, number, content, part, texts))
            many = len(cells_of)
        count += many
        if count > MAX_CELLS:
            raise WorkbookError(f"The sheet has more than {MAX_CELLS:,} cells.")
    check_namespace(parse(sheet.head + sheet.end + sheet.tail, part), part)
    return rows


def _row_cells(
    sheet: SheetRows, number: int, content: bytes, part: str, texts: Sequence[str]
) -> Iterator[tuple[str, BookCell]]:
    """Parse the cells of one row."""
    start = b"<" + sheet.prefix.encode() + b"sheetData>"
    whole = sheet.root + start + content + sheet.end + b"</" + sheet.prefix.encode() + b"worksheet>"
    for row, column, element in cells(BytesIO(whole), part):
        if element.get("r") and row != number:
            raise WorkbookError("A cell names another row than its own.")
        read = read_cell(element, texts)
        if read is not None:
            yield cell_name(number, column), _bounded(read)


def _parsed(file: IO[bytes], part: str, texts: Sequence[str]) -> Rows:
    """Return the rows of a sheet, wherever its cells stand in the file."""
    rows: Rows = {}
    for row, column, element in cells(file, part):
        read = read_cell(element, texts)
        if read is not None:
            at = cell_name(row, column)
            _cells_of(rows, at)[at] = _bounded(read)
    return rows


def _cells_of(rows: Rows, at: str) -> dict[str, BookCell]:
    """Return the parsed cells of the row that an address is in."""
    row = rows.setdefault(int(at.lstrip(_LETTERS)), {})
    return row if isinstance(row, dict) else {}


def _bounded(cell: BookCell) -> BookCell:
    """Refuse an array over more cells than a sheet may have: whoever lists them would not come to an end."""
    if cell.fills and Area.parse(cell.fills).size > MAX_CELLS:
        raise WorkbookError(f"An array formula fills more than {MAX_CELLS:,} cells.")
    return cell
