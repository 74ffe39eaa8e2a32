"""Titles and names have room in any basket: what is printed on one line is not printed smaller than the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from support import baskets
from support.face_sheets import room, sections, title
from support.faces import Face
from support.fonts import width
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import LANGUAGES

LONG = "The Extraordinarily Long and Winding International Holdings Company of Number {} Limited Liability"
KINDS = {
    "equal": lambda n: ((10e8, 10e8), (1e8, 1e8)),
    "all_lose": lambda n: ((9e8 + n * 1e6, 10e8), (-2e8 - n * 1e7, -1e8)),
    "none_grew_both": lambda n: ((11e8 + n * 1e6, 10e8), (1e8 - n * 1e7, 1e8)),
    "turned": lambda n: ((11e8 + n * 1e6, 10e8), (-9e8 if n == 0 else (9 - n) * 1e7, 1e8)),
    "one_giant": lambda n: ((90e8 if n == 0 else 1e8, 10e8), (9e8 if n == 0 else 1e7, 1e8)),
    "back": lambda n: ((11e8 + n * 1e6, 10e8), ((9 - n) * 1e8, -1e8)),
}
"""Revenue and net profit of both years of the n-th company: equal, losses only, sums that turned to a loss and back, and one that makes most of them."""


def book_of(built, folder, kind, language, name=None):
    firms = [
        replace(
            baskets.plain(),
            ticker=baskets.ticker(n),
            name_en=(name or "Company {}").format(n),
            name_zh=(name or "Company {}").format(n),
            price=f"{n / 20 - 0.3:.3f}",
            figures=baskets.figures(
                **dict(zip(("revenue", "net_profit"), KINDS[kind](n), strict=True)),
                rd_expense=((5 + n) * 1e7, 5e7),
                selling_expense=((6 + n) * 1e7, 5e7),
            ),
        )
        for n in range(12)
    ]
    giants = (firms[1].ticker,)
    path = built(language, facts=load_facts(baskets.write(folder / kind, firms, giants=giants)))
    return Face(kind, language, path, load_workbook(path, data_only=True), "")


def too_wide(book, smallest):
    """The texts of one line that are wider than their cells in letters of so many points, or of their own size where they are bold."""
    found = []
    for sheet in [*sections(book), book.sheets.worksheets[len(sections(book))]]:
        for cell in (one for row in sheet.iter_rows(max_col=14) for one in row if isinstance(one.value, str)):
            title = cell.font.b and cell.font.sz in {11, 17}
            least = 1 if title else min(smallest / cell.font.sz, 1)
            if not cell.alignment.wrap_text and width(cell, cell.value) * least > room(sheet, cell):
                found.append((sheet.title, cell.coordinate, cell.value))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_title_passes_the_room_that_it_has(built, tmp_path, kind, language):
    assert too_wide(book_of(built, tmp_path, kind, language), 8) == []


def test_long_names_are_readable_and_told_apart(built, tmp_path):
    """Names of 95 signs that differ in the 77th only: in tables and titles each has its ticker."""
    book = book_of(built, tmp_path, "none_grew_both", "en", LONG)
    assert too_wide(book, 7.5) == []
    cut = Counter(
        (sheet.title, cell.value)
        for sheet in sections(book)
        for row in sheet.iter_rows(max_col=14)
        for cell in row
        if "…" in str(cell.value)
    )
    assert len(cut) > 12
    assert [text for (_, text), count in cut.items() if count > 1 and "6000" not in text] == []


def test_what_the_numbers_rest_on_takes_two_lines_where_one_has_no_room(built, tmp_path):
    """Company 0 makes 90 of 101 of the revenue, and is named beside both sums."""
    book = book_of(built, tmp_path, "one_giant", "en", "The Extraordinarily Long Holdings {}")
    sheet = book.sheets["Overview"]
    cell = sheet["B4"]
    assert cell.value.count("alone CNY") == 2
    needed = width(cell, cell.value) / room(sheet, cell)
    assert 1 < needed < 2
    assert (cell.alignment.wrap_text, sheet.row_dimensions[4].height) == (True, 30)


def test_long_names_in_chinese_characters_are_readable_in_titles_and_tables(built, tmp_path):
    """A sign of Chinese is as wide as two digits: names of 90 have room for half as many as Latin ones."""
    name = "某某特别长而且曲折的国际控股集团股份有限公司" * 4 + "第{}号"
    book = book_of(built, tmp_path, "none_grew_both", "zh", name)
    heads = {sheet.title for sheet in sections(book)}
    assert [one for one in too_wide(book, 7.5) if one[0] in heads] == []


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Makers of things for the chain, link {:0>2}"),
        ("zh", "某某特别长而且曲折的产业链上的国际先进智能制造与综合服务环节之第{:0>2}号"),
    ],
)
def test_layers_and_segments_of_forty_signs_are_readable_and_told_apart(built, tmp_path, language, name):
    """Six layers, each with and without its giant, and six segments, whose names differ at their ends."""
    names = [name.format(n) for n in range(6)]
    firms = [
        replace(baskets.plain(), ticker=baskets.ticker(n), layer=f"l{n % 6}", segment=names[n % 6])
        for n in range(18)
    ]
    folder = baskets.write(tmp_path / "data", firms, giants=[firm.ticker for firm in firms[:6]])
    with (folder / "basket.yaml").open("a", encoding="utf-8") as file:
        file.write("layers:\n" + "".join(f'- {{key: l{n}, name: "{one}"}}\n' for n, one in enumerate(names)))
    path = built(language, facts=load_facts(folder))
    book = Face("long", language, path, load_workbook(path, data_only=True), "")
    assert [one for one in too_wide(book, 7.5) if one[0] == title(book, "value_chain")] == []
    labels = [cell.value for cell in book.sheets[title(book, "value_chain")]["B"] if "…" in str(cell.value)]
    assert (len(labels), len(set(labels))) == (18, 12), "segments are named as layers are"
