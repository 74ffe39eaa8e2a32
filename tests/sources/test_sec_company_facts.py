"""`companyfacts` files: the same rules as for data sets, with days in place of quarters and no year end stated."""

from __future__ import annotations

import pytest
from support.sec_files import company_facts

from xl_aigc.data.item import ITEMS
from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch
from xl_aigc.sources.sec.intake import tags
from xl_aigc.sources.sec.spans import parts_from

TENK, TENQ, LATER = "0000000101-24-000001", "0000000101-24-000002", "0000000101-25-000001"


@pytest.fixture
def read(tmp_path):
    """The batch of the values of each tag and unit."""

    def saved(facts, name="CIK0000000101.json", **more):
        text = facts if isinstance(facts, str) else company_facts(facts)
        (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / "ciks.csv").write_text("cik,ticker\n101,ALF\n", encoding="utf-8")
        options = {"tickers": str(tmp_path / "ciks.csv")}
        return fetch(Request("sec", tmp_path / name, options=options, **more))

    return saved


def value(val, end, accn, start=None, **more):
    """A value as the file holds it, of the yearly report on 2023 if nothing else is said."""
    stated = {"accn": accn, "fy": 2023, "fp": "FY", "form": "10-K", "filed": "2024-02-20"}
    if accn == TENQ:
        stated |= {"fy": 2024, "fp": "Q2", "form": "10-Q", "filed": "2024-08-01"}
    if accn == LATER:
        stated |= {"fy": 2024, "filed": "2025-02-20"}
    return {"end": end, "val": val, **({"start": start} if start else {}), **stated, **more}


def test_values_are_figures_of_the_fiscal_year_of_their_days_not_of_their_filing(read, values):
    revenues = [
        value(400, "2023-12-31", TENK, "2023-01-01", frame="CY2023"),
        value(380, "2022-12-31", TENK, "2022-01-01"),  # stated with fy 2023: the comparative of that report
        value(210, "2024-06-30", TENQ, "2024-01-01"),
        value(110, "2024-06-30", TENQ, "2024-04-01"),
        value(190, "2023-06-30", TENQ, "2023-01-01"),
    ]
    assets = [value(900, "2023-12-31", TENK), value(950, "2024-06-30", TENQ), value(900, "2023-12-31", TENQ)]
    batch = read({"Revenues": {"USD": revenues}, "Assets": {"USD": assets}})
    assert values(batch) == {
        "ALF 2023FY revenue": 400, "ALF 2022FY revenue": 380, "ALF 2024H1 revenue": 210, "ALF 2023H1 revenue": 190,
        # 210 of the half-year less 110 of its second quarter.
        "ALF 2024Q1 revenue": 100,
        "ALF 2023FY total_assets": 900, "ALF 2024H1 total_assets": 950,
    }  # fmt: skip
    assert {str(figure.period) for figure in batch.figures if figure.kind == "derived"} == {"2024Q1"}
    assert (batch.set_aside, batch.companies[0].name_en) == ((), "Alpha Corp")


def test_the_net_sales_of_apple_come_out_as_filed(read, values):
    """Its yearly report on 2023 (millions: 365,817, 394,328 and 383,285), and its report on the quarter after (119,575)."""
    yearly = {"accn": "0000320193-23-000106", "fy": 2023, "fp": "FY", "form": "10-K", "filed": "2023-11-03"}
    quarter = {"accn": "0000320193-24-000006", "fy": 2024, "fp": "Q1", "form": "10-Q", "filed": "2024-02-02"}
    rows = [
        {"start": "2020-09-27", "end": "2021-09-25", "val": 365_817_000_000, **yearly},
        {"start": "2021-09-26", "end": "2022-09-24", "val": 394_328_000_000, **yearly},
        {"start": "2022-09-25", "end": "2023-09-30", "val": 383_285_000_000, **yearly},
        {"start": "2023-10-01", "end": "2023-12-30", "val": 119_575_000_000, **quarter},
    ]
    assert values(read({"RevenueFromContractWithCustomerExcludingAssessedTax": {"USD": rows}})) == {
        "ALF 2021FY revenue": 365_817e6,
        "ALF 2022FY revenue": 394_328e6,
        "ALF 2023FY revenue": 383_285e6,
        "ALF 2024Q1 revenue": 119_575e6,
    }


def test_a_quarter_that_no_report_states_is_the_year_less_the_others():
    # Billions: 331.839 less 77.673, 81.273 and 82.886 is 90.007; less the nine months of 241.832 it is the same.
    alone = {(0, 1): 77.673, (1, 2): 81.273, (2, 3): 82.886, (0, 4): 331.839}
    for filed in (alone, {(0, 3): 241.832, (0, 4): 331.839}):
        made_up = parts_from(filed, 3)[4]
        assert sum(sign * part for sign, part in made_up) == pytest.approx(90.007)
    assert parts_from({(0, 4): 331.839}, 3) == {}


def test_quarters_of_twelve_weeks_are_told_from_the_report_on_them(read, values):
    # A year that ends about 31 August, its first three quarters of 12 weeks: nine months of 252 days to 10 May.
    report = {"accn": TENQ, "fy": 2026, "fp": "Q3", "form": "10-Q", "filed": "2026-06-04"}
    rows = [
        {"start": "2025-09-01", "end": "2026-05-10", "val": 5, **report},
        {"start": "2024-09-02", "end": "2025-05-11", "val": 4, **report},
    ]
    assert values(read({"Revenues": {"USD": rows}})) == {"ALF 2026Q3 revenue": 5, "ALF 2025Q3 revenue": 4}


def test_every_tag_of_the_table_is_of_an_item_and_ranks_of_an_item_are_counted_from_0():
    by_item = {}
    for tag in tags().values():
        by_item.setdefault(tag.item, []).append(tag.rank)
    assert by_item.keys() <= ITEMS.keys()
    assert all(ranks == list(range(len(ranks))) for ranks in by_item.values())
    assert {"SellingGeneralAndAdministrativeExpense", "ProfitLoss"}.isdisjoint(tags())


def test_a_later_filing_restates(read, values):
    rows = [
        value(405, "2023-12-31", LATER, "2023-01-01"),
        value(400, "2023-12-31", TENK, "2023-01-01"),
        value(500, "2024-12-31", LATER, "2024-01-01"),
    ]
    assert values(read({"Revenues": {"USD": rows}})) == {"ALF 2023FY revenue": 405, "ALF 2024FY revenue": 500}


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-01-01", "2023-12-30", "2023FY"),  # 52 weeks
        ("2023-01-01", "2024-01-06", "2023FY"),  # 53 weeks
        ("2023-10-01", "2023-12-31", None),  # the fourth quarter alone is not the year so far
    ],
)
def test_lengths_are_counted_in_days(read, start, end, expected):
    batch = read({"Revenues": {"USD": [value(5, end, TENK, start)]}})
    assert [str(figure.period) for figure in batch.figures] == [expected] * (expected is not None)
    assert batch.set_aside == ()


@pytest.mark.parametrize(
    ("tag", "unit", "changed", "reason"),
    [
        ("Revenues", "USD", {"start": "2023-11-01"}, "odd_length"),  # 61 days
        ("Revenues", "USD", {"start": "2022-01-01"}, "odd_length"),  # two years
        ("Revenues", "USD", {"start": "2023-13-01"}, "bad_period"),
        ("Revenues", "USD", {"end": None}, "bad_period"),
        ("Revenues", "USD", {"fy": None}, "bad_period"),
        ("Revenues", "USD", {"fp": "CY"}, "bad_period"),
        ("Revenues", "USD", {"form": "8-K"}, "other_form"),
        ("Revenues", "USD", {"accn": "x"}, "bad_filing"),
        ("Revenues", "EUR", {}, "other_currency"),
        ("Revenues", "USD", {"val": "five"}, "not_a_number"),
        ("Revenues", "USD", {"val": True}, "not_a_number"),
        ("Revenues", "USD", {"val": [5]}, "not_a_number"),
        ("ResearchAndDevelopmentExpense", "USD", {"val": -5}, "negative"),
        ("Assets", "USD", {}, "odd_length"),
    ],
)
def test_a_value_that_can_not_be_used_is_set_aside(read, reasons, tag, unit, changed, reason):
    batch = read({tag: {unit: [value(5, "2023-12-31", TENK, "2023-01-01") | changed]}})
    assert (batch.figures, reasons(batch)) == ((), [reason])
    assert f"us-gaap {tag} {unit}" in str(batch.set_aside[0].place)


def test_a_missing_value_stays_missing(read):
    batch = read({"Revenues": {"USD": [value(None, "2023-12-31", TENK, "2023-01-01")]}})
    assert (batch.figures, batch.set_aside) == ((), ())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is no JSON"),
        ("[" * 100_000, "is no JSON"),
        ("[]", "holds no facts"),
        ('{"cik": 101, "entityName": "A", "facts": []}', "holds no facts"),
        ('{"facts": {}}', "holds no facts"),
        ('{"cik": 1' + "0" * 5000 + ', "entityName": "A", "facts": {}}', "is no JSON"),
    ],
)
def test_what_is_no_such_file_is_refused(read, text, says):
    with pytest.raises(DataError) as refused:
        read(text)
    assert f"CIK0000000101.json: The file {says}" in str(refused.value)


@pytest.mark.parametrize(
    "facts", ["[]", '{"us-gaap": 1}', '{"us-gaap": {"Revenues": {"units": {"USD": 1}}}}']
)
def test_parts_of_another_form_hold_nothing(read, facts):
    batch = read(f'{{"cik": 101, "entityName": "A", "facts": {{"us-gaap": {facts}}}}}')
    assert batch.figures == ()


def test_a_folder_holds_files_of_several_companies_beside_other_files(read, tmp_path, values):
    read({"Revenues": {"USD": [value(400, "2023-12-31", TENK, "2023-01-01")]}})
    (tmp_path / "CIK0000000202.json").write_text(company_facts({}, cik=202), encoding="utf-8")
    (tmp_path / "notes.json").write_text("not read", encoding="utf-8")
    batch = fetch(Request("sec", tmp_path, tickers=("ALF",), options={"tickers": str(tmp_path / "ciks.csv")}))
    assert values(batch) == {"ALF 2023FY revenue": 400}
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="The folder holds 0 files"):
        fetch(Request("sec", tmp_path / "empty"))
    with pytest.raises(DataError, match="No file is named"):
        fetch(Request("sec"))
