"""Findings: sentences above sheets and exhibits say what the figures say, and a plain line where these say nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import cycle

import pytest
from support import baskets, market_baskets
from support.office import convert, recalculate
from support.openpyxl_reading import load_workbook
from support.pandas_companies import companies
from support.told_findings import findings

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import LANGUAGES

NOTHING = re.compile(r"n\.a\.|n\.m\.|nan|inf|#[A-Z]|\{|(: |：)$")
"""What no finding may hold: a missing number, an error value, a name in braces, nothing behind its number."""
LIMITS = {"limit_price_crash": -0.5, "limit_rd_100m": 50, "limit_intensity_mid": 0.15, "limit_price_up": 0.1}
"""Other thresholds, money in millions."""


def percent(share, digits=0):
    return f"{abs(share):.{digits}%}"


def test_findings_say_what_pandas_counts(built):
    frame, found = companies(), findings(built("en"))
    both = frame.dropna(subset=["net_profit", "net_profit_prior"])
    fell = int((both["net_profit"] < both["net_profit_prior"]).sum())
    pairs = frame.dropna(subset=["revenue", "revenue_prior"])
    grew = pairs["revenue"].sum() / pairs["revenue_prior"].sum() - 1
    whole = both["net_profit"].sum() / both["net_profit_prior"].sum() - 1
    small = both[both["giant"] == "no"]
    without = small["net_profit"].sum() / small["net_profit_prior"].sum() - 1
    assert found["Overview"][0] == (
        f"Revenue rose {percent(grew)}, profit rose {percent(whole)}; profit fell at {fell} of {len(both)} companies; "
        f"ex giants profit fell {percent(without)}"
    )
    price = frame["price_change"].dropna()
    assert found["Naked swimmers"][0] == (
        f"{(price < 0).sum()} of {len(price)} shares fell; median change −{percent(price.median())}"
    )
    assert found["Overview"][5] == (
        f"{(price < 0).sum()} of {len(price)} shares fell; {(price <= -0.4).sum()} lost 40% or more"
    )
    ratio = (frame["rd_expense"] / frame["revenue"]).dropna()
    assert found["R&D"][0] == (
        f"{(ratio > 0.1).sum()} of {len(ratio)} companies put more than 10% of revenue into R&D"
    )


@pytest.fixture(scope="module", params=LANGUAGES)
def moved(request, built, tmp_path_factory):
    """Return the language, and the findings where thresholds were typed over and LibreOffice recalculated."""
    folder = tmp_path_factory.mktemp("moved")
    book = load_workbook(built(request.param, unit="million"))
    for name, value in LIMITS.items():
        sheet, _, cell = book.defined_names[name].attr_text.rpartition("!")
        book[sheet.strip("'")][cell.replace("$", "")].value = value
    book.save(folder / "moved.xlsx")
    return request.param, findings(recalculate(folder / "moved.xlsx", folder))


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_findings_follow_a_threshold_that_a_person_moves(moved):
    """The words and the count are of the same cell: 5 shares lost 50% or more, as price_changes.csv has them."""
    language, found = moved
    frame = companies()
    price, spent = frame["price_change"].dropna(), frame["rd_expense"].dropna()
    ratio = (frame["rd_expense"] / frame["revenue"]).dropna()
    lost, gained = int((price <= -0.5).sum()), int((price > 0.1).sum())
    rich, keen = int((spent > 50).sum()), int((ratio > 0.15).sum())
    assert lost == 5
    due = {
        "en": {
            f"{(price < 0).sum()} of {len(price)} shares fell; {lost} lost 50% or more",
            f"{lost} shares lost 50% or more, {gained} gained over 10%",
            f"{rich} of {len(spent)} spend over CNY 50m",
            f"{keen} of {len(ratio)} companies put more than 15% of revenue into R&D",
        },
        "zh": {f"{len(ratio)}家中{keen}家研发费用率超15%"},
        "ko": {f"{len(ratio)}개사 중 {keen}개사가 매출의 15% 초과를 연구개발에 지출"},
    }[language]
    told = {text for sheet in found.values() for text in sheet.values()}
    assert due - told == set()


def shapes():
    plain = baskets.plain()
    same = {"revenue": (100, 100), "net_profit": (10, 10), "rd_expense": (5, 5), "selling_expense": (7, 7)}
    equal = replace(plain, figures=baskets.figures(**same), price="0.0")
    none = replace(plain, figures=baskets.figures(revenue=(1, None)), price=None)
    return {
        "one company": [plain],
        "all equal": [replace(equal, ticker=baskets.ticker(n)) for n in range(12)],
        "nothing known": [replace(none, ticker=baskets.ticker(n)) for n in range(3)],
    }


@pytest.mark.parametrize(("shape", "language"), list(zip(shapes(), cycle(LANGUAGES), strict=False)))
def test_where_figures_say_nothing_a_finding_is_the_plain_line(built, tmp_path, shape, language):
    facts = load_facts(baskets.write(tmp_path / "data", shapes()[shape], prices=shape != "nothing known"))
    path = built(language, facts=facts)
    found, again = findings(path), findings(recalculate(path, tmp_path))
    assert again == found, "LibreOffice gives each finding the value that the file has"
    wrong = [text for sheet in found.values() for text in sheet.values() if NOTHING.search(text)]
    assert wrong == []


def test_what_did_not_move_neither_rose_nor_fell(built, tmp_path):
    facts = load_facts(baskets.write(tmp_path / "data", shapes()["all equal"]))
    found = findings(built("en", facts=facts))
    assert found["Overview"][0] == "Revenue was flat, profit was flat; profit rose at none of 12 companies"


def test_where_profit_rose_at_most_companies_the_titles_say_so(built, tmp_path):
    """By hand of `market_baskets.US`: profit rose at 4 of 7, all of the 3 that earned less earned something, none lost money."""
    found = findings(built("en", facts=load_facts(market_baskets.write_us(tmp_path / "us"))))
    assert found["Overview"][0] == "Revenue rose 10%, profit rose 20%; profit rose at 4 of 7 companies"
    assert found["Value chain"][0] == "No company loses money; profit rose at 4 of 7 companies"
    told = found["Profitability"]
    assert told[0] == "Profit fell at 3 of 7 companies; 4 grew revenue and profit, none loses money"
    assert told[1] == "No company turned to a loss, none to a profit"
    assert told[5] == "Of 3 down, all kept a profit"
    assert found["R&D"][1] == "All 6 spend over USD 100m"


def test_lower_profits_are_of_one_kind_each(built):
    """23 + 8 + 5 are the 36 whose profit fell; a Chinese sentence has nothing between a Latin name and a number."""
    frame = companies().dropna(subset=["net_profit", "net_profit_prior"])
    lower = frame[frame["net_profit"] < frame["net_profit_prior"]]
    earned, turned = lower["net_profit"] >= 0, (lower["net_profit"] < 0) & (lower["net_profit_prior"] >= 0)
    parts = int(earned.sum()), int(turned.sum()), int((~earned & ~turned).sum())
    told = findings(built("en"))["Profitability"]
    stayed, lost, more = parts
    assert told[5] == (
        f"Of {len(lower)} down, {stayed} kept a profit, {lost} turned to a loss, {more} lost more"
    )


def test_selling_expense_is_said_to_rise_where_it_rose(built):
    """Of the six companies listed one has no year-ago ratio; selling to revenue rose at three of the other five."""
    told = findings(built("en"))["Naked swimmers"]
    assert told[6] == "Selling to revenue rose at 3 of the 5 named with both years"


def test_the_verdicts_on_the_conclusions_add_up(built):
    told = findings(built("en"))["Overview"][4]
    assert "conclusions" in told
    every, *parts = map(int, re.findall(r"\d+", told))
    assert every == sum(parts)
    assert len(parts) == 4


PROFITS = {
    (10, 8): "profit rose 25%",
    (-3, 8): "turned to a loss",
    (-9, -8): "loss widened",
    (2, -8): "turned to a profit",
    (-2, -8): "loss narrowed",
    (100, 8): "profit up",  # +1,150%, which means nothing on sheets of findings
    (None, 8): "profit growth unknown",
}


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_profit_of_one_company_is_said_by_its_status(built, tmp_path):
    firms = [
        replace(
            baskets.plain(),
            ticker=baskets.ticker(n),
            figures=baskets.figures(revenue=(110, 100), net_profit=pair),
        )
        for n, pair in enumerate(PROFITS)
    ]
    path = built("en", facts=load_facts(baskets.write(tmp_path / "data", firms)))
    files = [tmp_path / f"{n}.xlsx" for n in range(len(PROFITS))]
    for n, file in enumerate(files):
        book = load_workbook(path)
        sheet, _, cell = book.defined_names["card_ticker"].attr_text.rpartition("!")
        book[sheet.strip("'")][cell.replace("$", "")].value = baskets.ticker(n)
        book.save(file)
    for file, due in zip(convert(files, tmp_path / "out"), PROFITS.values(), strict=True):
        rest = findings(file)["One company"][0].partition(": ")[2]
        assert re.split("[,;] ", rest) == ["revenue rose 10%", due]
