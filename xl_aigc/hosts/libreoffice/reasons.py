"""The reason of an error in a cell of Calc, by the cell's address.

Calc tells a function neither which cell calls it nor an error that it is given. So the cell's formula is read from the document and
computed once more, with the values of the cells that it names. Of one with functions that only Calc knows, our calls are computed by themselves.

Runs inside LibreOffice, on its own Python: standard library and Python 3.10 only.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.errors import HostError
from xl_aigc.formula_tokens import tokens
from xl_aigc.functions.catalogue import PREFIX
from xl_aigc.functions.spelling import is_own
from xl_aigc.functions.why import NO_ERROR, general
from xl_aigc.hosts.headless import evaluate
from xl_aigc.hosts.headless_builtins import BUILTINS

_ADDRESS: Final = re.compile(
    r"(?:(?P<sheet>\$?(?:'(?:[^']|'')+'|[^'.!]+))[.!])?(?P<cell>\$?[A-Z]{1,3}\$?[0-9]{1,7})", re.IGNORECASE
)
_RANGE: Final = re.compile(
    r"(?:(?P<sheet>.+)\.)?(?P<cell>\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?)"
)


_OF_CALC: Final = (
    "Calc itself gives this error; the functions compute the formula without one. "
    "Expected one cell for each argument of AIGC.STATUS, AIGC.NAME, AIGC.SOURCE and AIGC.CLAIM, no error value in a range or an inner result "
    '(IFERROR(AIGC.BASKET();"") has none), and a formula that is computed: Ctrl+Shift+F9.'
)
"""The reason of an error that no function of ours gave: they were not asked, or Calc took no result."""


_BEYOND: Final = (
    "The array formula was entered over more cells than its result has, and this cell is beyond the result."
)
_WHOLE: Final = "Of the whole result that the cell is taken from:"


def reason_at(document: Any, address: str) -> str | None:
    """Return why a cell shows an error.

    Args:
        document: the spreadsheet, as Calc hands it to a function.
        address: of the cell, such as `B5` or `Sheet2.B5`; without a sheet it is the one that is shown.

    Returns:
        The sentence; None where the text is no address, the sheet is not there, or the formula holds more than can be computed here.
    """
    match = _ADDRESS.fullmatch(address.strip())
    sheet = _sheet(document, match["sheet"]) if match else None
    if match is None or sheet is None:
        return None
    cell = sheet.getCellRangeByName(match["cell"].replace("$", "")).getCellByPosition(0, 0)
    formula = str(cell.Formula)
    formula = formula[1:-1] if formula.startswith("{=") else formula  # of an array
    place = _place_in_array(sheet, cell) if formula != str(cell.Formula) else None
    values: dict[str, object] = {}
    text = "".join(_piece(document, sheet, each.kind, each.text, values) for each in tokens(formula[1:]))
    if not formula.startswith("="):
        return None
    if not _is_known(text):
        return _inner_reason(text, values)
    found = _reason_of_cell(text, values, place)
    return _OF_CALC if cell.getError() and (found == NO_ERROR or _is_stopped(text, values)) else found


def _is_stopped(text: str, values: dict[str, object]) -> bool:
    """Return whether one of our calls is given the result of another with an error among its cells, on which Calc gives up the whole call."""
    calls = [call for call in _own_calls(text) if _is_known(call)]
    given = (call for call in calls if any(call in other for other in calls if other != call))
    return any(_is_partly_error(call, values) for call in given if f"IFERROR({call}" not in text)


def _is_partly_error(call: str, values: dict[str, object]) -> bool:
    """Return whether a call gives a table in which some cells are errors."""
    try:
        found = evaluate(f"={call}", values)
    except HostError:
        return False
    cells = [value for row in found for value in row] if isinstance(found, list) else []
    return len({isinstance(value, CellError) for value in cells}) > 1


def _place_in_array(sheet: Any, cell: Any) -> tuple[int, int]:
    """Return the row and column of a cell in its array formula, counted from 1."""
    cursor = sheet.createCursorByRange(cell)
    cursor.collapseToCurrentArray()
    first, own = cursor.RangeAddress, cell.CellAddress
    return own.Row - first.StartRow + 1, own.Column - first.StartColumn + 1


def _reason_of_cell(text: str, values: dict[str, object], place: tuple[int, int] | None) -> str | None:
    """Return why a cell shows an error: that of its place in an array; the reason of the whole result behind a general one."""
    found = _reason(f"INDEX({text},{place[0]},{place[1]})" if place else text, values)
    if place and found == general(CellError.REF):
        return _BEYOND
    if found is None or found == NO_ERROR or found.startswith(PREFIX["vba"]):
        return found
    whole = _inner_reason(text, values)
    return f"{found} {_WHOLE} {whole}" if whole else found


def _inner_reason(text: str, values: dict[str, object]) -> str | None:
    """Return the reason of the first of our calls in a formula that gives an error; None where none does."""
    reasons = (_reason(call, values) for call in _own_calls(text) if _is_known(call))
    return next((each for each in reasons if each not in {None, NO_ERROR}), None)


def _reason(text: str, values: dict[str, object]) -> str | None:
    """Return why a part of a formula is an error; None where it can't be read."""
    try:
        return str(evaluate(f"=AIGC_WHY({text})", values))
    except HostError:
        return None


def _is_known(text: str) -> bool:
    """Return whether a part of a formula calls nothing but our functions and those that the evaluator knows."""
    names = (each.text.rstrip("(").strip() for each in tokens(text) if each.kind == "call")
    return all(is_own(name) or name.upper() in BUILTINS for name in names)


def _own_calls(text: str) -> Iterator[str]:
    """Yield the calls of our functions in a formula, the inner ones first."""
    opened: list[int | None] = []
    for each in tokens(text):
        if each.kind == "call":
            opened.append(each.start if is_own(each.text.rstrip("(").strip()) else None)
        elif each.kind == "mark" and each.text == "(":
            opened.append(None)
        elif each.kind == "mark" and each.text == ")" and opened:
            start = opened.pop()
            if start is not None:
                yield text[start : each.start + 1]


def _sheet(document: Any, name: str | None) -> Any:
    """Return a sheet by its name as a formula spells it; the one that is shown for None; None if it is not there."""
    if name is None:
        shown = document.CurrentController
        return shown.ActiveSheet if shown is not None else document.Sheets.getByIndex(0)
    plain = name.removeprefix("$").strip("'").replace("''", "'")
    return document.Sheets.getByName(plain) if document.Sheets.hasByName(plain) else None


def _piece(document: Any, own: Any, kind: str, text: str, values: dict[str, object]) -> str:
    """Return a token as the evaluator takes it; the values of a range go under a name."""
    if text == ";":
        return ","
    if "|" in text and kind != "text" and "'" not in text:  # between rows of an array constant
        return text.replace("|", ";")
    match = _RANGE.fullmatch(text) if kind == "range" else None
    sheet = own if match is None or match["sheet"] is None else _sheet(document, match["sheet"])
    if match is None or sheet is None:
        return text
    rows = [list(row) for row in sheet.getCellRangeByName(match["cell"].replace("$", "")).getDataArray()]
    if rows == [[""]]:
        rows = [[0.0]]  # as Calc hands over a single blank cell
    name = f"R{len(values) + 1}"
    values[name] = rows
    return name
