from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.data.period import Period
from xl_aigc.errors import DataError

PARTS = ("Q1", "H1", "Q3", "FY")
texts = st.builds("{}{}".format, st.integers(1900, 2099), st.sampled_from(PARTS))


@given(texts)
def test_a_period_says_the_text_it_was_made_of(text):
    period = Period(text)
    assert str(period) == text
    assert (str(period.year), period.part) == (text[:4], text[4:])
    assert Period.parse(f"  {text.lower()}\n") == period


@given(texts, texts)
def test_periods_are_ordered_by_year_and_then_by_length(one, other):
    def key(text):
        return int(text[:4]), PARTS.index(text[4:])

    assert (Period(one) < Period(other)) == (key(one) < key(other))
    assert (Period(one) == Period(other)) == (one == other)
    assert len({Period(one), Period(other)}) == len({one, other})


def test_months_are_those_from_the_first_of_january():
    assert [Period(f"2024{part}").months for part in PARTS] == [3, 6, 9, 12]


def test_the_year_before_is_the_same_part_of_it():
    assert [str(Period(f"2024{part}").year_before) for part in PARTS] == [
        "2023Q1",
        "2023H1",
        "2023Q3",
        "2023FY",
    ]


def test_the_quarter_before_ends_within_the_same_year():
    before = [Period(f"2024{part}").quarter_before for part in PARTS]
    assert before == [None, Period("2024Q1"), Period("2024H1"), Period("2024Q3")]


def test_a_quarter_belongs_to_the_cumulative_period_that_ends_with_it():
    found = [str(Period.ending(f"2024Q{n}")) for n in (1, 2, 3, 4)]
    assert found == ["2024Q1", "2024H1", "2024Q3", "2024FY"]


@pytest.mark.parametrize(
    "text", ["2024", "H1", "", "2024h1", "2024H3", "24H1", "２０２４H1", "2024H1 ", "1899FY", "2024-06-30"]
)
def test_another_text_is_no_period_and_the_message_says_what_one_is(text):
    with pytest.raises(DataError) as caught:
        Period(text)
    assert repr(text) in str(caught.value)
    assert "such as 2024H1" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "instead"), [("2024Q2", "2024H1"), ("2024Q4", "2024FY"), ("2024H2", "2024FY")]
)
def test_a_part_of_the_year_that_is_not_cumulative_is_refused_with_the_period_to_write(text, instead):
    with pytest.raises(DataError, match=rf"'{text}' is no cumulative period.*Write {instead} "):
        Period(text)


def test_a_period_cannot_be_changed_and_can_be_copied():
    period = Period("2024H1")
    with pytest.raises(AttributeError):
        period.year = 2025
    assert copy.deepcopy(period) == pickle.loads(pickle.dumps(period)) == period


def test_single_quarters_are_periods_where_a_basket_is_of_them():
    texts = ["2023FY", "2024Q1", "2024Q2", "2024Q3", "2024Q4", "2024FY"]
    periods = [Period(text, single=True) for text in texts]
    assert sorted(periods) == periods
    assert [period.months for period in periods] == [12, 3, 6, 9, 12, 12]
    assert [str(period.year_before) for period in periods[2:]] == ["2023Q2", "2023Q3", "2023Q4", "2023FY"]


@pytest.mark.parametrize(("text", "single"), [("2024Q2", False), ("2024Q4", False), ("2024H1", True)])
def test_a_part_of_the_other_kind_is_none(text, single):
    with pytest.raises(DataError, match=f"'{text}' is no"):
        Period(text, single=single)
    with pytest.raises(DataError, match=f"'{text}' is no"):
        Period.stored(text).checked(single=single)


@pytest.mark.parametrize(
    ("text", "year_end", "day"),
    [
        ("2024FY", "12-31", "2024-12-31"),
        ("2024Q1", "12-31", "2024-03-31"),
        ("2024FY", "09-30", "2024-09-30"),  # Apple's fiscal 2024 began in October 2023
        ("2024Q1", "09-30", "2023-12-31"),
        ("2024H1", "03-31", "2023-09-30"),
        ("2024FY", "02-28", "2024-02-29"),
        ("2024Q1", "", "2023-04-30"),  # the fiscal year that ends first, in January
    ],
)
def test_the_last_day_follows_the_end_of_the_fiscal_year(text, year_end, day):
    assert Period(text).last_day(year_end).isoformat() == day
