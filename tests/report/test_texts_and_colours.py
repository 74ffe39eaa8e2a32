"""The face of the workbook in its cells and charts: plots, fonts, colours, headings, signs, and texts that are cut."""

from __future__ import annotations

import html
import re
import zipfile

import pytest
from support.face_sheets import (
    broken_lines,
    ends_of,
    heads_of,
    lines,
    marked,
    names_of_companies,
    room,
    sections,
    statuses_of,
    widths_of,
)
from support.faces import BOOKS, BUNDLED, build_all, chart_parts, luminance
from support.fonts import width
from support.openpyxl_reading import load_workbook

from xl_aigc.data.folder import load_facts
from xl_aigc.labels import load_labels

PLOT = 0.6
SMALLEST = 8
COLOURS = 8
CLOSING = "）)，、。：；”"
"""Signs that no line of a heading begins with."""
HAN = "[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]"
HALF_WIDTH = re.compile(rf"(?<={HAN})\s*[,;:!?.()](?=\s|$|{HAN})|(?<={HAN})\s*[,;:()]|[,;:!?()]\s*(?={HAN})")
KNOWN_TO_THE_ARTICLE = 2
"""Exhibits of the bundled basket that are of the article alone, so that no figure decides what they say."""


@pytest.fixture(scope="module")
def faces(built, tmp_path_factory):
    """Every workbook, by basket and language."""
    return build_all(built, tmp_path_factory.mktemp("faces"))


@pytest.fixture(params=BOOKS, ids="-".join)
def book(request, faces):
    return faces[request.param]


of_the_bundled = pytest.mark.parametrize("book", BUNDLED, ids="-".join, indirect=True)


def test_headings_of_columns_have_two_lines_at_most(book):
    tall = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in sections(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value and cell.alignment.vertical == "bottom" and cell.font.b and lines(sheet, cell) > 2
    ]
    assert not tall


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


def test_no_text_is_cut(book):
    """Names of companies get smaller first, but not below 8 points."""
    names, statuses = names_of_companies(book), statuses_of(book)
    cut = []
    for sheet in sections(book):
        for cell in (one for row in sheet.iter_rows() for one in row if isinstance(one.value, str)):
            named = cell.value in names or "…" in cell.value
            height = (sheet.row_dimensions[cell.row].height or 15) * 96 / 72
            if cell.alignment.wrap_text:
                tall = lines(sheet, cell) * cell.font.sz * 1.2 * 96 / 72 > height + 4
            else:
                smallest = SMALLEST / cell.font.sz if named else 1
                tall = width(cell, marked(cell.value, statuses)) * smallest > room(sheet, cell)
            if tall:
                cut.append((sheet.title, cell.coordinate, cell.value[:40]))
    assert not cut


@of_the_bundled
def test_a_key_figure_has_room_for_every_text_that_it_can_show(book):
    """Any fate of profit or none, and below it what it rests on in a basket of 999 companies."""
    labels = load_labels(book.language)
    card, overview = (book.sheets[labels.text(f"sheets.{key}.title")] for key in ("card", "overview"))
    fates = statuses_of(book) | {"n.a.", "n.m."}
    (fate,) = (cell for row in card["B8:O12"] for cell in row if cell.value in fates)
    note = overview["B8"]
    counts = {"known": 999, "due": 999, "low": 100, "high": 999}
    notes = {labels.text(f"notes.{key}", **counts) for key in ("known_of", "shared_of", "of_all", "range_of")}
    assert str(note.value).startswith(("55", "of 55", "共55"))
    assert fate.font.b
    assert [text for text in fates if width(fate, text) > room(card, fate)] == []
    assert [text for text in notes if width(note, text) > room(overview, note)] == []


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


@of_the_bundled
def test_every_exhibit_says_what_was_found(book):
    """Its title is a formula, which follows the figures."""
    stored = load_workbook(book.path)
    fixed = [head for sheet in sections(book) for head in heads_of(stored[sheet.title], book.language)]
    assert len(fixed) == KNOWN_TO_THE_ARTICLE
