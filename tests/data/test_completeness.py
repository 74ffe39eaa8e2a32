from __future__ import annotations

from xl_aigc.data.completeness import Coverage, Gap, coverage, gaps
from xl_aigc.data.folder import load_facts
from xl_aigc.data.period import Period

NOW, BEFORE = Period("2024H1"), Period("2023H1")


def test_coverage_counts_all_companies_and_then_each_layer_that_has_some(folder):
    assert coverage(load_facts(folder), [NOW, BEFORE], ["revenue"]) == [
        Coverage("revenue", NOW, None, 1, 3, 0),
        Coverage("revenue", NOW, "upstream", 1, 1, 0),
        Coverage("revenue", NOW, "midstream", 0, 1, 0),
        Coverage("revenue", BEFORE, None, 1, 3, 1),
        Coverage("revenue", BEFORE, "upstream", 1, 1, 1),
        Coverage("revenue", BEFORE, "midstream", 0, 1, 0),
    ]


def test_a_share_of_nothing_is_missing():
    assert Coverage("revenue", NOW, None, 1, 4, 0).share == 0.25
    assert Coverage("revenue", NOW, None, 0, 0, 0).share is None


def test_gaps_are_the_figures_that_are_not_there_company_by_company(folder):
    assert list(gaps(load_facts(folder), ["revenue", "net_profit"], [NOW])) == [
        Gap("000001.SZ", NOW, "net_profit"),
        Gap("600002.SH", NOW, "revenue"),
        Gap("830003.BJ", NOW, "revenue"),
        Gap("830003.BJ", NOW, "net_profit"),
    ]
