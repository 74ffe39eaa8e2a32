"""The text of the VBA module keeps to what VBA takes, and has one function for each of the catalogue."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from xl_aigc.errors import FunctionError
from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.limits import VBA_RESERVED
from xl_aigc.hosts.excel.intellisense import intellisense_rows
from xl_aigc.hosts.excel.marks import MARK, marked
from xl_aigc.hosts.excel.vba.wrappers import _checked, module_text

BLOCKS = (
    ("Function", r"(?:Public |Private )?Function \w+\(", r"End Function$"),
    ("Sub", r"(?:Public |Private )?Sub \w+\(", r"End Sub$"),
    ("If", r"(?:Else)?If .* Then$", r"End If$"),
    ("For", r"For ", r"Next\b"),
    ("Select", r"Select Case ", r"End Select$"),
)


@pytest.fixture(scope="module")
def text():
    return module_text()


@pytest.fixture(scope="module")
def statements(text):
    """Logical lines without comments, texts in quotes emptied, continued lines joined."""
    joined = re.sub(r" _\r\n\s*", " ", text)
    lines = [re.sub(r'"(?:[^"]|"")*"', '""', line) for line in joined.split("\r\n")]
    return [line.partition("'")[0].strip() for line in lines if line.partition("'")[0].strip()]


def test_lines_end_and_are_as_long_as_vba_takes_them(text):
    assert text.isascii()
    assert "\n" not in text.replace("\r\n", "")
    assert max(map(len, text.split("\r\n"))) <= 1023
    assert not re.search(r"(?: _\r\n[^\r]*){25}", text)  # at most 24 continuations
    assert len(text) < 65_536  # what a module of VBA holds


def test_every_block_is_closed_where_it_was_opened(statements):
    waiting = []
    for line in statements:
        for kind, opens, closes in BLOCKS:
            if re.match(closes, line):
                assert waiting[-1:] == [kind], line
                waiting.pop()
            elif re.match(opens, line) and not line.startswith(("ElseIf", "Exit")):
                waiting.append(kind)
                break
    assert waiting == []


def test_quotes_and_brackets_are_even(text):
    for line in re.sub(r" _\r\n\s*", " ", text).split("\r\n"):
        code = re.sub(r'"(?:[^"]|"")*"', "", line)
        comment = code.find("'")
        code = code if comment < 0 else code[:comment]
        assert '"' not in code, line
        assert code.count("(") == code.count(")"), line


def test_attributes_stand_first_or_directly_in_their_function(text):
    lines = text.split("\r\n")
    assert lines[:2] == ['Attribute VB_Name = "xl_aigc"', "Option Explicit"]
    current = None
    for before, line in pairwise(lines):
        if match := re.match(r"Public Function (\w+)", line):
            current = match[1]
        if line.startswith("Attribute "):
            assert line.startswith(f"Attribute {current}.")
            assert before.startswith(("Public Function", "Attribute"))


@pytest.mark.parametrize("function", CATALOGUE.values(), ids=lambda each: each.key)
def test_each_function_has_one_wrapper(text, function):
    pattern = rf"^Public Function {function.name()}\(([^\r]*)\) As Variant\r\n(.*?)^End Function\r$"
    found = re.findall(pattern, text, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    signature, body = found[0]
    parameters = re.findall(r"(Optional )?(\w+) As Variant", signature)
    assert [name for _, name in parameters] == [each.parameter for each in function.arguments]
    optional = [bool(word) for word, _ in parameters]
    assert optional == sorted(optional)  # VBA: none that is due behind an optional one
    assert all(word or not each.optional for word, each in zip(optional, function.arguments, strict=True))
    assert not {name.casefold() for _, name in parameters} & VBA_RESERVED
    assert ("AigcInWizard" in body) is function.heavy
    reader = "AigcOutcome" if function.key == "WHY" else "AigcValues"
    values = ", ".join(f"{reader}({name})" for _, name in parameters)
    assert f'{function.name()} = AigcCall("{function.name()}", Array({values}))' in body


def test_no_two_procedures_have_one_name(text):
    names = re.findall(r"^(?:Public |Private )?(?:Function|Sub) (\w+)", text, re.MULTILINE)
    assert len({name.casefold() for name in names}) == len(names)
    assert "xl_aigc" not in names  # a module and a procedure of one name: #NAME? in cells


def test_every_error_has_its_number(text):
    # The constants of XlCVError, as Microsoft lists them.
    cases = dict(re.findall(r'Case "(#.*?)": AigcCell = CVErr\((\d+)\)', text))
    assert cases == {
        "#GETTING_DATA": "2043",
        "#CONNECT!": "2046",
        "#BLOCKED!": "2047",
        "#UNKNOWN!": "2048",
        "#FIELD!": "2049",
        "#BUSY!": "2051",
        "#NULL!": "2000",
        "#DIV/0!": "2007",
        "#VALUE!": "2015",
        "#REF!": "2023",
        "#NAME?": "2029",
        "#NUM!": "2036",
        "#N/A": "2042",
        "#SPILL!": "2045",
        "#CALC!": "2050",
    }
    assert f"ERROR_MARK As Long = {ord(MARK)}" in text
    assert 0xE000 <= ord(MARK) <= 0xF8FF


def test_a_line_that_vba_would_refuse_is_refused_before():
    function = next(iter(CATALOGUE.values()))
    with pytest.raises(FunctionError, match="YOY"):
        list(_checked(function, ["x" * 1024]))
    with pytest.raises(FunctionError, match="YOY"):
        list(_checked(function, ["亿"]))


def test_infinity_and_none_never_come_this_far():
    # `Function.call` gives results only; the marks have nothing else to turn.
    for each in CATALOGUE.values():
        outcome = marked(each.call(*[float("inf")] * len(each.arguments)))
        cells = [cell for row in outcome for cell in row] if isinstance(outcome, list) else [outcome]
        assert all(isinstance(cell, (float, str, bool)) for cell in cells)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_help_sheet_has_a_row_for_each_function(language):
    rows = intellisense_rows(language, "https://example.org/functions.md")
    assert rows[0][0] == "FunctionInfo"
    assert [row[0] for row in rows[1:]] == [each.name() for each in CATALOGUE.values()]
    for row, function in zip(rows[1:], CATALOGUE.values(), strict=True):
        assert row[1] == getattr(function, language)
        assert row[2] == f"https://example.org/functions.md#{function.name().lower()}"
        assert row[3::2] == tuple(
            f"[{each.name}]" if each.optional else each.name for each in function.arguments
        )
        assert row[4::2] == tuple(getattr(each, language) for each in function.arguments)
