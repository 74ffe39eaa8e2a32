"""Words of a basket's own that nothing in the report has a place for are named, with what was meant."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml

from xl_aigc.data.folder import load_facts
from xl_aigc.data.texts_file import read_texts
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.measures.own import table_with
from xl_aigc.report.new_layouts import copy_layouts, new_layout
from xl_aigc.report.own_text_keys import without_effect


@pytest.fixture(scope="module")
def told():
    facts = load_facts()
    table = table_with(facts.measures, sorts=facts.sorts)

    def told(text, folder=None):
        texts = facts.texts if text is None else read_texts(parse_yaml(text, "texts.yaml"))
        return list(map(str, without_effect(replace(facts, texts=texts), table, folder)))

    return told


def test_the_bundled_words_all_stand_somewhere(told):
    assert told(None) == []


@pytest.mark.parametrize(
    ("text", "key", "meant"),
    [
        ("en: {blocks: {overvew: {glance: {note: x}}}}", "en.blocks.overvew", "'overview'"),
        ("zh: {blocks: {overview: {glanze: {note: x}}}}", "zh.blocks.overview.glanze", "'glance'"),
        ("en: {blocks: {overview: {glance: {nota: x}}}}", "en.blocks.overview.glance.nota", "'note'"),
        ("en: {blocks: {rd: {top10: {findign: x}}}}", "en.blocks.rd.top10.findign", "'finding'"),
        ("en: {blocks: {rd: {finding: x}}}", "en.blocks.rd.finding", "sheets.rd.finding"),
        ("en: {sheets: {rd: {qestion: x}}}", "en.sheets.rd.qestion", "'question'"),
        ("en: {chekcs: {rd_growths: {why: x}}}", "en.chekcs", "'checks'"),
        ("en: {checks: {rd_growth: {why: x}}}", "en.checks.rd_growth", "'rd_growths'"),
        ("en: {measures: {revenu: x}}", "en.measures.revenu", "'revenue'"),
        ("en: {segments: {gamess: x}}", "en.segments.gamess", "'games'"),
        ("en: {blocks: {rd: {top10: {finding: 'Of {firsst}'}}}}", "en.blocks.rd.top10.finding", "'first'"),
        (
            "en: {blocks: {rd: {top10: {finding: '{first_rd_expnse}'}}}}",
            "en.blocks.rd.top10.finding",
            "'first_rd_expense'",
        ),
        ("layouts: {overview: {glanze: {}}}", "layouts.overview.glanze", "'glance'"),
    ],
)
def test_a_misspelled_key_or_name_is_told(told, text, key, meant):
    (one,) = told(text)
    assert one.startswith(f"texts.yaml, key {key}: ")
    assert meant in one


def test_a_sheet_of_a_layout_of_ones_own_is_known(told, tmp_path):
    """The texts are those that the comments of a new layout show."""
    copy_layouts(tmp_path / "own")
    layout = new_layout("cash_flow", tmp_path / "own").read_text(encoding="utf-8")
    text = (
        re.search(r"^# en:\n(?:#  .*\n)+", layout, re.MULTILINE)[0].replace("# ", "", 1).replace("\n# ", "\n")
    )
    assert {*yaml.safe_load(text)["en"]["blocks"]["cash_flow"]} == {"largest", "fastest"}
    assert told(text, tmp_path / "own") == []
    assert all("leave it if a layout of your own has it" in one for one in told(text))
