"""The store keeps what was handed in: as it was, every state of it, in both databases alike."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from xl_aigc.data.batch import SetAside
from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.data.model import Figure, PriceChange, Source
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError, Place, StoreError
from xl_aigc.location import locate
from xl_aigc.store.opening import open_store
from xl_aigc.store.versions import SCHEMA

NOW, BEFORE = Period("2024H1"), Period("2023H1")
WHEN = dt.datetime(2024, 11, 1, 9, 30, tzinfo=dt.UTC)
LATER = WHEN + dt.timedelta(days=30)
BUNDLED_DAY = dt.date(2024, 9, 12)
JOINED = ("000001.SZ", "600000.SH", "830799.BJ")
LEFT = "688787.SH"


def contents(facts):
    """Every field of facts, to be compared."""
    return {field.name: getattr(facts, field.name) for field in dataclasses.fields(facts)}


def revenue(ticker, value, *sources, period=NOW, kind="stated"):
    return Figure(ticker, period, "revenue", value, kind, sources)


@pytest.fixture
def half_year(company):
    """A refresh that restates 5 figures, adds 3 companies with one figure each, and drops 1 company."""
    first = bundled_batch()
    restated = {figure: replace(figure, value=figure.value * 1.1 + 1) for figure in first.figures[:50:10]}
    kept = [restated.get(figure, figure) for figure in first.figures if figure.ticker != LEFT]
    new = [revenue(ticker, 1e9 + place, "S000") for place, ticker in enumerate(JOINED)]
    members = tuple(ticker for ticker in first.basket.members if ticker != LEFT) + JOINED
    batch = replace(
        first,
        source="files",
        as_of=dt.date(2024, 10, 31),
        figures=(*kept, *new),
        companies=(*(c for c in first.companies if c.ticker != LEFT), *map(company, JOINED)),
        price_changes=tuple(p for p in first.price_changes if p.ticker != LEFT),
        rollout=tuple(one for one in first.rollout if one.ticker != LEFT),
        basket=replace(first.basket, members=members),
    )
    return batch, restated


def test_the_bundled_facts_come_back_as_they_are(store):
    assert contents(store.facts()) == contents(load_facts())
    assert [(v.id, v.as_of, v.source, v.added) for v in store.vintages()] == [
        (1, BUNDLED_DAY, "reference", 347)
    ]
    assert store.verify() == ()


def test_the_refresh_changes_exactly_what_it_changes(store, half_year):
    batch, restated = half_year
    changes = store.compare(batch)
    assert len(changes.restated) == 5
    assert {(change.old, change.new) for change in changes.restated} == set(restated.items())
    assert [figure.ticker for figure in changes.added] == list(JOINED)
    assert (changes.joined, changes.left) == (JOINED, (LEFT,))
    assert [change.new.ticker for change in changes.companies] == list(JOINED)
    assert (changes.withdrawn, changes.price_changes, changes.resourced, changes.sources) == ((), (), (), ())
    assert changes.unchanged == 347 - 5 - sum(f.ticker == LEFT for f in load_facts().figures)
    assert len(store.vintages()) == 1, "comparing writes nothing"
    recorded = store.record(batch, WHEN)
    assert recorded.changes == changes
    assert (recorded.vintage.id, recorded.vintage.restated, recorded.vintage.added) == (2, 5, 3)
    assert store.vintages()[1] == recorded.vintage
    assert recorded.vintage.recorded == WHEN
    assert store.verify() == ()


def test_before_the_refresh_stands_what_stood_before(store, half_year):
    batch, restated = half_year
    store.record(batch, WHEN)
    for old, new in restated.items():
        here = (old.ticker, old.item, old.period)
        assert store.figure(*here) == new
        assert store.figure(*here, as_of=dt.date(2024, 10, 30)) == old
        assert store.figure(*here, as_of=BUNDLED_DAY) == old
        assert store.figure(*here, as_of=BUNDLED_DAY - dt.timedelta(days=1)) is None
        assert [(told.vintage.id, told.figure) for told in store.history(*here)] == [(1, old), (2, new)]
    for before in ({"vintage": 1}, {"as_of": dt.date(2024, 10, 30)}):
        assert contents(store.facts(**before)) == contents(load_facts())


def test_who_left_is_known_and_the_figures_stay(store, half_year):
    batch, _ = half_year
    store.record(batch, WHEN)
    facts = store.facts()
    assert facts.tickers == batch.basket.members
    assert facts.as_of == batch.as_of
    assert LEFT not in {figure.ticker for figure in facts.figures}
    assert (store.left(), store.left(as_of=BUNDLED_DAY)) == ((LEFT,), ())
    assert store.figure(LEFT, "net_profit", NOW).value == 416421.26
    assert facts.article.claim("both_up_count") is not None, "the article may speak of who left"


def test_the_same_batch_again_makes_no_vintage(store, half_year):
    batch, _ = half_year
    store.record(batch, WHEN)
    again = store.record(batch, LATER)
    assert (again.vintage, again.changes.nothing) == (None, True)
    assert again.changes.unchanged == len(batch.figures)
    assert len(store.vintages()) == 2


def test_an_empty_batch_makes_no_vintage(store, batch):
    assert store.record(batch(), WHEN).vintage is None
    assert store.record(batch(set_aside=(SetAside("text", "is text"),)), WHEN).vintage is None


def test_the_same_value_from_another_source_is_told_apart_from_a_restatement(store, batch):
    was = store.figure("000333.SZ", "revenue", NOW)
    changes = store.record(batch(figures=(replace(was, sources=("S000",)),)), WHEN).changes
    assert (len(changes.resourced), changes.restated) == (1, ())
    assert store.figure("000333.SZ", "revenue", NOW).sources == ("S000",)
    assert store.verify() == ()


@pytest.mark.parametrize(
    ("given", "restated"),
    [
        # 2,172.74 and 25.02 in units of 100 million: the last digit is worth 1,000,000, and half of it 500,000
        ({"000333.SZ": 217_274_000_000.0, "300418.SZ": 2_502_000_000.0}, []),
        ({"000333.SZ": 217_273_000_000.0, "300418.SZ": 2_502_000_000.0}, ["000333.SZ"]),
        ({"000333.SZ": 217_274_000_000.0, "300418.SZ": 2_502_000_001.0}, ["000333.SZ", "300418.SZ"]),  # in units of 1
        ({"300418.SZ": 3_000_000_000.0}, ["300418.SZ"]),  # one round number tells nothing
    ],
)  # fmt: skip
def test_the_known_figure_rounded_is_no_restatement(store, batch, given, restated):
    exact = {"000333.SZ": 217_274_100_000.0, "300418.SZ": 2_502_300_000.0}
    for figures in (exact, given):
        found = store.record(batch(figures=[revenue(*one, "S000") for one in figures.items()]), WHEN).changes
    assert [each.new.ticker for each in found.restated] == restated
    assert found.unchanged == len(given) - len(restated)


@pytest.mark.parametrize(
    "value", [0.1 + 0.2, 5e-324, -1.7976931348623157e308, 123456789012345678.0, 0, 7, -0.0, 416421.26]
)
def test_a_value_comes_back_bit_for_bit(store, batch, value):
    store.record(batch(figures=(revenue("000333.SZ", value),)), WHEN)
    found = store.figure("000333.SZ", "revenue", NOW).value
    assert found.hex() == float(value + 0.0).hex()


def test_texts_come_back_as_they_are(store, batch, company):
    odd = "名'; DROP TABLE figure; -- %s ? :x \\ \"\n🚀"
    given = batch(
        companies=(company("000001.SZ", odd),),
        sources=(Source("X1", odd),),
        figures=(revenue("000333.SZ", 5.0, "X1"),),
        price_changes=(PriceChange("000333.SZ", dt.date(2023, 12, 29), dt.date(2024, 10, 31), -0.125, odd),),
        set_aside=(
            SetAside("text", odd, Place(Path("a.csv"), 3, "value", "S", "B2"), "1", "收入", "2024", odd),
        ),
    )
    store.record(given, WHEN)
    facts = store.facts()
    assert facts.source("X1").address == odd
    assert facts.price_change("000333.SZ") == given.price_changes[0]
    assert store.compare(given).nothing
    (aside,) = store.set_aside(2)
    assert aside == replace(given.set_aside[0], place=Place("a.csv", 3, "value", "S", "B2"))
    assert store.set_aside(1) == ()


def test_price_changes_are_vintages_too(store):
    first = bundled_batch()
    dropped, other = first.price_changes[0], replace(first.price_changes[1], change=0.5)
    batch = replace(first, as_of=dt.date(2024, 12, 31), price_changes=(other, *first.price_changes[2:]))
    changes = store.record(batch, WHEN).changes
    assert {(change.old, change.new) for change in changes.price_changes} == {
        (dropped, None),
        (first.price_changes[1], other),
    }
    assert store.facts().price_change(dropped.ticker) is None
    assert store.facts(vintage=1).price_change(dropped.ticker) == dropped


def test_baskets_stand_side_by_side(store, batch, basket_of, company):
    figures = (revenue("000001.SZ", 1.0), revenue("000333.SZ", 2.0))
    mine = basket_of("mine", "000333.SZ", "000001.SZ")
    store.record(batch(figures=figures, companies=(company("000001.SZ"),), basket=mine, complete=True), WHEN)
    assert [basket.key for basket in store.baskets()] == ["aigc", "mine"]
    assert [basket.key for basket in store.baskets(vintage=1)] == ["aigc"]
    facts = store.facts("mine")
    assert (facts.tickers, facts.column("revenue", NOW)) == (mine.members, [2.0, 1.0])
    assert facts.article is None
    assert len(store.facts().companies) == 55
    assert store.facts("mine", period=Period("2025H1")).compare == NOW


def test_another_order_of_members_is_a_change_and_nobody_joins(store):
    first = bundled_batch()
    turned = replace(first, basket=replace(first.basket, members=first.basket.members[::-1]))
    changes = store.record(turned, WHEN).changes
    assert (changes.joined, changes.left, changes.basket) == ((), (), True)
    assert store.facts().tickers == load_facts().tickers[::-1]


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ([revenue("000333.SZ", 1.0), revenue("000333.SZ", 2.0)], "given twice"),
        ([revenue("000333.SZ", float("nan"))], "is nan"),
        ([revenue("000333.SZ", float("inf"))], "is inf"),
        ([Figure("000333.SZ", NOW, "umsatz", 1.0, "stated", ())], "'umsatz' is no item"),
    ],
)
def test_a_batch_that_contradicts_itself_is_refused_whole(store, batch, figures, says):
    with pytest.raises(DataError, match=says):
        store.record(batch(figures=(revenue("000977.SZ", 1.0), *figures)), WHEN)
    assert len(store.vintages()) == 1
    assert contents(store.facts()) == contents(load_facts())


def test_a_member_of_which_nothing_is_known_is_refused(store, batch, basket_of):
    with pytest.raises(DataError, match=r"Nothing is known of 000009\.SZ"):
        store.record(batch(basket=basket_of("mine", "000333.SZ", "000009.SZ")), WHEN)


def test_what_is_not_there_is_told(store):
    with pytest.raises(StoreError, match=r"no vintage 7\. Expected a number from 1 to 1"):
        store.facts(vintage=7)
    with pytest.raises(StoreError, match=r"Nothing was known on 2020-01-01\. Expected a day from 2024-09-12"):
        store.facts(as_of=dt.date(2020, 1, 1))
    with pytest.raises(StoreError, match=r"no basket 'mine'\. Expected one of aigc"):
        store.facts("mine")
    assert store.figure("000000.SZ", "revenue", NOW) is None
    assert store.history("000000.SZ", "revenue", NOW) == ()


def test_a_store_is_opened_again_as_it_was_left(place, half_year):
    batch, _ = half_year
    first = open_store(place)
    first.record(batch, WHEN)
    assert contents(open_store(place, create=False).facts()) == contents(first.facts())
    assert locate(place).exists


def test_no_store_is_made_unasked(place):
    with pytest.raises(StoreError, match="There is no store here"):
        open_store(place, create=False)


def test_an_exported_folder_reads_back_equal(store, half_year, tmp_path):
    batch, _ = half_year
    store.export(tmp_path / "first")
    assert contents(load_facts(tmp_path / "first")) == contents(load_facts())
    store.record(batch, WHEN)
    done = store.export(tmp_path / "then", as_of=BUNDLED_DAY)
    assert "claims.yaml" in done.files
    assert contents(load_facts(tmp_path / "then")) == contents(load_facts())
    done = store.export(tmp_path / "now")
    assert "688787.SH is not in" in done.article_left_out, "an article on who left fits no folder"
    expected = contents(store.facts()) | {"article": None}
    assert contents(load_facts(tmp_path / "now")) == expected
    with pytest.raises(StoreError, match="not empty"):
        store.export(tmp_path / "now")


def test_a_description_counts_what_is_there(store, half_year):
    store.record(half_year[0], WHEN)
    found = store.description()
    assert (found.schema, found.vintages, found.as_of) == (SCHEMA, 2, dt.date(2024, 10, 31))
    assert (found.figures, found.rows, found.companies) == (350, 355, 58)  # 347 + 3; and 5 restated
    assert found.size > 50_000
