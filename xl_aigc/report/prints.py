"""Prints of what a workbook is written with, one for each cell of ours: by them a later look tells our cells from a person's."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.ooxml.book_cells import BookCell
from xl_aigc.ooxml.references import split_cell
from xl_aigc.report.canonical import Keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xl_aigc.ooxml.plan import CellValue
    from xl_aigc.ooxml.sheet_cells import Held
    from xl_aigc.report.drawing import Drawing, DrawnTable

WIDTH: Final = 5
"""Bytes of a print: an edit passes for ours about once in 10^12 times."""
BLANK: Final = bytes(WIDTH)
"""The print of an empty cell."""
FOREIGN: Final = bytes([255]) * WIDTH
"""Stands for a cell that holds what a person wants and the source does not say: no content has this print."""


@dataclass(frozen=True)
class Prints:
    """Prints of everything that was written into a workbook.

    Attributes:
        sheets: prints of cells by address, by key of the sheet; those of streamed tables are left out.
        tables: prints of each column by its key, by name of the table; rows are in the order of the companies.
        charts: one print for the ranges of each chart, by its name in `Drawing.charts`.
        names: prints of the ranges of defined names.
    """

    sheets: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, bytes | Sequence[bytes]]] = field(default_factory=dict)
    charts: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[str, bytes] = field(default_factory=dict)


def print_of(value: CellValue | None, formula: str | None, keys: Keys) -> bytes:
    """Return the print of a content: of its formula, else of its value.

    Example:
        >>> keys = Keys({}, {})
        >>> print_of(0.1 + 0.2, None, keys) == print_of(0.3, None, keys), print_of("", None, keys) == BLANK
        (True, True)
    """
    return _print(_says(value) if formula is None else f"={keys.spelled(formula)}")


def held_print(held: BookCell | None, keys: Keys) -> bytes:
    """Return the print of a cell of a file; that of a blank for None."""
    if held is None:
        return BLANK
    if held.formula is None and held.kind == "error":
        return _print(f"e{held.value}")
    return print_of(held.value, held.formula, keys)


def has_print(held: Held, written: bytes) -> bool:
    """Return whether what a cell holds is a constant that has a print, to the last digit."""
    return not isinstance(held, BookCell) and _print(_says(held)) == written


def is_written(held: BookCell | None, written: bytes, keys: Keys) -> bool:
    """Return whether a cell of a file still has a print.

    Args:
        held: the cell; None where it is empty.
        written: the print of what was last written into it.
        keys: the keys behind the names that the file shows.
    """
    if held_print(held, keys) == written:
        return True
    if held is None or held.formula is not None or held.kind != "number" or not held.value:
        return False
    # Some programs keep 15 digits of a number, and have then rounded the last of them twice.
    number = float(held.value)
    step = 10.0 ** (math.floor(math.log10(abs(number))) - 14)
    return any(_print(_says(number + way * step)) == written for way in (1, -1))


def chart_print(ranges: Iterable[str], keys: Keys) -> bytes:
    """Return the print of the ranges that a chart draws, in its order."""
    return _print("\n".join(map(keys.spelled, ranges)))


def keys_of(drawn: Drawing) -> Keys:
    """Return the keys behind the names of a drawn report."""
    columns = {
        (name, column.header): column.key
        for name, one in drawn.tables.items()
        for column in one.table.columns
    }
    return Keys({title: key for key, title in drawn.report.sheets.items()}, columns)


def prints_of(
    drawn: Drawing, tables: Mapping[str, DrawnTable] | None = None, held: Keys | None = None
) -> Prints:
    """Return the prints of a drawn report.

    Args:
        drawn: the report.
        tables: its tables where they are written otherwise than drawn.
        held: the keys of the file that it is written into; where they are the same, so are spelled formulas.
    """
    own = keys_of(drawn)
    keys = held if held == own and held is not None else own
    tables = tables or drawn.tables
    return Prints(
        {page.key: _cell_prints(drawn, page.key, keys) for page in drawn.pages},
        {name: _column_prints(one, keys) for name, one in tables.items()},
        {key: chart_print(ranges, keys) for key, ranges in drawn.charts.items()},
        {name: print_of(None, text, keys) for name, text in drawn.names.items()},
    )


def _cell_prints(drawn: Drawing, sheet: str, keys: Keys) -> dict[str, bytes]:
    headings = drawn.heading_rows(sheet)
    found = {
        at: print_of(one.value, one.formula, keys)
        for at, one in drawn.cells(sheet).items()
        if split_cell(at)[0] not in headings
    }
    return {at: one for at, one in found.items() if one != BLANK}


def _column_prints(drawn: DrawnTable, keys: Keys) -> dict[str, bytes | list[bytes]]:
    found: dict[str, bytes | list[bytes]] = {}
    for column, content in zip(drawn.table.columns, drawn.contents, strict=True):
        formula = content.formula
        if formula is None:
            found[column.key] = [_print(_says(value)) for value in content.values]
        else:
            found[column.key] = print_of(None, formula.removeprefix("="), keys)
    return found


def _says(value: CellValue | None) -> str:
    """Return the text that a constant's print is of: its kind and what it shows, a number to 15 digits."""
    if value is None or value == "":
        return ""
    if isinstance(value, CellError):
        return f"e{value.value}"
    if isinstance(value, bool):
        return f"b{value:d}"
    if isinstance(value, (int, float)):
        return f"n{value or 0:.15g}"
    return f"s{value}".replace("\r\n", "\n").rstrip()


def _print(text: str) -> bytes:
    if text.startswith("n"):  # numbers are many, and each stands in few cells
        return _digest(text)
    return _known_digest(text) if text else BLANK


def _digest(text: str) -> bytes:
    content = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=WIDTH, person=b"xl_aigc").digest()


_known_digest = lru_cache(maxsize=1 << 14)(_digest)
