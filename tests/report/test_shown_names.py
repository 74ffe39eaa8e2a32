"""Companies are told by a name that is there and that no other company has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import baskets
from support.gnumeric import judged
from support.recalculated import changed_cells
from support.retyped import rewritten, texts
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts

NAMES = (
    ("Alpha", ""),
    ("alpha", "甲"),
    ("", "乙"),
    ("*Alpha?", ""),
    ("~", ""),
    ("", "丙"),
    ("", "丙"),
    ("N" * 130, ""),
)
SHOWN = (
    "Alpha 600000.SH",
    "alpha 600001.SH",
    "乙",
    "*Alpha?",
    "~",
    "丙 600005.SH",
    "丙 600006.SH",
    "N" * 130,
)
"""English and Chinese names, and the names that an English report tells them by."""


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """Companies whose revenue falls from the first to the last."""
    firms = [
        replace(
            baskets.plain(),
            ticker=baskets.ticker(n),
            name_en=english,
            name_zh=chinese,
            figures=baskets.figures(revenue=(9e9 - n * 1e9, 1e9), net_profit=(1e8 - n * 3e7, 5e7)),
        )
        for n, (english, chinese) in enumerate(NAMES)
    ]
    return load_facts(baskets.write(tmp_path_factory.mktemp("names") / "data", firms))


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_every_program_shows_the_same_names(built, facts, recalculated, tmp_path):
    book = built("en", facts=facts)
    [column] = [
        column for column in zip(*read(book)["Companies"].grid, strict=True) if "Name (English)" in column
    ]
    first = column.index("Name (English)") + 1
    assert tuple(column[first : first + len(SHOWN)]) == SHOWN
    assert changed_cells(book, recalculated(book)) == []
    assert judged(book, tmp_path)[1] == []


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_a_name_that_is_typed_over_or_cleared_is_told_otherwise(built, tmp_path):
    """002131.SZ lost most of the profit, by 2,663 m; it is called as 300418.SZ is, and 600941.SH loses its English name."""

    def change(cells):
        if cells["Ticker"].value == "002131.SZ":
            cells["Name (English)"].value = "Kunlun Tech"
        elif cells["Ticker"].value == "600941.SH":
            cells["Name (English)"].value = None

    sheets = rewritten(built("en"), tmp_path, change)
    told = [text for sheet in ("Overview", "Profitability", "R&D") for text in texts(sheets, sheet)]
    assert [text for text in told if text.endswith(("Kunlun Tech", "Kunlun Tech, by CNY 2,663m"))] == []
    assert any("Kunlun Tech 002131.SZ" in text for text in told)
    assert any("Kunlun Tech 300418.SZ" in text for text in told)
    assert any("中国移动" in text for text in told)
