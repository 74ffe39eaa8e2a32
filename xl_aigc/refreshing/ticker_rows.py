"""The row of each company in a table of ours, also where its ticker was altered, emptied or doubled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from xl_aigc.data.numerals import without_blanks
from xl_aigc.data.tickers import possible_tickers
from xl_aigc.ooxml.references import Area, cell_name
from xl_aigc.refreshing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.data.model import Facts
    from xl_aigc.ooxml.book_cells import BookCell

NAMES: Final = ("name_zh", "name_en")
"""Columns that tell a company whose ticker is gone."""
_PUT_BACK: Final = (
    "Put it back as it was: with Undo where it was changed, or from a copy from before. To leave a company out, keep "
    "its row and choose the membership of one that left the basket."
)


@dataclass
class TickerRows:
    """The rows of a table.

    Attributes:
        rows: the row of each company by its ticker, in the order of the sheet.
        findings: tickers that are not as they were written.
        doubled: findings of a ticker that stands in two rows.
    """

    rows: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    doubled: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TickerColumn:
    """The tickers of a table as they stand in its sheet.

    Attributes:
        table: the name of the table.
        sheet: its sheet.
        area: its range with the row of headings.
        columns: the column of the sheet that each of ours stands in, by key.
        cells: the cells of the sheet.
    """

    table: str
    sheet: str
    area: Area
    columns: Mapping[str, int]
    cells: Mapping[str, BookCell]

    @property
    def numbers(self) -> range:
        """Return the rows below the heading."""
        return range(self.area.top + 1, self.area.bottom + 1)

    def text(self, row: int, key: str = "ticker") -> str:
        """Return what a cell shows: a number without a fraction as its digits, an error as nothing."""
        cell = self.cells.get(cell_name(row, self.columns[key]))
        if cell is None or cell.kind == "error":
            return ""
        whole = isinstance(cell.value, float) and cell.value.is_integer()
        return str(int(cell.value) if whole else cell.value)

    def finding(self, row: int, says: str, value: str | None = None) -> Finding:
        """Return a finding about the ticker of a row."""
        cell = cell_name(row, self.columns["ticker"])
        return Finding(self.sheet, cell, says, value, "" if value else _PUT_BACK)


def ticker_rows(column: TickerColumn, facts: Facts) -> TickerRows:
    """Find the row of each company.

    Args:
        column: the tickers as they stand.
        facts: the basket as it was last written.
    """
    found, known = TickerRows(), set(facts.tickers)
    others = _exact(found, column, known)
    missing = known - found.rows.keys()
    named = _named(facts, missing)
    for row in others:
        _identify(found, column, facts, row, named)
    # What formulas of the report find in these rows depends on their order, not on whose ticker was read first.
    found.rows = dict(sorted(found.rows.items(), key=lambda one: one[1]))
    for ticker in facts.tickers:
        if ticker not in found.rows:
            says = f"The table {column.table} has no row of {ticker} any more, which was written into it."
            found.findings.append(column.finding(column.area.top, says))
    for ticker, row in found.rows.items():
        if ticker in known and column.table == "Data" and _emptied(column, row):
            says = f"Every cell of {ticker} but its ticker was emptied."
            found.findings.append(column.finding(row, says))
    return found


def _exact(found: TickerRows, column: TickerColumn, known: set[str]) -> list[int]:
    """Note the rows whose tickers are as they were written; return the others."""
    others = []
    for row in column.numbers:
        text = column.text(row)
        if text in known and text not in found.rows:
            found.rows[text] = row
        else:
            others.append(row)
    return others


def _identify(
    found: TickerRows, column: TickerColumn, facts: Facts, row: int, named: Mapping[tuple[str, ...], str]
) -> None:
    """Decide whose row it is: by another spelling of a ticker, by the names beside an empty one, or the person's own."""
    shown = column.text(row)
    spelled = _spelled(shown, facts)
    by_name = named.get(_names(column, row))
    ticker = spelled or (by_name if not shown.strip() else None)
    if ticker is not None:
        _take(found, column, facts, row, ticker)
    elif by_name is not None and by_name not in found.rows:
        says = f"Row {row} says {shown}, but holds what was written for {by_name}."
        found.rows[by_name] = row
        found.findings.append(column.finding(row, says))
    elif shown in found.rows:
        _take(found, column, facts, row, shown)
    elif shown:
        found.rows[shown] = row


def _take(found: TickerRows, column: TickerColumn, facts: Facts, row: int, ticker: str) -> None:
    """Note the row of a company whose ticker is spelled otherwise, or stands in another row too."""
    if ticker in found.rows:
        _note_double(found, column, facts, row, ticker)
        return
    found.rows[ticker] = row
    shown = column.text(row)
    what = f"the ticker {shown!r}" if shown else "the empty ticker"
    says = f"{column.table} row {row}: {what} is taken for {ticker}; a refresh writes it so, as formulas look it up."
    found.findings.append(column.finding(row, says, ticker))


def _note_double(found: TickerRows, column: TickerColumn, facts: Facts, row: int, ticker: str) -> None:
    """Note a ticker that stands in two rows; the row is its company's that has its names."""
    first = found.rows[ticker]
    names = next(((one.name_zh, one.name_en) for one in facts.companies if one.ticker == ticker), ())
    odd = first if _names(column, row) == names and _names(column, first) != names else row
    found.rows[ticker] = row if odd == first else first
    shown = column.text(row)
    spelled = "" if shown == ticker else f" (as {shown!r})"
    says = f"{ticker} stands twice in the table {column.table}, in rows {first} and {row}{spelled}."
    remedy = "Delete one of the two rows, or correct its ticker."
    cell = cell_name(odd, column.columns["ticker"])
    found.doubled.append(Finding(column.sheet, cell, says, remedy=remedy))


def _spelled(shown: str, facts: Facts) -> str | None:
    """Return the one company whose ticker a text spells in another way."""
    text = without_blanks(shown)
    possible = {text.upper(), *possible_tickers(text, facts.markets)} if text else set()
    known = [ticker for ticker in possible if ticker in facts.tickers]
    return known[0] if len(known) == 1 else None


def _named(facts: Facts, missing: set[str]) -> dict[tuple[str, ...], str]:
    """Return the companies without a row by their names; names that two of them share are left out."""
    found: dict[tuple[str, ...], list[str]] = {}
    for company in facts.companies:
        if company.ticker in missing:
            found.setdefault((company.name_zh, company.name_en), []).append(company.ticker)
    return {names: tickers[0] for names, tickers in found.items() if len(tickers) == 1 and any(names)}


def _names(column: TickerColumn, row: int) -> tuple[str, ...]:
    return tuple(column.text(row, key) if key in column.columns else "" for key in NAMES)


def _emptied(column: TickerColumn, row: int) -> bool:
    """Return whether nothing is left of a row but its ticker."""
    return not any(column.text(row, key) for key in column.columns if key != "ticker")
