"""A total is no company, wherever its word stands and however it is spread over the cell."""

from __future__ import annotations

import pytest

from xl_aigc.functions import CATALOGUE

COHORT, TOP = (CATALOGUE[name].call for name in ("COHORT", "TOP"))

NUMBERED = [["序号", "公司", "营业收入"], [1, "A", 50], [2, "B", 90], ["合计", "", 140]]
LAYERED = [
    ["layer", "name", "revenue"],
    ["上游", "A", 50],
    ["上游小计", None, 50],
    ["下游", "B", 90],
    ["合计", None, 140],
]
SPREAD = [["name", "revenue"], ["A", 50], ["B", 90], ["合\u3000计", 140]]
CODED = [[None, "ticker", "revenue"], [1, "300418.SZ", 50], [2, "688787.SH", 90], ["Total", None, 140]]


@pytest.mark.parametrize("table", [NUMBERED, SPREAD, CODED])
def test_sums_leave_the_total_out(table):
    """50 and 90 are 140; with the total it would be 280."""
    rows = COHORT(table, "revenue", 60, None, "companies,revenue")
    assert [row[0] for row in rows[1:]] == [1, 1, 2]
    assert rows[-1][1] == 140


def test_a_layer_has_no_subtotal_among_its_companies():
    rows = {row[0]: row[1:] for row in COHORT(LAYERED, "layer", None, None, "cohort,companies,revenue")[1:]}
    assert (rows["upstream"], rows["downstream"], rows["Total"]) == ([1, 50], [1, 90], [2, 140])


def test_a_total_leads_no_ranking():
    assert 90 in TOP(NUMBERED, "revenue", 1)[1]
