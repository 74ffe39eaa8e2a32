"""A running server reads the store, and sees a refresh within a second."""

from __future__ import annotations

import datetime as dt
import time

from support.office_js_calls import outcome, payload
from support.restated import KEY, kunlun_restated
from support.server_process import need_server, running

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.store.opening import open_store


def test_every_worker_sees_a_refresh_without_a_restart(tmp_path):
    need_server()
    place = tmp_path / "store.sqlite"
    store, batch = open_store(place), bundled_batch()
    store.record(batch, dt.datetime(2024, 9, 30, tzinfo=dt.UTC))
    kunlun, later = kunlun_restated(batch)
    with running(tmp_path, "--workers", "2", XL_AIGC_STORE=str(place)) as server:
        assert figures(server, *KEY) == {kunlun.value}
        store.record(later, dt.datetime(2024, 10, 31, tzinfo=dt.UTC))
        time.sleep(1)
        assert figures(server, *KEY) == {2_600_000_000.0}
        assert figures(server, *KEY, "2024-09-30") == {kunlun.value}


def figures(server, *arguments):
    """What eight clients get, so that each worker is asked."""
    found = set()
    for _ in range(8):
        with server.client() as client:
            found.add(outcome(client.call(payload("FIGURE", arguments))))
    return found
