"""The bundled facts hold what their sources hold. Counts were taken from the files with awk, not with the program."""

from __future__ import annotations

import datetime as dt
import re
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import xl_aigc
from xl_aigc.data.completeness import coverage, gaps
from xl_aigc.data.folder import load_facts
from xl_aigc.data.item import ITEMS
from xl_aigc.data.layers import keys_of
from xl_aigc.data.period import Period
from xl_aigc.labels import LANGUAGES, words

REFERENCE = Path(xl_aigc.__file__).parent / "data" / "reference"
NOW, BEFORE = Period("2024H1"), Period("2023H1")
ORDER = ("revenue", "net_profit", "rd_expense", "selling_expense", "net_profit_deducted", "rd_investment")
"""The items in the order of the table in the files' README."""
GIANTS = ("600941.SH", "601728.SH", "000333.SZ", "600690.SH")


@pytest.fixture(scope="module")
def facts():
    return load_facts()


def known(facts, item, period):
    return sum(value is not None for value in facts.column(item, period))


def test_the_basket_is_55_companies_of_which_the_article_names_15(facts):
    assert len(facts.companies) == 55
    assert sum(company.named for company in facts.companies) == 15
    assert facts.tickers[0] == "000333.SZ"


def test_the_readme_counts_what_the_files_hold():
    text = (REFERENCE / "README.md").read_text("utf-8")
    figures = pd.read_csv(REFERENCE / "figures.csv")
    derived = (figures["kind"] == "derived").sum()
    assert f"{derived} of the {len(figures)} figures are derived" in text
    entries = len(pd.read_csv(REFERENCE / "rollout_entries.csv"))
    assert f"Of {entries} entries" in text
    counts = figures.groupby(["item", "period"]).size()
    held = [(counts.get((item, "2024H1"), 0), counts.get((item, "2023H1"), 0)) for item in ORDER]
    told = re.findall(r"^\| [a-zR].*? \| ([0-9]+).*? \| ([0-9]+) \|$", text, flags=re.MULTILINE)
    assert [(int(now), int(before)) for now, before in told] == held


def test_every_company_has_a_price_change_in_one_window(facts):
    assert {change.ticker for change in facts.price_changes} == set(facts.tickers)
    windows = {(change.base_date, change.date) for change in facts.price_changes}
    assert windows == {(dt.date(2023, 12, 29), dt.date(2024, 9, 12))}


def test_prices_fell_for_49_of_55_and_hongbo_fell_most(facts):
    changes = {change.ticker: change.change for change in facts.price_changes}
    assert sum(change < 0 for change in changes.values()) == 49
    assert min(changes.items(), key=lambda pair: pair[1]) == ("002229.SZ", -0.687)
    assert statistics.median(changes.values()) == pytest.approx(-0.314, abs=5e-4)


@pytest.mark.parametrize(
    ("item", "now", "before"),
    [
        ("revenue", 54, 52),
        ("net_profit", 54, 50),
        ("rd_expense", 40, 16),
        ("selling_expense", 38, 14),  # 37 in 2024H1 without the one that only the article gives
        ("net_profit_deducted", 25, 0),
        ("rd_investment", 2, 2),
    ],
)
def test_so_many_companies_have_the_item(facts, item, now, before):
    assert (known(facts, item, NOW), known(facts, item, BEFORE)) == (now, before)
    total = [row for row in coverage(facts, [NOW, BEFORE], [item]) if row.layer is None]
    assert [(row.present, row.due) for row in total] == [(now, 55), (before, 55)]


def test_selling_expense_is_known_of_37_without_the_figure_that_only_the_article_gives(facts):
    article = [figure for figure in facts.figures if figure.article_only]
    assert [(f.ticker, f.item, f.period, f.value) for f in article] == [
        ("300418.SZ", "selling_expense", NOW, 934_000_000.0)
    ]


def test_both_years_of_revenue_and_profit_are_known_of_50(facts):
    columns = [facts.column(item, period) for item in ("revenue", "net_profit") for period in (NOW, BEFORE)]
    assert sum(None not in row for row in zip(*columns, strict=True)) == 50


def test_117_of_347_figures_are_derived(facts):
    """347 rows; 321 without the 25 profits after one-offs and the 1 figure of the article: all of these are stated."""
    assert Counter(figure.kind for figure in facts.figures) == {"derived": 117, "stated": 230}
    core = [f for f in facts.figures if f.item != "net_profit_deducted" and not f.article_only]
    assert (len(core), sum(f.kind == "derived" for f in core)) == (321, 117)


def test_32_of_the_50_prior_profits_are_derived(facts):
    prior = [f for f in facts.figures if f.item == "net_profit" and f.period == BEFORE]
    assert (len(prior), sum(f.kind == "derived" for f in prior)) == (50, 32)


def test_one_company_has_no_figure_at_all(facts):
    without = set(facts.tickers) - {figure.ticker for figure in facts.figures}
    assert without == {"603888.SH"}
    assert {gap.ticker for gap in gaps(facts, ["revenue", "net_profit"], [NOW])} == {"603888.SH"}


def test_the_four_giants_are_most_of_the_basket(facts):
    """Revenue 1,165.6 of 1,404.7 bn and profit 133.2 of 137.6 bn, summed by another program."""
    assert facts.giants == GIANTS
    for item, giants, everyone in (("revenue", 1165.6e9, 1404.7e9), ("net_profit", 133.2e9, 137.6e9)):
        values = dict(zip(facts.tickers, facts.column(item, NOW), strict=True))
        assert sum(values[ticker] for ticker in GIANTS) == pytest.approx(giants, abs=0.05e9)
        assert sum(value for value in values.values() if value is not None) == pytest.approx(
            everyone, abs=0.05e9
        )


@pytest.mark.parametrize(
    ("ticker", "item", "period", "value"),
    [
        ("688787.SH", "net_profit", NOW, 416_421.26),
        ("688787.SH", "net_profit", BEFORE, -17_241_392.69),
        ("300364.SZ", "net_profit", BEFORE, -37_055_639.44),
        ("603888.SH", "revenue", NOW, None),
    ],
)
def test_single_figures_are_those_of_the_filings(facts, ticker, item, period, value):
    assert facts.value(ticker, item, period) == value
    assert facts.column(item, period)[facts.tickers.index(ticker)] == value


def test_the_basket_is_named_in_every_language_and_dated_by_its_prices(facts):
    assert facts.name == {"en": "AIGC concept stocks", "zh": "AIGC概念股", "ko": "AIGC 테마주"}
    assert (facts.key, facts.period, facts.compare, facts.as_of) == (
        "aigc",
        NOW,
        BEFORE,
        dt.date(2024, 9, 12),
    )
    assert [(index.index, index.change_ytd) for index in facts.indices] == [
        ("8841660.WI", -0.307),
        ("8841669.WI", -0.3034),
    ]


def test_every_layer_has_companies_and_the_layers_are_all_of_them(facts):
    rows = coverage(facts, [NOW], ["revenue"])
    assert [row.layer for row in rows] == [None, *keys_of(load_facts().sorts.layers)]
    for total in ("present", "due", "derived"):
        assert getattr(rows[0], total) == sum(getattr(row, total) for row in rows[1:])


def test_every_source_that_a_figure_names_is_listed(facts):
    assert all(facts.source(id_) for figure in facts.figures for id_ in figure.sources)
    assert all(figure.sources for figure in facts.figures)


def test_items_are_the_words_from_revenue_to_depreciation():
    for language in LANGUAGES:
        keys = list(words(language))
        assert list(ITEMS) == keys[: keys.index("depreciation") + 1]
    assert {key for key, item in ITEMS.items() if item.kind == "stock"} == {
        "total_assets", "total_liabilities", "equity", "cash", "receivables", "inventories",
    }  # fmt: skip


def test_loading_the_facts_imports_none_of_the_heavy_libraries():
    code = (
        "import sys; from xl_aigc.data.folder import load_facts; load_facts()\n"
        "print(sorted({'pandas', 'numpy', 'openpyxl', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
