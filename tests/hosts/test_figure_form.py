"""The lists of the form of a figure, and the search in them, whatever host shows it."""

from __future__ import annotations

import pytest

from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.reader import facts
from xl_aigc.hosts.figure_form import UndecidedError, entries, figure_formula, form_words, narrowed, search
from xl_aigc.labels import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_lists_what_the_functions_list(language):
    listed = {
        field: [each.key for each in entries(field, language, facts())]
        for field in ("company", "item", "period")
    }
    assert listed["company"] == [row[0] for row in CATALOGUE["BASKET"].call(None, "ticker")[1:]]
    assert listed["item"] == [row[0] for key in ("ITEMS", "MEASURES") for row in CATALOGUE[key].call()[1:]]
    assert listed["period"] == [row[0] for row in CATALOGUE["PERIODS"].call()[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("field", "text", "key"),
    [
        ("company", "300418", "300418.SZ"),
        ("company", "３００４１８.sz", "300418.SZ"),
        ("company", "昆仑", "300418.SZ"),
        ("item", "研發費用", "rd_expense"),
        ("company", "tech KUNLUN", "300418.SZ"),
        ("item", "营收", "revenue"),
        ("item", "매출액", "revenue"),
        ("item", "research expense", "rd_expense"),
        ("period", "-1", "-1"),
        ("period", "lfy-1", "LFY-1"),
    ],
)
def test_an_entry_is_found_by_any_of_its_names_in_any_language(language, field, text, key):
    assert [each.key for each in search(text, entries(field, language, facts()))] == [key]


def test_a_box_lists_what_matches_and_all_beside_a_text_that_is_an_entry_or_matches_none():
    held = entries("company", "en", facts())
    assert [each.shown for each in narrowed("digital", held)] == [
        "Fanli Digital (600228.SH)",
        "Skyworth Digital (000810.SZ)",
        "Tianyu Digital (002354.SZ)",
    ]
    for text in ("", "Kunlun Tech (300418.SZ)", "no such company"):
        assert narrowed(text, held) == held


def test_what_matches_nothing_goes_into_the_formula_as_it_is():
    texts = {"company": 'a "company"', "item": "Revenue (revenue)", "period": " 2024/6/30 "}
    written = figure_formula("AIGC.FIGURE", texts, "en", facts())
    assert written == '=AIGC.FIGURE("a ""company""","revenue","2024/6/30")'


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("company", "key"), [("", "no_choice"), ("digital", "several")])
def test_a_blank_field_and_several_matches_are_told_in_the_language_of_the_form(language, company, key):
    texts = {"company": company, "item": "revenue", "period": "2024H1"}
    with pytest.raises(UndecidedError) as told:
        figure_formula("AIGC_FIGURE", texts, language, facts())
    assert told.value.problem.startswith(form_words(language)[key])
