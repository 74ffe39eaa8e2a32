"""PostgreSQL plans queries of a store by what it has counted in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import psycopg

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2024, 11, 1, 9, 30, tzinfo=dt.UTC)


def test_postgres_has_counted_many_figures_as_soon_as_they_are_recorded(postgres):
    """Without its own count, which it makes a minute later, it plans the first queries as for an empty table."""
    place, batch = postgres.database(), bundled_batch()
    periods = [Period(f"{year}{part}") for year in range(2000, 2024) for part in ("Q1", "H1", "Q3", "FY")]
    more = [
        Figure(ticker, period, item, 1.0, "stated", batch.figures[0].sources)
        for ticker in batch.basket.members
        for item in list(ITEMS)[:5]
        for period in periods
        if str(period) != "2023H1"
    ]
    open_store(place).record(replace(batch, figures=(*batch.figures, *more)), WHEN)
    with psycopg.connect(place) as connection:
        [counted] = connection.execute("SELECT reltuples FROM pg_class WHERE relname = 'figure'").fetchone()
        [held] = connection.execute("SELECT count(*) FROM figure").fetchone()
    assert counted == held > 26_000
