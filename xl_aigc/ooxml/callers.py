"""Formulas that rest on certain functions: they call them, or reach them through a name or a spill."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from xl_aigc.errors import WorkbookError
from xl_aigc.formula_tokens import called, mentioned, tokens
from xl_aigc.ooxml.references import cell_name, split_cell, split_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xl_aigc.ooxml.book import Book

Anchor = tuple[str, str]
"""Sheet, in small letters, and address of a cell whose array spills."""


@dataclass(frozen=True, slots=True)
class Callers:
    """Finds formulas that call the functions, directly or through names and other cells.

    Attributes:
        own: whether the name of a function, in capitals, is one of them.
        names: defined names, in capitals, that rest on them.
        anchors: cells of arrays that rest on them.
    """

    own: Callable[[str], bool]
    names: frozenset[str] = frozenset()
    anchors: frozenset[Anchor] = frozenset()

    def hold(self, formula: str, sheet: str = "") -> bool:
        """Tell whether a formula rests on the functions.

        Args:
            formula: its text.
            sheet: the sheet that it is on.

        Example:
            >>> Callers(lambda name: name == "F").hold('G("F(")'), Callers(lambda name: name == "F").hold("1+F(2)")
            (False, True)
        """
        if any(map(self.own, called(formula))) or (self.names and self.names & mentioned(formula)):
            return True
        return bool(self.anchors) and any(each in self.anchors for each in _spills(formula, sheet))


def find_callers(book: Book, own: Callable[[str], bool]) -> tuple[Callers, dict[str, list[str]]]:
    """Find the cells of a workbook whose formulas rest on some functions.

    Args:
        book: the workbook.
        own: whether the name of a function, in capitals, is one of them.

    Returns:
        What makes a formula rest on them, and the addresses of the cells by sheet.

    Raises:
        WorkbookError: a part is damaged.
    """
    callers = Callers(own)
    while True:
        callers = replace(callers, names=_names(book, callers))
        found = {sheet: list(_cells(book, sheet, callers)) for sheet in book.sheets}
        anchors = frozenset(
            (sheet.casefold(), at)
            for sheet, cells in found.items()
            for at in cells
            if book.cells(sheet)[at].fills
        )
        if anchors == callers.anchors:
            return callers, {sheet: cells for sheet, cells in found.items() if cells}
        callers = replace(callers, anchors=anchors)


def _cells(book: Book, sheet: str, callers: Callers) -> Iterator[str]:
    for at, cell in book.cells(sheet).items():
        if cell.formula and callers.hold(cell.formula, sheet):
            yield at


def _names(book: Book, callers: Callers) -> frozenset[str]:
    """Return the defined names that rest on the functions, by themselves or through other names."""
    defined = book.all_names
    while True:
        names = frozenset(name.upper() for name, text in defined if callers.hold(text))
        if names <= callers.names:
            return callers.names
        callers = replace(callers, names=callers.names | names)


def _spills(formula: str, sheet: str) -> Iterator[Anchor]:
    """Yield the cells whose arrays a formula takes as they spill: a file spells `B2#` as `ANCHORARRAY(B2)`."""
    for call, cell in pairwise(tokens(formula)):
        if call.kind == "call" and cell.kind == "range" and call.text.upper().endswith("ANCHORARRAY("):
            try:
                on, area = split_sheet(cell.text) if "!" in cell.text else (sheet, None)
                yield on.casefold(), area.name if area else cell_name(*split_cell(cell.text))
            except WorkbookError:  # a name stands there: no cell
                continue
