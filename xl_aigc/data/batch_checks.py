"""Checks the rows of a batch: each bad row is set aside with its reason; a batch with too many is refused."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xl_aigc.data.aside import Aside
from xl_aigc.data.figure_rules import BatchLimits, FigureRules
from xl_aigc.data.item import ITEMS
from xl_aigc.data.reasons import REASONS, reason_text
from xl_aigc.data.tickers import DEFAULT, is_ticker
from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.model import Company, Facts, Figure, PriceChange
    from xl_aigc.data.period import Period
    from xl_aigc.data.rollout import Rollout
    from xl_aigc.data.tickers import Markets

_ROWS_SHOWN: Final = 5
Places = dict[str, Place]
"""Place of the figures of each source, by its id."""


def check_batch(batch: Batch, known: Facts | None = None, limits: BatchLimits | None = None) -> Batch:
    """A batch without the rows that can't be taken, refused where there are too many of them.

    Args:
        batch: what a source gave.
        known: what was known before; None where nothing was.
        limits: from where on a row is not believed; None for the usual limits.

    Raises:
        DataError: the share of bad rows is above `limits.bad_share`, the batch holds nothing that can be taken, or it is in
            another currency than the figures known of the same companies.

    Example:
        >>> from xl_aigc.sources import Request, fetch
        >>> check_batch(fetch(Request("reference"))).set_aside
        ()
    """
    checked = checked_rows(batch, known, limits)
    _refuse_too_bad(checked, limits or BatchLimits())
    return checked


def checked_rows(batch: Batch, known: Facts | None = None, limits: BatchLimits | None = None) -> Batch:
    """A batch without the rows that can't be taken; these are in `set_aside`, all of them, with their reasons.

    A figure that equals the known one is not doubted for its size. A complete batch of which something bad was set aside is
    no longer complete, so that nothing is withdrawn for being in doubt.

    Args:
        batch: what a source gave.
        known: what was known before; None where nothing was.
        limits: from where on a row is not believed; None for the usual limits.

    Raises:
        DataError: the batch is in another currency than the figures known of the same companies.
    """
    _refuse_other_currency(batch, known)
    markets = known.markets if known and batch.basket is None else batch.markets or DEFAULT
    aside = Aside(list(batch.set_aside))
    places = {source.id: Place(source.address) for source in batch.sources}
    figures = _without_doubles(batch.figures, aside, places)
    figures = _kept(
        figures, aside, places, FigureRules(batch, figures, known, limits or BatchLimits(), markets)
    )
    prices = tuple(price for price in batch.price_changes if not _bad_price(price, batch, aside, markets))
    rollout = tuple(one for one in batch.rollout if not _bad_rollout(one, batch, aside, markets))
    return replace(
        batch,
        figures=tuple(figures),
        companies=_companies(batch, known),
        price_changes=prices,
        rollout=rollout,
        set_aside=aside.rows(batch.origin),
        complete=batch.complete and not aside.bad,
    )


def _refuse_other_currency(batch: Batch, known: Facts | None) -> None:
    """Refuse figures that would stand beside others of the same company in another currency."""
    if known is None or batch.currency in {"", known.currency}:
        return
    held = set(known.tickers)
    both = next((figure.ticker for figure in batch.figures if figure.ticker in held), None)
    if both is not None:
        raise DataError(
            f"The figures are in {batch.currency}, those of {both} in the basket {known.key!r} in {known.currency}.",
            Place(batch.origin),
            expected=f"figures in {known.currency}.",
            remedy="Read them from a data folder with rates.csv, or keep them in a store of their own (--store).",
        )


def _companies(batch: Batch, known: Facts | None) -> tuple[Company, ...]:
    """The companies; of a batch that is not complete the new ones, since a vendor knows nothing of layers and archetypes."""
    if batch.complete or known is None:
        return batch.companies
    held = set(known.tickers)
    return tuple(company for company in batch.companies if company.ticker not in held)


def _kept(figures: list[Figure], aside: Aside, places: Places, rules: FigureRules) -> list[Figure]:
    kept = []
    for figure in figures:
        reason, message = rules.reason(figure)
        if reason is None:
            kept.append(figure)
        else:
            _note(aside, figure, places, reason, message)
    return kept


def _without_doubles(figures: Iterable[Figure], aside: Aside, places: Places) -> list[Figure]:
    """Each figure once: of equal ones the first, of different ones none."""
    first: dict[tuple[str, str, Period], Figure] = {}
    torn: set[tuple[str, str, Period]] = set()
    for figure in figures:
        key = (figure.ticker, figure.item, figure.period)
        held = first.get(key)
        if held is None:
            first[key] = figure
        elif held.value == figure.value:
            _note(aside, figure, places, "repeated")
        else:
            torn.add(key)
            _note(aside, figure, places, "contradictory", f"it is also given as {held.value:,.2f}.")
    for key in torn:
        _note(aside, first[key], places, "contradictory", "it is also given with another value.")
    return [figure for key, figure in first.items() if key not in torn] if torn else list(first.values())


def _bad_price(price: PriceChange, batch: Batch, aside: Aside, markets: Markets) -> bool:
    sound = (
        is_ticker(price.ticker, markets)
        and math.isfinite(price.change)
        and price.change > -1
        and price.base_date < price.date <= batch.as_of
    )
    if not sound:
        period = f"{price.base_date} to {price.date}"
        place = Place(batch.origin)
        aside.add(
            "bad_price", place, ticker=price.ticker, item="price_change", period=period, value=price.change
        )
    return not sound


def _bad_rollout(rollout: Rollout, batch: Batch, aside: Aside, markets: Markets) -> bool:
    wrong = rollout.contradiction()
    if wrong is None and not is_ticker(rollout.ticker, markets):
        wrong = "ticker", "the ticker is none."
    if wrong is None and rollout.as_of > batch.as_of:
        wrong = "rollout_day", f"it is as of {rollout.as_of}, after the day of the figures, {batch.as_of}."
    if wrong is not None:
        place = Place(batch.origin)
        aside.add("bad_rollout", place, more=wrong[1], ticker=rollout.ticker, item=wrong[0])
    return wrong is not None


def _note(aside: Aside, figure: Figure, places: Places, reason: str, more: str = "") -> None:
    place = next((places[id_] for id_ in figure.sources if id_ in places), Place())
    aside.add(
        reason,
        place,
        more=more,
        ticker=figure.ticker,
        item=figure.item,
        period=figure.period,
        value=repr(figure.value),
    )


def _bad_of_rows(batch: Batch, taken: int) -> tuple[int, int]:
    """Return how many rows of a source are bad, of how many.

    In a table with several figures in a row, bad figures of sound rows count as so many rows as they would fill.
    """
    bad = [row for row in batch.set_aside if REASONS[row.reason].bad]
    if not batch.rows:
        return len(bad), taken + len(bad)
    whole = {row.place for row in bad if row.place.line is not None and row.item not in ITEMS}
    lines = {(place.file, place.sheet, place.line) for place in whole}
    figures = sum(row.place not in whole for row in bad)
    sound = max(batch.rows - len(lines), 1)
    in_a_row = max(1.0, (taken + figures) / sound)
    found = len(lines) + math.ceil(figures / in_a_row)
    return found, max(found, batch.rows)


def _refuse_too_bad(batch: Batch, limits: BatchLimits) -> None:
    taken = len(batch.figures) + len(batch.price_changes) + len(batch.rollout)
    if (
        batch.basket is not None and not batch.complete
    ):  # some companies of a folder: it may only describe them
        taken += len(batch.companies)
    bad, rows = _bad_of_rows(batch, taken)
    if taken and bad <= limits.bad_share * rows:
        return
    counts = Counter(row.reason for row in batch.set_aside)
    said = ", ".join(f"{reason} {count:,}" for reason, count in counts.most_common()) or "no row at all"
    # Columns that are not known stand beside every reason, and tell least.
    telling = [reason for reason in counts if reason != "unknown_field"] or list(counts)
    if bad:
        problem = f"{bad:,} of {rows:,} rows can't be taken ({said})."
    elif len(telling) == 1:
        problem = f"there is no figure in it: {reason_text(telling[0])}"
    else:
        problem = f"there is no figure in it ({said})."
    raise DataError(
        "\n".join([f"{problem} Nothing was taken.", *_first_rows(batch)]),
        Place(batch.origin),
        expected=f"at most {limits.bad_share:.0%} bad rows, and at least one figure."
        if bad
        else "at least one figure.",
        remedy="Correct the source or the mapping.",
    )


def _first_rows(batch: Batch) -> Iterator[str]:
    bad = [row for row in batch.set_aside if REASONS[row.reason].bad]
    for row in bad[:_ROWS_SHOWN]:
        named = " ".join(filter(None, (row.ticker, row.period, row.item, row.value)))
        yield f"  {row.place}: {named}: {row.message}"
