"""Quarters of the SEC's data sets: each figure by hand, and every trap of such files."""

from __future__ import annotations

import json

import pytest
from support.sec_files import NUM, OLD_NUM, SUB, data_set, filing, number, table, zipped

from xl_aigc.errors import DataError
from xl_aigc.sources import Request, fetch

Q1, Q2, Q2A, Q3 = (f"0000000101-24-0000{serial}" for serial in ("10", "20", "21", "30"))
FILINGS = (
    filing(Q1, "10-Q", 20240331, 2024, "Q1", 20240502),
    filing(Q2, "10-Q", 20240630, 2024, "Q2", 20240801),
    filing(Q2A, "10-Q/A", 20240630, 2024, "Q2", 20240902),
    filing(Q3, "10-Q", 20240930, 2024, "Q3", 20241101),
)
CONTRACTS = "RevenueFromContractWithCustomerExcludingAssessedTax"


@pytest.fixture
def read(tmp_path):
    """The batch of values of company 101, whose ticker is ALF."""

    def saved(numbers, filings=FILINGS, columns=NUM, name="2024q3.zip", **options):
        (tmp_path / name).write_bytes(data_set(filings, numbers, columns))
        (tmp_path / "ciks.csv").write_text("cik,ticker\n101,ALF\n202,BET\n", encoding="utf-8")
        options = {"tickers": str(tmp_path / "ciks.csv"), **options}
        return fetch(Request("sec", tmp_path / name, options=options))

    return saved


def test_values_as_filed_are_figures_with_a_link_to_the_filing(read, values):
    batch = read([
        number(Q1, "Revenues", 20240331, 1, "100.0000"),
        number(Q2, "Revenues", 20240630, 2, "220.5000"),
        number(Q2, "Assets", 20240630, 0, "5000.0000"),
        number(Q2, "Assets", 20231231, 0, "4800.0000"),
    ])  # fmt: skip
    assert values(batch) == {
        "ALF 2024Q1 revenue": 100.0,
        "ALF 2024H1 revenue": 220.5,
        "ALF 2024H1 total_assets": 5000.0,
        "ALF 2023FY total_assets": 4800.0,
    }
    assert {figure.kind for figure in batch.figures} == {"stated"}
    assert sorted(source.link for source in batch.sources) == [
        "https://www.sec.gov/Archives/edgar/data/101/000000010124000010/0000000101-24-000010-index.htm",
        "https://www.sec.gov/Archives/edgar/data/101/000000010124000020/0000000101-24-000020-index.htm",
    ]
    assert (batch.set_aside, batch.complete, batch.companies[0].name_en) == ((), False, "ALPHA CORP")


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        # The half-year is the first quarter and the second: 10 + 12.
        ([(Q1, 20240331, 1, 10), (Q2, 20240630, 1, 12)], {"2024Q1": ("stated", 10), "2024H1": ("derived", 22)}),
        # The half-year is nine months less the third quarter: 33 - 12.
        ([(Q3, 20240930, 3, 33), (Q3, 20240930, 1, 12)], {"2024H1": ("derived", 21), "2024Q3": ("stated", 33)}),
        # The first quarter is the half-year less the second quarter: 22 - 12.
        ([(Q2, 20240630, 2, 22), (Q2, 20240630, 1, 12)], {"2024Q1": ("derived", 10), "2024H1": ("stated", 22)}),
        # A value that is filed goes before a sum, here of 10 and 12.
        ([(Q1, 20240331, 1, 10), (Q2, 20240630, 1, 12), (Q2, 20240630, 2, 23)],
         {"2024Q1": ("stated", 10), "2024H1": ("stated", 23)}),
        # A second quarter alone gives nothing of the year so far.
        ([(Q2, 20240630, 1, 12)], {}),
        # A restated prior year: the comparative of the half-year of 2023.
        ([(Q2, 20230630, 2, 9)], {"2023H1": ("stated", 9)}),
    ],
)  # fmt: skip
def test_parts_of_a_year_are_summed_or_subtracted_where_the_whole_is_not_filed(read, filed, expected):
    batch = read(
        [number(adsh, "NetIncomeLoss", day, quarters, value) for adsh, day, quarters, value in filed]
    )
    assert {str(figure.period): (figure.kind, figure.value) for figure in batch.figures} == expected


def test_of_several_tags_the_preferred_one_is_taken_and_another_is_named(read, values):
    batch = read([
        number(Q1, CONTRACTS, 20240331, 1, 90), number(Q1, "Revenues", 20240331, 1, 100),
        number(Q2, CONTRACTS, 20240630, 2, 190),
        number(Q2, "SellingGeneralAndAdministrativeExpense", 20240630, 2, 40),
        number(Q2, "ProfitLoss", 20240630, 2, 9),
    ])  # fmt: skip
    assert values(batch) == {"ALF 2024Q1 revenue": 100, "ALF 2024H1 revenue": 190}
    half = next(figure for figure in batch.figures if str(figure.period) == "2024H1")
    words = {source.id: source.address for source in batch.sources}
    assert [words[id_] for id_ in half.sources][1] == f"SEC: the tag {CONTRACTS} taken for revenue"


def test_the_filing_that_was_filed_last_holds(read, values):
    batch = read([
        number(Q2A, "Revenues", 20240630, 2, 230), number(Q2, "Revenues", 20240630, 2, 220),
        # The report on nine months says what the first quarter was after all.
        number(Q1, "NetIncomeLoss", 20240331, 1, 10), number(Q3, "NetIncomeLoss", 20240331, 1, 11),
        # A restatement under another tag: the last filing goes before the preferred tag.
        number(Q1, "CostOfRevenue", 20240331, 1, 60), number(Q3, "CostOfGoodsSold", 20240331, 1, 65),
    ])  # fmt: skip
    assert values(batch) == {
        "ALF 2024H1 revenue": 230, "ALF 2024Q1 net_profit": 11, "ALF 2024Q1 operating_cost": 65,
    }  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_equal_duplicates_are_one_and_unequal_ones_are_refused(read, values, reasons, turned):
    rows = [
        number(Q2, "InventoryNet", 20240630, 0, 7), number(Q2, "InventoryNet", 20240630, 0, 8, version="us-gaap/2023"),
        number(Q2, "InventoryNet", 20240630, 0, 7, version="us-gaap/2022"),
        number(Q2, "Liabilities", 20240630, 0, 30), number(Q2, "Liabilities", 20240630, 0, "30.0000"),
        # The first filing contradicts itself and the amended one does not.
        number(Q2, "GrossProfit", 20240630, 2, 3), number(Q2, "GrossProfit", 20240630, 2, 4, version="us-gaap/2023"),
        number(Q2A, "GrossProfit", 20240630, 2, 5),
    ]  # fmt: skip
    batch = read(rows[::-1] if turned else rows)
    assert values(batch) == {"ALF 2024H1 total_liabilities": 30, "ALF 2024H1 gross_profit": 5}
    assert reasons(batch) == ["contradictory"] * 5


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (number(Q2, "Revenues", 20240630, 2, 999, coreg="SUBCO"), "not_consolidated"),
        (number(Q2, "Revenues", 20240630, 2, 999, segments="ProductOrService=Cloud;"), "not_consolidated"),
        (number(Q2, "Revenues", 20240630, 2, 999, uom="CNY"), "other_currency"),
        (number(Q2, "Revenues", 20240630, 2, 999, uom="USD/shares"), "other_currency"),
        (number(Q2, "ResearchAndDevelopmentExpense", 20240630, 2, -5), "negative"),
        (number(Q2, "Revenues", 20240630, 2, "about 5"), "not_a_number"),
        (number(Q2, "Revenues", 20240630, 2, "1e999"), "not_finite"),
        (number(Q2, "Revenues", 20240630, 8, 999), "odd_length"),
        (number(Q2, "Revenues", 20240630, 3, 999), "odd_length"),  # it would begin in the year before
        (number(Q2, "Revenues", 20240630, 0, 999), "odd_length"),
        (number(Q2, "Assets", 20240630, 1, 999), "odd_length"),
        (number(Q2, "Assets", 20240515, 0, 999), "odd_length"),
        (number(Q2, "Assets", 20251231, 0, 999), "odd_length"),
        (number(Q2, "Assets", 20240631, 0, 999), "bad_period"),
        (number(Q2, "Revenues", "", 2, 999), "bad_period"),
        (number(Q2, "Revenues", 20240630, "two", 999), "bad_period"),
    ],
)  # fmt: skip
def test_a_value_that_can_not_be_used_is_set_aside_by_row(read, row, reason):
    batch = read([row, number(Q2, "NetIncomeLoss", 20240630, 2, 1)])
    assert [figure.item for figure in batch.figures] == ["net_profit"]
    (aside,) = batch.set_aside
    assert (aside.reason, aside.item) == (reason, row["tag"])
    assert str(aside.place).endswith("2024q3.zip, line 2, key num.txt")


def test_what_is_blank_not_mapped_or_of_the_companys_own_tags_is_passed_over(read):
    batch = read([
        number(Q2, "Revenues", 20240630, 2, ""),
        number(Q2, "Revenues", 20240630, 2, 5, version=Q2),
        number(Q2, "Goodwill", 20240630, 0, 5),
        number("0000000999-24-000001", "Revenues", 20240630, 2, 5),
    ])  # fmt: skip
    assert (batch.figures, batch.set_aside) == ((), ())


@pytest.mark.parametrize(
    ("sub", "reason"),
    [
        (filing("0000000303-24-000001", "10-Q", 20240630, 2024, "Q2", 20240801), "no_ticker"),
        (filing(Q2, "8-K", 20240630, 2024, "Q2", 20240801), "other_form"),
        (filing(Q2, "10-Q", 20240630, "", "", 20240801), "bad_period"),
        (filing(Q2, "10-Q", 20240630, 2042, "Q2", 20240801), "bad_period"),
        (filing(Q2, "10-Q", 20240630, 2024, "Q2", 20240801, fye="0930"), "bad_period"),
        (filing(Q2, "10-Q", 20240630, 2024, "Q2", 20240801, fye="1331"), "bad_period"),
        (filing(Q2, "10-Q", 20240630, 2024, "Q2", "yesterday"), "bad_filing"),
        (filing("0000000101-24-x", "10-Q", 20240630, 2024, "Q2", 20240801), "bad_filing"),
        (filing(Q2, "10-Q", 20240630, 2024, "Q2", 20240801, cik="one"), "bad_filing"),
    ],
)  # fmt: skip
def test_a_filing_that_can_not_be_used_is_set_aside_once(read, sub, reason, reasons):
    adsh = sub["adsh"]
    batch = read(
        [number(adsh, "Revenues", 20240630, 2, 5), number(adsh, "NetIncomeLoss", 20240630, 2, 5)], [sub]
    )
    assert (batch.figures, reasons(batch)) == ((), [reason])
    if reason == "no_ticker":
        assert "CIK 303, ALPHA CORP" in batch.set_aside[0].message


@pytest.mark.parametrize(
    ("year_end", "period", "stated", "span", "expected"),
    [
        # A fiscal year that ends in September: its first quarter ends in December of the calendar year before.
        ("0930", 20231231, (2024, "Q1"), (20231231, 1), "2024Q1"),
        ("0930", 20240930, (2024, "FY"), (20240930, 4), "2024FY"),
        ("0930", 20240930, (2024, "FY"), (20230930, 4), "2023FY"),
        ("0930", 20240930, (2024, "FY"), (20220930, 4), "2022FY"),
        # A year of 52 weeks that ends about the end of January and is called by the year in which it began.
        ("0128", 20240131, (2023, "FY"), (20240131, 4), "2023FY"),
        ("0201", 20240430, (2024, "Q1"), (20240430, 1), "2024Q1"),
        ("0201", 20240430, (2024, "Q1"), (20230430, 1), "2023Q1"),
    ],
)
def test_fiscal_years_are_those_of_the_company(read, year_end, period, stated, span, expected):
    sub = filing(Q2, "10-K" if stated[1] == "FY" else "10-Q", period, *stated, 20241101, fye=year_end)
    batch = read([number(Q2, "Revenues", *span, 5)], [sub])
    assert [str(figure.period) for figure in batch.figures] == [expected]


def test_the_columns_of_older_quarters_and_another_currency_are_read(read, values):
    rows = [
        number(Q2, "Revenues", 20240630, 2, 5, uom="CNY"),
        number(Q2, "Revenues", 20240630, 2, 9, uom="CNY", coreg="SUB"),
    ]
    batch = read(rows, columns=OLD_NUM, currency="CNY")
    assert values(batch) == {"ALF 2024H1 revenue": 5}
    with pytest.raises(DataError, match="'dollars' is no currency"):
        read(rows, currency="dollars")


def test_two_quarters_of_a_folder_are_one_body_of_filings(read, tmp_path, values):
    read([number(Q1, "NetIncomeLoss", 20240331, 1, 10)], FILINGS[:1], name="2024q2.zip")
    read([number(Q2, "NetIncomeLoss", 20240630, 1, 12)], FILINGS[1:2], name="2024q3.zip")
    batch = fetch(Request("sec", tmp_path, options={"tickers": str(tmp_path / "ciks.csv")}))
    assert values(batch) == {"ALF 2024Q1 net_profit": 10, "ALF 2024H1 net_profit": 22}
    derived = next(figure for figure in batch.figures if figure.kind == "derived")
    assert len(derived.sources) == 2


def test_without_a_file_of_tickers_every_company_is_set_aside_with_its_cik(tmp_path, reasons):
    (tmp_path / "2024q3.zip").write_bytes(data_set(FILINGS, [number(Q1, "Revenues", 20240331, 1, 5)]))
    batch = fetch(Request("sec", tmp_path / "2024q3.zip"))
    assert (batch.figures, reasons(batch), batch.set_aside[0].ticker) == ((), ["no_ticker"], "CIK 101")


def test_the_secs_own_file_of_tickers_is_read_and_the_first_of_several_is_taken(tmp_path, values):
    rows = {
        "0": {"cik_str": 101, "ticker": "alf-b", "title": "Alpha"},
        "1": {"cik_str": 101, "ticker": "ALF", "title": "Alpha"},
    }
    (tmp_path / "company_tickers.json").write_text(json.dumps(rows), encoding="utf-8")
    (tmp_path / "2024q3.zip").write_bytes(data_set(FILINGS, [number(Q1, "Revenues", 20240331, 1, 5)]))
    options = {"tickers": str(tmp_path / "company_tickers.json")}
    assert values(fetch(Request("sec", tmp_path, options=options))) == {"ALF.B 2024Q1 revenue": 5}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "{", "is no JSON"), ("a.json", "[" * 100_000, "is no JSON"), ("a.json", "[1]", "holds no companies"),
        ("a.json", '{"0": {"cik_str": 1}}', "There is no cik_str or ticker"),
        ("a.csv", "cik\n1\n", "columns cik and ticker are missing"),
        ("a.csv", "cik,ticker\nAAPL,320193\n", "line 2: 'AAPL' is no CIK"),
        ("a.csv", "cik,ticker\n101\n", "line 2: '' is no CIK"),
    ],
)  # fmt: skip
def test_a_file_of_tickers_that_is_none_is_refused(tmp_path, name, text, says):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        fetch(Request("sec", tmp_path / "2024q3.zip", options={"tickers": str(tmp_path / name)}))
    assert says in str(refused.value)


def test_names_go_through_the_gate(read, reasons):
    sub = [filing(Q1, "10-Q", 20240331, 2024, "Q1", 20240502, name="AL\x1b[31mPHA")]
    batch = read([number(Q1, "Revenues", 20240331, 1, 5)], sub)
    assert (len(batch.figures), batch.companies, reasons(batch)) == (1, (), ["refused_character"])
    assert batch.set_aside[0].value == "AL\\x1b[31mPHA"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"no archive", "is no zip archive, or is cut off"),
        (zipped({"num.txt": ""}), "key sub.txt: The file is damaged"),
        (zipped({"sub.txt": "", "num.txt": ""}), "columns cik, name, adsh"),
        (zipped({"sub.txt": table(SUB, FILINGS), "num.txt": "adsh\ttag\n"}), "columns version, ddate, qtrs, uom, value are missing"),
        (zipped({"sub.txt": "a" * 200_000}), "A line has more than 100,000 bytes"),
    ],
)  # fmt: skip
def test_what_is_no_data_set_is_refused(tmp_path, raw, says):
    (tmp_path / "2024q3.zip").write_bytes(raw)
    with pytest.raises(DataError) as refused:
        fetch(Request("sec", tmp_path / "2024q3.zip"))
    assert says in str(refused.value)


def test_a_row_of_another_width_is_set_aside_with_its_line(tmp_path, reasons):
    text = table(NUM, [number(Q1, "Revenues", 20240331, 1, 5)]) + f"{Q1}\tRevenues\n"
    (tmp_path / "2024q3.zip").write_bytes(zipped({"sub.txt": table(SUB, FILINGS), "num.txt": text}))
    (tmp_path / "ciks.csv").write_text("ticker,cik\nALF,0000000101\n", encoding="utf-8")
    batch = fetch(Request("sec", tmp_path / "2024q3.zip", options={"tickers": str(tmp_path / "ciks.csv")}))
    assert (len(batch.figures), reasons(batch), batch.set_aside[0].place.line) == (1, ["wrong_width"], 3)
