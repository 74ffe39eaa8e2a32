"""Baskets of several markets and currencies in one store, and the functions that look companies up in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from support import market_baskets

from xl_aigc.cell_errors import CellError
from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.data.model import Company, Figure
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError
from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.reader import use_facts
from xl_aigc.refreshing.refresh import RefreshOptions, refresh
from xl_aigc.sources import Request, fetch
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2025, 6, 1, tzinfo=dt.UTC)
FIGURE = CATALOGUE["FIGURE"].call


def test_a_basket_in_dollars_is_kept_with_its_markets_and_its_currency(store, tmp_path):
    folder = market_baskets.write_four(tmp_path / "four")
    store.record(check_batch(folder_batch(folder, "files"), store.facts()), WHEN)
    facts = store.facts("four")
    assert (facts.markets, facts.currency) == (("hk", "us", "kr", "jp"), "USD")
    assert facts.value("0005.HK", "revenue", Period("2024FY")) == 65_664_000_000  # 513,000 m x 0.128
    assert facts.figure("0005.HK", "revenue", Period("2024FY")).sources == ("F1", "R1")
    assert (store.facts().markets, store.facts().currency) == (("a_share",), "CNY")
    store.export(tmp_path / "out", "four")
    assert load_facts(tmp_path / "out").figures == facts.figures
    assert store.record(folder_batch(tmp_path / "out", "files"), WHEN).vintage is None


def test_a_company_in_baskets_of_two_currencies_is_refused(store, tmp_path):
    store.record(folder_batch(market_baskets.write_us(tmp_path / "us"), "files"), WHEN)
    folder = market_baskets.write_us(tmp_path / "again")
    text = (folder / "basket.yaml").read_text(encoding="utf-8").replace("us8", "other") + "currency: HKD\n"
    (folder / "basket.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"AAPL is in the basket 'us8' in USD, and in 'other' in HKD"):
        store.record(folder_batch(folder, "files"), WHEN)


def test_a_company_in_baskets_of_two_kinds_of_periods_is_refused(store, tmp_path):
    """2024Q3 would be nine months in one of them and three in the other."""
    store.record(folder_batch(market_baskets.write_us(tmp_path / "us"), "files"), WHEN)
    folder = market_baskets.write_us(tmp_path / "again")
    text = (folder / "basket.yaml").read_text(encoding="utf-8").replace("us8", "other") + "periods: single\n"
    (folder / "basket.yaml").write_text(text, encoding="utf-8")
    says = r"AAPL is in the basket 'us8' in cumulative periods, and in 'other' in single quarters"
    with pytest.raises(DataError, match=says):
        store.record(folder_batch(folder, "files"), WHEN)


def test_a_basket_that_says_less_of_a_company_leaves_what_another_says_and_takes_none_of_it(
    store, company, basket_of, batch
):
    told = Company("000001.SZ", "甲", "Kiln", "upstream", "ovens", "rigid_demand", "listed")
    store.record(batch(companies=(told,), basket=basket_of("first", told.ticker), complete=True), WHEN)
    less = company(told.ticker, "乙")  # a Chinese name, and nothing else
    store.record(batch(companies=(less,), basket=basket_of("second", told.ticker), complete=True), WHEN)
    assert store.facts("first").companies == (replace(told, name_zh="乙"),)
    assert store.facts("second").companies == (replace(less, name_en="Kiln"),)
    store.record(batch(companies=(less,), basket=basket_of("third"), complete=True), WHEN)
    assert store.facts("first").companies == (replace(told, name_zh="乙"),)
    assert store.facts("second").companies == (replace(less, name_en="Kiln"),)


def test_a_blank_keeps_what_the_basket_itself_said_of_a_shared_company(store, company, basket_of, batch):
    first = Company("000001.SZ", "甲", "Kiln", "upstream", "ovens", "rigid_demand", "listed")
    second = replace(first, layer="downstream", segment="", archetype="clear_model", membership="")
    for key, told in (("first", first), ("second", second), ("second", company(first.ticker, "甲"))):
        store.record(batch(companies=(told,), basket=basket_of(key, told.ticker), complete=True), WHEN)
    assert store.facts("second").companies == (second,)


def test_a_basket_withdraws_nothing_of_a_company_that_it_shares(store):
    """Another basket has what its own folder leaves out; of a company that is in no other basket nothing is left."""
    facts = load_facts()
    first = folder_batch(REFERENCE, "files")
    kept = next(one for one in facts.figures if one.ticker == "300418.SZ" and one.item == "rd_expense")
    alone = Figure("600519.SH", facts.period, "rd_expense", 5.0, "stated", ())
    mine = replace(
        first,
        figures=(replace(kept, item="revenue", value=7.0), replace(alone, item="revenue")),
        companies=(
            Company("300418.SZ", "甲", "", None, "", "other", ""),
            Company("600519.SH", "乙", "", None, "", "other", ""),
        ),
        basket=replace(first.basket, key="mine", members=("300418.SZ", "600519.SH"), giants=()),
        price_changes=(replace(facts.price_changes[0], ticker="600519.SH"),),
        rollout=(),
    )
    store.record(replace(mine, figures=(*mine.figures, alone)), WHEN)
    changes = store.record(mine, WHEN).changes
    assert changes.withdrawn == (alone,)
    assert store.figure("300418.SZ", "rd_expense", kept.period) == kept
    assert store.figure("300418.SZ", "revenue", kept.period).value == 7.0
    assert {one.ticker for one in store.facts("aigc").price_changes} == {
        one.ticker for one in facts.price_changes
    }


def test_a_basket_may_take_back_what_it_alone_says_of_a_company(store, company, basket_of, batch):
    told = Company("000001.SZ", "甲", "Kiln", "upstream", "ovens", "rigid_demand", "listed")
    for one in (told, company(told.ticker, "甲")):
        store.record(batch(companies=(one,), basket=basket_of("only", told.ticker), complete=True), WHEN)
    assert store.facts("only").companies == (company(told.ticker, "甲"),)


def test_a_refresh_reads_tickers_of_the_baskets_market(store, tmp_path):
    store.record(folder_batch(market_baskets.write_us(tmp_path / "us"), "files"), WHEN)
    csv = "ticker,period,Revenue (USD m),Net profit (USD m)\nNASDAQ:AAPL,2024FY,391036,93736\nBRK-B,2024FY,371434,88995\n"
    (tmp_path / "new.csv").write_text(csv, encoding="utf-8")
    request = Request("files", tmp_path / "new.csv", as_of=dt.date(2025, 6, 1))
    done = refresh(store, RefreshOptions(request, basket="us8"), WHEN, lambda *_: None)
    assert done.batch.set_aside == ()
    facts = store.facts("us8")
    assert facts.value("AAPL", "revenue", Period("2024FY")) == 391_036_000_000
    assert facts.value("BRK.B", "revenue", Period("2024FY")) == 371_434_000_000


def test_figures_in_another_currency_do_not_stand_beside_those_of_the_basket(store, tmp_path):
    store.record(folder_batch(market_baskets.write_us(tmp_path / "us"), "files"), WHEN)
    (tmp_path / "new.csv").write_text("ticker,period,Revenue (HKD m)\nAAPL,2024FY,1\n", encoding="utf-8")
    batch = fetch(Request("files", tmp_path / "new.csv", markets=("us",), currency="USD"))
    assert [row.reason for row in batch.set_aside] == ["foreign_currency"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("AAPL", 391_035e6), ("NASDAQ:AAPL", 391_035e6), ("aapl us", 391_035e6), ("AAPL.O", 391_035e6), ("5 HK", 65_664e6),
        ("0005.HK", 65_664e6), ("5", 65_664e6), ("7203", 297_629.145e6), ("7203 JP", 297_629.145e6), ("A005930", 219_635.75919e6),
        ("APL", CellError.NA), ("AAP", CellError.NA), ("AAPL.L", CellError.NA), ("0006.HK", CellError.NA), ("72030", CellError.NA),
    ],
)  # fmt: skip
def test_a_function_finds_a_company_among_those_known(four_markets, text, value):
    assert FIGURE(text, "revenue", "2024FY") == value


def test_digits_of_two_known_companies_are_not_guessed(tmp_path, monkeypatch):
    folder = tmp_path / "two"
    market_baskets.write_four(folder)
    for name in ("companies.csv", "figures.csv"):
        text = (folder / name).read_text(encoding="utf-8").replace("0005.HK", "7203.HK")
        (folder / name).write_text(text, encoding="utf-8")
    in_use(folder, tmp_path, monkeypatch)
    assert FIGURE("7203", "revenue", "2024FY") is CellError.NA
    assert FIGURE("7203 HK", "revenue", "2024FY") == 65_664e6
    use_facts(None)


@pytest.fixture
def four_markets(tmp_path, monkeypatch):
    in_use(market_baskets.write_four(tmp_path / "four"), tmp_path, monkeypatch)
    yield
    use_facts(None)


def in_use(folder, tmp_path, monkeypatch):
    """Make a store that holds a basket the one that functions read."""
    place = tmp_path / "functions.sqlite"
    open_store(place).record(folder_batch(folder, "files"), WHEN)
    monkeypatch.setenv("XL_AIGC_STORE", str(place))
    use_facts(None)
