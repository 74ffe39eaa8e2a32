"""The facts that a workbook is to show: those of the store, in the rows that the workbook has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.item import ITEMS
from xl_aigc.data.layers import Layers, Sorts, keys_of
from xl_aigc.errors import Place, WorkbookError
from xl_aigc.report.subjects import recorded, with_nothing_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xl_aigc.data.model import Company, Facts, Figure
    from xl_aigc.data.period import Period
    from xl_aigc.refreshing.found import FoundBook

LEFT: Final = "left"
"""Membership of a company that has left the basket and keeps its row."""


def target_facts(found: FoundBook, facts: Facts, period: Period, compare: Period) -> Facts:
    """Return the facts to show.

    Rows never move: the companies of the workbook come first, in its order. A company that has left the basket stays,
    is marked so, and keeps the figures that were last written. New companies come last. The facts' own period stays
    that of the article, whatever period is shown. What the workbook was built without stays out.

    Args:
        found: the workbook.
        facts: the basket as the store knows it.
        period: the period to show.
        compare: the period to compare it with.
    """
    old = found.ledger.facts
    known = {company.ticker: company for company in facts.companies}
    left = {
        company.ticker: replace(company, membership=LEFT)
        for company in old.companies
        if company.ticker not in known
    }
    companies = tuple(_ordered(found, {**known, **left}))
    items = shown_items(found)
    figures = [
        *facts.figures,
        *(figure for figure in old.figures if figure.ticker in left),
    ]
    own = facts if facts.article or not old.article else old
    sources = {source.id: source for source in (*old.sources, *facts.sources)}
    whole = replace(
        facts,
        key=old.key,
        name=old.name,
        companies=companies,
        figures=tuple(_with_columns(figures, items, (period, compare))),
        price_changes=(
            *facts.price_changes,
            *(price for price in old.price_changes if price.ticker in left),
        ),
        rollout=(*facts.rollout, *(one for one in old.rollout if one.ticker in left)),
        sources=tuple(sources.values()),
        giants=tuple(dict.fromkeys((*facts.giants, *(t for t in old.giants if t in left)))),
        period=own.period,
        compare=own.compare,
        indices=facts.indices or old.indices,
        article=facts.article or old.article,
        measures=old.measures,
        texts=old.texts,
        segments=facts.segments or old.segments,
        sorts=_sorts(found, facts),
    )
    return with_nothing_of(whole, recorded(found.ledger.rooms), compare)


def without_left(facts: Facts) -> Facts:
    """Return the facts of a workbook without the companies that left its basket."""
    return facts.subset([one.ticker for one in facts.companies if one.membership != LEFT])


def _sorts(found: FoundBook, facts: Facts) -> Sorts:
    """Return the layers and archetypes of the workbook, with the names that its formulas compare with.

    Raises:
        WorkbookError: the basket declares others, for which the workbook has no rows.
    """
    old, new = found.ledger.facts.sorts, facts.sorts
    layers = _of_workbook(found, "layers", old.layers, new.layers)
    return Sorts(layers, _of_workbook(found, "archetypes", old.archetypes, new.archetypes))


def _of_workbook(found: FoundBook, noun: str, old: Layers, new: Layers) -> Layers:
    built, now = keys_of(old), keys_of(new)
    if built == now:
        return old
    if noun not in recorded(found.ledger.rooms):
        raise WorkbookError(
            f"The workbook was built with the {noun} {', '.join(built)}, and the basket has {', '.join(now)}.",
            Place(found.book.path),
            remedy="Build a new workbook with `xl-aigc build`, and copy what you added over.",
        )
    return new


def shown_items(found: FoundBook) -> tuple[str, ...]:
    """Return the items that have a column in the table Data."""
    return tuple(key for key in found.ledger.columns["Data"] if key in ITEMS)


def _ordered(found: FoundBook, companies: dict[str, Company]) -> Iterator[Company]:
    for ticker in found.tables["Companies"].rows:
        if ticker in companies:
            yield companies.pop(ticker)
    yield from companies.values()


def _with_columns(
    figures: list[Figure], items: tuple[str, ...], periods: tuple[Period, ...]
) -> Iterator[Figure]:
    """Return the figures but those of the report's periods that the workbook has no column for."""
    return (figure for figure in figures if figure.period not in periods or figure.item in items)
