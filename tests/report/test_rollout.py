"""Roll-out in the workbook: the exhibit and its claims, a change in a cell, a basket without the file, the store and a refresh."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import takewhile

import pytest
from support.office import recalculate
from support.openpyxl_reading import load_workbook
from support.recalculated import changed_cells
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.labels import load_labels
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.store.opening import open_store

SIZES = [(10, 0.25), (40, 0.52), (10, -0.10), (39, 0.63), (6, -0.75), (15, 0.27)]
"""Pairs and Spearman's coefficient, of SciPy: models, algorithms and days, each for the ten with the most R&D and for all;
of days only the companies with a model have any."""
WORDS = {
    "en": ("significant", "not significant"),
    "zh": ("统计显著", "统计不显著"),
    "ko": ("유의함", "유의하지 않음"),
}
NOON = dt.datetime(2024, 11, 1, 12, 0, tzinfo=dt.UTC)


def rows(path, language, label):
    """The cells of the exhibit, by the words of its last column; another exhibit stands beside it."""
    title = load_labels(language).text("sheets.outlook.title")
    found = []
    for row in read(path)[title].grid:
        cells = [value for value in row if value != ""][:6]
        if len(cells) == 6 and isinstance(cells[2], float) and cells[-1] in label:
            found.append(cells)
    return found


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_the_exhibit_shows_sizes_pairs_limits_and_findings(built, language):
    significant, not_so = WORDS[language]
    found = rows(built(language), language, WORDS[language])
    assert [(n, round(rho, 2)) for _, _, rho, n, _, _ in found] == SIZES
    assert [cells[-1] for cells in found] == [not_so, significant] * 2 + [not_so] * 2
    assert {round(cells[4], 3) for cells in found} == {0.648, 0.312, 0.316, 0.886, 0.521}


def test_a_changed_number_moves_the_exhibit_and_the_verdict(tmp_path, recalculated):
    """With as many models as the order of their R&D gives, the ten leaders are beyond chance in every program."""
    facts = load_facts()
    path = tmp_path / "ordered.xlsx"
    leaders = sorted(
        (t for t in facts.tickers if facts.value(t, "rd_expense", facts.period)),
        key=lambda t: facts.value(t, "rd_expense", facts.period),
    )[-10:]
    rollout = tuple(
        replace(one, models=leaders.index(one.ticker) + 1) if one.ticker in leaders else one
        for one in facts.rollout
    )
    build(path, replace(facts, rollout=rollout))
    sheet = load_workbook(path, data_only=True)["Claims"]
    claim = "Among the ten with the most R&D, more R&D goes with more models."
    (row,) = [row for row in sheet.iter_rows() if row[1].value == claim]
    shown = [cell.value for cell in row if cell.value not in (None, "")]
    assert "reproduced" in shown
    assert 1.0 in shown
    assert not changed_cells(path, recalculated(path))


def few_rolled_out(facts):
    """Facts in which only the six with a number that spend least on R&D have a roll-out; their tickers, and the leaders' by R&D."""
    spend = {t: facts.value(t, "rd_expense", facts.period) for t in facts.tickers}
    order = sorted((t for t in facts.tickers if spend[t] is not None), key=lambda t: -spend[t])
    kept = set(order[-6:])
    return replace(facts, rollout=tuple(one for one in facts.rollout if one.ticker in kept)), order


def feed(path):
    """The tickers of the feed, in its rows; spare rows are blank."""
    cells = read(path)["Chart data"].grid
    head = next(n for n, row in enumerate(cells) if row[1:4] == ["No.", "Ticker", "R&D expense (CNY m)"])
    return [row[2] for row in takewhile(lambda row: isinstance(row[1], float), cells[head + 1 :])]


@pytest.mark.slow
def test_the_feed_holds_leaders_and_who_has_both_figures_also_when_one_gets_its_second(tmp_path):
    """The ten with the most R&D, and six others; a seventh joins in LibreOffice when its number of models is typed."""
    path = tmp_path / "few.xlsx"
    facts, order = few_rolled_out(load_facts())
    build(path, facts)
    due = [*order[:10], *order[-6:]]
    assert [one for one in feed(path) if one] == due
    assert len(feed(path)) == 16 + 5
    book = load_workbook(path)
    table = {row[0].value: row for row in book["Data"].iter_rows()}
    place = [cell.value for cell in table["Ticker"]].index("Registered models")
    table[order[12]][place].value = 99
    book.save(tmp_path / "typed.xlsx")
    after = recalculate(tmp_path / "typed.xlsx", tmp_path / "after")
    assert [one for one in feed(after) if one] == [*order[:10], order[12], *order[-6:]]
    pairs = {tuple(row[:2]): row[3] for row in rows(after, "en", WORDS["en"])}
    assert pairs["Models", "All with data"] == 7


@pytest.mark.slow
def test_a_feed_without_room_for_all_tells_the_numbers_of_all(tmp_path, recalculated):
    """A workbook of few roll-outs, refreshed when many more are known: the sizes are SciPy's as in a new one."""
    few, path = build(tmp_path / "few.xlsx", few_rolled_out(load_facts())[0]), tmp_path / "many.xlsx"
    build(path, load_facts(), BuildOptions(rooms=few.rooms))
    assert [(n, round(rho, 2)) for _, _, rho, n, _, _ in rows(path, "en", WORDS["en"])] == SIZES
    assert not changed_cells(path, recalculated(path))


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_a_basket_without_the_file_has_no_such_column_block_or_number(tmp_path, language):
    path = tmp_path / "without.xlsx"
    build(path, replace(load_facts(), rollout=(), article=None, texts=None), BuildOptions(language))
    texts = {
        str(cell)
        for sheet in load_workbook(path, data_only=True)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }
    words = {"en": ("Registered", "Roll-out"), "zh": ("备案",), "ko": ("등록 모델", "등록 현황")}
    assert not {text for text in texts if any(one in text for one in words[language])}


def test_a_store_keeps_each_day_of_a_roll_out(tmp_path):
    store = open_store(tmp_path / "store.sqlite")
    assert store.facts().rollout == tuple(sorted(load_facts().rollout, key=lambda one: one.ticker))
    batch = bundled_batch()
    more = replace(batch.rollout[0], models=9, as_of=dt.date(2024, 10, 1))
    later = replace(batch, rollout=(more, *batch.rollout[1:]), as_of=dt.date(2024, 10, 1))
    recorded = store.record(later, NOON)
    assert [change.new.models for change in recorded.changes.rollout] == [9]
    assert store.facts().rolled_out(more.ticker).models == 9
    assert store.facts(as_of=dt.date(2024, 9, 30)).rolled_out(more.ticker) == batch.rollout[0]
    without = replace(batch, rollout=batch.rollout[1:], as_of=dt.date(2024, 10, 2))
    store.record(without, NOON)
    assert store.facts().rolled_out(more.ticker) is None
