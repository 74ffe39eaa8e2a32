"""A sheet under construction: blocks put cells on it from top to bottom and never need to know where they stand."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from openpyxl.utils import get_column_letter, quote_sheetname

from xl_aigc.report.heading_lines import broken_heading
from xl_aigc.report.live import Live, Shown
from xl_aigc.report.placed import row_area
from xl_aigc.report.printing import Printing
from xl_aigc.report.theme import USUAL_NOTE
from xl_aigc.report.widths import (
    COLUMN,
    COLUMNS,
    GUTTER_COLUMN,
    HALF,
    PORTRAIT_COLUMNS,
    REPORT_COLUMN,
    SMALL_COLUMN,
    lines_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from functools import partial

    from xl_aigc.report.block_spec import BlockSpec
    from xl_aigc.report.charts import ChartPlan
    from xl_aigc.report.finding_numbers import Said
    from xl_aigc.report.placed import Placed
    from xl_aigc.report.report import Report
    from xl_aigc.report.tables import BigTable

HEADER_LINE: Final = 12.75
"""Points of a line of the headings of an exhibit, which have room for two, or for more in a wide font."""
INDENT: Final = 1.3
"""Digits by which headings, and words beside other cells, keep off these."""
WRAPPED: Final = {"word": "wrapped_word"}
"""Styles of cells whose texts take several lines, where they are others than that of a text."""
LONG_TABLE_ROW: Final = 13.5
"""Points of a row of a table that is longer than half a page."""
NOTE_LINE: Final = 10.5
"""Points of a line of small print."""
SECTION_LINE, EVIDENCE_LINE = (13.5, 3.0), (12.5, 2.0)
"""Points of a line of text, and what a row has more, on sheets of findings and of evidence."""
HEADING: Final = 18.0
"""Points of the heading of a block of a sheet of evidence."""
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
        spare: its row waits for a company; there is no line below it before one comes.
    """

    content: Live
    style: str = "body"
    number_format: str | None = None
    span: int = 1
    link: str | None = None
    lines: int = 1
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: its heading, its number format and how many columns of the sheet it takes."""

    key: str
    heading: str | Live
    number_format: str | None = None
    span: int = 1
    style: str = "body"
    wrap: bool = False


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
    spare: list[tuple[str, str]] = field(default_factory=list)
    stated: set[int] = field(default_factory=set)
    row: int = 1
    left: int = 2
    width: int = 0
    print_last: int = 0
    printing: Printing = field(default_factory=Printing)
    starts: list[int] = field(default_factory=list)
    heads: set[int] = field(default_factory=set)
    title_rows: int = 0
    extras: dict[str, Any] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    chart_data: Page | None = None
    grows: bool = False
    titles: list[Callable[[], None]] = field(default_factory=list)
    said: dict[str, Said] = field(default_factory=dict)
    exhibits: int = 0
    headed: tuple[int, int] = (0, 0)
    breadth: float = 1.0
    letters: float = 1.0

    def __post_init__(self) -> None:
        """Take the whole width of the grid; texts of a larger size are wider than usual ones."""
        theme, language = self.report.theme, self.report.language
        self.breadth, self.letters = theme.breadth, theme.letters(language)
        self.width = self.width or (2 * HALF if self.is_section else self.grid)

    @property
    def is_section(self) -> bool:
        """Return whether it is a sheet of findings, with exhibits in two halves; the others hold evidence."""
        return self.kind == "section" and not self.grows

    def places(self, spans: Sequence[int]) -> list[tuple[int, int]]:
        """Return the first column and the number of columns of cells side by side; one that meets the gutter includes it.

        Args:
            spans: columns of the grid that each takes.
        """
        found, column = [], self.left
        for span in spans:
            wide = span + (self.is_section and column <= GUTTER_COLUMN < column + span)
            found.append((column, wide))
            column += wide
        return found

    def column(self, offset: int) -> int:
        """Return the column of a place of the grid, counted from 0 at the left; the gutter is none."""
        past = self.is_section and self.left < GUTTER_COLUMN <= self.left + offset
        return self.left + offset + past

    @property
    def grid(self) -> int:
        """Equal columns of a sheet of evidence; upright paper has room for fewer."""
        return PORTRAIT_COLUMNS if self.printing.portrait else COLUMNS

    @property
    def digits(self) -> float:
        """Digits that a column of its grid holds."""
        return (REPORT_COLUMN if self.is_section else COLUMN) / self.breadth

    def lines(self, text: Shown, room: float) -> int:
        """Return the lines of a text in the font of words, in so many digits."""
        return lines_of(str(text), 1, room, self.letters)

    @property
    def feed(self) -> Page:
        """Return the sheet that holds what its charts are drawn from."""
        return self.chart_data or self

    @property
    def tables(self) -> Sequence[BigTable]:
        """Return the streamed tables on the page."""
        tables: Sequence[BigTable] = self.extras.get("tables", ())
        return tables

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
        return self.room(spec, part, needed, min(SPARE if self.is_section else 1, most - needed))

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
            line, more = SECTION_LINE if self.is_section else EVIDENCE_LINE
            line *= self.breadth
            self.heights[row] = max(self.heights.get(row, 0), line * cell.lines + more)
        return self.address(row, column)

    def write(self, row: int, column: int, content: Live | Shown, style: str = "body", **options: Any) -> str:
        """Put a value or a formula and give its address."""
        live = content if isinstance(content, Live) else Live(content)
        return self.put(row, column, Cell(live, style, **options))

    def heading(self, text: str) -> None:
        """The heading of a block."""
        ((column, span),) = self.places([self.width])
        self.write(self.row, column, text, "heading", span=span)
        self.heights[self.row] = max(self.heights.get(self.row, 0), HEADING)
        self.row += 1

    def paragraph(self, text: Live | str, style: str = "note") -> None:
        """A paragraph over the width of the block, as many lines high as it needs; a note of an exhibit is in small print."""
        shown = str(text.value if isinstance(text, Live) else text)
        ((column, span),) = self.places([self.width])
        if self.is_section and style == "note":
            larger = max(1.0, self.report.theme.sizes.note / USUAL_NOTE)
            lines = self.lines(shown, self.width * SMALL_COLUMN / self.breadth / larger)
            self.write(self.row, column, text, "remark", span=span)
            self.heights[self.row] = max(self.heights.get(self.row, 0), NOTE_LINE * larger * lines + 3)
        else:
            lines = self.lines(shown, self.width * self.digits)
            self.write(self.row, column, text, style, span=span, lines=lines)
        self.row += 1

    def headings(self, fields: Sequence[Field]) -> dict[str, int]:
        """Return the heading row of a table; gives the column of each field."""
        columns, most, report = dict[str, int](), 2, self.report
        for one, (column, span) in zip(fields, self.places([one.span for one in fields]), strict=True):
            style = "header" if one.number_format else "header_word" if one.style == "word" else "header_left"
            style = "indented_header" if self.is_section and style == "header" else style
            room = one.span * self.digits - INDENT * self.is_section
            heading = broken_heading(report, one.heading, room - (not self.is_section))
            columns[one.key], lines = column, self.lines(heading.value, room)
            self.write(self.row, column, heading, style, span=span, lines=lines)
            most = max(most, lines)
        if self.is_section:
            self.heights[self.row] = HEADER_LINE * most
        self.row += 1
        return columns

    def line(
        self, fields: Sequence[Field], contents: Sequence[Live | Shown | Cell], style: str | None = None
    ) -> None:
        """One row of a table."""
        places = self.places([one.span for one in fields])
        for one, content, (column, span) in zip(fields, contents, places, strict=True):
            if isinstance(content, Cell):
                self.put(self.row, column, replace(content, span=span))
            else:
                shown = content.value if isinstance(content, Live) else content
                beside = INDENT * (one.style == "word")
                lines = self.lines(shown, one.span * self.digits - beside) if one.wrap else 1
                kind = style or (WRAPPED.get(one.style, "wrapped") if one.wrap else one.style)
                look = {"number_format": one.number_format, "span": span, "lines": lines}
                self.write(self.row, column, content, kind, **look)
        if not style and all(self.cells[self.row, column].content.value == "" for column, _ in places):
            for column, _ in places:
                self.cells[self.row, column] = replace(self.cells[self.row, column], spare=True)
            self.spare.append(row_area(self.row, places))
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
