"""The blocks of the two wide sheets: the tables themselves, the totals above them; and the card of one company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from openpyxl.utils import quote_sheetname

from xl_aigc.expressions import tree as t
from xl_aigc.measures.mask import everyone, group
from xl_aigc.report.blocks.draw import block
from xl_aigc.report.placed import Placed
from xl_aigc.report.tables import HELPERS, STATUS_KEY, BigTable, TableColumn, company_columns, data_columns

if TYPE_CHECKING:
    from xl_aigc.measures.measure import Measure
    from xl_aigc.report.page import Page

DIRECTION = ("price_change", "price_vs_index")
TICKERS: Final = "company_tickers"
"""Defined name of the tickers of the Companies table."""
FROZEN: Final = 3
"""Columns that stay in sight, on the screen and on every printed page."""
LINE: Final = 14.0
"""Points of a line of a heading, also in Chinese and Korean."""


@block("data_table", grows=True)
def _data_table(page: Page) -> None:
    """Every input, in units of the currency, with its kind and source beside it."""
    _place(page, "Data", data_columns(page.report), frozen=FROZEN)


@block("companies_table", grows=True)
def _companies_table(page: Page) -> None:
    """One row per company, every measure as a formula."""
    columns = company_columns(page.report)
    first, last = _place(page, "Companies", columns, frozen=FROZEN)
    places = {column.key: place for place, column in enumerate(columns, 1)}
    tickers = (page.address(row, places["ticker"], absolute=True) for row in (first, last))
    page.report.defined[TICKERS] = f"{quote_sheetname(page.title)}!{':'.join(tickers)}"
    if page.report.formulas == "udf":
        page.report.placed["companies"] = Placed(page.title, first, last, places, first - 1)

    def area(key: str) -> str:
        return f"{page.address(first, places[key])}:{page.address(last, places[key])}"

    page.tints += [area(key) for key in (STATUS_KEY,) if key in places]
    page.bars += [(area(key), page.report.theme.colours.grey) for key in ("figures_known",) if key in places]
    page.directions += [area(key) for key in DIRECTION if key in places]


def _place(page: Page, name: str, columns: list[TableColumn], *, frozen: int) -> tuple[int, int]:
    """Put a table on the page and leave its rows free."""
    table = BigTable(name, page.row, columns)
    page.extras.setdefault("tables", []).append(table)
    page.extras["freeze"] = page.address(page.row + 1, frozen + 1)
    page.heights[page.row] = LINE * max(column.heading_lines for column in columns) + 3
    printing = page.printing
    printing.first = page.row if printing.first == 1 else printing.first
    printing.repeated, printing.beside = (page.row, page.row), frozen
    page.title_rows = page.row
    printing.columns = sum(column.key not in HELPERS for column in columns)
    first = page.row + 1
    page.row += max(len(columns[0].values), 1) + 1
    return first, page.row - 1


def _is_number(measure: Measure) -> bool:
    """Return whether a column of the Companies table has totals above it."""
    return measure.shows not in {"word", "text"} and measure.family != "identity"


@block("column_totals")
def _column_totals(page: Page) -> None:
    """Above each number of the Companies table: how many are known, and the median."""
    report, page.printing.first = page.report, page.row
    places = {column.key: place for place, column in enumerate(company_columns(report), 1)}
    masks = {"all": everyone(report.frame), "ex_giants": group(report.frame, "ex_giants")}
    if "giants" in report.absent:
        del masks["ex_giants"]
    numbers = [one for one in report.shown_measures.values() if _is_number(one)]
    span = min([FROZEN, *(places[one.key] - 1 for one in numbers)])  # a basket may have names in one language
    for key, mask in masks.items():
        for statistic in ("known", "median"):
            page.write(
                page.row,
                1,
                report.text(f"column_totals.{statistic}", group=report.text(f"groups.{key}")),
                "total",
                span=span,
            )
            for measure in numbers:
                column = report.frame.table.column(measure.key)
                one = t.Count(t.Known(column)) if statistic == "known" else t.Middle(column)
                live, form = report.over(one, mask), "count" if statistic == "known" else measure.shows
                page.write(page.row, places[measure.key], live, "total", number_format=form)
            page.row += 1
