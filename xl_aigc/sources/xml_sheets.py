"""Sheets in XML, of `.xlsx` and `.ods` files: their extent and their cells without a value, seen as their parts are copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.cell_stream import Position
from xl_aigc.ooxml.parser import whole_number
from xl_aigc.sources.extent import ERROR, NOT_COMPUTED, Extent, absurd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.errors import Place
    from xl_aigc.sources.extent import Marks

MAX_ELEMENTS: Final = 8_000_000


class Part:
    """One part of a package, told of its elements and texts in their order.

    Attributes:
        tables: the marks of each sheet of an `.ods` file by its name.
        sheets: the relationship of each sheet by its name, where the part is the workbook's.
        targets: the target of each relationship, where the part lists them.
    """

    def __init__(self, place: Place) -> None:
        self.tables: dict[str, Marks] = {}
        self.sheets: dict[str, str] = {}
        self.targets: dict[str, str] = {}
        self._place = place
        self._elements = 0
        self._extent = Extent(place)
        self._position = Position()
        self._open: tuple[bool, bool] | None = None
        self._filled = False
        self._tag = ""
        self._rows = 1

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Take in one element."""
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise absurd(self._place, "It has too many elements.", f"{MAX_ELEMENTS:,} elements in a part")
        prefix, _, tag = name.rpartition(":")
        if prefix == "table":
            self._of_table(tag, attributes)
        elif tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._position.start_row(attributes.get("r"))
        elif tag == "f" and self._open:
            self._open = True, self._open[1]
        elif tag == "sheet" and "name" in attributes:
            self.sheets[attributes["name"]] = _last_of(attributes, "id")
        elif tag == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")
        self._tag = tag

    def text(self, piece: str) -> None:
        """Take in a piece of text."""
        self._filled = self._filled or (self._tag == "v" and bool(piece.strip()))

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
        if kind == "e":
            self._mark(ERROR)

    def _close(self) -> None:
        """Note the last cell if it is a number whose formula has no value; a formula may well give an empty text."""
        if self._open == (True, True) and not self._filled:
            self._mark(NOT_COMPUTED)
        self._open = None

    def _mark(self, text: str) -> None:
        self._extent.marks.setdefault((self._position.row, self._position.column), text)

    def _of_table(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in an element of an `.ods` file, where rows and cells may stand for several equal ones."""
        if tag == "table":
            self._extent, self._position, self._rows = Extent(self._place), Position(), 0
            self.tables[attributes.get("table:name", "")] = self._extent.marks
        elif tag == "table-row":
            self._position.row += self._rows or 1
            self._position.column = 0
            self._rows = whole_number(attributes.get("table:number-rows-repeated"), 1)
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


def _last_of(attributes: Mapping[str, str], name: str) -> str:
    """The value of an attribute whatever its prefix."""
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")
