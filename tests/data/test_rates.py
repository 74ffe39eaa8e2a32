"""Figures in other currencies: converted by the rates of the basket, or refused by row."""

from __future__ import annotations

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period
from xl_aigc.data.written import facts_files
from xl_aigc.errors import DataError

COMPANIES = "ticker,name_zh,name_en,layer,segment,archetype,membership\n{}"
FIGURES = "ticker,period,item,value,kind,sources,currency\n"
RATES = "currency,period,average,closing,source\n"
H1 = Period("2024H1")


@pytest.fixture
def folder(tmp_path):
    rows = "AAPL,,Apple,,,,\n0700.HK,,Tencent,,,,\n7203.T,,Toyota,,,,\n300418.SZ,,Kunlun,,,,\n"
    write(tmp_path, "companies.csv", COMPANIES.format(rows))
    write(tmp_path, "sources.csv", "id,address\nF1,annual reports\nR1,rates of a central bank\n")
    write(
        tmp_path,
        "basket.yaml",
        "key: four\nmarket: [a_share, hk, us, jp]\ncurrency: CNY\nas_of: 2024-09-30\n",
    )
    return tmp_path


def write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_flows_convert_by_the_average_rate_and_balances_by_the_closing_rate(folder):
    write(
        folder,
        "figures.csv",
        FIGURES
        + "AAPL,2024H1,revenue,1000,stated,F1,USD\n"
        + "AAPL,2024H1,total_assets,1000,stated,F1,USD\n"
        + "0700.HK,2024H1,net_profit,-100.3,stated,F1,HKD\n"
        + "7203.T,2024H1,cash,2000000,derived,F1 R1,JPY\n"
        + "300418.SZ,2024H1,revenue,77,stated,F1,CNY\n"
        + "300418.SZ,2024H1,cash,78,stated,F1,\n",
    )
    write(
        folder,
        "rates.csv",
        RATES + "USD,2024H1,7.1,7.27,R1\nHKD,2024H1,0.91,,R1\nJPY,2024H1,,0.0451,R1\n",
    )
    facts = load_facts(folder)
    due = {  # by hand: 1000 x 7.1; 1000 x 7.27; -100.3 x 0.91; 2,000,000 x 0.0451
        ("AAPL", "revenue"): (7100.0, "derived", ("F1", "R1")),
        ("AAPL", "total_assets"): (7270.0, "derived", ("F1", "R1")),
        ("0700.HK", "net_profit"): (-91.273, "derived", ("F1", "R1")),
        ("7203.T", "cash"): (90200.0, "derived", ("F1", "R1")),
        ("300418.SZ", "revenue"): (77.0, "stated", ("F1",)),
        ("300418.SZ", "cash"): (78.0, "stated", ("F1",)),
    }
    found = {(one.ticker, one.item): (one.value, one.kind, one.sources) for one in facts.figures}
    assert found == due
    assert (facts.markets, facts.currency) == (("a_share", "hk", "us", "jp"), "CNY")


@pytest.mark.parametrize(
    ("figure", "rates", "said"),
    [
        (
            "AAPL,2024H1,revenue,1,stated,F1,USD",
            "USD,2024H1,,7.2,R1\n",
            "figures.csv, line 2, key currency: The figure is in USD, the basket in CNY, and there is no average rate of USD in 2024H1.",
        ),
        (
            "AAPL,2024H1,revenue,1,stated,F1,USD",
            "USD,2023H1,7.1,7.2,R1\n",
            "Add the row USD,2024H1,AVERAGE,,SOURCE: AVERAGE is how many CNY one USD is.",
        ),
        ("AAPL,2024H1,cash,1,stated,F1,USD", "USD,2024H1,7.1,,R1\n", "Add the row USD,2024H1,,CLOSING,SOURCE"),
        ("AAPL,2023H1,revenue,1,stated,F1,USD", "USD,2024H1,7.1,7.2,R1\n", "no average rate of USD in 2023H1"),
        ("AAPL,2024H1,revenue,1,stated,F1,dollars", "", "figures.csv, line 2, key currency: 'dollars' is no currency"),
        ("", "CNY,2024H1,1,1,R1\n", "rates.csv, line 2, key currency: CNY is the basket's own currency. Delete the row."),
        ("", "US,2024H1,1,1,R1\n", "rates.csv, line 2, key currency: 'US' is no currency"),
        ("", "USD,2024,1,1,R1\n", "rates.csv, line 2, key period"),
        ("", "USD,2024H1,0,1,R1\n", "rates.csv, line 2, key average: A rate can't be 0."),
        ("", "USD,2024H1,1,-7,R1\n", "rates.csv, line 2, key closing: A rate can't be -7."),
        ("", "USD,2024H1,nan,1,R1\n", "rates.csv, line 2, key average: 'nan' is not a number"),
        ("", "USD,2024H1,1,1,R9\n", "rates.csv, line 2, key source: There is no source R9 in sources.csv."),
        ("", "USD,2024H1,7,7,R1\nUSD,2024H1,7,7,R1\n", "line 3, key currency, period: The rates of USD in 2024H1 are given twice"),
    ],
)  # fmt: skip
def test_what_can_not_be_converted_is_told_by_row(folder, figure, rates, said):
    write(folder, "figures.csv", FIGURES + (figure or "AAPL,2024H1,revenue,1,stated,F1,CNY") + "\n")
    write(folder, "rates.csv", RATES + rates)
    with pytest.raises(DataError) as caught:
        load_facts(folder)
    assert said in str(caught.value)


def test_without_a_file_of_rates_a_figure_in_another_currency_is_refused(folder):
    write(folder, "figures.csv", FIGURES + "AAPL,2024H1,revenue,1,stated,F1,USD\n")
    with pytest.raises(DataError, match=r"there is no average rate of USD in 2024H1"):
        load_facts(folder)


def test_the_written_folder_holds_the_converted_figures_and_reads_back_the_same(folder, tmp_path):
    write(folder, "figures.csv", FIGURES + "AAPL,2024H1,revenue,1000,stated,F1,USD\n")
    write(folder, "rates.csv", RATES + "USD,2024H1,7.1,7.2,R1\n")
    facts = load_facts(folder)
    again = tmp_path / "again"
    again.mkdir()
    for name, text in facts_files(facts).items():
        write(again, name, text)
    read = load_facts(again)
    assert (read.figures, read.markets, read.currency) == (facts.figures, facts.markets, facts.currency)


@pytest.mark.parametrize(
    ("ticker", "market", "said"),
    [
        ("AAPL", "a_share", "It is a ticker of the market us: add the line 'market: us' to basket.yaml."),
        ("00700", "hk", "Write 0700.HK."),
        ("700", "[a_share, hk]\ncurrency: CNY", "Write 000700.SZ or 0700.HK."),
        ("aapl", "us", "Expected one to five capital letters"),
    ],
)
def test_a_ticker_of_another_form_is_told_what_to_write(folder, ticker, market, said):
    write(folder, "companies.csv", COMPANIES.format(f"{ticker},,Name,,,,\n"))
    write(folder, "figures.csv", FIGURES)
    write(folder, "basket.yaml", f"market: {market}\nperiod: 2024H1\nas_of: 2024-09-30\n")
    with pytest.raises(DataError) as caught:
        load_facts(folder)
    assert f"'{ticker}' is no ticker" in str(caught.value)
    assert said in str(caught.value)
