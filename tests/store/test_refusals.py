"""What is no store, or one that this program can't use, is told by place and left as it is; passwords are never told."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from platformdirs import user_data_dir
from sqlalchemy import text

from xl_aigc import location
from xl_aigc.errors import StoreError
from xl_aigc.location import locate
from xl_aigc.store import database as databases
from xl_aigc.store import schema
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
NOW = schema.VERSION
NEXT = NOW + 1


def test_a_store_newer_than_the_program_is_left_alone(store, place):
    with store.database.writing() as connection:
        connection.execute(text(f"UPDATE xl_aigc_store SET version = {NEXT}"))
    with pytest.raises(
        StoreError, match=rf"of schema {NEXT}, this program knows {NOW}\. Update this program"
    ):
        open_store(place)


def test_an_older_store_is_upgraded_in_place_and_only_once(store, place, monkeypatch):
    done = []

    def step(connection):
        done.append(connection.execute(text("SELECT count(*) FROM figure")).scalar_one())
        connection.execute(text("ALTER TABLE vintage ADD COLUMN note TEXT"))

    monkeypatch.setattr(schema, "VERSION", NEXT)
    monkeypatch.setattr(schema, "STEPS", {NOW: step})
    for _ in range(2):
        assert len(open_store(place).facts().figures) == 347
    assert done == [347]
    with store.database.reading() as connection:
        assert schema.version_of(connection) == NEXT
        assert connection.execute(text("SELECT note FROM vintage")).scalars().all() == [None]


def test_an_upgrade_that_fails_leaves_the_older_store(store, place, monkeypatch):
    def step(connection):
        connection.execute(text("ALTER TABLE vintage ADD COLUMN note TEXT"))
        connection.execute(text("SELECT nothing FROM nowhere"))

    monkeypatch.setattr(schema, "VERSION", NEXT)
    monkeypatch.setattr(schema, "STEPS", {NOW: step})
    with pytest.raises(StoreError):
        open_store(place)
    monkeypatch.undo()
    assert len(open_store(place).facts().figures) == 347


BOTH = """
article: {published: 2023-01, prices_as_of: 2023-01-31, basket: two}
claims: [{id: a, section: rd, key: count_layers, stated: 3}]
article_against_itself: [{text: twice}]
"""
"""An article and its claims as stores before schema 5 hold them."""
ADDED = [
    "measures",
    "texts",
    "markets",
    "currency",
    "claims",
    "segments",
    "limits",
    "periods",
    "year_end",
    "layers",
    "archetypes",
]


def test_a_store_of_the_first_schema_gets_what_later_ones_hold_of_a_basket(store, place):
    with store.database.writing() as connection:
        for column in ADDED:
            connection.execute(text(f"ALTER TABLE basket DROP COLUMN {column}"))
        for column in ("layer", "segment", "archetype", "membership"):
            connection.execute(text(f"ALTER TABLE member DROP COLUMN {column}"))
        connection.execute(text("DROP TABLE rollout"))
        connection.execute(text("UPDATE basket SET article = :old"), {"old": BOTH})
        connection.execute(text("UPDATE xl_aigc_store SET version = 1"))
    facts = open_store(place).facts()
    assert (len(facts.figures), facts.measures, facts.texts, facts.rollout) == (347, None, None, ())
    assert (facts.article.published, [claim.id for claim in facts.claims]) == ("2023-01", ["a"])
    assert [one["en"] for one in facts.article.against_itself] == ["twice"]
    assert (facts.markets, facts.currency) == (("a_share",), "CNY")
    assert (facts.limits, facts.single_quarters, facts.year_end) == ({}, False, "12-31")


def test_every_older_schema_has_its_step():
    assert sorted(schema.STEPS) == list(range(1, schema.VERSION))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"ticker,period\n" * 500, "The file is not a store"),
        (b"PK\x03\x04" + b"\x00" * 5000, "The file is not a store"),
    ],
)
def test_another_file_is_told_and_left_as_it_is(tmp_path, content, says):
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=rf"figures\.csv: {says}"):
        open_store(path)
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_told_and_left_as_it_is(tmp_path):
    path = tmp_path / "places.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is no store, and has a table 'bookmarks' of its own"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_truncated_store_is_told(store_file):
    path = Path(store_file)
    path.write_bytes(path.read_bytes()[:30_000])
    with pytest.raises(StoreError, match=r"own\.sqlite: The store is damaged"):
        open_store(path).facts()


def test_damage_inside_is_found_by_verify(store_file):
    path = Path(store_file)
    connection = sqlite3.connect(path)
    connection.executescript(
        "DELETE FROM figure WHERE ticker = '000333.SZ' AND item = 'revenue';"
        "INSERT INTO price_change VALUES ('000333.SZ', 9, 0.1, '2023-12-29', '2024-09-12', '');"
        "UPDATE figure SET value = 9e999 WHERE ticker = '000977.SZ' AND item = 'revenue';"
        "INSERT INTO member VALUES ('aigc', '999999.SZ', 1, 99, NULL, NULL, NULL, NULL);"
    )
    connection.close()
    assert {fault.key for fault in open_store(path).verify()} == {
        "count", "no_vintage", "foreign_key", "value", "company",
    }  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://anna:secret@db/x", "oracle+oracledb://anna:secret@db", "sqlite://"])
def test_a_url_of_another_kind_is_told_without_its_password(url):
    with pytest.raises(StoreError, match=r"A store can't be in .* Expected the path of a file") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_a_url_that_makes_no_sense_is_told_without_its_password():
    with pytest.raises(StoreError, match="can't be read") as caught:
        open_store("postgresql://anna:secret@db:port/x")
    assert "secret" not in str(caught.value)


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'xl-aigc\[postgres\]'") as caught:
        open_store("postgresql://anna:secret@db/x")
    assert "secret" not in str(caught.value)


def test_a_wrong_password_is_told_and_not_shown(postgres):
    with pytest.raises(
        StoreError, match=r"aigc:\*\*\*@127.*does not take the user or the password"
    ) as caught:
        open_store(postgres.url("postgres", "wr0ng%20secret"))
    assert "wr0ng" not in str(caught.value)


def test_a_server_that_does_not_answer_is_told():
    with pytest.raises(StoreError, match="The database server can't be reached") as caught:
        open_store("postgresql://anna:secret@127.0.0.1:1/x")
    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_there_is_told(postgres):
    with pytest.raises(StoreError, match="does not have it"):
        open_store(postgres.url("nowhere"))


def test_tables_of_another_program_in_the_same_database_are_left_alone(postgres):
    url = postgres.database()
    database = databases.Database(locate(url))
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE orders (id integer)"))
    assert len(open_store(url).facts().figures) == 347
    url = postgres.database()
    with databases.Database(locate(url)).writing() as connection:
        connection.execute(text("CREATE TABLE figure (id integer)"))
    with pytest.raises(StoreError, match="has a table 'figure' of its own"):
        open_store(url)


def test_a_password_in_the_origin_is_never_recorded(store, batch):
    told = replace(batch(set_aside=()), origin="postgresql://anna:secret@db/x?password=geheim")
    basket = replace(store.baskets()[0], giants=())
    store.record(replace(told, basket=basket), WHEN)
    assert store.vintages()[1].origin == "postgresql://anna:***@db/x?password=***"


def test_the_folder_of_the_store_may_be_missing_and_its_name_odd(tmp_path):
    path = tmp_path / "new folder" / "财务 #1?%20" / "store.sqlite"
    store = open_store(path)
    assert path.exists()
    assert len(store.facts().figures) == 347
    alone = shutil.copy(path, tmp_path / "alone.sqlite")
    assert len(open_store(alone).facts().figures) == 347, "the one file holds all"


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="The store can't be made"):
        open_store(tmp_path / "file" / "inner" / "store.sqlite")


def test_the_place_is_that_of_the_option_then_the_variable_then_the_users_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XL_AIGC_STORE", str(tmp_path / "named.sqlite"))
    assert locate("given.sqlite").file == Path("given.sqlite")
    assert locate().file == tmp_path / "named.sqlite"
    monkeypatch.delenv("XL_AIGC_STORE")
    assert locate().file == Path(user_data_dir("xl_aigc", appauthor=False)) / "store.sqlite"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert locate().file == Path(user_data_dir("xl_aigc", appauthor=False)) / "store.sqlite"


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_the_users_folder_is_that_of_platformdirs_on_every_system(system, monkeypatch, tmp_path):
    from platformdirs import macos, windows  # noqa: PLC0415

    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr(location.sys, "platform", system)
    if system == "darwin":
        theirs = macos.MacOS("xl_aigc", appauthor=False).user_data_dir
    else:
        monkeypatch.setattr(windows, "get_win_folder", windows.get_win_folder_from_env_vars)
        theirs = windows.Windows("xl_aigc", appauthor=False).user_data_dir
    assert str(location.data_folder()) == theirs


@pytest.mark.parametrize(
    ("text_", "file"),
    [
        ("sqlite:///data/store.sqlite", Path("data/store.sqlite")),
        ("sqlite:////srv/store.sqlite", Path("/srv/store.sqlite")),
        ("sqlite:///a%20b.sqlite", Path("a b.sqlite")),
    ],
)
def test_a_url_of_sqlite_names_a_file(text_, file):
    assert locate(text_).file == file


@pytest.mark.parametrize(
    "url",
    ["postgresql://a[b:s3cret@host/x", "postgresql://a:s3cret@host:port/x", "postgresql://a:s3c]ret@h/x"],
)
def test_a_url_that_can_not_be_read_is_repeated_nowhere(url):
    with pytest.raises(StoreError, match="The URL can't be read") as caught:
        open_store(url)
    assert "s3c" not in str(caught.value)
