"""Calls as Office.js makes them: cells into JSON and back, and the headless evaluator with every function called elsewhere."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE, find
from xl_aigc.functions.cells import serial
from xl_aigc.hosts import headless

# Microsoft's names of error values, Excel.ErrorCellValueType.
ERROR_TYPES = {
    "Div0": CellError.DIV0,
    "NotAvailable": CellError.NA,
    "Name": CellError.NAME,
    "Null": CellError.NULL,
    "Num": CellError.NUM,
    "Ref": CellError.REF,
    "Value": CellError.VALUE,
}
EXAMPLES = [(key, example) for key, each in CATALOGUE.items() for example in each.examples]
with Path(__file__).with_name("edge_cases.csv").open(encoding="utf-8", newline="") as lines:
    EDGE_CASES = list(csv.DictReader(lines))
EXCEL_NEVER_SENDS = ("AIGC_AS_OF(1)", "NAN", "INFINITE")
"""An argument to a function without any, which Excel lets nobody enter; NaN and infinity, which no cell holds."""
CELL_CASES = [row for row in EDGE_CASES if not any(text in row["formula"] for text in EXCEL_NEVER_SENDS)]
HEADER = ["ticker", "revenue", "revenue_prior", "net_profit", "net_profit_prior"]
RANGES = {
    "BLANK": None,
    "BLANKS": [[None, ""], [None, "n.a."]],
    "NAN": math.nan,
    "INFINITE": math.inf,
    "DAY": date(2024, 6, 30),
    "ONE": [[120]],
    # 2024-03-03 is day 45354 of the spreadsheet calendar: (45354 - 100) / 100 = 452.54.
    "MIXED": [[120], [None], ["x"], [True], [CellError.REF], ["--"], [date(2024, 3, 3)], [math.inf]],
    "MANY": [[120.0]] * 5500,
    "WIDE": [
        HEADER,
        *[[f"{place:06d}.SZ", 100.0 + place % 3, 101.0, 5.0, 4.0 + place % 2] for place in range(5500)],
    ],
}
"""What the table of edge cases means by its names of ranges; a date reaches a function as its serial number."""


def payload(function, arguments):
    """The body of a call, as xlwings' own JavaScript builds it."""
    return {
        "client": "Office.js",
        "func_name": f"aigc_{function.lower()}",
        "args": [_argument(each) for each in arguments],
        "caller_address": "[Book1]Sheet1!A1",
        "session_id": "test",
        "culture_info_name": "en-US",
        "date_format": "m/d/yyyy",
        "version": "0.0.0",
        "runtime": "1.4",
    }


def _argument(value):
    """An argument left out is null; any other is rows of cells, a single cell too."""
    if value is None:
        return None
    rows = value if isinstance(value, list) else [[value]]
    return [[_cell(each) for each in row] for row in rows]


def _cell(value):
    if isinstance(value, CellError):
        return {"type": "Error", "basicType": "Error", "basicValue": value.value}
    return serial(value) if isinstance(value, date) else value


def outcome(result):
    """The cells of an answer; one cell alone, several as rows."""
    rows = [[_read(value) for value in row] for row in result]
    return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows


def _read(value):
    """A cell of an answer. The text of an error value is none: ISERROR would be FALSE."""
    if isinstance(value, dict):
        assert value["type"] == "Error", value
        return ERROR_TYPES[value["errorType"]]
    assert value not in {error.value for error in CellError}, f"{value} came as a text"
    return value


@dataclass(frozen=True)
class Elsewhere:
    """A function of the catalogue that is called in another process."""

    key: str
    send: object

    def call(self, *arguments):
        return outcome(self.send(payload(self.key, arguments)))


def evaluate(formula, send, monkeypatch, ranges=None):
    """The value of a formula whose AIGC functions are called by `send`, which takes a body and gives the result."""

    def find_elsewhere(name):
        found = find(name)
        return found and Elsewhere(found.key, send)

    with monkeypatch.context() as patch:
        patch.setattr(headless, "find", find_elsewhere)
        return headless.evaluate(formula, ranges)


def agree(got, expected):
    """Whether two outcomes have one shape and agree in every cell: numbers to 1e-9, the rest exactly."""
    if not isinstance(got, list) or not isinstance(expected, list):
        return _same(got, expected)
    shapes = [[len(row) for row in rows] for rows in (got, expected)]
    return shapes[0] == shapes[1] and all(map(_same, chain(*got), chain(*expected)))


def _same(got, expected):
    if isinstance(expected, CellError) and expected not in ERROR_TYPES.values():
        expected = CellError.VALUE  # xlwings makes no true error of Excel's newer ones
    if isinstance(got, bool) or isinstance(expected, bool):
        return got is expected
    if isinstance(got, (int, float)) and isinstance(expected, (int, float)):
        return math.isclose(got, expected, rel_tol=1e-9, abs_tol=1e-12)
    return type(got) is type(expected) and got == expected
