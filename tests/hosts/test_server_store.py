"""A running server reads the store, and sees a refresh at the next call."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from office_js_calls import outcome, payload
from server_process import need_server, running

from xl_aigc.data.sources.reference import bundled_batch
from xl_aigc.data.store import open_store

KEY = ("300418.SZ", "revenue", "2024H1")


def test_a_refresh_is_seen_without_a_restart(tmp_path):
    need_server()
    place = tmp_path / "store.sqlite"
    store, batch = open_store(place), bundled_batch()
    store.record(batch, dt.datetime(2024, 9, 30, tzinfo=dt.UTC))
    kunlun = next(f for f in batch.figures if (f.ticker, f.item, str(f.period)) == KEY)
    later = replace(
        batch,
        as_of=dt.date(2024, 10, 31),
        figures=(replace(kunlun, value=2_600_000_000.0),),
        complete=False,
        basket=None,
    )
    with running(tmp_path, XL_AIGC_STORE=str(place)) as server, server.client() as client:
        assert outcome(client.call(payload("FIGURE", [*KEY]))) == kunlun.value
        store.record(later, dt.datetime(2024, 10, 31, tzinfo=dt.UTC))
        assert outcome(client.call(payload("FIGURE", [*KEY]))) == 2_600_000_000.0
        assert outcome(client.call(payload("FIGURE", [*KEY, "2024-09-30"]))) == kunlun.value
