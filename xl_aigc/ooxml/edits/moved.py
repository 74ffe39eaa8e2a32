"""A formula as it reads when it is filled into another cell."""

from __future__ import annotations

import re
from typing import Final

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from xl_aigc.errors import WorkbookError

_STRUCTURED: Final = re.compile(r"(?:[^\[\]'!]+|'[^']*'!)?\[(?![^\[\]]*\][^\[\]!]*!).*\]\Z", re.DOTALL)
"""A reference into a table. `[1]Sheet!A1`, a cell of another workbook, is none."""


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula, its relative references moved.

    Args:
        formula: without `=`.
        rows: how many rows further down it is filled.
        columns: how many columns further to the right.

    Raises:
        WorkbookError: it can't be read, or a reference would leave the sheet.

    Example:
        >>> moved("SUM(A1:$B$2)*tData[[#This Row],[Q1]]+Limits!tax", 2, 1)
        'SUM(B3:$B$2)*tData[[#This Row],[Q1]]+Limits!tax'
    """
    try:
        tokens = Tokenizer(f"={formula}").items
        return "".join(_token(token, rows, columns) for token in tokens)
    except (TokenizerError, TranslatorError, IndexError, ValueError) as error:
        raise WorkbookError(f"The formula {formula!r} can't be filled into another cell: {error}.") from error


def _token(token: Token, rows: int, columns: int) -> str:
    text: str = token.value
    if token.type != Token.OPERAND or token.subtype != Token.RANGE or _STRUCTURED.match(text):
        return text
    result: str = Translator.translate_range(text, rows, columns)  # type: ignore[no-untyped-call]
    # openpyxl 3.1.5 drops the sheet of a name that belongs to a sheet (Limits!tax).
    return text if "!" in text and "!" not in result else result
