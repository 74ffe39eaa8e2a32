"""The formulas of a sheet's cells as its part has them: where they stand, what they fill, whether they have a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.book import MAX_CELLS
from xl_aigc.ooxml.references import Area, cell_name, split_cell
from xl_aigc.ooxml.spans import attribute_span, elements
from xl_aigc.ooxml.trees import whole_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.ooxml.spans import Element, Span

ELSEWHERE: Final = frozenset(
    {"formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula"}
)
"""Elements that hold a formula outside cells: rules, lists of choices, names, columns of tables."""
_NOT_COMPUTED: Final = frozenset({"#NAME?", "#GETTING_DATA", "#BUSY!", "#CONNECT!"})
"""Errors that a program shows for a function which it does not know, or still waits for."""
_FORMULA: Final = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_CELLS: Final = frozenset({"row", "c", "f", "v", "is"})


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula of a cell.

    Attributes:
        cell: its address.
        text: without `=`; empty where it shares that of another cell.
        group: the number that cells with one shared formula have in common.
        fills: the range of an array.
        spans: the bytes that make the cell one with a formula: the formula, and the mark of a dynamic array.
    """

    cell: str
    text: str
    group: str | None
    fills: Area | None
    spans: tuple[Span, ...]


@dataclass(slots=True)
class SheetFormulas:
    """What a sheet's part says of formulas.

    Attributes:
        wanted: the formulas of cells that were asked for, those that share such a formula among them.
        elsewhere: the elements outside cells that hold a formula.
        missing: the cells that a wanted formula fills and that have no value, by row and column.
    """

    wanted: list[CellFormula] = field(default_factory=list)
    elsewhere: list[Element] = field(default_factory=list)
    missing: set[tuple[int, int]] = field(default_factory=set)


def sheet_formulas(content: bytes, part: str, wants: Callable[[str], bool]) -> SheetFormulas:
    """Read a sheet's part.

    Args:
        content: the part.
        part: its name, for errors.
        wants: whether a formula's text is asked for.

    Raises:
        WorkbookError: the part is damaged or absurdly large.
    """
    reader = _Reader(part, wants, content)
    # A sheet of figures alone, which may be large, has no formula whose cell matters.
    tags = _CELLS | ELSEWHERE if _FORMULA.search(content) else ELSEWHERE
    for element in elements(content, part, tags):
        reader.take(element)
    return reader.found()


class _Reader:
    """Puts the elements of a sheet together: what is inside a cell ends before the cell does."""

    def __init__(self, part: str, wants: Callable[[str], bool], content: bytes) -> None:
        self._part, self._wants, self._content = part, wants, content
        self._found = SheetFormulas()
        self._row, self._column, self._count = 0, 0, 0
        self._of_row: Element | None = None
        self._inside: dict[str, Element] = {}
        self._shared: list[tuple[CellFormula, bool]] = []

    def take(self, element: Element) -> None:
        if element.tag == "c":
            self._cell(element)
        elif element.parent is not None and element.parent.tag == "c":
            self._inside[element.tag] = element
        elif element.tag == "f" or element.tag in ELSEWHERE:  # rules of later Excels have theirs in an `f`
            self._found.elsewhere.append(element)

    def found(self) -> SheetFormulas:
        groups = {formula.group for formula, _ in self._shared if self._wants(formula.text)}
        for formula, valued in self._shared:
            if formula.group in groups:
                self._found.wanted.append(formula)
                if not valued:
                    self._found.missing.add(split_cell(formula.cell))
        return self._found

    def _cell(self, cell: Element) -> None:
        self._count += 1
        if self._count > MAX_CELLS:
            raise WorkbookError(f"the sheet has more than {MAX_CELLS:,} cells.", Place(key=self._part))
        self._move_to(cell)
        inside, self._inside = self._inside, {}
        valued = _has_value(cell, inside)
        formula = inside.get("f")
        if formula is not None:
            self._formula(cell, formula, valued=valued)
        if valued:
            self._found.missing.discard((self._row, self._column))

    def _move_to(self, cell: Element) -> None:
        """Some writers leave addresses out: a row is then below the one before it, a cell beside the one before it."""
        if cell.parent is not self._of_row:
            self._of_row = cell.parent
            given = cell.parent.attributes.get("r") if cell.parent else None
            self._row, self._column = whole_number(given, self._row + 1), 0
        name = cell.attributes.get("r")
        self._row, self._column = split_cell(name) if name else (self._row, self._column + 1)

    def _formula(self, cell: Element, element: Element, *, valued: bool) -> None:
        form, given = element.attributes.get("t", "normal"), element.attributes
        here = cell_name(self._row, self._column)
        array = Area.parse(given.get("ref") or here) if form == "array" else None
        mark = attribute_span(self._content, cell.opening, "cm") if array else None
        formula = CellFormula(
            here,
            element.text,
            given.get("si") if form == "shared" else None,
            array,
            (element.span, mark) if mark else (element.span,),
        )
        if formula.group is not None:
            self._shared.append((formula, valued))
        elif self._wants(formula.text):
            self._found.wanted.append(formula)
            self._due(array or Area.parse(here), here)

    def _due(self, area: Area, cell: str) -> None:
        """Every cell that the formula fills must have a value."""
        if (area.bottom - area.top + 1) * (area.right - area.left + 1) > MAX_CELLS:
            raise WorkbookError(
                f"an array of more than {MAX_CELLS:,} cells.", Place(key=self._part, cell=cell)
            )
        self._found.missing.update(area.cells())


def _has_value(cell: Element, inside: dict[str, Element]) -> bool:
    """Whether a cell has a value that a program has computed."""
    kind, value = cell.attributes.get("t", "n"), inside.get("v")
    if kind == "str" or "is" in inside:  # an empty text is a value
        return True
    return value is not None and value.text != "" and not (kind == "e" and value.text in _NOT_COMPUTED)
