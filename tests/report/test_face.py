"""The face of the workbook, measured: pages as LibreOffice prints them, plots, fonts, colours, headings, and texts that are cut."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from itertools import combinations

import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from support.face_sheets import (
    broken_lines,
    ends_of,
    evidence_sheets,
    heads_of,
    lines,
    marked,
    names_of_companies,
    room,
    sections,
    statuses_of,
    title,
    widths_of,
)
from support.faces import BOOKS, BUNDLED, build_all, chart_parts, luminance, print_all
from support.fonts import width
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import load_labels

SECTION_PAGES, COMPANY_PAGES, EVIDENCE_PAGES = 12, 1, 13
"""Pages at most: of the sections of the article, of the sheet of one company, of evidence; the whole workbook has 26."""
WIDE = ("companies", "data")
FILLED = 0.55
COVERED = 0.35
"""Share of the lower of two texts beyond which one covers the other; boxes of texts are higher than their signs."""
FOOTER = 0.935
"""Share of a page above its footer."""
PLOT = 0.6
SMALLEST = 8
SMALLEST_EVIDENCE = {"letter": 6.1}
USUAL_EVIDENCE = 6.5
"""Points of the smallest text on paper of a sheet of evidence; letter paper is 6% narrower than A4."""
COLOURS = 8


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


def test_headings_of_columns_have_two_lines_at_most(book):
    tall = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in sections(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value and cell.alignment.vertical == "bottom" and cell.font.b and lines(sheet, cell) > 2
    ]
    assert not tall


CLOSING = "）)，、。：；”"
"""Signs that no line of a heading begins with."""


def test_no_line_of_a_heading_is_one_sign_or_begins_with_a_closing_one(book):
    """On every sheet, in the widths that a program gives the columns; Chinese may break behind every sign."""
    torn = []
    for sheet in book.sheets:
        widths, last = widths_of(sheet), ends_of(sheet)
        for cell in (one for row in sheet.iter_rows() for one in row if one.value):
            if cell.alignment.vertical != "bottom" or not cell.font.b:
                continue
            end = last.get((cell.row, cell.column), cell.column)
            free = sum(widths[column] for column in range(cell.column, end + 1)) - 4
            broken = broken_lines(cell, free - 9 * cell.alignment.indent)
            alone = [line for line in broken if re.fullmatch(r"[\u2E80-\uABFF]", line.strip())]
            if len(broken) > 1 and (alone or any(line[:1] in CLOSING for line in broken)):
                torn.append((sheet.title, cell.coordinate, broken))
    assert torn == []


def test_names_and_titles_that_have_no_room_get_smaller_and_are_not_cut(book):
    for sheet in sections(book):
        whole = [
            cell for row in sheet.iter_rows() for cell in row if cell.value and not cell.alignment.wrap_text
        ]
        assert all(cell.alignment.shrink_to_fit for cell in whole)


def test_there_is_no_line_below_a_row_that_waits_for_a_company(book):
    """Excel and LibreOffice add it as soon as one stands there."""
    for sheet in sections(book):
        lined = {
            row[0].row
            for row in sheet.iter_rows()
            if any(cell.border.bottom and cell.border.bottom.style == "dotted" for cell in row)
            and not any(cell.value not in {None, ""} for cell in row)
        }
        assert lined == set()


@of_the_bundled
def test_growth_of_a_tiny_base_is_not_printed(paper, book):
    """The profit of the midstream fell from -3 to -1,366 million: (47,553.8%). Claims repeat what the article says; a label of a chart has no decimals."""
    claims = title(book, "claims")
    pages, _ = paper
    found = [page.text for page in pages if claims not in "".join(page.text.split("\n")[:2])]
    assert not [text for text in found if re.search(r"\d,\d{3}\.\d%", text)]
    assert sum("n.m." in text for text in found) >= 2


def test_no_text_is_cut(book):
    """Names of companies may be: the sheet Companies has them whole."""
    names, statuses = names_of_companies(book), statuses_of(book)
    cut = []
    for sheet in sections(book):
        for cell in (one for row in sheet.iter_rows() for one in row if isinstance(one.value, str)):
            if cell.value in names or cell.value == "":
                continue
            height = (sheet.row_dimensions[cell.row].height or 15) * 96 / 72
            if cell.alignment.wrap_text:
                tall = lines(sheet, cell) * cell.font.sz * 1.2 * 96 / 72 > height + 4
            else:
                tall = width(cell, marked(cell.value, statuses)) > room(sheet, cell)
            if tall:
                cut.append((sheet.title, cell.coordinate, cell.value[:40]))
    assert not cut


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
    assert categories
    assert [
        name
        for name, times in Counter(categories).items()
        if printed.count("".join(name.split())) < times + cells[name]
    ] == []


def test_plots_take_most_of_their_charts_and_few_colours(book):
    colours = set()
    for name, text in chart_parts(book.path):
        layout = re.search(r"<(?:c:)?plotArea>.*?<(?:c:)?h val=\"([\d.]+)\"", text, re.DOTALL)
        assert layout, name
        assert float(layout[1]) >= PLOT, name
        drawn = re.sub(r"<(?:c:)?txPr>.*?</(?:c:)?txPr>", "", text, flags=re.DOTALL)
        colours |= set(re.findall(r'srgbClr val="([0-9A-Fa-f]{6})"', drawn))
    assert len(colours) <= COLOURS


def test_texts_of_charts_and_cells_are_large_enough(book):
    sizes = {
        int(size) / 100 for _, text in chart_parts(book.path) for size in re.findall(r'sz="(\d+)"', text)
    }
    sizes |= {
        cell.font.sz for sheet in sections(book) for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert min(sizes) >= SMALLEST


def test_texts_of_section_sheets_are_black_ink_or_grey_and_readable(book):
    colours = {
        str(cell.font.color.rgb)[-6:]
        for sheet in sections(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert colours == {"000000", "1B2733", "5F6B76"}
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in colours)


def looks_of(sheet):
    """Colours of the texts of a sheet beside those of the cells below them, and of the looks that rules give."""
    for cell in (one for row in sheet.iter_rows() for one in row if one.value not in {None, ""}):
        below = cell.fill.start_color.rgb[-6:] if cell.fill.fill_type == "solid" else "FFFFFF"
        yield str(cell.font.color.rgb)[-6:], below
        assert not re.search(
            r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color)", cell.number_format, re.IGNORECASE
        )
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            if rule.dxf and rule.dxf.font and rule.dxf.font.color:
                yield rule.dxf.font.color.rgb[-6:], "FFFFFF"


def test_every_text_of_every_sheet_is_readable(book):
    """Four and a half to one (WCAG 2.1, 1.4.3), also where a rule or a number format gives the colour."""
    seen = {look for sheet in book.sheets for look in looks_of(sheet)}
    assert len(seen) > 5
    assert [
        look for look in seen if (max(map(luminance, look)) + 0.05) / (min(map(luminance, look)) + 0.05) < 4.5
    ] == []


def test_what_is_missing_is_grey(book):
    """Wherever a cell shows n.a., or may: a rule of the sheet gives it the grey of notes, before all other rules."""
    for sheet in book.sheets:
        (area,) = [
            area
            for area in sheet.conditional_formatting
            if any(rule.formula == ['"n.a."'] for rule in area.rules)
        ]
        rule = next(rule for rule in area.rules if rule.formula == ['"n.a."'])
        assert (rule.operator, rule.dxf.font.color.rgb[-6:]) == ("equal", "5F6B76")
        assert rule.priority == 1
        cells = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.value == "n.a."]
        assert [cell for cell in cells if cell not in area] == [], sheet.title


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


HAN = "[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]"
HALF_WIDTH = re.compile(rf"(?<={HAN})\s*[,;:!?.()](?=\s|$|{HAN})|(?<={HAN})\s*[,;:()]|[,;:!?()]\s*(?={HAN})")


@pytest.mark.parametrize("book", [one for one in BOOKS if one[1] == "zh"], ids="-".join, indirect=True)
def test_signs_beside_chinese_ones_are_full_width(book):
    """In every text of every part of the file: cells, formulas, charts and what is said of them, lines of pages, properties.

    Sources are named as they name themselves, in English too.
    """
    sources = [one.address for one in load_facts().sources]
    with zipfile.ZipFile(book.path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    texts = {
        (name, html.unescape(text))
        for name, part in parts.items()
        for text in (*re.findall(r">([^<]+)<", part), *re.findall(r'(?:descr|name|tooltip)="([^"]*)"', part))
    }
    assert len(texts) > 1000
    assert [one for one in texts if HALF_WIDTH.search(one[1]) and one[1] not in sources] == []


def test_a_chart_says_to_those_who_do_not_see_it_what_its_exhibit_says(book):
    """The alternative text begins with the finding above the chart, and gives the day that it is of."""
    with zipfile.ZipFile(book.path) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/drawings/drawing")]
    said = [html.unescape(text) for part in parts for text in re.findall(r'descr="([^"]*)"', part)]
    heads = tuple(head for sheet in sections(book) for head in heads_of(sheet, book.language))
    assert len(said) == len(list(chart_parts(book.path))) > 0
    assert all(book.as_of in text and text.startswith(heads) for text in said)


def test_every_exhibit_has_a_number_and_a_title(book):
    language = book.language
    before, _, _ = load_labels(language).texts["head.exhibit"].partition("{")
    for sheet in sections(book):
        heads = heads_of(sheet, language)
        numbers = sorted(int(re.match(r"\d+", head.removeprefix(before))[0]) for head in heads)
        assert numbers == list(range(1, len(heads) + 1)), sheet.title


KNOWN_TO_THE_ARTICLE = 2
"""Exhibits of the bundled basket that are of the article alone, so that no figure decides what they say."""


@of_the_bundled
def test_every_exhibit_says_what_was_found(book):
    """Its title is a formula, which follows the figures."""
    stored = load_workbook(book.path)
    fixed = [head for sheet in sections(book) for head in heads_of(stored[sheet.title], book.language)]
    assert len(fixed) == KNOWN_TO_THE_ARTICLE
