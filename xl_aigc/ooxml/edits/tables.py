"""Tables: what a part says of one, and the part with another range or other names of columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.edits.growth import Growth, grown_ranges, overlap
from xl_aigc.ooxml.edits.tags import changed, read, start_tag, with_attribute
from xl_aigc.ooxml.escape import formula_text
from xl_aigc.ooxml.namespaces import main
from xl_aigc.ooxml.parser import parse, whole_number
from xl_aigc.ooxml.references import Area, cell_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xl_aigc.ooxml.edits.plan import TableEdit

_CALCULATION: Final = re.compile(
    rb"(<((?:[\w.\-]+:)?)calculatedColumnFormula(?=[\s/>])[^>]*)(?:/>|>[^<]*(</\2calculatedColumnFormula\s*>))"
)
_RANGES: Final = ("autoFilter", "sortState", "sortCondition")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a workbook.

    Attributes:
        name: its name.
        sheet: its sheet.
        part: name of its part.
        area: its cells.
        headers: number of its header rows, 0 or 1.
        totals: number of its rows of totals, 0 or 1.
        calculated: formulas of its calculated columns, by number of the sheet's column.
    """

    name: str
    sheet: str
    part: str
    area: Area
    headers: int
    totals: int
    calculated: Mapping[int, str]


def read_table(content: bytes, part: str, sheet: str) -> Table:
    """Return a table as its part describes it."""
    root = parse(content, part)
    area = Area.parse(root.get("ref", ""))
    columns = root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}")
    formulas = {
        number: column.findtext(main("calculatedColumnFormula"))
        for number, column in enumerate(columns, area.left)
    }
    return Table(
        root.get("displayName", ""),
        sheet,
        part,
        area,
        whole_number(root.get("headerRowCount"), 1),
        whole_number(root.get("totalsRowCount"), 0),
        {number: text for number, text in formulas.items() if text},
    )


def table_growth(table: Table, edit: TableEdit, others: Sequence[Table], place: Place) -> Growth | None:
    """Return the growth of a table; None where it does not grow.

    Raises:
        WorkbookError: it would not grow downwards only, has a row of totals, or would run into another table.
    """
    new = Area.parse(edit.ref) if edit.ref else table.area
    old = table.area
    if new == old:
        return None
    here = Place(place.file, sheet=table.sheet, cell=cell_name(old.bottom, old.left))
    if (new.top, new.left, new.right) != (old.top, old.left, old.right) or new.bottom < old.bottom:
        raise WorkbookError(
            f"The table {table.name} can't become {new.name}.",
            here,
            expected=f"{old.name} and rows below it.",
        )
    if table.totals:
        raise WorkbookError(
            f"The table {table.name} has a row of totals where new rows go.",
            here,
            remedy="Switch the row of totals off (Table Design, Total Row), and on again afterwards.",
        )
    for other in others:
        if overlap(new, other.area):
            raise WorkbookError(
                f"The table {table.name} would run into the table {other.name}.",
                Place(place.file, sheet=table.sheet, cell=cell_name(other.area.top, other.area.left)),
                remedy=f"Move {other.name} to another sheet, or beside {table.name}.",
            )
    return Growth(old, new, tuple(other.area for other in others))


def edited_table(content: bytes, edit: TableEdit, growth: Growth | None, place: Place) -> bytes:
    """Return the part of a table with its changes.

    Raises:
        WorkbookError: a column that is renamed is not there.
    """
    if growth is not None:
        alone = [Growth(growth.old, growth.new)]
        content = changed(content, "table", lambda tag: with_attribute(tag, "ref", growth.new.name))
        for name in _RANGES:
            content = changed(
                content,
                name,
                lambda tag: with_attribute(tag, "ref", grown_ranges(read(tag, "ref") or "", alone)),
            )
    calculated: dict[int, str | None] = {**edit.calculated, **dict.fromkeys(edit.uncalculated)}
    content = _calculated(content, calculated) if calculated else content
    known = {read(found[0], "id") for found in start_tag("tableColumn").finditer(content)}
    for number in edit.renamed:
        if str(number) not in known:
            raise WorkbookError(f"The table has no column of the id {number}.", place)

    def rename(tag: bytes) -> bytes:
        name = edit.renamed.get(whole_number(read(tag, "id"), 0))
        # Line feeds of a heading are written _x000a_ in the name of its column.
        return tag if name is None else with_attribute(tag, "name", name.replace("\n", "_x000a_"))

    return changed(content, "tableColumn", rename) if edit.renamed else content


def _calculated(content: bytes, columns: Mapping[int, str | None]) -> bytes:
    """Return the part of a table with other formulas of its calculated columns, by id; None for no formula any more."""
    starts = [found.start() for found in start_tag("tableColumn").finditer(content)]
    pieces = [content[: starts[0]]] if starts else [content]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        piece = content[start:end]
        number = whole_number(read(piece[: piece.index(b">") + 1], "id"), 0)
        pieces.append(_with_formula(piece, columns[number]) if number in columns else piece)
    return b"".join(pieces)


def _with_formula(column: bytes, formula: str | None) -> bytes:
    """Return the element of a column with another formula in the place of the one that it has."""

    def put(match: re.Match[bytes]) -> bytes:
        if formula is None or match[3] is None:
            return b""
        return match[1] + b">" + formula_text(formula).encode() + match[3]

    return _CALCULATION.sub(put, column, count=1)
