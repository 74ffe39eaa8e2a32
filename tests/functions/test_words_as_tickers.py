"""Tickers of companies that are words for a total, an index or a missing figure elsewhere."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.support.market_baskets import write_us
from tests.support.read_store import functions_read
from xl_aigc import evaluate
from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.store.opening import open_store

NAMES = {"ALL": "Allstate", "SUM": "Summit Materials", "DAX": "Dax Fund", "NA": "Nano Labs"}
IN_BASKET = 'AIGC_BASKET("us8","ticker,name_en,revenue")'
WITHOUT_NAMES = 'AIGC_BASKET("us8","ticker,revenue")'


@pytest.fixture(scope="module", autouse=True)
def store(tmp_path_factory):
    """Seven companies of the United States and four whose tickers are such words, with a revenue of 1 to 4 dollars."""
    place = tmp_path_factory.mktemp("words")
    folder = place / "us8"
    folder.mkdir()
    write_us(folder)
    with (folder / "companies.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{ticker},,{name},,,,\n" for ticker, name in NAMES.items())
    with (folder / "figures.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{ticker},2024FY,revenue,{at},stated,F1,\n" for at, ticker in enumerate(NAMES, 1))
    open_store(str(place / "us.sqlite")).record(
        folder_batch(folder, "us8"), dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
    )
    with functions_read(place / "us.sqlite"):
        yield


@pytest.mark.parametrize("table", [IN_BASKET, WITHOUT_NAMES])
def test_a_ticker_of_the_store_is_a_company(table):
    assert evaluate(f'=AIGC_COHORT({table},"revenue",{{3.5}},,"companies")')[-1] == [11]
    lowest = [["Ticker"], ["ALL"], ["SUM"], ["DAX"], ["NA"]]
    assert evaluate(f'=AIGC_TOP({table},"revenue",4,"ticker",TRUE)') == lowest


def test_na_is_a_ticker_where_one_is_due_and_the_store_knows_it():
    assert evaluate('=AIGC_FIGURE({"NA";"nan";"ALL"},"revenue")') == [[4], [CellError.NA], [1]]
    assert evaluate('=AIGC_NAME("NA")') == "Nano Labs"


def test_a_row_of_sums_is_no_company_though_its_word_is_a_ticker():
    """SUM stands without a name, and 5 and 6 are 11."""
    rows = evaluate('=AIGC_TOP({"ticker","revenue";"MSFT",5;"AAPL",6;"SUM",11},"revenue")')
    assert rows == [["ticker", "revenue"], ["AAPL", 6], ["MSFT", 5]]
