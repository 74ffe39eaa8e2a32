"""Worksheet functions over a basket of the store whose layers are its own."""

from __future__ import annotations

import datetime as dt

import pytest
from support import baskets

from xl_aigc.data.folder import load_facts
from xl_aigc.data.folder_batch import folder_batch
from xl_aigc.functions import CATALOGUE, use_facts
from xl_aigc.measures.frame import build_frame
from xl_aigc.metrics import summarise
from xl_aigc.store.opening import open_store

BASKET, COHORT, FIGURE, MEMBERS = (CATALOGUE[key].call for key in ("BASKET", "COHORT", "FIGURE", "MEMBERS"))
NAMES = {
    "en": ["Software", "Hardware", '=People & "more" *?~', "Other X"],
    "zh": ["软件", "硬件", "服务", "Other X"],
}


@pytest.fixture
def facts(tmp_path, monkeypatch):
    folder = baskets.with_own_layers(tmp_path / "own")
    place = str(tmp_path / "store.sqlite")
    open_store(place).record(folder_batch(folder, "files"), dt.datetime(2024, 11, 1, tzinfo=dt.UTC))
    monkeypatch.setenv("XL_AIGC_STORE", place)
    use_facts(None)
    yield load_facts(folder)
    use_facts(None)


@pytest.mark.parametrize("language", NAMES)
def test_a_basket_has_the_names_of_its_layers_and_they_are_its_cohorts(facts, language):
    table = BASKET("synthetic", None, None, None, language)
    layer = next(place for place, head in enumerate(table[0]) if head in {"Layer", "产业链环节"})
    assert {row[layer] for row in table[1:]} >= set(NAMES[language])
    cohorts = COHORT(table, "layer", None, language, "cohort,companies")
    # Of 30 companies each ninth is in none of the four layers, which they are in by turns.
    assert sorted(map(tuple, cohorts[1:5])) == sorted(zip(NAMES[language], (7, 7, 6, 6), strict=True))
    assert [row[1] for row in cohorts[5:]] == [4, 30]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("typed", ["software", "Software", "软件"])
def test_a_layer_is_found_by_its_key_and_its_word_in_any_language(facts, language, typed):
    table = BASKET("synthetic", None, None, None, language)
    assert len(MEMBERS(table, "layer", typed, "ticker")) == 1 + 7
    shown = {row[0] for row in COHORT(table, "layer", None, "zh", "cohort,companies")}
    assert shown >= {"软件", "硬件", "服务"}


def test_a_measure_compares_with_the_median_of_a_layer_of_the_basket(facts):
    # Each layer has fewer companies than the least for a median of its own, so that of the basket counts.
    flags = dict(zip(facts.tickers, build_frame(facts, facts.period)["rd_flag"], strict=True))
    known = {ticker: flag for ticker, flag in flags.items() if flag in {"yes", "no"}}
    assert {*known.values()} == {"yes", "no"}
    assert {ticker: FIGURE(ticker, "rd_flag") for ticker in known} == known


def test_a_table_with_words_of_its_own_has_none_of_the_usual_layers():
    own = summarise({"layer": ["wheels", "doors", "wheels"]}, "layer")
    assert [(row.cohort, row.companies) for row in own.rows] == [("wheels", 2), ("doors", 1)]
    mixed = summarise({"layer": ["wheels", "upstream"]}, "layer")
    assert [row.cohort for row in mixed.rows] == ["upstream", "midstream", "downstream", "wheels"]
