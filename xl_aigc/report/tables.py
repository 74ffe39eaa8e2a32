"""The two tables that everything rests on: Data (inputs, in units of the currency) and Companies (every measure as a formula).

Both are streamed: the sheet holds a heading and one prototype row, and the file gets a row per company.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.data.rollout import ROLLOUT_NUMBERS, ROLLOUT_TEXTS
from xl_aigc.ooxml.plan import Column
from xl_aigc.report.headings import IDENTITY
from xl_aigc.report.live import MISSING, Shown
from xl_aigc.report.widths import amount_width, display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.model import Company, Figure
    from xl_aigc.data.period import Period
    from xl_aigc.report.report import Report

NUMBER_WIDTHS: Final = {"whole": 20.0, "money": 14.0, "other": 12.0}
NARROWEST: Final = 11.0
WIDEST: Final = 46.0
HELPERS: Final = ("screen_order", "in_basket", "row")
"""Columns that formulas need and readers do not: they come last."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a streamed table.

    Attributes:
        key: its key.
        header: its heading, as structured references name it.
        values: what each row shows.
        native: the formula of every row; None for inputs.
        spilled: the formula that fills the whole column, where the report calls the worksheet functions.
        style: a style of `styles.STYLES`.
        number_format: a number format of the theme.
        family: columns of one family can be folded together.
        links: an address per row, where the cell leads somewhere.
    """

    key: str
    header: str
    values: Sequence[Shown]
    native: str | None = None
    spilled: str | None = None
    style: str = "body"
    number_format: str | None = None
    family: str = ""
    links: Sequence[str | None] = ()

    @property
    def width(self) -> float:
        """Width in digits: of the longest text, or of the largest number that the format is made for."""
        if self.number_format not in {None, "text"}:
            usual = NUMBER_WIDTHS.get(str(self.number_format), NUMBER_WIDTHS["other"])
            return max(usual, amount_width(self.values))
        longest = max((display_width(str(value)) for value in set(self.values)), default=0)
        return min(max(longest + 3, NARROWEST), WIDEST)


@dataclass(frozen=True, slots=True)
class BigTable:
    """A streamed table on a page: its name, the row of its heading, and its columns."""

    name: str
    row: int
    columns: list[TableColumn]


def data_columns(report: Report) -> list[TableColumn]:
    """Return the columns of the Data table."""
    header = report.names.data
    columns = [
        TableColumn(key, header[key], _identity(report, key), style="data_input", number_format="text")
        for key in IDENTITY
        if key in header
    ]
    for item in report.items:
        for basis, period in report.bases:
            columns += _figure_columns(report, item, basis, period)
    columns += [] if "prices" in report.absent else _price_columns(report)
    return columns + ([] if "rollout" in report.absent else _rollout_columns(report))


def _rollout_columns(report: Report) -> list[TableColumn]:
    header = report.names.data
    found = [report.facts.rolled_out(company.ticker) for company in report.facts.companies]
    numbers = {key: [None if one is None else one.number(key) for one in found] for key in ROLLOUT_NUMBERS}
    texts = {
        "model_names": ["" if one is None else one.names for one in found],
        "rollout_source": ["" if one is None else " ".join(one.sources) for one in found],
    }
    return [
        *(
            TableColumn(
                key,
                header[key],
                [MISSING if value is None else value for value in values],
                style="data_input",
                number_format="date" if key.endswith("_day") else "count",
                family="rollout",
            )
            for key, values in numbers.items()
        ),
        *(
            TableColumn(
                key, header[key], texts[key], style="data_input", number_format="text", family="rollout"
            )
            for key in ROLLOUT_TEXTS
        ),
    ]


def _price_columns(report: Report) -> list[TableColumn]:
    header = report.names.data
    changes = [report.facts.price_change(company.ticker) for company in report.facts.companies]
    columns = [
        TableColumn(
            "price_change",
            header["price_change"],
            [MISSING if c is None else c.change for c in changes],
            style="data_input",
            number_format="percent",
            family="price",
        )
    ]
    for key, field in (("price_from", "base_date"), ("price_to", "date"), ("price_basis", "basis")):
        values = [MISSING if c is None else str(getattr(c, field)) for c in changes]
        columns.append(
            TableColumn(key, header[key], values, style="data_input", number_format="text", family="price")
        )
    return columns


def _identity(report: Report, key: str) -> list[Shown]:
    companies = report.facts.companies
    if key == "ticker":
        return [company.ticker for company in companies]
    if report.table.measures[key].shows == "word":
        return report.column(key)
    return [str(getattr(company, key)) for company in companies]


def _figure_columns(report: Report, item: str, basis: str, period: Period) -> list[TableColumn]:
    header = report.names.data
    figures = [report.facts.figure(company.ticker, item, period) for company in report.facts.companies]
    key = item + basis
    return [
        TableColumn(
            key,
            header[key],
            [MISSING if f is None else f.value for f in figures],
            style="data_input",
            number_format="whole",
            family=item,
        ),
        TableColumn(
            f"{key}_kind",
            header[f"{key}_kind"],
            ["" if f is None else report.word(f.kind) for f in figures],
            style="data_input",
            number_format="text",
            family=item,
        ),
        TableColumn(
            f"{key}_source",
            header[f"{key}_source"],
            ["" if f is None else " ".join(f.sources) for f in figures],
            style="data_input",
            number_format="text",
            family=item,
        ),
    ]


def table_headings(report: Report) -> dict[str, dict[str, str]]:
    """Return the headings of the two tables, by table and key, unless a person renamed them."""
    return {"Companies": report.company_headings(), "Data": report.data_headings()}


def company_columns(report: Report) -> list[TableColumn]:
    """Return the columns of the Companies table."""
    header = report.names.companies
    tickers = TableColumn(
        "ticker",
        header["ticker"],
        report.column("ticker"),
        style="data_input",
        number_format="text",
        family="identity",
    )
    columns = [tickers]
    for measure in sorted(report.shown_measures.values(), key=lambda measure: measure.key in HELPERS):
        shows = measure.shows
        text = shows in {"word", "text"}
        links = (
            [_link(report, company) for company in report.facts.companies]
            if measure.key == report.name_key()
            else ()
        )
        columns.append(
            TableColumn(
                measure.key,
                header[measure.key],
                report.column(measure.key),
                measure.native,
                measure.spilled,
                number_format=None if text else shows,
                family=measure.family,
                links=links,
            )
        )
    return columns


def _link(report: Report, company: Company) -> str | None:
    """Return a web address of the company's figures: net profit first, then revenue."""
    for item in ("net_profit", "revenue"):
        figure: Figure | None = report.facts.figure(company.ticker, item, report.period)
        for source in (report.facts.source(id_) for id_ in (figure.sources if figure else ())):
            if source is not None and source.link:
                return source.link
    return None


def stream_column(report: Report, column: TableColumn) -> Column:
    """Return a column with its formula: one for each row of a table, or one for all rows, which no table can hold."""
    if column.native is None or report.formulas == "values":
        return Column(column.values)
    if report.formulas == "udf" and column.spilled is not None:
        return Column(column.values, report.names.formula(column.spilled), array=True)
    return Column(column.values, report.names.formula(column.native, in_row=True))
