"""Numbers cut to some digits: halves that sums lose, in Python and in two spreadsheet programs."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gnumeric import cells_of, converted, require_gnumeric
from support.office import recalculate

from xl_aigc.report.digits import cut
from xl_aigc.report.live import rounded

SUMS = [
    ((200111.8, 30131.4, 1000.3), 0, 231244),  # 231243.5
    ((333950.1, 2.3, 1.1), 0, 333954),  # 333953.5
    ((-200111.8, -30131.4, -1000.3), 0, -231244),
    ((0.7, 0.1, 0.2, 0.5), 0, 2),
    ((1e12, 0.1, 0.3, 0.1), 0, 1000000000001),
    ((1234567890.1, 0.1, 0.05), 1, 1234567890.3),  # 1234567890.25
    ((1.0945, -1), 3, 0.095),
    ((0.5005, -0.5), 3, 0.001),
    ((200111.8, 30131.4, 1000.2), 0, 231243),
    ((1e14, 1), 0, 100000000000001),
]
"""Terms, digits, and their sum on paper with halves away from zero."""


@pytest.mark.parametrize(("terms", "digits", "due"), SUMS)
def test_a_sum_of_a_half_on_paper_is_rounded_as_one(terms, digits, due):
    assert float(rounded(sum(terms), digits)) == due


@given(
    st.lists(st.decimals(0, 1, places=3), min_size=1, max_size=12),
    st.integers(1, 10**12),
    st.booleans(),
)
def test_sums_that_end_in_a_half_are_rounded_away_from_zero(shares, whole, negative):
    """Terms of one sign, the last of which completes a half; their float sum may miss it by some last bits."""
    half = (whole + Decimal("0.5")) * (-1 if negative else 1)
    parts = [(half * share).quantize(Decimal("0.1")) / len(shares) for share in shares]
    total = sum(map(float, [*parts, half - sum(parts)]))
    assert Decimal(rounded(total)) == half.quantize(Decimal(1), ROUND_HALF_UP)


def test_two_programs_cut_sums_as_python_does(tmp_path):
    book = openpyxl.Workbook()
    for row, (terms, digits, _) in enumerate(SUMS, start=1):
        joined = "+".join(f"({term!r})" for term in terms)
        book.active.cell(row, 1, f"={cut(joined, digits)}")
    book.save(tmp_path / "sums.xlsx")
    due = [value for *_, value in SUMS]
    answers = [
        recalculate(tmp_path / "sums.xlsx", tmp_path / "office"),
        converted(require_gnumeric(), tmp_path / "sums.xlsx", tmp_path / "gnumeric.xlsx"),
    ]
    for answer in answers:
        assert [line[0] for line in cells_of(answer)["Sheet"]] == due
