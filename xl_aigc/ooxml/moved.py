"""A formula as it reads when it is filled into another cell."""

from __future__ import annotations

import re
from typing import Final

from openpyxl.formula.translate import Translator, TranslatorError

from xl_aigc.errors import WorkbookError
from xl_aigc.formula_tokens import Token, tokens

_STRUCTURED: Final = re.compile(r"(?:[^\[\]'!]+|'[^']*'!)?\[(?![^\[\]]*\][^\[\]!]*!).*\]\Z", re.DOTALL)
"""A reference into a table. `[1]Sheet!A1`, a cell of another workbook, is none."""


def moved(formula: str, rows: int, columns: int) -> str:
    """Move the relative references of a formula.

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
        return "".join(_moved(token, rows, columns) for token in tokens(formula))
    except (TranslatorError, IndexError, ValueError) as error:
        raise WorkbookError(f"The formula {formula!r} can't be filled into another cell: {error}.") from error


def _moved(token: Token, rows: int, columns: int) -> str:
    text = token.text
    if token.kind == "other":
        raise ValueError(f"{text!r} begins nothing that a formula may hold")
    if token.kind != "range" or _STRUCTURED.match(text):
        return text
    result: str = Translator.translate_range(text, rows, columns)  # type: ignore[no-untyped-call]
    # openpyxl 3.1.5 drops the sheet of a name that belongs to a sheet (Limits!tax).
    return text if "!" in text and "!" not in result else result
