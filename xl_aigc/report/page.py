"""A sheet under construction: blocks put cells on it from top to bottom and never need to know where they stand."""

from __future__ import annotations

from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from openpyxl.utils import get_column_letter, quote_sheetname

from xl_aigc.report.live import Live, Shown
from xl_aigc.report.widths import COLUMNS, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from functools import partial

    from xl_aigc.report.block_spec import BlockSpec
    from xl_aigc.report.charts import ChartPlan
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report
    from xl_aigc.report.tables import BigTable

SPARE: Final = 2
"""Rows that a list on the page leaves free for what comes in later."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, or several that are merged.

    Attributes:
        content: what it holds.
        style: a style of `styles.STYLES`.
        number_format: a number format of the theme; None for text.
        span: how many columns it takes.
        link: a sheet key, or an http(s) address.
        lines: how many lines of text it needs.
        tint: the status whose fill it takes.
    """

    content: Live
    style: str = "body"
    number_format: str | None = None
    span: int = 1
    link: str | None = None
    lines: int = 1
    tint: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: its heading, its number format and how many columns of the sheet it takes."""

    key: str
    heading: str | Live
    number_format: str | None = None
    span: int = 1
    style: str = "body"
    wrap: bool = False


@dataclass(frozen=True)
class PageState:
    """A page before a block is drawn.

    Attributes:
        cells: its cells.
        parts: its other lists and tables.
        defined: the named cells of the report.
        charts: how many charts it has.
        tables: how many streamed tables.
    """

    cells: dict[tuple[int, int], Cell]
    parts: dict[str, Any]
    defined: dict[str, str]
    charts: int
    tables: int


_PARTS: Final = ("heights", "placed", "charts", "tints", "colours", "directions", "bars", "choices", "extras")


@dataclass
class Page:
    """A sheet under construction."""

    key: str
    title: str
    kind: str
    report: Report
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    placed: dict[str, Placed] = field(default_factory=dict)
    charts: list[ChartPlan] = field(default_factory=list)
    later: list[partial[None]] = field(default_factory=list)
    tints: list[str] = field(default_factory=list)
    colours: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    directions: list[str] = field(default_factory=list)
    bars: list[tuple[str, str]] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    row: int = 1
    left: int = 2
    width: int = COLUMNS
    print_last: int = 0
    starts: list[int] = field(default_factory=list)
    title_rows: int = 0
    extras: dict[str, Any] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)

    @property
    def tables(self) -> Sequence[BigTable]:
        """Return the streamed tables on the page."""
        tables: Sequence[BigTable] = self.extras.get("tables", ())
        return tables

    def state(self) -> PageState:
        """Return what is on the page, to come back to it."""
        parts = {name: copy(getattr(self, name)) for name in _PARTS}
        defined = dict(self.report.defined)
        return PageState(dict(self.cells), parts, defined, len(self.charts), len(self.tables))

    def restore(self, state: PageState) -> None:
        """Take back what was drawn since a state."""
        self.cells = state.cells
        for name, value in state.parts.items():
            setattr(self, name, value)
        self.report.defined.clear()
        self.report.defined.update(state.defined)

    def block_key(self, spec: BlockSpec) -> str:
        """Return the permanent name of a block: its sheet and its id or kind, with a number where several are alike."""
        if id(spec) not in self.keys:
            name = f"{self.key}.{spec.id or spec.block}"
            alike = sum(key.partition("#")[0] == name for key in self.keys.values())
            self.keys[id(spec)] = f"{name}#{alike + 1}" if alike else name
        return self.keys[id(spec)]

    def room(self, spec: BlockSpec, part: str, needed: int, spare: int = 0) -> int:
        """Return the number of rows of a block's list; arguments as of `Report.room`."""
        return self.report.room(f"{self.block_key(spec)}.{part}", needed, spare)

    def rows(self, spec: BlockSpec, part: str, needed: int, most: int) -> int:
        """Return the number of rows of a visible list with an upper bound.

        Args:
            spec: the block.
            part: which list of the block.
            needed: rows that these facts fill, if there were no end.
            most: rows that a first build gives at most.
        """
        needed = min(needed, most)
        return self.room(spec, part, needed, min(SPARE, most - needed))

    def blank_lines(self, fields: Sequence[Field], count: int) -> None:
        """Spare rows at the end of a table, dressed as the others."""
        for _ in range(count):
            self.line(fields, [""] * len(fields))

    def address(self, row: int, column: int, *, absolute: bool = False, sheet: bool = False) -> str:
        """Return the address of a cell."""
        letter = get_column_letter(column)
        text = f"${letter}${row}" if absolute or sheet else f"{letter}{row}"
        return f"{quote_sheetname(self.title)}!{text}" if sheet else text

    def put(self, row: int, column: int, cell: Cell) -> str:
        """Put a cell and give its address."""
        self.cells[row, column] = cell
        if cell.lines > 1:
            self.heights[row] = max(self.heights.get(row, 0), 13.5 * cell.lines + 3)
        return self.address(row, column)

    def write(self, row: int, column: int, content: Live | Shown, style: str = "body", **options: Any) -> str:
        """Put a value or a formula and give its address."""
        return self.put(
            row, column, Cell(content if isinstance(content, Live) else Live(content), style, **options)
        )

    def heading(self, text: str) -> None:
        """The heading of a block."""
        self.write(self.row, self.left, text, "heading", span=self.width)
        self.row += 1

    def paragraph(self, text: Live | str, style: str = "note") -> None:
        """A paragraph over the width of the block, as many lines high as it needs."""
        shown = text.value if isinstance(text, Live) else text
        self.write(self.row, self.left, text, style, span=self.width, lines=lines_of(str(shown), self.width))
        self.row += 1

    def headings(self, fields: Sequence[Field]) -> dict[str, int]:
        """Return the heading row of a table; gives the column of each field."""
        columns: dict[str, int] = {}
        column = self.left
        for one in fields:
            style = "header_left" if one.number_format is None else "header"
            shown = one.heading.value if isinstance(one.heading, Live) else one.heading
            lines = lines_of(str(shown), one.span)
            self.write(self.row, column, one.heading, style, span=one.span, lines=lines)
            columns[one.key] = column
            column += one.span
        self.row += 1
        return columns

    def line(
        self, fields: Sequence[Field], contents: Sequence[Live | Shown | Cell], style: str | None = None
    ) -> None:
        """One row of a table."""
        column = self.left
        for one, content in zip(fields, contents, strict=True):
            if isinstance(content, Cell):
                self.put(self.row, column, content)
            else:
                shown = content.value if isinstance(content, Live) else content
                lines = lines_of(str(shown), one.span) if one.wrap else 1
                kind = style or ("wrapped" if one.wrap else one.style)
                self.write(
                    self.row,
                    column,
                    content,
                    kind,
                    number_format=one.number_format,
                    span=one.span,
                    lines=lines,
                )
            column += one.span
        self.row += 1

    @contextmanager
    def column_of(self, left: int, width: int) -> Iterator[None]:
        """Draw in a part of the width."""
        before = self.left, self.width
        self.left, self.width = left, width
        try:
            yield
        finally:
            self.left, self.width = before
