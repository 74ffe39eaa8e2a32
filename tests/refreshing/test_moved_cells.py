"""Cells of ours are found where rows and columns of a person's have moved them, and references are followed."""

from __future__ import annotations

from xl_aigc.ooxml.book_cells import BookCell
from xl_aigc.ooxml.references import cell_name
from xl_aigc.refreshing.moved_cells import line_map, moved_lines
from xl_aigc.refreshing.sameness import Recogniser
from xl_aigc.report.canonical import Keys, Shift
from xl_aigc.report.prints import print_of

KEYS = Keys({"Overview": "overview"}, {})
WRITTEN = {cell_name(row, 2): print_of(f"text {row}", None, KEYS) for row in range(1, 21)}


def held(place):
    """The texts that were written, each in the row that a function gives; None where it is gone."""
    rows = {row: place(row) for row in range(1, 21)}
    return {cell_name(at, 2): BookCell("text", f"text {row}") for row, at in rows.items() if at}


def test_where_nothing_moved_nothing_is_looked_for():
    assert moved_lines(held(lambda row: row), WRITTEN, KEYS) is None


def test_a_persons_own_texts_move_nothing():
    cells = held(lambda row: row) | {f"H{row}": BookCell("text", "mine") for row in range(1, 40)}
    assert moved_lines(cells, WRITTEN, KEYS) is None


def test_two_inserted_rows_move_those_below():
    found = moved_lines(held(lambda row: row if row < 9 else row + 2), WRITTEN, KEYS)
    assert found == ({row: row if row < 9 else row + 2 for row in range(1, 21)}, {2: 2})


def test_a_deleted_row_moves_those_below_up():
    found = moved_lines(held(lambda row: None if row == 9 else row - (row > 9)), WRITTEN, KEYS)
    assert found == ({row: row - (row > 9) for row in range(1, 21) if row != 9}, {2: 2})


def test_a_formula_is_ours_whose_references_moved_with_the_rows():
    rows = {row: row if row < 9 else row + 2 for row in range(1, 21)}
    look = Recogniser(
        KEYS,
        "Overview",
        back={"Overview": Shift(line_map({now: row for row, now in rows.items()}))},
        forward={"Overview": Shift(line_map(rows))},
    )
    written = print_of(None, "SUM(B3:B12)", KEYS)
    assert look.wrote(BookCell("number", 1.0, "SUM(B3:B14)"), written)
    assert not look.wrote(BookCell("number", 1.0, "SUM(B3:B12)"), written)
    assert look.placed("SUM(B3:B12)") == "SUM(B3:B14)"
