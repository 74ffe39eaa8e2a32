"""The functions that a formula calls are those that openpyxl's tokenizer, which follows Excel's own grammar, finds."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from openpyxl.formula import Tokenizer

from xl_aigc.ooxml.formula_words import called, mentioned


def by_openpyxl(formula):
    tokens = Tokenizer(formula).items
    opened = (token.value for token in tokens if (token.type, token.subtype) == ("FUNC", "OPEN"))
    return {name.rstrip("(").strip().rpartition("!")[2].upper() for name in opened}


@pytest.mark.parametrize(
    "formula",
    [
        '=IF(A1="F(",G(1),"say ""H(2)""")',
        "='it''s F(1)'!A1+SUM('a(b'!B1:B2)",
        "=SUM(Data[F(],Data[[#This Row],['[G(']]])",
        "=_xlfn.ANCHORARRAY(A1)+_xldudf_OUR_YOY(1,2)+OUR.YOY(3,{4,5;6,7})",
        "=[1]!OUR_YOY(A1)+Sheet1!B2*-(1+2)",
        '=INDEX(Table1[增收],MATCH("利润(元)",Table1[名称],0))',
        "=A1+1E5+rate",
    ],
)
def test_the_functions_of_a_formula(formula):
    assert called(formula) == by_openpyxl(formula)


def test_the_functions_of_every_formula_of_the_report(english):
    sheets = load_workbook(english).worksheets
    formulas = {
        str(cell.value)
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert len(formulas) > 1000
    assert [formula for formula in formulas if called(formula) != by_openpyxl(formula)] == []


def test_names_are_told_from_functions_texts_and_columns():
    assert mentioned("=rate*F(税率)+Data[rate2]&\"rate3\"&'rate4'!rate5") >= {"RATE", "税率", "RATE5"}
    assert not mentioned("=F(1)+Data[rate2]&\"rate3\"&'rate4'!A1") & {"RATE2", "RATE3", "RATE4", "F"}
