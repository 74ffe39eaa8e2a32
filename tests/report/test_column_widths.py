"""Columns are as wide as their numbers and words, with the widths of signs in the fonts of the report."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from openpyxl.utils import range_boundaries
from support.fonts import digits
from support.openpyxl_reading import filled_cells, load
from support.sheet_reader import read

from xl_aigc.report.tables import WIDEST
from xl_aigc.report.widths import lines_of

LANGUAGES = ("en", "zh", "ko")
MODES = ("native", "values")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


SIGN_WIDTHS = {",": 0.5, ".": 0.5, "(": 0.6, ")": 0.6, "%": 1.42, "-": 0.6, " ": 0.45}
"""Widths in digits of Calibri; other fonts differ by a few hundredths."""


def width_of(text):
    """Width of a text in digits; a Chinese or Korean sign takes two."""
    return sum(SIGN_WIDTHS.get(sign, 2 if ord(sign) > 0x2E7F else 1) for sign in text)


def columns_of(sheet):
    """The width of each column that has one, without the five pixels that a cell keeps free."""
    widths = {}
    for dimension in sheet.column_dimensions.values():
        for column in range(dimension.min or 1, (dimension.max or 0) + 1):
            widths[column] = dimension.width - 5 / 7
    return widths


def formatted(number, form):
    """A number as its format shows it: parentheses, separators, percent, and the room that `_)` keeps."""
    if isinstance(number, dt.date):
        return number.isoformat()
    sections = form.split(";")
    part = sections[1] if number < 0 and len(sections) > 1 else sections[0]
    pattern = re.search(r"0(?:\.(0+))?", part)
    digits = len(pattern[1] or "") if pattern else 0
    shown = abs(number) * (100 if "%" in part else 1)
    text = f"{shown:,.{digits}f}" if "," in part else f"{shown:.{digits}f}"
    return text + "%" * ("%" in part) + ")" * part.count(")") + "(" * part.count("(")


@pytest.mark.parametrize("language", LANGUAGES)
def test_columns_are_wide_enough_for_their_numbers(built, language):
    """A number that does not fit shows as hash signs."""
    file = built(language)
    book, seen = load(file), read(file)
    tight, checked = [], 0
    for sheet in book:
        widths = columns_of(sheet)
        last = {(r.min_row, r.min_col): r.max_col for r in sheet.merged_cells.ranges}
        for _, cell in filled_cells([sheet]):
            value = seen[sheet.title].at(cell.row, cell.column)
            if isinstance(value, str) or cell.number_format == "General":
                continue
            checked += 1
            room = sum(
                widths.get(c, 8.4)
                for c in range(cell.column, last.get((cell.row, cell.column), cell.column) + 1)
            )
            text = formatted(value, cell.number_format)
            if width_of(text) * cell.font.sz / normal_size(book) > room:
                tight.append((sheet.title, cell.coordinate, text, room))
    assert checked > 2000
    assert not tight


def normal_size(book):
    """Size of the font whose digit is the unit of column widths."""
    return book._fonts[0].sz


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_in_the_wide_tables_fit_their_columns(built, language):
    """Statuses, cohorts and names are read at a glance; only the longest texts may be cut, and the widest column shows those."""
    file = built(language)
    cut = []
    for sheet in load(file):
        widths = columns_of(sheet)
        for table in sheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            for column in range(left, right + 1):
                cell = sheet.cell(top + 1, column)
                shown = [read(file)[sheet.title].at(row, column) for row in range(top + 1, bottom + 1)]
                longest = max(digits(cell, text) for text in ["", *shown] if isinstance(text, str))
                if longest > widths[column] < WIDEST - 5 / 7:
                    cut.append((sheet.title, sheet.cell(top, column).value, longest, widths[column]))
    assert not cut


def test_korean_lines_break_between_words_and_chinese_ones_after_any_sign():
    """LibreOffice draws this heading in a column of 6 digits as five lines, one for each word and one for the parenthesis.

    Of the Chinese one three signs of 1.85 digits stand in a line.
    """
    assert lines_of("매출액 대비 판매비 변동(%p)", 1, 6.0, 1.1) == 5
    assert lines_of("销售费用率变", 1, 6.0, 1.1) == 2
