"""Words that earlier versions wrote stay accepted wherever a person types or pastes them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from xl_aigc import metrics
from xl_aigc.data.fields import COMPANY_COLUMNS, house_name
from xl_aigc.data.item import ITEMS
from xl_aigc.data.spelling import spellings
from xl_aigc.data.units import factor_of
from xl_aigc.functions.vocabulary import choice
from xl_aigc.labels import LANGUAGES, old_words, words

EARLIER = Path(__file__).with_name("earlier_words.csv")
"""The words as earlier versions wrote them, kept here apart from the program's own tables; a later row of a key has what changed in it."""


def earlier() -> dict[str, tuple[str, ...]]:
    with EARLIER.open(encoding="utf-8", newline="") as lines:
        found: dict[str, tuple[str, ...]] = {}
        for row in csv.DictReader(lines):
            told = (row.get(language) for language in LANGUAGES)
            found[row["key"]] = (*found.get(row["key"], ()), *filter(None, told))
    return found


GROUPS = {
    "rule": tuple(metrics.RULES),
    **{f"cohort of {rule.key}": (*rule.cohorts, "unknown") for rule in metrics.RULES.values()},
    "column": (*ITEMS, *COMPANY_COLUMNS),
    "verdict": ("reproduced", "differs", "partly", "undecided", "not_testable", "article_only"),
    "membership": ("named", "added", "left"),
    "flag": ("price_flag", "profit_flag", "loss_flag", "selling_flag", "rd_flag"),
}


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_ever_written_is_accepted_among_those_of_its_kind(group):
    was = earlier()
    taken = [(key, word) for key in GROUPS[group] if key in was for word in was[key]]
    assert taken
    assert [(key, word) for key, word in taken if choice(word, GROUPS[group], group) != key] == []


@pytest.mark.parametrize("group", GROUPS)
def test_no_old_word_takes_the_place_of_a_word_of_today(group):
    keys, found = GROUPS[group], spellings(GROUPS[group])
    for language in ("en", "zh", "ko"):
        for key in keys:
            today = words(language).get(key, key)
            assert choice(today, keys, group) == key, today
    assert set(found.values()) == set(keys)


def test_the_table_of_old_words_holds_those_that_changed_and_no_other():
    changed = {
        (key, word)
        for key, was in earlier().items()
        for word in was
        if word not in {words(language)[key] for language in LANGUAGES}
    }
    assert {(key, word) for key, known in old_words().items() for word in known} == changed


def test_units_are_read_by_their_old_words():
    words_of_units = {
        1: ("yuan", "元", "위안", "CNY", "cny", "rmb", "人民币元"),
        1e3: ("千元", "CNY k"),
        1e4: ("10 thousand yuan", "万元", "만 위안", "万", "wan", "CNY 10,000"),
        1e6: (
            "CNY m",
            "百万元",
            "백만 위안",
            "million",
            "mn",
            "m",
            "cny mn",
            "cny million",
            "rmb m",
            "rmb million",
        ),
        1e8: ("100 million yuan", "亿元", "억 위안", "亿", "yi", "100m", "CNY 100m"),
        1e9: ("CNY bn", "十亿元", "십억 위안", "billion", "bn", "cny billion", "rmb bn", "rmb billion"),
        1e12: ("万亿", "万亿元"),
    }
    read = {factor: {factor_of(word) for word in found} for factor, found in words_of_units.items()}
    assert read == {factor: {factor} for factor in words_of_units}


@pytest.mark.parametrize("item", ITEMS)
def test_headings_of_the_prior_period_are_read_in_old_and_new_words(item):
    en, zh, ko = earlier()[item]
    now = {language: words(language)[item] for language in ("en", "zh", "ko")}
    old = [f"{en} (prior)", f"{en} a year earlier", f"{zh}（上年同期）", f"上年同期{zh}", f"{ko} (전년동기)"]
    new = [
        f"{now['en']} (year ago)",
        f"Year-ago {now['en']}",
        f"{now['zh']}（上年同期）",
        f"{now['ko']}(전년 동기)",
    ]
    for heading in (*old, *new, f"전년 동기 {now['ko']}"):
        found = house_name(heading)
        assert found is not None, heading
        assert found[0] == f"{item}_prior", heading
