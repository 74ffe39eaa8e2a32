r"""Texts of a CSV file that a spreadsheet program would run as formulas, written so that it shows them.

Such a text gets an apostrophe in front, as people type one, and the reader of a data folder takes it off again. A text that
itself begins so gets one more, so that every text reads back as it was.
"""

from __future__ import annotations

import re
from typing import Final

from xl_aigc.data.numerals import is_plain

# What begins a formula in Excel, WPS or LibreOffice, after the blanks that an import drops; also in full width.
_FIRST: Final = frozenset("'=+-@\t\r\n＝＋－＠")
_RUN: Final = re.compile(r"'*+[=+\-@\t\r\n＝＋－＠]")
_SHOWN: Final = re.compile(r"'++[=+\-@\t\r\n＝＋－＠]")


def shown_in_spreadsheets(text: str) -> str:
    r"""A text as a CSV file holds it; a plain number stays one.

    Example:
        >>> shown_in_spreadsheets("=1+1"), shown_in_spreadsheets("-5"), shown_in_spreadsheets("'=1")
        ("'=1+1", '-5', "''=1")
    """
    return f"'{text}" if text[:1] in _FIRST and _RUN.match(text) and not is_plain(text) else text


def read_from_csv(text: str) -> str:
    """The inverse of `shown_in_spreadsheets`.

    Example:
        >>> read_from_csv("'=1+1"), read_from_csv("'t Hart"), read_from_csv("''=1")
        ('=1+1', "'t Hart", "'=1")
    """
    return text[1:] if _SHOWN.match(text) else text
