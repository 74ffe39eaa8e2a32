"""A new table over cells that are there: its part, and the sheet's list of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml import order
from xl_aigc.ooxml.edits.growth import overlap
from xl_aigc.ooxml.edits.tags import Piece, pieces, read, start_tag
from xl_aigc.ooxml.escape import attribute, formula_text
from xl_aigc.ooxml.namespaces import MAIN, OFFICE
from xl_aigc.ooxml.parser import DECLARATION
from xl_aigc.ooxml.references import Area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.edits.plan import NewTable

TABLE: Final = f"{OFFICE}/table"
TABLE_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_REMEDIES: Final = {"mergeCell": "Unmerge them there.", "autoFilter": "Switch the filter of the sheet off."}
"""Areas in which no cell of a table may lie, by their element, and what to do."""


def table_part(table: NewTable, number: int) -> bytes:
    """Return the part of a table.

    Args:
        table: the table.
        number: the id that no other table of the workbook has.
    """
    columns = "".join(_column(id_, name, table.calculated.get(id_)) for id_, name in table.columns.items())
    name, ref = attribute(table.name), table.area.name
    return (
        f'{DECLARATION}<table xmlns="{MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{ref}" '
        f'totalsRowShown="0"><autoFilter ref="{ref}"/>'
        f'<tableColumns count="{len(table.columns)}">{columns}</tableColumns>'
        f'<tableStyleInfo name="{attribute(table.style)}" showRowStripes="0"/></table>'
    ).encode()


def _column(number: int, name: str, formula: str | None) -> str:
    shown = attribute(name.replace("\n", "_x000a_"))
    tag = f'<tableColumn id="{number}" name="{shown}"'
    if formula is None:
        return f"{tag}/>"
    text = formula_text(formula)
    return f"{tag}><calculatedColumnFormula>{text}</calculatedColumnFormula></tableColumn>"


def tabled_tail(tail: bytes, tables: Mapping[str, Area], prefix: str, place: Place) -> bytes:
    """Return the tail of a sheet with tables added.

    Args:
        tail: what follows the rows.
        tables: the ranges of the tables by the ids of the sheet's relationships to them.
        prefix: of the sheet's elements.
        place: the sheet, for errors.

    Raises:
        WorkbookError: cells of a table are merged, or the sheet has a filter there.
    """
    if not tables:
        return tail
    for area in tables.values():
        _check_free(tail, area, place)
    new = b"".join(
        f'<{prefix}tablePart xmlns:r="{OFFICE}" r:id="{attribute(key)}"/>'.encode() for key in tables
    )
    parts = pieces(tail)
    there = next((at for at, piece in enumerate(parts) if piece.name == "tableParts"), None)
    old = b"" if there is None else parts.pop(there).content
    held = b"" if old.endswith(b"/>") else old[old.find(b">") + 1 : max(old.rfind(b"</"), 0)]
    number = len(start_tag("tablePart").findall(held)) + len(tables)
    opening, closing = f'<{prefix}tableParts count="{number}">', f"</{prefix}tableParts>"
    whole = Piece("tableParts", opening.encode() + held + new + closing.encode())
    parts.insert(order.place_of("tableParts", order.WORKSHEET, (piece.name for piece in parts)), whole)
    return b"".join(piece.content for piece in parts)


def _check_free(tail: bytes, area: Area, place: Place) -> None:
    for name, remedy in _REMEDIES.items():
        for tag in start_tag(name).finditer(tail):
            held = Area.parse(read(tag[0], "ref") or "A1")
            if overlap(held, area):
                what = "are merged" if name == "mergeCell" else "have a filter of their own"
                raise WorkbookError(
                    f"The cells {held.name} {what} where the table {area.name} is written again.",
                    Place(place.file, sheet=place.sheet, cell=held.name),
                    remedy=remedy,
                )
