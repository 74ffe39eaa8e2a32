"""Sheets of a built workbook by what they show, and the room that their texts have."""

from __future__ import annotations

import re
from collections import defaultdict

from support.fonts import width
from xl_aigc.labels import load_labels, words
from xl_aigc.metrics import STATUS

GRID = [12, *[94] * 6, 24, *[94] * 6]
"""Pixels of the columns of a section sheet."""


def sections(book):
    """Return the sheets with exhibits; the sheet of one company follows them."""
    return book.sheets.worksheets[: book.sheets.sheetnames.index(title(book, "card"))]


def title(book, key):
    return load_labels(book.language).text(f"sheets.{key}.title")


def evidence_sheets(book):
    keys = ("companies", "data", "limits", "checks", "changes", "sources", "cover")
    return [book.sheets[title(book, key)] for key in keys]


def widths_of(sheet):
    """Pixels of the columns of a sheet, by number; a digit has seven."""
    found = defaultdict(lambda: 8.43 * 7)
    for look in sheet.column_dimensions.values():
        found |= dict.fromkeys(range(look.min or 0, (look.max or 0) + 1), look.width * 7)
    return found


def ends_of(sheet):
    """The last column of merged cells, by their first cell."""
    return {(area.min_row, area.min_col): area.max_col for area in sheet.merged_cells.ranges}


def broken_lines(cell, free):
    """The lines of a text as a program breaks it that knows no rule for Chinese signs."""
    broken = []
    for part in str(cell.value).split("\n"):
        broken.append("")
        for word in re.findall(r"[\u2E80-\uABFF\uD7A4-\uFFFF]|[^\s\u2E80-\uABFF\uD7A4-\uFFFF]+\s*|\s+", part):
            if broken[-1] and width(cell, (broken[-1] + word).rstrip()) > free:
                broken.append("")
            broken[-1] += word
    return broken


def room(sheet, cell):
    """Pixels of a cell, or of the merged cells that it heads."""
    end = ends_of(sheet).get((cell.row, cell.column), cell.column)
    return sum(GRID[cell.column - 1 : end]) - 4 - 9 * cell.alignment.indent


def lines(sheet, cell):
    """The lines of a text, broken between words and where it has breaks of its own."""
    free, count = room(sheet, cell), 0
    for part in str(cell.value).split("\n"):
        count, used = count + 1, ""
        for word in re.findall(r"[\u2E80-\uFFFF]|[^\s\u2E80-\uFFFF]+\s*", part):
            if used and width(cell, (used + word).rstrip()) > free:
                count, used = count + 1, ""
            used += word
    return count


def statuses_of(book):
    return {words(book.language)[status] for status in STATUS}


def marked(text, statuses):
    """Return a text with the mark that stands before a status."""
    return f"▲ {text}" if text in statuses else text


def names_of_companies(book):
    sheet = book.sheets[load_labels(book.language).text("sheets.companies.title")]
    return {str(cell.value) for row in sheet.iter_rows(max_col=4) for cell in row}


def heads_of(sheet, language):
    """The titles of the exhibits of a sheet."""
    before, _, _ = load_labels(language).texts["head.exhibit"].partition("{")
    cells = (cell.value for row in sheet.iter_rows() for cell in row)
    return [value for value in cells if isinstance(value, str) and value.startswith(before)]
