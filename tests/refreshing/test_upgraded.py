"""A workbook that an earlier version built: other words, a new measure and moved blocks leave no cell of ours stale."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from support.next_basket import RESTATED, incoming
from support.package_file import PackageFile
from support.people_changes import NOTE, NOTE_AT, note

from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing import redraw
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.edits import recognisers
from xl_aigc.refreshing.found import find
from xl_aigc.report import builder, report

MEASURE = "measures:\n  cost_ratio: {is: selling_expense / revenue, shows: percent, label: Cost ratio}\n"
CELL = "cells:\n  usual_cost: {is: median(cost_ratio), shows: percent, label: Usual cost ratio}\n"
WORDS = {"upstream": "Chips and clouds", "high_growth": "Fast", "turned_to_loss": "Fell into loss"}
TEXTS = {
    "measures.revenue_yoy": "Sales growth",
    "blocks.value_chain.by_layer.title": "Layer by layer",
    "blocks.value_chain.statuses.title": "Who earns and who loses",
}


@pytest.fixture
def later(monkeypatch):
    """A later version: six texts reworded, a new measure, two blocks swapped and a new one between them."""
    labels_in, words_in, load_layouts = builder.labels_in, report.words_in, redraw.load_layouts

    def labels(*names):
        read = labels_in(*names)
        return replace(read, texts={**read.texts, **TEXTS})

    def layouts(*names, **options):
        return tuple(map(moved, load_layouts(*names, **options)))

    def moved(layout):
        if layout.sheet != "value_chain":
            return layout
        first, layers, *rest = [block for block in layout.blocks if not block.instead_of]
        segments, *rest = rest
        new = segments.model_copy(update={"id": "by_segment_again"})
        return layout.model_copy(update={"blocks": (first, segments, new, layers, *rest)})

    monkeypatch.setattr(builder, "labels_in", labels)
    monkeypatch.setattr(report, "words_in", lambda *names: {**words_in(*names), **WORDS})
    monkeypatch.setattr(redraw, "load_layouts", layouts)
    monkeypatch.setattr(builder, "measures_in", lambda _: parse_yaml(MEASURE + CELL, "measures.yaml"))


@pytest.fixture
def workbook(english, tmp_path):
    """The workbook of the version before, with a note and a formula of ours that the person changed."""
    path = tmp_path / "report.xlsx"
    shutil.copy(english, path)
    with Book(path) as book:
        found = find(book)
        table = found.tables["Companies"]
        at = cell_name(table.rows["300418.SZ"], table.columns["net_margin"])
    file = PackageFile.read(path)
    note(file)
    part = file.sheets()["Companies"]
    root = file.tree(part)
    (cell,) = [one for one in root.iter("{*}c") if one.get("r") == at]
    cell.find("{*}f").text = "1/4"
    file.put(part, root)
    file.write(path)
    return path, at


def test_every_cell_of_ours_is_refreshed_and_none_of_the_persons(later, workbook, after):
    path, at = workbook
    carry = carry_into(path, incoming(after)).carry
    assert carry.foreign == {"Companies": [at]}
    with Book(path) as book:
        found = find(book)
        looks = recognisers(found, found.prints)
        strange = [
            (title, name)
            for key, title in found.titles.items()
            for name, written in found.prints.sheets[key].items()
            if not looks[title].wrote(book.cells(title).get(name), written)
        ]
        assert strange == []
        assert book.named("usual_cost")[0] == "Assumptions", "what is new has its name, which formulas read"
        chain, companies = book.cells("Value chain"), found.tables["Companies"]
        assert chain[NOTE_AT].value == NOTE
        assert companies.headings["revenue_yoy"] == "Sales growth"
        assert "Cost ratio" not in companies.headings.values()
        cells = book.cells("Companies")
        layers = {cells[cell_name(row, companies.columns["layer"])].value for row in companies.rows.values()}
        assert "upstream" in layers, "a person's formulas may compare with it"
        assert "Chips and clouds" not in {cell.value for cell in chain.values()}
        assert any(str(cell.value).startswith("Layer by layer; ") for cell in chain.values())
        data = found.tables["Data"]
        held = book.cells("Data")[cell_name(data.rows["300418.SZ"], data.columns["revenue"])].value
        assert held == RESTATED["300418.SZ", "revenue"]
    again = carry_into(path, incoming(after)).carry
    assert again.foreign == {"Companies": [at]}
    assert not [title for title, edit in again.plan.sheets.items() if edit.values and title != "Changes"]


def test_blocks_stay_at_their_rows_and_what_can_not_be_placed_is_said(later, workbook, after):
    path, _ = workbook
    with Book(path) as book:
        before = find(book).ledger.blocks
    carry = carry_into(path, incoming(after)).carry
    with Book(path) as book:
        now = find(book).ledger.blocks
    first, last = before["limits.limits.block"]
    longer = {"changes.log.block": (), "limits.limits.block": (first, last + 1)}  # a row for the new cell
    assert {name: now[name] for name in before} | {"changes.log.block": ()} == before | longer
    said = [text for text in carry.mended if "Value chain" in text]
    new = now.get("value_chain.by_segment_again.block")
    assert new is None or new[0] > max(last for name, (_, last) in before.items() if "value_chain" in name)
    assert new is not None or said
