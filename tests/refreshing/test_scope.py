"""A refresh of some cells takes exactly their figures; companies neither join nor leave, and what is gone stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.next_basket import DROPPED, JOINED, RESTATED, incoming

from xl_aigc.data.folder import load_facts
from xl_aigc.errors import WorkbookError
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name, column_letters
from xl_aigc.refreshing.found import find
from xl_aigc.refreshing.scope import Scope, within

KUNLUN = "300418.SZ"


@pytest.fixture(scope="module")
def found(english):
    with Book(english) as book:
        held = find(book)
        assert held.tables
        yield held


def moved(found, incoming_now, scope):
    """The figures that become others, by ticker, item and period."""
    old, new = found.ledger.facts, within(found, incoming_now, scope).facts
    assert new.tickers == old.tickers
    keys = {(f.ticker, f.item, f.period) for facts in (old, new) for f in facts.figures}
    return {
        (ticker, item, str(period)): new.value(ticker, item, period)
        for ticker, item, period in keys
        if old.value(ticker, item, period) != new.value(ticker, item, period)
    }


def test_one_cell_is_one_figure(found, after):
    data = found.tables["Data"]
    at = cell_name(data.rows[KUNLUN], data.columns["revenue"])
    assert moved(found, incoming(after), Scope.of("Data", at)) == {(KUNLUN, "revenue", "2024H1"): 2.6e9}


def test_the_kind_beside_a_figure_stands_for_it(found, after):
    data = found.tables["Data"]
    at = cell_name(data.rows[KUNLUN], data.columns["revenue_kind"])
    assert moved(found, incoming(after), Scope.of("Data", at)) == {(KUNLUN, "revenue", "2024H1"): 2.6e9}


def test_a_whole_column_is_an_item_of_every_company(found, after):
    letters = column_letters(found.tables["Data"].columns["net_profit"])
    expected = {(t, i, "2024H1"): v for (t, i), v in RESTATED.items() if i == "net_profit"}
    assert moved(found, incoming(after), Scope.of("Data", f"${letters}:${letters}")) == expected
    assert len(expected) == 2


def test_the_column_of_the_year_before_is_another_item(found, after):
    letters = column_letters(found.tables["Data"].columns["net_profit_prior"])
    assert moved(found, incoming(after), Scope.of("Data", f"{letters}:{letters}")) == {}


def test_a_row_of_companies_is_all_figures_of_its_company(found, after):
    row = found.tables["Companies"].rows[KUNLUN]
    expected = {(t, i, "2024H1"): v for (t, i), v in RESTATED.items() if t == KUNLUN}
    assert moved(found, incoming(after), Scope.of("Companies", f"${row}:${row}")) == expected
    assert len(expected) == 2


def test_two_areas(found, after):
    data = found.tables["Data"]
    cells = [cell_name(data.rows[KUNLUN], data.columns["revenue"])]
    cells.append(cell_name(data.rows["002230.SZ"], data.columns["rd_expense"]))
    expected = {
        (t, i, "2024H1"): RESTATED[t, i] for t, i in ((KUNLUN, "revenue"), ("002230.SZ", "rd_expense"))
    }
    assert moved(found, incoming(after), Scope.of("Data", ",".join(cells))) == expected


def test_a_company_that_has_left_keeps_its_figures(found, after):
    row = found.tables["Data"].rows[DROPPED]
    assert moved(found, incoming(after), Scope.of("Data", f"{row}:{row}")) == {}
    taken = within(found, incoming(after), Scope.of("Data", f"{row}:{row}")).facts
    assert taken.company(DROPPED).membership == found.ledger.facts.company(DROPPED).membership


def test_a_figure_that_was_withdrawn_goes(found):
    facts = load_facts()
    rest = [f for f in facts.figures if (f.ticker, f.item, f.period) != (KUNLUN, "revenue", facts.period)]
    data = found.tables["Data"]
    at = cell_name(data.rows[KUNLUN], data.columns["revenue"])
    gone = incoming(replace(facts, figures=tuple(rest)))
    assert moved(found, gone, Scope.of("Data", at)) == {(KUNLUN, "revenue", "2024H1"): None}


def test_words_and_prices_follow_their_columns(found):
    facts, data = load_facts(), found.tables["Data"]
    renamed = [replace(c, name_en="Kunlun", segment="games") for c in facts.companies if c.ticker == KUNLUN]
    others = [c for c in facts.companies if c.ticker != KUNLUN]
    prices = [replace(price, change=-0.5) for price in facts.price_changes]
    coming = incoming(replace(facts, companies=(*renamed, *others), price_changes=tuple(prices)))
    row = data.rows[KUNLUN]
    name, price = (cell_name(row, data.columns[key]) for key in ("name_en", "price_to"))
    taken = within(found, coming, Scope.of("Data", f"{name},{price}")).facts
    was = facts.company(KUNLUN)
    assert (taken.company(KUNLUN).name_en, taken.company(KUNLUN).segment) == ("Kunlun", was.segment)
    changed = [p.ticker for p in taken.price_changes if p.change != facts.price_change(p.ticker).change]
    assert changed == [KUNLUN]


def test_part_of_a_book_stays_of_its_vintage_and_the_log_names_the_part(found, after):
    coming = within(found, incoming(after), Scope.of("Data", "$5:$60"))
    assert coming.vintage == found.ledger.vintage
    assert coming.source == "files: next (Data!A5:XFD60)"
    assert not set(JOINED) & set(coming.facts.tickers)


def test_the_sheet_of_data_is_the_whole_book(found, after):
    coming = incoming(after)
    assert within(found, coming, Scope("Data")) is coming


@pytest.mark.parametrize(
    "scope", [Scope("Overview"), Scope.of("Data", "A1:B2"), Scope.of("Overview", "$A:$XFD")]
)
def test_a_part_without_figures_is_refused(found, after, scope):
    with pytest.raises(WorkbookError, match="no figure and no company"):
        within(found, incoming(after), scope)
