"""The style sheet of each language, held by every text that a reader of the report or of a function sees."""

from __future__ import annotations

import re
from functools import cache

import pytest

from xl_aigc.data.folder import load_facts
from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.vocabulary import headings
from xl_aigc.labels import LANGUAGES, load_labels, words

HAN = r"[\u3400-\u9fff]"
FORMULA = re.compile(r"=?AIGC[_.]\w*\([^()]*\)|#\w+[!?/]?\w*|Excel 2016")
"""What stays as a host spells it."""
IDS = re.compile(r"\d{4}(?:Q[1-4]|H1|FY)|[AS]\d{3}|(?:19|20)\d{2}")
"""Periods, sources and years."""
PLAIN_ENDINGS = re.compile(
    r"(?:니다|[한된난른진는인었았겠렸졌했됐냈]다|이다|하라|세요|나요|까)(?=$|[.?!:;,)])|\?(?=$|\s)"
)


@cache
def texts(language: str) -> dict[str, str]:
    """Labels, words and headings, and what the article's claims say."""
    found = dict(load_labels(language).texts)
    found |= {f"words.{key}": text for key, text in words(language).items()}
    found |= {f"headings.{key}": text for key, text in headings(language).items()}
    for claim in load_facts().claims:
        found |= {f"claim.{claim.id}": claim.text[language]} if claim.text else {}
        found |= {f"claim.{claim.id}.note": claim.note[language]} if claim.note else {}
    return {key: FORMULA.sub("", text) for key, text in found.items()}


def help_texts(language: str) -> dict[str, str]:
    found = {}
    for one in CATALOGUE.values():
        found[one.key] = getattr(one, language)
        found |= {f"{one.key}.{each.name}": getattr(each, language) for each in one.arguments}
    return found


def faulty(pattern: str, language: str, *, also: dict[str, str] | None = None) -> dict[str, str]:
    every = texts(language) | (also or {})
    return {key: text for key, text in every.items() if re.search(pattern, text)}


def test_chinese_has_full_width_signs_beside_han():
    assert faulty(rf"{HAN}[,;:()]|[,;:()]{HAN}", "zh", also=help_texts("zh")) == {}


def test_chinese_has_no_blank_between_han_and_latin_digits_or_signs():
    beside = rf"{HAN} +[\w{{%#]|[\w}}%!] +{HAN}|[，。；：、）（] | [，。；：、）（]"
    assert faulty(beside, "zh", also=help_texts("zh")) == {}


def test_korean_ends_in_nouns_and_short_forms():
    assert faulty(PLAIN_ENDINGS.pattern, "ko") == {}


def test_korean_says_that_data_is_there_in_one_word():
    assert faulty("보유", "ko") == {}


def test_korean_has_no_blank_before_a_bracket():
    assert faulty(r"[\uac00-\ud7a3\w%}] \(", "ko") == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_negative_number_has_a_minus_sign_and_no_hyphen(language):
    assert faulty(r"(?<![\w\-)])-\d", language) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_thousands_are_separated(language):
    every = {key: IDS.sub("", text) for key, text in texts(language).items()}
    assert {key: text for key, text in every.items() if re.search(r"(?<![\d.,A-Za-z_])\d{4,}", text)} == {}


def test_english_money_is_cny_with_m_or_bn():
    allowed = {"blocks.data.basis.text"}  # "Amounts in yuan": the currency, no amount
    found = faulty(r"\d (?:m|bn)\b|\d (?:million|billion)|\byuan\b", "en")
    assert {key: text for key, text in found.items() if key not in allowed} == {}


def test_english_headings_are_nouns_and_no_clauses():
    headed = {
        key: text
        for key, text in texts("en").items()
        if key.endswith(".title") or key.startswith(("measures.", "basket.", "headings.", "words."))
    }
    clause = re.compile(r"(?:Who|What|How|Where|Those|Which)\b|.*[.]$")
    assert {key: text for key, text in headed.items() if clause.match(text)} == {}


def test_help_of_functions_begins_with_a_verb():
    english, chinese = help_texts("en"), help_texts("zh")
    functions = list(CATALOGUE)
    assert [name for name in functions if not re.match(r"[A-Z][a-z]+s ", english[name])] == []
    assert [name for name in functions if not re.match("返回|将|列出|由|按", chinese[name])] == []
