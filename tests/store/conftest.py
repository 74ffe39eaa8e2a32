"""New stores, each test once in SQLite and once in a real PostgreSQL; and batches that say little."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from xl_aigc.data.batch import Basket, Batch
from xl_aigc.data.model import Company
from xl_aigc.data.period import Period
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from xl_aigc.store.store import Store

NOON = dt.datetime(2024, 11, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def new_place(request, tmp_path) -> Callable[[], str]:
    """Gives the place of a store that is not there yet, as often as it is called."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres").database
    made = iter(range(1_000_000))
    return lambda: str(tmp_path / f"store{next(made)}.sqlite")


@pytest.fixture
def place(new_place) -> str:
    """Where a store is not there yet."""
    return new_place()


@pytest.fixture
def store(place) -> Store:
    """A new store with the bundled facts."""
    return open_store(place)


@pytest.fixture(scope="session")
def bundled_file(tmp_path_factory):
    """A file with the bundled facts, to be copied."""
    path = tmp_path_factory.mktemp("bundled") / "store.sqlite"
    open_store(path)
    return path


@pytest.fixture
def store_file(bundled_file, tmp_path):
    """A file of one's own with the bundled facts."""
    return shutil.copy(bundled_file, tmp_path / "own.sqlite")


@pytest.fixture(scope="session")
def batch() -> Callable[..., Batch]:
    """Makes a batch of a day."""

    def make(day: str = "2024-10-31", **given: object) -> Batch:
        return Batch(source="files", origin="a.csv", as_of=dt.date.fromisoformat(day), **given)

    return make


@pytest.fixture(scope="session")
def company() -> Callable[[str], Company]:
    """Makes a company of which little is known."""
    return lambda ticker, name="某": Company(ticker, name, "", None, "", "other", "")


@pytest.fixture(scope="session")
def basket_of() -> Callable[..., Basket]:
    """Makes a basket."""

    def make(key: str, *members: str) -> Basket:
        names = {"en": key, "zh": key, "ko": key}
        return Basket(key, names, tuple(members), (), Period("2024H1"), Period("2023H1"))

    return make
