"""Changes of figures by a batch: there are hundreds of thousands, so they are read once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.store.changes import Restated
from xl_aigc.store.state import read_state
from xl_aigc.store.versions import FIGURE, Known, Row, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from xl_aigc.data.batch import Batch

GONE: Row = (None, None, None)
"""Content of the row of a withdrawn figure."""


@dataclass(slots=True)
class FigureChanges:
    """The changes to figures, and the rows that record them: content by item, period and ticker."""

    added: list[Figure] = field(default_factory=list)
    restated: list[Restated] = field(default_factory=list)
    resourced: list[Restated] = field(default_factory=list)
    withdrawn: list[Figure] = field(default_factory=list)
    unchanged: int = 0
    rows: State = field(default_factory=dict)


def figure_changes(connection: Connection, batch: Batch, known: Known) -> FigureChanges:
    """Compare the figures of a batch with the known ones.

    Raises:
        DataError: a figure is given twice, is no finite number, or of no known item.
    """
    periods = {str(period) for period in {figure.period for figure in batch.figures}}
    before = read_state(connection, FIGURE, known, period=sorted(periods)) if periods else {}
    given = _rows_of(batch.figures)
    found = _compared(batch.figures, given, before)
    if batch.complete:
        own = {company.ticker for company in batch.companies}
        own |= set(batch.basket.members) if batch.basket else set()
        make = figure_maker()
        for key in before.keys() - given.keys():
            if key[2] in own:
                found.withdrawn.append(make(key, before[key]))
                found.rows[key] = GONE
        found.withdrawn.sort(key=lambda figure: (figure.ticker, str(figure.period), figure.item))
    return found


def figure_maker() -> Callable[[Row, Row], Figure]:
    """Return a function that turns a row into a figure; each period and list of sources is made once for all rows."""
    periods: dict[str, Period] = {}
    cited: dict[str, tuple[str, ...]] = {}

    def make(key: Row, content: Row) -> Figure:
        item, period, ticker = key
        value, kind, sources = content
        if period not in periods:
            periods[period] = Period.stored(period)
        if sources not in cited:
            cited[sources] = tuple(sources.split())
        return Figure(ticker, periods[period], item, value, kind, cited[sources])

    return make


def _rows_of(figures: tuple[Figure, ...]) -> State:
    """The figures as rows, in their order."""
    periods: dict[Period, str] = {}
    cited: dict[tuple[str, ...], str] = {}
    rows: State = {}
    for figure in figures:
        period = periods.get(figure.period) or periods.setdefault(figure.period, str(figure.period))
        sources = cited.get(figure.sources)
        if sources is None:
            sources = cited[figure.sources] = " ".join(figure.sources)
        # Adding 0.0 makes an int a float, and a negative zero, which SQLite would not keep, a plain one.
        rows[figure.item, period, figure.ticker] = (figure.value + 0.0, figure.kind, sources)
    _check(figures, rows)
    return rows


def _check(figures: tuple[Figure, ...], rows: Mapping[Row, Row]) -> None:
    unknown = {key[0] for key in rows} - ITEMS.keys()
    if unknown:
        raise DataError(f"{min(unknown)!r} is no item.", expected=f"one of {', '.join(ITEMS)}.")
    for key, content in rows.items():
        if not math.isfinite(content[0]):
            raise DataError(f"{' '.join(key)} is {content[0]}.", expected="a finite number.")
    if len(rows) == len(figures):
        return
    seen: set[tuple[str, Period, str]] = set()
    for figure in figures:
        key = figure.item, figure.period, figure.ticker
        if key in seen:
            raise DataError(
                f"{figure.ticker} {figure.period} {figure.item} is given twice in one batch.",
                remedy="Keep one of the two.",
            )
        seen.add(key)


def _compared(figures: tuple[Figure, ...], given: State, before: State) -> FigureChanges:
    """Each figure against what is known of it; `given` is in the order of the figures."""
    if not before:
        return FigureChanges(added=list(figures), rows=given)
    found, make = FigureChanges(), figure_maker()
    for figure, (key, content) in zip(figures, given.items(), strict=True):
        was = before.get(key)
        if was == content:
            found.unchanged += 1
            continue
        found.rows[key] = content
        if was is None:
            found.added.append(figure)
        else:
            same = was[0] == content[0]
            (found.resourced if same else found.restated).append(Restated(make(key, was), figure))
    return found
