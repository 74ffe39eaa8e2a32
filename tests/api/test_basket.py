"""A basket's DataFrames say what the CSV files of its folder say, and what plain pandas computes from them."""

from __future__ import annotations

import pandas as pd
import pytest

import xl_aigc as xa
from xl_aigc.data.folder import REFERENCE

FIGURES = pd.read_csv(REFERENCE / "figures.csv")
COMPANIES = pd.read_csv(REFERENCE / "companies.csv")


def wide(item: str, period: str) -> pd.Series:
    """The values of an item by ticker, straight from the file."""
    chosen = FIGURES[(FIGURES["item"] == item) & (FIGURES["period"] == period)]
    return chosen.set_index("ticker")["value"].reindex(COMPANIES["ticker"])


@pytest.fixture(scope="module")
def basket():
    return xa.load()


@pytest.fixture(scope="module")
def measures(basket):
    return basket.measures("2024H1").set_index("ticker")


def test_the_figures_are_those_of_the_file(basket):
    found = basket.figures()
    assert list(found.columns) == ["ticker", "item", "period", "value", "kind", "sources"]
    keys = ["ticker", "item", "period"]
    pd.testing.assert_series_equal(
        found.set_index(keys)["value"].sort_index(),
        FIGURES.set_index(keys)["value"].sort_index(),
        check_dtype=False,
    )


def test_the_figures_of_a_period_are_those_of_no_other(basket):
    assert set(basket.figures("2024H1")["period"]) == {"2024H1"}
    assert len(basket.figures("2024h1")) == (FIGURES["period"] == "2024H1").sum()


def test_measures_have_a_row_for_each_company_in_the_order_of_the_file(measures):
    assert list(measures.index) == list(COMPANIES["ticker"])


def test_growth_and_intensity_are_what_pandas_computes(measures):
    now, then = wide("net_profit", "2024H1"), wide("net_profit", "2023H1")
    expected = (now - then) / then.abs()
    pd.testing.assert_series_equal(measures["net_profit_yoy"], expected, check_names=False, rtol=1e-12)
    intensity = wide("rd_expense", "2024H1") / wide("revenue", "2024H1")
    pd.testing.assert_series_equal(measures["rd_intensity"], intensity, check_names=False, rtol=1e-12)


def test_money_is_in_yuan(measures):
    pd.testing.assert_series_equal(
        measures["revenue"], wide("revenue", "2024H1"), check_names=False, rtol=1e-15
    )


def test_a_test_is_a_nullable_boolean(measures):
    profit = wide("net_profit", "2024H1")
    expected = (profit < 0).astype("boolean").mask(profit.isna())
    assert measures["loss_flag"].dtype == "boolean"
    assert measures["loss_flag"].to_dict() == pytest.approx(expected.to_dict())


def test_cohorts_count_the_companies_by_both_growths(basket):
    up = {item: (wide(item, "2024H1") - wide(item, "2023H1")).dropna() for item in ("revenue", "net_profit")}
    both = pd.DataFrame(up).dropna()
    found = basket.cohorts("growth").set_index("cohort")["companies"]
    assert found["both_up"] == ((both["revenue"] > 0) & (both["net_profit"] > 0)).sum()
    assert found["both_down"] == ((both["revenue"] <= 0) & (both["net_profit"] <= 0)).sum()
    assert found["total"] == len(COMPANIES)


def test_cohorts_of_a_column_of_words(basket):
    found = basket.cohorts("layer").set_index("cohort")["companies"]
    assert found.drop("total").to_dict() == COMPANIES["layer"].value_counts().to_dict()


def test_claims_have_a_row_each(basket):
    claims = basket.claims()
    assert claims["id"].is_unique
    assert set(claims["verdict"]) <= {"reproduced", "differs", "undecided", "not_testable", "article_only"}


def test_a_basket_without_an_article_has_no_claims(tmp_path):
    for name in ("companies.csv", "figures.csv"):
        (tmp_path / name).write_bytes((REFERENCE / name).read_bytes())
    (tmp_path / "basket.yaml").write_text("as_of: 2024-09-12\n", encoding="utf-8")
    assert xa.load(tmp_path).claims().empty


def test_an_unknown_period_names_the_known_ones(basket):
    with pytest.raises(xa.AigcError, match=r"2019FY.*2023H1, 2024H1"):
        basket.figures("2019FY")


def test_the_workbook_is_that_of_the_command(basket, built, tmp_path):
    basket.build(tmp_path / "api.xlsx", language="zh")
    assert (tmp_path / "api.xlsx").read_bytes() == built("zh").read_bytes()


@pytest.mark.parametrize(("option", "value"), [("language", "fr"), ("formulas", "live"), ("names", "gdocs")])
def test_a_choice_that_is_none_is_refused_by_name(basket, tmp_path, option, value):
    with pytest.raises(xa.AigcError, match=rf"{option}.*{value}.*one of"):
        basket.build(tmp_path / "a.xlsx", **{option: value})
    assert not (tmp_path / "a.xlsx").exists()
