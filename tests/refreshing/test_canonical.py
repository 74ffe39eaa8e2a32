"""Formulas that mean the same have one spelling; those that do not keep apart."""

from __future__ import annotations

import pytest

from xl_aigc.refreshing.canonical import canonical, without_rows


@pytest.mark.parametrize(
    ("ours", "as_saved"),
    [
        ("SUM(Data[[Revenue]])", "SUM(Data[Revenue])"),
        ("Companies[[#This Row],[Row]]", "Companies[[#This Row],[Row]]"),
        ("'Data'!$A$1+1", "Data!$A$1+1"),
        ("_xlfn.AGGREGATE(16,6,A1:A9,0.5)", "AGGREGATE(16, 6, A1:A9, 0.50)"),
        ('if(a1=1E-3,"Yes","no")', 'IF(A1=0.001,"Yes","no")'),
    ],
)
def test_what_programs_write_otherwise_is_one_formula(ours, as_saved):
    assert canonical(ours) == canonical(as_saved)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SUM(Data[Revenue])", "SUM(Data[Net profit])"),
        ('"a b"', '"ab"'),
        ('"yes"', '"YES"'),
        ("A1", "$A$1"),
        ("Data[a b]", "Data[ab]"),
        ("1.5", "1.50001"),
        ("'My data'!A1", "'Mydata'!A1"),
    ],
)
def test_different_formulas_stay_different(one, other):
    assert canonical(one) != canonical(other)


def test_inserted_rows_change_references_and_nothing_else():
    assert without_rows(canonical("SUM($H$12:$H$37)&LOG10(2)")) == without_rows(
        canonical("SUM($H$14:$H$39)&LOG10(2)")
    )
    assert without_rows(canonical("SUM($H$12)")) != without_rows(canonical("SUM($G$12)"))
    assert without_rows(canonical('"H12"')) != without_rows(canonical('"H14"'))
