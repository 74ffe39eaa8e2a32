"""Comparing outcomes cell by cell; and the log of refused calls goes to the test's folder, never to a person's own."""

from __future__ import annotations

import math
from itertools import chain

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.functions.log import LOG_VARIABLE, forget_refusals
from xl_aigc.functions.refusals import CALLER, Caller, forget_cell

TOLERANCE = 1e-9


@pytest.fixture(autouse=True)
def log_file(tmp_path, monkeypatch):
    """The log file of one test."""
    path = tmp_path / "functions.log"
    monkeypatch.setenv(LOG_VARIABLE, str(path))
    forget_refusals()
    return path


@pytest.fixture(scope="session")
def agree():
    """Whether two outcomes have one shape and agree in every cell."""

    def compare(got, expected) -> bool:
        if not isinstance(got, list) or not isinstance(expected, list):
            return _same(got, expected)
        shapes = [[len(row) for row in outcome] for outcome in (got, expected)]
        return shapes[0] == shapes[1] and all(map(_same, chain(*got), chain(*expected)))

    return compare


def _same(got, expected) -> bool:
    """Numbers to 1e-9 relative, booleans never with numbers, the rest exactly."""
    if isinstance(got, bool) or isinstance(expected, bool):
        return got is expected
    if isinstance(got, (int, float)) and isinstance(expected, (int, float)):
        return math.isclose(got, expected, rel_tol=TOLERANCE, abs_tol=1e-12)
    return type(got) is type(expected) and got == expected


@pytest.fixture(scope="session")
def fits_cells():
    """Whether an outcome is one cell or a rectangle of them, and each is exactly what a cell may hold."""

    def check(outcome) -> bool:
        rows = outcome if isinstance(outcome, list) else [[outcome]]
        rectangle = bool(rows) and all(isinstance(row, list) and len(row) == len(rows[0]) > 0 for row in rows)
        return rectangle and all(_is_cell(value) for row in rows for value in row)

    return check


def _is_cell(value) -> bool:
    if type(value) is float:
        return math.isfinite(value)
    return type(value) in {int, str, bool} or isinstance(value, CellError)


@pytest.fixture
def calling():
    """Call from a cell of a person, as a host that knows the cell does."""
    token = CALLER.set(Caller())

    def call(session, address):
        CALLER.set(Caller(session, address))
        forget_cell()

    yield call
    CALLER.reset(token)
