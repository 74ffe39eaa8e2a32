"""Several processes of the server behind a real nginx, over a real PostgreSQL, and a restart under load."""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import ExitStack
from http.client import HTTPException
from itertools import count
from time import monotonic, sleep

import pytest
from support.nginx import need_nginx, proxy
from support.office_js_calls import HEADER, outcome, payload
from support.restated import KEY, kunlun_restated
from support.server_process import Client, free_port, need_server, running

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.store.opening import open_store

pytestmark = pytest.mark.slow

TOKEN = "a token of sixteen"
TABLE = payload("COHORT", [[HEADER, *[[f"{place:06d}.SZ", 120, 100, 5, 4] for place in range(2000)]]])
RESTATED = 2_600_000_000.0


class Processes:
    """Two processes of one project and one store, each at a port of its own."""

    def __init__(self, folder, store):
        self.folder, self.store = folder, store
        self.ports = [free_port(), free_port()]
        self.open = [ExitStack(), ExitStack()]

    def start(self, place):
        own = self.folder / str(place)
        own.mkdir(exist_ok=True)
        options = ("--environment", "prod", "--project", str(self.folder / "project"))
        environment = {"XL_AIGC_STORE": self.store, "XL_AIGC_SERVER_TOKEN": TOKEN}
        self.open[place].enter_context(running(own, *options, port=self.ports[place], **environment))

    def stop(self, place):
        self.open[place].close()

    def answered(self, place):
        """How many figures a process has been asked for."""
        with Client(self.ports[place], {"Authorization": TOKEN}) as client:
            lines = client.get("/metrics").body.decode().splitlines()
        asked = 'aigc_requests_total{function="aigc_figure",status="200"} '
        return sum(int(line.removeprefix(asked)) for line in lines if line.startswith(asked))


@pytest.fixture
def store(postgres):
    url = postgres.database()
    open_store(url).record(bundled_batch(), dt.datetime(2024, 9, 30, tzinfo=dt.UTC))
    return url


@pytest.fixture
def processes(tmp_path, store):
    need_server()
    need_nginx()
    found = Processes(tmp_path, store)
    try:
        for place in (0, 1):
            found.start(place)
        yield found
    finally:
        for place in (0, 1):
            found.stop(place)


class Load:
    """Clients that call without a pause, each over one connection, and keep what they got in place of the right answer."""

    def __init__(self, port, bodies):
        self.wrong, self.count, self.over = [], count(), threading.Event()
        self.threads = [threading.Thread(target=self._run, args=(port, *each)) for each in bodies]

    def __enter__(self):
        for each in self.threads:
            each.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for each in self.threads:
            each.join()

    def _run(self, port, body, due):
        with Client(port, {"Authorization": TOKEN}) as client:
            while not self.over.is_set():
                try:
                    got = outcome(client.call(body))
                except (OSError, HTTPException, AssertionError) as error:
                    self.wrong.append(repr(error))
                    return
                next(self.count)
                if got != due:
                    self.wrong.append(got)


def test_a_restart_of_one_process_after_the_other_loses_no_call(processes, store, tmp_path):
    kunlun, later = kunlun_restated(bundled_batch())
    figure = payload("FIGURE", KEY)
    with proxy(tmp_path, processes.ports) as port, Client(port, {"Authorization": TOKEN}) as client:
        table = outcome(client.call(TABLE))
        assert table[1][:2] == ["both up", 2000]
        with Load(port, [(figure, kunlun.value)] * 6 + [(TABLE, table)]) as load:
            before = [processes.answered(place) for place in (0, 1)]
            for place in (0, 1):
                processes.stop(place)
                processes.start(place)
            while not load.wrong and not all(processes.answered(place) > 20 for place in (0, 1)):
                sleep(0.05)
        assert load.wrong == []
        assert min(before) >= 0
        assert next(load.count) > 100
        open_store(store).record(later, dt.datetime(2024, 10, 31, tzinfo=dt.UTC))
        end = monotonic() + 30
        seen = []
        while seen[-8:] != [RESTATED] * 8 and monotonic() < end:
            with Client(port, {"Authorization": TOKEN}) as another:
                seen.append(outcome(another.call(figure)))
        assert seen[-8:] == [RESTATED] * 8, "each process sees a refresh"
