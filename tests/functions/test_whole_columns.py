"""Whole columns, a million rows as a host hands them over, are cut to the rows that are used."""

from __future__ import annotations

import pytest

from xl_aigc.functions import CATALOGUE
from xl_aigc.functions.shapes import WHOLE_COLUMN

CALLS = {
    "COHORT": ("table",),
    "COHORT_OF": ("table", "layer"),
    "MEMBERS": ("table", "growth", "both_up"),
    "TOP": ("table", "revenue", 3.0),
    "SCREEN": ("table",),
    "ABOVE": ("revenue", 1e9),
    "RANK": ("revenue",),
    "RANKCORR": ("revenue", "price"),
    "YOY": ("revenue", "prior"),
    "UNIT": ("revenue", "亿"),
    "NAME": ("ticker",),
}


@pytest.fixture(scope="module", params=[(list, None), (tuple, "")], ids=["Excel", "Calc"])
def columns(request):
    """The basket in `A:M`, and single columns of it: as lists with None, and as tuples with empty texts."""
    kind, blank = request.param
    basket = CATALOGUE["BASKET"].call()
    places = {"ticker": 0, "revenue": 4, "prior": 5, "price": 12}
    used = {"table": basket} | {name: [[row[at]] for row in basket] for name, at in places.items()}
    whole = {
        name: kind([*map(kind, rows), *([kind([blank] * len(rows[0]))] * (WHOLE_COLUMN - len(rows)))])
        for name, rows in used.items()
    }
    return used, whole


@pytest.mark.parametrize("key", CALLS)
def test_a_whole_column_gives_what_its_used_rows_give(key, columns):
    used, whole = columns
    expected = CATALOGUE[key].call(*(used.get(each, each) for each in CALLS[key]))
    assert CATALOGUE[key].call(*(whole.get(each, each) for each in CALLS[key])) == expected


def test_a_column_of_nothing_is_one_blank_cell():
    assert CATALOGUE["RANK"].call([[None]] * WHOLE_COLUMN) == CATALOGUE["RANK"].call(None)


def test_a_shorter_range_keeps_its_blank_rows():
    assert len(CATALOGUE["RANK"].call([[5.0], *[[None]] * 10])) == 11
