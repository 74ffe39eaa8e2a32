"""A connection to PostgreSQL that is cut in the middle of a refresh: the old state or the new one, whole."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from threading import Thread

import psycopg
import pytest
from support.kill_store import WHEN, batch

from xl_aigc.errors import StoreError
from xl_aigc.functions.store_connection import ServerConnection
from xl_aigc.functions.store_in_use import drop_store, is_readable
from xl_aigc.location import locate
from xl_aigc.store.opening import open_store

ROUNDS = 8
CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@pytest.fixture
def address(postgres):
    return postgres.database()


def cut(address, after):
    """End every other connection to a database, some seconds from now."""
    time.sleep(after)
    with psycopg.connect(address, autocommit=True) as connection:
        return connection.execute(CUT).rowcount


def recorded(store, figures, errors):
    """Record a batch, and note the error that it ends with."""
    try:
        store.record(figures, WHEN)
    except StoreError as error:
        errors.append(str(error))


def test_a_connection_that_is_cut_leaves_the_old_state_or_the_new_one(address):
    """Each round restates 3,000 figures while the connection is cut at a random moment."""
    chance = random.Random(7)
    base = batch(1.0)
    begun = time.perf_counter()
    open_store(address).record(base, WHEN)
    usual = time.perf_counter() - begun
    factor, known, lost = 1.0, len(open_store(address).vintages()), 0
    for number in range(ROUNDS):
        errors: list[str] = []
        restated = replace(base, figures=batch(factor + 1.0).figures)
        writing = Thread(target=recorded, args=(open_store(address), restated, errors))
        writing.start()
        cut(address, chance.uniform(0, usual))
        writing.join(60)
        store = open_store(address)
        done = len(store.vintages()) - known
        assert done in {0, 1}, number
        assert store.verify() == ()
        factor, known, lost = factor + done, known + done, lost + len(errors)
        assert store.figure("000700.SZ", "revenue", base.figures[0].period).value == 700 * factor
        for error in errors:
            assert "postgresql://" in error
            assert "s3cret" not in error
    assert lost, "no connection was cut while it was at work"


def test_a_reader_whose_connection_was_ended_asks_once_more(address):
    open_store(address)
    reader = ServerConnection(locate(address))
    try:
        before = reader.rows("SELECT count(*) FROM figure")
        assert before[0][0] > 0
        assert cut(address, 0) >= 1
        assert reader.rows("SELECT count(*) FROM figure WHERE value <> ?", [-1.5]) == before
    finally:
        reader.close()


def test_a_store_whose_figures_a_reader_may_not_see_is_not_readable(address, monkeypatch):
    open_store(address)
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("CREATE ROLE half_reader LOGIN PASSWORD 'a'")
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO half_reader")
        monkeypatch.setenv("XL_AIGC_STORE", f"postgresql://half_reader:a@{address.rpartition('@')[2]}")
        try:
            assert is_readable()
            owner.execute("REVOKE SELECT ON figure FROM half_reader")
            assert not is_readable()
        finally:
            drop_store()
            owner.execute("DROP OWNED BY half_reader; DROP ROLE half_reader")
