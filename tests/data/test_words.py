"""Words, numbers, periods and tickers from outside: each is read in one place, whole or not at all, in linear time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.data.layers import USUAL_SORTS, keys_of
from xl_aigc.data.missing import is_missing
from xl_aigc.data.numerals import LONGEST, finite, is_plain, numeral
from xl_aigc.data.period import Period, find_period, read_day, read_period
from xl_aigc.data.spelling import normalised
from xl_aigc.data.tickers import is_ticker, possible_tickers, read_ticker
from xl_aigc.data.units import UNITS, Unit, factor_of, unit_of
from xl_aigc.errors import DataError
from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.cells import LONGEST as LONGEST_TEXT
from xl_aigc.labels import load_labels
from xl_aigc.report.measure_words import words_in

NOT_TICKERS = (
    "300418.XX", "300418abc", "300418.SZ'; DROP TABLE figure;--", "300418.SZx", "x300418.SZ", "300418.SZ 1", "3004180.SZ",
    "300418..SZ", "sz300418.sz", "300418.SZ\x00", "300418\n600941", "", "SZ", "." * 100_000, "1" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_TICKERS)
def test_a_ticker_matches_whole_or_not_at_all(text):
    assert not is_ticker(text)
    assert read_ticker(text)[1] is not None
    assert possible_tickers(text) == ()
    due = CellError.NA if len(text) <= LONGEST_TEXT else CellError.VALUE
    assert CATALOGUE["FIGURE"].call(text or "x", "revenue", "2024H1") is due


@pytest.mark.parametrize(
    ("text", "ticker"),
    [
        ("300418", "300418.SZ"),
        ("300418.SZ", "300418.SZ"),
        ("300418.sz", "300418.SZ"),
        ("sz300418", "300418.SZ"),
        ("SZ.300418", "300418.SZ"),
        ("300418.XSHE", "300418.SZ"),
        (" 600941 ", "600941.SH"),
        ("600941.SS", "600941.SH"),
        ('="002230"', "002230.SZ"),
        ("'002230", "002230.SZ"),
        ("920002", "920002.BJ"),
        ("830003.BJ", "830003.BJ"),
    ],
)
def test_a_ticker_is_read_in_every_spelling(text, ticker):
    assert read_ticker(text) == (ticker, None)
    assert ticker in possible_tickers(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2230", "bad_ticker"),  # may have lost its zeros, and may be of another market
        ("600941.SZ", "bad_ticker"),
        ("900901.SH", "not_a_share"),
        ("830003", "not_a_share"),  # of Beijing or of the NEEQ
        ("00700.HK", "bad_ticker"),
        ("300418.HK", "not_a_share"),
    ],
)
def test_what_is_no_a_share_is_told_from_what_is_no_ticker(text, reason):
    assert read_ticker(text) == (text, reason)


def test_a_look_up_fills_in_lost_zeros_and_tries_every_exchange_of_a_code_that_tells_none():
    assert possible_tickers("2230") == ("002230.SZ",)
    assert possible_tickers("830003") == ("830003.SH", "830003.SZ", "830003.BJ")


SPELLINGS = {
    "2024H1": (
        "2024H1", "2024h1", "2024 H1", "2024-H1", "2024_h1", "2024年中报", "2024中报", "2024半年报", "2024年半年度报告", "2024上半年",
        "2024年1-6月", "2024-06-30", "2024/6/30", "2024.06.30", "20240630", "2024年6月30日", "2024-06-30 00:00:00", "45473",
    ),
    "2024Q1": ("2024Q1", "2024一季报", "2024年第一季度", "2024-03-31"),
    "2024Q3": ("2024Q3", "2024三季报", "2024年前三季度", "2024年1-9月", "20240930"),
    "2024FY": ("2024FY", "2024年报", "2024年度", "2024-12-31"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("period", "text"), [(key, text) for key, texts in SPELLINGS.items() for text in texts]
)
def test_a_period_is_read_alike_from_a_cell_a_file_and_a_command(period, text):
    assert Period.parse(f" {text} ") == read_period(text) == Period(period)
    name, prior = "688787.SH", Period(period).year_before
    assert CATALOGUE["FIGURE"].call(name, "revenue_prior", text) == CATALOGUE["FIGURE"].call(
        name, "revenue", str(prior)
    )


def test_a_word_that_vendors_use_of_a_single_quarter_is_taken_only_from_a_person():
    assert Period.parse("2024三季度") == Period("2024Q3")
    assert read_period("2024三季度") is None
    assert find_period("2024三季度营业收入") is None


@pytest.mark.parametrize(
    "text",
    ["H1", "Q2", "2024H12", "12024H1", "2024-05-31", "2024-02-30", "2024 " * 50_000,
     "2024" + " " * 32_000 + "H1", "2024年" * 50_000, "9" * 100_000],
)  # fmt: skip
def test_another_text_is_no_period(text):
    assert read_period(text) is None
    assert CATALOGUE["FIGURE"].call("688787.SH", "revenue", text) is CellError.VALUE
    with pytest.raises(DataError, match=r"is no (cumulative )?period"):
        Period.parse(text)


def test_a_period_is_found_inside_a_heading():
    assert find_period("营业收入2024中报(万元)") == (Period("2024H1"), 4, 10)
    assert find_period("2024-06-30 revenue") == (Period("2024H1"), 0, 10)


def test_a_day_is_read_from_a_date_eight_digits_or_a_serial_number():
    assert [read_day(text) for text in ("2024-09-12", "20240912", "45547", "45547.75")] == [
        dt.date(2024, 9, 12)
    ] * 4
    assert [read_day(text) for text in ("1e5", "300418", "nan", "1:1:1", "-45547")] == [None] * 5


@pytest.mark.parametrize(
    ("text", "digits", "unit"),
    [
        ("1,234.5", "1234.5", ""), ("668.99亿", "668.99", "亿"), ("(12.5)", "-12.5", ""), ("¥5", "5", ""), ("-.5", "-.5", ""),
        ("1.5e3万元", "1.5e3", "万元"), ("+3", "+3", ""),
    ],
)  # fmt: skip
def test_a_number_is_read_as_vendors_write_it(text, digits, unit):
    found = numeral(text)
    assert (found.digits, found.unit) == (digits, unit)


@pytest.mark.parametrize("text", ["12%", "(-5)", "1,23", "1.2.3", "=1+1", "", "x", "１,0٣"])
def test_another_text_is_no_number(text):
    assert numeral(text) is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_is_read_back(value):
    assert finite(repr(value)) == value


def test_a_text_longer_than_any_number_is_none():
    assert finite("9" * 309) is None  # larger than the largest float64
    assert is_plain("9" * LONGEST)
    assert not is_plain("9" * (LONGEST + 1))
    assert numeral("9" * 100_000 + "x") is None


def test_missing_marks_are_the_same_for_functions_and_sources():
    for mark in ("n.a.", "N/A", "--", "-", "NA", "nan", "无", "不适用", "未披露", "None"):
        assert is_missing(mark)
        assert CATALOGUE["YOY"].call(mark, 1.0) is CellError.NA
    assert not is_missing("0")
    assert CATALOGUE["YOY"].call("#DIV/0!", 1.0) is CellError.DIV0


def test_layers_and_archetypes_are_the_cohorts_of_their_rules():
    assert metrics.RULES["layer"].cohorts == keys_of(USUAL_SORTS.layers)
    assert metrics.RULES["archetype"].cohorts == USUAL_SORTS.archetype_keys


def test_every_unit_of_a_report_is_read_by_its_words():
    assert UNITS == {"one": 1, "wan": 1e4, "million": 1e6, "yi": 1e8, "billion": 1e9}
    for language in ("en", "zh", "ko"):
        for currency in ("CNY", "USD", "HKD", "KRW", "JPY", "GBP", "TWD", "THB"):
            shown = words_in(load_labels(language), currency)
            for key, factor in UNITS.items():
                word = shown[key]
                assert factor_of(word) == factor or (key, currency) == ("one", "THB"), word
                assert unit_of(word) in {None, Unit(factor, currency)}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("万港元", (1e4, "HKD")), ("HK$ mn", (1e6, "HKD")), ("亿美元", (1e8, "USD")), ("억 원", (1e8, "KRW")), ("千日元", (1e3, "JPY")),
        ("GBP m", (1e6, "GBP")), ("百万", (1e6, "")), ("USD", (1, "USD")), ("元", (1, "CNY")), ("TTM", None), ("股", None), ("", None),
    ],
)  # fmt: skip
def test_a_unit_is_read_with_the_currency_that_it_names(text, unit):
    assert unit_of(text) == unit


def test_only_the_beginning_of_a_long_word_counts():
    assert normalised("a" * 1_000_000) == "a" * 200
