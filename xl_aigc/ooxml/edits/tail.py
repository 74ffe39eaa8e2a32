"""Elements after the rows of a sheet: rules and filters that grow with a table, merged cells, links."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml import order
from xl_aigc.ooxml.edits.growth import Growth, grown_ranges
from xl_aigc.ooxml.edits.tags import Piece, changed, pieces, plain_text, read, start_tag, with_attribute
from xl_aigc.ooxml.escape import attribute
from xl_aigc.ooxml.namespaces import OFFICE
from xl_aigc.ooxml.references import Area, cell_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence


_GROWING: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "conditionalFormatting": (("conditionalFormatting", "sqref"),),
    "dataValidations": (("dataValidation", "sqref"),),
    "ignoredErrors": (("ignoredError", "sqref"),),
    "protectedRanges": (("protectedRange", "sqref"),),
    "autoFilter": (("autoFilter", "ref"), ("sortState", "ref"), ("sortCondition", "ref")),
    "sortState": (("sortState", "ref"), ("sortCondition", "ref")),
}
"""By element of the sheet: the elements, itself or inside, and their attributes that name ranges."""
_ROWS: Final = re.compile(r"\$?[0-9]+:\$?[0-9]+")
"""Whole rows, as the used range of a sheet."""
_LINE: Final = re.compile(rb">([^<]*)</")
_RULE_RANGES: Final = re.compile(rb"(<(?:[\w.\-]+:)?sqref>)([^<]*)(</)")


def grown_tail(tail: bytes, growths: Sequence[Growth]) -> bytes:
    """Rules, lists of choices, protections and filters that cover the rows of a range, grown with it."""
    return b"".join(_grown(piece, growths) for piece in pieces(tail)) if growths else tail


def _grown(piece: Piece, growths: Sequence[Growth]) -> bytes:
    content = piece.content
    for tag, name in _GROWING.get(piece.name, ()):
        content = changed(content, tag, _longer(name, growths))
    if piece.name == "extLst":  # rules of Excel 2010 and later

        def longer(found: re.Match[bytes]) -> bytes:
            # One cell alone is where a sparkline stands, not what a rule covers.
            many = b":" in found[2]
            ranges = grown_ranges(plain_text(found[2]), growths).encode() if many else found[2]
            return found[1] + ranges + found[3]

        content = _RULE_RANGES.sub(longer, content)
    return content


def _longer(name: str, growths: Sequence[Growth]) -> Callable[[bytes], bytes]:
    def change(tag: bytes) -> bytes:
        old = read(tag, name)
        new = grown_ranges(old, growths) if old else old
        return tag if not new or new == old else with_attribute(tag, name, new)

    return change


def check_merged(tail: bytes, taken: Mapping[int, Collection[int]], place: Place) -> None:
    """Refuse new rows over merged cells.

    Args:
        tail: what follows the rows.
        taken: numbers of the columns that get a content, by new row.
        place: of the sheet.

    Raises:
        WorkbookError: cells are merged there.
    """
    for found in start_tag("mergeCell").finditer(tail) if taken else ():
        area = Area.parse(read(found[0], "ref") or "A1")
        for row in range(area.top, area.bottom + 1):
            column = next((c for c in taken.get(row, ()) if area.left <= c <= area.right), None)
            if column is not None:
                raise WorkbookError(
                    f"The cells {area.name} are merged where a new row goes.",
                    Place(place.file, sheet=place.sheet, cell=cell_name(row, column)),
                    remedy="Unmerge them, or move them elsewhere.",
                )


def linked_tail(tail: bytes, ids: Mapping[str, str], prefix: str) -> bytes:
    """Return the tail with links of cells added.

    Args:
        tail: what follows the rows.
        ids: ids of the sheet's relationships to the addresses, by cell.
        prefix: of the sheet's elements.
    """
    if not ids:
        return tail
    new = "".join(
        f'<{prefix}hyperlink xmlns:r="{OFFICE}" ref="{cell}" r:id="{attribute(key)}"/>'
        for cell, key in ids.items()
    ).encode()
    parts = pieces(tail)
    place = next((place for place, piece in enumerate(parts) if piece.name == "hyperlinks"), None)
    if place is not None:
        old = _unlinked(parts[place].content, set(ids))
        at = old.rindex(b"</")
        parts[place] = Piece("hyperlinks", old[:at] + new + old[at:])
    else:
        wrapped = f"<{prefix}hyperlinks>".encode() + new + f"</{prefix}hyperlinks>".encode()
        at = order.place_of("hyperlinks", order.WORKSHEET, (piece.name for piece in parts))
        parts.insert(at, Piece("hyperlinks", wrapped))
    return b"".join(piece.content for piece in parts)


def lined_tail(tail: bytes, lines: Mapping[str, str]) -> bytes:
    """Return the tail with other texts in the lines above and below a printed page.

    Args:
        tail: what follows the rows.
        lines: the new texts by the old; those that no line holds are passed over.
    """
    if not lines:
        return tail
    parts = pieces(tail)
    return b"".join(
        _lined(one.content, lines) if one.name == "headerFooter" else one.content for one in parts
    )


def _lined(content: bytes, lines: Mapping[str, str]) -> bytes:
    def change(found: re.Match[bytes]) -> bytes:
        was = text = plain_text(found[1])
        for old, new in lines.items():  # a sign & begins a code there
            text = text.replace(old.replace("&", "&&"), new.replace("&", "&&"))
        return found[0] if text == was else b">" + escape(text, quote=False).encode() + b"</"

    return _LINE.sub(change, content)


def _unlinked(links: bytes, cells: set[str]) -> bytes:
    """Return the list of links without those of some cells."""
    opening = start_tag("hyperlinks").match(links)
    start = opening.end() if opening else 0
    kept = [
        piece.content
        for piece in pieces(links[start:])
        if piece.name != "hyperlink" or read(piece.content, "ref") not in cells
    ]
    return links[:start] + b"".join(kept)


def dimension(head: bytes, used: Area | None) -> bytes:
    """Return the head of a sheet whose used range holds some more cells."""

    def change(tag: bytes) -> bytes:
        old = read(tag, "ref")
        if old is None or used is None or _ROWS.fullmatch(old):
            return tag  # whole rows are a hint that some writers give; Excel renews it
        return with_attribute(tag, "ref", Area.parse(old).joined(used).name)

    return changed(head, "dimension", change)
