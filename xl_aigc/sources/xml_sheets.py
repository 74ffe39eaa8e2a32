"""Sheets in XML, of `.xlsx` and `.ods` files: their extent and their cells without a value, seen as their parts are copied."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import DataError
from xl_aigc.ooxml.cell_stream import Position
from xl_aigc.ooxml.parser import whole_number
from xl_aigc.sources.extent import ERROR, NOT_COMPUTED, RAISED, Extent, absurd
from xl_aigc.sources.number_formats import number_format
from xl_aigc.sources.xml_styles import is_raised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.errors import Place
    from xl_aigc.sources.extent import Marks
    from xl_aigc.sources.number_formats import NumberFormat
    from xl_aigc.sources.xml_styles import Styles

MAX_ELEMENTS: Final = 8_000_000
_VALUES: Final = ("v", "table-cell", "p", "span")
_OF_A_CELL: Final = ("v", "f", "vertAlign")
_NUMBERS: Final = ("float", "currency", "percentage")


class Part:
    """One part of a package, told of its elements and texts in their order.

    Attributes:
        tables: the marks of each sheet of an `.ods` file by its name.
        sheets: the relationship of each sheet by its name, where the part is the workbook's.
        targets: the target of each relationship, where the part lists them.
        styles: the number formats of the workbook, of which the part may hold some.
    """

    def __init__(self, place: Place, styles: Styles) -> None:
        self.styles = styles
        self.tables: dict[str, Marks] = {}
        self.sheets: dict[str, str] = {}
        self.targets: dict[str, str] = {}
        self._place = place
        self._elements = 0
        self._extent = Extent(place)
        self._position = Position()
        self._open: tuple[bool, bool] | None = None
        self._filled = False
        self._shared: str | None = None
        self._tag = ""
        self._rows = 1
        self._row_style = ""
        self._column_styles: list[str] = []
        self._column_ends: list[int] = []

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise absurd(self._place, "It has too many elements.", f"{MAX_ELEMENTS:,} elements in a part")
        prefix, _, tag = name.rpartition(":")
        if prefix == "table":
            self._of_table(tag, attributes)
        elif prefix in {"number", "style"}:
            self.styles.of_office(name, attributes)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._close()
            self._position.start_row(attributes.get("r"))
        elif self._open and tag in _OF_A_CELL:
            self._of_cell(tag, attributes)
        elif tag == "sheet" and "name" in attributes:
            self.sheets[attributes["name"]] = _last_of(attributes, "id")
        elif tag == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        else:
            self.styles.of_excel(tag, attributes)
        self._tag = tag

    def text(self, piece: str) -> None:
        """Take in a piece of text."""
        self._filled = self._filled or (self._tag == "v" and bool(piece.strip()))
        if self._shared is not None and self._tag == "v":
            self._shared += piece
        self.styles.text(piece)

    def raw(self) -> None:
        """Take in a CDATA section or a comment, behind which the reader passes over the rest of a value."""
        if self._tag in _VALUES:
            self.unread()

    def unread(self) -> None:
        """Refuse a value of which the reader would take a piece.

        Raises:
            DataError: always.
        """
        raise DataError(
            "A cell of the sheet holds a CDATA section or a comment of XML, a numeric reference in its number, or two values, which "
            "no spreadsheet program writes.",
            self._place,
            remedy="Open the file in Excel or LibreOffice, and save it again.",
        )

    def marks(self) -> Marks:
        """Return the marks of the one sheet of an `.xlsx` part, once it is read."""
        self._close()
        return self._extent.marks

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._close()
        self._position.start_cell(attributes.get("r"))
        self._extent.cell(self._position.row, self._position.column)
        kind = attributes.get("t", "n")
        self._open = False, kind in {"e", "n"}
        self._filled = False
        self._shared = "" if kind == "s" and self.styles.raised else None
        if kind == "e":
            self._mark(ERROR)
        elif kind == "n" and (shows := self.styles.of_index(attributes.get("s"))):
            self._mark(shows)

    def _of_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element inside a cell."""
        if tag == "v" and self._filled:
            self.unread()
        elif tag == "f":
            self._open = True, bool(self._open and self._open[1])
        elif is_raised(tag, attributes):
            self._mark(RAISED)

    def _close(self) -> None:
        """Note the last cell if it is a number whose formula has no value, or a text with raised characters."""
        if self._open == (True, True) and not self._filled:  # a formula may well give an empty text
            self._mark(NOT_COMPUTED)
        elif self._open and self._shared in self.styles.raised:
            self._mark(RAISED)
        self._open = self._shared = None

    def _mark(self, mark: str | NumberFormat) -> None:
        self._extent.marks[self._position.row, self._position.column] = mark

    def _of_table(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element of an `.ods` file, where rows and cells may stand for several equal ones."""
        if tag == "table":
            self._extent, self._position, self._rows = Extent(self._place), Position(), 0
            self.tables[attributes.get("table:name", "")] = self._extent.marks
            self._column_styles, self._column_ends = [], []
        elif tag == "table-column":
            columns = whole_number(attributes.get("table:number-columns-repeated"), 1)
            self._column_ends.append(columns + (self._column_ends[-1] if self._column_ends else 0))
            self._column_styles.append(attributes.get("table:default-cell-style-name", ""))
        elif tag == "table-row":
            self._position.row += self._rows or 1
            self._position.column = 0
            self._rows = whole_number(attributes.get("table:number-rows-repeated"), 1)
            self._row_style = attributes.get("table:default-cell-style-name", "")
        elif tag in {"table-cell", "covered-table-cell"}:
            self._position.column += 1
            columns = whole_number(attributes.get("table:number-columns-repeated"), 1)
            self._content(attributes, columns)
            self._position.column += columns - 1

    def _content(self, attributes: Mapping[str, str], columns: int) -> None:
        kind = _last_of(attributes, "value-type")
        formula = "table:formula" in attributes
        if not kind and not formula:
            return
        self._extent.cell(self._position.row, self._position.column, self._rows, columns)
        if attributes.get("calcext:value-type") == "error":
            self._mark(ERROR)
        elif not kind:
            self._mark(NOT_COMPUTED)
        elif kind in _NUMBERS:
            self._format(attributes.get("table:style-name", ""), kind, columns)

    def _format(self, style: str, kind: str, columns: int) -> None:
        """Note the format of numbers, by the style of their cell, of the row or of the column."""
        row, column = self._position.row, self._position.column
        for at in range(column, column + columns):
            place = bisect_left(self._column_ends, at)
            of_column = self._column_styles[place : place + 1] or [""]
            shows = self.styles.of_name(style or self._row_style or of_column[0])
            if shows is None and kind == "percentage":
                shows = number_format("0%")
            if shows:
                self._extent.marks |= {(each, at): shows for each in range(row, row + (self._rows or 1))}


def _last_of(attributes: Mapping[str, str], name: str) -> str:
    """The value of an attribute whatever its prefix."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")
