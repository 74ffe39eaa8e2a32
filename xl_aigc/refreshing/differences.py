"""Differences between two versions of a workbook: figures, companies, measures, verdicts, cohorts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.rollout import ROLLOUT_TOLD
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.corrections import input_key, value_in, words_beside
from xl_aigc.refreshing.target import LEFT
from xl_aigc.report.claims_words import text_of
from xl_aigc.report.ledger import Correction, LogEntry, Moved

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.model import Facts
    from xl_aigc.data.period import Period
    from xl_aigc.refreshing.found import FoundBook
    from xl_aigc.refreshing.redraw import Written
    from xl_aigc.report.report import Report

PRICE: Final = "price_change"
COHORTS: Final = ("growth_cohort", "net_profit_status")
"""Measures whose moves from one word to another are told company by company."""


def changed_figures(
    before: Facts,
    after: Facts,
    periods: Iterable[Period],
    items: Iterable[str],
    when: str,
    source: str,
    vintage: int | None,
) -> Iterator[LogEntry]:
    """Yield every figure that is another one, as lines of the log; companies that joined or left first.

    Args:
        before: the facts last written.
        after: the facts to be written.
        periods: the periods that the workbook shows.
        items: the items that it has columns for.
        when: the day of the refresh.
        source: where the new facts come from.
        vintage: their vintage.
    """
    yield from (LogEntry(when, vintage, source, ticker, kind=kind) for ticker, kind in _moves(before, after))
    for period in periods:
        for item in items:
            was = dict(zip(before.tickers, before.column(item, period), strict=True))
            for ticker, new in zip(after.tickers, after.column(item, period), strict=True):
                old = was.get(ticker)
                if old != new:
                    yield LogEntry(
                        when, vintage, source, ticker, item, str(period), old, new, _kind(old, new)
                    )
    for ticker in after.tickers:
        first, last = before.price_change(ticker), after.price_change(ticker)
        old, new = first.change if first else None, last.change if last else None
        if old != new:
            yield LogEntry(when, vintage, source, ticker, PRICE, "", old, new, _kind(old, new))
        for key in ROLLOUT_TOLD:
            old, new = (_rolled_out(facts, ticker, key) for facts in (before, after))
            if old != new:
                yield LogEntry(when, vintage, source, ticker, key, "", old, new, _kind(old, new))


def given_by(batch: Batch) -> frozenset[tuple[str, str, str]]:
    """Return what a batch gives, as (ticker, item, period) of lines of the log."""
    figures = ((one.ticker, one.item, str(one.period)) for one in batch.figures)
    prices = ((one.ticker, PRICE, "") for one in batch.price_changes)
    rollout = ((one.ticker, key, "") for one in batch.rollout for key in ROLLOUT_TOLD)
    return frozenset((*figures, *prices, *rollout))


def with_own_sources(
    entries: Iterable[LogEntry], after: Facts, given: Collection[tuple[str, str, str]]
) -> Iterator[LogEntry]:
    """Yield lines of the log; a number that the source of the refresh did not give has its own ones, as the sheet Sources numbers them.

    Args:
        entries: the lines.
        after: the facts to be written.
        given: what the source gave, as (ticker, item, period).
    """
    cited = {(one.ticker, one.item, str(one.period)): one.sources for one in after.figures}
    cited |= {(one.ticker, key, ""): one.sources for one in after.rollout for key in ROLLOUT_TOLD}
    for entry in entries:
        key = (entry.ticker, entry.item, entry.period)
        own = entry.new is not None and key not in given
        yield replace(entry, source=" ".join(cited.get(key, ()))) if own else entry


def _rolled_out(facts: Facts, ticker: str, key: str) -> float | None:
    found = facts.rolled_out(ticker)
    return None if found is None else found.number(key)


def _kind(old: float | None, new: float | None) -> str:
    if old is None:
        return "added"
    return "removed" if new is None else "restated"


def _moves(before: Facts, after: Facts) -> Iterator[tuple[str, str]]:
    """Yield companies that joined or left the basket."""
    was = {company.ticker for company in before.companies if company.membership != LEFT}
    now = {company.ticker for company in after.companies if company.membership != LEFT}
    joined, left = now - was, was - now
    for company in after.companies:
        if company.ticker in joined:
            yield company.ticker, "joined"
        elif company.ticker in left:
            yield company.ticker, "left"


def kept_figures(
    kept: Iterable[Correction], after: Facts, when: str, source: str, vintage: int | None
) -> Iterator[LogEntry]:
    """Yield a line of the log for each correction that stays although the source says something else."""
    for one in kept:
        value = one.value if isinstance(one.value, float) else None
        theirs = value_in(after, one)
        yield LogEntry(when, vintage, source, one.ticker, one.item, one.period, value, theirs, "kept")


def displaced(found: FoundBook, kept: Iterable[Correction], written: Written, after: Report) -> Iterator[str]:
    """Say which cells with a person's correction, or words of a person's beside a figure, show another period's now.

    Notes on and beside these cells stay, and speak of a figure that is no longer there.

    Args:
        found: the workbook as the person left it.
        kept: the person's corrections.
        written: what was last written.
        after: the report that is written.
    """
    before = written.report
    if (before.period, before.compare) == (after.period, after.compare):
        return
    for one in kept:
        key = input_key(one, before)
        if one.period and key is not None and key != input_key(one, after):
            place, period = _placed(found, one.ticker, key, after)
            yield (
                f"{place}: shows {one.ticker} {one.item} of {period}, not the {one.period} that you corrected; "
                "a note on or beside the cell speaks of the old figure"
            )
    for (ticker, key), text in words_beside(found, written.prints.tables["Data"]).items():
        place, period = _placed(found, ticker, key, after)
        yield f"{place}: shows what the report says of {period}; you had written {text!r}"


def _placed(found: FoundBook, ticker: str, key: str, after: Report) -> tuple[str, Period]:
    """Return the place of a cell of the table Data, and the period that its column is of now."""
    table = found.tables["Data"]
    at = cell_name(table.rows[ticker], table.columns[key])
    return f"{table.sheet} {at}", after.compare if "_prior" in key else after.period


def moved(before: Report, after: Report) -> Iterator[Moved]:
    """Verdicts, measures of the basket, and companies' cohorts that are others than before."""
    yield from _verdicts(before, after)
    yield from _measures(before, after)
    yield from _cohorts(before, after)


def _verdicts(before: Report, after: Report) -> Iterator[Moved]:
    was = {result.claim.id: result.verdict for result in evaluate(before.frame)}
    for result in evaluate(after.frame):
        old = was.get(result.claim.id)
        if old is not None and old != result.verdict:
            yield Moved(
                text_of(after, result.claim),
                after.word(old),
                after.word(result.verdict),
            )


def _measures(before: Report, after: Report) -> Iterator[Moved]:
    for key, measure in after.table.basket.items():
        old, new = (_in_words(one.basket(key).value, measure.shows) for one in (before, after))
        if old != new:
            yield Moved(after.basket_label(key), old, new)


def _cohorts(before: Report, after: Report) -> Iterator[Moved]:
    for key in COHORTS:
        was = dict(zip(before.facts.tickers, before.column(key), strict=True))
        for ticker, new in zip(after.facts.tickers, after.column(key), strict=True):
            old = was.get(ticker)
            if old is not None and old != new:
                what = f"{after.company_name(ticker)}: {after.label(key)}"
                yield Moved(what, str(old), str(new))


def _in_words(value: object, shows: str) -> str:
    """Return a value as the sheet Changes tells it."""
    if not isinstance(value, float):
        return str(value)
    return f"{value:.1%}" if shows == "percent" else f"{value:,.2f}"
