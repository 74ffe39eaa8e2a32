"""A store of baskets with limits, fiscal years and measures of their own: functions agree with what their reports show."""

from __future__ import annotations

import datetime as dt

import pytest
from support.read_store import functions_read

from xl_aigc.data.folder_batch import bundled_batch, folder_batch
from xl_aigc.hosts.headless import evaluate
from xl_aigc.store.opening import open_store

WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
BASKETS = {
    # Three limits of its own, and fiscal years that end in May.
    "own": "currency: USD\nmarket: us\nyear_end: 05-31\nlimits: {limit_rd_100m: 10, limit_rd_1bn: 20, limit_rd_10bn: 30, "
    "limit_price_up: 0.5, limit_intensity_low: 0.01, limit_screen_known: 2}\n",
    # Yen: its bands end at 10, 100 and 1,000 billion, a hundred times those of dollars.
    "yen": "currency: JPY\nmarket: jp\n",
    # It shares a company with the bundled basket, and reports another period.
    "late": "",
}
COMPANIES = {
    "own": ("AAA", "BBB", "CCC", "DDD"),
    "yen": ("7203.T", "6758.T", "7974.T", "3689.T"),
    "late": ("300418.SZ", "600519.SH"),
}
RD = {"own": (10, 11, 30, 31), "yen": (2e12, 1e12, 1e10, 31e6)}
CHANGES = {"AAA": 0.3, "BBB": 0.6, "CCC": -0.1}
MEASURES = "measures: {twice: {is: 2 * net_profit / revenue, shows: percent, label: {en: Twice the margin, zh: 双倍净利率}}}\n"


def figures(key):
    """Rows of figures.csv: R&D expense over a revenue ten times as large; of the last basket other periods."""
    if key == "late":
        return [
            "300418.SZ,2024H1,revenue,200,stated,",
            "300418.SZ,2024H1,net_profit,-30,stated,",
            "300418.SZ,2024Q3,revenue,400,stated,",
            "300418.SZ,2024Q3,net_profit,50,stated,",
            "300418.SZ,2023FY,revenue,800,stated,",
            "600519.SH,2024Q3,revenue,100,stated,",
            "600519.SH,2024Q3,net_profit,40,stated,",
        ]
    return [
        f"{ticker},2024FY,{item},{value * factor},stated,"
        for ticker, value in zip(COMPANIES[key], RD[key], strict=True)
        for item, factor in (("rd_expense", 1), ("revenue", 10), ("net_profit", -1))
    ]


def write(folder, key):
    folder.mkdir()
    (folder / "basket.yaml").write_text(
        f"key: {key}\nname: {{en: {key}}}\nas_of: 2024-10-31\n{BASKETS[key]}", encoding="utf-8"
    )
    head = "ticker,name_zh,name_en,layer,segment,archetype,membership"
    companies = [f"{ticker},,{ticker[:3]},,,," for ticker in COMPANIES[key]]
    (folder / "companies.csv").write_text("\n".join([head, *companies, ""]), encoding="utf-8")
    lines = ["ticker,period,item,value,kind,sources", *figures(key), ""]
    (folder / "figures.csv").write_text("\n".join(lines), encoding="utf-8")
    if key == "own":
        prices = [f"{ticker},2023-12-29,2024-10-31,{change},close" for ticker, change in CHANGES.items()]
        lines = ["ticker,base_date,date,change,basis", *prices, ""]
        (folder / "price_changes.csv").write_text("\n".join(lines), encoding="utf-8")
    if key == "late":
        (folder / "measures.yaml").write_text(MEASURES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", autouse=True)
def baskets(tmp_path_factory):
    place = tmp_path_factory.mktemp("limits")
    store = open_store(str(place / "store.sqlite"))
    store.record(bundled_batch(), WHEN)
    for key in BASKETS:
        store.record(folder_batch(write(place / key, key), key), WHEN)
    with functions_read(place / "store.sqlite"):
        yield


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        # Bounds 10, 20 and 30 count to the band below.
        ('AIGC_COHORT_OF(AIGC_BASKET("own"),"rd_scale")', '{"small";"medium";"large";"very large"}'),
        ('AIGC_FIGURE({"AAA";"BBB";"CCC";"DDD"},"rd_scale")', '{"small";"medium";"large";"very large"}'),
        (
            'AIGC_COHORT(AIGC_BASKET("own"),"rd_scale",,"zh","cohort,companies")',
            '{"分组","家数";"小额",1;"中额",1;"大额",1;"巨额",1;"合计",4}',
        ),
        ('AIGC_MEMBERS(AIGC_BASKET("own"),"rd_scale","very large","ticker")', '{"Ticker";"DDD"}'),
        ('AIGC_MEMBERS(AIGC_BASKET("own"),"rd_scale","巨额","ticker")', '{"Ticker";"DDD"}'),
        # Another notation of an interval is the same one.
        (
            'AIGC_MEMBERS(AIGC_BASKET("yen"),"rd_expense","(-inf, 1e10]","ticker")',
            '{"Ticker";"7974.T";"3689.T"}',
        ),
        # Every intensity is 10%, which is above 0.01 and at the limit of moderate.
        (
            'AIGC_COHORT_OF(AIGC_BASKET("own"),"rd_intensity")',
            '{"moderate";"moderate";"moderate";"moderate"}',
        ),
        # 30% is no strong rise where that begins at 50%; the strongest come first.
        (
            'AIGC_COHORT_OF(AIGC_BASKET("own"),"price")',
            '{"moderate rise";"strong rise";"flat or small fall";#N/A}',
        ),
        (
            'AIGC_COHORT(AIGC_BASKET("own"),"price",,,"cohort,companies")',
            (
                '{"Cohort","Companies";"strong rise",1;"moderate rise",1;"flat or small fall",1;"moderate fall",0;'
                '"heavy fall",0;"unknown",1;"Total",4}'
            ),
        ),
        ('AIGC_COHORT_OF(AIGC_BASKET("own"),"price",{0})', '{"(0, inf)";"(0, inf)";"(-inf, 0]";#N/A}'),
        # Two tests, of a loss and of the price, are enough for a score; DDD has the first alone.
        ('AIGC_SCREEN(AIGC_BASKET("own","ticker,net_profit,price_change"))', "{1;1;2;#N/A}"),
        ('AIGC_SCREEN(AIGC_BASKET("own","ticker,net_profit,price_change"),,{0,"","",1})', "{1;1;2;1}"),
        # A table without tickers is known by its names, and the words of a measure are those of its bands.
        (
            'AIGC_COHORT_OF(AIGC_BASKET("own","name,rd_expense"),"rd_scale")',
            '{"small";"medium";"large";"very large"}',
        ),
        (
            'AIGC_TOP(AIGC_BASKET("own"),"rd_expense",2,"name,rd_scale")',
            '{"Company","rd_scale";"DDD","very large";"CCC","large"}',
        ),
        (
            'AIGC_TOP(AIGC_BASKET("own"),"rd_expense",2,"name,rd_scale",,"zh")',
            '{"公司","研发费用分档";"DDD","巨额";"CCC","大额"}',
        ),
        ('AIGC_COHORT_OF(AIGC_BASKET("yen"),"rd_scale")', '{"very large";"large";"small";"small"}'),
        ('AIGC_FIGURE({"7203";"6758";"7974";"3689"},"rd_scale")', '{"very large";"large";"small";"small"}'),
        # A table that no basket has is judged by the currency of its headers.
        (
            'AIGC_COHORT_OF({"R&D expense (JPY m)";10000;10001;1000001},"rd_scale")',
            '{"small";"medium";"very large"}',
        ),
        (
            'AIGC_COHORT_OF({"R&D expense (USD m)";100;10000;10001},"rd_scale")',
            '{"small";"large";"very large"}',
        ),
        (
            'AIGC_COHORT_OF({"ticker","R&D expense (USD m)";"7203.T",100;"6758.T",10001},"rd_scale")',
            '{"small";"very large"}',
        ),
        ('AIGC_COHORT_OF({"ticker","R&D expense";"AAA",10;"BBB",1E9},"rd_scale")', '{"small";"very large"}'),
        # A company's measure is that of any basket it is in, at that basket's period: 2 x 50 / 400.
        ('AIGC_FIGURE({"300418","600519"},"twice")', "{0.25,0.8}"),
        ('AIGC_FIGURE("300418","双倍净利率","2024H1")', "-0.3"),
        ('AIGC_FIGURE("300418","revenue","2024Q3")', "400"),
        # The last basket names the company otherwise; its name in the first one is found too.
        ('AIGC_FIGURE({"300","Kunlun Tech","昆仑万维"},"revenue","2024Q3")', "{400,400,400}"),
        (
            'AIGC_SERIES("300418","twice","2024H1",,"cumulative")',
            '{"Period","Year to date (Twice the margin)";"2024H1",-0.3;"2024Q3",0.25}',
        ),
        # The series of a company is relative to its own basket, which reports 2024Q3.
        ('AIGC_SERIES("600519","revenue",0,0,"cumulative")', '{"Period","Year to date";"2024Q3",100}'),
        (
            'AIGC_TOP(AIGC_BASKET("late"),"twice",2,"ticker,twice")',
            '{"Ticker","twice";"600519.SH",0.8;"300418.SZ",0.25}',
        ),
        ('AIGC_SOURCE("300418","twice")', "#VALUE!"),
        # Of fiscal years that end in May, 2024FY ends on 2024-05-31.
        (
            'AIGC_FIGURE("AAA","rd_expense",{"2024-05-31","May-24","2024-05",45443,"2024FY"})',
            "{10,10,10,10,10}",
        ),
        ('AIGC_FIGURE("AAA","rd_expense",{"2024-12-31","2024-06-30"})', "{#VALUE!,#VALUE!}"),
        ('AIGC_FIGURE("AAA","rd_expense","2023-11-30")', "#N/A"),
        ('AIGC_FIGURE("AAA","rd_expense","2024年1-6月")', "#VALUE!"),
        (
            'AIGC_WHY(AIGC_FIGURE("AAA","rd_expense","2024-12-31"))',
            (
                '"AIGC_FIGURE: No period of the basket ends on 2024-12-31: its fiscal years end on 05-31. Expected the last day of a '
                'fiscal quarter, or a period such as 2024FY, the fiscal year that ends in 2024."'
            ),
        ),
    ],
)
def test_functions_follow_the_basket_of_a_table_and_of_a_company(agree, formula, expected):
    assert agree(evaluate(f"={formula}"), evaluate(f"={expected}"))
