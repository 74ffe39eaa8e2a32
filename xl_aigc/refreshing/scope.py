"""The part of a workbook that a person wants refreshed: the companies and figures that are taken from what comes in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.data.rollout import ROLLOUT_NUMBERS, ROLLOUT_TEXTS
from xl_aigc.errors import Place, WorkbookError
from xl_aigc.ooxml.references import MAX_COLUMN, MAX_ROW, Area, column_number
from xl_aigc.report.headings import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.data.model import Company, Facts, Figure
    from xl_aigc.data.period import Period
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.plan import Incoming

_LINES: Final = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?(\d+):\$?(\d+)")
_ABOUT: Final = re.compile(r"_(?:kind|source)$")
_PRICES: Final = ("price_change", "price_from", "price_to", "price_basis")
_DESCRIBED: Final = tuple(key for key in IDENTITY if key not in ("ticker", "giant"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Cells of one sheet.

    Attributes:
        sheet: the name of the sheet.
        areas: the cells; None for all.
    """

    sheet: str
    areas: tuple[Area, ...] | None = None

    @classmethod
    def of(cls, sheet: str, address: str) -> Scope:
        """Return the scope of a selection as Excel spells it.

        Example:
            >>> [area.name for area in Scope.of("Data", "$B$2:$C$9,$D:$D").areas]
            ['B2:C9', 'D1:D1048576']
        """
        return cls(sheet, tuple(map(_area, address.split(","))))

    def __str__(self) -> str:
        where = "" if self.areas is None else "!" + ",".join(area.name for area in self.areas)
        return f"{self.sheet}{where}"


def within(found: FoundBook, incoming: Incoming, scope: Scope) -> Incoming:
    """Restrict new facts to the cells of a scope; all others stay as the workbook last had them.

    A row of Companies stands for all figures of its company. Companies join and leave with the whole book only, and the
    book's vintage stays, since not all of it is of the new one.

    Args:
        found: the workbook.
        incoming: what comes in.
        scope: the cells to refresh; a whole sheet is that of Data or of Companies, which is the whole book.

    Raises:
        WorkbookError: the scope holds no figure and no company.
    """
    if scope.areas is None and scope.sheet in {table.sheet for table in found.tables.values()}:
        return incoming
    chosen = set(_chosen(found, scope))
    if not chosen:
        sheets = " and ".join(table.sheet for table in found.tables.values())
        raise WorkbookError(
            "There is no figure and no company in what is to be refreshed.",
            Place(found.book.path.name, sheet=scope.sheet),
            expected=f"cells in the tables of the sheets {sheets}; all other sheets follow from these.",
            remedy="Select such cells, or refresh the whole workbook.",
        )
    facts = _mixed(found.ledger.facts, incoming, chosen)
    source = f"{incoming.source} ({scope})"
    return replace(incoming, facts=facts, vintage=found.ledger.vintage, source=source)


def _area(text: str) -> Area:
    """Return a range; also one of whole columns or rows."""
    lines = _LINES.fullmatch(text)
    if lines is None:
        return Area.parse(text)
    if lines[1]:
        return Area(1, column_number(lines[1]), MAX_ROW, column_number(lines[2]))
    return Area(int(lines[3]), 1, int(lines[4]), MAX_COLUMN)


def _chosen(found: FoundBook, scope: Scope) -> Iterator[tuple[str, str]]:
    """Ticker and key of the column of Data, of every cell in a scope."""
    for table in found.tables.values():
        for area in scope.areas or () if table.sheet == scope.sheet else ():
            whole = table.name != "Data" and area.left <= table.area.right and area.right >= table.area.left
            keys = [
                key
                for key, column in found.tables["Data"].columns.items()
                if whole or (table.name == "Data" and area.left <= column <= area.right)
            ]
            for ticker, row in table.rows.items():
                if area.top <= row <= area.bottom:
                    yield from ((ticker, key) for key in keys)


def _mixed(old: Facts, incoming: Incoming, chosen: set[tuple[str, str]]) -> Facts:
    """Return the facts last written with the chosen ones of those that come in; a company that is gone keeps its own."""
    new = incoming.facts
    companies = {company.ticker: company for company in new.companies}
    chosen = {(ticker, key) for ticker, key in chosen if ticker in companies}
    prices = {one.ticker: one for one in new.price_changes}
    priced = {ticker for ticker, key in chosen if key in _PRICES}
    rolled = {ticker for ticker, key in chosen if key in (*ROLLOUT_NUMBERS, *ROLLOUT_TEXTS)}
    giants = {ticker for ticker, key in chosen if key == "giant"}
    there = set(old.tickers)
    return replace(
        old,
        companies=tuple(_described(one, companies.get(one.ticker), chosen) for one in old.companies),
        figures=tuple(_figures(old, new, _figure_keys(chosen, incoming.period, incoming.compare))),
        price_changes=(
            *(one for one in old.price_changes if one.ticker not in priced),
            *(prices[ticker] for ticker in old.tickers if ticker in priced and ticker in prices),
        ),
        rollout=(
            *(one for one in old.rollout if one.ticker not in rolled),
            *(one for one in new.rollout if one.ticker in rolled and one.ticker in there),
        ),
        sources=tuple({one.id: one for one in (*old.sources, *new.sources)}.values()),
        giants=tuple(t for t in old.tickers if (t in new.giants if t in giants else t in old.giants)),
    )


def _described(old: Company, new: Company | None, chosen: set[tuple[str, str]]) -> Company:
    """Return a company with the chosen words that describe it."""
    keys = [key for key in _DESCRIBED if (old.ticker, key) in chosen]
    return old if new is None else replace(old, **{key: getattr(new, key) for key in keys})


def _figure_keys(
    chosen: set[tuple[str, str]], period: Period, compare: Period
) -> Iterator[tuple[str, str, Period]]:
    """Yield the figures that the chosen cells show; the kind and source beside one belong to it."""
    for ticker, key in chosen:
        column = _ABOUT.sub("", key)
        item = column.removesuffix("_prior")
        if item in ITEMS:
            yield ticker, item, period if item == column else compare


def _figures(old: Facts, new: Facts, keys: Iterator[tuple[str, str, Period]]) -> Iterator[Figure]:
    figures = {(one.ticker, one.item, one.period): one for one in old.figures}
    for key in sorted(set(keys)):
        now = new.figure(*key)
        if now is not None:
            figures[key] = now
        else:
            figures.pop(key, None)
    yield from figures.values()
