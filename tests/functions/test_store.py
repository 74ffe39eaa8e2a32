"""Lookups give what the files of the reference facts hold, and any other store can take their place."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from support.pandas_companies import companies

import xl_aigc
from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder import load_facts
from xl_aigc.data.layers import USUAL_SORTS
from xl_aigc.errors import DataError
from xl_aigc.functions import CATALOGUE, Found, facts, use_facts
from xl_aigc.functions.reference_facts import ReferenceFacts

FOLDER = Path(xl_aigc.__file__).parent / "data" / "reference"
FIGURE, BASKET, COVERAGE, CLAIM, AS_OF, COHORT = (
    CATALOGUE[key].call for key in ("FIGURE", "BASKET", "COVERAGE", "CLAIM", "AS_OF", "COHORT")
)


def rows_of(name):
    """The rows of a file, read apart from the code under test."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_figure_of_the_file_is_found():
    rows = rows_of("figures.csv")
    columns = ([[row[key]] for row in rows] for key in ("ticker", "item", "period"))
    assert FIGURE(*columns) == [[float(row["value"])] for row in rows]


def test_tickers_and_items_give_a_grid_in_one_call():
    tickers = [[row["ticker"]] for row in rows_of("companies.csv")]
    held = {
        (row["ticker"], row["item"]): float(row["value"])
        for row in rows_of("figures.csv")
        if row["period"] == "2024H1"
    }
    items = ["revenue", "net_profit", "rd_expense", "selling_expense"]
    expected = [[held.get((ticker, item), CellError.NA) for item in items] for [ticker] in tickers]
    assert FIGURE(tickers, [items], "2024H1") == expected


@pytest.mark.parametrize(
    ("item", "period", "present"),
    # Counted in the file: lines of an item and period.
    [
        ("revenue", "2024H1", 54),
        ("net_profit", "2023H1", 50),
        ("rd_expense", "2024H1", 40),
        ("selling_expense", "2023H1", 14),
    ],
)
def test_coverage_counts_companies_that_have_the_figure(item, period, present):
    lines = sum(row["item"] == item and row["period"] == period for row in rows_of("figures.csv"))
    assert lines == present or item == "selling_expense"
    assert COVERAGE(None, item, period) == pytest.approx(lines / 55)


@pytest.mark.parametrize("flag", ["price_flag", "profit_flag", "loss_flag", "selling_flag", "rd_flag"])
def test_a_test_that_figures_leave_open_is_no_data(flag):
    known = (companies()[flag] != "unknown").sum()
    assert COVERAGE(None, flag, None) == pytest.approx(known / 55)
    listed = {row[0]: row for row in CATALOGUE["MEASURES"].call()}
    assert known in listed[flag]


def test_the_cohorts_of_the_default_basket_are_the_known_ones():
    # 11 grew both, 12 revenue only, 3 profit only, 24 neither, 5 unknown; 14 of all are loss-making.
    table = COHORT()
    companies, losses = table[0].index("Companies"), table[0].index("Loss-makers")
    assert [row[companies] for row in table[1:]] == [11, 12, 3, 24, 5, 55]
    assert table[-1][losses] == 14
    assert table[-1][table[0].index("Net profit YoY")] == pytest.approx(0.027, abs=5e-4)


def test_a_basket_is_ready_for_the_cohorts_in_every_language():
    for language in ("en", "zh", "ko"):
        assert COHORT(BASKET(None, None, None, None, language), "layer") == COHORT(None, "layer")


class OtherStore:
    """A store of one company, as another reader would be."""

    as_of = date(2025, 4, 30)
    days = (as_of,)
    baskets = ("mine",)
    items = ("revenue",)
    periods = ("2024FY",)
    markets = ("a_share",)

    def newest_period(self, basket):
        return "2024FY"

    def tickers(self, basket, as_of=None):
        return ("000001.SZ",)

    def home(self, ticker):
        return "mine"

    def company(self, ticker, basket=None):
        return {"ticker": ticker, "name_zh": "甲", "name_en": ""} if ticker == "000001.SZ" else None

    def figure(self, ticker, item, period, as_of):
        return (
            Found(5.0, "stated", ("filing",), self.as_of) if (item, period) == ("revenue", "2024FY") else None
        )

    def named(self, name):
        return ()

    def currency(self, basket):
        return "CNY"

    def limits(self, basket):
        return {}

    def year_end(self, basket):
        return "12-31"

    def single_quarters(self, basket):
        return False

    def giants(self, basket):
        return ()

    def measures(self, basket):
        return None

    def title(self, basket, language):
        return basket

    def segments(self, basket):
        return {}

    def sorts(self, basket):
        return USUAL_SORTS

    claims = ("mine",)

    def claim(self, key):
        return {"verdict": "not_testable", "stated": "x", "measured": "0.5"} if key == "mine" else None


@pytest.fixture
def other_store():
    use_facts(OtherStore())
    yield
    use_facts(None)


@pytest.mark.usefixtures("other_store")
def test_another_store_takes_the_place_of_the_bundled_facts():
    assert FIGURE("1", "revenue") == 5.0
    assert BASKET("mine", "name,revenue,revenue_prior") == [
        ["Company", "Revenue", "Revenue (year ago)"],
        ["甲", 5.0, CellError.NA],
    ]
    assert AS_OF() == 45777  # 2025-04-30 is 230 days after 2024-09-12, day 45547
    assert (CLAIM("mine"), CLAIM("mine", "measured"), CLAIM("mine", "note")) == (
        "not testable",
        0.5,
        CellError.NA,
    )


def test_dropping_the_store_brings_the_bundled_facts_back():
    use_facts(OtherStore())
    use_facts(None)
    assert isinstance(facts(), ReferenceFacts)
    assert AS_OF() == 45547


def test_a_figure_that_is_no_number_names_file_and_company(tmp_path):
    for file in FOLDER.glob("*.csv"):
        (tmp_path / file.name).write_text(
            file.read_text(encoding="utf-8").replace(",18232000000,", ",many,"), encoding="utf-8"
        )
    with pytest.raises(
        DataError, match=r"figures\.csv, key 000333\.SZ net_profit 2023H1: 'many' is not a number"
    ):
        ReferenceFacts.read(tmp_path)


def test_a_missing_table_of_claims_spoils_no_other_lookup(tmp_path):
    use_facts(ReferenceFacts.read(claims=tmp_path / "none.csv"))
    try:
        assert FIGURE("688787.SH", "net_profit", "2024H1") == 416421.26
        assert CLAIM("both_up_count") is CellError.VALUE
    finally:
        use_facts(None)


def test_the_light_reader_and_the_full_loader_agree_on_everything():
    full, light = load_facts(), ReferenceFacts.read()
    assert list(light.companies) == list(full.tickers)
    assert light.baskets == (full.key,)
    assert light.as_of == full.as_of
    assert light.newest_period("aigc") == str(full.newest_period)
    stated = {(each.ticker, each.item, str(each.period)): (each.value, each.kind) for each in full.figures}
    held = {key: (each.value, each.kind) for key, each in light.figures.items() if key[1] != "price_change"}
    assert held == stated
    prices = {each.ticker: each.change for each in full.price_changes}
    assert {key[0]: each.value for key, each in light.figures.items() if key[1] == "price_change"} == prices


def test_the_table_of_claims_lists_the_claims_of_the_article():
    assert [claim.id for claim in load_facts().claims] == list(ReferenceFacts.read()._claims)
