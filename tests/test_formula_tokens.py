"""The tokeniser of formulas agrees with openpyxl's, which follows Excel's own grammar."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula import Tokenizer

from xl_aigc.formula_tokens import called, mentioned, tokens
from xl_aigc.ooxml.book import Book

if TYPE_CHECKING:
    from openpyxl.formula.tokenizer import Token

OURS = {
    ("OPERAND", "TEXT"): "text",
    ("OPERAND", "NUMBER"): "number",
    ("OPERAND", "LOGICAL"): "truth",
    ("OPERAND", "ERROR"): "error",
    ("OPERAND", "RANGE"): "range",
    ("FUNC", "OPEN"): "call",
    ("WHITE-SPACE", ""): "space",
}
"""Our word for each type of openpyxl's; every other is an operator or a mark."""


def by_openpyxl(formula: str) -> list[tuple[str, str]]:
    found = [(OURS.get((token.type, token.subtype), "sign"), token.value) for token in items(formula)]
    # openpyxl calls `Sheet1!#REF!` an error; for us it is a range that names one.
    return [("range" if kind == "error" and "!#" in text else kind, text) for kind, text in found]


def items(formula: str) -> list[Token]:
    return Tokenizer(f"={formula}").items


def by_us(formula: str) -> list[tuple[str, str]]:
    signs = {"operator": "sign", "mark": "sign"}
    return [(signs.get(token.kind, token.kind), token.text) for token in tokens(formula)]


SPELLED = [
    'IF(A1="F(",G(1),"say ""H(2)""")',
    "'it''s F(1)'!A1+SUM('a(b'!B1:B2)",
    "SUM(Data[F(],Data[[#This Row],['[G(']]])",
    "_xlfn.ANCHORARRAY(A1)+_xldudf_OUR_YOY(1,2)+OUR.YOY(3,{4,5;6,7})",
    "[1]!OUR_YOY(A1)+Sheet1!B2*-(1+2)",
    'INDEX(Table1[增收],MATCH("利润(元)",Table1[名称],0))',
    "A1+1E5+rate+1.5e-3+.5+1E+300",
    "SUM($A:$A,1:3,A1:INDEX(B1:B9,2))",
    "IF(TRUE,FALSE(),#N/A)&Sheet1!#REF!",
    "-50%<>2^3",
]


@pytest.mark.parametrize("formula", SPELLED)
def test_a_formula_has_the_tokens_that_openpyxl_finds(formula):
    assert by_us(formula) == by_openpyxl(formula)


def test_every_formula_of_the_report_has_the_tokens_that_openpyxl_finds(english):
    with Book(english) as book:
        cells = (cell for sheet in book.sheets for cell in book.cells(sheet).values())
        formulas = {cell.formula for cell in cells if cell.formula}
    assert len(formulas) > 1000
    assert [formula for formula in formulas if by_us(formula) != by_openpyxl(formula)] == []


# openpyxl takes INF and NAN for numbers, as Python does; to Excel they are names.
NAMES = st.text(string.ascii_letters + "利润_", min_size=1, max_size=6).filter(
    lambda name: name.upper() not in {"TRUE", "FALSE", "INF", "NAN"}
)
QUOTED = st.text("ab '(\",1", min_size=1, max_size=6)
NUMBERS = st.one_of(
    st.integers(0, 10**12).map(str), st.floats(0, 1e300, allow_nan=False).map(lambda number: f"{number:g}")
)
ADDRESSES = st.sampled_from(["A1", "$B$2", "C3:D$9", "$A:$B", "2:7", "XFD1048576"])
COLUMNS = st.text("ab (,1", min_size=1, max_size=6).map(str.strip).filter(bool)
RANGES = st.one_of(
    ADDRESSES,
    NAMES,
    st.builds("{}!{}".format, NAMES, ADDRESSES),
    st.builds(lambda sheet, at: f"'{sheet.replace(chr(39), chr(39) * 2)}'!{at}", QUOTED, ADDRESSES),
    st.builds("{}[{}]".format, NAMES, COLUMNS),
    st.builds("{}[[#This Row],[{}]]".format, NAMES, COLUMNS),
)
TEXTS = QUOTED.map(lambda text: '"' + text.replace('"', '""') + '"')
LEAVES = st.one_of(NUMBERS, RANGES, TEXTS, st.sampled_from(["TRUE", "FALSE", "#N/A", "#DIV/0!", "{1,2;3,4}"]))
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds("{}{}{}".format, inner, st.sampled_from([*"+-*/^&=<>", "<>", "<=", ">="]), inner),
        st.builds(lambda name, parts: f"{name}({','.join(parts)})", NAMES, st.lists(inner, max_size=3)),
        inner.map("({})".format),
        inner.map("-{}".format),
        inner.map("{}%".format),
    ),
    max_leaves=12,
)


@given(FORMULAS)
def test_a_random_formula_has_the_tokens_that_openpyxl_finds(formula):
    assert by_us(formula) == by_openpyxl(formula)


@given(st.text(string.printable + "利润", max_size=40))
def test_any_text_is_the_sum_of_its_tokens(text):
    assert "".join(token.text for token in tokens(text)) == text


def test_the_functions_of_a_formula_are_told_from_texts_and_columns():
    assert called("IF(A1=\"F(\",[1]!my.fn(Data[G(]),'H(1)'!B2)") == {"IF", "MY.FN"}


def test_names_are_told_from_functions_texts_and_columns():
    assert mentioned("rate*F(税率)+Data[rate2]&\"rate3\"&'rate4'!rate5") >= {"RATE", "税率", "RATE5"}
    assert not mentioned("F(1)+Data[rate2]&\"rate3\"&'rate4'!A1") & {"RATE2", "RATE3", "RATE4", "F"}
