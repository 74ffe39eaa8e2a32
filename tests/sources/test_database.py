"""A query of a real SQLite and a real PostgreSQL: the same table gives the same figures, and nothing can be written."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import create_engine, text

from xl_aigc.data import Period
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch
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
    with pytest.raises(DataError, match="the file is missing"):
        asked(f"sqlite:///{tmp_path / 'missing.db'}", LONG)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("url", "query"), [("nosuch://a/b", LONG), ("sqlite://", None), ("sqlite://", "SELEC 1")]
)
def test_an_address_or_query_that_cannot_be_used_is_refused(url, query):
    with pytest.raises(DataError):
        asked(url, query)
