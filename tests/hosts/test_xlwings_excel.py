"""xlwings registers every function of the catalogue, and its COM server calls them with the documented outcome."""

from __future__ import annotations

import dataclasses
import math
import re
from datetime import date

import pytest
from support.com_server import fresh_python
from support.excel_server import SCODES
from support.office_js_calls import CELL_CASES, RANGES

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.cells import serial
from xl_aigc.functions.limits import VBA_RESERVED
from xl_aigc.hosts import headless
from xl_aigc.hosts.excel.marks import MARK
from xl_aigc.hosts.xlwings_excel import hosted

EXAMPLES = [example for each in CATALOGUE.values() for example in each.examples]


@pytest.fixture(scope="module")
def registered(com_server):
    return com_server.ask(registered=True)


def test_every_function_is_registered_under_its_name(registered):
    assert registered.keys() == {each.name() for each in CATALOGUE.values()}


@pytest.mark.parametrize("function", CATALOGUE.values(), ids=lambda each: each.key)
def test_what_xlwings_holds_of_a_function_is_what_the_catalogue_says(registered, function):
    held = registered[function.name()]
    assert held["category"] == "AIGC"
    assert held["call_in_wizard"] is not function.heavy
    assert held["volatile"] is False
    assert held["async_mode"] is None
    assert held["ret"]["doc"] == function.en
    assert [each["name"] for each in held["args"]] == [each.parameter for each in function.arguments]
    assert [each["doc"] for each in held["args"]] == [each.en for each in function.arguments]
    for each in held["args"]:
        assert each["options"] == {"ndim": 2, "err_to_str": True}
        assert not each["vararg"]
        assert each["name"] != "caller"  # xlwings would put the calling cell there


def test_texts_keep_to_the_limits_of_the_wizard(registered):
    for held in registered.values():
        texts = [each["doc"] for each in held["args"]]
        assert len(held["ret"]["doc"]) <= 255
        assert sum(map(len, texts)) <= 254


def test_arguments_behind_an_optional_one_are_optional_too(registered):
    members = registered["AIGC_MEMBERS"]["args"]
    assert ["optional" in each for each in members] == [True, True, True, True, True]
    assert ["optional" in each for each in registered["AIGC_CLAIM"]["args"]] == [False, True]


def sent(argument, form):
    """An argument of a formula as Excel sends it: in a Range, or as values."""
    if argument is None:
        return {"missing": True}
    if isinstance(argument, CellError):
        return {"error": argument.value}
    if isinstance(argument, list):
        return {form: [[sent_cell(value) for value in row] for row in argument]}
    return sent_cell(argument)


def sent_cell(value):
    if isinstance(value, CellError):
        return {"error": value.value}
    return serial(value) if isinstance(value, date) else value  # the VBA module sends Value2


def received(outcome):
    """What Excel gets, with marks read as the VBA module reads them."""
    if isinstance(outcome, list):
        rows = outcome if isinstance(outcome[0], list) else [outcome]
        return [[received(value) for value in row] for row in rows]
    return CellError(outcome[1:]) if isinstance(outcome, str) and outcome.startswith(MARK) else outcome


def same(got, expected):
    if isinstance(expected, list):
        return len(got) == len(expected) and all(
            len(one) == len(other) and all(map(same, one, other))
            for one, other in zip(got, expected, strict=True)
        )
    if isinstance(expected, (int, float)) and not isinstance(expected, bool):
        return isinstance(got, float) and math.isclose(got, expected, rel_tol=1e-9, abs_tol=1e-12)
    return got == expected


@pytest.fixture
def evaluate(com_server, monkeypatch):
    """The value of a formula whose AIGC functions are called through xlwings' COM server."""

    def in_excel(formula, form, ranges=None):
        with monkeypatch.context() as patch:
            patch.setattr(headless, "find", found_in_excel(com_server, headless.find, form))
            got = headless.evaluate(formula, ranges)
        # Excel's numbers are doubles; only a function of Excel's own, such as ROWS, is left with Python's integers here.
        return float(got) if isinstance(got, int) and not isinstance(got, bool) else got

    return in_excel


def found_in_excel(com_server, find, form):
    """The catalogue's functions, each called in the COM server; ranges as Range objects or as values."""

    def find_in_excel(name):
        found = find(name)
        if found is None:
            return None

        def call(*given):
            return received(com_server.call(found.name(), *(sent(each, form) for each in given)))

        return dataclasses.replace(found, call=call)

    return find_in_excel


@pytest.mark.parametrize("form", ["range", "rows"])
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.formula)
def test_an_example_gives_its_documented_result_through_the_com_server(evaluate, example, form):
    got = evaluate(example.formula, form)
    assert same(got, example.result), got


@pytest.mark.parametrize("form", ["range", "rows"])
@pytest.mark.parametrize("row", CELL_CASES, ids=lambda row: f"{row['function']}: {row['case']}")
def test_the_table_of_edge_cases_holds_through_the_com_server(evaluate, row, form):
    got, expected = evaluate(row["formula"], form, RANGES), headless.evaluate(row["expected"])
    assert same(got, expected), f"{row['formula']} gave {got!r}, expected {expected!r}"


def test_an_error_in_a_cell_comes_out_unchanged(com_server):
    for error in map(CellError, SCODES):  # the seven that xlwings knows
        assert com_server.call("AIGC_YOY", {"error": error.value}, 100) == MARK + error.value
        rows = {"range": [[{"error": error.value}], [110]]}
        assert com_server.call("AIGC_YOY", rows, 100) == [[MARK + error.value], [0.1]]


def test_a_blank_cell_is_missing_and_not_an_empty_text(com_server):
    assert com_server.call("AIGC_YOY", None, 100) == MARK + "#N/A"
    assert com_server.call("AIGC_YOY", "", 100) == MARK + "#N/A"
    assert com_server.call("AIGC_YOY", {"range": [[None], [110]]}, 100) == [[MARK + "#N/A"], [0.1]]


def test_a_text_where_a_number_is_due_is_an_error_value_and_no_sentence(com_server):
    assert com_server.call("AIGC_YOY", "twelve", 100) == MARK + "#VALUE!"
    assert com_server.call("AIGC_UNIT", 1, "moon") == MARK + "#VALUE!"


def test_a_row_of_cells_stays_a_row_and_a_column_a_column(com_server):
    # One row over one column is a grid; were the row taken for a column, this would be two cells.
    row, column = {"range": [[110, 120]]}, {"range": [[100], [50]]}
    assert com_server.call("AIGC_YOY", row, column) == [[0.1, 0.2], [1.2, 1.4]]
    assert com_server.call("AIGC_YOY", row, 100) == [0.1, 0.2]  # COM's form of one row
    assert com_server.call("AIGC_YOY", column, 100) == [[0.0], [-0.5]]


def test_whole_numbers_reach_excel_as_doubles():
    # AIGC_ABOVE counts: 2 of 3 values stand above 1.
    outcome = hosted(CATALOGUE["ABOVE"])([[1.0], [2.0], [3.0]], [[1.0]])
    assert (outcome, type(outcome)) == (2.0, float)


def test_a_boolean_stays_a_boolean(com_server):
    flags = com_server.call("AIGC_SCREEN", {"rows": [["net_profit", "net_profit_prior"], [-1, 2]]}, True)
    assert any(value is True for row in flags for value in row)


def test_arguments_left_out_are_those_that_vba_does_not_pass_either(com_server):
    explicit = com_server.call("AIGC_STATUS", 5, 4, "en")
    assert com_server.call("AIGC_STATUS", 5, 4, {"missing": True}) == explicit
    assert com_server.call("AIGC_STATUS", 5, 4, None) == explicit


def test_xlwings_own_wrapper_of_the_catalogue_has_a_function_for_each(com_server):
    text = com_server.ask(wrapper=True)
    names = re.findall(r"^Function (\w+)\(", text, re.MULTILINE)
    assert sorted(names) == sorted(each.name() for each in CATALOGUE.values())
    assert text.count("\nEnd Function") == len(names)
    guarded = text.count(
        'If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function'
    )
    assert guarded == sum(each.heavy for each in CATALOGUE.values())


WRAPPER = re.compile(
    r"""Function[ ](?P<name>\w+)\((?P<given>[^()]*)\)\n
    (?:[ ]+If[ ]\(Not[ ]Application\.CommandBars\("Standard"\)\.Controls\(1\)\.Enabled\)[ ]Then[ ]Exit[ ]Function\n)?
    [ ]+\#If[ ]App[ ]=[ ]"Microsoft[ ]Excel"[ ]Then\n
    [ ]+If[ ]TypeOf[ ]Application\.Caller[ ]Is[ ]Range[ ]Then[ ]On[ ]Error[ ]GoTo[ ]failed\n
    [ ]+(?P=name)[ ]=[ ]XLPy\.CallUDF\("[\w.]+",[ ]"(?P=name)",[ ]Array\((?P<sent>[^()]*)\),[ ]ThisWorkbook,[ ]Application\.Caller\)\n
    [ ]+Exit[ ]Function\n[ ]+\#Else\n
    [ ]+(?P=name)[ ]=[ ]XLPy\.CallUDF\("[\w.]+",[ ]"(?P=name)",[ ]Array\((?P=sent)\)\)\n
    [ ]+Exit[ ]Function\n[ ]+\#End[ ]If\n
    failed:\n[ ]+(?P=name)[ ]=[ ]Err\.Description\nEnd[ ]Function\n+""",
    re.VERBOSE,
)


def test_xlwings_own_wrapper_is_vba_to_the_last_character(com_server):
    text = com_server.ask(wrapper=True).replace("\r\n", "\n")
    found = list(WRAPPER.finditer(text))
    assert "".join(match[0] for match in found).strip() == text[text.index("Function ") :].strip()
    for match in found:
        given = [each.strip() for each in match["given"].split(",") if each.strip()]
        names = [each.removeprefix("Optional ") for each in given]
        assert match["sent"] == ", ".join(names)
        assert all(re.fullmatch(r"[A-Za-z]\w*", name) and name.lower() not in VBA_RESERVED for name in names)
        optional = [each.startswith("Optional ") for each in given]
        assert optional == sorted(optional)  # VBA takes none that is due behind one that is not


def test_importing_the_module_brings_no_library_that_xlwings_has_not(tmp_path):
    code = (
        "import sys, xlwings\nbefore = set(sys.modules)\nimport xl_aigc.hosts.xlwings_excel\n"
        "print(*{name.split('.')[0] for name in set(sys.modules) - before})"
    )
    assert not set(fresh_python(code, tmp_path).split()) & {
        "pandas",
        "numpy",
        "openpyxl",
        "lxml",
        "sqlalchemy",
        "yaml",
    }


QUESTIONS = "xl_aigc.hosts.xlwings_questions"


def note(com_server, address):
    return com_server.ask(module=QUESTIONS, function="note_cell", arguments=[address])


def test_the_reason_of_an_error_is_found_by_the_cell_that_shows_it(com_server):
    first, second = "[a.xlsm]Data!$B$1", "'[a.xlsm]My sheet'!$B$2"
    com_server.call("AIGC_YOY", "abc", 100)
    assert note(com_server, first) is True
    com_server.call("AIGC_UNIT", 1, "moon")
    assert note(com_server, second) is True
    why = {
        address: com_server.call("AIGC_WHY", {"rows": [[address, {"error": "#VALUE!"}]]})
        for address in (first, second)
    }
    assert why[first].startswith("AIGC_YOY: 'abc' is not a number")
    assert why[second].startswith("AIGC_UNIT: There is no unit 'moon'")
    # An error that the cell shows for another reason is not explained by its last refusal.
    assert "moon" not in com_server.call("AIGC_WHY", {"rows": [[second, {"error": "#REF!"}]]})
    com_server.call("AIGC_YOY", 120, 100)
    assert note(com_server, first) is False


def test_the_log_that_the_button_opens_is_that_of_the_functions(com_server):
    path = com_server.ask(module=QUESTIONS, function="log_file", arguments=[])
    assert path.endswith("functions.log")
