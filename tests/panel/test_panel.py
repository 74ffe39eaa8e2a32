"""Panels equal what Python computes: measures of companies, numbers of the basket, and cohorts, period by period."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pandas as pd
import pytest
from support.expression_engine import require_panel

from xl_aigc import AigcError, load
from xl_aigc.api.basket import Basket
from xl_aigc.api.frames import measures
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period
from xl_aigc.expressions import python
from xl_aigc.measures.frame import build_frame
from xl_aigc.measures.own import program_table
from xl_aigc.store.opening import open_store

TABLE = program_table()
OF_COMPANY = [key for key in TABLE.measures if key != "row"]
LATER = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
CHANGED = ("300418.SZ", "net_profit", Period("2024H1"))


@pytest.fixture(scope="module", autouse=True)
def installed():
    """Skips where the extra is not installed."""
    require_panel()


@pytest.fixture(scope="module")
def basket():
    """The bundled basket with a third period, in which figures are zero, or of the other sign."""
    facts = load().facts
    after = [
        Figure(
            one.ticker, Period("2025H1"), one.item, -one.value if place % 3 else 0.0, "stated", one.sources
        )
        for place, one in enumerate(facts.figures)
        if str(one.period) == "2024H1" and place % 7
    ]
    return Basket(replace(facts, figures=(*facts.figures, *after)))


def alike(seen: object, due: object) -> bool:
    """Whether a panel shows what Python computes; missing and undefined are NaN in both."""
    gaps = [
        one is None or one is pd.NA or (isinstance(one, float) and math.isnan(one)) for one in (seen, due)
    ]
    if any(gaps):
        return all(gaps)
    number = isinstance(due, (int, float)) and not isinstance(due, bool)
    return math.isclose(seen, due, rel_tol=1e-9, abs_tol=1e-9) if number else seen == due  # type: ignore[arg-type]


def differences(panel: pd.DataFrame, due: pd.DataFrame) -> list[object]:
    """The cells of a panel that are not as due."""
    assert (len(panel), list(panel)) == (len(due), list(due))
    return [
        (key, row, seen, there)
        for key in due
        for row, (seen, there) in enumerate(zip(panel[key], due[key], strict=True))
        if not alike(seen, there)
    ]


def by_python(facts, period: str) -> pd.DataFrame:
    return measures(build_frame(facts, Period(period), unit="one"))


def test_every_measure_of_a_company_is_that_of_python(basket):
    panel = basket.panel(OF_COMPANY)
    assert list(panel["period"].unique()) == ["2023H1", "2024H1", "2025H1"]
    for period in basket.periods:
        shown = panel[panel["period"] == period].drop(columns="period")
        assert differences(shown, by_python(basket.facts, period)) == []


@pytest.mark.parametrize("by", ["basket", "growth_cohort", "layer"])
def test_every_number_over_companies_is_that_of_python(by, basket):
    panel = basket.panel(list(TABLE.basket), by=by)
    compared = 0
    for period in basket.periods:
        frame = build_frame(basket.facts, Period(period), unit="one")
        here = python.mask(frame.test("in_basket == 1"), frame)
        words = [None] if by == "basket" else sorted(set(frame[by]), key=str)
        for word in words:
            among = (
                here
                if by == "basket"
                else [one and own == word for one, own in zip(here, frame[by], strict=True)]
            )
            rows = panel[panel["period"] == period]
            if by != "basket":
                rows = rows[rows["cohort"].isna() if word is None else rows["cohort"] == word]
            values = {key: python.over(one.tree, frame, among) for key, one in TABLE.basket.items()}
            due = [value if python.is_number(value) else None for value in values.values()]
            assert [
                key for key, value in zip(values, due, strict=True) if not alike(rows[key].iloc[0], value)
            ] == []
            compared += 1
    assert compared == len(panel)


def test_a_missing_figure_is_never_zero(basket):
    """Net profit of 688327.SH in 2022H1 is not known; of 2025H1 over a zero of 2024H1 there is no growth."""
    panel = basket.panel(["net_profit_prior", "net_profit_yoy", "loss_flag"], ["2023H1"]).set_index("ticker")
    assert panel.loc["688327.SH", ["net_profit_prior", "net_profit_yoy"]].isna().all()
    assert panel["net_profit_prior"].isna().all()


def test_a_file_tells_missing_from_undefined(basket, tmp_path):
    import pyarrow.parquet as pq  # noqa: PLC0415  of the extra

    from xl_aigc.api.panels import Request, panel_of_facts  # noqa: PLC0415  beside what it imports

    facts = replace(basket.facts, figures=tuple(
        one if (one.ticker, one.item) != ("300418.SZ", "revenue") else replace(one, value=0.0)
        for one in basket.facts.figures if (one.ticker, one.item) != ("000333.SZ", "revenue")
    ))  # fmt: skip
    for ending in ("parquet", "csv"):
        with panel_of_facts(facts, Request(["revenue_yoy", "loss_flag"], "2024H1")) as panel:
            assert panel.write(tmp_path / f"panel.{ending}") == len(facts.tickers)
    found = pq.read_table(tmp_path / "panel.parquet").to_pylist()
    growth = {row["ticker"]: row["revenue_yoy"] for row in found}
    assert growth["000333.SZ"] is None
    assert math.isnan(growth["300418.SZ"])
    lines = (tmp_path / "panel.csv").read_text(encoding="utf-8").splitlines()
    assert next(line for line in lines if "000333.SZ" in line).startswith('"000333.SZ","2024H1",,')
    assert next(line for line in lines if "300418.SZ" in line).startswith('"300418.SZ","2024H1",nan,')


@pytest.fixture(params=["sqlite", "postgres"])
def store(request, tmp_path):
    """A store with a second vintage, which changes one figure and withdraws another."""
    place = (
        tmp_path / "store.sqlite"
        if request.param == "sqlite"
        else request.getfixturevalue("postgres").database()
    )
    store, batch = open_store(place), bundled_batch()
    changed = [
        replace(one, value=one.value + 1) if (one.ticker, one.item, one.period) == CHANGED else one
        for one in batch.figures[1:]
    ]
    store.record(replace(batch, figures=tuple(changed), as_of=dt.date(2024, 10, 31), source="files"), LATER)
    return store


@pytest.mark.parametrize("as_of", [None, dt.date(2024, 9, 30)])
def test_a_store_computes_where_its_figures_are(store, as_of):
    from xl_aigc.api.panels import Request, panel_of_store  # noqa: PLC0415  imports ibis

    with panel_of_store(store, Request(OF_COMPANY, "2024H1"), as_of=as_of) as panel:
        assert panel.engine.name == ("postgres" if store.database.location.url else "duckdb")
        shown = panel.frame().drop(columns="period")
    assert differences(shown, by_python(store.facts(as_of=as_of), "2024H1")) == []


def test_periods_of_another_basket_have_no_rows(store):
    from xl_aigc.api.panels import Request, panel_of_store  # noqa: PLC0415  imports ibis

    batch = bundled_batch()
    other = replace(batch.basket, key="other", members=("AAPL",), markets=("us",), currency="USD")
    revenue = replace(batch.figures[0], ticker="AAPL", item="revenue", period=Period("2022H1"), value=1e9)
    company = replace(batch.companies[0], ticker="AAPL")
    store.record(
        replace(
            batch,
            basket=other,
            markets=("us",),
            currency="USD",
            figures=(revenue,),
            companies=(company,),
            price_changes=(),
            rollout=(),
        ),
        LATER,
    )
    with panel_of_store(store, Request(["revenue"], "2015H1..2024H1"), "aigc") as panel:
        assert set(panel.frame()["period"]) == {"2023H1", "2024H1"}


def test_a_table_of_an_engine_can_hold_the_figures(basket):
    ibis = require_panel()
    engine = ibis.duckdb.connect()
    columns = basket.figures()[["ticker", "item", "period", "value"]]
    engine.con.register("sent", columns)
    engine.con.execute("CREATE SCHEMA house; CREATE TABLE house.figures AS SELECT * FROM sent")
    shown = basket.panel(["net_margin"], "2024H1", engine=engine, figures="house.figures")
    assert differences(shown, basket.panel(["net_margin"], "2024H1")) == []
    engine.con.execute("ALTER TABLE house.figures DROP value")
    with pytest.raises(AigcError, match="has no column 'value'"):
        basket.panel(["net_margin"], engine=engine, figures="house.figures")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"measures": ["profit"]}, "measures: There is no 'profit'. Expected perhaps net_profit"),
        ({"measures": ["zz"]}, "measures: There is no 'zz'. Expected one of "),
        ({"measures": []}, "No measure is named"),
        (
            {"measures": ["companies"]},
            "'companies' is a number over companies. Add --by basket .*growth_cohort",
        ),
        ({"measures": ["rd_gap"], "by": "basket"}, "'rd_gap' is of one company. Expected .*Leave --by out"),
        ({"measures": ["revenue"], "by": "revenue"}, "by: There is no 'revenue'"),
        ({"measures": ["revenue"], "periods": "2020H1..2021H1"}, "Expected periods from 2023H1 to 2025H1"),
        ({"measures": ["revenue"], "periods": "2024H1..2015H1"}, "before it begins. Expected 2015H1..2024H1"),
        ({"measures": ["revenue"], "periods": ["2024Q1"]}, "There are no figures of 2024Q1"),
        ({"measures": ["revenue"], "periods": "soon"}, "periods: .* is no period"),
        ({"measures": ["revenue"], "engine": "nope://x"}, "engine: The address of the engine can't be read"),
        ({"measures": ["revenue"], "engine": "mysql://x"}, r"Run: pip install 'ibis-framework\[mysql\]'"),
        (
            {"measures": ["revenue"], "engine": "duckdb://", "figures": "none"},
            "The engine has no table 'none'",
        ),
        ({"measures": ["revenue"], "figures": "figures"}, "Name the engine too"),
    ],
)
def test_what_can_not_be_computed_is_refused_in_words(asked, says, basket):
    with pytest.raises(AigcError, match=says):
        basket.panel(**asked)


@pytest.mark.filterwarnings("ignore:The 'future.infer_string'")  # ibis on SQLite asks pandas for it
def test_an_engine_that_lacks_what_a_panel_needs_is_told_without_its_own_words(basket):
    due = "engine: The engine sqlite can't compute what the panel needs. Expected DuckDB, PostgreSQL, Spark, "
    with pytest.raises(AigcError, match=due):
        basket.panel(["revenue"], engine="sqlite://")


def test_an_engine_without_medians_refuses_them(basket):
    from xl_aigc.panel.asked import Asked  # noqa: PLC0415  beside what it imports
    from xl_aigc.panel.panel import Panel  # noqa: PLC0415  imports ibis

    class Trino:
        name = "trino"

    asked = Asked.of(TABLE, ["median_revenue"], "basket")
    with pytest.raises(AigcError, match="median_revenue: Trino computes no exact median"):
        Panel.of(basket.facts, asked, None, None, Trino())


def test_without_the_extra_a_panel_says_what_to_install(basket, monkeypatch):
    monkeypatch.setattr("xl_aigc.api.panels.find_spec", lambda _: None)
    with pytest.raises(AigcError, match=r"Run: pip install 'xl-aigc\[panel\]'"):
        basket.panel(["revenue"])


def test_the_items_to_read_are_those_of_the_measures():
    from xl_aigc.panel.asked import Asked  # noqa: PLC0415  beside what it imports

    assert Asked.of(TABLE, ["rd_gap"]).items == ("rd_expense", "revenue")
    assert Asked.of(TABLE, ["count_both_up"], "basket").items == ("net_profit", "revenue")
    assert Asked.of(TABLE, ["price_change"]).items == tuple(sorted(ITEMS))
