"""Periods that a person types in a request: every spelling, and those relative to the newest period."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.data import tables
from xl_aigc.data.period import Period, read_period
from xl_aigc.data.period_forms import plain_form
from xl_aigc.data.span import Span, read_span
from xl_aigc.errors import DataError

NEWEST = Period("2024H1")
HALF_YEAR = (
    *("2024H1", "2024h1", "24H1", "1H24", "1h 2024", "1H'24", "2024Q2", "24Q2", "2Q24", "2Q 2024", "2024 Q2"),
    *("2024-06-30", "2024/6/30", "2024.6.30", "20240630", "2024年6月30日", "45473", "２０２４Ｈ１"),
    *("2024上半年", "2024年上半年", "2024中报", "2024半年报", "2024年半年度报告", "2024 1-6月"),
)
FULL_YEAR = (
    "2023FY",
    "FY2023",
    "FY23",
    "23FY",
    "FY 2023",
    "2023",
    "2023年",
    "2023年报",
    "2023-12-31",
    "4Q23",
    "2023Q4",
)


@pytest.mark.parametrize("text", HALF_YEAR)
def test_a_half_year_in_every_spelling(text):
    assert read_span(text, NEWEST) == Span(Period("2024H1"))


@pytest.mark.parametrize(
    ("text", "of_vendors"),
    [
        *(
            (text, True)
            for text in (
                "2024-06",
                "2024/06",
                "202406",
                "06/30/2024",
                "30/06/2024",
                "30.06.2024",
                "Jan-Jun 2024",
                "January–June 2024",
                "six months to June 2024",
            )
        ),
        *((text, False) for text in ("2024-6", "2024.06", "2024M6", "2024年6月", "2024年06月", "06/2024")),
        *(
            (text, False)
            for text in (
                "Jun-24",
                "Jun 2024",
                "June 2024",
                "jun'24",
                "2024年第二季度",
                "2024年第2季度",
                "2024年2季度",
                "2024二季度",
            )
        ),
    ],
)
def test_a_month_and_a_quarter_that_end_the_half_year(text, of_vendors):
    """A person means the half-year by each; a vendor may mean a month or a quarter alone, unless numbers alone name it."""
    assert read_span(text, NEWEST) == Span(Period("2024H1"))
    assert read_span(text, Period("2024Q2", single=True), single=True).period == Period("2024Q2", single=True)
    assert read_period(text) == (Period("2024H1") if of_vendors else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2023-12", "2023FY"), ("Mar-24", "2024Q1"), ("2023年第四季度", "2023FY"), ("2023第三季度", "2023Q3")],
)
def test_other_months_and_quarters_by_word(text, expected):
    assert str(read_span(text, NEWEST)) == expected


@pytest.mark.parametrize("text", FULL_YEAR)
def test_a_full_year_in_every_spelling(text):
    assert read_span(text, NEWEST) == Span(Period("2023FY"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023三季报", "2023Q3"),
        ("9M23", "2023Q3"),
        ("3Q23", "2023Q3"),
        ("1Q24", "2024Q1"),
        ("FY99", "1999FY"),
    ],
)
def test_other_parts_of_a_year(text, expected):
    assert str(read_span(text, NEWEST)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024H2",
        "2H24",
        "2024M5",
        "H1",
        "24",
        "LY",
        "-1.5",
        "+1",
        "LTM+1",
        "next",
        "",
        "5Q24",
        "2024-05-31",
        "2024-05",
        "May-24",
        "06/07/2024",
        "02/30/2024",
        "2024-13",
    ],
)
def test_another_text_is_refused_in_words(text):
    with pytest.raises(DataError, match=r"is no (cumulative )?period"):
        read_span(text, NEWEST)


@pytest.mark.parametrize("text", ["2024 YTD", "FY24 YTD", "2024年累计"])
@pytest.mark.parametrize("single", [False, True])
def test_a_year_so_far_needs_its_month(text, single):
    with pytest.raises(DataError, match="not the month to which"):
        read_span(text, Period("2024FY"), single=single)


@pytest.mark.parametrize("text", ["2Q24", "24Q2", "3Q24", "2024Q4", "2023"])
def test_what_a_vendor_may_mean_of_a_single_quarter_is_not_read_from_a_heading(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("newest", "text", "expected"),
    [
        ("2024FY", "LFY", "2024FY"),
        ("2024FY", "LFY-1", "2023FY"),
        ("2024Q3", "LFY", "2023FY"),
        ("2024Q1", "LQ", "2024Q1 quarter"),
        ("2024Q1", "LQ-1", "2023FY quarter"),
        ("2024Q1", "LQ-5", "2022FY quarter"),
        ("2024Q1", "ltm-2", "2022Q1 ltm"),
        ("2024Q1", "-0", "2024Q1"),
        ("2024Q1", "−2", "2022Q1"),
        ("2024Q3", "2024/Q2", "2024H1"),
        ("2024Q3", "2024年1—6月", "2024H1"),
        ("2024H1", "上年同期", "2023H1"),
        ("2024H1", "基期", "2023H1"),
        ("2024H1", "可比期", "2023H1"),
        ("2024Q3", "FY24 Q2 YTD", "2024H1"),
        ("2024Q3", "2024Q2 YTD", "2024H1"),
        ("2024Q3", "2024-06 YTD", "2024H1"),
        ("2024Q3", "YTD 30 June 2024", "2024H1"),
        ("2024Q3", "2024年6月累计", "2024H1"),
        ("2024Q3", "2024-06-30 LTM", "2024H1 ltm"),
        ("2024Q3", "CY24H1", "2024H1"),
        ("2024Q3", "FY1H24", "2024H1"),
        ("2024H1", "CY 9M 2023", "2023Q3"),
        ("2024H1", "calendar year 2023", "2023FY"),
        ("2024H1", "first half of fiscal 2023", "2023H1"),
        ("2024Q3", "6M24", "2024H1"),
        ("2024H1", "9M2024", "2024Q3"),
        ("2024H1", "FY24 9M", "2024Q3"),
        ("2024H1", "Same period last year", "2023H1"),
        ("2024H1", "전년동기", "2023H1"),
        ("2024H1", " 本期 ", "2024H1"),
        ("2024H1", "latest", "2024H1"),
        ("2024Q3", "最近十二个月", "2024Q3 ltm"),
        ("2024Q3", "MRQ", "2024Q3 quarter"),
    ],
)
def test_relative_periods_go_back_from_the_newest(newest, text, expected):
    assert str(read_span(text, Period(newest))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            ("2024Q2", "2024Q2"),
            ("2Q24", "2024Q2"),
            ("24Q2", "2024Q2"),
            ("Q2 2024", "2024Q2"),
            ("2024-06-30", "2024Q2"),
        ),
        *(
            ("2023", "2023FY"),
            ("FY2023", "2023FY"),
            ("LFY", "2023FY"),
            ("LQ", "2024Q2"),
            ("LQ-3", "2023Q3"),
            ("-1", "2023Q2"),
        ),
        *(
            ("CY2024Q2", "2024Q2"),
            ("FY2Q24", "2024Q2"),
            ("Jun-24 YTD", "2024Q2 ytd"),
            ("2024-03 YTD", "2024Q1"),
            ("2023-12 YTD", "2023Q4 ytd"),
        ),
    ],
)
def test_in_a_basket_of_single_quarters_a_quarter_is_a_quarter(text, expected):
    assert str(read_span(text, Period("2024Q2", single=True), single=True)) == expected


QUARTER_WORDS = [row["word"] for row in tables.rows("periods") if row["typed_only"] == "yes"] + ["Q3"]
NUMBERS = {2: ("2", "二", "second"), 3: ("3", "三", "third"), 4: ("4", "四", "fourth")}
AROUND = (
    *(
        "2024{}",
        "2024 {}",
        "2024-{}",
        "2024/{}",
        "2024年{}",
        "2024년 {}",
        "FY2024 {}",
        "FY24 {}",
        "CY2024{}",
        "24{}",
    ),
    *("{} 2024", "{}2024", "{} of 2024", "{} FY24", "{}24", "{}-24", "{}/24", "{} 24"),
)
"""Places of a quarter's word beside its year."""


@pytest.mark.parametrize("word", QUARTER_WORDS)
def test_a_quarter_in_every_spelling_is_that_quarter_where_periods_are_single_quarters(word):
    """What is read as the months to the end of a quarter in another basket is this quarter here; its number stands in its word."""
    number = next(at for at, signs in NUMBERS.items() if any(sign in word for sign in signs))
    newest, read = Period("2024Q4", single=True), 0
    for text in (form.format(word) for form in AROUND):
        if read_period(plain_form(text), typed=True) is None:
            continue
        read += 1
        for asked in (text, f"{text} (quarter)", f"{text}单季"):
            assert str(read_span(asked, newest, single=True)) == f"2024Q{number}", asked
        assert str(read_span(f"{text} YTD", newest, single=True)) == f"2024Q{number} ytd"
    assert read >= 5


@given(st.one_of(st.text(max_size=30), st.from_regex(r"L?(FY|TM|Q)?\s?-?[0-9]{0,4}", fullmatch=True)))
def test_no_text_gives_anything_but_months_or_a_reason(text):
    with suppress(DataError):
        assert 1800 < read_span(text, NEWEST).period.year < 2100


def test_a_date_is_the_period_that_ends_on_it():
    assert read_period(dt.date(2024, 9, 30), typed=True) == Period("2024Q3")
