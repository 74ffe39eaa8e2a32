"""Feeds: the tables that charts are drawn from where no table of the report will do. They stand on the sheet of chart data.

A feed holds the companies that have every number of the chart, and no others: text would be drawn as zero. Spare rows below
them show nothing until a company comes in, and no chart is drawn from them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Final

from openpyxl.utils import quote_sheetname
from pydantic import Field as Option

from xl_aigc.expressions import tree as t
from xl_aigc.measures.frame import number
from xl_aigc.measures.mask import Mask, known
from xl_aigc.report.digits import cut, in_digits, unit_of_forms
from xl_aigc.report.finding_numbers import Number
from xl_aigc.report.live import Live, Shown, rounded
from xl_aigc.report.placed import Placed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xl_aigc.report.block_spec import BlockSpec
    from xl_aigc.report.finding_numbers import Said
    from xl_aigc.report.page import Field, Page
    from xl_aigc.report.report import Report

    Row = Callable[[int, Mapping[str, str]], Sequence[Live | Shown]]

MOST: Final = 60
"""Companies that a chart shows if its layout says nothing else; more could not be told apart."""
Limit = Annotated[int, Option(ge=1, le=500, description="companies drawn at most, the largest by revenue")]
LARGEST_BY: Final = ("revenue", "rd_expense", "net_profit", "price_change")
"""Measures that companies are sized by; the first that the basket has is used."""
NAME_SPAN: Final = 2
SPARE: Final = (5, 0.2)
"""Rows that a feed leaves free: so many at least, and this share of its companies."""


@dataclass(frozen=True, slots=True)
class Among:
    """The companies that a chart shows.

    Attributes:
        mask: those that are shown.
        complete: those that have every number.
        cut: only the largest of them are shown.
    """

    mask: Mask
    complete: Mask
    cut: bool

    @property
    def count(self) -> int:
        """Return the number of companies shown."""
        return sum(self.mask.chosen)


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank correlation: its cell, and whether it is beyond chance, in words."""

    rho: Live
    found: Live


def room_of(page: Page, spec: BlockSpec, part: str, count: int, limit: int) -> int:
    """Return the number of rows of a feed, for all its companies or those of one series.

    Args:
        page: the page.
        spec: the block of the chart.
        part: which rows of the feed.
        count: how many companies have every number.
        limit: how many the chart shows at most.
    """
    least, share = SPARE
    needed = min(count, limit)
    return page.room(spec, part, needed, min(max(least, math.ceil(share * needed)), limit - needed))


def sized_by(report: Report) -> str:
    """Return the measure that tells which companies are the largest."""
    return next((key for key in LARGEST_BY if key not in report.absent), LARGEST_BY[0])


def largest(page: Page, complete: Mask, limit: int) -> Among:
    """Return those companies of a mask that a chart has room for, the largest by revenue or what else there is; the bound is a cell of the feed.

    The row of the bound is there also where all of them have room, so that the rows below stand where they stood.
    """
    if sum(complete.chosen) <= limit:
        draw_result(page, "", Live(""), "money", span=1)
        return Among(complete, complete, cut=False)
    frame = page.report.frame
    by = sized_by(page.report)
    sized = complete & known(frame, by)
    above = t.Compare(">=", frame.table.column(by), draw_last(page, by, sized, limit))
    return Among(sized & Mask(frame, above), complete, cut=True)


def draw_last(page: Page, by: str, among: Mask, count: int) -> t.Address:
    """Draw the number of the last of so many companies that are largest by a measure; give its cell."""
    report = page.report
    place = t.Apply("min", (t.Number(count), t.Count(t.Truth(value=True))))
    last = report.over(t.Extreme(report.frame.table.column(by), k=place), among)
    label = report.text("charts.smallest", measure=report.label(by))
    cell = draw_result(page, label, last, report.table.measures[by].shows, span=1)
    return t.Address(cell, number(last.value))


def open_feed(page: Page) -> None:
    """Leave a row free and head the feed."""
    page = page.feed
    page.row += 1
    page.write(page.row, page.left, page.report.text("charts.feed"), "feed", span=4)
    page.row += 1


def drawn_from(page: Page, placed: Placed, count: int) -> Placed:
    """Return the rows that a chart is drawn from: those that companies fill; where nobody does, the free row below the head."""
    blank = page.feed.title_rows + 1
    return placed.used(count) if count else replace(placed, first=blank, last=blank)


def draw_feed(page: Page, fields: Sequence[Field], count: int, row: Row) -> Placed:
    """Draw a feed.

    Args:
        page: the page of the chart.
        fields: its columns.
        count: its rows, with the spare ones.
        row: gives the contents of the k-th row, from 1, and is told the addresses of the row's cells.
    """
    page = page.feed
    columns: dict[str, int] = {}
    column = page.left
    for field in fields:
        columns[field.key] = column
        column += field.span
    page.line(fields, [field.heading for field in fields], "feed")
    first = page.row
    for k in range(1, count + 1):
        at = {key: "$" + page.address(page.row, column) for key, column in columns.items()}
        page.line(fields, row(k, at), "feed")
    return Placed(page.title, first, page.row - 1, columns, first - 1)


def draw_result(
    page: Page, label: Live | str, content: Live, number_format: str | None = None, span: int = 2
) -> str:
    """Return a number or text that a chart says of its feed; gives the address of its cell."""
    page = page.feed
    page.write(page.row, page.left, label, "feed", span=4)
    page.write(page.row, page.left + 4, content, "feed", number_format=number_format, span=span)
    page.row += 1
    return page.address(page.row - 1, page.left + 4, absolute=True)


def draw_count(page: Page, placed: Placed, key: str) -> tuple[Live, str]:
    """Return the number of companies in a feed: the value for a sentence, and the address of its cell."""
    count = len(numbers_of(page, placed, key))
    cell = draw_result(
        page, page.report.text("charts.n"), Live(count, f"COUNT({area(placed, key)})"), "count"
    )
    return Live(count, cell), cell


def shown_values(page: Page, placed: Placed, key: str) -> list[Shown]:
    """Return the values that the cells of a table's column show; none for the free row that stands for an empty table."""
    column, page = placed.columns[key], page if placed.sheet == page.title else page.feed
    cells = (page.cells.get((row, column)) for row in range(placed.first, placed.last + 1))
    return [cell.content.value for cell in cells if cell is not None]


def numbers_of(page: Page, placed: Placed, key: str) -> list[float]:
    """Return the numbers of a column of a feed."""
    return [float(value) for value in shown_values(page, placed, key) if isinstance(value, (int, float))]


def area(placed: Placed, key: str) -> str:
    """Return a column of a table, for formulas of its own sheet."""
    return placed.range(key).rpartition("!")[2]


def sheet_of(page: Page) -> str:
    """Return the sheet of the feeds as a reference names it."""
    return quote_sheetname(page.feed.title)


PERCENT: Final = '"#,##0%;""−""#,##0%;0%"'
WHOLE: Final = '"#,##0;""−""#,##0;0"'
"""Number formats of numbers in words, in formulas."""


def as_percent(value: Shown) -> str:
    """Return a fraction as `TEXT(number,form)` shows it with the form `PERCENT`.

    Example:
        >>> as_percent(69.48), as_percent(-0.305)
        ('6,948%', '−31%')
    """
    return value if isinstance(value, str) else f"{whole(float(rounded(value, 2)) * 100)}%"


def whole(value: Shown) -> str:
    """Return a number as `TEXT(number,form)` shows it with the form `WHOLE`."""
    if isinstance(value, str):
        return value
    digits = rounded(value).removeprefix("-")
    return f"{'−' * (value < 0 and digits != '0')}{int(digits):,}"


def in_places(report: Report, shows: str, number: Live, *, signed: bool = False) -> Live:
    """Return a number with its sign as labels and notes of charts write it, a rise with one where it is a change."""
    percent = shows == "percent"
    money = report.theme.decimals("money", unit_of_forms(report)) if shows == "money" else 0
    places = 1 if shows in {"percent", "points", "ratio"} else money
    digits = in_digits(number.value, places, percent=percent)
    value = 0.0 if isinstance(number.value, str) or digits.strip("0.,%") == "" else number.value
    form = f"#,##0{'.' * (places > 0)}{'0' * places}{'%' * percent}"
    native = f'TEXT({cut(str(number.native), places + 2 * percent, number.value)},"{"+" * signed}{form};""−""{form};{form}")'
    return Live("−" * (value < 0) + "+" * (signed and value > 0) + digits, native)


def note_later(page: Page) -> Callable[[Live], None]:
    """Keep the row of a note free; gives what writes it when its words are known."""
    row, left, width = page.row, page.left, page.width
    page.paragraph("")

    def write(text: Live) -> None:
        after, page.row = page.row, row
        with page.column_of(left, width):
            page.paragraph(text)
        page.row = after

    return write


def tell(
    page: Page, spec: BlockSpec, n: tuple[Live, str], among: Among | None = None, rank: Rank | None = None
) -> None:
    """Let the head of a chart's exhibit name how many companies are drawn, and how they correlate.

    Args:
        page: the page of the chart.
        spec: the block of the chart.
        n: how many companies are drawn, and the cell of the number.
        among: the companies.
        rank: their rank correlation.
    """
    said: Said = {"n": Number(_elsewhere(page, n[0]))}
    if among is not None and among.cut:
        said["total"] = Number(page.report.count(among.complete))
        sized = page.report.text(f"charts.sized.{sized_by(page.report)}")
        said["sized"] = Number(Live(sized), "word")
    if rank is not None:
        said["rho"] = Number(_elsewhere(page, rank.rho), "correlation")
        said["found"] = Number(rank.found, "word")
    page.said[page.block_key(spec)] = said


def _elsewhere(page: Page, live: Live) -> Live:
    """Return a cell of the feeds as formulas of the chart's sheet read it."""
    return live if page.feed is page else Live(live.value, f"{sheet_of(page)}!{live.native}")
