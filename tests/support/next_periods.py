"""A store of the bundled basket with made-up figures of later periods, so that a workbook can roll forward."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from xl_aigc.data.batch import Batch
from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from xl_aigc.data.model import Facts, Figure
    from xl_aigc.store.store import Store

GROWN = {
    ("2023FY", "2023H1"): 2.1,
    ("2024FY", "2024H1"): 2.25,
    ("2025H1", "2024H1"): 1.2,
}
"""Made-up figures: those of a period are so many times those of another."""
NOW = dt.datetime(2025, 9, 1, 8, tzinfo=dt.UTC)


EARLIER = {("2022H1", "2023H1"): 0.8, ("2022FY", "2023H1"): 1.7}
"""The same of earlier periods."""


def later_figures(facts: Facts, grown: Mapping[tuple[str, str], float] = GROWN) -> Iterator[Figure]:
    """The figures of other periods; every seventh company has none, every fifth turns to a loss."""
    for (to, of), times in grown.items():
        for place, ticker in enumerate(facts.tickers):
            for number, item in enumerate(facts.items(Period(of))):
                figure = facts.figure(ticker, item, Period(of))
                if figure is None or place % 7 == 6:
                    continue
                sign = -1 if item == "net_profit" and place % 5 == 4 else 1
                # No two companies grow alike: which of equals comes first is each program's own choice.
                first, second = (-0.71, -0.37) if (to, of) in EARLIER else (1, 1)
                apart = 1 + first * (place * 37 % 61) / 500 + second * (place * number * 17 % 53) / 700
                value = round(figure.value * times * apart * sign, 2)
                yield replace(figure, period=Period(to), value=value, kind="stated", sources=("S001",))


def store_of_later_periods(path: Path, grown: Mapping[tuple[str, str], float] = GROWN) -> Store:
    """A new store with the bundled facts and the later figures, or those of other periods."""
    store = open_store(str(path))
    facts = load_facts()
    batch = Batch("files", "later.csv", dt.date(2025, 8, 31), figures=tuple(later_figures(facts, grown)))
    store.record(batch, NOW)
    return store
