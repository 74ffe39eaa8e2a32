"""The lines at the foot of every printed page: what they say, and that they have room."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.fonts import width
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.report.builder import BuildOptions, make_report
from xl_aigc.report.printed_lines import dated_lines

FOOT = {
    "en": [
        "AIGC concept stocks, 2024H1\nSource: see sheet Sources",
        "Data as of 2024-09-12\nNot investment advice",
    ],
    "zh": [
        "AIGC概念股，2024H1\n资料来源：见“来源”表",
        "数据截至2024-09-12\n不构成投资建议",
    ],
    "ko": [
        "AIGC 테마주, 2024H1\n자료: 출처 시트 참조",
        "데이터 기준일 2024-09-12\n투자 권유 아님",
    ],
}
NOT_PRINTED = {"Chart data", "图表数据", "차트 데이터"}
SIDES = {9: (8.27, 11.69), 8: (11.69, 16.54), 1: (8.5, 11.0), 3: (11.0, 17.0)}
"""Inches of A4, A3, letter and tabloid, by the numbers of ECMA-376 part 1, 18.3.1.63."""


@pytest.fixture(params=["en", "zh", "ko", "letter"])
def printed(request, built):
    """Every sheet that is printed, with the language of its workbook."""
    language = "en" if request.param == "letter" else request.param
    options = {"theme": Path("letter")} if request.param == "letter" else {}
    book = load_workbook(built(language, **options))
    return language, [sheet for sheet in book if sheet.title not in NOT_PRINTED]


def test_every_page_says_basket_period_source_day_and_number(printed):
    language, sheets = printed
    for sheet in sheets:
        foot = sheet.oddFooter
        assert [foot.left.text, foot.center.text] == FOOT[language], sheet.title
        assert foot.right.text.endswith("&P / &N"), sheet.title


def test_each_part_of_the_foot_has_room_in_its_third_of_the_page(printed):
    """Two lines of 8 points, each 1.2 of its size high, stand between the foot and the cells."""
    _, sheets = printed
    for sheet in sheets:
        foot, margins = sheet.oddFooter, sheet.page_margins
        wide = SIDES[sheet.page_setup.paperSize][sheet.page_setup.orientation == "landscape"]
        room = (wide - margins.left - margins.right) / 3 * 96
        look = SimpleNamespace(font=SimpleNamespace(name="Arial", sz=8, b=False))
        lines = [line for part in (foot.left, foot.center) for line in part.text.split("\n")]
        assert {part.size for part in (foot.left, foot.center, foot.right)} == {8}
        assert max(width(look, line) for line in lines) <= room, sheet.title
        assert (margins.bottom - margins.footer) * 72 >= 2 * 8 * 1.2, sheet.title


def test_a_long_name_of_a_basket_is_cut_and_the_period_is_not():
    facts = load_facts()
    name = "Companies of the new economy of the whole Yangtze delta & beyond"
    named = dated_lines(
        make_report(replace(facts, name=dict.fromkeys(facts.name, name)), BuildOptions())
    ).named
    assert named.startswith("Companies of the new economy")
    assert named.endswith("…, 2024H1")
