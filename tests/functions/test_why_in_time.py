"""AIGC_WHY says since when a figure is missing, as the store of several days knows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from support.read_store import functions_read

from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.hosts.headless import evaluate
from xl_aigc.store.opening import open_store


@pytest.fixture
def in_turn(tmp_path):
    """Makes functions read a store of two batches, the later one of 31 October 2024."""

    def make(first, later):
        store, when = open_store(tmp_path / "store.sqlite"), dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
        store.record(first, when)
        store.record(replace(later, as_of=dt.date(2024, 10, 31)), when + dt.timedelta(days=1))

    with functions_read(tmp_path / "store.sqlite"):
        yield make


def test_a_figure_that_was_withdrawn_says_when(in_turn):
    first = bundled_batch()
    gone = next(one for one in first.figures if one.item == "revenue" and str(one.period) == "2024H1")
    in_turn(first, replace(first, figures=tuple(one for one in first.figures if one is not gone)))
    sentence = evaluate(f'=AIGC_WHY(AIGC_FIGURE("{gone.ticker}","revenue","2024H1"))')
    assert f"It was {gone.value:,.12g} until it was withdrawn on 2024-10-31." in sentence
    assert "The nearest known figure is" in sentence


def test_a_blank_of_an_earlier_day_is_of_the_company_in_its_row_on_that_day(in_turn):
    first = bundled_batch()
    stay = first.basket.members[1:]  # without the first member, every row below it is one higher
    in_turn(first, replace(first, basket=replace(first.basket, members=stay)))
    sentence = evaluate('=AIGC_WHY(AIGC_BASKET(,"revenue",,"2024-09-30"))')
    assert sentence.startswith("AIGC_BASKET: Revenue of Xinhuanet (603888.SH)")
