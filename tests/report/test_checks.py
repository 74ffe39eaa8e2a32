"""Checks: every total ties on the bundled basket, and a basket that is broken in one way fails the check for it."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import replace
from importlib import resources

import pytest
from support.openpyxl_reading import load_workbook
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import load_labels
from xl_aigc.report.builder import BuildOptions, make_report
from xl_aigc.report.checks import TESTS, near_a_bound, passed, run_checks
from xl_aigc.report.checks.rounding import coarseness

SHEETS = ("Guide", "Checks", "Changes")


def rows_of(name):
    """The rows of a bundled file, read without any of our code."""
    file = resources.files("xl_aigc.data").joinpath("reference", name)
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def report_of(facts):
    """A report of a basket, before anything is drawn."""
    report = make_report(facts, BuildOptions())
    report.sheets.update({"checks": "Checks", "claims": "Claims"})
    return report


def failing(report):
    return {check.key for check in run_checks(report) if not check.passed}


@pytest.fixture
def facts():
    return load_facts()


@pytest.fixture
def report(facts):
    return report_of(facts)


@pytest.fixture
def found(report):
    return {check.key: check for check in run_checks(report)}


def test_every_check_passes_on_the_bundled_basket(report):
    assert failing(report) == set()
    assert passed(run_checks(report)) == len(run_checks(report))


def test_expected_values_are_those_of_the_bundled_files(found):
    companies, figures = rows_of("companies.csv"), rows_of("figures.csv")
    held = {(f["ticker"], f["period"]): float(f["value"]) for f in figures if f["item"] == "net_profit"}
    pairs = [t for (t, p) in held if p == "2024H1" and (t, "2023H1") in held]
    fell = [t for t in pairs if held[t, "2024H1"] < held[t, "2023H1"]]
    revenue = sum(float(f["value"]) for f in figures if f["item"] == "revenue" and f["period"] == "2024H1")
    assert found["growth_cohorts"].expected.value == len(companies) == 55
    assert found["statuses"].expected.value == len(pairs) == 50
    assert found["profit_fell"].expected.value == len(fell) == 36
    assert found["sourced"].expected.value == len(figures) == 347
    assert found["layers_revenue"].expected.value == pytest.approx(revenue / 1e6)


def without_source(facts):
    first, *rest = facts.figures
    return replace(facts, figures=(replace(first, sources=()), *rest))


def listed_twice(facts):
    return replace(facts, companies=(*facts.companies, facts.companies[0]))


def another_window(facts):
    first, *rest = facts.price_changes
    return replace(facts, price_changes=(first, replace(rest[0], date=dt.date(2024, 9, 11)), *rest[1:]))


def another_length(facts):
    """Compares with a whole year, of which there are figures too."""
    year = type(facts.compare)("2023FY")
    whole = [replace(f, period=year) for f in facts.figures if f.period == facts.compare]
    return replace(facts, compare=year, figures=(*facts.figures, *whole))


def wrong_unit(facts):
    """Profits entered in thousands: 1,000 times too small."""
    figures = [
        replace(f, value=f.value / 1000) if f.item == "revenue" and str(f.period) == "2023H1" else f
        for f in facts.figures
    ]
    return replace(facts, figures=tuple(figures))


BROKEN = {
    "sourced": without_source,
    "duplicates": listed_twice,
    "price_window": another_window,
    "months": another_length,
    "jumps": wrong_unit,
}


@pytest.mark.parametrize("key", BROKEN)
def test_a_basket_that_is_broken_in_one_way_fails_the_check_for_it(facts, key):
    assert failing(report_of(BROKEN[key](facts))) == {key}


ALTERED = {
    "growth_cohort": ("unheard_of", {"growth_cohorts"}),
    "layer": ("unheard_of", {"layers", "layers_revenue", "layers_net_profit"}),
    "price_cohort": ("unheard_of", {"price_cohorts"}),
    "rd_intensity_cohort": ("unheard_of", {"rd_intensities"}),
    "net_profit_status": ("unheard_of", {"statuses", "profit_fell"}),
    "screen_true": (6, {"screen_flags"}),
    "revenue": (10_000.0, {"carried_revenue"}),
    "net_profit": (-1.0, {"carried_net_profit"}),
}


@pytest.mark.parametrize("column", ALTERED)
def test_one_wrong_value_in_a_column_fails_the_checks_of_that_column(report, column):
    value, expected = ALTERED[column]
    # iFLYTEK: its profit fell to a loss, its revenue was 9,325 m, and all its figures are known.
    place = report.facts.tickers.index("002230.SZ")
    report.frame.columns[column] = [
        value if number == place else old for number, old in enumerate(report.frame[column])
    ]
    report.frame.masks.clear()  # they rest on the column as it was
    assert failing(report) - {"verdicts"} == expected


@pytest.mark.parametrize(
    ("yuan", "half"),
    [(391_000_000, 500_000), (1_300_000_000, 50_000_000), (-1_305_007_000, 500), (0, 0), (7, 0.5)],
)
def test_coarseness_is_half_a_unit_of_the_last_digit_that_is_not_zero(yuan, half):
    assert coarseness(yuan) == half


def rounded(facts, values):
    """Figures of this half-year as coarser sources would give them."""
    figures = [
        replace(f, value=values[f.ticker, f.item])
        if f.period == facts.period and (f.ticker, f.item) in values
        else f
        for f in facts.figures
    ]
    return replace(facts, figures=tuple(figures))


def test_numbers_close_to_a_bound_are_found_and_those_that_may_flip_come_first(facts):
    coarse = {
        ("300418.SZ", "revenue"): 2.4e9,
        ("002315.SZ", "rd_expense"): 79e6,
        ("000681.SZ", "rd_expense"): 99e6,
    }
    near = near_a_bound(report_of(rounded(facts, coarse)))
    by_company = {(n.ticker, n.measure): n for n in near}
    # Focus: 79 m of 789.7909 m = 10.003%; at least 78.5 of 789.79095 = 9.939%, so that 10% may be passed.
    focus = by_company["002315.SZ", "rd_intensity"]
    assert (focus.bound, focus.flips) == ("limit_intensity_mid", True)
    assert focus.distance == pytest.approx(79 / 789.7909 - 0.1)
    assert focus.rounding == pytest.approx(79 / 789.7909 - 78.5 / 789.79095)
    # Kunlun: 2.4 bn rounded to 100 m, against 2.425 bn: a fall of 1.03%, and revenue may be 2.45 bn.
    kunlun = by_company["300418.SZ", "revenue_yoy"]
    assert kunlun.distance == pytest.approx(25 / 2425)
    assert kunlun.flips
    # Visual China: 99 m, rounded to 1 m: 1% below 100 m, and at most 99.5 m.
    visual = by_company["000681.SZ", "rd_expense"]
    assert visual.distance == pytest.approx(0.01)
    assert not visual.flips
    # People.cn as it is: 749.85 m after 751.38 m, a fall of 0.2% that 5,000 yuan of rounding do not turn.
    people = by_company["603000.SH", "revenue_yoy"]
    assert people.distance == pytest.approx(1.53 / 751.38)
    assert not people.flips
    order = [(not n.flips, n.distance) for n in near]
    assert order == sorted(order)


def test_ratios_above_revenue_name_the_companies_of_the_bundled_files(report):
    values = {
        (f["ticker"], f["item"]): float(f["value"]) for f in rows_of("figures.csv") if f["period"] == "2024H1"
    }
    for test in TESTS:
        if test.both_ways:
            continue
        expected = {
            ticker
            for ticker, item in values
            if item == "revenue"
            and all((ticker, part) in values for part in test.parts)
            and abs(sum(values[ticker, part] for part in test.parts)) > abs(values[ticker, "revenue"])
        }
        chosen = test.found(report).chosen
        assert {t for t, there in zip(report.facts.tickers, chosen, strict=True) if there} == expected
    above = dict(zip((t.key for t in TESTS), TESTS, strict=True))["rd_expense"].found(report)
    assert sum(above.chosen) == 1  # CloudWalk


def cells_of(sheet, first, last):
    """The rows below a heading, from its column on, as tuples without blanks."""
    top, left = next((c.row, c.column) for row in sheet.iter_rows() for c in row if c.value == first)
    rows = sheet.iter_rows(min_row=top + 1, max_row=top + last, min_col=left, values_only=True)
    return [[v for v in row if v not in {None, ""}] for row in rows]


def test_the_sheet_counts_growths_over_derived_priors_as_the_bundled_files_do(english):
    sheet = load_workbook(english, data_only=True)["Checks"]
    kinds = {(f["ticker"], f["item"], f["period"]): f["kind"] for f in rows_of("figures.csv")}
    shown = {row[0]: row[1:3] for row in cells_of(sheet, "Item", 4)}
    for item, label in (("revenue", "Revenue"), ("net_profit", "Net profit"), ("rd_expense", "R&D expense")):
        priors = Counter(
            kind
            for (ticker, one, period), kind in kinds.items()
            if one == item and period == "2023H1" and (ticker, item, "2024H1") in kinds
        )
        assert shown[label] == [priors.total(), priors["derived"]]
    assert shown["Net profit"] == [50, 32]


def test_libreoffice_gives_the_values_stored_on_these_sheets(english, english_recalculated):
    stored, fresh, formulas = read(english), read(english_recalculated), load_workbook(english)
    compared = 0
    for name in SHEETS:
        for row in formulas[name].iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                was, now = (book[name].at(cell.row, cell.column) for book in (stored, fresh))
                compared += 1
                if isinstance(was, float):
                    assert now == pytest.approx(was, rel=1e-9, abs=1e-9), (name, cell.coordinate)
                else:
                    assert now == was, (name, cell.coordinate)
    assert compared > 200


@pytest.mark.parametrize("key", ["sourced", "price_window", "jumps"])
def test_libreoffice_fails_the_check_of_a_broken_basket_on_both_sheets(facts, built, recalculated, key):
    broken = BROKEN[key](facts)
    sheets = read(recalculated(built("en", facts=broken)))
    label = load_labels("en").text(f"checks.{key}.label")
    results = {
        row["Check"].value: row["Result"].value for row in sheets["Checks"].table("Totals that must tie").rows
    }
    assert {check for check, result in results.items() if result == "fail"} == {label}
    state = {row["Sheet"].value: row["Result"].value for row in sheets["Guide"].table("Contents").rows}
    assert {sheet for sheet, result in state.items() if result == "fail"} == {"Data", "Checks passed"}
    (total,) = (
        row for row in sheets["Guide"].table("Contents").rows if row["Sheet"].value == "Checks passed"
    )
    assert total["Checks"].value == f"{len(results) - 1} of {len(results)}"
