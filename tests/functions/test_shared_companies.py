"""A store of three baskets: one shares a company with the bundled one and sorts it otherwise, one is of single quarters."""

from __future__ import annotations

import datetime as dt

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.data.folder_batch import bundled_batch, folder_batch
from xl_aigc.functions import CATALOGUE, use_facts
from xl_aigc.hosts.headless import evaluate
from xl_aigc.location import STORE_VARIABLE
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
BASKET, COHORT, FIGURE, SOURCE = (CATALOGUE[name].call for name in ("BASKET", "COHORT", "FIGURE", "SOURCE"))
COMPANIES = "ticker,name_zh,name_en,layer,segment,archetype,membership\n"
FIGURES = "ticker,period,item,value,kind,sources\n"
CLOUD = {
    "companies.csv": f"{COMPANIES}300418.SZ,昆仑万维,,cloud,chips,clear_model,\n600519.SH,甲,Kiln,edge,,,\n",
    "figures.csv": f"{FIGURES}300418.SZ,2024Q3,revenue,99,stated,\n600519.SH,2024Q3,revenue,73,stated,\n",
    "basket.yaml": "key: clouds\nname: {en: Clouds}\nas_of: 2024-10-31\nlayers:\n"
    "- {key: cloud, name: {en: Cloud, zh: 云, ko: 클라우드}}\n- {key: edge, name: {en: Edge, zh: 端, ko: 엣지}}\n",
}
REVENUE = {
    "AAA": {
        "2022Q1": 1,
        "2022Q2": 2,
        "2022Q3": 3,
        "2022Q4": 4,
        "2023Q1": 10,
        "2023Q2": 20,
        "2023Q3": 30,
        "2023Q4": 40,
    },
    # The third quarter of 2023 is not known; the year 2022 is, without its quarters.
    "BBB": {"2022FY": 77, "2023Q1": 10, "2023Q2": 20, "2023Q4": 40, "2024Q1": 5},
}
QUARTERS = {
    "companies.csv": f"{COMPANIES}AAA,,Anvil,,,,\nBBB,,Bell,,,,\n",
    "figures.csv": FIGURES
    + "".join(
        f"{ticker},{period},revenue,{value},stated,\n"
        for ticker, held in REVENUE.items()
        for period, value in held.items()
    ),
    "basket.yaml": "key: us\nname: {en: US}\nas_of: 2024-10-31\nperiods: single\ncurrency: USD\nmarket: us\n",
}


@pytest.fixture(scope="module", autouse=True)
def three_baskets(tmp_path_factory):
    place = tmp_path_factory.mktemp("three")
    store = open_store(str(place / "store.sqlite"))
    store.record(bundled_batch(), WHEN)
    for name, files in (("clouds", CLOUD), ("us", QUARTERS)):
        (place / name).mkdir()
        for file, text in files.items():
            (place / name / file).write_text(text, encoding="utf-8")
        store.record(folder_batch(place / name, name), WHEN)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_VARIABLE, str(place / "store.sqlite"))
        use_facts(None)
        yield store
    use_facts(None)


def rows_of(ticker, table):
    return [row[1:] for row in table if row[0] == ticker]


def test_each_basket_sorts_a_shared_company_in_its_own_way():
    columns = "ticker,layer,segment,archetype,revenue"
    # As companies.csv of the bundled basket has it, and as the other one has it.
    assert rows_of("300418.SZ", BASKET("aigc", columns, "2024H1")) == [
        ["midstream", "large models / AI apps", "other", 2502000000.0]
    ]
    assert rows_of("300418.SZ", BASKET("clouds", columns)) == [
        ["Cloud", "chips", "clear business model", 99.0]
    ]
    counts = COHORT(None, "layer", None, None, "cohort,companies")[1:]
    assert counts == [["upstream", 6], ["midstream", 7], ["downstream", 42], ["Total", 55]]


def test_the_facts_of_each_basket_are_its_own_too(three_baskets):
    layers = {
        key: next(one.layer for one in three_baskets.facts(basket=key).companies if one.ticker == "300418.SZ")
        for key in ("aigc", "clouds")
    }
    assert layers == {"aigc": "midstream", "clouds": "cloud"}


def test_a_basket_that_is_recorded_again_changes_nothing(three_baskets, tmp_path):
    folder = tmp_path / "clouds"
    folder.mkdir()
    for file, text in CLOUD.items():
        (folder / file).write_text(text, encoding="utf-8")
    assert three_baskets.record(folder_batch(folder, "clouds"), WHEN).changes.nothing
    assert three_baskets.record(bundled_batch(), WHEN).changes.nothing


def test_a_year_is_the_sum_of_its_four_quarters_where_it_is_not_known_itself():
    assert FIGURE("AAA", "revenue", "2023FY") == 10 + 20 + 30 + 40
    assert FIGURE("AAA", "revenue_yoy", "2023FY") == pytest.approx(100 / 10 - 1)
    assert SOURCE("AAA", "revenue", 2023).startswith("derived")
    assert FIGURE("BBB", "revenue", "2022FY") == 77
    assert FIGURE("BBB", "revenue", "2023FY") is CellError.NA


def test_a_year_without_a_quarter_says_which_one_is_not_known():
    said = evaluate('=AIGC_WHY(AIGC_FIGURE("BBB","revenue","2023FY"))')
    assert "It needs 2023Q4, 2023Q3, 2023Q2 and 2023Q1, of which 2023Q3 is not known." in said


@pytest.mark.parametrize(
    ("period", "value"),
    [
        # Quarters of 2023: 10, 20, 30 and 40.
        ("2023H1", 10 + 20),
        ("1H23", 10 + 20),
        ("2023中报", 10 + 20),
        ("2Q23 YTD", 10 + 20),
        ("FY23 Q2 YTD", 10 + 20),
        ("2023Q2 YTD", 10 + 20),
        ("6M23", 10 + 20),
        ("9M2023", 10 + 20 + 30),
        ("FY23-9M", 10 + 20 + 30),
        ("FY23 Q2", 20),
        ("2023Q3累计", 10 + 20 + 30),
        ("2023年前三季度", 10 + 20 + 30),
        ("9M23", 10 + 20 + 30),
        ("3M23", 10),
        ("2023年报", 10 + 20 + 30 + 40),
        ("Q2 2023 (quarter)", 20),
        ("2023Q3单季", 30),
        ("2023Q3 TTM", 4 + 10 + 20 + 30),
    ],
)
def test_several_quarters_are_summed_where_the_basket_has_single_ones(period, value):
    assert FIGURE("AAA", "revenue", period) == value


def test_the_growth_of_a_half_year_is_of_the_sums_of_its_quarters():
    assert FIGURE("AAA", "revenue_yoy", "2023H1") == pytest.approx((10 + 20) / (1 + 2) - 1)


def test_a_half_year_without_a_quarter_says_which_one_is_not_known():
    said = evaluate('=AIGC_WHY(AIGC_FIGURE("BBB","revenue","2024H1"))')
    assert "for the months of the year to the end of 2024Q2 is not known" in said
    assert "It needs 2024Q2 and 2024Q1, of which 2024Q2 is not known." in said


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("MIDEA", "Midea Group (000333.SZ) has this"),
        ("Haier", "Haier Smart Home (600690.SH) has"),
        ("ZZZZ", "No company of the basket has this ticker."),
    ],
)
def test_a_part_of_a_name_that_could_be_a_ticker_is_told_as_one(typed, named):
    assert named in evaluate(f'=AIGC_WHY(AIGC_NAME("{typed}"))')


def test_a_unit_of_yuan_or_yen_is_none_of_a_basket_in_dollars():
    said = evaluate('=AIGC_WHY(AIGC_FIGURE("AAA","revenue","2023Q1",,"¥ m"))')
    assert "The figures are in USD; the unit ¥ m is of CNY or JPY." in said
    assert FIGURE("AAA", "revenue", "2023Q1", None, "$ m") == 10 / 1e6


def test_help_says_how_each_basket_reads_a_period():
    read = [row[:2] for row in evaluate('=AIGC_HELP("2Q24")')[1:4]]
    assert [name for name, _ in read] == ["2024H1", "2024H1", "2024Q2"]
    assert "in the basket us; 0 of 2 companies" in read[2][1]


def test_items_of_single_quarters_say_so():
    assert {row[0]: row[2] for row in CATALOGUE["ITEMS"].call("us")[1:]}["revenue"] == "quarter"
    assert {row[0]: row[2] for row in CATALOGUE["ITEMS"].call("aigc")[1:]}["revenue"] == "year to date"


def test_a_figure_without_a_source_says_how_it_is_known_and_since_when():
    assert SOURCE("AAA", "revenue", "2023Q1") == "stated (as of 2024-10-31)"


@pytest.mark.parametrize("period", ["2024Q4E", "2024E", "4Q24E"])
def test_a_forecast_of_a_single_quarter_is_called_one(period):
    reason = str(evaluate(f'=AIGC_WHY(AIGC_FIGURE("AAA","revenue","{period}"))'))
    assert f"{period!r} is a forecast" in reason


def test_a_series_of_single_quarters_sums_those_of_each_year():
    """Quarters of 2022 are 1, 2, 3 and 4, of 2023 10, 20, 30 and 40."""
    assert evaluate('=AIGC_SERIES("AAA","revenue","2022Q4")') == [
        ["Period", "Year to date (USD)", "Quarter (USD)", "Last twelve months (USD)", "YoY"],
        ["2022Q4", 1 + 2 + 3 + 4, 4, 1 + 2 + 3 + 4, CellError.NA],
        ["2023Q1", 10, 10, 2 + 3 + 4 + 10, 10 / 1 - 1],
        ["2023Q2", 10 + 20, 20, 3 + 4 + 10 + 20, 20 / 2 - 1],
        ["2023Q3", 10 + 20 + 30, 30, 4 + 10 + 20 + 30, 30 / 3 - 1],
        ["2023Q4", 10 + 20 + 30 + 40, 40, 10 + 20 + 30 + 40, 40 / 4 - 1],
    ]


def test_a_sum_of_quarters_is_missing_where_one_of_them_is_and_says_which():
    formula = 'AIGC_SERIES("BBB","revenue",,,"累计")'
    # Of 2022 the year alone is known.
    assert evaluate(f"={formula}")[1:] == [
        ["2022FY", 77],
        ["2023Q1", 10],
        ["2023Q2", 10 + 20],
        ["2023Q4", CellError.NA],
        ["2024Q1", 5],
    ]
    said = evaluate(f"=AIGC_WHY({formula})")
    assert "It needs 2023Q4, 2023Q3, 2023Q2 and 2023Q1, of which 2023Q3 is not known." in said


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        # A table whose headers name two currencies, summed or put into one ratio.
        (
            'AIGC_COHORT({"name","Revenue (USD m)","Revenue (year ago) (CNY m)";"A",5,4})',
            "The table has 'Revenue (USD m)' in USD and 'Revenue (year ago) (CNY m)' in CNY. Expected one currency",
        ),
        (
            'AIGC_SCREEN({"name","Net profit (HKD m)","Revenue (USD m)";"A",5,4})',
            "Expected one currency: amounts are not converted.",
        ),
        # Figures in dollars, asked for in yuan.
        ('AIGC_BASKET("us","revenue",,,,"亿元")', "The figures are in USD; the unit 亿元 is of CNY."),
        ('AIGC_SERIES("AAA","revenue",,,,"RMB m")', "The figures are in USD; the unit RMB m is of CNY."),
        (
            'AIGC_COHORT({"name","Revenue (USD m)";"A",5},"revenue",{1000000},,"revenue(亿元)")',
            "The figures of the table are in USD; the unit 亿元 is of CNY.",
        ),
        (
            'AIGC_COHORT({"name","Revenue (USD m)";"A",5},"revenue(亿元)",{1})',
            "The column 'Revenue (USD m)' is in USD; the unit 亿元 is of CNY.",
        ),
    ],
)
def test_mixed_currencies_are_refused_in_words(formula, said):
    assert evaluate(f"={formula}") in (CellError.VALUE, [[CellError.VALUE]])
    assert said in evaluate(f"=AIGC_WHY({formula})")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        # The store has periods from 2022Q1 to 2024Q3, cumulative ones and single quarters.
        (
            '"AAA","revenue","2030","2031"',
            "periods from 2022Q1 to 2023Q4, for which AAA has this figure.",
        ),
        (
            '"BBB","revenue","2019","2020"',
            "periods from 2022FY to 2024Q1, for which BBB has this figure.",
        ),
        (
            '"688787","net_profit","2030","2031"',
            "periods from 2023H1 to 2024H1, for which 688787.SH has this figure.",
        ),
        (
            '"600519","revenue","2030","2031"',
            "periods from 2024Q3 to 2024Q3, for which 600519.SH has this figure.",
        ),
    ],
)
def test_a_series_without_a_period_names_those_of_its_company(asked, reason):
    assert str(evaluate(f"=AIGC_WHY(AIGC_SERIES({asked}))")).endswith(
        f"No period lies between them. Expected {reason}"
    )
