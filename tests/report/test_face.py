"""The face of the section sheets, measured: pages as LibreOffice prints them, plots, fonts, colours, headings, and texts that are cut."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageFont
from support.office import convert, require_office
from support.openpyxl_reading import load_workbook

from xl_aigc.labels import LANGUAGES, load_labels

SECTIONS = 7
"""Sheets with exhibits; the sheet of one company follows them."""
PRINTED = {"en": 13, "zh": 13, "ko": 13}
FILLED = 0.55
FOOTER = 0.935
"""Share of a page above its footer."""
PLOT = 0.6
SMALLEST = 8
COLOURS = 8
GRID = [12, *[94] * 6, 24, *[94] * 6]
"""Pixels of the columns of a section sheet."""
FACES = {"Arial": "urw-base35/NimbusSans-{}.otf", "other": "noto/NotoSansCJK-{}.ttc"}


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request, built):
    """A language, the file, and its sheets with the values that they show."""
    path = built(request.param)
    return request.param, path, load_workbook(path, data_only=True)


def sections(book):
    return book[2].worksheets[:SECTIONS]


@cache
def pages(path, folder):
    """The printed pages as pictures in grey, in order."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm of poppler-utils is needed")
    pdf = convert([path], folder, "pdf")[0]
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "-png", str(pdf), str(folder / "page")], check=True)
    return [Image.open(file).convert("L") for file in sorted(folder.glob("page-*.png"))]


def filled(picture):
    """The share of a page that stands between its first line and its last, above the footer."""
    body = picture.crop((0, 0, picture.width, int(picture.height * FOOTER)))
    _, top, _, bottom = body.point(lambda grey: 255 if grey < 200 else 0).getbbox()
    return (bottom - top) / (body.height - top)


def test_pages_of_the_section_sheets_are_few_and_full(book, tmp_path_factory):
    """The sheets of findings come first; the last page of a long table may be short, and none of theirs is."""
    require_office()
    language, path, _ = book
    found = pages(path, tmp_path_factory.mktemp(f"pages_{language}"))[: PRINTED[language] - 1]
    assert [f"{filled(picture):.0%}" for picture in found if filled(picture) < FILLED] == []


def test_headings_of_columns_have_two_lines_at_most(book):
    tall = [
        (sheet.title, cell.coordinate, cell.value)
        for sheet in sections(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value and cell.alignment.vertical == "bottom" and cell.font.b and lines(sheet, cell) > 2
    ]
    assert not tall


@cache
def face(name, bold, size):
    kind = "Arial" if name == "Arial" else "other"
    file = Path("/usr/share/fonts/opentype", FACES[kind].format("Bold" if bold else "Regular"))
    if not file.exists():
        pytest.skip(f"The font {file.name} is needed")
    return ImageFont.truetype(str(file), round(size * 96 / 72 * 4))


def room(sheet, cell):
    """Pixels of a cell, or of the merged cells that it heads."""
    last = {(area.min_row, area.min_col): area.max_col for area in sheet.merged_cells.ranges}
    end = last.get((cell.row, cell.column), cell.column)
    return sum(GRID[cell.column - 1 : end]) - 4 - 9 * cell.alignment.indent


def width(cell, text):
    return face(cell.font.name, bool(cell.font.b), cell.font.sz).getlength(text) / 4


def lines(sheet, cell):
    """The lines of a text, broken between words."""
    free, count, used = room(sheet, cell), 1, ""
    for word in re.findall(r"[\u2E80-\uFFFF]|[^\s\u2E80-\uFFFF]+\s*", str(cell.value)):
        if used and width(cell, (used + word).rstrip()) > free:
            count, used = count + 1, ""
        used += word
    return count


def test_no_text_is_cut(book):
    """Names of companies may be: the sheet Companies has them whole."""
    names = names_of_companies(book)
    cut = []
    for sheet in sections(book):
        for cell in (one for row in sheet.iter_rows() for one in row if isinstance(one.value, str)):
            if cell.value in names or cell.value == "":
                continue
            height = (sheet.row_dimensions[cell.row].height or 15) * 96 / 72
            if cell.alignment.wrap_text:
                tall = lines(sheet, cell) * cell.font.sz * 1.2 * 96 / 72 > height + 4
            else:
                tall = width(cell, cell.value) > room(sheet, cell)
            if tall:
                cut.append((sheet.title, cell.coordinate, cell.value[:40]))
    assert not cut


def names_of_companies(book):
    sheet = book[2][load_labels(book[0]).text("sheets.companies.title")]
    return {str(cell.value) for row in sheet.iter_rows(max_col=4) for cell in row}


def chart_parts(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                yield name, archive.read(name).decode()


def test_plots_take_most_of_their_charts_and_few_colours(book):
    colours = set()
    for name, text in chart_parts(book[1]):
        layout = re.search(r"<(?:c:)?plotArea>.*?<(?:c:)?h val=\"([\d.]+)\"", text, re.DOTALL)
        assert layout, name
        assert float(layout[1]) >= PLOT, name
        drawn = re.sub(r"<(?:c:)?txPr>.*?</(?:c:)?txPr>", "", text, flags=re.DOTALL)
        colours |= set(re.findall(r'srgbClr val="([0-9A-Fa-f]{6})"', drawn))
    assert len(colours) <= COLOURS


def test_texts_of_charts_and_cells_are_large_enough(book):
    sizes = {int(size) / 100 for _, text in chart_parts(book[1]) for size in re.findall(r'sz="(\d+)"', text)}
    sizes |= {
        cell.font.sz for sheet in sections(book) for row in sheet.iter_rows() for cell in row if cell.value
    }
    assert min(sizes) >= SMALLEST


def luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_texts_of_section_sheets_are_black_ink_or_grey_and_readable(book):
    colours = {
        str(cell.font.color.rgb)[-6:]
        for sheet in sections(book)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.hyperlink is None
    }
    assert colours == {"000000", "1B2733", "5F6B76"}
    assert all(1.05 / (luminance(colour) + 0.05) >= 4.5 for colour in colours)


def test_every_exhibit_has_a_number_and_a_title(book):
    language, _, _ = book
    before, _, _ = load_labels(language).texts["head.exhibit"].partition("{")
    for sheet in sections(book):
        heads = [
            cell.value
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith(before)
        ]
        numbers = sorted(int(re.match(r"\d+", head.removeprefix(before))[0]) for head in heads)
        assert numbers == list(range(1, len(heads) + 1)), sheet.title
