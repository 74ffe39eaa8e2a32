"""Formulas that mean the same have one spelling; those that do not keep apart."""

from __future__ import annotations

import pytest

from xl_aigc.report.canonical import Keys, Shift, canonical, with_places


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


KEYS = Keys({"Value chain": "chain"}, {("Data", "Revenue 2024H1"): "revenue", ("Companies", "R&D [m]"): "rd"})


@pytest.mark.parametrize(
    ("ours", "as_saved"),
    [
        ("SUM(Data[[Revenue 2024H1]])", "SUM(data[revenue 2024H1])"),
        ("Companies[[#This Row],[R&D '[m']]]", "Companies[@[R&D '[m']]]"),
        ("SUM($D$57:$K$59)", "SUM($D$57:$D$59:$K$59)"),
        ("IF(TRUE,1,2)", "IF(TRUE(),1,2)"),
        ('Data[[Revenue 2024H1]]&"x"', '_xlfngnumeric.ERROR("Data[[Revenue 2024H1]]&""x""")'),
        ("'Value chain'!A1", "'Value Chain'!A1"),
    ],
)
def test_names_of_sheets_and_columns_are_keys_however_they_are_spelled(ours, as_saved):
    assert KEYS.spelled(ours) == KEYS.spelled(as_saved)
    assert "@" in KEYS.spelled(ours) or "[" not in ours


def test_renaming_a_sheet_and_a_heading_changes_nothing():
    renamed = Keys({"Chain": "chain"}, {("Data", "Sales"): "revenue"})
    assert renamed.spelled("Data[[Sales]]*Chain!B2") == KEYS.spelled(
        "Data[[Revenue 2024H1]]*'Value chain'!B2"
    )
    assert renamed.spelled("Data[[Revenue 2024H1]]") != KEYS.spelled("Data[[Revenue 2024H1]]")


def test_rows_of_references_move_on_their_own_sheet_only():
    moved = {"Value chain": Shift(row=lambda row: row + 2)}
    assert with_places("SUM($H$12:H37)+Data!A1", "Value chain", moved) == "SUM($H$14:H39)+Data!A1"
    assert with_places("'Value chain'!A1&\"A1\"", "Data", moved) == "'Value chain'!A3&\"A1\""


def test_columns_of_references_move_too():
    moved = {"Value chain": Shift(column=lambda column: column + 1)}
    assert with_places("SUM($H$12:Z37)+Data!A1", "Value chain", moved) == "SUM($I$12:AA37)+Data!A1"
