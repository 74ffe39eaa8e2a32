"""What a report says of a basket of few companies, of many, and of one without figures: each word and count is its own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import load_workbook
from support import baskets

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.blocks.feeds import MOST
from xl_aigc.report.builder import BuildOptions, build

FEW = (
    # layer, revenue, profit, R&D, price change: one share fell, one company has no layer, one no revenue of the year before.
    ("upstream", (110, 100), (8, 9), (5, 4), "0.3"),
    ("upstream", (120, 100), (12, 9), (6, 5), "0.2"),
    ("downstream", (130, 100), (7, 9), (7, 6), "0.1"),
    ("downstream", (140, None), (14, 9), (8, 7), "0.05"),
    ("", (160, 100), (5, 9), (9, 8), "-0.5"),
)
NOTHING = (("", (None, None), (None, None), (None, None), None),) * 4
ALIKE = (("upstream", (100, 100), (10, 10), (0, 0), "0"),) * 6
"""Companies with the same figures: no growth, no R&D, no change of the price."""
EXHIBIT = re.compile(r"(?:Exhibit |图表|도표 ?)1[:：]")
INDEX = re.compile(r"\bind(ex|ices)\b|指数|지수")


def firm(n, layer, revenue, profit, rd, price):
    found = baskets.figures(revenue=revenue, net_profit=profit, rd_expense=rd)
    return replace(
        baskets.plain(),
        ticker=baskets.ticker(n),
        name_zh="",
        name_en=f"Firm {n}",
        layer=layer,
        segment="",
        membership="",
        figures=found,
        price=price,
    )


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """The values of every sheet of a basket's workbook, in the order of the layouts, by language."""

    @cache
    def make(rows, language="en"):
        folder = tmp_path_factory.mktemp("few")
        firms = [firm(n, *row) for n, row in enumerate(rows)]
        facts = load_facts(baskets.write(folder / "basket", firms, indices=False))
        build(folder / "report.xlsx", facts, BuildOptions(language))
        return load_workbook(folder / "report.xlsx", data_only=True)

    return make


def texts(sheet):
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_speaks_of_an_index_that_is_not_there(sheets, language):
    book = sheets(FEW, language)
    findings = (sheet for sheet in book if any(EXHIBIT.match(one) for one in texts(sheet)))
    assert [one for sheet in findings for one in texts(sheet) if INDEX.search(one)] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Firm 4 fell most"), ("zh", "Firm 4跌幅最大，−50.0%"), ("ko", "Firm 4 하락률 최대 −50.0%")],
)
def test_a_ranking_of_one_company_has_a_finding(sheets, language, told):
    assert any(told in one for sheet in sheets(FEW, language) for one in texts(sheet))


@pytest.mark.parametrize(("largest", "rest"), [(60, 40), (50, 50)])
def test_the_head_names_a_company_that_makes_more_than_half_of_a_total(sheets, largest, rest):
    """Of 100 million one company sells 60, which is more than half, or 50, which is not."""
    sold = (largest, rest - 10, 10)
    none = (None, None)
    head = sheets(tuple(("", (one * 1e6, one * 9e5), none, none, None) for one in sold))["Overview"][
        "B4"
    ].value
    told = f" Revenue: Firm 0 alone CNY {largest}m, all companies CNY 100m."
    assert head == "3 companies, 3 with both years." + told * (largest > 50)


def test_growths_at_the_head_and_in_tiles_are_of_the_same_companies(sheets):
    """Four of five companies have R&D and revenue of both years."""
    told = texts(sheets(FEW)["Outlook"])
    assert told.count("4 of 5, with both figures") == 2


def test_bars_count_the_companies_that_the_sentence_counts(sheets):
    """Profit fell at 3 of 5: one upstream, one downstream, and one without a layer; parts: grew, unchanged, fell, unknown."""
    book = sheets(FEW)
    assert any("rofit fell at 3 of 5 companies" in one for one in texts(book["Value chain"]))
    rows = [[cell.value for cell in row if cell.value is not None] for row in book["Chart data"].iter_rows()]
    at = next(n for n, row in enumerate(rows) if row[:2] == ["Layer", "Profit grew"])
    bars = rows[at + 1 : at + 1 + len({layer for layer, *_ in FEW} | {"midstream"})]
    assert {row[0]: row[1:] for row in bars if any(row[1:])} == {
        "upstream": [1, 0, 1, 0],
        "downstream": [1, 0, 1, 0],
        "unknown": [0, 0, 1, 0],
    }


def test_growths_set_side_by_side_are_of_companies_with_both(sheets):
    """R&D of both years at 5, revenue too at 4: 27 after 23, and 520 after 400."""
    told = "R&D rose 17%, revenue rose 30%, at the 4 companies with R&D and revenue of both years"
    assert told in texts(sheets(FEW)["Outlook"])


def test_a_count_of_which_nothing_is_known_is_missing(sheets):
    """No number of loss-makers can be given where no profit is known; it is not 0."""
    book = sheets(NOTHING)
    assert "No figure is derived from others." in texts(book["Guide"])
    for title in ("Overview", "Profitability"):
        told = texts(book[title])
        assert told[told.index("Loss-makers") + 1] == "n.a."


def test_a_chart_of_the_largest_says_which_it_draws(sheets):
    many = tuple(("", (100 + n, 90 + n % 7), (9 + n, 8), (5, 4), f"0.{n:03}") for n in range(MOST + 5))
    told = [one for sheet in sheets(many) for one in texts(sheet)]
    assert sum(f"the {MOST} largest of {MOST + 5} by revenue" in one for one in told) == 4


@pytest.mark.parametrize("rows", [ALIKE, ALIKE[:1]], ids=["six", "one"])
def test_exhibits_of_companies_that_are_all_alike_give_way(sheets, rows):
    """Bars by growth, by fate and by layer are left: six of six in one; no dots at one place, no bars of one length, no empty list."""
    book = sheets(rows)
    assert {sheet.title: len(sheet._charts) for sheet in book if sheet._charts} == {
        "Overview": 1,
        "Value chain": 1,
        "Profitability": 1,
    }
    told = [one for sheet in book for one in texts(sheet)]
    assert [one for one in told if "spend most" in one or "Companies in all: 0" in one] == []


def test_a_scatter_of_one_measure_that_is_the_same_for_all_gives_way(sheets):
    """Prices and profits differ, R&D is 0 at all: of three scatters the one of R&D goes, and its sheet with it."""
    rows = tuple((layer, revenue, profit, (0, 0), price) for layer, revenue, profit, _, price in FEW)
    book = sheets(rows)
    assert "R&D" not in book.sheetnames
    assert len(book["Naked swimmers"]._charts) == 1
    assert len(book["Profitability"]._charts) == 3


def test_a_label_above_narrow_columns_is_not_cut(sheets):
    """Names of a few letters leave no room for "All companies: with data"."""
    cells = [cell for row in sheets(NOTHING)["Companies"].iter_rows() for cell in row]
    (label,) = (cell for cell in cells if cell.value == "All companies: with data")
    assert label.alignment.shrink_to_fit
