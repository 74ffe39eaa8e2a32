"""A complete batch withdraws what it leaves out; an export of a vendor withdraws nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.data.model import Figure
from xl_aigc.data.period import Period

NOW, BEFORE = Period("2024H1"), Period("2023H1")
WHEN = dt.datetime(2024, 11, 1, 9, 30, tzinfo=dt.UTC)
LATER = WHEN + dt.timedelta(days=30)


def stated(ticker, value, item="revenue"):
    return Figure(ticker, NOW, item, value, "stated", ())


def test_what_a_complete_batch_leaves_out_is_withdrawn_and_missing_not_zero(store):
    first = bundled_batch()
    gone = first.figures[3]
    store.record(
        replace(first, figures=tuple(f for f in first.figures if f is not gone), as_of=dt.date(2024, 12, 1)),
        WHEN,
    )
    here = (gone.ticker, gone.item, gone.period)
    assert store.figure(*here) is None
    assert store.facts().value(*here) is None
    assert [told.figure for told in store.history(*here)] == [gone, None]
    assert store.vintages()[1].withdrawn == 1
    back = store.record(first, LATER)
    assert (back.changes.added, back.changes.restated) == ((gone,), ())
    assert store.figure(*here) == gone
    assert store.verify() == ()


def test_a_company_that_joins_keeps_what_a_vendor_said_of_it(store, batch, company):
    """Of the companies that were there, a complete batch withdraws what it leaves out."""
    newer = [stated("000001.SZ", 3.0), stated("000333.SZ", 4.0, "rd_investment")]
    store.record(batch(figures=tuple(newer)), WHEN)
    first = bundled_batch()
    basket = replace(first.basket, members=(*first.basket.members, "000001.SZ"))
    joins = replace(first, companies=(*first.companies, company("000001.SZ")), basket=basket)
    changes = store.record(joins, LATER).changes
    assert (changes.joined, changes.withdrawn) == (("000001.SZ",), (newer[1],))
    assert store.facts().value("000001.SZ", "revenue", NOW) == 3.0


def test_a_vendors_export_withdraws_nothing_and_lets_nobody_leave(store, batch, basket_of, company):
    new = basket_of("aigc", "000001.SZ")
    given = batch(
        figures=(stated("000333.SZ", 1.0),), companies=(company("000001.SZ"),), basket=new, complete=False
    )
    changes = store.record(given, WHEN).changes
    assert (len(changes.restated), changes.withdrawn, changes.left) == (1, (), ())
    assert store.facts().tickers == (*load_facts().tickers, "000001.SZ")


def test_only_periods_that_a_complete_batch_covers_are_withdrawn(store):
    first = bundled_batch()
    store.record(replace(first, figures=tuple(f for f in first.figures if f.period == NOW)), WHEN)
    assert store.facts().column("revenue", BEFORE) == load_facts().column("revenue", BEFORE)
