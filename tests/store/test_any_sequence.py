"""Whatever batches come, each vintage shows what a plain dict of what was said shows, and no later one changes it."""

from __future__ import annotations

import copy
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_aigc.data.model import Figure, PriceChange
from xl_aigc.data.period import Period
from xl_aigc.store.opening import open_store

if TYPE_CHECKING:
    from xl_aigc.data.batch import Batch

TICKERS = ("000001.SZ", "600000.SH", "688001.SH", "830799.BJ")
PERIODS = (Period("2023FY"), Period("2024H1"))
FIRST_DAY = dt.date(2024, 10, 1)
WHEN = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)


@dataclass
class Model:
    """What is known, in the plainest form: one dict each, changed in place."""

    figures: dict = field(default_factory=dict)
    prices: dict = field(default_factory=dict)
    companies: dict = field(default_factory=dict)
    members: list = field(default_factory=list)

    def take(self, batch: Batch) -> None:
        held = {company.ticker for company in batch.companies} | set(
            batch.basket.members if batch.basket else ()
        )
        if batch.basket:  # of a company that joins, a batch withdraws nothing
            held -= {*batch.basket.members} - {*self.members}
        if batch.complete:
            periods = {figure.period for figure in batch.figures}
            self.figures = {
                key: figure
                for key, figure in self.figures.items()
                if not (figure.ticker in held and figure.period in periods)
            }
            if batch.price_changes:
                self.prices = {ticker: price for ticker, price in self.prices.items() if ticker not in held}
        for figure in batch.figures:
            self.figures[figure.ticker, figure.item, figure.period] = figure
        for price in batch.price_changes:
            self.prices[price.ticker] = price
        for company in batch.companies:
            self.companies[company.ticker] = company
        if batch.basket and batch.complete:
            self.members = list(batch.basket.members)
        elif batch.basket:
            self.members += [ticker for ticker in batch.basket.members if ticker not in self.members]


def shown(facts):
    """What facts show of the model's world."""
    return (
        list(facts.companies),
        {(f.ticker, f.item, f.period): f for f in facts.figures},
        {price.ticker: price for price in facts.price_changes},
    )


def expected(model):
    return (
        [model.companies[ticker] for ticker in model.members],
        {key: figure for key, figure in model.figures.items() if key[0] in model.members},
        {ticker: price for ticker, price in model.prices.items() if ticker in model.members},
    )


figures = st.builds(
    Figure,
    st.sampled_from(TICKERS),
    st.sampled_from(PERIODS),
    st.sampled_from(("revenue", "net_profit")),
    st.sampled_from((0.0, 1.0, -2.5)) | st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(("stated", "derived")),
    st.sampled_from(((), ("S1",), ("S1", "S2"))),
)
prices = st.builds(
    PriceChange,
    st.sampled_from(TICKERS),
    st.just(dt.date(2023, 12, 29)),
    st.just(dt.date(2024, 9, 30)),
    st.sampled_from((-0.5, 0.0, 0.25)),
    st.just("closes"),
)


@st.composite
def batches(draw, company, basket_of):
    members = draw(st.lists(st.sampled_from(TICKERS), unique=True, min_size=1))
    names = draw(st.sampled_from(("甲", "乙")))
    with_basket = draw(st.booleans())
    return {
        "figures": tuple(
            draw(st.lists(figures, max_size=6, unique_by=lambda f: (f.ticker, f.item, f.period)))
        ),
        "price_changes": tuple(draw(st.lists(prices, max_size=3, unique_by=lambda p: p.ticker))),
        "companies": tuple(company(ticker, names) for ticker in members),
        "basket": basket_of("mine", *members) if with_basket else None,
        "complete": draw(st.booleans()),
        "days": draw(st.integers(0, 2)),
    }


@pytest.fixture
def replay(new_place, batch, company, basket_of):
    """Records batches in a new store and asks it for every state of it."""

    def play(drawn):
        store, model, day = open_store(new_place()), Model(), FIRST_DAY
        first = basket_of("mine", TICKERS[0])
        opening = {"companies": (company(TICKERS[0]),), "basket": first, "days": 0}
        states, days = {}, {}
        for given_ in (opening, *drawn):
            fields = dict(given_)
            day += dt.timedelta(days=fields.pop("days"))
            one = batch(day.isoformat(), **fields)
            told = store.compare(one)
            recorded = store.record(one, WHEN)
            assert recorded.changes == told
            before = copy.deepcopy(model)
            model.take(one)
            assert (recorded.vintage is None) <= (model.figures == before.figures)
            if recorded.vintage is not None:
                states[recorded.vintage.id] = days[day] = copy.deepcopy(model)
        return store, states, days

    return play


def check(played):
    store, states, days = played
    for vintage, model in states.items():
        assert shown(store.facts("mine", vintage=vintage)) == expected(model)
    for day, model in days.items():
        assert shown(store.facts("mine", as_of=day)) == expected(model)
    assert store.verify() == ()


EXAMPLES = {"sqlite": 25, "postgres": 6}
"""Each example makes some thirty connections, which a server asks for a password."""


def test_every_state_is_that_of_a_plain_dict(replay, company, basket_of, request):
    database = request.node.callspec.params["new_place"]

    @settings(max_examples=EXAMPLES[database], deadline=None)
    @given(st.lists(batches(company, basket_of), max_size=4))
    def hold(drawn):
        check(replay(drawn))

    hold()
