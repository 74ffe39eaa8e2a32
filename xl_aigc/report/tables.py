"""The two tables that everything rests on: Data (inputs, in units of the currency) and Companies (every measure as a formula).

Both are streamed: the sheet holds a heading and one prototype row, and the file gets a row per company.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from xl_aigc.data.rollout import ROLLOUT_NUMBERS, ROLLOUT_TEXTS
from xl_aigc.ooxml.plan import Column
from xl_aigc.report.fonts import digits_of
from xl_aigc.report.headings import IDENTITY
from xl_aigc.report.live import MISSING, Shown
from xl_aigc.report.shown_names import names_read, shown_name
from xl_aigc.report.widths import amount_width, lines_of, tears, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.model import Company, Figure
    from xl_aigc.data.period import Period
    from xl_aigc.report.report import Report

NARROWEST, NARROWEST_NUMBER, NARROWEST_DAY, WIDEST = 7.0, 8.0, 10.5, 34.0
"""Digits of columns of texts, numbers and days, and of the widest."""
PADDING: Final = 1.0
"""Digits that a cell keeps free beside a text."""
INDENT: Final = 1.3
"""The same of a word beside a number."""
BOLD: Final = 1.08
"""Width of bold letters beside others."""
STATUS_KEY, MARK = "net_profit_status", 2.2
"""The column whose words have marks of direction, and the digits of a mark."""
SIGN, PARENTHESES = 1.5, 0.5
"""Digits of a percent sign, and of the first of the parentheses of negative amounts."""
HEADING_LINES: Final = 3
"""Lines of a heading at most."""
HELPERS: Final = ("screen_order", "in_basket", "row")
"""Columns that formulas need and readers do not: they come last."""


@dataclass(frozen=True)
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
        letters: width of letters beside those of Arial.
        hidden: it says nothing of any company, or only formulas need it.
        breadth: width of texts and numbers beside those of the bundled theme.
        digits: width of numbers beside those in Arial.
        headed: the share of its size in which programs set the heading, and the width of its letters then.
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
    letters: float = 1.0
    hidden: bool = False
    breadth: float = 1.0
    digits: float = 1.0
    headed: tuple[float, float] = (1.0, 1.0)

    @cached_property
    def width(self) -> float:
        """Width in digits: of the longest text, the largest number, and a heading of few lines that tear no word."""
        words = (text_width(word, self.letters) for word in self.header.split() if word.isascii())
        whole = max(words, default=0) * BOLD * self.breadth + self._beside
        width = max(self._content_width * self.breadth, whole)
        while self._lines(width) > HEADING_LINES or tears(self.header, *self._drawn(width)):
            width += 0.5
        return width

    def _lines(self, width: float) -> int:
        """Return the lines of the heading in a width."""
        return lines_of(self.header, 1, *self._heading(width))

    def _heading(self, width: float) -> tuple[float, float]:
        """Return the room of the heading in a width, and the width of its letters, which are bold."""
        return (width - INDENT * (self.style == "word")) / self.breadth, self.letters * BOLD

    def _drawn(self, width: float) -> tuple[float, float]:
        """Return the same as programs draw it, in letters of its font's size, beside the padding of the cell."""
        share, letters = self.headed
        return self._heading(width - PADDING)[0] / share, letters * BOLD

    @property
    def _beside(self) -> float:
        """Return the digits that a cell keeps free beside a text."""
        return PADDING + (INDENT if self.style == "word" else 0) + (MARK if self.key == STATUS_KEY else 0)

    @cached_property
    def _content_width(self) -> float:
        form = self.number_format
        if form in {None, "text"}:
            return min(max(self._longest, NARROWEST), WIDEST)
        if form == "date":
            return NARROWEST_DAY
        if form == "percent":
            shares = [value * 100 for value in self.values if isinstance(value, int | float)]
            return max((amount_width(shares) + SIGN) * self.digits, NARROWEST_NUMBER)
        negative = any(isinstance(value, int | float) and value < 0 for value in self.values)
        amount = amount_width(self.values, int(form != "whole")) - (0 if negative else PARENTHESES)
        return max(amount * self.digits, NARROWEST_NUMBER)

    @cached_property
    def _longest(self) -> float:
        """Return the digits that the longest text takes."""
        widths = (text_width(str(value), self.letters) for value in set(self.values))
        return max(widths, default=0) + self._beside

    @property
    def fits(self) -> bool:
        """Return whether its texts get smaller, since not even the widest column has room for the longest."""
        return self.number_format in {None, "text"} and self._longest > WIDEST

    @property
    def heading_lines(self) -> int:
        """Lines that the heading takes in the width of the column."""
        return self._lines(self.width)


@dataclass(frozen=True, slots=True)
class BigTable:
    """A streamed table on a page: its name, the row of its heading, and its columns."""

    name: str
    row: int
    columns: list[TableColumn]


def data_columns(report: Report) -> list[TableColumn]:
    """Return the columns of the Data table."""
    header = report.names.data
    idle = report.absent - {"membership"}  # a refresh marks there who left
    columns = [
        replace(_text_column(key, header[key], _identity(report, key)), hidden=key in idle)
        for key in IDENTITY
        if key in header
    ]
    for item in report.items:
        for basis, period in report.bases:
            columns += _figure_columns(report, item, basis, period)
    columns += [] if "prices" in report.absent else _price_columns(report)
    columns += [] if "rollout" in report.absent else _rollout_columns(report)
    return _in_language(report, columns)


def _text_column(key: str, header: str, values: Sequence[Shown], family: str = "") -> TableColumn:
    return TableColumn(key, header, values, style="data_input", number_format="text", family=family)


def _in_language(report: Report, columns: Sequence[TableColumn]) -> list[TableColumn]:
    """Return columns with the letters of the report's font: those of Chinese and Korean ones are wider than Arial's."""
    theme, digits = report.theme, digits_of(report.theme.figures)
    letters, headed = theme.letters(report.language), theme.headed(report.language)
    return [replace(c, letters=letters, headed=headed, breadth=theme.breadth, digits=digits) for c in columns]


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
        *(_text_column(key, header[key], texts[key], "rollout") for key in ROLLOUT_TEXTS),
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
        columns.append(_text_column(key, header[key], values, "price"))
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
    key, tickers = item + basis, report.facts.tickers
    figures = list(map(report.facts.figures_of(item, period).get, tickers))
    beside = {
        f"{key}_kind": ["" if f is None else report.word(f.kind) for f in figures],
        f"{key}_source": ["" if f is None else " ".join(f.sources) for f in figures],
    }
    return [
        TableColumn(
            key,
            header[key],
            [MISSING if f is None else f.value for f in figures],
            style="data_input",
            number_format="whole",
            family=item,
        ),
        *(
            _text_column(part, header[part], report.blocks.own(part, tickers, words), item)
            for part, words in beside.items()
        ),
    ]


def table_headings(report: Report) -> dict[str, dict[str, str]]:
    """Return the headings of the two tables, by table and key, unless a person renamed them."""
    return {"Companies": report.company_headings(), "Data": report.data_headings()}


def company_columns(report: Report) -> list[TableColumn]:
    """Return the columns of the Companies table."""
    header = report.names.companies
    columns = [_text_column("ticker", header["ticker"], report.column("ticker"), "identity")]
    for measure in sorted(report.shown_measures.values(), key=lambda measure: measure.key in HELPERS):
        shows = measure.shows
        text, names = shows in {"word", "text"}, measure.key == report.name_key()
        links = [_link(report, company) for company in report.facts.companies] if names else ()
        named = shown_name(names_read(report.language, report.absent))
        columns.append(
            TableColumn(
                measure.key,
                header[measure.key],
                report.column(measure.key),
                named if names else measure.native,
                named if names else measure.spilled,
                style="word" if text and measure.family != "identity" else "body",
                number_format=None if text else shows,
                family=measure.family,
                links=links,
                hidden=measure.key in HELPERS,
            )
        )
    return _in_language(report, columns)


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
