"""A report that is compared with another period than that of a year before speaks of no year before."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from support import baskets

from xl_aigc.data.folder import load_facts
from xl_aigc.data.own_texts import OwnTexts
from xl_aigc.data.period import Period
from xl_aigc.labels import load_labels
from xl_aigc.report.builder import BuildOptions, make_report
from xl_aigc.report.check_file import check_file
from xl_aigc.report.comparisons import in_comparison, of_a_year

OF_A_YEAR = {
    "en": re.compile(r"YoY|year[- ]ago|both years|year (?:before|earlier)|in a year", re.IGNORECASE),
    "zh": re.compile("同比|上年|去年"),
    "ko": re.compile("전년|작년"),
}
TOLD = {
    "en": ("Net profit growth on 2022H1", "50.0%", "2022H1 net profit"),
    "zh": ("归母净利润变动率", "50.0%", "2022H1利润"),
    "ko": ("지배주주순이익 증감률", "50.0%", "2022H1 순이익"),
}
"""Profits of 6 after 4 at each company."""


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    several = [
        replace(
            baskets.plain(),
            ticker=baskets.ticker(n),
            name_en=f"Firm {n}",
            name_zh=f"公司{n}",
            figures=baskets.figures(
                revenue=((n + 9) * 1e8, 9e8), net_profit=(6e7, 4e7), rd_expense=((5 + n) * 1e6, 5e6)
            ),
        )
        for n in range(6)
    ]
    folder = baskets.write(tmp_path_factory.mktemp("comparison") / "data", several)
    for name in ("figures.csv", "basket.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace(baskets.BEFORE, "2022H1"), encoding="utf-8")
    return load_facts(folder)


@pytest.mark.parametrize("language", OF_A_YEAR)
def test_words_are_true_of_the_period_compared_with(built, facts, language):
    file = built(language, facts=facts)
    book = load_workbook(file, data_only=True)
    shown = [sheet for sheet in book if sheet.sheet_state == "visible"]  # the record is letters of any kind
    texts = [str(cell.value) for sheet in shown for row in sheet.iter_rows() for cell in row]
    assert [text for text in texts if OF_A_YEAR[language].search(text)] == []
    label, growth, before = TOLD[language]
    assert {label, before} <= set(texts)
    [tile] = [cell for row in book.worksheets[0].iter_rows(max_row=8) for cell in row if cell.value == label]
    assert f"{tile.offset(1).value:.1%}" == growth
    assert [one for one in check_file(file).problems if one.kind != "check"] == []


def test_a_basket_is_told_of_its_own_texts_that_speak_of_a_year(facts):
    own = OwnTexts(
        {"en": {"a.note": "Of both years only.", "b.note": "Of both periods.", "c.note": "2023H1 YoY"}}
    )
    report = make_report(replace(facts, texts=own), BuildOptions())
    told = [str(one) for one in of_a_year(report)]
    assert [(("a.note" in one), ("c.note" in one)) for one in told] == [(True, False), (False, True)]
    assert "The text says 'both years', and the report compares 2024H1 with 2022H1." in told[0]


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        ("2024Q3", "2024Q2", "归母净利润环比"),
        ("2024Q1", "2023Q4", "归母净利润环比"),
        ("2024Q3", "2024Q1", "归母净利润变动率"),
        ("2024Q3", "2023Q3", "归母净利润同比"),
    ],
)
def test_only_the_next_of_two_single_quarters_follows_the_other(now, then, told):
    labels = in_comparison(load_labels("zh"), Period.stored(now), Period.stored(then))
    assert labels.text("measures.net_profit_yoy") == told
