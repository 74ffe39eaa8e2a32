"""Sources read the tickers and the currency of the basket that they are asked for."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pytest
from support.market_baskets import write_four, write_us
from support.sec_files import data_set, filing, number
from support.tdx_file import archive, record

import xl_aigc as xa
from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.folder import load_facts
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch

DAY = dt.date(2025, 6, 1)
Q2 = "0000000101-24-000020"
FILED = filing(Q2, "10-Q", 20240630, 2024, "Q2", 20240801)


def csv_batch(tmp_path, text, markets, currency="", tickers=()):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    return fetch(
        Request("files", tmp_path / "a.csv", tickers=tickers, as_of=DAY, markets=markets, currency=currency)
    )


def found(batch):
    return {figure.ticker: figure.value for figure in batch.figures}


def test_a_file_of_four_markets_gives_tickers_of_the_house(tmp_path):
    text = "ticker,period,Revenue (USD m)\nAAPL US,2024FY,1\n5 HK,2024FY,2\n7203 JP,2024FY,3\nA005930,2024FY,4\nBRK/B,2024FY,5\n"
    batch = csv_batch(tmp_path, text, ("hk", "us", "kr", "jp"), "USD")
    assert found(batch) == {"AAPL": 1e6, "0005.HK": 2e6, "7203.T": 3e6, "005930.KS": 4e6, "BRK.B": 5e6}
    assert (batch.set_aside, batch.markets) == ((), ("hk", "us", "kr", "jp"))


def test_an_ambiguous_code_is_set_aside_with_what_to_write_unless_one_company_was_asked_for(tmp_path):
    text = "ticker,period,Revenue (USD m)\n7203,2024FY,3\nAAPL,2024FY,1\n"
    batch = csv_batch(tmp_path, text, ("hk", "us", "jp"), "USD")
    assert found(batch) == {"AAPL": 1e6}
    assert [row.reason for row in batch.set_aside] == ["ambiguous_ticker"]
    assert "write 7203.HK or 7203.T" in batch.set_aside[0].message
    assert found(csv_batch(tmp_path, text, ("hk", "us", "jp"), "USD", ("7203.T",))) == {"7203.T": 3e6}
    both = csv_batch(tmp_path, text, ("hk", "us", "jp"), "USD", ("7203.T", "7203.HK"))
    assert (found(both), [row.reason for row in both.set_aside]) == ({}, ["ambiguous_ticker"])


def test_a_code_of_a_board_is_that_of_the_company_in_the_basket(tmp_path):
    text = "ticker,period,Revenue (KRW bn)\n247540,2024FY,2\n5930,2024FY,300\n"
    known = ("247540.KQ", "005930.KS")
    assert found(csv_batch(tmp_path, text, ("kr",), tickers=known)) == {"247540.KQ": 2e9, "005930.KS": 3e11}


@pytest.mark.parametrize(
    ("heading", "currency", "value"),
    [
        ("Revenue (HKD m)", "HKD", 1e6), ("营业收入(亿港元)", "HKD", 1e8), ("营业收入(亿)", "HKD", 1e8), ("Revenue (억 원)", "KRW", 1e8),
        ("Revenue (USD m)", "HKD", None), ("营业收入(万元)", "HKD", None), ("Revenue (HKD m)", "", 1e6),
    ],
)  # fmt: skip
def test_a_heading_must_name_the_currency_of_the_basket_or_none(tmp_path, heading, currency, value):
    batch = csv_batch(tmp_path, f"ticker,period,{heading}\n700,2024FY,1\n", ("hk",), currency)
    assert [figure.value for figure in batch.figures] == ([value] if value else [])
    assert [row.reason for row in batch.set_aside] == ([] if value else ["foreign_currency"])


def test_a_line_that_names_another_currency_refuses_the_table(tmp_path):
    text = "单位：万港元,,\nticker,period,营业收入\nAAPL,2024FY,1\n"
    with pytest.raises(DataError, match=r"The table is in 'HKD'. Expected figures in USD"):
        csv_batch(tmp_path, text, ("us",))
    assert found(csv_batch(tmp_path, text.replace("AAPL", "700"), ("hk",))) == {"0700.HK": 1e4}


def test_a_long_table_says_the_currency_in_each_row(tmp_path):
    text = "ticker,period,item,value,unit\nAAPL,2024FY,revenue,1,USD m\nAAPL,2024FY,net_profit,2,HKD m\n"
    batch = csv_batch(tmp_path, text, ("us",))
    assert [(figure.item, figure.value) for figure in batch.figures] == [("revenue", 1e6)]
    assert [row.reason for row in batch.set_aside] == ["foreign_currency"]


def test_a_database_gives_tickers_of_the_market(tmp_path):
    connection = sqlite3.connect(tmp_path / "a.sqlite")
    connection.execute("CREATE TABLE f (ticker TEXT, period TEXT, revenue REAL)")
    connection.execute("INSERT INTO f VALUES ('NASDAQ:AAPL', '2024FY', 5), ('BRK-B', '2024FY', 6)")
    connection.commit()
    connection.close()
    request = Request("database", f"sqlite:///{tmp_path}/a.sqlite", "SELECT * FROM f", markets=("us",))
    assert found(fetch(request)) == {"AAPL": 5.0, "BRK.B": 6.0}


def test_filings_go_into_a_basket_of_the_united_states_and_no_other(tmp_path):
    (tmp_path / "2024q3.zip").write_bytes(data_set([FILED], [number(Q2, "Assets", 20240630, 0, "5000.0000")]))
    (tmp_path / "ciks.csv").write_text("cik,ticker\n101,brk-b\n", encoding="utf-8")
    request = Request(
        "sec", tmp_path / "2024q3.zip", as_of=DAY, options={"tickers": str(tmp_path / "ciks.csv")}
    )
    batch = fetch(request)
    assert found(batch) == {"BRK.B": 5000.0}
    assert (batch.markets, batch.currency) == (("us",), "USD")
    us = load_facts(write_us(tmp_path / "us"))
    assert found(check_batch(batch, us)) == {"BRK.B": 5000.0}
    with pytest.raises(DataError, match="bad_ticker"):
        check_batch(batch, load_facts())
    basket = tmp_path / "us" / "basket.yaml"
    basket.write_text(basket.read_text(encoding="utf-8") + "currency: HKD\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"The figures are in USD, those of BRK.B in the basket 'us8' in HKD"):
        check_batch(batch, load_facts(tmp_path / "us"))


def test_an_archive_of_one_market_is_read_for_a_mixed_basket(tmp_path):
    (tmp_path / "gpcw20240630.dat").write_bytes(archive({"300418": record({74: 5.0})}))
    request = Request("tdx", tmp_path / "gpcw20240630.dat", markets=("a_share", "kr", "hk"))
    assert found(fetch(request)) == {"300418.SZ": 5.0}


def test_a_reader_names_the_market_of_what_it_reads(tmp_path):
    (tmp_path / "a.csv").write_text("ticker,period,Revenue (USD m)\nAAPL,2024FY,1\n", encoding="utf-8")
    assert xa.read(tmp_path / "a.csv", markets=["us"]).to_pandas()["ticker"].tolist() == ["AAPL"]
    with pytest.raises(DataError, match=r"There is no market 'usa'"):
        xa.read(tmp_path / "a.csv", markets=["usa"])


def test_a_folder_of_four_markets_is_a_batch_in_its_currency(tmp_path):
    batch = fetch(Request("files", write_four(tmp_path / "four")))
    assert (batch.markets, batch.currency, batch.complete) == (("hk", "us", "kr", "jp"), "USD", True)
