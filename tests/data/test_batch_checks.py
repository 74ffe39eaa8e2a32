"""Rows of a batch that can't be taken are set aside with a reason each; a batch with too many is refused as a whole."""

from __future__ import annotations

import datetime as dt
import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_aigc.data.batch import Batch, SetAside
from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.checks import CHECKS, ERROR_JUMP
from xl_aigc.data.figure_rules import BatchLimits
from xl_aigc.data.folder import load_facts
from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import Company, Figure, PriceChange, Source
from xl_aigc.data.period import Period
from xl_aigc.data.reasons import REASONS
from xl_aigc.errors import DataError, Place
from xl_aigc.sources import Request, fetch

AS_OF = dt.date(2024, 9, 12)
KNOWN = load_facts()
LENIENT = BatchLimits(bad_share=1.0)
REVENUE = KNOWN.value("300418.SZ", "revenue", Period("2024H1"))


def figure(value, ticker="300418.SZ", period="2024H1", item="revenue"):
    return Figure(ticker, Period(period), item, value, "stated", ("f-1",))


def batch(*figures, **more):
    return Batch("files", "export.csv", AS_OF, figures, sources=(Source("f-1", "Wind, export.csv"),), **more)


GOOD = figure(7.0, "600941.SH", "2020FY")


def reasons(*figures, known=None):
    return [row.reason for row in check_batch(batch(GOOD, *figures), known, LENIENT).set_aside]


def test_the_bundled_facts_pass_whole_alone_and_against_themselves():
    facts = fetch(Request("reference"))
    assert check_batch(facts) == facts
    assert check_batch(facts, KNOWN) == facts


def test_good_figures_are_taken_as_they_are():
    given_ = batch(figure(REVENUE * 1.3), figure(-5e8, item="net_profit"), figure(0.0, item="capex"))
    assert check_batch(given_, KNOWN) == given_


def test_figures_that_look_exchanged_are_named_as_a_pair_with_a_way_to_take_them():
    """A negative revenue beside a larger profit, of a company of which nothing is known."""
    pair = (
        figure(-389.0, item="revenue", ticker="000001.SZ"),
        figure(2500.0, item="net_profit", ticker="000001.SZ"),
    )
    rows = check_batch(batch(GOOD, *pair), None, LENIENT).set_aside
    assert [(row.item, row.reason) for row in rows] == [("revenue", "swapped"), ("net_profit", "swapped")]
    assert "revenue -389 and net_profit 2,500" in rows[0].message
    assert "net_profit 2,500 and revenue -389" in rows[1].message
    assert all("write both into figures.csv" in row.message for row in rows)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (figure(1.0, ticker="300418"), "bad_ticker"),
        (figure(1.0, ticker="300418.HK"), "bad_ticker"),
        (figure(1.0, item="profit"), "unknown_item"),
        (figure(float("nan")), "not_finite"),
        (figure(float("inf")), "not_finite"),
        (figure(2e15), "too_large"),
        (figure(-1.0, item="selling_expense"), "negative"),
        (figure(1.0, period="2024Q3"), "future_period"),
        (figure(1.0, period="1985FY"), "old_period"),
    ],
)
def test_a_figure_of_a_wrong_form_is_set_aside(bad, reason):
    assert reasons(bad) == [reason]


def test_a_figure_equal_to_one_before_is_taken_once():
    checked = check_batch(batch(GOOD, GOOD))
    assert checked.figures == (GOOD,)
    assert [row.reason for row in checked.set_aside] == ["repeated"]


def test_of_figures_that_contradict_each_other_none_is_taken():
    checked = check_batch(batch(GOOD, figure(1.0), figure(2.0), figure(1.0)), limits=LENIENT)
    assert checked.figures == (GOOD,)
    assert [row.reason for row in checked.set_aside].count("contradictory") == 2


@pytest.mark.parametrize(
    ("factor", "reason"),
    [
        (1e4, ["unit_ten_thousand"]),
        (1e-4, ["unit_ten_thousand"]),
        (1.8e4, ["unit_ten_thousand"]),
        (1e8, ["unit_hundred_million"]),
        (0.7e-8, ["unit_hundred_million"]),
        (101.0, ["unit_hundred"]),
        (1 / 101, ["unit_hundred"]),
        (300.0, ["jump_above_100x"]),
        (1e6, ["jump_above_100x"]),
        (60.0, ["unit_hundred"]),
        (40.0, []),
        (1 / 40, []),
        (-40.0, ["negative"]),
        (1.0, []),
    ],
)
def test_a_figure_is_compared_with_the_known_one(factor, reason):
    if REVENUE * abs(factor) < 1e15:
        assert reasons(figure(REVENUE * factor), known=KNOWN) == reason


def test_a_profit_that_turned_is_no_slip_of_a_unit():
    """From 12 million to a loss of 1,920 million: 160 times, and of another sign."""
    before = figure(12e6, item="net_profit", period="2023H1")
    assert reasons(before, figure(-1920e6, item="net_profit")) == []
    assert reasons(before, figure(1920e6, item="net_profit")) == ["unit_hundred"]


@pytest.mark.parametrize("earlier", ["2023H1", "2024Q1"])
def test_a_figure_is_compared_with_an_earlier_period_that_comes_with_it(earlier):
    assert reasons(figure(2e9, period=earlier), figure(2.5e5)) == ["unit_ten_thousand"]
    assert reasons(figure(2e9, period=earlier), figure(2.5e9)) == []


def test_the_known_figure_of_the_year_before_goes_before_what_comes():
    known = KNOWN.value("300418.SZ", "revenue", Period("2023H1"))
    next_year = Batch("files", "x", dt.date(2025, 9, 1), (GOOD, figure(known * 1e4, period="2025H1")))
    against = check_batch(next_year, KNOWN, LENIENT)
    assert [row.reason for row in against.set_aside] == ["unit_ten_thousand"]


def test_a_figure_as_known_is_not_doubted_for_its_size():
    odd = replace(
        KNOWN, figures=(figure(5.0), figure(900.0, item="rd_expense"), figure(5e9, period="2023H1"))
    )
    assert reasons(figure(5.0), figure(900.0, item="rd_expense"), known=odd) == []


def test_a_part_of_more_than_a_hundred_times_revenue_is_set_aside():
    assert reasons(figure(10.0), figure(1001.0, item="rd_expense")) == ["above_revenue"]
    assert reasons(figure(10.0), figure(-1001.0, item="net_profit")) == ["above_revenue"]
    assert reasons(figure(10.0), figure(1000.0, item="rd_expense")) == []
    assert reasons(figure(10.0), figure(1001.0, item="total_assets")) == []


@pytest.mark.parametrize(
    "price",
    [
        PriceChange("300418.SZ", dt.date(2023, 12, 29), AS_OF, -1.0, ""),
        PriceChange("300418.SZ", dt.date(2023, 12, 29), AS_OF, float("nan"), ""),
        PriceChange("300418.SZ", dt.date(2023, 12, 29), dt.date(2024, 9, 13), 0.1, ""),
        PriceChange("300418.SZ", AS_OF, AS_OF, 0.1, ""),
        PriceChange("300418", dt.date(2023, 12, 29), AS_OF, 0.1, ""),
    ],
)
def test_a_price_change_that_cannot_be_is_set_aside(price):
    sound = PriceChange("600941.SH", dt.date(2023, 12, 29), AS_OF, -0.4, "")
    checked = check_batch(batch(price_changes=(sound, price)), limits=LENIENT)
    assert checked.price_changes == (sound,)
    assert [row.reason for row in checked.set_aside] == ["bad_price"]


def test_every_failure_is_told_with_what_and_where():
    checked = check_batch(batch(GOOD, figure(-1.0, item="rd_expense"), figure(1.0, item="x")), limits=LENIENT)
    row = checked.set_aside[0]
    assert (row.ticker, row.period, row.item, row.value) == ("300418.SZ", "2024H1", "rd_expense", "-1.0")
    assert row.place == Place("Wind, export.csv")
    assert "below zero" in row.message
    assert len(checked.set_aside) == 2


def many(bad, good):
    return batch(
        *(figure(1.0, f"{600_000 + n}.SH") for n in range(good)),
        *(figure(-1.0, f"{300_000 + n}.SZ", item="capex") for n in range(bad)),
    )


def test_up_to_a_tenth_of_bad_rows_the_others_are_taken():
    assert len(check_batch(many(10, 90)).figures) == 90


def test_beyond_a_tenth_nothing_is_taken_and_the_first_rows_are_told():
    with pytest.raises(DataError) as caught:
        check_batch(many(11, 89))
    said = str(caught.value)
    assert "11 of 100 rows can't be taken (negative 11). Nothing was taken." in said
    assert "Wind, export.csv: 300000.SZ 2024H1 capex -1.0" in said
    assert "at most 10% bad rows" in said
    assert "300005.SZ" not in said


def test_rows_that_are_merely_not_wanted_do_not_count():
    first = check_batch(batch(*[GOOD] * 50))
    assert len(first.figures) == 1


def test_a_batch_without_a_figure_is_refused():
    with pytest.raises(DataError, match="no figure in it"):
        check_batch(batch())


def test_a_complete_batch_with_something_bad_withdraws_nothing():
    assert check_batch(batch(GOOD, complete=True)).complete
    assert not check_batch(batch(GOOD, figure(1.0, item="x"), complete=True), limits=LENIENT).complete


def test_a_vendor_does_not_rename_or_reclassify_known_companies():
    new = Company("688256.SH", "寒武纪", "", None, "", "other", "")
    known = Company("300418.SZ", "XD昆仑万", "", None, "", "other", "")
    companies = (known, replace(new, ticker="000999.SZ"))
    assert check_batch(batch(GOOD, companies=companies), KNOWN).companies == companies[1:]
    assert check_batch(batch(GOOD, companies=companies)).companies == companies


def test_reasons_and_thresholds_are_those_of_the_plausibility_checks():
    assert BatchLimits().jump == ERROR_JUMP
    assert set(REASONS) & set(CHECKS) == {"jump_above_100x"}
    assert all(reason.text for reason in REASONS.values())


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["300418.SZ", "600941.SH", "830799.BJ", "1"]),
            st.sampled_from(["2023H1", "2024Q1", "2024H1", "2024FY"]),
            st.sampled_from([*ITEMS, "x"]),
            st.floats(allow_nan=True, allow_infinity=True),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_every_figure_is_taken_or_told(rows):
    figures = [figure(value, ticker, period, item) for ticker, period, item, value in rows]
    try:
        checked = check_batch(batch(*figures), KNOWN, LENIENT)
    except DataError:
        return
    assert len(checked.figures) + len(checked.set_aside) == len(figures)
    assert check_batch(checked, KNOWN, LENIENT).figures


@pytest.mark.slow
def test_the_whole_market_of_forty_periods_is_checked_in_seconds():
    chance = random.Random(4)
    periods = [f"{year}{part}" for year in range(2014, 2024) for part in ("Q1", "H1", "Q3", "FY")]
    figures = [
        figure(chance.uniform(1e8, 1.2e8) * Period(period).months, f"{610_000 + n}.SH", period)
        for n in range(5500)
        for period in periods
    ]
    begin = time.process_time()
    assert len(check_batch(batch(*figures), KNOWN).figures) == 220_000
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("bad", "doubted", "rows"), [(1, 0, None), (2, 0, "2 of 12"), (0, 6, None), (0, 12, "2 of 12")]
)
def test_rows_of_a_table_with_several_figures_each_are_counted_on_both_sides(bad, doubted, rows):
    """Twelve rows of six figures: two rows without a company are a sixth of them, and so are twelve figures below zero."""
    sound = [figure(1.0, f"{600_000 + n}.SH", item=item) for n in range(12 - bad) for item in SIX]
    for place in range(doubted):
        sound[place] = replace(sound[place], item="capex", ticker=f"{300_000 + place}.SZ", value=-1.0)
    places = [SetAside("bad_ticker", "it is none.", Place("export.csv", line=n + 2)) for n in range(bad)]
    given_ = replace(batch(*sound), set_aside=tuple(places), rows=12)
    if rows is None:
        assert len(check_batch(given_).figures) == len(sound) - doubted
    else:
        with pytest.raises(DataError, match=f"{rows} rows can't be taken"):
            check_batch(given_)


SIX = ("revenue", "net_profit", "rd_expense", "total_assets", "selling_expense", "admin_expense")
