"""The computed rows of the table of cases are what pandas and SciPy give now."""

from __future__ import annotations

import pytest
from support.computed_cases import MARK, computed_rows
from support.office_js_calls import EDGE_CASES

from xl_aigc.hosts.headless import evaluate

WRITTEN = [row for row in EDGE_CASES if row["case"].startswith(MARK)]


def test_there_are_enough_of_them():
    assert len(WRITTEN) >= 250
    assert len(EDGE_CASES) >= 600


def test_the_table_holds_what_the_generator_gives(agree):
    given = computed_rows()
    assert [(row["function"], row["case"], row["formula"]) for row in WRITTEN] == [row[:3] for row in given]
    for row, (*_, expected) in zip(WRITTEN, given, strict=True):
        assert agree(evaluate(row["expected"]), evaluate(expected)), row["case"]


@pytest.mark.parametrize("column", ["function", "formula", "expected"])
def test_no_row_is_without_its_parts(column):
    assert all(row[column] for row in EDGE_CASES)
