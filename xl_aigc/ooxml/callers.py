"""Which formulas of a workbook rest on certain functions: they call them, or reach them through a name or a spill."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.formula_words import called, mentioned
from xl_aigc.ooxml.parts import WORKBOOK
from xl_aigc.ooxml.references import cell_name, split_cell, split_sheet
from xl_aigc.ooxml.sheet_formulas import sheet_formulas
from xl_aigc.ooxml.spans import elements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xl_aigc.ooxml.book import Book
    from xl_aigc.ooxml.sheet_formulas import SheetFormulas

_SPILL: Final = re.compile(r"\bANCHORARRAY\(([^()]+)\)")
"""How a file has `B2#`: all that the array in B2 fills. Without the array that is #REF!."""

Anchor = tuple[str, str]
"""Sheet, in small letters, and address of a cell whose array spills."""


@dataclass(frozen=True, slots=True)
class Callers:
    """What makes a formula rest on the functions.

    Attributes:
        own: whether the name of a function, in capitals, is one of them.
        names: defined names, in capitals, that rest on them.
        anchors: cells of arrays that rest on them.
    """

    own: Callable[[str], bool]
    names: frozenset[str] = frozenset()
    anchors: frozenset[Anchor] = frozenset()

    def hold(self, formula: str, sheet: str = "") -> bool:
        """Whether a formula rests on the functions.

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


def find_callers(book: Book, own: Callable[[str], bool]) -> tuple[Callers, dict[str, SheetFormulas]]:
    """The callers of some functions in a workbook, and their formulas by sheet.

    Args:
        book: the workbook.
        own: whether the name of a function, in capitals, is one of them.

    Raises:
        WorkbookError: a part is damaged.
    """
    callers = Callers(own)
    while True:
        callers = replace(callers, names=_names(book, callers))
        found = {
            sheet: sheet_formulas(book.content(part), part, partial(callers.hold, sheet=sheet))
            for sheet, part in book.sheets.items()
        }
        anchors = frozenset(
            (sheet.casefold(), each.cell)
            for sheet, formulas in found.items()
            for each in formulas.wanted
            if each.fills
        )
        if anchors == callers.anchors or not any(b"ANCHORARRAY" in book.content(p) for p in _places(book)):
            return callers, found
        callers = replace(callers, anchors=anchors)


def _places(book: Book) -> Iterator[str]:
    """The parts that may name a spill."""
    yield WORKBOOK
    yield from book.sheets.values()


def _names(book: Book, callers: Callers) -> frozenset[str]:
    """The defined names that rest on the functions, by themselves or through other names."""
    defined = list(elements(book.content(WORKBOOK), WORKBOOK, {"definedName"}))
    while True:
        names = frozenset(
            each.attributes.get("name", "").upper() for each in defined if callers.hold(each.text)
        )
        if names <= callers.names:
            return callers.names
        callers = replace(callers, names=callers.names | names)


def _spills(formula: str, sheet: str) -> Iterator[Anchor]:
    """The cells whose arrays a formula takes as they spill."""
    for match in _SPILL.finditer(formula):
        try:
            on, area = split_sheet(match[1]) if "!" in match[1] else (sheet, None)
            yield on.casefold(), area.name if area else cell_name(*split_cell(match[1].strip()))
        except WorkbookError:  # a name or a formula stands there: no cell
            continue
