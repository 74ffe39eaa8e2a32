"""A person's own formulas that name a heading of ours: they follow when it changes, as they would in Excel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.formula_tokens import tokens
from xl_aigc.ooxml.edits.plan import Content
from xl_aigc.report.live import escape_column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.book_cells import BookCell

_TABLE: Final = re.compile(
    r"(?<![\w.])(?P<table>[^\W\d]\w*)(?P<inside>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])"
)
_COLUMN: Final = re.compile(r"\[((?:[^\[\]']|'.)+)\]")

Renamed = dict[str, dict[str, str]]
"""New headings by the name of the table and the old heading."""


def followed(formula: str, renamed: Renamed) -> str:
    """Return a formula that names headings by their new names.

    Example:
        >>> renamed = {"Data": {"Revenue 2024H1": "Revenue 2024FY"}}
        >>> followed('SUM(Data[Revenue 2024H1])&"Data[Revenue 2024H1]"', renamed)
        'SUM(Data[Revenue 2024FY])&"Data[Revenue 2024H1]"'
        >>> followed("Data[[#This Row],[Revenue 2024H1]]", renamed)
        'Data[[#This Row],[Revenue 2024FY]]'
    """
    names = {
        table.casefold(): {escape_column(old): escape_column(new) for old, new in columns.items()}
        for table, columns in renamed.items()
    }

    def table(match: re.Match[str]) -> str:
        columns = names.get(match["table"].casefold())
        if not columns:
            return match[0]
        renamed_in = _COLUMN.sub(lambda one: f"[{columns.get(one[1], one[1])}]", match["inside"])
        return f"{match['table']}{renamed_in}"

    return "".join(
        _TABLE.sub(table, token.text) if token.kind == "range" else token.text for token in tokens(formula)
    )


def following(cells: Mapping[str, BookCell], renamed: Renamed) -> dict[str, Content]:
    """Return the cells of a sheet whose formulas name a renamed heading, with their new formulas."""
    found = {}
    for at, cell in cells.items():
        if cell.formula and "[" in cell.formula:
            new = followed(cell.formula, renamed)
            if new != cell.formula:
                found[at] = Content(None, new, cell.fills)
    return found


def followed_names(book: Book, renamed: Renamed) -> dict[str, str]:
    """Return the defined names that name a renamed heading, with their new texts."""
    names = {name: followed(text, renamed) for name, text in book.names.items() if "[" in text}
    return {name: text for name, text in names.items() if text != book.names[name]}
