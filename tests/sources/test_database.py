"""A query of a real SQLite and a real PostgreSQL: the same table gives the same figures, and nothing can be written."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3

import pytest
from sqlalchemy import URL, create_engine, text

from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch, read_only
from xl_aigc.sources import database as source

LONG = "SELECT ticker, period, item, value FROM figures ORDER BY 1, 2, 3"
TABLES = """
CREATE TABLE figures (ticker text, period text, item text, value numeric);
INSERT INTO figures VALUES
 ('300418.SZ', '2024H1', 'revenue', 2500125000.25), ('300418.SZ', '2024H1', 'net_profit', -389000000),
 ('300418.SZ', '2023H1', 'revenue', NULL), ('600941', '2024-06-30', 'revenue', 546744000000);
CREATE TABLE wide (windcode text, sec_name text, end_date date, oper_rev double precision, rd_exp double precision);
INSERT INTO wide VALUES ('300418.SZ', '昆仑万维', '2024-06-30', 2500125000.25, 834000000),
 ('200725.SZ', '京东方B', '2024-06-30', 1, 1), ('600941.SH', '中国移动', '2024-06-30', 546744000000, NULL);
"""
MAPPING = "vendor,vendor_field,item,unit,mark,note\nours,end_date,period,,,\nours,tot_rev,revenue,万元,,\n"


def filled(url: str) -> str:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in filter(str.strip, TABLES.split(";")):
            connection.execute(text(statement))
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    if request.param == "sqlite":
        return filled(f"sqlite:///{tmp_path / 'a.db'}")
    return filled(request.getfixturevalue("postgres").database().replace("://", "+psycopg://"))


def asked(url: str, query: str, **more: object):
    return fetch(Request("database", url, query, as_of=dt.date(2024, 9, 12), **more))


def test_a_long_table_gives_its_figures_in_yuan(url):
    batch = asked(url, LONG)
    found = {(figure.ticker, str(figure.period), figure.item): figure.value for figure in batch.figures}
    assert found == {
        ("300418.SZ", "2024H1", "revenue"): 2500125000.25,
        ("300418.SZ", "2024H1", "net_profit"): -389000000.0,
        ("600941.SH", "2024H1", "revenue"): 546744000000.0,
    }
    assert (batch.source, batch.complete, batch.as_of) == ("database", False, dt.date(2024, 9, 12))


def test_a_wide_table_is_mapped_by_a_persons_own_file(url, tmp_path):
    mapping = tmp_path / "mapping.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    batch = asked(url, "SELECT * FROM wide", mapping=mapping)
    assert [(f.ticker, f.item, f.value) for f in batch.figures] == [
        ("300418.SZ", "revenue", 2500125000.25),
        ("300418.SZ", "rd_expense", 834000000.0),
        ("600941.SH", "revenue", 546744000000.0),
    ]
    assert {f.period for f in batch.figures} == {Period("2024H1")}
    assert [company.name_zh for company in batch.companies] == ["昆仑万维", "中国移动"]
    assert [(row.reason, row.ticker) for row in batch.set_aside] == [("not_a_share", "200725.SZ")]


def test_the_unit_of_a_column_is_that_of_the_mapping(url, tmp_path):
    mapping = tmp_path / "mapping.csv"
    mapping.write_text(MAPPING, encoding="utf-8")
    query = "SELECT '300418.SZ' AS windcode, '2024H1' AS period, 250012.5 AS tot_rev"
    assert [f.value for f in asked(url, query, mapping=mapping).figures] == [2500125000.0]


@pytest.mark.parametrize(
    "query", ["DELETE FROM figures", "DROP TABLE figures", "INSERT INTO figures VALUES ('a', 'b', 'c', 1)"]
)
def test_nothing_can_be_written(url, query):
    with pytest.raises(DataError):
        asked(url, query)
    assert len(asked(url, LONG).figures) == 3


def test_a_query_with_colons_and_percent_signs_is_taken_as_it_is(url):
    query = (
        "SELECT ticker, '2024H1' AS period, item, value, 'a:b %s' AS note FROM figures WHERE ticker LIKE '3%'"
    )
    assert len(asked(url, query).figures) == 2


def test_columns_that_are_not_known_are_refused_with_the_nearest_names(url):
    with pytest.raises(DataError, match=r"'tickers' is most like 'ticker'"):
        asked(url, "SELECT ticker AS tickers, value FROM figures")


def test_more_rows_than_the_limit_are_refused(url, monkeypatch):
    monkeypatch.setattr(source, "MAX_ROWS", 3)
    with pytest.raises(DataError, match="more than 3 rows"):
        asked(url, LONG)


def test_the_password_is_shown_nowhere():
    url = "postgresql+psycopg://finance:geheim7@127.0.0.1:1/base"
    with pytest.raises(DataError) as caught:
        asked(url, LONG)
    assert "geheim7" not in str(caught.value)
    assert "finance:***@127.0.0.1" in str(caught.value)
    with pytest.raises(DataError) as caught:
        asked("postgres//finance:geheim7@host", LONG)
    assert "geheim7" not in str(caught.value)


def test_the_origin_of_a_batch_hides_the_password(postgres):
    batch = asked(filled(postgres.database().replace("://", "+psycopg://")), LONG)
    assert "s3cret" not in batch.origin
    assert not [source for source in batch.sources if "s3cret" in source.address]


def test_no_empty_file_is_made_in_place_of_one_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="The file is missing"):
        asked(f"sqlite:///{tmp_path / 'missing.db'}", LONG)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("url", "query"), [("nosuch://a/b", LONG), ("sqlite://", None), ("sqlite://", "SELEC 1")]
)
def test_an_address_or_query_that_cannot_be_used_is_refused(url, query):
    with pytest.raises(DataError):
        asked(url, query)


# ---- nothing is changed by what is asked


WRITING = [
    "PRAGMA journal_mode=WAL",
    "PRAGMA user_version=7",
    "ATTACH '{folder}/attached.db' AS other",
    "VACUUM INTO '{folder}/copy.db'",
    "VACUUM",
    "CREATE TEMP TABLE t (a)",
    "CREATE TABLE t (a)",
    "UPDATE figures SET value = 1",
    "REPLACE INTO figures VALUES ('a', 'b', 'c', 1)",
    "WITH one AS (SELECT 1) DELETE FROM figures",
    "BEGIN IMMEDIATE",
    "REINDEX",
    "ANALYZE",
    "SELECT load_extension('{folder}/a')",
    "SELECT 1; DELETE FROM figures",
]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("query", WRITING)
@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_query_of_sqlite_changes_neither_the_file_nor_its_folder(tmp_path, query, journal):
    folder = tmp_path / "source"
    folder.mkdir()
    url = filled(f"sqlite:///{folder / 'a.db'}")
    with sqlite3.connect(folder / "a.db", isolation_level=None) as connection:
        connection.execute(f"PRAGMA journal_mode={journal}")
    connection.close()
    before = contents(folder)
    assert list(before) == ["a.db"]
    with pytest.raises(DataError):
        asked(url, query.format(folder=folder))
    assert contents(folder) == before
    assert len(asked(url, LONG).figures) == 3
    assert contents(folder) == before


def test_what_another_program_has_written_to_the_log_is_read(tmp_path):
    url = filled(f"sqlite:///{tmp_path / 'a.db'}")
    writer = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("DELETE FROM figures WHERE item = 'net_profit'")
    assert len(asked(url, LONG).figures) == 2
    writer.close()


@pytest.mark.parametrize("name", ["file:a.db?mode=rwc", "a b#c%3Fd?x.db", ":memory:"])
def test_a_name_of_a_file_is_a_name_and_no_address(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    url = URL.create("sqlite", database=name)
    with pytest.raises(DataError, match="The file is missing"):
        asked(url.render_as_string(), LONG)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1; COMMIT; BEGIN READ WRITE; DELETE FROM figures; COMMIT",
        "COMMIT; DELETE FROM figures; COMMIT",
        "SET TRANSACTION READ WRITE",
        "SELECT set_config('transaction_read_only', 'off', false)",
        "SELECT nextval('counted')",
        "SELECT lo_create(0)",
        "COPY figures TO '/tmp/figures.txt'",
        "WITH gone AS (DELETE FROM figures RETURNING *) SELECT * FROM gone",
    ],
)
def test_a_query_of_postgresql_writes_nothing(postgres, query):
    url = filled(postgres.database().replace("://", "+psycopg://"))
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE SEQUENCE counted"))
    with pytest.raises(DataError):
        asked(url, query)
    with engine.begin() as connection:
        counts = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM figures), (SELECT is_called FROM counted), "
                "(SELECT count(*) FROM pg_largeobject_metadata)"
            )
        ).one()
    engine.dispose()
    assert tuple(counts) == (4, False, 0)


def test_a_device_is_no_database():
    with pytest.raises(DataError, match="it is a device"):
        asked("sqlite:////dev/zero", LONG)


# ---- what a database gives passes the same gate as what a file holds


def test_a_text_of_a_database_is_set_aside_where_it_is_not_accepted(url):
    query = (
        "SELECT ticker, period, item, value FROM figures UNION ALL "
        "SELECT '300418.SZ\x1b[31m', '2024H1', 'revenue', 1 UNION ALL SELECT '300418.SZ\x9b', '2024H1', 'revenue', 1"
    )
    batch = asked(url, query)
    assert len(batch.figures) == 3
    assert sorted((row.reason, row.ticker) for row in batch.set_aside) == [
        ("refused_character", "300418.SZ\\x1b[31m"),
        ("refused_character", "300418.SZ\\x9b"),
    ]


@pytest.mark.parametrize("url", ["postgresql://a:s3cret@host:port/x", "postgresql://a[b:s3cret@host:x"])
def test_an_address_that_can_not_be_read_is_repeated_nowhere(url):
    with pytest.raises(DataError) as caught:
        asked(url, LONG)
    assert "s3cret" not in str(caught.value)


# ---- a query ends, and what it gives is bounded


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) AS ticker FROM n"


def test_an_endless_query_of_sqlite_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(read_only, "MOST_STEPS", 3_000_000)
    url = filled(f"sqlite:///{tmp_path / 'a.db'}")
    with pytest.raises(DataError, match="takes too long"):
        asked(url, ENDLESS)


def test_an_endless_query_of_postgresql_is_stopped(postgres, monkeypatch):
    reading, _ = read_only._COMMANDS["postgresql"]
    monkeypatch.setitem(read_only._COMMANDS, "postgresql", (reading, "SET statement_timeout = '100ms'"))
    with pytest.raises(DataError, match="statement timeout"):
        asked(filled(postgres.database().replace("://", "+psycopg://")), ENDLESS)


@pytest.mark.parametrize("cell", ["hex(zeroblob(400000000))", "zeroblob(1000000000)"])
def test_a_cell_of_sqlite_that_fills_the_memory_is_refused(tmp_path, cell):
    with pytest.raises(DataError, match="too big"):
        asked(filled(f"sqlite:///{tmp_path / 'a.db'}"), f"SELECT {cell} AS ticker, '2024H1' AS period")


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("sqlite:///{}/a.db", "SELECT '\udcff' AS ticker"),
        ("sqlite:///{}/\ud800.db", LONG),
        ("post\udcffgres://u@127.0.0.1:1/x", LONG),
    ],
)
def test_half_a_character_is_refused_in_words(tmp_path, address, query):
    filled(f"sqlite:///{tmp_path / 'a.db'}")
    with pytest.raises(DataError):
        asked(address.format(tmp_path), query)


@pytest.mark.parametrize(
    ("source", "address", "says"),
    [
        ("files", "fin.db", "Write sqlite:///fin.db in its place"),
        ("database", "postgres://host/base", "Write postgresql://."),
    ],
)
def test_an_address_that_nearly_is_one_is_told_right(source, address, says):
    with pytest.raises(DataError, match=re.escape(says)):
        fetch(Request(source, address, query=LONG))
