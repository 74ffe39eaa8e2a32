"""Decimal commas of texts: which of a comma and a point parts the decimals is told by the other cells of the column."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from xl_aigc.data.numerals import MARK, ungrouped
from xl_aigc.sources.raw_table import Cell, Unclear

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LOOKED_AT: Final = 1_000
"""Rows that tell the signs of each column."""
_COMMA: Final = re.compile(
    r"[-+(]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),(?:[0-9]{1,2}|[0-9]{4,})\D{0,6}"
    r"|[-+(]?[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?\D{0,6}|[-+(]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+\D{0,6}"
    r"|[-+(]?0,[0-9]+\D{0,6}"
)
"""Numbers of which a comma parts the decimals, or points the thousands."""
_POINT: Final = re.compile(
    r"[-+(]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.(?:[0-9]{1,2}|[0-9]{4,})\D{0,6}"
    r"|[-+(]?[0-9]{1,3}(?:,[0-9]{3}){2,}\D{0,6}|[-+(]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+\D{0,6}"
    r"|[-+(]?0\.[0-9]+\D{0,6}"
)
_EITHER: Final = re.compile(r"[-+(]?[1-9][0-9]{0,2}(?P<sign>[.,])[0-9]{3}\D{0,6}")
_LONE: Final = re.compile(r"[-+(]?[1-9][0-9]*,[0-9]+\D{0,6}")
"""A number with one comma and no point, which parts thousands in another column."""
_NUMBER: Final = re.compile(r"([-+(]?)([0-9.]+)(?:,([0-9]+))?(\D{0,6})")

Row = tuple[int, "Sequence[Cell]"]


def with_points(rows: Iterable[Row], separator: str = "") -> Iterator[Row]:
    """Rows with decimal points in place of decimal commas.

    Args:
        rows: the rows.
        separator: what stands between two fields of the file; a semicolon makes a point doubtful, any but a comma a comma. Empty for none.

    Example:
        >>> [cells for _, cells in with_points([(1, ["2.502", "2.502"]), (2, ["1.234,5", "24.28"])], ";")]
        [['2502', '2.502'], ['1234.5', '24.28']]
    """
    rows = iter(rows)
    head = list(islice(rows, _LOOKED_AT))
    commas, points = _signs(head)
    for line, cells in chain(head, rows):
        done = [
            _with_point(cell, place in commas, place in points, separator)
            if isinstance(cell, str)
            and ("," in cell or place in commas or (separator == ";" and "." in cell))
            else cell
            for place, cell in enumerate(cells)
        ]
        yield line, done


def _signs(rows: Iterable[Row]) -> tuple[set[int], set[int]]:
    """The columns that hold numbers with decimal commas, and those with decimal points."""
    commas, points = set[int](), set[int]()
    for place, cell in ((place, cell) for _, cells in rows for place, cell in enumerate(cells)):
        text = ungrouped(cell.strip()) if isinstance(cell, str) and not MARK.search(cell) else ""
        if _COMMA.fullmatch(text):
            commas.add(place)
        elif _POINT.fullmatch(text):
            points.add(place)
    return commas, points


def _with_point(field: str, comma: bool, point: bool, separator: str) -> str:  # noqa: FBT001  of one caller
    text = ungrouped(field.strip())
    either = _EITHER.fullmatch(text)
    if either is None and point and _LONE.fullmatch(text) and _COMMA.fullmatch(text):
        return Unclear(field)
    if either is None:
        return _exchanged(text) if _COMMA.fullmatch(text) else field
    if comma != point:
        return _exchanged(text) if comma else field
    doubtful = comma or separator == ";" or (separator not in {"", ","} and either["sign"] == ",")
    return Unclear(field) if doubtful else field


def _exchanged(text: str) -> str:
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    sign, whole, part, rest = match.groups()
    return f"{sign}{whole.replace('.', '')}{'.' + part if part else ''}{rest}"
