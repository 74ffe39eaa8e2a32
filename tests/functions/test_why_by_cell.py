"""AIGC_WHY finds a refusal by the cell and the person that asked: hosts call from many cells in turn."""

from __future__ import annotations

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE

WHY, YOY, UNIT = (CATALOGUE[key].call for key in ("WHY", "YOY", "UNIT"))


def test_cells_of_formulas_that_are_computed_in_turn_do_not_mix(calling):
    for address, text in (("[B]S!A1", "first"), ("[B]S!A2", "second")):
        calling("me", address)
        YOY(text, 1.0)
    for address, text in (("[B]S!A1", "first"), ("[B]S!A2", "second")):
        calling("me", address)
        assert WHY("#VALUE!") == f"AIGC_YOY: '{text}' is not a number."


def test_a_cell_is_found_by_its_address(calling):
    calling("me", "[Book1]Sheet1!B2")
    YOY("abc", 1.0)
    calling("me", "[Book1]Sheet1!B3")
    UNIT(1.0, "moon")
    for address in ("B2", "$B$2", "Sheet1!B2", "[Book1]Sheet1!B2"):
        assert WHY(address) == "AIGC_YOY: 'abc' is not a number.", address
    assert WHY("Sheet2!B2").startswith("No function was refused in Sheet2!B2")
    calling("me", "[Book1]Sheet1!B2")
    YOY(2.0, 1.0)
    assert WHY("B2").startswith("No function was refused in B2")


def test_nobody_sees_what_another_person_was_refused(calling):
    calling("one", "[Book1]Sheet1!B2")
    YOY("secret", 1.0)
    calling("another", "[Book1]Sheet1!B2")
    for question in (None, CellError.VALUE, "B2"):
        assert "secret" not in WHY(question)


def test_a_cell_tells_of_its_last_refused_function_whatever_stands_around_it(calling):
    # A host computes =INDEX(AIGC_YOY({5;"abc"},100),2) as a call and shows one error out of its result.
    calling("me", "[Book1]Sheet1!C7")
    YOY([[5.0], ["abc"]], 100.0)
    calling("me", "[Book1]Sheet1!D7")
    assert WHY([["C7", CellError.VALUE]]).startswith("AIGC_YOY: 'abc' is not a number.")


def test_one_error_out_of_a_larger_result_has_the_general_reason(calling):
    calling("me", "[Book1]Sheet1!C7")
    YOY([[5.0], ["abc"]], 100.0)
    assert "abc" not in WHY("#VALUE!")
