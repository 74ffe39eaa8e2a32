"""The effect of a refresh on the sheet Changes: what the new figures moved, and nothing that a person had changed before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import baskets
from support.next_basket import incoming
from support.people_changes import type_into_data

from xl_aigc.data.folder import load_facts
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.edits.apply import apply_edits
from xl_aigc.ooxml.edits.plan import Content, EditPlan, SheetEdit
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.report.builder import build

MILLION = 1e6


@pytest.fixture
def case(tmp_path):
    """A workbook, its facts, and those in which the revenue of the second company is 2.8 million less."""
    facts = load_facts(baskets.write(tmp_path / "basket", baskets.market(6)))
    build(path := tmp_path / "report.xlsx", facts)
    _, second, *_ = facts.tickers
    figures = [
        replace(one, value=one.value - 2.8 * MILLION)
        if (one.ticker, one.item, one.period) == (second, "revenue", facts.period)
        else one
        for one in facts.figures
    ]
    return path, facts, replace(facts, figures=tuple(figures))


def revenue(facts):
    return sum(value for value in facts.column("revenue", facts.period) if value is not None) / MILLION


def total_moved(last):
    """The basket's revenue before and after, in millions; None where the refresh did not move it."""
    found = [one for one in last.moved if one.what == "Revenue (CNY m)"]
    return [float(text.replace(",", "")) for one in found for text in (one.before, one.after)] or None


@pytest.mark.parametrize(("overwrite", "moves"), [(False, -2.8), (True, -2.8 - 54)])
def test_a_correction_by_hand_is_no_effect_of_the_refresh(case, overwrite, moves):
    path, facts, fresh = case
    first, second, *_ = facts.tickers
    typed = facts.value(first, "revenue", facts.period) + 54 * MILLION
    type_into_data(path, first, "revenue", typed)
    done = carry_into(path, incoming(fresh), overwrite=overwrite)
    before = revenue(facts) + 54
    assert total_moved(done.carry.last) == pytest.approx([before, before + moves], abs=0.01)
    with Book(path) as book:
        cells = book.cells("Changes")
    top = next(int(at[1:]) for at, cell in cells.items() if cell.value == "Largest changes, %")
    shown = {cells[f"B{row}"].value for row in range(top + 2, top + 10) if f"B{row}" in cells} - {""}
    assert shown == {second}, "the kept correction is in the log alone"


def test_a_limit_that_a_person_changed_is_no_effect_of_the_refresh(case):
    path, _, fresh = case
    with Book(path) as book:
        sheet, at, _ = book.named("limit_rd_100m")
    apply_edits(path, path, EditPlan({sheet: SheetEdit(contents={at: Content(1_000_000)})}))
    last = carry_into(path, incoming(fresh)).carry.last
    assert total_moved(last)
    assert not [one for one in last.moved if "R&D above" in one.what]
