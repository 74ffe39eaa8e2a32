"""A workbook whose basket has four layers and two archetypes of its own: tables, sentences, charts, limits and measures have them in their order."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import pytest
from support import baskets
from support.next_basket import incoming
from support.people_changes import type_into_data
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.errors import DataError, WorkbookError
from xl_aigc.files.yaml_file import parse_yaml
from xl_aigc.labels import LANGUAGES
from xl_aigc.measures.frame import build_frame
from xl_aigc.ooxml.book import Book
from xl_aigc.refreshing.carry import carry_into
from xl_aigc.refreshing.found import find
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file

NAMES = {
    "en": ("Software", "Hardware", '=People & "more" *?~', "Other X"),
    "zh": ("软件", "硬件", "服务", "Other X"),
    "ko": ("소프트웨어", "하드웨어", '=People & "more" *?~', "Other X"),
}
SAID = {"en": "6 of 30 companies", "zh": "30家中6家", "ko": "30개사 중 6개사"}
"""How the basket is counted: one of the six that lose money is in no layer, so that a list of layers would not hold all."""
SHEET = {"en": "Value chain", "zh": "产业链", "ko": "밸류체인"}


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    return load_facts(baskets.with_own_layers(tmp_path_factory.mktemp("own") / "basket"))


@pytest.fixture(scope="module")
def workbooks(facts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    for language in LANGUAGES:
        build(folder / f"{language}.xlsx", facts, BuildOptions(language))
    return {language: folder / f"{language}.xlsx" for language in LANGUAGES}


def texts(path, title):
    return [value for row in read(path)[title].grid for value in row if isinstance(value, str)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_layers_stand_in_the_order_in_which_they_are_declared(workbooks, language):
    found = [text for text in texts(workbooks[language], SHEET[language]) if text in NAMES[language]]
    assert tuple(found[:4]) == NAMES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_counts_the_basket_where_a_company_is_in_no_layer(facts, workbooks, language):
    losses = {
        one.ticker
        for one in facts.figures
        if one.item == "net_profit" and one.value < 0 and one.period == facts.period
    }
    assert sum(one.layer is None and one.ticker in losses for one in facts.companies) == 1
    told = [text for text in texts(workbooks[language], SHEET[language]) if SAID[language] in text]
    assert told


def test_what_a_layer_is_about_stands_on_the_guide(workbooks):
    guide = texts(workbooks["en"], "Guide")
    assert {"Programs {and} services", "work by people"} <= set(guide)
    assert "程序" in texts(workbooks["zh"], "使用说明")


def test_every_layer_has_a_median_that_the_screen_compares_with(facts, workbooks):
    frame = build_frame(facts, facts.period, limits={"limit_screen_layer": 2})
    ratio = dict(zip(facts.tickers, frame.numbers("rd_intensity"), strict=True))
    for layer in ("software", "other_x"):
        due = median(ratio[one.ticker] for one in facts.companies if one.layer == layer)
        assert frame.named(f"median_rd_{layer}") == pytest.approx(due)
    flags = dict(zip(facts.tickers, frame["rd_flag"], strict=True))
    first = next(one.ticker for one in facts.companies if one.layer == "other_x")
    assert flags[first] == ("yes" if ratio[first] < frame.named("median_rd_other_x") else "no")
    assert {"median_rd_software", "median_rd_other_x"} <= set(defined(workbooks["zh"]))
    assert "软件研发费用率中位数（数据不足时取全样本）" in texts(workbooks["zh"], "阈值与假设")


def defined(path):
    with Book(path) as book:
        return {name for name in ("median_rd_software", "median_rd_other_x") if book.named(name)}


def test_the_check_of_one_layer_each_counts_the_layers_of_the_basket(workbooks):
    row = (
        read(workbooks["en"])["Checks"]
        .table("Totals that must tie")
        .row("Companies by layer + unclassified = companies")
    )
    assert (row["Expected"].value, row["Actual"].value, row["Result"].value) == (30, 30, "pass")


def test_the_companies_table_is_right_by_our_own_measures_too(workbooks):
    for path in workbooks.values():
        outcome = check_file(path)
        assert [one for one in outcome.problems if one.kind != "check"] == []
        assert outcome.left_out == ()


OWN = "measures:\n  in_software: {is: 'layer == \"software\"'}\n  twice: {is: 'match(layer, hardware=revenue * 2)'}\n"


def test_own_measures_name_the_layers_of_the_basket(facts):
    frame = build_frame(replace(facts, measures=parse_yaml(OWN, "measures.yaml")), facts.period)
    layers = [one.layer for one in facts.companies]
    assert [value == "yes" for value in frame["in_software"]] == [layer == "software" for layer in layers]
    revenue = frame.numbers("revenue")
    due = [2 * value if layer == "hardware" else None for value, layer in zip(revenue, layers, strict=True)]
    assert frame.numbers("twice") == due


def test_own_measures_cannot_name_the_layers_of_another_basket(facts):
    wrong = parse_yaml("measures:\n  one: {is: 'layer == \"upstraem\"'}\n", "measures.yaml")
    with pytest.raises(DataError, match="upstraem"):
        build_frame(replace(facts, measures=wrong), facts.period)


def test_a_layer_that_a_person_typed_in_words_is_counted_and_stays(facts, workbooks, tmp_path):
    path = tmp_path / "typed.xlsx"
    path.write_bytes(workbooks["zh"].read_bytes())
    first = next(one.ticker for one in facts.companies if one.layer == "software")
    type_into_data(path, first, "layer", "硬件")
    kept = carry_into(path, incoming(facts)).carry.kept
    assert [(one.ticker, one.item, one.value) for one in kept] == [(first, "layer", "hardware")]
    assert [one for one in check_file(path).problems if one.kind != "check"] == []


def test_archetypes_are_those_that_the_basket_declares(facts, workbooks):
    held = [one.archetype for one in facts.companies]
    assert held[:3] == ["other", "platform", "tools"]
    for language, words in {
        "en": ("other", "Platform"),
        "zh": ("其他", "平台"),
        "ko": ("기타", "플랫폼"),
    }.items():
        shown = texts(workbooks[language], {"en": "Data", "zh": "数据", "ko": "데이터"}[language])
        assert [shown.count(word) for word in (*words, '"Tools" & more')] == [10, 10, 10]
    own = parse_yaml("measures:\n  is_tool: {is: 'archetype == \"tools\"'}\n", "measures.yaml")
    found = build_frame(replace(facts, measures=own), facts.period)["is_tool"]
    assert [value == "yes" for value in found] == [one == "tools" for one in held]


def test_an_archetype_that_a_person_typed_in_words_is_counted_and_stays(facts, workbooks, tmp_path):
    path = tmp_path / "typed.xlsx"
    path.write_bytes(workbooks["zh"].read_bytes())
    first = next(one.ticker for one in facts.companies if one.archetype == "other")
    type_into_data(path, first, "archetype", "平台")
    kept = carry_into(path, incoming(facts)).carry.kept
    assert [(one.ticker, one.item, one.value) for one in kept] == [(first, "archetype", "platform")]
    assert [one for one in check_file(path).problems if one.kind != "check"] == []


def test_a_refresh_with_other_layers_is_refused(facts, workbooks, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbooks["en"].read_bytes())
    fewer = replace(facts, sorts=replace(facts.sorts, layers=facts.sorts.layers[:3]))
    with pytest.raises(
        WorkbookError, match="software, hardware, services, other_x, and the basket has software"
    ):
        carry_into(path, incoming(fewer))
    assert path.read_bytes() == workbooks["en"].read_bytes()


def test_a_workbook_keeps_the_words_of_layers_that_were_renamed(facts, workbooks, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(workbooks["en"].read_bytes())
    first = replace(facts.sorts.layers[0], name=dict.fromkeys(LANGUAGES, "Programs"))
    renamed = replace(facts.sorts, layers=(first, *facts.sorts.layers[1:]))
    carry_into(path, incoming(replace(facts, sorts=renamed)))
    with Book(path) as book:
        found = find(book)
        table = found.tables["Data"]
        words = {cell.value for cell in found.cells(table.sheet).values()}
    assert "Software" in words
    assert "Programs" not in words
    assert [one for one in check_file(path).problems if one.kind != "check"] == []
