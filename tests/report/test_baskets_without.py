"""A basket without an article, prices, R&D or a second period: no text of its workbook speaks of what it has not."""

from __future__ import annotations

import re
from functools import cache

import pytest
from support import baskets
from support.format_checker import findings
from support.shown_texts import shown_texts

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.report.builder import BuildOptions, build

LACKS = ("nothing", "prices", "rd", "prior", "companies", "everything")
ONLY = {
    "revenue": ("article", "prices", "rd", "profit"),
    "rd_expense": ("article", "prices", "profit", "revenue"),
}
"""Baskets that know one item only, and what they have nothing of."""
WORDS = {
    "article": r"[Aa]rticle|原文|文章|기사",
    "prices": r"[Pp]rice|hype|炒作|거품|[Ss]hare price|股价|涨跌|주가|등락",
    "rd": r"R&D|keeps? investing|持续投入|투자를 이어가|研发|연구개발",
    "profit": r"[Pp]rofit|\bearn|makes money|净利|盈利|赚钱|순이익|이익률|돈",
    "revenue": r"[Rr]evenue|营收|营业收入|매출",
    "prior": r"[Yy]ear-ago|YoY|both years|2023H1|同比|上年|两期|전년|양 기간",
}
"""What speaks of a subject, in the three languages."""
ABSENT = {
    "nothing": ("article",),
    "companies": ("article",),
    "everything": ("article", "prices", "rd", "prior"),
    **{what: ("article", what) for what in ("prices", "rd", "prior")},
    **ONLY,
}
FORMULA_OR_KEYS = re.compile(r"=.*|.*\w_\w.*", re.DOTALL)
"""Examples of functions, and the keys that functions and definitions are written with."""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """Build the workbook of a basket that lacks something, once for each language: `workbook("prices", "zh")`."""

    @cache
    def make(what, language="en", formulas="native"):
        folder = tmp_path_factory.mktemp(what)
        write = baskets.knowing if what in ONLY else baskets.lacking
        facts = load_facts(write(folder / "basket", what))
        build(folder / "report.xlsx", facts, BuildOptions(language, formulas=formulas))
        return folder / "report.xlsx"

    return make


def speaks_of(path, pattern):
    return {
        text for text in shown_texts(path) if re.search(pattern, text) and not FORMULA_OR_KEYS.fullmatch(text)
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", [*LACKS, *ONLY])
def test_no_text_speaks_of_what_the_basket_has_not(workbook, what, language):
    path = workbook(what, language)
    words = {
        "rd": {
            "en": "R&D expense|R&D investment",
            "zh": "研发费用|研发投入",
            "ko": "연구개발비|연구개발 투자",
        }
    }
    functions = {text for key, text in load_labels(language).texts.items() if "functions." in key}
    for subject in ABSENT[what]:
        found = speaks_of(path, WORDS[subject]) - functions
        # The table of coverage and the list of gaps say which item is missing, and of which periods.
        named = words.get(subject, {}).get(language)
        gap = rf"(?:{named})(?: 20\d\d\w\w(?:, 20\d\d\w\w)?)?"
        assert {text for text in found if not (named and re.fullmatch(gap, text))} == set()


@pytest.mark.parametrize("what", ["prices", "rd", "prior", "everything"])
def test_what_is_there_is_spoken_of(workbook, what):
    path = workbook(what)
    for subject in set(WORDS) - set(ABSENT[what]):
        assert speaks_of(path, WORDS[subject])


@pytest.mark.parametrize("what", LACKS)
def test_the_parts_are_valid(workbook, what):
    assert findings(workbook(what)) == set()
