"""The face of the workbook on paper: how many pages LibreOffice prints, how full they are, and what stands on them."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import combinations

import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from support.face_sheets import (
    evidence_sheets,
    sections,
    title,
)
from support.faces import BOOKS, BUNDLED, build_all, chart_parts, print_all

from xl_aigc.labels import load_labels

SECTION_PAGES, COMPANY_PAGES, EVIDENCE_PAGES = 12, 1, 13
"""Pages at most: of the sections of the article, of the sheet of one company, of evidence; the whole workbook has 26."""
WIDE = ("companies", "data")
FILLED = 0.55
COVERED = 0.35
"""Share of the lower of two texts beyond which one covers the other; boxes of texts are higher than their signs."""
FOOTER = 0.935
"""Share of a page above its footer."""
SMALLEST_EVIDENCE = {"letter": 6.1}
USUAL_EVIDENCE = 6.5
"""Points of the smallest text on paper of a sheet of evidence; letter paper is 6% narrower than A4."""


@pytest.fixture(scope="module")
def faces(built, tmp_path_factory):
    """Every workbook, by basket and language."""
    return build_all(built, tmp_path_factory.mktemp("faces"))


@pytest.fixture(scope="module")
def pages(faces, tmp_path_factory):
    """Every printed page, by basket and language; of large baskets none of the rest of the wide tables."""
    return print_all(faces, tmp_path_factory.mktemp("printed"), SECTION_PAGES + 3)


@pytest.fixture(params=BOOKS, ids="-".join)
def book(request, faces):
    return faces[request.param]


of_the_bundled = pytest.mark.parametrize("book", BUNDLED, ids="-".join, indirect=True)


@pytest.fixture
def paper(book, pages):
    """The printed pages of the sheets of findings, and of those of evidence."""
    found = pages[book.basket, book.language]
    first = next(n for n, page in enumerate(found) if page.text.lstrip().startswith(title(book, "companies")))
    return found[:first], found[first:]


def filled(picture):
    """The share of a page that stands between its first line and its last, above the footer."""
    body = picture.crop((0, 0, picture.width, int(picture.height * FOOTER)))
    _, top, _, bottom = body.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    return (bottom - top) / (body.height - top)


def test_pages_of_the_section_sheets_are_few_and_full(book, paper):
    """The last page of the claims may be short: it is that of a table longer than a page."""
    pages, _ = paper
    heads = title(book, "claims"), load_labels(book.language).text("claim_words.columns.claim")
    last = [page for page in pages if any(head in page.text.split("\n")[0] for head in heads)][-1:]
    assert len(pages) <= SECTION_PAGES + COMPANY_PAGES
    assert [
        f"{filled(page.picture):.0%}" for page in pages if page not in last and filled(page.picture) < FILLED
    ] == []
    assert all(filled(page.picture) >= FILLED for page in last if (book.basket, book.language) in BUNDLED)


def test_no_two_texts_of_a_printed_page_cover_each_other(paper):
    pages, _ = paper
    assert [
        (one[0], other[0])
        for page in pages
        for one, other in combinations(page.words, 2)
        if (min(one[3], other[3]) - max(one[1], other[1]) > 1)
        and min(one[4], other[4]) - max(one[2], other[2])
        > COVERED * min(one[4] - one[2], other[4] - other[2])
    ] == []


@of_the_bundled
def test_pages_of_evidence_are_few_and_full(paper):
    """Of the bundled basket; a list of evidence is as long as what it lists, so that those of a few companies leave pages free."""
    _, evidence = paper
    assert len(evidence) <= EVIDENCE_PAGES
    assert [f"{filled(page.picture):.0%}" for page in evidence if filled(page.picture) < FILLED] == []


@of_the_bundled
@pytest.mark.parametrize("key", WIDE)
def test_every_page_of_a_wide_table_has_tickers_and_names(book, paper, key):
    """China Mobile is 600941.SH; its row is on each of the three pages."""
    sheet, (_, evidence) = book.sheets[title(book, key)], paper
    pages = [page.text for page in evidence if page.text.lstrip().startswith(sheet.title)]
    assert len(pages) == 3
    row = next(cells for cells in sheet.iter_rows(values_only=True) if cells[0] == "600941.SH")
    heads = [cell for cell in heading(sheet)[:3] if cell]
    for text in pages:
        assert all(name in text for name in row[:3])
        assert all(word in text for head in heads for word in head.split())
    assert sheet.print_title_cols == "$A:$C"


def heading(sheet):
    _, top, _, _ = range_boundaries(next(iter(sheet.tables.values())).ref)
    return [cell.value for cell in sheet[top]]


@of_the_bundled
def test_columns_that_only_formulas_need_are_folded_away_and_not_printed(book):
    labels = load_labels(book.language)
    sheet = book.sheets[title(book, "companies")]
    _, _, right, _ = range_boundaries(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""))
    heads = heading(sheet)
    for key in ("screen_order", "in_basket", "row"):
        column = heads.index(labels.text(f"measures.{key}")) + 1
        look = sheet.column_dimensions[get_column_letter(column)]
        assert (look.hidden, look.outlineLevel, column > right) == (True, 1, True)


def test_nothing_of_the_chart_data_is_printed(book, paper):
    """It stays in sight as the last sheet, with a grey tab; its printed area is one blank row that is hidden."""
    sheet = book.sheets[title(book, "chart_data")]
    assert sheet.sheet_state == "visible"
    assert sheet.sheet_properties.tabColor.rgb[-6:] == "AEB6BF"
    assert [one.title for one in book.sheets if one.sheet_state == "visible"][-1] == sheet.title
    _, top, _, bottom = range_boundaries(sheet.print_area.rsplit("!", 1)[-1].replace("$", ""))
    assert all(sheet.row_dimensions[row].hidden for row in range(top, bottom + 1))
    assert not [cell.value for cell in sheet[top] if cell.value is not None]
    assert not [page for pages in paper for page in pages if page.text.lstrip().startswith(sheet.title)]


def test_texts_of_evidence_are_large_enough_on_paper(book):
    least = SMALLEST_EVIDENCE.get(book.basket, USUAL_EVIDENCE)
    small = {
        (sheet.title, cell.font.sz * sheet.page_setup.scale / 100)
        for sheet in evidence_sheets(book)
        for row in sheet[sheet.print_area.rsplit("!", 1)[-1]]
        for cell in row
        if cell.value is not None and cell.font.sz * sheet.page_setup.scale / 100 < least
    }
    assert small == set()


@of_the_bundled
def test_growth_of_a_tiny_base_is_not_printed(paper, book):
    """The profit of the midstream fell from -3 to -1,366 million: (47,553.8%). Claims repeat what the article says; a label of a chart has no decimals."""
    claims = title(book, "claims")
    pages, _ = paper
    found = [page.text for page in pages if claims not in "".join(page.text.split("\n")[:2])]
    assert not [text for text in found if re.search(r"\d,\d{3}\.\d%", text)]
    assert sum("n.m." in text for text in found) >= 2


def test_every_name_beside_a_bar_is_printed(book, paper):
    """A program leaves out names that have no room, every second one; a name stands in cells too, where it is printed as often."""
    pages, _ = paper
    printed = "".join(word for page in pages for word, *_ in page.words)
    categories = [
        html.unescape(name)
        for _, text in chart_parts(book.path)
        if 'barDir val="bar"' in text
        for names in dict.fromkeys(re.findall(r"<(?:c:)?cat>(.*?)</(?:c:)?cat>", text, re.DOTALL))
        for name in re.findall(r"<(?:c:)?v>(.*?)</(?:c:)?v>", names)
    ]
    cells = Counter(cell.value for sheet in sections(book) for row in sheet.iter_rows() for cell in row)
    assert categories or book.basket == "rd_expense"  # its only chart has columns
    assert [
        name
        for name, times in Counter(categories).items()
        if printed.count("".join(name.split())) < times + cells[name]
    ] == []


@of_the_bundled
def test_what_is_missing_is_a_dash_in_chinese(book, paper):
    """As the pages show it: Fanli states no growth of profit; 0 stays 0."""
    pages, evidence = paper
    text = "\n".join(page.text for page in [*pages, *evidence])
    fanli = next(line for line in text.split("\n") if line.startswith("600228.SH"))
    if book.language == "zh":
        assert re.findall(r"(?<!为)n\.a\.", text) == []
        assert " – " in fanli
        assert re.search(r"亏损持平\s+0\s+–", text)
    else:
        assert " n.a." in fanli
