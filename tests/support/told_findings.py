"""The findings that a workbook tells, and the texts of its sheets."""

from __future__ import annotations

import re

from support.sheet_reader import read

HEAD_ROW = 3
EXHIBIT = re.compile(r"(?:Exhibit |图表|도표 ?)(\d+)[:：] ?(.*)")


def findings(path):
    """The findings of the section sheets, by sheet: that of the sheet under 0, those of exhibits under their numbers."""
    found = {}
    for sheet in read(path).values():
        texts = [str(value) for row in sheet.grid for value in row if value != ""]
        exhibits = {int(match[1]): match[2] for text in texts if (match := EXHIBIT.match(text))}
        if exhibits:
            found[sheet.name] = {0: sheet.at(HEAD_ROW, 2), **exhibits}
    return found


def texts_of(path, *sheets):
    return {str(value) for name in sheets for row in read(path)[name].grid for value in row}
