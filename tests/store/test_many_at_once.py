"""Several processes on one store: each waits for its turn, or is told that it waited in vain."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from threading import Thread

import pytest

from xl_aigc.data.batch import Batch
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.errors import StoreError
from xl_aigc.store.opening import open_store

NOW = Period("2024H1")
WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
TOGETHER = 3


def one_figure(value):
    figure = Figure("000333.SZ", NOW, "revenue", value, "stated", ())
    return Batch("files", f"{value}.csv", dt.date(2024, 10, 31), (figure,))


def open_and_record(where, value, start):
    start.wait(60)
    open_store(where, wait=100.0).record(one_figure(value), WHEN)  # a loaded machine takes its time


@pytest.mark.parametrize("made_before", [True, False], ids=["into one", "making it"])
def test_refreshes_at_once_are_recorded_one_after_the_other(place, made_before):
    if made_before:
        open_store(place)
    # Spawned, not forked: a forked process would share what this one holds of the database.
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(TOGETHER)
    processes = [
        context.Process(target=open_and_record, args=(place, float(value), start))
        for value in range(TOGETHER)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * TOGETHER
    store = open_store(place)
    assert [vintage.id for vintage in store.vintages()] == [1, 2, 3, 4]
    assert store.vintages()[0].source == "reference"
    told = [told.figure.value for told in store.history("000333.SZ", "revenue", NOW)]
    assert sorted(told[1:]) == [0.0, 1.0, 2.0]
    assert store.verify() == ()


def test_who_waits_too_long_is_told_and_nothing_is_changed(place):
    store, impatient = open_store(place), open_store(place, wait=0.2)
    with store.database.writing(), pytest.raises(StoreError, match="Another program is writing to the store"):
        impatient.record(one_figure(1.0), WHEN)
    assert len(store.vintages()) == 1
    assert impatient.record(one_figure(1.0), WHEN).vintage.id == 2


def test_who_waits_long_enough_sees_what_was_recorded_meanwhile(place):
    first, second = open_store(place), open_store(place)
    waiting = Thread(target=second.record, args=(one_figure(2.0), WHEN))

    def let_another_wait(done, total):
        if done == 0:
            waiting.start()

    first.record(one_figure(1.0), WHEN, progress=let_another_wait)
    waiting.join(60)
    values = [told.figure.value for told in first.history("000333.SZ", "revenue", NOW)]
    assert values[1:] == [1.0, 2.0]
