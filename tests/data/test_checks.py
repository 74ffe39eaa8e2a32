"""What in a basket a person should look at. Each case is a folder of a few numbers."""

from __future__ import annotations

from collections import Counter

import pytest

from xl_aigc.data.checks import CHECKS, check
from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period

NOW = Period("2024H1")


def findings(folder, figures="", basket=""):
    with (folder / "figures.csv").open("a", encoding="utf-8") as file:
        file.write(figures)
    if basket:
        (folder / "basket.yaml").write_text(basket, encoding="utf-8")
    return check(load_facts(folder))


def of(found, key):
    return [(f.ticker, f.item, f.period and str(f.period)) for f in found if f.key == key]


@pytest.mark.parametrize(
    ("prior", "value", "key"),
    [
        (10, 100, None),  # ten times is not above ten times
        (10, 100.1, "jump_above_10x"),
        (100.1, 10, "jump_above_10x"),
        (-10, 101, "jump_above_10x"),
        (10, 1000, "jump_above_10x"),
        (10, 1000.1, "jump_above_100x"),
        (-1000.1, -10, "jump_above_100x"),
        (-1000.1, 10, "jump_above_10x"),  # what turned is no slip of a unit
        (0, 1000, None),  # no number of times
    ],
)
def test_a_jump_over_the_year_before_is_found(folder, prior, value, key):
    rows = f"830003.BJ,2023H1,equity,{prior},stated,S1\n830003.BJ,2024H1,equity,{value},stated,S1\n"
    found = findings(folder, rows)
    jumps = [f for f in found if f.key.startswith("jump")]
    assert [f.key for f in jumps] == ([key] if key else [])
    for jump in jumps:
        assert (jump.ticker, jump.item, jump.period) == ("830003.BJ", "equity", NOW)
        assert jump.values["times"] == pytest.approx(max(abs(value / prior), abs(prior / value)))


@pytest.mark.parametrize(
    ("rows", "keys"),
    [
        ({"revenue": 100, "rd_expense": 60, "selling_expense": 40}, set()),
        ({"revenue": 100, "rd_expense": 60, "selling_expense": 41}, {"selling_and_rd_above_revenue"}),
        ({"revenue": 100, "rd_expense": 101}, {"rd_expense_above_revenue"}),
        ({"revenue": 100, "rd_investment": 101}, {"rd_investment_above_revenue"}),
        ({"revenue": 100, "selling_expense": 101}, {"selling_expense_above_revenue"}),
        ({"revenue": 100, "net_profit": -101}, {"profit_above_revenue"}),
        ({"revenue": 100, "net_profit": 101}, {"profit_above_revenue"}),
        ({"revenue": 100, "net_profit": 100}, set()),
        ({"rd_expense": 101, "net_profit": 500}, set()),  # no revenue to compare with
    ],
)
def test_what_is_larger_than_revenue_is_found(folder, rows, keys):
    text = "".join(f"830003.BJ,2024H1,{item},{value},stated,S1\n" for item, value in rows.items())
    found = findings(folder, text)
    assert {f.key for f in found if f.key.endswith("above_revenue")} == keys


def test_an_expense_that_falls_within_the_year_is_found(folder):
    rows = (
        "830003.BJ,2024Q1,rd_expense,50,stated,S1\n830003.BJ,2024H1,rd_expense,49,stated,S1\n"
        "600002.SH,2024Q1,rd_expense,50,stated,S1\n600002.SH,2024H1,rd_expense,50,stated,S1\n"
        "830003.BJ,2024Q1,net_profit,50,stated,S1\n830003.BJ,2024H1,net_profit,-9,stated,S1\n"
        "830003.BJ,2024Q1,cash,50,stated,S1\n830003.BJ,2024H1,cash,9,stated,S1\n"
    )
    assert of(findings(folder, rows), "cumulative_fell") == [("830003.BJ", "rd_expense", "2024H1")]


def test_a_figure_without_a_source_and_one_of_the_article_alone_are_found(folder):
    (folder / "sources.csv").unlink()
    rows = (
        "830003.BJ,2024H1,revenue,1,stated,\n830003.BJ,2023H1,revenue,1,stated,A001\n"
        "830003.BJ,2022H1,revenue,1,stated,A001 S1\n"
    )
    found = findings(folder, rows)
    assert of(found, "without_source") == [("830003.BJ", "revenue", "2024H1")]
    assert of(found, "article_only") == [("830003.BJ", "revenue", "2023H1")]


def test_a_growth_over_a_derived_prior_is_not_independent(folder):
    rows = "600002.SH,2023H1,net_profit,-5e3,stated,S1\n"
    assert of(findings(folder, rows), "not_independent") == [("000001.SZ", "revenue", "2024H1")]


def test_a_company_without_figures_is_found(folder):
    assert of(findings(folder), "company_without_figures") == [("830003.BJ", None, None)]


def test_periods_that_do_not_fit_are_found(folder):
    found = findings(folder, basket="period: 2024FY\ncompare: 2023H1\n")
    assert of(found, "period_without_figures") == [(None, None, "2024FY")]
    assert of(found, "periods_of_different_parts") == [(None, None, "2024FY")]


def test_price_dates_that_do_not_fit_are_found(folder):
    with (folder / "price_changes.csv").open("a", encoding="utf-8") as file:
        file.write("830003.BJ,2023-12-29,2024-09-12,0,x\n")
    (folder / "basket.yaml").write_text("as_of: 2024-09-11\n", encoding="utf-8")
    found = check(load_facts(folder))
    assert of(found, "price_dates_differ") == [("000001.SZ", None, None)]
    assert [ticker for ticker, _, _ in of(found, "prices_after_as_of")] == ["600002.SH", "830003.BJ"]


def test_findings_stand_in_the_order_of_the_checks_and_know_their_level(folder):
    found = findings(folder, "830003.BJ,2024H1,revenue,1,stated,\n", "period: 2024FY\n")
    keys = [f.key for f in found]
    assert keys == sorted(keys, key=list(CHECKS).index)
    assert {f.key: f.level for f in found}.items() <= CHECKS.items()
    assert set(CHECKS.values()) == {"note", "warn", "error"}


def test_the_bundled_basket_has_no_error_and_the_known_oddities():
    """CloudWalk spends more on R&D than it sells for: 216.56 of 120.52 m. Net profit jumped, in m, at Meinian -215.78/5.23,
    Sunwave 3.45/55.31, Yoozoo 4.60/-52.04, TransInfo 12.24/285.2, Century Network 4.07/146, Silkroad -108.67/-2.21,
    Speechocean 0.42/-17.24.
    """
    found = check(load_facts())
    assert not [f for f in found if f.level == "error"]
    assert {f.ticker for f in found if f.key == "rd_expense_above_revenue"} == {"688327.SH"}
    assert of(found, "rd_investment_above_revenue") == []
    assert {t for t, _, _ in of(found, "jump_above_10x")} == {
        "002044.SZ", "002115.SZ", "002174.SZ", "002373.SZ", "300494.SZ", "300556.SZ", "688787.SH",
    }  # fmt: skip
    assert of(found, "company_without_figures") == [("603888.SH", None, None)]
    independent = Counter(f.item for f in found if f.key == "not_independent")
    assert independent["net_profit"] == 32
