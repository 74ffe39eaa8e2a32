"""LibreOffice opens the macro workbook, compiles our module, and runs every wrapper from a cell.

What comes back comes from Python through xlwings' COM server. Three things differ from Excel, and none is ours: xlwings' own
module is a stub (Basic does not compile its Windows declarations); a Range has `Value` and no `Value2`; and Calc shows what
`CVErr` makes as the text `Error 2042`, so that the kind of the value is asked for in Basic. An argument left out between two others
arrives in Basic as a value, so that examples which do so are called with the value that they leave out; and an error value that is an
argument arrives as a text, so that no error can be asked about.
"""

from __future__ import annotations

import math
import re
from typing import get_args

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from support.macro_run import for_libreoffice, run
from support.macro_stub import stubbed_project

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.excel import workbook as host
from xl_aigc.hosts.excel.examples import SHEET, example_cells, examples_workbook
from xl_aigc.hosts.excel.vba.wrappers import MODULE
from xl_aigc.refreshing.open_refresh import Part

NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}
REFRESHES = {"Refresh_Workbook": "book", "Refresh_Sheet": "sheet", "Refresh_Selection": "selection"}
LEAVES_OUT = re.compile(r"[(,],|AIGC_WHY")
PROBES = """
Public Function PROBE_KIND() As Variant
    PROBE_KIND = VarType(AIGC_YOY(1#, 0#)) & " " & CLng(AIGC_YOY(1#, 0#))
End Function
Public Function PROBE_KIND_IN_ARRAY() As Variant
    Dim cells As Variant
    cells = AIGC_RANK(Array(30#, "n.a.", 50#))
    PROBE_KIND_IN_ARRAY = UBound(cells, 1) & UBound(cells, 2) & " " & VarType(cells(0, 1)) & " " & CLng(cells(0, 1))
End Function
"""
WITH_CELLS = {
    "P1": ("=AIGC_YOY(R1:R2;S1:S2)", [[0.2], [-0.5]]),
    "P4": ("=AIGC_YOY(R1;S1)", [[0.2]]),
    "P6": ("=AIGC_YOY(R1:R3;100)", [[0.2], [-0.5], ["Error 2042"]]),
    "P10": ("=PROBE_KIND()", [["10 2007"]]),
    "P11": ("=PROBE_KIND_IN_ARRAY()", [["02 10 2042"]]),
    "P12": ('=AIGC_COVERAGE("default";"revenue";"2024H1")*55', [[54]]),
    "P13": ('=AIGC_MEMBERS({"name";"layer"|"A";"x"|"B";"y"};"layer";"x";"name")', [["name"], ["A"]]),
    "P16": ("=AIGC_ABOVE(R:R;60)", [[1]]),
}
"""Formulas over the cells R1:S3 (120, 50, blank; 100, 100, blank), by hand: 120/100 - 1, 50/100 - 1, and a blank is missing.
Of the whole column R one number is above 60."""


def spread(address, rows):
    """The cells that an array fills, each with its value."""
    column, row = coordinate_from_string(address)
    first = ord(column) - ord("A") + 1
    return {
        f"{get_column_letter(first + across)}{row + down}": value
        for down, line in enumerate(rows)
        for across, value in enumerate(line)
    }


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What the cells of the examples show, the calls that reached Python, and what is shown without Python."""
    with for_libreoffice(PROBES):
        book = host.macro_workbook(examples_workbook(), stubbed_project())
    expected = {address: _rows(example) for address, example in example_cells().items()}
    cells = [cell for address, rows in expected.items() for cell in spread(address, rows)]
    cells += [cell for address, (_, rows) in WITH_CELLS.items() for cell in spread(address, rows)]
    return run(
        book,
        tmp_path_factory.mktemp("macros"),
        sheet=SHEET,
        cells=cells,
        values={"R1": 120, "R2": 50, "S1": 100, "S2": 100},
        recovery=[f"{MODULE}.AigcRetry"],
        macros=[f"{MODULE}.{name}" for name in REFRESHES],
        formulas={
            f"{address}:{list(spread(address, rows))[-1]}": formula
            for address, (formula, rows) in WITH_CELLS.items()
        },
    )


def _rows(example):
    return example.result if isinstance(example.result, list) else [[example.result]]


def agrees(got, wanted):
    if isinstance(wanted, CellError):
        return got == f"Error {NUMBERS[wanted.value]}"
    if isinstance(wanted, bool):
        return got == str(wanted).upper() or got == wanted
    if isinstance(wanted, (int, float)):
        return isinstance(got, (int, float)) and math.isclose(got, wanted, rel_tol=1e-9, abs_tol=1e-12)
    return got == wanted


@pytest.mark.slow
def test_every_wrapper_reaches_python(shown):
    assert set(shown["calls"]) == {each.name() for each in CATALOGUE.values()}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "example"),
    [
        pytest.param(*each, id=each[1].formula)
        for each in example_cells().items()
        if not LEAVES_OUT.search(each[1].formula)
    ],
)
def test_an_example_shows_its_documented_result(shown, address, example):
    for cell, wanted in spread(address, _rows(example)).items():
        assert agrees(shown["after"][cell], wanted), (cell, shown["after"][cell], wanted)


@pytest.mark.slow
@pytest.mark.parametrize("address", WITH_CELLS)
def test_cells_reach_python_and_errors_are_of_vbas_own_kind(shown, address):
    formula, rows = WITH_CELLS[address]
    for cell, wanted in spread(address, rows).items():
        assert agrees(shown["after"][cell], wanted), (formula, cell, shown["after"][cell])


@pytest.mark.slow
def test_without_python_a_cell_shows_an_error_and_no_sentence(shown):
    assert shown["before"]["D4"] == "Error 2015"


@pytest.mark.slow
def test_cells_that_failed_are_computed_once_python_answers(shown):
    address, example = next(iter(example_cells().items()))
    assert shown["before"][address] == "Error 2015"
    assert shown["recovered"][address] == pytest.approx(example.result)


@pytest.mark.slow
def test_the_macros_of_the_refresh_run_python_that_can_be_run(shown):
    imported, called = zip(*(command.split("; ") for command in shown["commands"]), strict=True)
    assert set(imported) == {"from xl_aigc.refreshing.macros import refresh_workbook"}
    assert list(called) == [f"refresh_workbook({part!r})" for part in REFRESHES.values()]
    exec(imported[0], {})
    assert list(REFRESHES.values()) == list(get_args(Part))
