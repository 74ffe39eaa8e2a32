"""Reports of periods other than the article's: built for them or rolled to them, each right, each word of its own period or labelled."""

from __future__ import annotations

import re
from functools import cache

import pytest
from support.gnumeric import judged
from support.next_periods import EARLIER, GROWN, NOW, store_of_later_periods
from support.openpyxl_reading import load_workbook
from support.recalculation import in_one_office

from xl_aigc.data.period import Period
from xl_aigc.refreshing.roll import roll
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file

FILES = {
    ("2023H1", "built"): "en",
    ("2023FY", "built"): "zh",
    ("2023H1", "rolled"): "ko",
    ("2023FY", "rolled"): "en",
}
"""The language of each file."""
OF_NUMBERS = range(6)
"""The sheets from the overview to the outlook, which show numbers of the period."""
LABELLED = re.compile(r"[（(]2024H1[）)]|2024H1 (?:vs|against) 2023H1|2024H1[^0-9A-Z]{1,6}2023H1")
ARTICLE = re.compile(r"R&D expense of 2024H1|2024H1研发费用|2024H1 연구개발비")
"""A heading of what the article says, which keeps its period."""


@pytest.fixture(scope="module")
def workbook(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("periods")
    store = store_of_later_periods(folder / "figures.sqlite", GROWN | EARLIER)

    @cache
    def make(period, how):
        language, now = FILES[period, how], Period(period)
        target = folder / f"{period}_{how}.xlsx"
        if how == "rolled":
            roll(store, built(language), (now, now.year_before), NOW, target=target)
        else:
            build(target, store.facts(), BuildOptions(language, period=now))
        return target

    return make


@pytest.fixture(scope="module")
def office(workbook, tmp_path_factory):
    return in_one_office([workbook(*one) for one in FILES], tmp_path_factory.mktemp("office"))


@pytest.mark.slow
@pytest.mark.parametrize("one", FILES, ids=" ".join)
def test_libreoffice_confirms_every_value(workbook, office, one):
    outcome = check_file(workbook(*one), office)
    assert [problem for problem in outcome.problems if problem.kind != "check"] == []


@pytest.mark.slow
def test_gnumeric_confirms_every_value(workbook, tmp_path):
    count, different = judged(workbook("2023FY", "rolled"), tmp_path)
    assert (count > 4000, different) == (True, [])


@pytest.mark.parametrize("one", FILES, ids=" ".join)
def test_every_text_is_of_the_period_or_tells_its_own(workbook, one):
    sheets = load_workbook(workbook(*one), data_only=True).worksheets
    texts = [str(cell.value) for place in OF_NUMBERS for row in sheets[place].iter_rows() for cell in row]
    assert sum(one[0] in text for text in texts) >= len(OF_NUMBERS)
    other = [text for text in texts if "2024H1" in text and not LABELLED.search(text)]
    assert [text for text in other if not ARTICLE.fullmatch(text)] == []
