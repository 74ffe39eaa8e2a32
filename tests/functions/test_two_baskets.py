"""A store of two baskets: each has a period and measures of its own."""

from __future__ import annotations

import datetime as dt

import pytest
from support import market_baskets
from support.read_store import functions_read

from xl_aigc.data.folder_batch import bundled_batch, folder_batch
from xl_aigc.functions import CATALOGUE, use_facts
from xl_aigc.functions.written import written
from xl_aigc.hosts.headless import evaluate
from xl_aigc.location import STORE_VARIABLE
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
BASKETS, COHORT, FIGURE, ITEMS, PERIODS, SERIES, TOP = (
    CATALOGUE[name].call for name in ("BASKETS", "COHORT", "FIGURE", "ITEMS", "PERIODS", "SERIES", "TOP")
)
COMPANIES = """ticker,name_zh,name_en,layer,segment,archetype,membership
600519.SH,甲,Kiln,,,,
000858.SZ,乙,Loom,,,,
"""
FIGURES = """ticker,period,item,value,kind,sources
600519.SH,2024Q3,revenue,73,stated,
600519.SH,2023Q3,revenue,66,stated,
600519.SH,2024Q3,net_profit,6,stated,
000858.SZ,2024Q3,revenue,50,stated,
"""


@pytest.fixture
def two(tmp_path, monkeypatch):
    """The bundled basket of 2024H1, then another one that reports 2024Q3."""
    store = open_store(str(tmp_path / "two.sqlite"))
    store.record(bundled_batch(), WHEN)
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    (folder / "figures.csv").write_text(FIGURES, encoding="utf-8")
    (folder / "basket.yaml").write_text(
        "key: other\nname: {en: Other}\nas_of: 2024-10-31\n", encoding="utf-8"
    )
    store.record(folder_batch(folder, "other"), WHEN)
    monkeypatch.setenv(STORE_VARIABLE, str(tmp_path / "two.sqlite"))
    use_facts(None)
    yield
    use_facts(None)


def test_a_newer_figure_of_one_basket_leaves_the_period_of_the_other(two):
    rows = {row[0]: row[4] for row in BASKETS()[1:]}
    assert rows == {"aigc": "2024H1", "other": "2024Q3"}
    assert FIGURE("688787.SH", "net_profit") == 416421.26
    assert FIGURE("688787.SH", "price_change", "2024H1") == FIGURE("688787.SH", "price_change")
    counts = {row[0]: row[1] for row in COHORT(None, None, None, None, "cohort,companies")[1:]}
    assert counts["both up"] == 11
    assert len(TOP(None, "revenue", 3)) == 4
    assert "2024Q3" not in {row[0] for row in PERIODS("aigc")}


def test_the_items_of_a_basket_are_those_of_which_it_has_figures(two):
    # Of the two companies one has a profit; nobody has R&D expense, as companies of the bundled basket do.
    assert [(row[0], row[3], row[4]) for row in ITEMS("other")[1:]] == [
        ("net_profit", 1, 0.5),
        ("revenue", 2, 1.0),
    ]


def test_measures_of_a_company_are_those_of_its_basket(two):
    assert FIGURE("600519.SH", "revenue") == 73
    assert FIGURE("600519", "revenue_yoy") == pytest.approx(73 / 66 - 1)
    assert FIGURE("600519", "net_margin") == pytest.approx(6 / 73)
    assert SERIES("600519", "net_margin", "2024Q3", "2024Q3", "cumulative")[1][1] == pytest.approx(6 / 73)


OWN = "measures: {my_profit_per_rd: {is: net_profit / rd_expense, shows: ratio, label: Profit per dollar of R&D}}"


@pytest.fixture(scope="module")
def two_currencies(tmp_path_factory):
    """The bundled basket in yuan, then companies of the United States in dollars, with a measure of their own."""
    place = tmp_path_factory.mktemp("currencies")
    store = open_store(str(place / "two.sqlite"))
    store.record(bundled_batch(), WHEN)
    folder = market_baskets.write_us(place / "us")
    (folder / "measures.yaml").write_text(OWN, encoding="utf-8")
    store.record(folder_batch(folder, "us"), WHEN)
    with functions_read(place / "two.sqlite"):
        yield


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # Apple filed revenue of $391,035m and, in 2023, $383,285m; NVIDIA net profit of 29,760 over R&D of 8,675.
        ('AIGC_FIGURE("AAPL","revenue",,,{"亿元","RMB m"})', "{#VALUE!,#VALUE!}"),
        ('AIGC_FIGURE("AAPL","revenue",,,{"USD m","$bn","亿美元"})', "{391035,391.035,3910.35}"),
        ('AIGC_FIGURE({"AAPL";"300418.SZ"},"revenue",,,"亿元")', "{#VALUE!;25.02}"),
        ('AIGC_FIGURE({"AAPL";"300418.SZ"},"revenue",,,"亿")', "{3910.35;25.02}"),
        ('AIGC_FIGURE({"AAPL";"300418.SZ"},"revenue(亿元)")', "{#VALUE!;25.02}"),
        ('AIGC_SERIES("AAPL","revenue","2024FY","2024FY","cumulative","亿元")', "#VALUE!"),
        (
            'AIGC_SERIES("AAPL","revenue","2024FY","2024FY","cumulative","USD m")',
            '{"Period","Year to date (USD m)";"2024FY",391035}',
        ),
        (
            'AIGC_TOP(AIGC_BASKET("us8","ticker,revenue,price_change"),"revenue",1)',
            '{"Ticker","Revenue (USD)","Price change";"AAPL",391035000000,#N/A}',
        ),
        ('AIGC_NAME({"AAPL US Equity","300418 CH Equity"})', '{"Apple","Kunlun Tech"}'),
        ('INDEX(AIGC_BASKET("us8","revenue",,,"zh","亿"),1)', '"营业收入（亿美元）"'),
        ('AIGC_COHORT(AIGC_BASKET("us8"),,,,,"亿元")', "#VALUE!"),
        (
            'AIGC_UNIT(AIGC_TOP(AIGC_BASKET("us8","name,revenue"),"revenue",1),"RMB m")',
            '{"Company",#VALUE!;"Apple",#VALUE!}',
        ),
        (
            'AIGC_UNIT(AIGC_TOP(AIGC_BASKET("us8","name,revenue"),"revenue",1),"m")',
            '{"Company","Revenue (USD m)";"Apple",391035}',
        ),
        (
            'AIGC_WHY(AIGC_FIGURE("AAPL","revenue","2025FY"))',
            '"AIGC_FIGURE: Revenue of Apple (AAPL) for 2025FY is not known as of 2025-02-28. The nearest known figure is USD 391,035,000,000 for 2024FY, since 2025-02-28."',
        ),
        ('AIGC_BASKET("us8","ticker",,"2024-12-31")', "#N/A"),
        (
            'AIGC_WHY(AIGC_BASKET("us8","ticker",,"2024-12-31"))',
            '"AIGC_BASKET: No company of the basket us8 is known as of 2024-12-31. It is known since 2025-02-28."',
        ),
        (
            'AIGC_SERIES("AAPL","revenue","2024FY","2024FY","cumulative")',
            '{"Period","Year to date (USD)";"2024FY",391035000000}',
        ),
        ('INDEX(AIGC_COHORT(AIGC_BASKET("us8")),1,4)', '"Revenue (USD)"'),
        ('INDEX(AIGC_UNIT(AIGC_COHORT(AIGC_BASKET("us8")),"亿元"),1,4)', "#VALUE!"),
        ('INDEX(AIGC_UNIT(AIGC_COHORT(AIGC_BASKET("us8"),,,"zh"),"亿"),1,4)', '"营业收入（亿美元）"'),
        (
            'AIGC_WHY(AIGC_FIGURE("300418.SZ","my_profit_per_rd"))',
            (
                "\"AIGC_FIGURE: 'my_profit_per_rd' is a measure of the basket us8, which the basket aigc has not. "
                'Expected the basket us8, a company of it, or another item."'
            ),
        ),
        (
            'AIGC_HELP("my_profit_per_rd")',
            (
                '{"Found","What it is","说明";"my_profit_per_rd","measure: Profit per dollar of R&D, of the basket us8",'
                '"衍生指标：Profit per dollar of R&D（样本us8）"}'
            ),
        ),
        (
            'AIGC_TOP(AIGC_BASKET("us8"),"my_profit_per_rd",1,"ticker,my_profit_per_rd")',
            '{"Ticker","my_profit_per_rd";"NVDA",3.43054755043228}',
        ),
    ],
)
def test_each_company_is_in_the_currency_and_has_the_measures_of_its_basket(
    two_currencies, agree, formula, expected
):
    assert agree(evaluate(f"={formula}"), evaluate(f"={expected}"))


@pytest.fixture(scope="module")
def undefined(tmp_path_factory):
    """A basket with a measure that divides by 0 for every company."""
    place = tmp_path_factory.mktemp("undefined")
    folder = market_baskets.write_us(place / "us")
    own = "measures: {zero: {is: net_profit / (revenue - revenue), shows: ratio, label: Zero}}"
    (folder / "measures.yaml").write_text(own, encoding="utf-8")
    store = open_store(str(place / "store.sqlite"))
    store.record(folder_batch(folder, "us"), WHEN)
    with functions_read(place / "store.sqlite"):
        yield


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (
            'AIGC_COHORT(AIGC_BASKET("us8","name,zero"),"zero",{0},,"cohort,companies")',
            '{"Cohort","Companies";"(-inf, 0]",0;"(0, inf)",0;"unknown",7;"Total",7}',
        ),
        ('AIGC_TOP(AIGC_BASKET("us8","name,zero"),"zero",3)', '{"Company","Zero"}'),
        ('AIGC_ABOVE(AIGC_BASKET("us8","zero"),0)', "#N/A"),
        ('AIGC_COVERAGE("us8","zero")', "0"),
        # A column that is no measure, and one that is one of another table: 20% is the one growth that is known.
        ('AIGC_ABOVE({"revenue_yoy";#DIV/0!;0.2},0)', "1"),
        ('AIGC_ABOVE({"mine";#DIV/0!;0.2},0)', "#DIV/0!"),
        (
            'AIGC_TOP({"name","revenue_yoy";"A",#DIV/0!;"B",0.2},"revenue_yoy",2)',
            '{"name","revenue_yoy";"B",0.2}',
        ),
    ],
)
def test_a_measure_that_is_not_defined_is_not_known(undefined, formula, expected):
    assert written(evaluate(f"={formula}")) == expected


def test_a_measure_that_is_defined_for_no_company_is_known_of_none(undefined):
    assert {row[0]: row[2] for row in CATALOGUE["MEASURES"].call("us8")[1:]}["zero"] == 0
