"""A store that a command made goes again where the command fails; one that was there, or has recorded something, stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.errors import StoreError
from xl_aigc.store.opening import open_store, opened_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.store.store import Store

NOON = dt.datetime(2024, 11, 1, 12, 0, tzinfo=dt.UTC)


def failing(place: str, work: Callable[[Store], object] = lambda _: None) -> None:
    def run() -> None:
        with opened_store(place) as store:
            work(store)
            raise RuntimeError("the source can't be read")

    with pytest.raises(RuntimeError, match="the source"):
        run()


def test_a_new_store_goes_where_what_follows_fails(place):
    failing(place)
    with pytest.raises(StoreError, match="no store here"):
        open_store(place, create=False)
    with opened_store(place) as store:
        assert len(store.vintages()) == 1


def test_a_store_that_was_there_stays(place, store):
    failing(place)
    assert len(open_store(place, create=False).vintages()) == 1


def test_what_was_recorded_before_the_failure_stays(place):
    batch = bundled_batch()
    failing(place, lambda store: store.record(replace(batch, figures=batch.figures[:9]), NOON))
    assert len(open_store(place, create=False).vintages()) == 2


def test_another_that_has_the_new_store_open_fails_and_writes_nowhere(place):
    others = []
    failing(place, lambda _: others.append(open_store(place)))
    with pytest.raises(StoreError):
        others[0].record(bundled_batch(), NOON)
