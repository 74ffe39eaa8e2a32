"""Find what Excel calls damage or cuts off in a file that other programs open: texts, formulas and links that are too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.expressions.native.literal import MAX_LITERAL
from xl_aigc.formula_tokens import tokens
from xl_aigc.ooxml.escape import MAX_TEXT
from xl_aigc.ooxml.relationships import HYPERLINK
from xl_aigc.outside import MAX_LINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.book_cells import BookCell

MAX_FORMULA: Final = 8_192


def beyond_limits(book: Book, cells: Mapping[tuple[str, str], BookCell]) -> Iterator[tuple[str, str, str]]:
    """Find what exceeds the limits of Excel.

    Args:
        book: the workbook.
        cells: its cells by sheet and address.

    Returns:
        The sheet, the cell (empty for a link) and a sentence for each thing found.
    """
    for (sheet, name), cell in cells.items():
        for says in _of_a_cell(cell):
            yield sheet, name, says
    for sheet, part in book.sheets.items():
        for target in book.outside_targets(part, HYPERLINK):
            if len(target) > MAX_LINK:
                yield (
                    sheet,
                    "",
                    f"links to an address of {len(target):,} characters; Excel takes {MAX_LINK:,}.",
                )
            elif any(sign.isspace() for sign in target):
                yield sheet, "", f"links to an address with a blank or line feed: {target[:80]!r}."


def _of_a_cell(cell: BookCell) -> Iterator[str]:
    if isinstance(cell.value, str) and len(cell.value) > MAX_TEXT:
        yield f"holds {len(cell.value):,} characters; Excel takes {MAX_TEXT:,}."
    formula = cell.formula or ""
    if len(formula) > MAX_FORMULA:
        yield f"its formula has {len(formula):,} characters; Excel takes {MAX_FORMULA:,}."
    if len(formula) <= MAX_LITERAL:
        return
    texts = (token.text[1:-1].replace('""', '"') for token in tokens(formula) if token.kind == "text")
    longest = max(map(len, texts), default=0)
    if longest > MAX_LITERAL:
        yield f"its formula holds a text of {longest:,} characters; Excel takes {MAX_LITERAL}."
