"""The blocks of the two wide sheets: the tables themselves, the totals above them; and the card of one company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from openpyxl.utils import quote_sheetname
from pydantic import Field as Option

from xl_aigc.expressions import tree as t
from xl_aigc.measures.mask import everyone, group
from xl_aigc.report.block_spec import BlockSpec, register
from xl_aigc.report.blocks.draw import block, draw_kind
from xl_aigc.report.layout import Key
from xl_aigc.report.lists import of_company
from xl_aigc.report.live import Live
from xl_aigc.report.placed import Placed
from xl_aigc.report.report import CORE_ITEMS
from xl_aigc.report.tables import HELPERS, BigTable, TableColumn, company_columns, data_columns

if TYPE_CHECKING:
    from xl_aigc.report.page import Page

DIRECTION = ("price_change", "price_vs_index")
TICKERS: Final = "company_tickers"
"""Defined name of the tickers of the Companies table."""
BESIDE, LABEL, VALUE = 3, 2, 2
"""Measures of the card that stand beside one another, and the columns of the sheet that label and value take."""
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

    page.tints += [area(key) for key in ("net_profit_status",) if key in places]
    page.bars += [(area(key), page.report.theme.palette[0]) for key in ("figures_known",) if key in places]
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


@block("column_totals")
def _column_totals(page: Page) -> None:
    """Above each number of the Companies table: how many are known, and the median."""
    report, page.printing.first = page.report, page.row
    places = {column.key: place for place, column in enumerate(company_columns(report), 1)}
    masks = {"all": everyone(report.frame), "ex_giants": group(report.frame, "ex_giants")}
    if not report.facts.giants:
        del masks["ex_giants"]
    for key, mask in masks.items():
        for statistic in ("known", "median"):
            page.write(
                page.row,
                1,
                report.text(f"column_totals.{statistic}", group=report.text(f"groups.{key}")),
                "total",
                span=FROZEN,
            )
            for measure in report.shown_measures.values():
                if measure.shows in {"word", "text"} or measure.family == "identity":
                    continue
                column = report.frame.table.column(measure.key)
                one = t.Count(t.Known(column)) if statistic == "known" else t.Middle(column)
                live, form = report.over(one, mask), "count" if statistic == "known" else measure.shows
                page.write(page.row, places[measure.key], live, "total", number_format=form)
            page.row += 1


@register("card")
class CardSpec(BlockSpec):
    """Everything about the company whose ticker is chosen in a cell."""

    rests_on: ClassVar[tuple[str, ...]] = ("measures",)

    measures: tuple[Annotated[str, Key("measure")], ...] = Option(..., description="what the card shows")


@draw_kind.register(CardSpec)
def _card(spec: CardSpec, page: Page) -> None:
    report = page.report
    ticker = report.chosen or report.facts.tickers[0]
    place_of = report.facts.tickers.index(ticker)
    (left, wide), (chooser, width) = page.places([LABEL, VALUE])
    page.write(page.row, left, report.text("card.choose"), "text", span=wide)
    chosen = page.write(page.row, chooser, ticker, "input", number_format="text", span=width)
    page.choices.append((chosen, TICKERS))
    report.defined["card_ticker"] = page.address(page.row, chooser, sheet=True)
    cell = f"${chosen[: -len(str(page.row))]}${page.row}"
    page.row += 1
    for start in range(0, len(spec.measures), BESIDE):
        places = page.places([LABEL, VALUE] * BESIDE)
        for place, key in enumerate(spec.measures[start : start + BESIDE]):
            (column, wide), (beside, width) = places[2 * place : 2 * place + 2]
            shows = report.table.measures[key].shows
            page.write(page.row, column, report.label(key), "text", span=wide)
            form = None if shows in {"word", "text"} else shows
            live = of_company(report, key, place_of, cell)
            page.write(page.row, beside, live, "body", number_format=form, span=width)
        page.row += 1
    _card_origins(page, ticker, cell)


def _card_origins(page: Page, ticker: str, cell: str) -> None:
    """Below the measures: the sources of each item, and how many claims are about the company."""
    report = page.report
    words = "card.sources_now" if "prior" in report.absent else "card.sources"
    for item in (item for item in CORE_ITEMS if item not in report.absent):
        (left, wide), *places = page.places([4, 4, 4])
        page.write(page.row, left, report.text(words, item=report.word(item)), "text", span=wide)
        for place, (basis, period) in enumerate(report.bases):
            key = item + basis
            figure = report.facts.figure(ticker, item, period)
            source = f"INDEX([data.{key}_source.all],MATCH({cell},[data.ticker.all],0))"
            live = Live(" ".join(figure.sources) if figure else "", f'{source}&""')
            page.write(page.row, places[place][0], live, span=places[place][1])
        page.row += 1
    if "claims" in report.absent:
        return
    about = sum(claim.ticker == ticker for claim in report.facts.claims)
    (left, wide), (beside, width) = page.places([4, 4])
    page.write(page.row, left, report.text("card.claims"), "text", span=wide)
    count = Live(about, f"COUNTIF(claims_subjects,{cell})")
    page.write(page.row, beside, count, number_format="count", span=width)
    page.row += 1
